"""Cases are entered and worked on: none is lost, half-made, or numbered twice."""

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseAction, CaseFilter, CaseKind, StepEntry
from friendly_desktop.storage import case_search
from tests.conftest import NOW
from tests.services.cases_desk import add, step
from tests.torture.act import Act, Say


class EnteringCases(Act):
    """A case, its steps, a correction, and a complaint that turns out to be a denunciation."""

    name = "case"
    turns = (1, 2, 3)
    clock = FixedClock(NOW)

    def play(self, services: Services, turn: int, say: Say) -> None:
        case = add(services, content=f"Khiếu nại {turn} về đo đạc")
        say(case.id, case.number, 1)
        step(services, case, CaseAction.ACCEPT)
        say(case.id, case.number, 2)
        if turn % 3 == 0:
            step(services, case, CaseAction.RESOLVE)
            say(case.id, case.number, 3)
        elif turn % 3 == 1:
            wrong = services.cases.steps(case.id)[-1]
            services.cases.correct(case.id, wrong.id, None, "nhầm")
            classified = StepEntry(CaseAction.CLASSIFY, case.entry.received, kind=CaseKind.DENUNCIATION)
            services.cases.step(case.id, classified)
            say(case.id, case.number, 4)

    def look(self, services: Services) -> None:
        ids = services.cases.ids()
        every = services.cases.cases(ids)
        assert sorted(one.number for one in every) == list(range(1, len(every) + 1))
        steps = {case.id: services.cases.steps(case.id) for case in every}
        for case in every[-5:]:  # those before were looked at before
            assert steps[case.id][0].entry.action is CaseAction.ENTER
            assert steps[case.id][-1].state is case.state
            dates = [one for one in services.cases.deadlines(case.id) if not one.superseded]
            assert dates
            assert case.due == min(
                (
                    one.deadline.due
                    for one in dates
                    if one.met_on is None and one.deadline.due and one.deadline.rule.role.value == "deadline"
                ),
                default=None,
            )
        assert all(one.entry.name == "" for one in every if one.entry.kind is CaseKind.DENUNCIATION)
        found = services.cases.ids(CaseFilter(text="đo đạc"))
        assert sorted(found) == sorted(one.id for one in every if one.entry.kind is not CaseKind.DENUNCIATION)
        with services.db.write() as connection:
            case_search._command(connection, "integrity-check")
        numbers = {case.id: case.number for case in every}
        for case_id, number, least in self.told:
            assert numbers[case_id] == number  # type: ignore[index]
            assert len(steps[case_id]) >= least  # type: ignore[index,operator]
        self.found["cases"] = len(every)
