"""What a year may still lose, read from its answers and from what the records propose."""

from collections.abc import Sequence

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.risk import RiskReport, risk_report
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.proof import ProposalsService


class RiskService:
    """Points claimed, backed and at risk."""

    def __init__(self, clock: Clock, assessment: AssessmentService, proposals: ProposalsService) -> None:
        """``assessment`` knows the answers, ``proposals`` what the records say about them."""
        self._clock = clock
        self._assessment = assessment
        self._proposals = proposals

    def report(self, year: int) -> RiskReport:
        """The year at a glance.

        Raises:
            AppError: the year was not opened.
        """
        return self.report_of(self._assessment.criteria_of(year), self._assessment.view(year))

    def report_of(
        self, criteria: CriteriaSet, view: YearView, proposals: Sequence[ProposedLeaf] | None = None
    ) -> RiskReport:
        """The same for answers, and perhaps proposals, that were read already."""
        found = proposals
        if found is None:
            found = () if view.state is YearState.FROZEN else self._proposals.proposals(view.year)
        return risk_report(criteria, view, {one.node: one for one in found}, self._clock.today())
