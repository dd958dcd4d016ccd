"""Time as an input, so that a test can stand on any day of the year."""

from datetime import UTC, date, datetime
from typing import NamedTuple, Protocol


class Clock(Protocol):
    """Tells the moment (aware, UTC) and the legal day (local)."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...

    def today(self) -> date:
        """The day on the wall calendar of the office."""
        ...


class SystemClock:
    """The clock of the PC."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in the time zone of the PC."""
        return datetime.now().astimezone().date()


class FixedClock(NamedTuple):
    """A clock that stands still, for tests, demonstrations and reproducible output."""

    moment: datetime

    def now(self) -> datetime:
        """The fixed moment."""
        return self.moment

    def today(self) -> date:
        """The day of the fixed moment."""
        return self.moment.date()
