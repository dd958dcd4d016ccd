"""The sample office in the window: opened, told on every page, left and put away again."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from ui.context import UiContext
from ui.jobs import Job
from ui.widgets.strips import IconLabel
from ui.widgets.text import ElidedText, button


def open_sample(owner: QWidget, context: UiContext) -> Job:
    """Show the sample office in the place of this one; made first, where it is not there yet."""

    def on_made(folder: DataFolder) -> None:
        context.open_office(folder)

    return context.run_long(
        owner, _("Tạo dữ liệu mẫu"), lambda services, job: services.sample.make(job), on_made
    )


def remove_sample(owner: QWidget, context: UiContext) -> None:
    """Put the sample office away; the office's own window offers to take that back."""
    if context.folder.is_sample:
        context.open_office(context.folder.own, remove_sample=True)
        return

    def undo() -> None:
        context.perform(owner, _("Lấy lại dữ liệu mẫu"), lambda services: services.sample.restore())

    context.perform(
        owner,
        _("Xóa dữ liệu mẫu"),
        lambda services: services.sample.remove(),
        lambda _nothing: context.tell(_("Đã xóa dữ liệu mẫu."), undo),
    )


class SampleStrip(QFrame):
    """Says on every page that everything in view is made up, and leads back to the office's own work.

    Signals:
        begin_wanted: the made-up records lie where the office's own belong, and are to give way.
    """

    begin_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("role", "strip")
        words = ElidedText(_("Dữ liệu mẫu: xã An Bình không có thật, cứ thử mọi thứ."), parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 2, 8, 2)
        layout.setSpacing(12)
        layout.addWidget(IconLabel("info", "warning", parent=self), 0)
        layout.addWidget(words, 1)
        if context.folder.is_sample:
            self.remove = button(_("Xóa dữ liệu mẫu"), kind="quiet", parent=self)
            self.remove.clicked.connect(self._on_remove)
            layout.addWidget(self.remove)
            self.leave = button(_("Về đơn vị của mình"), kind="quiet", parent=self)
            self.leave.clicked.connect(self._on_leave)
        else:
            self.leave = button(_("Bắt đầu với dữ liệu thật"), kind="quiet", parent=self)
            self.leave.clicked.connect(self.begin_wanted)
        layout.addWidget(self.leave)

    @Slot()
    def _on_leave(self) -> None:
        self._context.open_office(self._context.folder.own)

    @Slot()
    def _on_remove(self) -> None:
        remove_sample(self, self._context)
