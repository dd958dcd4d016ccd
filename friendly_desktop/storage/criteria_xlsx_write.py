"""Writes the Excel form of a criteria set, empty or filled in."""

import io
from datetime import datetime
from typing import Any

from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.criteria.build import FORMAT
from friendly_desktop.domain.criteria.plain import to_plain
from friendly_desktop.storage.criteria_xlsx_form import (
    GUIDE_NAME,
    INFO,
    INFO_HEADINGS,
    INFO_NAME,
    NODES,
    PERIODS,
    TABLES,
    UNITS,
    YES_NO,
    Cells,
    Column,
    Sheet,
)

_LAST_ROW = 2000  # dropdowns reach down to here
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_GUIDE = (
    "Cách điền biểu",
    "1. Điền trang «Thông tin», rồi trang «Tiêu chí»; các trang khác điền khi văn bản có.",
    (
        "2. Mỗi mục một dòng. Mã mục gồm cả mã của mục cha: mục cha B.1 thì các mục con là B.1.1, B.1.2… "
        "Dòng của mục cha đứng trên các mục con. Mã không đổi về sau, vì điểm và tài liệu gắn vào mã."
    ),
    (
        "3. Điểm viết 2 hoặc 0,5 hoặc 0.5 đều được. Điểm của nhóm phải bằng tổng các mục con; chương trình kiểm tra "
        "từng cấp và chỉ ra chỗ lệch."
    ),
    "4. Chưa có thang điểm thì để trống cột «Điểm chuẩn» và dòng «Tổng điểm chuẩn»; đừng tự đặt ra điểm.",
    "5. Không dùng công thức, không trộn ô nhiều dòng. Ô có nhiều nội dung: mỗi nội dung một dòng (Alt+Enter).",
    (
        "6. Lưu tệp dạng .xlsx, không đặt mật khẩu, đóng Excel rồi nhập vào chương trình. Chương trình xem trước và "
        "chỉ rõ trang, dòng, cột của từng lỗi; chưa sửa hết lỗi thì chưa nhập gì."
    ),
)


def form_bytes(filled: CriteriaSet | None, moment: datetime) -> bytes:
    """The form as the bytes of an XLSX file; the same input gives the same bytes.

    Args:
        filled: the set to fill in, None for an empty form.
        moment: stands in the file as its day of making.
    """
    import xlsxwriter  # half a second saved for every command that writes no workbook

    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    workbook.set_properties({"title": "Biểu nhập bộ tiêu chí", "created": moment.replace(tzinfo=None)})
    plain: dict[str, Any] = to_plain(filled) if filled else {"format": str(FORMAT)}
    writer = _Writer(workbook)
    writer.write_info(plain)
    for sheet in TABLES:
        records = _flat(plain.get("nodes", [])) if sheet is NODES else plain.get(sheet.key, [])
        writer.write_table(sheet, records)
    writer.write_guide()
    workbook.close()
    return buffer.getvalue()


