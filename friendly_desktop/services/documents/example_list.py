"""An empty Excel list with the right headings, and beside it how each column is filled in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.letters.fields import choices
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_ROWS = 2000  # that are prepared as text and with lists to choose from
_WIDTHS = {
    FieldKind.PERSON: 26,
    FieldKind.ADDRESS: 32,
    FieldKind.HAMLET: 20,
    FieldKind.TEXT: 48,
    FieldKind.LINE: 32,
}


def example_list(fields: Sequence[Field], hamlets: Sequence[str] = ()) -> bytes:
    """A workbook to be filled in, one row a letter.

    Every cell is text, so that Excel neither turns a day into another one nor takes zeros away. The second
    tab tells what each column wants.

    Args:
        fields: of the template, one column each.
        hamlets: the parts of the commune, offered where one is asked for.
    """
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        page = workbook.add_worksheet(_("Danh sách"))
        guide = workbook.add_worksheet(_("Cách điền"))
        head = workbook.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        page.set_column(0, 0, 6, text)
        page.write_string(0, 0, _("STT"), head)
        for column, field in enumerate(fields, 1):
            page.set_column(column, column, _WIDTHS.get(field.kind, 18), text)
            page.write_string(0, column, field.label, head)
        page.freeze_panes(1, 0)
        page.set_row(0, 32)
        _write_guide(guide, fields, head, text)
        _offer_choices(page, guide, fields, hamlets)
    return target.getvalue()


def _write_guide(guide: "Worksheet", fields: Sequence[Field], head: "Format", text: "Format") -> None:
    for column, (title, width) in enumerate(
        ((_("Cột"), 30), (_("Bắt buộc"), 10), (_("Cách ghi"), 60), (_("Ví dụ"), 34))
    ):
        guide.set_column(column, column, width, text)
        guide.write_string(0, column, title, head)
    for row, field in enumerate(fields, 1):
        how, example = _how(field)
        must = _("có") if field.required else ""
        for column, words in enumerate((field.label, must, field.hint or how, example)):
            guide.write_string(row, column, words, text)


def _offer_choices(
    page: "Worksheet", guide: "Worksheet", fields: Sequence[Field], hamlets: Sequence[str]
) -> None:
    """Lists to choose from in Excel; other text may be typed too, except where only the choices count."""
    aside = 6
    for column, field in enumerate(fields, 1):
        offered = choices(field, hamlets)
        if not offered:
            continue
        guide.write_string(0, aside, field.label)
        for row, words in enumerate(offered, 1):
            guide.write_string(row, aside, words)
        rules: dict[str, Any] = {
            "validate": "list",
            "source": [*offered]
            if sum(map(len, offered)) + len(offered) < 250 and not any("," in one for one in offered)
            else f"='{guide.get_name()}'!${_letter(aside)}$2:${_letter(aside)}${len(offered) + 1}",
            "show_error": field.kind is FieldKind.CHOICE,
        }
        page.data_validation(1, column, _ROWS, column, rules)
        guide.set_column(aside, aside, 24, None, {"hidden": True})
        aside += 1


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def _how(field: Field) -> tuple[str, str]:
    """How a column of this kind is filled in, and an example."""
    if field.kind is FieldKind.CHOICE and field.choices:
        return _("Chọn một trong danh sách."), field.choices[0]
    ways = {
        FieldKind.PERSON: (_("Họ và tên, viết hoa như sẽ in."), "Nguyễn Văn An"),
        FieldKind.SALUTATION: (_("Ông, Bà, Anh, Chị, Cụ..."), "Ông"),
        FieldKind.DATE: (_("Ngày/tháng/năm."), "05/03/2026"),
        FieldKind.TIME: (_("Giờ:phút."), "15:30"),
        FieldKind.YEAR: (_("Năm, đủ bốn chữ số."), "1950"),
        FieldKind.ADDRESS: (_("Thôn, tổ dân phố, kèm số nhà nếu có."), "Thôn Đông"),
        FieldKind.HAMLET: (_("Tên thôn, tổ dân phố."), "Thôn Đông"),
        FieldKind.AGE: (_("Số tuổi; để trống thì tính từ năm sinh và ngày mất."), "85"),
        FieldKind.NUMBER: (_("Chỉ ghi số."), "12"),
        FieldKind.MONEY: (_("Số tiền bằng đồng."), "500.000"),
        FieldKind.CODE: (_("Ghi đủ các số 0 ở đầu."), "001085012345"),
    }
    return ways.get(field.kind, (_("Ghi như sẽ in trong thư."), ""))
