"""The packages that were made: one row for each submission of a year, the last package made of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from friendly_desktop.domain.package import PastExport
from friendly_desktop.storage.tables import exports


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A package that was made, and what it said, for comparison with the next one."""

    export: PastExport
    fingerprint: str
    items: Mapping[str, list[str]]


def exports_of(connection: Connection, year: int) -> tuple[ExportRow, ...]:
    """The packages of a year, the first submission first."""
    found = connection.execute(select(exports).where(exports.c.year == year).order_by(exports.c.submission))
    rows = []
    for row in found:
        said = json.loads(row.manifest)
        export = PastExport(
            row.year, row.submission, row.made_at, row.draft, row.parts, row.files, row.bytes, row.root_sha256
        )
        rows.append(ExportRow(export, said["fingerprint"], said["items"]))
    return tuple(rows)


def put_export(connection: Connection, row: ExportRow) -> None:
    """Write a package down; one made again of the same submission takes the place of the earlier one."""
    export = row.export
    values = {
        "made_at": export.made_at,
        "draft": export.draft,
        "parts": export.parts,
        "files": export.files,
        "bytes": export.bytes,
        "root_sha256": export.root_sha256,
        "manifest": json.dumps(
            {"fingerprint": row.fingerprint, "items": row.items}, ensure_ascii=False, sort_keys=True
        ),
    }
    statement = insert(exports).values(year=export.year, submission=export.submission, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["year", "submission"], set_=values))
