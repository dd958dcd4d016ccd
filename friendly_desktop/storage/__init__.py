"""Everything that touches disk: the database, the evidence store, data files. No rules here."""
