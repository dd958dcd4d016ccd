"""Photos made smaller for a package that must fit a mailbox; made once, kept in the cache."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.storage import safe_files

SIDE = 2000
QUALITY = 80
_PHOTOS = ("image/jpeg", "image/png", "image/heic", "image/heif")


@dataclass(frozen=True, slots=True)
class SmallPhoto:
    """A smaller JPEG of a stored photo."""

    path: Path
    sha256: str
    bytes: int


def shrunk(source: Path, media_type: str, sha256: str, cache: Path) -> SmallPhoto | None:
    """The smaller JPEG of a stored file.

    Args:
        source: the stored file.
        media_type: what it is.
        sha256: its digest.
        cache: the folder of what can be made again.

    Returns:
        None where the file goes in as it is: no photo, small already, unreadable, or not made smaller.
    """
    from friendly_desktop.storage import pictures

    if media_type not in _PHOTOS:
        return None
    place = _place(sha256, cache)
    if not place.exists():
        try:
            jpeg = pictures.shrunk_jpeg(source, media_type, SIDE, QUALITY)
        except PreviewUnavailable:
            return None
        if jpeg is None or len(jpeg) >= source.stat().st_size:
            return None
        safe_files.write_bytes(place, jpeg)
    with place.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return SmallPhoto(place, digest, place.stat().st_size)


def forget(sha256: str, cache: Path) -> None:
    """Throw the smaller JPEG away, so that it is made anew."""
    _place(sha256, cache).unlink(missing_ok=True)


def _place(sha256: str, cache: Path) -> Path:
    return cache / f"photos-{SIDE}-{QUALITY}" / sha256[:2] / f"{sha256}.jpg"
