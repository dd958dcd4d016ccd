"""Keeps a button that somebody's role does not allow from being pressed, whatever its page thinks of it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_HOLD = "hold"


class _Hold(QObject):
    """Disables its button again whenever the page enables it; remembers what the page wished."""

    def __init__(self, button: QWidget, why: str) -> None:
        super().__init__(button)
        self.setObjectName(_HOLD)
        self._button, self._tip = button, button.toolTip()
        self._wished = button.isEnabled()
        button.setEnabled(False)
        button.setToolTip(why)
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Back to disabled."""
        if event.type() is QEvent.Type.EnabledChange and self._button.isEnabled():
            self._wished = True
            self._button.setEnabled(False)
        return super().eventFilter(watched, event)

    def let_go(self) -> None:
        """As the page wishes from now on."""
        self._button.removeEventFilter(self)
        self._button.setEnabled(self._wished)
        self._button.setToolTip(self._tip)
        self.setParent(None)
        self.deleteLater()


def hold(button: QWidget, why: str) -> None:
    """Hold a button, or let it go again.

    Args:
        button: which.
        why: the reason, for its tooltip; "" lets it go.
    """
    held = button.findChild(_Hold, _HOLD)
    if held is not None and not why:
        held.let_go()
    elif held is None and why:
        _Hold(button, why)
