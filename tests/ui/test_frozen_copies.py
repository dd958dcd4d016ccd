"""Frozen copies: read after the year was opened again and changed, compared with today, saved as files."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from friendly_desktop.domain.changes import Area
from friendly_desktop.errors import AppError
from tests.ui.desk import YEAR, Desk, opened
from ui.pages.package.frozen_copy import FrozenCopyDialog
from ui.pages.package.page import PackagePage
from ui.places import PageId, Place

LEAF = "B.1.1.1"


@pytest.fixture
def page(desk: Desk) -> PackagePage:
    """A year frozen once, opened again and changed."""
    assessment = desk.services.assessment
    assessment.set_points(YEAR, LEAF, "1", "Có 12 tin bài")
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("Ảnh.png")])
    assessment.freeze(YEAR)
    assessment.reopen(YEAR)
    assessment.set_points(YEAR, LEAF, "0,5", "Chỉ có 6 tin bài")
    veto = assessment.criteria_of(YEAR).vetoes[0].id
    assessment.set_veto(YEAR, veto, False)
    made = PackagePage(desk.context)
    desk.show(made)
    made.show_place(Place(PageId.PACKAGE, part="freeze"))
    desk.wait()
    return made


def look(desk: Desk, page: PackagePage) -> FrozenCopyDialog:
    page.freezing.copies.setFocus()
    desk.qtbot.keyClick(page.freezing.copies, Qt.Key.Key_Return)
    dialog = page.findChild(FrozenCopyDialog)
    assert dialog is not None
    return dialog


def cells(view: object, row: int) -> list[str]:
    return [view.data(view.index(row, column)) for column in range(view.columnCount())]  # type: ignore[attr-defined]


def test_a_copy_is_read_as_it_was_after_the_year_changed(desk: Desk, page: PackagePage) -> None:
    dialog = look(desk, page)
    assert "tổng điểm 1" in dialog.facts.text()
    place = dialog.leaves.row_of(LEAF)
    assert cells(dialog.leaves, place)[3:] == ["1", "1"]
    dialog.leaf_view.selectRow(place)
    assert "Có 12 tin bài" in dialog.leaf_words.toPlainText()
    assert "0 trên 10 tháng đã qua đủ" in dialog.leaf_words.toPlainText()
    dialog.close()


def test_what_differs_from_today_is_told_leaf_by_leaf(desk: Desk, page: PackagePage) -> None:
    dialog = look(desk, page)
    assert dialog.changes.rowCount() == 2
    told = cells(dialog.changes, dialog.changes.row_of(LEAF))
    assert told[2:] == ["1 · lý do cũ", "0,5 · lý do mới"]
    dialog.change_view.selectRow(0)
    words = dialog.change_words.toPlainText()
    assert "Kết quả: khi chốt «1», hiện nay «0,5»." in words
    assert "khi chốt «Có 12 tin bài», hiện nay «Chỉ có 6 tin bài»" in words
    assert cells(dialog.changes, 1)[2:] == ["Chưa trả lời", "Không xảy ra"]
    dialog.close()


def test_a_year_as_it_was_frozen_differs_in_nothing(desk: Desk, page: PackagePage) -> None:
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    page.freezing.copies.selectRow(1)
    dialog = look(desk, page)
    assert dialog.changes_found == ()
    assert dialog.tabs.tabText(1) == "Khác với hiện nay · 0"
    assert not [one for one in dialog.findChildren(QPlainTextEdit) if one.parent() is dialog]
    dialog.close()


def test_escape_closes_a_copy(desk: Desk, page: PackagePage) -> None:
    dialog = look(desk, page)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_copy_is_saved_byte_by_byte(desk: Desk, page: PackagePage) -> None:
    stored = desk.services.assessment.snapshots(YEAR)[0]
    target = desk.root / "Bản chốt.json"
    desk.answers.paths = [target]
    page.freezing.save.click()
    desk.wait()
    assert target.read_bytes() == stored.content.encode("utf-8")
    assert "Đã lưu bản chốt số 1 vào Bản chốt.json." in desk.told


def test_a_set_without_points_shows_how_far_the_work_was(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    with opened(tmp_path, qtbot, qapp) as desk:
        desk.open_year("bac-giang-2024")
        desk.services.assessment.freeze(YEAR)
        made = PackagePage(desk.context)
        desk.show(made)
        made.show_place(Place(PageId.PACKAGE, part="freeze"))
        desk.wait()
        dialog = look(desk, made)
        assert cells(dialog.leaves, 0)[2] == "Chưa làm"
        dialog.close()


def test_a_damaged_copy_is_told_as_such_and_the_page_still_opens(desk: Desk, page: PackagePage) -> None:
    with desk.services.db.write(Area.ASSESSMENT) as connection:
        connection.exec_driver_sql("UPDATE snapshots SET content = '{}'")
    desk.wait()
    assert "Bản chốt bị hỏng" in cells(page.freezing.model, 0)
    page.freezing.copies.setFocus()
    desk.qtbot.keyClick(page.freezing.copies, Qt.Key.Key_Return)
    assert page.findChild(FrozenCopyDialog) is None
    assert [error.code for error in desk.errors if isinstance(error, AppError)] == ["snapshot_damaged"]
    desk.errors.clear()
