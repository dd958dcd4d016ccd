"""One sheet for one officer: the lines of the set, cases and promises that are his, what is late, what may be lost."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.risk import RiskLine


@dataclass(frozen=True, slots=True)
class SlipLeaf:
    """A line of the set that is somebody's.

    Attributes:
        place: where it stands in the table ("II.4 (ý 5.1)").
        proofs: files, letters, records, postings, activities that prove it.
        done: whether it is answered.
        again_by: of something that is done every week or month: the day by which it is to be done again, where that
            is near.
    """

    node: str
    place: str
    text: str
    maximum: Decimal | None
    points: Decimal | None
    status: LeafStatus
    due: date | None
    proofs: int
    done: bool
    risk: RiskLine | None = None
    again_by: date | None = None

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do now."""
        return self.done and self.risk is None and self.again_by is None


@dataclass(frozen=True, slots=True)
class SlipCase:
    """A case that is somebody's: its code and what is to be done, no citizen and no content."""

    id: int
    code: str
    kind: str
    task: str
    due: date | None


@dataclass(frozen=True, slots=True)
class SlipPromise:
    """Something promised to citizens that is somebody's to do."""

    meeting_id: int
    words: str
    until: date | None


@dataclass(frozen=True, slots=True)
class OfficerSlip:
    """Everything one person, or one unit, has to do.

    Attributes:
        key: by which it is asked for again: "p12" an officer, "u3" a unit, "n..." somebody who is only named in a
            register.
        role: post and unit.
    """

    key: str
    name: str
    role: str
    leaves: tuple[SlipLeaf, ...]
    cases: tuple[SlipCase, ...]
    promises: tuple[SlipPromise, ...]
    claimed: Decimal
    backed: Decimal
    at_risk: Decimal

    @property
    def done(self) -> int:
        """How many of the lines are answered."""
        return sum(leaf.done for leaf in self.leaves)

    @property
    def waiting(self) -> tuple[SlipLeaf, ...]:
        """The lines with something left to do, the most pressing first."""
        found = [leaf for leaf in self.leaves if not leaf.settled]
        return tuple(sorted(found, key=_pressing))

    @property
    def settled(self) -> tuple[SlipLeaf, ...]:
        """The other lines, as the set is printed."""
        return tuple(leaf for leaf in self.leaves if leaf.settled)

    def late(self, today: date) -> int:
        """How many things are past their day."""
        days = [one.due for one in self.waiting if not one.done]
        days += [one.due for one in self.cases] + [one.until for one in self.promises]
        return sum(day is not None and day < today for day in days)


def _pressing(leaf: SlipLeaf) -> tuple[date, Decimal]:
    known = (leaf.due, leaf.again_by, leaf.risk.lost_on if leaf.risk else None)
    days = [day for day in known if day is not None]
    stake = leaf.risk.points if leaf.risk else None
    return min(days, default=date.max), -(stake or Decimal(0))
