"""What is printed of the register, and its doors: the slip, the day's list, the books, the numbers, an old book."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.context import UiContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class CasePapers(QObject):
    """Opens the dialogs for papers of the register.

    Signals:
        cases_wanted: (list of int, words), these cases stand behind a number that was chosen.
    """

    cases_wanted = Signal(object, str)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._parts: dict[str, Callable[[], None]] = {}

    def offered(self) -> tuple[tuple[str, str, str], ...]:
        """Words, icon and part of everything that can be opened from the palette and the list."""
        return ()

    def open_part(self, part: str) -> bool:
        """Open the dialog of a part; False where there is none of that name."""
        found = self._parts.get(part)
        if found is not None:
            found()
        return found is not None

    @Slot(object)
    def print_slips(self, ids: Sequence[int]) -> None:
        """Print the control slips of cases."""
        raise NotImplementedError(ids)

    def _print(self, title: str, make: "Callable[[Services], bytes]") -> None:
        """Print a paper; ``make`` gives its PDF on the worker."""
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        open_dialog(
            self._page, self._context, title, [Piece(0, title, lambda services, _parts: make(services))]
        )
