"""Gives a content of a store its other form, sealed or plain: a copy that was read back takes its place.

Killed anywhere, the content can be read: the old form is there until the new one is durable and was compared. What was
plain is overwritten before it is let go.
"""

import errno
import hashlib
import os
import re
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, NamedTuple

from friendly_desktop.domain.vault import SUFFIX, Ring
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage import database_form, evidence_files, safe_files, troubles
from friendly_desktop.storage.evidence_copy import BLOCK, Copy, Watch, unwatched
from friendly_desktop.storage.evidence_source import SourceError
from friendly_desktop.storage.resting import opened_key
from friendly_desktop.storage.sealed_files import SEALED_FAULTS, SealedReader, read_header

_MARGIN = 16 << 20
_SET_ASIDE = ".hong"
_LOST = SEALED_FAULTS | {"file_missing"}
_FOLDER = re.compile(r"[0-9a-f]{2}")
_NAME = re.compile(r"([0-9a-f]{64})(" + re.escape(SUFFIX) + r")?")


class Lying(NamedTuple):
    """A content in one form."""

    sha256: str
    bytes: int


class Forms(NamedTuple):
    """What lies in a store."""

    plain: tuple[Lying, ...]
    sealed: tuple[Lying, ...]


def forms(root: Path) -> Forms:
    """What lies in a store, by its names.

    Raises:
        OSError: it cannot be read.
    """
    plain: list[Lying] = []
    sealed: list[Lying] = []
    with suppress(FileNotFoundError):
        for folder in sorted(one.path for one in os.scandir(root) if _FOLDER.fullmatch(one.name)):
            for one in os.scandir(folder):
                if found := _NAME.fullmatch(one.name):
                    (sealed if found[2] else plain).append(Lying(found[1], one.stat().st_size))
    return Forms(tuple(sorted(plain)), tuple(sorted(sealed)))


def wrong(root: Path, ring: Ring, *, wanted: bool) -> tuple[Lying, ...]:
    """The contents of a store that lie otherwise than they should.

    Args:
        root: of the store.
        ring: of the office.
        wanted: sealed, or plain; what is sealed for somebody else stays as it is.

    Raises:
        OSError: it cannot be read.
    """
    found = forms(root)
    if wanted:
        return found.plain
    return tuple(one for one in found.sealed if _is_for(evidence_files.sealed_path(root, one.sha256), ring))


def change(root: Path, sha256: str, ring: Ring | None, watch: Watch = unwatched) -> bool:
    """Seal a content for a ring, or make it plain.

    Args:
        root: of the store.
        sha256: which; nothing is done where it lies as it should.
        ring: for whom; None for plain.
        watch: progress and cancel.

    Returns:
        Whether it lies as it should; not where somebody will not let go of it.

    Raises:
        AppError: no room, or ``vault_locked``.
        OSError: the disk cannot be read or written; the content is as it was.
    """
    new, old = evidence_files.forms(root, sha256, ring)
    with evidence_files.reading(root, sha256):
        if not old.exists():
            return True
        try:
            ready = _is_whole(new, sha256, ring)
            if not ready:
                _require_room(old)
            with evidence_files.incoming(root, ring) as incoming:
                if not ready:
                    _write(old, incoming, ring, watch)
                # Whoever waits here to read gets the new form; whoever reads the old one ends first.
                return _exchange(root, sha256, None if ready else incoming, new, old)
        except AppError as error:
            if ring is not None or error.code not in SEALED_FAULTS:
                raise
            # Damaged: nobody can make it plain. Its name no longer says that the content is there.
            safe_files.replace(old, old.with_name(old.name + _SET_ASIDE))
            return True


def brought(other: Path, sha256: str, incoming: Path, ring: Ring | None) -> bool:
    """Write a content of another store to a new file, in the form that is wanted here.

    Args:
        other: the root of the other store.
        sha256: which.
        incoming: the new file.
        ring: for whom it is to be sealed; None for plain.

    Returns:
        Whether it could be read, and was what its digest says where it was read in clear.

    Raises:
        AppError: ``vault_locked``.
        OSError: the new file cannot be written.
    """
    with evidence_files.reading(other, sha256), ExitStack() as stack:
        try:
            sealed = evidence_files.sealed_path(other, sha256)
            as_it_is = ring is not None and sealed.exists() and _is_for(sealed, ring)
            content = stack.enter_context(
                sealed.open("rb") if as_it_is else evidence_files.opened(other, sha256)
            )
        except OSError:
            return False
        except AppError as error:
            if error.code in _LOST:
                return False
            raise
        try:
            digest = _copy(content, incoming, None if as_it_is else ring)
        except AppError as error:
            if isinstance(error, SourceError) or error.code in _LOST:
                return False
            raise
    return as_it_is or digest == sha256


def _copy(stream: IO[bytes], target: Path, ring: Ring | None, watch: Watch = unwatched) -> str:
    """Copy what a stream gives to a durable file; the digest of it."""
    copy = Copy("", stream.read)
    with evidence_files.writing(target, ring) as write:
        copy.run(write, 0, watch)
    return copy.sha256


def _write(old: Path, incoming: Path, ring: Ring | None, watch: Watch) -> None:
    """Write the other form of a content and read it back; also of a damaged one, as it is."""
    with old.open("rb") if ring else SealedReader(old, opened_key) as stream:
        digest = _copy(stream, incoming, ring, watch)  # type: ignore[arg-type]
    if _digest(incoming, ring) != digest:
        raise OSError(errno.EIO, "the copy reads back differently")


def _exchange(root: Path, sha256: str, incoming: Path | None, new: Path, old: Path) -> bool:
    """Put a finished file in its place and take the other one away."""
    with evidence_files.alone(root, sha256, besides=1) as free:
        if not free:
            return False
        if not old.exists():  # forgotten meanwhile, for good
            return True
        if incoming is not None:
            evidence_files.put(incoming, new)
        safe_files.fsync_folder(new.parent)
        if new.suffix == SUFFIX:
            return database_form.wipe(old)
        evidence_files.take_away(old)
        return True


def _is_whole(path: Path, sha256: str, ring: Ring | None) -> bool:
    """Whether a change that was killed has left a form that counts."""
    try:
        digest = _digest(path, ring)
    except (OSError, AppError):
        return False
    return ring is not None or digest == sha256  # a damaged content is sealed as it is


def _digest(path: Path, ring: Ring | None) -> str:
    digest = hashlib.sha256()
    with SealedReader(path, opened_key) if ring else path.open("rb", buffering=0) as stream:
        buffer = memoryview(bytearray(BLOCK))
        while count := stream.readinto(buffer):
            digest.update(buffer[:count])
    return digest.hexdigest()


def _is_for(sealed: Path, ring: Ring) -> bool:
    """Whether a sealed file is for a ring. A disk that does not tell is no answer: it raises."""
    try:
        return read_header(sealed).ring.public == ring.public
    except AppError:
        return False  # its beginning is damaged: nobody opens it any more


def _require_room(path: Path) -> None:
    troubles.require_room(
        path,
        1,
        _MARGIN,
        _("Chưa đủ chỗ trống trên ổ đĩa"),
        _("Hãy dọn bớt tệp trên ổ đĩa rồi làm lại. Dữ liệu không bị thay đổi."),
    )
