"""The quiet button that opens the history of the record beside it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton, QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.text import button


class Record(NamedTuple):
    """A record as the trail knows it: its table, its key, and what it is called; a number, never a person."""

    table: str
    key: int | str
    title: str


def history_button(context: UiContext, parent: QWidget, shown: Callable[[], Record | None]) -> QPushButton:
    """A button that opens the history of what is shown when it is pressed.

    Args:
        context: of the window.
        parent: the widget it belongs to.
        shown: the record in view; None for none.
    """
    made = button(_("Lịch sử thay đổi..."), "history", "quiet", parent=parent)

    def pressed() -> None:
        from ui.safety.history_dialog import HistoryDialog  # loads the trail

        record = shown()
        if record is not None:
            HistoryDialog(made, context, record.table, record.key, record.title).open()

    made.clicked.connect(pressed)
    return made
