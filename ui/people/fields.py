"""Fields for a new password of a person: typed twice."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop.domain.people import LEAST_LENGTH
from friendly_desktop.i18n import _
from ui.widgets.fields import Field
from ui.widgets.password import PasswordLine


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
