"""Lists of ballots that others typed: which column is which question, which words mean which answer."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.domain.surveys import BallotState, Choice, Question, SurveyForm
from friendly_desktop.domain.surveys.answers import answer_of
from friendly_desktop.domain.surveys.lists import (
    Standing,
    UnreadableListError,
    find_columns,
    read_ballots,
    tally_list,
)
from friendly_desktop.services.surveys.lists import read_file
from friendly_desktop.storage.survey_files import shipped_forms

FORM = shipped_forms()["citizen"]
HEADINGS = ("Số phiếu", "Câu 1", "Câu 2", "Câu 3", "Câu 4", "Câu 5")


def listed(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> LetterList:
    return LetterList("", (), headings, tuple(ListRow(number, row) for number, row in enumerate(rows, 2)))


@pytest.mark.parametrize(
    "headings",
    [
        ("ballot", "q1", "q2", "q3", "q4", "q5"),
        ("BALLOT", "Q1", "Q2", "Q3", "Q4", "Q5"),
        ("Mã phiếu", "Câu hỏi 1", "Câu hỏi số 2", "câu 03", "C4", "CÂU 5: thái độ"),
        ("STT", *(f"{place}. {one.text}" for place, one in enumerate(FORM.questions, 1))),
        ("Số phiếu", *(one.text for one in FORM.questions)),
        ("Số phiếu", *(f"Nội dung - {place}" for place in range(1, 6))),
        ("Phiếu số", "question 1", "question 2", "question 3", "question 4", "question 5"),
    ],
)
def test_columns_are_known_by_their_headings(headings: tuple[str, ...]) -> None:
    assert list(find_columns(FORM, headings).values()) == ["number", "q1", "q2", "q3", "q4", "q5"]


def test_other_columns_are_passed_over_and_groups_known() -> None:
    headings = ("Dấu thời gian", "Thôn", *HEADINGS[1:], "Họ và tên", "Tháng 11", "Không hợp lệ")
    found = find_columns(FORM, headings)
    assert found["Thôn"] == "group"
    assert found["Không hợp lệ"] == "why"
    assert "Tháng 11" not in found
    assert "number" not in found.values()


def test_a_list_without_a_question_or_with_one_twice_is_refused() -> None:
    with pytest.raises(UnreadableListError, match="câu 5"):
        find_columns(FORM, HEADINGS[:5])
    with pytest.raises(UnreadableListError, match="hai cột"):
        find_columns(FORM, (*HEADINGS, "q2"))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Tốt", "good"), ("tot", "good"), ("TỐT ", "good"), ("T", "good"), ("1", "good"), ("1.0", "good"),
        ("(1)", "good"), ("good", "good"), ("Khá", "fair"), ("k", "fair"), ("Trung  bình", "average"),
        ("TB", "average"), ("3", "average"), ("average", "average"), ("Yếu", "poor"), ("y", "poor"), ("4", "poor"),
        ("", ""), (" ", ""), ("-", ""), ("—", ""), ("để trống", ""), ("Tốt.", "good"), ("To\u0302\u0301t", "good"),
        ("Tèt", "good"), ("Trung b×nh", "average"), ("Toát", "good"),
    ],
)  # fmt: skip
def test_an_answer_is_understood_in_many_dresses(text: str, answer: str) -> None:
    assert answer_of(FORM, text) == answer


@pytest.mark.parametrize("text", ["5", "0", "x", "excellent", "2,5", "=1+1", "Tốt?", "T K?", "\ud800"])
def test_what_is_no_answer_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="không hiểu"):
        answer_of(FORM, text)


@pytest.mark.parametrize("text", ["1,2", "Tốt, Khá", "Tốt/Khá", "good; fair", "T+K", "Tốt và Khá"])
def test_two_answers_make_the_paper_invalid_not_the_row(text: str) -> None:
    (one,) = read_ballots(FORM, listed(("7", text, "1", "1", "1", "1"))).ballots
    assert (one.standing, one.ballot.state) == (Standing.NEW, BallotState.INVALID)
    assert "Câu 1 có hai câu trả lời" in one.ballot.why


def test_first_letters_two_choices_share_mean_neither() -> None:
    choices = (
        Choice("yes", "Có", Decimal(1)),
        Choice("partly", "Chưa đủ", Decimal(1)),
        Choice("none", "Chẳng được", Decimal(0)),
    )
    form = replace(FORM, choices=choices)
    assert answer_of(form, "Có") == "yes"
    assert answer_of(form, "C") == "yes"
    with pytest.raises(ValueError, match="không hiểu"):
        answer_of(form, "CĐ")


def test_a_repeated_row_is_one_ballot_and_a_contradicted_one_none() -> None:
    same, other = ("7", "1", "1", "1", "1", "1"), ("7", "2", "1", "1", "1", "1")
    read = read_ballots(FORM, listed(same, same))
    assert len(read.ballots) == 1
    assert "1 dòng lặp lại" in read.remarks[-1]
    read = read_ballots(FORM, listed(same, other, ("8", "1", "1", "1", "1", "1")))
    assert [one.standing for one in read.ballots] == [Standing.PROBLEM, Standing.PROBLEM, Standing.NEW]
    assert "dòng 2, 3" in read.ballots[0].problem
    made, invalid = tally_list(FORM, read)
    assert (made.ballots, made.valid, [one.label for one in invalid]) == (2, 1, ["7"])


CELLS = st.one_of(
    st.sampled_from(["1", "2", "Tốt", "K", "", "x", "1,2", "-"]), st.text(max_size=12), st.integers().map(str)
)


@given(st.lists(st.lists(CELLS, max_size=9).map(tuple), max_size=12))
def test_whatever_a_list_holds_every_row_is_a_ballot_or_told(rows: list[tuple[str, ...]]) -> None:
    read = read_ballots(FORM, listed(*rows))
    assert len(read.ballots) <= len(rows)
    for one in read.ballots:
        assert len(one.ballot.answers) == 5
        assert bool(one.problem) == (one.standing is Standing.PROBLEM)
        assert one.ballot.number >= 1 or one.problem
    made, invalid = tally_list(FORM, read)
    assert made.valid + len(invalid) == made.ballots
    assert made.average is None or 0 <= made.average <= 10


@given(st.lists(st.text(max_size=30), max_size=12))
def test_whatever_the_headings_are_they_are_understood_or_refused(headings: list[str]) -> None:
    try:
        found = find_columns(FORM, tuple(dict.fromkeys(headings)))
    except UnreadableListError:
        return
    assert {"q1", "q2", "q3", "q4", "q5"} <= set(found.values())


def test_the_sheet_of_an_online_form_with_whole_questions_as_headings_is_read(workplace: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(
        ["Dấu thời gian", *(f"Câu {n}: {one.text}" for n, one in enumerate(FORM.questions, 1)), "Thôn"]
    )
    sheet.append(["20/11/2026 08:00:00", "Tốt", "Khá", "Tốt", "Trung bình", "Tốt", "Thôn Đông"])
    sheet.append(["20/11/2026 08:00:09", "Tốt", "Tốt", "Tốt", "Tốt", "Tốt", "Thôn Tây"])
    path = workplace / "Trả lời.xlsx"
    book.save(path)
    read = read_file(FORM, path)
    assert [(one.ballot.number, one.ballot.group) for one in read.ballots] == [
        (1, "Thôn Đông"),
        (2, "Thôn Tây"),
    ]
    assert tally_list(FORM, read)[0].average == Decimal("8.75")


def test_two_questions_of_which_one_holds_the_other_are_told_apart() -> None:
    questions = (Question("q1", "Nhà vệ sinh sạch"), Question("q2", "Nhà vệ sinh sạch và đủ nước"))
    form: SurveyForm = replace(FORM, questions=questions)
    found = find_columns(form, ("A. Nhà vệ sinh sạch", "B. Nhà vệ sinh sạch và đủ nước"))
    assert list(found.values()) == ["q1", "q2"]
