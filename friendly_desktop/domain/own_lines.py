"""Which criteria lines are a unit officer's own: those given to the unit, to somebody of it, or to the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from friendly_desktop.domain.assessment import Entry


@dataclass(frozen=True, slots=True)
class OwnLines:
    """What holds a unit officer to the lines of the own unit.

    Attributes:
        unit_id: the unit the person works for; None where the account names none.
        person_id: who the person is in the list of officers; None for nobody.
        units: the unit of every officer of the office, by person.
    """

    unit_id: int | None
    person_id: int | None
    units: Mapping[int, int | None]

    def has(self, entry: Entry | None) -> bool:
        """Whether a line belongs to the unit; a line given to nobody belongs to no unit."""
        if entry is None:
            return False
        if entry.officer_id is not None and entry.officer_id == self.person_id:
            return True
        if self.unit_id is None:
            return False
        if entry.unit_id is not None:
            return entry.unit_id == self.unit_id
        return entry.officer_id is not None and self.units.get(entry.officer_id) == self.unit_id
