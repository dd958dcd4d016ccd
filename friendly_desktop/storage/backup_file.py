"""A backup in one file, for a stick: a ZIP that opens on any PC, the records and the evidence files in it.

manifest.json
office.sqlite
evidence/ab/abcd...
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from friendly_desktop.domain.backups import Backup
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import backup_manifest
from friendly_desktop.storage.backup_manifest import Unreadable
from friendly_desktop.storage.evidence_source import SourceError
from friendly_desktop.storage.evidence_store import Condition, EvidenceStore
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
    files: Mapping[str, int],
    open_file: Callable[[str], BinaryIO],
    watch: Callable[[int], None],
) -> None:
    """Write a backup to a raw stream.

    Args:
        stream: a new file, from its start.
        day: the date of everything in it.
        backup: what it is.
        database: the finished copy of the records.
        files: the size of each evidence file, by digest.
        open_file: opens one of them.
        watch: told the bytes read so far, may raise to stop.

    Raises:
        OSError: the disk is full or gone, or a file changed its size meanwhile.
        AppError: an evidence file is lost or damaged.
    """
    archive = ZipWriter(stream, day)
    manifest = backup_manifest.write(backup)
    archive.begin(MANIFEST, len(manifest), deflated=True)
    archive.write(memoryview(manifest))
    archive.end()
    done = 0
    parts: list[tuple[str, Callable[[], BinaryIO], int, bool]] = [
        (DATABASE, lambda: database.open("rb"), backup.database_bytes, True)
    ]
    parts += [
        (member(sha256), partial(open_file, sha256), size, False) for sha256, size in sorted(files.items())
    ]
    for name, opened_part, size, deflated in parts:
        archive.begin(name, size, deflated=deflated)
        left = size
        with opened_part() as source:
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

    def holds(self, sha256: str, size: int) -> bool:
        """Whether an evidence file is in it and reads well."""
        digest = hashlib.sha256()
        try:
            with self._reading(member(sha256)) as source:
                for piece in _pieces(source, size):
                    digest.update(piece)
        except Unreadable:
            return False
        return digest.hexdigest() == sha256

    def file_into(self, store: EvidenceStore, sha256: str, size: int) -> bool:
        """Put an evidence file into a store; False where it is missing or damaged.

        Raises:
            AppError: no room, or the store cannot be written.
        """
        try:
            with _unreadable():
                source = self._archive.open(member(sha256))
            with source:  # what goes wrong with the store is not told as damage of the backup
                stored = store.stage_from(cast(IO[bytes], _Member(source)), size)
        except (Unreadable, SourceError):
            return False
        if stored.sha256 != sha256 and stored.fresh:
            store.forget([stored.sha256])
        return stored.sha256 == sha256 and store.check(sha256, size) is Condition.SOUND

    def _manifest(self) -> Backup:
        with self._reading(MANIFEST) as stream:
            data = stream.read(backup_manifest.MOST_BYTES + 1)
        if len(data) > backup_manifest.MOST_BYTES:
            raise Unreadable(_("Tệp mô tả của bản sao lưu bị hỏng."))
        return backup_manifest.read(data)

    def _unpack(self, name: str, target: Path, size: int) -> None:
        with self._reading(name) as source, target.open("wb") as copy:
            for piece in _pieces(source, size):
                copy.write(piece)

    @contextmanager
    def _reading(self, name: str) -> Iterator[IO[bytes]]:
        with _unreadable(), self._archive.open(name) as stream:
            yield stream


class _Member:
    """A part of the ZIP that is read; it says where it is damaged."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, most: int) -> bytes:
        with _unreadable():
            return self._stream.read(most)


@contextmanager
def _unreadable() -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise Unreadable(_("Đây không phải là tệp sao lưu của chương trình.")) from error
    except AppError as error:  # a sealed chunk that was changed
        raise Unreadable(error.message) from error
    except ZIP_DAMAGE as error:
        raise Unreadable(_("Tệp sao lưu bị cắt ngắn hoặc bị hỏng.")) from error


def _pieces(source: IO[bytes], size: int) -> Iterator[bytes]:
    left = size + 1  # one more than it may be, so that a file that claims to be smaller is noticed
    while left > 0 and (piece := source.read(min(_BLOCK, left))):
        yield piece
        left -= len(piece)
    if left != 1:
        raise Unreadable(_("Tệp sao lưu bị cắt ngắn hoặc bị hỏng."))


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
            if path.exists() and not path.is_file():  # a pipe or a device may never end
                raise Unreadable(_("Đây không phải là tệp sao lưu của chương trình."))
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
