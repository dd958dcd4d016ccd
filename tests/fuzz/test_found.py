"""What was found by spoilt files, each with the smallest file that shows it."""

import csv
import io
import json
import os
import sqlite3
import time
import unicodedata
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from PIL import Image

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.cli.json_file import read_object
from friendly_desktop.domain.evidence import PreviewUnavailable
from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.scoring import evaluate
from friendly_desktop.domain.text import fold, nfc, sort_key
from friendly_desktop.domain.word_tags import FieldNames, Passage, Place, read_tags
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.criteria import CriteriaService
from friendly_desktop.services.letters.word import check_word
from friendly_desktop.services.pages import open_pages
from friendly_desktop.services.surveys.page_finding import find_codes
from friendly_desktop.storage import backup_database, backup_settings, survey_files, text_trees
from friendly_desktop.storage.ballot_scans import COARSE, ScanFile
from friendly_desktop.storage.delimited import unguarded, written
from friendly_desktop.storage.letter_lists import open_list
from friendly_desktop.storage.pictures import page_image
from friendly_desktop.storage.word_files import WordRefusedError, read_passages
from tests.fuzz import importers, seeds, special
from tests.fuzz.cage import watched
from tests.fuzz.desk import command
from tests.fuzz.inert import require_inert
from tests.fuzz.mutators import packed
from tests.fuzz.special import FORGERIES, forged_backup, row, sheet_of
from tests.package.conftest import fill
from ui import window_state
from ui.pages.home import summary

HEAD = row(1, "STT", "Họ và tên", "Địa chỉ")
PERSON = row(2, "1", "Nguyễn Văn Đức", "Thôn Đông")
DATABASE_HEAD = b"SQLite format 3\0"
HALF_PLACES = b'{"series": "\\ud800", "second": {"folder": "\\ud800", "last_at": null, "problem": "", "chosen_at": null}}'
QUICK = 5  # seconds of the processor; no speed goal: before, each of these took minutes or hours


def opened(folder: Path, content: bytes, name: str = "danh-sach.xlsx") -> object:
    path = folder / name
    path.write_bytes(content)
    begun = time.process_time()
    try:
        return open_list(path)
    finally:
        assert time.process_time() - begun < QUICK


def spoilt_part(part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seeds.people()[0].content)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    assert any(old in data for name, data in members if name == part)
    return packed([(name, data.replace(old, new) if name == part else data) for name, data in members])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", b"<fonts", b"<fonts <"),
        ("[Content_Types].xml", b"<Types", b"<Types &"),
        ("xl/workbook.xml", b"<sheets>", b"<sheets></x>"),
        ("xl/_rels/workbook.xml.rels", b"<Relationship ", b"<Relationship a=< "),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData></x>"),
    ],
)
def test_broken_xml_in_any_part_of_a_workbook_is_refused_with_words(
    part: str, old: bytes, new: bytes, tmp_path: Path
) -> None:
    with pytest.raises(AppError) as refused:
        opened(tmp_path, spoilt_part(part, old, new))
    assert refused.value.code == "list_unreadable"


def test_sheets_whose_only_row_is_the_last_one_take_no_hours(tmp_path: Path) -> None:
    with pytest.raises(AppError):
        opened(tmp_path, sheet_of('<row r="1048576"><c r="A1048576"/></row>', sheets=60))


def test_a_list_with_something_far_below_is_read(tmp_path: Path) -> None:
    found = opened(tmp_path, sheet_of(HEAD + PERSON + row(400_000, "2", "Trần Thị Hường")))
    assert [one.number for one in found.rows] == [2, 400_000]  # type: ignore[attr-defined]


