"""Sample letters: written anew from the template version they were written with, with masked values."""

from dataclasses import replace
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import LetterDraft
from friendly_desktop.domain.letters.proof import SampleDraft
from friendly_desktop.domain.masking import as_lines
from friendly_desktop.services.letters.templates import LetterTemplatesService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage.letters import sheet_of

if TYPE_CHECKING:
    from friendly_desktop.services.documents.model import Document

#: So that nobody takes the copy for the letter that went to the citizen.
_TOLD = "(Bản in lại, đã che thông tin cá nhân)"


class LetterSamples:
    """Writes the letters that an office shows. The same draft gives the same bytes."""

    def __init__(self, office: OfficeService, templates: LetterTemplatesService) -> None:
        """``office`` knows who signs, ``templates`` the words of every version."""
        self._office = office
        self._templates = templates

    def pdf(self, sample: SampleDraft) -> bytes:
        """The masked letter as a PDF, on blank paper.

        Raises:
            AppError: the template is gone from the records, or a character cannot be drawn.
        """
        from friendly_desktop.services.documents.sheet_pdf import sheet_pdf
        from friendly_desktop.services.letters.compose import compose

        template = as_lines(self._templates.get(sample.template_id, sample.template_version))
        draft = LetterDraft(
            template_id=sample.template_id,
            template_version=sample.template_version,
            values=sample.values,
            date=sample.date,
            signatory_id=sample.signatory_id,
            place=sample.place,
            number=sample.number,
            sheet=sheet_of(sample.sheet),
        )
        signatory = next((one for one in self._office.signatories() if one.id == sample.signatory_id), None)
        return sheet_pdf(_told(compose(template, draft, self._office.office(), signatory)))


def _told(document: "Document") -> "Document":
    """The letter that says it is a masked copy: under the issuing body, or as a mark where that is full."""
    from friendly_desktop.services.documents.model import Align, Columns, paragraph
    from friendly_desktop.services.documents.sheet_pdf import page_count

    head, *rest = document.blocks
    if isinstance(head, Columns):
        words = paragraph(_TOLD, italic=True, size=8, align=Align.CENTER, before=1)
        cells = ((*head.cells[0], words), *head.cells[1:])
        noted = replace(document, blocks=(replace(head, cells=cells), *rest))
        if page_count(noted) == page_count(document):
            return noted
    return replace(document, mark=_TOLD)
