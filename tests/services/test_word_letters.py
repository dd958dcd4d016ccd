"""Letters from the office's own Word file: from the starter through the records to the filled file."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import FieldKind, LetterDraft, LetterKind, Template
from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.errors import AppError
from friendly_desktop.services.documents import docx as word_writer
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.letters import convert
from friendly_desktop.services.letters.compose import compose
from friendly_desktop.services.letters.office_programs import LibreOffice
from friendly_desktop.services.letters.templates import LetterTemplatesService
from friendly_desktop.services.letters.word import check_word
from friendly_desktop.services.letters.word_letter import WordForm, starter
from tests.documents.libreoffice import SOFFICE, needs_libreoffice, needs_the_same_layout
from tests.services.evidence_desk import stored_file

OFFICE = Office(UnitType.XA, "An Bình", "Hải Phòng", "An Bình")
DEPUTY = Signatory(1, "Đặng Văn Đức", SigningForm.DEPUTY)
SHIPPED = LetterTemplatesService().shipped()
SAMPLES = {
    FieldKind.DATE: "2026-11-05", FieldKind.AGE: "85", FieldKind.NUMBER: "3", FieldKind.MONEY: "500000",
    FieldKind.YEAR: "1941", FieldKind.TIME: "08:30", FieldKind.PERSON: "Nguyễn Thị Hường",
    FieldKind.ADDRESS: "Thôn Đồng Quýt", FieldKind.SALUTATION: "Ông", FieldKind.CODE: "000.16",
}  # fmt: skip


def words(content: bytes) -> str:
    """Every word of a Word file's body, tables too, in order, white space made single."""
    document = docx.Document(io.BytesIO(content))
    texts = (node.text or " " for node in document.element.body.iter("{*}t", "{*}br", "{*}p"))
    return " ".join("".join(text or " " for text in texts).split())


def draft_of(template: Template) -> LetterDraft:
    values = {field.id: SAMPLES.get(field.kind, "làng & <xóm>") for field in template.fields}
    return LetterDraft(template.id, values, date(2026, 11, 20), place="An Bình", number="12")


def taken_in(
    services: Services, tmp_path: Path, *paragraphs: str, title: str = "Thư cưới của xã"
) -> Template:
    path = tmp_path / "mẫu thư cưới.docx"
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return services.letter_templates.import_word(path, LetterKind.WEDDING, title)


def wedding(services: Services, template: Template) -> LetterDraft:
    draft = services.letters.blank_draft(template.id)
    return replace(draft, values={**draft.values, "groom": "A & B", "bride": "Trần Thị Hường"})


@pytest.mark.parametrize("template", SHIPPED, ids=lambda template: template.id)
def test_the_starter_filled_says_what_the_template_says(template: Template):
    content = starter(template, OFFICE)
    found = check_word(content, template.fields)
    assert found.problems == ()
    assert found.unused == ()
    draft = draft_of(template)
    filled = WordForm.of(content, template).letter(draft, OFFICE, DEPUTY)
    wanted = docx_bytes(compose(template, draft, OFFICE, DEPUTY))
    assert words(filled).replace(" ", "") == words(wanted).replace(" ", "").replace("\u00a0", "")


@needs_the_same_layout
def test_every_shipped_letter_and_its_starter_take_one_page_in_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(word_writer, "_frame", lambda *_sheet: "")  # takes time and no room
    for template in SHIPPED:
        (tmp_path / f"{template.id}-starter.docx").write_bytes(starter(template, OFFICE))
        draft = draft_of(template)
        (tmp_path / f"{template.id}.docx").write_bytes(docx_bytes(compose(template, draft, OFFICE, DEPUTY)))
    sources = sorted(tmp_path.glob("*.docx"))
    made = convert.Converter(LibreOffice(Path(SOFFICE))).to_pdf(sources, tmp_path / "out")
    assert {one.source.name: one.pages for one in made if one.pages != 1} == {}


def test_a_word_file_becomes_a_template_and_a_letter_of_the_office(services: Services, tmp_path: Path):
    template = taken_in(services, tmp_path, "Anh {{ groom }}, chị {{ bride }}, {{ signatory }}, {{ date }}")
    assert services.letter_templates.get(template.id) == template
    assert [field.id for field in template.fields] == ["groom", "bride", "groom_address"]
    (tmp_path / "mẫu thư cưới.docx").unlink()
    draft = wedding(services, template)
    assert "Anh A & B, chị Trần Thị Hường" in words(services.letters.docx(draft))
    written = services.letters.write(draft, tmp_path / "thư.docx")
    assert words(written.file.read_bytes()) == words(services.letters.docx(draft))
    saved = services.letters.save(draft)
    assert saved.recipient == "A & B và Trần Thị Hường"
    assert services.evidence.verify().missing == ()


