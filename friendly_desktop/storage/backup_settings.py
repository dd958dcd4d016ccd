"""What belongs to this PC's backups and not to the records, which a restore exchanges: their series, the second place."""

import json
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from friendly_desktop.domain.backups import SecondPlace
from friendly_desktop.storage import safe_files

_FILE = "places.txt"  # not .json, which the manifests of backups are


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """What the file holds; ``series`` is "" before the first backup, ``since`` when that was."""

    series: str = ""
    since: datetime | None = None
    second: SecondPlace = field(default_factory=SecondPlace)


def read(root: Path) -> BackupSettings:
    """The settings beside the backups in ``root``; those of a new folder where the file is missing or unreadable."""
    try:
        return read_to_change(root)
    except OSError:
        return BackupSettings()


def read_to_change(root: Path) -> BackupSettings:
    """The same for whoever writes them anew: what cannot be read for a moment is not written over with nothing.

    Raises:
        OSError: the file is there and cannot be read.
    """
    try:
        found: dict[str, Any] = json.loads((root / _FILE).read_text(encoding="utf-8"))
        json.dumps(found, ensure_ascii=False).encode()  # half a character can be written nowhere
        second = found["second"]
        return BackupSettings(
            str(found["series"]),
            _moment(found.get("since")),
            SecondPlace(
                folder=str(second["folder"]),
                last_at=_moment(second["last_at"]),
                problem=str(second["problem"]),
                chosen_at=_moment(second["chosen_at"]),
            ),
        )
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return BackupSettings()  # damaged for good, or not there yet


def write(root: Path, settings: BackupSettings) -> None:
    """Store the settings.

    Raises:
        OSError: the place cannot be written.
    """
    second = settings.second
    content = {
        "series": settings.series,
        "since": settings.since.isoformat() if settings.since else None,
        "second": {
            "folder": second.folder,
            "last_at": second.last_at.isoformat() if second.last_at else None,
            "problem": second.problem,
            "chosen_at": second.chosen_at.isoformat() if second.chosen_at else None,
        },
    }
    safe_files.write_text(root / _FILE, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def series(root: Path, moment: datetime) -> str:
    """Which data folder the backups in ``root`` are of; made up when first asked.

    Raises:
        OSError: the place cannot be written.
    """
    known = read_to_change(root)
    if not known.series:
        known = BackupSettings(uuid.uuid4().hex, moment, known.second)
        write(root, known)
    return known.series


def _moment(text: object) -> datetime | None:
    with suppress(TypeError, ValueError):
        return datetime.fromisoformat(str(text))
    return None
