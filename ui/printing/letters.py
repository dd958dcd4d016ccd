"""Letters of the register as things to print: the kept PDF is what is printed, and every print is noted."""

from typing import TYPE_CHECKING

from friendly_desktop.domain.letters import Letter
from friendly_desktop.domain.letters.register import SETTLED
from friendly_desktop.services.documents.model import WHOLE, Part
from ui.printing.run import Outcome, Piece, PrintOrder

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


def letter_piece(letter: Letter, title: str) -> Piece:
    """A letter to be printed; once it is signed, always whole and as it was kept.

    Args:
        letter: of the register.
        title: what it is called when it fails.
    """

    def make(services: "Services", parts: frozenset[Part]) -> bytes:
        kept = services.letters.archive(letter.id)
        if parts == WHOLE:
            return services.letters.kept_pdf(kept)
        return services.letters.pdf(services.letters.get(letter.id).draft, parts).content

    def look(services: "Services", parts: frozenset[Part]) -> bytes:
        return services.letters.pdf(services.letters.get(letter.id).draft, parts).content

    if letter.state in SETTLED:
        return Piece(letter.id, title, make)
    return Piece(letter.id, title, make, has_parts=True, look=look)


def note_print(services: "Services", outcome: Outcome, order: PrintOrder) -> None:
    """Write down that a letter was printed, or that the printer refused it; it was made and kept before.

    Raises:
        AppError: it cannot be written.
    """
    services.letters.record_print(
        outcome.piece.key,
        order.target.printer or "PDF",
        order.target.copies,
        outcome.pages,
        "",
        outcome.printed,
        outcome.problem,
    )