def test_what_was_not_entered_is_dots_and_fails_its_condition(services: Services, tmp_path: Path):
    template = taken_in(
        services, tmp_path, "{{ groom }}{{ bride }}", "{{groom_address}}{% if groom_address %}X{% endif %}"
    )
    filled = words(services.letters.docx(wedding(services, template)))
    assert "....." in filled
    assert "X" not in filled


def test_a_new_file_for_a_template_is_a_new_version_and_old_letters_keep_theirs(
    services: Services, tmp_path: Path
):
    first = taken_in(services, tmp_path, "Cũ {{ groom }} {{ bride }}")
    saved = services.letters.save(wedding(services, first))
    path = tmp_path / "mới.docx"
    document = docx.Document()
    document.add_paragraph("Mới {{ groom }} {{ bride }}")
    document.save(str(path))
    second = services.letter_templates.import_word(path, LetterKind.WEDDING, first.title, first.id)
    assert (second.id, second.version) == (first.id, 2)
    assert words(services.letters.docx(services.letters.get(saved.id).draft)).startswith("Cũ")
    assert words(services.letters.docx(wedding(services, second))).startswith("Mới")


def test_a_file_with_problems_leaves_nothing_behind(services: Services, tmp_path: Path):
    before = len(services.letter_templates.templates())
    with pytest.raises(AppError) as raised:
        taken_in(services, tmp_path, "{{ grom }}", "{{ bride")
    assert raised.value.code == "word_template_problems"
    assert "{{ grom }}" in raised.value.message
    assert "1" in raised.value.hint
    assert len(services.letter_templates.templates()) == before
    assert not [path for path in services.folder.evidence.rglob("*") if path.is_file()]


def test_a_file_that_is_not_there_or_too_large_is_told_of(services: Services, tmp_path: Path):
    with pytest.raises(AppError) as raised:
        services.letter_templates.import_word(tmp_path / "không có.docx", LetterKind.WEDDING, "A")
    assert raised.value.code == "file_missing"
    large = tmp_path / "lớn.docx"
    with large.open("wb") as stream:
        stream.truncate(20_000_001)
    with pytest.raises(AppError) as raised:
        services.letter_templates.import_word(large, LetterKind.WEDDING, "A")
    assert raised.value.code == "word_file_too_large"


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_a_lost_word_file_is_told_of_and_stops_only_its_letters(
    services: Services, tmp_path: Path, damage: str
):
    template = taken_in(services, tmp_path, "{{ groom }} {{ bride }}")
    path = stored_file(services, template.word_sha256)
    path.chmod(0o600)
    path.unlink() if damage == "gone" else path.write_bytes(b"PK")
    with pytest.raises(AppError) as raised:
        services.letters.docx(wedding(services, template))
    assert raised.value.code == "word_file_lost"
    assert services.letters.docx(
        replace(wedding(services, template), template_id="wedding", template_version=None)
    )


def test_without_an_office_program_the_pdf_is_refused_plainly_and_word_remains(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(convert, "installed", lambda: None)
    draft = wedding(services, taken_in(services, tmp_path, "{{ groom }} {{ bride }}"))
    with pytest.raises(AppError) as raised:
        services.letters.pdf(draft)
    assert raised.value.code == "no_converter"
    assert zipfile.is_zipfile(io.BytesIO(services.letters.docx(draft)))


@needs_libreoffice
def test_the_pdf_of_a_word_letter_has_its_words(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(convert, "installed", lambda: LibreOffice(Path(SOFFICE)))
    draft = wedding(services, taken_in(services, tmp_path, "Anh {{ groom }}, chị {{ bride }}"))
    pdf = services.letters.pdf(draft)
    assert pdf.pages == 1
    (tmp_path / "a.pdf").write_bytes(pdf.content)
    if shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", str(tmp_path / "a.pdf"), "-"], check=True, capture_output=True)
        assert "Anh A & B, chị Trần Thị Hường" in read.stdout.decode()


def test_the_word_file_to_begin_with_is_the_template_or_its_own_file(services: Services, tmp_path: Path):
    plain = services.letter_templates.get("wedding")
    assert services.letter_templates.word_starter(plain, OFFICE)[:2] == b"PK"
    own = taken_in(services, tmp_path, "{{ groom }} {{ bride }}")
    kept = services.letter_templates.word_file(own)
    assert services.letter_templates.word_starter(own, OFFICE) == kept
