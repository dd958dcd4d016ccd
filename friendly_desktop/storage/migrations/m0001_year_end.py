"""Schema 1: the year-end job: office, criteria sets, years, evidence, exports."""

STATEMENTS = (
    """
CREATE TABLE criteria_sets (
    id VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    content TEXT NOT NULL,
    sha256 VARCHAR NOT NULL,
    imported_at VARCHAR NOT NULL,
    CONSTRAINT pk_criteria_sets PRIMARY KEY (id, version)
)
""",
    """
CREATE TABLE files (
    sha256 VARCHAR NOT NULL,
    bytes INTEGER NOT NULL,
    media_type VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    CONSTRAINT pk_files PRIMARY KEY (sha256)
)
""",
    """
CREATE TABLE settings (
    "key" VARCHAR NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_settings PRIMARY KEY ("key")
)
""",
    """
CREATE TABLE signatories (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    is_default BOOLEAN NOT NULL,
    CONSTRAINT pk_signatories PRIMARY KEY (id)
)
""",
    """
CREATE TABLE units (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    CONSTRAINT pk_units PRIMARY KEY (id),
    CONSTRAINT uq_units_name UNIQUE (name)
)
""",
    """
CREATE TABLE years (
    year INTEGER NOT NULL,
    set_id VARCHAR NOT NULL,
    set_version VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    opened_on DATE NOT NULL,
    frozen_on DATE,
    changed_on DATE NOT NULL,
    CONSTRAINT pk_years PRIMARY KEY (year)
)
""",
    """
CREATE TABLE evidence (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    issued_on DATE,
    description TEXT NOT NULL,
    version INTEGER NOT NULL,
    added_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_evidence PRIMARY KEY (id),
    CONSTRAINT fk_evidence_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE,
    CONSTRAINT fk_evidence_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
)
""",
    """
CREATE INDEX ix_evidence_sha256 ON evidence (sha256)
""",
    """
CREATE INDEX ix_evidence_year_removed_at ON evidence (year, removed_at)
""",
    """
CREATE TABLE exports (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    submission INTEGER NOT NULL,
    made_at VARCHAR NOT NULL,
    draft BOOLEAN NOT NULL,
    parts INTEGER NOT NULL,
    files INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    root_sha256 VARCHAR NOT NULL,
    manifest TEXT NOT NULL,
    CONSTRAINT pk_exports PRIMARY KEY (id),
    CONSTRAINT uq_exports_year_submission UNIQUE (year, submission),
    CONSTRAINT fk_exports_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE
)
""",
    """
CREATE TABLE people (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    position VARCHAR NOT NULL,
    unit_id INTEGER,
    CONSTRAINT pk_people PRIMARY KEY (id),
    CONSTRAINT fk_people_unit_id FOREIGN KEY(unit_id) REFERENCES units (id) ON DELETE SET NULL
)
""",
    """
CREATE TABLE report_texts (
    year INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    text TEXT NOT NULL,
    CONSTRAINT pk_report_texts PRIMARY KEY (year, section),
    CONSTRAINT fk_report_texts_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE
)
""",
    """
CREATE TABLE snapshots (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    frozen_at VARCHAR NOT NULL,
    total VARCHAR,
    level VARCHAR NOT NULL,
    content TEXT NOT NULL,
    sha256 VARCHAR NOT NULL,
    CONSTRAINT pk_snapshots PRIMARY KEY (id),
    CONSTRAINT uq_snapshots_year_number UNIQUE (year, number),
    CONSTRAINT fk_snapshots_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE
)
""",
    """
CREATE TABLE veto_answers (
    year INTEGER NOT NULL,
    veto VARCHAR NOT NULL,
    holds BOOLEAN,
    note TEXT NOT NULL,
    CONSTRAINT pk_veto_answers PRIMARY KEY (year, veto),
    CONSTRAINT fk_veto_answers_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE
)
""",
    """
CREATE TABLE entries (
    year INTEGER NOT NULL,
    node VARCHAR NOT NULL,
    points VARCHAR,
    status VARCHAR NOT NULL,
    reason TEXT NOT NULL,
    note TEXT NOT NULL,
    officer_id INTEGER,
    unit_id INTEGER,
    due DATE,
    appraised_points VARCHAR,
    appraiser_remark TEXT NOT NULL,
    changed_at VARCHAR NOT NULL,
    CONSTRAINT pk_entries PRIMARY KEY (year, node),
    CONSTRAINT fk_entries_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE,
    CONSTRAINT fk_entries_officer_id FOREIGN KEY(officer_id) REFERENCES people (id) ON DELETE SET NULL,
    CONSTRAINT fk_entries_unit_id FOREIGN KEY(unit_id) REFERENCES units (id) ON DELETE SET NULL
)
""",
    """
CREATE TABLE evidence_links (
    evidence_id INTEGER NOT NULL,
    node VARCHAR NOT NULL,
    CONSTRAINT pk_evidence_links PRIMARY KEY (evidence_id, node),
    CONSTRAINT fk_evidence_links_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_evidence_links_node ON evidence_links (node)
""",
    """
CREATE TABLE evidence_versions (
    evidence_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    added_at VARCHAR NOT NULL,
    CONSTRAINT pk_evidence_versions PRIMARY KEY (evidence_id, version),
    CONSTRAINT fk_evidence_versions_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE,
    CONSTRAINT fk_evidence_versions_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
)
""",
    """
CREATE INDEX ix_evidence_versions_sha256 ON evidence_versions (sha256)
""",
)
