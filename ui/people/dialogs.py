"""What is asked about people: the first administrator, a person, a password, what the roles may do."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.office import Unit
from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import RIGHTS_OF, Right, Role
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.people.words import right_words, role_title
from ui.context import UiContext
from ui.dialogs.form import FormDialog
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import ChoiceField, Field, SuggestField
from ui.widgets.new_password import NewPassword
from ui.widgets.password import PasswordLine
from ui.widgets.text import Text, button
from ui.widgets.views import table
from ui.widgets.words import capital

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

T = TypeVar("T")


class _Asking(FormDialog):
    """A dialog that closes once its answer is stored, and else says why it was not."""

    def __init__(self, page: QWidget, context: UiContext, title: str, action: str) -> None:
        super().__init__(page, title, action, letters=52)
        self._context = context
        self.problem = Text(role="problem", wrap=True, parent=self)
        self.problem.hide()

    def end_with_problem(self) -> None:
        """The line for what is wrong comes last."""
        self.body.addWidget(self.problem)
        self.body.addStretch(1)

    def store(self, call: Callable[["Services"], T], done: Callable[[T], None]) -> None:
        """Store in the background; ``done`` is told after the dialog is gone."""
        self.yes.setEnabled(False)

        def stored(answer: T) -> None:
            self.accept()
            done(answer)

        self._context.perform(self, self.windowTitle(), call, stored, self._on_refused)

    def _on_refused(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.problem.setText(" ".join(part for part in (error.message, error.hint) if part))
        self.problem.show()

    def name_of(self, field: Field, line: SuggestField) -> str:
        """The name that was typed; says at the field when there is none."""
        name = line.value()
        field.set_problem("" if name else _("Hãy nhập họ và tên."))
        return name


class FirstDialog(_Asking):
    """The first administrator, who switches signing in on.

    Args:
        page: where it stands.
        context: of the window.
        names: people of the office.
        done: told the person and the code of the first recovery sheet.
    """

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        names: Sequence[str],
        done: Callable[[User | None, str], None],
    ) -> None:
        super().__init__(page, context, _("Bật đăng nhập"), _("Bật đăng nhập"))
        self._done = done
        self.name = SuggestField(names)
        self.name_field = Field(_("Họ và tên người quản trị"), self.name, parent=self)
        self.password = NewPassword(self)
        told = _(
            "Từ nay mỗi người vào chương trình bằng tên và mật khẩu của mình. Người đầu tiên là người quản trị: làm "
            "được mọi việc và thêm những người khác."
        )
        self.body.addWidget(Text(told, wrap=True, parent=self))
        self.body.addWidget(self.name_field)
        self.body.addWidget(self.password)
        self.end_with_problem()
        self.name.setFocus()

    def submit(self) -> bool:
        """Store, and close when it is stored."""
        name, password = self.name_of(self.name_field, self.name), self.password.value()
        if name and password:

            def work(services: "Services") -> tuple[User | None, str]:
                code = services.users.begin_sign_in(name, password)
                return services.session.user, code

            self.store(work, lambda answer: self._done(*answer))
        return False


class PersonDialog(_Asking):
    """A person who may sign in, new or known.

    Args:
        page: where it stands.
        context: of the window.
        names: people of the office.
        units: units of the office.
        user: who is changed; None for a new one.
        done: told the person as stored.
    """

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        names: Sequence[str],
        units: Sequence[Unit],
        user: User | None,
        done: Callable[[User], None],
    ) -> None:
        title = _("Thêm người dùng") if user is None else _("Sửa người dùng")
        super().__init__(page, context, title, _("Thêm") if user is None else _("Lưu"))
        self._user, self._done = user, done
        self.name = SuggestField(names)
        self.name_field = Field(_("Họ và tên"), self.name, parent=self)
        self.role = ChoiceField([(role, role_title(role)) for role in Role])
        self.unit = ChoiceField([(None, _("không thuộc phòng nào")), *((one.id, one.name) for one in units)])
        self.told = Text("", "quiet-small", wrap=True, parent=self)
        self.password = NewPassword(self)
        self.password.setVisible(user is None)
        self.body.addWidget(self.name_field)
        self.body.addWidget(Field(_("Vai trò"), self.role, parent=self))
        self.body.addWidget(self.told)
        self.body.addWidget(Field(_("Phòng, bộ phận"), self.unit, parent=self))
        self.body.addWidget(self.password)
        self.end_with_problem()
        if user is not None:
            self.name.show_value(user.name)
            self.role.show_value(user.role)
            self.unit.show_value(user.unit_id)
        self.role.currentIndexChanged.connect(self._on_role)
        self._on_role()
        self.name.setFocus()

    def submit(self) -> bool:
        """Store, and close when it is stored."""
        name = self.name_of(self.name_field, self.name)
        password = self.password.value() if self._user is None else ""
        role, unit = self.role.value(), self.unit.value()
        if not name or (self._user is None and not password) or not isinstance(role, Role):
            return False
        unit_id = unit if isinstance(unit, int) else None
        known = self._user

        def work(services: "Services") -> User:
            if known is None:
                return services.users.add(name, role, password, unit_id=unit_id)
            return services.users.change(
                known.id, name=name, role=role, person_id=known.person_id, unit_id=unit_id
            )

        self.store(work, self._done)
        return False

    def _on_role(self, _place: int = 0) -> None:
        role = self.role.value()
        if isinstance(role, Role):
            self.told.setText(rights_sentence(role))


class PasswordDialog(_Asking):
    """A new password for somebody, or one's own.

    Args:
        page: where it stands.
        context: of the window.
        user: whose.
        own: ask for the present one first.
    """

    def __init__(self, page: QWidget, context: UiContext, user: User, *, own: bool) -> None:
        title = _("Đổi mật khẩu của tôi") if own else _("Đặt mật khẩu cho {name}").format(name=user.name)
        super().__init__(page, context, title, _("Đổi mật khẩu") if own else _("Đặt mật khẩu"))
        self._user, self._own = user, own
        self.present = PasswordLine(self)
        self.present_field = Field(_("Mật khẩu hiện tại"), self.present, parent=self)
        self.present_field.setVisible(own)
        self.password = NewPassword(self)
        self.body.addWidget(self.present_field)
        self.body.addWidget(self.password)
        self.end_with_problem()
        (self.present if own else self.password.first).setFocus()

    def submit(self) -> bool:
        """Store, and close when it is stored."""
        present, password, user_id = self.present.text(), self.password.value(), self._user.id
        if self._own:
            self.present_field.set_problem("" if present else _("Hãy gõ mật khẩu hiện tại."))
        if not password or (self._own and not present):
            return False
        own = self._own

        def work(services: "Services") -> None:
            if own:
                services.users.change_own_password(present, password)
            else:
                services.users.set_password(user_id, password)

        self.store(work, lambda _none: self._context.tell(_("Đã đổi mật khẩu.")))
        return False


class RolesDialog(QDialog):
    """Which role may do what: the table that the program itself goes by."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Vai trò nào được làm gì"))
        columns = [
            Column[Right](_("Quyền"), lambda right: capital(right_words(right)), tooltip=right_words),
            *(_column_of(role) for role in Role),
        ]
        self.model: TableModel[Right] = TableModel(columns, key=lambda right: right, parent=self)
        self.view = table(self.model, columns, self.windowTitle(), self)
        self.model.set_rows(tuple(Right))
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Text(self.windowTitle(), "heading", parent=self))
        column.addWidget(
            Text(
                _(
                    "Ai đã đăng nhập cũng xem được các trang, trừ sổ tiếp dân, đơn thư và nhật ký thay đổi: xem "
                    "những thứ ấy, cũng như ghi, sửa, xóa, thì theo bảng này."
                ),
                "quiet",
                wrap=True,
                parent=self,
            )
        )
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.resize(min(1060, page.window().width() - 40), min(640, page.window().height() - 40))


def _column_of(role: Role) -> Column[Right]:
    return Column(
        role_title(role),
        lambda right: right in RIGHTS_OF[role],
        lambda may: _("có") if may else "–",
        width=10,
    )


def rights_sentence(role: Role) -> str:
    """What a role may do, in a sentence."""
    if RIGHTS_OF[role] == frozenset(Right):
        return _("Được làm mọi việc, kể cả quản lý người dùng và khôi phục dữ liệu.")
    words = "; ".join(right_words(right) for right in Right if right in RIGHTS_OF[role])
    if Right.READ_CASES in RIGHTS_OF[role]:
        return _("Được xem mọi trang; ngoài ra được: {what}.").format(what=words)
    return _("Được xem các trang, trừ sổ tiếp dân, đơn thư và lịch tiếp dân; ngoài ra được: {what}.").format(
        what=words
    )
