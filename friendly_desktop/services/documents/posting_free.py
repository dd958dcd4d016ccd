"""A poster with the office's own words: a heading on red, a text, a QR code where an address is given."""

from friendly_desktop.services.documents.pen_work import at, put
from friendly_desktop.services.documents.posting_codes import code_of
from friendly_desktop.services.documents.posting_ornaments import (
    CREAM,
    GOLD,
    INK,
    QUIET,
    RED,
    WHITE,
    drum_star,
)
from friendly_desktop.services.documents.posting_parts import LEAST, foot, place_of_emblem, rank
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import Face, Setting, Type, fitted
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words
from friendly_desktop.services.documents.qr_code import Run

_BODY = Type(Face.STRONG, leading=1.34)
_ASIDE = Type(Face.TEXT, leading=1.3)
_SHADE = "#B1111C"


def free(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    wide = sheet.width - 2 * MARGIN
    sheet.box(MARGIN, MARGIN, wide, sheet.height - 2 * MARGIN, CREAM)
    begin = foot(sheet, words, 15.0 if sheet.lying else 18.0)
    body, link = words.text("body"), words.text("link")
    whole = begin - MARGIN - 1
    share = 1.0 if not (body or link) else 0.56 if not link else 0.5 if sheet.lying else 0.46
    end = MARGIN + whole * share
    _heading(sheet, words, end)
    if share < 1.0:
        _below(sheet, words, end + 6.5, begin - 5.0)


def _heading(sheet: Sheet, words: Words, end: float) -> None:
    wide, middle = sheet.width - 2 * MARGIN, sheet.width / 2
    high = end - MARGIN
    sheet.box(MARGIN, MARGIN, wide, high, RED)
    with sheet.clipped(MARGIN, MARGIN, wide, high):
        reach = min(wide * 0.48, high * 0.9)
        sheet.shapes(put(drum_star(reach, _SHADE), at(middle, end)))
    sheet.box(MARGIN, end, wide, 1.7, GOLD)
    sheet.box(MARGIN, end + 2.6, wide, 0.5, GOLD)
    top = MARGIN + 9.0
    emblem = words.text("emblem")
    if emblem in (ROOM, STAR):
        radius = 14.0 if sheet.lying else 19.0
        place_of_emblem(sheet, middle, top + radius, radius, starred=emblem == STAR)
        top += 2 * radius + 4
    rank(sheet, words, (MARGIN + 13, top, sheet.width - MARGIN - 13, end - 8), most=40.0)


def _below(sheet: Sheet, words: Words, top: float, bottom: float) -> None:
    """The text, and the code at its right (lying) or under it (upright)."""
    left, right = MARGIN + 12.0, sheet.width - MARGIN - 12.0
    link = words.text("link")
    body = words.text("body")
    if link:
        code = code_of(link, words.label("link"))
        caption = words.text("caption")
        if sheet.lying and body:
            side = min(bottom - top - (12 if caption else 0), 74.0)
            _code(sheet, code, caption, right - side / 2, (top + bottom) / 2, side)
            right -= side + 10
        elif body:
            side = min((bottom - top) * 0.46, 74.0)
            _code(sheet, code, caption, sheet.width / 2, bottom - side / 2 - (6 if caption else 0), side)
            bottom -= side + (18 if caption else 6)
        else:
            side = min(bottom - top - (14 if caption else 0), right - left, 110.0)
            _code(sheet, code, caption, sheet.width / 2, (top + bottom) / 2, side)
    if body:
        most = 13.0
        setting = words.set("body", body, _BODY, (right - left, bottom - top), most, LEAST, keep=True)
        _centred(sheet, setting, (left + right) / 2, top, bottom)


def _centred(sheet: Sheet, setting: Setting, x: float, top: float, bottom: float) -> None:
    sheet.text(setting, x, top + (bottom - top - setting.height) / 2, INK)


def _code(  # noqa: PLR0917 - a place
    sheet: Sheet, code: tuple[int, tuple[Run, ...]], caption: str, x: float, y: float, side: float
) -> None:
    """A code in a white card around (x, y), its caption under it."""
    setting = fitted(caption, _ASIDE, (side * 1.6, 9), 5.4) if caption else None
    whole = side + (setting.height + 2.5 if setting else 0)
    top = y - whole / 2
    sheet.box(x - side / 2, top, side, side, WHITE, radius=2.5)
    sheet.outline(x - side / 2, top, side, side, GOLD, 0.5, radius=2.5)
    count, runs = code
    edge = side * 4 / (count + 8)
    sheet.code(count, runs, x - side / 2 + edge, top + edge, side - 2 * edge, INK)
    if setting:
        sheet.text(setting, x, top + side + 2.5, QUIET)
