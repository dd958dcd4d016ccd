"""Reads where a letter, form, survey or posting says otherwise than its source: ``corrections`` of their files."""

from friendly_desktop.domain.criteria.source import Fields, Findings
from friendly_desktop.domain.letters import WordingCorrection


def corrections_in(reader: Fields, findings: Findings) -> tuple[WordingCorrection, ...]:
    """The corrections a file lists; what is wrong with them is noted."""
    found = []
    for table in reader.tables("corrections"):
        one = Fields(table, findings)
        found.append(
            WordingCorrection(one.text("found"), one.text("corrected"), one.text("why", required=True))
        )
        one.finish()
    return tuple(found)
