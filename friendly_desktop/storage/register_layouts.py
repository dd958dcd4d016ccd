"""The layouts of the printed registers as shipped: dated YAML files in ``resources/forms``."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from friendly_desktop.domain.cases.register import Book, BookPaper, RegisterColumn, RegisterLayout
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.paths import RESOURCES

_FOLDER = RESOURCES / "forms"


@cache
def layouts(book: Book) -> tuple[RegisterLayout, ...]:
    """The layouts of a book, the oldest first."""
    found = (load(path) for path in sorted(_FOLDER.glob("register-*.yaml")))
    return tuple(
        sorted(
            (layout for layout in found if layout.book is book),
            key=lambda layout: layout.valid_from or date.min,
        )
    )


def load(path: Path) -> RegisterLayout:
    """Read one file.

    Raises:
        KeyError, ValueError: the file is not one of this program's; a test reads every shipped one.
    """
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader, by its name
    return RegisterLayout(
        id=content["id"],
        book=Book(content["book"]),
        title=content["title"],
        form=content["form"],
        source=content["source"],
        confidence=Confidence(content["confidence"]),
        columns=tuple(_column(one) for one in content["columns"]),
        notes=tuple(content.get("notes", ())),
        valid_from=_day(content.get("valid_from")),
        valid_to=_day(content.get("valid_to")),
    )


def _column(content: dict[str, Any]) -> RegisterColumn:
    return RegisterColumn(
        field=content["field"],
        number=content["number"],
        title=content["title"],
        widths={paper.value: float(content[paper.value]) for paper in BookPaper},
        group=content.get("group", ""),
        centred=content.get("centred", False),
        strong=content.get("strong", False),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
