"""Opening the encrypted records of a data folder, before anything else of it can be opened.

Guesses are counted in a file of their own, because the records cannot be written yet: whoever tries at this PC waits
longer and longer, as at the sign-in, and ending the program does not undo it. (Whoever takes the disk away can try
without the program; Argon2id makes each try dear.)
"""

import json
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.people import must_wait, wait_after, wait_ends
from friendly_desktop.domain.vault import Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import (
    database_form,
    key_rings,
    keychain,
    safe_files,
    sqlite,
    troubles,
    vault_file,
)
from friendly_desktop.storage.backup_trouble import reading_from, writing_to
from friendly_desktop.storage.sealed_files import read_header

_TRIES = "vault-tries.json"


class _Tries(NamedTuple):
    failures: int = 0
    blocked_until: datetime | None = None


def is_locked(folder: DataFolder) -> bool:
    """Whether the records are encrypted and nobody has opened them in this run of the program."""
    try:
        return keychain.is_locked(folder.database)
    except OSError:  # told by whoever opens it
        return False


def unlock(folder: DataFolder, secret: str, clock: Clock | None = None) -> None:
    """Open the records with the password or the code of the recovery sheet.

    Raises:
        AppError: ``wrong_password``; ``unlock_blocked`` after too many of them; ``password_needed``;
            ``vault_damaged``; ``vault_other_key``: the key file is of other records.
    """
    ring = vault_file.read(folder).ring
    if secret:
        _count(folder, clock or SystemClock())
    key = key_rings.unwrap(ring, secret)
    if not _is_key_of(folder, ring):
        key.wipe()
        raise AppError(
            "vault_other_key",
            _("Tệp khóa không phải của dữ liệu này"),
            _("Mật khẩu đúng, nhưng tệp khóa mã hóa trong thư mục này thuộc về dữ liệu khác."),
            _("Hãy lấy lại khóa từ một bản sao lưu đã mã hóa của đơn vị."),
        )
    keychain.hold(key)
    with suppress(OSError):
        (folder.root / _TRIES).unlink(missing_ok=True)


def lock() -> None:
    """Forget every key: encrypted records open with the password only, as in a new run of the program."""
    keychain.forget()


def recover(folder: DataFolder, sealed: Path, secret: str, clock: Clock | None = None) -> None:
    """Take the keys back from a sealed backup, and open the records with them.

    Args:
        folder: whose key file is damaged, lost, or of other records.
        sealed: a backup of this office.
        secret: the password or the recovery code of that backup.
        clock: what tells the time.

    Raises:
        AppError: the file is no sealed one, or of another office; ``wrong_password``.
    """
    with reading_from(sealed):
        ring = read_header(sealed).ring
    if not _is_key_of(folder, ring):
        raise AppError(
            "vault_other_key",
            _("Bản sao lưu không mở được dữ liệu này"),
            _("Bản sao lưu này được mã hóa bằng khóa khác với dữ liệu trên máy."),
            _("Hãy chọn một bản sao lưu khác của đơn vị, làm sau khi bật mã hóa."),
        )
    key_rings.unwrap(ring, secret).wipe()
    now = (clock or SystemClock()).now()
    with writing_to(folder.root):
        vault_file.write(folder, vault_file.Kept(ring, since=now, sheet_at=now, records=True))
    unlock(folder, secret, clock)


def _is_key_of(folder: DataFolder, ring: Ring) -> bool:
    """Whether a ring is the one that the records say they need."""
    try:
        return database_form.is_in(folder.database, ring.public)
    except OSError as error:
        raise troubles.told_as(sqlite.Trouble.UNREACHABLE, folder.database) from error


def _count(folder: DataFolder, clock: Clock) -> None:
    """Count a guess before it is looked at; refuse while whoever guesses must wait."""
    path, now = folder.root / _TRIES, clock.now()
    tries = _read(path)
    ends = wait_ends(tries.failures, tries.blocked_until, now)
    if ends is None:
        failures = tries.failures + 1
        wait = wait_after(failures)
        _write(path, _Tries(failures, now + wait if wait else None))
        return
    if ends != tries.blocked_until:
        _write(path, tries._replace(blocked_until=ends))
    raise _blocked(ends - now)


def _read(path: Path) -> _Tries:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        until = found["blocked_until"]
        return _Tries(max(0, int(found["failures"])), datetime.fromisoformat(until) if until else None)
    except (OSError, ValueError, KeyError, TypeError):
        return _Tries()


def _write(path: Path, tries: _Tries) -> None:
    until = tries.blocked_until
    with suppress(OSError):  # a full disk lets its owner in
        safe_files.write_text(
            path, json.dumps({"failures": tries.failures, "blocked_until": until and until.isoformat()})
        )


def _blocked(wait: timedelta) -> AppError:
    return must_wait(
        "unlock_blocked",
        wait,
        _("Trong lúc đợi, hãy tìm phiếu khôi phục đã in; mã trên phiếu cũng mở được."),
    )
