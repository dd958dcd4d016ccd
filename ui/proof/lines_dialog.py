"""The dated list behind evidence by rule: activities, postings, surveys and figures of a year, by leaf."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.proof.lines import ProvingLine, line_title, lines_of
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.lists.proving import Known, ProvingDialog
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class _Found(NamedTuple):
    leaves: tuple[ProposedLeaf, ...]
    lines: tuple[ProvingLine, ...]


class ProofLinesDialog(ProvingDialog[_Found]):
    """Lists what the diary, the walls, the surveys and the figures say for a leaf, or for all of them."""

    watched = frozenset({Area.ACTIVITIES, Area.POSTINGS, Area.SURVEYS, Area.FIGURES, Area.ASSESSMENT})

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        title = _("Hoạt động, niêm yết, khảo sát, số liệu là minh chứng năm {year}").format(year=year)
        super().__init__(page, context, year, node, title, _("Mục"))
        columns: tuple[Column[ProvingLine], ...] = (
            Column(_("Ngày"), value=lambda one: one.day, display=formats.short_date, width=10),
            Column(_("Loại"), value=lambda one: line_title(one.kind), width=10),
            Column(_("Nội dung"), value=lambda one: one.words, tooltip=lambda one: one.words),
            Column(_("Kết quả"), value=lambda one: one.result, tooltip=lambda one: one.result, width=28),
            Column(_("Mục"), value=self._places, tooltip=self._places, width=16),
        )
        self.model = TableModel(columns, lambda one: (one.kind, one.what, one.id, one.day), self)
        self.view = table(self.model, columns, _("Các việc làm minh chứng của năm"), self)
        ListPapers(self._context, self.view, self.lines.currentText)
        empty = EmptyState(
            "table",
            _("Chưa ghi việc nào"),
            _(
                "Hoạt động ghi cho mục này, niêm yết đang treo, đợt khảo sát đã đóng và số liệu tháng tự có mặt ở đây."
            ),
            parent=self,
        )
        self.lay_out(self.view, empty)

    @staticmethod
    def read(services: "Services", year: int) -> _Found:
        """What is recorded of the year, and what is proposed for each leaf."""
        return _Found(services.proposals.proposals(year), services.proposals.lines(year))

    def reading(self) -> str:
        """In words."""
        return _("Đọc danh mục")

    def offered(self, known: Known[_Found]) -> Sequence[tuple[object, str]]:
        """Every leaf that something proves, and the one that was asked for."""
        proved = {node for one in known.found.lines for node in one.nodes} | {self._wanted}
        leaves = [(one.id, known.line_words(one.id)) for one in known.criteria.leaves if one.id in proved]
        return [("", _("Tất cả các mục")), *leaves]

    def show_rows(self, known: Known[_Found], node: str) -> None:
        """The lines of a leaf, and what each of its rules says."""
        shown = lines_of(known.found.lines, node) if node else known.found.lines
        self.model.set_rows(shown)
        self.show_list(bool(shown))
        leaves = [one for one in known.found.leaves if one.node == node]
        self.say([result.sentence for one in leaves for result in one.proposal.results])

    def _places(self, one: ProvingLine) -> str:
        names = {} if self._known is None else self._known.criteria.references
        return ", ".join(names.get(node, node) for node in one.nodes)
