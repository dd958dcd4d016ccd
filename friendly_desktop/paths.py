"""Where things lie: the data folder of the office and the resources of the program."""

import os
import sys
from pathlib import Path
from typing import NamedTuple

APP_FOLDER = "ChinhQuyenThanThien"
_SAMPLE = "du-lieu-mau"
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class DataFolder(NamedTuple):
    """The folder that holds everything an office entered; nothing else needs saving.

    ``office.sqlite`` is the database, ``evidence/`` the files by digest, ``thumbnails/`` and
    ``cache/`` can be deleted at any time, ``inbox/`` is where scanners drop files.
    """

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.root / "office.sqlite"

    @property
    def evidence(self) -> Path:
        """The content-addressed store of evidence files."""
        return self.root / "evidence"

    @property
    def thumbnails(self) -> Path:
        """Small pictures made from the evidence; can be made again."""
        return self.root / "thumbnails"

    @property
    def inbox(self) -> Path:
        """Where a scanner or a person drops files to be sorted later."""
        return self.root / "inbox"

    @property
    def cache(self) -> Path:
        """What only makes the next start faster."""
        return self.root / "cache"

    @property
    def logs(self) -> Path:
        """What the program tells of itself; nothing of the office is in it."""
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        """Backups of all of this on the same disk; where they go as well is chosen by the office."""
        return self.root / "backups"

    @property
    def vault(self) -> Path:
        """The keys of encryption, themselves wrapped; absent where the office does not encrypt."""
        return self.root / "vault.json"

    @property
    def lock(self) -> Path:
        """Held by the one program that works on this folder."""
        return self.root / "office.lock"

    @property
    def sample(self) -> "DataFolder":
        """The sample office beside this one: a data folder of its own, so that neither sees the other."""
        return DataFolder(self.root / _SAMPLE)

    @property
    def is_sample(self) -> bool:
        """Whether this is the sample office of another folder."""
        return self.root.name == _SAMPLE

    @property
    def own(self) -> "DataFolder":
        """The office's own folder, also when asked from within its sample."""
        return DataFolder(self.root.parent) if self.is_sample else self

    def exists(self) -> bool:
        """Whether an office already works here."""
        return self.database.exists()


def default_data_folder() -> Path:
    """The per-user data folder, or the one named in ``FRIENDLY_DATA``."""
    chosen = os.environ.get("FRIENDLY_DATA")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / APP_FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP_FOLDER
    base = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / APP_FOLDER


def is_folder(path: Path) -> bool:
    """Whether a folder has this name; no for a name that no disk takes, which writing tells of."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """The same for a file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
