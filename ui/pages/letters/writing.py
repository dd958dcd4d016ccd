"""What the compose screen asks the services for, as plain calls and values; nothing here touches a widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import (
    FieldProblem,
    Letter,
    LetterDraft,
    LetterKind,
    LetterState,
    Sheet,
    Template,
)
from friendly_desktop.domain.letters.ages import AgeRule
from friendly_desktop.domain.letters.fields import printed
from friendly_desktop.domain.letters.register import printed_number
from friendly_desktop.domain.office import Signatory
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.ages import age_rule

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Type sizes that are tried, one after the other, to bring a letter onto one page.
_SMALLER = (100, 95, 90, 85, 80, 75, 70)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the form offers beside the values of the letter."""

    template: Template
    hamlets: tuple[str, ...]
    signatories: tuple[Signatory, ...]
    places: tuple[str, ...]
    rule: AgeRule
    proposed: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A letter and what the form needs around it. ``letter`` is None before the first save."""

    draft: LetterDraft
    letter: Letter | None
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Rendered:
    """A draft as it prints, or why it cannot be printed, and what is to be said about its values."""

    content: bytes
    pages: int
    overflows: bool
    why_not: str
    problems: tuple[FieldProblem, ...]
    instead: str = ""  # what stands in it, where no program of this PC can show a Word file as a page


@dataclass(slots=True)
class LetterSlot:
    """Where a letter lies in the register. Filled on the worker, where saves follow each other in order."""

    letter_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft that is on the disk, and letters about the same people and event."""

    letter: Letter
    doubles: tuple[Letter, ...]


def open_new(services: "Services", what: str) -> Opening:
    """A new letter of a kind or template."""
    known = {one.value: one for one in LetterKind}
    draft = services.letters.blank_draft(known.get(what, what))
    return Opening(draft, None, surroundings(services, draft))


def open_letter(services: "Services", letter_id: int) -> Opening:
    """A letter of the register."""
    letter = services.letters.get(letter_id)
    return Opening(letter.draft, letter, surroundings(services, letter.draft))


def next_like(services: "Services", draft: LetterDraft) -> Opening:
    """The next letter with the same template, signatory, place and sheet."""
    fresh = services.letters.blank_draft(draft.template_id)
    fresh = replace(fresh, place=draft.place, signatory_id=draft.signatory_id, sheet=draft.sheet)
    return Opening(fresh, None, surroundings(services, fresh))


def surroundings(services: "Services", draft: LetterDraft) -> Surroundings:
    """Everything around a draft."""
    template = services.letters.template_of(draft)
    office = services.office.office()
    book = next((one for one in services.letters.books() if one.id == template.book), None)
    number = services.letters.propose_number(template.book, draft.date.year)
    return Surroundings(
        template,
        tuple(one.name for one in services.office.hamlets()),
        services.office.signatories(),
        tuple(dict.fromkeys(one for one in (office.place, office.name) if one)),
        age_rule(services.office),
        printed_number(book.pattern, number) if book else "",
    )


def render(draft: LetterDraft, letter_id: int | None) -> "Callable[[Services], Rendered]":
    """The very PDF of a draft, and what is to be said about it."""

    def work(services: "Services") -> Rendered:
        problems = services.letters.check(draft, letter_id)
        try:
            pdf = services.letters.pdf(draft)
        except AppError as error:
            if error.code == "no_converter":
                return Rendered(
                    b"", 0, False, "", problems, _in_words(services.letters.template_of(draft), draft)
                )
            words = " ".join(part for part in (error.message, error.hint) if part)
            return Rendered(b"", 0, False, words, problems)
        return Rendered(pdf.content, pdf.pages, pdf.overflows, "", problems)

    return work


def check(draft: LetterDraft, letter_id: int | None) -> "Callable[[Services], tuple[FieldProblem, ...]]":
    """What is to be said about the values alone, while the page takes its time."""
    return lambda services: services.letters.check(draft, letter_id)


def _in_words(template: Template, draft: LetterDraft) -> str:
    """The values of a letter, a line each."""
    lines = []
    for field in template.fields:
        value = draft.values.get(field.id, "")
        lines.append(
            _("{label}: {value}").format(
                label=field.label, value=printed(field, value) if value else _("(để trống)")
            )
        )
    return "\n".join(lines)


def save(draft: LetterDraft, slot: LetterSlot) -> "Callable[[Services], Saved]":
    """Keep a draft."""

    def work(services: "Services") -> Saved:
        letter = services.letters.save(draft, slot.letter_id)
        slot.letter_id = letter.id
        return Saved(letter, services.letters.duplicates(letter.draft, letter.id))

    return work


def settle(draft: LetterDraft, slot: LetterSlot, *, numbered: bool) -> "Callable[[Services], Letter]":
    """Keep a draft and give it the next number if one is wanted: it goes on its way."""

    def work(services: "Services") -> Letter:
        letter = services.letters.save(draft, slot.letter_id)
        slot.letter_id = letter.id
        if numbered and letter.number is None:
            (letter,) = services.letters.give_next_numbers([letter.id])
        return letter

    return work


def reopen(letter_id: int) -> "Callable[[Services], Letter]":
    """Bring a letter back, step by step, until it is a draft."""

    def work(services: "Services") -> Letter:
        letter = services.letters.get(letter_id)
        while not is_open(letter):
            letter = services.letters.reopen(letter_id)
        return letter

    return work


def smaller(draft: LetterDraft, sheet: Sheet) -> "Callable[[Services], Sheet | None]":
    """The sheet with the largest type with which a letter stays on one page; None where none is."""

    def work(services: "Services") -> Sheet | None:
        for scale in _SMALLER:
            if scale < sheet.scale:
                tried = replace(sheet, scale=scale)
                if not services.letters.pdf(replace(draft, sheet=tried)).overflows:
                    return tried
        return None

    return work


def is_open(letter: Letter | None) -> bool:
    """Whether the words of a letter may still be changed."""
    return letter is None or letter.state is LetterState.DRAFT
