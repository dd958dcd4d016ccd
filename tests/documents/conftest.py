"""Reading papers back: the words of a PDF and what it embeds."""

from collections.abc import Callable

import pypdfium2
import pytest

from friendly_desktop.services.documents.model import Document
from friendly_desktop.services.documents.pdf import pdf_bytes


@pytest.fixture
def pages() -> Callable[[Document], list[str]]:
    """Writes a document as PDF and gives the words of each page, white space made single."""

    def read(document: Document) -> list[str]:
        with pypdfium2.PdfDocument(pdf_bytes(document)) as pdf:
            texts = []
            for page in pdf:
                text_page = page.get_textpage()
                texts.append(" ".join(text_page.get_text_bounded().replace("\ufffe", "-").split()))
                text_page.close()
                page.close()
        return texts

    return read
