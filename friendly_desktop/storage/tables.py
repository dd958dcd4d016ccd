"""Every table of the office's records, as SQLAlchemy Core knows them.

Created by ``migrations`` only; a test holds both against each other. Points are exact decimals kept as
text, legal days are dates, moments are aware and in UTC.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
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
    text,
)

from friendly_desktop.storage.column_types import Moment, Points

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
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
    Column(
        "basis", Text, nullable=False, server_default=text("''")
    ),  # what the records said when it was edited
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

# Working days the office keeps; a row wins over the weekday and over what a library foretells.
calendar_days = Table(
    "calendar_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("source", String, nullable=False),
    Column("confidence", String, nullable=False),
    Column("forecast", Boolean, nullable=False),
    Column("own", Boolean, nullable=False),
)

# Every change of the calendar; the last id is the version stored beside computed dates.
calendar_changes = Table(
    "calendar_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("day", Date, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

# The office's own versions of shipped rules, and its own rules: JSON by rule and first day.
deadline_rules = Table(
    "deadline_rules",
    metadata,
    Column("id", String, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

meetings = Table(
    "meetings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("starts", String, nullable=False),  # "08:00", "" unknown
    Column("ends", String, nullable=False),
    Column("mode", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("post", String, nullable=False),
    Column("chairman", Boolean, nullable=False),
    Column("place", String, nullable=False),
    Column("hamlet", String, nullable=False),
    Column("participants", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("visitors", Integer),
    Column("notes", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("moved_from", Date),
    Column("why", Text, nullable=False),
    Column("posted_on", Date),
    Column("conclusion", String, nullable=False),
    Column("conclusion_on", Date),
    Column("scheduled", Boolean, nullable=False, default=False),  # made by the rule of the year's schedule
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "day"),
    Index(None, "kind", "state", "day"),
)

promises = Table(
    "promises",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE"), nullable=False),
    Column("asked", Text, nullable=False),
    Column("promised", Text, nullable=False),
    Column("officer", String, nullable=False),
    Column("until", Date),
    Column("done_on", Date),
    Column("result", Text, nullable=False),
    Column("case_id", ForeignKey("cases.id", ondelete="SET NULL")),
    Index(None, "meeting_id"),
    Index(None, "case_id"),
    Index(None, "done_on", "until"),
)

# The columns that say who somebody is stay empty for a denunciation, and the table itself sees to it.
cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("register_number", Integer),
    Column("kind", String, nullable=False),
    Column("received", Date, nullable=False),
    Column("channel", String, nullable=False),
    Column("name", String, nullable=False),
    Column("name_folded", String, nullable=False),
    Column("address", String, nullable=False),
    Column("hamlet", String, nullable=False),
    Column("identity", String, nullable=False),
    Column("identity_issued", String, nullable=False),
    Column("phone", String, nullable=False),
    Column("representatives", Text, nullable=False),  # JSON, "" for none
    Column("content", Text, nullable=False),
    Column("request", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("against", Text, nullable=False),
    Column("earlier", Text, nullable=False),
    Column("topic", String, nullable=False),
    Column("papers", Text, nullable=False),  # JSON, "" for none
    Column("anonymous", Boolean, nullable=False),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="SET NULL")),
    Column("receiver", String, nullable=False),
    Column("paper_file", String, nullable=False),
    Column("remote", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("open", Boolean, nullable=False),  # something is still owed: being worked on, or a date unmet
    Column("waiting", Boolean, nullable=False, server_default=text("0")),  # for another body's result
    Column("conditions", String, nullable=False),
    Column("competence", String, nullable=False),
    Column("complexity", String, nullable=False),
    Column("officer", String, nullable=False),
    Column("body", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("accepted_on", Date),
    Column("closed_on", Date),
    Column("on_time", Boolean),
    Column("due", Date),
    Column("due_rule", String, nullable=False),
    Column("due_unit", String, nullable=False),
    Column("national_on", Date),
    Column("national_code", String, nullable=False),
    Column("parent_id", ForeignKey("cases.id", ondelete="SET NULL")),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("year", "number"),
    UniqueConstraint("year", "register_number"),
    CheckConstraint(
        "kind != 'denunciation' OR (name = '' AND name_folded = '' AND address = '' AND hamlet = ''"
        " AND identity = '' AND identity_issued = '' AND phone = '' AND representatives = '')",
        name="nobody_named",
    ),
    Index(None, "received"),
    Index(None, "name_folded"),
    Index(None, "identity"),
    Index(None, "meeting_id"),
    Index(None, "parent_id"),
    Index(None, "state", "received"),
    Index(None, "kind", "received"),
    Index(None, "channel", "received"),
    Index(None, "closed_on", "kind", "on_time", "state", "open"),  # settled cases are counted in it
)
# Short lists in a long register are counted by indexes that hold nothing else.
Index("ix_cases_open_due", cases.c.due, sqlite_where=cases.c.open)
Index("ix_cases_open_received", cases.c.received, sqlite_where=cases.c.open)
Index("ix_cases_waiting", cases.c.received, sqlite_where=cases.c.waiting)
Index("ix_cases_not_national", cases.c.received, sqlite_where=cases.c.national_on.is_(None))

case_steps = Table(
    "case_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("action", String, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("content", Text, nullable=False),  # the rest of the entry as JSON
    Index(None, "case_id"),
    Index(None, "action", "on_day"),
)

# Each limit of a case as it was computed at its act; a later one of the same rule leaves the old row superseded.
case_deadlines = Table(
    "case_deadlines",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False),
    Column("rule_id", String, nullable=False),
    Column("rule_valid_from", Date),
    Column("start", Date, nullable=False),
    Column("due", Date),
    Column("unit", String, nullable=False),
    Column("length", Integer, nullable=False),
    Column("calendar_version", Integer, nullable=False),
    Column(
        "arithmetic", Text, nullable=False
    ),  # JSON: every day's mark, extensions, pauses, the rule's words
    Column("computed_at", Moment, nullable=False),
    Column("why", Text, nullable=False),  # of a recomputation
    Column("met_on", Date),
    Column("superseded_at", Moment),
    Index(None, "case_id"),
    Index(None, "superseded_at", "met_on", "due"),
)

case_links = Table(
    "case_links",
    metadata,
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("other_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, nullable=False),
    Index(None, "other_id"),
)

# Forms made for a case or a meeting: what was filled in, the number given, and the very PDF that was printed.
case_forms = Table(
    "case_forms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE")),
    Column("meeting_id", ForeignKey("meetings.id", ondelete="CASCADE")),
    Column("form", String, nullable=False),
    Column("number", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("content", Text, nullable=False),
    Column("sha256", ForeignKey("files.sha256")),
    Column("made_at", Moment, nullable=False),
    Index(None, "case_id"),
    Index(None, "meeting_id"),
    Index(None, "sha256"),
)

# Pages of the reception register that were printed, with the cells as printed: they never change again.
register_pages = Table(
    "register_pages",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("layout", String, primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("printed_at", Moment, nullable=False),
)

# What is being typed and not entered yet, by place in the window.
drafts = Table(
    "drafts",
    metadata,
    Column("place", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
)
