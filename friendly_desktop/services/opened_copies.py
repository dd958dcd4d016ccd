"""The read-only copies of evidence that other programs were given to open; they go with what they are copies of.

Another program reads plain files only. So where the records are encrypted, every copy is overwritten and taken away
when the program locks, ends and begins.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import database_form, keychain
from friendly_desktop.storage.keychain import Form
from friendly_desktop.storage.safe_files import take_away_folder


def place(folder: DataFolder, sha256: str) -> Path:
    """The folder in which copies of a content lie under their true names."""
    return _root(folder) / sha256[:12]


def forget(folder: DataFolder, digests: Iterable[str]) -> None:
    """Delete the copies of contents; one that another program holds open stays."""
    for sha256 in digests:
        _wipe(place(folder, sha256))


def clear_sealed(folder: DataFolder) -> None:
    """Delete every copy where the records are encrypted; one that another program holds open stays until the next time."""
    with suppress(OSError):
        if _root(folder).is_dir() and keychain.form_of(folder.database) is Form.ENCRYPTED:
            _wipe(_root(folder))


def _wipe(copies: Path) -> None:
    for path in copies.rglob("*"):
        if path.is_file():
            database_form.wipe(path)
    take_away_folder(copies)


def _root(folder: DataFolder) -> Path:
    return folder.cache / "opened"
