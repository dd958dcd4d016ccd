"""Reads the Excel form of a criteria set back, naming sheet, row and column of whatever is wrong."""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import Findings, Items, Table, Text, Value
from friendly_desktop.domain.text import fold, nfc
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.storage.criteria_xlsx_form import (
    INFO,
    INFO_HEADINGS,
    INFO_NAME,
    NODES,
    PERIODS,
    TABLES,
    UNITS,
    YES_NO,
    Cells,
    Column,
    Sheet,
)
from friendly_desktop.storage.workbooks import Grid, WorkbookRefusedError, read_grids

_MOST_ROWS = 3000
_MOST_COLUMNS = 60
_HEADING_ROWS = 12  # people put a title above the table
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")

_LISTS = frozenset({Cells.LINES, Cells.WORDS, Cells.RECORDS})


@dataclass(frozen=True, slots=True)
class Form:
    """What the workbook says, in the shape of the file format; ``root`` is None when it cannot be read."""

    root: Table | None
    problems: tuple[Problem, ...] = ()


def read_form(content: bytes) -> Form:
    """Read the form.

    Args:
        content: the bytes of the file, of any kind; foreign and hostile ones are refused.
    """
    try:
        grids = read_grids(content, _MOST_ROWS, _MOST_COLUMNS)
    except WorkbookRefusedError as refused:
        return Form(None, (Problem(_("Tệp Excel"), str(refused)),))
    findings = Findings()
    root = _FormReader(grids, findings).read()
    return Form(root, tuple(findings.problems))


def _typed(column: Column, text: str) -> str:
    """Typed text as the file format wants it: composed letters, decimal dots, ISO dates."""
    text = nfc(text).replace("\r\n", "\n").replace("\xa0", " ").strip()
    if column.cells is Cells.NUMBER and _NUMBER.fullmatch(text):
        return text.replace(",", ".")
    found = _DATE.fullmatch(text) if column.cells is Cells.DAY else None
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text


