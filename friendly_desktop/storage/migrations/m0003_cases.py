"""Schema 3: the working calendar, deadline rules, cases with their steps, meetings, and drafts."""

STATEMENTS = (
    """
CREATE TABLE calendar_days (
    day DATE NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,
    forecast BOOLEAN NOT NULL,
    own BOOLEAN NOT NULL,
    CONSTRAINT pk_calendar_days PRIMARY KEY (day)
)
""",
    """
CREATE TABLE calendar_changes (
    id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    day DATE NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    CONSTRAINT pk_calendar_changes PRIMARY KEY (id)
)
""",
    """
CREATE TABLE deadline_rules (
    id VARCHAR NOT NULL,
    valid_from DATE NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR NOT NULL,
    CONSTRAINT pk_deadline_rules PRIMARY KEY (id, valid_from)
)
""",
    """
CREATE TABLE meetings (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    day DATE NOT NULL,
    starts VARCHAR NOT NULL,
    ends VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    receiver VARCHAR NOT NULL,
    post VARCHAR NOT NULL,
    chairman BOOLEAN NOT NULL,
    place VARCHAR NOT NULL,
    hamlet VARCHAR NOT NULL,
    participants TEXT NOT NULL,
    topic TEXT NOT NULL,
    visitors INTEGER,
    notes TEXT NOT NULL,
    state VARCHAR NOT NULL,
    moved_from DATE,
    why TEXT NOT NULL,
    posted_on DATE,
    conclusion VARCHAR NOT NULL,
    conclusion_on DATE,
    scheduled BOOLEAN NOT NULL,
    created_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_meetings PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_meetings_day ON meetings (day)",
    "CREATE INDEX ix_meetings_kind_state_day ON meetings (kind, state, day)",
    """
CREATE TABLE cases (
    id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    register_number INTEGER,
    kind VARCHAR NOT NULL,
    received DATE NOT NULL,
    channel VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_folded VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    hamlet VARCHAR NOT NULL,
    identity VARCHAR NOT NULL,
    identity_issued VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    representatives TEXT NOT NULL,
    content TEXT NOT NULL,
    request TEXT NOT NULL,
    people INTEGER NOT NULL,
    against TEXT NOT NULL,
    earlier TEXT NOT NULL,
    topic VARCHAR NOT NULL,
    papers TEXT NOT NULL,
    anonymous BOOLEAN NOT NULL,
    meeting_id INTEGER,
    receiver VARCHAR NOT NULL,
    paper_file VARCHAR NOT NULL,
    remote BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    state VARCHAR NOT NULL,
    open BOOLEAN NOT NULL,
    waiting BOOLEAN DEFAULT 0 NOT NULL,
    conditions VARCHAR NOT NULL,
    competence VARCHAR NOT NULL,
    complexity VARCHAR NOT NULL,
    officer VARCHAR NOT NULL,
    body VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    accepted_on DATE,
    closed_on DATE,
    on_time BOOLEAN,
    due DATE,
    due_rule VARCHAR NOT NULL,
    due_unit VARCHAR NOT NULL,
    national_on DATE,
    national_code VARCHAR NOT NULL,
    parent_id INTEGER,
    created_at VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    CONSTRAINT pk_cases PRIMARY KEY (id),
    CONSTRAINT uq_cases_year_number UNIQUE (year, number),
    CONSTRAINT uq_cases_year_register_number UNIQUE (year, register_number),
    CONSTRAINT ck_cases_nobody_named CHECK (kind != 'denunciation' OR (name = '' AND name_folded = '' AND address = '' AND hamlet = '' AND identity = '' AND identity_issued = '' AND phone = '' AND representatives = '')),
    CONSTRAINT fk_cases_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE SET NULL,
    CONSTRAINT fk_cases_parent_id FOREIGN KEY(parent_id) REFERENCES cases (id) ON DELETE SET NULL
)
""",
    "CREATE INDEX ix_cases_closed_on ON cases (closed_on)",
    "CREATE INDEX ix_cases_identity ON cases (identity)",
    "CREATE INDEX ix_cases_meeting_id ON cases (meeting_id)",
    "CREATE INDEX ix_cases_name_folded ON cases (name_folded)",
    "CREATE INDEX ix_cases_open_due ON cases (due) WHERE open = 1",
    "CREATE INDEX ix_cases_parent_id ON cases (parent_id)",
    "CREATE INDEX ix_cases_received ON cases (received)",
    "CREATE INDEX ix_cases_state_received ON cases (state, received)",
    "CREATE INDEX ix_cases_kind_received ON cases (kind, received)",
    "CREATE INDEX ix_cases_channel_received ON cases (channel, received)",
    "CREATE INDEX ix_cases_open_received ON cases (received) WHERE open = 1",
    "CREATE INDEX ix_cases_waiting ON cases (received) WHERE waiting = 1",
    "CREATE INDEX ix_cases_not_national ON cases (received) WHERE national_on IS NULL",
    """
CREATE TABLE promises (
    id INTEGER NOT NULL,
    meeting_id INTEGER NOT NULL,
    asked TEXT NOT NULL,
    promised TEXT NOT NULL,
    officer VARCHAR NOT NULL,
    until DATE,
    done_on DATE,
    result TEXT NOT NULL,
    case_id INTEGER,
    CONSTRAINT pk_promises PRIMARY KEY (id),
    CONSTRAINT fk_promises_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE,
    CONSTRAINT fk_promises_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE SET NULL
)
""",
    "CREATE INDEX ix_promises_case_id ON promises (case_id)",
    "CREATE INDEX ix_promises_done_on_until ON promises (done_on, until)",
    "CREATE INDEX ix_promises_meeting_id ON promises (meeting_id)",
    """
CREATE TABLE case_steps (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    on_day DATE NOT NULL,
    state VARCHAR NOT NULL,
    content TEXT NOT NULL,
    CONSTRAINT pk_case_steps PRIMARY KEY (id),
    CONSTRAINT fk_case_steps_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_case_steps_action_on_day ON case_steps (action, on_day)",
    "CREATE INDEX ix_case_steps_case_id ON case_steps (case_id)",
    """
CREATE TABLE case_deadlines (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    rule_id VARCHAR NOT NULL,
    rule_valid_from DATE,
    start DATE NOT NULL,
    due DATE,
    unit VARCHAR NOT NULL,
    length INTEGER NOT NULL,
    calendar_version INTEGER NOT NULL,
    arithmetic TEXT NOT NULL,
    computed_at VARCHAR NOT NULL,
    why TEXT NOT NULL,
    met_on DATE,
    superseded_at VARCHAR,
    CONSTRAINT pk_case_deadlines PRIMARY KEY (id),
    CONSTRAINT fk_case_deadlines_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_case_deadlines_case_id ON case_deadlines (case_id)",
    "CREATE INDEX ix_case_deadlines_superseded_at_met_on_due ON case_deadlines (superseded_at, met_on, due)",
    """
CREATE TABLE case_links (
    case_id INTEGER NOT NULL,
    other_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    CONSTRAINT pk_case_links PRIMARY KEY (case_id, other_id),
    CONSTRAINT fk_case_links_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
    CONSTRAINT fk_case_links_other_id FOREIGN KEY(other_id) REFERENCES cases (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_case_links_other_id ON case_links (other_id)",
    """
CREATE TABLE case_forms (
    id INTEGER NOT NULL,
    case_id INTEGER,
    meeting_id INTEGER,
    form VARCHAR NOT NULL,
    number VARCHAR NOT NULL,
    day DATE NOT NULL,
    content TEXT NOT NULL,
    sha256 VARCHAR,
    made_at VARCHAR NOT NULL,
    CONSTRAINT pk_case_forms PRIMARY KEY (id),
    CONSTRAINT fk_case_forms_case_id FOREIGN KEY(case_id) REFERENCES cases (id) ON DELETE CASCADE,
    CONSTRAINT fk_case_forms_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id) ON DELETE CASCADE,
    CONSTRAINT fk_case_forms_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
)
""",
    "CREATE INDEX ix_case_forms_case_id ON case_forms (case_id)",
    "CREATE INDEX ix_case_forms_meeting_id ON case_forms (meeting_id)",
    "CREATE INDEX ix_case_forms_sha256 ON case_forms (sha256)",
    """
CREATE TABLE register_pages (
    year INTEGER NOT NULL,
    layout VARCHAR NOT NULL,
    page INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    content TEXT NOT NULL,
    printed_at VARCHAR NOT NULL,
    CONSTRAINT pk_register_pages PRIMARY KEY (year, layout, page)
)
""",
    """
CREATE TABLE drafts (
    place VARCHAR NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (place)
)
""",
    """
CREATE VIRTUAL TABLE case_search USING fts5(
    words, content='', detail=none, columnsize=0, tokenize='ascii'
)
""",
)
