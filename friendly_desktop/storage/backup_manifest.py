"""The manifest of a backup: JSON that says what belongs to it, sealed against damage."""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

from friendly_desktop.domain.backups import Backup, Reason
from friendly_desktop.domain.trail import TrailHead
from friendly_desktop.i18n import _

#: The form of the manifest; a program that does not know a later one says so.
FORMAT = 1
#: A manifest is small; anything larger is none.
MOST_BYTES = 16 << 20

_EARLIEST, _LATEST = 2000, 2999
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,80}")


class Unreadable(Exception):  # noqa: N818 - answered by whoever asked
    """This is not the manifest of a backup, or a damaged or newer one; the words are for people."""


def write(backup: Backup) -> bytes:
    """The manifest as it lies on disk."""
    content = {
        "format": FORMAT,
        "number": backup.number,
        "name": backup.name,
        "made_at": backup.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "reason": backup.reason.value,
        "series": backup.series,
        "office": backup.office,
        "program": backup.program,
        "schema": backup.schema,
        "database": {"sha256": backup.database_sha256, "bytes": backup.database_bytes},
        "rows": dict(sorted(backup.rows.items())),
        "files": {"count": backup.files, "bytes": backup.files_bytes, "missing": list(backup.missing)},
        "trail": {"number": backup.head.number, "seal": backup.head.seal} if backup.head else None,
    }
    content["seal"] = _seal(content)
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def read(data: bytes) -> Backup:
    """The backup that a manifest describes.

    Raises:
        Unreadable: it is damaged, made by a newer program, or no manifest.
    """
    try:
        content = json.loads(data.decode("utf-8"))
        form, seal = int(content["format"]), content.pop("seal")
        if form <= FORMAT and seal == _seal(content):
            return _backup(content)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError, OverflowError) as error:
        raise Unreadable(_("Tệp mô tả của bản sao lưu bị hỏng.")) from error
    if form > FORMAT:
        raise Unreadable(_("Bản sao lưu này do một phiên bản mới hơn của chương trình tạo ra."))
    raise Unreadable(_("Tệp mô tả của bản sao lưu bị hỏng."))


def _seal(content: dict[str, Any]) -> str:
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("utf-8")).hexdigest()


def _backup(content: dict[str, Any]) -> Backup:
    database, files, trail = content["database"], content["files"], content["trail"]
    made_at = datetime.fromisoformat(content["made_at"])
    digests = [database["sha256"], *files["missing"]]
    if (
        made_at.tzinfo is None
        or not _EARLIEST <= made_at.year <= _LATEST  # others cannot be told in the time of this PC
        or not _NAME.fullmatch(content["name"])
        or not all(map(_DIGEST.fullmatch, digests))
    ):
        raise ValueError
    return Backup(
        number=int(content["number"]),
        name=content["name"],
        made_at=made_at,
        reason=Reason(content["reason"]),
        series=str(content["series"]),
        office=str(content["office"]),
        program=str(content["program"]),
        schema=int(content["schema"]),
        database_sha256=database["sha256"],
        database_bytes=int(database["bytes"]),
        rows={str(name): int(count) for name, count in content["rows"].items()},
        files=int(files["count"]),
        files_bytes=int(files["bytes"]),
        missing=tuple(files["missing"]),
        head=TrailHead(int(trail["number"]), str(trail["seal"])) if trail else None,
    )
