"""Rows of the printed registers: cases in the order of a book, and the pages that were printed of it.

A book of ten thousand rows is read in portions; nothing here holds a whole year.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    func,
    insert,
    select,
    update,
)

from friendly_desktop.domain.cases import Case, CaseAction, CaseState, CaseStep, case_code
from friendly_desktop.domain.cases.register import (
    Book,
    BookPaper,
    FilledPage,
    KeptPage,
    LaidRow,
    PageDress,
    RegisterColumn,
)
from friendly_desktop.domain.meetings import MeetingKind, MeetingMode
from friendly_desktop.storage import case_content
from friendly_desktop.storage.cases import case_of
from friendly_desktop.storage.tables import case_steps, cases, meetings, register_pages

#: Cases and pages read at a time.
PORTION = 400
#: Fields that tell of nobody.
_MARKS = frozenset({"number", "day", "page", "column"})


class RecordRow(NamedTuple):
    """A case with its steps as they stand (corrected ones as corrected), its session, and what it was split from."""

    case: Case
    steps: tuple[CaseStep, ...]
    meeting: tuple[MeetingKind, MeetingMode] | None
    split_from: str


class PartState(NamedTuple):
    """What of a part was printed: its pages, its rows, when the last time; zeros and None for nothing."""

    pages: int
    rows: int
    printed_at: datetime | None


def years(connection: Connection, book: Book) -> tuple[int, ...]:
    """The years with rows of a book, the newest first."""
    statement = select(cases.c.year).where(_of_book(book)).distinct().order_by(cases.c.year.desc())
    return tuple(connection.execute(statement).scalars())


def count(connection: Connection, book: Book, year: int, span: tuple[date | None, date | None]) -> int:
    """How many rows a part has by now, printed or not."""
    statement = select(func.count()).select_from(cases).where(cases.c.year == year, _of_book(book))
    return int(connection.execute(_within(statement, span)).scalar_one())


def records(
    connection: Connection,
    book: Book,
    year: int,
    span: tuple[date | None, date | None],
    but: Collection[int] = frozenset(),
) -> Iterator[RecordRow]:
    """The rows of a part in their order.

    Args:
        connection: held open until the last one was read.
        book: which register.
        year: the year of the numbers.
        span: the first and the last day of reception; None is open.
        but: numbers in the book that are left out.
    """
    column = _number_column(book)
    after = 0
    while True:
        statement = select(cases).where(cases.c.year == year, _of_book(book), column > after)
        rows = connection.execute(_within(statement, span).order_by(column).limit(PORTION)).all()
        if not rows:
            return
        after = getattr(rows[-1], column.name)
        yield from _records(connection, [row for row in rows if getattr(row, column.name) not in but])


def records_numbered(
    connection: Connection, book: Book, year: int, numbers: Iterable[int]
) -> Iterator[RecordRow]:
    """The rows with these numbers in the book, wherever they were received."""
    column = _number_column(book)
    waiting = iter(numbers)
    while part := list(islice(waiting, PORTION)):
        statement = select(cases).where(cases.c.year == year, _of_book(book), column.in_(part))
        yield from _records(connection, connection.execute(statement.order_by(column)).all())


def _records(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[RecordRow]:
    steps = _steps(connection, [row.id for row in rows])
    met = _meetings(connection, {row.meeting_id for row in rows} - {None})
    parents = _codes(connection, {row.parent_id for row in rows} - {None})
    for row in rows:
        yield RecordRow(
            case_of(row),
            steps.get(row.id, ()),
            met.get(row.meeting_id),
            parents.get(row.parent_id, ""),
        )


def _steps(connection: Connection, ids: Sequence[int]) -> dict[int, tuple[CaseStep, ...]]:
    """The steps of cases by case as they stand now: what a correction put in a step's place, or nothing."""
    statement = select(case_steps).where(case_steps.c.case_id.in_(ids)).order_by(case_steps.c.id)
    rows = connection.execute(statement).all()
    contents: dict[int, Mapping[str, Any]] = {row.id: case_content.loaded(row.content) or {} for row in rows}
    instead = {
        content["corrects"]: content.get("replacement")
        for content in contents.values()
        if content.get("corrects") is not None
    }
    found: dict[int, list[CaseStep]] = {}
    for row in rows:
        action, on, content = row.action, row.on_day, contents[row.id]
        if row.id in instead and action != CaseAction.CORRECT.value:
            new = instead[row.id]
            if not new:
                continue
            action, on, content = new["action"], date.fromisoformat(new["on"]), new["content"]
        entry = case_content.step_entry(action, on, content)
        step = CaseStep(row.id, row.case_id, row.at, entry, CaseState(row.state))
        found.setdefault(row.case_id, []).append(step)
    return {case_id: tuple(steps) for case_id, steps in found.items()}


