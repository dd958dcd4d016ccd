"""The printed registers: what stands in them, what never changes, what comes after."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseKind,
    Channel,
    Competence,
    DocumentRef,
    Representative,
)
from friendly_desktop.domain.cases.register import Book, BookPaper, LastPage
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.i18n import use_language
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.case_register import RegisterOptions
from friendly_desktop.services.jobs import Unwatched
from friendly_desktop.storage import safe_files
from friendly_desktop.storage.tables import register_pages
from tests.services.cases_desk import add, step

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2026
A4 = RegisterOptions(paper=BookPaper.A4)


def words(content: bytes | Path) -> list[str]:
    """The words of each page, white space made single."""
    with pypdfium2.PdfDocument(content if isinstance(content, bytes) else content.read_bytes()) as pdf:
        texts = []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(" ".join(text_page.get_text_bounded().replace("\ufffe", "-").split()))
            text_page.close()
            page.close()
    return texts


def pictures(file: Path) -> list[bytes]:
    """Each page as it is seen."""
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        return [page.render(scale=1).to_pil().tobytes() for page in pdf]


def enter(services: Services, count: int, **values: object) -> None:
    for _number in range(count):
        add(services, CaseKind.PETITION, **values)


@pytest.fixture
def office_name(services: Services) -> None:
    services.office.save_office(
        Office(name="Ninh Giang", province="Hải Phòng", place="Ninh Giang", authority="UBND thành phố")
    )


def test_the_book_has_the_thirteen_columns_on_every_page(services: Services, office_name: None) -> None:
    enter(services, 30)
    made = services.case_register.preview(YEAR, A4)
    pages = words(made.content)
    assert made.rows == 30
    assert made.pages == len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "CCCD/ CMND/ Hộ chiếu" in text
        assert "Hướng dẫn công dân đến cơ quan có thẩm quyền" in text
        assert "(13)" in text
        assert f"Trang {number}" in text
        assert "trang này chưa in vào sổ" in text
        assert "Mẫu số 03/TCD ban hành kèm theo Nghị định số 154/2026/NĐ-CP" in text
    assert "SỔ TIẾP CÔNG DÂN Năm 2026" in pages[0]
    assert "ỦY BAN NHÂN DÂN XÃ NINH GIANG" in pages[0]
    assert "(12) Người tiếp dân ghi chép" in pages[0]


def test_a_row_says_request_representatives_documents_and_the_national_entry(services: Services) -> None:
    case = add(
        services,
        name="Trần Thị Bích Ngọc",
        request="Đo đạc lại ranh giới",
        people=12,
        representatives=(
            Representative("Lê Văn Sáu", "Thôn Đoài", "031090004321"),
            Representative("Vũ Thị Bảy"),
        ),
        earlier="Ủy ban nhân dân tỉnh",
        receiver="Bùi Thị Ân",
    )
    number = DocumentRef("Thông báo thụ lý", "31/TB-UBND", date(2026, 11, 20))
    step(services, case, CaseAction.CLASSIFY, competence=Competence.OWN)
    step(services, case, CaseAction.ACCEPT, document=number)
    services.cases.mark_national(case.id, date(2026, 11, 20), "QG-77", "Bùi Thị Ân")
    (page,) = words(services.case_register.preview(YEAR).content)
    for said in (
        "Yêu cầu, đề nghị: Đo đạc lại ranh giới",
        "Người đại diện: Lê Văn Sáu, Thôn Đoài",
        "031090004321",
        "Thông báo thụ lý số 31/TB-UBND",
        "Ủy ban nhân dân tỉnh",
        "Đã nhập CSDL quốc gia 20/11/2026",
        "QG-77",
        "Người tiếp: Bùi Thị Ân",
    ):
        assert said.replace(" ", "") in page.replace(" ", ""), said


def test_2026_has_two_parts_each_with_its_own_form(services: Services) -> None:
    enter(services, 2, received=date(2026, 6, 30))
    enter(services, 1, received=date(2026, 7, 1))
    first, second = words(services.case_register.preview(YEAR).content)
    assert "Thông tư số 04/2021/TT-TTCP" in first
    assert "Trả lại đơn và hướng dẫn" in first
    assert "đến hết ngày 30/06/2026" in first
    assert "Mẫu số 03/TCD" in second
    assert "từ ngày 01/07/2026" in second


def test_an_empty_year_is_one_page_that_says_so(services: Services) -> None:
    made = services.case_register.preview(2025)
    assert (made.rows, made.pages) == (0, 1)
    assert "Chưa có lượt tiếp công dân nào" in words(made.content)[0]
    assert "(12)" in words(made.content)[0]


def test_what_came_by_post_stands_in_the_other_book(services: Services) -> None:
    add(services, name="Người Đến Tận Nơi")
    add(services, name="Người Gửi Thư", channel=Channel.POST)
    (reception,) = words(services.case_register.preview(YEAR).content)
    (papers,) = words(services.case_register.preview(YEAR, RegisterOptions(Book.PAPERS)).content)
    assert "Người Đến Tận Nơi" in reception
    assert "Người Gửi Thư" not in reception
    assert "SỔ THEO DÕI ĐƠN" in papers
    assert "Người Gửi Thư" in papers
    assert "Bưu chính" in papers


def test_a_denunciation_says_a_code_and_matter_by_number(services: Services) -> None:
    case = add(services, CaseKind.DENUNCIATION, note="Ghi chú kín", content="Nội dung kín của đơn")
    (page,) = words(services.case_register.preview(YEAR).content)
    assert f"TC-2026-{case.number:03d}" in page
    assert "Nội dung: theo hồ sơ giấy, Tủ 2, ngăn 3" in page
    assert "kín" not in page


def test_a_long_story_goes_on_under_its_number(services: Services) -> None:
    story = " ".join(f"câu{number}" for number in range(900))
    assert len(story) > 5000
    add(services, CaseKind.PETITION, content=story)
    pages = words(services.case_register.preview(YEAR, A4).content)
    assert len(pages) > 1
    assert "1 (tiếp)" in pages[1]
    told = [word for text in pages for word in text.split() if word.startswith("câu")]
    assert told == story.split()


def test_printed_pages_are_the_same_when_printed_again_whatever_happens_after(
    services: Services, workplace: Path
) -> None:
    enter(services, 25)
    target = workplace / "in.pdf"
    made = services.case_register.fix(YEAR, target, A4)
    assert made.fixed == made.pages
    before = pictures(target)
    enter(services, 9)
    changed = services.cases.get(1)
    step(services, changed, CaseAction.ANSWER, text="Đã trả lời tại chỗ")
    services.office.save_office(Office(name="Tên Mới", province="X", place="X", authority="X"))
    again = workplace / "in lại.pdf"
    services.case_register.reprint(YEAR, again, "tcd-2026", 1, 99)
    assert pictures(again) == before
    shown = words(services.case_register.preview(YEAR, RegisterOptions(paper=BookPaper.A3)).content)
    assert shown[: len(before)] == words(again)


def test_the_last_page_waits_until_it_is_full_or_stays_short(services: Services, workplace: Path) -> None:
    enter(services, 3)
    target = workplace / "in.pdf"
    with pytest.raises(AppError) as held:
        services.case_register.fix(YEAR, target)
    assert held.value.code == "nothing_to_print"
    assert not target.exists()
    assert services.case_register.fix(YEAR, target, last=LastPage.SHORT).rows == 3
    enter(services, 1)
    (overview,) = services.case_register.overview(YEAR)
    assert (overview.printed_rows, overview.printed_pages, overview.waiting_rows) == (3, 1, 1)
    second = services.case_register.fix(YEAR, target, last=LastPage.SHORT)
    assert (second.rows, second.pages) == (1, 1)
    assert "Trang 2" in words(target)[0]
    assert "In vào sổ ngày 20/11/2026" in words(target)[0]


def test_later_facts_of_printed_rows_stand_in_the_supplement_once(
    services: Services, workplace: Path
) -> None:
    enter(services, 2)
    target = workplace / "in.pdf"
    services.case_register.fix(YEAR, target, last=LastPage.SHORT)
    assert services.case_register.changes(YEAR) == 0
    step(services, services.cases.get(2), CaseAction.ANSWER, text="Đã sửa xong đường thôn")
    assert services.case_register.changes(YEAR) >= 1
    first, second = words(services.case_register.preview(YEAR).content)
    assert "Đã sửa xong đường thôn" not in first
    assert "PHẦN BỔ SUNG" in second
    assert "(12) Theo dõi kết quả giải quyết" in second
    assert "Đã sửa xong đường thôn" in second
    assert "Phần bổ sung, trang 1" in second
    services.case_register.fix(YEAR, target, last=LastPage.SHORT)
    assert "Đã sửa xong đường thôn" in words(target)[0]
    assert services.case_register.changes(YEAR) == 0
    services.cases.mark_national(2, date(2026, 11, 20), "QG-1", "Ân")
    shown = words(services.case_register.preview(YEAR).content)
    assert [text.count("Đã sửa xong đường thôn") for text in shown] == [0, 1, 0]
    assert "QG-1" in shown[2]


def test_pages_for_a_printer_are_kept_first_and_given_again(services: Services) -> None:
    enter(services, 2)
    made = services.case_register.settle(YEAR, last=LastPage.SHORT)
    assert (made.rows, made.pages) == (2, 1)
    assert services.case_register.printed(YEAR, "tcd-2026", 1, 1).content == made.content


def test_papers_are_vietnamese_on_an_english_screen(services: Services) -> None:
    use_language("en")
    enter(services, 1)
    (page,) = words(services.case_register.settle(YEAR, last=LastPage.SHORT).content)
    assert "In vào sổ ngày 20/11/2026" in page
    assert "Kiến nghị" in page


def test_a_preview_settles_nothing(services: Services, workplace: Path) -> None:
    enter(services, 20)
    services.case_register.write(YEAR, workplace / "xem.pdf", A4)
    services.case_register.write(YEAR, workplace / "xem.xlsx")
    with services.db.read() as connection:
        assert connection.execute(select(register_pages)).all() == []


def test_pages_that_were_not_printed_are_not_printed_again(services: Services, workplace: Path) -> None:
    enter(services, 1)
    with pytest.raises(AppError) as refused:
        services.case_register.reprint(YEAR, workplace / "x.pdf", "tcd-2026", 1, 1)
    assert refused.value.code == "pages_not_printed"


def test_a_case_that_becomes_a_denunciation_leaves_the_kept_pages(
    services: Services, workplace: Path
) -> None:
    named = add(
        services, CaseKind.PETITION, name="Hoàng Kín Đáo", content="Chuyện riêng tư " + "dài dòng " * 40
    )
    add(services, CaseKind.PETITION)
    target = workplace / "in.pdf"
    services.case_register.fix(YEAR, target, last=LastPage.SHORT)
    step(services, named, CaseAction.ANSWER, text="Trả lời ông Hoàng Kín Đáo")
    services.case_register.fix(YEAR, target, last=LastPage.SHORT)
    step(services, named, CaseAction.REOPEN, text="Đọc lại đơn")
    step(services, named, CaseAction.CLASSIFY, kind=CaseKind.DENUNCIATION)
    shown = " ".join(words(services.case_register.preview(YEAR).content))
    assert "Kín Đáo" not in shown
    assert "riêng tư" not in shown
    assert "TC-2026-001" in shown
    data = b"".join(file.read_bytes() for file in services.folder.root.rglob("*") if file.is_file())
    assert "Kín Đáo".encode() not in data
    services.case_register.reprint(YEAR, target, "tcd-2026", 1, 9)
    assert "TC-2026-001" in words(target)[0]


def test_the_workbook_keeps_zeros_and_runs_no_formula(services: Services, workplace: Path) -> None:
    add(services, CaseKind.PETITION, name="=HYPERLINK(1)", identity="001080000007", content="+SUM(A1)\n@x")
    add(services, CaseKind.PETITION, received=date(2026, 3, 2))
    target = workplace / "sổ.xlsx"
    made = services.case_register.write(YEAR, target)
    assert (made.rows, made.pages) == (2, None)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Sổ tiếp công dân (12 cột)", "Sổ tiếp công dân (13 cột)"]
    sheet = book["Sổ tiếp công dân (13 cột)"]
    head = [cell.value for cell in sheet[4]]
    assert head[0] == "STT"
    assert len(head) == 13
    cells = [cell for cell in sheet[6] if cell.value]
    assert all(cell.data_type == "s" for cell in cells)
    values = [str(cell.value) for cell in cells]
    assert "001080000007" in values
    assert any(value.startswith("=HYPERLINK(1)") for value in values)
    assert sheet.column_dimensions["E"].width > 30
    assert sheet.page_setup.orientation == "landscape"


def test_progress_is_told_and_a_cancelled_run_leaves_the_old_file(
    services: Services, workplace: Path
) -> None:
    enter(services, 60)
    target = workplace / "in.pdf"
    target.write_bytes(b"old")

    told: list[tuple[int, int | None]] = []

    class Impatient(Unwatched):
        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            told.append((done, total))

        def checkpoint(self) -> None:
            if len(told) > 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        services.case_register.fix(YEAR, target, A4, LastPage.SHORT, Impatient())
    assert target.read_bytes() == b"old"
    assert told == [(25, 60), (50, 60)]
    assert services.case_register.overview(YEAR)[0].printed_pages == 0


def test_a_full_disk_settles_nothing(
    services: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(services, 2)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_files, "write_bytes", full)
    with pytest.raises(AppError) as refused:
        services.case_register.fix(YEAR, workplace / "in.pdf", last=LastPage.SHORT)
    assert refused.value.code == "disk_full"
    assert services.case_register.overview(YEAR)[0].printed_pages == 0


def test_two_that_print_at_once_print_no_page_twice(
    services: Services, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(services, 2)
    service = services.case_register
    target, other = workplace / "một.pdf", workplace / "hai.pdf"
    keep = service._keep

    def meanwhile(*arguments: object) -> None:
        monkeypatch.setattr(service, "_keep", keep)
        service.fix(YEAR, other, last=LastPage.SHORT)
        keep(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(service, "_keep", meanwhile)
    with pytest.raises(AppError) as refused:
        service.fix(YEAR, target, last=LastPage.SHORT)
    assert refused.value.code == "printed_meanwhile"
    assert not target.exists()
    assert other.exists()


@pytest.mark.parametrize(("name", "code"), [("sổ.docx", "file_kind"), ("thư mục.pdf", "target_is_folder")])
def test_a_place_that_cannot_be_written_is_refused_first(
    services: Services, workplace: Path, name: str, code: str
) -> None:
    (workplace / "thư mục.pdf").mkdir()
    with pytest.raises(AppError) as refused:
        services.case_register.write(YEAR, workplace / name)
    assert refused.value.code == code


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    goes=st.lists(
        st.tuples(st.lists(st.integers(0, 700), min_size=1, max_size=8), st.sampled_from(LastPage)),
        min_size=2,
        max_size=4,
    )
)
def test_fixed_pages_stay_through_any_sequence_of_entries_and_printings(
    tmp_path_factory: pytest.TempPathFactory, goes: list[tuple[list[int], LastPage]]
) -> None:
    folder = tmp_path_factory.mktemp("sổ")
    clock = FixedClock(datetime(2026, 11, 20, 7, 30, tzinfo=UTC))
    services = open_services(DataFolder(folder / "d"), clock, create=True)
    fixed: dict[int, str] = {}
    total = 0
    try:
        for number, (lengths, last) in enumerate(goes):
            for length in lengths:
                total += 1
                add(services, CaseKind.PETITION, content=f"dòng{total} " + "từ " * length)
            try:
                services.case_register.fix(YEAR, folder / f"{number}.pdf", A4, last)
            except AppError as held:
                if held.code != "nothing_to_print":
                    raise
            shown = words(services.case_register.preview(YEAR, A4).content)
            for page, text in fixed.items():
                assert shown[page - 1] == text
            fixed = {page: text for page, text in enumerate(shown, 1) if "In vào sổ ngày" in text}
            every = " ".join(shown).split()
            assert [every.count(f"dòng{one}") for one in range(1, total + 1)] == [1] * total
    finally:
        services.close()


def test_a_book_of_one_sheet_size_keeps_it(services: Services, workplace: Path) -> None:
    enter(services, 1)
    services.case_register.fix(YEAR, workplace / "1.pdf", A4, LastPage.SHORT)
    enter(services, 1)
    content = services.case_register.preview(YEAR, RegisterOptions(paper=BookPaper.A3)).content
    with pypdfium2.PdfDocument(BytesIO(content)) as pdf:
        assert {round(page.get_width()) for page in pdf} == {842}
    assert services.case_register.overview(YEAR)[0].paper is BookPaper.A4


def test_the_cover_names_office_book_and_year(services: Services, office_name: None) -> None:
    enter(services, 1)
    pages = words(services.case_register.preview(YEAR, RegisterOptions(cover=True)).content)
    assert "ỦY BAN NHÂN DÂN XÃ NINH GIANG SỔ TIẾP CÔNG DÂN NĂM 2026" in pages[0]
    assert "Trang 1" in pages[1]


def test_a_character_without_a_glyph_prints_as_a_box(services: Services) -> None:
    add(services, CaseKind.PETITION, content="Mặt cười 🙂 trong đơn")
    assert "trong đơn" in words(services.case_register.preview(YEAR).content)[0]


def test_nothing_that_prints_is_loaded_before_it_is_asked_for() -> None:
    """The window is painted first (``services`` are opened behind it)."""
    heavy = "reportlab", "xlsxwriter", "PIL"
    code = (
        "import sys, friendly_desktop.cli.register, friendly_desktop.services.case_register,"
        " friendly_desktop.services.case_statistics;"
        f"print([one for one in {heavy!r} if one in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"


def test_the_rest_of_a_broken_row_is_wiped_too(services: Services, workplace: Path) -> None:
    story = " ".join(f"riêng{number}" for number in range(900))
    case = add(services, CaseKind.PETITION, name="Hoàng Kín Đáo", content=story)
    services.case_register.fix(YEAR, workplace / "in.pdf", A4)
    assert services.case_register.overview(YEAR)[0].waiting_rows == 0
    step(services, case, CaseAction.CLASSIFY, kind=CaseKind.DENUNCIATION)
    shown = " ".join(words(services.case_register.preview(YEAR, A4).content))
    assert "riêng" not in shown
    assert "Kín Đáo" not in shown
    data = b"".join(file.read_bytes() for file in services.folder.root.rglob("*") if file.is_file())
    assert "Kín Đáo".encode() not in data


def test_a_correction_of_the_entry_is_told_in_the_supplement(services: Services, workplace: Path) -> None:
    case = add(services, CaseKind.PETITION, name="Nguyễn Văn Đúc")
    services.case_register.fix(YEAR, workplace / "in.pdf", last=LastPage.SHORT)
    first = services.cases.steps(case.id)[0]
    services.cases.correct(case.id, first.id, replace(case.entry, name="Nguyễn Văn Đức"), "Gõ nhầm tên")
    (printed, extra) = words(services.case_register.preview(YEAR).content)
    assert "Nguyễn Văn Đúc" in printed
    assert "Ghi lại là: Nguyễn Văn Đức" in extra
    assert "Đính chính ngày 20/11/2026: Gõ nhầm tên" in extra
