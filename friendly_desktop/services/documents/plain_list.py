"""A plain Excel list of texts: headings, rows, nothing else; made to be filled in and read back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO


def plain_list(
    title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> bytes:
    """A workbook with one sheet; every cell is text, so that Excel turns no day into another one.

    Args:
        title: the tab, at most 31 characters.
        headings: the first line, which stays in view.
        rows: below it.
        widths: of the columns, in characters.
    """
    import xlsxwriter

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
        page = workbook.add_worksheet(title)
        head = workbook.add_format({"bold": True, "border": 1, "valign": "vcenter"})
        text = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for column, width in enumerate(widths):
            page.set_column(column, column, width, text)
        for column, words in enumerate(headings):
            page.write_string(0, column, words, head)
        for number, row in enumerate(rows, 1):
            for column, words in enumerate(row):
                page.write_string(number, column, words, text)
        page.freeze_panes(1, 0)
    return target.getvalue()
