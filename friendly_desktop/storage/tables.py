"""Every table of the office's records, as SQLAlchemy Core knows them.

Created by ``migrations`` only; a test holds both against each other. Points are exact decimals kept as
text, legal days are dates, moments are aware and in UTC.
"""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Points(TypeDecorator[Decimal]):
    """An exact decimal, stored as its text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Decimal to text."""
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Text to Decimal."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored as ISO 8601 in UTC. A naive one is refused: it is a bug."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Moment to text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a moment without time zone")
        return value.astimezone(UTC).isoformat(timespec="milliseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Text to moment."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

settings = Table(
    "settings",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("position", String, nullable=False),
    Column("unit_id", ForeignKey("units.id", ondelete="SET NULL")),
)

signatories = Table(
    "signatories",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("form", String, nullable=False),
    Column("is_default", Boolean, nullable=False),
)

criteria_sets = Table(
    "criteria_sets",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("imported_at", Moment, nullable=False),
)

years = Table(
    "years",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("set_id", String, nullable=False),
    Column("set_version", String, nullable=False),
    Column("state", String, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("frozen_on", Date),
    Column("changed_on", Date, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), primary_key=True),
    Column("node", String, primary_key=True),
    Column("points", Points),
    Column("status", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("officer_id", ForeignKey("people.id", ondelete="SET NULL")),
    Column("unit_id", ForeignKey("units.id", ondelete="SET NULL")),
    Column("due", Date),
    Column("appraised_points", Points),
    Column("appraiser_remark", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

veto_answers = Table(
    "veto_answers",
    metadata,
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), primary_key=True),
    Column("veto", String, primary_key=True),
    Column("holds", Boolean),
    Column("note", Text, nullable=False),
)

report_texts = Table(
    "report_texts",
    metadata,
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), primary_key=True),
    Column("section", String, primary_key=True),
    Column("text", Text, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("frozen_at", Moment, nullable=False),
    Column("total", Points),
    Column("level", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", String, nullable=False),
    UniqueConstraint("year", "number"),
)

files = Table(
    "files",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("bytes", Integer, nullable=False),
    Column("media_type", String, nullable=False),
    Column("added_at", Moment, nullable=False),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("number", String, nullable=False),
    Column("issued_on", Date),
    Column("description", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("added_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "year", "removed_at"),
    Index(None, "sha256"),
)

evidence_versions = Table(
    "evidence_versions",
    metadata,
    Column("evidence_id", ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("name", String, nullable=False),
    Column("added_at", Moment, nullable=False),
    Index(None, "sha256"),
)

evidence_links = Table(
    "evidence_links",
    metadata,
    Column("evidence_id", ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Column("node", String, primary_key=True),
    Index(None, "node"),
)

exports = Table(
    "exports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), nullable=False),
    Column("submission", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("draft", Boolean, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("files", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("root_sha256", String, nullable=False),
    Column("manifest", Text, nullable=False),
    UniqueConstraint("year", "submission"),
)
