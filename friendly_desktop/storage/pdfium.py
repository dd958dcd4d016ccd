"""PDFium's one lock: the library may only ever be entered by one thread, whoever calls it."""

import threading
from pathlib import Path

LOCK = threading.Lock()


def page_count(source: bytes | Path) -> int:
    """How many pages a PDF has, as a reader of strangers' files sees it; 0 when it is no readable PDF."""
    from pypdfium2 import PdfDocument, PdfiumError

    with LOCK:
        try:
            with PdfDocument(source) as read:
                return len(read)
        except (PdfiumError, OSError):
            return 0
