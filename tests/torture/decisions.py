"""Proposals are accepted, overridden and withdrawn, the year frozen and reopened: whole decisions, or none."""

from datetime import date
from decimal import Decimal

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.domain.proof.decisions import DecisionKind
from tests.conftest import NOW
from tests.services.test_record_proof import held
from tests.torture.act import Act, Say

YEAR = 2026
NODE, OTHER = "B.2.2", "B.1.6"


class Deciding(Act):
    """Each turn decides two leaves and freezes the year every third time."""

    name = "decision"
    turns = (1, 3)
    clock = FixedClock(NOW)

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")
            for month in range(1, 12):
                held(services, MeetingKind.VISIT, date(YEAR, month, 6), hamlet="Thôn Đông")

    def play(self, services: Services, turn: int, say: Say) -> None:
        if services.assessment.view(YEAR).state is YearState.FROZEN:
            services.assessment.reopen(YEAR)
        points = Decimal(turn % 6)
        services.proposals.override(YEAR, OTHER, points, f"Lý do {turn}", "Lê Văn An")
        say("override", turn)
        services.proposals.withdraw(YEAR, NODE)
        services.proposals.accept(YEAR, NODE, f"Người {turn}")
        say("accept", turn)
        if turn % 3 == 0:
            made = services.assessment.freeze(YEAR)
            say("freeze", made.number)

    def look(self, services: Services) -> None:
        decisions = services.proposals.decisions(YEAR)
        view = services.assessment.view(YEAR)
        last = {told[0]: told[1] for told in self.told}
        if OTHER in decisions:
            one = decisions[OTHER]
            turn = int(one.reason.split()[-1])
            assert (one.kind, one.points) == (DecisionKind.OVERRIDDEN, Decimal(turn % 6))
            assert view.rows[OTHER].entry.points == one.points
            assert turn >= int(str(last.get("override", 0)))
        else:
            assert "override" not in last
        if NODE in decisions:
            one = decisions[NODE]
            assert (one.kind, one.points) == (DecisionKind.ACCEPTED, Decimal(5))
            assert view.rows[NODE].entry.points == one.points
            assert int(one.by.split()[-1]) >= int(str(last.get("accept", 0)))
        kept = services.assessment.snapshots(YEAR)
        assert all(one.sound for one in kept)
        assert {told[1] for told in self.told if told[0] == "freeze"} <= {one.number for one in kept}
        if view.state is YearState.FROZEN:
            assert kept
        self.found["frozen copies"] = len(kept)
