"""Tables of trust: who may work here, what was changed by whom, what was given out and what was destroyed.

The other tables, and how all of them are made, are in ``tables``.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from friendly_desktop.storage.column_types import Moment
from friendly_desktop.storage.tables import metadata

# People who sign in; empty in an office where nobody has to.
users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column(
        "folded", String, nullable=False, unique=True
    ),  # the name as it is looked up: no tone marks, small
    Column("role", String, nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="SET NULL")),
    Column("unit_id", ForeignKey("units.id", ondelete="SET NULL")),
    Column("secret", String, nullable=False),  # argon2, never the password
    Column("failures", Integer, nullable=False),
    Column("blocked_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("signed_in_at", Moment),
    Column("disabled_at", Moment),
)

# Codes of recovery sheets, each good for one new password of an administrator; the last row is the sheet that counts.
recovery_sheets = Table(
    "recovery_sheets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("secret", String, nullable=False),  # argon2, never the code
    Column("made_at", Moment, nullable=False),
)

# What was written, row by row; only ever appended, each row sealed over the one before it.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("act", Integer, nullable=False),  # rows of one transaction share the number of its first
    Column("table_name", String, nullable=False),
    Column("key", String, nullable=False),
    Column("operation", String, nullable=False),
    Column("changes", Text, nullable=False),  # JSON: column, old and new value; what is personal is masked
    Column("seal", String, nullable=False),  # SHA-256 over the seal before and this row
    Index(None, "table_name", "key"),
)

# Personal data that left the office at somebody's request (Law 91/2025): to whom, why, what.
disclosures = Table(
    "disclosures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("subject", String, nullable=False),  # which records: "case:17", "letters:2026"
    Column("what", Text, nullable=False),
    Column("recipient", String, nullable=False),
    Column("reason", Text, nullable=False),
)

# What was destroyed when its term of retention ended: counts and reasons, never the contents.
disposals = Table(
    "disposals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("actor", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("until", Date, nullable=False),
    Column("count", Integer, nullable=False),
    Column("basis", Text, nullable=False),
    Column("record", String, nullable=False),  # number and day of the decision to destroy
)

# Rows that were deleted from tables whose rows carry no mark of the bin; they can be put back for a while.
bin_rows = Table(
    "bin_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("content", Text, nullable=False),  # JSON: the row, and the keys of what pointed to it
    Column("removed_at", Moment, nullable=False),
)
