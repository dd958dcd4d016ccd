"""The kit of the evening before a reception day: who may come, with what, and what they were told last.

It names citizens, because the receiver must know them; nobody who denounced is in it, only how many such cases
are open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from friendly_desktop.domain.cases import Case, CaseAction, StepEntry
from friendly_desktop.domain.meetings import Meeting, Promise
from friendly_desktop.domain.text import fold

#: The steps by which the office told a citizen something.
TOLD = frozenset(
    {
        CaseAction.ASK_MORE,
        CaseAction.ACCEPT,
        CaseAction.NOT_ACCEPT,
        CaseAction.GUIDE,
        CaseAction.TRANSFER,
        CaseAction.EXTEND,
        CaseAction.SUSPEND,
        CaseAction.DIALOGUE,
        CaseAction.RESOLVE,
        CaseAction.ANSWER,
        CaseAction.NOTIFY,
        CaseAction.OUTSIDE_RESULT,
        CaseAction.TERMINATE,
        CaseAction.DECLINE,
    }
)


@dataclass(frozen=True, slots=True)
class KitCase:
    """A case a visitor may come about; ``last`` is what they were told last, ``time_left`` in words."""

    case: Case
    last: StepEntry | None = None
    time_left: str = ""


@dataclass(frozen=True, slots=True)
class KitPerson:
    """Somebody who may come, with all their cases."""

    name: str
    address: str
    phone: str
    cases: tuple[KitCase, ...]


@dataclass(frozen=True, slots=True)
class KitPromise:
    """An open promise with the day of the meeting it was made at."""

    promise: Promise
    made_on: date
    late: bool


@dataclass(frozen=True, slots=True)
class MeetingKit:
    """Everything for one reception day.

    Attributes:
        people: the most pressing first.
        left_out: how many further cases did not fit.
        denunciations: how many denunciations are open; nothing else is said of them.
        before: the last meeting of this kind that was held.
        made_on: the day of the kit.
    """

    meeting: Meeting
    people: tuple[KitPerson, ...]
    promises: tuple[KitPromise, ...]
    left_out: int
    denunciations: int
    before: Meeting | None
    made_on: date


def people_of(cases: Iterable[KitCase]) -> tuple[KitPerson, ...]:
    """The cases put together by person, in the order of the first case of each.

    The same identity number is the same person; without one, the same name at the same address.
    """
    found: dict[tuple[str, ...], list[KitCase]] = {}
    for one in cases:
        entry = one.case.entry
        key = (entry.identity,) if entry.identity else (fold(entry.name), fold(_address(one.case)))
        found.setdefault(key, []).append(one)
    return tuple(
        KitPerson(
            name=some[0].case.entry.name,
            address=_address(some[0].case),
            phone=next((one.case.entry.phone for one in some if one.case.entry.phone), ""),
            cases=tuple(some),
        )
        for some in found.values()
    )


def promises_of(promises: Iterable[Promise], made_on: Mapping[int, date], on: date) -> tuple[KitPromise, ...]:
    """The promises with the days they were made on and whether they are late on ``on``."""
    return tuple(
        KitPromise(one, made_on[one.meeting_id], one.until is not None and one.until < on)
        for one in promises
        if one.meeting_id in made_on
    )


def _address(case: Case) -> str:
    parts = (case.entry.address, case.entry.hamlet)
    return ", ".join(part for part in dict.fromkeys(parts) if part)
