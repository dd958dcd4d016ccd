"""The figures of a year as an Excel sheet that can be filled in and read back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

from friendly_desktop.domain.indicators import Indicator
from friendly_desktop.i18n import _, in_vietnamese


def figure_sheet(
    year: int, indicators: Sequence[Indicator], values: Mapping[tuple[str, int], Decimal]
) -> bytes:
    """A workbook with a row an indicator and a column a month; Excel refuses what is no number from 0 up.

    Args:
        year: of the figures.
        indicators: in the order of the rows, those of one group together.
        values: what is written down, by indicator and month.
    """
    import xlsxwriter

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with in_vietnamese(), xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        page = workbook.add_worksheet(_("Số liệu {year}").format(year=year))
        head = workbook.add_format({"bold": True, "border": 1, "valign": "vcenter", "text_wrap": True})
        group = workbook.add_format({"italic": True, "font_color": "#555555"})
        text = workbook.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        number = workbook.add_format({"border": 1, "num_format": "#,##0.####", "valign": "top"})
        page.set_column(0, 0, 24, group)
        page.set_column(1, 1, 44)
        page.set_column(2, 2, 10)
        page.set_column(3, 14, 9.5)
        months = [_("Tháng {month}").format(month=month) for month in range(1, 13)]
        headings = (_("Nhóm"), _("Chỉ tiêu"), _("Đơn vị tính"), *months)
        for column, words in enumerate(headings):
            page.write_string(0, column, words, head)
        for row, one in enumerate(indicators, 1):
            page.write_string(row, 0, one.group, group)
            page.write_string(row, 1, one.title, text)
            page.write_string(row, 2, one.unit, text)
            for month in range(1, 13):
                value = values.get((one.id, month))
                if value is None:
                    page.write_blank(row, 2 + month, None, number)
                else:
                    page.write_number(row, 2 + month, float(value), number)
            if one.hint:
                page.write_comment(row, 1, one.hint, {"x_scale": 2})
        rule = {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_title": _("Số liệu chưa đúng"),
            "error_message": _("Hãy ghi một số từ 0 trở lên, không ghi tỷ lệ phần trăm."),
        }
        page.data_validation(1, 3, max(1, len(indicators)), 14, rule)
        page.freeze_panes(1, 3)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return target.getvalue()
