"""Personal data that left the office at somebody's request."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One line of the log; ``subject`` names records by number, never a person."""

    id: int
    day: date
    at: datetime
    actor: str
    subject: str
    what: str
    recipient: str
    reason: str
