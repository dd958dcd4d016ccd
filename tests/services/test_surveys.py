"""Surveys: rounds, ballots entered once and twice, what they say."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from sqlalchemy import event

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.surveys import (
    Ballot,
    BallotState,
    Choice,
    Question,
    Survey,
    SurveyState,
    last_working_week,
)
from friendly_desktop.domain.surveys.check import Difference
from friendly_desktop.domain.surveys.lists import Standing
from friendly_desktop.errors import AppError

YEAR = 2026
BEST = ("good",) * 5


@pytest.fixture
def round_(services: Services) -> Survey:
    return services.surveys.open(YEAR, "citizen", "Khảo sát tháng 11", issued=20)


def test_the_two_forms_of_the_scheme_are_there_and_bring_ten_points(services: Services) -> None:
    forms = services.surveys.forms()
    assert [one.id for one in forms] == ["citizen", "village"]
    assert [one.max_points for one in forms] == [10, 10]
    assert [len(one.questions) for one in forms] == [5, 5]


def test_the_average_is_of_valid_ballots_and_every_sum_is_shown(services: Services, round_: Survey) -> None:
    surveys = services.surveys
    surveys.enter(round_.id, Ballot(1, BEST))
    surveys.enter(round_.id, Ballot(2, ("fair", "fair", "average", "poor", "")))
    surveys.enter(round_.id, Ballot(3, ("",) * 5))
    surveys.enter(round_.id, Ballot(4, BEST, BallotState.INVALID, "Đánh hai ô"))
    made = surveys.tally(round_.id)
    assert (made.ballots, made.valid, made.invalid) == (4, 2, (3, 4))
    assert made.points == Decimal("12.5")
    assert made.average == Decimal("6.25")
    assert sum(one.average or 0 for one in made.questions) == made.average
    assert surveys.arithmetic(round_.id) == (
        "5 × 2 (Tốt) + 2 × 1 (Khá) + 1 × 0,5 (Trung bình) + 1 × 0 (Yếu) = 12,5 điểm; "
        "12,5 : 2 phiếu hợp lệ = 6,25 điểm trên 10. Ô bỏ trống không có điểm: 1 ô. "
        "Không tính phiếu không hợp lệ: 2 phiếu."
    )


def test_a_ballot_outside_the_round_or_entered_before_is_refused(services: Services, round_: Survey) -> None:
    surveys = services.surveys
    surveys.enter(round_.id, Ballot(7, BEST))
    for ballot, code in (
        (Ballot(0, BEST), "ballot_number_wrong"),
        (Ballot(21, BEST), "ballot_number_wrong"),
        (Ballot(7, BEST), "ballot_entered"),
        (Ballot(8, BEST[:4]), "ballot_invalid"),
        (Ballot(8, ("excellent", *BEST[:4])), "ballot_invalid"),
        (Ballot(8, BEST, hand=2), "ballot_first_missing"),
    ):
        with pytest.raises(AppError) as told:
            surveys.enter(round_.id, ballot)
        assert told.value.code == code
    assert [one.number for one in surveys.ballots(round_.id)] == [7]
    surveys.enter(round_.id, Ballot(7, ("poor",) * 5), replace=True)
    assert surveys.tally(round_.id).average == 0


def test_of_many_ballots_with_one_wrong_none_is_kept(services: Services, round_: Survey) -> None:
    with pytest.raises(AppError):
        services.surveys.enter_many(round_.id, [Ballot(1, BEST), Ballot(99, BEST)])
    assert services.surveys.ballots(round_.id) == ()


def test_a_second_entry_shows_differences_and_keeps_count_of_those_settled(
    services: Services, round_: Survey
) -> None:
    surveys = services.surveys
    for number in range(1, 11):
        surveys.enter(round_.id, Ballot(number, BEST))
    sample = surveys.check_sample(round_.id)
    assert len(sample.numbers) == 1
    (number,) = sample.left
    surveys.enter(round_.id, Ballot(number, ("good", "poor", "good", "good", "fair"), hand=2))
    assert surveys.check_sample(round_.id).left == ()
    assert surveys.differences(round_.id) == (
        Difference(number, "q2", "good", "poor"),
        Difference(number, "q5", "good", "fair"),
    )
    surveys.settle(round_.id, number, "q2", "poor")
    assert surveys.differences(round_.id) == (Difference(number, "q5", "good", "fair"),)
    check = surveys.check(round_.id)
    assert (check.sheets, check.boxes, check.differed, check.open) == (1, 5, 2, 1)
    assert check.percent == 40
    ballot = surveys.ballot(round_.id, number)
    assert ballot is not None
    assert ballot.answers == ("good", "poor", "good", "good", "good")


def test_a_ballot_taken_out_and_put_back_is_as_it_was_with_what_was_settled(
    services: Services, round_: Survey
) -> None:
    surveys = services.surveys
    surveys.enter_many(round_.id, [Ballot(number, BEST, entered_by="Lan") for number in range(1, 11)])
    (number,) = surveys.check_sample(round_.id).left
    surveys.enter(round_.id, Ballot(number, ("good", "poor", "good", "good", "fair"), hand=2))
    surveys.settle(round_.id, number, "q2", "poor")
    before = surveys.ballots(round_.id), surveys.ballots(round_.id, 2), surveys.check(round_.id)
    taken = surveys.take_out(round_.id, number)
    assert [one.hand for one in taken] == [1, 2]
    surveys.put_back(round_.id, taken)
    assert (surveys.ballots(round_.id), surveys.ballots(round_.id, 2), surveys.check(round_.id)) == before
    taken = surveys.take_out(round_.id, number, hand=2)
    assert [one.hand for one in taken] == [2]
    surveys.put_back(round_.id, taken)
    assert surveys.check(round_.id) == before[2]


def test_a_ballot_is_not_put_back_over_one_that_was_entered_meanwhile(
    services: Services, round_: Survey
) -> None:
    surveys = services.surveys
    surveys.enter(round_.id, Ballot(3, BEST))
    taken = surveys.take_out(round_.id, 3)
    again = surveys.enter(round_.id, Ballot(3, ("poor",) * 5))
    with pytest.raises(AppError) as told:
        surveys.put_back(round_.id, taken)
    assert told.value.code == "ballot_entered"
    assert surveys.ballot(round_.id, 3) == again


def test_a_closed_round_takes_no_ballot_until_it_is_opened_again(services: Services, round_: Survey) -> None:
    surveys = services.surveys
    closed = surveys.close(round_.id)
    assert (closed.state, closed.closed_on) == (SurveyState.CLOSED, services.clock.today())
    with pytest.raises(AppError) as told:
        surveys.enter(round_.id, Ballot(1, BEST))
    assert told.value.code == "survey_closed"
    surveys.reopen(round_.id)
    surveys.enter(round_.id, Ballot(1, BEST))


def test_more_ballots_continue_the_numbers_and_fewer_keep_those_entered(
    services: Services, round_: Survey
) -> None:
    surveys = services.surveys
    assert surveys.issue(round_.id, 5) == (21, 25)
    surveys.enter(round_.id, Ballot(25, BEST))
    with pytest.raises(AppError) as told:
        surveys.change(replace(surveys.get(round_.id), issued=24))
    assert told.value.code == "survey_issued_too_few"
    with pytest.raises(AppError):
        surveys.returned(round_.id, 26)
    assert surveys.returned(round_.id, 24).returned == 24


def test_an_own_form_is_made_changed_and_kept_once_a_round_asks_with_it(services: Services) -> None:
    surveys = services.surveys
    blank = surveys.blank_form()
    with pytest.raises(AppError) as told:
        surveys.save_form(blank)
    assert told.value.code == "survey_form_invalid"
    made = surveys.save_form(
        replace(blank, name="Nhà văn hóa", questions=(Question("", "  Sạch   không? "), Question("", "")))
    )
    assert (made.id, made.questions) == ("own-nha-van-hoa", (Question("q1", "Sạch không?"),))
    changed = surveys.save_form(replace(made, questions=(*made.questions, Question("", "Mở cửa đúng giờ?"))))
    assert [one.id for one in changed.questions] == ["q1", "q2"]
    assert surveys.form(made.id) == changed
    surveys.open(YEAR, made.id, issued=3)
    for form_id, code in ((made.id, "survey_form_in_use"), ("citizen", "survey_form_shipped")):
        with pytest.raises(AppError) as told:
            surveys.save_form(surveys.form(form_id))
        assert told.value.code == code
    copy = surveys.save_form(surveys.copy_of("citizen"))
    assert copy.own
    assert copy.questions == surveys.form("citizen").questions


def test_a_list_written_for_filling_in_is_read_back_and_empty_lines_wait(
    services: Services, round_: Survey, desk: Path
) -> None:
    surveys = services.surveys
    surveys.enter(round_.id, Ballot(2, ("good", "fair", "", "poor", "average")))
    surveys.enter(round_.id, Ballot(3, BEST, BallotState.INVALID, "Đánh hai ô"))
    path = desk / "Phiếu.xlsx"
    assert surveys.write_ballots(round_.id, path) == 2
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    assert [cell.value for cell in page["A"]] == ["Số phiếu", 2, 3, 1, *range(4, 21)]
    for column in "BCDEF":
        page[f"{column}4"] = "Tốt"
    page["G6"] = "để trống"
    book.save(path)
    listed = surveys.read_list(round_.id, path)
    assert [(one.ballot.number, one.standing) for one in listed.ballots] == [
        (2, Standing.SAME),
        (3, Standing.SAME),
        (1, Standing.NEW),
        (5, Standing.NEW),
    ]
    assert any("16 dòng" in remark for remark in listed.remarks)
    surveys.take_list(round_.id, listed)
    made = surveys.tally(round_.id)
    assert (made.valid, made.invalid) == (2, (3, 5))


def test_a_list_without_numbers_is_numbered_from_where_one_says(
    services: Services, round_: Survey, desk: Path
) -> None:
    path = desk / "Biểu mẫu trực tuyến.csv"
    path.write_text(
        "Dấu thời gian,Câu 1,Câu 2,Câu 3,Câu 4,Câu 5\n"
        "20/11/2026 8:00,Tốt,Tốt,Tốt,Khá,Tốt\n20/11/2026 8:05,Yếu,Tốt,Tốt,Khá,Tốt\n",
        encoding="utf-8",
    )
    surveys = services.surveys
    surveys.enter(round_.id, Ballot(1, BEST))
    assert [one.standing for one in surveys.read_list(round_.id, path).ballots] == [
        Standing.CHANGED,
        Standing.NEW,
    ]
    assert surveys.take_list(round_.id, surveys.read_list(round_.id, path, first=11)).added == 2
    assert [one.number for one in surveys.ballots(round_.id)] == [1, 11, 12]


def test_a_form_that_only_bears_the_name_of_a_known_one_is_refused(services: Services) -> None:
    surveys = services.surveys
    form = surveys.form("citizen")
    with pytest.raises(AppError) as told:
        surveys.open(YEAR, replace(form, choices=form.choices[:2]))
    assert told.value.code == "survey_form_id_taken"
    assert surveys.open(YEAR, replace(form, groups=("Thôn Đông",))).form.groups == ("Thôn Đông",)


def test_ten_thousand_ballots_are_taken_and_counted(services: Services) -> None:
    surveys = services.surveys
    survey = surveys.open(YEAR, "citizen", issued=10_000)
    choices = ("good", "fair", "average", "poor", "")
    many = [
        Ballot(number, tuple(choices[number // 5**place % 5] for place in range(5)))
        for number in range(1, 10_001)
    ]
    surveys.enter_many(survey.id, many)
    made = surveys.tally(survey.id)
    assert made.ballots == 10_000
    assert made.invalid == (3124, 6249, 9374)
    assert len(surveys.check_sample(survey.id).numbers) == 1000
    assert surveys.next_number(survey.id) is None


def test_every_round_of_a_year_is_read_with_one_statement_however_many(services: Services) -> None:
    for number in range(20):
        surveys = services.surveys
        survey = surveys.open(YEAR, "citizen", f"Đợt {number}", issued=3)
        surveys.enter(survey.id, Ballot(1, BEST))
    seen: list[str] = []
    event.listen(
        services.db._engine,
        "before_cursor_execute",
        lambda _c, _k, statement, *_rest: seen.append(statement),
    )
    assert len(services.surveys.find(YEAR)) == 20
    assert len(services.surveys.counts(YEAR)) == 20
    assert len([one for one in seen if one.startswith("SELECT")]) == 3


def test_a_form_with_letters_no_printer_draws_is_refused(services: Services) -> None:
    surveys = services.surveys
    with pytest.raises(AppError) as told:
        surveys.save_form(replace(surveys.blank_form(), questions=(Question("", "Sạch không 😀?"),)))
    assert "😀" in told.value.message


@pytest.mark.parametrize(
    ("year", "first", "last"),
    [(2026, 23, 27), (2025, 24, 28), (2024, 25, 29), (2029, 26, 30), (2030, 25, 29), (2027, 22, 26)],
)
def test_citizens_are_asked_on_the_five_working_days_of_the_last_week_of_november(
    services: Services, year: int, first: int, last: int
) -> None:
    form = services.surveys.form("citizen")
    assert form.month is not None
    monday, friday = date(year, 11, first), date(year, 11, last)
    assert last_working_week(year, form.month) == (monday, friday)
    assert (monday.weekday(), friday.weekday()) == (0, 4)
    assert not services.surveys.form("village").month


@pytest.mark.parametrize("hand", [1, 2])
def test_a_difference_typed_over_stays_counted(services: Services, round_: Survey, hand: int) -> None:
    surveys = services.surveys
    other = ("good", "fair", "good", "good", "good")
    surveys.enter(round_.id, Ballot(1, BEST))
    surveys.enter(round_.id, Ballot(1, other, hand=2))
    surveys.enter(round_.id, Ballot(1, other if hand == 1 else BEST, hand=hand), replace=True)
    assert surveys.differences(round_.id) == ()
    check = surveys.check(round_.id)
    assert (check.boxes, check.differed, check.open) == (5, 1, 0)
    surveys.enter(round_.id, Ballot(1, BEST, hand=hand), replace=True)
    assert surveys.check(round_.id).differed == 1


def test_the_result_is_told_beside_the_round_before(services: Services, desk: Path) -> None:
    surveys = services.surveys
    ids = []
    for month, answers in (
        (3, ("fair",) * 5),
        (6, ("good",) * 5),
        (9, ("good", "good", "good", "good", "fair")),
    ):
        day = date(YEAR, month, 2)
        one = surveys.open(YEAR, "citizen", f"Đợt tháng {month}", first_day=day, last_day=day, issued=3)
        surveys.enter(one.id, Ballot(1, answers))
        surveys.close(one.id)
        ids.append(one.id)
    assert surveys.before(ids[0]) is None
    before = surveys.before(ids[2])
    assert before is not None
    assert (before[0].id, before[1].average) == (ids[1], Decimal(10))
    surveys.reopen(ids[1])
    before = surveys.before(ids[2])
    assert before is not None
    assert before[0].id == ids[0]
    surveys.write_result(ids[2], desk / "Kết quả.pdf")
    with pypdfium2.PdfDocument(desk / "Kết quả.pdf") as document:
        words = " ".join(document[0].get_textpage().get_text_range().split())
    assert "Đợt trước (Đợt tháng 3, đến ngày 02/03/2026): 5 điểm, đợt này tăng 4 điểm." in words


def test_groups_of_a_round_may_change_but_not_those_a_ballot_bears(services: Services) -> None:
    surveys = services.surveys
    survey = surveys.open(YEAR, "citizen", issued=5, groups=("Thôn Đông", " Thôn  Tây ", "Thôn Đông", ""))
    assert survey.form.groups == ("Thôn Đông", "Thôn Tây")
    surveys.enter(survey.id, Ballot(1, BEST, group="Thôn Đông"))
    with pytest.raises(AppError) as told:
        surveys.enter(survey.id, Ballot(2, BEST, group="Thôn Nam"))
    assert told.value.code == "ballot_invalid"
    wider = replace(survey, form=replace(survey.form, groups=("Thôn Đông", "Thôn Nam"), questions=()))
    changed = surveys.change(wider)
    assert changed.form.groups == ("Thôn Đông", "Thôn Nam")
    assert surveys.get(survey.id).form.questions == survey.form.questions
    surveys.enter(survey.id, Ballot(2, BEST, group="Thôn Nam"))
    with pytest.raises(AppError) as told:
        surveys.change(replace(changed, form=replace(changed.form, groups=("Thôn Nam",))))
    assert told.value.code == "survey_group_in_use"
    with pytest.raises(AppError) as told:
        surveys.open(YEAR, "citizen", groups=[f"Tổ {number}" for number in range(101)])
    assert told.value.code == "survey_groups_wrong"


def test_of_two_people_who_enter_one_ballot_at_once_one_is_told(services: Services, round_: Survey) -> None:
    def enter(answers: tuple[str, ...]) -> list[int]:
        taken = []
        for number in range(1, 21):
            with suppress(AppError):
                services.surveys.enter(round_.id, Ballot(number, answers))
                taken.append(number)
        return taken

    with ThreadPoolExecutor(2) as people:
        one, other = people.map(enter, (BEST, ("poor",) * 5))
    assert sorted([*one, *other]) == list(range(1, 21))
    kept = {ballot.number: ballot.answers[0] for ballot in services.surveys.ballots(round_.id)}
    assert all(kept[number] == "good" for number in one)
    assert all(kept[number] == "poor" for number in other)


def test_a_round_may_count_complete_ballots_alone_and_think_better_of_it(services: Services) -> None:
    surveys = services.surveys
    survey = surveys.open(YEAR, "citizen", issued=9, complete=True)
    ballots = (BEST, ("", *BEST[1:]), (*BEST[:4], ""), ("good", "", "good", "good", "good"), ("poor",) * 5)
    for number, answers in enumerate(ballots, 1):
        surveys.enter(survey.id, Ballot(number, answers))
    made = surveys.tally(survey.id)
    assert (made.valid, made.invalid, made.average) == (2, (2, 3, 4), Decimal(5))
    assert surveys.counts(YEAR)[survey.id] == (5, 2)
    assert "Chỉ tính phiếu trả lời đủ các câu." in surveys.arithmetic(survey.id)
    surveys.change(replace(survey, form=replace(survey.form, complete=False)))
    made = surveys.tally(survey.id)
    assert (made.valid, made.invalid, made.average) == (5, (), Decimal("6.8"))
    assert surveys.counts(YEAR)[survey.id] == (5, 5)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"choices": (Choice("a", "Có", Decimal(1)),)}, "phương án"),
        ({"choices": (Choice("a", "Có", Decimal(1)), Choice("b", "có", Decimal(0)))}, "cùng tên"),
        ({"choices": (Choice("a", "Có", Decimal(-1)), Choice("b", "Không", Decimal(0)))}, "Điểm"),
        ({"choices": (Choice("a", "Có" * 40, Decimal(1)), Choice("b", "Không", Decimal(0)))}, "dài hơn 60"),
        ({"questions": ()}, "từ 1 đến 60 câu"),
        ({"questions": tuple(Question("", f"Câu {number}?") for number in range(61))}, "từ 1 đến 60 câu"),
        ({"questions": (Question("", "x" * 1001),)}, "dài hơn 1000"),
        ({"questions": (Question("", ""), Question("", "Sạch không?"))}, "Câu 1 chưa có nội dung"),
        ({"title": " "}, "tiêu đề"),
        ({"groups": ("Thôn Đông", "Thôn  Đông")}, "cùng tên"),
    ],
)
def test_a_form_that_cannot_be_used_is_told_why(
    services: Services, changes: dict[str, Any], word: str
) -> None:
    form = replace(services.surveys.blank_form(), questions=(Question("", "Sạch không?"),))
    with pytest.raises(AppError) as told:
        services.surveys.save_form(replace(form, **changes))
    assert told.value.code == "survey_form_invalid"
    assert word in told.value.message
    assert len(services.surveys.forms()) == 2
