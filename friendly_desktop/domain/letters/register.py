"""Rules of the letter register: which step may follow which, how a number is printed, what is one occasion.

NĐ 30/2020/NĐ-CP, Điều 15: one series of numbers a year from 01; a number below 10 has two digits. Whether
a letter has a number at all is the office's choice (the letters of the Hải Dương scheme have none).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from friendly_desktop.domain.letters import FieldKind, LetterEvent, LetterKind, LetterState, Template
from friendly_desktop.domain.text import clean_line, fold, same_tone_places
from friendly_desktop.i18n import N_

#: Where the number stands in the pattern of a book.
NUMBER_FIELD = "{number}"

#: The kinds in the order in which people look for them.
KIND_TITLES: Mapping[LetterKind, str] = {
    LetterKind.WEDDING: N_("Thư chúc mừng kết hôn"),
    LetterKind.BIRTH: N_("Thư chúc mừng sinh con"),
    LetterKind.CONGRATULATION: N_("Thư chúc mừng"),
    LetterKind.PRAISE: N_("Thư khen"),
    LetterKind.COMMEND: N_("Thư biểu dương"),
    LetterKind.THANKS: N_("Thư cảm ơn"),
    LetterKind.CONDOLENCE: N_("Thư chia buồn"),
    LetterKind.SYMPATHY: N_("Thư thăm hỏi"),
    LetterKind.APOLOGY: N_("Thư xin lỗi"),
    LetterKind.APOLOGY_EXTENSION: N_("Văn bản xin lỗi và đề nghị gia hạn"),
}

STATE_TITLES: Mapping[LetterState, str] = {
    LetterState.DRAFT: N_("Bản nháp"),
    LetterState.SUBMITTED: N_("Đang trình ký"),
    LetterState.SIGNED: N_("Đã ký"),
    LetterState.DELIVERED: N_("Đã trao, gửi"),
    LetterState.CANCELLED: N_("Đã hủy"),
}

#: From which states each state is reached. A Chairman may sign what never lay in the folder.
_BEFORE: Mapping[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset(),
    LetterState.SUBMITTED: frozenset({LetterState.DRAFT}),
    LetterState.SIGNED: frozenset({LetterState.DRAFT, LetterState.SUBMITTED}),
    LetterState.DELIVERED: frozenset({LetterState.SIGNED}),
    LetterState.CANCELLED: frozenset(
        {LetterState.DRAFT, LetterState.SUBMITTED, LetterState.SIGNED, LetterState.DELIVERED}
    ),
}

#: States in which the words on the paper are settled: what was printed is printed again.
SETTLED = frozenset({LetterState.SIGNED, LetterState.DELIVERED, LetterState.CANCELLED})


@dataclass(frozen=True, slots=True)
class PersonHint:
    """A person written to before, as suggested beside a name field."""

    id: int
    name: str
    salutation: str = ""
    address: str = ""
    hamlet: str = ""
    used_at: datetime | None = None


def may_become(state: LetterState, new: LetterState) -> bool:
    """Whether a letter in ``state`` may become ``new`` by its own step."""
    return state in _BEFORE[new]


def state_before(history: Sequence[LetterEvent], state: LetterState) -> LetterState | None:
    """The state a letter came from, which may lie two steps back; None for a draft.

    Args:
        history: every event of the letter, the first one first.
        state: where the letter is.
    """
    if not _BEFORE[state]:
        return None
    before = [event.state for event in history if event.state in _BEFORE[state]]
    return before[-1] if before else LetterState.DRAFT


def printed_number(pattern: str, number: int) -> str:
    """The number as it is printed: "05/UBND"."""
    return pattern.replace(NUMBER_FIELD, f"{number:02}")


def typed_number(pattern: str, text: str) -> tuple[int | None, str]:
    """What a person meant by typing a number: the place in the book and the printed words.

    "5" becomes "05/UBND"; "05/UBND-VP" keeps its own words and takes place 5; "…/UBND" takes none.
    """
    cleaned = clean_line(text)
    found = re.match(r"[0-9]{1,6}(?![0-9])", cleaned)
    number = int(found[0]) if found else 0
    if not number:
        return None, cleaned
    return number, printed_number(pattern, number) if found and found[0] == cleaned else cleaned


def occasion(template: Template, values: Mapping[str, str]) -> str:
    """The key that two letters share when they are about the same people and the same event.

    Case, white space and the place of tone marks make no difference. "" while a part of it is missing: such
    a letter is the double of none.
    """
    parts = [same_tone_places(clean_line(values.get(one, ""))) for one in template.same_by]
    return "\n".join(parts) if parts and all(parts) else ""


def search_text(*parts: str) -> str:
    """What a search without tone marks looks through."""
    return " ".join(fold(clean_line(part)) for part in parts if part)


def people_in(template: Template, values: Mapping[str, str]) -> tuple[PersonHint, ...]:
    """The people a letter names, each with the form of address before the name and the address that goes with it.

    An address goes with the person whose id its own begins with ("groom_address"), else with the one person
    of the letter.
    """
    named = [one for one in template.fields if one.kind is FieldKind.PERSON]
    found = []
    salutation = ""
    for one in template.fields:
        value = clean_line(values.get(one.id, ""))
        if one.kind is FieldKind.SALUTATION:
            salutation = value
        elif one.kind is FieldKind.PERSON:
            if value:
                address = _belonging(template, values, one.id, FieldKind.ADDRESS, alone=len(named) == 1)
                hamlet = _belonging(template, values, one.id, FieldKind.HAMLET, alone=len(named) == 1)
                found.append(PersonHint(0, value, salutation, address, hamlet))
            salutation = ""
    return tuple(found)


def _belonging(
    template: Template, values: Mapping[str, str], person: str, kind: FieldKind, *, alone: bool
) -> str:
    candidates = [one.id for one in template.fields if one.kind is kind]
    own = next((one for one in candidates if one.startswith(f"{person}_")), "")
    if not own and alone and candidates:
        own = candidates[0]
    return clean_line(values.get(own, ""))
