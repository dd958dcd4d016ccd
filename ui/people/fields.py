"""Fields for passwords: hidden, shown while wanted, typed twice where they are new."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from friendly_desktop.domain.people import LEAST_LENGTH
from friendly_desktop.i18n import _
from ui import icons
from ui.widgets.fields import Field


class PasswordLine(QLineEdit):
    """A line whose letters are hidden until the eye in it is pressed; nothing is trimmed or remembered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(300)
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


class NewPassword(QWidget):
    """A new password, typed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = PasswordLine(self), PasswordLine(self)
        hint = _("Ít nhất {n} ký tự; một câu ngắn dễ nhớ thì tốt hơn một từ khó.").format(n=LEAST_LENGTH)
        self.first_field = Field(_("Mật khẩu mới"), self.first, hint, self)
        self.second_field = Field(_("Gõ lại mật khẩu mới"), self.second, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.first_field)
        column.addWidget(self.second_field)
        self.setFocusProxy(self.first)

    def value(self) -> str:
        """The password; "" and the problem said where both differ or nothing was typed."""
        first, second = self.first.text(), self.second.text()
        self.first_field.set_problem("" if first else _("Hãy gõ mật khẩu."))
        self.second_field.set_problem(_("Hai lần gõ không giống nhau.") if first and first != second else "")
        return first if first == second else ""

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken."""
        self.first_field.set_problem(sentence)
        self.first.setFocus()

    def forget(self) -> None:
        """Empty."""
        self.first.forget()
        self.second.forget()
