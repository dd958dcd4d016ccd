"""Schema 4: surveys, figures, activities, postings, what records propose; edits of reports know their basis."""

STATEMENTS = (
    "ALTER TABLE report_texts ADD COLUMN basis TEXT NOT NULL DEFAULT ''",
    """
CREATE TABLE survey_forms (
    id VARCHAR NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_survey_forms PRIMARY KEY (id)
)
""",
    """
CREATE TABLE surveys (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    form_id VARCHAR NOT NULL,
    form TEXT NOT NULL,
    title VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    issued INTEGER NOT NULL,
    returned INTEGER,
    state VARCHAR NOT NULL,
    second_share INTEGER NOT NULL,
    note TEXT NOT NULL,
    closed_on DATE,
    created_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_surveys PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_surveys_year_form_id ON surveys (year, form_id)",
    """
CREATE TABLE ballots (
    survey_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hand INTEGER NOT NULL,
    answers VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    group_name VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    seconds VARCHAR,
    entered_at VARCHAR NOT NULL,
    entered_by VARCHAR NOT NULL,
    settled VARCHAR NOT NULL,
    CONSTRAINT pk_ballots PRIMARY KEY (survey_id, number, hand),
    CONSTRAINT fk_ballots_survey_id FOREIGN KEY(survey_id) REFERENCES surveys (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE ballot_readings (
    id INTEGER NOT NULL,
    survey_id INTEGER NOT NULL,
    number INTEGER,
    page VARCHAR NOT NULL,
    content TEXT NOT NULL,
    read_at VARCHAR NOT NULL,
    CONSTRAINT pk_ballot_readings PRIMARY KEY (id),
    CONSTRAINT fk_ballot_readings_survey_id FOREIGN KEY(survey_id) REFERENCES surveys (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_ballot_readings_survey_id ON ballot_readings (survey_id)",
    """
CREATE TABLE indicators (
    id VARCHAR NOT NULL,
    content TEXT NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_indicators PRIMARY KEY (id)
)
""",
    """
CREATE TABLE indicator_values (
    year INTEGER NOT NULL,
    indicator VARCHAR NOT NULL,
    month INTEGER NOT NULL,
    value VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    CONSTRAINT pk_indicator_values PRIMARY KEY (year, indicator, month)
)
""",
    """
CREATE TABLE late_files (
    id INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    procedure VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    received DATE,
    promised DATE NOT NULL,
    returned DATE,
    reason TEXT NOT NULL,
    letter_id INTEGER,
    created_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_late_files PRIMARY KEY (id),
    CONSTRAINT uq_late_files_code UNIQUE (code),
    CONSTRAINT fk_late_files_letter_id FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE SET NULL
)
""",
    "CREATE INDEX ix_late_files_letter_id ON late_files (letter_id)",
    "CREATE INDEX ix_late_files_promised ON late_files (promised)",
    """
CREATE TABLE activities (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    day DATE NOT NULL,
    title VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    hamlet VARCHAR NOT NULL,
    organiser VARCHAR NOT NULL,
    participants INTEGER,
    times INTEGER NOT NULL,
    number VARCHAR NOT NULL,
    link VARCHAR NOT NULL,
    note TEXT NOT NULL,
    created_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_activities PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_activities_day ON activities (day)",
    """
CREATE TABLE activity_nodes (
    activity_id INTEGER NOT NULL,
    node VARCHAR NOT NULL,
    CONSTRAINT pk_activity_nodes PRIMARY KEY (activity_id, node),
    CONSTRAINT fk_activity_nodes_activity_id FOREIGN KEY(activity_id) REFERENCES activities (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_activity_nodes_node ON activity_nodes (node)",
    """
CREATE TABLE postings (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    size VARCHAR NOT NULL,
    lying BOOLEAN NOT NULL,
    field_values TEXT NOT NULL,
    made_on DATE NOT NULL,
    sha256 VARCHAR,
    hung_on DATE,
    place VARCHAR NOT NULL,
    down_on DATE,
    note TEXT NOT NULL,
    created_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_postings PRIMARY KEY (id),
    CONSTRAINT fk_postings_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
)
""",
    "CREATE INDEX ix_postings_kind_hung_on ON postings (kind, hung_on)",
    "CREATE INDEX ix_postings_sha256 ON postings (sha256)",
    """
CREATE TABLE record_files (
    record VARCHAR NOT NULL,
    record_id INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    CONSTRAINT pk_record_files PRIMARY KEY (record, record_id, evidence_id),
    CONSTRAINT fk_record_files_evidence_id FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_record_files_evidence_id ON record_files (evidence_id)",
    """
CREATE TABLE proof_decisions (
    year INTEGER NOT NULL,
    node VARCHAR NOT NULL,
    decision VARCHAR NOT NULL,
    points VARCHAR,
    proposed VARCHAR,
    sentence TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_by VARCHAR NOT NULL,
    decided_at VARCHAR NOT NULL,
    CONSTRAINT pk_proof_decisions PRIMARY KEY (year, node),
    CONSTRAINT fk_proof_decisions_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE
)
""",
    "DROP INDEX ix_cases_closed_on",
    "CREATE INDEX ix_cases_closed_on_kind_on_time_state_open ON cases (closed_on, kind, on_time, state, open)",
)
