"""The office's own Word file as a template: checked in sentences, taken in, replaced, tried, written with."""

import shutil
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.letters import LetterKind
from tests.ui.desk import Desk
from ui.pages.letters.page import LettersPage
from ui.pages.letters.template_word import WordTemplateDialog
from ui.places import PageId, Place

LIBREOFFICE = shutil.which("soffice")


@pytest.fixture
def page(desk: Desk) -> LettersPage:
    made = LettersPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


@pytest.fixture
def starter(desk: Desk) -> Path:
    """A Word file as the program gives it out to begin with."""
    path = desk.root / "Thư cưới của xã.docx"
    template = desk.services.letter_templates.get("wedding")
    path.write_bytes(desk.services.letter_templates.word_starter(template, desk.services.office.office()))
    return path


def with_line(path: Path, words: str) -> Path:
    file = Document(str(path))
    file.add_paragraph(words)
    target = path.with_name("Sửa.docx")
    file.save(str(target))
    return target


def dialog(desk: Desk, page: LettersPage, template_id: str = "") -> WordTemplateDialog:
    made = WordTemplateDialog(page, desk.context, template_id)
    made.open()
    desk.wait()
    return made


def said(made: WordTemplateDialog) -> str:
    return "\n".join(made.found.item(row).text() for row in range(made.found.count()))


def test_a_sound_file_tells_its_fields_and_is_taken_in(desk: Desk, page: LettersPage, starter: Path) -> None:
    made = dialog(desk, page)
    made.kind.show_value(LetterKind.WEDDING)
    desk.answers.paths = [starter]
    made.choose_button.click()
    desk.wait()
    assert "Họ tên chồng" in said(made)
    assert made.name.text() == "Thư cưới của xã"
    made.take_button.click()
    desk.wait()
    kept = desk.services.letter_templates.templates(LetterKind.WEDDING)[-1]
    assert kept.title == "Thư cưới của xã"
    assert kept.word_sha256
    assert desk.told[-1] == "Đã nhập mẫu Word «Thư cưới của xã»."


def test_what_is_wrong_in_a_file_is_told_with_its_place(desk: Desk, page: LettersPage, starter: Path) -> None:
    made = dialog(desk, page)
    made.kind.show_value(LetterKind.WEDDING)
    made.found_file([with_line(starter, "Chúc anh {{ grom }} {% for a in b %}")])
    desk.wait()
    assert "không có trường «grom»; có phải là «groom»" in said(made)
    assert "không được dùng" in said(made)
    assert "Chúc anh" in said(made)
    assert not made.take_button.isEnabled()
    assert not made.try_button.isEnabled()
    made.reject()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 nothing"], ids=["empty", "a PDF", "a broken package"]
)
def test_a_file_that_is_no_word_file_is_refused_kindly(desk: Desk, page: LettersPage, content: bytes) -> None:
    path = desk.root / "lạ.docx"
    path.write_bytes(content)
    made = dialog(desk, page)
    made.found_file([path])
    desk.wait()
    assert said(made) or made.refused.text()
    assert not made.take_button.isEnabled()
    made.reject()


def test_a_tag_goes_whole_to_the_clipboard(desk: Desk, page: LettersPage) -> None:
    made = dialog(desk, page)
    made.kind.show_value(LetterKind.WEDDING)
    made._on_kind()
    made.tags.setCurrentRow(1)
    made.style_choice.show_value("upper")
    made.copy_button.click()
    assert QApplication.clipboard().text() == "{{ bride|upper }}"
    made.reject()


def test_a_newer_file_becomes_a_new_version(desk: Desk, page: LettersPage, starter: Path) -> None:
    first = desk.services.letter_templates.import_word(starter, LetterKind.WEDDING, "Thư cưới")
    made = dialog(desk, page, first.id)
    assert not made.take_button.isEnabled()
    made.found_file([with_line(starter, "Trân trọng.")])
    desk.wait()
    made.take_button.click()
    desk.wait()
    assert desk.services.letter_templates.get(first.id).version == 2
    assert desk.told[-1] == "Đã lưu phiên bản 2; thư đã in không đổi."


def test_a_file_is_filled_with_made_up_values(
    desk: Desk, page: LettersPage, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr("ui.pages.letters.template_word.QDesktopServices.openUrl", open_url)
    made = dialog(desk, page)
    made.kind.show_value(LetterKind.WEDDING)
    made.found_file([starter])
    desk.wait()
    made.try_button.click()
    desk.wait()
    words = "\n".join(one.text for one in Document(opened[0]).paragraphs)
    tables = [cell.text for one in Document(opened[0]).tables for row in one.rows for cell in row.cells]
    assert "Nguyễn Văn An" in words + "\n".join(tables)
    made.reject()


def test_a_computer_without_an_office_program_says_so(
    desk: Desk, page: LettersPage, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("friendly_desktop.services.letters.convert.installed", lambda: None)
    template = desk.services.letter_templates.import_word(starter, LetterKind.WEDDING, "Thư cưới")
    made = dialog(desk, page, template.id)
    assert made.program.text() == "Máy này không có Word hoặc LibreOffice nên chỉ xuất được tệp Word."
    made.reject()
    desk.context.go(Place(PageId.LETTERS, part=f"compose:{template.id}"))
    desk.wait()
    compose = page.compose
    compose.form.input("groom").put("Nguyễn Văn Đức")
    desk.qtbot.waitUntil(lambda: "Nguyễn Văn Đức" in compose.side.instead.text())
    assert "nên chỉ xuất được tệp Word" in compose.side.instead.text()
    assert compose.side.unprintable.text() == ""
    target = desk.root / "thư.docx"
    draft = compose.draft()
    desk.services.letters.write(draft, target)
    assert target.stat().st_size > 1000


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed")
def test_a_letter_from_a_word_file_is_shown_by_the_office_program(
    desk: Desk, page: LettersPage, starter: Path
) -> None:
    template = desk.services.letter_templates.import_word(starter, LetterKind.WEDDING, "Thư cưới")
    desk.context.go(Place(PageId.LETTERS, part=f"compose:{template.id}"))
    desk.qtbot.waitUntil(lambda: page.compose.side.preview.page_count() == 1)
    assert page.compose.side.unprintable.text() == ""
