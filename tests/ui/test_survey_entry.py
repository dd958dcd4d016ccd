"""Entry of ballots: one key an answer, what does not count, the second entry and its differences."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Choice, Survey
from tests.ui.desk import MOMENT, YEAR, Desk
from ui.pages.surveys import keys
from ui.pages.surveys import round as round_module
from ui.pages.surveys.ballot_list import BallotListDialog, Kind
from ui.pages.surveys.page import SurveysPage
from ui.pages.surveys.reading import RoundView
from ui.pages.surveys.round import SurveyRound, Tab
from ui.places import PageId, Place

BEST = ("good",) * 5
MIXED = ("good", "fair", "average", "poor", "good")


@pytest.fixture
def survey(desk: Desk) -> Survey:
    return desk.services.surveys.open(YEAR, "citizen", "Người dân, đợt 1", issued=12, second_share=50)


@pytest.fixture
def page(desk: Desk) -> SurveysPage:
    """The page in view."""
    made = SurveysPage(desk.context)
    desk.show(made)
    return made


@pytest.fixture
def part(desk: Desk, page: SurveysPage, survey: Survey) -> SurveyRound:
    """The round on its tab of entry."""
    page.show_place(Place(PageId.SURVEYS, part=f"survey:{survey.id}:entry"))
    desk.wait()
    made = page.part_in_view()
    assert isinstance(made, SurveyRound)
    return made


def press(part: SurveyRound, typed: str) -> None:
    """Type into the sheet, "\\n" for Enter and "<" for Backspace."""
    sheet = part.check.entry.sheet if part.tab is Tab.CHECK else part.entry.sheet
    for one in typed:
        if one == "\n":
            QTest.keyClick(sheet, Qt.Key.Key_Return)
        elif one == "<":
            QTest.keyClick(sheet, Qt.Key.Key_Backspace)
        else:
            QTest.keyClicks(sheet, one)


def stored(desk: Desk, survey: Survey, hand: int = 1) -> dict[int, Ballot]:
    return {one.number: one for one in desk.services.surveys.ballots(survey.id, hand)}


def enter(desk: Desk, survey: Survey, *numbers: int, answers: tuple[str, ...] = BEST, hand: int = 1) -> None:
    desk.services.surveys.enter_many(survey.id, [Ballot(one, answers, hand=hand) for one in numbers])
    desk.wait()


# -- keys


def test_each_answer_has_its_digit_and_a_letter_that_no_typing_program_changes(desk: Desk) -> None:
    scheme = desk.services.surveys.form("citizen").choices
    assert keys.choice_letters(scheme) == ("T", "K", "B", "Y")
    assert [keys.choice_of(one, scheme) for one in "1tKb4Y59x"] == [0, 0, 1, 2, 3, 3, None, None, None]
    own = tuple(Choice(str(at), one, Decimal(0)) for at, one in enumerate(("Đồng ý", "Phân vân", "Phản đối")))
    assert keys.choice_letters(own) == ("Y", "P", "V") or len(set(keys.choice_letters(own))) == 3
    assert not set("".join(keys.choice_letters(own))) & set("SFRXJWZDAEO")


def test_a_sheet_is_entered_with_one_key_an_answer_and_the_next_one_comes(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    assert part.entry.number() == 1
    press(part, "12341\n")
    assert part.entry.number() == 2
    desk.wait()
    press(part, "tkbyt\n")
    desk.wait()
    found = stored(desk, survey)
    assert [found[number].answers for number in (1, 2)] == [MIXED, MIXED]
    assert found[1].seconds == Decimal(0)
    assert "Phiếu 2: Tốt, Khá, Trung bình, Yếu, Tốt." in part.entry.last_words()
    assert part.entry.count_words().startswith("2 / 12 phiếu")


def test_backspace_takes_the_last_answer_back_and_on_an_empty_sheet_the_last_paper(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    press(part, "123<<411\n")
    assert part.entry.problem() != ""
    press(part, "1\n")
    desk.wait()
    assert stored(desk, survey)[1].answers == ("good", "poor", "good", "good", "good")
    press(part, "<")
    assert part.entry.number() == 1
    assert part.entry.sheet.answers()[1] == "poor"
    press(part, "<2\n")
    desk.wait()
    assert stored(desk, survey)[1].answers[4] == "fair"
    assert part.entry.number() == 2


def test_a_question_left_out_is_asked_for_and_a_blank_box_is_a_key_of_its_own(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    press(part, "11\n")
    assert "Câu 3 chưa có câu trả lời" in part.entry.problem()
    assert stored(desk, survey) == {}
    press(part, "011\n")
    desk.wait()
    assert stored(desk, survey)[1].answers == ("good", "good", "", "good", "good")
    assert stored(desk, survey)[1].state is BallotState.VALID


def test_a_paper_that_does_not_count_is_kept_with_its_reason(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    press(part, "-3\n")
    press(part, "00000\n")
    press(part, "1-<1111\n")
    desk.wait()
    found = stored(desk, survey)
    assert (found[1].state, found[1].why) == (BallotState.INVALID, "rách, không đọc được")
    assert (found[2].state, found[2].why) == (BallotState.INVALID, "để trắng")
    assert found[3].state is BallotState.VALID
    assert found[3].answers == BEST


def test_the_time_of_a_sheet_is_noted_and_a_break_does_not_count(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    def at(seconds: float) -> None:
        desk.context.clock = FixedClock(MOMENT + timedelta(seconds=seconds))

    part.entry.begin()
    at(4)
    press(part, "1111")
    at(6.5)
    press(part, "1\n")
    at(3600)
    press(part, "1")
    at(3603)
    press(part, "1111\n")
    desk.wait()
    found = stored(desk, survey)
    assert [found[1].seconds, found[2].seconds] == [Decimal("6.5"), Decimal(3)]
    assert "4,8 giây một phiếu" in part.entry.count_words()


def test_a_number_is_gone_to_and_one_that_was_not_issued_is_told(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, 7, answers=MIXED)
    box = part.entry.number_box
    box.setText("13")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert "phiếu số 1 đến 12" in part.entry.problem()
    box.setText("7")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert part.entry.sheet.answers() == MIXED
    press(part, "<4\n")
    desk.wait()
    assert stored(desk, survey)[7].answers == (*MIXED[:4], "poor")


def test_papers_in_no_order_ask_for_each_number(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    part.entry.by_number.setChecked(True)
    part.entry.go_to(5)
    press(part, "11111\n")
    assert part.entry.number_box.selectedText() == "6"
    desk.wait()
    assert sorted(stored(desk, survey)) == [5]


def test_a_sheet_that_cannot_be_stored_comes_back_and_says_why(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    press(part, "1234")
    desk.services.surveys.close(survey.id)
    press(part, "1\n")
    desk.wait()
    assert "Phiếu 1 chưa lưu được" in part.entry.problem()
    assert part.entry.number() == 1
    assert part.entry.sheet.answers() == MIXED
    assert stored(desk, survey) == {}


def test_a_sheet_begun_stays_while_other_ballots_come_in(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    press(part, "12")
    enter(desk, survey, 4, 5)
    assert part.entry.sheet.answers()[:2] == ("good", "fair")
    assert part.entry.number() == 1
    press(part, "341\n")
    desk.wait()
    assert stored(desk, survey)[1].answers == MIXED


def test_a_click_ticks_its_box(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    sheet = part.entry.sheet
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=sheet.cell(2, 1).center())
    assert sheet.answers() == ("", "", "fair", "", "")
    assert sheet.current() == 3


def test_a_closed_round_takes_no_ballot_before_it_is_opened_again(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, 1)
    desk.services.surveys.close(survey.id)
    desk.wait()
    assert not part.entry.sheet.isEnabled()
    part.reopen_button.click()
    desk.wait()
    assert part.entry.sheet.isEnabled()


def test_groups_are_asked_for_where_the_form_has_them(desk: Desk, page: SurveysPage) -> None:
    grouped = desk.services.surveys.open(YEAR, "village", "Thôn", issued=5, groups=("Thôn Đông", "Thôn Tây"))
    page.show_place(Place(PageId.SURVEYS, part=f"survey:{grouped.id}:entry"))
    desk.wait()
    part = page.part_in_view()
    assert isinstance(part, SurveyRound)
    for group, typed in (("Thôn Đông", "11111\n"), ("Thôn Tây", "11111\n")):
        part.entry.group.show_value(group)
        part.entry.group.committed.emit(group)
        press(part, typed)
    part.entry.go_to(1)
    assert part.entry.group.value() == "Thôn Đông"
    press(part, "\n11111\n")
    desk.wait()
    groups = [one.group for one in stored(desk, grouped).values()]
    assert groups == ["Thôn Đông", "Thôn Tây", "Thôn Tây"]


def test_escape_in_the_number_goes_back_to_the_sheet(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    QTest.keyClick(part.entry.sheet, Qt.Key.Key_F2)
    part.entry.number_box.setText("9")
    QTest.keyClick(part.entry.number_box, Qt.Key.Key_Escape)
    assert part.entry.number_box.text() == "1"
    assert part.isVisible()


def test_who_entered_last_is_taken_to_enter_on(desk: Desk, page: SurveysPage, survey: Survey) -> None:
    desk.services.surveys.enter_many(
        survey.id, [replace(Ballot(one, BEST), entered_by="Nguyễn Thị Lan") for one in (1, 2)]
    )
    page.show_place(Place(PageId.SURVEYS, part=f"survey:{survey.id}:entry"))
    desk.wait()
    part = page.part_in_view()
    assert isinstance(part, SurveyRound)
    assert part.entry.by.value() == "Nguyễn Thị Lan"
    assert part.check.entry.by.value() == ""


# -- the second entry


def test_the_second_entry_asks_for_the_drawn_papers_alone_and_hides_the_first(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, *range(1, 9))
    part.show_tab(Tab.CHECK)
    desk.wait()
    sample = desk.services.surveys.check_sample(survey.id)
    assert len(sample.numbers) == 4
    assert part.check.entry.number() == sample.numbers[0]
    assert part.check.entry.sheet.is_untouched()
    assert sample.seed in part.check.words()
    other = next(one for one in range(1, 9) if one not in sample.numbers)
    part.check.entry.number_box.setText(str(other))
    QTest.keyClick(part.check.entry.number_box, Qt.Key.Key_Return)
    assert "không nằm trong số phiếu phải nhập lần hai" in part.check.entry.problem()


def test_differences_stand_side_by_side_and_one_key_decides(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, *range(1, 9))
    part.show_tab(Tab.CHECK)
    desk.wait()
    press(part, "11211\n")
    desk.wait()
    assert part.check.to_differences.isVisibleTo(part)
    press(part, "11111\n11111\n14111\n")
    desk.wait()
    desk_of = part.check.differences
    assert desk_of.isVisibleTo(part)
    first, _second, _third, last = desk.services.surveys.check_sample(survey.id).numbers
    found = desk_of.current()
    assert found is not None
    assert (found.number, desk_of.first.answer(), desk_of.second.answer()) == (first, "Tốt", "Khá")
    QTest.keyClicks(desk_of, "2")
    desk.wait()
    assert stored(desk, survey)[first].answers[2] == "fair"
    found = desk_of.current()
    assert found is not None
    assert found.number == last
    QTest.keyClicks(desk_of, "1")
    desk.wait()
    assert desk.services.surveys.differences(survey.id) == ()
    assert stored(desk, survey)[last].answers == BEST
    assert "khác 2 ô" in part.check.words()


def test_the_same_person_twice_is_told(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    mine = [replace(Ballot(one, BEST), entered_by="Nguyễn Thị Lan") for one in range(1, 5)]
    desk.services.surveys.enter_many(survey.id, mine)
    part.show_tab(Tab.CHECK)
    desk.wait()
    part.check.entry.by.setEditText("Nguyễn Thị Lan")
    press(part, "11111\n")
    assert "nên để người khác nhập lần hai" in part.check.entry.last_words()
    desk.wait()


def test_a_round_is_not_read_again_after_each_sheet_but_before_its_result_is_shown(
    desk: Desk, survey: Survey, part: SurveyRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[int] = []
    real = round_module.read_round

    def counted(services: Services, survey_id: int) -> RoundView:
        reads.append(survey_id)
        return real(services, survey_id)

    monkeypatch.setattr(round_module, "read_round", counted)
    for _sheet in range(3):
        press(part, "11111\n")
        desk.wait()
    assert reads == []
    part.show_tab(Tab.RESULT)
    desk.wait()
    assert reads == [survey.id]
    assert "hợp lệ 3" in part.result.text()


def test_a_paper_entered_under_a_wrong_number_is_taken_out_and_comes_back(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, *range(1, 9))
    number = desk.services.surveys.check_sample(survey.id).numbers[0]
    enter(desk, survey, number, hand=2)
    assert not part.entry.take_out.isVisibleTo(part.entry)
    part.entry.go_to(number)
    part.entry.take_out.click()
    desk.wait()
    assert number not in stored(desk, survey)
    assert part.entry.sheet.is_untouched()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert stored(desk, survey)[number].answers == BEST
    assert number in stored(desk, survey, 2)


def test_the_list_of_ballots_tells_what_is_missing_and_leads_to_a_ballot(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    enter(desk, survey, 1, 2, 5)
    enter(desk, survey, 4, answers=("",) * 5)
    part.list_button.click()
    desk.wait()
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, BallotListDialog))
    assert [dialog.tabs.tabText(at) for at in range(3)] == ["Đã nhập 4", "Không hợp lệ 1", "Chưa nhập 8"]
    dialog.show_kind(Kind.MISSING)
    assert [row.number for row in dialog.model.rows()][:2] == [3, 6]
    dialog.show_kind(Kind.ALL)
    dialog.view.selectRow(3)
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert part.entry.number() == 5
    assert part.entry.sheet.answers() == BEST


def test_a_sheet_shows_as_much_of_its_questions_as_there_is_room_for(
    desk: Desk, survey: Survey, page: SurveysPage, part: SurveyRound
) -> None:
    sheet = part.entry.sheet
    page.resize(1040, 700)
    desk.wait()
    roomy = sheet.cell(4, 0).bottom()
    page.resize(1040, 420)
    desk.wait()
    assert sheet.cell(4, 0).bottom() < roomy
    page.resize(1040, 300)
    desk.wait()
    page.resize(1040, 700)
    desk.wait()
    assert sheet.cell(4, 0).bottom() == roomy
    area = sheet.parentWidget()
    assert area is not None
    assert sheet.height() <= area.height()


def test_a_correction_is_no_quick_entry_and_a_look_changes_nothing(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    slow = [replace(Ballot(one, BEST), seconds=Decimal(7), source=BallotSource.SCAN) for one in (1, 2)]
    desk.services.surveys.enter_many(survey.id, slow)
    desk.wait()
    part.entry.go_to(1)
    press(part, "\n")
    part.entry.go_to(2)
    press(part, "<3\n")
    desk.wait()
    found = stored(desk, survey)
    assert found[1].source is BallotSource.SCAN
    assert (found[2].answers[4], found[2].seconds) == ("average", Decimal(7))
    assert "giây" not in part.entry.count_words()