def _flat(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for node in nodes:
        found.append(node)
        found.extend(_flat(node.get("children", [])))
    return found


class _Writer:
    """Knows the styles of the form."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        boxed = {**_FONT, "text_wrap": True, "border": 1, "border_color": "#B5B5B5"}
        self._heading = workbook.add_format(
            {**boxed, "bold": True, "bg_color": "#DCE9E2", "valign": "vcenter", "align": "center"}
        )
        self._styles = {
            (kind, group): workbook.add_format(
                {
                    **boxed,
                    "num_format": "General" if kind is Cells.NUMBER else "@",
                    **({"bold": True, "bg_color": "#F3F6F4"} if group else {}),
                    **({"align": "center"} if kind in (Cells.NUMBER, Cells.WORD) else {}),
                }
            )
            for kind in Cells
            for group in (False, True)
        }
        self._help = workbook.add_format({**boxed, "italic": True, "font_color": "#555555"})
        self._guide = workbook.add_format({**_FONT, "text_wrap": True})
        self._title = workbook.add_format({**_FONT, "bold": True, "font_size": 16})

    def write_info(self, plain: dict[str, Any]) -> None:
        """The sheet of facts about the whole set."""
        sheet = self._sheet(INFO_NAME, (26, 80, 50))
        for place, heading in enumerate(INFO_HEADINGS):
            sheet.write_string(0, place, heading, self._heading)
        row = 1
        for entry in INFO:
            value = _at(plain, entry.key)
            for one in value if isinstance(value, list) and value else [value or ""]:
                sheet.write_string(row, 0, entry.heading + (" *" if entry.required else ""), self._heading)
                self._write(sheet, row, 1, entry, one, group=False)
                sheet.write_string(row, 2, entry.help, self._help)
                row += 1

    def write_table(self, form: Sheet, records: list[dict[str, Any]]) -> None:
        """A sheet with one record a row."""
        sheet = self._sheet(form.name, tuple(column.width for column in form.columns))
        if form.printed_columns and records:
            # Whole columns would suit better, but openpyxl cannot open a workbook that prints them.
            sheet.print_area(0, 0, len(records), form.printed_columns - 1)
        for place, column in enumerate(form.columns):
            sheet.write_string(0, place, column.heading + (" *" if column.required else ""), self._heading)
            # Cells that are still empty must already take what is typed as text.
            sheet.set_column(place, place, column.width, self._styles[column.cells, False])
            options = self._validation(column)
            if options:
                sheet.data_validation(1, place, _LAST_ROW, place, options)
        for row, record in enumerate(records, start=1):
            for place, column in enumerate(form.columns):
                group = bool(record.get("children"))
                self._write(sheet, row, place, column, _at(record, column.key), group=group)

    def write_guide(self) -> None:
        """The sheet that says how to fill the form in, and what each column means."""
        sheet = self._sheet(GUIDE_NAME, (26, 28, 90))
        sheet.write_string(0, 0, _GUIDE[0], self._title)
        for row, sentence in enumerate(_GUIDE[1:], start=1):
            sheet.merge_range(row, 0, row, 2, sentence, self._guide)
            sheet.set_row(row, 34 if len(sentence) > 120 else 18)
        row = len(_GUIDE) + 1
        for place, heading in enumerate(("Trang", "Cột", "Cách ghi")):
            sheet.write_string(row, place, heading, self._heading)
        for form in TABLES:
            for column in form.columns:
                row += 1
                words = f" Chọn: {'; '.join(column.words.values())}." if column.words else ""
                sheet.write_string(row, 0, form.name, self._help)
                sheet.write_string(row, 1, column.heading, self._help)
                sheet.write_string(row, 2, f"{column.help}{words}".strip(), self._help)

    def _sheet(self, name: str, widths: tuple[int, ...]) -> Any:
        sheet = self._workbook.add_worksheet(name)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&RTrang &P / &N")
        return sheet

    def _write(self, sheet: Any, row: int, place: int, column: Column, value: Any, *, group: bool) -> None:
        style = self._styles[column.cells, group]
        text = _cell_text(column, value)
        if text and column.cells is Cells.NUMBER:
            sheet.write_number(row, place, float(text), style)
        elif text:
            sheet.write_string(row, place, text, style)
        else:
            sheet.write_blank(row, place, None, style)

    def _validation(self, column: Column) -> dict[str, Any]:
        if column.cells is Cells.WORD:
            return {
                "validate": "list",
                "source": list(column.words.values()),
                "input_title": column.heading[:32],
                "input_message": column.help[:255],
                "error_title": "Chưa đúng",
                "error_message": "Hãy chọn một giá trị trong danh sách.",
            }
        if column.help:
            return {"validate": "any", "input_title": column.heading[:32], "input_message": column.help[:255]}
        return {}


def _at(record: dict[str, Any], key: str) -> Any:
    value: Any = record
    for name in key.split("."):
        value = value.get(name, "")
        if not isinstance(value, dict):
            break
    return value


def _cell_text(column: Column, value: Any) -> str:
    if not value:
        return ""
    if column.cells is Cells.WORD:
        return column.words[value]
    if column.cells is Cells.WORDS:
        return "\n".join(column.words[word] for word in value)
    if column.cells is Cells.LINES and isinstance(value, list):
        return "\n".join(value)
    if column.cells is Cells.RECORDS:
        if isinstance(value, dict):  # minima: node id to points
            return "\n".join(f"{name} | {number}" for name, number in value.items())
        return "\n".join(_record_line(column, one) for one in value)
    return str(value)


def _record_line(column: Column, record: dict[str, str]) -> str:
    words = {"unit": UNITS, "per": PERIODS, "own": YES_NO} if column.key == "measures" else {}
    parts = [words.get(name, {}).get(record.get(name, ""), record.get(name, "")) for name in column.parts]
    return " | ".join(parts).rstrip(" |")
