"""Hướng dẫn nhanh: one A4 page to hang beside the screen; no source gives a model, it is the program's own."""

from pathlib import Path

from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import Written, write_file


class GuideService:
    """Makes the one-page guide with the name of the office on it."""

    def __init__(self, office: OfficeService) -> None:
        """Name the office in ``office``."""
        self._office = office

    def pdf(self) -> bytes:
        """The page as a PDF; Vietnamese in every language of the screen, as all papers."""
        from friendly_desktop.services.documents.guide import guide
        from friendly_desktop.services.documents.pdf import pdf_bytes

        with in_vietnamese():
            return pdf_bytes(guide(self._office.office()))

    def write(self, target: Path) -> Written:
        """Write the page to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written, or the disk is full.
        """
        from friendly_desktop.storage.pdfium import page_count

        content = self.pdf()
        return write_file(target, content, page_count(content))
