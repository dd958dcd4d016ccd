"""Danh mục thư: the Chairman's letters of the year as evidence, by criterion and one by one, for PDF and XLSX.

Addresses and identity numbers are masked before they come here; names stay, because the list proves nothing
without them.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.letters import LetterState
from friendly_desktop.domain.package import PackageContent, PackedLetter
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.annex import annex, told_below
from friendly_desktop.services.documents.model import (
    Align,
    Cell,
    Document,
    Row,
    Table,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (13.0, 32.0, 25.0, 76.0, 46.0, 60.0)
_STATES = {LetterState.SIGNED: "Đã ký ngày {day}", LetterState.DELIVERED: "Đã ký ngày {day}, đã trao"}


def letter_list(content: PackageContent) -> Document:
    """The list of the letters that prove lines of the set: a summary by criterion, then each letter."""
    head = table_head("STT", "Số", "Ngày thư", "Người nhận", "Thôn, tổ dân phố", "Tình trạng, thư mẫu")
    told = f"Danh mục có {outline.letters_told(content.letters)}. Địa chỉ và số định danh của công dân đã được che."
    if any(packed.letter.word for packed in content.letters):
        told += " Thư viết bằng mẫu Word của đơn vị không che được nên chỉ có tên trong danh mục."
    blocks = (
        decree30.section_heading("I. TỔNG HỢP THEO TIÊU CHÍ"),
        _summary(content),
        decree30.section_heading("II. DANH MỤC"),
        Table(_WIDTHS, (head,), tuple(_rows(content))),
        told_below(told),
    )
    return annex(content, "Danh mục thư của Chủ tịch Ủy ban nhân dân", blocks, "Danh mục thư")


def _summary(content: PackageContent) -> Table:
    """Each line of the set that letters prove, with each of its kinds, their number and their days.

    It shares the columns of the list, because a sheet has only one set of columns.
    """
    rows = []
    names = content.criteria.references
    for node in content.criteria.walk():
        letters = outline.letters_of(content, [node])
        titles = list(dict.fromkeys(packed.title for packed in letters))
        for title in titles:
            days = sorted(packed.letter.day for packed in letters if packed.title == title)
            line = f"{names[node.id]}. {node.text}" if title == titles[0] else ""
            rows.append(
                Row(
                    (
                        Cell((decree30.cell_text(line),) if line else (), span=4, joined=not line),
                        Cell((decree30.cell_text(title),)),
                        Cell((decree30.cell_text(_told(days), align=Align.CENTER),)),
                    ),
                    keep_with_next=title != titles[-1],
                )
            )
    cells = table_head("Tiêu chí", "Loại thư", "Số thư, thời gian ký").cells
    head = Row((replace(cells[0], span=4), *cells[1:]))
    return Table(_WIDTHS, (head,), tuple(rows), before=2, after=8)


def _told(days: Sequence[date]) -> str:
    first, last = formats.short_date(days[0]), formats.short_date(days[-1])
    return f"{outline.count(len(days))} thư, {first if first == last else f'{first} - {last}'}"


def _rows(content: PackageContent) -> list[Row]:
    rows: list[Row] = []
    current = ""
    for packed in content.letters:
        if packed.title != current:
            current = packed.title
            count = sum(one.title == current for one in content.letters)
            text = decree30.cell_text(f"{current} ({outline.count(count)} thư)", bold=True)
            rows.append(Row((Cell((text,), span=len(_WIDTHS)),), keep_with_next=True, shade=0.06))
        rows.append(_row(packed))
    return rows


def _row(packed: PackedLetter) -> Row:
    one = packed.letter
    state = _STATES[one.state].format(day=formats.short_date(one.day))
    told = [decree30.cell_text(state)]
    if packed.path:
        told.append(decree30.cell_text(f"Thư mẫu: {packed.path}", size=11, verbatim=True))
    return Row(
        (
            Cell(
                (decree30.cell_text(str(packed.number), align=Align.CENTER),), number=Decimal(packed.number)
            ),
            Cell((decree30.cell_text(one.number, verbatim=True),)),
            Cell((decree30.cell_text(formats.short_date(one.date), align=Align.CENTER),)),
            Cell((decree30.cell_text(one.recipient, verbatim=True),)),
            Cell((decree30.cell_text(one.hamlet, verbatim=True),)),
            Cell(tuple(told)),
        )
    )
