"""The way of a case: whatever lawful steps are taken, states, dates and replays hold together."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseDeadline,
    CaseEntry,
    CaseKind,
    CaseState,
    Competence,
    Conditions,
    DocumentRef,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.cases.checks import problems
from friendly_desktop.domain.cases.dates import planned
from friendly_desktop.domain.cases.steps import (
    BY_THE_PROGRAM,
    CLOSING,
    applied,
    document_titles,
    lawful,
    needs,
    refusal,
)
from friendly_desktop.domain.cases.words import ACTION_TITLES, STATE_TITLES
from friendly_desktop.domain.deadlines import Complexity, RuleRole
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from friendly_desktop.storage.legal_files import SHIPPED, shipped_rules

RULES = shipped_rules(SHIPPED)
CALENDAR = WorkCalendar()
START = date(2026, 7, 6)
PAPER = DocumentRef("", "1/QĐ-UBND", START, "UBND xã", "Trần Thị Hường")


def full(case: Case, action: CaseAction, on: date) -> StepEntry:
    """A step with everything it asks for."""
    values = {one.field.split(".", maxsplit=1)[0] for one in needs(action, case) if one.required}
    given = {
        "document": PAPER,
        "text": "lý do",
        "body": "Sở",
        "officer": "Hùng",
        "days": 30,
        "complexity": Complexity.COMPLEX,
        "outcome": Outcome.PARTLY,
    }
    extra = (
        {"competence": Competence.OWN, "conditions": Conditions.MET} if action is CaseAction.CLASSIFY else {}
    )
    return StepEntry(action, on, **{name: given[name] for name in values}, **extra)  # type: ignore[arg-type]


def begun(kind: CaseKind) -> tuple[Case, list[StepEntry]]:
    entry = CaseEntry(kind, START, content="x")
    return Case(1, 2026, 1, 1, entry, CaseState.ENTERED), [StepEntry(CaseAction.ENTER, START, kind=kind)]


class Book:
    """The dates of a case as a table would keep them."""

    def __init__(self) -> None:
        self.rows: list[CaseDeadline] = []

    def follow(self, case: Case, steps: list[StepEntry]) -> Case:
        from dataclasses import replace

        plan = planned(case, steps, self.rows, RULES, CALENDAR)
        self.rows = [
            replace(
                one,
                met_on=plan.met.get(one.id, one.met_on),
                superseded=one.superseded or one.id in plan.superseded,
            )
            for one in self.rows
        ]
        for wanted, deadline in plan.new:
            self.rows.append(
                CaseDeadline(
                    len(self.rows) + 1, deadline, wanted.met_on, why=wanted.why, kind=wanted.kind,
                    complexity=wanted.complexity, remote=wanted.remote,
                )
            )  # fmt: skip
        return replace(
            case, due=plan.due, due_rule=plan.due_rule, due_unit=plan.due_unit, on_time=plan.on_time
        )


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(CaseKind), st.data())
def test_any_lawful_way_keeps_its_dates_in_order(kind: CaseKind, data: st.DataObject) -> None:
    case, steps = begun(kind)
    book = Book()
    case = book.follow(case, steps)
    on = START
    for _step in range(data.draw(st.integers(1, 9))):
        action = data.draw(st.sampled_from(lawful(case, on, steps)))
        on += timedelta(days=data.draw(st.integers(0, 25)))
        step = full(case, action, on)
        assert not [one for one in problems(case, steps, step, on) if one.blocking]
        steps.append(step)
        before = len(book.rows)
        case = book.follow(applied(case, step), steps)
        assert len(book.rows) >= before
        active = [one for one in book.rows if not one.superseded]
        keys = [(one.deadline.rule.id, one.deadline.start) for one in active]
        assert len(keys) == len(set(keys)), "one limit is counted twice"
        owed = [
            one.deadline.due
            for one in active
            if one.met_on is None and one.deadline.due and one.deadline.rule.role is RuleRole.DEADLINE
        ]
        assert case.due == min(owed, default=None)
        assert (case.closed_on is None) == case.state.open
        assert case.on_time is None or not case.state.open
        if not case.state.open:
            from_the_start = {"received", "accepted"}
            assert not [
                one
                for one in active
                if one.met_on is None
                and one.deadline.rule.start.value in from_the_start
                and "notify" not in one.deadline.rule.met_by
            ]
        # Nothing more is to be done when nothing happened.
        again = planned(case, steps, book.rows, RULES, CALENDAR)
        assert (again.new, dict(again.met), again.superseded) == ((), {}, ())
        assert (again.due, again.on_time) == (case.due, case.on_time)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CaseKind), st.data())
def test_what_is_not_lawful_is_refused_with_a_sentence(kind: CaseKind, data: st.DataObject) -> None:
    case, steps = begun(kind)
    for _step in range(data.draw(st.integers(0, 4))):
        action = data.draw(st.sampled_from(lawful(case, START, steps)))
        steps.append(full(case, action, START))
        case = applied(case, steps[-1])
    for action in CaseAction:
        found = problems(case, steps, full(case, action, START), START)
        if action in lawful(case, START, steps):
            assert not [one for one in found if one.blocking]
        else:
            (told,) = found
            assert told.blocking
            assert told.message == refusal(case, action)
            assert "2026-001" in told.message


@pytest.mark.parametrize("kind", CaseKind)
@pytest.mark.parametrize("action", [one for one in CaseAction if one not in BY_THE_PROGRAM])
def test_a_step_without_what_it_needs_is_refused_and_each_field_is_named(
    kind: CaseKind, action: CaseAction
) -> None:
    case, steps = begun(kind)
    way = {
        CaseAction.RESUME: [CaseAction.ACCEPT, CaseAction.SUSPEND],
        CaseAction.PUBLISH: [CaseAction.ACCEPT, CaseAction.RESOLVE],
        CaseAction.REOPEN: [CaseAction.WITHDRAW],
        CaseAction.OUTSIDE_RESULT: [CaseAction.TRANSFER],
    }.get(action, [CaseAction.ACCEPT] if action not in lawful(case, START, steps) else [])
    for one in way:
        if one not in lawful(case, START, steps):
            return
        steps.append(full(case, one, START))
        case = applied(case, steps[-1])
    if action not in lawful(case, START, steps):
        return
    required = {one.field for one in needs(action, case) if one.required}
    told = {one.field for one in problems(case, steps, StepEntry(action, START), START) if one.blocking}
    assert required <= told or action is CaseAction.CLASSIFY


def test_every_action_state_and_closing_step_has_its_words() -> None:
    assert set(ACTION_TITLES) == set(CaseAction)
    assert set(STATE_TITLES) == set(CaseState)
    assert all(not state.open for state in CLOSING.values())
    assert document_titles(CaseAction.ACCEPT, CaseKind.COMPLAINT) == (
        "Thông báo thụ lý giải quyết khiếu nại",
    )
    assert document_titles(CaseAction.NOTE, CaseKind.COMPLAINT) == ()
