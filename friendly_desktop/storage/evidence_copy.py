"""One pass over a content that comes in: read, hashed, written, its kind seen; and what can go wrong with our own disk."""

import errno
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from friendly_desktop.domain.media_types import HEAD_BYTES, TAIL_BYTES, media_type
from friendly_desktop.errors import AppError
from friendly_desktop.formats import file_size
from friendly_desktop.i18n import _
from friendly_desktop.storage.evidence_source import SourceError, unreadable

BLOCK = 1 << 20
HASH_APART_FROM = 4 * BLOCK  # below it a second thread costs more than it saves

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}

Watch = Callable[[int], None]
"""Called with the bytes read so far, at least once a block; raises ``Cancelled`` to stop."""


def unwatched(done: int) -> None:
    """A watch that never stops the work."""


class Copy:
    """Remembers digest, size and kind of what it copied."""

    def __init__(self, name: str, read: Callable[[int], bytes]) -> None:
        """Copy what ``read`` gives, so many bytes at most each time, of a file that people call ``name``."""
        self._name = name
        self._read = read
        self._digest = hashlib.sha256()
        self._head = self._tail = b""
        self.bytes = 0

    @property
    def sha256(self) -> str:
        """The digest of what was written."""
        return self._digest.hexdigest()

    @property
    def media_type(self) -> str:
        """The kind of what was written."""
        return media_type(self._head, self._tail, self._name)

    def run(self, write: Callable[[bytes], object], expected: int, watch: Watch) -> None:
        """Copy to the end of the source.

        Raises:
            SourceError: the source cannot be read.
            OSError: the target cannot be written.
        """
        if expected < HASH_APART_FROM:
            for block in self._blocks(watch):
                self._digest.update(block)
                write(block)
            return
        with ThreadPoolExecutor(1, thread_name_prefix="evidence-hash") as hasher:
            pending: Future[None] | None = None
            for block in self._blocks(watch):
                if pending:
                    pending.result()
                pending = hasher.submit(self._digest.update, block)
                write(block)

    def _blocks(self, watch: Watch) -> Iterator[bytes]:
        previous = b""
        while True:
            watch(self.bytes)
            try:
                block = self._read(BLOCK)
            except OSError as error:
                raise unreadable(error) from error
            if not block:
                self._tail = previous[-TAIL_BYTES:]
                return
            if not self.bytes:
                self._head = block[:HEAD_BYTES]
            self.bytes += len(block)
            yield block
            previous = (previous[-TAIL_BYTES:] + block) if len(block) < TAIL_BYTES else block


@contextmanager
def writing_problems() -> Iterator[None]:
    """Turn an error of our own disk into what a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL:
            raise disk_full() from error
        if error.errno == errno.EFBIG:
            raise SourceError(
                "file_too_large",
                _("Tệp quá lớn"),
                _(
                    "Ổ đĩa chứa dữ liệu không nhận được một tệp lớn như vậy (định dạng FAT32 chỉ nhận dưới 4 GB)."
                ),
                _("Hãy chia nhỏ tệp, hoặc chuyển dữ liệu sang ổ đĩa định dạng NTFS."),
            ) from error
        raise AppError(
            "store_unwritable",
            _("Không ghi được vào kho minh chứng"),
            _("Không ghi được vào thư mục lưu tài liệu kiểm chứng của chương trình."),
            _("Hãy kiểm tra ổ đĩa còn cắm, có quyền ghi và phần mềm diệt vi-rút không chặn chương trình."),
        ) from error


def disk_full(needed: int = 0, free: int = 0) -> AppError:
    """That a content does not go onto the disk any more."""
    message = _("Ổ đĩa chứa dữ liệu không còn đủ chỗ.")
    if needed:
        message = _("Tệp này cần {needed}, ổ đĩa chứa dữ liệu chỉ còn trống {free}.").format(
            needed=file_size(needed), free=file_size(free)
        )
    return AppError(
        "disk_full",
        _("Ổ đĩa đã đầy"),
        message,
        _("Hãy dọn bớt tệp trên ổ đĩa rồi thêm tiếp. Những tài liệu đã thêm trước đó vẫn còn nguyên."),
    )
