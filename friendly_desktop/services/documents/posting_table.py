"""Timetables and telephone lists for a wall: one line a row, the figures in columns that stand straight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    BRONZE,
    CREAM,
    DARK,
    GOLD,
    INK,
    QUIET,
    RED,
    WHITE,
)
from friendly_desktop.services.documents.posting_parts import ASIDE, NOTE, foot, head, largest, notes, require
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import CAP, Face, Setting, Type, fitted, width
from friendly_desktop.services.documents.posting_words import Words

_STRONG = Type(Face.STRONG, leading=1.22, centred=False)
_HEAD = Type(Face.STRONG, track=0.03, centred=False)
_BIG = Type(Face.DISPLAY, centred=False)
_LARGE = Type(Face.DISPLAY)
_LEAST = 2.3  # of the em, A4 millimetres: a whole year of days is read from near
_BAND = "#FDF1DA"  # every second row
_PAD = 0.42  # above and below the words of a row, as a share of the em
_SIDE = 0.9  # left and right of the words, as a share of the em


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its heading, its cells, whether they are numbers, how they are dressed."""

    heading: str
    cells: tuple[str, ...]
    type: Type
    colour: str = INK
    figures: bool = False
    whole: bool = False  # never broken: names, days, numbers


_NUMBER_COLUMN = _Column("", (), _BIG, figures=True)


def notice(sheet: Sheet, words: Words) -> None:
    """The timetable of reception: what is the same on every day is said once, above the table."""
    end, begin = _ground(sheet, words, words.text("period"))
    rows = words.rows("sessions")
    field = words.kind.field("sessions")
    headings = field.columns if field else ()
    common = [(headings[at], rows[0][at]) for at in range(1, len(headings)) if rows and _same(rows, at)]
    said = {heading for heading, _value in common}
    columns = [
        _Column(
            heading,
            tuple(row[at] for row in rows),
            _BIG if not at else _STRONG,
            RED if not at else INK,
            whole=at < 2,
        )
        for at, heading in enumerate(headings)
        if heading not in said and any(row[at] for row in rows)
    ]
    left, right = MARGIN + 11.0, sheet.width - MARGIN - 11.0
    top = end + 5.5
    told = [f"{heading}: {value}" for heading, value in common if value]
    if told:
        setting = fitted("   ·   ".join(told), ASIDE, (right - left, 9), 6.4)
        if setting.size < 5.0:
            setting = words.set(
                "sessions", "\n".join(told), ASIDE, (right - left, 26), 6.4, _LEAST, keep=True
            )
        top = sheet.text(setting, sheet.width / 2, top, INK) + 4.5
    bottom = notes(sheet, words, begin - 5.0)
    _tables(sheet, words, "sessions", columns, (left, top, right, bottom - 3.5))


def contacts(sheet: Sheet, words: Words) -> None:
    """Telephone numbers: the hotline in a field of its own, then people with their posts."""
    end, begin = _ground(sheet, words, words.text("period"))
    left, right = MARGIN + 11.0, sheet.width - MARGIN - 11.0
    top = end + 6.0
    hotline = words.text("hotline")
    if hotline:
        high = 23.0 if sheet.lying else 27.0
        sheet.box(left, top, right - left, high, RED, radius=2.5)
        label = fitted("Đường dây nóng", Type(Face.STRONG, track=0.01), (60, high), 7.4)
        number = words.set("hotline", hotline, _LARGE, (right - left - label.width - 30, high - 6), 17, 5)
        whole = label.width + 9 + number.width
        x = (left + right - whole) / 2
        middle = top + high / 2
        sheet.line(label.lines[0], x, middle + label.size * CAP / 2, label.size, label.type, CREAM)
        for place, text in enumerate(number.lines):
            feet = middle + number.size * CAP / 2 + (place - (len(number.lines) - 1) / 2) * number.step
            sheet.line(text, x + label.width + 9, feet, number.size, _LARGE, BRIGHT)
        top += high + 5.5
    bottom = notes(sheet, words, begin - 5.0)
    _cards(sheet, words, (left, top, right, bottom - 3.5))


