"""What commands need to put letters on paper. ``app.py`` brings it, because printing is done through Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from friendly_desktop.domain.printing import PrintAnswer, PrintWish
from friendly_desktop.services.jobs import JobContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Press(Protocol):
    """Prints without a window (``ui/printing/press.py``)."""

    def printers(self) -> tuple[str, ...]:
        """The printers of this PC, the usual one first."""

    def usual(self) -> str:
        """The printer that the system calls the usual one; "" where it names none."""

    def print_letters(
        self, services: "Services", ids: Sequence[int], wish: PrintWish, job: JobContext
    ) -> PrintAnswer:
        """Print letters of the register; what is printed is kept, and every print is noted.

        Raises:
            AppError: nothing could be begun; what befell single letters stands in the answer.
        """

    def print_file(self, file: Path, wish: PrintWish, job: JobContext) -> PrintAnswer:
        """Print a PDF file.

        Raises:
            AppError: it could not be printed.
        """


#: Makes a press; Qt is loaded only now.
PressMaker = Callable[[], Press]
