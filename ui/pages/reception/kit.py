"""Before a reception: the kit of the evening before, as it will be printed."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.meetings import Meeting
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class MeetingKit(QWidget):
    """Who may come, what is open, what was answered last; printed or saved."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.print_button = button(_("In bộ tài liệu"), "print", "primary", "Ctrl+P", parent=self)
        self.print_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def clear(self) -> None:
        """Another meeting comes."""

    def show_meeting(self, meeting: Meeting) -> None:
        """Show its kit."""
