"""The banner of the hall: a slogan in gold on red, the place of the emblem above it, a lotus below."""

from friendly_desktop.services.documents.pen_work import at, put
from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    DEEP,
    GOLD,
    PALE,
    RED,
    border,
    drum_star,
    lotus,
    lotus_line,
    star,
)
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import Face, Type
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words

_LEAD = Type(Face.STRONG, track=0.012)
_MAIN = Type(Face.DISPLAY, leading=1.24)
_EDGE = 5.0  # from the edge of the red field to its line
_LEAST = 6.0


def banner(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    wide, high = sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN
    middle = sheet.width / 2
    sheet.box(MARGIN, MARGIN, wide, high, RED)
    sheet.shapes(border(MARGIN + _EDGE, MARGIN + _EDGE, wide - 2 * _EDGE, high - 2 * _EDGE, GOLD))
    top = MARGIN + _EDGE + (12 if sheet.lying else 22)
    emblem = words.text("emblem")
    if emblem in (ROOM, STAR):
        radius = 23.0 if sheet.lying else 29.0
        sheet.shapes(put(drum_star(radius, DEEP), at(middle, top + radius)))
        if emblem == STAR:
            sheet.shapes(put([star(radius * 0.5, BRIGHT)], at(middle, top + radius * 1.03)))
        top += 2 * radius + 7
    foot = sheet.height - MARGIN - _EDGE - (14 if sheet.lying else 24)
    reach = wide / 2 - _EDGE - (22 if sheet.lying else 16)
    sheet.shapes(put(lotus_line(reach, GOLD), at(middle, foot)))
    sheet.shapes(put(lotus(), at(middle, foot + 2)))
    _words(sheet, words, top, foot - 18)


def _words(sheet: Sheet, words: Words, top: float, bottom: float) -> None:
    room = sheet.width - 2 * (MARGIN + _EDGE + 13)
    lead_words, main_words = words.text("lead"), words.text("headline")
    lead_share = 0.3 if sheet.lying else 0.24
    gap = 7.0 if lead_words else 0.0
    high = bottom - top
    lead = words.set("lead", lead_words, _LEAD, (room, high * lead_share), 19, _LEAST)
    main_high = high - (lead.height + gap if lead_words else 0)
    main = words.set("headline", main_words, _MAIN, (room, main_high), 40 if sheet.lying else 36, _LEAST)
    if lead.size > main.size * 0.74:
        lead = words.set("lead", lead_words, _LEAD, (room, high * lead_share), main.size * 0.74, _LEAST * 0.7)
    used = main.height + (lead.height + gap if lead_words else 0)
    at_y = top + (high - used) / 2
    if lead_words:
        at_y = sheet.text(lead, sheet.width / 2, at_y, PALE) + gap
    sheet.text(main, sheet.width / 2, at_y, BRIGHT)
