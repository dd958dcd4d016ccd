"""The reception records that prove a year: their list by criterion, without names."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.record_proof import (
    ProvingRecord,
    RecordProof,
    record_kinds_of,
    record_text,
)
from friendly_desktop.i18n import N_, _
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

_WATCHED = frozenset({Area.CASES, Area.MEETINGS, Area.ASSESSMENT})
_ON_TIME = {True: N_("Đúng hạn"), False: N_("Trễ hạn"), None: ""}


@dataclass(frozen=True)
class _Known:
    """What the dialog shows, read in one go."""

    criteria: CriteriaSet
    proofs: tuple[RecordProof, ...]
    records: tuple[ProvingRecord, ...]
    frozen: bool


class RecordProofDialog(QDialog):
    """Lists the sessions, settled cases, dialogues and visits of a year that count."""

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        """Over the window of ``page``; ``node`` is the line of the set to begin with, "" for all of them."""
        super().__init__(page.window())
        self._context = context
        self._year = year
        self._wanted = node
        self._known: _Known | None = None
        self.setWindowTitle(
            _("Tiếp dân, giải quyết đơn, đối thoại là minh chứng năm {year}").format(year=year)
        )
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(page.window())
        self.lines.committed.connect(self._on_line)
        self._close.clicked.connect(self.accept)
        context.bus.changed.connect(self._on_changed)

    def start(self) -> None:
        """Ask for the records, then show."""
        self._reload()
        self.open()

    def _build(self, window: QWidget) -> None:
        self.lines = ChoiceField((), self)
        self.lines.setAccessibleName(_("Tiêu chí"))
        self._frozen = NoticeStrip("lock", "accent", parent=self)
        self.words = Text(role="small", wrap=True, parent=self)
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
        self._none = EmptyState(
            "calendar",
            _("Chưa có việc nào"),
            _(
                "Buổi tiếp, đơn đã xử lý xong, hội nghị đối thoại và lượt đi cơ sở tự có mặt ở đây và trong gói hồ sơ."
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
        layout.addWidget(self.lines)
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
                proofs=services.record_proof.proofs(year),
                records=services.record_proof.records(year),
                frozen=services.assessment.view(year).state is YearState.FROZEN,
            )

        self._context.query(self, _("Đọc sổ tiếp dân"), work, self._on_known)

    def _on_known(self, known: _Known) -> None:
        self._known = known
        names = known.criteria.references
        offered: list[tuple[object, str]] = [("", _("Tất cả các tiêu chí"))]
        offered += [
            (proof.node, f"{names[proof.node]}  {calm(known.criteria.by_id[proof.node].text)}")
            for proof in known.proofs
        ]
        self.lines.set_choices(offered)
        self.lines.show_value(self._wanted)
        frozen = _("Năm {year} đã chốt: danh mục giữ nguyên như lúc chốt.").format(year=self._year)
        self._frozen.say(frozen if known.frozen else "")
        self._show()

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        node = str(self.lines.value() or "")
        kinds = set(record_kinds_of(known.criteria.by_id[node])) if node else None
        shown = [one for one in known.records if kinds is None or one.kind in kinds]
        self.model.set_rows(shown)
        self._list.setCurrentWidget(self.view if shown else self._none)
        tallies = {
            one.kind: one for proof in known.proofs if not node or proof.node == node for one in proof.tallies
        }
        self.words.setText("\n".join(record_text(one) for one in tallies.values()))
        self.words.setVisible(bool(tallies))

    @Slot(object)
    def _on_line(self, node: object) -> None:
        self._wanted = str(node or "")
        self._show()

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _WATCHED:
            self._reload()
