"""Looking at evidence: pages of a PDF, walking through files, what cannot be shown."""

from datetime import date
from io import BytesIO
from pathlib import Path

from PySide6.QtCore import Qt
from reportlab.pdfgen.canvas import Canvas

from tests.storage.test_pictures import photo
from tests.ui.desk import YEAR, Desk
from ui.evidence.adding import Account, Adder
from ui.jobs import Job
from ui.pages.assessment.page import AssessmentPage

LEAF = "B.1.1.1"


def pdf(desk: Desk, name: str, pages: int) -> Path:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for page in range(pages):
        canvas.drawString(100, 700, f"{page + 1}")
        canvas.showPage()
    canvas.save()
    path = desk.root / name
    path.write_bytes(buffer.getvalue())
    return path


def page_with(desk: Desk, *paths: Path) -> AssessmentPage:
    desk.services.evidence.add_files(YEAR, LEAF, list(paths))
    page = AssessmentPage(desk.context)
    desk.show(page)
    page.go_to(LEAF)
    desk.wait()
    return page


def test_page_keys_turn_the_pages_of_a_pdf(desk: Desk) -> None:
    page = page_with(desk, pdf(desk, "Kế hoạch.pdf", 3))
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    assert page.viewer.page_words() == "Trang 1 / 3"
    desk.qtbot.keyClick(page.viewer, Qt.Key.Key_PageDown)
    desk.wait()
    assert page.viewer.page_words() == "Trang 2 / 3"
    assert not page.viewer._picture.pixmap().isNull()


def test_arrows_walk_through_the_files_and_escape_closes(desk: Desk) -> None:
    page = page_with(desk, pdf(desk, "a.pdf", 1), desk.photo("b.png"))
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    desk.qtbot.keyClick(page.viewer, Qt.Key.Key_Right)
    desk.wait()
    assert page.viewer.current() == page.editor.strip.evidence.rows[1]
    desk.qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert not page.viewer.isVisible()


def test_a_broken_picture_is_told_of_in_a_sentence(desk: Desk) -> None:
    path = desk.root / "hỏng.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\nnothing more")
    page = page_with(desk, path)
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    assert page.viewer._stack.currentWidget() is page.viewer._none
    assert "Không xem được" in page.viewer._none.text()


def test_thumbnails_are_made_in_the_background(desk: Desk) -> None:
    page = page_with(desk, desk.photo("b.png"))
    one = page.editor.strip.evidence.rows[0]
    page._pictures.picture(one)
    desk.wait()
    picture = page._pictures.picture(one)
    assert picture is not None
    assert not picture.isNull()


def test_stopping_an_adding_keeps_what_was_safe_and_says_so(desk: Desk) -> None:
    page = page_with(desk)
    accounts: list[Account] = []
    jobs: list[Job] = []
    desk.context.long_started.connect(jobs.append)
    page.proofs._adder.added.connect(accounts.append)
    page.proofs.add([desk.photo(f"{place}.png", place) for place in range(60)])
    jobs[0].cancel()
    desk.wait()
    kept = len(desk.services.evidence.listing(YEAR, LEAF))
    if accounts:  # it had begun when it was stopped
        assert accounts[0].stopped
        assert len(accounts[0].files) == kept
        assert "Đã dừng" in accounts[0].summary()
    assert isinstance(page.proofs._adder, Adder)
    assert not desk.services.evidence.verify().missing


def test_a_file_is_replaced_and_the_toast_puts_the_older_one_back(desk: Desk) -> None:
    page = page_with(desk, desk.photo("Ảnh cũ.png", 10))
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    desk.answers.paths = [desk.photo("Ảnh mới.png", 200)]
    page.viewer.versions.replace_button.click()
    desk.wait()
    now = desk.services.evidence.listing(YEAR)[0]
    assert (now.name, now.version) == ("Ảnh mới.png", 2)
    shown = page.viewer.current()
    assert shown is not None
    assert shown.sha256 == now.sha256
    assert "bản trước vẫn được giữ" in desk.told[-1]
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.evidence.listing(YEAR)[0].name == "Ảnh cũ.png"


def test_an_older_version_is_looked_at_and_used_again(desk: Desk) -> None:
    page = page_with(desk, desk.photo("Ảnh cũ.png", 10))
    one = page.editor.strip.evidence.rows[0]
    desk.services.evidence.replace(one.id, pdf(desk, "Kế hoạch.pdf", 2))
    desk.wait()
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    viewer = page.viewer
    assert viewer.versions.list.count() == 2
    assert viewer.page_words() == "Trang 1 / 2"
    viewer.versions.list.setCurrentRow(1)
    desk.wait()
    assert viewer.page_words() == "Trang 1 / 1"
    assert "Đang xem bản 1 («Ảnh cũ.png»)" in viewer._looking_back.text()
    viewer._in_use.click()
    desk.wait()
    assert viewer.page_words() == "Trang 1 / 2"
    assert viewer._looking_back.isHidden()
    viewer.versions.list.setCurrentRow(1)
    viewer._use_again.click()
    desk.wait()
    now = desk.services.evidence.listing(YEAR)[0]
    assert (now.name, now.version) == ("Ảnh cũ.png", 3)
    assert viewer.versions.list.count() == 3
    assert viewer._looking_back.isHidden()


def test_the_same_file_again_is_refused_and_several_at_once_too(desk: Desk) -> None:
    page = page_with(desk, desk.photo("Ảnh.png", 10))
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    page.viewer.versions.replace_by([desk.root / "Ảnh.png"])
    desk.wait()
    page.viewer.versions.replace_by([desk.root / "Ảnh.png", desk.photo("Khác.png", 3)])
    desk.wait()
    assert [getattr(error, "code", "") for error in desk.errors] == ["same_content", "one_file"]
    desk.errors.clear()
    assert desk.services.evidence.listing(YEAR)[0].version == 1


def test_versions_of_a_frozen_year_are_only_looked_at(desk: Desk) -> None:
    page = page_with(desk, desk.photo("Ảnh cũ.png", 10))
    one = page.editor.strip.evidence.rows[0]
    desk.services.evidence.replace(one.id, desk.photo("Ảnh mới.png", 200))
    desk.services.assessment.freeze(YEAR)
    desk.wait()
    page.proofs.look(page.editor.strip.evidence.rows[0])
    desk.wait()
    page.viewer.versions.list.setCurrentRow(1)
    desk.wait()
    assert page.viewer.versions.replace_button.isHidden()
    assert page.viewer._use_again.isHidden()
    assert not page.viewer._looking_back.isHidden()


def test_the_day_a_photo_was_taken_is_offered_and_taken_only_when_wanted(desk: Desk) -> None:
    path = photo(desk.root / "hội nghị.jpg", taken="2026:11:05 08:30:00")
    page = page_with(desk, path, desk.photo("khác.jpg"))
    rows = page.editor.strip.evidence.rows
    dated = next(one for one in rows if one.name == "hội nghị.jpg")
    other = next(one for one in rows if one.name == "khác.jpg")
    viewer = page.viewer
    viewer.look(rows, dated, None, False)
    desk.wait()
    details = viewer._details
    assert "05/11/2026" in details.taken.text()
    assert details.taken.isVisibleTo(viewer)
    assert desk.services.evidence.get(dated.id).issued_on is None
    details.taken.click()
    desk.wait()
    assert desk.services.evidence.get(dated.id).issued_on == date(2026, 11, 5)
    assert not details.taken.isVisibleTo(viewer)
    viewer.look(rows, other, None, False)
    desk.wait()
    assert not details.taken.isVisibleTo(viewer)
    viewer.put_away()
