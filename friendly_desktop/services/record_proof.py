"""Records of citizen reception as evidence for a year: what they prove, and their list without names."""

from friendly_desktop.domain.record_proof import (
    ProvingRecord,
    RecordProof,
    proving_record_kinds,
    record_kinds_of,
    record_proofs_of,
)
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.year_records import records_of_year, year_record_tallies
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage.database import Database


class RecordProofService:
    """The registers of reception, seen from the criteria; a frozen year keeps what it was frozen with."""

    def __init__(self, db: Database, assessment: AssessmentService) -> None:
        """Work on ``db``; ``assessment`` knows the years and their sets."""
        self._db = db
        self._assessment = assessment

    def proofs(self, year: int) -> tuple[RecordProof, ...]:
        """What the records of a year prove: every line of the set that names a kind, in printed order.

        Raises:
            AppError: the year was not opened.
        """
        criteria_set = self._assessment.criteria_of(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            return record_proofs_of(criteria_set, year_record_tallies(connection, row)) if row else ()

    def records(self, year: int, node: str = "") -> tuple[ProvingRecord, ...]:
        """The records that count for a year, for one line of the set or (``""``) for all of it.

        Raises:
            AppError: the year was not opened.
        """
        criteria_set = self._assessment.criteria_of(year)
        kinds = (
            frozenset(record_kinds_of(criteria_set.by_id[node]))
            if node
            else proving_record_kinds(criteria_set)
        )
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            return records_of_year(connection, row, kinds) if row else ()
