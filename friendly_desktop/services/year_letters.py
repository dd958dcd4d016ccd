"""The letters of a year as they stand in the register, or, of a frozen year, as it was frozen."""

import json
from collections.abc import Collection, Mapping

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.letters.proof import (
    ProvingLetter,
    SampleDraft,
    Tallies,
    YearLetters,
    proving_kinds,
    tallied,
)
from friendly_desktop.domain.masking import mask_hamlet, mask_words, masked_values, secrets_of
from friendly_desktop.domain.snapshot import read_letters
from friendly_desktop.services.frozen_year import frozen_copy
from friendly_desktop.storage import letter_proof as rows
from friendly_desktop.storage.assessment import YearRow
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.letter_proof import ProofRow


def year_tallies(connection: Connection, row: YearRow) -> Tallies:
    """The letters of a year by kind, in one statement; of a frozen year what it was frozen with."""
    frozen = _frozen(connection, row)
    return rows.tallies(connection, row.year) if frozen is None else tallied(frozen.letters)


def letters_of_year(connection: Connection, row: YearRow, criteria_set: CriteriaSet) -> YearLetters:
    """The letters that prove a year, masked as the package shows them, in a fixed number of statements."""
    frozen = _frozen(connection, row)
    return letters_to_freeze(connection, row.year, criteria_set) if frozen is None else frozen


def letters_to_freeze(connection: Connection, year: int, criteria_set: CriteriaSet) -> YearLetters:
    """The letters that count for a year as the register has them now, masked."""
    found = rows.proving(connection, year, proving_kinds(criteria_set))
    templates = rows.templates(connection, {(one.template_id, one.template_version) for one in found})
    hamlets = rows.hamlet_names(connection)
    return YearLetters(
        letters=tuple(_letter(one, templates, hamlets) for one in found),
        samples=tuple(
            sample_draft(one, templates[one.template_id, one.template_version], hamlets)
            for one in found
            if one.sample and not one.word
        ),
    )


def draft_of_year(
    connection: Connection, row: YearRow, criteria_set: CriteriaSet, letter_id: int
) -> SampleDraft | None:
    """A letter of the year as its sample shows it; None where there is none to show."""
    frozen = _frozen(connection, row)
    if frozen is not None:
        return next((one for one in frozen.samples if one.letter_id == letter_id), None)
    found = rows.proving(connection, row.year, proving_kinds(criteria_set))
    letter = next((one for one in found if one.id == letter_id and not one.word), None)
    if letter is None:
        return None
    key = (letter.template_id, letter.template_version)
    template = rows.templates(connection, {key})[key]
    return sample_draft(letter, template, rows.hamlet_names(connection))


def sample_draft(row: ProofRow, template: Template, hamlets: Collection[str]) -> SampleDraft:
    """A letter as it may be shown."""
    return SampleDraft(
        letter_id=row.id,
        template_id=row.template_id,
        template_version=row.template_version,
        values=masked_values(template.fields, json.loads(row.field_values), hamlets),
        date=row.date,
        signatory_id=row.signatory_id,
        place=row.place,
        number=row.number,
        sheet=row.sheet,
    )


def _letter(
    row: ProofRow, templates: Mapping[tuple[str, int], Template], hamlets: Collection[str]
) -> ProvingLetter:
    template = templates[row.template_id, row.template_version]
    secrets = secrets_of(template.fields, json.loads(row.field_values), hamlets)
    return ProvingLetter(
        id=row.id,
        kind=row.kind,
        number=row.number,
        date=row.date,
        day=row.day,
        state=row.state,
        recipient=mask_words(row.recipient, secrets),
        hamlet=mask_hamlet(row.hamlet, hamlets),
        word=row.word,
        sample=row.sample and not row.word,
    )


def _frozen(connection: Connection, row: YearRow) -> YearLetters | None:
    """What a frozen year was frozen with; None while it is open, or when its copy is damaged."""
    content = frozen_copy(connection, row)
    return None if content is None else read_letters(content)
