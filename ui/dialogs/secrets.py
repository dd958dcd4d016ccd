"""Passwords of encryption: asked for where a sealed file is opened, typed twice where they are new."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from friendly_desktop.domain.vault import LEAST_PASSWORD, check_new_password
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.form import FormDialog
from ui.widgets.fields import Field
from ui.widgets.password import PasswordLine
from ui.widgets.text import Text

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

Answer = TypeVar("Answer")

_ASK = frozenset({"password_needed", "wrong_password"})


class SecretDialog(FormDialog):
    """Asks for a password, and for a new one where wanted.

    Args:
        page: where it stands.
        title: what is done.
        action: the verb on the button.
        words: a sentence on what the password is for; "" for none.
        done: gets the password (or recovery code) and the new password; each "" where it is not asked for.
        old: asks for the present password.
        new: asks for a new one, twice.
        problem: what was wrong with the last try.
    """

    def __init__(
        self,
        page: QWidget,
        title: str,
        action: str,
        words: str,
        done: Callable[[str, str], None],
        *,
        old: bool = True,
        new: bool = False,
        problem: str = "",
    ) -> None:
        super().__init__(page, title, action, letters=62)
        self._done = done
        if words:
            self.body.addWidget(Text(words, wrap=True, parent=self))
        self.old, self.first, self.second = PasswordLine(self), PasswordLine(self), PasswordLine(self)
        label = _("Mật khẩu hoặc mã trên phiếu khôi phục")
        self.old_field = Field(label, self.old, parent=self)
        hint = _("Ít nhất {n} ký tự. Nên là một câu dễ nhớ gồm bốn, năm từ; có dấu hay không dấu đều được.")
        self.first_field = Field(
            _("Mật khẩu mã hóa mới"), self.first, hint.format(n=LEAST_PASSWORD), parent=self
        )
        self.second_field = Field(_("Gõ lại mật khẩu mới"), self.second, parent=self)
        for field, shown in ((self.old_field, old), (self.first_field, new), (self.second_field, new)):
            self.body.addWidget(field)
            field.setVisible(shown)
        self.old_field.set_problem(problem)
        (self.old if old else self.first).setFocus()

    def submit(self) -> bool:
        """Hand the passwords on, and forget them here."""
        secret, password = self.old.text(), self.first.text()
        wanted = not self.first_field.isHidden()
        self.old_field.set_problem("" if secret or self.old_field.isHidden() else _("Hãy nhập mật khẩu."))
        self.first_field.set_problem(_problem(password) if wanted else "")
        self.second_field.set_problem(
            _("Hai lần gõ không giống nhau.") if wanted and password != self.second.text() else ""
        )
        if any(field.problem() for field in (self.old_field, self.first_field, self.second_field)):
            return False
        for line in (self.old, self.first, self.second):
            line.forget()
        self._done(secret, password)
        return True


def _problem(password: str) -> str:
    try:
        check_new_password(password)
    except AppError as error:
        return error.message
    return ""


def run_asking(
    context: UiContext,
    owner: QWidget,
    title: str,
    call: Callable[["Services", JobContext, str], Answer],
    done: Callable[[Answer], None],
    secret: str = "",
    ended: Callable[[], None] | None = None,
) -> None:
    """Do long work that may need a password: it is asked for only then, and again when it was wrong.

    Args:
        context: of the window.
        owner: the widget that asks.
        title: what is done, translated.
        call: runs on the worker; its last argument is the password or recovery code, "" at first.
        done: gets the answer.
        secret: the password, where it is known already.
        ended: called where it was stopped or failed for another reason than its password.
    """

    def stopped() -> None:
        if ended is not None and isValid(owner):
            ended()

    def failed(error: Exception) -> None:
        if not isinstance(error, AppError) or error.code not in _ASK:
            context.show_error(owner, error)
            stopped()
            return
        wrong = error.code == "wrong_password"
        SecretDialog(
            owner,
            error.title if not wrong else _("Cần mật khẩu mã hóa"),
            _("Mở"),
            error.hint or error.message,
            lambda typed, _new: run_asking(context, owner, title, call, done, typed, ended),
            problem=error.message if wrong else "",
        ).open()

    job = context.run_long(owner, title, lambda services, job: call(services, job, secret), done, failed)
    job.cancelled.connect(stopped)
