"""The keys that were opened in this process, and what an encrypted database says of the one it needs.

A database at rest is a file of SQLCipher 4 (AES-256-CBC and HMAC-SHA512 for each page, zetetic.net/sqlcipher/design)
under a raw key of 32 bytes, HKDF-SHA256 of the private half of the office's ring (``domain/vault.py``) for the purpose
"CQTT database 1": whatever opens the ring (password, recovery sheet) opens the database, and a new password rewrites
nothing. SQLCipher begins a file with 16 bytes of salt, which it lets us choose::

    4 bytes   "CQTT"
    4         SHA-256 of the public half of the ring, the beginning: which ring
    8         by chance

So a file tells from its first bytes whether it is plain, encrypted and by which ring, or damaged. The salt only parts
the keys of the checksums of pages of one file from those of another; eight bytes by chance are enough for that.

Opened keys are kept here, for the process, and not handed from call to call: every connection of the program may need
one (backups, upgrades, comparisons), and a key that travels through forty signatures ends in a log.
"""

import hashlib
import os
import threading
from enum import Enum
from pathlib import Path

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.key_rings import PrivateKey

_PLAIN = b"SQLite format 3\0"
_OURS = b"CQTT"
_HEAD = 16
_MARK = 8
_PURPOSE = "database 1"

_held: dict[bytes, PrivateKey] = {}


class Form(Enum):
    """How a database file is written."""

    NONE = "none"  # not there, or empty
    PLAIN = "plain"
    ENCRYPTED = "encrypted"
    UNKNOWN = "unknown"  # damaged, or somebody else's


def mark_of(public: bytes) -> bytes:
    """What a database that this ring opens begins with."""
    return _OURS + hashlib.sha256(public).digest()[: _MARK - len(_OURS)]


class _Living:
    """Files that connections of this process hold open, each with a descriptor of ours that stays open, too.

    POSIX lets go of all locks of a process on a file as soon as the process closes any descriptor of it: looking at
    the first bytes of a database in use, and closing it, would take SQLite's locks away. Windows knows no such thing,
    and there an open descriptor would keep the file from being exchanged.
    """

    def __init__(self) -> None:
        self._users: dict[str, int] = {}
        self._descriptors: dict[str, int] = {}
        self._changing = threading.Lock()

    def enter(self, path: Path) -> None:
        with self._changing:
            name = str(path.absolute())
            self._users[name] = self._users.get(name, 0) + 1

    def leave(self, path: Path) -> None:
        with self._changing:
            name = str(path.absolute())
            self._users[name] = self._users.get(name, 0) - 1
            if self._users[name] <= 0:
                del self._users[name]
                self._close(name)

    def head(self, path: Path) -> bytes | None:
        """The first bytes of a file in use; None where it is not known to be."""
        if os.name == "nt":
            return None
        name = str(path.absolute())
        with self._changing:
            if name not in self._users:
                return None
            facts = os.stat(name)  # noqa: PTH116 - beside os.fstat, whose answer it is held against
            known = self._descriptors.get(name)
            if known is None or not os.path.samestat(os.fstat(known), facts):
                self._close(name)
                known = self._descriptors[name] = os.open(name, os.O_RDONLY)
            return os.pread(known, _HEAD, 0)

    def _close(self, name: str) -> None:
        descriptor = self._descriptors.pop(name, None)
        if descriptor is not None:
            os.close(descriptor)


_living = _Living()


def enter(path: Path) -> None:
    """Say that connections of this process will hold a file open, before they do."""
    _living.enter(path)


def leave(path: Path) -> None:
    """Say that they do not any more."""
    _living.leave(path)


def head_of(path: Path) -> bytes:
    """The first 16 bytes of a file; b"" where there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        known = _living.head(path)
        if known is not None:
            return known
        with path.open("rb", buffering=0) as stream:
            return stream.read(_HEAD)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return b""


def form_of(path: Path) -> Form:
    """How a database file is written, told from its first bytes.

    Raises:
        OSError: it cannot be read.
    """
    head = head_of(path)
    if not head:
        return Form.NONE
    if head == _PLAIN:
        return Form.PLAIN
    return Form.ENCRYPTED if head.startswith(_OURS) and len(head) == _HEAD else Form.UNKNOWN


def hold(key: PrivateKey) -> None:
    """Keep an opened key until the process ends, or :func:`forget`."""
    _held[mark_of(key.public)] = key


def forget() -> None:
    """Wipe every key; what is encrypted is locked again."""
    for key in _held.values():
        key.wipe()
    _held.clear()


def key_of(public: bytes) -> PrivateKey | None:
    """The opened key of a ring; None where it is locked."""
    return _held.get(mark_of(public))


def is_open() -> bool:
    """Whether any key was opened."""
    return bool(_held)


def opens(path: Path) -> bool:
    """Whether the key that this encrypted database needs was opened."""
    return head_of(path)[:_MARK] in _held


def is_locked(path: Path) -> bool:
    """Whether the database is encrypted and its key was not opened.

    Raises:
        OSError: it cannot be read.
    """
    return form_of(path) is Form.ENCRYPTED and not opens(path)


def database_key(path: Path) -> str:
    """What SQLCipher is given to open an encrypted database: the raw key.

    Raises:
        AppError: ``vault_locked``: it was not opened.
    """
    return _written(_key(head_of(path)[:_MARK]))


def new_database_key(like: Path | bytes) -> str:
    """What SQLCipher is given to begin an encrypted database: the raw key and a new salt.

    Args:
        like: a database under the same ring, or the public half of the ring.

    Raises:
        AppError: ``vault_locked``: the key of the ring was not opened.
    """
    mark = head_of(like)[:_MARK] if isinstance(like, Path) else mark_of(like)
    return _written(_key(mark), mark + os.urandom(_HEAD - _MARK))


def _key(mark: bytes) -> PrivateKey:
    if mark not in _held:
        raise locked()
    return _held[mark]


def _written(key: PrivateKey, salt: bytes = b"") -> str:
    return f"x'{key.derived(_PURPOSE).hex()}{salt.hex()}'"


def locked() -> AppError:
    """That the records are encrypted and nobody has opened them yet."""
    return AppError(
        "vault_locked",
        _("Dữ liệu mã hóa đang khóa"),
        _("Dữ liệu của đơn vị đã được mã hóa trên máy này."),
        _("Cần mật khẩu mã hóa hoặc mã trên phiếu khôi phục để mở."),
    )
