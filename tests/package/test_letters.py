"""Letters in the package: listed, shown masked, kept as they were frozen; no secret in any byte."""

import io
import json
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import bagit
import openpyxl
import pypdf
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.package import PackageProblemKind
from friendly_desktop.services.package import verify
from tests.letter_year import SECRETS, signed, write
from tests.package.conftest import YEAR, files_of, resealed, zipped

LIST = "data/documents/5-danh-muc-thu.pdf"
SHEET = "data/documents/5-danh-muc-thu.xlsx"


def a_year_of_letters(services: Services) -> list[int]:
    """Letters of every kind of the set, all of them shown, and a draft."""
    kinds = (
        LetterKind.WEDDING,
        LetterKind.BIRTH,
        LetterKind.PRAISE,
        LetterKind.THANKS,
        LetterKind.CONDOLENCE,
    )
    keys = [
        signed(services, kind, date(2026, month, 7), name)
        for month, name in ((2, "Nguyễn Văn Đức"), (9, "Trần Thị Hường"))
        for kind in kinds
    ]
    write(services, LetterKind.WEDDING)
    services.letter_proof.choose_sample(YEAR, keys)
    return keys


def exported(services: Services, target: Path) -> dict[str, bytes]:
    """The files of the package, by their names below its folder."""
    services.package.export(YEAR, target)
    return files_of(target.read_bytes())


