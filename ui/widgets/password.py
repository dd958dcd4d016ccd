"""A line for a password or a code: hidden, shown while wanted."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from friendly_desktop.i18n import _
from ui import icons


class PasswordLine(QLineEdit):
    """A line whose letters are hidden until the eye in it is pressed; nothing is trimmed or remembered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(1000)
        self.eye = self.addAction(icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self.eye.setCheckable(True)
        self.eye.setText(_("Xem mật khẩu đang gõ"))
        self.eye.setToolTip(self.eye.text())
        self.eye.toggled.connect(self._on_eye)

    def forget(self) -> None:
        """Empty and hidden again."""
        self.clear()
        self.eye.setChecked(False)

    @Slot(bool)
    def _on_eye(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
