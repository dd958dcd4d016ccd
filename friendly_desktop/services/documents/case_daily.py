"""The list of a day: the cases entered on it and the dates that end on it or ended before, to be signed.

The columns are the program's own. A denouncer is a code and a denunciation has no summary (LTC Điều 8(3));
the lines come so from the register already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseLine
from friendly_desktop.domain.cases.words import CHANNEL_TITLES, KIND_TITLES
from friendly_desktop.domain.office import Office
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.case_slip import signatures
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

_ENTERED_HEADS = ("STT", "Số", "Loại đơn", "Người gửi", "Nội dung", "Nguồn", "Hạn")
_ENTERED_WIDTHS = (12.0, 22.0, 32.0, 48.0, 78.0, 36.0, 24.0)
_DUE_HEADS = ("STT", "Số", "Loại đơn", "Người gửi", "Việc phải làm", "Hạn", "Người được giao", "Ký nhận")
_DUE_WIDTHS = (12.0, 22.0, 32.0, 44.0, 58.0, 28.0, 34.0, 22.0)


@dataclass(frozen=True, slots=True)
class DayLines:
    """The cases of a day: those received on it, and the open ones whose next date is that day or has passed.

    ``entered_count``, ``due_count`` and ``late_count`` (before the day) are of all, listed or not.
    """

    day: date
    entered: Sequence[CaseLine]
    due: Sequence[CaseLine]
    entered_count: int
    due_count: int
    late_count: int


def daily_list(office: Office, lines: DayLines, rules: Mapping[str, str]) -> Document:
    """The list of a day, for the folder that goes to the Chairman.

    Args:
        office: whose list it is.
        lines: the cases of the day.
        rules: what each rule asks for, by its id.
    """
    page = A4_LANDSCAPE
    day = lines.day
    blocks: list[Block] = [
        decree30.header(office, day, page=page),
        *decree30.kind_and_subject(
            "Danh sách đơn, vụ việc trong ngày", formats.document_date(day).capitalize()
        ),
        decree30.section_heading(f"I. Đơn tiếp nhận trong ngày: {outline.count(lines.entered_count)}"),
        _table(_ENTERED_HEADS, _ENTERED_WIDTHS, [_entered(one) for one in lines.entered]),
        *_cut(len(lines.entered), lines.entered_count),
        decree30.section_heading(
            f"II. Hết hạn trong ngày: {outline.count(lines.due_count)}; quá hạn: {outline.count(lines.late_count)}"
        ),
        _table(_DUE_HEADS, _DUE_WIDTHS, [_due(one, day, rules) for one in lines.due]),
        *_cut(len(lines.due), lines.due_count + lines.late_count),
        signatures("NGƯỜI LẬP", "LÃNH ĐẠO", width=page.text_width),
    ]
    return Document(
        f"Danh sách đơn, vụ việc {formats.document_date(day)}",
        tuple(blocks),
        page=page,
        author=outline.committee(office),
    )


def _cut(listed: int, there: int) -> tuple[Paragraph, ...]:
    """A sentence where a list is longer than what is printed."""
    if listed == there:
        return ()
    told = f"Chỉ in {outline.count(listed)} dòng đầu trong {outline.count(there)} dòng."
    return (paragraph(told, italic=True, first_line=12.7, after=6),)


def _entered(one: CaseLine) -> list[Paragraph]:
    return [
        _text(one.code, Align.CENTER),
        _text(KIND_TITLES[one.kind]),
        _text(one.person),
        _text(one.summary),
        _text(CHANNEL_TITLES[one.channel]),
        _text(formats.short_date(one.due), Align.CENTER),
    ]


def _due(one: CaseLine, day: date, rules: Mapping[str, str]) -> list[Paragraph]:
    late = one.due is not None and one.due < day
    told = f"{formats.short_date(one.due)} (quá hạn)" if late else formats.short_date(one.due)
    return [
        _text(one.code, Align.CENTER),
        _text(KIND_TITLES[one.kind]),
        _text(one.person),
        _text(rules.get(one.due_rule, "")),
        _text(told, Align.CENTER),
        _text(one.officer),
        _text(""),
    ]


def _table(heads: tuple[str, ...], widths: tuple[float, ...], rows: Sequence[Sequence[Paragraph]]) -> Block:
    if not rows:
        return paragraph("Không có.", italic=True, first_line=12.7, after=6)
    made = [
        Row((Cell((_text(str(index), Align.CENTER),)), *(Cell((cell,)) for cell in cells)))
        for index, cells in enumerate(rows, start=1)
    ]
    head = Row(tuple(Cell((decree30.head_cell_text(text),)) for text in heads))
    return Table(widths, (head,), tuple(made), before=2, after=8)


def _text(text: str, align: Align = Align.LEFT) -> Paragraph:
    return decree30.cell_text(text, align=align, verbatim=True)
