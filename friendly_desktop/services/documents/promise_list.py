"""The list of what people asked at meetings, what was promised and what came of it, for PDF and XLSX.

Laid out after NĐ 30/2020; no source gives a model, so the columns are the program's own. It is what the criteria
on settling opinions after dialogue conferences ask to see.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, Promise
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.i18n import in_vietnamese
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
from friendly_desktop.services.documents.reception_kit import MEETING_TITLES
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (13.0, 68.0, 58.0, 36.0, 25.0, 52.0)
_HEADINGS = (
    "STT",
    "Ý kiến, kiến nghị",
    "Nội dung trả lời, cam kết",
    "Người thực hiện",
    "Thời hạn",
    "Kết quả",
)


def promise_list(
    office: Office,
    listed: Sequence[tuple[Meeting, Sequence[Promise]]],
    signatory: Signatory | None,
    today: date,
) -> Document:
    """The list, meeting by meeting, with how many are done.

    Args:
        office: whose it is.
        listed: the meetings by day, each with what was asked there.
        signatory: who signs it.
        today: the day of the list, on which what is late is judged.
    """
    with in_vietnamese():
        promises = [promise for _meeting, some in listed for promise in some]
        done = sum(one.done_on is not None for one in promises)
        late = sum(_late(one, today) for one in promises)
        counted = f"Tổng số: {outline.count(len(promises))}; đã thực hiện: {outline.count(done)}"
        if late:
            counted += f"; quá hạn chưa thực hiện: {outline.count(late)}"
        blocks: list[Block] = [
            decree30.header(office, today, page=A4_LANDSCAPE),
            *decree30.kind_and_subject("Danh mục", "Ý kiến, kiến nghị của Nhân dân và kết quả giải quyết"),
            Table(_WIDTHS, (table_head(*_HEADINGS),), tuple(_rows(listed, today))),
            paragraph(f"{counted}.", italic=True, size=13, before=6, align=Align.LEFT),
            decree30.sheet_closing(signatory, A4_LANDSCAPE),
        ]
    title = "Ý kiến, kiến nghị của Nhân dân và kết quả giải quyết"
    return Document(title, tuple(blocks), page=A4_LANDSCAPE, author=outline.committee(office))


def _late(promise: Promise, today: date) -> bool:
    return promise.done_on is None and promise.until is not None and promise.until < today


def _rows(listed: Sequence[tuple[Meeting, Sequence[Promise]]], today: date) -> list[Row]:
    rows = []
    number = 0
    for meeting, promises in listed:
        if not promises:
            continue
        heading = decree30.cell_text(_meeting_words(meeting), bold=True, verbatim=True)
        rows.append(Row((Cell((heading,), span=len(_WIDTHS)),), keep_with_next=True, shade=0.06))
        for promise in promises:
            number += 1
            rows.append(_row(number, promise, today))
    return rows


def _meeting_words(meeting: Meeting) -> str:
    entry = meeting.entry
    where = f", {entry.hamlet}" if entry.hamlet else ""
    return f"{MEETING_TITLES[entry.kind]} ngày {formats.short_date(entry.day)}{where}"


def _row(number: int, promise: Promise, today: date) -> Row:
    if promise.done_on is not None:
        told = [f"Đã thực hiện ngày {formats.short_date(promise.done_on)}"]
    else:
        told = ["Quá hạn, chưa thực hiện" if _late(promise, today) else "Đang thực hiện"]
    if promise.result:
        told.append(promise.result)
    until = formats.short_date(promise.until)
    return Row(
        (
            Cell((decree30.cell_text(str(number), align=Align.CENTER),), number=Decimal(number)),
            Cell((_text(promise.asked),)),
            Cell((_text(promise.promised),)),
            Cell((_text(promise.officer),)),
            Cell((decree30.cell_text(until, align=Align.CENTER),)),
            Cell(tuple(_text(line) for line in told)),
        )
    )


def _text(text: str) -> Paragraph:
    return decree30.cell_text(text, verbatim=True)