def _cards(sheet: Sheet, words: Words, place: tuple[float, float, float, float]) -> None:
    """People, each with the post under the name and the number at the right; in two columns where they are many."""
    left, top, right, bottom = place
    people = [(row[0], row[1], row[2]) for row in words.rows("people") if row[0] or row[2]]
    if not people:
        return
    gap = 7.0
    best: tuple[float, int, int] = (0.0, 1, 0)
    for columns in (1, 2, 3) if sheet.lying else (1, 2):
        wide = (right - left - gap * (columns - 1)) / columns
        high = (bottom - top) / -(-len(people) // columns)
        for lines in (1, 2, 3):
            size = largest(_LEAST, 8.6, partial(_person_fits, people, wide, high, lines))
            if size * (1.0 if lines < 3 else 0.9) > best[0] * 1.08:
                best = (size, columns, lines)
    size, columns, lines = best
    require(size, words, "people")
    count = -(-len(people) // columns)
    wide = (right - left - gap * (columns - 1)) / columns
    high = min((bottom - top) / count, size * (5.2 + lines))
    top += (bottom - top - high * count) / 2
    for column in range(columns):
        x = left + column * (wide + gap)
        some = people[column * count : (column + 1) * count]
        for number, person in enumerate(some):
            sheet.box(x, top + number * high, wide, high, WHITE if number % 2 == 0 else _BAND)
            _person(sheet, person, size, (x, top + number * high, wide, high))
        if some:
            sheet.outline(x, top, wide, high * len(some), BRONZE, 0.55)


_BLANK = "." * 16  # a number that is still to be written by hand
_DROP = 1.06  # from the foot of the name to that of the post, as a share of the name's em


def _person_sets(person: tuple[str, str, str], wide: float, size: float) -> tuple[Setting, Setting]:
    """Name and post as set beside the number."""
    number = _wide(person[2] or _BLANK, _NUMBER_COLUMN) * size * 1.12
    room = wide - number - size * (2 * _SIDE + 0.9)
    name = fitted(person[0], _STRONG, (room, 99), size)
    return name, fitted(person[1], NOTE, (room, 99), size * 0.7)


def _person_fits(
    people: Sequence[tuple[str, str, str]], wide: float, high: float, lines: int, size: float
) -> bool:
    """Whether every name keeps one line and every post ``lines``, in cards of this width and height."""
    for person in people:
        name, post = _person_sets(person, wide, size)
        if len(name.lines) > 1 or len(post.lines) > lines or (person[0] and name.size < size - 1e-6):
            return False
        if (person[1] and post.size < size * 0.7 - 1e-6) or _person_high(post, size) > high - size * 0.9:
            return False
    return True


def _person_high(post: Setting, size: float) -> float:
    """From the top of the name's capitals to the foot of the post's last line."""
    below = size * _DROP + (len(post.lines) - 1) * post.step if post.lines else 0.0
    return size * CAP + below


def _person(
    sheet: Sheet, person: tuple[str, str, str], size: float, place: tuple[float, float, float, float]
) -> None:
    """Feet on one ladder in every row, whatever marks the names carry."""
    left, top, wide, high = place
    name, post = _person_sets(person, wide, size)
    feet = top + (high - _person_high(post, size)) / 2 + size * CAP
    x = left + size * _SIDE
    for line in name.lines:
        sheet.line(line, x, feet, name.size, _STRONG, INK)
    for number, line in enumerate(post.lines):
        sheet.line(line, x, feet + size * _DROP + number * post.step, post.size, NOTE, QUIET)
    middle = top + high / 2 + size * 1.12 * CAP / 2
    colour = DARK if person[2] else BRONZE
    sheet.figures(person[2] or _BLANK, left + wide - size * _SIDE, middle, size * 1.12, _BIG, colour)


def _ground(sheet: Sheet, words: Words, under: str) -> tuple[float, float]:
    sheet.box(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN, CREAM)
    end = head(sheet, words, 46.0 if sheet.lying else 60.0, under)
    return end, foot(sheet, words, 15.0 if sheet.lying else 18.0)


def _same(rows: Sequence[Sequence[str]], at: int) -> bool:
    return len({row[at] for row in rows}) == 1


def _tables(
    sheet: Sheet,
    words: Words,
    field: str,
    columns: Sequence[_Column],
    place: tuple[float, float, float, float],
) -> None:
    """The rows in one table, or in two or three beside each other where the sheet would be too low for them."""
    left, top, right, bottom = place
    if not columns or not columns[0].cells:
        return
    count = len(columns[0].cells)
    ways: list[list[_Part]] = []
    for parts in (1, 2, 3):
        if parts > 1 and (count <= _SPLIT * (parts - 1) or not (sheet.lying or len(columns) == 1)):
            break
        each, gap = -(-count // parts), 6.0
        wide = (right - left - gap * (parts - 1)) / parts
        ways.append(
            [
                (
                    _part(columns, each * number, each * (number + 1)),
                    (left + number * (wide + gap), top, left + number * (wide + gap) + wide, bottom),
                )
                for number in range(parts)
            ]
        )
    told = [(_size_of(way[0][0], way[0][1]), way) for way in ways]
    (size, lines), way = max(told, key=lambda one: one[0][0])
    require(size, words, field)
    for some, room in way:
        found, needed = (size, lines) if some is way[0][0] else _size_of(some, room)
        _table(sheet, some, room, (min(size, found), max(lines, needed)))


_Part = tuple[list[_Column], tuple[float, float, float, float]]
_SPLIT = 9  # rows from which they may be parted


def _part(columns: Sequence[_Column], first: int, stop: int) -> list[_Column]:
    return [replace(one, cells=one.cells[first:stop]) for one in columns]


_HEAD_HIGH = 9.5


def _size_of(columns: Sequence[_Column], place: tuple[float, float, float, float]) -> tuple[float, int]:
    """The largest size at which the rows have room, and the lines of their cells; 0 where there is none."""
    left, top, right, bottom = place
    count = len(columns[0].cells)

    def fits(size: float, most_lines: int) -> bool:
        made = _laid(columns, right - left, size, most_lines)
        return made is not None and sum(_heights(made[1], size)) <= bottom - top - _HEAD_HIGH

    most, size, lines = (9.0 if count < 8 else 8.0), 0.0, 0
    for most_lines in (1, 2, 3, 9):
        found = largest(_LEAST, most, partial(fits, most_lines=most_lines))
        if found > size * (1.22 if size else 1.0):
            size, lines = found, most_lines
    return size, lines


def _table(
    sheet: Sheet,
    columns: Sequence[_Column],
    place: tuple[float, float, float, float],
    set_as: tuple[float, int],
) -> None:
    """The rows at a size, parted evenly over their place."""
    left, top, right, bottom = place
    size, lines = set_as
    wide, count, head_high = right - left, len(columns[0].cells), _HEAD_HIGH
    made = _laid(columns, wide, size, lines)
    if made is None:
        return
    wides, cells = made
    heights = _heights(cells, size)
    spare = (bottom - top - head_high - sum(heights)) / count
    heights = [high + min(spare, size * 1.9) for high in heights]
    y = top + max(0.0, (bottom - top - head_high - sum(heights))) / 2
    sheet.box(left, y, wide, head_high, DARK)
    _headings(sheet, columns, wides, left, y, head_high, size)
    y += head_high
    body = y
    for number, high in enumerate(heights):
        sheet.box(left, y, wide, high, WHITE if number % 2 == 0 else _BAND)
        x = left
        for column, column_wide, setting in zip(columns, wides, cells[number], strict=True):
            _cell(sheet, column, setting, (x, y, column_wide, high))
            x += column_wide
        y += high
        if number < count - 1:
            sheet.rule(left, y, right, GOLD, 0.22)
    sheet.outline(left, body - head_high, wide, y - body + head_high, BRONZE, 0.55)


def _laid(
    columns: Sequence[_Column], wide: float, size: float, most_lines: int
) -> tuple[list[float], list[list[Setting]]] | None:
    """The widths of the columns at a size, and every cell set; None where a cell takes too many lines.

    Names, days and numbers keep one line; the columns of words share what is left and may break.
    """
    pad = size * _SIDE
    needs = [
        max(max((_wide(cell, one) * size for cell in one.cells), default=0.0), _wide_of_head(one)) + 2 * pad
        for one in columns
    ]
    least = [
        need if one.whole else min(need, max(_longest_word(one) * size, _wide_of_head(one)) + 2 * pad)
        for need, one in zip(needs, columns, strict=True)
    ]
    spare = wide - sum(needs)
    if spare >= 0:
        wides = [need + spare / len(needs) for need in needs]
    else:
        room = wide - sum(least)
        if room < 0:
            return None
        wish = [need - low for need, low in zip(needs, least, strict=True)]
        total = sum(wish) or 1.0
        wides = [low + room * share / total for low, share in zip(least, wish, strict=True)]
    rows: list[list[Setting]] = []
    for number in range(len(columns[0].cells)):
        row = []
        for one, column_wide in zip(columns, wides, strict=True):
            cell = one.cells[number]
            setting = fitted(cell, one.type, (column_wide - 2 * pad + 0.01, 400), size)
            if cell and (setting.size < size - 1e-6 or len(setting.lines) > most_lines):
                return None
            row.append(setting)
        rows.append(row)
    return wides, rows


def _wide(text: str, column: _Column) -> float:
    if not column.figures:
        return max((width(line, column.type) for line in text.split("\n")), default=0.0)
    place = max(width(figure, column.type) for figure in "0123456789")
    return sum(place if char.isdigit() else width(char, column.type) for char in text)


def _wide_of_head(column: _Column) -> float:
    return width(column.heading, _HEAD) * _HEADING


_HEADING = 4.9  # em of the headings


def _longest_word(column: _Column) -> float:
    words = [word for cell in column.cells for word in cell.split()]
    return max((width(word, column.type) for word in words), default=0.0)


def _heights(cells: list[list[Setting]], size: float) -> list[float]:
    return [max(max((one.height for one in row), default=0.0), size) + 2 * _PAD * size for row in cells]


def _headings(  # noqa: PLR0917 - a place
    sheet: Sheet,
    columns: Sequence[_Column],
    wides: Sequence[float],
    left: float,
    top: float,
    high: float,
    size: float,
) -> None:
    x = left
    for column, wide in zip(columns, wides, strict=True):
        feet = top + high / 2 + _HEADING * CAP / 2
        if column.figures or column.type is _BIG:
            sheet.line(column.heading, x + wide / 2, feet, _HEADING, _HEAD, BRIGHT, 0.5)
        else:
            sheet.line(column.heading, x + size * _SIDE, feet, _HEADING, _HEAD, BRIGHT)
        x += wide


def _cell(sheet: Sheet, column: _Column, setting: Setting, place: tuple[float, float, float, float]) -> None:
    left, top, wide, high = place
    if not setting.lines:
        return
    pad = setting.size * _SIDE
    first = top + high / 2 + setting.size * CAP / 2 - (len(setting.lines) - 1) * setting.step / 2
    for number, line in enumerate(setting.lines):
        feet = first + number * setting.step
        if column.figures:
            # Centred as a block: the widest number fixes where all of them end.
            widest = max(_wide(cell, column) for cell in column.cells) * setting.size
            sheet.figures(line, left + (wide + widest) / 2, feet, setting.size, column.type, column.colour)
        elif column.type is _BIG:
            sheet.line(line, left + wide / 2, feet, setting.size, column.type, column.colour, 0.5)
        else:
            sheet.line(line, left + pad, feet, setting.size, column.type, column.colour)
