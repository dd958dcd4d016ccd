"""The postings page: choose, fill in with the very sheet beside, print or save, hang, photos, undo."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from friendly_desktop.domain.postings import PostingSize
from tests.ui.desk import Desk, dialog_of
from ui.dialogs.form import DayDialog
from ui.pages.postings.hanging import HangDialog
from ui.pages.postings.inputs import RowsInput
from ui.pages.postings.page import PostingsPage
from ui.pages.postings.rows import State, Tab, state
from ui.places import PageId, Place
from ui.widgets.fields import LineField


@pytest.fixture
def page(desk: Desk) -> PostingsPage:
    made = PostingsPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


def _open(desk: Desk, page: PostingsPage, kind: str) -> None:
    page.show_place(Place(PageId.POSTINGS, part=f"new:{kind}"))
    desk.wait()
    desk.qtbot.waitUntil(page.compose.is_settled)
    desk.wait()


def test_an_empty_page_says_what_belongs_here_and_begins_with_one_button(
    desk: Desk, page: PostingsPage
) -> None:
    assert "Chưa có tờ niêm yết nào" in page.wall._nothing.text()
    page.wall.new_button.click()
    desk.wait()
    assert page.gallery.isVisible()
    assert page.heading() == "Làm tờ niêm yết"


def test_the_gallery_finds_kinds_without_tones_and_shows_their_very_sheets(
    desk: Desk, page: PostingsPage
) -> None:
    page.show_place(Place(PageId.POSTINGS, part="new"))
    desk.qtbot.waitUntil(lambda: page.gallery.list.count() > 0 and page.gallery.is_drawn())
    assert len(page.gallery.shown()) == 11
    assert all(page.gallery._pictures.values())
    page.gallery.box.setText("dien thoai")
    assert page.gallery.shown() == ("telephones",)
    desk.qtbot.keyClick(page.gallery.box, Qt.Key.Key_Return)
    desk.wait()
    assert page.compose.title() == "Danh bạ điện thoại"


def test_every_keystroke_is_on_the_sheet_and_survives_leaving(desk: Desk, page: PostingsPage) -> None:
    _open(desk, page, "banner_build")
    before = page.compose.preview.image()
    page.compose.input("headline").show_value("VÌ NHÂN DÂN PHỤC VỤ")
    page.compose.input("headline").edited.emit()
    desk.qtbot.waitUntil(lambda: page.compose.is_settled() and page.compose.preview.image() != before)
    page.go_to_front()
    _open(desk, page, "telephones")
    _open(desk, page, "banner_build")
    assert page.compose.input("headline").value() == "VÌ NHÂN DÂN PHỤC VỤ"
    page.compose.anew_button.click()
    desk.wait()
    assert page.compose.input("headline").value() == "CHÍNH QUYỀN THÂN THIỆN,\nVÌ NHÂN DÂN PHỤC VỤ"
    assert desk.undo is not None
    desk.undo()
    assert page.compose.input("headline").value() == "VÌ NHÂN DÂN PHỤC VỤ"


def test_a_missing_word_is_told_and_nothing_can_be_printed_meanwhile(desk: Desk, page: PostingsPage) -> None:
    _open(desk, page, "free")
    page.compose.input("headline").show_value("")
    page.compose.input("headline").edited.emit()
    desk.qtbot.waitUntil(lambda: bool(page.compose.problem.text()))
    assert "«Dòng chữ lớn» chưa có nội dung." in page.compose.problem.text()
    assert not page.compose.print_button.isEnabled()


def test_a_saved_posting_is_in_the_list_and_large_ones_come_in_sheets(
    desk: Desk, page: PostingsPage, tmp_path: Path
) -> None:
    _open(desk, page, "banner_conduct")
    page.compose.size_choice.show_value(PostingSize.A2)
    page.compose.size_choice.committed.emit(PostingSize.A2)
    page.compose.paper.show_value(PostingSize.A4)
    page.compose.paper.committed.emit(PostingSize.A4)
    desk.wait()
    desk.qtbot.waitUntil(lambda: page.compose.preview.page_count() == 9)
    assert "8 tờ để ghép" in page.compose.told.text()
    desk.answers.paths = [tmp_path / "Khẩu hiệu"]
    page.compose.save_button.click()
    desk.wait()
    assert (tmp_path / "Khẩu hiệu.pdf").read_bytes().startswith(b"%PDF")
    (one,) = desk.services.postings.find()
    assert (one.size, state(one)) == (PostingSize.A2, State.WAITING)
    page.compose.save_button.click()
    desk.wait()
    assert len(desk.services.postings.find()) == 1  # the very same sheet is kept once


def test_it_is_hung_with_a_place_a_photo_is_evidence_and_all_of_it_is_undone(
    desk: Desk, page: PostingsPage, tmp_path: Path
) -> None:
    _open(desk, page, "banner_conduct")
    page.compose.hang_button.click()
    desk.wait()
    dialog = dialog_of(HangDialog)
    assert dialog._place.value() == "Bộ phận tiếp nhận và trả kết quả"
    dialog.day.line.setText("1/1/2099")
    dialog.yes.click()
    assert dialog.day.problem() == "Ngày này chưa đến."
    dialog.day.line.setText("5/3")
    dialog.yes.click()
    desk.wait()
    one = page.wall.chosen()
    assert one is not None
    assert state(one) is State.UP
    assert (
        "minh chứng của 2 mục" in page.wall.proof.text() or "minh chứng của 1 mục" in page.wall.proof.text()
    )
    photo = tmp_path / "tuong.jpg"
    Image.new("RGB", (30, 20), "#BE1420").save(photo)
    desk.answers.paths = [photo]
    page.wall.photo_button.click()
    desk.wait()
    (evidence_id,) = desk.services.postings.get(one.id).evidence
    assert desk.services.evidence.get(evidence_id).nodes == desk.services.postings.leaves(one)
    page.wall.down_button.click()
    desk.wait()
    asked = dialog_of(DayDialog)
    asked.yes.click()
    desk.wait()
    assert not desk.services.postings.get(one.id).hangs
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.postings.get(one.id).hangs
    page.wall.remove_action.trigger()
    desk.wait()
    assert desk.services.postings.find() == ()
    desk.undo()
    desk.wait()
    assert [p.id for p in desk.services.postings.find()] == [one.id]


def test_the_tabs_count_and_the_words_find(desk: Desk, page: PostingsPage) -> None:
    service = desk.services.postings
    for kind in ("banner_build", "telephones"):
        service.make(kind, {**service.blank(kind)}, PostingSize.A4)
    service.hang(service.find()[-1].id, desk.clock.today(), "Sảnh trụ sở")
    page.mark_stale()
    desk.wait()
    assert [page.wall.tabs.tabText(place) for place in range(4)] == [
        "Tất cả 2",
        "Đang treo 1",
        "Chưa treo 1",
        "Đã gỡ 0",
    ]
    page.wall.show_tab(Tab.WAITING)
    assert [one.kind for one in page.wall.model.rows()] == ["telephones"]
    page.wall.show_tab(Tab.ALL)
    page.wall.box.setText("sanh")
    assert [one.kind for one in page.wall.model.rows()] == ["banner_build"]


def test_rows_take_what_excel_gives_and_keep_an_empty_one_at_the_end(desk: Desk, page: PostingsPage) -> None:
    _open(desk, page, "telephones")
    rows = page.compose.input("people").table()
    assert isinstance(rows, RowsInput)
    rows.show_rows([])
    first = rows.cell(0, 0)
    assert isinstance(first, LineField)
    QGuiApplication.clipboard().setText(
        "Nguyễn Thị Huệ\tChủ tịch\t0912 000 101\nPhạm Văn Hùng\tPhó Chủ tịch\t0912 000 102\n"
    )
    first.setFocus()
    desk.qtbot.keyClick(first, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows.rows() == (
        ("Nguyễn Thị Huệ", "Chủ tịch", "0912 000 101"),
        ("Phạm Văn Hùng", "Phó Chủ tịch", "0912 000 102"),
    )
    last = rows.cell(2, 0)
    assert isinstance(last, LineField)
    last.setText("Trần Văn Ước")
    last.textEdited.emit("Trần Văn Ước")
    assert isinstance(rows.cell(3, 0), LineField)
    rows.remove(0)
    assert [row[0] for row in rows.rows()] == ["Phạm Văn Hùng", "Trần Văn Ước"]


def test_one_like_another_begins_with_its_words_and_size(desk: Desk, page: PostingsPage) -> None:
    service = desk.services.postings
    values = {**service.blank("free"), "headline": "THI ĐUA YÊU NƯỚC"}
    service.make("free", values, PostingSize.A1, lying=True)
    page.mark_stale()
    desk.wait()
    page.wall.like_action.trigger()
    desk.wait()
    desk.qtbot.waitUntil(page.compose.is_settled)
    assert page.compose.input("headline").value() == "THI ĐUA YÊU NƯỚC"
    assert (page.compose.size_choice.value(), page.compose.way.value()) == (PostingSize.A1, True)