def words_of(pdf: bytes) -> str:
    """The words of a PDF as a reader copies them out."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def everything(name: str, content: bytes) -> str:
    """Whatever a file can be made to say: its bytes, its name, what is packed in it, its text."""
    said = [
        name,
        content.decode("utf-8", "replace"),
        content.decode("latin-1"),
        content.decode("utf-16", "replace"),
    ]
    if name.endswith(".pdf") and content.count(b"%%EOF"):
        said.append(words_of(content))
        said += [str(value) for value in (pypdf.PdfReader(io.BytesIO(content)).metadata or {}).values()]
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            said += [everything(one, archive.read(one)) for one in archive.namelist()]
    return "\n".join(said)


def test_no_address_and_no_identity_number_stands_in_any_file(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    files = exported(office_year, stick / "gói.zip")
    assert sum(name.startswith("data/letters/") for name in files) == 10
    for name, content in files.items():
        said = everything(name, content)
        assert not [secret for secret in SECRETS if secret in said], name


@pytest.mark.parametrize("kind", LetterKind)
def test_a_sample_of_every_template_is_masked_and_keeps_the_names(
    office_year: Services, kind: LetterKind
) -> None:
    from friendly_desktop.services.year_letters import sample_draft
    from friendly_desktop.storage import letter_proof as rows

    for template in office_year.letter_templates.templates(kind):
        signed(office_year, template.id)
    with office_year.db.read() as connection:
        found = rows.proving(connection, YEAR, [kind])
        known = rows.templates(connection, {(one.template_id, one.template_version) for one in found})
    assert found
    for row in found:
        draft = sample_draft(row, known[row.template_id, row.template_version], ())
        content = office_year.letter_samples.pdf(draft)
        words = words_of(content)
        assert not [secret for secret in SECRETS if secret in words], row.template_id
        if any(
            field.kind.value == "person_name" for field in known[row.template_id, row.template_version].fields
        ):
            assert "NGUYỄN VĂN ĐỨC" in words.upper()
        assert "đã che thông tin cá nhân" in words
        assert office_year.letter_samples.pdf(draft) == content


def test_the_list_names_every_letter_by_criterion_and_kind(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    files = exported(office_year, stick / "gói.zip")
    words = " ".join(words_of(files[LIST]).split())
    assert "DANH MỤC THƯ CỦA CHỦ TỊCH" in words.upper()
    assert "Thư chúc mừng kết hôn (02 thư)" in words
    assert "Trần Thị Hường" in words
    rows = list(openpyxl.load_workbook(io.BytesIO(files[SHEET])).worksheets[0].iter_rows(values_only=True))
    assert any("Thư chia buồn (02 thư)" in str(cell) for row in rows for cell in row)


def test_the_papers_and_the_start_page_lead_to_the_letters(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    files = exported(office_year, stick / "gói.zip")
    page = files["index.html"].decode("utf-8")
    samples = [name for name in files if name.startswith("data/letters/")]
    assert all(f'href="{name}"' in page for name in (LIST, SHEET, *samples))
    report = " ".join(words_of(files["data/documents/2-bao-cao-tu-danh-gia.pdf"]).split())
    assert "02 thư chúc mừng kết hôn, 02 thư chúc mừng sinh con" in report
    listed = " ".join(words_of(files["data/documents/4-danh-muc-tai-lieu-kiem-chung.pdf"]).split())
    assert "Danh mục thư" in listed


def test_the_account_tells_the_letters_without_names(office_year: Services, stick: Path) -> None:
    import jsonschema

    from friendly_desktop.paths import RESOURCES

    keys = a_year_of_letters(office_year)
    files = exported(office_year, stick / "gói.zip")
    account = json.loads(files["data/assessment.json"])
    schema = json.loads((RESOURCES / "package" / "assessment.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(account)
    assert len(account["letters"]) == len(keys)
    assert account["letters"][0] == {
        "number": 1,
        "kind": "wedding",
        "document_number": "",
        "date": "2026-02-07",
        "counted_on": "2026-02-07",
        "state": "signed",
        "nodes": ["B.5"],
        "path": "data/letters/001-thu-chuc-mung-ket-hon.pdf",
    }
    assert "Hường" not in json.dumps(account, ensure_ascii=False)


def test_a_year_without_letters_has_no_list_of_them(office_year: Services, stick: Path) -> None:
    files = exported(office_year, stick / "gói.zip")
    assert LIST not in files
    assert "Danh mục thư" not in files["index.html"].decode("utf-8")
    assert json.loads(files["data/assessment.json"])["letters"] == []


def test_letters_without_samples_are_only_listed(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    office_year.letter_proof.choose_sample(YEAR, [])
    files = exported(office_year, stick / "gói.zip")
    assert LIST in files
    assert not [name for name in files if name.startswith("data/letters/")]


def test_the_package_of_a_frozen_year_does_not_move(office_year: Services, stick: Path) -> None:
    keys = a_year_of_letters(office_year)
    office_year.assessment.freeze(YEAR)
    exported(office_year, stick / "một.zip")
    signed(office_year, LetterKind.WEDDING)
    office_year.letters.cancel(keys[0], "Viết nhầm")
    office_year.letters.reopen(keys[1])
    exported(office_year, stick / "hai.zip")
    assert (stick / "hai.zip").read_bytes() == (stick / "một.zip").read_bytes()


def test_the_same_letters_give_the_same_bytes(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    for name in ("một", "hai"):
        exported(office_year, stick / f"{name}.zip")
    assert (stick / "hai.zip").read_bytes() == (stick / "một.zip").read_bytes()


def test_another_letter_makes_another_submission_that_names_the_change(
    office_year: Services, stick: Path
) -> None:
    from friendly_desktop.domain.package.figures import changes_between, items

    a_year_of_letters(office_year)
    before = items(office_year.package._content(YEAR, (), ()))
    signed(office_year, LetterKind.THANKS)
    changes = changes_between(before, items(office_year.package._content(YEAR, (), ())))
    assert changes.changed == ("Thư cảm ơn của mục B.5",)


def test_names_of_any_length_and_sign_are_listed(office_year: Services, stick: Path) -> None:
    for name in ("Công ty A & B <X> \U0001f600", "Nguyễn " * 40, "=cmd|' /C calc'!A0"):
        signed(office_year, LetterKind.THANKS, name=name)
    files = exported(office_year, stick / "gói.zip")
    assert "Công ty A & B <X>" in " ".join(words_of(files[LIST]).split())
    cells = [
        cell
        for row in openpyxl.load_workbook(io.BytesIO(files[SHEET])).worksheets[0].iter_rows()
        for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_package_with_letters_is_valid_and_counted(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    result = office_year.package.export(YEAR, stick / "gói")
    assert (result.letters, result.samples) == (10, 10)
    bagit.Bag(str(stick / "gói")).validate()
    assert verify([stick / "gói"]).ok


def test_a_sample_taken_out_and_sealed_again_is_missed(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    files = exported(office_year, stick / "gói.zip")
    gone = next(name for name in files if name.startswith("data/letters/"))
    del files[gone]
    (stick / "sửa.zip").write_bytes(zipped(resealed(files)))
    found = verify([stick / "sửa.zip"])
    assert [(one.kind, one.file) for one in found.problems] == [(PackageProblemKind.MISSING, gone)]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_another_reader_finds_no_secret_either(office_year: Services, stick: Path) -> None:
    a_year_of_letters(office_year)
    office_year.package.export(YEAR, stick / "gói")
    for path in (stick / "gói").rglob("*.pdf"):
        if path.parent.parent.name == "evidence":
            continue
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        words = done.stdout.decode("utf-8")
        assert words.strip(), path
        assert not [secret for secret in SECRETS if secret in words], path
