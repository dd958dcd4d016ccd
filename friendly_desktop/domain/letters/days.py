"""Days, times and years as people type them into letters and as lists carry them."""

import re
from datetime import date

from friendly_desktop.formats import parse_date
from friendly_desktop.i18n import _

_BEFORE = re.compile(
    r"['‘’`]*(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*)?(?:ngày\s+)?(?=\d)",
    re.IGNORECASE,
)
_WORDED = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_WITH_TIME = re.compile(
    r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?"
)
_FULL_YEAR = re.compile(r"\d{4}-|[/. -]\d{4}$|^\d{8}$")
_TWO_DIGIT_YEAR = re.compile(r"[/. -]\d{1,2}[/. -]\d{2}$|^\d{6}$")
_NO_YEAR = re.compile(r"^\d{1,2}[/. -]\d{1,2}$")
_TIME = re.compile(
    r"(\d{1,2})\s*(?::|h|g|giờ|gio)?\s*(\d{2})?(?::\d{2})?\s*(?:phút|phut|p|')?\s*"
    r"(sáng|trưa|chiều|tối|đêm|am|pm)?",
    re.IGNORECASE,
)
_NOON = 12
_CENTURY = 100
_YEARS = range(1800, 2200)


def read_day(text: str, today: date, *, past: bool = False) -> date:
    """A day: all that ``formats.parse_date`` knows, "thứ năm, ngày 5 tháng 3 năm 2026", a day with a time.

    Args:
        text: one line.
        today: what "hôm nay" and a missing year mean.
        past: the day has already been: two digits of a year, or none, mean the last such day.

    Raises:
        ValueError: with a translated sentence.
    """
    cleaned = text.strip().rstrip(".,;")
    cleaned = _BEFORE.sub("", cleaned, count=1)
    if worded := _WORDED.fullmatch(cleaned):
        cleaned = "/".join(worded.groups())
    elif timed := _WITH_TIME.fullmatch(cleaned):
        cleaned = timed[1]
    cleaned = re.sub(r"\s*([/.-])\s*", r"\1", cleaned)
    day = parse_date(cleaned, today)
    if not past or day <= today:
        return day
    if _TWO_DIGIT_YEAR.search(cleaned) and not _FULL_YEAR.search(cleaned):
        return day.replace(year=day.year - _CENTURY)
    if _NO_YEAR.match(cleaned) and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year - 1)
    return day


def read_recent_day(text: str, today: date) -> date:
    """A day of the office's own work: without a year the last such day; two digits of a year are of this century.

    A day to come stays one, so that whoever asks can refuse it: "22/11/26" typed a day early is never 1926.

    Raises:
        ValueError: with a translated sentence.
    """
    day = read_day(text, today, past=True)
    return day if day.year > today.year - _CENTURY // 2 else read_day(text, today)


def read_year(text: str, today: date, *, past: bool = False) -> int:
    """A year: "1950", "năm 1950", "50", or the year of a whole day.

    Raises:
        ValueError: with a translated sentence.
    """
    cleaned = re.sub(r"^(năm|nam)\s+", "", text.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"\d{4}", cleaned) and int(cleaned) in _YEARS:
        return int(cleaned)
    if re.fullmatch(r"\d{2}", cleaned):
        year = today.year - today.year % _CENTURY + int(cleaned)
        return year - _CENTURY if past and year > today.year else year
    try:
        return read_day(text, today, past=past).year
    except ValueError:
        message = _("«{text}» không phải là năm. Hãy nhập như 1950.").format(text=text.strip())
        raise ValueError(message) from None


def read_time(text: str) -> str:
    """A time of day as "15:30": typed 15:30, 15h30, 15h, 1530, "3 giờ 30 chiều".

    Raises:
        ValueError: with a translated sentence.
    """
    cleaned = " ".join(text.casefold().split())
    found = re.fullmatch(r"(\d{2})(\d{2})()", cleaned) or _TIME.fullmatch(cleaned)
    if (found and not cleaned.isdecimal()) or (found and len(cleaned) in (1, 2, 4)):
        hour, minute = int(found[1]), int(found[2] or 0)
        if found[3] in ("chiều", "tối", "pm") and hour < _NOON:
            hour += _NOON
        if hour < 24 and minute < 60:
            return f"{hour:02}:{minute:02}"
    raise ValueError(_("«{text}» không phải là giờ. Hãy nhập như 15:30.").format(text=text.strip()))
