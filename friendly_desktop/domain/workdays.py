"""The working calendar: which days an office works, and why not on the others.

BLLĐ 2019 Điều 111, 112 give the holidays, the yearly notices of the Government the swapped and make-up days.
A calendar is a value: rows by day on top of a working week from Monday to Friday.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class DayKind(Enum):
    """The three kinds of row an office keeps (LAW 2.4)."""

    OFF = "off"  # ngày nghỉ lễ, Tết
    SWAPPED = "swapped"  # nghỉ bù, nghỉ hoán đổi
    MAKE_UP = "make_up"  # làm bù: a Saturday or Sunday that is worked


class Confidence(Enum):
    """How sure a fact of law is; shown wherever the fact is used (marks of the project's law notes)."""

    READ = "A"  # the text itself was read
    REPORTED = "B"  # a reliable page tells it
    WEAK = "C"  # one weak source, or an inference
    KNOWN = "K"  # general knowledge, no source found


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from its weekday.

    ``title`` is what people read ("Tết Nguyên đán"), ``source`` the notice it comes from, ``forecast``
    a day that no notice has confirmed yet ("dự kiến"), ``own`` a row the office entered or changed.
    """

    day: date
    kind: DayKind
    title: str
    source: str = ""
    confidence: Confidence = Confidence.REPORTED
    forecast: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The rows by day, and the number of the last change to them (stored beside every computed date)."""

    days: Mapping[date, CalendarDay] = field(default_factory=dict)
    version: int = 0
