"""The banner of the hall: a slogan in gold on red, the place of the emblem above it, a lotus below."""

from friendly_desktop.services.documents.pen_work import at, mirrored_x, put
from friendly_desktop.services.documents.posting_ornaments import (
    BRIGHT,
    DEEP,
    GOLD,
    RED,
    border,
    drum_star,
    lac_bird,
    lotus,
    lotus_line,
    star,
)
from friendly_desktop.services.documents.posting_parts import rank
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words

_SHADE = "#B4121D"  # of a large drum behind the words, hardly there
_EDGE = 5.0  # from the edge of the red field to its line


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
        if sheet.lying:
            for side in (-1, 1):
                for number, (away, rise) in enumerate(((46, 4), (74, -6), (100, 5))):
                    place = at(middle + side * away, top + radius + rise, 1.5 - 0.2 * number)
                    flock = lac_bird(DEEP, RED)
                    sheet.shapes(put(flock if side > 0 else put(flock, mirrored_x(0)), place))
        if emblem == STAR:
            sheet.shapes(put([star(radius * 0.5, BRIGHT)], at(middle, top + radius * 1.03)))
        top += 2 * radius + 7
    else:
        reach = min(wide, high) * 0.4
        sheet.shapes(put(drum_star(reach, _SHADE), at(middle, MARGIN + high * 0.45)))
    foot = sheet.height - MARGIN - _EDGE - (14 if sheet.lying else 24)
    reach = wide / 2 - _EDGE - (22 if sheet.lying else 16)
    scale = 1.25
    sheet.shapes(put(lotus_line(reach / scale, GOLD), at(middle, foot, scale)))
    sheet.shapes(put(lotus(), at(middle, foot + 2.4, scale)))
    edge = MARGIN + _EDGE + 13
    rank(sheet, words, (edge, top, sheet.width - edge, foot - (19 if sheet.lying else 24)), most=40.0)
