"""How much waits to be done in the registers of every day; what waits as cases and letters they tell themselves."""

from friendly_desktop.clock import Clock
from friendly_desktop.storage import waiting as rows
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.waiting import Waiting as Waiting


class WaitingService:
    """Counts what waits."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Count in ``db``, as of the day ``clock`` tells."""
        self._db = db
        self._clock = clock

    def counts(self, year: int) -> Waiting:
        """What waits today beside the assessment of a year, in one statement."""
        with self._db.read() as connection:
            return rows.waiting(connection, year, self._clock.today())
