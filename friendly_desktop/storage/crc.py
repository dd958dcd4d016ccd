"""The checksum of ZIP files, CRC-32, by the processor's own instructions where its library is there.

It is counted for every byte written and again for every byte read back; zlib's takes a fifth of the
processor time of an export. Both give the same number.
"""

try:
    from isal.isal_zlib import crc32
except ImportError:  # no wheel for this kind of computer
    from zlib import crc32

__all__ = ["crc32"]
