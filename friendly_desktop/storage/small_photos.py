"""Photos made smaller for a package that must fit a mailbox; made once, kept in the cache."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.storage.kept_pictures import KeptPictures

SIDE = 2000
QUALITY = 80
#: The folder of the cache in which they are kept.
FOLDER = f"photos-{SIDE}-{QUALITY}"
_PHOTOS = ("image/jpeg", "image/png", "image/heic", "image/heif")


@dataclass(frozen=True, slots=True)
class SmallPhoto:
    """A smaller JPEG of a stored photo."""

    sha256: str
    bytes: int


def shrunk(
    source: Callable[[], BinaryIO], media_type: str, size: int, sha256: str, kept: KeptPictures
) -> SmallPhoto | None:
    """The smaller JPEG of a stored file.

    Args:
        source: opens the stored file.
        media_type: what it is.
        size: its bytes.
        sha256: its digest.
        kept: what was made before.

    Returns:
        None where the file goes in as it is: no photo, small already, unreadable, not made smaller, or not to be kept.
    """
    if media_type not in _PHOTOS:
        return None
    jpeg = kept.read(sha256)
    if jpeg is None:
        from friendly_desktop.storage import pictures

        try:
            with source() as stream:
                jpeg = pictures.shrunk_jpeg(stream, media_type, SIDE, QUALITY)
        except PreviewUnavailable:
            return None
        if jpeg is None or len(jpeg) >= size:
            return None
        if not kept.keep(sha256, jpeg):
            return None
    return SmallPhoto(hashlib.sha256(jpeg).hexdigest(), len(jpeg))


def opened(sha256: str, kept: KeptPictures) -> BytesIO:
    """The bytes of the smaller JPEG that was made; none where it is gone."""
    return BytesIO(kept.read(sha256) or b"")
