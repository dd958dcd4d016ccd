"""The records, rules and calendar that all work on cases stands on, and the refusals it shares."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseDeadline,
    CaseEntry,
    CaseKind,
    CaseProblem,
    CaseState,
    CaseStep,
    StepEntry,
)
from friendly_desktop.domain.cases.dates import Plan, planned
from friendly_desktop.domain.cases.secrecy import nameless, secrets_of
from friendly_desktop.domain.cases.steps import applied
from friendly_desktop.domain.deadlines import DeadlineRule
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage import case_history as history
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage.database import Connection, Database


class Rules(Protocol):
    """What the register needs of the legal limits (``services/deadlines.py``)."""

    def rules(self) -> Sequence[DeadlineRule]:
        """Every rule in use, the office's own versions in place of those shipped."""
        ...


class Calendars(Protocol):
    """What the register needs of the working days (``services/workdays.py``)."""

    def calendar(self) -> WorkCalendar:
        """The days off as they are known now."""
        ...


class CaseRecords:
    """The records behind every case."""

    def __init__(self, db: Database, clock: Clock, rules: Rules, workdays: Calendars) -> None:
        """Work on the records ``db``.

        Args:
            db: the records.
            clock: tells the day and the moment of entries; one that was set back is not trusted.
            rules: the legal limits.
            workdays: the days off.
        """
        self._db = db
        self._clock = clock
        self._rules = rules
        self._workdays = workdays

    def get(self, case_id: int) -> Case:
        """One case.

        Raises:
            AppError: there is none with this id.
        """
        with self._db.read(right=Right.READ_CASES) as connection:
            return known_case(connection, case_id)

    def steps(self, case_id: int) -> tuple[CaseStep, ...]:
        """Every step of a case, the first one first; those that were taken back say so."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return history.steps(connection, case_id)

    def happened(self, case_id: int) -> tuple[StepEntry, ...]:
        """What happened to a case as it counts now: steps put right, those taken back left out."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return self._effective(connection, case_id)

    def deadlines(self, case_id: int) -> tuple[CaseDeadline, ...]:
        """Every date of a case in the order they were computed; superseded ones say so."""
        with self._db.read(right=Right.READ_CASES) as connection:
            return history.deadlines(connection, case_id)

    def today(self) -> date:
        """The day to go by: of the PC's clock, or of the last entry where that clock was set back."""
        with self._db.read() as connection:
            return self._latest_day(connection)

    def _latest_day(self, connection: Connection) -> date:
        """The latest day that can have been: today, or the day of the last entry where the clock was set back."""
        last = history.last_moment(connection)
        today = self._clock.today()
        return max(today, last.astimezone().date()) if last else today

    def _effective(self, connection: Connection, case_id: int) -> tuple[StepEntry, ...]:
        """What happened to a case: its steps, those put right as they are now, without those taken back."""
        return effective(history.steps(connection, case_id), history.replacements(connection, case_id))

    def _plan(self, case: Case, steps: Sequence[StepEntry], stored: Sequence[CaseDeadline]) -> Plan:
        with in_vietnamese():  # the arithmetic is kept and printed
            return planned(case, steps, stored, self._rules.rules(), self._workdays.calendar())

    def _refold(
        self, connection: Connection, before: Case, entry: CaseEntry, steps: Sequence[StepEntry]
    ) -> Case:
        """Bring a case to where its steps lead: row, search and dates.

        Args:
            connection: a write.
            before: the case as it is stored.
            entry: its facts as they are now.
            steps: what happened, with the step that was just added.

        Returns:
            The case as stored now. Where it has become a denunciation nobody is named in it any more;
            ``_wipe`` does the rest.
        """
        at = self._clock.now()
        case = folded(before, entry, steps)
        stored = history.deadlines(connection, before.id)
        plan = self._plan(case, steps, stored)
        case = replace(
            case,
            due=plan.due,
            due_rule=plan.due_rule,
            due_unit=plan.due_unit,
            on_time=plan.on_time,
            changed_at=at,
        )
        rows.change(connection, before, case)
        write_plan(connection, case.id, plan, at)
        return case


def folded(before: Case, entry: CaseEntry, steps: Sequence[StepEntry]) -> Case:
    """A case as its steps make it, its dates aside.

    Args:
        before: whose number, parent and moments it keeps.
        entry: its facts; the kind is the one its steps say.
        steps: what happened, the entry first.
    """
    first = steps[0]
    case = Case(
        id=before.id,
        year=before.year,
        number=before.number,
        register_number=before.register_number,
        entry=replace(entry, kind=first.kind or entry.kind),
        state=CaseState.ENTERED,
        parent_id=before.parent_id,
        created_at=before.created_at,
        changed_at=before.changed_at,
    )
    for step in steps[1:]:
        case = applied(case, step)
    if case.entry.kind is CaseKind.DENUNCIATION:
        case = replace(case, entry=nameless(case.entry, secrets_of(before.entry)))
    return case


def effective(steps: Sequence[CaseStep], replaced: "dict[int, StepEntry | None]") -> tuple[StepEntry, ...]:
    """The steps as they count: corrected ones as they are now, without those taken back."""
    found = []
    for one in steps:
        if one.entry.action is CaseAction.CORRECT:
            continue
        entry = replaced.get(one.id, one.entry) if one.id in replaced else one.entry
        if entry is not None:
            found.append(entry)
    return tuple(found)


def write_plan(connection: Connection, case_id: int, plan: Plan, at: datetime) -> None:
    """Store what a plan of dates asks for."""
    new = [
        history.NewDeadline(
            deadline, wanted.kind, wanted.complexity, wanted.remote, wanted.why, wanted.met_on
        )
        for wanted, deadline in plan.new
    ]
    history.add_deadlines(connection, case_id, new, at)
    for deadline_id, met_on in plan.met.items():
        history.meet(connection, deadline_id, met_on)
    history.supersede(connection, plan.superseded, at)


def known_case(connection: Connection, case_id: int) -> Case:
    """The case with this id.

    Raises:
        AppError: it is unknown.
    """
    found = rows.one(connection, case_id)
    if found is None:
        raise AppError(
            "case_unknown",
            _("Không có vụ việc này"),
            _("Không có vụ việc mã {id}.").format(id=case_id),
            _("Hãy xem mã trong danh sách vụ việc."),
        )
    return found


def refuse(problems: Sequence[CaseProblem], code: str, title: str) -> None:
    """Stop where something forbids what was asked; nothing has been stored then.

    Raises:
        AppError: with every sentence that forbids it.
    """
    blocking = list(dict.fromkeys(one.message for one in problems if one.blocking))
    if blocking:
        raise AppError(code, title, " ".join(blocking), _("Chưa có gì được ghi; hãy sửa rồi làm lại."))
