"""How wide a form may grow: as many letters a line as are read with ease, whatever the size of type."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui import theme


class Measure(QObject):
    """Keeps a form to a width that follows the person's text size."""

    def __init__(self, form: QWidget, width: int) -> None:
        """Keep ``form`` to ``width``, in pixels at 100 %."""
        super().__init__(form)
        self._form, self._width = form, width
        form.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another size of type asks for another width."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        self._form.setMaximumWidth(max(self._width, theme.scaled(self._width)))
