"""Puts finished PDFs one after the other into one file."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

_PRODUCER = "Chính quyền thân thiện"


def joined_pdf(sources: Iterable[bytes | Path]) -> bytes:
    """All the pages of the PDFs in order, the fonts and pictures that they share written once."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    for source in sources:
        writer.append(
            PdfReader(BytesIO(source) if isinstance(source, bytes) else source), import_outline=False
        )
    writer.compress_identical_objects()
    writer.add_metadata({"/Producer": _PRODUCER})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
