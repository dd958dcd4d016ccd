"""Which limits run in a case, from which act, and what has met them.

The steps of a case say it all: every replay of the same steps wants the same limits. A limit that was computed
at its act is kept as it was; only what an act changed (an extension, a suspension, a correction) is computed anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseDeadline,
    CaseEntry,
    CaseKind,
    Competence,
    StepEntry,
)
from friendly_desktop.domain.cases.steps import CLOSING, FORMAL
from friendly_desktop.domain.deadlines import (
    Complexity,
    Deadline,
    DeadlineRule,
    Extension,
    Pause,
    RuleRole,
    RuleStart,
    compute,
    rules_for,
)
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.i18n import _

#: In the first step: the case was closed in an old register, so no limit of it is counted here.
OLD_REGISTER = "old_register"

_FROM_THE_START = frozenset({RuleStart.RECEIVED, RuleStart.ACCEPTED})
_DECISIVE = {CaseKind.COMPLAINT: RuleStart.DECISION, CaseKind.DENUNCIATION: RuleStart.CONCLUSION}


@dataclass(frozen=True, slots=True)
class Anchor:
    """An act from which limits run.

    Attributes:
        start: what kind of act.
        day: of the act.
        order: its place among the steps; only this and later steps can meet its limits.
        complexity: that decides the length.
        why: the act in words, stored with the computed date.
    """

    start: RuleStart
    day: date
    order: int
    complexity: Complexity = Complexity.NORMAL
    why: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A limit that a case has: its rule and all that its arithmetic depends on.

    Attributes:
        met_on: the day of the step that met it.
        moot: the case ended without it; it is kept to be seen and asks for nothing.
    """

    rule: DeadlineRule
    start: date
    kind: CaseKind
    complexity: Complexity
    remote: bool
    extensions: tuple[Extension, ...]
    pauses: tuple[Pause, ...]
    why: str
    met_on: date | None = None
    moot: bool = False

    def computed_as(self, row: CaseDeadline) -> bool:
        """Whether a stored date is the answer to this very question."""
        stored = row.deadline
        return (
            stored.rule.id == self.rule.id
            and stored.start == self.start
            and stored.extensions == self.extensions
            and stored.pauses == self.pauses
            and (row.kind, row.complexity, row.remote) == (self.kind, self.complexity, self.remote)
        )

    def computed(self, calendar: WorkCalendar) -> Deadline:
        """The answer, by today's calendar."""
        return compute(
            self.rule,
            self.start,
            calendar,
            complexity=self.complexity,
            remote=self.remote,
            extensions=self.extensions,
            pauses=self.pauses,
        )


def anchors(entry: CaseEntry, steps: Sequence[StepEntry]) -> tuple[Anchor, ...]:
    """The acts of a case from which limits run.

    Args:
        entry: the case as it is now classified and corrected.
        steps: what happened, the entry first, without what was taken back.
    """
    found = [Anchor(RuleStart.RECEIVED, entry.received, 0, why=_("Tiếp nhận"))]
    old = steps[0].code == OLD_REGISTER
    accepted: int | None = None
    for order, step in enumerate(steps):
        match step.action:
            case CaseAction.ACCEPT:
                complexity = step.complexity or Complexity.NORMAL
                if accepted is not None:
                    del found[accepted]
                accepted = len(found)
                found.append(Anchor(RuleStart.ACCEPTED, step.on, order, complexity, _("Thụ lý")))
            case CaseAction.EXTEND if (
                accepted is not None and step.complexity and entry.kind is CaseKind.COMPLAINT
            ):
                one = found[accepted]
                why = _("Vụ việc phức tạp theo {document}").format(document=_paper(step))
                found[accepted] = Anchor(one.start, one.day, one.order, step.complexity, why)
            case CaseAction.RESOLVE if entry.kind in _DECISIVE:
                found.append(Anchor(_DECISIVE[entry.kind], step.on, order, why=_("Ban hành kết quả")))
            case CaseAction.SUSPEND | CaseAction.TERMINATE:
                found.append(Anchor(RuleStart.SUSPENSION, step.on, order, why=_("Ra quyết định")))
            case CaseAction.DECLINE:
                found.append(Anchor(RuleStart.GROUNDS, step.on, order, why=_("Từ chối tiếp")))
            case CaseAction.REOPEN if old:
                why = _("Tính từ ngày mở lại")
                found, old = [Anchor(RuleStart.RECEIVED, step.on, order, why=why)], False
            case CaseAction.REOPEN:
                # Nothing in law says from when: the day of reopening, and it is said so.
                place, start = (0, RuleStart.RECEIVED) if accepted is None else (accepted, RuleStart.ACCEPTED)
                found[place] = Anchor(
                    start, step.on, order, found[place].complexity, _("Tính từ ngày mở lại")
                )
    return () if old else tuple(found)


