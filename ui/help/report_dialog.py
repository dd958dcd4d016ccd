"""The problem report: everything that would be in the file is read here first, then it is saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.support.problem_report import ReportPart, contents_words
from ui.context import UiContext
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class ProblemReportDialog(QDialog):
    """Shows each part of the report and saves them all."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Báo sự cố"))
        self._context = context
        self._parts: tuple[ReportPart, ...] = ()
        self._name = ""
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(_("Các phần của báo cáo"))
        self.text = QPlainTextEdit(_("Đang kiểm tra dữ liệu và máy..."), self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Nội dung của phần đang chọn"))
        self.save = button(_("Lưu tệp để gửi..."), "export", "primary", parent=self)
        self.save.setEnabled(False)
        close = button(_("Đóng"), parent=self)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.text, 4)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(_("Báo sự cố"), "heading", parent=self))
        layout.addWidget(Text(contents_words(), wrap=True, parent=self))
        layout.addLayout(middle, 1)
        layout.addLayout(row)
        room = parent.window()
        letter = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(letter * 120, room.width() - 40), min(letter * 64, room.height() - 40))
        self.list.currentRowChanged.connect(self._on_row)
        self.save.clicked.connect(self._on_save)
        close.clicked.connect(self.reject)

    def start(self) -> None:
        """Open, and collect in the background."""
        self.open()
        screens = [
            f"screen {one.size().width()}x{one.size().height()} at {one.devicePixelRatio():g}"
            for one in QGuiApplication.screens()
        ]
        window = (f"Qt {qVersion()}, {QGuiApplication.platformName()}", *screens)

        def work(services: "Services", job: JobContext) -> tuple[tuple[ReportPart, ...], str]:
            reports = services.problem_reports
            return reports.collect(window, job), reports.suggested_name()

        self._context.run_long(self, _("Báo sự cố"), work, self._on_collected)

    def _on_collected(self, found: tuple[tuple[ReportPart, ...], str]) -> None:
        self._parts, self._name = found
        self.list.addItems([part.name for part in self._parts])
        self.list.setCurrentRow(0)
        self.save.setEnabled(True)
        self.save.setDefault(True)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._parts):
            self.text.setPlainText(self._parts[row].text)

    @Slot()
    def _on_save(self) -> None:
        self._context.prompts.save_file(
            self, _("Lưu tệp báo sự cố"), "report", _("Tệp ZIP (*.zip)"), self._name, self._write
        )

    def _write(self, target: Path) -> None:
        parts = self._parts

        def done(path: Path) -> None:
            self._context.tell(_("Đã lưu {file}; gửi tệp này cho người hỗ trợ.").format(file=path.name))
            self.accept()

        self._context.query(
            self,
            _("Lưu tệp báo sự cố"),
            lambda services: services.problem_reports.write(parts, target),
            done,
        )