@pytest.mark.parametrize("half", ["<row ", '<c r="A1"', "<mergeCell ", '<c r="A1"><f>', "<col "])
def test_comments_of_half_tags_take_no_hours(half: str, tmp_path: Path) -> None:
    comment = f"<!--{half * 20_000}-->"
    found = opened(tmp_path, sheet_of(HEAD + PERSON + comment * 4))
    assert [one.number for one in found.rows] == [2]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "piece",
    ["<!--" + "<row " * 1_000_000 + "-->", '<row r="3" a="' + ">" * 5_000_000 + '"/>', " " * 5_000_000,
     "<?x " + "<" * 5_000_000 + "?>", "<!--" + "<" * 1_000_000],
    ids=["comment", "tag", "spaces", "instruction", "no end"],
)  # fmt: skip
def test_a_piece_longer_than_excel_writes_any_is_refused_at_once(piece: str, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        opened(tmp_path, sheet_of(HEAD + PERSON + piece))
    assert refused.value.code == "list_unreadable"


def test_a_cell_as_long_as_excel_allows_is_read(tmp_path: Path) -> None:
    text = "&quot;" * 32_767
    found = opened(tmp_path, sheet_of(HEAD + row(2, "1", "Nguyễn Văn Đức", text)))
    assert len(found.rows[0].cells[2]) == 32_767  # type: ignore[attr-defined]


def test_a_cell_with_a_reference_in_every_attribute_takes_no_hours(tmp_path: Path) -> None:
    attributes = " ".join(f'a{number}-r="A1"' for number in range(20_000))
    opened(tmp_path, sheet_of(f'{HEAD}{PERSON}<row r="3"><c {attributes}><v>1</v></c></row>'))


def test_joined_areas_that_overlap_take_no_hours(tmp_path: Path) -> None:
    merged = "<mergeCells>" + '<mergeCell ref="B2:B1000000"/>' * 20_000 + "</mergeCells>"
    body = "".join(
        row(number, str(number), "x" if number == 2 else "", "Thôn Đông") for number in range(2, 2_000)
    )
    found = opened(tmp_path, sheet_of(HEAD + body, extra=merged))
    assert {one.cells[1] for one in found.rows} == {"x"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("marks", ["\u0315\u0300", "\u0f73\u0301", "\u0323\u0301\u0f81"])
def test_a_letter_with_a_hundred_thousand_marks_takes_no_minutes(marks: str) -> None:
    begun = time.process_time()
    text = nfc("a" + marks * 100_000 + "b")
    fold(text + marks * 100_000)
    sort_key(marks * 100_000)
    assert time.process_time() - begun < QUICK
    assert len(text) < 100
    assert text.endswith("b")
    assert unicodedata.is_normalized("NFC", text)


def test_marks_that_people_write_stay() -> None:
    text = "Nguyễn Thị Hồng Nhung" * 20 + "e" + "\u0323\u0302" + "ក្រុម" * 40 + "漢字" * 40
    assert nfc(text) == unicodedata.normalize("NFC", text)


DANGEROUS = ("=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_text_file_becomes_a_formula(text: str) -> None:
    content = written([["a", text, "b"]])
    require_inert("x.csv", content)
    cells = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [unguarded(cell) for cell in cells] == ["a", text, "b"]


@pytest.mark.parametrize("text", ["", "Nguyễn Văn A", "-5", "+84,5", "1.000", "'nháy'", "a=b", "-12%"])
def test_other_cells_of_a_text_file_stay_as_they_are(text: str) -> None:
    cells = next(csv.reader(io.StringIO(written([["a", text]]).decode("utf-8-sig"))))
    assert cells == ["a", text]
    assert unguarded(text) == text


def test_a_title_that_is_a_formula_comes_back_from_a_calendar_file_and_runs_nowhere(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "lich.csv"
    path.write_bytes(seeds.days_off()[1].content)
    services.workdays.import_days(path)
    services.workdays.export(path, [2027])
    require_inert(path.name, path.read_bytes())
    assert services.workdays.read_file(path).saved == ()  # the same days again


def test_a_backup_whose_records_were_forged_is_refused(services: Services, tmp_path: Path) -> None:
    fill(services, tmp_path / "gốc")
    backup = tmp_path / "sao-luu.zip"
    services.backups.make_file(backup)
    sound = backup.read_bytes()
    for statement in FORGERIES:
        backup.write_bytes(forged_backup(sound, "PRAGMA foreign_keys = OFF", statement))
        try:
            problems: tuple[str, ...] = services.backups.check(backup).problems
        except AppError as error:
            problems = (error.message,)
        assert problems, statement
        with pytest.raises(AppError):
            services.backups.restore(backup)
    assert services.assessment.view(2026).rows["B.1.1.1"].entry.points == 1


_posix = pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")


@_posix
def test_a_device_is_no_list() -> None:
    with pytest.raises(AppError) as refused:
        open_list(Path("/dev/zero"))
    assert refused.value.code == "list_unreadable"


@_posix
@pytest.mark.parametrize(
    "asked",
    [
        ("backup", "check", "FILE"),
        ("score", "evaluate", "--set", "hai-duong-2024", "--input", "FILE"),
        ("case", "add", "--fields", "FILE"),
    ],
)
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_device_in_the_place_of_a_file_is_refused_at_once(
    kind: str, asked: tuple[str, ...], services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "tệp"
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    assert command(tmp_path, *(str(path) if one == "FILE" else one for one in asked)).startswith(
        ("exit 1 ", "exit 3")
    )


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"geometry": [1e999, 1, 1, 1]}',
        '{"geometry": [99999999999999999999, 0, 1, 1]}',
        '{"folders": [1]}',
    ],
)
def test_a_spoilt_state_of_the_window_means_the_usual_one(content: str, tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(content, encoding="utf-8")
    assert window_state.load(DataFolder(tmp_path)) == window_state.WindowState()


def test_a_summary_of_other_kinds_of_values_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "home.json"
    sound = json.loads(importers.remembered_seeds()[1].content)
    path.write_text(json.dumps(sound), encoding="utf-8")
    assert summary.kept(path) is not None
    for place in range(1, len(sound)):
        path.write_text(json.dumps([*sound[:place], {"x": []}, *sound[place + 1 :]]), encoding="utf-8")
        assert summary.kept(path) is None, place


@pytest.mark.parametrize(
    "text", ["{" * 45_000, "{{ " * 15_000, "{#" * 20_000, "}" * 45_000, "{% if groom %}" * 3_000]
)
def test_a_paragraph_of_braces_takes_no_minutes(text: str) -> None:
    fields = FieldNames((Field("groom", FieldKind.PERSON, "Họ và tên"),))
    begun = time.process_time()
    assert read_tags((Passage(Place.BODY, text),), fields).problems
    assert time.process_time() - begun < QUICK


@pytest.mark.parametrize("place", [0, 1], ids=["paragraphs", "a paragraph"])
def test_a_word_file_that_is_no_letter_is_refused(place: int, tmp_path: Path) -> None:
    content = special.SPECIAL["word"][(0, 4)[place]]()[1]
    with pytest.raises(WordRefusedError):
        read_passages(content)


def test_conditions_in_conditions_without_end_are_refused() -> None:
    content = dict(made() for made in special.SPECIAL["word"])["ngoac-3.docx"]
    assert check_word(content, (Field("groom", FieldKind.PERSON, "Họ và tên"),)).problems


@pytest.mark.parametrize("tag", ["{{ groom" + "|upper" * 1_000 + " }}", "{% for " + "x" * 9_000 + " %}"])
def test_what_is_wrong_in_a_word_file_is_told_in_a_sentence(tag: str) -> None:
    found = read_tags((Passage(Place.BODY, tag),), FieldNames(()))
    assert all(len(one) < 300 for one in found.problems)


@pytest.mark.parametrize("box", ["0 0 1 100000000", "0 0 100000000 1"])
def test_a_page_like_a_strip_is_drawn_small_or_refused(box: str, tmp_path: Path) -> None:
    path = tmp_path / "dai.pdf"
    path.write_bytes(special._pdf(special._page(f"/MediaBox[{box}]".encode())))
    image = page_image(path, "application/pdf", 0, 600)
    assert image.width * image.height < 40_000_000
    assert max(image.width, image.height) <= 30_001
    with pytest.raises(AppError):
        open_pages(path.read_bytes())


@pytest.mark.parametrize(
    "points", ["1e1000000", "-1e1000000", "1e-1000000", "1e999999", "9" * 5_000, "NaN", "sNaN", "Infinity"]
)
def test_points_beyond_all_numbers_are_a_problem_and_not_counted(points: str) -> None:
    criteria = CriteriaService().get("hai-duong-2024")
    done = evaluate(criteria, {"B.1.1.1": Decimal(points)}, {}, {})
    assert [one.node for one in done.problems] == ["B.1.1.1"]
    assert done.total == 0


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_archives_packed_in_rare_ways_and_damaged_are_refused_with_words(
    way: int, services: Services, tmp_path: Path
) -> None:
    with pytest.raises(AppError) as refused:
        opened(tmp_path, special.packed_otherwise(seeds.cases()[0].content, way))
    assert refused.value.code == "list_unreadable"
    with pytest.raises(WordRefusedError):
        read_passages(special.packed_otherwise(seeds.word_files()[0].content, way))
    backup = tmp_path / "sao-luu.zip"
    services.backups.make_file(backup)
    backup.write_bytes(special.packed_otherwise(backup.read_bytes(), way))
    with pytest.raises(AppError):
        services.backups.restore(backup)


def test_a_damaged_picture_in_a_word_file_is_told_before_a_letter_is_made() -> None:
    document = docx.Document()
    document.add_paragraph("{{ groom }}")
    document.add_picture(io.BytesIO(seeds.picture("PNG")))
    target = io.BytesIO()
    document.save(target)
    content = bytearray(target.getvalue())
    with zipfile.ZipFile(target) as archive:
        picture = archive.getinfo("word/media/image1.png")
    content[picture.header_offset + 30 + len(picture.filename) + picture.compress_size // 2] ^= 1
    with pytest.raises(WordRefusedError):
        read_passages(bytes(content))


@pytest.mark.parametrize(
    "content", [b"[" * 200_000, HALF_PLACES], ids=["nested without end", "half a character"]
)
def test_a_list_of_places_that_no_program_writes_is_a_damaged_list(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "places.txt").write_bytes(content)
    assert backup_settings.read(tmp_path) == backup_settings.BackupSettings()


@pytest.mark.parametrize(
    "name", ["a" + ".a" * 100_000, '"a"' + " . 'b'" * 100_000, "[" + "a." * 100_000 + "a]"]
)
def test_a_name_of_many_parts_is_refused_before_toml_is_read(name: str) -> None:
    begun = time.process_time()
    with pytest.raises(text_trees.Refused):
        text_trees.from_toml(f"x = 1\n{name} = 1\n", "bo.toml")
    assert time.process_time() - begun < QUICK


@pytest.mark.parametrize(
    "text", ["a" * 3_000_000, "a " * 1_500_000, '"' * 3_000_000, "a." * 50 + "a = 1\n", "[" * 9]
)
def test_other_long_texts_are_not_searched_for_names_for_ever(text: str) -> None:
    begun = time.process_time()
    with suppress(text_trees.Refused):
        text_trees.from_toml(text, "bo.toml")
    assert time.process_time() - begun < QUICK


def test_strange_names_by_the_thousand_are_not_each_compared_with_the_known_ones(tmp_path: Path) -> None:
    path = tmp_path / "phieu.yaml"
    path.write_text("".join(f"k{number}: v\n" for number in range(60_000)), encoding="utf-8")
    begun = time.process_time()
    assert survey_files.load(path).problems
    assert time.process_time() - begun < QUICK


@pytest.mark.parametrize("ending", [".tmp", ".sqlite"])
def test_what_a_pulled_stick_kept_of_a_backup_hinders_no_later_one(
    ending: str, services: Services, tmp_path: Path
) -> None:
    target = tmp_path / "sao-luu.zip"
    half = DATABASE_HEAD + b"half".ljust(8192 - len(DATABASE_HEAD), b"\0")
    target.with_name(f".{target.name}.{os.getpid()}{ending}").write_bytes(half)
    services.backups.make_file(target)
    assert services.backups.check(target).problems == ()
    assert [one for one in tmp_path.iterdir() if one.is_file()] == [target]


@pytest.mark.parametrize(
    "text",
    [
        '{"scores": {"B.1.1.1": "\\ud800"}}',
        '{"scores": {"\\ud800": "1"}}',
        '{"\\ud800": 1, "\\ud800": 2}',
        '{"scores": {"B.1.1.1": ["\\ud800"]}}',
    ],
)
def test_half_a_character_among_scores_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "diem.json"
    path.write_text(text, encoding="ascii")
    told = command(tmp_path, "score", "evaluate", "--set", "hai-duong-2024", "--input", str(path))
    assert told == "exit 1 score_input_wrong"


@pytest.mark.parametrize("bracket", ["[]", ('{"a":', "}")])
def test_values_nested_ever_deeper_are_read_or_refused(bracket: Sequence[str], tmp_path: Path) -> None:
    path, codes = tmp_path / "thư.json", set()
    for depth in range(10, 1500, 10):
        inner = bracket[0] * depth + '""' * (bracket != "[]") + bracket[1] * depth
        path.write_text(f'{{"groom": {inner}}}', encoding="utf-8")
        try:
            read_object(path)
            codes.add("read")
        except AppError as refused:
            codes.add(refused.code)
    assert codes == {"read", "fields_unreadable"}


@pytest.mark.parametrize("name", ["phiếu.eps", "phiếu.png"])
def test_a_page_that_is_a_program_for_printers_is_no_picture_and_starts_nothing(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n(/etc/passwd) (r) file\n")
    with watched(tmp_path) as seen, pytest.raises(PreviewUnavailable):
        ScanFile(path).page(0, COARSE)
    assert seen == []


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1), (1, 20_000), (2, 3)])
def test_a_scan_as_thin_as_a_hair_shows_no_ballot(size: tuple[int, int]) -> None:
    assert find_codes(Image.new("L", size, 200)) == ()


def test_a_database_whose_tables_are_named_by_no_text_is_told_as_damaged(
    data_folder: DataFolder, services: Services
) -> None:
    services.close()
    sound = data_folder.database.read_bytes()
    spoilt = sound.replace(b"CREATE TABLE units", b"CREATE TABL\xff units", 1)
    assert spoilt != sound
    data_folder.database.write_bytes(spoilt)
    with pytest.raises(AppError) as told:
        open_services(data_folder)
    assert told.value.code == "database_damaged"
    with pytest.raises(sqlite3.DatabaseError):
        backup_database.examine(data_folder.database)
