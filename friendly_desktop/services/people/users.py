"""The people who may sign in: kept by an administrator, let in by their passwords."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain import recovery_codes
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.people import (
    LEAST_LENGTH,
    MOST_LENGTH,
    PasswordFault,
    User,
    folded_name,
    has_administrator,
    password_fault,
    user_name,
    wait_after,
    wait_ends,
)
from friendly_desktop.domain.rights import Right, Role
from friendly_desktop.domain.settings import IDLE_LOCK
from friendly_desktop.domain.text import name_sort_key
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.letters.papers import Written, write_file
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.people import passwords
from friendly_desktop.services.people.session import Session
from friendly_desktop.storage import office as office_rows
from friendly_desktop.storage import people as rows
from friendly_desktop.storage.database import Connection, Database


class UsersService:
    """Who may sign in, with which role; signing in and out; the way back by the recovery sheet.

    An office where nobody has to sign in has no user who may. The first administrator switches it on.
    """

    def __init__(self, db: Database, clock: Clock, session: Session, office: OfficeService) -> None:
        """Keep the people in ``db``; ``session`` is told who signs in, ``office`` heads the recovery sheet."""
        self._office = office
        self._db = db
        self._clock = clock
        self._session = session

    # -- signing in

    def sign_in(self, name: str, password: str) -> User:
        """Let a person in.

        Every guess is counted before it is looked at, so that ending the program does not undo it.

        Raises:
            AppError: ``sign_in_failed`` for a wrong name or password or a person kept out; ``sign_in_blocked``
                after too many wrong passwords.
        """
        folded = folded_name(name)
        with self._session.own_act():
            found = self._counted_guess(folded)
            if found is None:
                passwords.take_as_long(password)
                raise _wrong()
            good = passwords.matches(found.secret, password)
            if not good or not found.user.enabled:
                raise _wrong(wait_after(found.failures + 1))
            now = self._clock.now()
            with self._db.write(Area.PEOPLE) as connection:
                rows.put_signed_in(connection, found.user.id, now)
                if passwords.is_outdated(found.secret):
                    rows.put_secret(connection, found.user.id, passwords.hashed(password))
        user = replace(found.user, signed_in_at=now)
        self._session.begin(user)
        return user

    def idle_minutes(self) -> int:
        """After how many minutes without a key or a mouse the window locks; 0 for never."""
        with self._db.read() as connection:
            return int(office_rows.setting(connection, IDLE_LOCK))

    def set_idle_minutes(self, minutes: int) -> None:
        """Lock the window after so many minutes; 0 for never.

        Raises:
            AppError: whoever asks may not.
        """
        if not IDLE_LOCK.is_sound(str(minutes)):
            raise ValueError(minutes)
        with self._db.write(Area.PEOPLE) as connection:
            office_rows.put_settings(connection, {IDLE_LOCK: str(minutes)})

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
        name, folded = _checked_name(name)
        secret = _checked_secret(password, name)
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
        name, folded = _checked_name(name)
        secret = _checked_secret(password, name)
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
        name, folded = _checked_name(name)

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
        secret = _checked_secret(password, user.name)
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
        secret = _checked_secret(new, user.name)
        with self._session.own_act(), self._db.write(Area.PEOPLE) as connection:
            rows.put_secret(connection, user.id, secret)

    # -- the recovery sheet

    def new_recovery_code(self) -> str:
        """Make a new recovery code; the one before opens nothing any more.

        Returns:
            The code in groups; it is told only now.

        Raises:
            AppError: whoever asks may not.
        """
        self._db.permit(Right.PEOPLE)
        code = passwords.new_code()
        secret = passwords.hashed(code)
        with self._db.write(Area.PEOPLE) as connection:
            rows.put_sheet(connection, secret, self._clock.now())
        return code

    def recovery_sheet_made(self) -> datetime | None:
        """When the recovery sheet that counts was made; None where there is none."""
        with self._db.read() as connection:
            sheet = rows.sheet(connection)
        return None if sheet is None else sheet.made_at

    def recovery_pdf(self, code: str) -> bytes:
        """The recovery sheet of a code that was just made, as a page to print."""
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.recovery_sheet import signing_in_sheet

        with in_vietnamese():
            return pdf_bytes(signing_in_sheet(self._office.office(), code, self._clock.today()))

    def write_recovery(self, code: str, target: Path) -> Written:
        """Write the recovery sheet to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written.
        """
        return write_file(target, self.recovery_pdf(code), 1)

    def recover(self, code: str, name: str, password: str) -> str:
        """An administrator who forgot the password takes another one with the code of the recovery sheet.

        The code is used up, and the administrator is signed in.

        Returns:
            The code of the next sheet, in groups; it is told only now.

        Raises:
            AppError: the code is wrong or used; nobody of this name is an administrator; the password is not taken.
        """
        name, folded = _checked_name(name)
        typed = recovery_codes.written(recovery_codes.read(code))
        with self._db.read() as connection:
            sheet = rows.sheet(connection)
        if sheet is None or not passwords.matches(sheet.secret, typed):
            raise AppError(
                "recovery_code_wrong",
                _("Mã khôi phục không đúng"),
                _("Mã này không phải mã trên phiếu khôi phục mới nhất, hoặc đã được dùng."),
                _("Hãy xem lại phiếu; mỗi phiếu chỉ dùng được một lần."),
            )
        with self._db.read() as connection:
            found = rows.secret_of(connection, folded)
        if found is None or found.user.role is not Role.ADMINISTRATOR or not found.user.enabled:
            raise AppError(
                "not_an_administrator",
                _("Không phải người quản trị"),
                _(
                    "Phiếu khôi phục chỉ đặt lại được mật khẩu của người quản trị; «{name}» không phải."
                ).format(name=name),
                _("Những người khác thì nhờ người quản trị đặt mật khẩu mới."),
            )
        secret = _checked_secret(password, found.user.name)
        code = passwords.new_code()
        hashed_code = passwords.hashed(code)
        now = self._clock.now()
        with self._session.own_act(), self._db.write(Area.PEOPLE) as connection:
            current = rows.sheet(connection)
            if current is None or current != sheet:
                raise AppError(
                    "recovery_code_wrong",
                    _("Mã khôi phục không đúng"),
                    _("Phiếu khôi phục vừa được thay bằng phiếu mới."),
                )
            rows.put_sheet(connection, hashed_code, now)
            rows.put_secret(connection, found.user.id, secret)
            rows.put_signed_in(connection, found.user.id, now)
        self._session.begin(replace(found.user, signed_in_at=now))
        return code

    # -- inside

    def _counted_guess(self, folded: str) -> rows.Secret | None:
        """Whom the name means, after the guess was counted; refuses while the person must wait."""
        now = self._clock.now()
        with self._db.write(Area.PEOPLE) as connection:
            found = rows.secret_of(connection, folded)
            if found is None:
                return None
            ends = wait_ends(found.failures, found.blocked_until, now)
            if ends is None:
                failures = found.failures + 1
                wait = wait_after(failures)
                rows.put_guess(connection, found.user.id, failures, now + wait if wait else None)
            elif ends != found.blocked_until:
                rows.put_guess(connection, found.user.id, found.failures, ends)
        if ends is not None:
            raise _blocked(ends - now)
        return found

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


def _checked_name(name: str) -> tuple[str, str]:
    name = user_name(name)
    folded = folded_name(name)
    if not folded:
        raise AppError(
            "name_empty",
            _("Chưa có tên"),
            _("Tên người dùng đang để trống."),
            _("Hãy nhập họ và tên, ví dụ: Nguyễn Thị Hồng."),
        )
    return name, folded


def _refuse_taken(connection: Connection, folded: str, user_id: int) -> None:
    found = rows.secret_of(connection, folded)
    if found is not None and found.user.id != user_id:
        raise AppError(
            "user_exists",
            _("Tên đã có"),
            _("Đã có người dùng tên «{name}».").format(name=found.user.name),
            _("Hãy thêm chức vụ hoặc đơn vị vào tên để phân biệt."),
        )


def _checked_secret(password: str, name: str) -> str:
    fault = password_fault(password, name)
    if fault is None:
        return passwords.hashed(password)
    told = {
        PasswordFault.SHORT: _("Mật khẩu phải có ít nhất {n} ký tự.").format(n=LEAST_LENGTH),
        PasswordFault.LONG: _("Mật khẩu dài quá {n} ký tự.").format(n=MOST_LENGTH),
        PasswordFault.COMMON: _("Mật khẩu này quá phổ biến, ai cũng đoán ra trước tiên."),
        PasswordFault.NAME: _("Mật khẩu trùng với tên người dùng."),
        PasswordFault.ONE_LETTER: _("Mật khẩu chỉ lặp lại một, hai ký tự."),
    }
    raise AppError(
        "password_weak",
        _("Mật khẩu chưa dùng được"),
        told[fault],
        _("Hãy đặt một câu ngắn dễ nhớ, ví dụ vài từ không liên quan với nhau."),
    )


def _wrong(wait: timedelta = timedelta()) -> AppError:
    hint = _("Hãy kiểm tra phím Caps Lock và bộ gõ (Unikey) rồi gõ lại.")
    if wait:
        hint = _("Đã sai nhiều lần: phải đợi {seconds} giây mới thử lại được.").format(
            seconds=int(wait.total_seconds())
        )
    return AppError("sign_in_failed", _("Chưa đăng nhập được"), _("Tên hoặc mật khẩu không đúng."), hint)


def _blocked(wait: timedelta) -> AppError:
    return AppError(
        "sign_in_blocked",
        _("Phải đợi"),
        _("Mật khẩu đã sai nhiều lần. Còn phải đợi {seconds} giây.").format(
            seconds=max(1, round(wait.total_seconds()))
        ),
        _("Nếu quên mật khẩu, hãy nhờ người quản trị; người quản trị dùng phiếu khôi phục."),
    )
