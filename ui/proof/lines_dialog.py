"""The dated list behind evidence by rule: activities, postings, surveys and figures of a year, by leaf."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.proof_decisions import ProposedLeaf
from friendly_desktop.domain.proof_lines import ProvingLine, line_title, lines_of
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.views import table
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_WATCHED = frozenset({Area.ACTIVITIES, Area.POSTINGS, Area.SURVEYS, Area.FIGURES, Area.ASSESSMENT})


@dataclass(frozen=True)
class _Known:
    """What the dialog shows, read in one go."""

    criteria: CriteriaSet
    leaves: tuple[ProposedLeaf, ...]
    lines: tuple[ProvingLine, ...]
    frozen: bool


class ProofLinesDialog(QDialog):
    """Lists what the diary, the walls, the surveys and the figures say for a leaf, or for all of them."""

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        """Over the window of ``page``; ``node`` is the leaf to begin with, "" for all of them."""
        super().__init__(page.window())
        self._context = context
        self._year = year
        self._wanted = node
        self._known: _Known | None = None
        self.setWindowTitle(
            _("Hoạt động, niêm yết, khảo sát, số liệu là minh chứng năm {year}").format(year=year)
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(page.window())
        self.nodes.committed.connect(self._on_node)
        self._close.clicked.connect(self.accept)
        context.bus.changed.connect(self._on_changed)

    def start(self) -> None:
        """Ask for the list, then show."""
        self._reload()
        self.open()

    def _build(self, window: QWidget) -> None:
        self.nodes = ChoiceField((), self)
        self.nodes.setAccessibleName(_("Mục"))
        self._frozen = NoticeStrip("lock", "accent", parent=self)
        self.words = Text(role="small", wrap=True, parent=self)
        columns: tuple[Column[ProvingLine], ...] = (
            Column(_("Ngày"), value=lambda one: one.day, display=formats.short_date, width=10),
            Column(_("Loại"), value=lambda one: line_title(one.kind), width=10),
            Column(_("Nội dung"), value=lambda one: one.words, tooltip=lambda one: one.words),
            Column(_("Kết quả"), value=lambda one: one.result, tooltip=lambda one: one.result, width=28),
            Column(_("Mục"), value=self._places, tooltip=self._places, width=16),
        )
        self.model = TableModel(columns, lambda one: (one.kind, one.what, one.id, one.day), self)
        self.view = table(self.model, columns, _("Các việc làm minh chứng của năm"), self)
        ListPapers(self._context, self.view, self.nodes.currentText)
        self._none = EmptyState(
            "table",
            _("Chưa ghi việc nào"),
            _(
                "Hoạt động ghi cho mục này, niêm yết đang treo, đợt khảo sát đã đóng và số liệu tháng tự có mặt ở đây."
            ),
            parent=self,
        )
        self._list = QStackedWidget(self)
        self._list.addWidget(self.view)
        self._list.addWidget(self._none)
        self._close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.addWidget(Text(_("Danh mục không ghi họ tên công dân."), "quiet-small", parent=self), 1)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(self.windowTitle(), "heading", wrap=True, parent=self))
        layout.addWidget(self._frozen)
        layout.addWidget(self.nodes)
        layout.addWidget(self.words)
        layout.addWidget(self._list, 1)
        layout.addLayout(foot)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(min(letter * 165, window.width() - 40), min(letter * 90, window.height() - 40))

    def _reload(self) -> None:
        year = self._year

        def work(services: "Services") -> _Known:
            return _Known(
                criteria=services.assessment.criteria_of(year),
                leaves=services.proposals.proposals(year),
                lines=services.proposals.lines(year),
                frozen=services.assessment.view(year).state is YearState.FROZEN,
            )

        self._context.query(self, _("Đọc danh mục"), work, self._on_known)

    def _on_known(self, known: _Known) -> None:
        self._known = known
        names = known.criteria.references
        proved = {node for one in known.lines for node in one.nodes} | {self._wanted}
        offered: list[tuple[object, str]] = [("", _("Tất cả các mục"))]
        offered += [
            (leaf.id, f"{names[leaf.id]}  {calm(leaf.text)}")
            for leaf in known.criteria.leaves
            if leaf.id in proved
        ]
        self.nodes.set_choices(offered)
        self.nodes.show_value(self._wanted)
        frozen = _("Năm {year} đã chốt: danh mục giữ nguyên như lúc chốt.").format(year=self._year)
        self._frozen.say(frozen if known.frozen else "")
        self._show()

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        node = str(self.nodes.value() or "")
        shown = lines_of(known.lines, node) if node else known.lines
        self.model.set_rows(shown)
        self._list.setCurrentWidget(self.view if shown else self._none)
        told = [
            result.sentence for one in known.leaves if one.node == node for result in one.proposal.results
        ]
        self.words.setText("\n".join(told))
        self.words.setVisible(bool(told))

    def _places(self, one: ProvingLine) -> str:
        names = {} if self._known is None else self._known.criteria.references
        return ", ".join(names.get(node, node) for node in one.nodes)

    @Slot(object)
    def _on_node(self, node: object) -> None:
        self._wanted = str(node or "")
        self._show()

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _WATCHED:
            self._reload()
