"""Schema 2: letters, their templates, register, prints, and the parts of the commune."""

STATEMENTS = (
    """
CREATE TABLE hamlets (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    CONSTRAINT pk_hamlets PRIMARY KEY (id),
    CONSTRAINT uq_hamlets_name UNIQUE (name)
)
""",
    """
CREATE TABLE letter_books (
    id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    pattern VARCHAR NOT NULL,
    CONSTRAINT pk_letter_books PRIMARY KEY (id)
)
""",
    """
CREATE TABLE letter_templates (
    id VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    content TEXT NOT NULL,
    sha256 VARCHAR NOT NULL,
    word_sha256 VARCHAR,
    saved_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_letter_templates PRIMARY KEY (id, version),
    CONSTRAINT fk_letter_templates_word_sha256 FOREIGN KEY(word_sha256) REFERENCES files (sha256)
)
""",
    """
CREATE TABLE letters (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    template_id VARCHAR NOT NULL,
    template_version INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    occasion VARCHAR NOT NULL,
    hamlet VARCHAR NOT NULL,
    book VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    number INTEGER,
    number_text VARCHAR NOT NULL,
    date DATE NOT NULL,
    place VARCHAR NOT NULL,
    signatory_id INTEGER,
    sheet TEXT NOT NULL,
    field_values TEXT NOT NULL,
    pages INTEGER NOT NULL,
    archived VARCHAR,
    batch VARCHAR NOT NULL,
    signed_on DATE,
    delivered_on DATE,
    delivery VARCHAR,
    delivered_by VARCHAR NOT NULL,
    cancelled_on DATE,
    cancel_reason TEXT NOT NULL,
    created_at VARCHAR NOT NULL,
    changed_at VARCHAR NOT NULL,
    removed_at VARCHAR,
    CONSTRAINT pk_letters PRIMARY KEY (id),
    CONSTRAINT fk_letters_template_id_template_version FOREIGN KEY(template_id, template_version) REFERENCES letter_templates (id, version),
    CONSTRAINT uq_letters_book_year_number UNIQUE (book, year, number),
    CONSTRAINT fk_letters_book FOREIGN KEY(book) REFERENCES letter_books (id),
    CONSTRAINT fk_letters_signatory_id FOREIGN KEY(signatory_id) REFERENCES signatories (id) ON DELETE SET NULL,
    CONSTRAINT fk_letters_archived FOREIGN KEY(archived) REFERENCES files (sha256)
)
""",
    "CREATE INDEX ix_letters_archived ON letters (archived)",
    "CREATE INDEX ix_letters_date ON letters (date)",
    "CREATE INDEX ix_letters_kind_occasion ON letters (kind, occasion)",
    """
CREATE INDEX ix_letters_state_kind_signed_on_delivered_on_date_removed_at
    ON letters (state, kind, signed_on, delivered_on, date, removed_at)
""",
    "CREATE INDEX ix_letters_signatory_id ON letters (signatory_id)",
    "CREATE INDEX ix_letters_template_id_template_version ON letters (template_id, template_version)",
    """
CREATE TABLE letter_events (
    id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    on_day DATE,
    note TEXT NOT NULL,
    CONSTRAINT pk_letter_events PRIMARY KEY (id),
    CONSTRAINT fk_letter_events_letter_id FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_letter_events_letter_id ON letter_events (letter_id)",
    """
CREATE TABLE letter_prints (
    id INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    at VARCHAR NOT NULL,
    printer VARCHAR NOT NULL,
    copies INTEGER NOT NULL,
    pages VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    succeeded BOOLEAN NOT NULL,
    problem TEXT NOT NULL,
    CONSTRAINT pk_letter_prints PRIMARY KEY (id),
    CONSTRAINT fk_letter_prints_letter_id FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE,
    CONSTRAINT fk_letter_prints_sha256 FOREIGN KEY(sha256) REFERENCES files (sha256)
)
""",
    "CREATE INDEX ix_letter_prints_letter_id ON letter_prints (letter_id)",
    "CREATE INDEX ix_letter_prints_sha256 ON letter_prints (sha256)",
    """
CREATE TABLE letter_samples (
    year INTEGER NOT NULL,
    letter_id INTEGER NOT NULL,
    CONSTRAINT pk_letter_samples PRIMARY KEY (year, letter_id),
    CONSTRAINT fk_letter_samples_year FOREIGN KEY(year) REFERENCES years (year) ON DELETE CASCADE,
    CONSTRAINT fk_letter_samples_letter_id FOREIGN KEY(letter_id) REFERENCES letters (id) ON DELETE CASCADE
)
""",
    "CREATE INDEX ix_letter_samples_letter_id ON letter_samples (letter_id)",
    """
CREATE TABLE letter_mappings (
    template_id VARCHAR NOT NULL,
    headings VARCHAR NOT NULL,
    mapping TEXT NOT NULL,
    used_at VARCHAR NOT NULL,
    CONSTRAINT pk_letter_mappings PRIMARY KEY (template_id, headings)
)
""",
    """
CREATE TABLE letter_people (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    salutation VARCHAR NOT NULL,
    address VARCHAR NOT NULL,
    hamlet VARCHAR NOT NULL,
    used_at VARCHAR NOT NULL,
    CONSTRAINT pk_letter_people PRIMARY KEY (id),
    CONSTRAINT uq_letter_people_name_address UNIQUE (name, address)
)
""",
    "CREATE INDEX ix_letter_people_folded ON letter_people (folded)",
    """
INSERT INTO letter_books (id, title, pattern) VALUES
    ('letters', 'Sổ thư của Chủ tịch', '{number}/UBND'),
    ('extensions', 'Sổ văn bản xin lỗi và đề nghị gia hạn', '{number}/PXL-UBND')
""",
)
