"""Step 2: the parts of the report that the office writes in its own words; saved as they are typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalMapper, Qt, QTimer, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from friendly_desktop.domain.report import REPORT_SECTIONS
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.package.reading import PackageState
from ui.widgets.fields import Field
from ui.widgets.text import Text
from ui.widgets.typing import GrowingText

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

DELAY_MS = 400

_TITLES = {
    "situation": N_("Đặc điểm tình hình"),
    "leadership": N_("Công tác lãnh đạo, chỉ đạo, tuyên truyền"),
    "strengths": N_("Ưu điểm"),
    "weaknesses": N_("Hạn chế"),
    "causes": N_("Nguyên nhân"),
    "direction": N_("Phương hướng, nhiệm vụ thời gian tới"),
    "proposals": N_("Đề xuất, kiến nghị"),
}


class ReportStep(QScrollArea):
    """A field for each section."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = 0
        self._typed: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.setSpacing(14)
        layout.addWidget(
            Text(
                _(
                    "Phần kết quả theo từng tiêu chí, bảng thang chấm điểm và phần khảo sát do chương trình viết từ số liệu. "
                    "Phần nào để trống thì báo cáo bỏ qua phần đó."
                ),
                "quiet",
                wrap=True,
                parent=body,
            )
        )
        self.fields: dict[str, GrowingText] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self._sections = QSignalMapper(self)
        for section in REPORT_SECTIONS:
            field = GrowingText(2, 12, body)
            self.fields[section] = field
            layout.addWidget(Field(_(_TITLES[section]), field, parent=body))
            self._sections.setMapping(field, section)
            field.edited.connect(self._sections.map)
            field.left.connect(self.flush)
        layout.addStretch(1)
        self.setWidget(body)
        self._sections.mappedString.connect(self._on_edited)

    def show_state(self, state: PackageState) -> None:
        """Show the stored words; what is being typed is left alone."""
        if state.year != self._year:
            self.flush()
            self._year = state.year
            for field in self.fields.values():
                field.put("")
        for section, field in self.fields.items():
            if section not in self._typed:
                field.show_text(state.report_texts.get(section, ""))
            field.setReadOnly(state.frozen)

    @Slot()
    def flush(self) -> None:
        """Store what waits, now."""
        self._timer.stop()
        typed, self._typed = self._typed, {}
        year = self._year
        if not typed:
            return

        def work(services: "Services") -> None:
            for section, text in typed.items():
                services.assessment.set_report_text(year, section, text)

        self._context.perform(self, _("Lưu lời văn báo cáo"), work)

    @Slot(str)
    def _on_edited(self, section: str) -> None:
        self._typed[section] = self.fields[section].toPlainText()
        self._timer.start()
