"""What several posters have in common: the red head and foot, lists of lines, the place of the emblem."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from friendly_desktop.services.documents.pen_work import at, put
from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    DEEP,
    GOLD,
    INK,
    PALE,
    QUIET,
    RED,
    drum_star,
    lotus,
    lotus_line,
    star,
)
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import AUTHOR, CAP, Face, Setting, Type, fall, fitted
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words, too_long

LEAD = Type(Face.STRONG, track=0.02)
MAIN = Type(Face.DISPLAY, leading=1.22)
ITEM = Type(Face.STRONG, leading=1.3, centred=False)
ASIDE = Type(Face.TEXT, leading=1.3)
NOTE = Type(Face.TEXT, leading=1.28, centred=False)
LEAST = 3.2  # of the em, A4 millimetres: nine points
_SHADE = "#B1111C"  # of the drum behind a heading
_STEPS = 20


def head(sheet: Sheet, words: Words, high: float, under: str = "") -> float:
    """The red head with its heading over a double gold line; where it ends.

    Args:
        sheet: A4.
        words: ``lead`` above and ``headline`` in large letters.
        high: at most, without the gold line; room for the emblem comes to it on an upright sheet.
        under: a third line below the heading.
    """
    wide, middle = sheet.width - 2 * MARGIN, sheet.width / 2
    emblem = words.text("emblem")
    shown = emblem in (ROOM, STAR)
    left, right, top = MARGIN + 13.0, sheet.width - MARGIN - 13.0, MARGIN + 7.5
    radius = min(21.0, high / 2 - 5) if sheet.lying else 17.0
    if shown and sheet.lying:
        left, right = MARGIN + 13 + 2 * radius + 9, right - 4
    elif shown:
        top += 36
        high += 30
    ranks = ranked(words, under, right - left, MARGIN + high - 6.5 - top)
    if not (shown and sheet.lying):
        high = min(high, ranks.height + top - MARGIN + 13.0)  # a short heading needs no high field
    end = MARGIN + high
    sheet.box(MARGIN, MARGIN, wide, high, RED)
    with sheet.clipped(MARGIN, MARGIN, wide, high):
        reach = min(wide * 0.48, high * 0.95)
        sheet.shapes(put(drum_star(reach, _SHADE), at(middle, end)))
    sheet.box(MARGIN, end, wide, 1.7, GOLD)
    sheet.box(MARGIN, end + 2.6, wide, 0.5, GOLD)
    if shown:
        x, y = (MARGIN + 13 + radius, MARGIN + high / 2) if sheet.lying else (middle, MARGIN + 7 + radius)
        place_of_emblem(sheet, x, y, radius, starred=emblem == STAR)
    draw_ranks(sheet, ranks, (left + right) / 2, top, end - 6.5)
    return end + 3.1


@dataclass(frozen=True, slots=True)
class Ranks:
    """Lead, heading and third line as set, each with its colour, and the air between them."""

    sets: tuple[tuple[Setting, str], ...]
    air: float

    @property
    def height(self) -> float:
        """From the first to the last, with the air between them."""
        return sum(one.height for one, _colour in self.sets) + self.air * (len(self.sets) - 1)


def rank(
    sheet: Sheet, words: Words, place: tuple[float, float, float, float], under: str = "", most: float = 24.0
) -> None:
    """The lead, the heading and the line under it around the middle of a place (left, top, right, bottom)."""
    left, top, right, bottom = place
    ranks = _spread(ranked(words, under, right - left, bottom - top, most), bottom - top)
    draw_ranks(sheet, ranks, (left + right) / 2, top, bottom)


def _spread(ranks: Ranks, free: float) -> Ranks:
    """The same lines with more air between them where a high field would be left half empty."""
    spare = free - ranks.height
    lines = sum(len(one.lines) for one, _colour in ranks.sets if one.type is MAIN)
    if lines < 2 or spare <= 0:
        return ranks
    more = min(spare * 0.5 / lines, max(one.size for one, _colour in ranks.sets) * 0.5)
    sets = tuple(
        (
            replace(one, type=replace(one.type, leading=(one.step + more) / one.size))
            if one.type is MAIN
            else one,
            colour,
        )
        for one, colour in ranks.sets
    )
    return Ranks(sets, ranks.air + min(more, spare * 0.15))


def draw_ranks(sheet: Sheet, ranks: Ranks, x: float, top: float, bottom: float) -> None:
    """Draw them around the middle; marks above and tails below weigh less to the eye than letters."""
    if not ranks.sets:
        return
    first, last = ranks.sets[0][0], ranks.sets[-1][0]
    crown = first.rise - first.size * CAP
    tail = last.size * fall(last.lines[-1])
    at_y = top + (bottom - top - ranks.height) / 2 + (tail - crown) * 0.3
    for setting, colour in ranks.sets:
        at_y = sheet.text(setting, x, at_y, colour) + ranks.air


def ranked(words: Words, under: str, room: float, free: float, most: float = 24.0) -> Ranks:
    """Lead, heading and third line as large as they have room, each in its rank.

    The lines that the author made stand; they are broken further, or joined to fewer, only where the letters grow
    much by it.

    Raises:
        AppError: ``posting_too_long``.
    """
    heading = words.text("headline").strip()
    if not heading:
        return Ranks((), 0.0)
    count = heading.count("\n") + 1

    def at_size(size: float, text: str) -> Ranks:
        small = max(size * 0.48, min(5.4, size * 0.62))
        made = (
            (_small(words.text("lead"), room, small), PALE),
            (fitted(text, MAIN, (room, 199), size, keep=True), BRIGHT),
            (_small(under, room, small), PALE),
        )
        return Ranks(tuple(one for one in made if one[0].lines), size * _AIR)

    def fits(size: float, text: str, lines: Callable[[int], bool]) -> bool:
        made = at_size(size, text)
        main = next((one for one, _colour in made.sets if one.type is MAIN), None)
        return (
            main is not None and main.size >= size - 1e-6 and lines(len(main.lines)) and made.height <= free
        )

    def best(text: str, lines: Callable[[int], bool]) -> float:
        return largest(LEAST * 1.2, most, lambda size: fits(size, text, lines))

    plain = heading.replace("\n", " ")
    own = best(heading, lambda lines: lines == count)
    broken = best(heading, lambda lines: lines >= count)
    joined = best(plain, lambda lines: lines < count)
    meant = _FREE if count == 1 else AUTHOR if count == 2 else _MEANT
    if own < max(broken * meant, joined * _JOINED):
        own, heading = (joined, plain) if joined >= broken else (broken, heading)
    made = at_size(require(own, words, "headline"), heading)
    if any(one.size < LEAST * 0.8 for one, _colour in made.sets):
        raise too_long(words.label("lead"))
    return made


def _small(text: str, room: float, size: float) -> Setting:
    """A line of the lower rank: on one line where that does not make it much smaller."""
    one_line = fitted(text.replace("\n", " "), LEAD, (room, size * 1.7), size)
    if one_line.lines and len(one_line.lines) == 1 and one_line.size >= size * 0.64:
        return one_line
    return fitted(text, LEAD, (room, 99), size)


_AIR = 0.4  # between the ranks, as a share of the heading's em
_MEANT = 0.55  # as ``AUTHOR``, for a heading of three lines and more
_FREE = 0.85  # the same for one line: nobody said where it may break
_JOINED = 0.8  # as ``AUTHOR``, for a heading that could stand on fewer lines


def place_of_emblem(sheet: Sheet, x: float, y: float, radius: float, *, starred: bool) -> None:
    """A quiet drum where the emblem may be fixed, or the star of the flag in it."""
    sheet.shapes(put(drum_star(radius, DEEP), at(x, y)))
    if starred:
        sheet.shapes(put([star(radius * 0.56, BRIGHT)], at(x, y + radius * 0.03)))


def foot(sheet: Sheet, words: Words, high: float = 20.0) -> float:
    """The red foot: who says it, or a lotus between its stems; where it begins."""
    top = sheet.height - MARGIN - high
    wide, middle = sheet.width - 2 * MARGIN, sheet.width / 2
    sheet.box(MARGIN, top, wide, high, RED)
    sheet.box(MARGIN, top - 1.0, wide, 1.0, GOLD)
    sheet.box(MARGIN, top - 2.0, wide, 0.4, GOLD)
    signed = words.text("signed")
    if signed:
        setting = words.set(
            "signed", signed.upper(), Type(Face.STRONG, track=0.05), (wide - 70, high * 0.6), 6.2, 2.8
        )
        sheet.text(setting, middle, top + (high - setting.height) / 2, BRIGHT)
        for side in (-1, 1):
            x = middle + side * (wide / 2 - 18)
            sheet.shapes(put(lotus(), at(x, top + high / 2 + 4.2, 0.62)))
    else:
        scale = high / 20
        sheet.shapes(
            put(lotus_line(wide / 2 / scale - 12 / scale, GOLD), at(middle, top + high * 0.66, scale))
        )
        sheet.shapes(put(lotus(), at(middle, top + high * 0.76, scale)))
    return top - 2.0


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of a list, set in one size, their feet on one even ladder.

    Attributes:
        items: the settings, one an item.
        feet: of the first line of each, from the top of the list.
        height: of the list.
    """

    items: tuple[Setting, ...]
    feet: tuple[float, ...]
    height: float


