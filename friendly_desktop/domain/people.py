"""Who signs in: the person as the program knows them, what a password must be, how long guesses wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from friendly_desktop.domain.rights import Role
from friendly_desktop.domain.text import clean_line, fold, nfc
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

#: How short a password may be; length protects more than odd signs do (NIST SP 800-63B, 5.1.1).
LEAST_LENGTH = 8

#: More than anybody types; what is longer is a paste by mistake.
MOST_LENGTH = 256

#: Wrong passwords in a row that cost nothing but the time to type them.
FREE_TRIES = 4

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)

#: What everybody tries first, folded and without spaces.
_COMMON = frozenset(
    [
        "12345678",
        "123456789",
        "1234567890",
        "0123456789",
        "87654321",
        "11111111",
        "00000000",
        "88888888",
        "66668888",
        "12341234",
        "password",
        "password1",
        "passw0rd",
        "qwertyui",
        "qwerty123",
        "qwertyuiop",
        "asdfghjk",
        "abcd1234",
        "abc12345",
        "iloveyou",
        "matkhau1",
        "matkhau123",
        "matkhauu",
        "anhyeuem",
        "emyeuanh",
        "vietnam1",
        "vietnam123",
        "hanoi123",
        "ubnd1234",
        "ubnd12345",
        "ubnd123456",
        "admin123",
        "admin1234",
        "administrator",
        "quantri1",
        "quantri123",
        "xinchao1",
        "xinchao123",
        "chutich1",
        "chutich123",
        "vanphong",
        "vanphong1",
        "vanphong123",
    ]
)


@dataclass(frozen=True)
class User:
    """A person who may sign in.

    Attributes:
        id: number of the row; 0 for one not stored yet.
        name: as chosen at sign-in and named in the trail.
        role: what the person may do.
        person_id: the officer of the office this is; None where nobody of the list.
        unit_id: the unit the person works for; None for none.
        created_at: since when.
        signed_in_at: the last time; None for never.
        disabled_at: when the person was kept out; None for one who may sign in.
    """

    id: int
    name: str
    role: Role
    person_id: int | None = None
    unit_id: int | None = None
    created_at: datetime | None = None
    signed_in_at: datetime | None = None
    disabled_at: datetime | None = None

    @property
    def enabled(self) -> bool:
        """Whether the person may sign in."""
        return self.disabled_at is None


class PasswordFault(Enum):
    """Why a password is not taken."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    NAME = "name"  # it is the person's name
    ONE_LETTER = "one_letter"  # one or two signs over and over


def password_text(password: str) -> str:
    """A password as it is compared: NFC, because keyboards differ in how they compose a letter."""
    return nfc(password)


def password_fault(password: str, name: str) -> PasswordFault | None:
    """Why a password is not taken for a person of this name; None where it is good."""
    text = password_text(password)
    if len(text) < LEAST_LENGTH:
        return PasswordFault.SHORT
    if len(text) > MOST_LENGTH:
        return PasswordFault.LONG
    bare = fold(text).replace(" ", "")
    if len(set(bare)) <= 2:
        return PasswordFault.ONE_LETTER
    if bare in _COMMON:
        return PasswordFault.COMMON
    if bare == fold(name).replace(" ", ""):
        return PasswordFault.NAME
    return None


def user_name(name: str) -> str:
    """A name as stored."""
    return clean_line(name)


def folded_name(name: str) -> str:
    """A name as it is looked up: whoever types it without tone marks is found, too."""
    return fold(clean_line(name))


def wait_after(failures: int) -> timedelta:
    """How long nobody may try after so many wrong passwords in a row: nothing, then 30 s, doubled up to 15 minutes."""
    if failures < FREE_TRIES:
        return timedelta()
    doubled: timedelta = _FIRST_WAIT * 2 ** min(failures - FREE_TRIES, 10)
    return min(doubled, _LONGEST_WAIT)


def must_wait(code: str, wait: timedelta, hint: str) -> AppError:
    """What is told to whoever guessed too often.

    Args:
        code: of the door that stays shut.
        wait: what is left of it.
        hint: what to do meanwhile.
    """
    return AppError(
        code,
        _("Phải đợi"),
        _("Mật khẩu đã sai nhiều lần. Còn phải đợi {seconds} giây.").format(
            seconds=max(1, round(wait.total_seconds()))
        ),
        hint,
    )


def wait_ends(failures: int, blocked_until: datetime | None, now: datetime) -> datetime | None:
    """When a person may try again; None for at once.

    A clock that was set back begins the wait anew: nobody is let in by it, and nobody waits for years. Whoever asks
    stores the answer.
    """
    if blocked_until is None or blocked_until <= now:
        return None
    return min(blocked_until, now + wait_after(failures))


def has_administrator(users: Iterable[User]) -> bool:
    """Whether somebody who may sign in can look after the people."""
    return any(user.enabled and user.role is Role.ADMINISTRATOR for user in users)
