"""Reads ``resources/legal/retention.yaml``: how long records about people are kept."""

from functools import cache
from pathlib import Path

from friendly_desktop.domain.criteria.source import Fields, Findings
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.retention import RetentionKind, Term
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.text_trees import program_file

SHIPPED = RESOURCES / "legal" / "retention.yaml"
_MOST_MONTHS = 1200


@cache
def shipped() -> tuple[Term, ...]:
    """What comes with the program, read once."""
    return load(SHIPPED)


def load(path: Path) -> tuple[Term, ...]:
    """Read and check a file.

    Raises:
        AppError: ``legal_file_wrong``, with the first problem and its place.
    """
    return program_file(path, _terms, "legal_file_wrong", _("Dữ liệu pháp luật đi kèm bị hỏng"))


def _terms(fields: Fields, findings: Findings) -> tuple[Term, ...]:
    return tuple(_term(Fields(one, findings)) for one in fields.tables("terms"))


def _term(fields: Fields) -> Term:
    found = Term(
        kind=fields.member("kind", RetentionKind, RetentionKind.LETTERS),
        title=fields.line("title", required=True),
        months=fields.whole("months", 0, _MOST_MONTHS, 0),
        since=fields.line("since", required=True),
        article=fields.line("article", required=True),
        source=fields.line("source", required=True),
        confidence=fields.member("confidence", Confidence, Confidence.KNOWN),
        note=fields.line("note"),
    )
    fields.finish()
    return found
