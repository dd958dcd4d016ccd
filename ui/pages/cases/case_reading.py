"""Everything the page of one case shows, read in one go on the worker."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseDeadline,
    CaseLine,
    CaseLink,
    CaseStep,
)
from friendly_desktop.domain.cases.forms import CaseForm, OfferedForm
from ui.cases.marks import Mark, marks

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with all that belongs to it.

    Attributes:
        linked: the other cases of ``links``, by their ids.
        parent: the case it was split from.
        clock_day: today, as the marks were judged.
    """

    case: Case
    steps: tuple[CaseStep, ...]
    deadlines: tuple[CaseDeadline, ...]
    marks: tuple[Mark, ...]
    lawful: tuple[CaseAction, ...]
    links: tuple[CaseLink, ...]
    linked: dict[int, CaseLine]
    offered: tuple[OfferedForm, ...]
    made: tuple[CaseForm, ...]
    people: tuple[str, ...]
    clock_day: date

    @property
    def entry_step(self) -> CaseStep:
        """The entry itself."""
        return self.steps[0]

    def deadline(self, deadline_id: int) -> CaseDeadline | None:
        """One of the dates."""
        return next((one for one in self.deadlines if one.id == deadline_id), None)


def read_case(services: "Services", case_id: int, today: date) -> CaseFile:
    """Read it.

    Raises:
        AppError: there is no such case.
    """
    cases = services.cases
    case = cases.get(case_id)
    steps, deadlines = cases.steps(case_id), cases.deadlines(case_id)
    links = cases.links(case_id)
    others = [one.other_id if one.case_id == case_id else one.case_id for one in links]
    if case.parent_id is not None:
        others.append(case.parent_id)
    return CaseFile(
        case=case,
        steps=steps,
        deadlines=deadlines,
        marks=marks(steps, deadlines, today, services.workdays.calendar()),
        lawful=cases.lawful(case_id),
        links=links,
        linked={line.id: line for line in cases.lines(sorted(set(others)))},
        offered=services.case_forms.forms(case_id),
        made=services.case_forms.made(case_id),
        people=tuple(one.name for one in services.office.people()),
        clock_day=today,
    )
