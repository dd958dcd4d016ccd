"""The creed of the staff: "4 xin, 4 luôn, 2 không": a red head, then a large number, its word and its lines."""

import re
from dataclasses import dataclass

from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    CREAM,
    GOLD,
    INK,
    RED,
    WHITE,
)
from friendly_desktop.services.documents.posting_parts import (
    ITEM,
    LEAST,
    NOTE,
    Flow,
    draw_flow,
    flow,
    foot,
    head,
    largest,
    require,
    set_items,
)
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import CAP, Face, Setting, Type, fitted, width
from friendly_desktop.services.documents.posting_words import Words

_NUMBER = Type(Face.DISPLAY)
_WORD = Type(Face.DISPLAY, track=0.03)
_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,2})\s+(.*)", re.DOTALL)
_LONG = 0.82  # size of running sentences beside that of short lines
_GAP = 0.28


@dataclass(frozen=True, slots=True)
class _Group:
    """The number 4, the word "xin" and what belongs to them."""

    number: str
    word: str
    items: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether these are sentences and no short lines."""
        return any(len(one.split(" (")[0]) > 34 for one in self.items)


def creed(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    sheet.box(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN, CREAM)
    end = head(sheet, words, 54.0 if sheet.lying else 74.0)
    begin = foot(sheet, words, 17.0 if sheet.lying else 20.0)
    groups = [_group(row[0], row[1]) for row in words.rows("groups")]
    if not groups:
        return
    top, bottom = end + 6, begin - 6
    if sheet.lying:
        _columns(sheet, words, groups, top, bottom)
    else:
        _stacked(sheet, words, groups, top, bottom)


def items_of(text: str) -> tuple[str, ...]:
    """What is listed after "4 xin:", one a line: parted at line feeds, else at semicolons, else at commas."""
    for sign in ("\n", ";", ","):
        if sign in text:
            parts = [part.strip().rstrip(" .;") for part in text.split(sign)]
            return tuple(_capital(part) for part in parts if part)
    only = text.strip().rstrip(" .;")
    return (_capital(only),) if only else ()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _group(title: str, text: str) -> _Group:
    found = _LEADING_NUMBER.fullmatch(title)
    number, word = (found[1], found[2]) if found else ("", title)
    return _Group(number, word.upper(), items_of(text))


def _flow(group: _Group, room: float, size: float, *, broken: bool = True) -> Flow | None:
    """The lines of a group; what stands in brackets after a word comes smaller under it. None: too wide.

    Args:
        group: the group.
        room: width of a line.
        size: of short lines; sentences are set smaller.
        broken: whether a short line may be broken.
    """
    if group.is_long:
        size *= _LONG
    made: list[Setting] = []
    for item in group.items:
        main, bracket, aside = item.partition(" (")
        if not bracket or group.is_long:
            found = set_items([item], room, size)
        else:
            found = set_items([main], room, size)
            under = set_items([_capital(aside.rstrip(")"))], room, size * 0.7, NOTE)
            found = found + under if found and under else []
        if not found or not (broken or group.is_long or len(found[0].lines) == 1):
            return None
        made += found
    return flow(made, _GAP)


def _stacked(sheet: Sheet, words: Words, groups: list[_Group], top: float, bottom: float) -> None:
    """One card under the other: the number in a red field at the left, its lines at the right."""
    left, right, gap = MARGIN + 8.0, sheet.width - MARGIN - 8.0, 5.0
    title_wide, pad = 47.0, 5.5
    text_left = left + title_wide + 14
    room = right - text_left - 4
    free = bottom - top - gap * (len(groups) - 1)

    def flows(size: float) -> list[Flow | None]:
        return [_flow(one, room, size) for one in groups]

    def high(one: Flow) -> float:
        return max(one.height + 2 * pad, 30.0)

    def fits(size: float) -> bool:
        made = flows(size)
        return all(made) and sum(high(one) for one in made if one) <= free

    size = require(largest(LEAST, 12.5, fits), words, "groups")
    made = [one for one in flows(size) if one]
    spare = (free - sum(map(high, made))) / len(groups)
    y = top
    for group, one in zip(groups, made, strict=True):
        tall = high(one) + spare
        _card(sheet, left, y, right - left, tall)
        sheet.box(left, y, title_wide, tall, RED)
        _title(sheet, group, left + title_wide / 2, y + tall / 2, title_wide - 8, min(tall - 6, 40))
        draw_flow(sheet, one, text_left, y + (tall - one.height) / 2, INK, GOLD)
        y += tall + gap


def _columns(sheet: Sheet, words: Words, groups: list[_Group], top: float, bottom: float) -> None:
    """Cards side by side: the number in a red field above its lines; sentences get the wider card."""
    left, right, gap = MARGIN + 8.0, sheet.width - MARGIN - 8.0, 5.0
    title_high = 26.0
    free = right - left - gap * (len(groups) - 1)
    tall = bottom - top - title_high

    def flows(size: float, *, broken: bool) -> list[tuple[Flow | None, float]]:
        wides = _wides(groups, free, size)
        return [
            (_flow(one, wide - 17, size, broken=broken), wide)
            for one, wide in zip(groups, wides, strict=True)
        ]

    def fits(size: float, *, broken: bool) -> bool:
        made = flows(size, broken=broken)
        return all(one is not None and one.height <= tall - 9 for one, _wide in made)

    broken = False
    size = largest(LEAST * 1.4, 11.0, lambda one: fits(one, broken=False))
    if not size:
        broken = True
        size = require(largest(LEAST, 11.0, lambda one: fits(one, broken=True)), words, "groups")
    x = left
    for group, (one, wide) in zip(groups, flows(size, broken=broken), strict=True):
        _card(sheet, x, top, wide, bottom - top)
        sheet.box(x, top, wide, title_high, RED)
        _title(sheet, group, x + wide / 2, top + title_high / 2, wide - 12, title_high - 6, beside=True)
        if one:
            draw_flow(sheet, one, x + 11.5, top + title_high + (tall - one.height) / 2, INK, GOLD)
        x += wide + gap


def _wides(groups: list[_Group], free: float, size: float) -> list[float]:
    """The widths of cards side by side: short lines take what they need, sentences share the rest."""
    needs = [
        0.0
        if one.is_long
        else max(size * max(width(item.split(" (")[0], ITEM) for item in one.items) + 19, 54)
        for one in groups
    ]
    long = sum(one.is_long for one in groups)
    spare = free - sum(needs)
    if long and spare / long >= 60:
        return [need or spare / long for need in needs]
    if not long and max(needs) <= free / len(groups):
        return [free / len(groups)] * len(groups)
    if not long and spare >= 0:
        return [need + spare / len(groups) for need in needs]
    shares = [1.4 if one.is_long else 1.0 for one in groups]
    return [free * share / sum(shares) for share in shares]


def _card(sheet: Sheet, left: float, top: float, wide: float, high: float) -> None:
    sheet.box(left, top, wide, high, WHITE)
    sheet.outline(left, top, wide, high, GOLD, 0.5)


def _title(  # noqa: PLR0917 - a place
    sheet: Sheet, group: _Group, x: float, y: float, wide: float, high: float, *, beside: bool = False
) -> None:
    """A large number with its word under it, or beside it, around (x, y)."""
    if not group.number:
        word = fitted(group.word, _WORD, (wide, high), 9.0)
        sheet.text(word, x, y - word.height / 2, BRIGHT)
    elif beside:
        size = min(high * 1.15, 24.0)
        number_wide = width(group.number, _NUMBER) * size
        word = fitted(group.word, _WORD, (wide - number_wide - 3.5, high), 10.0)
        begin = x - (number_wide + 3.5 + word.width) / 2
        foot_at = y + size * CAP / 2
        sheet.line(group.number, begin, foot_at, size, _NUMBER, BRIGHT)
        for number, text in enumerate(reversed(word.lines)):
            sheet.line(text, begin + number_wide + 3.5, foot_at - number * word.step, word.size, _WORD, WHITE)
    else:
        word = fitted(group.word, _WORD, (wide, 20), 8.6)
        below = 5.4 + word.size * CAP + (len(word.lines) - 1) * word.step
        size = min((high - below) / CAP, 34.0)
        foot_at = y - (size * CAP + below) / 2 + size * CAP
        sheet.line(group.number, x, foot_at, size, _NUMBER, BRIGHT, 0.5)
        for number, text in enumerate(word.lines):
            feet = foot_at + 5.4 + word.size * CAP + number * word.step
            sheet.line(text, x, feet, word.size, _WORD, WHITE, 0.5)
