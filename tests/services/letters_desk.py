"""What the tests of the letters share: a letter written in one line."""

from dataclasses import replace
from datetime import date

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import Letter, LetterKind


def write(
    services: Services, kind: LetterKind = LetterKind.WEDDING, on: date | None = None, **values: str
) -> Letter:
    """A draft in the register; the values a kind needs are filled in."""
    draft = services.letters.blank_draft(kind, on)
    if kind is LetterKind.WEDDING:
        values = {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"} | values
    return services.letters.save(replace(draft, values={**draft.values, **values}))
