"""Which evidence is filed with a record that proves by itself: photos and papers of activities and of postings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from friendly_desktop.storage.everyday_tables import record_files
from friendly_desktop.storage.sqlite import chunks
from friendly_desktop.storage.tables import evidence


class Record(Enum):
    """What kind of record; the value stands in the table."""

    ACTIVITY = "activity"
    POSTING = "posting"


def add(connection: Connection, record: Record, record_id: int, evidence_ids: Iterable[int]) -> None:
    """File pieces of evidence with a record, each once."""
    values = [
        {"record": record.value, "record_id": record_id, "evidence_id": one}
        for one in dict.fromkeys(evidence_ids)
    ]
    if values:
        connection.execute(upsert(record_files).on_conflict_do_nothing(), values)


def remove(connection: Connection, record: Record, record_id: int, evidence_id: int) -> None:
    """File a piece of evidence with a record no longer."""
    connection.execute(
        delete(record_files).where(
            record_files.c.record == record.value,
            record_files.c.record_id == record_id,
            record_files.c.evidence_id == evidence_id,
        )
    )


def filed(connection: Connection, record: Record, ids: Iterable[int]) -> Mapping[int, tuple[int, ...]]:
    """The evidence filed with each record, in the order it was added; the bin left out."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for some in chunks(ids):
        statement = (
            select(record_files.c.record_id, record_files.c.evidence_id)
            .join(evidence, evidence.c.id == record_files.c.evidence_id)
            .where(
                record_files.c.record == record.value,
                record_files.c.record_id.in_(some),
                evidence.c.removed_at.is_(None),
            )
            .order_by(record_files.c.evidence_id)
        )
        for record_id, evidence_id in connection.execute(statement):
            found[record_id].append(evidence_id)
    return {key: tuple(kept) for key, kept in found.items()}
