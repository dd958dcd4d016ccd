"""The records, files and templates that all work on letters stands on, and the refusals it shares."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from friendly_desktop.clock import Clock
from friendly_desktop.domain.letters import (
    FieldKind,
    Letter,
    LetterBook,
    LetterDraft,
    LetterKind,
    Template,
)
from friendly_desktop.domain.letters.register import KIND_TITLES, occasion, people_in, search_text
from friendly_desktop.domain.letters.text import hamlet_of, recipient
from friendly_desktop.domain.office import Signatory
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import letter_prints
from friendly_desktop.storage import letters as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.evidence_store import EvidenceStore
from friendly_desktop.storage.office import all_hamlets


class Templates(Protocol):
    """What the register needs of the templates (``services/letters/templates.py``)."""

    def templates(self, kind: LetterKind | None = None) -> tuple[Template, ...]:
        """The newest versions, the default of its kind first."""
        ...

    def get(self, template_id: str, version: int | None = None) -> Template:
        """A template, the newest version by default."""
        ...

    def default(self, kind: LetterKind) -> Template:
        """The usual template of a kind."""
        ...

    def remember(self, connection: Connection, template: Template) -> None:
        """Store the very version a letter is written with."""
        ...

    def word_file(self, template: Template) -> bytes:
        """The Word file of a template that is one of the office's own."""
        ...


class LetterRecords:
    """The records, the files and the templates behind every letter."""

    def __init__(
        self, db: Database, folder: DataFolder, clock: Clock, office: OfficeService, templates: Templates
    ) -> None:
        """Work on the records ``db`` and the files in ``folder``.

        Args:
            db: the records.
            folder: the data folder whose store keeps what was printed.
            clock: gives letters their day and steps their moment.
            office: whose letters they are, and who signs.
            templates: the words of the letters.
        """
        self._db = db
        self._clock = clock
        self._office = office
        self._templates = templates
        self._store = EvidenceStore.of(folder)

    def get(self, letter_id: int) -> Letter:
        """One letter, in the bin or not.

        Raises:
            AppError: there is none with this id.
        """
        with self._db.read() as connection:
            return known_letter(connection, letter_id)

    def template_of(self, draft: LetterDraft) -> Template:
        """The very version of the template a draft is written with.

        Raises:
            AppError: there is no such template.
        """
        return self._templates.get(draft.template_id, draft.template_version)

    def signatory_of(self, draft: LetterDraft) -> Signatory | None:
        """Who signs a draft; None where it is nobody, or somebody who was taken off the list."""
        return next((one for one in self._office.signatories() if one.id == draft.signatory_id), None)

    def _templates_of(self, letters: Sequence[Letter]) -> Mapping[tuple[str, int | None], Template]:
        keys = {(one.draft.template_id, one.draft.template_version) for one in letters}
        return {key: self._templates.get(*key) for key in keys}

    def _remember_people(self, connection: Connection, letters: Sequence[Letter]) -> None:
        """Suggest the people of these letters from now on. Not while typing: half a name helps nobody."""
        used = self._templates_of(letters)
        people = [
            person
            for one in letters
            for person in people_in(used[one.draft.template_id, one.draft.template_version], one.draft.values)
        ]
        letter_prints.put_people(connection, people, self._clock.now())


def cleaned_values(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """The values of the template's own fields in NFC, trimmed, without the empty ones."""
    cleaned = {}
    for one in template.fields:
        text = values.get(one.id, "")
        text = clean_text(text) if one.kind is FieldKind.TEXT else clean_line(text)
        if text:
            cleaned[one.id] = text
    return cleaned


def describing_columns(
    connection: Connection, template: Template, values: Mapping[str, str], number_text: str
) -> dict[str, object]:
    """The columns by which lists show, find and compare a letter."""
    named = recipient(template, values)
    hamlet = hamlet_of(template, values, [one.name for one in all_hamlets(connection)])
    return {
        "kind": template.kind.value,
        "recipient": named,
        "hamlet": hamlet,
        "folded": search_text(named, hamlet, number_text),
        "occasion": occasion(template, values),
    }


def known_letter(connection: Connection, letter_id: int) -> Letter:
    """The letter with this id, in the bin or not.

    Raises:
        AppError: it is unknown.
    """
    found = rows.one(connection, letter_id)
    if found is None:
        raise unknown_letter(letter_id)
    return found


def known_letters(connection: Connection, ids: Sequence[int]) -> dict[int, Letter]:
    """The letters with these ids.

    Raises:
        AppError: one is unknown or in the bin.
    """
    found = rows.some(connection, ids)
    if missing := next((one for one in ids if one not in found), None):
        raise unknown_letter(missing)
    return found


def book_of(connection: Connection, book_id: str) -> LetterBook:
    """The register with this id.

    Raises:
        AppError: there is none.
    """
    found = next((one for one in rows.books(connection) if one.id == book_id), None)
    if found is None:
        raise AppError(
            "book_unknown",
            _("Không có sổ này"),
            _("Không có sổ thư «{book}».").format(book=book_id),
            _("Hãy chọn một sổ trong danh sách các sổ."),
        )
    return found


def unknown_letter(letter_id: int) -> AppError:
    """There is no letter with this id."""
    return AppError(
        "letter_unknown",
        _("Không có thư này"),
        _("Không có thư mã {id}.").format(id=letter_id),
        _("Hãy tải lại danh sách; thư có thể đã bị bỏ ở cửa sổ khác."),
    )


def number_taken(connection: Connection, book: str, year: int, held: rows.Holder) -> AppError:
    """The number belongs to another letter, which is named by number and kind alone."""
    return AppError(
        "number_taken",
        _("Số này đã cấp"),
        _("Số {number} năm {year} đã cấp cho một thư khác ({kind}).").format(
            number=held.number_text, year=year, kind=_(KIND_TITLES[held.kind])
        ),
        _("Số tiếp theo còn trống là {number}.").format(number=rows.next_number(connection, book, year)),
    )


def future_day(day: date) -> AppError:
    """A step is said to have happened on a day that has not come."""
    return AppError(
        "day_in_future",
        _("Ngày chưa đến"),
        _("Ngày {day:%d/%m/%Y} còn ở phía trước.").format(day=day),
        _("Hãy nhập ngày việc đó đã diễn ra."),
    )
