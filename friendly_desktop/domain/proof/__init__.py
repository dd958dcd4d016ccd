"""Proof by rule: what the records of a year prove for each leaf, and what an officer decided."""
