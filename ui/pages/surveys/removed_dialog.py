"""Rounds that were removed: each comes back with its ballots."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.surveys.rows import days
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import table


class RemovedRounds(QDialog):
    """The bin of rounds; nothing in it is ever thrown away by itself."""

    def __init__(self, page: QWidget, context: UiContext, removed: Sequence[Survey]) -> None:
        super().__init__(page.window())
        self._context, self._page = context, page
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Các đợt khảo sát đã bỏ"))
        shown: tuple[Column[Survey], ...] = (
            Column(_("Năm"), value=lambda one: one.year, width=6),
            Column(_("Đợt khảo sát"), value=lambda one: one.title, tooltip=lambda one: one.title),
            Column(_("Thời gian"), value=days, width=24),
            Column(
                _("Số phiếu"), value=lambda one: one.issued, display=formats.whole_number, right=True, width=9
            ),
        )
        self.model: TableModel[Survey] = TableModel(shown, key=lambda one: one.id, parent=self)
        self.model.set_rows(removed)
        self.view = table(self.model, shown, self.windowTitle(), self)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.selectRow(0)
        self.restore = button(_("Lấy lại"), "undo", "primary", parent=self)
        close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(
            Text(_("Lấy lại một đợt thì các phiếu đã nhập cũng trở lại."), "quiet", wrap=True, parent=self)
        )
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        close.clicked.connect(self.reject)
        self.restore.clicked.connect(self._on_restore)
        on_keys(self.view, self._on_restore, *ENTER)
        room = page.window()
        self.resize(min(760, room.width() - 24), min(420, room.height() - 16))

    @Slot()
    def _on_restore(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        survey = self.model.row(rows[0]) if rows else None
        if survey is None:
            return
        words = _("Đã lấy lại «{title}».").format(title=survey.title)
        context = self._context
        context.perform(
            self._page,
            _("Lấy lại đợt khảo sát"),
            lambda services: services.surveys.restore(survey.id),
            lambda _none: context.tell(words),
        )
        self.accept()
