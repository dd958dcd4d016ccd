"""The second place of backups: a stick or another disk, found again when it comes back under another letter."""

import os
import string
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.backup_place import BackupPlace

#: Our folder on the disk that was chosen; nothing else there is touched.
FOLDER = "ChinhQuyenThanThien-sao-luu"
#: What the name of the manifest of a sealed backup ends with.
SEALED_MANIFEST = ".mahoa-info"


def folder_in(chosen: Path) -> Path:
    """Our folder in the one that was chosen, which may be it already."""
    return chosen if chosen.name == FOLDER else chosen / FOLDER


def find(folder: str, series: str, drives: Iterable[Path] | None = None) -> Path | None:
    """Where the second place is now; None while its disk is not plugged in.

    Args:
        folder: where it was when it was chosen.
        series: of our backups, by which it is known again.
        drives: the roots of all disks; by default those of Windows, where letters change.
    """
    if not folder:
        return None
    place = Path(folder)
    with suppress(OSError):
        if place.is_dir():
            return place
    if drives is None:
        drives = [Path(f"{letter}:\\") for letter in string.ascii_uppercase] if os.name == "nt" else []
    within = place.relative_to(place.anchor)
    for drive in drives:
        with suppress(OSError):
            if (drive / within).is_dir() and _is_ours(drive / within, series):
                return drive / within
    return None


def _is_ours(folder: Path, series: str) -> bool:
    for manifest in (*folder.glob("*.json"), *folder.glob(f"*{SEALED_MANIFEST}")):
        with suppress(Unreadable, OSError):
            if BackupPlace.read(manifest).series == series:
                return True
    return False


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one disk, as far as the system tells."""
    with suppress(OSError):
        return one.stat().st_dev == other.stat().st_dev
    return False
