"""Tables of what an office does every day besides letters and cases: surveys, figures, activities, postings.

The other tables, and how all of them are made, are in ``tables``.
"""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from friendly_desktop.storage.column_types import Moment, Points
from friendly_desktop.storage.tables import metadata

# The office's own survey forms; the shipped ones are files.
survey_forms = Table(
    "survey_forms",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Column("removed_at", Moment),
)

surveys = Table(
    "surveys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("year", Integer, nullable=False),
    Column("form_id", String, nullable=False),
    Column("form", Text, nullable=False),  # the form as it was printed, JSON
    Column("title", String, nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("issued", Integer, nullable=False),
    Column("returned", Integer),
    Column("state", String, nullable=False),
    Column("second_share", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("closed_on", Date),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "year", "form_id"),
)

ballots = Table(
    "ballots",
    metadata,
    Column("survey_id", ForeignKey("surveys.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hand", Integer, primary_key=True, autoincrement=False),
    Column("answers", String, nullable=False),  # choice ids by question, between commas
    Column("state", String, nullable=False),
    Column("why", String, nullable=False),
    Column("group_name", String, nullable=False),
    Column("source", String, nullable=False),
    Column("seconds", Points),
    Column("entered_at", Moment, nullable=False),
    Column("entered_by", String, nullable=False),
    Column("settled", String, nullable=False),  # of a second entry: questions decided from the paper, commas
)

# Scanned pages a person still has to look at: the doubtful boxes alone, no signature; gone once decided.
ballot_readings = Table(
    "ballot_readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("survey_id", ForeignKey("surveys.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer),
    Column("page", String, nullable=False),
    Column("content", Text, nullable=False),
    Column("read_at", Moment, nullable=False),
    Index(None, "survey_id"),
)

# The office's own figures; the shipped ones are a file.
indicators = Table(
    "indicators",
    metadata,
    Column("id", String, primary_key=True),
    Column("content", Text, nullable=False),
    Column("removed_at", Moment),
)

indicator_values = Table(
    "indicator_values",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("indicator", String, primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("value", Points, nullable=False),
    Column("source", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

late_files = Table(
    "late_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("procedure", String, nullable=False),
    Column("person", String, nullable=False),  # "" once the letter was made
    Column("address", String, nullable=False),
    Column("received", Date),
    Column("promised", Date, nullable=False),
    Column("returned", Date),
    Column("reason", Text, nullable=False),
    Column("letter_id", ForeignKey("letters.id", ondelete="SET NULL")),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "promised"),
    Index(None, "letter_id"),
)

activities = Table(
    "activities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("title", String, nullable=False),
    Column("folded", String, nullable=False),  # title, place and note for search
    Column("place", String, nullable=False),
    Column("hamlet", String, nullable=False),
    Column("organiser", String, nullable=False),
    Column("participants", Integer),
    Column("times", Integer, nullable=False),
    Column("number", String, nullable=False),
    Column("link", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "day"),
)

activity_nodes = Table(
    "activity_nodes",
    metadata,
    Column("activity_id", ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True),
    Column("node", String, primary_key=True),
    Index(None, "node"),
)

postings = Table(
    "postings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("size", String, nullable=False),
    Column("lying", Boolean, nullable=False),
    Column("field_values", Text, nullable=False),
    Column("made_on", Date, nullable=False),
    Column("sha256", ForeignKey("files.sha256")),
    Column("hung_on", Date),
    Column("place", String, nullable=False),
    Column("down_on", Date),
    Column("note", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Index(None, "kind", "hung_on"),
    Index(None, "sha256"),
)

# Photos and papers filed with a line of the diary or with a posting; they are evidence like any other.
record_files = Table(
    "record_files",
    metadata,
    Column("record", String, primary_key=True),  # "activity", "posting"
    Column("record_id", Integer, primary_key=True, autoincrement=False),
    Column("evidence_id", ForeignKey("evidence.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "evidence_id"),
)

# What an officer decided about what the records propose for a leaf; a later decision takes its place.
proof_decisions = Table(
    "proof_decisions",
    metadata,
    Column("year", ForeignKey("years.year", ondelete="CASCADE"), primary_key=True),
    Column("node", String, primary_key=True),
    Column("decision", String, nullable=False),
    Column("points", Points),
    Column("proposed", Points),
    Column("sentence", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_at", Moment, nullable=False),
)
