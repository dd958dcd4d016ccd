"""The dated list of what proves a year: letters, reception, what is recorded; all of it, or one line of the set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

Found = TypeVar("Found")


@dataclass(frozen=True)
class Known(Generic[Found]):
    """What the dialog shows, read in one go: the set of the year, whether the year is frozen, what proves it."""

    criteria: CriteriaSet
    frozen: bool
    found: Found

    def line_words(self, node: str) -> str:
        """A line of the set for the choice: its number and its text."""
        return f"{self.criteria.references[node]}  {calm(self.criteria.by_id[node].text)}"


class ProvingDialog(QDialog, Generic[Found]):
    """Lists what proves a year.

    A subclass makes its list and calls :meth:`lay_out`; it reads in :meth:`read` and shows in :meth:`show_rows`.

    Args:
        page: it stands over its window.
        context: of the window.
        year: the year.
        node: the line of the set to begin with, "" for all of them.
        title: of the window.
        line_word: what a line of the set is called here.
    """

    watched: ClassVar[frozenset[Area]]
    #: Width and height, in letters, where the window has room.
    letters: ClassVar[tuple[int, int]] = (165, 90)

    def __init__(
        self, page: QWidget, context: UiContext, year: int, node: str, title: str, line_word: str
    ) -> None:
        super().__init__(page.window())
        self._context = context
        self._over = page.window()
        self._year = year
        self._wanted = node
        self._known: Known[Found] | None = None
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.lines = ChoiceField((), self)
        self.lines.setAccessibleName(line_word)
        self.words = Text(role="small", wrap=True, parent=self)
        self._frozen = NoticeStrip("lock", "accent", parent=self)
        self._list = QStackedWidget(self)
        self.lines.committed.connect(self._on_line)
        context.bus.changed.connect(self._on_changed)

    def start(self) -> None:
        """Ask for the list, then show."""
        self._reload()
        self.open()

    # -- what a subclass says

    @staticmethod
    def read(services: "Services", year: int) -> Found:
        """What proves the year; called on the worker."""
        raise NotImplementedError

    def reading(self) -> str:
        """What :meth:`read` does, in words."""
        raise NotImplementedError

    def offered(self, known: Known[Found]) -> Sequence[tuple[object, str]]:
        """The lines of the set to choose from; "" stands for all of them."""
        raise NotImplementedError

    def show_rows(self, known: Known[Found], node: str) -> None:
        """Show what proves this line, "" for all of them."""
        raise NotImplementedError

    def frozen_words(self) -> str:
        """What is said of a frozen year."""
        return _("Năm {year} đã chốt: danh mục giữ nguyên như lúc chốt.").format(year=self._year)

    # -- what it does for a subclass

    def lay_out(
        self,
        view: QTableView,
        empty: EmptyState,
        body: QWidget | None = None,
        foot: QHBoxLayout | None = None,
    ) -> None:
        """Stand everything in its place.

        Args:
            view: the list.
            empty: what stands there while nothing proves anything.
            body: what holds the list, if it is more than the list.
            foot: what stands at the left of "Đóng"; that no name of a citizen is listed, if nothing else does.
        """
        self._view, self._empty = view, empty
        self._list.addWidget(view)
        self._list.addWidget(empty)
        if foot is None:
            foot = QHBoxLayout()
            foot.addWidget(Text(_("Danh mục không ghi họ tên công dân."), "quiet-small", parent=self), 1)
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(self.windowTitle(), "heading", wrap=True, parent=self))
        layout.addWidget(self._frozen)
        layout.addWidget(self.lines)
        layout.addWidget(self.words)
        layout.addWidget(body or self._list, 1)
        layout.addLayout(foot)
        letter, window = self.fontMetrics().horizontalAdvance("0"), self._over
        wide, high = self.letters
        self.resize(min(letter * wide, window.width() - 40), min(letter * high, window.height() - 40))

    def say(self, sentences: Sequence[str], between: str = "\n") -> None:
        """Tell what is above the list."""
        self.words.setText(between.join(sentences))
        self.words.setVisible(bool(sentences))

    def show_list(self, any_rows: bool) -> None:
        """The list, or that there is nothing yet."""
        self._list.setCurrentWidget(self._view if any_rows else self._empty)

    # -- inside

    def _reload(self) -> None:
        year, read = self._year, self.read

        def work(services: "Services") -> Known[Found]:
            return Known(
                criteria=services.assessment.criteria_of(year),
                frozen=services.assessment.view(year).state is YearState.FROZEN,
                found=read(services, year),
            )

        self._context.query(self, self.reading(), work, self._on_known)

    def _on_known(self, known: Known[Found]) -> None:
        self._known = known
        self.lines.set_choices(self.offered(known))
        self.lines.show_value(self._wanted)
        self._frozen.say(self.frozen_words() if known.frozen else "")
        self._show()

    def _show(self) -> None:
        if self._known is not None:
            self.show_rows(self._known, str(self.lines.value() or ""))

    @Slot(object)
    def _on_line(self, node: object) -> None:
        self._wanted = str(node or "")
        self._show()

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & self.watched:
            self._reload()
