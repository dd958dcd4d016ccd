"""Monthly figures, their shares, the office's sheets; late files and their letters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.indicators import Gathering, Indicator, LateFile, Share
from friendly_desktop.domain.indicators.lists import Layout
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.errors import AppError
from tests.domain.legacy_writing import as_tcvn3

YEAR = 2026
FILE = LateFile(
    0, "H1", "Cấp sổ", "Nguyễn Văn An", "Thôn Đông", date(2026, 10, 1), date(2026, 10, 10), None, "chờ đo đạc"
)


def sheet(path: Path, rows: list[list[object]], name: str = "Bảng") -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(row)
    book.save(path)
    return path


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


# Figures


def test_figures_of_a_month_are_kept_exactly_and_taken_away_when_empty(services: Services) -> None:
    services.indicators.set_values(YEAR, 3, {"files_early": "1.250", "files_late": Decimal(0)}, "Một cửa")
    services.indicators.set_values(YEAR, 3, {"files_late": ""})
    (kept,) = services.indicators.values(YEAR)
    assert (kept.indicator, kept.month, kept.value, kept.source) == (
        "files_early",
        3,
        Decimal(1250),
        "Một cửa",
    )


def test_one_wrong_figure_writes_none(services: Services) -> None:
    with pytest.raises(AppError) as refused:
        services.indicators.set_values(YEAR, 3, {"files_early": "10", "files_late": "2%"})
    assert code_of(refused) == "figure_invalid"
    assert "Hồ sơ trả quá hạn" in refused.value.message
    assert services.indicators.values(YEAR) == ()


@pytest.mark.parametrize(
    ("year", "month", "code"),
    [(2026, 12, "month_to_come"), (2026, 13, "month_invalid"), (2027, 1, "month_to_come")],
)
def test_no_figure_comes_before_its_month(services: Services, year: int, month: int, code: str) -> None:
    with pytest.raises(AppError) as refused:
        services.indicators.set_values(year, month, {"files_early": "1"})
    assert code_of(refused) == code


def test_the_month_under_way_counts_but_is_not_missed(services: Services) -> None:
    for month in (9, 10, 11):
        services.indicators.set_values(YEAR, month, {"documents_out": "100", "documents_signed": "95"})
    found = services.indicators.share(YEAR, "signed")
    assert (found.part, found.whole, found.percent) == (Decimal(285), Decimal(300), Decimal(95))
    assert found.missing == tuple(range(1, 9))
    assert services.indicators.share(YEAR, "signed", until=9).whole == Decimal(100)


def test_a_figure_of_the_office_joins_the_others(services: Services) -> None:
    own = services.indicators.save_own(Indicator("", "  Lượt tra cứu  QR", "lượt", "Dịch vụ công trực tuyến"))
    assert own.id == "own_luot_tra_cuu_qr"
    services.indicators.set_values(YEAR, 2, {own.id: "40"})
    groups = [one.group for one in services.indicators.indicators()]
    assert groups == sorted(groups, key=groups.index)  # those of a group stand together
    share = services.indicators.save_own_share(
        Share("", "Tra cứu trên hồ sơ", (own.id,), ("files_received",))
    )
    services.indicators.set_values(YEAR, 2, {"files_received": "80"})
    assert services.indicators.share(YEAR, share.id).percent == Decimal(50)
    with pytest.raises(AppError) as refused:
        services.indicators.remove_own(own.id)
    assert code_of(refused) == "indicator_in_use"
    services.indicators.remove_own(share.id)
    services.indicators.remove_own(own.id)
    assert own.id not in {one.id for one in services.indicators.indicators()}
    assert own.id in {
        one.id for one in services.indicators.year(YEAR).indicators
    }  # its figures are still shown
    services.indicators.restore_own(own.id)
    assert services.indicators.total(YEAR, own.id).value == Decimal(40)


def test_what_comes_with_the_program_is_not_changed_by_an_office(services: Services) -> None:
    shipped = services.indicators.indicator("files_late")
    for attempt in (
        lambda: services.indicators.save_own(replace(shipped, title="Trễ")),
        lambda: services.indicators.remove_own("files_late"),
        lambda: services.indicators.save_own(Indicator("", "HỒ SƠ TRẢ QUÁ HẠN", "hồ sơ", "")),
        lambda: services.indicators.save_own(Indicator("", "   ", "hồ sơ", "")),
        lambda: services.indicators.share(YEAR, "nothing"),
    ):
        with pytest.raises(AppError):
            attempt()


def test_a_figure_that_is_counted_afresh_is_of_its_newest_month(services: Services) -> None:
    own = services.indicators.save_own(Indicator("", "Dân số", "người", "", Gathering.LAST))
    services.indicators.set_values(YEAR, 1, {own.id: "11.800"})
    services.indicators.set_values(YEAR, 6, {own.id: "11.862"})
    assert services.indicators.total(YEAR, own.id).value == Decimal(11862)


# Sheets


def test_the_template_comes_back_as_it_was_filled_in(services: Services, workplace: Path) -> None:
    services.indicators.set_values(YEAR, 1, {"files_early": "46", "files_late": "1"})
    path = services.indicators.figure_template(YEAR, workplace / "Số liệu.xlsx")
    book = load_workbook(path)
    page = book.active
    assert page is not None
    for row in page.iter_rows(min_row=2):
        if row[1].value == "Hồ sơ trả trước hạn":
            row[4].value, row[5].value = 30, "58"
    book.save(path)
    found = services.indicators.import_xlsx(path, YEAR)
    assert found.layout is Layout.MONTHS_ACROSS
    assert not found.unknown
    months = {(one.indicator, one.month): one.value for one in services.indicators.values(YEAR)}
    assert months["files_early", 2] == Decimal(30)
    assert months["files_early", 3] == Decimal(58)
    assert months["files_late", 1] == Decimal(1)
    assert {one.source for one in services.indicators.values(YEAR)} == {"Số liệu.xlsx"}


def test_a_sheet_with_a_row_a_month_is_understood(services: Services, workplace: Path) -> None:
    path = sheet(
        workplace / "tháng.xlsx",
        [
            ["BẢNG THEO DÕI HỒ SƠ THỦ TỤC HÀNH CHÍNH"],
            ["Tháng", "Tiếp nhận", "Trước hạn", "Đúng hạn", "Quá hạn"],
            ["Tháng 1", 118, 46, 72, 0],
            ["Tháng 2", 74, 30, 44, 0],
            ["Tổng cộng", 192, 76, 116, 0],
        ],
    )
    found = services.indicators.import_xlsx(path, YEAR, dry_run=True)
    assert found.layout is Layout.MONTHS_DOWN
    assert sum(one.usable for one in found.figures) == 8
    assert services.indicators.values(YEAR) == ()


def test_a_report_of_one_month_by_field_adds_its_rows_up_and_not_its_total(
    services: Services, workplace: Path
) -> None:
    path = sheet(
        workplace / "10.xlsx",
        [
            ["STT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "Giải quyết trước hạn", "Đúng hạn", "Quá hạn"],
            [1, "Hộ tịch", 60, 20, 40, 0],
            [2, "Đất đai", 15, 5, 9, 1],
            ["", "Tổng cộng", 75, 25, 49, 1],
        ],
    )
    with pytest.raises(AppError) as refused:
        services.indicators.import_xlsx(path, YEAR)
    assert code_of(refused) == "figures_without_month"
    services.indicators.import_xlsx(path, YEAR, 10)
    assert services.indicators.total(YEAR, "files_received").value == Decimal(75)
    assert services.indicators.share(YEAR, "on_time").whole == Decimal(75)


def test_a_sheet_with_one_value_a_row_needs_its_month(services: Services, workplace: Path) -> None:
    path = sheet(
        workplace / "van ban.xlsx",
        [
            ["STT", "Chỉ tiêu", "Số liệu"],
            [1, "Văn bản phát hành", 168],
            [2, "Văn bản ký số", 160],
            [3, "Xe đạp", 2],
        ],
    )
    found = services.indicators.import_xlsx(path, YEAR, 10)
    assert found.layout is Layout.ONE_VALUE
    assert found.unknown == ("Xe đạp",)
    assert services.indicators.share(YEAR, "signed").part == Decimal(160)


def test_what_stands_twice_or_is_no_number_is_told_and_the_rest_comes_in(
    services: Services, workplace: Path
) -> None:
    path = sheet(
        workplace / "hai.xlsx",
        [
            ["Chỉ tiêu", "Tháng 9", "Tháng 10", "Tháng 12"],
            ["Văn bản phát hành", 150, "98%", 5],
            ["Văn bản đi", 151, None, None],
            ["Hồ sơ trả quá hạn", 0, 1, None],
        ],
    )
    found = services.indicators.import_xlsx(path, YEAR)
    problems = [one.problem for one in found.figures if one.problem]
    assert len(problems) == 3  # a share, twice, a month to come
    assert {(one.indicator, one.month) for one in services.indicators.values(YEAR)} == {
        ("documents_out", 9),
        ("files_late", 9),
        ("files_late", 10),
    }


def test_what_a_sheet_would_overwrite_is_shown_first(services: Services, workplace: Path) -> None:
    services.indicators.set_values(YEAR, 9, {"documents_out": "150"})
    path = sheet(workplace / "9.xlsx", [["Chỉ tiêu", "Tháng 9"], ["Văn bản phát hành", 151]])
    (found,) = services.indicators.import_xlsx(path, YEAR, dry_run=True).figures
    assert (found.before, found.value) == (Decimal(150), Decimal(151))


def test_a_list_of_something_else_is_refused(services: Services, workplace: Path) -> None:
    path = sheet(workplace / "x.xlsx", [["STT", "Họ và tên", "Địa chỉ"], [1, "An", "Thôn Đông"]])
    with pytest.raises(AppError) as refused:
        services.indicators.import_xlsx(path, YEAR, 3)
    assert code_of(refused) == "figures_not_found"


# Late files


def test_a_late_file_waits_for_its_letter_and_forgets_its_person_then(services: Services) -> None:
    services.indicators.save_late(FILE)
    (waiting,) = services.indicators.late_files(YEAR, waiting=True)
    template = services.indicators.letter_templates()[0]
    assert template.kind is LetterKind.APOLOGY_EXTENSION
    rows = services.indicators.letters_for(
        [waiting.id], template, defaults={"salutation": "Ông", "new_date": "30/11/2026"}
    )
    assert [row.ticked for row in rows] == [True]
    account = services.indicators.make_letters(rows)
    letter = services.letters.get(account.letters[0])
    assert letter.draft.values["file_code"] == "H1"
    assert letter.draft.values["received"] == "2026-10-01"
    (settled,) = services.indicators.late_files(YEAR)
    assert (settled.person, settled.address, settled.letter_id) == ("", "", letter.id)
    with pytest.raises(AppError) as refused:
        services.indicators.letters_for([waiting.id], template)
    assert code_of(refused) == "late_file_settled"
    with pytest.raises(AppError):
        services.indicators.save_late(replace(settled, person="Nguyễn Văn An"))


def test_a_letter_that_was_written_already_is_the_letter_of_its_file(services: Services) -> None:
    services.indicators.save_late(FILE)
    (waiting,) = services.indicators.late_files()
    template = services.indicators.letter_templates()[0]
    rows = services.indicators.letters_for(
        [waiting.id], template, defaults={"salutation": "Ông", "new_date": "30/11/2026"}
    )
    letter = services.letters.save(replace(rows[0].draft))
    again = services.indicators.save_late(replace(waiting, reason="thiếu người"))
    assert (again.letter_id, again.person) == (letter.id, "")


def test_a_row_that_is_not_ticked_keeps_its_person(services: Services) -> None:
    services.indicators.save_late(FILE)
    services.indicators.save_late(replace(FILE, code="H2", person="Trần Thị Bê"))
    ids = [one.id for one in services.indicators.late_files()]
    template = services.indicators.letter_templates()[0]
    rows = services.indicators.letters_for(
        ids, template, defaults={"salutation": "Bà", "new_date": "30/11/2026"}
    )
    rows = (replace(rows[0], ticked=False), *rows[1:])
    services.indicators.make_letters(rows)
    (left,) = services.indicators.late_files(waiting=True)
    assert left.id == rows[0].number


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FILE, code=" "),
        replace(FILE, person=""),
        replace(FILE, promised=date(2026, 11, 20)),
        replace(FILE, returned=date(2026, 10, 10)),
        replace(FILE, returned=date(2026, 12, 1)),
        replace(FILE, received=date(2026, 10, 11)),
    ],
)
def test_what_is_no_late_file_is_refused(services: Services, wrong: LateFile) -> None:
    with pytest.raises(AppError):
        services.indicators.save_late(wrong)
    assert services.indicators.late_files() == ()


def test_the_whole_list_of_the_one_stop_may_be_given(services: Services, workplace: Path) -> None:
    headings: list[object] = [
        "STT",
        "Mã hồ sơ",
        "Tên thủ tục",
        "Chủ hồ sơ",
        "Địa chỉ",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày trả kết quả",
    ]
    rows: list[list[object]] = [
        headings,
        [1, "A1", "Cấp sổ", "Nguyễn An", "Thôn Đông", "01/10/2026", "10/10/2026", "12/10/2026"],
        [2, "A2", "Cấp sổ", "Trần Bê", "Thôn Đông", "01/10/2026", "10/10/2026", "09/10/2026"],
        [3, "A3", "Cấp sổ", "Lê Cừ", "", "01/10/2026", "10/10/2026", ""],
        [4, "A1", "Cấp sổ", "Nguyễn An", "Thôn Đông", "01/10/2026", "10/10/2026", "12/10/2026"],
        [5, "A5", "Cấp sổ", "Lê Dần", "", "01/10/2026", "32/13/2026", ""],
        [6, "A6", "Cấp sổ", "", "", "01/10/2026", "02/10/2026", ""],
    ]
    found = services.indicators.open_late(sheet(workplace / "một cửa.xlsx", rows))
    made = services.indicators.late_rows(found, services.indicators.late_mapping(found))
    account = services.indicators.import_late(made)
    assert (account.added, account.updated) == (2, 0)
    assert [row for row, _why in account.skipped] == [3, 5, 6, 7]
    assert [one.code for one in services.indicators.late_files(YEAR)] == ["A3", "A1"]
    rows[3][7] = "20/10/2026"
    again = services.indicators.open_late(sheet(workplace / "một cửa.xlsx", rows))
    second = services.indicators.import_late(
        services.indicators.late_rows(again, services.indicators.late_mapping(again))
    )
    assert (second.added, second.updated) == (0, 1)


def test_a_list_without_its_columns_is_refused(services: Services, workplace: Path) -> None:
    found = services.indicators.open_late(
        sheet(workplace / "x.xlsx", [["Họ và tên", "Ghi chú"], ["An", "x"]])
    )
    with pytest.raises(AppError) as refused:
        services.indicators.late_mapping(found)
    assert code_of(refused) == "late_columns_missing"


def test_a_file_without_letter_is_closed_and_one_entered_by_mistake_comes_back(services: Services) -> None:
    one = services.indicators.save_late(FILE)
    services.indicators.remove_late([one.id])
    assert services.indicators.late_files() == ()
    services.indicators.restore_late([one.id])
    services.indicators.close_late([one.id])
    (closed,) = services.indicators.late_files()
    assert (closed.person, closed.waiting, closed.letter_id) == ("", False, None)


def test_the_usual_report_of_the_one_stop_with_its_heading_of_three_lines_is_understood(
    services: Services, workplace: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"],
        ["STT", "Lĩnh vực giải quyết", "Số lượng hồ sơ tiếp nhận", None, None, None,
         "Số lượng hồ sơ đã giải quyết", None, None, None, "Số lượng hồ sơ đang giải quyết", None, None],
        [None, None, "Tổng số", "Trong kỳ", None, "Từ kỳ trước", "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn",
         "Tổng số", "Trong hạn", "Quá hạn"],
        [None, None, None, "Trực tuyến", "Trực tiếp, dịch vụ bưu chính"],
        ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)",
         "(11)=(12)+(13)", "(12)", "(13)"],
        [1, "Hộ tịch", 62, 40, 20, 2, 60, 20, 40, 0, 2, 2, 0],
        [2, "Đất đai", 18, 5, 10, 3, 15, 5, 9, 1, 3, 2, 1],
        [None, "Tổng cộng", 80, 45, 30, 5, 75, 25, 49, 1, 5, 4, 1],
        [None, "Người lập biểu"],
    ):  # fmt: skip
        page.append(row)
    for area in ("C2:F2", "G2:J2", "K2:M2", "D3:E3", "A2:A4", "B2:B4"):
        page.merge_cells(area)
    path = workplace / "Báo cáo tháng 10.xlsx"
    book.save(path)
    found = services.indicators.import_xlsx(path, YEAR, 10)
    assert not [one for one in found.figures if one.problem]
    assert {one.indicator: one.value for one in services.indicators.values(YEAR)} == {
        "files_received": Decimal(
            75
        ),  # of the month; what was left over from the month before is not counted again
        "files_early": Decimal(25),
        "files_on_time": Decimal(49),
        "files_late": Decimal(1),
    }


def test_sheets_and_lists_in_the_fonts_of_old_are_read_as_they_were_meant(
    services: Services, workplace: Path
) -> None:
    rows: list[list[object]] = [
        [as_tcvn3("Chỉ tiêu"), "T9"],
        [as_tcvn3("Hồ sơ trả quá hạn"), 2],
        [as_tcvn3("Văn bản phát hành"), 150],
    ]
    services.indicators.import_xlsx(sheet(workplace / "cũ.xlsx", rows), YEAR)
    assert services.indicators.total(YEAR, "files_late").value == Decimal(2)
    people: list[list[object]] = [
        ["Mã hồ sơ", "Chủ hồ sơ", "Thủ tục", "Ngày hẹn trả"],
        ["H9", as_tcvn3("Nguyễn Thị Hường"), as_tcvn3("Đăng ký đất đai"), "10/10/2026"],
    ]
    found = services.indicators.open_late(sheet(workplace / "trễ.xlsx", people))
    (row,) = services.indicators.late_rows(found, services.indicators.late_mapping(found))
    assert row.file is not None
    assert (row.file.person, row.file.procedure) == ("Nguyễn Thị Hường", "Đăng ký đất đai")
    assert "phông chữ cũ" in row.message


def test_formulas_exponents_and_negatives_are_told_and_never_run(services: Services, workplace: Path) -> None:
    path = workplace / "d.csv"
    text = "Chỉ tiêu\tTháng 1\nHồ sơ trả quá hạn\t=1+1\nVăn bản đi\t1.5e3\nKý số\t-4\n"
    path.write_bytes(text.encode("utf-16"))
    found = services.indicators.import_xlsx(path, YEAR)
    assert [one.usable for one in found.figures] == [False, False, False]
    assert services.indicators.values(YEAR) == ()
