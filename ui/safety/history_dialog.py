"""The history of one record: who changed what of it and when, as the trail has it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from friendly_desktop.services.trail import TrailAct
from ui.context import UiContext
from ui.models.table import TableModel
from ui.safety.trail_rows import TrailRow, columns, rows_of
from ui.widgets.text import Text, button
from ui.widgets.views import table

_SIZE = (900, 460)


class HistoryDialog(QDialog):
    """Opens over any page that shows a record.

    Args:
        page: where it stands.
        context: of the window.
        table_name: where the record lies.
        key: of the record; its parts between spaces.
        title: what the record is called; a number, never a person.
    """

    def __init__(
        self, page: QWidget, context: UiContext, table_name: str, key: int | str, title: str
    ) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Lịch sử thay đổi: {title}").format(title=title))
        shown = columns()
        self.model: TableModel[TrailRow] = TableModel(shown, key=lambda one: one.line.number, parent=self)
        self.view = table(self.model, shown, self.windowTitle(), self)
        self._state = Text(_("Thông tin riêng tư chỉ hiện •••."), "quiet", parent=self)
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        room = page.window()
        self.resize(min(_SIZE[0], room.width() - 24), min(_SIZE[1], room.height() - 16))
        context.query(
            self,
            self.windowTitle(),
            lambda services: services.trail.history(table_name, str(key)),
            self._on_read,
        )

    def _on_read(self, acts: tuple[TrailAct, ...]) -> None:
        self.model.set_rows(rows_of(acts))
        if not acts:
            self._state.setText(_("Chưa có thay đổi nào từ khi có nhật ký."))
