"""What the list screens ask the services for, as plain calls and values; nothing here touches a widget."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.letters.ages import AgeRule
from friendly_desktop.domain.letters.batch import BatchRow, DoubtKind, converted_texts, typed_texts
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.errors import AppError
from friendly_desktop.services.jobs import JobContext
from ui.pages.letters.writing import Surroundings, surroundings

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Lists up to this length are measured page by page before they are shown; longer ones afterwards.
QUICKLY_MEASURED = 400

DOUBLES = frozenset({DoubtKind.DOUBLE_IN_LIST, DoubtKind.DOUBLE_IN_REGISTER})


@dataclass(frozen=True, slots=True)
class Begun:
    """A template, and what stands in every letter of it at first."""

    draft: LetterDraft
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Opened:
    """A list that was opened for a template. ``remembered`` tells that its columns are known from before."""

    path: Path
    found: LetterList
    mapping: Mapping[str, str]
    remembered: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that makes rows of a list into letters.

    ``base`` has date, place, signatory and sheet of every letter; ``defaults`` what a field says where the
    list says nothing, as typed.
    """

    path: Path
    found: LetterList
    template: Template
    mapping: Mapping[str, str]
    base: LetterDraft
    defaults: Mapping[str, str]
    hamlets: tuple[str, ...] = ()
    rule: AgeRule = field(default_factory=AgeRule)
    listed: Mapping[int, ListRow] = field(default_factory=dict)

    def with_rows(self, rows: Iterable[ListRow]) -> "Source":
        """The same with these rows of the list alone."""
        kept = tuple(rows)
        return replace(self, found=replace(self.found, rows=kept), listed={row.number: row for row in kept})


@dataclass(slots=True)
class Ticks:
    """Which rows are to be made: as the rows say, but for what the person chose by hand."""

    chosen: dict[int, bool] = field(default_factory=dict)

    def has(self, row: BatchRow) -> bool:
        """Whether a letter is to be made of a row."""
        return row.makeable and self.chosen.get(row.number, row.ticked)

    def settled(self, rows: Sequence[BatchRow]) -> tuple[BatchRow, ...]:
        """The rows with what was chosen by hand."""
        return tuple(
            row if row.ticked == self.has(row) else replace(row, ticked=self.has(row)) for row in rows
        )


def begin(template_id: str) -> "Callable[[Services], Begun]":
    """What a template begins with."""

    def work(services: "Services") -> Begun:
        draft = services.letters.blank_draft(template_id)
        return Begun(draft, surroundings(services, draft))

    return work


def open_list(
    path: Path, sheet: str | None, template: Template
) -> "Callable[[Services, JobContext], Opened]":
    """Open a list for a template."""

    def work(services: "Services", job: JobContext) -> Opened:
        found = services.letter_batches.open(path, sheet, job)
        return mapped(path, found, template)(services)

    return work


def mapped(path: Path, found: LetterList, template: Template) -> "Callable[[Services], Opened]":
    """A list that is open, for another template."""

    def work(services: "Services") -> Opened:
        known = services.letter_batches.remembered_mapping(found, template)
        mapping = services.letter_batches.mapping(found, template) if known is None else known
        return Opened(path, found, mapping, known is not None)

    return work


def read_rows(source: Source) -> "Callable[[Services, JobContext], tuple[BatchRow, ...]]":
    """Every row as a letter; the way its columns were mapped is remembered."""

    def work(services: "Services", job: JobContext) -> tuple[BatchRow, ...]:
        batches = services.letter_batches
        known = batches.remembered_mapping(source.found, source.template)
        if known != dict(source.mapping):
            batches.remember_mapping(source.found, source.template, source.mapping)
        return batches.rows(
            source.found,
            source.template,
            source.mapping,
            base=source.base,
            defaults=source.defaults,
            measured=len(source.found.rows) <= QUICKLY_MEASURED,
            job=job,
        )

    return work


def texts_of(source: Source, row: BatchRow) -> dict[str, str]:
    """The fields of a row as one types them."""
    return typed_texts(row, source.listed[row.number], source.found, source.template, source.mapping)


def correct(
    source: Source, rows: Sequence[BatchRow], typed: Mapping[int, Mapping[str, str]]
) -> "Callable[[Services], tuple[BatchRow, ...]]":
    """The rows with some of them read again from what was typed."""

    def work(services: "Services") -> tuple[BatchRow, ...]:
        return services.letter_batches.corrected(
            rows, typed, source.template, base=source.base, defaults=source.defaults
        )

    return work


def in_unicode(source: Source, row: BatchRow, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row typed for an old font, in Unicode."""
    texts = {**texts_of(source, row), **typed}
    return dict(zip(texts, converted_texts(tuple(texts.values())), strict=True))


def is_legacy(row: BatchRow) -> bool:
    """Whether a row was typed for a font before Unicode."""
    return any(one.kind is DoubtKind.LEGACY for one in row.doubts)


@dataclass(frozen=True, slots=True)
class Converted:
    """Rows in Unicode, and what stands in their fields now."""

    rows: tuple[BatchRow, ...]
    typed: Mapping[int, Mapping[str, str]]


def convert(
    source: Source, rows: Sequence[BatchRow], typed: Mapping[int, Mapping[str, str]]
) -> "Callable[[Services], Converted]":
    """The rows with those of old fonts in Unicode."""

    def work(services: "Services") -> Converted:
        new = {
            row.number: in_unicode(source, row, typed.get(row.number, {})) for row in rows if is_legacy(row)
        }
        return Converted(correct(source, rows, new)(services), new)

    return work


def draw(draft: LetterDraft) -> "Callable[[Services], tuple[bytes, str]]":
    """The very PDF of a letter, or why there is none."""

    def work(services: "Services") -> tuple[bytes, str]:
        try:
            return services.letters.pdf(draft).content, ""
        except AppError as error:
            return b"", " ".join(part for part in (error.message, error.hint) if part)

    return work
