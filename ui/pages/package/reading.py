"""What the package page shows, read in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from friendly_desktop.domain.assessment import REMARKS, YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.letters.proof import ProvingLetter
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.package import PastExport
from friendly_desktop.domain.privacy import privacy_warning
from friendly_desktop.domain.report import ReportPart

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.assessment import Snapshot


@dataclass(frozen=True)
class PackageState:
    """A year on its way to the authority above. ``withheld`` would stay out for their names."""

    office: Office
    view: YearView
    criteria: CriteriaSet
    parts: tuple[ReportPart, ...]
    snapshots: "tuple[Snapshot, ...]"
    history: tuple[PastExport, ...]
    withheld: tuple[Evidence, ...]
    letters: tuple[ProvingLetter, ...] = ()
    own_only: bool = False  # whoever works here has only some lines; the report is the whole office's

    @property
    def year(self) -> int:
        """The year."""
        return self.view.year

    @property
    def frozen(self) -> bool:
        """Whether the year is closed to changes."""
        return self.view.state is YearState.FROZEN

    @property
    def unfinished(self) -> int:
        """How many findings make a package a draft, the missing freeze aside."""
        return sum(gap.kind not in REMARKS for gap in self.view.gaps)


def read_package(services: "Services", year: int) -> PackageState:
    """Read it in a fixed number of statements."""
    evidence = services.evidence.listing(year)
    return PackageState(
        office=services.office.office(),
        view=services.assessment.view(year),
        criteria=services.assessment.criteria_of(year),
        parts=services.report.parts(year),
        snapshots=services.assessment.snapshots(year),
        history=services.package.history(year),
        withheld=tuple(one for one in evidence if privacy_warning(one.name, one.title)),
        letters=services.letter_proof.letters(year),
        own_only=services.assessment.own_lines(year) is not None,
    )
