"""The diary of activities: lines entered, repeated, searched, with photos that prove their leaves."""

from collections.abc import Iterator
from datetime import date

import pytest

from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from tests.ui.desk import Desk, dialog_of
from tests.ui.figures_desk import (
    FIRST,
    SECOND,
    YEAR,
    go,
    line,
    shown_page,
)
from ui.evidence.leaf_picker import PickedLeaves
from ui.pages.figures.activity_dialog import ActivityDialog
from ui.pages.figures.page import FiguresPage


@pytest.fixture
def page(desk: Desk) -> Iterator[FiguresPage]:
    """The page in view."""
    with shown_page(desk) as made:
        yield made


def test_an_empty_diary_says_what_belongs_here(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary")
    assert "còn trống" in page.diary._nothing.text()


def test_a_line_is_entered_with_the_leaf_its_kind_suggests(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary")
    page.diary.add()
    desk.wait()
    dialog = dialog_of(ActivityDialog)
    assert dialog.side.nodes() == (FIRST,)
    dialog.yes.click()
    assert dialog._title.problem()
    dialog.title_line.setEditText("Bản tin cải cách hành chính")
    dialog.times.setText("ba")
    dialog.yes.click()
    assert dialog._times.problem()
    dialog.times.setText("3")
    dialog.participants.setText("1.200")
    dialog.yes.click()
    desk.wait()
    (made,) = desk.services.activities.find(YEAR)
    assert (made.entry.title, made.entry.times, made.entry.participants, made.entry.nodes) == (
        "Bản tin cải cách hành chính", 3, 1200, (FIRST,)
    )  # fmt: skip
    assert "1 dòng" in page.tabs.tabText(2)


def test_a_title_written_before_brings_what_stood_beside_it_and_saves_nothing_yet(
    desk: Desk, page: FiguresPage
) -> None:
    entry = ActivityEntry(
        ActivityKind.BROADCAST,
        date(2026, 3, 2),
        "Bản tin tuần",
        place="Loa thôn",
        organiser="Trung tâm",
        times=3,
    )
    desk.services.activities.add(entry)
    desk.wait()
    go(desk, "diary")
    page.diary.add()
    desk.wait()
    dialog = dialog_of(ActivityDialog)
    dialog.title_line.setEditText("Bản tin tuần")
    dialog.title_line.activated.emit(0)
    dialog.yes.click()  # the Enter that took the suggestion
    assert dialog.isVisible()
    desk.qtbot.waitUntil(lambda: dialog.times.value() == "3")
    assert (dialog.place.value(), dialog.organiser.value()) == ("Loa thôn", "Trung tâm")
    dialog.yes.click()
    desk.wait()
    chosen = page.diary.chosen()
    assert chosen is not None
    assert chosen.entry.day == date(2026, 11, 20)


def test_a_day_to_come_is_refused_in_the_dialog(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary", "new")
    dialog = dialog_of(ActivityDialog)
    dialog.title_line.setEditText("Bản tin")
    dialog.day.line.setText("25/12/2026")
    dialog.yes.click()
    desk.wait()
    assert "chưa đến" in dialog.problem.text()
    assert dialog.yes.isEnabled()
    assert desk.services.activities.find(YEAR) == ()


def test_a_line_of_another_year_says_where_it_went(desk: Desk, page: FiguresPage) -> None:
    desk.services.assessment.open_year(YEAR - 1, "hai-duong-2024")
    desk.wait()
    go(desk, "diary", "new")
    dialog = dialog_of(ActivityDialog)
    dialog.title_line.setEditText("Họp cuối năm")
    dialog.day.line.setText("20/12/2025")
    dialog.yes.click()
    desk.wait()
    assert desk.told[-1] == "Đã ghi hoạt động «Họp cuối năm» vào nhật ký năm 2025."
    assert len(desk.services.activities.find(YEAR - 1)) == 1


def test_further_leaves_are_picked_from_the_set(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary", "new")
    dialog = dialog_of(ActivityDialog)
    dialog.side._on_picked(PickedLeaves((SECOND,), (FIRST,)))
    assert dialog.side.nodes() == (SECOND,)
    dialog.kind.show_value(ActivityKind.TRAINING)
    dialog.kind.committed.emit(ActivityKind.TRAINING)
    desk.wait()
    assert dialog.side.nodes() == (SECOND,)  # what a person chose stays


def test_photos_given_in_the_dialog_are_filed_with_the_line(desk: Desk, page: FiguresPage) -> None:
    go(desk, "diary", "new")
    dialog = dialog_of(ActivityDialog)
    dialog.title_line.setEditText("Họp thôn")
    desk.answers.paths = [desk.photo("Họp thôn.png")]
    dialog.side.files_button.click()
    dialog.yes.click()
    desk.wait()
    (made,) = desk.services.activities.find(YEAR)
    (evidence_id,) = made.evidence
    assert desk.services.evidence.get(evidence_id).nodes == made.entry.nodes
    assert [one.id for one in page.diary.detail.strip.evidence.rows] == [evidence_id]


def test_a_photo_dropped_on_a_line_proves_its_leaves_and_can_be_taken_off(
    desk: Desk, page: FiguresPage
) -> None:
    made = line(desk, "Bản tin", date(2026, 3, 2), FIRST, SECOND)
    go(desk, f"activity:{made.id}")
    page.diary.detail.drop.files_dropped.emit([desk.photo("loa.png")])
    desk.wait()
    (evidence_id,) = desk.services.activities.get(made.id).evidence
    assert set(desk.services.evidence.get(evidence_id).nodes) == {FIRST, SECOND}
    page.diary.detail.strip.choose(evidence_id)
    page.diary.detail.strip.remove_wanted.emit(page.diary.detail.strip.current())
    desk.wait()
    assert desk.services.activities.get(made.id).evidence == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.activities.get(made.id).evidence == (evidence_id,)


def test_a_line_is_written_again_for_today(desk: Desk, page: FiguresPage) -> None:
    line(desk, "Bản tin tuần")
    go(desk, "diary")
    page.diary.detail.again_button.click()
    desk.wait()
    dialog = dialog_of(ActivityDialog)
    assert dialog.side.nodes() == (FIRST,)
    dialog.yes.click()
    desk.wait()
    assert [one.entry.day for one in desk.services.activities.find(YEAR)] == [
        date(2026, 11, 20),
        date(2026, 3, 2),
    ]


def test_the_diary_is_searched_without_tones_and_by_kind(desk: Desk, page: FiguresPage) -> None:
    line(desk, "Hướng dẫn nộp hồ sơ trực tuyến")
    other = line(desk, "Lịch tiếp công dân")
    go(desk, "diary")
    page.diary.box.setText("lich tiep")
    desk.wait()
    assert [one.id for one in page.diary.model.rows()] == [other.id]
    page.diary.box.setText("không có gì")
    desk.wait()
    assert page.diary._none_such.isVisibleTo(page.diary)
    first = desk.services.activities.find(YEAR)[-1]
    go(desk, f"activity:{first.id}")
    chosen = page.diary.chosen()
    assert chosen == first  # what hid it gave way


def test_lines_taken_out_come_back_together(desk: Desk, page: FiguresPage) -> None:
    line(desk)
    line(desk, "Bản tin hai")
    go(desk, "diary")
    page.diary.view.selectAll()
    page.diary.detail.remove_button.click()
    desk.wait()
    assert desk.services.activities.find(YEAR) == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert page.diary.model.rowCount() == 2


def test_a_frozen_year_takes_no_photos_but_the_diary_goes_on(desk: Desk, page: FiguresPage) -> None:
    made = line(desk)
    for veto in desk.services.assessment.criteria_of(YEAR).vetoes:
        desk.services.assessment.set_veto(YEAR, veto.id, holds=False)
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    go(desk, f"activity:{made.id}")
    assert not page.diary.detail.files_button.isEnabled()
    assert "đã chốt" in page.diary.detail.drop_words.text()
    page.diary.detail.edit_button.click()
    desk.wait()
    dialog = dialog_of(ActivityDialog)
    dialog.title_line.setEditText("Bản tin sửa")
    dialog.yes.click()
    desk.wait()
    assert desk.services.activities.get(made.id).entry.title == "Bản tin sửa"


def test_what_a_part_shows_takes_the_same_statements_however_much_there_is(
    desk: Desk, page: FiguresPage
) -> None:
    def reading() -> int:
        return desk.statements(lambda: desk.services.activities.find(YEAR))

    line(desk)
    few = reading()
    for place in range(12):
        line(desk, f"Bản tin {place}")
    assert reading() == few
