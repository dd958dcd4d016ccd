"""The office's ring of keys on disk: ``vault.json``, a copy beside it and one with the backups, each with its own digest.

What is in it tells nobody anything without the password or the recovery sheet. Losing every copy loses no sealed
backup, which carries the slots, too; but it would lock an encrypted database, and backups on this PC, for good: hence
three.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from friendly_desktop.domain.vault import MOST_HEADER, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import safe_files

_FORMAT = 1
_KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the file says.

    Attributes:
        ring: the public half, and the slots.
        since: when the office began to encrypt.
        sheet_at: when the recovery sheet that counts was made.
        records: whether the database on this PC is to be encrypted, too.
    """

    ring: Ring
    since: datetime
    sheet_at: datetime
    records: bool = False


def exists(folder: DataFolder) -> bool:
    """Whether the office encrypts, be the file readable or not."""
    return any(path.exists() for path in _paths(folder))


def ring_of(folder: DataFolder) -> Ring | None:
    """What seals; None where the office does not encrypt.

    Raises:
        AppError: ``vault_damaged``: it does, and neither copy can be read. Nothing is then written in clear.
    """
    return read(folder).ring if exists(folder) else None


def read(folder: DataFolder) -> Kept:
    """The ring as it was written, from whichever copy is whole.

    Raises:
        AppError: ``vault_damaged``: neither is.
    """
    for path in _paths(folder):
        with suppress(OSError, ValueError, KeyError, RecursionError):
            return _read(path)
    raise _damaged(folder.vault.name)


def write(folder: DataFolder, kept: Kept) -> None:
    """Keep it, both copies; whole or as it was.

    Raises:
        OSError: the disk is full or gone.
    """
    content: dict[str, Any] = kept.ring.as_json() | {
        "format": _FORMAT,
        "since": kept.since.isoformat(),
        "sheet_at": kept.sheet_at.isoformat(),
        "records": kept.records,
    }
    text = json.dumps(content | {"sha256": _digest(content)}, ensure_ascii=False, indent=1, sort_keys=True)
    _with_backups(folder).parent.mkdir(parents=True, exist_ok=True)
    for path in _paths(folder):
        safe_files.write_text(path, text)


def remove(folder: DataFolder) -> None:
    """Forget the ring."""
    for path in reversed(_paths(folder)):
        path.unlink(missing_ok=True)
    safe_files.fsync_folder(folder.root)


def ring_with_backups(place: Path) -> Ring:
    """The ring for which the databases in a folder of backups are encrypted.

    Args:
        place: the folder, of this office or copied from another PC.

    Raises:
        AppError: ``vault_damaged``: none is there, or it cannot be read.
    """
    path = place / _KEYS / "vault.json"
    with suppress(OSError, ValueError, KeyError, RecursionError):
        return _read(path).ring
    raise _damaged(path.name)


def _with_backups(folder: DataFolder) -> Path:
    return folder.backups / _KEYS / "vault.json"


def _paths(folder: DataFolder) -> tuple[Path, ...]:
    return folder.vault, folder.vault.with_name("vault-copy.json"), _with_backups(folder)


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode("utf-8")).hexdigest()


def _read(path: Path) -> Kept:
    with path.open("rb") as stream:
        content = json.loads(stream.read(MOST_HEADER))
    if not isinstance(content, dict) or content.pop("sha256", "") != _digest(content):
        raise ValueError("changed")
    if content["format"] != _FORMAT:
        raise ValueError("format")
    since, sheet_at = (datetime.fromisoformat(content[key]) for key in ("since", "sheet_at"))
    return Kept(Ring.from_json(content), since, sheet_at, content["records"] is True)


def _damaged(name: str) -> AppError:
    return AppError(
        "vault_damaged",
        _("Tệp khóa mã hóa bị hỏng"),
        _("Không đọc được tệp {file} và các bản sao của tệp này trong thư mục dữ liệu.").format(file=name),
        _("Hãy lấy lại khóa từ một bản sao lưu đã mã hóa (An toàn dữ liệu, mục Mã hóa)."),
    )
