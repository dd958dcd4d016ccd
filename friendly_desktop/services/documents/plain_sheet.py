"""A plain Excel sheet of texts: for lists that are corrected and opened again."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

_WIDEST = 60
_RUNNABLE = ("=", "+", "-", "@", "\t", "\r")


def plain_sheet(headings: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> bytes:
    """The rows as a workbook. Every cell is text: nothing is run, and zeros at the front stay.

    Args:
        headings: the first row.
        rows: the others; a text that begins like a formula is marked as text for good.
        name: the tab, at most 31 characters.
    """
    import xlsxwriter

    target = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        sheet = workbook.add_worksheet(name)
        head = workbook.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "top"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        quoted = workbook.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        for column, heading in enumerate(headings):
            longest = max(
                [len(heading), *(len(row[column]) for row in rows[:200] if column < len(row))], default=0
            )
            sheet.set_column(column, column, min(max(longest, 6), _WIDEST) + 2)
            sheet.write_string(0, column, heading, head)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell, quoted if cell.startswith(_RUNNABLE) else text)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
