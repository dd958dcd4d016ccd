"""The creed of the staff: "4 xin, 4 luôn, 2 không": a red head, then a large number, its word and its lines."""

import re
from dataclasses import dataclass

from friendly_desktop.services.documents.pen_work import at, put
from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    BRONZE,
    CREAM,
    DEEP,
    GOLD,
    INK,
    PALE,
    RED,
    divider,
    drum_star,
    lotus,
    lotus_line,
    star,
)
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import CAP, Face, Setting, Type, fitted, width
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words, too_long

_LEAD = Type(Face.STRONG, track=0.02)
_MAIN = Type(Face.DISPLAY)
_NUMBER = Type(Face.DISPLAY)
_ITEM = Type(Face.STRONG, leading=1.3, centred=False)
_NOTE = Type(Face.TEXT, leading=1.3, centred=False)
_LEAST = 3.4
_LEADING_NUMBER = re.compile(r"\s*([0-9]{1,2})\s+(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Group:
    """The number 4, the word "xin" and what belongs to them."""

    number: str
    word: str
    items: tuple[str, ...]


def creed(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    sheet.box(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN, CREAM)
    head = _head(sheet, words)
    foot = _foot(sheet, words)
    groups = [_group(*row[:2]) for row in words.rows("groups")]
    sheet.outline(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN, GOLD, 0.6)
    if not groups:
        return
    top, bottom = head + (7 if sheet.lying else 9), foot - (5 if sheet.lying else 7)
    if sheet.lying:
        _columns(sheet, words, groups, top, bottom)
    else:
        _stacked(sheet, words, groups, top, bottom)


def items_of(text: str) -> tuple[str, ...]:
    """What is listed after "4 xin:", one a line: parted at line feeds, else at semicolons, else at commas."""
    for sign in ("\n", ";", ","):
        if sign in text:
            parts = [part.strip().rstrip(" .;") for part in text.split(sign)]
            return tuple(part[:1].upper() + part[1:] for part in parts if part)
    only = text.strip().rstrip(" .;")
    return (only[:1].upper() + only[1:],) if only else ()


def _group(title: str, text: str) -> _Group:
    found = _LEADING_NUMBER.fullmatch(title)
    return (
        _Group(found[1], found[2].upper(), items_of(text))
        if found
        else _Group("", title.upper(), items_of(text))
    )


def _head(sheet: Sheet, words: Words) -> float:
    """The red head with its heading; where it ends."""
    wide, middle = sheet.width - 2 * MARGIN, sheet.width / 2
    emblem = words.text("emblem")
    high = 56.0 if sheet.lying else 74.0
    with_emblem = emblem in (ROOM, STAR)
    if with_emblem and not sheet.lying:
        high += 26
    sheet.box(MARGIN, MARGIN, wide, high, RED)
    end = MARGIN + high
    sheet.box(MARGIN, end, wide, 1.6, GOLD)
    sheet.box(MARGIN, end + 2.4, wide, 0.45, GOLD)
    left, right, top = MARGIN + 12.0, sheet.width - MARGIN - 12.0, MARGIN + 8.0
    if with_emblem:
        radius = 20.0 if sheet.lying else 19.0
        x, y = (MARGIN + 14 + radius, MARGIN + high / 2) if sheet.lying else (middle, MARGIN + 6.5 + radius)
        sheet.shapes(put(drum_star(radius, DEEP), at(x, y)))
        if emblem == STAR:
            sheet.shapes(put([star(radius * 0.55, BRIGHT)], at(x, y + radius * 0.03)))
        if sheet.lying:
            left = x + radius + 10
        else:
            top = y + radius + 3
    centre, room = (left + right) / 2, right - left
    free = end - 7.0 - top
    lead_words, main_words = words.text("lead"), words.text("headline")
    lead = words.set("lead", lead_words, _LEAD, (room, free * 0.34), 9.5, _LEAST)
    gap = 3.6 if lead_words else 0.0
    main = words.set("headline", main_words, _MAIN, (room, free - lead.height - gap), 19, _LEAST)
    at_y = top + (free - lead.height - gap - main.height) / 2
    if lead_words:
        at_y = sheet.text(lead, centre, at_y, PALE) + gap
    sheet.text(main, centre, at_y, BRIGHT)
    return end + 2.9


def _foot(sheet: Sheet, words: Words) -> float:
    """The red foot with the committee's name between lotus stems; where it begins."""
    high = 17.0 if sheet.lying else 21.0
    top = sheet.height - MARGIN - high
    sheet.box(MARGIN, top, sheet.width - 2 * MARGIN, high, RED)
    sheet.box(MARGIN, top - 1.6, sheet.width - 2 * MARGIN, 0.8, GOLD)
    signed = words.text("signed")
    middle = sheet.width / 2
    if signed:
        setting = fitted(signed.upper(), Type(Face.STRONG, track=0.05), (sheet.width * 0.7, high * 0.5), 5.4)
        sheet.text(setting, middle, top + (high - setting.height) / 2, BRIGHT)
    else:
        sheet.shapes(put(lotus_line(sheet.width / 2 - 26, GOLD), at(middle, top + high - 7, 0.9)))
        sheet.shapes(put(lotus(), at(middle, top + high - 5.5, 0.9)))
    return top - 1.6


def _stacked(sheet: Sheet, words: Words, groups: list[_Group], top: float, bottom: float) -> None:
    """One group under the other: the number at the left, its lines at the right."""
    left, right = MARGIN + 11.0, sheet.width - MARGIN - 11.0
    title_wide = 46.0
    text_left = left + title_wide + 8
    room = right - text_left
    gap = 9.0
    free = bottom - top - gap * (len(groups) - 1)
    size, sets = _largest_common(words, groups, room, free)
    heights = [max(_items_height(one, size), 25.0) for one in sets]
    spare = free - sum(heights)
    if spare < -0.01:
        raise too_long(words.label("groups"))
    extra = spare / (2 * len(groups))
    y = top
    for number, (group, items, high) in enumerate(zip(groups, sets, heights, strict=True)):
        whole = high + 2 * extra
        _title(sheet, group, left, y, title_wide, whole)
        at_y = y + (whole - _items_height(items, size)) / 2
        for setting in items:
            mark = at_y + setting.rise - setting.size * CAP / 2
            sheet.shapes(put([star(setting.size * 0.2, GOLD)], at(text_left - 4.6, mark)))
            at_y = sheet.text(setting, text_left, at_y, INK, 0) + _item_gap(size)
        y += whole
        if number < len(groups) - 1:
            sheet.shapes(put(divider((right - left) / 2, BRONZE), at(sheet.width / 2, y + gap / 2)))
            y += gap


def _columns(sheet: Sheet, words: Words, groups: list[_Group], top: float, bottom: float) -> None:
    """Groups side by side: the number above its lines."""
    left, right, gap = MARGIN + 10.0, sheet.width - MARGIN - 10.0, 12.0
    wide = (right - left - gap * (len(groups) - 1)) / len(groups)
    title_high = 31.0
    free = bottom - top - title_high - 4
    best: tuple[float, list[list[Setting]]] = (0.0, [])
    low, high = _LEAST, 12.0
    for _step in range(18):
        size = (low + high) / 2
        sets = [_set_items(group, wide - 7, size) for group in groups]
        if all(one and _items_height(one, size) <= free for one in sets):
            best, low = (size, sets), size
        else:
            high = size
    size, sets = best
    if not sets:
        raise too_long(words.label("groups"))
    for number, (group, items) in enumerate(zip(groups, sets, strict=True)):
        x = left + number * (wide + gap)
        _title(sheet, group, x, top, wide, title_high)
        at_y = top + title_high + 4 + (free - max(_items_height(one, size) for one in sets)) / 2
        for setting in items:
            mark = at_y + setting.rise - setting.size * CAP / 2
            sheet.shapes(put([star(setting.size * 0.2, GOLD)], at(x + 2, mark)))
            at_y = sheet.text(setting, x + 7, at_y, INK, 0) + _item_gap(size)
        if number:
            middle = x - gap / 2
            sheet.box(middle - 0.15, top + 2, 0.3, bottom - top - 4, BRONZE)


def _largest_common(
    words: Words, groups: list[_Group], room: float, free: float
) -> tuple[float, list[list[Setting]]]:
    best: tuple[float, list[list[Setting]]] = (0.0, [])
    low, high = _LEAST, 13.0
    for _step in range(18):
        size = (low + high) / 2
        sets = [_set_items(group, room, size) for group in groups]
        if all(sets) and sum(max(_items_height(one, size), 25.0) for one in sets) <= free:
            best, low = (size, sets), size
        else:
            high = size
    if not best[1]:
        raise too_long(words.label("groups"))
    return best


def _set_items(group: _Group, room: float, size: float) -> list[Setting]:
    """The lines of a group at a size; empty where one does not fit the width."""
    made = [fitted(item, _ITEM, (room, 400), size) for item in group.items]
    return made if all(one.size >= size - 1e-6 for one in made) else []


def _item_gap(size: float) -> float:
    return size * 0.42


def _items_height(items: list[Setting], size: float) -> float:
    return sum(one.height for one in items) + _item_gap(size) * (len(items) - 1)


def _title(sheet: Sheet, group: _Group, left: float, top: float, wide: float, high: float) -> None:  # noqa: PLR0917 - a place
    """A large number with its word beside it, in a line with each other."""
    size = 30.0
    number_wide = width(group.number, _NUMBER) * size if group.number else 0.0
    word = fitted(group.word, _NUMBER, (wide - number_wide - 3, 14), 10.5)
    whole = number_wide + (3 if group.number else 0) + word.width
    x = left + (wide - whole) / 2
    foot = top + high / 2 + size * CAP / 2
    if group.number:
        sheet.line(group.number, x, foot, size, _NUMBER, RED)
    for number, text in enumerate(reversed(word.lines)):
        sheet.line(text, x + number_wide + 3, foot - number * word.step, word.size, _NUMBER, RED)
