"""Letters being written: a draft that begins filled in, kept at once, thrown away and taken back."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import (
    Field,
    Letter,
    LetterDraft,
    LetterEvent,
    LetterKind,
    LetterState,
    Template,
)
from friendly_desktop.domain.letters.register import typed_number
from friendly_desktop.domain.settings import REMEMBERED_VALUES
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.finding import Finding
from friendly_desktop.services.letters.records import (
    book_of,
    cleaned_values,
    describing_columns,
    known_letter,
    number_taken,
    unknown_letter,
)
from friendly_desktop.storage import letters as rows
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.office import all_signatories, put_settings, setting

_SIGNATORY, _PLACE = "signatory", "place"


class Drafts(Finding):
    """Writing letters, throwing them away and taking them back."""

    def blank_draft(self, what: LetterKind | str, on: date | None = None) -> LetterDraft:
        """A new letter: what repeats is filled in from the last one.

        Args:
            what: a kind (its usual template is taken) or the id of a template.
            on: the date of the letter, today by default.

        Raises:
            AppError: there is no such template.
        """
        template = (
            self._templates.default(what) if isinstance(what, LetterKind) else self._templates.get(what)
        )
        with self._db.read() as connection:
            last = _remembered(connection)
        values = {}
        for one in template.fields:
            value = (last.get(_key(one), "") if one.remembered else "") or one.default
            if value:
                values[one.id] = value
        signatories = self._office.signatories()
        usual = next((one.id for one in signatories if str(one.id) == last.get(_SIGNATORY)), None)
        office = self._office.office()
        return LetterDraft(
            template_id=template.id,
            values=values,
            date=on or self._clock.today(),
            template_version=template.version,
            signatory_id=usual or next((one.id for one in signatories), None),
            place=last.get(_PLACE, "") or office.place or office.name,
        )

    def save(self, draft: LetterDraft, letter_id: int | None = None) -> Letter:
        """Keep a draft, as often as a value changes.

        A number typed into ``draft.number`` takes its place in the book in the same act. An empty one leaves
        the number the letter has; :meth:`give_number` takes it off.

        Args:
            draft: the letter as it stands now.
            letter_id: the letter it belongs to, None for a new one.

        Raises:
            AppError: the letter is no draft any more, the number is taken, or there is no such letter.
        """
        template = self.template_of(draft)
        with self._db.write(Area.LETTERS) as connection:
            self._templates.remember(connection, template)
            saved = self._put(connection, template, draft, letter_id, "")
            self._remember_values(connection, template, draft)
            return known_letter(connection, saved)

    def save_many(self, drafts: Sequence[LetterDraft], batch: str = "") -> tuple[Letter, ...]:
        """Write many new letters into the register in one act, all or none.

        Args:
            drafts: the letters in order.
            batch: a name that they share, by which they are found again.

        Raises:
            AppError: as :meth:`save`.
        """
        used = {
            key: self._templates.get(*key)
            for key in {(one.template_id, one.template_version) for one in drafts}
        }
        with self._db.write(Area.LETTERS) as connection:
            for template in used.values():
                self._templates.remember(connection, template)
            ids = [
                self._put(connection, used[one.template_id, one.template_version], one, None, batch)
                for one in drafts
            ]
            found = rows.some(connection, ids)
            return tuple(found[one] for one in ids)

    def remove(self, letter_id: int) -> Letter:
        """Throw a draft into the bin. A letter with a number is cancelled instead: its number stays in the book.

        Raises:
            AppError: the letter has a number, or is no draft any more.
        """
        return self.remove_many([letter_id])[0]

    def remove_many(self, ids: Sequence[int]) -> tuple[Letter, ...]:
        """Throw several drafts into the bin, all or none. See :meth:`remove`."""
        with self._db.write(Area.LETTERS) as connection:
            found = tuple(known_letter(connection, letter_id) for letter_id in ids)
            for one in found:
                _require_removable(one)
            rows.change(connection, ids, {"removed_at": self._clock.now()})
            return found

    def restore(self, letter_id: int) -> Letter:
        """Take a draft out of the bin.

        Raises:
            AppError: there is none with this id.
        """
        return self.restore_many([letter_id])[0]

    def restore_many(self, ids: Sequence[int]) -> tuple[Letter, ...]:
        """Take several drafts out of the bin, all or none. See :meth:`restore`."""
        with self._db.write(Area.LETTERS) as connection:
            found = tuple(known_letter(connection, letter_id) for letter_id in ids)
            rows.change(connection, ids, {"removed_at": None})
            return found

    def _put(
        self,
        connection: Connection,
        template: Template,
        draft: LetterDraft,
        letter_id: int | None,
        batch: str,
    ) -> int:
        """Write a draft down; returns its id."""
        now = self._clock.now()
        before = None if letter_id is None else _changeable(connection, letter_id)
        number, number_text = _number(connection, template, draft, before)
        values = cleaned_values(template, draft.values)
        signing = {one.id for one in all_signatories(connection)}
        kept = replace(
            draft,
            values=values,
            template_version=template.version,
            # somebody may just have been taken off the list in another window
            signatory_id=draft.signatory_id if draft.signatory_id in signing else None,
            place=clean_line(draft.place),
        )
        columns = {
            **rows.draft_columns(kept),
            **describing_columns(connection, template, values, number_text),
            "book": template.book,
            "year": draft.date.year,
            "number": number,
            "number_text": number_text,
            "changed_at": now,
        }
        if before is not None:
            rows.change(connection, [before.id], columns)
            return before.id
        created = {
            "state": LetterState.DRAFT.value,
            "pages": 0,
            "batch": batch,
            "delivered_by": "",
            "cancel_reason": "",
            "created_at": now,
        }
        saved = rows.add(connection, columns | created)
        rows.add_events(connection, [saved], LetterEvent(now, LetterState.DRAFT, draft.date, ""))
        return saved

    def _remember_values(self, connection: Connection, template: Template, draft: LetterDraft) -> None:
        before = _remembered(connection)
        values = cleaned_values(template, draft.values)
        new = before | {
            _key(one): values[one.id] for one in template.fields if one.remembered and one.id in values
        }
        if draft.signatory_id is not None:
            new[_SIGNATORY] = str(draft.signatory_id)
        if clean_line(draft.place):
            new[_PLACE] = clean_line(draft.place)
        if new != before:
            put_settings(connection, {REMEMBERED_VALUES: json.dumps(new, ensure_ascii=False)})


def _number(
    connection: Connection, template: Template, draft: LetterDraft, before: Letter | None
) -> tuple[int | None, str]:
    """The place in the book and the printed words after a save.

    Raises:
        AppError: the number is taken, or a letter with a number would leave its book or year.
    """
    had = (before.number, before.draft.number) if before else (None, "")
    typed = clean_line(draft.number)
    if not typed or typed == had[1]:
        number, text = had
    else:
        number, text = typed_number(book_of(connection, template.book).pattern, typed)
    place = template.book, draft.date.year
    if before and number is not None and number == before.number and place != (before.book, before.year):
        raise AppError(
            "number_of_other_year",
            _("Thư đã có số"),
            _("Số {number} thuộc sổ của năm {year}; ngày hoặc loại thư mới thuộc sổ khác.").format(
                number=before.draft.number, year=before.year
            ),
            _("Hãy bỏ số của thư trước, đổi ngày hoặc loại thư, rồi cấp số mới."),
        )
    if number is not None:
        held = rows.holder(connection, *place, number)
        if held and held.letter_id != (before.id if before else None):
            raise number_taken(connection, *place, held)
    return number, text


def _require_removable(one: Letter) -> None:
    if one.number is not None:
        raise AppError(
            "letter_numbered",
            _("Thư đã có số"),
            _("Thư mang số {number} nên không bỏ vào thùng rác được; số này phải còn trong sổ.").format(
                number=one.draft.number
            ),
            _("Hãy hủy thư và ghi lý do."),
        )
    if one.state is not LetterState.DRAFT:
        raise AppError(
            "letter_not_draft",
            _("Thư không còn là bản nháp"),
            _("Chỉ bản nháp mới bỏ vào thùng rác được."),
            _("Hãy hủy thư và ghi lý do."),
        )


def _changeable(connection: Connection, letter_id: int) -> Letter:
    one = rows.one(connection, letter_id)
    if one is None or rows.removed_at(connection, letter_id) is not None:
        raise unknown_letter(letter_id)
    if one.state is not LetterState.DRAFT:
        raise AppError(
            "letter_not_draft",
            _("Thư không còn là bản nháp"),
            _("Thư đã trình ký, đã ký hoặc đã hủy nên không sửa lời được nữa."),
            _("Hãy lùi thư về bản nháp rồi sửa."),
        )
    return one


def _remembered(connection: Connection) -> dict[str, str]:
    stored: dict[str, str] = json.loads(setting(connection, REMEMBERED_VALUES))
    return stored


def _key(one: Field) -> str:
    return f"{one.kind.value}.{one.id}"
