"""Keys that mean something only while one widget has the keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Keys = Qt.Key | QKeySequence.StandardKey | str


def on_keys(widget: QWidget, slot: Callable[[], object], *keys: Keys) -> None:
    """Call ``slot`` when one of ``keys`` is pressed in ``widget`` itself.

    The slot is connected afterwards, because PySide's constructor forgets the context when it is given both.
    """
    here = Qt.ShortcutContext.WidgetShortcut
    for key in keys:
        QShortcut(QKeySequence(key), widget, context=here).activated.connect(slot)
