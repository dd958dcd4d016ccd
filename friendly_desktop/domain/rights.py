"""Who may do what: the roles of an office, the rights that acts ask for, and which role has which."""

from collections.abc import Iterable, Mapping
from enum import Enum

from friendly_desktop.domain.changes import Area


class Role(Enum):
    """What a person is in the program; one each."""

    CLERK = "clerk"  # cán bộ tổng hợp: owns the checklist, letters, the package
    UNIT_OFFICER = "unit_officer"  # scores and proves what a unit is responsible for
    RECEPTION_OFFICER = "reception_officer"  # receives citizens, keeps the register and the schedule
    CHAIRMAN = "chairman"  # reads everything, decides
    ADMINISTRATOR = "administrator"  # people, settings, backups


class Right(Enum):
    """What an act asks of whoever does it; every write asks for at least one."""

    OFFICE = "office"
    CRITERIA = "criteria"
    SCORE = "score"
    FREEZE = "freeze"
    EVIDENCE = "evidence"
    PACKAGE = "package"
    LETTERS = "letters"
    READ_CASES = "read_cases"  # who complained about what; counts, codes and dates everybody sees
    CASES = "cases"
    CALENDAR = "calendar"
    MEETINGS = "meetings"
    SURVEYS = "surveys"
    FIGURES = "figures"
    ACTIVITIES = "activities"
    POSTINGS = "postings"
    PEOPLE = "people"  # users, roles, passwords
    BACKUP = "backup"
    RESTORE = "restore"
    TRAIL = "trail"  # reading and exporting the trail of changes
    DISCLOSE = "disclose"
    DISPOSE = "dispose"  # destroying for good


#: What a write of an area asks for when the act names no right of its own.
_OF_AREA: Mapping[Area, Right] = {
    Area.OFFICE: Right.OFFICE,
    Area.CRITERIA: Right.CRITERIA,
    Area.ASSESSMENT: Right.SCORE,
    Area.EVIDENCE: Right.EVIDENCE,
    Area.PACKAGE: Right.PACKAGE,
    Area.LETTERS: Right.LETTERS,
    Area.CASES: Right.CASES,
    Area.CALENDAR: Right.CALENDAR,
    Area.MEETINGS: Right.MEETINGS,
    Area.SURVEYS: Right.SURVEYS,
    Area.FIGURES: Right.FIGURES,
    Area.ACTIVITIES: Right.ACTIVITIES,
    Area.POSTINGS: Right.POSTINGS,
    Area.PEOPLE: Right.PEOPLE,
    Area.TRAIL: Right.TRAIL,
}


_EVERY = frozenset(Right)

#: Which role may do what. Everything that is written asks for one of these; what is read does where it tells of
#: citizens who complained.
#:
#: The administrator may do everything, because he can make himself anything: what holds him is the trail. A unit
#: officer prints letters at the counter and types ballots as a second hand; whoever gives personal data to somebody
#: outside (DISCLOSE) is the one who keeps the records it comes from.
RIGHTS_OF: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: _EVERY - {Right.CASES, Right.PEOPLE, Right.RESTORE, Right.TRAIL, Right.DISPOSE},
    Role.UNIT_OFFICER: frozenset(
        {
            Right.SCORE,
            Right.EVIDENCE,
            Right.LETTERS,
            Right.SURVEYS,
            Right.FIGURES,
            Right.ACTIVITIES,
        }
    ),
    Role.RECEPTION_OFFICER: frozenset(
        {
            Right.EVIDENCE,
            Right.LETTERS,
            Right.READ_CASES,
            Right.CASES,
            Right.CALENDAR,
            Right.MEETINGS,
            Right.ACTIVITIES,
            Right.POSTINGS,
            Right.DISCLOSE,
        }
    ),
    Role.CHAIRMAN: frozenset(
        {
            Right.SCORE,
            Right.FREEZE,
            Right.LETTERS,
            Right.READ_CASES,
            Right.BACKUP,
            Right.TRAIL,
            Right.DISCLOSE,
            Right.DISPOSE,
        }
    ),
    Role.ADMINISTRATOR: _EVERY,
}


def rights_for(areas: Iterable[Area]) -> frozenset[Right]:
    """The rights a write of these areas asks for when the act names none of its own."""
    return frozenset(_OF_AREA[area] for area in areas)
