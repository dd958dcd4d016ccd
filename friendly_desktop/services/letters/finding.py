"""Finding letters again: lists, doubles, and the people written to before."""

from collections.abc import Mapping, Sequence

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import (
    Letter,
    LetterDraft,
    LetterFilter,
    LetterKind,
    LetterState,
    Template,
)
from friendly_desktop.domain.letters.register import PersonHint, occasion
from friendly_desktop.domain.text import clean_line
from friendly_desktop.services.letters.records import LetterRecords
from friendly_desktop.storage import letter_prints
from friendly_desktop.storage import letters as rows

#: Most people offered beside a name field.
_HINTS = 8


class Finding(LetterRecords):
    """Reading the register; every list takes a fixed number of statements."""

    def find(self, wanted: LetterFilter = LetterFilter()) -> tuple[Letter, ...]:  # noqa: B008 - frozen
        """The letters of the register, the newest first. The bin is left out."""
        with self._db.read() as connection:
            return rows.find(connection, wanted)

    def counts(self, wanted: LetterFilter = LetterFilter()) -> Mapping[LetterState, int]:  # noqa: B008 - it is frozen
        """How many letters of a list are in each state; states without any are left out."""
        with self._db.read() as connection:
            return rows.counts(connection, wanted)

    def years(self) -> tuple[int, ...]:
        """The years that have letters, the newest first."""
        with self._db.read() as connection:
            return rows.years(connection)

    def in_bin(self) -> tuple[Letter, ...]:
        """The drafts that were thrown away, the last first."""
        with self._db.read() as connection:
            return rows.in_bin(connection)

    def duplicates(self, draft: LetterDraft, letter_id: int | None = None) -> tuple[Letter, ...]:
        """Letters of the register about the same people and the same event, the oldest first.

        Args:
            draft: the letter that is being written.
            letter_id: its own id, None while it is in no register.
        """
        return self.duplicates_of_many([draft], letter_id)[0]

    def duplicates_of_many(
        self, drafts: Sequence[LetterDraft], letter_id: int | None = None
    ) -> tuple[tuple[Letter, ...], ...]:
        """:meth:`duplicates` of each of many drafts, with as many statements as there are kinds."""
        keys: list[tuple[LetterKind, str]] = []
        used: dict[tuple[str, int | None], Template] = {}
        for one in drafts:
            which = one.template_id, one.template_version
            template = used.get(which) or used.setdefault(which, self._templates.get(*which))
            keys.append((template.kind, occasion(template, one.values)))
        with self._db.read() as connection:
            found = rows.same_occasion(connection, dict.fromkeys(keys), letter_id)
        known: dict[tuple[LetterKind, str], list[Letter]] = {}
        for text, letter in found:
            known.setdefault((letter.kind, text), []).append(letter)
        return tuple(tuple(known.get(key, ())) for key in keys)

    def people(self, text: str) -> tuple[PersonHint, ...]:
        """People written to before whose name has these words, with or without tone marks."""
        if not clean_line(text):
            return ()
        with self._db.read() as connection:
            return letter_prints.people(connection, text, _HINTS)

    def forget_person(self, person_id: int) -> None:
        """Suggest a person no longer (a mistyped name). Letters stay as they are."""
        with self._db.write(Area.LETTERS) as connection:
            letter_prints.forget_person(connection, person_id)
