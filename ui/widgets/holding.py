"""Keeps what somebody's role does not allow from being pressed, whatever its page thinks of it, and says why."""

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

_HOLD = "hold"


class _Hold(QObject):
    """Disables its button, field or command again whenever the page enables it; remembers what the page wished."""

    def __init__(self, held: QWidget | QAction, why: str) -> None:
        super().__init__(held)
        self.setObjectName(_HOLD)
        self._held, self._tip, self._why = held, held.toolTip(), why
        self._wished = held.isEnabled()
        held.setEnabled(False)
        held.setToolTip(why)
        if isinstance(held, QAction):
            held.enabledChanged.connect(self._on_enabled)
        else:
            held.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Back to disabled, and to the reason."""
        if event.type() is QEvent.Type.EnabledChange:
            self._on_enabled()
        elif event.type() is QEvent.Type.ToolTipChange and self._held.toolTip() != self._why:
            self._tip = self._held.toolTip()
            self._held.setToolTip(self._why)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_enabled(self) -> None:
        if self._held.isEnabled():
            self._wished = True
            self._held.setEnabled(False)

    def let_go(self) -> None:
        """As the page wishes from now on."""
        if isinstance(self._held, QAction):
            self._held.enabledChanged.disconnect(self._on_enabled)
        else:
            self._held.removeEventFilter(self)
        self._held.setEnabled(self._wished)
        self._held.setToolTip(self._tip)
        self.setParent(None)
        self.deleteLater()


def hold(held: QWidget | QAction, why: str) -> None:
    """Hold a button, a field, a whole form or a command, or let it go again.

    Args:
        held: which.
        why: the reason, for its tooltip; "" lets it go.
    """
    known = held.findChild(_Hold, _HOLD)
    if known is not None:
        known.let_go()
    if why:
        _Hold(held, why)
        if isinstance(held, QAction) and isinstance(menu := held.parent(), QMenu):
            menu.setToolTipsVisible(True)
