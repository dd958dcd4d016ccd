"""The rule of a reception schedule as people write it: "thứ Năm tuần 1 và 3", "ngày 10 và 25 hằng tháng".

Typed with or without tone marks, understood word by word and printed back in one normal form. "Tuần 1" of a
weekday is its first one in the month, "tuần cuối" its last, however the weeks of the wall calendar fall.
Rules are Vietnamese in every language of the screen: they are printed on notices.
"""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

#: The last week of a month, or its last day.
LAST = -1

_WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SHORT_NAMES = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
_NUMBER_WORDS = {
    "nhat": 1, "mot": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
}  # fmt: skip
_SEPARATORS = frozenset({",", ";", "va", "&", "+"})
_PERIOD_WORDS = frozenset({"hang", "moi", "cua", "trong", "cac", "nhung", "vao", "o"})
_MOST_WEEKS = 5
_MOST_DAYS = 31
_FIRST_DAY_NUMBER = 2  # "thứ 2" is Monday


@dataclass(frozen=True, slots=True)
class WeekdayPart:
    """Weekdays (Monday 0) every week, or in the given weeks of the month (1 to 5, ``LAST``)."""

    weekdays: tuple[int, ...]
    weeks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthDayPart:
    """Days of the month: 1 to 31, ``LAST``. A month without such a day has none."""

    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ScheduleRule:
    """A whole rule: the days of all its parts together."""

    parts: tuple[WeekdayPart | MonthDayPart, ...]


def parse_rule(text: str) -> ScheduleRule:
    """The rule that ``text`` says.

    Args:
        text: as typed, tone marks or none: "thu nam tuan 1 va 3", "T5 hằng tuần", "ngày 10, 25".

    Raises:
        AppError: ``rule_unclear``, with the word that is not understood and examples.
    """
    return _Reader(text).rule()


def rule_text(rule: ScheduleRule) -> str:
    """The rule in its normal form; reading it again gives the same rule."""
    return "; ".join(
        _weekday_words(part) if isinstance(part, WeekdayPart) else _month_day_words(part)
        for part in rule.parts
    )


def days_of_month(rule: ScheduleRule, year: int, month: int) -> tuple[date, ...]:
    """Every day the rule gives in a month, in order, each once."""
    if not MINYEAR <= year <= MAXYEAR:
        return ()
    length = calendar.monthrange(year, month)[1]
    found: set[int] = set()
    for part in rule.parts:
        if isinstance(part, MonthDayPart):
            found.update(length if day == LAST else day for day in part.days if day <= length)
        else:
            for weekday in part.weekdays:
                found.update(_chosen(part.weeks, _days_on(weekday, year, month, length)))
    return tuple(date(year, month, day) for day in sorted(found))


def uses_weeks(rule: ScheduleRule) -> bool:
    """Whether the rule counts weeks of the month, whose meaning is then said beside it."""
    return any(isinstance(part, WeekdayPart) and part.weeks for part in rule.parts)


def _days_on(weekday: int, year: int, month: int, length: int) -> list[int]:
    first = 1 + (weekday - date(year, month, 1).weekday()) % 7
    return list(range(first, length + 1, 7))


def _chosen(weeks: tuple[int, ...], days: list[int]) -> list[int]:
    if not weeks:
        return days
    return [days[-1] if week == LAST else days[week - 1] for week in weeks if week <= len(days)]


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} và {words[-1]}"


def _weekday_words(part: WeekdayPart) -> str:
    first, *others = part.weekdays
    names = [_WEEKDAY_NAMES[first], *(_SHORT_NAMES[one] if one < 6 else "Chủ nhật" for one in others)]
    if not part.weeks:
        return f"{_joined(names)} hằng tuần"
    return f"{_joined(names)} tuần {_joined(['cuối' if week == LAST else str(week) for week in part.weeks])}"


def _month_day_words(part: MonthDayPart) -> str:
    numbers = [str(day) for day in part.days if day != LAST]
    if LAST not in part.days:
        return f"ngày {_joined(numbers)} hằng tháng"
    return f"ngày {', '.join(numbers)} và ngày cuối tháng" if numbers else "ngày cuối tháng"


def _in_order(numbers: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(numbers), key=lambda one: (one == LAST, one)))


