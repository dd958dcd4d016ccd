"""The table of statistics on paper: A4 landscape after NĐ 30/2020, and for Excel.

The columns are the program's own; the forms of the periodic report (TT 01/2024/TT-TTCP) were not read.
"""

from datetime import date
from decimal import Decimal

from friendly_desktop.domain.cases.statistics import (
    CaseStatistics,
    Figures,
    StatColumn,
    StatGroup,
    title_of,
)
from friendly_desktop.domain.office import Office
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4_LANDSCAPE,
    Align,
    Block,
    Cell,
    Document,
    Paragraph,
    Row,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (10.0, 64.0, 17.0, 16.0, 17.0, 17.0, 17.0, 16.0, 16.0, 16.0, 14.0, 16.0, 16.0)
_SIZE = 11


def statistics_paper(office: Office, table: CaseStatistics, today: date) -> Document:
    """The table of a period as a paper.

    Args:
        office: whose cases they are.
        table: the numbers.
        today: the day of the paper.
    """
    page = A4_LANDSCAPE
    first, last = short_date(table.period.first), short_date(table.period.last)
    headings = [_(column.title) for column in StatColumn]
    headings.insert(list(StatColumn).index(StatColumn.REMAINING), "Tỷ lệ đúng hạn")
    blocks: list[Block] = [
        decree30.header(office, today, page=page),
        *decree30.kind_and_subject(
            "Thống kê", f"Kết quả tiếp công dân, xử lý đơn từ ngày {first} đến ngày {last}"
        ),
        Table(_WIDTHS, (table_head("TT", "Nội dung", *headings),), tuple(_rows(table))),
        _note(
            "Tỷ lệ đúng hạn tính trên các vụ việc đã xong trong kỳ và có thời hạn; vụ việc không có thời hạn "
            "không tính là đúng hạn."
        ),
        _note(
            f"Còn lại đã quá hạn tính đến hết ngày {short_date(table.as_of)}. Một người đứng đơn nhiều vụ việc "
            "được tính ở từng vụ việc. Đơn tố cáo chỉ tính số lượng, không nêu lĩnh vực."
        ),
        decree30.sheet_closing(None, page),
    ]
    return Document(
        f"Thống kê tiếp công dân, xử lý đơn từ {first} đến {last}",
        tuple(blocks),
        page=page,
        author=outline.committee(office),
    )


def _rows(table: CaseStatistics) -> list[Row]:
    rows: list[Row] = []
    for group in StatGroup:
        figures = table.of(group)
        if group is StatGroup.ALL:
            rows += [_row("", one, bold=True) for one in figures]
            continue
        if figures:
            heading = decree30.cell_text(_(group.title), bold=True, size=_SIZE)
            rows.append(Row((Cell((heading,), span=len(_WIDTHS)),), keep_with_next=True, shade=0.06))
        rows += [_row(str(number), one) for number, one in enumerate(figures, 1)]
    return rows


def _row(number: str, one: Figures, *, bold: bool = False) -> Row:
    cells = [
        Cell((_text(number, bold=bold, align=Align.CENTER),)),
        Cell((_text(title_of(one.row), bold=bold),)),
    ]
    for column in StatColumn:
        if column is StatColumn.REMAINING:
            rate = "–" if one.rate is None else f"{outline.points(one.rate)}%"
            cells.append(Cell((_text(rate, bold=bold, align=Align.CENTER),)))
        value = one.numbers[column]
        cells.append(
            Cell(
                (_text(outline.count(value) if value else "0", bold=bold, align=Align.CENTER),),
                number=Decimal(value),
            )
        )
    return Row(tuple(cells))


def _text(text: str, *, bold: bool = False, align: Align = Align.LEFT) -> Paragraph:
    return decree30.cell_text(text, bold=bold, align=align, size=_SIZE, verbatim=True)


def _note(text: str) -> Paragraph:
    return paragraph(text, italic=True, size=12, align=Align.LEFT, before=4)
