"""Small pictures made from evidence, kept to be shown again; sealed where the office has its records encrypted.

Losing one costs the time to make it again: whatever is wrong with it, it counts as not there.
"""

import os
import threading
from contextlib import suppress
from pathlib import Path

from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import database_form, resting, safe_files
from friendly_desktop.storage.resting import RingNow, opened_key
from friendly_desktop.storage.sealed_files import SealedReader, sealed_bytes


class KeptPictures:
    """A folder of JPEG pictures, each under the digest of what it was made from."""

    def __init__(self, root: Path, ring_now: RingNow = resting.plain) -> None:
        """Keep pictures in ``root``, sealed for whom ``ring_now`` says."""
        self._root = root
        self._ring_now = ring_now

    @classmethod
    def thumbnails(cls, folder: DataFolder) -> "KeptPictures":
        """The small pictures that lists show."""
        return cls(folder.thumbnails, lambda: resting.ring_now(folder))

    @classmethod
    def cached(cls, folder: DataFolder, name: str) -> "KeptPictures":
        """Pictures of one kind in the cache of an office."""
        return cls(folder.cache / name, lambda: resting.ring_now(folder))

    def read(self, sha256: str) -> bytes | None:
        """The picture made from a content; None where there is none."""
        plain, sealed = self._places(sha256)
        with suppress(OSError, AppError), SealedReader(sealed, opened_key) as stream:
            return stream.read()
        with suppress(OSError):
            return plain.read_bytes() or None
        return None

    def keep(self, sha256: str, jpeg: bytes) -> bool:
        """Keep a picture; False where that cannot be, and it is made again another time."""
        try:
            ring = self._ring_now()
            plain, sealed = self._places(sha256)
            self._write(sealed if ring else plain, sealed_bytes(jpeg, ring) if ring else jpeg)
            if bool(self._ring_now()) is bool(ring):
                return True
            self.forget(sha256)  # the office changed its mind meanwhile
        except (OSError, AppError):
            pass
        return False

    def forget(self, sha256: str) -> None:
        """Take the picture away."""
        plain, sealed = self._places(sha256)
        database_form.wipe(plain)
        safe_files.take_away(sealed)

    def is_bare(self) -> bool:
        """Whether a picture lies here that anybody can look at."""
        return any(path.suffix != SUFFIX for path in self._root.rglob("*") if path.is_file())

    def clear(self) -> None:
        """Take every picture away; what could be looked at is overwritten."""
        for path in sorted(self._root.rglob("*"), reverse=True):
            if path.is_dir():
                with suppress(OSError):
                    path.rmdir()
            elif path.suffix == SUFFIX:
                safe_files.take_away(path)
            else:
                database_form.wipe(path)

    def _places(self, sha256: str) -> tuple[Path, Path]:
        plain = self._root / sha256[:2] / f"{sha256}.jpg"
        return plain, plain.with_name(plain.name + SUFFIX)

    @staticmethod
    def _write(target: Path, content: bytes) -> None:
        temporary = target.with_name(f".{target.name}.{os.getpid()}-{threading.get_ident()}.tmp")
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(content)
            safe_files.replace(temporary, target)
        finally:
            safe_files.take_away(temporary)