def _merged(parts: list[WeekdayPart | MonthDayPart]) -> tuple[WeekdayPart | MonthDayPart, ...]:
    """The parts with what says the same thing twice put together, in the order first said."""
    found: list[WeekdayPart | MonthDayPart] = []
    for part in parts:
        for index, other in enumerate(found):
            if isinstance(part, MonthDayPart) and isinstance(other, MonthDayPart):
                found[index] = MonthDayPart(_in_order(other.days + part.days))
                break
            if isinstance(part, WeekdayPart) and isinstance(other, WeekdayPart):
                if part.weekdays == other.weekdays:
                    both = part.weeks and other.weeks
                    weeks = _in_order(other.weeks + part.weeks) if both else ()
                    found[index] = WeekdayPart(part.weekdays, weeks)
                    break
                if not part.weeks and not other.weeks:
                    found[index] = WeekdayPart(_in_order(other.weekdays + part.weekdays))
                    break
        else:
            found.append(part)
    return tuple(found)


class _Reader:
    """Reads a rule word by word."""

    def __init__(self, text: str) -> None:
        self._text = clean_line(text)
        self._said: list[str] = re.findall(r"[0-9]+|[^\W\d_]+|[^\s\w]|_", self._text)
        self._tokens = [fold(word) for word in self._said]
        self._at = 0

    def rule(self) -> ScheduleRule:
        if len(self._text) > 400 or not self._tokens:
            raise _unclear(_("Quy tắc lập lịch đang để trống hoặc quá dài."))
        parts: list[WeekdayPart | MonthDayPart] = []
        while not self._ended():
            if parts and not self._separator():
                raise self._not_understood()
            parts.append(self._part())
        if not parts:
            raise _unclear(_("Quy tắc lập lịch đang để trống hoặc quá dài."))
        return ScheduleRule(_merged(parts))

    def _part(self) -> WeekdayPart | MonthDayPart:
        while self._peek() in ("vao", "cac", "nhung", "moi"):
            self._at += 1
        if self._peek() == "ngay" and self._peek(1) in ("thu", "t", "chu", "cn"):
            self._at += 1
        if self._take("ngay"):
            return self._month_days()
        if self._peek() == "tuan":
            weeks = self._weeks()
            self._period()
            self._separator()
            return WeekdayPart(self._weekdays(), weeks)
        weekdays = self._weekdays()
        return WeekdayPart(weekdays, self._weeks_after())

    # weekdays

    def _weekdays(self) -> tuple[int, ...]:
        found = [self._weekday(after=False)]
        while True:
            before = self._at
            if not self._separator():
                break
            weekday = self._weekday(after=True)
            if weekday is None:
                self._at = before
                break
            found.append(weekday)
        return _in_order(one for one in found if one is not None)

    def _weekday(self, *, after: bool) -> int | None:
        """A weekday; behind others the word "thứ" may be missing. None (``after``) for something else."""
        if self._take("cn"):
            return 6
        if self._peek() == "chu" and self._peek(1) == "nhat":
            self._at += 2
            return 6
        named = self._take("thu") or self._take("t")
        number = self._number(self._peek())
        if (named or after) and number is not None and _FIRST_DAY_NUMBER <= number <= 7:
            self._at += 1
            return number - _FIRST_DAY_NUMBER
        if after and not named:
            return None
        raise self._not_understood()

    # weeks

    def _weeks_after(self) -> tuple[int, ...]:
        """What stands behind weekdays: every week, certain weeks, or nothing, which means every week."""
        before = self._at
        every = False
        while self._peek() in _PERIOD_WORDS:
            every = every or self._peek() in ("hang", "moi", "cac")
            self._at += 1
        if self._peek() == "tuan" and self._ordinal(self._at + 1) is None:
            if not every:
                self._at += 1
                raise self._not_understood()
            self._at += 1
            return ()
        if self._peek() in ("tuan", "thu", "dau", "cuoi"):
            weeks = self._weeks()
            self._period()
            return weeks
        if self._peek() == "thang":
            raise _unclear(
                _("«{text}» chưa nói tuần nào trong tháng.").format(text=self._text),
            )
        self._at = before
        return ()

    def _weeks(self) -> tuple[int, ...]:
        self._take("tuan")
        in_words = self._peek() == "thu"
        week = self._take_ordinal()
        if week is None:
            raise self._not_understood()
        found = [week]
        while True:
            before = self._at
            if not self._separator():
                break
            again = self._take("tuan")
            if self._peek() == "thu" and not again and not (in_words and self._continues()):
                self._at = before
                break
            week = self._take_ordinal()
            if week is None:
                self._at = before
                break
            found.append(week)
        for week in found:
            if week != LAST and not 1 <= week <= _MOST_WEEKS:
                raise _unclear(
                    _("Một tháng chỉ có từ tuần 1 đến tuần 5, không có tuần {week}.").format(week=week)
                )
        return _in_order(found)

    def _continues(self) -> bool:
        """Whether "thứ ba" behind "tuần thứ nhất và" is the third week, and no Tuesday with its own weeks."""
        following = self._peek(2)
        if following in ("hang", "moi", "cac"):
            return self._peek(3) != "tuan"
        return following not in ("tuan", "dau", "cuoi", "thu")

    def _take_ordinal(self) -> int | None:
        found = self._ordinal(self._at)
        if found is None:
            return None
        self._at, number = found
        return number

    def _ordinal(self, at: int) -> tuple[int, int] | None:
        """The number of a week at ``at`` and the place behind it."""
        if self._token(at) == "thu":
            at += 1
        word = self._token(at)
        if word in ("dau", "cuoi"):
            behind = at + (2 if self._token(at + 1) in ("tien", "cung") else 1)
            return behind, 1 if word == "dau" else LAST
        number = self._number(word)
        return None if number is None else (at + 1, number)

    # days of the month

    def _month_days(self) -> MonthDayPart:
        day = self._month_day()
        if day is None:
            raise self._not_understood()
        found = [day]
        while True:
            before = self._at
            if not self._separator():
                break
            self._take("ngay")
            day = self._month_day()
            if day is None:
                self._at = before
                break
            found.append(day)
        self._period()
        return MonthDayPart(_in_order(found))

    def _month_day(self) -> int | None:
        before = self._at
        if not self._take("mung"):
            self._take("mong")
        word = self._peek()
        if word in ("dau", "cuoi"):
            self._at += 2 if self._peek(1) in ("tien", "cung") else 1
            return 1 if word == "dau" else LAST
        if not word.isdecimal():
            self._at = before
            return None
        self._at += 1
        if not 1 <= int(word) <= _MOST_DAYS:
            raise _unclear(_("Trong tháng không có ngày {day}.").format(day=word))
        return int(word)

    # words

    def _period(self) -> None:
        """Pass over "hằng tháng", "của mỗi tháng", "tháng"."""
        before = self._at
        while self._peek() in _PERIOD_WORDS:
            self._at += 1
        if not self._take("thang"):
            self._at = before

    def _separator(self) -> bool:
        before = self._at
        while self._peek() in _SEPARATORS:
            self._at += 1
        return self._at > before

    @staticmethod
    def _number(word: str) -> int | None:
        if word.isdecimal():
            return int(word[:6])
        return _NUMBER_WORDS.get(word)

    def _token(self, at: int) -> str:
        return self._tokens[at] if at < len(self._tokens) else ""

    def _peek(self, ahead: int = 0) -> str:
        return self._token(self._at + ahead)

    def _take(self, word: str) -> bool:
        if self._peek() != word:
            return False
        self._at += 1
        return True

    def _ended(self) -> bool:
        if self._at >= len(self._tokens):
            return True
        return all(word in (".", ",", ";") for word in self._tokens[self._at :])

    def _not_understood(self) -> AppError:
        if self._at >= len(self._said):
            return _unclear(_("Quy tắc «{text}» chưa hết ý.").format(text=self._text))
        return _unclear(
            _("Trong quy tắc «{text}», chương trình không hiểu chỗ «{word}».").format(
                text=self._text, word=self._said[self._at]
            )
        )


def _unclear(message: str) -> AppError:
    return AppError(
        "rule_unclear",
        _("Chưa hiểu quy tắc lập lịch"),
        message,
        _(
            "Hãy viết như: «thứ Năm tuần 1 và 3», «thứ Năm hằng tuần», «thứ Hai đầu tiên của tháng», "
            "«thứ Sáu tuần cuối», «ngày 10 và 25 hằng tháng»."
        ),
    )
