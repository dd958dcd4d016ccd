"""Scans on the page of surveys: dropped, read, doubts decided by one key, unread pages listed."""

import random
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, Survey
from friendly_desktop.services.documents.ballot import ballot_layout
from tests.services.ballot_scans import Pen, mark, printed
from tests.ui.desk import YEAR, Desk
from ui.jobs import Job, Progress
from ui.pages.surveys.page import SurveysPage
from ui.pages.surveys.round import SurveyRound, Tab
from ui.places import PageId, Place

pytest.importorskip("zxingcpp")

BEST: tuple[tuple[int, ...], ...] = ((0,),) * 5


@pytest.fixture
def survey(desk: Desk) -> Survey:
    return desk.services.surveys.open(YEAR, "citizen", "Người dân", issued=9)


@pytest.fixture
def page(desk: Desk) -> SurveysPage:
    """The page in view."""
    made = SurveysPage(desk.context)
    desk.show(made)
    return made


@pytest.fixture
def part(desk: Desk, page: SurveysPage, survey: Survey) -> SurveyRound:
    """The round on its tab of scans."""
    page.show_place(Place(PageId.SURVEYS, part=f"survey:{survey.id}:scan"))
    desk.wait()
    made = page.part_in_view()
    assert isinstance(made, SurveyRound)
    return made


def scan(desk: Desk, survey: Survey, number: int, ticks: Sequence[Sequence[int]]) -> Path:
    """A ballot with these boxes crossed in each row."""
    picture = printed(survey.form, number, survey.id).copy()
    draw, chance = ImageDraw.Draw(picture), random.Random(number)
    for box in ballot_layout(survey.form).pages[0].boxes:
        if box.choice in ticks[box.question]:
            mark(draw, box, Pen.CROSS, chance)
    path = desk.root / f"{number}.png"
    picture.save(path)
    return path


def stored(desk: Desk, survey: Survey) -> dict[int, Ballot]:
    return {one.number: one for one in desk.services.surveys.ballots(survey.id)}


def test_sure_ballots_are_entered_and_what_was_not_read_is_listed(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    other = desk.root / "Xã khác.png"
    printed(survey.form, 4, survey.id + 7).save(other)
    part.scans.drop.files_dropped.emit([scan(desk, survey, 1, BEST), scan(desk, survey, 2, BEST), other])
    desk.wait()
    assert sorted(stored(desk, survey)) == [1, 2]
    assert stored(desk, survey)[1].source is BallotSource.SCAN
    assert part.scans.summary.text() == "Đã đọc 3 trang, 2 phiếu đã nhập, 1 trang không đọc được."
    (row,) = part.scans.model.rows()
    assert row.page == "Xã khác.png, trang 1"


def test_a_doubtful_box_is_shown_large_and_decided_by_one_key(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    part.scans.read([scan(desk, survey, 3, ((0,), (0, 1), (2,), (), (3,)))])
    desk.wait()
    doubts = part.scans.desk
    assert part.tabs.tabText(list(Tab).index(Tab.SCAN)) == "Đọc bản quét (1)"
    assert "Phiếu số 3" in doubts.heading.text()
    assert doubts.why.text() == "Nhiều ô có dấu."
    assert doubts.picture.place().width() > 200
    QTest.keyClicks(doubts, "2")
    assert doubts.why.text() == "Không ô nào có dấu."
    QTest.keyClick(doubts, Qt.Key.Key_Backspace)
    assert doubts.why.text() == "Nhiều ô có dấu."
    QTest.keyClicks(doubts, "k")
    QTest.keyClick(doubts, Qt.Key.Key_0)
    desk.wait()
    assert stored(desk, survey)[3].answers == ("good", "fair", "average", "", "poor")
    assert doubts.waiting() == ()
    assert "1 phiếu đã nhập" in part.scans.summary.text()


def test_a_ballot_is_put_off_and_one_that_does_not_count_is_one_key(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    both = ((0, 1), *BEST[1:])
    part.scans.read([scan(desk, survey, 4, both), scan(desk, survey, 5, both)])
    desk.wait()
    doubts = part.scans.desk
    QTest.keyClick(doubts, Qt.Key.Key_Space)
    assert "Phiếu số 5" in doubts.heading.text()
    QTest.keyClick(doubts, Qt.Key.Key_Minus)
    desk.wait()
    found = stored(desk, survey)[5]
    assert (found.state, found.why) == (BallotState.INVALID, "đánh nhiều ô trong một câu")
    assert "Phiếu số 4" in doubts.heading.text()


def test_doubts_wait_while_the_program_is_closed(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    path = scan(desk, survey, 6, ((0, 1), *BEST[1:]))
    desk.services.ballot_reading.read(survey.id, [path])
    again = SurveysPage(desk.context)
    desk.show(again)
    again.show_place(Place(PageId.SURVEYS, part=f"survey:{survey.id}:scan"))
    desk.wait()
    other = again.part_in_view()
    assert isinstance(other, SurveyRound)
    assert other.scans.summary.text() == "1 phiếu đã quét chờ xem."


def test_the_same_papers_again_are_told_and_change_nothing(
    desk: Desk, survey: Survey, part: SurveyRound
) -> None:
    first = scan(desk, survey, 7, BEST)
    part.scans.read([first])
    desk.wait()
    part.scans.read([scan(desk, survey, 7, ((3,), *BEST[1:]))])
    desk.wait()
    assert stored(desk, survey)[7].answers[0] == "good"
    (row,) = part.scans.model.rows()
    assert "Có thể hai tờ giấy mang cùng một số" in row.words
    assert row.serious
    part.scans.table.selectRow(0)
    part.scans.by_hand.click()
    assert part.tab is Tab.ENTRY
    assert part.entry.number() == 7


def test_without_the_reader_it_says_how_to_get_it(
    desk: Desk, survey: Survey, part: SurveyRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    part.scans.read([scan(desk, survey, 8, BEST)])
    desk.wait()
    assert "zxing-cpp" in part.scans.problem.text()
    assert part.scans._top.isEnabled()


def test_reading_is_stopped_and_what_was_read_stays(desk: Desk, survey: Survey, part: SurveyRound) -> None:
    paths = [scan(desk, survey, number, BEST) for number in (1, 2)]

    def stop_after_the_first(progress: Progress) -> None:
        if progress.done >= 1:
            jobs[0].cancel()

    jobs: list[Job] = []
    desk.context.long_started.connect(jobs.append)
    desk.context.long_started.connect(lambda job: job.progressed.connect(stop_after_the_first))
    part.scans.read(paths)
    desk.wait()
    assert part.scans._top.isEnabled()
    if jobs[0].stop_asked and 2 not in stored(desk, survey):
        assert "Đã dừng" in part.scans.problem.text()
    part.scans.read(paths)
    desk.wait()
    assert sorted(stored(desk, survey)) == [1, 2]
