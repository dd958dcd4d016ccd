"""The people who may sign in, kept by an administrator."""

from collections.abc import Callable
from dataclasses import replace

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.people import (
    User,
    folded_name,
    has_administrator,
)
from friendly_desktop.domain.rights import Right, Role
from friendly_desktop.domain.text import name_sort_key
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.people import passwords
from friendly_desktop.services.people.checks import checked_name, checked_secret
from friendly_desktop.services.people.door import Door
from friendly_desktop.storage import people as rows
from friendly_desktop.storage.database import Connection


class UsersService(Door):
    """Who may sign in, with which role; signing in and out; the way back by the recovery sheet.

    An office where nobody has to sign in has no user who may. The first administrator switches it on.
    """

    # -- the people

    def users(self) -> tuple[User, ...]:
        """Everybody, sorted by given name as Vietnamese lists are; those kept out last."""
        with self._db.read() as connection:
            everybody = rows.all_users(connection).values()
        return tuple(sorted(everybody, key=lambda user: (not user.enabled, name_sort_key(user.name))))

    def begin_sign_in(self, name: str, password: str) -> str:
        """From now on everybody signs in; the first one is an administrator, and signed in at once.

        A person of this name who was kept out is taken again, with the new password.

        Returns:
            The code of the first recovery sheet, in groups; it is told only now.

        Raises:
            AppError: people sign in already; the name or the password is not taken.
        """
        name, folded = checked_name(name)
        secret = checked_secret(password, name)
        code = passwords.new_code()
        hashed_code = passwords.hashed(code)
        with self._db.write(Area.PEOPLE) as connection:
            everybody = rows.all_users(connection)
            if any(user.enabled for user in everybody.values()):
                raise AppError(
                    "sign_in_begun",
                    _("Đã bật đăng nhập"),
                    _("Đơn vị đã có người quản trị; mọi người đều phải đăng nhập."),
                )
            user = User(0, name, Role.ADMINISTRATOR)
            known = rows.secret_of(connection, folded)
            now = self._clock.now()
            if known is None:
                user = replace(user, id=rows.add(connection, user, folded, secret, now))
            else:
                user = replace(known.user, name=name, role=Role.ADMINISTRATOR, disabled_at=None)
                rows.change(connection, user, folded)
                rows.put_secret(connection, user.id, secret)
            rows.put_signed_in(connection, user.id, now)
            rows.put_sheet(connection, hashed_code, now)
            user = rows.all_users(connection)[user.id]
        self._session.begin(user)
        return code

    def end_sign_in(self) -> None:
        """Nobody has to sign in any more; the people stay in the list, kept out.

        Raises:
            AppError: whoever asks is no administrator.
        """
        with self._db.write(Area.PEOPLE) as connection:
            now = self._clock.now()
            for user in rows.all_users(connection).values():
                if user.enabled:
                    rows.change(connection, replace(user, disabled_at=now), folded_name(user.name))
        self._session.end()

    def add(
        self,
        name: str,
        role: Role,
        password: str,
        *,
        person_id: int | None = None,
        unit_id: int | None = None,
    ) -> User:
        """Add a person who may sign in.

        Raises:
            AppError: the name is empty or taken, the password is not good enough, nobody signs in yet, or whoever
                asks may not.
        """
        self._db.permit(Right.PEOPLE)
        name, folded = checked_name(name)
        secret = checked_secret(password, name)
        with self._db.write(Area.PEOPLE) as connection:
            if not rows.standing(connection):
                raise _off()
            _refuse_taken(connection, folded, 0)
            now = self._clock.now()
            user = User(0, name, role, person_id, unit_id, now)
            return replace(user, id=rows.add(connection, user, folded, secret, now))

    def change(
        self, user_id: int, *, name: str, role: Role, person_id: int | None = None, unit_id: int | None = None
    ) -> User:
        """Change what a person is called, may do and belongs to.

        Raises:
            AppError: the name is empty or taken, or it is the last administrator, or whoever asks may not.
        """
        name, folded = checked_name(name)

        def changed(user: User) -> User:
            return replace(user, name=name, role=role, person_id=person_id, unit_id=unit_id)

        return self._changed(user_id, changed, folded)

    def keep_out(self, user_id: int) -> User:
        """A person may not sign in any more; what they entered keeps their name.

        Raises:
            AppError: it is the last administrator (to do without signing in: ``end_sign_in``), or whoever asks may
                not.
        """
        now = self._clock.now()
        return self._changed(user_id, lambda user: replace(user, disabled_at=user.disabled_at or now))

    def let_in(self, user_id: int) -> User:
        """A person who was kept out may sign in again, with the password they had.

        Raises:
            AppError: whoever asks may not.
        """
        return self._changed(user_id, lambda user: replace(user, disabled_at=None))

    def set_password(self, user_id: int, password: str) -> None:
        """Give a person a new password; an administrator does that for those who forgot theirs.

        Raises:
            AppError: the password is not good enough, or whoever asks may not.
        """
        self._db.permit(Right.PEOPLE)
        with self._db.read() as connection:
            user = _known(rows.all_users(connection), user_id)
        secret = checked_secret(password, user.name)
        with self._db.write(Area.PEOPLE) as connection:
            rows.put_secret(connection, user_id, secret)

    def change_own_password(self, old: str, new: str) -> None:
        """Whoever is signed in takes another password.

        Raises:
            AppError: nobody is signed in; the old one is wrong; the new one is not good enough.
        """
        user = self._session.user
        if user is None:
            self._db.permit()
            return
        self.sign_in(user.name, old)
        secret = checked_secret(new, user.name)
        with self._session.own_act(), self._db.write(Area.PEOPLE) as connection:
            rows.put_secret(connection, user.id, secret)

    # -- inside

    def _changed(self, user_id: int, changed: Callable[[User], User], folded: str = "") -> User:
        with self._db.write(Area.PEOPLE) as connection:
            everybody = rows.all_users(connection)
            user = changed(_known(everybody, user_id))
            if not rows.standing(connection) and user.enabled:
                raise _off()
            if folded:
                _refuse_taken(connection, folded, user_id)
            if has_administrator(everybody.values()) and not has_administrator(
                {**everybody, user_id: user}.values()
            ):
                raise AppError(
                    "last_administrator",
                    _("Đây là người quản trị cuối cùng"),
                    _("Không còn ai quản lý người dùng nếu «{name}» thôi làm quản trị.").format(
                        name=user.name
                    ),
                    _("Hãy giao vai trò quản trị cho một người khác trước."),
                )
            rows.change(connection, user, folded or folded_name(user.name))
        if self._session.user is not None and self._session.user.id == user_id:
            self._session.begin(user)
        return user


def _off() -> AppError:
    return AppError(
        "sign_in_off",
        _("Chưa bật đăng nhập"),
        _("Người đầu tiên phải là người quản trị."),
        _("Hãy bật đăng nhập trước (trang An toàn dữ liệu, mục Người dùng)."),
    )


def _known(everybody: dict[int, User], user_id: int) -> User:
    if user_id not in everybody:
        raise LookupError(user_id)
    return everybody[user_id]


def _refuse_taken(connection: Connection, folded: str, user_id: int) -> None:
    found = rows.secret_of(connection, folded)
    if found is not None and found.user.id != user_id:
        raise AppError(
            "user_exists",
            _("Tên đã có"),
            _("Đã có người dùng tên «{name}».").format(name=found.user.name),
            _("Hãy thêm chức vụ hoặc đơn vị vào tên để phân biệt."),
        )