def flow(items: Sequence[Setting], gap: float) -> Flow:
    """Items one under the other; ``gap`` (a share of the em) parts them beyond the distance of lines.

    A note (set in ``NOTE``) keeps to the item before it.
    """
    feet: list[float] = []
    foot_at = 0.0
    for number, item in enumerate(items):
        if not number:
            foot_at = item.rise
        elif item.type is NOTE:
            foot_at += item.size * item.type.leading * 1.05
        else:
            foot_at += item.size * (item.type.leading + gap)
        feet.append(foot_at)
        foot_at += (len(item.lines) - 1) * item.step
    high = foot_at + items[-1].size * fall(items[-1].lines[-1]) if items else 0.0
    return Flow(tuple(items), tuple(feet), high)


def set_items(texts: Sequence[str], room: float, size: float, type_: Type = ITEM) -> list[Setting]:
    """Every text at one size; empty where one of them does not fit the width at it."""
    made = [fitted(text, type_, (room, 900), size, keep=True) for text in texts]
    return made if all(one.size >= size - 1e-6 for one in made) else []


def draw_flow(  # noqa: PLR0917 - a place and a colour
    sheet: Sheet, flowed: Flow, left: float, top: float, colour: str = INK, mark: str = ""
) -> None:
    """A list, each item after a star where ``mark`` names its colour."""
    for item, foot_at in zip(flowed.items, flowed.feet, strict=True):
        if mark and item.type is not NOTE:
            middle = top + foot_at - item.size * CAP * 0.48
            sheet.shapes(put([star(item.size * 0.27, mark)], at(left - item.size * 0.72, middle)))
        for number, line in enumerate(item.lines):
            sheet.line(line, left, top + foot_at + number * item.step, item.size, item.type, colour)


def largest(low: float, high: float, fits: Callable[[float], bool]) -> float:
    """The largest size up to ``high`` that fits, found by halving; 0 where not even ``low`` does."""
    if fits(high):
        return high
    if not fits(low):
        return 0.0
    for _step in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def require(size: float, words: Words, field: str) -> float:
    """The size, where there is one.

    Raises:
        AppError: ``posting_too_long``.
    """
    if not size:
        raise too_long(words.label(field))
    return size


def notes(sheet: Sheet, words: Words, bottom: float) -> float:
    """Small lines that end at ``bottom``, around the middle; where they begin."""
    text = words.text("notes")
    if not text:
        return bottom
    room = sheet.width - 2 * (MARGIN + 11)
    setting = words.set("notes", text, ASIDE, (room, 26), 5.2, 3.0, keep=True)
    top = bottom - setting.height
    sheet.text(setting, sheet.width / 2, top, QUIET)
    return top
