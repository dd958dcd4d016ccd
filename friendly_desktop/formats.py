"""Dates and numbers as people read and type them in a Vietnamese office.

Plain functions without Babel, because the first painted window needs them; tests compare them with
Babel's Vietnamese data.
"""

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from friendly_desktop.i18n import N_, _, language

if TYPE_CHECKING:
    from decimal import Decimal  # the first painted window does without it

_WEEKDAYS = (
    N_("thứ Hai"),
    N_("thứ Ba"),
    N_("thứ Tư"),
    N_("thứ Năm"),
    N_("thứ Sáu"),
    N_("thứ Bảy"),
    N_("Chủ nhật"),
)


def plain(number: "Decimal") -> str:
    """A decimal for machines: no exponent, no trailing zeros ("22", "83.5")."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def points(number: "Decimal | None", missing: str = "") -> str:
    """Points for people: "0,5" in Vietnamese, "0.5" in English; ``missing`` for None."""
    if number is None:
        return missing
    text = plain(number)
    return text.replace(".", ",") if language() == "vi" else text


def whole_number(number: int) -> str:
    """A count with thousands separated: "1.234" in Vietnamese, "1,234" in English."""
    text = f"{number:,}"
    return text.replace(",", ".") if language() == "vi" else text


def file_size(count: int) -> str:
    """A number of bytes for people: "850 B", "12,4 KB", "3,1 MB", "2 GB"."""
    from decimal import Decimal

    size = Decimal(count)
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1000 or unit == "GB":
            rounded = (
                size.quantize(Decimal("0.1")) if unit != "B" and size < 100 else size.quantize(Decimal(1))
            )
            return f"{points(rounded)} {unit}"
        size /= 1000
    raise AssertionError


def short_date(day: date | None, missing: str = "") -> str:
    """A date in tables: 05/03/2026 (both languages; the office's habit)."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else missing


def document_date(day: date) -> str:
    """A date in the body of documents: "ngày 05 tháng 3 năm 2026".

    Days below 10 and the months 1 and 2 get a zero, the other months do not (NĐ 30/2020, Phụ lục I).
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def weekday_date(day: date) -> str:
    """A day as one says it: "thứ Sáu, 20/11/2026" or "Friday, 20/11/2026"."""
    return f"{_(_WEEKDAYS[day.weekday()])}, {short_date(day)}"


def near_day(day: date, today: date) -> str:
    """A day in a phrase: "thứ Tư 02/12", with its year when that is not the one of ``today``."""
    text = f"{day.day:02}/{day.month:02}" if day.year == today.year else short_date(day)
    return f"{_(_WEEKDAYS[day.weekday()])} {text}"


def weekday_name(day: date) -> str:
    """The name of its weekday: "thứ Hai" to "Chủ nhật"."""
    return _(_WEEKDAYS[day.weekday()])


def clock_time(moment: datetime) -> str:
    """The local time of a moment: "10:42"."""
    return f"{moment.astimezone():%H:%M}"


def moment(at: datetime) -> str:
    """Day and local time of a moment: "20/11/2026 10:42"."""
    return f"{short_date(at.astimezone().date())} {clock_time(at)}"


def parse_decimal(text: str) -> "Decimal":
    """A number as people type it, with a comma or a dot before the fraction.

    Raises:
        ValueError: with a translated sentence, for anything that is not such a number.
    """
    from decimal import Decimal, InvalidOperation

    cleaned = text.strip()
    if not re.fullmatch(r"[+-]?[0-9]{1,12}([.,][0-9]{1,6})?", cleaned):
        raise ValueError(_("«{text}» không phải là số. Hãy nhập như 2 hoặc 0,5.").format(text=cleaned))
    try:
        return Decimal(cleaned.replace(",", "."))
    except InvalidOperation as error:  # cannot happen after the match; kept honest
        raise ValueError(cleaned) from error


def parse_date(text: str, today: date) -> date:
    """A date as people type it: 5/3, 05/03/2026, 5-3-26, 050326, 05032026, 2026-03-05, "hôm nay".

    A missing year is the year of ``today``; two digits mean 2000 to 2099.

    Raises:
        ValueError: with a translated sentence, when no such day exists.
    """
    cleaned = " ".join(text.casefold().split())
    words = {
        "hôm nay": 0,
        "hom nay": 0,
        "today": 0,
        "hôm qua": -1,
        "hom qua": -1,
        "ngày mai": 1,
        "ngay mai": 1,
    }
    if cleaned in words:
        return today + timedelta(days=words[cleaned])
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cleaned)
    parts = re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?", cleaned)
    digits = re.fullmatch(r"(\d{2})(\d{2})(\d{2}|\d{4})", cleaned)
    found = parts or digits
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif found:
        day, month = int(found[1]), int(found[2])
        year = int(found[3]) if found[3] else today.year
        year += 2000 if found[3] and len(found[3]) == 2 else 0
    else:
        raise ValueError(_("«{text}» không phải là ngày. Hãy nhập như 05/03/2026.").format(text=text.strip()))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("Không có ngày {text} trong lịch.").format(text=text.strip())) from None
