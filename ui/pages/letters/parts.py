"""Further parts of the letters page (a list of letters from Excel, the templates), made when first opened.

To add one: a widget derived from ``part.LetterPart`` in this package, a factory here that imports it inside
the function, and a line in ``PARTS``. Its button beside the register, its command in the palette and its
``Place`` (``part="batch"``, or ``part="batch:something"``) follow from the line.
"""

from collections.abc import Callable
from typing import NamedTuple

from friendly_desktop.i18n import N_
from ui.context import UiContext
from ui.pages.letters.part import LetterPart


class PartSpec(NamedTuple):
    """A part: its name in a ``Place``, its command (untranslated), its icon, how it is made."""

    name: str
    command: str
    icon: str
    make: Callable[[UiContext], LetterPart]


def _batch(context: UiContext) -> LetterPart:
    from ui.pages.letters.batch import LetterBatch

    return LetterBatch(context)


def _templates(context: UiContext) -> LetterPart:
    from ui.pages.letters.templates import LetterTemplates

    return LetterTemplates(context)


PARTS: tuple[PartSpec, ...] = (
    PartSpec("batch", N_("Soạn nhiều thư từ Excel..."), "table", _batch),
    PartSpec("templates", N_("Mẫu thư"), "sheet", _templates),
)
