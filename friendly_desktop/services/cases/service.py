"""The one place where a window or a command asks for cases or changes them."""

from friendly_desktop.clock import Clock
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.cases.finding import Finding
from friendly_desktop.services.cases.importing import Importing
from friendly_desktop.services.cases.records import Calendars, Rules
from friendly_desktop.services.cases.stepping import Stepping
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.evidence_store import EvidenceStore


class CasesService(Importing, Stepping, Finding):
    """Cases from the counter to the last date kept.

    They are entered (``entering.py``) or imported (``importing.py``), found (``finding.py``) and taken on
    their way, corrections with them (``stepping.py``), on shared records (``records.py``).
    """

    def __init__(
        self, db: Database, clock: Clock, rules: Rules, workdays: Calendars, folder: DataFolder
    ) -> None:
        """Work on the records ``db``.

        Args:
            db: the records.
            clock: tells the day and the moment of entries.
            rules: the legal limits.
            workdays: the days off.
            folder: whose store keeps the forms that were printed, for the day one must be forgotten.
        """
        super().__init__(db, clock, rules, workdays)
        self._store = EvidenceStore.of(folder)
