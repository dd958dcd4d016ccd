"""What a year may still lose, read from its answers and from what the records propose."""

from collections.abc import Callable, Iterable

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.proof_rules import LeafProposal
from friendly_desktop.domain.risk import RiskReport, risk_report
from friendly_desktop.services.assessment import AssessmentService

#: Gives what the records of a year propose.
Proposing = Callable[[int], Iterable[LeafProposal]]


class RiskService:
    """Points claimed, backed and at risk."""

    def __init__(
        self, clock: Clock, assessment: AssessmentService, proposing: Proposing | None = None
    ) -> None:
        """``assessment`` knows the answers, ``proposing`` what the records say about them."""
        self._clock = clock
        self._assessment = assessment
        self._proposing = proposing

    def report(self, year: int) -> RiskReport:
        """The year at a glance.

        Raises:
            AppError: the year was not opened.
        """
        return self.report_of(self._assessment.criteria_of(year), self._assessment.view(year))

    def report_of(self, criteria: CriteriaSet, view: YearView) -> RiskReport:
        """The same for answers that were read already."""
        frozen = view.state is YearState.FROZEN
        found = () if frozen or self._proposing is None else self._proposing(view.year)
        return risk_report(criteria, view, {one.node: one for one in found}, self._clock.today())
