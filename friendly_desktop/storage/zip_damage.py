"""What reading a damaged archive raises: ``zipfile`` lets whatever the unpacker of a member says go through."""

import lzma
import struct
import zipfile
import zlib

#: Office programs pack with deflate, but a stranger's archive may name any way of packing that Python knows.
ZIP_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)
