"""Phiếu việc: one A4 page for one officer; no source gives a model, so it is the program's own.

It names no citizen: a case is its code. What has no room on the page is counted at the foot of its table.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.gaps import short_text
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.officer_slip import OfficerSlip, SlipCase, SlipLeaf, SlipPromise
from friendly_desktop.domain.risk import until_words, why_words
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.case_slip import signatures
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Row,
    Run,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.score_table import table_head

_PAGE = Page(top=14, bottom=12, left=22, right=15, numbered=False)
_SIZE = 11.0
_LEAF_HEADS = ("STT", "Mục", "Nội dung", "Việc phải làm", "Hạn", "Điểm")
_LEAF_WIDTHS = (12.0, 21.0, 56.0, 39.0, 29.0, 16.0)
_CASE_HEADS = ("STT", "Số", "Loại đơn", "Việc phải làm", "Hạn")
_CASE_WIDTHS = (12.0, 24.0, 35.0, 73.0, 29.0)
_PROMISE_HEADS = ("STT", "Việc đã hứa với Nhân dân", "Hạn")
_PROMISE_WIDTHS = (12.0, 132.0, 29.0)
#: Lines of each table that are tried until all stands on one page.
_TRIES = (60, 30, 20, 15, 12, 9, 7, 5, 3)
_WORDS = 110


def slip_pdf(office: Office, slips: Sequence[OfficerSlip], year: int, today: date) -> bytes:
    """The slips one after the other, each on a page of its own."""
    from friendly_desktop.services.documents.joining import joined_pdf
    from friendly_desktop.services.documents.pdf import pdf_bytes
    from friendly_desktop.storage.pdfium import page_count

    pages = []
    for slip in slips:
        longest = max(len(slip.waiting), len(slip.cases), len(slip.promises))
        for most in (limit for limit in _TRIES if limit <= max(longest, _TRIES[-1])):
            made = pdf_bytes(officer_slip(office, slip, year, today, most))
            if page_count(made) == 1:
                break
        pages.append(made)
    return pages[0] if len(pages) == 1 else joined_pdf(pages)


def officer_slip(
    office: Office, slip: OfficerSlip, year: int, today: date, most: int = _TRIES[0]
) -> Document:
    """The slip of one officer.

    Args:
        office: whose officer it is.
        slip: what he has to do.
        year: the year that is assessed.
        today: the day it is printed, by which what is late is told.
        most: the most lines of each table; of the rest the number is told.
    """
    blocks: list[Block] = [
        decree30.header(office, today, page=_PAGE),
        paragraph("PHIẾU VIỆC", bold=True, size=15, align=Align.CENTER, before=10),
        paragraph(slip.name, bold=True, size=15, align=Align.CENTER, verbatim=True),
    ]
    if slip.role:
        blocks.append(paragraph(slip.role, size=12, align=Align.CENTER, verbatim=True))
    blocks += _figures(slip, year, today)
    number = _Numbering()
    if slip.leaves:
        blocks += _leaves(slip, today, most, number)
    if slip.cases:
        blocks += _cases(slip.cases, today, most, number)
    if slip.promises:
        blocks += _promises(slip.promises, today, most, number)
    blocks.append(signatures("NGƯỜI GIAO VIỆC", "NGƯỜI NHẬN VIỆC", width=_PAGE.text_width))
    title = f"Phiếu việc năm {year}: {slip.name}"
    return Document(title, tuple(blocks), page=_PAGE, author=outline.committee(office))


class _Numbering:
    """Roman numbers of the parts that are there."""

    def __init__(self) -> None:
        self._names = iter(("I", "II", "III"))

    def heading(self, words: str) -> Paragraph:
        """The heading of the next part."""
        return paragraph(
            f"{next(self._names)}. {words}", bold=True, size=12, align=Align.LEFT, before=6, after=2,
            keep_with_next=True,
        )  # fmt: skip


def _figures(slip: OfficerSlip, year: int, today: date) -> Iterator[Block]:
    """The figures of the slip, large, in one row."""
    told: list[tuple[str, str]] = []
    if slip.leaves:
        told.append((f"{slip.done} / {len(slip.leaves)}", "mục đã xong"))
        if any(leaf.maximum is not None for leaf in slip.leaves):
            told.append((formats.points(slip.claimed), "điểm tự chấm"))
            told.append((formats.points(slip.backed), "điểm có minh chứng"))
            told.append((formats.points(slip.at_risk), "điểm có nguy cơ mất"))
    told.append((str(slip.late(today)), "việc quá hạn"))
    words = f"Năm {year}, tính đến ngày {formats.short_date(today)}"
    yield paragraph(words, italic=True, size=12, align=Align.CENTER, after=4)
    cells = tuple(
        Cell(
            (
                paragraph(value, bold=True, size=16, align=Align.CENTER, line_height=1.1),
                paragraph(label, size=10.5, align=Align.CENTER, line_height=1.1),
            )
        )
        for value, label in told
    )
    yield Table((_PAGE.text_width / len(told),) * len(told), (), (Row(cells),))


def _leaves(slip: OfficerSlip, today: date, most: int, number: _Numbering) -> Iterator[Block]:
    waiting = slip.waiting
    if waiting:
        yield number.heading("Mục của bộ tiêu chí còn việc phải làm")
        rows = [_leaf_row(place, leaf, today) for place, leaf in enumerate(waiting[:most], start=1)]
        yield Table(_LEAF_WIDTHS, (table_head(*_LEAF_HEADS),), tuple(rows))
        yield from _more(len(waiting) - most)
    if slip.settled:
        places = ", ".join(leaf.place for leaf in slip.settled)
        runs = (Run("Đã xong, có minh chứng: " if _all_backed(slip) else "Đã xong: ", bold=True), Run(places))
        yield paragraph((*runs, Run(".")), size=_SIZE, align=Align.JUSTIFY, before=4)


def _all_backed(slip: OfficerSlip) -> bool:
    return all(leaf.proofs for leaf in slip.settled)


def _leaf_row(place: int, leaf: SlipLeaf, today: date) -> Row:
    risk = leaf.risk
    tasks = []
    if not leaf.done:
        tasks.append("Thực hiện, chấm điểm" if leaf.maximum is not None else "Thực hiện")
    if risk is not None:
        tasks.append(why_words(risk))
    elif leaf.again_by is not None:
        tasks.append("làm tiếp trong kỳ này")
    elif not leaf.proofs:
        tasks.append("chưa có minh chứng")
    task = "; ".join(tasks)
    dates = _days(leaf.due, None if leaf.done else today)
    if leaf.again_by is not None:
        dates.append(f"đến {formats.short_date(leaf.again_by)}")
    if risk is not None and risk.lost_on is not None and risk.lost_on != leaf.due:
        dates.append(until_words(risk, today))
    if leaf.points is not None or leaf.maximum is not None:
        points = f"{formats.points(leaf.points, '–')} / {formats.points(leaf.maximum, '–')}"
    else:
        points = ""
    return Row(
        (
            _cell(str(place), Align.CENTER),
            _cell(leaf.place),
            _cell(short_text(leaf.text, _WORDS)),
            _cell(task[:1].upper() + task[1:]),
            _lines(dates),
            _cell(points, Align.CENTER),
        )
    )


def _cases(cases: Sequence[SlipCase], today: date, most: int, number: _Numbering) -> Iterator[Block]:
    yield number.heading("Đơn, vụ việc đang xử lý")
    rows = [
        Row(
            (
                _cell(str(place), Align.CENTER),
                _cell(one.code, Align.CENTER),
                _cell(one.kind),
                _cell(one.task),
                _lines(_days(one.due, today)),
            )
        )
        for place, one in enumerate(cases[:most], start=1)
    ]
    yield Table(_CASE_WIDTHS, (table_head(*_CASE_HEADS),), tuple(rows))
    yield from _more(len(cases) - most)


def _promises(promises: Sequence[SlipPromise], today: date, most: int, number: _Numbering) -> Iterator[Block]:
    yield number.heading("Việc đã hứa chưa làm xong")
    rows = [
        Row(
            (
                _cell(str(place), Align.CENTER),
                _cell(short_text(one.words, 2 * _WORDS)),
                _lines(_days(one.until, today)),
            )
        )
        for place, one in enumerate(promises[:most], start=1)
    ]
    yield Table(_PROMISE_WIDTHS, (table_head(*_PROMISE_HEADS),), tuple(rows))
    yield from _more(len(promises) - most)


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        told = f"Còn {outline.count(count)} việc nữa, xem trên máy."
        yield paragraph(told, italic=True, size=_SIZE, align=Align.LEFT)


def _days(day: date | None, today: date | None) -> list[str]:
    """A day, and where it is past ``today`` a word that says so, a line each."""
    if day is None:
        return []
    late = ["(quá hạn)"] if today is not None and day < today else []
    return [formats.short_date(day), *late]


def _lines(lines: Sequence[str]) -> Cell:
    return Cell(tuple(_text(one, Align.CENTER) for one in lines or ("",)))


def _cell(text: str, align: Align = Align.LEFT) -> Cell:
    return Cell((_text(text, align),))


def _text(text: str, align: Align = Align.LEFT) -> Paragraph:
    return decree30.cell_text(text, align=align, size=_SIZE, verbatim=True)
