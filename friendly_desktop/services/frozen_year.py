"""What a frozen year was frozen with, for everything that keeps to it."""

import hashlib

from friendly_desktop.domain.assessment import YearState
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage.assessment import YearRow
from friendly_desktop.storage.database import Connection


def frozen_copy(connection: Connection, row: YearRow) -> str | None:
    """The JSON of the last frozen copy; None while the year is open, or when its copy is damaged."""
    if row.state is not YearState.FROZEN:
        return None
    copy = year_rows.last_snapshot(connection, row.year)
    if copy is None or hashlib.sha256(copy.content.encode("utf-8")).hexdigest() != copy.sha256:
        return None
    return copy.content
