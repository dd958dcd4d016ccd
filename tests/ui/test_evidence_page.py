"""The evidence page: sorting what came in, the bin and back, the inbox folder, the check of all files."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.vault import Strength
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.storage import key_rings, keychain
from tests.services.evidence_desk import stored_file
from tests.ui.desk import YEAR, Desk
from ui.dialogs.report import ReportDialog
from ui.evidence.leaf_picker import LeafPicker
from ui.pages.evidence.page import EvidencePage
from ui.pages.evidence.rows import Tab, read_evidence
from ui.places import PageId, Place

LEAF = "B.1.1.1"
PASSWORD = "đò đưa qua sông nhỏ"


@pytest.fixture
def page(desk: Desk) -> EvidencePage:
    made = EvidencePage(desk.context)
    desk.show(made)
    return made


def dialog_of(page: EvidencePage, kind: type) -> object:
    return page.window().findChild(kind)


def test_dropped_files_wait_to_be_sorted(desk: Desk, page: EvidencePage) -> None:
    page.drop.files_dropped.emit([desk.photo("Ảnh một.png"), desk.photo("Ảnh hai.png", 10)])
    desk.wait()
    assert page.tab is Tab.UNSORTED
    assert {row.evidence.name for row in page.model.rows()} == {"Ảnh một.png", "Ảnh hai.png"}


def test_a_folder_with_a_bad_file_ends_in_an_account(desk: Desk, page: EvidencePage) -> None:
    folder = desk.root / "Thư mục ảnh"
    folder.mkdir()
    (folder / "~$tạm.docx").write_bytes(b"x")
    desk.photo("Thư mục ảnh/a.png")
    page.drop.files_dropped.emit([folder, desk.root / "không có.pdf"])
    desk.wait()
    report = dialog_of(page, ReportDialog)
    assert isinstance(report, ReportDialog)
    assert "Đã thêm 1 tệp." in report.summary.text()
    assert "không có.pdf" in report.text.toPlainText()
    report.reject()


def test_a_leaf_is_found_without_tone_marks_and_tied(desk: Desk, page: EvidencePage) -> None:
    page.drop.files_dropped.emit([desk.photo("a.png")])
    desk.wait()
    page.table.selectRow(0)
    page._assign.click()
    picker = dialog_of(page, LeafPicker)
    assert isinstance(picker, LeafPicker)
    picker.box.setText("he thong truyen thanh")
    picker.take.click()
    desk.wait()
    assert [one.name for one in desk.services.evidence.listing(YEAR, LEAF)] == ["a.png"]
    assert not page.model.rows()


def test_what_was_put_into_the_bin_comes_back_with_undo(desk: Desk, page: EvidencePage) -> None:
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("a.png")])
    desk.wait()
    page.tabs.setCurrentIndex(1)
    page.table.selectRow(0)
    page._remove.click()
    desk.wait()
    assert not desk.services.evidence.listing(YEAR)
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.evidence.listing(YEAR, LEAF)


def test_the_bin_gives_back(desk: Desk, page: EvidencePage) -> None:
    (added,) = desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("a.png")])
    assert added.evidence_id is not None
    desk.services.evidence.remove(added.evidence_id)
    desk.wait()
    page.tabs.setCurrentIndex(2)
    page.table.selectRow(0)
    page._restore.click()
    desk.wait()
    assert desk.services.evidence.listing(YEAR, LEAF)


def test_the_inbox_folder_is_taken_in(desk: Desk, page: EvidencePage) -> None:
    desk.folder.inbox.mkdir(parents=True, exist_ok=True)
    (desk.folder.inbox / "bản quét.pdf").write_bytes(b"%PDF-1.4\n")
    page.reload()
    desk.wait()
    assert page._inbox.text() == "Hộp chờ có 1 tệp."
    page._take.click()
    desk.wait()
    assert not list(desk.folder.inbox.iterdir())
    assert [row.evidence.name for row in page.model.rows()] == ["bản quét.pdf"]


def test_the_check_of_all_files_names_the_damaged_one(desk: Desk, page: EvidencePage) -> None:
    (added,) = desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("Biên bản.png")])
    stored = stored_file(desk.services, added.sha256)
    stored.chmod(0o600)
    stored.write_bytes(b"something else")
    page._verify.click()
    desk.wait()
    report = dialog_of(page, ReportDialog)
    assert isinstance(report, ReportDialog)
    assert "Biên bản.png" in report.text.toPlainText()
    assert "bị hỏng" in report.text.toPlainText()
    report.reject()


def test_a_place_selects_its_file(desk: Desk, page: EvidencePage) -> None:
    desk.services.evidence.add_files(YEAR, None, [desk.photo("a.png")])
    (added,) = desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("b.png", 3)])
    desk.wait()
    page.show_place(Place(PageId.EVIDENCE, evidence_id=added.evidence_id))
    assert [one.name for one in page.chosen()] == ["b.png"]


def test_words_about_a_document_are_saved_while_one_looks_at_it(desk: Desk, page: EvidencePage) -> None:
    (added,) = desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("b.png", 3)])
    desk.wait()
    page.show_place(Place(PageId.EVIDENCE, evidence_id=added.evidence_id))
    page._look.click()
    desk.wait()
    details = page.viewer._details
    details.title.setText("Biên bản hội nghị")
    details.title.textEdited.emit("Biên bản hội nghị")
    details.issued.setText("5/3")
    details.issued.editingFinished.emit()
    page.viewer.put_away()
    desk.wait()
    assert added.evidence_id is not None
    one = desk.services.evidence.get(added.evidence_id)
    assert one.title == "Biên bản hội nghị"
    assert one.issued_on is not None
    assert one.issued_on.isoformat() == "2026-03-05"


def test_more_files_take_no_more_statements(desk: Desk, page: EvidencePage) -> None:
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo("b.png", 3)])
    before = desk.statements(lambda: read_evidence(desk.services, YEAR))
    desk.services.evidence.add_files(YEAR, LEAF, [desk.photo(f"c{place}.png", place) for place in range(60)])
    assert desk.statements(lambda: read_evidence(desk.services, YEAR)) == before


def test_a_name_that_hints_at_personal_papers_is_marked(desk: Desk, page: EvidencePage) -> None:
    page.drop.files_dropped.emit([desk.photo("căn cước công dân ông A.png")])
    desk.wait()
    assert [row.warning for row in page.model.rows()] == ["Riêng tư"]
    report = dialog_of(page, ReportDialog)
    assert isinstance(report, ReportDialog)
    report.reject()


def test_a_document_is_replaced_while_one_looks_at_it(desk: Desk, page: EvidencePage) -> None:
    page.drop.files_dropped.emit([desk.photo("Cũ.png", 10)])
    desk.wait()
    page.table.selectRow(0)
    page.table.doubleClicked.emit(page.model.index(0, 0))
    desk.wait()
    page.viewer.versions.replace_by([desk.photo("Mới.png", 200)])
    desk.wait()
    assert [row.evidence.name for row in page.model.rows()] == ["Mới.png"]
    assert page.viewer.versions.list.count() == 2
    page.viewer.versions.list.setCurrentRow(1)
    desk.qtbot.keyClick(page.viewer, Qt.Key.Key_Escape)
    assert page.viewer.isHidden()


def _changed(change: Callable[[str, JobContext], None], _services: Services, job: JobContext) -> None:
    change(PASSWORD, job)


def test_the_page_goes_on_while_its_files_are_encrypted_and_made_plain_again(
    desk: Desk, page: EvidencePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rings, "Strength", lambda: Strength(memory_kib=8, passes=1, lanes=1))
    desk.services.evidence.add_files(
        YEAR, None, [desk.photo(f"Ảnh {number}.png", number * 10) for number in range(1, 6)]
    )
    desk.wait()
    desk.services.vault.begin(PASSWORD)
    vault = desk.services.vault
    for turn, change in enumerate((vault.encrypt_records, vault.decrypt_records, vault.encrypt_records)):
        desk.context.run_long(page, "đổi", partial(_changed, change))
        for row in range(5):  # while it is done: look at each, and bring one more
            page.table.selectRow(row)
            page.table.viewport().repaint()
            if row == 2:
                page.drop.files_dropped.emit([desk.photo(f"Nữa {turn}.png", 100 + turn)])
            QApplication.processEvents()
        desk.wait()
        assert vault.state().unfinished == 0
        assert len(page.model.rows()) == 6 + turn
        report = desk.services.evidence.verify()
        assert (report.files, report.missing, report.damaged) == (6 + turn, (), ())
    assert desk.errors == []
    assert vault.state().plain == 0
    keychain.forget()
