"""What is printed of the register, and its doors: the slip, the day's list, the books, the numbers, an old book."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.cases import CaseLine
from friendly_desktop.i18n import _
from ui.context import UiContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from ui.printing.run import Piece


class CasePapers(QObject):
    """Opens the dialogs for papers of the register.

    Signals:
        cases_wanted: (list of int, words), these cases stand behind a number that was chosen.
    """

    cases_wanted = Signal(object, str)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._parts: dict[str, Callable[[], None]] = {
            "print": self.print_books,
            "day": self.print_day,
            "statistics": self.show_statistics,
            "import": self.take_in,
        }

    def offered(self) -> tuple[tuple[str, str, str], ...]:
        """Words, icon and part of everything that can be opened from the palette and the list."""
        return (
            (_("In sổ tiếp công dân, sổ theo dõi đơn..."), "print", "print"),
            (_("Danh sách trong ngày..."), "calendar", "day"),
            (_("Thống kê..."), "sheet", "statistics"),
            (_("Nhập sổ cũ..."), "table", "import"),
        )

    def open_part(self, part: str) -> bool:
        """Open the dialog of a part; False where there is none of that name."""
        found = self._parts.get(part)
        if found is not None:
            found()
        return found is not None

    def print_books(self) -> None:
        """The registers of a year."""
        from ui.pages.cases.register_dialog import RegisterDialog

        RegisterDialog(self._page, self._context).open()

    def print_day(self) -> None:
        """What came in on a day, and what is due then."""
        from ui.pages.cases.paper_dialog import DayDialog

        DayDialog(self._page, self._context).open()

    def show_statistics(self) -> None:
        """The numbers of a period."""
        from ui.pages.cases.statistics_dialog import StatisticsDialog

        dialog = StatisticsDialog(self._page, self._context)
        dialog.cases_wanted.connect(self.cases_wanted)
        dialog.open()

    def take_in(self) -> None:
        """An old register."""
        from ui.pages.cases.import_dialog import ImportDialog

        ImportDialog(self._page, self._context).open()

    @Slot(object)
    def print_slips(self, ids: Sequence[int]) -> None:
        """Print the control slips of cases."""
        wanted = list(ids)
        if wanted:
            self._context.query(
                self,
                _("Phiếu theo dõi"),
                lambda services: services.cases.lines(wanted),
                self._on_lines,
            )

    def _on_lines(self, lines: Sequence[CaseLine]) -> None:
        from ui.printing.dialog import open_dialog

        pieces = [_slip(line) for line in lines]
        if pieces:
            title = pieces[0].title if len(pieces) == 1 else _("Phiếu theo dõi quá trình xử lý đơn")
            open_dialog(self._page, self._context, title, pieces)


def _slip(line: CaseLine) -> "Piece":
    """The slip of a case, named by its number alone."""
    from ui.printing.run import Piece

    case_id = line.id

    def make(services: "Services", _parts: object) -> bytes:
        return services.case_forms.slip_pdf(case_id)

    return Piece(case_id, _("Phiếu theo dõi {code}").format(code=line.code), make)
