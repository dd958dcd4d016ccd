"""One letter as a file: the PDF that is shown and printed, or a Word file.

Needs no records, so that a letter can be made where no office was set up.
"""

from dataclasses import dataclass

from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents.model import WHOLE, Document, Part
from friendly_desktop.services.written_files import PDF, WORD, other_kind


@dataclass(frozen=True, slots=True)
class LetterPdf:
    """A letter as it prints. ``overflow``: the words for which the first page had no room, "" when all had."""

    content: bytes
    pages: int
    overflow: str = ""

    @property
    def overflows(self) -> bool:
        """Whether the letter needs more than its one sheet."""
        return self.pages > 1


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """What a letter is made from, and what can be made of it.

    ``word`` is the office's own Word file when the template is one.
    """

    template: Template
    draft: LetterDraft
    office: Office
    signatory: Signatory | None
    word: bytes = b""

    def document(self) -> Document:
        """The letter as blocks, in Vietnamese whatever the screen speaks; the office's Word files have none."""
        if self.word:
            raise ValueError("a Word file of the office has no blocks")
        from friendly_desktop.services.letters.compose import compose

        with in_vietnamese():
            return compose(self.template, self.draft, self.office, self.signatory)

    def pdf(self, parts: frozenset[Part] = WHOLE) -> LetterPdf:
        """The letter as PDF.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn; of a Word file, as ``convert.pdfs_of``.
        """
        from friendly_desktop.services.documents.sheet_pdf import sheet_and_fit

        if self.word:
            return self._word_pdf()
        content, told = sheet_and_fit(self.document(), parts)
        return LetterPdf(content, told.pages, told.overflow)

    def docx(self) -> bytes:
        """The letter as a Word file with the same look.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn.
        """
        from friendly_desktop.services.documents.docx import docx_bytes

        if self.word:
            from friendly_desktop.services.letters.word_letter import WordForm

            return WordForm.of(self.word, self.template).letter(self.draft, self.office, self.signatory)
        return docx_bytes(self.document())

    def _word_pdf(self) -> LetterPdf:
        """The filled Word file as the office program of this PC prints it, whole: it has no parts."""
        from friendly_desktop.services.letters.convert import pdfs_of, unreadable
        from friendly_desktop.storage.pdfium import page_count

        content = pdfs_of([self.docx()])[0]
        if content is None:
            raise unreadable()
        return LetterPdf(content, page_count(content))

    def made(self, suffix: str) -> tuple[bytes, int]:
        """The content of a ``.pdf`` or ``.docx`` file and its pages (those of the PDF, for Word breaks its own).

        The pages of a filled Word file are not known before it is printed: 0.

        Raises:
            AppError: the ending is another one, or a character cannot be drawn.
        """
        if suffix == WORD:
            from friendly_desktop.services.documents.sheet_pdf import page_count

            return self.docx(), 0 if self.word else page_count(self.document())
        if suffix != PDF:
            raise other_kind(suffix)
        pdf = self.pdf()
        return pdf.content, pdf.pages
