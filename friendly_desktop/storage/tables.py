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
    ForeignKeyConstraint,
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

hamlets = Table(
    "hamlets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
)

letter_books = Table(
    "letter_books",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", String, nullable=False),
    Column("pattern", String, nullable=False),
)

# Every version that a letter was written with, the shipped ones too; a version never changes.
letter_templates = Table(
    "letter_templates",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("word_sha256", ForeignKey("files.sha256")),
    Column("saved_at", Moment, nullable=False),
    Column("removed_at", Moment),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("template_id", String, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("recipient", String, nullable=False),
    Column("folded", String, nullable=False),  # recipient, hamlet and number for search
    Column("occasion", String, nullable=False),  # the folded values that make two letters one and the same
    Column("hamlet", String, nullable=False),
    Column("book", ForeignKey("letter_books.id"), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer),
    Column("number_text", String, nullable=False),
    Column("date", Date, nullable=False),
    Column("place", String, nullable=False),
    Column("signatory_id", ForeignKey("signatories.id", ondelete="SET NULL")),
    Column("sheet", Text, nullable=False),
    Column("field_values", Text, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("archived", ForeignKey("files.sha256")),
    Column("batch", String, nullable=False),
    Column("signed_on", Date),
    Column("delivered_on", Date),
    Column("delivery", String),
    Column("delivered_by", String, nullable=False),
    Column("cancelled_on", Date),
    Column("cancel_reason", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("removed_at", Moment),
    ForeignKeyConstraint(
        ["template_id", "template_version"], ["letter_templates.id", "letter_templates.version"]
    ),
    UniqueConstraint("book", "year", "number"),
    Index(None, "date"),
    Index(None, "kind", "occasion"),
    Index(None, "state", "kind", "signed_on", "delivered_on", "date", "removed_at"),  # proof is counted in it
    Index(None, "template_id", "template_version"),
    Index(None, "signatory_id"),
    Index(None, "archived"),
)

letter_events = Table(
    "letter_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("on_day", Date),
    Column("note", Text, nullable=False),
    Index(None, "letter_id"),
)

letter_prints = Table(
    "letter_prints",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("printer", String, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("pages", String, nullable=False),
    Column("sha256", ForeignKey("files.sha256"), nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Column("problem", Text, nullable=False),
    Index(None, "letter_id"),
    Index(None, "sha256"),
)

# The letters an office chose to show in the package of a year.
letter_samples = Table(
    "letter_samples",
    metadata,
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), primary_key=True),
    Column("letter_id", ForeignKey("letters.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "letter_id"),
)

# Which column carries which field, by the headings of the list.
letter_mappings = Table(
    "letter_mappings",
    metadata,
    Column("template_id", String, primary_key=True),
    Column("headings", String, primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("used_at", Moment, nullable=False),
)

# People written to before, suggested in a list.
letter_people = Table(
    "letter_people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("salutation", String, nullable=False),
    Column("address", String, nullable=False),
    Column("hamlet", String, nullable=False),
    Column("used_at", Moment, nullable=False),
    UniqueConstraint("name", "address"),
    Index(None, "folded"),
)
