"""A new password, typed twice: of a person, of encryption."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop.domain.people import LEAST_LENGTH
from friendly_desktop.i18n import _
from ui.widgets.fields import Field
from ui.widgets.password import PasswordLine


class NewPassword(QWidget):
    """A new password, typed twice.

    Args:
        parent: where it stands.
        label: what is asked for; a person's password by default.
        hint: what a good one is like; that of a person's by default.
        problem: what is wrong with one, a sentence; "" where nothing is. Only an empty one by default.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        label: str = "",
        hint: str = "",
        problem: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._problem = problem or _empty
        self.first, self.second = PasswordLine(self), PasswordLine(self)
        people = _("Ít nhất {n} ký tự; một câu ngắn dễ nhớ thì tốt hơn một từ khó.").format(n=LEAST_LENGTH)
        self.first_field = Field(label or _("Mật khẩu mới"), self.first, hint or people, self)
        self.second_field = Field(_("Gõ lại mật khẩu mới"), self.second, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.first_field)
        column.addWidget(self.second_field)

    def value(self) -> str:
        """The password; "" and the problem said where it is not good or both differ."""
        first = self.first.text()
        differ = bool(first) and first != self.second.text()
        problem = self._problem(first)
        self.first_field.set_problem(problem)
        self.second_field.set_problem(_("Hai lần gõ không giống nhau.") if differ else "")
        return "" if problem or differ else first

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken."""
        self.first_field.set_problem(sentence)
        self.first.setFocus()

    def forget(self) -> None:
        """Empty."""
        self.first.forget()
        self.second.forget()


def _empty(password: str) -> str:
    return "" if password else _("Hãy gõ mật khẩu.")
