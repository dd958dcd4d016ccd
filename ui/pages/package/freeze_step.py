"""Step 3: the year is closed to changes, and a dated copy is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearView
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.package.reading import PackageState
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.assessment import Snapshot


class FreezeStep(QWidget):
    """Says how the year stands, freezes it and opens it again."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: PackageState | None = None
        box = card(self)
        self._icon = IconLabel("unlock", "quiet", 28, box)
        self._title = Text(role="heading", wrap=True, parent=box)
        self._words = Text(wrap=True, parent=box)
        self.freeze = button(_("Chốt số liệu"), "lock", parent=box)
        self.reopen = button(_("Mở lại để sửa"), "unlock", parent=box)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(box)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.freeze)
        row.addWidget(self.reopen)
        columns: tuple[Column[Snapshot], ...] = (
            Column(_("Bản chốt số"), value=lambda one: one.number, width=12),
            Column(_("Ngày giờ"), value=lambda one: formats.moment(one.frozen_at), width=18),
            Column(_("Tổng điểm"), value=lambda one: one.total, display=formats.points, right=True, width=11),
            Column(_("Mã kiểm tra"), value=lambda one: one.sha256, tooltip=lambda one: one.sha256),
        )
        self.model: TableModel[Snapshot] = TableModel(columns, key=lambda one: one.number, parent=self)
        self._copies = table(self.model, columns, _("Các bản đã chốt"), self)
        self._copies_title = Text(_("Các bản đã chốt"), "strong", parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(box)
        layout.addWidget(self._copies_title)
        layout.addWidget(self._copies, 1)
        layout.addStretch(0)
        self.freeze.clicked.connect(self._on_freeze)
        self.reopen.clicked.connect(self._on_reopen)

    def show_state(self, state: PackageState) -> None:
        """Show how the year stands."""
        self._state = state
        if state.frozen:
            self._icon.set_icon("lock", "good")
            self._title.setText(
                _("Năm {year} đã chốt ngày {date}").format(
                    year=state.year, date=formats.short_date(state.view.frozen_on)
                )
            )
            self._words.setText(
                _("Điểm, lời văn và minh chứng chỉ xem, không sửa được. Gói hồ sơ xuất ra là bản chính thức.")
            )
        else:
            self._icon.set_icon("unlock", "quiet")
            self._title.setText(_("Năm {year} chưa chốt").format(year=state.year))
            self._words.setText(
                _(
                    "Khi chốt, chương trình giữ một bản có ghi ngày của toàn bộ điểm và lời văn, rồi khóa năm này lại. "
                    "Có thể mở lại để sửa bất cứ lúc nào; bản đã chốt vẫn còn."
                )
            )
        self.freeze.setVisible(not state.frozen)
        self.reopen.setVisible(state.frozen)
        self.model.set_rows(state.snapshots)
        for widget in (self._copies, self._copies_title):
            widget.setVisible(bool(state.snapshots))

    @Slot()
    def _on_freeze(self) -> None:
        if self._state is None:
            return
        year = self._state.year

        def work(services: "Services") -> "Snapshot":
            return services.assessment.freeze(year)

        def done(_copy: "Snapshot") -> None:
            self._context.tell(_("Đã chốt số liệu năm {year}.").format(year=year), self._on_reopen)

        self._context.perform(self, _("Chốt số liệu"), work, done)

    @Slot()
    def _on_reopen(self) -> None:
        if self._state is None:
            return
        year = self._state.year

        def work(services: "Services") -> YearView:
            return services.assessment.reopen(year)

        def done(_view: YearView) -> None:
            self._context.tell(_("Đã mở lại năm {year}. Bản đã chốt vẫn được giữ.").format(year=year))

        self._context.perform(self, _("Mở lại năm"), work, done)
