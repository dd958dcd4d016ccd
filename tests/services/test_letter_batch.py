"""Letters from a list: mapped, looked over, made, accounted for, taken back."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdfium2 import PdfDocument

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters.batch import BatchForm, BatchRow, BatchTarget, DoubtKind
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.storage import safe_files
from tests import letter_list_sample
from tests.domain.legacy_writing import as_tcvn3

HEADINGS: list[Any] = ["STT", "Họ và tên chồng", "Địa chỉ chồng", "Họ và tên vợ", "Địa chỉ vợ"]
ROWS: list[list[Any]] = [
    [1, "Nguyễn Văn Đức", "Thôn Đông", "Trần Thị Hường", "Thôn Đoài"],
    [2, "Lê Quốc Việt", "Thôn Đông", None, "Thôn Đoài"],
    [3, "Phạm Minh Hiếu", "Thôn Đông", "Đỗ Mỹ Linh", "Thôn Đoài"],
    [4, "Vũ Đình Thắng", "Thôn Đông", "Bùi Thị Ước", "Thôn Đoài"],
]


class StopAfter:
    """A person who presses cancel after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Watch nothing."""

    def checkpoint(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


@pytest.fixture
def commune(services: Services) -> Services:
    services.office.save_office(Office(name="An Bình", province="Hải Phòng", place="An Bình", set_up=True))
    return services


def sheet(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    book.save(path)
    return path


def looked_over(
    services: Services, path: Path, template: str = "wedding", **more: Any
) -> tuple[BatchRow, ...]:
    batches = services.letter_batches
    chosen = services.letter_templates.get(template)
    found = batches.open(path)
    return batches.rows(found, chosen, batches.mapping(found, chosen), **more)


def words_of(path: Path) -> list[str]:
    with PdfDocument(path) as read:
        return [page.get_textpage().get_text_bounded() for page in read]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_list_becomes_one_pdf_in_its_order_and_the_bad_row_is_accounted_for(
    commune: Services, workplace: Path
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    target = BatchTarget(BatchForm.ONE_PDF, workplace / "thư.pdf")
    account = commune.letter_batches.make(rows, target)
    assert account.made == 3
    assert [(one.row, one.message) for one in account.skipped] == [(3, "Chưa nhập «Họ tên vợ».")]
    assert account.files == (workplace / "thư.pdf",)
    pages = words_of(account.files[0])
    assert account.pages == len(pages) == 3
    for page, name in zip(pages, ("Nguyễn Văn Đức", "Phạm Minh Hiếu", "Vũ Đình Thắng"), strict=True):
        assert name in page
    assert commune.letters.find() == ()


@pytest.mark.parametrize(("form", "suffix"), [(BatchForm.PDFS, "pdf"), (BatchForm.WORDS, "docx")])
def test_one_file_a_letter_has_a_name_that_names_nobody(
    commune: Services, workplace: Path, form: BatchForm, suffix: str
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    account = commune.letter_batches.make(rows, BatchTarget(form, workplace / "ra"))
    expected = [f"thu-chuc-mung-ket-hon-00{row}.{suffix}" for row in (2, 4, 5)]
    assert [path.name for path in account.files] == expected
    assert files_in(workplace / "ra") == expected
    if form is BatchForm.PDFS:
        assert "Phạm Minh Hiếu" in words_of(account.files[1])[0]


def test_unticked_rows_are_left_out_and_said_so(commune: Services, workplace: Path) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    chosen = [replace(row, ticked=False) if row.number == 4 else row for row in rows]
    account = commune.letter_batches.make(chosen, BatchTarget(BatchForm.ONE_PDF, workplace / "a.pdf"))
    assert account.made == 2
    assert [(one.row, one.message) for one in account.skipped][1] == (4, "Dòng không được chọn.")


def test_letters_go_into_the_register_with_the_next_numbers(commune: Services, workplace: Path) -> None:
    path = sheet(workplace / "a.xlsx", [HEADINGS, *ROWS])
    rows = looked_over(commune, path)
    target = BatchTarget(BatchForm.ONE_PDF, workplace / "a.pdf", record=True, numbered=True)
    account = commune.letter_batches.make(rows, target)
    letters = commune.letters.find()
    assert sorted(one.id for one in letters) == sorted(account.letters)
    assert sorted((one.number or 0, one.draft.number) for one in letters) == [
        (1, "01/UBND"), (2, "02/UBND"), (3, "03/UBND"),
    ]  # fmt: skip
    assert len({one.batch for one in letters}) == 1
    again = looked_over(commune, path)
    assert [[one.kind for one in row.doubts] for row in again] == [
        [DoubtKind.DOUBLE_IN_REGISTER], [], [DoubtKind.DOUBLE_IN_REGISTER], [DoubtKind.DOUBLE_IN_REGISTER],
    ]  # fmt: skip
    assert not any(row.ticked for row in again)
    assert "số 01/UBND" in again[0].doubts[0].message


def test_what_cannot_go_into_the_register_leaves_no_file(
    commune: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise AppError("disk_full", "Ổ đĩa đã đầy", "Không còn chỗ.")

    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    monkeypatch.setattr(commune.letters, "save_many", full)
    out = workplace / "ra"
    for form, path in ((BatchForm.ONE_PDF, out / "a.pdf"), (BatchForm.PDFS, out)):
        with pytest.raises(AppError, match="Ổ đĩa đã đầy"):
            commune.letter_batches.make(rows, BatchTarget(form, path, record=True))
    assert files_in(out) == []


@pytest.mark.parametrize("steps", [0, 1, 3])
@pytest.mark.parametrize("form", list(BatchForm))
def test_cancelling_leaves_the_target_as_it_was(
    commune: Services, workplace: Path, steps: int, form: BatchForm
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    folder = workplace / "ra"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"before")
    (folder / "thu-chuc-mung-ket-hon-002.pdf").write_bytes(b"before")
    path = folder / "a.pdf" if form is BatchForm.ONE_PDF else folder
    with pytest.raises(Cancelled):
        commune.letter_batches.make(rows, BatchTarget(form, path, record=True), StopAfter(steps))
    assert files_in(folder) == ["a.pdf", "thu-chuc-mung-ket-hon-002.pdf"]
    assert {file.read_bytes() for file in folder.iterdir()} == {b"before"}
    assert commune.letters.find() == ()


def test_a_folder_made_for_letters_that_never_came_is_gone_too(commune: Services, workplace: Path) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    for form, path in (
        (BatchForm.ONE_PDF, Path("thư đi/đợt 1/a.pdf")),
        (BatchForm.PDFS, Path("thư đi/đợt 1")),
    ):
        with pytest.raises(Cancelled):
            commune.letter_batches.make(rows, BatchTarget(form, workplace / path), StopAfter(1))
        assert not (workplace / "thư đi").exists()


def test_a_full_disk_is_told_and_leaves_the_target_as_it_was(
    commune: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    target = workplace / "ra" / "a.pdf"
    target.parent.mkdir()
    target.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(AppError) as caught:
        commune.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, target))
    assert caught.value.code == "disk_full"
    assert target.read_bytes() == b"before"
    assert files_in(target.parent) == ["a.pdf"]


def test_what_a_killed_run_left_is_cleared_away_the_next_day(commune: Services, workplace: Path) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    old, new = workplace / "ra" / ".thu-1.tmp", workplace / "ra" / ".thu-2.tmp"
    for left in (old, new):
        left.mkdir(parents=True)
        (left / "a.pdf").write_bytes(b"half")
    os.utime(old, (0, 0))
    commune.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "ra" / "a.pdf"))
    assert sorted(path.name for path in (workplace / "ra").iterdir()) == [".thu-2.tmp", "a.pdf"]


def test_a_file_that_reads_back_otherwise_is_never_called_done(
    commune: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    monkeypatch.setattr("friendly_desktop.services.letters.batch_files.is_whole", lambda _path, _pages: False)
    for form in BatchForm:
        path = workplace / "ra" / "a.pdf" if form is BatchForm.ONE_PDF else workplace / "ra"
        with pytest.raises(AppError, match="không nguyên vẹn"):
            commune.letter_batches.make(rows, BatchTarget(form, path))
    assert files_in(workplace / "ra") == []


def test_a_batch_without_one_good_row_is_refused_by_its_first_reason(
    commune: Services, workplace: Path
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, ROWS[1]]))
    with pytest.raises(AppError, match="Chưa có dòng nào được chọn"):
        commune.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "a.pdf"))
    assert not (workplace / "a.pdf").exists()


def test_doubles_inside_the_list_are_told_and_only_the_first_is_ticked(
    commune: Services, workplace: Path
) -> None:
    twice: list[list[Any]] = [[*ROWS[0]], ["", "NGUYỄN VĂN ĐỨC", "", "trần thị hường", ""]]
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *twice]))
    assert [row.ticked for row in rows] == [True, False]
    assert rows[1].doubts[0].message == "Trùng với dòng 2 của danh sách."


def test_old_fonts_are_told_and_converted_on_request_only(commune: Services, workplace: Path) -> None:
    old: list[list[Any]] = [[1, *(as_tcvn3(str(cell)) for cell in ROWS[0][1:])], ROWS[2]]
    batches = commune.letter_batches
    template = commune.letter_templates.get("wedding")
    found = batches.open(sheet(workplace / "a.xlsx", [HEADINGS, *old]))
    rows = batches.rows(found, template, batches.mapping(found, template))
    assert [one.kind for one in rows[0].doubts] == [DoubtKind.LEGACY]
    assert rows[0].draft.values["groom"] == as_tcvn3("Nguyễn Văn Đức")
    assert rows[1].doubts == ()
    better = batches.converted(found)
    again = batches.rows(better, template, batches.mapping(better, template))
    assert again[0].draft.values["groom"] == "Nguyễn Văn Đức"
    assert again[0].ticked
    assert better.rows[1] == found.rows[1]


def test_a_list_that_is_wholly_in_an_old_font_is_opened_and_converted(
    commune: Services, workplace: Path
) -> None:
    written = [[as_tcvn3(str(cell or "")) for cell in row] for row in [HEADINGS, *ROWS]]
    batches = commune.letter_batches
    template = commune.letter_templates.get("wedding")
    found = batches.open(sheet(workplace / "a.xlsx", written))
    mapping = batches.mapping(found, template)
    assert sorted(mapping.values()) == ["bride", "bride_address", "groom", "groom_address"]
    assert not any(row.ticked for row in batches.rows(found, template, mapping))
    rows = batches.rows(batches.converted(found), template, mapping)
    assert [row.recipient for row in rows if row.ticked] == [
        f"{row[1]} và {row[3]}" for row in ROWS if row[3]
    ]


def test_a_remark_in_an_old_font_beside_the_letter_does_not_matter(
    commune: Services, workplace: Path
) -> None:
    rows: list[list[Any]] = [[*HEADINGS, "Ghi chú"], [*ROWS[0], as_tcvn3("đã nhận giấy")]]
    assert looked_over(commune, sheet(workplace / "a.xlsx", rows))[0].ticked


def test_a_letter_that_needs_a_second_page_is_told(commune: Services, workplace: Path) -> None:
    headings = ["Xưng hô", "Họ tên", "Địa chỉ", "Thành tích"]
    rows = looked_over(
        commune,
        sheet(workplace / "a.xlsx", [headings, ["Ông", "Lê Văn An", "Thôn Đông", "Có công lớn. " * 300]]),
        "praise",
    )
    assert [one.kind for one in rows[0].doubts] == [DoubtKind.OVERFLOW]
    assert rows[0].makeable


def test_a_mapping_is_remembered_by_the_headings_even_when_a_column_joins(
    commune: Services, workplace: Path
) -> None:
    batches = commune.letter_batches
    template = commune.letter_templates.get("wedding")
    found = batches.open(sheet(workplace / "a.xlsx", [["Phu quân", "Phu nhân"], ["A", "B"]]))
    assert batches.mapping(found, template) == {}
    mine = {"Phu quân": "groom", "Phu nhân": "bride"}
    batches.remember_mapping(found, template, {**mine, "Không có": "groom"})
    assert batches.mapping(found, template) == mine
    wider = batches.open(sheet(workplace / "b.xlsx", [["Phu quân", "Phu nhân", "Khác"], ["A", "B", "C"]]))
    assert batches.mapping(wider, template) == mine
    assert batches.mapping(found, commune.letter_templates.get("praise")) == {}
    batches.remember_mapping(found, template, {"Phu quân": "bride"})
    assert batches.mapping(found, template) == {"Phu quân": "bride"}


def test_what_the_list_does_not_say_is_the_same_in_every_letter(commune: Services, workplace: Path) -> None:
    path = sheet(workplace / "a.xlsx", [["Họ và tên", "Địa chỉ"], ["An", "Thôn Đông"], ["Bình", None]])
    template = commune.letter_templates.get("wedding")
    base = replace(commune.letters.blank_draft("wedding"), date=date(2026, 12, 24))
    batches = commune.letter_batches
    found = batches.open(path)
    rows = batches.rows(
        found,
        template,
        {"Họ và tên": "groom", "Địa chỉ": "groom_address"},
        base=base,
        defaults={"bride": "Trần Thị Hường", "groom_address": "Thôn Đoài"},
    )
    assert [row.draft.values["groom_address"] for row in rows] == ["Thôn Đông", "Thôn Đoài"]
    assert {row.draft.values["bride"] for row in rows} == {"Trần Thị Hường"}
    assert {row.draft.date for row in rows} == {date(2026, 12, 24)}


def test_a_list_of_deaths_gets_its_dates_ages_and_hamlets(commune: Services, workplace: Path) -> None:
    commune.office.save_hamlet("Thôn Đông")
    headings = [
        "Họ tên người mất",
        "Xưng hô",
        "Năm sinh",
        "Ngày mất",
        "Thôn",
        "Thân nhân",
        "Xưng hô người nhận",
    ]
    people: list[list[Any]] = [
        ["Nguyễn Văn Ất", "Cụ", 1940, date(2026, 3, 5), "Đông", "Nguyễn Văn Bính", "Ông"],
        ["Trần Văn Đinh", "Anh", "1990", "5/3/26", "Thôn Đoài", "Trần Thị Mậu", "Bà"],
        ["Lê Thị Kỷ", "Bà", "1950", "30/2/2026", "Đông", "Lê Văn Canh", "Ông"],
        ["Phạm Thị Tân", "Bà", "1950", "5/3/2050", "Đông", "Phạm Văn Nhâm", "Ông"],
    ]
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [headings, *people]), "condolence")
    first, second, third, fourth = rows
    assert first.draft.values["age"] == "hưởng thọ 87 tuổi"
    assert first.draft.values["hamlet"] == "Thôn Đông"
    assert first.draft.values["died"] == second.draft.values["died"] == "2026-03-05"
    assert second.draft.values["age"] == "hưởng dương 37 tuổi"
    assert second.draft.values["hamlet"] == "Thôn Đoài"
    told = [one.message for one in second.problems]
    assert told == ["«Thôn, tổ dân phố»: «Thôn Đoài» không có trong danh sách của đơn vị."]
    assert second.ticked
    assert third.message == "«Ngày mất»: Không có ngày 30/2/2026 trong lịch."
    assert fourth.message == "«Ngày mất» là 05/03/2050, muộn hơn hôm nay."
    plain = looked_over(commune, workplace / "a.xlsx", "condolence", ages=False)
    assert "age" not in plain[0].draft.values


def test_the_failed_rows_are_saved_corrected_and_made_again(commune: Services, workplace: Path) -> None:
    batches = commune.letter_batches
    template = commune.letter_templates.get("wedding")
    bad: list[list[Any]] = [[1, "=cmd|' /C calc'!A0", "+84", None, "@x"], *ROWS[:1]]
    path = workplace / "a.csv"
    path.write_text("\n".join(",".join(str(cell or "") for cell in row) for row in [HEADINGS, *bad]), "utf-8")
    found = batches.open(path)
    rows = batches.rows(found, template, batches.mapping(found, template))
    account = batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "a.pdf"))
    saved = batches.save_failed(found, account, workplace / "chưa làm.xlsx")
    book = openpyxl.load_workbook(saved)
    page = book.worksheets[0]
    assert [cell.value for cell in page[1]] == [*HEADINGS, "Lý do chưa làm"]
    assert [cell.value for cell in page[2]] == [
        "1", "=cmd|' /C calc'!A0", "+84", None, "@x", "Chưa nhập «Họ tên vợ».",
    ]  # fmt: skip
    assert page["B2"].data_type == "s"
    assert page["B2"].quotePrefix
    page["D2"] = "Trần Thị Hường"
    page["B2"] = "Lê Văn Mới"
    book.save(saved)
    again = batches.open(saved)
    corrected = batches.rows(again, template, batches.mapping(again, template))
    second = batches.make(corrected, BatchTarget(BatchForm.ONE_PDF, workplace / "b.pdf"))
    assert (second.made, second.skipped) == (1, ())
    assert "Lê Văn Mới" in words_of(workplace / "b.pdf")[0]


def test_the_account_can_be_saved(commune: Services, workplace: Path) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    batches = commune.letter_batches
    account = batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "a.pdf"))
    saved = batches.save_account(account, rows, workplace / "kết quả.xlsx")
    page = openpyxl.load_workbook(saved).worksheets[0]
    cells = [[cell.value for cell in row] for row in page.iter_rows()]
    assert cells[0] == ["Dòng", "Người nhận", "Kết quả", "Lý do"]
    assert cells[1] == ["2", "Nguyễn Văn Đức và Trần Thị Hường", "Đã làm", None]
    assert cells[2][2:] == ["Chưa làm", "Chưa nhập «Họ tên vợ»."]


def test_a_real_looking_list_of_300_names_its_12_bad_rows(commune: Services, workplace: Path) -> None:
    path = letter_list_sample.write(workplace / "danh sách kết hôn.xlsx")
    rows = looked_over(commune, path)
    assert len(rows) == letter_list_sample.ROWS
    bad = {row.number: row.message for row in rows if not row.ticked}
    expected = {letter_list_sample.sheet_row(index): words for index, words in letter_list_sample.BAD.items()}
    assert bad.keys() == expected.keys()
    for number, words in expected.items():
        assert words in bad[number], bad[number]
    account = commune.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / "thư.pdf"))
    assert account.made == account.pages == 288
    assert [one.row for one in account.skipped] == sorted(expected)


def test_the_same_list_gives_the_same_bytes(commune: Services, workplace: Path) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    made = []
    for name in ("a.pdf", "b.pdf"):
        commune.letter_batches.make(rows, BatchTarget(BatchForm.ONE_PDF, workplace / name))
        made.append((workplace / name).read_bytes())
    assert made[0] == made[1]


def test_every_shipped_template_finds_its_own_labels_in_a_list(commune: Services, workplace: Path) -> None:
    for template in commune.letter_templates.templates():
        labels = [one.label for one in template.fields]
        path = sheet(workplace / f"{template.id}.xlsx", [labels, ["x"] * len(labels)])
        found = commune.letter_batches.open(path)
        mapping = commune.letter_batches.mapping(found, template)
        assert mapping == {one.label: one.id for one in template.fields}, template.id


@pytest.mark.parametrize("form", [BatchForm.ONE_PDF, BatchForm.PDFS])
def test_letters_do_not_enter_the_register_where_a_file_is_open_in_another_program(
    commune: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch, form: BatchForm
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    folder = workplace / "ra"
    folder.mkdir()
    held = folder / ("thu.pdf" if form is BatchForm.ONE_PDF else "thu-chuc-mung-ket-hon-004.pdf")
    held.write_bytes(b"old")
    opened = Path.open

    def refusing(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        if path == held and mode == "r+b":  # as Windows answers while a viewer shows the file
            raise PermissionError(13, "held")
        return opened(path, mode, *more, **named)

    monkeypatch.setattr(Path, "open", refusing)
    target = BatchTarget(form, held if form is BatchForm.ONE_PDF else folder, record=True, numbered=True)
    with pytest.raises(AppError, match="không có quyền"):
        commune.letter_batches.make(rows, target)
    assert commune.letters.find() == ()
    assert files_in(folder) == [held.name]
    assert held.read_bytes() == b"old"


def test_a_disk_that_fills_up_ends_a_run_of_single_files_and_takes_its_new_folder_back(
    commune: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = looked_over(commune, sheet(workplace / "a.xlsx", [HEADINGS, *ROWS]))
    written: list[Path] = []

    def filling(target: Path, content: bytes, *, flush: bool) -> None:
        written.append(target)
        if len(written) > 1:
            raise OSError(28, "No space left on device")
        target.write_bytes(content)

    monkeypatch.setattr(safe_files, "write_one_of_many", filling)
    target = BatchTarget(BatchForm.PDFS, workplace / "mới" / "ra", record=True)
    with pytest.raises(AppError) as caught:
        commune.letter_batches.make(rows, target)
    assert caught.value.code == "disk_full"
    assert len(written) == 2
    assert not (workplace / "mới").exists()
    assert commune.letters.find() == ()
