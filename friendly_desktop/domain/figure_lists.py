"""Monthly figures as lists carry them: months across, months down, or one month's report by field of work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from friendly_desktop.domain.indicator_figures import MONTHS, figure_text, read_figure
from friendly_desktop.domain.indicators import Indicator
from friendly_desktop.domain.letter_list_notes import is_note
from friendly_desktop.domain.letter_lists import LetterList, ListRow
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _

_MONTH = re.compile(r"(?:thang|t)\s*0?(\d{1,2})(?:\s*[/-]\s*\d{4}|\s+nam\s+\d{4})?")
_MONTH_OF_YEAR = re.compile(r"0?(\d{1,2})\s*[/-]\s*(\d{4})")
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
    bare = _bare(text)
    if not bare:
        return None
    for one in indicators:
        if bare in (_bare(one.title), _bare(one.id)):
            return one
    for one in indicators:
        if bare in {_bare(name) for name in one.names}:
            return one
    return None


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
    named = [one for one in found.headings if indicator_named(one, indicators)]
    months = [one for one in found.headings if month_of(one)]
    rows_named = sum(any(indicator_named(cell, indicators) for cell in row.cells[:3]) for row in found.rows)
    if months and rows_named:
        return Layout.MONTHS_ACROSS
    if named and any(month_of(cell) for row in found.rows for cell in row.cells[:2]):
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
    columns = [(place, indicator_named(one, indicators)) for place, one in enumerate(found.headings)]
    figures: list[FoundFigure] = []
    for row in found.rows:
        month = next((number for cell in row.cells[:2] if (number := month_of(cell))), None)
        if month is None:
            continue
        for place, indicator in columns:
            if indicator is not None and _cell(row, place):
                figures.append(_read(indicator, month, _cell(row, place), row.number))
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
    rows = [row for row in found.rows if not is_note(row.cells) and not _is_total(row)]
    figures: list[FoundFigure] = []
    for place, heading in enumerate(found.headings):
        indicator = indicator_named(heading, indicators)
        if indicator is None:
            continue
        read = [_read(indicator, month, _cell(row, place), row.number) for row in rows if _cell(row, place)]
        wrong = next((one for one in read if one.problem), None)
        if wrong is not None:
            figures.append(wrong)
        elif len(read) == 1:
            figures.append(read[0])
        elif read:
            parts = [one.value for one in read if one.value is not None]
            value = sum(parts, Decimal())
            told = _("cộng {n} dòng").format(n=len(parts))
            figures.append(FoundFigure(indicator, month, value, told))
    return FigureList(Layout.ONE_MONTH, _once(figures), (), found.remarks)


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
    words = re.findall(r"[^\W_]+", fold(re.sub(r"\([^)]*\)", " ", text)))
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
