"""The door: signing in and out, guesses that are counted, the way back by the recovery sheet."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain import recovery_codes
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.people import (
    User,
    folded_name,
    must_wait,
    wait_after,
    wait_ends,
)
from friendly_desktop.domain.rights import Right, Role
from friendly_desktop.domain.settings import IDLE_LOCK
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.people import passwords
from friendly_desktop.services.people.checks import checked_name, checked_secret
from friendly_desktop.services.people.session import Session
from friendly_desktop.services.written_files import Written, write_file
from friendly_desktop.storage import office as office_rows
from friendly_desktop.storage import people as rows
from friendly_desktop.storage.database import Database


class Door:
    """Lets people in by their passwords, and an administrator who forgot it by the recovery sheet."""

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
        name, folded = checked_name(name)
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
        secret = checked_secret(password, found.user.name)
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


def _wrong(wait: timedelta = timedelta()) -> AppError:
    hint = _("Hãy kiểm tra phím Caps Lock và bộ gõ (Unikey) rồi gõ lại.")
    if wait:
        hint = _("Đã sai nhiều lần: phải đợi {seconds} giây mới thử lại được.").format(
            seconds=int(wait.total_seconds())
        )
    return AppError("sign_in_failed", _("Chưa đăng nhập được"), _("Tên hoặc mật khẩu không đúng."), hint)


def _blocked(wait: timedelta) -> AppError:
    return must_wait(
        "sign_in_blocked",
        wait,
        _("Nếu quên mật khẩu, hãy nhờ người quản trị; người quản trị dùng phiếu khôi phục."),
    )
