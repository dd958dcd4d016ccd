"""A commitment to hang and to sign: a lotus frame, the lines numbered, room for signature and seal."""

from friendly_desktop.services.documents.frame_lotus import lotus as lotus_frame
from friendly_desktop.services.documents.pen_work import at, put
from friendly_desktop.services.documents.posting_ornaments import (
    BRONZE,
    CREAM,
    DARK,
    INK,
    QUIET,
    RED,
    divider,
)
from friendly_desktop.services.documents.posting_parts import (
    LEAST,
    flow,
    largest,
    place_of_emblem,
    require,
    set_items,
)
from friendly_desktop.services.documents.posting_sheet import Sheet
from friendly_desktop.services.documents.posting_type import CAP, Face, Type, fitted
from friendly_desktop.services.documents.posting_words import ROOM, STAR, Words

_LEAD = Type(Face.STRONG, track=0.02)
_MAIN = Type(Face.DISPLAY, leading=1.24)
_LINE = Type(Face.STRONG, leading=1.3, centred=False)
_NUMBER = Type(Face.DISPLAY)
_SIGN = Type(Face.STRONG)
_NAME = Type(Face.DISPLAY)
_SIDE = 28.0  # from the edge to the words


def pledge(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    sheet.box(0, 0, sheet.width, sheet.height, CREAM)
    sheet.shapes(lotus_frame(sheet.width, sheet.height))
    middle, room = sheet.width / 2, sheet.width - 2 * _SIDE
    top = 27.0 if sheet.lying else 34.0
    emblem = words.text("emblem")
    if emblem in (ROOM, STAR) and not sheet.lying:
        place_of_emblem_on_cream(sheet, middle, top + 15, 16.0, starred=emblem == STAR)
        top += 35
    clear = sheet.width - 2 * (58.0 if sheet.lying else 42.0)  # between the flowers of the corners
    lead = words.set("lead", words.text("lead"), _LEAD, (clear, 16), 7.0 if sheet.lying else 7.6, LEAST)
    top = sheet.text(lead, middle, top, DARK) + 4.0
    main = words.set("headline", words.text("headline"), _MAIN, (room, 34), 18.0, 6)
    top = sheet.text(main, middle, top, RED) + 6.0
    sheet.shapes(put(divider(room * 0.32, BRONZE), at(middle, top)))
    top += 6.5
    bottom = _signature(sheet, words) - 7.0
    lines = [line.strip() for line in words.text("lines").splitlines() if line.strip()]
    intro = words.text("intro")
    if intro:
        setting = words.set("intro", intro, Type(Face.TEXT), (room, 18), 6.0, LEAST)
        top = sheet.text(setting, middle, top, INK) + 4.0
    if not lines:
        return

    def fits(size: float) -> bool:
        made = set_items(lines, room - 14, size, _LINE)
        return bool(made) and flow(made, 0.45).height <= bottom - top

    size = require(largest(LEAST, 8.2, fits), words, "lines")
    items = set_items(lines, room - 14, size, _LINE)
    wider = largest(0.45, 1.1, lambda gap: flow(items, gap).height <= bottom - top - 6)
    flowed = flow(items, wider or 0.45)
    y = top + (bottom - top - flowed.height) / 2
    for number, (item, feet) in enumerate(zip(flowed.items, flowed.feet, strict=True), 1):
        radius = item.size * 0.66
        centre = y + feet - item.size * CAP / 2
        sheet.disc(_SIDE + radius, centre, radius, RED)
        sheet.line(
            str(number),
            _SIDE + radius,
            centre + item.size * 0.82 * CAP / 2,
            item.size * 0.82,
            _NUMBER,
            CREAM,
            0.5,
        )
        for place, line in enumerate(item.lines):
            sheet.line(line, _SIDE + 14, y + feet + place * item.step, item.size, _LINE, INK)


def place_of_emblem_on_cream(sheet: Sheet, x: float, y: float, radius: float, *, starred: bool) -> None:
    """The emblem's place on light ground: a red disc with the star, or a quiet ring."""
    if starred:
        sheet.disc(x, y, radius, RED)
    place_of_emblem(sheet, x, y, radius, starred=starred)


def _signature(sheet: Sheet, words: Words) -> float:
    """Who signs, at the right; room for the seal above the name. Where it begins."""
    bottom = sheet.height - (27.0 if sheet.lying else 36.0)
    name, post = words.text("signatory"), words.text("post")
    day = words.text("day")
    if not (name or post or day):
        return bottom
    room = 92.0
    x = sheet.width - _SIDE - room / 2 + 4
    size = 5.4
    name_set = fitted(name, _NAME, (room, 9), size * 1.08)
    if name:
        sheet.text(name_set, x, bottom - name_set.height, INK)
    top = bottom - name_set.height - (17.0 if sheet.lying else 24.0)
    posts = words.set("post", post, _SIGN, (room, 16), size, LEAST, keep=True) if post else None
    if posts:
        top -= posts.height
        sheet.text(posts, x, top, INK)
    if day:
        setting = fitted(day, Type(Face.TEXT), (room, 8), size * 0.92)
        top -= setting.height + 1.8
        sheet.text(setting, x, top, QUIET)
    return top
