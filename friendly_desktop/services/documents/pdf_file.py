"""Writes the objects of a PDF file one after the other to a stream, so that long runs take no memory."""

import zlib
from hashlib import sha256
from typing import IO

_HEAD = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
#: As ReportLab writes it when the same document is to give the same bytes.
_MADE = "D:20000101000000+00'00'"


class PdfFile:
    """A PDF file being written. Objects are numbered from 1 and may be told of before they are written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = sha256()
        self._places: list[int] = [0]
        self._at = 0
        self._write(_HEAD)

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, content: bytes, number: int | None = None) -> int:
        """Write an object and return its number."""
        number = self.reserve() if number is None else number
        self._places[number] = self._at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def put_stream(self, data: bytes, entries: bytes = b"") -> int:
        """Write a compressed stream and return its number; ``entries`` stand in its dictionary."""
        head = b"<<%b/Filter/FlateDecode/Length %d>>stream\n" % (entries, len(data))
        return self.put(b"%b%b\nendstream" % (head, data))

    def close(self, root: int, title: str, author: str, program: str) -> None:
        """Write who made it, the table of places and the end."""
        info = self.put(
            b"<</Title %b/Author %b/Creator %b/Producer %b/CreationDate(%b)/ModDate(%b)>>"
            % (*map(text_string, (title, author, program, program)), _MADE.encode(), _MADE.encode())
        )
        start = self._at
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places))
        for begin in range(1, len(self._places), 4096):
            rows = (b"%010d 00000 n \n" % place for place in self._places[begin : begin + 4096])
            self._write(b"".join(rows))
        name = self._digest.hexdigest()[:32].encode()
        self._write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(self._places), root, info, name, name, start)
        )

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self._at += len(data)


def text_string(text: str) -> bytes:
    """A text of the document's description."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def packed(data: bytes) -> bytes:
    """The content of a page, compressed alike on every machine."""
    return zlib.compress(data, 6)
