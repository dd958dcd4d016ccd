"""Numbered, frozen steps from an empty file to today's tables, all in one transaction.

A step never changes after its release and imports nothing of the program: it is a tuple of SQL
statements. The number of the last step applied is kept in the file.
"""

from friendly_desktop.storage.migrations import (
    m0001_year_end,
    m0002_letters,
    m0003_cases,
    m0004_everyday,
    m0005_trust,
)

#: Every step in order; step n brings a file from schema n-1 to n.
STEPS: tuple[tuple[str, ...], ...] = (
    m0001_year_end.STATEMENTS,
    m0002_letters.STATEMENTS,
    m0003_cases.STATEMENTS,
    m0004_everyday.STATEMENTS,
    m0005_trust.STATEMENTS,
)

LATEST = len(STEPS)
