"""The register of letters: numbers, signing, delivery, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import (
    Delivery,
    Letter,
    LetterBook,
    LetterDraft,
    LetterFilter,
    LetterKind,
    LetterState,
)
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.errors import AppError
from tests.services.letters_desk import write

TODAY = date(2026, 11, 20)


def letters(count: int, services: Services) -> list[Letter]:
    return [write(services, groom=f"Nguyễn Văn {letter}") for letter in "ABCDEFGHIJ"[:count]]


def test_a_letter_goes_to_the_folder_is_signed_and_handed_over(services: Services) -> None:
    one = write(services)
    services.letters.submit([one.id])
    services.letters.sign([one.id], TODAY)
    (delivered,) = services.letters.deliver([one.id], TODAY, Delivery.HANDED, "Bùi Thị Ngọc Ân")
    assert (delivered.state, delivered.signed_on, delivered.delivered_on, delivered.delivery) == (
        LetterState.DELIVERED,
        TODAY,
        TODAY,
        Delivery.HANDED,
    )
    assert [event.state for event in services.letters.history(one.id)] == list(LetterState)[:4]


@pytest.mark.parametrize("step", ["submit", "sign", "deliver"])
def test_a_cancelled_letter_goes_no_further(services: Services, step: str) -> None:
    one = write(services)
    services.letters.cancel(one.id, "Viết sai tên")
    steps = {
        "submit": lambda: services.letters.submit([one.id]),
        "sign": lambda: services.letters.sign([one.id], TODAY),
        "deliver": lambda: services.letters.deliver([one.id], TODAY, Delivery.POSTED, ""),
    }
    with pytest.raises(AppError) as refused:
        steps[step]()
    assert refused.value.code == "step_refused"
    assert "đã hủy" in refused.value.message


def test_of_many_letters_all_take_the_step_or_none(services: Services) -> None:
    first, second, third = letters(3, services)
    services.letters.sign([second.id], TODAY)
    with pytest.raises(AppError) as refused:
        services.letters.submit([first.id, second.id, third.id])
    assert "1 thư: đã ký" in refused.value.message
    states = [services.letters.get(one.id).state for one in (first, second, third)]
    assert states == [LetterState.DRAFT, LetterState.SIGNED, LetterState.DRAFT]


def test_a_step_back_is_a_further_event(services: Services) -> None:
    one = write(services)
    services.letters.sign([one.id], TODAY)
    services.letters.deliver([one.id], TODAY, Delivery.HANDED, "Ân")
    back = services.letters.reopen(one.id, "Trao nhầm nhà")
    assert (back.state, back.delivered_on, back.delivery, back.delivered_by) == (
        LetterState.SIGNED,
        None,
        None,
        "",
    )
    history = services.letters.history(one.id)
    assert [event.state.value for event in history] == ["draft", "signed", "delivered", "signed"]
    assert history[-1].note == "Trao nhầm nhà"


def test_a_cancelled_letter_revives_where_it_was(services: Services) -> None:
    one = write(services)
    services.letters.submit([one.id])
    services.letters.cancel(one.id, "Hủy nhầm")
    revived = services.letters.reopen(one.id)
    assert (revived.state, revived.cancelled_on, revived.cancel_reason) == (LetterState.SUBMITTED, None, "")


def test_of_many_letters_all_go_back_or_none(services: Services) -> None:
    signed, draft = write(services), write(services)
    services.letters.sign([signed.id], TODAY)
    with pytest.raises(AppError, match="Chưa chuyển được thư"):
        services.letters.reopen_many([signed.id, draft.id])
    assert services.letters.get(signed.id).state is LetterState.SIGNED
    (back,) = services.letters.reopen_many([signed.id])
    assert back.state is LetterState.DRAFT


def test_of_many_drafts_all_are_thrown_away_or_none(services: Services) -> None:
    ids = [write(services).id for _number in range(3)]
    services.letters.give_next_numbers(ids[2:])
    with pytest.raises(AppError, match="Thư đã có số"):
        services.letters.remove_many(ids)
    assert len(services.letters.find()) == 3
    services.letters.remove_many(ids[:2])
    assert len(services.letters.find()) == 1
    services.letters.restore_many(ids[:2])
    assert len(services.letters.find()) == 3


def test_a_draft_has_no_step_back(services: Services) -> None:
    with pytest.raises(AppError) as refused:
        services.letters.reopen(write(services).id)
    assert refused.value.code == "step_refused"


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_who_cancels_says_why(services: Services, reason: str) -> None:
    with pytest.raises(AppError) as refused:
        services.letters.cancel(write(services).id, reason)
    assert refused.value.code == "reason_empty"


def test_no_step_lies_in_the_future_or_delivers_before_the_signature(services: Services) -> None:
    one = write(services)
    with pytest.raises(AppError) as refused:
        services.letters.sign([one.id], date(2026, 11, 21))
    assert refused.value.code == "day_in_future"
    services.letters.sign([one.id], TODAY)
    with pytest.raises(AppError) as refused:
        services.letters.deliver([one.id], date(2026, 11, 19), Delivery.HANDED, "")
    assert refused.value.code == "delivered_before_signed"


def test_numbers_are_proposed_by_book_and_year_and_printed_with_two_digits(services: Services) -> None:
    assert services.letters.propose_number("letters", 2026) == 1
    one = services.letters.give_number(write(services).id, 5)
    assert (one.number, one.draft.number) == (5, "05/UBND")
    assert services.letters.propose_number("letters", 2026) == 6
    assert services.letters.propose_number("letters", 2027) == 1
    assert services.letters.propose_number("extensions", 2026) == 1


def test_a_number_in_use_is_refused_with_who_has_it_and_what_is_free(services: Services) -> None:
    first, second = letters(2, services)
    services.letters.give_number(first.id, 12)
    with pytest.raises(AppError) as refused:
        services.letters.give_number(second.id, 12)
    assert refused.value.code == "number_taken"
    assert "12/UBND" in refused.value.message
    assert "Thư chúc mừng kết hôn" in refused.value.message
    assert "Nguyễn" not in refused.value.message
    assert "13" in refused.value.hint


def test_the_number_of_a_cancelled_letter_stays_in_the_book(services: Services) -> None:
    first, second = letters(2, services)
    services.letters.give_number(first.id, 1)
    services.letters.cancel(first.id, "Viết sai tên người nhận")
    with pytest.raises(AppError, match="Số này đã cấp"):
        services.letters.give_number(second.id, 1)
    assert services.letters.propose_number("letters", 2026) == 2
    assert services.letters.get(first.id).number == 1
    with pytest.raises(AppError) as refused:
        services.letters.give_number(first.id, None)
    assert refused.value.code == "number_settled"


def test_a_number_written_by_hand_is_entered_after_the_signature_and_then_stays(services: Services) -> None:
    one = write(services)
    services.letters.sign([one.id], TODAY)
    assert services.letters.give_number(one.id, 7).draft.number == "07/UBND"
    with pytest.raises(AppError) as refused:
        services.letters.give_number(one.id, 8)
    assert refused.value.code == "number_settled"


@pytest.mark.parametrize("number", [0, -1, 1_000_000])
def test_what_is_no_number_is_refused(services: Services, number: int) -> None:
    with pytest.raises(AppError) as refused:
        services.letters.give_number(write(services).id, number)
    assert refused.value.code == "number_invalid"


def test_a_number_may_be_taken_off_a_draft_and_is_free_again(services: Services) -> None:
    one = write(services)
    services.letters.give_number(one.id, 3)
    assert services.letters.give_number(one.id, None).draft.number == ""
    assert services.letters.propose_number("letters", 2026) == 1
    notes = [event.note for event in services.letters.history(one.id)]
    assert notes == ["", "Cấp số 03/UBND", "Bỏ số 03/UBND"]


def test_many_letters_get_the_next_numbers_in_order(services: Services) -> None:
    made = letters(4, services)
    services.letters.give_number(made[1].id, 9)
    numbered = services.letters.give_next_numbers([one.id for one in made])
    assert [one.number for one in numbered] == [10, 9, 11, 12]


def test_a_book_has_its_own_pattern(services: Services) -> None:
    (letters_book, *_rest) = services.letters.books()
    saved = services.letters.save_book(
        type(letters_book)(letters_book.id, letters_book.title, "{number}/TM-UBND")
    )
    assert services.letters.books()[0] == saved
    assert services.letters.give_number(write(services).id, 4).draft.number == "04/TM-UBND"
    for pattern in ("UBND", "{number}/{number}"):
        with pytest.raises(AppError) as refused:
            services.letters.save_book(type(letters_book)("letters", "Sổ", pattern))
        assert refused.value.code == "book_pattern"


def test_the_register_is_filtered_by_kind_month_state_thon_and_words_without_tones(
    services: Services,
) -> None:
    services.office.save_hamlet("Thôn Đồng Quýt")
    home = "Số 5, thôn đồng quýt, xã Ninh Giang"
    wedding = write(services, on=date(2026, 3, 5), groom="Nguyễn Văn Đức", bride_address=home)
    thanks = write(services, LetterKind.THANKS, on=date(2026, 12, 31), name="Trần Thị Hường")
    older = write(services, on=date(2025, 12, 31), groom="Lê Văn Đức")
    services.letters.sign([thanks.id], TODAY)

    def found(**wanted: object) -> list[int]:
        return [one.id for one in services.letters.find(LetterFilter(**wanted))]  # type: ignore[arg-type]

    assert found() == [thanks.id, wedding.id, older.id]
    assert found(year=2026) == [thanks.id, wedding.id]
    assert found(year=2026, month=12) == [thanks.id]
    assert found(month=12) == [thanks.id, older.id]
    assert found(kind=LetterKind.WEDDING) == [wedding.id, older.id]
    assert found(state=LetterState.SIGNED) == [thanks.id]
    assert found(hamlet="Thôn Đồng Quýt") == [wedding.id]
    assert found(text="van duc dong quyt") == [wedding.id]
    assert found(text="100%") == []
    assert found(ids=(older.id,)) == [older.id]
    assert services.letters.years() == (2026, 2025)
    assert services.letters.counts() == {LetterState.DRAFT: 2, LetterState.SIGNED: 1}


def test_a_list_takes_one_statement_however_long(services: Services) -> None:
    services.letters.save_many(
        [write_draft(services, f"Nguyễn Văn {index}") for index in range(300)], batch="tháng 11"
    )
    seen: list[str] = []
    event.listen(
        services.db._engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: seen.append(statement),
    )
    assert len(services.letters.find(LetterFilter(text="nguyen"))) == 300
    assert len([one for one in seen if one.startswith("SELECT")]) == 1


def write_draft(services: Services, groom: str) -> LetterDraft:
    draft = services.letters.blank_draft(LetterKind.WEDDING)
    return replace(draft, values={"groom": groom, "bride": "Trần Thị Hường"})


def test_the_signatory_of_an_old_letter_may_leave_the_list(services: Services) -> None:
    services.office.save_office(Office(name="An Bình"))
    chairman = services.office.save_signatory(Signatory(0, "Nguyễn Thị Hoa"))
    one = write(services)
    assert one.draft.signatory_id == chairman.id
    services.office.remove_signatory(chairman.id)
    assert services.letters.get(one.id).draft.signatory_id is None


def test_a_new_book_gets_an_id_of_its_own(services: Services) -> None:
    first = services.letters.save_book(LetterBook("", "Sổ thư khen", "{number}/TK"))
    second = services.letters.save_book(LetterBook("", "Sổ thư khen", "{number}/TK"))
    assert (first.id, second.id) == ("so-thu-khen", "so-thu-khen-2")
    assert len(services.letters.books()) == 4
    with pytest.raises(AppError) as refused:
        services.letters.save_book(LetterBook("", " ", "{number}"))
    assert refused.value.code == "name_empty"
