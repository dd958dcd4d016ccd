"""The made-up commune of the demonstration: read from its data file, taken out of the records again."""

from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Connection, delete, select

from friendly_desktop.domain.settings import OFFICE_NAME, SAMPLE_DATA
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage import case_search
from friendly_desktop.storage.office import all_settings
from friendly_desktop.storage.tables import criteria_sets, letter_books, metadata, settings
from friendly_desktop.storage.trust_tables import audit

COMMUNE = RESOURCES / "demo" / "an-binh.yaml"


def read_commune(path: Path = COMMUNE) -> dict[str, Any]:
    """The content of the file; every scalar is text, as in the criteria sets."""
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.load(stream, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    return content


def clear_records(connection: Connection) -> None:
    """Empty every table but the criteria sets, which an office may have typed in itself, and the letter books.

    The trail stays, too: it says that there was a demonstration, and that it was taken away.
    """
    for table in reversed(metadata.sorted_tables):
        if table not in (criteria_sets, letter_books, audit):
            connection.execute(delete(table))
    case_search.rebuild(connection, ())


def in_use(connection: Connection) -> bool:
    """Whether any record is there besides what every new office has and settings of the program's look."""
    if any(key in (OFFICE_NAME.key, SAMPLE_DATA.key) for key in all_settings(connection)):
        return True
    tables = (
        table
        for table in metadata.sorted_tables
        if table not in (criteria_sets, letter_books, settings, audit)
    )
    return any(connection.execute(select(table).limit(1)).first() for table in tables)
