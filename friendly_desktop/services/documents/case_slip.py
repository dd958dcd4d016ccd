"""The control slip of a case: its dates with rule and unit, its steps, and room to sign for each.

No source gives a model for communes; the columns are the program's own, laid out after NĐ 30/2020. A slip of a
denunciation names nobody and sums nothing up (LTC Điều 8(3)).
"""

from collections.abc import Iterable, Sequence
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.cases import Case, CaseAction, CaseDeadline, CaseKind, StepEntry
from friendly_desktop.domain.cases.words import (
    ACTION_TITLES,
    CHANNEL_TITLES,
    KIND_TITLES,
    STATE_TITLES,
    person_of,
    shortened,
)
from friendly_desktop.domain.deadlines import RuleRole, unit_words
from friendly_desktop.domain.office import Office
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    Align,
    Block,
    Cell,
    Columns,
    Document,
    Page,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
    paragraph,
)

_DATE_HEADS = ("STT", "Việc phải làm", "Tính từ", "Thời hạn", "Hết hạn", "Đã làm")
_DATE_WIDTHS = (11.0, 60.0, 23.5, 23.5, 23.5, 23.5)
_STEP_HEADS = ("STT", "Ngày", "Bước xử lý", "Văn bản", "Người thực hiện", "Ký")
_STEP_WIDTHS = (11.0, 23.5, 38.0, 46.5, 30.0, 16.0)
_ROOM_FOR_DATES = 1
_ROOM_FOR_STEPS = 3
_LONGEST_MATTER = 400
#: Steps that say nothing of the way of a case.
_SILENT = frozenset({CaseAction.NOTE, CaseAction.CORRECT, CaseAction.LINK})
#: The office's own slip, on one page where it can be.
_PAGE = Page(top=16, bottom=14)
_SIGNING_ROOM = 18.0
_SIZE = 11.5
_ARTICLE_SIZE = 10.0


def control_slip(
    office: Office,
    case: Case,
    deadlines: Sequence[CaseDeadline],
    steps: Sequence[StepEntry],
    today: date,
) -> Document:
    """The slip that travels with the file of a case.

    Args:
        office: whose case it is.
        case: as it is now.
        deadlines: all of its dates; superseded ones are left out.
        steps: what happened to it as it counts now, the oldest first.
        today: the day it is printed.
    """
    dates = [one for one in deadlines if not one.superseded and one.deadline.rule.role is not RuleRole.INFO]
    dates.sort(key=lambda one: one.deadline.due or date.max)
    done = [step for step in steps if step.action not in _SILENT]
    blocks: list[Block] = [
        decree30.header(office, today),
        *decree30.kind_and_subject("Phiếu theo dõi quá trình xử lý đơn", f"Vụ việc số {case.code}"),
        *(_line(label, value) for label, value in _facts(case) if value),
        decree30.section_heading("I. Thời hạn"),
        _table(_DATE_HEADS, _DATE_WIDTHS, map(_date_row, dates), _ROOM_FOR_DATES),
        decree30.section_heading("II. Các bước xử lý"),
        _table(_STEP_HEADS, _STEP_WIDTHS, map(_step_row, done), _ROOM_FOR_STEPS),
        signatures("NGƯỜI LẬP PHIẾU", "NGƯỜI KIỂM SOÁT"),
    ]
    return Document(
        f"Phiếu theo dõi vụ việc số {case.code}",
        tuple(blocks),
        page=_PAGE,
        author=outline.committee(office),
    )


def signatures(*titles: str, width: float = A4.text_width) -> Columns:
    """Places to sign side by side."""
    stacks: list[tuple[Paragraph | Space, ...]] = [
        (
            paragraph(title, bold=True, size=13, align=Align.CENTER),
            paragraph("(Ký, ghi rõ họ và tên)", italic=True, size=12, align=Align.CENTER),
            Space(_SIGNING_ROOM),
        )
        for title in titles
    ]
    return Columns((width / len(titles),) * len(titles), tuple(stacks), before=12, keep_with_previous=True)


def _facts(case: Case) -> Iterable[tuple[str, str]]:
    entry = case.entry
    yield "Loại đơn", KIND_TITLES[entry.kind]
    yield "Tiếp nhận", f"{formats.short_date(entry.received)}, {CHANNEL_TITLES[entry.channel].lower()}"
    yield "Người gửi", person_of(case)
    if entry.kind is CaseKind.DENUNCIATION:
        yield "Hồ sơ giấy", entry.paper_file or "................"
    else:
        yield "Địa chỉ", entry.address
        yield "Số người cùng nội dung", str(entry.people) if entry.people > 1 else ""
        yield "Nội dung", shortened(entry.content, _LONGEST_MATTER)
    yield "Người được giao", case.officer or "................"
    yield "Cơ quan, đơn vị", case.body
    yield "Trạng thái", STATE_TITLES[case.state]


def _line(label: str, value: str) -> Paragraph:
    runs = (Run(f"{label}: "), Run(value, verbatim=True))
    return paragraph(runs, size=12.5, align=Align.LEFT, after=1.5)


def _date_row(one: CaseDeadline) -> list[tuple[str, bool]]:
    deadline = one.deadline
    rule = deadline.rule
    title = f"{rule.title}\n({rule.article})" if rule.article else rule.title
    return [
        (title, False),
        (formats.short_date(deadline.start), True),
        (unit_words(deadline.unit, deadline.length), False),
        (formats.short_date(deadline.due) if deadline.due else "Tạm dừng", True),
        (formats.short_date(one.met_on), True),
    ]


def _step_row(entry: StepEntry) -> list[tuple[str, bool]]:
    document = entry.document
    parts = [f"số {document.number}" if document.number else "", formats.short_date(document.day)]
    told = " ngày ".join(part for part in parts if part) if parts[0] else parts[1]
    title = ACTION_TITLES[entry.action]
    if entry.body:
        title = f"{title}: {entry.body}"
    return [
        (formats.short_date(entry.on), True),
        (title, False),
        ("\n".join(part for part in (document.title, told) if part), False),
        (entry.by or entry.officer, False),
        ("", False),
    ]


def _table(
    heads: tuple[str, ...], widths: tuple[float, ...], rows: Iterable[list[tuple[str, bool]]], empty: int
) -> Table:
    """A numbered table with ``empty`` rows at its end to be filled in by hand."""
    made = []
    for index, cells in enumerate(rows, start=1):
        number = Cell((decree30.cell_text(str(index), align=Align.CENTER),))
        made.append(Row((number, *(Cell(_texts(text, middle)) for text, middle in cells))))
    blank = Cell((paragraph("\u00a0", size=decree30.TABLE_SIZE, line_height=1.8),))
    made += [Row((blank,) * len(heads))] * empty
    head = Row(tuple(Cell((decree30.head_cell_text(text),)) for text in heads))
    return Table(widths, (head,), tuple(made), before=2, after=8)


def _texts(text: str, middle: bool) -> tuple[Paragraph, ...]:
    """The lines of a cell; one in brackets is an article, which may be small."""
    align = Align.CENTER if middle else Align.LEFT
    return tuple(
        decree30.cell_text(
            line,
            align=align,
            italic=line.startswith("("),
            size=_ARTICLE_SIZE if line.startswith("(") else _SIZE,
            verbatim=True,
        )
        for line in text.split("\n")
    )
