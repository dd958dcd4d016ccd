"""What the officers of the made-up commune decided about the proposals of their records."""

from collections.abc import Mapping
from typing import Any

from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.proof import ProposalsService


class DemoDecisions:
    """Accepts the proposals of some leaves and scores some otherwise, as their officers would."""

    def __init__(
        self, assessment: AssessmentService, office: OfficeService, proposals: ProposalsService
    ) -> None:
        """Work through the given services."""
        self._assessment = assessment
        self._office = office
        self._proposals = proposals

    def fill(self, year: int, told: Mapping[str, Any]) -> dict[str, int]:
        """Decide about the leaves that the data file names, as far as the records of the day propose something.

        Args:
            year: the year under way.
            told: ``accepted``, a list of leaves, and ``otherwise``, the reason by leaf.
        """
        names = {person.id: person.name for person in self._office.people()}
        rows = self._assessment.view(year).rows
        known = {one.node: one for one in self._proposals.proposals(year)}
        made = 0
        for node in told["accepted"]:
            entry = rows[node].entry
            if node in known and known[node].proposal.points == entry.points is not None:
                self._proposals.accept(year, node, names.get(entry.officer_id or 0, ""))
                made += 1
        for node, reason in told["otherwise"].items():
            entry = rows[node].entry
            if node in known and not known[node].proposal.acceptable and entry.points is not None:
                officer = names.get(entry.officer_id or 0, "")
                self._proposals.override(year, node, entry.points, reason, officer)
                made += 1
        return {"decisions": made}
