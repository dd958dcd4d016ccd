"""The marks on the timeline of a case: what happened, what must happen until when, and how near that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseAction, CaseDeadline, CaseStep
from friendly_desktop.domain.cases.words import ACTION_TITLES
from friendly_desktop.domain.deadlines import Deadline, RuleRole, left_words, unit_words
from friendly_desktop.domain.deadlines.workdays import Confidence, WorkCalendar
from friendly_desktop.i18n import _

_NEAR = 3

#: Acts that stand on the timeline; notes, links and corrections are told in the history.
_SHOWN = frozenset(
    {
        CaseAction.ENTER,
        CaseAction.ACCEPT,
        CaseAction.NOT_ACCEPT,
        CaseAction.GUIDE,
        CaseAction.TRANSFER,
        CaseAction.FILE,
        CaseAction.EXTEND,
        CaseAction.SUSPEND,
        CaseAction.RESUME,
        CaseAction.RESOLVE,
        CaseAction.ANSWER,
        CaseAction.NOTIFY,
        CaseAction.PUBLISH,
        CaseAction.OUTSIDE_RESULT,
        CaseAction.WITHDRAW,
        CaseAction.TERMINATE,
        CaseAction.DECLINE,
        CaseAction.REOPEN,
    }
)


class MarkKind(Enum):
    """What a mark is; it decides its shape and colour."""

    ACT = "act"  # happened
    DUE = "due"  # to keep, in good time
    NEAR = "near"  # to keep within days
    LATE = "late"  # not kept
    MET = "met"  # kept
    ALARM = "alarm"  # a warning beside a date
    PAUSED = "paused"  # no date while paused


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the timeline, all in words for people.

    Attributes:
        day: where it stands; None while paused without end.
        title: what happened or must happen.
        detail: number, unit and article of a limit.
        left: how near it is, "" for what is done.
        deadline_id: the date whose days can be looked at; None for acts.
    """

    kind: MarkKind
    day: date | None
    title: str
    detail: str = ""
    left: str = ""
    deadline_id: int | None = None


def length_words(deadline: Deadline) -> str:
    """The length of a limit with its unit: "7 ngày làm việc"."""
    return unit_words(deadline.unit, deadline.length)


def marks(
    steps: Sequence[CaseStep], deadlines: Sequence[CaseDeadline], today: date, calendar: WorkCalendar
) -> tuple[Mark, ...]:
    """The marks of a case in the order of their days; of the same day, acts first."""
    found = [_act(step) for step in steps if step.entry.action in _SHOWN and not step.undone]
    found += [_date(one, today, calendar) for one in deadlines if _is_shown(one)]
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.kind is not MarkKind.ACT)))


def _is_shown(one: CaseDeadline) -> bool:
    """A warning that came to nothing is no mark."""
    role = one.deadline.rule.role
    return not one.superseded and role is not RuleRole.INFO and not (role is RuleRole.ALARM and one.met_on)


def _act(step: CaseStep) -> Mark:
    title = _("Tiếp nhận") if step.entry.action is CaseAction.ENTER else _(ACTION_TITLES[step.entry.action])
    return Mark(MarkKind.ACT, step.entry.on, title, step.entry.document.number)


def _date(one: CaseDeadline, today: date, calendar: WorkCalendar) -> Mark:
    deadline = one.deadline
    detail = _("{length}, {article}").format(length=length_words(deadline), article=deadline.rule.article)
    if deadline.rule.confidence is not Confidence.READ:
        detail = _("{detail} (chưa đối chiếu văn bản)").format(detail=detail)
    title = deadline.rule.title
    if deadline.due is None:
        return Mark(MarkKind.PAUSED, None, title, detail, _("đang tạm dừng tính"), one.id)
    if one.met_on is not None:
        late = one.met_on > deadline.due
        day = formats.short_date(one.met_on)
        left = (
            _("xong trễ, ngày {day}").format(day=day)
            if late
            else _("xong đúng hạn, ngày {day}").format(day=day)
        )
        return Mark(MarkKind.LATE if late else MarkKind.MET, deadline.due, title, detail, left, one.id)
    left = left_words(deadline.due, deadline.unit, today, calendar)
    return Mark(_nearness(deadline, today), deadline.due, title, detail, left, one.id)


def _nearness(deadline: Deadline, today: date) -> MarkKind:
    if deadline.due is None:
        return MarkKind.PAUSED
    if deadline.due < today:
        return MarkKind.LATE
    if deadline.rule.role is RuleRole.ALARM:
        return MarkKind.ALARM
    return MarkKind.NEAR if (deadline.due - today).days <= _NEAR else MarkKind.DUE
