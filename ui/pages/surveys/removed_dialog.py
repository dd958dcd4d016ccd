"""What was removed comes back from here: rounds with their ballots, own forms."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey, SurveyForm
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.surveys.rows import days
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

Row = TypeVar("Row")


class RemovedDialog(QDialog):
    """A list of what was removed; nothing in it is ever thrown away by itself.

    Args:
        page: where it stands.
        title: what was removed.
        words: what comes back with it.
        model: the rows; the first is chosen.
        restore: called with the chosen row.
    """

    def __init__(
        self, page: QWidget, title: str, words: str, model: TableModel[Row], restore: Callable[[Row], None]
    ) -> None:
        super().__init__(page.window())
        self._model, self._restore = model, restore
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.view = table(model, model.columns, title, self)
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
        layout.addWidget(Text(title, "heading", parent=self))
        layout.addWidget(Text(words, "quiet", wrap=True, parent=self))
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
        row = self._model.row(rows[0]) if rows else None
        if row is not None:
            self._restore(row)
            self.accept()


def removed_rounds(page: QWidget, context: UiContext, found: Sequence[Survey]) -> RemovedDialog:
    """The bin of rounds."""
    shown: tuple[Column[Survey], ...] = (
        Column(_("Năm"), value=lambda one: one.year, width=6),
        Column(_("Đợt khảo sát"), value=lambda one: one.title, tooltip=lambda one: one.title),
        Column(_("Thời gian"), value=days, width=24),
        Column(
            _("Số phiếu"), value=lambda one: one.issued, display=formats.whole_number, right=True, width=9
        ),
    )
    model: TableModel[Survey] = TableModel(shown, key=lambda one: one.id)
    model.set_rows(found)

    def restore(one: Survey) -> None:
        _bring_back(page, context, one.title, lambda services: services.surveys.restore(one.id))

    words = _("Lấy lại một đợt thì các phiếu đã nhập cũng trở lại.")
    return RemovedDialog(page, _("Các đợt khảo sát đã bỏ"), words, model, restore)


def removed_forms(page: QWidget, context: UiContext, found: Sequence[SurveyForm]) -> RemovedDialog:
    """The bin of the office's own forms."""
    shown: tuple[Column[SurveyForm], ...] = (
        Column(_("Mẫu phiếu"), value=lambda one: one.called, tooltip=lambda one: one.called),
        Column(_("Câu"), value=lambda one: len(one.questions), right=True, width=6),
    )
    model: TableModel[SurveyForm] = TableModel(shown, key=lambda one: one.id)
    model.set_rows(found)

    def restore(one: SurveyForm) -> None:
        _bring_back(page, context, one.called, lambda services: services.surveys.restore_form(one.id))

    words = _("Đợt khảo sát đã dùng mẫu nào vẫn giữ mẫu ấy, dù mẫu có trong danh sách hay không.")
    return RemovedDialog(page, _("Các mẫu phiếu đã bỏ"), words, model, restore)


def _bring_back(page: QWidget, context: UiContext, name: str, work: "Callable[[Services], None]") -> None:
    words = _("Đã lấy lại «{title}».").format(title=name)
    context.perform(page, _("Lấy lại"), work, lambda _none: context.tell(words))