def wanted(
    entry: CaseEntry, steps: Sequence[StepEntry], anchor: Anchor, rules: Iterable[DeadlineRule]
) -> tuple[Wanted, ...]:
    """The limits that run from one act.

    Args:
        entry: the case.
        steps: what happened, the entry first, without what was taken back.
        anchor: the act.
        rules: those that start with such an act.
    """
    return tuple(_wanted(entry, steps, anchor, rule) for rule in rules if not rule.backward)


def _wanted(entry: CaseEntry, steps: Sequence[StepEntry], anchor: Anchor, rule: DeadlineRule) -> Wanted:
    met = ended = None
    extensions: list[Extension] = []
    pauses: list[Pause] = []
    stretched = _may_be_stretched(entry.kind, rule)
    why = anchor.why
    for order, step in enumerate(steps):
        if order < anchor.order:
            continue
        if step.action.value in rule.met_by:
            met = step.on
            break
        if step.action in CLOSING:
            ended = step
            if anchor.start in _FROM_THE_START:
                break
        if step.action is CaseAction.EXTEND and stretched and step.days:
            extensions.append(Extension(step.days, _paper(step)))
            why = _("Gia hạn theo {document}").format(document=_paper(step))
        elif step.action is CaseAction.SUSPEND and stretched:
            pauses.append(Pause(step.on, None, _paper(step)))
            why = _("Tạm đình chỉ theo {document}").format(document=_paper(step))
        elif step.action is CaseAction.RESUME and pauses and pauses[-1].end is None:
            pauses[-1] = Pause(pauses[-1].start, step.on, pauses[-1].document)
            why = _("Tiếp tục giải quyết")
    moot = met is None and ended is not None and anchor.start in _FROM_THE_START
    if moot and ended is not None and rule.role is not RuleRole.DEADLINE:
        met, moot = ended.on, False  # an alarm is silent once the case is closed
    return Wanted(
        rule,
        anchor.day,
        entry.kind,
        anchor.complexity,
        entry.remote,
        tuple(extensions),
        tuple(pauses),
        why,
        met,
        moot,
    )


def _may_be_stretched(kind: CaseKind, rule: DeadlineRule) -> bool:
    """Whether extensions by days and suspensions are about this limit: the one for settling the matter.

    Of a denunciation also the first look at it, where several places must be asked (LTC Điều 24 khoản 1).
    """
    if rule.role is not RuleRole.DEADLINE:
        return False
    if rule.start is RuleStart.RECEIVED:
        return kind not in FORMAL or "several_places" in rule.lengths
    return rule.start is RuleStart.ACCEPTED and CaseAction.RESOLVE.value in rule.met_by