def _meetings(
    connection: Connection, ids: Collection[int | None]
) -> dict[int, tuple[MeetingKind, MeetingMode]]:
    if not ids:
        return {}
    statement = select(meetings.c.id, meetings.c.kind, meetings.c.mode).where(meetings.c.id.in_(ids))
    return {row.id: (MeetingKind(row.kind), MeetingMode(row.mode)) for row in connection.execute(statement)}


def _codes(connection: Connection, ids: Collection[int | None]) -> dict[int, str]:
    if not ids:
        return {}
    statement = select(cases.c.id, cases.c.year, cases.c.number).where(cases.c.id.in_(ids))
    return {row.id: case_code(row.year, row.number) for row in connection.execute(statement)}


def _number_column(book: Book) -> Column[Any]:
    return cases.c.register_number if book is Book.RECEPTION else cases.c.number


def _of_book(book: Book) -> ColumnElement[bool]:
    if book is Book.RECEPTION:
        return cases.c.register_number.is_not(None)
    return cases.c.register_number.is_(None)


def _within(statement: Select[Any], span: tuple[date | None, date | None]) -> Select[Any]:
    first, last = span
    if first is not None:
        statement = statement.where(cases.c.received >= first)
    if last is not None:
        statement = statement.where(cases.c.received <= last)
    return statement


# Printed pages


def part_state(connection: Connection, year: int, part: str) -> PartState:
    """What of a part was printed."""
    row = connection.execute(
        select(func.max(register_pages.c.page), func.max(register_pages.c.printed_at)).where(
            register_pages.c.year == year, register_pages.c.layout == part
        )
    ).one()
    rows = len(numbers_printed(connection, year, (part,))) if row[0] else 0
    return PartState(int(row[0] or 0), rows, row[1])


def pages(
    connection: Connection, year: int, part: str, first: int = 1, last: int | None = None
) -> Iterator[KeptPage]:
    """The printed pages of a part in their order."""
    after = first - 1
    while True:
        statement = select(register_pages).where(
            register_pages.c.year == year, register_pages.c.layout == part, register_pages.c.page > after
        )
        if last is not None:
            statement = statement.where(register_pages.c.page <= last)
        rows = connection.execute(statement.order_by(register_pages.c.page).limit(PORTION)).all()
        if not rows:
            return
        after = rows[-1].page
        yield from map(_kept, rows)


def numbers_printed(connection: Connection, year: int, parts: Iterable[str]) -> frozenset[int]:
    """The numbers in the book of all rows that stand on printed pages of these parts."""
    found: set[int] = set()
    for part in parts:
        statement = select(register_pages.c.content).where(
            register_pages.c.year == year, register_pages.c.layout == part
        )
        for text in connection.execute(statement).scalars():
            found.update(row["n"] for row in json.loads(text)["rows"])
    return frozenset(found)


def last_page(connection: Connection, year: int, part: str) -> KeptPage | None:
    """The last printed page of a part."""
    statement = select(register_pages).where(register_pages.c.year == year, register_pages.c.layout == part)
    row = connection.execute(statement.order_by(register_pages.c.page.desc()).limit(1)).first()
    return _kept(row) if row else None


def opening_dress(connection: Connection, year: int, part: str) -> PageDress | None:
    """How the printed pages of a part look; None before the first."""
    opening = next(pages(connection, year, part, 1, 1), None)
    return opening.dress if opening else None


def keep(connection: Connection, year: int, part: str, kept: Sequence[KeptPage], at: datetime) -> None:
    """Keep pages as they were printed."""
    rows = [
        {
            "year": year,
            "layout": part,
            "page": one.page.number,
            "first_row": one.page.rows[0].number,
            "last_row": one.page.rows[-1].number,
            "content": _content(one),
            "printed_at": at,
        }
        for one in kept
    ]
    if rows:
        connection.execute(insert(register_pages), rows)


