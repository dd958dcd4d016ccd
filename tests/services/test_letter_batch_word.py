"""Batches from the office's own Word file: joined as PDF, one file each, without an office program."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from pypdfium2 import PdfDocument

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.letters.batch import BatchForm, BatchRow, BatchTarget
from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.model import Document, paragraph
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.letters import batch_word, convert
from tests.services.test_letter_batch import HEADINGS, sheet, words_of

PEOPLE = [[number, name, "Thôn Đông", "Trần Thị Hường", "Thôn Đoài"] for number, name in enumerate("ABCD", 1)]


def batch(services: Services, tmp_path: Path) -> tuple[BatchRow, ...]:
    """Four weddings for a Word file of the office."""
    document = docx.Document()
    document.add_paragraph("Số {{ number }}: anh {{ groom }}, chị {{ bride }}")
    path = tmp_path / "mẫu.docx"
    document.save(str(path))
    template = services.letter_templates.import_word(path, LetterKind.WEDDING, "Thư cưới của xã")
    batches = services.letter_batches
    found = batches.open(sheet(tmp_path / "a.xlsx", [HEADINGS, *PEOPLE]))
    return batches.rows(found, template, batches.mapping(found, template))


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An office program that cannot read the letter of B; the list holds every letter it was given."""
    given: list[str] = []

    def made(contents: Sequence[bytes], _job: object) -> tuple[bytes | None, ...]:
        texts = [docx.Document(io.BytesIO(content)).paragraphs[0].text for content in contents]
        given.extend(texts)
        return tuple(
            None if "anh B" in text else pdf_bytes(Document("Thư", (paragraph(text),))) for text in texts
        )

    monkeypatch.setattr(batch_word, "require_converter", lambda: None)
    monkeypatch.setattr(batch_word, "pdfs_of", made)
    return given


def test_the_letters_are_joined_in_order_and_a_lost_one_takes_no_number(
    services: Services, workplace: Path, program: list[str]
) -> None:
    target = BatchTarget(BatchForm.ONE_PDF, workplace / "thư.pdf", record=True, numbered=True)
    account = services.letter_batches.make(batch(services, workplace), target)
    pages = words_of(target.path)
    assert [re.findall(r"anh (.)", page) for page in pages] == [["A"], ["C"], ["D"]]
    numbers = [int(number) for page in pages for number in re.findall(r"Số (\d+)", page)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert (account.made, len(account.skipped)) == (3, 1)
    assert len(program) == 4 + 3


def test_one_file_a_letter(services: Services, workplace: Path, program: list[str]) -> None:
    target = BatchTarget(BatchForm.PDFS, workplace / "ra")
    account = services.letter_batches.make(batch(services, workplace), target)
    assert len(account.files) == 3
    assert all(len(PdfDocument(path.read_bytes())) == 1 for path in account.files)
    assert program


def test_without_an_office_program_the_batch_is_refused_and_word_files_are_made(
    services: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "installed", lambda: None)
    rows = batch(services, workplace)
    with pytest.raises(AppError) as raised:
        services.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "thư.pdf"))
    assert raised.value.code == "no_converter"
    assert not (workplace / "thư.pdf").exists()
    account = services.letter_batches.make(rows, BatchTarget(BatchForm.WORDS, workplace / "ra"))
    assert [path.suffix for path in account.files] == [".docx"] * 4
