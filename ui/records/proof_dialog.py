"""The reception records that prove a year: their list by criterion, without names."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.record_proof import (
    ProvingRecord,
    RecordProof,
    record_kinds_of,
    record_text,
)
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.lists.proving import Known, ProvingDialog
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_ON_TIME = {True: N_("Đúng hạn"), False: N_("Trễ hạn"), None: ""}


class _Found(NamedTuple):
    proofs: tuple[RecordProof, ...]
    records: tuple[ProvingRecord, ...]


class RecordProofDialog(ProvingDialog[_Found]):
    """Lists the sessions, settled cases, dialogues and visits of a year that count."""

    watched = frozenset({Area.CASES, Area.MEETINGS, Area.ASSESSMENT})

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        title = _("Tiếp dân, giải quyết đơn, đối thoại là minh chứng năm {year}").format(year=year)
        super().__init__(page, context, year, node, title, _("Tiêu chí"))
        columns: tuple[Column[ProvingRecord], ...] = (
            Column(_("Ngày"), value=lambda one: one.day, display=formats.short_date, width=10),
            Column(_("Số"), value=lambda one: one.code, width=9),
            Column(_("Nội dung"), value=lambda one: one.words, tooltip=lambda one: one.words),
            Column(_("Kết quả"), value=lambda one: one.result, tooltip=lambda one: one.result, width=40),
            Column(
                _("Thời hạn"),
                value=lambda one: _(_ON_TIME[one.on_time]) if _ON_TIME[one.on_time] else "",
                width=9,
            ),
        )
        self.model = TableModel(columns, lambda one: (one.kind, one.id, one.day), self)
        self.view = table(self.model, columns, _("Các việc trong sổ tiếp dân của năm"), self)
        ListPapers(self._context, self.view)
        empty = EmptyState(
            "calendar",
            _("Chưa có việc nào"),
            _(
                "Buổi tiếp, đơn đã xử lý xong, hội nghị đối thoại và lượt đi cơ sở tự có mặt ở đây và trong gói hồ sơ."
            ),
            parent=self,
        )
        self.lay_out(self.view, empty)

    @staticmethod
    def read(services: "Services", year: int) -> _Found:
        """The records of the year."""
        return _Found(services.record_proof.proofs(year), services.record_proof.records(year))

    def reading(self) -> str:
        """In words."""
        return _("Đọc sổ tiếp dân")

    def offered(self, known: Known[_Found]) -> Sequence[tuple[object, str]]:
        """Every criterion that records prove."""
        lines = [(proof.node, known.line_words(proof.node)) for proof in known.found.proofs]
        return [("", _("Tất cả các tiêu chí")), *lines]

    def show_rows(self, known: Known[_Found], node: str) -> None:
        """The records of the kinds that a criterion counts, and how many of each."""
        kinds = set(record_kinds_of(known.criteria.by_id[node])) if node else None
        shown = [one for one in known.found.records if kinds is None or one.kind in kinds]
        self.model.set_rows(shown)
        self.show_list(bool(shown))
        proofs = [proof for proof in known.found.proofs if not node or proof.node == node]
        tallies = {one.kind: one for proof in proofs for one in proof.tallies}
        self.say([record_text(one) for one in tallies.values()])
