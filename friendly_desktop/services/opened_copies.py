"""The read-only copies of evidence that other programs were given to open; they go with what they are copies of."""

from collections.abc import Iterable
from pathlib import Path

from friendly_desktop.paths import DataFolder
from friendly_desktop.storage.safe_files import take_away_folder


def place(folder: DataFolder, sha256: str) -> Path:
    """The folder in which copies of a content lie under their true names."""
    return folder.cache / "opened" / sha256[:12]


def forget(folder: DataFolder, digests: Iterable[str]) -> None:
    """Delete the copies of contents; one that another program holds open stays."""
    for sha256 in digests:
        take_away_folder(place(folder, sha256))
