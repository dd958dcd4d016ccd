"""Rules of the letter register: steps, numbers, occasions and the people a letter names."""

from datetime import UTC, datetime

import pytest

from friendly_desktop.domain.letters import (
    Field,
    FieldKind,
    LetterEvent,
    LetterKind,
    LetterState,
    Template,
    Tone,
    Wording,
)
from friendly_desktop.domain.letters.register import (
    KIND_TITLES,
    STATE_TITLES,
    may_become,
    occasion,
    people_in,
    printed_number,
    state_before,
    typed_number,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def template(*fields: Field, same_by: tuple[str, ...] = ()) -> Template:
    return Template("t", 1, LetterKind.WEDDING, "Thư", Tone.JOY, Wording.PROGRAM, fields, same_by=same_by)


def test_every_kind_and_state_has_a_name() -> None:
    assert set(KIND_TITLES) == set(LetterKind)
    assert set(STATE_TITLES) == set(LetterState)


@pytest.mark.parametrize(
    ("state", "new", "may"),
    [
        ("draft", "submitted", True),
        ("draft", "signed", True),
        ("submitted", "signed", True),
        ("signed", "delivered", True),
        ("signed", "cancelled", True),
        ("delivered", "cancelled", True),
        ("draft", "delivered", False),
        ("submitted", "delivered", False),
        ("signed", "submitted", False),
        ("delivered", "signed", False),
        ("cancelled", "signed", False),
        ("cancelled", "cancelled", False),
        ("signed", "signed", False),
        ("signed", "draft", False),
    ],
)
def test_which_step_may_follow_which(state: str, new: str, may: bool) -> None:
    assert may_become(LetterState(state), LetterState(new)) is may


def test_a_cancelled_letter_goes_back_to_where_it_was() -> None:
    way = [LetterState.DRAFT, LetterState.SIGNED, LetterState.CANCELLED]
    history = [LetterEvent(NOW, state, None, "") for state in way]
    assert state_before(history, LetterState.CANCELLED) is LetterState.SIGNED
    assert state_before(history[:1], LetterState.DRAFT) is None
    assert state_before(history, LetterState.DELIVERED) is LetterState.SIGNED


def test_a_letter_signed_without_the_folder_goes_back_to_its_draft() -> None:
    steps = [LetterState.DRAFT, LetterState.SUBMITTED, LetterState.DRAFT, LetterState.SIGNED]
    history = [LetterEvent(NOW, state, None, "") for state in steps]
    assert state_before(history, LetterState.SIGNED) is LetterState.DRAFT


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "01/UBND"), (9, "09/UBND"), (10, "10/UBND"), (1234, "1234/UBND")]
)
def test_numbers_below_ten_have_two_digits(number: int, printed: str) -> None:
    assert printed_number("{number}/UBND", number) == printed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5", (5, "05/UBND")),
        (" 05 ", (5, "05/UBND")),
        ("05/UBND", (5, "05/UBND")),
        ("5/TCM-UBND", (5, "5/TCM-UBND")),
        ("…/UBND", (None, "…/UBND")),
        ("0", (None, "0")),
        ("1234567", (None, "1234567")),
        ("", (None, "")),
    ],
)
def test_what_typing_a_number_means(typed: str, meant: tuple[int | None, str]) -> None:
    assert typed_number("{number}/UBND", typed) == meant


def test_an_occasion_needs_all_its_parts_and_minds_no_spelling() -> None:
    couple = template(same_by=("groom", "bride"))
    assert occasion(couple, {"groom": "Nguyễn Văn Hoà"}) == ""
    first = occasion(couple, {"groom": "Nguyễn Văn  Hoà", "bride": "LÊ THỊ LAN"})
    assert first == occasion(couple, {"groom": "nguyễn văn hòa", "bride": "Lê Thị Lan"})
    assert occasion(template(), {}) == ""


def test_people_come_with_their_own_salutation_and_address() -> None:
    letter = template(
        Field("salutation", FieldKind.SALUTATION, ""),
        Field("groom", FieldKind.PERSON, ""),
        Field("bride", FieldKind.PERSON, ""),
        Field("groom_address", FieldKind.ADDRESS, ""),
        Field("bride_address", FieldKind.ADDRESS, ""),
    )
    values = {"salutation": "Anh", "groom": "Đức", "bride": "Hường", "bride_address": "Thôn An Lạc"}
    found = [(one.name, one.salutation, one.address) for one in people_in(letter, values)]
    assert found == [("Đức", "Anh", ""), ("Hường", "", "Thôn An Lạc")]
    alone = template(Field("name", FieldKind.PERSON, ""), Field("address", FieldKind.ADDRESS, ""))
    (person,) = people_in(alone, {"name": "Đức", "address": "Thôn An Lạc"})
    assert person.address == "Thôn An Lạc"
    assert people_in(alone, {}) == ()