def wipe(
    connection: Connection,
    year: int,
    part: str,
    number: int,
    *,
    said: Mapping[str, str],
    laid: Mapping[str, Sequence[str]],
) -> int:
    """Take the words of a row out of the kept pages of a part: its case turned out to be a denunciation.

    The one thing that outranks a printed page (Luật Tố cáo Điều 8(3)). The row keeps its place, its height, its
    number and its day.

    Args:
        connection: a write.
        year: of the book.
        part: a part, or its supplement.
        number: of the row.
        said: what the row says from now on, by field; every other field loses its words.
        laid: the same on lines.

    Returns:
        How many pages were changed.
    """
    statement = select(register_pages.c.page, register_pages.c.content).where(
        register_pages.c.year == year, register_pages.c.layout == part
    )
    fields: list[str] = []
    changed = 0
    for page, text in connection.execute(statement.order_by(register_pages.c.page)).all():
        content = json.loads(text)
        if "dress" in content:
            fields = [column["field"] for column in content["dress"]["columns"]]
        rows = [*content["rows"], *([content["rest"]] if "rest" in content else [])]
        hit = [row for row in rows if row["n"] == number]
        for row in hit:
            _wipe_row(row, fields, said, laid)
        if hit:
            place = (
                register_pages.c.year == year,
                register_pages.c.layout == part,
                register_pages.c.page == page,
            )
            connection.execute(update(register_pages).where(*place).values(content=_dumped(content)))
            changed += 1
    return changed


def _wipe_row(
    row: dict[str, Any], fields: Sequence[str], said: Mapping[str, str], laid: Mapping[str, Sequence[str]]
) -> None:
    row["h"] = max([row.get("h", 0), *(cell.count("\n") + 1 for cell in row["c"])])
    first = not row.get("continued")
    row["c"] = [
        cell if field in _MARKS else "\n".join(laid.get(field, ())) if first else ""
        for field, cell in zip(fields, row["c"], strict=True)
    ]
    row.pop("s", None)
    if "v" in row:
        row["v"] = {field: value for field, value in row["v"].items() if field in _MARKS} | dict(said)


def _content(kept: KeptPage) -> str:
    content: dict[str, Any] = {
        "stamp": kept.stamp,
        "on": kept.printed_on.isoformat(),
        "full": kept.page.full,
        "rows": [_row_content(row) for row in kept.page.rows],
    }
    if kept.page.rest:
        content["rest"] = _row_content(kept.page.rest)
    if kept.dress:
        content["dress"] = _dress_content(kept.dress)
    return _dumped(content)


def _kept(row: Row[Any]) -> KeptPage:
    content = json.loads(row.content)
    page = FilledPage(
        number=row.page,
        rows=tuple(_row(one) for one in content["rows"]),
        rest=_row(content["rest"]) if "rest" in content else None,
        full=content["full"],
    )
    dress = _dress(content["dress"]) if "dress" in content else None
    return KeptPage(page, content["stamp"], date.fromisoformat(content["on"]), dress)


def _row_content(row: LaidRow) -> dict[str, Any]:
    content: dict[str, Any] = {"n": row.number, "c": ["\n".join(cell) for cell in row.cells]}
    if row.values:
        content["v"] = dict(row.values)
    if row.continued:
        content["continued"] = True
    if row.unfinished:
        content["unfinished"] = True
    if row.height:
        content["h"] = row.height
    if row.strong:
        content["s"] = row.strong
    return content


def _row(content: Mapping[str, Any]) -> LaidRow:
    return LaidRow(
        number=content["n"],
        cells=tuple(tuple(cell.split("\n")) if cell else () for cell in content["c"]),
        values=content.get("v", {}),
        continued=content.get("continued", False),
        unfinished=content.get("unfinished", False),
        height=content.get("h", 0),
        strong=content.get("s", 0),
    )


def _dress_content(dress: PageDress) -> dict[str, Any]:
    return {
        "paper": dress.paper.value,
        "office": dress.office,
        "title": dress.title,
        "subtitle": dress.subtitle,
        "form": dress.form,
        "notes": list(dress.notes),
        "page_word": dress.page_word,
        "letters": dress.letters,
        "columns": [
            {
                "field": column.field,
                "number": column.number,
                "title": column.title,
                "widths": dict(column.widths),
                "group": column.group,
                "centred": column.centred,
                "strong": column.strong,
            }
            for column in dress.columns
        ],
    }


def _dress(content: Mapping[str, Any]) -> PageDress:
    values = dict(content)
    values["paper"] = BookPaper(values["paper"])
    values["notes"] = tuple(values["notes"])
    values["columns"] = tuple(RegisterColumn(**column) for column in values["columns"])
    return PageDress(**values)


def _dumped(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
