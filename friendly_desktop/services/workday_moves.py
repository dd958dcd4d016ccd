"""What a change of the working calendar means for open cases: dates that would move, and moving them on command.

A date is computed once, at its act, and stored with its arithmetic. A later change of the table moves nothing by
itself: the dates it would move are listed, and a person decides. The old date stays, superseded, beside the new.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from friendly_desktop.domain.cases import CaseKind, case_code
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines import Deadline, Unit, compute
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _, in_vietnamese
from friendly_desktop.services.cases.records import CaseRecords, known_case
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.workdays import same_shipped, version_of_change
from friendly_desktop.storage import case_history as history
from friendly_desktop.storage import workday_moves as rows
from friendly_desktop.storage.database import Connection

#: What the reason of every moved date begins with: the log is found by it.
_MOVED = N_("Lịch làm việc thay đổi")


@dataclass(frozen=True, slots=True)
class DateMove:
    """A date of an open case that today's calendar gives differently.

    Attributes:
        deadline_id: the stored date.
        case_id, code: the case, as people name it; nobody is named.
        rule_id, title: what is to be done.
        before, after: the stored date and what it would be.
    """

    deadline_id: int
    case_id: int
    code: str
    kind: CaseKind
    rule_id: str
    title: str
    unit: Unit
    before: date
    after: date


@dataclass(frozen=True, slots=True)
class LoggedMove:
    """A date that was moved."""

    case_id: int
    code: str
    rule_id: str
    due: date | None
    at: datetime
    why: str


class WorkdayMoves(CaseRecords):
    """Lists what would move, moves it on command, tells what was moved."""

    def moves(self, job: JobContext = UNWATCHED) -> tuple[DateMove, ...]:
        """Every date of an open case that would move; nothing is changed.

        Args:
            job: progress and cancelling; only dates over which the table changed are computed again.
        """
        version = self._workdays.calendar().version
        found = []
        with self._db.read() as connection:
            changed = self._changed(connection)
            touched = [
                span.id for span in rows.open_spans(connection, version) if _touched(span, changed, version)
            ]
            for place, one in enumerate(rows.dates_by_id(connection, touched)):
                if place % 100 == 0:
                    job.checkpoint()
                    job.report(place, len(touched))
                if move := self._move_of(one):
                    found.append(move)
        return tuple(found)

    def move(self, ids: Collection[int], why: str = "") -> tuple[DateMove, ...]:
        """Compute these dates again by today's calendar: one act, the old dates stay superseded beside the new.

        Args:
            ids: ``DateMove.deadline_id``; dates met or superseded meanwhile are passed over.
            why: a person's reason or the notice, kept with each date.

        Returns:
            What was moved.
        """
        if not ids:
            return ()
        moved: list[DateMove] = []
        at, reason = self._clock.now(), clean_line(why)
        with self._db.write(Area.CASES) as connection:
            for one in rows.dates_by_id(connection, sorted(set(ids))):
                move = self._move_of(one)
                if move is None:
                    continue
                history.supersede(connection, (one.id,), at)
                new = history.NewDeadline(
                    self._again(one), one.kind, one.complexity, one.remote, _reason(move, reason)
                )
                history.add_deadlines(connection, one.case_id, (new,), at)
                moved.append(move)
            for case_id in dict.fromkeys(move.case_id for move in moved):
                before = known_case(connection, case_id)
                # The nearest of its dates may be another one now.
                self._refold(connection, before, before.entry, self._effective(connection, case_id))
        return tuple(moved)

    def move_all(self, expected: Sequence[DateMove], why: str = "") -> tuple[DateMove, ...]:
        """Move what was shown to a person, and nothing else.

        Raises:
            AppError: the calendar or the cases changed since the list was made.
        """
        self._db.permit(Right.CASES)
        shown = {move.deadline_id: move for move in expected}
        now = {move.deadline_id: move for move in self.moves()}
        if any(now.get(key) != move for key, move in shown.items()):
            raise AppError(
                "moves_outdated",
                _("Danh sách đã thay đổi"),
                _("Lịch làm việc hoặc hồ sơ vụ việc vừa được sửa sau khi lập danh sách này."),
                _("Hãy xem lại danh sách rồi chuyển hạn."),
            )
        return self.move(shown.keys(), why)

    def log(self, limit: int = 200) -> tuple[LoggedMove, ...]:
        """The last dates that were moved, the newest first."""
        with self._db.read() as connection:
            found = rows.moved_dates(connection, _MOVED, limit)
        return tuple(
            LoggedMove(one.case_id, case_code(one.year, one.number), one.rule_id, one.due, one.at, one.why)
            for one in found
        )

    def _changed(self, connection: Connection) -> tuple[tuple[int, date], ...]:
        """Every change of the table by the calendar's version after it."""
        base = self._workdays.calendar().version
        return tuple((version_of_change(base, number), day) for number, day in rows.changed_days(connection))

    def _again(self, one: rows.OpenDate) -> Deadline:
        """The date by today's calendar and by the rule it was computed with: a case keeps its rule."""
        old = one.deadline
        with in_vietnamese():
            return compute(
                old.rule,
                old.start,
                self._workdays.calendar(),
                complexity=one.complexity,
                remote=one.remote,
                extensions=old.extensions,
                pauses=old.pauses,
            )

    def _move_of(self, one: rows.OpenDate) -> DateMove | None:
        before, after = one.deadline.due, self._again(one).due
        if before is None or after is None or before == after:
            return None
        rule = one.deadline.rule
        return DateMove(
            one.id,
            one.case_id,
            case_code(one.year, one.number),
            one.kind,
            rule.id,
            rule.title,
            rule.unit,
            before,
            after,
        )


def _touched(span: rows.OpenSpan, changed: Sequence[tuple[int, date]], version: int) -> bool:
    """Whether the table changed over the days of a date since it was computed."""
    if not same_shipped(span.version, version):
        return True
    return any(number > span.version and span.start <= day <= span.due for number, day in changed)


def _reason(move: DateMove, why: str) -> str:
    with in_vietnamese():
        told = _("{what}: hạn {before} thành {after}").format(
            what=_(_MOVED), before=short_date(move.before), after=short_date(move.after)
        )
    return f"{told}. {why}" if why else told
