"""Letters as papers: the PDF that is shown and printed, the Word file, and both written to disk."""

from dataclasses import dataclass
from pathlib import Path

from friendly_desktop.domain.letters import FieldProblem, LetterDraft, LetterFilter
from friendly_desktop.services.documents.model import WHOLE, Part
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

    def signing_list(self, ids: tuple[int, ...]) -> bytes:
        """The list that goes with the signing folder, as PDF."""
        raise NotImplementedError

    def register_pdf(self, wanted: LetterFilter) -> bytes:
        """The register as PDF."""
        raise NotImplementedError

    def register_xlsx(self, wanted: LetterFilter) -> bytes:
        """The register as an Excel sheet."""
        raise NotImplementedError