def _same(text: str) -> str:
    """A heading or sheet name without what people change by accident: case, tone marks, spaces, stars."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


class _FormReader:
    """Turns the sheets into the tables of the file format."""

    def __init__(self, grids: list[Grid], findings: Findings) -> None:
        self._grids = {_same(grid.name): grid for grid in grids}
        self._findings = findings

    def read(self) -> Table | None:
        """The whole form; None when a sheet without which nothing can be said is missing."""
        missing = [name for name in (INFO_NAME, NODES.name) if _same(name) not in self._grids]
        for name in missing:
            message = _("Thiếu trang «{sheet}»; hãy dùng biểu do chương trình lập.").format(sheet=name)
            self._findings.add(_("Tệp Excel"), message)
        if missing:
            return None
        entries = self._info(self._grids[_same(INFO_NAME)])
        for form in TABLES:
            grid = self._grids.get(_same(form.name))
            if grid is None:
                continue
            where = _("Trang «{sheet}»").format(sheet=form.name)
            records = [self._record(form, row) for row in self._rows(form, grid)]
            values = self._tree(records, where) if form is NODES else Items(tuple(records), where)
            entries[form.key] = values
        names = {form.key: form.name for form in TABLES} | {column.key: column.heading for column in INFO}
        return Table(entries, _("Trang «{sheet}»").format(sheet=INFO_NAME), names)

    def _info(self, grid: Grid) -> dict[str, Value]:
        known = {_same(column.heading): column for column in INFO}
        entries: dict[str, Value] = {}
        for number, cells in grid.rows.items():
            if 1 not in cells:
                continue
            heading = str(cells[1].value)
            column = known.get(_same(heading))
            if column is None:
                if number > 1 or _same(heading) != _same(INFO_HEADINGS[0]):
                    self._unknown_heading(
                        heading, [one.heading for one in INFO], _row_place(INFO_NAME, number)
                    )
                continue
            if 2 not in cells:
                continue
            where = _cell_place(INFO_NAME, number, INFO_HEADINGS[1])
            value = self._value(column, cells[2], where)
            before = _nested_get(entries, column.key)
            if column.cells is Cells.LINES and isinstance(value, Items) and isinstance(before, Items):
                value = Items((*before.values, *value.values), before.where)
            elif before is not None:
                message = _("Dòng «{name}» được ghi hai lần; hãy bỏ một dòng.").format(name=column.heading)
                self._findings.add(where, message)
            _nested_put(entries, column.key, value, where, {"on": column.heading, "by": column.heading})
        return entries

    def _rows(self, form: Sheet, grid: Grid) -> Iterator["_Row"]:
        heading_row, places = self._headings(form, grid)
        if not places:
            return
        if grid.too_long:
            message = _("Trang có hơn {most} dòng; hãy xóa các dòng thừa.").format(most=_MOST_ROWS)
            self._findings.add(_("Trang «{sheet}»").format(sheet=form.name), message)
            return
        self._spread_merged(form, grid, heading_row, places)
        for number in sorted(grid.rows):
            cells = {places[place]: cell for place, cell in grid.rows[number].items() if place in places}
            if number > heading_row and cells:
                yield _Row(number, cells)

    def _headings(self, form: Sheet, grid: Grid) -> tuple[int, dict[int, Column]]:
        """The heading row and which column stands where; people move columns and add their own."""
        known = {_same(column.heading): column for column in form.columns}
        best: tuple[int, dict[int, Column]] = (0, {})
        for number in sorted(grid.rows)[:_HEADING_ROWS]:
            found = {
                place: known[_same(str(cell.value))]
                for place, cell in grid.rows[number].items()
                if _same(str(cell.value)) in known
            }
            if len(found) > len(best[1]):
                best = (number, found)
        row, places = best
        where = _("Trang «{sheet}»").format(sheet=form.name)
        if not places and not grid.rows:
            return best
        present = {column.key for column in places.values()}
        for column in form.columns:
            if column.required and column.key not in present:
                message = _("Thiếu cột «{column}»; hãy giữ nguyên dòng tiêu đề của biểu.")
                self._findings.add(where, message.format(column=column.heading))
        if len(present) < len(places):
            message = _("Có hai cột cùng tiêu đề; hãy bỏ một cột.")
            self._findings.add(where, message)
        rest = [column.heading for column in form.columns if column.key not in present]
        for place, cell in grid.rows.get(row, {}).items():
            near = difflib.get_close_matches(str(cell.value), rest, n=1, cutoff=0.75)
            if place not in places and near:
                self._unknown_heading(str(cell.value), rest, _row_place(form.name, row))
        return (row, places) if all(c.key in present for c in form.columns if c.required) else (row, {})

    def _unknown_heading(self, heading: str, known: list[str], where: str) -> None:
        near = difflib.get_close_matches(heading, known, n=1)
        if near:
            message = _("Không có «{name}» trong biểu. Có phải là «{near}»?").format(
                name=heading[:60], near=near[0]
            )
        else:
            message = _("Không có «{name}» trong biểu; hãy bỏ dòng này.").format(name=heading[:60])
        self._findings.add(where, message)

    def _spread_merged(self, form: Sheet, grid: Grid, heading_row: int, places: dict[int, Column]) -> None:
        for first_row, first, last_row, last in grid.merged:
            if first_row <= heading_row or first_row == last_row or last_row > _MOST_ROWS:
                continue
            for place in range(first, min(last, _MOST_COLUMNS) + 1):
                column = places.get(place)
                cell = grid.rows.get(first_row, {}).get(place)
                if column is None or cell is None:
                    continue
                if not column.fills_down:
                    message = _("Ô bị trộn từ dòng {first} đến dòng {last}; hãy bỏ trộn ô và ghi từng dòng.")
                    self._findings.add(
                        _cell_place(form.name, first_row, column.heading),
                        message.format(first=first_row, last=last_row),
                    )
                    continue
                for number in range(first_row + 1, last_row + 1):
                    if number in grid.rows:  # a row with nothing else in it stays blank
                        grid.rows[number].setdefault(place, cell)

    def _record(self, form: Sheet, row: "_Row") -> Table:
        where = _row_place(form.name, row.number)
        names = {column.key.split(".")[-1]: column.heading for column in form.columns}
        entries: dict[str, Value] = {}
        for column, cell in row.cells.items():
            place = _cell_place(form.name, row.number, column.heading)
            _nested_put(entries, column.key, self._value(column, cell, place), place, names)
        return Table(entries, where, names)

    def _value(self, column: Column, cell: Any, where: str) -> Value:
        text = self._text(column, cell, where)
        if text is None:
            refused = Text("", where, refused=True)
            return refused if column.cells not in _LISTS else Items((refused,), where)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if column.cells is Cells.WORD:
            return self._word(column.words, text, where)
        if column.cells is Cells.WORDS:
            # People separate short words by commas as readily as by lines.
            words = [word.strip() for line in lines for word in re.split(r"[,;]", line) if word.strip()]
            return Items(tuple(self._word(column.words, word, where) for word in words), where)
        if column.cells is Cells.LINES:
            found = lines if column.key != "table_notes" else [text]
            return Items(tuple(Text(line, where) for line in found), where)
        if column.cells is Cells.RECORDS:
            return self._records(column, lines, where)
        return Text(text, where)

    def _text(self, column: Column, cell: Any, where: str) -> str | None:
        """The cell as text of the file format; None, and a problem, for what Excel made of it by itself."""
        value = cell.value
        if cell.data_type == "f":
            message = _("Ô có công thức; hãy thay bằng giá trị (sao chép, dán đặc biệt, chọn Giá trị).")
            self._findings.add(where, message)
            return None
        if cell.data_type == "e":
            message = _("Ô có lỗi Excel {value}; hãy gõ lại giá trị.").format(value=str(value)[:20])
            self._findings.add(where, message)
            return None
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime | date | time):
            return self._day(column, value, where)
        if isinstance(value, int | float):
            if column.cells is Cells.EXACT and column.key != "label" and not float(value).is_integer():
                message = _(
                    "Excel đã đổi mã này thành số {value}; hãy định dạng ô là Văn bản (Text) rồi gõ lại."
                )
                self._findings.add(where, message.format(value=value))
                return None
            return format(value, ".12g") if isinstance(value, float) else str(value)
        return _typed(column, str(value))

    def _day(self, column: Column, value: datetime | date | time, where: str) -> str | None:
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date) and column.cells is Cells.DAY:
            return day.isoformat()
        if isinstance(day, date) and column.cells in (Cells.TEXT, Cells.LINES):
            return short_date(day)
        message = _("Excel đã đổi ô này thành ngày giờ; hãy định dạng ô là Văn bản (Text) rồi gõ lại.")
        self._findings.add(where, message)
        return None

    def _word(self, words: Mapping[str, str], typed: str, where: str) -> Text:
        for code, word in words.items():
            if _same(typed) == _same(word) or typed.lower() == code:
                return Text(code, where)
        message = _("«{value}» không có trong danh sách; hãy chọn một trong: {known}.")
        self._findings.add(where, message.format(value=typed[:60], known="; ".join(words.values())))
        return Text("", where, refused=True)

    def _records(self, column: Column, lines: list[str], where: str) -> Value:
        records = []
        for line in lines:
            parts = [part.strip() for part in line.split("|")]
            if column.key == "scoring.options" and len(parts) > len(column.parts):
                # The words of an option may have bars of their own; the first and the last one count.
                parts = [parts[0], line.partition("|")[2].rpartition("|")[0].strip(), parts[-1]]
            if len(parts) > len(column.parts) or len(parts) < 2:
                message = _("«{line}» chưa đúng. {help}").format(line=line[:60], help=column.help)
                self._findings.add(where, message)
                continue
            named = dict(zip(column.parts, parts, strict=False))
            for name in ("points", "at_least", "value"):
                if name in named and _NUMBER.fullmatch(named[name]):
                    named[name] = named[name].replace(",", ".")
            for name, words in (("unit", UNITS), ("per", PERIODS), ("own", YES_NO)):
                if named.get(name):
                    named[name] = self._record_word(words, named[name])
            records.append(Table({name: Text(part, where) for name, part in named.items()}, where))
        if column.key != "minima":
            return Items(tuple(records), where)
        bounds: dict[str, Value] = {}
        for record in records:
            node, points = record.entries["node"], record.entries["points"]
            if isinstance(node, Text):
                bounds[node.value] = points
        return Table(bounds, where)

    def _record_word(self, words: dict[str, str], typed: str) -> str:
        matches = (
            code for code, word in words.items() if typed in (word, code) or _same(typed) == _same(word) != ""
        )
        return next(matches, typed)

    def _tree(self, records: list[Table], where: str) -> Items:
        """Hang the rows under each other by their ids."""
        ids = {_id_of(record) for record in records}
        children: dict[str, list[Table]] = {}
        for record in records:
            node_id = _id_of(record)
            parent = node_id.rpartition(".")[0]
            above = node_id.split(".")[:-1]
            known_above = any(".".join(above[:length]) in ids for length in range(1, len(above)))
            if parent and parent not in ids and known_above:
                message = _("Mục «{id}» thiếu dòng của mục cha «{parent}».").format(id=node_id, parent=parent)
                self._findings.add(record.where, message)
            children.setdefault(parent if parent in ids else "", []).append(record)
        return Items(tuple(_hang(record, children) for record in children.get("", [])), where)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: dict[Column, Any]


def _hang(record: Table, children: dict[str, list[Table]]) -> Table:
    # The children of an id are hung once: a second row with that id must not repeat them.
    below = children.pop(_id_of(record), []) if _id_of(record) else []
    if not below:
        return record
    hung = Items(tuple(_hang(child, children) for child in below), record.where)
    return Table({**record.entries, "children": hung}, record.where, record.names)


def _id_of(record: Table) -> str:
    value = record.entries.get("id")
    return value.value.strip() if isinstance(value, Text) else ""


def _row_place(sheet: str, row: int) -> str:
    return _("Trang «{sheet}», dòng {row}").format(sheet=sheet, row=row)


def _cell_place(sheet: str, row: int, column: str) -> str:
    return _("Trang «{sheet}», dòng {row}, cột «{column}»").format(sheet=sheet, row=row, column=column)


def _nested_get(entries: dict[str, Value], key: str) -> Value | None:
    head, _dot, rest = key.partition(".")
    value = entries.get(head)
    return value.entries.get(rest) if rest and isinstance(value, Table) else None if rest else value


def _nested_put(
    entries: dict[str, Value], key: str, value: Value, where: str, names: Mapping[str, str]
) -> None:
    head, _dot, rest = key.partition(".")
    if not rest:
        entries[head] = value
        return
    holder = entries.get(head)
    inner = dict(holder.entries) if isinstance(holder, Table) else {}
    entries[head] = Table({**inner, rest: value}, holder.where if isinstance(holder, Table) else where, names)
