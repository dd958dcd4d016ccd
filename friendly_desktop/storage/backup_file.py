"""A backup in one file, for a stick: a ZIP that opens on any PC, the records and the evidence files in it.

manifest.json
office.sqlite
evidence/ab/abcd...
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any

from friendly_desktop.domain.backups import Backup
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import backup_manifest
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.sealed_files import (
    SEALED_FAULTS,
    KeyFor,
    SealedReader,
    is_sealed,
    no_key,
    read_header,
)
from friendly_desktop.storage.zip_damage import ZIP_DAMAGE
from friendly_desktop.storage.zip_writer import ZipWriter

MANIFEST, DATABASE = "manifest.json", "office.sqlite"
_BLOCK = 1 << 20


def member(sha256: str) -> str:
    """Where an evidence file lies in the ZIP."""
    return f"evidence/{sha256[:2]}/{sha256}"


def write(
    stream: RawIOBase,
    day: date,
    backup: Backup,
    *,
    database: Path,
    files: Mapping[str, tuple[Path, int]],
    watch: Callable[[int], None],
) -> None:
    """Write a backup to a raw stream.

    Args:
        stream: a new file, from its start.
        day: the date of everything in it.
        backup: what it is.
        database: the finished copy of the records.
        files: where each evidence file lies, by digest, and its size.
        watch: told the bytes read so far, may raise to stop.

    Raises:
        OSError: the disk is full or gone, or a file changed its size meanwhile.
    """
    archive = ZipWriter(stream, day)
    manifest = backup_manifest.write(backup)
    archive.begin(MANIFEST, len(manifest), deflated=True)
    archive.write(memoryview(manifest))
    archive.end()
    done = 0
    parts = [(DATABASE, database, backup.database_bytes, True)]
    parts += [(member(sha256), path, size, False) for sha256, (path, size) in sorted(files.items())]
    for name, path, size, deflated in parts:
        archive.begin(name, size, deflated=deflated)
        left = size
        with path.open("rb", buffering=0) as source:
            while piece := source.read(_BLOCK):
                archive.write(memoryview(piece))
                left -= len(piece)
                done += len(piece)
                watch(done)
        if left:
            raise OSError(f"{name} changed its size")
        archive.end()
    archive.finish()


class BackupFile:
    """A backup in one file, open for reading; nothing in it is believed before it was compared."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.backup = self._manifest()

    def database_to(self, target: Path) -> None:
        """Unpack the records.

        Raises:
            Unreadable: they are not in it, or damaged.
            OSError: no room.
        """
        self._unpack(DATABASE, target, self.backup.database_bytes)

    def file_to(self, sha256: str, size: int, target: Path) -> bool:
        """Unpack an evidence file; False where it is missing or damaged."""
        try:
            self._unpack(member(sha256), target, size)
        except Unreadable:
            return False
        return True

    def _manifest(self) -> Backup:
        with self._reading(MANIFEST) as stream:
            data = stream.read(backup_manifest.MOST_BYTES + 1)
        if len(data) > backup_manifest.MOST_BYTES:
            raise Unreadable(_("Tệp mô tả của bản sao lưu bị hỏng."))
        return backup_manifest.read(data)

    def _unpack(self, name: str, target: Path, size: int) -> None:
        with self._reading(name) as source, target.open("wb") as copy:
            left = size + 1  # one more than it may be, so that a file that claims to be smaller is noticed
            while left > 0 and (piece := source.read(min(_BLOCK, left))):
                copy.write(piece)
                left -= len(piece)
        if left != 1:
            raise Unreadable(_("Tệp sao lưu bị cắt ngắn hoặc bị hỏng."))

    @contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        try:
            with self._archive.open(name) as stream:
                yield stream
        except KeyError as error:
            raise Unreadable(_("Đây không phải là tệp sao lưu của chương trình.")) from error
        except AppError as error:  # a sealed chunk that was changed
            raise Unreadable(error.message) from error
        except ZIP_DAMAGE as error:
            raise Unreadable(_("Tệp sao lưu bị cắt ngắn hoặc bị hỏng.")) from error


@contextmanager
def opened(path: Path, key_for: KeyFor = no_key) -> Iterator[BackupFile]:
    """Open a backup in one file.

    Args:
        path: the file.
        key_for: opens it where it is sealed.

    Raises:
        Unreadable: it is none, or damaged.
        OSError: it cannot be read.
        AppError: what ``key_for`` raises.
    """
    with ExitStack() as stack:
        try:
            source: Path | BufferedReader[Any] = path
            if is_sealed(path):
                source = stack.enter_context(BufferedReader(SealedReader(path, key_for)))
            archive = stack.enter_context(zipfile.ZipFile(source))
        except ZIP_DAMAGE as error:
            raise Unreadable(_("Đây không phải là tệp sao lưu của chương trình.")) from error
        except AppError as error:
            if error.code not in SEALED_FAULTS:
                raise
            raise Unreadable(error.message) from error
        yield BackupFile(archive)


def looks_like_one(path: Path) -> bool:
    """Whether a file is a backup in one file, so that a new one may take its place."""
    try:
        if is_sealed(path):
            return read_header(path).name == path.name.removesuffix(SUFFIX)
        with opened(path):
            return True
    except (Unreadable, OSError, AppError):
        return False
