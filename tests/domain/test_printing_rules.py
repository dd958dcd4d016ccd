"""Page ranges, sheets and shifts as people type and mean them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET, PageSize
from friendly_desktop.domain.printing import (
    SheetFit,
    plan_sheets,
    range_words,
    read_copies,
    read_range,
    read_shift,
)

LYING = A5_SHEET.turned


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("", (0, 1, 2, 3, 4)),
        ("2", (1,)),
        ("1-3, 5", (0, 1, 2, 4)),
        ("3–1", (0, 1, 2)),
        ("5;1 ; 1", (0, 4)),
        (" 2 - 4 ,", (1, 2, 3)),
    ],
)
def test_a_range_is_read_as_people_type_it(typed: str, chosen: tuple[int, ...]) -> None:
    assert read_range(typed, 5) == chosen


@pytest.mark.parametrize("typed", ["0", "6", "1-9", "a", "1-2-3", "-", "1 2", "²", "9" * 30])
def test_a_range_that_means_nothing_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_range(typed, 5)


@given(st.sets(st.integers(0, 60), min_size=1))
def test_a_range_written_out_is_read_back(chosen: set[int]) -> None:
    assert read_range(range_words(tuple(chosen)), 61) == tuple(sorted(chosen))


@pytest.mark.parametrize(
    ("typed", "shift"), [("", "0"), ("1,5", "1.5"), ("-0.8", "-0.8"), ("+2 mm", "2"), ("−3mm", "-3")]
)
def test_a_shift_is_read_as_people_type_it(typed: str, shift: str) -> None:
    assert read_shift(typed) == Decimal(shift)


@pytest.mark.parametrize("typed", ["51", "-50,5", "1e3", "NaN", "hai"])
def test_a_shift_that_cannot_be_meant_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_shift(typed)


@pytest.mark.parametrize("typed", ["0", "100", "-1", "1,5", "², ", "9" * 40])
def test_copies_nobody_means_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="1 đến 99"):
        read_copies(typed)
    assert (read_copies(""), read_copies(" 3 "), read_copies("99")) == (1, 3, 99)


def test_two_lying_a5_letters_are_stacked_and_two_standing_ones_lie_beside_each_other() -> None:
    (stacked,) = plan_sheets([LYING, LYING], SheetFit.A4_TWO)
    assert stacked.size == A4_SHEET
    assert [(spot.left, spot.top) for spot in stacked.spots] == [(0, 0.25), (0, 148.75)]
    (beside,) = plan_sheets([A5_SHEET, A5_SHEET], SheetFit.A4_TWO)
    assert beside.size == A4_SHEET.turned
    assert [(spot.left, spot.top) for spot in beside.spots] == [(0.25, 0), (148.75, 0)]
    assert stacked.cut_at == beside.cut_at == 148.5


def test_letters_that_do_not_share_a_sheet_get_one_each_in_their_order() -> None:
    plans = plan_sheets([LYING, A5_SHEET, A4_SHEET, A5_SHEET, A5_SHEET], SheetFit.A4_TWO)
    assert [[spot.page for spot in plan.spots] for plan in plans] == [[0], [1], [2], [3, 4]]
    assert [plan.full for plan in plans] == [False, False, True, True]


def test_a_small_page_lies_in_the_middle_of_a4_and_a_large_one_keeps_its_size() -> None:
    plans = plan_sheets([LYING, A5_SHEET, A4_SHEET.turned, PageSize(300, 420)], SheetFit.A4)
    assert [(plan.spots[0].left, plan.spots[0].top) for plan in plans[:2]] == [(0, 74.5), (31, 43.5)]
    assert [plan.size for plan in plans[2:]] == [A4_SHEET.turned, PageSize(300, 420)]


@given(
    st.lists(st.sampled_from([LYING, A5_SHEET, A4_SHEET, A4_SHEET.turned]), max_size=9),
    st.sampled_from(SheetFit),
)
def test_every_page_is_on_one_sheet_inside_its_edges(sizes: list[PageSize], fit: SheetFit) -> None:
    plans = plan_sheets(sizes, fit)
    assert [spot.page for plan in plans for spot in plan.spots] == list(range(len(sizes)))
    for plan in plans:
        for spot in plan.spots:
            assert spot.left >= 0
            assert spot.left + sizes[spot.page].width <= plan.size.width
            assert spot.top >= 0
            assert spot.top + sizes[spot.page].height <= plan.size.height
