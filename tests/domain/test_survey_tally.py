"""Averages of surveys are exact; the second entry, groups and odd sheets."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.surveys import Ballot, BallotState, Survey, SurveyState, rounded_share
from friendly_desktop.domain.surveys.check import check_result, check_sample, differences, settled
from friendly_desktop.domain.surveys.suspicion import SuspicionKind, number_words, suspicions
from friendly_desktop.domain.surveys.tally import (
    arithmetic,
    counted,
    question_arithmetic,
    shares,
    tally,
    tally_groups,
)
from friendly_desktop.storage.survey_files import shipped_forms
from tests.conftest import NOW

FORM = shipped_forms()["citizen"]
WORTH = {choice.id: choice.points for choice in FORM.choices}
ANSWERS = st.tuples(
    *(st.sampled_from(["good", "fair", "average", "poor", ""]) for _question in FORM.questions)
)


def ballots_of(many: Sequence[tuple[str, ...]]) -> list[Ballot]:
    return [counted(Ballot(number, answers), FORM) for number, answers in enumerate(many, 1)]


@given(st.lists(ANSWERS, max_size=60))
def test_the_average_is_the_exact_sum_divided_once(many: list[tuple[str, ...]]) -> None:
    made = tally(FORM, ballots_of(many))
    valid = [answers for answers in many if any(answers)]
    assert (made.ballots, made.valid) == (len(many), len(valid))
    assert made.valid + len(made.invalid) == made.ballots
    assert made.points == sum((WORTH[one] for answers in valid for one in answers if one), Decimal(0))
    if not valid:
        assert made.average is None
        return
    assert made.average is not None
    exact = Fraction(made.points) / made.valid
    assert abs(Fraction(made.average) - exact) <= Fraction(1, 20_000)
    assert 0 <= made.average <= FORM.max_points
    for place, question in enumerate(made.questions):
        assert sum(count for _choice, count in question.counts) + question.blank == made.valid
        points = sum((WORTH[answers[place]] for answers in valid if answers[place]), Decimal(0))
        assert question.average == rounded_share(points, made.valid, Decimal("0.0001"))


@given(st.lists(ANSWERS, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_order_of_the_ballots_changes_nothing(many: list[tuple[str, ...]], chance: object) -> None:
    ballots = ballots_of(many)
    mixed = sorted(ballots, key=lambda ballot: hash((repr(chance), ballot.number)))
    assert tally(FORM, ballots) == tally(FORM, mixed)


@pytest.mark.parametrize(
    ("points", "count", "step", "expected"),
    [
        ("25", 3, "0.01", "8.33"),
        ("20", 3, "0.01", "6.67"),
        ("0.01", 2, "0.01", "0.01"),  # a half goes up
        ("33.5", 4, "0.25", "8.5"),  # 8,375 lies between 8,25 and 8,5
        ("33.5", 4, "0.01", "8.38"),
        ("0", 7, "0.01", "0.00"),
        ("10", 1, "1", "10"),
    ],
)
def test_a_share_is_rounded_half_up_once(points: str, count: int, step: str, expected: str) -> None:
    assert rounded_share(Decimal(points), count, Decimal(step)) == Decimal(expected)


def test_the_arithmetic_can_be_worked_through_with_a_pencil() -> None:
    made = tally(
        FORM, ballots_of([("good",) * 5, ("fair",) * 5, ("poor", "poor", "poor", "poor", "average")])
    )
    assert made.points == Decimal("15.5")
    assert arithmetic(FORM, made) == (
        "5 × 2 (Tốt) + 5 × 1 (Khá) + 1 × 0,5 (Trung bình) + 4 × 0 (Yếu) = 15,5 điểm; "
        "15,5 : 3 phiếu hợp lệ ≈ 5,17 điểm trên 10."
    )
    assert question_arithmetic(FORM, made, 4) == "(1 × 2 + 1 × 1 + 1 × 0,5) : 3 ≈ 1,17"
    assert question_arithmetic(FORM, made, 0) == "(1 × 2 + 1 × 1) : 3 = 1"
    assert "Chưa có phiếu" in arithmetic(FORM, tally(FORM, []))


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 30)))
def test_no_shown_group_is_small_and_none_hidden_can_be_reckoned(sizes: dict[str, int]) -> None:
    ballots = [
        Ballot(number, ("good",) * 5, group=group)
        for number, group in enumerate((one for one, size in sizes.items() for _each in range(size)), 1)
    ]
    groups = tally_groups(FORM, ballots)
    assert {one.group: one.valid for one in groups} == {one: size for one, size in sizes.items() if size}
    assert all(one.valid >= 5 for one in groups if not one.hidden)
    hidden = sum(one.valid for one in groups if one.hidden)
    shown = [one for one in groups if not one.hidden]
    assert hidden == 0 or hidden >= 5 or not shown


def test_the_shares_of_a_question_are_of_those_who_answered() -> None:
    assert shares((("good", 2), ("fair", 1))) == (Decimal("66.7"), Decimal("33.3"))
    assert shares((("good", 0),)) == ()


def survey_of(share: int) -> Survey:
    today = NOW.date()
    return Survey(3, 2026, FORM, "Đợt", today, today, 1000, None, SurveyState.OPEN, second_share=share)


@given(st.integers(0, 100), st.sets(st.integers(1, 500), max_size=80))
def test_the_sample_has_its_share_and_hardly_moves_when_ballots_come(share: int, numbers: set[int]) -> None:
    survey = survey_of(share)
    drawn = check_sample(survey, numbers)
    assert set(drawn.numbers) <= numbers
    assert len(drawn.numbers) == -(-len(numbers) * share // 100)
    assert drawn == check_sample(survey, sorted(numbers))
    later = set(check_sample(survey, numbers | {501}).numbers)
    assert len(set(drawn.numbers) - later) <= 1


def test_a_decided_difference_is_no_difference_any_more_but_stays_counted() -> None:
    first = Ballot(1, ("good", "fair", "good", "good", "good"))
    second = Ballot(1, ("good", "good", "good", "good", ""), hand=2)
    assert [(one.question, one.first, one.second) for one in differences(FORM, [first], [second])] == [
        ("q2", "fair", "good"),
        ("q5", "good", ""),
    ]
    for question, choice in (("q2", "good"), ("q2", "good"), ("q5", "good")):
        first, second = settled(FORM, first, second, question, choice)
    assert first.answers == second.answers == ("good",) * 5
    assert differences(FORM, [first], [second]) == ()
    check = check_result(FORM, [first], [second])
    assert (check.boxes, check.differed, check.open) == (5, 2, 0)
    assert check.percent == Decimal(40)


def test_entries_that_disagree_whether_a_ballot_counts_are_told_once() -> None:
    first = Ballot(1, ("good",) * 5)
    second = Ballot(1, ("good",) * 5, BallotState.INVALID, "Hai ô", hand=2)
    (told,) = differences(FORM, [first], [second])
    assert (told.question, told.first, told.second) == ("", "valid", "invalid")
    first, second = settled(FORM, first, second, "", "invalid")
    assert (first.state, first.why) == (BallotState.INVALID, "Hai ô")
    assert differences(FORM, [first], [second]) == ()
    with pytest.raises(ValueError, match="x"):
        settled(FORM, first, second, "q1", "x")


def test_identical_sheets_in_a_row_are_told_only_where_chance_does_not_make_them() -> None:
    mixed = [("good", "fair", "good", choice, other) for choice in WORTH for other in WORTH] * 4
    odd = [("fair", "poor", "average", "poor", "good")] * 6
    (told,) = suspicions(FORM, ballots_of([*mixed[:30], *odd, *mixed[30:]]))
    assert (told.kind, told.numbers) == (SuspicionKind.SAME, tuple(range(31, 37)))
    assert "số 31 đến 36" in told.sentence
    # Two in three are content with everything: a dozen in a row is nothing.
    content = [("good",) * 5, ("good",) * 5, ("fair",) * 4 + ("good",)] * 60
    assert all(one.kind is not SuspicionKind.SAME for one in suspicions(FORM, ballots_of(content)))


def test_a_held_key_and_straight_lines_are_told() -> None:
    quick = [
        Ballot(number, ("good", "fair", "good", "fair", "good"), seconds=Decimal("0.3")) for number in (1, 3)
    ]
    slow = Ballot(2, ("good", "good", "fair", "poor", "good"), seconds=Decimal("4.1"))
    (told,) = suspicions(FORM, [*quick, slow])
    assert (told.kind, told.numbers) == (SuspicionKind.QUICK, (1, 3))
    straight = [Ballot(number, (("good", "fair")[number % 2],) * 5) for number in range(1, 21)]
    assert [one.kind for one in suspicions(FORM, straight)] == [SuspicionKind.STRAIGHT]


def test_numbers_in_a_sentence_are_joined_to_runs() -> None:
    assert number_words([3, 7, 8, 9, 12]) == "3, 7-9, 12"
    assert number_words(range(1, 20, 2)) == "1, 3, 5, 7, 9, 11, 13, 15 và 2 số nữa"


def test_a_form_without_points_is_counted_and_not_averaged() -> None:
    form = replace(FORM, choices=tuple(replace(one, points=Decimal(0)) for one in FORM.choices))
    made = tally(form, ballots_of([("good",) * 5, ("fair",) * 5]))
    assert (made.valid, made.average, made.rounded()) == (2, None, None)
    assert dict(made.questions[0].counts)["fair"] == 1
    assert "không chấm điểm" in arithmetic(form, made)
    assert question_arithmetic(form, made, 0) == ""
