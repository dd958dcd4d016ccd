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
from ui.widgets.new_password import NewPassword
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
        self.old = PasswordLine(self)
        self.old_field = Field(_("Mật khẩu hoặc mã trên phiếu khôi phục"), self.old, parent=self)
        hint = _("Ít nhất {n} ký tự. Nên là một câu dễ nhớ gồm bốn, năm từ; có dấu hay không dấu đều được.")
        self.password = NewPassword(
            self, label=_("Mật khẩu mã hóa mới"), hint=hint.format(n=LEAST_PASSWORD), problem=_problem
        )
        for part, shown in ((self.old_field, old), (self.password, new)):
            self.body.addWidget(part)
            part.setVisible(shown)
        self.old_field.set_problem(problem)
        (self.old if old else self.password.first).setFocus()

    def submit(self) -> bool:
        """Hand the passwords on, and forget them here."""
        wanted = not self.password.isHidden()
        secret, password = self.old.text(), self.password.value() if wanted else ""
        self.old_field.set_problem("" if secret or self.old_field.isHidden() else _("Hãy nhập mật khẩu."))
        if self.old_field.problem() or (wanted and not password):
            return False
        self.old.forget()
        self.password.forget()
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
