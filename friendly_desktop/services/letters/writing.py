"""Letters as papers: the PDF that is shown and printed, the Word file, and both written to disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.letters import FieldProblem, LetterDraft, LetterFilter
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents.model import WHOLE, Document, Part
from friendly_desktop.services.letters.desk import known_letters
from friendly_desktop.services.letters.drafts import Drafts


@dataclass(frozen=True, slots=True)
class LetterPdf:
    """A letter as it prints. ``overflows``: its words need more than one page."""

    content: bytes
    pages: int
    overflows: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written and read back."""

    file: Path
    pages: int


class Writing(Drafts):
    """Making papers of letters."""

    def check(self, draft: LetterDraft, letter_id: int | None = None) -> tuple[FieldProblem, ...]:
        """What to say about the values of a letter before it is made."""
        raise NotImplementedError

    def pdf(
        self, draft: LetterDraft, parts: frozenset[Part] = WHOLE, offset: tuple[float, float] = (0.0, 0.0)
    ) -> LetterPdf:
        """The letter as PDF, the very one that is shown and printed."""
        raise NotImplementedError

    def docx(self, draft: LetterDraft) -> bytes:
        """The letter as a Word file."""
        raise NotImplementedError

    def write(self, draft: LetterDraft, target: Path) -> Written:
        """Write the letter to a ``.pdf`` or ``.docx`` file, whole or not at all."""
        raise NotImplementedError

    def signing_list(self, ids: Sequence[int]) -> bytes:
        """The list that goes with the signing folder ("Danh sách thư trình ký"), as PDF.

        Args:
            ids: the letters in the order they lie in the folder.

        Raises:
            AppError: one of them is unknown or in the bin.
        """
        from friendly_desktop.services.documents.letter_lists import signing_list
        from friendly_desktop.services.documents.pdf import pdf_bytes

        with self._db.read() as connection:
            found = known_letters(connection, ids)
        letters = [found[letter_id] for letter_id in dict.fromkeys(ids)]
        people = {one.id: one for one in self._office.signatories()}
        with in_vietnamese():
            return pdf_bytes(signing_list(self._office.office(), letters, people, self._clock.today()))

    def register_pdf(self, wanted: LetterFilter) -> bytes:
        """The register as PDF, with totals by kind."""
        from friendly_desktop.services.documents.pdf import pdf_bytes

        with in_vietnamese():
            return pdf_bytes(self._register(wanted))

    def register_xlsx(self, wanted: LetterFilter) -> bytes:
        """The register as an Excel sheet; no text in it is ever run as a formula."""
        from friendly_desktop.services.documents.xlsx import xlsx_bytes

        with in_vietnamese():
            return xlsx_bytes(self._register(wanted), "Sổ thư")

    def _register(self, wanted: LetterFilter) -> Document:
        from friendly_desktop.services.documents.letter_lists import register

        return register(self._office.office(), self.find(wanted), wanted, self._clock.today())
