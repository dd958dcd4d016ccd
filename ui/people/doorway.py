"""What stands in the window while nobody is in: the names, the password, the way back with the recovery sheet.

Where the records are encrypted, their password is asked for first: nobody knows a name before.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import Role
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.people.door_part import DoorPart
from ui.people.unlocking import Unlock
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.new_password import NewPassword
from ui.widgets.password import PasswordLine
from ui.widgets.text import button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Doorway(QWidget):
    """Lets people in.

    Signals:
        entered: User, str; somebody is in. The text is the code of the next recovery sheet, "" where the password
            was known.
        quit_wanted: the person wants to close the program.
    """

    entered = Signal(object, str)
    quit_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._sign_in = _SignIn(context, self)
        self._recover = _Recover(context, self)
        self._unlock = Unlock(context, self)
        self._stack = QStackedWidget(self)
        for one in (self._sign_in, self._recover, self._unlock):
            self._stack.addWidget(one)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._sign_in.entered.connect(self.entered)
        self._sign_in.quit_wanted.connect(self.quit_wanted)
        self._sign_in.forgotten.connect(self._on_forgotten)
        self._recover.entered.connect(self.entered)
        self._recover.back_wanted.connect(self._on_back)
        self._unlock.quit_wanted.connect(self.quit_wanted)

    @property
    def sign_in(self) -> "_SignIn":
        """The first part."""
        return self._sign_in

    @property
    def recover(self) -> "_Recover":
        """The way back."""
        return self._recover

    @property
    def unlock(self) -> Unlock:
        """What stands before both where the records are encrypted."""
        return self._unlock

    @property
    def asks_for_key(self) -> bool:
        """Whether the records are still locked."""
        return self._stack.currentWidget() is self._unlock

    def start_locked(self) -> None:
        """Ask for the password of the encrypted records."""
        self._stack.setCurrentWidget(self._unlock)
        self._unlock.start()

    def start(self, locked: User | None) -> None:
        """Ask for somebody; ``locked`` is who locked the window, None for a window that was just opened."""
        self._stack.setCurrentWidget(self._sign_in)
        self._sign_in.start(locked)

    @Slot()
    def _on_forgotten(self) -> None:
        self._recover.start(self._sign_in.people)
        self._stack.setCurrentWidget(self._recover)

    @Slot()
    def _on_back(self) -> None:
        self.start(self._sign_in.locked)


class _SignIn(DoorPart):
    """Name and password.

    Signals:
        entered: User, "".
        forgotten: the password is not known any more.
        quit_wanted: see ``Doorway``.
    """

    entered = Signal(object, str)
    forgotten = Signal()
    quit_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__("lock", parent)
        self._context = context
        self._busy = False
        self.locked: User | None = None
        self.people: tuple[User, ...] = ()
        self.name = ChoiceField()
        self.password = PasswordLine(self)
        self.body.addWidget(Field(_("Họ và tên"), self.name, parent=self))
        self.body.addWidget(Field(_("Mật khẩu"), self.password, parent=self))
        self.lost = button(_("Quên mật khẩu"), kind="quiet", parent=self)
        self.quit = button(_("Đóng chương trình"), kind="quiet", parent=self)
        self.enter = button(_("Vào làm việc"), "unlock", "primary", parent=self)
        lost = QHBoxLayout()
        lost.addStretch(1)
        lost.addWidget(self.lost)
        self.body.addLayout(lost)
        self.foot.addWidget(self.quit)
        self.foot.addStretch(1)
        self.foot.addWidget(self.enter)
        self.enter.clicked.connect(self._on_enter)
        self.password.returnPressed.connect(self._on_enter)
        self.lost.clicked.connect(self.forgotten)
        self.quit.clicked.connect(self.quit_wanted)
        self.name.committed.connect(self._on_name)

    def start(self, locked: User | None) -> None:
        """Begin at the password."""
        self.locked = locked
        self.head.setText(_("Đăng nhập") if locked is None else _("Đã khóa màn hình"))
        self.told.setText(
            _("Chọn tên của mình và gõ mật khẩu.")
            if locked is None
            else _("Việc đang làm dở còn nguyên. Gõ mật khẩu để làm tiếp, hoặc chọn tên khác để đổi người.")
        )
        self.say("")
        self.password.forget()
        self._set_busy(False)
        self._context.knock(self, _people, self._on_people, self._on_failed)
        self.password.setFocus()

    def _on_people(self, people: tuple[User, ...]) -> None:
        self.people = people
        self.name.set_choices([(one.id, one.name) for one in people])
        last = self.locked or max(
            people, key=lambda one: (one.signed_in_at is not None, one.signed_in_at), default=None
        )
        if last is not None:
            self.name.show_value(last.id)

    @Slot(object)
    def _on_name(self, _value: object) -> None:
        self.password.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        wanted = next((one for one in self.people if one.id == self.name.value()), None)
        if wanted is None or self._busy:
            return
        if not self.password.text():
            self.say(_("Hãy gõ mật khẩu."))
            self.password.setFocus()
            return
        name, password = wanted.name, self.password.text()
        self.say("")
        self._set_busy(True)

        def work(services: "Services") -> User:
            return services.users.sign_in(name, password)

        self._context.knock(self, work, self._on_entered, self._on_failed)

    def _on_entered(self, user: User) -> None:
        self._set_busy(False)
        self.password.forget()
        self.entered.emit(user, "")

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.say(" ".join(part for part in (error.message, error.hint) if part))
        self.password.forget()
        self.password.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.enter.setEnabled(not busy)
        self.enter.setText(_("Đang kiểm tra...") if busy else _("Vào làm việc"))


class _Recover(DoorPart):
    """A new password for an administrator who has the recovery sheet.

    Signals:
        entered: User, the code of the next sheet.
        back_wanted: to the first part.
    """

    entered = Signal(object, str)
    back_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__("shield", parent)
        self._context = context
        self._people: tuple[User, ...] = ()
        self.head.setText(_("Quên mật khẩu"))
        self.told.setText(
            _(
                "Người quản trị dùng mã trên phiếu khôi phục để đặt mật khẩu mới. Người khác thì nhờ người quản trị: "
                "trang An toàn dữ liệu, mục Người dùng, «Đặt mật khẩu»."
            )
        )
        self.name = ChoiceField()
        self.code = LineField(_("bảy nhóm, mỗi nhóm bốn ký tự"))
        self.password = NewPassword(self)
        self.body.addWidget(Field(_("Người quản trị"), self.name, parent=self))
        self.body.addWidget(Field(_("Mã trên phiếu khôi phục"), self.code, parent=self))
        self.body.addWidget(self.password)
        self.back = button(_("Quay lại"), kind="quiet", parent=self)
        self.enter = button(_("Đặt mật khẩu mới"), "check", "primary", parent=self)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.enter)
        self.back.clicked.connect(self.back_wanted)
        self.enter.clicked.connect(self._on_enter)

    def start(self, people: tuple[User, ...]) -> None:
        """Begin at the code."""
        self._people = tuple(one for one in people if one.role is Role.ADMINISTRATOR)
        self.name.set_choices([(one.name, one.name) for one in self._people])
        self.code.clear()
        self.password.forget()
        self.say("")
        self.enter.setEnabled(True)
        self.code.setFocus()

    @Slot()
    def _on_enter(self) -> None:
        password, code, name = self.password.value(), self.code.value(), str(self.name.value())
        if not code:
            self.say(_("Hãy gõ mã trên phiếu khôi phục."))
            self.code.setFocus()
            return
        if not password:
            return
        self.say("")
        self.enter.setEnabled(False)

        def work(services: "Services") -> tuple[User | None, str]:
            following = services.users.recover(code, name, password)
            return services.session.user, following

        self._context.knock(self, work, self._on_entered, self._on_failed)

    def _on_entered(self, answer: tuple[User | None, str]) -> None:
        self.enter.setEnabled(True)
        self.password.forget()
        self.code.clear()
        self.entered.emit(*answer)

    def _on_failed(self, error: Exception) -> None:
        self.enter.setEnabled(True)
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        if error.code == "password_weak":
            self.password.refuse(error.message)
        else:
            self.say(" ".join(part for part in (error.message, error.hint) if part))
            self.code.setFocus()


def _people(services: "Services") -> tuple[User, ...]:
    return tuple(one for one in services.users.users() if one.enabled)
