"""A widget with another at its right: beside it where there is room for both, over it where there is not."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Beside(QWidget):
    """Holds a main widget, and at times one at its side, which never makes the window wider than its screen."""

    def __init__(self, main: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._main = main
        self._side: QWidget | None = None
        main.setParent(self)

    def set_side(self, side: QWidget) -> None:
        """Give it the widget that comes and goes at the right; its own widths hold."""
        self._side = side
        side.setParent(self)
        side.installEventFilter(self)
        self._lay_out()

    def sizeHint(self) -> QSize:
        """That of the main widget."""
        return self._main.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """That of the main widget: the other one covers it where both do not fit."""
        return self._main.minimumSizeHint().expandedTo(self._main.minimumSize())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def event(self, event: QEvent) -> bool:
        """Pass on that a widget in it wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._lay_out()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width anew when the side comes or goes."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._lay_out()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        side, whole = self._side, self.width()
        if side is None or side.isHidden():
            self._main.setGeometry(self.rect())
            return
        widest = min(max(side.sizeHint().width(), side.minimumWidth()), side.maximumWidth())
        least = self.minimumSizeHint().width()
        width = max(side.minimumWidth(), min(widest, whole - least))
        left = max(0, whole - width)
        self._main.setGeometry(0, 0, left if left >= least else whole, self.height())
        side.setGeometry(left, 0, min(width, whole), self.height())
        side.raise_()
