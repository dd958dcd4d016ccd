"""Monthly figures as lists carry them: months across, months down, or one month's report by field of work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from friendly_desktop.domain.indicators import Indicator
from friendly_desktop.domain.indicators.figures import MONTHS, figure_text, read_figure
from friendly_desktop.domain.legacy_text import convert, detect
from friendly_desktop.domain.letters.list_notes import is_note
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _

_MONTH = re.compile(r"(?:thang|t)\s*0?(\d{1,2})(?:\s*[/-]\s*\d{4}|\s+nam\s+\d{4})?")
_MONTH_OF_YEAR = re.compile(r"0?(\d{1,2})\s*[/-]\s*(\d{4})")
_LOOKED_AT = 500  # rows, to tell how a sheet carries its figures
#: Files that are not answered yet: none of the figures.
_NOT_ANSWERED = ("dang giai quyet", "chua giai quyet", "ton", "ky truoc")
_VALUE_HEADINGS = ("so lieu", "gia tri", "so luong", "ket qua", "thuc hien", "trong thang")


class Layout(Enum):
    """How a sheet carries figures."""

    MONTHS_ACROSS = "months_across"  # a row an indicator, a column a month
    MONTHS_DOWN = "months_down"  # a row a month, a column an indicator
    ONE_VALUE = "one_value"  # a row an indicator, one column with the month's value
    ONE_MONTH = "one_month"  # a column an indicator, rows are fields of work that add up


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure that a list carries.

    Attributes:
        indicator: which, None where the list's name is not known.
        month: 1 to 12.
        value: None where it could not be read.
        told: what stood there, or the sum of what.
        row: of the sheet, 0 for a sum of several.
        problem: why it stays out.
        before: what is written down for that month now, where it differs.
    """

    indicator: Indicator | None
    month: int
    value: Decimal | None
    told: str
    row: int = 0
    problem: str = ""
    before: Decimal | None = None

    @property
    def usable(self) -> bool:
        """Whether it can come in."""
        return self.indicator is not None and self.value is not None and not self.problem


@dataclass(frozen=True, slots=True)
class FigureList:
    """What a list carries: figures in its order, names that are not known, remarks."""

    layout: Layout
    figures: tuple[FoundFigure, ...]
    unknown: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def month_of(heading: str) -> int | None:
    """The month that a heading names: "Tháng 3", "T3", "3/2026", "Tháng 03/2026"."""
    bare = " ".join(fold(heading).split())
    found = _MONTH.fullmatch(bare) or _MONTH_OF_YEAR.fullmatch(bare)
    if found is None or int(found[1]) not in MONTHS:
        return None
    return int(found[1])


