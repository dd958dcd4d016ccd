"""Reads ``resources/legal/reception.yaml``: how often the law wants citizens received, and what notices rest on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from friendly_desktop.domain.criteria.source import Fields, Findings
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.meetings.reception_schedule import Minimum, MinimumOf, Period
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.text_trees import program_file

SHIPPED = RESOURCES / "legal" / "reception.yaml"
_MOST_DAYS = 366

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Ground:
    """A "Căn cứ" of a notice, for notices dated from ``valid_from`` to ``valid_to``."""

    text: str
    source: str
    confidence: Confidence
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a notice of ``day`` rests on it."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class ReceptionLaw:
    """The whole file."""

    minima: tuple[Minimum, ...]
    grounds: tuple[Ground, ...]


@cache
def shipped() -> ReceptionLaw:
    """What comes with the program, read once."""
    return load(SHIPPED)


def load(path: Path) -> ReceptionLaw:
    """Read and check a file.

    Raises:
        AppError: ``legal_file_wrong``, with the first problem and its place.
    """
    return program_file(path, _law, "legal_file_wrong", _("Dữ liệu pháp luật đi kèm bị hỏng"))


def _law(fields: Fields, findings: Findings) -> ReceptionLaw:
    return ReceptionLaw(
        tuple(_read(Fields(one, findings), _minimum) for one in fields.tables("minima")),
        tuple(_read(Fields(one, findings), _ground) for one in fields.tables("grounds")),
    )


def _read(fields: Fields, of: Callable[[Fields], _Item]) -> _Item:
    found = of(fields)
    fields.finish()
    return found


def _minimum(fields: Fields) -> Minimum:
    return Minimum(
        id=fields.line("id", required=True),
        of=fields.member("of", MinimumOf, MinimumOf.RECEPTION),
        count=fields.whole("count", 1, _MOST_DAYS, 1),
        per=fields.member("per", Period, Period.MONTH),
        title=fields.line("title", required=True),
        article=fields.line("article", required=True),
        source=fields.line("source", required=True),
        confidence=fields.member("confidence", Confidence, Confidence.KNOWN),
        valid_from=_day(fields, "valid_from"),
        valid_to=_day(fields, "valid_to"),
        note=fields.line("note"),
    )


def _ground(fields: Fields) -> Ground:
    return Ground(
        text=fields.line("text", required=True),
        source=fields.line("source", required=True),
        confidence=fields.member("confidence", Confidence, Confidence.KNOWN),
        valid_from=_day(fields, "valid_from"),
        valid_to=_day(fields, "valid_to"),
    )


def _day(fields: Fields, key: str) -> date | None:
    found = fields.day(key)
    return date.fromisoformat(found) if found else None