def _paper(step: StepEntry) -> str:
    """The paper of a step as a reason: "12/QĐ-UBND"; it never names a person."""
    return step.document.number or step.document.title or _("văn bản")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to write so that the stored dates of a case are those its steps want.

    Attributes:
        new: limits to store, with their computed dates.
        met: by id of a stored date the day that met it, where that changes.
        superseded: ids of stored dates that are not wanted any more.
        due, due_rule, due_unit: the nearest date still to be kept.
        on_time: whether a closed case kept its dates.
    """

    new: tuple[tuple[Wanted, Deadline], ...]
    met: Mapping[int, date | None]
    superseded: tuple[int, ...]
    due: date | None
    due_rule: str
    due_unit: str
    on_time: bool | None


def planned(
    case: Case,
    steps: Sequence[StepEntry],
    rows: Sequence[CaseDeadline],
    rules: Sequence[DeadlineRule],
    calendar: WorkCalendar,
) -> Plan:
    """The dates of a case after its last step; what is stored and still wanted is never computed again.

    Args:
        case: with its entry and ``closed_on`` as they are now.
        steps: what happened, the entry first, without what was taken back.
        rows: every stored date of the case.
        rules: the rules in use today; an act that has dates keeps the rules it was computed by.
        calendar: of today.
    """
    kind = case.entry.kind
    kept: dict[int, date | None] = {}
    new: list[tuple[Wanted, Deadline]] = []
    settled: list[tuple[Wanted, Deadline]] = []
    for anchor in anchors(case.entry, steps):
        of_act = [
            row.deadline.rule
            for row in rows
            if (row.kind, row.deadline.start, row.deadline.rule.start) == (kind, anchor.day, anchor.start)
        ]
        chosen = {rule.id: rule for rule in of_act} or {
            rule.id: rule for rule in rules_for(rules, kind.value, case.entry.received, anchor.start)
        }
        fitting = [rule for rule in chosen.values() if _concerns(rule, case.competence)]
        for one in wanted(case.entry, steps, anchor, fitting):
            same = [row for row in rows if one.computed_as(row)]
            active = next((row for row in same if not row.superseded and row.id not in kept), None)
            if active is not None and not one.moot:
                kept[active.id] = one.met_on
                settled.append((one, active.deadline))
                continue
            deadline = same[-1].deadline if same and one.moot else one.computed(calendar)
            settled.append((one, deadline))
            if not one.moot:
                new.append((one, deadline))
    nearest = min(
        (
            deadline
            for one, deadline in settled
            if one.met_on is None and not one.moot and deadline.due and one.rule.role is RuleRole.DEADLINE
        ),
        key=lambda one: one.due or date.max,
        default=None,
    )
    return Plan(
        new=tuple(new),
        met={row.id: kept[row.id] for row in rows if row.id in kept and row.met_on != kept[row.id]},
        superseded=tuple(row.id for row in rows if not row.superseded and row.id not in kept),
        due=nearest.due if nearest else None,
        due_rule=nearest.rule.id if nearest else "",
        due_unit=nearest.unit.value if nearest else "",
        on_time=kept_in_time(case, [(one, deadline.due) for one, deadline in settled]),
    )


def _concerns(rule: DeadlineRule, competence: Competence) -> bool:
    """Whether a limit is the office's to keep; the citizen's own limits are told, never watched."""
    if rule.role is RuleRole.INFO:
        return False
    return competence is Competence.UNKNOWN or rule.competence in ("", competence.value)


def kept_in_time(case: Case, settled: Iterable[tuple[Wanted, date | None]]) -> bool | None:
    """Whether a closed case kept its dates; None while open, and where no date was to be kept.

    A case closed without any date is not "on time": counting it so would make the rate look better than it is.

    Args:
        case: closed or not.
        settled: its limits with their computed dates.
    """
    if case.closed_on is None:
        return None
    answers = []
    for one, due in settled:
        if one.rule.role is not RuleRole.DEADLINE or due is None:
            continue
        if one.met_on is not None:
            answers.append(one.met_on <= due)
        elif one.moot and due < case.closed_on:
            answers.append(False)
    return all(answers) if answers else None
