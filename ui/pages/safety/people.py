"""The people who sign in: switched on by the office, kept by an administrator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.office import Unit
from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.people.words import role_title
from ui.context import UiContext
from ui.dialogs import messages
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.people.dialogs import FirstDialog, PasswordDialog, PersonDialog, RolesDialog
from ui.people.permission import reserve
from ui.people.sheet import SheetDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_MINUTES = (5, 10, 15, 30, 60, 0)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the tab shows."""

    required: bool
    users: tuple[User, ...]
    may: bool
    sheet_made: datetime | None
    idle: int
    units: tuple[Unit, ...]
    names: tuple[str, ...]


class PeopleTab(SafetyTab):
    """The list of people, and what an administrator does with it."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._read: _Read | None = None
        self._wanted = ""
        self.add_button = button(_("Thêm người dùng"), "add", "primary", "Ctrl+N", parent=self)
        self.add_button.hide()
        self.begin_button = button(_("Bật đăng nhập..."), "lock", "primary", parent=self)
        self.change_button = button(_("Sửa..."), "edit", parent=self)
        self.password_button = button(_("Đặt mật khẩu..."), "lock", parent=self)
        self.out_button = button(_("Thôi cho đăng nhập"), "stop", parent=self)
        self.sheet_button = button(_("Phiếu khôi phục mới..."), "shield", parent=self)
        self.end_button = button(_("Tắt đăng nhập..."), "unlock", parent=self)
        self.own_button = button(_("Đổi mật khẩu của tôi..."), "person", parent=self)
        self.roles_button = button(_("Vai trò nào được làm gì"), "info", "quiet", parent=self)
        self.idle = ChoiceField([(one, _minutes_words(one)) for one in _MINUTES])
        self.idle.setMinimumContentsLength(26)
        self.idle.setAccessibleName(_("Tự khóa màn hình"))
        reserve(context, Right.PEOPLE, self.add_button, self.sheet_button, self.end_button, self.idle)
        reserve(context, Right.PEOPLE, self.change_button, self.password_button, self.out_button)
        columns = self._columns()
        self.model: TableModel[User] = TableModel(columns, key=lambda one: one.id, parent=self)
        self.view = table(self.model, columns, _("Người dùng"), self)
        ListPapers(self._context, self.view)
        self._told = Text("", "quiet", wrap=True, parent=self)
        self._off = EmptyState(
            "person",
            _("Không cần đăng nhập"),
            _(
                "Ai mở chương trình trên máy này cũng làm được mọi việc. Nhiều người dùng chung một máy thì nên bật: "
                "mỗi người một tên, một mật khẩu, một vai trò; ai ghi gì đều có trong nhật ký."
            ),
            self.begin_button,
            parent=self,
        )
        self._stack = QStackedWidget(self)
        for one in (QWidget(self), self._off, self._list()):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)
        self._connect()

    def _columns(self) -> Sequence[Column[User]]:
        return [
            Column(_("Họ và tên"), lambda one: one.name),
            Column(_("Vai trò"), lambda one: role_title(one.role), width=22),
            Column(_("Phòng, bộ phận"), self._unit_of, width=24),
            Column(
                _("Đăng nhập gần nhất"),
                lambda one: one.signed_in_at,
                lambda moment: formats.moment(moment) if moment else _("chưa lần nào"),
                width=18,
            ),
            Column(
                _("Tình trạng"),
                lambda one: one.enabled,
                lambda enabled: _("được đăng nhập") if enabled else _("không được đăng nhập"),
                width=16,
            ),
        ]

    def _list(self) -> QWidget:
        made = QWidget(self)
        acts = QWidget(made)
        line = FlowLayout(acts, spacing=8)
        for one in (
            self.change_button,
            self.password_button,
            self.out_button,
            self.own_button,
            self.sheet_button,
            self.end_button,
            air(acts),
        ):
            line.addWidget(one)
        lock = QHBoxLayout()
        lock.setSpacing(8)
        lock.addWidget(Text(_("Tự khóa màn hình:"), parent=made))
        lock.addWidget(self.idle)
        lock.addWidget(Text(_("Khóa ngay: Ctrl+L."), "quiet", parent=made))
        lock.addStretch(1)
        lock.addWidget(self.roles_button)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._told)
        column.addWidget(self.view, 1)
        column.addWidget(acts)
        column.addLayout(lock)
        return made

    def _connect(self) -> None:
        self.begin_button.clicked.connect(self._on_begin)
        self.add_button.clicked.connect(self._on_add)
        self.change_button.clicked.connect(self._on_change)
        self.password_button.clicked.connect(self._on_password)
        self.out_button.clicked.connect(self._on_out)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.end_button.clicked.connect(self._on_end)
        self.own_button.clicked.connect(self._on_own)
        self.roles_button.clicked.connect(self._on_roles)
        self.idle.committed.connect(self._on_idle)
        self.view.doubleClicked.connect(self._on_change)
        self.view.selectionModel().currentRowChanged.connect(self._show_acts)

    # -- what the page asks

    def refresh(self) -> None:
        """Read the people again."""
        self._context.query(self, _("Đọc danh sách người dùng"), _read, self._on_read)

    def start(self, wanted: str) -> None:
        """Come into view; "own" asks for another password of one's own, "begin" switches signing in on."""
        self._wanted = wanted
        self.refresh()

    def primary_button(self) -> QPushButton | None:
        """Adding somebody, once people sign in."""
        return self.add_button if self._read is not None and self._read.required else None

    def chosen(self) -> User | None:
        """The chosen person."""
        return self.model.row(self.view.currentIndex())

    # -- inside

    def _unit_of(self, one: User) -> str:
        units = self._read.units if self._read else ()
        return next((unit.name for unit in units if unit.id == one.unit_id), "")

    def _on_read(self, found: _Read) -> None:
        self._read = found
        self.model.set_rows(found.users)
        if found.users and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._stack.setCurrentIndex(2 if found.required else 1)
        self.idle.show_value(found.idle)
        self._told.setText(_told(self._context.user, found.sheet_made))
        self._show_acts()
        self.framed.emit()
        wanted, self._wanted = self._wanted, ""
        if wanted == "own" and self._context.user is not None:
            self._on_own()
        elif wanted == "begin" and not found.required:
            self._on_begin()

    @Slot()
    def _show_acts(self, *_places: object) -> None:
        chosen = self.chosen()
        for one in (self.change_button, self.password_button, self.out_button):
            one.setEnabled(chosen is not None)
        self.out_button.setText(
            _("Cho đăng nhập lại") if chosen is not None and not chosen.enabled else _("Thôi cho đăng nhập")
        )
        self.own_button.setEnabled(self._context.user is not None)

    def _change(self, title: str, call: "Callable[[Services], object]") -> None:
        self._context.perform(self, title, call, lambda _done: self.refresh())

    @Slot()
    def _on_begin(self) -> None:
        names = self._read.names if self._read else ()
        FirstDialog(self, self._context, names, self._on_begun).open()

    def _on_begun(self, user: User | None, code: str) -> None:
        self._context.admit(user)
        self.refresh()
        SheetDialog(self, self._context, code).open()

    @Slot()
    def _on_add(self) -> None:
        self._ask(None)

    @Slot()
    def _on_change(self, *_places: object) -> None:
        chosen = self.chosen()
        if chosen is not None and self.change_button.isEnabled():
            self._ask(chosen)

    def _ask(self, user: User | None) -> None:
        if self._read is None:
            return
        known = {one.name for one in self._read.users}
        names = [name for name in self._read.names if name not in known]
        PersonDialog(self, self._context, names, self._read.units, user, lambda _user: self.refresh()).open()

    @Slot()
    def _on_password(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            PasswordDialog(self, self._context, chosen, own=False).open()

    @Slot()
    def _on_own(self) -> None:
        if self._context.user is not None:
            PasswordDialog(self, self._context, self._context.user, own=True).open()

    @Slot()
    def _on_out(self) -> None:
        chosen = self.chosen()
        if chosen is None:
            return
        user_id = chosen.id
        if chosen.enabled:
            self._change(_("Thôi cho đăng nhập"), lambda services: services.users.keep_out(user_id))
        else:
            self._change(_("Cho đăng nhập lại"), lambda services: services.users.let_in(user_id))

    @Slot()
    def _on_sheet(self) -> None:
        messages.confirm(
            self,
            _("Làm phiếu khôi phục mới?"),
            _("Mã trên phiếu đang cất sẽ hết giá trị. Hãy in phiếu mới và hủy phiếu cũ."),
            _("Làm phiếu mới"),
            self._make_sheet,
        )

    def _make_sheet(self) -> None:
        def made(code: str) -> None:
            self.refresh()
            SheetDialog(self, self._context, code).open()

        self._context.perform(
            self, _("Phiếu khôi phục mới"), lambda services: services.users.new_recovery_code(), made
        )

    @Slot()
    def _on_end(self) -> None:
        messages.confirm(
            self,
            _("Tắt đăng nhập?"),
            _(
                "Ai mở chương trình cũng sẽ làm được mọi việc và không còn biết ai đã ghi gì. Danh sách người dùng "
                "được giữ lại."
            ),
            _("Tắt đăng nhập"),
            self._end,
        )

    def _end(self) -> None:
        def ended(_none: None) -> None:
            self._context.admit(None)
            self.refresh()

        self._context.perform(self, _("Tắt đăng nhập"), lambda services: services.users.end_sign_in(), ended)

    @Slot()
    def _on_roles(self) -> None:
        RolesDialog(self).open()

    @Slot(object)
    def _on_idle(self, minutes: object) -> None:
        if isinstance(minutes, int):
            self._change(_("Tự khóa màn hình"), lambda services: services.users.set_idle_minutes(minutes))


def _read(services: "Services") -> _Read:
    return _Read(
        services.session.required(),
        services.users.users(),
        services.session.may(Right.PEOPLE),
        services.users.recovery_sheet_made(),
        services.users.idle_minutes(),
        services.office.units(),
        tuple(one.name for one in services.office.people()),
    )


def _told(user: User | None, sheet_made: datetime | None) -> str:
    who = (
        _("Đang làm việc: {name} ({role}).").format(name=user.name, role=role_title(user.role))
        if user is not None
        else ""
    )
    sheet = (
        _("Phiếu khôi phục làm ngày {day}.").format(day=formats.short_date(sheet_made.astimezone().date()))
        if sheet_made is not None
        else _("Chưa có phiếu khôi phục: quên mật khẩu người quản trị thì không ai vào được.")
    )
    return " ".join(part for part in (who, sheet) if part)


def _minutes_words(minutes: int) -> str:
    return _("sau {n} phút không làm việc").format(n=minutes) if minutes else _("không tự khóa")