def indicator_named(text: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """The figure that a name means: its title, its id, a name of its own, with its unit or a number before it."""
    return _known(tuple(indicators)).get(_bare(text))


@lru_cache(maxsize=8)
def _known(indicators: tuple[Indicator, ...]) -> Mapping[str, Indicator]:
    """Every name of every figure; titles outrank further names, the first figure the others."""
    known: dict[str, Indicator] = {}
    for one in indicators:
        for name in (one.title, one.id):
            known.setdefault(_bare(name), one)
    for one in indicators:
        for name in one.names:
            known.setdefault(_bare(name), one)
    known.pop("", None)
    return known


def needs_month(found: LetterList, indicators: Sequence[Indicator]) -> bool:
    """Whether the list itself does not say of which month it is."""
    return _layout(found, indicators) in (Layout.ONE_VALUE, Layout.ONE_MONTH)


def read_figures(found: LetterList, indicators: Sequence[Indicator], month: int | None) -> FigureList | None:
    """The figures in a list; None where it does not look like figures at all.

    Args:
        found: the list.
        indicators: what may be in it.
        month: of a list that does not say so itself.
    """
    match _layout(found, indicators):
        case Layout.MONTHS_ACROSS:
            return _across(found, indicators)
        case Layout.MONTHS_DOWN:
            return _down(found, indicators)
        case Layout.ONE_VALUE if month is not None:
            return _one_value(found, indicators, month)
        case Layout.ONE_MONTH if month is not None:
            return _one_month(found, indicators, month)
        case _:
            return None


def _layout(found: LetterList, indicators: Sequence[Indicator]) -> Layout | None:
    named = _columns(found.headings, indicators)
    months = [one for one in found.headings if month_of(one)]
    rows_named = sum(
        any(indicator_named(cell, indicators) for cell in row.cells[:3]) for row in found.rows[:_LOOKED_AT]
    )
    if months and rows_named:
        return Layout.MONTHS_ACROSS
    if named and any(month_of(cell) for row in found.rows[:_LOOKED_AT] for cell in row.cells[:2]):
        return Layout.MONTHS_DOWN
    if rows_named > len(named) and _value_column(found) is not None:
        return Layout.ONE_VALUE
    return Layout.ONE_MONTH if named else None


def _across(found: LetterList, indicators: Sequence[Indicator]) -> FigureList:
    months = [(place, month) for place, one in enumerate(found.headings) if (month := month_of(one))]
    figures: list[FoundFigure] = []
    unknown: list[str] = []
    for row in found.rows:
        filled = [(place, month) for place, month in months if _cell(row, place)]
        indicator = _of_row(row, indicators)
        if indicator is None:
            if filled:
                unknown.append(_name(row))
            continue
        figures += [_read(indicator, month, _cell(row, place), row.number) for place, month in filled]
    return FigureList(Layout.MONTHS_ACROSS, _once(figures), tuple(unknown), found.remarks)


def _down(found: LetterList, indicators: Sequence[Indicator]) -> FigureList:
    columns = _columns(found.headings, indicators)
    figures: list[FoundFigure] = []
    for row in found.rows:
        month = next((number for cell in row.cells[:2] if (number := month_of(cell))), None)
        if month is None:
            continue
        for indicator, places in columns:
            cells = [(row, place) for place in places if _cell(row, place)]
            figures += _added_up(indicator, month, cells)
    return FigureList(Layout.MONTHS_DOWN, _once(figures), (), found.remarks)


def _one_value(found: LetterList, indicators: Sequence[Indicator], month: int) -> FigureList:
    column = _value_column(found)
    figures: list[FoundFigure] = []
    unknown: list[str] = []
    for row in found.rows:
        text = "" if column is None else _cell(row, column)
        if not text:
            continue
        indicator = _of_row(row, indicators)
        if indicator is None:
            unknown.append(_name(row))
        else:
            figures.append(_read(indicator, month, text, row.number))
    return FigureList(Layout.ONE_VALUE, _once(figures), tuple(unknown), found.remarks)


def _one_month(found: LetterList, indicators: Sequence[Indicator], month: int) -> FigureList:
    """A report by field of work: the rows are added up; a line of totals among them is not counted twice."""
    columns = _columns(found.headings, indicators)
    rows = [row for row in found.rows if not is_note(row.cells) and not _is_total(row)]
    while rows and not any(_is_count(_cell(rows[0], place)) for _one, places in columns for place in places):
        rows = rows[1:]  # a third line of the heading, the numbers of the columns
    figures: list[FoundFigure] = []
    for indicator, places in columns:
        cells = [(row, place) for row in rows for place in places if _cell(row, place)]
        figures += _added_up(indicator, month, cells)
    return FigureList(Layout.ONE_MONTH, _once(figures), (), found.remarks)


def _added_up(
    indicator: Indicator, month: int, cells: Sequence[tuple[ListRow, int]]
) -> tuple[FoundFigure, ...]:
    """What some cells make together; one that cannot be read speaks for all of them."""
    read = [_read(indicator, month, _cell(row, place), row.number) for row, place in cells]
    wrong = next((one for one in read if one.problem), None)
    if wrong is not None or len(read) < 2:
        return (wrong,) if wrong is not None else tuple(read)
    parts = [one.value for one in read if one.value is not None]
    rows = len({row.number for row, _place in cells})
    told = _("cộng {n} dòng").format(n=rows) if rows > 1 else _("cộng {n} cột").format(n=len(parts))
    return (FoundFigure(indicator, month, sum(parts, Decimal()), told),)


def _columns(
    headings: Sequence[str], indicators: Sequence[Indicator]
) -> tuple[tuple[Indicator, tuple[int, ...]], ...]:
    """The columns of each figure. Several of one figure are parts of it (received online, received at the counter)."""
    found: dict[str, dict[int, list[int]]] = {}
    by_id = {one.id: one for one in indicators}
    for place, heading in enumerate(headings):
        meant = _of_column(heading, indicators)
        if meant is not None:
            found.setdefault(meant[0].id, {}).setdefault(meant[1], []).append(place)
    # What says it best wins: «trong kỳ» over «tổng số», which counts what was left over from the month before.
    return tuple((by_id[one], tuple(ranks[min(ranks)])) for one, ranks in found.items())


def _of_column(heading: str, indicators: Sequence[Indicator]) -> tuple[Indicator, int] | None:
    """The figure of a heading, and how surely (0 best). "Đã giải quyết - Quá hạn" is one, "Đang giải quyết" none."""
    whole = indicator_named(heading, indicators)
    if whole is not None:
        return whole, 0
    group, dash, own = heading.rpartition(" - ")
    if not dash or any(word in _bare(group) for word in _NOT_ANSWERED):
        return None
    bare = _bare(own)
    for rank, words in enumerate((("trong ky", "trong thang"), ("tong so", "tong", "cong")), 1):
        if bare in words:
            of_group = _named_within(group, indicators)
            return None if of_group is None else (of_group, rank)
    named = indicator_named(own, indicators)
    return None if named is None else (named, 0)


def _named_within(group: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """The figure that the heading over several columns names: "Số lượng hồ sơ tiếp nhận"."""
    bare = re.sub(r"^(so luong|tong so|so) ", "", _bare(group))
    return indicator_named(bare, indicators)


def _is_count(text: str) -> bool:
    return re.fullmatch(r"[0-9][0-9. ]*(,[0-9]+)?", text.strip()) is not None


def _read(indicator: Indicator, month: int, text: str, row: int) -> FoundFigure:
    try:
        value = read_figure(text, indicator)
    except ValueError as error:
        return FoundFigure(indicator, month, None, text, row, str(error))
    return FoundFigure(indicator, month, value, figure_text(value), row)


def _once(figures: Sequence[FoundFigure]) -> tuple[FoundFigure, ...]:
    """A figure of a month that stands twice with different values is a problem; the same twice is once."""
    seen: dict[tuple[str, int], FoundFigure] = {}
    kept: list[FoundFigure] = []
    for one in figures:
        if one.indicator is None:
            continue
        key = one.indicator.id, one.month
        first = seen.setdefault(key, one)
        if first is one:
            kept.append(one)
        elif one.value != first.value:
            problem = _("Số này có hai lần trong bảng với giá trị khác nhau.")
            kept.append(FoundFigure(one.indicator, one.month, None, one.told, one.row, problem))
    return tuple(kept)


def _of_row(row: ListRow, indicators: Sequence[Indicator]) -> Indicator | None:
    return next((found for cell in row.cells[:3] if (found := indicator_named(cell, indicators))), None)


def _name(row: ListRow) -> str:
    texts = [cell for cell in row.cells[:3] if cell.strip() and not cell.strip().isdecimal()]
    return max(texts, key=len, default=str(row.number))


def _value_column(found: LetterList) -> int | None:
    bare = [_bare(one) for one in found.headings]
    return next((place for place, one in enumerate(bare) if one in _VALUE_HEADINGS), None)


def _cell(row: ListRow, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _is_total(row: ListRow) -> bool:
    return any(re.fullmatch(r"(tong( cong| so)?|cong)\b.*", _bare(cell)) for cell in row.cells[:3])


def _bare(text: str) -> str:
    legacy = detect(text)
    read = convert(text, legacy) if legacy else text
    words = re.findall(r"[^\W_]+", fold(re.sub(r"\([^)]*\)", " ", read)))
    while words and words[0].isdecimal():
        words = words[1:]
    return " ".join(words)


def with_before(found: FigureList, now: Mapping[tuple[str, int], Decimal]) -> FigureList:
    """The list with what each month says now, where it says something else."""
    told = []
    for one in found.figures:
        before = now.get((one.indicator.id, one.month)) if one.indicator else None
        told.append(replace(one, before=before) if before is not None and before != one.value else one)
    return replace(found, figures=tuple(told))
