"""Sample letters: written anew from the template version they were written with, with masked values."""

from friendly_desktop.domain.letter_proof import SampleDraft
from friendly_desktop.domain.masking import as_lines
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import letter_proof as rows
from friendly_desktop.storage.database import Database


class LetterSamples:
    """Writes the letters that an office shows. The same draft gives the same bytes."""

    def __init__(self, db: Database, office: OfficeService) -> None:
        """Read the templates of ``db``; ``office`` knows who signs."""
        self._db = db
        self._office = office

    def pdf(self, sample: SampleDraft) -> bytes:
        """The masked letter as a PDF."""
        from friendly_desktop.services.documents.model import Document, paragraph
        from friendly_desktop.services.documents.pdf import pdf_bytes

        key = (sample.template_id, sample.template_version)
        with self._db.read() as connection:
            template = as_lines(rows.templates(connection, {key})[key])
        lines = tuple(paragraph(f"{name}: {value}") for name, value in sample.values.items())
        return pdf_bytes(Document(template.title, lines))
