"""Sheets of QR codes: procedures, channels of feedback; each code with its name, as large as the sheet allows."""

import math
from collections.abc import Sequence
from functools import lru_cache

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.documents.posting_ornaments import CREAM, GOLD, INK, QUIET, WHITE
from friendly_desktop.services.documents.posting_parts import LEAST, foot, head, notes
from friendly_desktop.services.documents.posting_sheet import MARGIN, Sheet
from friendly_desktop.services.documents.posting_type import Face, Type
from friendly_desktop.services.documents.posting_words import Words
from friendly_desktop.services.documents.qr_code import Run, qr_runs

_NAME = Type(Face.STRONG, leading=1.22)
_ASIDE = Type(Face.TEXT, leading=1.25)
_QUIET_ZONE = 4  # modules (ISO/IEC 18004)
_LEAST_SIDE = 11.0
_LONGEST = 300  # bytes that still make a code a telephone reads from a wall


def procedures(sheet: Sheet, words: Words) -> None:
    """Draw it."""
    sheet.box(MARGIN, MARGIN, sheet.width - 2 * MARGIN, sheet.height - 2 * MARGIN, CREAM)
    end = head(sheet, words, 46.0 if sheet.lying else 60.0, words.text("period"))
    begin = foot(sheet, words, 15.0 if sheet.lying else 18.0)
    left, right = MARGIN + 9.0, sheet.width - MARGIN - 9.0
    bottom = notes(sheet, words, begin - 5.0)
    rows = [row for row in words.rows("links") if row[0] or row[1]]
    if not rows:
        return
    top = end + 6.0
    bottom -= 5.0
    gap = 5.0
    columns = _columns(len(rows), right - left, bottom - top)
    count = math.ceil(len(rows) / columns)
    wide = (right - left - gap * (columns - 1)) / columns
    high = (bottom - top - gap * (count - 1)) / count
    for number, row in enumerate(rows):
        line, place = divmod(number, columns)
        in_line = min(columns, len(rows) - line * columns)
        start = left + (right - left - in_line * wide - (in_line - 1) * gap) / 2
        x, y = start + place * (wide + gap), top + line * (high + gap)
        _card(sheet, words, row, (x, y, wide, high))


def _columns(count: int, wide: float, high: float) -> int:
    """How many cards stand side by side, so that the codes come out largest and the names have room."""

    def side(columns: int) -> float:
        card = (wide / columns - 5, high / math.ceil(count / columns) - 5)
        return _side(*card)[0]

    return max(range(1, count + 1), key=lambda columns: (round(side(columns)), -columns))


def _side(wide: float, high: float) -> tuple[float, bool]:
    """The side of the code in a card of this size, and whether the name stands beside it."""
    below = min(wide - 8, high - max(min(19.0, high * 0.45), min(high * 0.3, 34.0)), 130.0)
    beside = min(high - 7, wide * 0.44, 130.0)
    return max(below, beside), beside > below


def _card(sheet: Sheet, words: Words, row: Sequence[str], place: tuple[float, float, float, float]) -> None:
    """A white card: the code, its name under or beside it, a line of particulars."""
    left, top, wide, high = place
    sheet.box(left, top, wide, high, WHITE, radius=2.5)
    sheet.outline(left, top, wide, high, GOLD, 0.5, radius=2.5)
    side, beside = _side(wide, high)
    if side < _LEAST_SIDE:
        raise AppError(
            "posting_codes_small",
            _("Mã QR quá nhỏ"),
            _("Nhiều mã trên một tờ quá nên mã nhỏ đến mức khó quét."),
            _("Hãy bớt dòng, hoặc chia thành hai tờ."),
        )
    count, runs = code_of(row[1], words.label("links"))
    x, y = (left + 3.5, top + (high - side) / 2) if beside else (left + (wide - side) / 2, top + 3.5)
    edge = side * _QUIET_ZONE / (count + 2 * _QUIET_ZONE)
    sheet.code(count, runs, x + edge, y + edge, side - 2 * edge, INK)
    if beside:
        _names(sheet, words, row, (x + side, top + 3, left + wide - 3, top + high - 3))
    else:
        _names(sheet, words, row, (left + 3.5, y + side - 0.5, left + wide - 3.5, top + high - 3))


def _names(sheet: Sheet, words: Words, row: Sequence[str], place: tuple[float, float, float, float]) -> None:
    """The name and the particulars, around the middle of a place."""
    left, top, right, bottom = place
    room, free = right - left, bottom - top
    aside = row[2] if len(row) > 2 else ""
    under = (
        words.set("links", aside, _ASIDE, (room, free * 0.36), min(max(room / 20, 4.6), 8.0), 2.3)
        if aside
        else None
    )
    name_high = free - (under.height + 1.6 if under else 0)
    most = min(max(room / 11, 7.0), 14.0)
    setting = words.set("links", row[0], _NAME, (room, name_high), most, LEAST * 0.7)
    used = setting.height + (under.height + 1.6 if under else 0)
    at_y = sheet.text(setting, (left + right) / 2, top + (free - used) / 2, INK)
    if under:
        sheet.text(under, (left + right) / 2, at_y + 1.6, QUIET)


@lru_cache(maxsize=256)
def code_of(link: str, label: str) -> tuple[int, tuple[Run, ...]]:
    """The modules along the side of a link's QR code, without the quiet zone, and its dark runs.

    Raises:
        AppError: ``link_long``, a telephone could not read it from a wall; ``link_empty``.
    """
    if not link:
        raise AppError(
            "link_empty",
            _("Thiếu địa chỉ"),
            _("Một dòng của «{field}» chưa có địa chỉ để làm mã QR.").format(field=label),
            _("Hãy dán địa chỉ trang vào dòng đó, hoặc bỏ dòng."),
        )
    if len(link.encode()) > _LONGEST:
        raise AppError(
            "link_long",
            _("Địa chỉ dài quá"),
            _("Một địa chỉ của «{field}» dài quá {n} ký tự nên mã QR khó quét.").format(
                field=label, n=_LONGEST
            ),
            _("Hãy dùng địa chỉ ngắn hơn."),
        )
    return qr_runs(link)
