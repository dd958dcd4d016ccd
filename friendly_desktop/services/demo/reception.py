"""Reception in the demonstration: a year of sessions, dialogues, visits and cases, as they would have happened."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from typing import Any

from friendly_desktop.clock import Clock, FixedClock
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    Channel,
    Competence,
    Conditions,
    DocumentRef,
    Outcome,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState, Promise
from friendly_desktop.services.cases.service import CasesService
from friendly_desktop.services.meetings import MeetingsService

_MORNING = time(1, 30, tzinfo=UTC)  # half past eight in Vietnam
_WEEK = timedelta(days=7)


class DemoReception:
    """Makes the schedule, holds what has passed, and takes the cases on their way, each on its day."""

    def __init__(
        self, cases_at: Callable[[Clock], CasesService], meetings_at: Callable[[Clock], MeetingsService]
    ) -> None:
        """Work through the registers as they would have been on each day, by a given clock."""
        self._cases_at = cases_at
        self._meetings_at = meetings_at

    def fill(self, year: int, today: date, told: Mapping[str, Any], hamlets: Sequence[str]) -> dict[str, int]:
        """Fill in a year; returns how many meetings, promises and cases there are.

        Args:
            year: the year under way.
            today: meetings after it are still to come.
            told: the data file.
            hamlets: the parts of the commune, visited in turn.
        """
        sessions = self._schedule(year, today, told)
        visits = self._visits(year, today, told["visits"], hamlets)
        promises = self._dialogues(year, today, told["dialogues"])
        for case in told["cases"]:
            self._case(year, case, sessions)
        return {
            "meetings": len(sessions) + visits + len(told["dialogues"]),
            "promises": promises,
            "cases": len(told["cases"]),
        }

    def _schedule(self, year: int, today: date, told: Mapping[str, Any]) -> dict[date, Meeting]:
        first = self._meetings_at(_clock(date(year, 1, 2)))
        first.make(year, told["schedule"]["rule"])
        for one in told["postponed"]:
            day = _day(year, one["on"])
            planned = next((found for found in first.find_year(year) if found.entry.day == day), None)
            if planned is not None:
                first.postpone(planned.id, _day(year, one["to"]), one["why"])
        found = [one for one in first.find_year(year) if one.state is MeetingState.PLANNED]
        received = [_day(year, one["on"]) for one in told["cases"]]
        by_month: dict[int, list[int]] = {}
        for one in found:
            by_month.setdefault(one.entry.day.month, []).append(one.id)
        for month, ids in by_month.items():
            hung = date(year, month, 1) - timedelta(days=10) if month > 1 else date(year, 1, 2)
            if hung <= today:
                self._meetings_at(_clock(hung)).posted(ids, hung)
        for one in found:
            if one.entry.day < today:
                came = received.count(one.entry.day)
                self._meetings_at(_clock(one.entry.day)).hold(one.id, visitors=came + one.entry.day.day % 4)
        return {one.entry.day: one for one in found}

    def _visits(self, year: int, today: date, told: Mapping[str, Any], hamlets: Sequence[str]) -> int:
        day, last = _day(year, told["first"]), min(_day(year, told["last"]), today)
        places, topics = cycle(hamlets), cycle(told["topics"])
        count = 0
        while day <= last:
            meetings = self._meetings_at(_clock(day))
            entry = MeetingEntry(
                MeetingKind.VISIT,
                day,
                starts=time(14, 0),
                receiver=told["receiver"],
                post=told["post"],
                hamlet=next(places),
                topic=next(topics),
            )
            meetings.hold(meetings.save(entry).id, visitors=12 + day.day)
            day, count = day + _WEEK, count + 1
        return count

    def _dialogues(self, year: int, today: date, told: Sequence[Mapping[str, Any]]) -> int:
        count = 0
        for one in told:
            day = _day(year, one["on"])
            meetings = self._meetings_at(_clock(max(day, today)))
            entry = MeetingEntry(
                MeetingKind.DIALOGUE,
                day,
                starts=time(8, 0),
                chairman=True,
                place=one["place"],
                topic=one["topic"].format(year=year),
            )
            held = meetings.save(entry)
            meetings.hold(held.id, visitors=int(one["visitors"]))
            meetings.conclude(held.id, one["conclusion"], _day(year, one["concluded"]))
            for promise in one["promises"]:
                meetings.save_promise(_promise(year, held.id, promise))
                count += 1
        return count

    def _case(self, year: int, told: Mapping[str, Any], sessions: Mapping[date, Meeting]) -> None:
        day = _day(year, told["on"])
        session = sessions.get(day)
        in_person = told.get("channel", Channel.IN_PERSON.value) == Channel.IN_PERSON.value
        case = self._cases_at(_clock(day)).add(
            _entry(year, told, session.id if session and in_person else None)
        )
        for step in told["steps"]:
            on = _day(year, step["on"])
            self._cases_at(_clock(on)).step(case.id, _step(on, step))


def _clock(day: date) -> Clock:
    return FixedClock(datetime.combine(day, _MORNING))


def _day(year: int, text: str) -> date:
    return date.fromisoformat(f"{year}-{text}")


def _promise(year: int, meeting_id: int, told: Mapping[str, Any]) -> Promise:
    return Promise(
        0,
        meeting_id,
        told["asked"],
        told["promised"],
        told["officer"],
        until=_day(year, told["until"]),
        done_on=_day(year, told["done"]) if "done" in told else None,
        result=told.get("result", ""),
    )


def _entry(year: int, told: Mapping[str, Any], meeting_id: int | None) -> CaseEntry:
    texts = ("name", "address", "identity", "phone", "content", "request", "against", "topic", "paper_file")
    return CaseEntry(
        CaseKind(told["kind"]),
        _day(year, told["on"]),
        Channel(told.get("channel", Channel.IN_PERSON.value)),
        hamlet=told.get("address", ""),
        people=int(told.get("people", 1)),
        representatives=tuple(Representative(name) for name in told.get("representatives", ())),
        anonymous="anonymous" in told,
        meeting_id=meeting_id,
        **{name: told[name].format(year=year) for name in texts if name in told},
    )


def _step(on: date, told: Mapping[str, Any]) -> StepEntry:
    return StepEntry(
        CaseAction(told["action"]),
        on,
        document=DocumentRef(
            number=told.get("number", ""),
            day=on if "number" in told else None,
            issuer=told.get("issuer", ""),
            signer=told.get("signer", ""),
        ),
        body=told.get("body", ""),
        officer=told.get("officer", ""),
        days=int(told["days"]) if "days" in told else None,
        complexity=Complexity(told["complexity"]) if "complexity" in told else None,
        conditions=Conditions(told["conditions"]) if "conditions" in told else None,
        competence=Competence(told["competence"]) if "competence" in told else None,
        outcome=Outcome(told.get("outcome", Outcome.NONE.value)),
        text=told.get("text", ""),
        code=told.get("code", ""),
    )
