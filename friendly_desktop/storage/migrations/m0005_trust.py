"""Schema 5: who may work here, the trail of changes, what was given out and what was destroyed."""

STATEMENTS = (
    """
CREATE TABLE users (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    person_id INTEGER,
    unit_id INTEGER,
    secret VARCHAR NOT NULL,
    failures INTEGER NOT NULL,
    blocked_until VARCHAR,
    created_at VARCHAR NOT NULL,
    signed_in_at VARCHAR,
    disabled_at VARCHAR,
    CONSTRAINT pk_users PRIMARY KEY (id),
    CONSTRAINT uq_users_name UNIQUE (name),
    CONSTRAINT uq_users_folded UNIQUE (folded),
    CONSTRAINT fk_users_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL,
    CONSTRAINT fk_users_unit_id FOREIGN KEY(unit_id) REFERENCES units (id) ON DELETE SET NULL
)
""",
    """
CREATE TABLE recovery_sheets (
    id INTEGER NOT NULL,
    secret VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    CONSTRAINT pk_recovery_sheets PRIMARY KEY (id)
)
""",
    """
CREATE TABLE audit (
    number INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    act INTEGER NOT NULL,
    table_name VARCHAR NOT NULL,
    "key" VARCHAR NOT NULL,
    operation VARCHAR NOT NULL,
    changes TEXT NOT NULL,
    seal VARCHAR NOT NULL,
    CONSTRAINT pk_audit PRIMARY KEY (number)
)
""",
    'CREATE INDEX ix_audit_table_name_key ON audit (table_name, "key")',
    """
CREATE TABLE disclosures (
    id INTEGER NOT NULL,
    day DATE NOT NULL,
    at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    what TEXT NOT NULL,
    recipient VARCHAR NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT pk_disclosures PRIMARY KEY (id)
)
""",
    """
CREATE TABLE disposals (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    until DATE NOT NULL,
    count INTEGER NOT NULL,
    basis TEXT NOT NULL,
    record VARCHAR NOT NULL,
    CONSTRAINT pk_disposals PRIMARY KEY (id)
)
""",
    """
CREATE TABLE bin_rows (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    content TEXT NOT NULL,
    removed_at VARCHAR NOT NULL,
    CONSTRAINT pk_bin_rows PRIMARY KEY (id)
)
""",
    """
CREATE TRIGGER audit_never_changes BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is only appended to'); END
""",
    """
CREATE TRIGGER audit_never_shrinks BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the trail is only appended to'); END
""",
)
