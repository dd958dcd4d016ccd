"""A list of the office comes in: which column is what, then what comes of each row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QTableView, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Field
from friendly_desktop.domain.letters.lists import LetterList, guessed_mapping
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.list_columns import ListColumns
from ui.lists.importing import FileWanted, ListImport
from ui.widgets.text import scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class ReadRow(Protocol):
    """A row of a list: whether it can come in."""

    @property
    def usable(self) -> bool: ...


Row = TypeVar("Row", bound=ReadRow)


@dataclass(frozen=True, slots=True)
class Mapped(Generic[Row]):
    """A list as its columns are mapped now."""

    mapping: Mapping[str, str]
    rows: tuple[Row, ...]

    @property
    def usable(self) -> int:
        """How many rows can come in."""
        return sum(row.usable for row in self.rows)


class MappedImport(ListImport[LetterList], Generic[Row]):
    """Takes a list whose columns a person may map otherwise; arguments as of :class:`ListImport`.

    A subclass also reads the rows in :meth:`mapper` and shows them in :meth:`show_rows`.
    """

    #: What a column may be.
    fields: Sequence[Field]

    def __init__(
        self, parent: QWidget, context: UiContext, title: str, wanted: FileWanted, size: tuple[int, int]
    ) -> None:
        super().__init__(parent, context, title, wanted, size)
        self._list: LetterList | None = None
        self._read: Mapped[Row] | None = None
        self._wish = 0
        self.columns = ListColumns(self)
        self.columns.setProperty("role", "page-body")
        self.columns.changed.connect(self._on_mapped)

    def mapper(self, found: LetterList, mapping: Mapping[str, str]) -> Callable[["Services"], Mapped[Row]]:
        """What reads the rows on the worker as the columns are mapped."""
        raise NotImplementedError

    def show_rows(self, read: Mapped[Row]) -> None:
        """Show the rows, and say on the button how many come in."""
        raise NotImplementedError

    def lay_columns(
        self, body: QVBoxLayout, view: QTableView, sizes: tuple[int, int], *below: QWidget
    ) -> None:
        """Stand the columns at the left, the rows at the right.

        Args:
            body: what :meth:`lay_out` gave.
            view: the rows.
            sizes: of left and right, logical pixels.
            below: what is asked below the columns.
        """
        left, right = QWidget(self), QWidget(self)
        for side, parts in ((left, (scrolled(self.columns, left), *below)), (right, (self.count, view))):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            for part in parts:
                column.addWidget(part, 0 if part in below or part is self.count else 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes(list(sizes))
        body.addWidget(split, 1)

    def opened(self, found: LetterList) -> None:
        """Guess what the columns are, then read the rows."""
        self._list = found
        self._problem.say(" ".join(found.remarks))
        fields = [replace(one, label=_(one.label)) for one in self.fields]

        def done(mapping: dict[str, str]) -> None:
            self.columns.show_list(found, fields, mapping)
            self._on_mapped()

        self._context.query(
            self, _("Nối cột"), lambda _services: guessed_mapping(found.headings, self.fields), done
        )

    def forget(self) -> None:
        """No rows are known."""
        super().forget()
        self._read = None

    @Slot()
    def _on_mapped(self) -> None:
        found = self._list
        if found is None:
            return
        self._wish += 1
        wish = self._wish

        def done(read: Mapped[Row]) -> None:
            if wish == self._wish:
                self._read = read
                self._problem.say(" ".join(found.remarks))
                self.show_rows(read)
                self.take.setEnabled(read.usable > 0)

        self._context.query(
            self, _("Xem các dòng"), self.mapper(found, self.columns.mapping()), done, self._on_refused
        )
