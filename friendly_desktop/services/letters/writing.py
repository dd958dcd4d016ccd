"""Letters as papers: the PDF that is shown and printed, the Word file, and both written to disk."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import (
    FieldProblem,
    Letter,
    LetterDraft,
    LetterFilter,
    LetterKind,
    Template,
)
from friendly_desktop.domain.letters import fields as letter_fields
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.model import WHOLE, Document, Part
from friendly_desktop.services.letters.drafts import Drafts
from friendly_desktop.services.letters.papers import LetterPaper, LetterPdf
from friendly_desktop.services.letters.records import known_letters
from friendly_desktop.services.written_files import PDF, Written, write_file
from friendly_desktop.storage import evidence as evidence_rows
from friendly_desktop.storage import letters as rows
from friendly_desktop.storage.database import Connection


class Writing(Drafts):
    """Making papers of letters."""

    def check(self, draft: LetterDraft, letter_id: int | None = None) -> tuple[FieldProblem, ...]:
        """What to say about a letter before it is made, in the order of its fields.

        A second apology for the same file code is told of too: "hẹn lại không quá một lần" (NĐ 61/2018, Điều
        19(9); the wording of NĐ 118/2025 was not found).

        Args:
            draft: with canonical values.
            letter_id: the letter it belongs to, None while it is in no register.
        """
        template = self.template_of(draft)
        found = list(letter_fields.check(template, draft, self._clock.today(), fonts.draws))
        known = self.duplicates(draft, letter_id)
        if known and template.same_by:
            found.append(FieldProblem(template.same_by[0], _doubled(template.kind, known), blocking=False))
        order = {one.id: index for index, one in enumerate(template.fields)}
        return tuple(sorted(found, key=lambda one: order.get(one.field, len(order))))

    def paper(self, draft: LetterDraft) -> LetterPaper:
        """Everything a letter is made from: its words, the office and who signs."""
        template = self.template_of(draft)
        word = self._templates.word_file(template) if template.word_sha256 else b""
        return LetterPaper(template, draft, self._office.office(), self.signatory_of(draft), word)

    def trial(self, template: Template, draft: LetterDraft, word: bytes = b"") -> LetterPaper:
        """What a letter would be made from with a template that is still being changed.

        Args:
            template: as it stands, with all its faults.
            draft: values to try it with.
            word: the Word file of the template, when it is one.
        """
        return LetterPaper(template, draft, self._office.office(), self.signatory_of(draft), word)

    def pdf(self, draft: LetterDraft, parts: frozenset[Part] = WHOLE) -> LetterPdf:
        """The letter as PDF, the very one that is shown and printed.

        Args:
            draft: with canonical values; it need not be in the register.
            parts: what is printed; the rest is left out for pre-printed stock.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn.
        """
        return self.paper(draft).pdf(parts)

    def docx(self, draft: LetterDraft) -> bytes:
        """The letter as a Word file.

        Raises:
            AppError: ``missing_glyph``, a character cannot be drawn.
        """
        return self.paper(draft).docx()

    def write(self, draft: LetterDraft, target: Path) -> Written:
        """Write the letter to a ``.pdf`` or ``.docx`` file, whole or not at all.

        Raises:
            AppError: the ending is another one, a character cannot be drawn, or the place cannot be written.
        """
        content, pages = self.paper(draft).made(target.suffix.lower())
        return write_file(target, content, pages)

    def record(self, draft: LetterDraft, target: Path) -> tuple[Letter, Written]:
        """Write a letter to a file and into the register, both or neither.

        The number typed in the draft takes its place in the book first; a PDF is kept as the printed letter.

        Raises:
            AppError: as :meth:`write` and :meth:`save`.
        """
        template = self.template_of(draft)
        with self._db.write(Area.LETTERS) as connection:
            self._templates.remember(connection, template)
            saved = self._put(connection, template, draft, None, "")
            self._remember_values(connection, template, draft)
            letter = known_letters(connection, [saved])[saved]
            paper = replace(self.paper(draft), draft=letter.draft)
            content, pages = paper.made(target.suffix.lower())
            if target.suffix.lower() == PDF:
                self._keep(connection, [(letter, self._store_pdf(letter, content), pages)])
            written = write_file(target, content, pages)
            return known_letters(connection, [saved])[saved], written

    def _store_pdf(self, one: Letter, content: bytes) -> evidence_rows.Content:
        """Put a PDF into the store; its rows come after, in :meth:`_keep`."""
        stored = self._store.put_bytes(content, f"{one.id}.pdf")
        return evidence_rows.Content(stored.sha256, stored.bytes, stored.media_type)

    def _keep(
        self, connection: Connection, made: Sequence[tuple[Letter, evidence_rows.Content, int]]
    ) -> None:
        """Let letters name the PDFs, of so many pages, that lie in the store."""
        evidence_rows.put_contents(connection, (content for _one, content, _pages in made), self._clock.now())
        for one, content, pages in made:
            rows.change(connection, [one.id], {"archived": content.sha256, "pages": pages})
        self._remember_people(connection, [one for one, _content, _pages in made])

    def signing_list(self, ids: Sequence[int]) -> bytes:
        """The list that goes with the signing folder ("Danh sách thư trình ký"), as PDF.

        Args:
            ids: the letters in the order they lie in the folder.

        Raises:
            AppError: one of them is unknown or in the bin.
        """
        from friendly_desktop.services.documents.letter_register import signing_list
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

    def write_register(self, wanted: LetterFilter, target: Path) -> Written:
        """Write the register to an Excel file (``.xlsx``), whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written.
        """
        return write_file(target, self.register_xlsx(wanted), 0)

    def _register(self, wanted: LetterFilter) -> Document:
        from friendly_desktop.services.documents.letter_register import register

        return register(self._office.office(), self.find(wanted), wanted, self._clock.today())


def _doubled(kind: LetterKind, known: Sequence[Letter]) -> str:
    """That the register has a letter about the same already, by its day and number."""
    last = known[-1]
    day = short_date(last.draft.date)
    if kind is LetterKind.APOLOGY_EXTENSION:
        return _(
            "Hồ sơ này đã có văn bản xin lỗi, đề nghị gia hạn ngày {day}; mỗi hồ sơ được hẹn lại không quá một lần."
        ).format(day=day)
    if last.draft.number:
        return _("Sổ thư đã có thư cùng loại, cùng nội dung: số {number} ngày {day}.").format(
            number=last.draft.number, day=day
        )
    return _("Sổ thư đã có thư cùng loại, cùng nội dung ngày {day}.").format(day=day)
