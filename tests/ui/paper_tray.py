"""A printer that puts what it is given into a folder, sheet for sheet, and can be made to fail."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter

from friendly_desktop.domain.pages import A4_SHEET, A5_SHEET
from friendly_desktop.services.pages import page_sizes
from ui.printing import abilities, dialog, spooling
from ui.printing.abilities import Abilities
from ui.printing.spooling import Target, printer_gone, printer_refused

NAME = "Máy in văn phòng"
ABLE = Abilities(NAME, (A4_SHEET, A5_SHEET), any_size=False, margins=(4, 4, 4, 4), lying=(4, 4, 4, 4))


@dataclass
class PaperTray:
    """Stands in for the printer: Qt's own PDF printer writes each document into ``folder``."""

    folder: Path
    able: Abilities = ABLE
    refuse: Callable[[int], bool] = lambda _number: False
    gone_after: int = 10**6
    asked: int = 0
    targets: list[Target] = field(default_factory=list)

    def open(self, target: Target) -> QPrinter:
        """Open the printer for one document, or fail as a printer does."""
        self.asked += 1
        if self.asked > self.gone_after:
            raise printer_gone(target.printer)
        if self.refuse(self.asked):
            raise printer_refused(target.printer)
        self.targets.append(target)
        return _REAL_OPENED(replace(target, file=self.folder / f"{self.asked:03}.pdf"))

    def documents(self) -> list[Path]:
        """What was printed, in order."""
        return sorted(self.folder.glob("*.pdf"))

    def sheets(self) -> int:
        """How many sheets came out."""
        return sum(len(page_sizes(path.read_bytes())) for path in self.documents())


_REAL_OPENED = spooling.opened


def load(monkeypatch: pytest.MonkeyPatch, folder: Path) -> PaperTray:
    """Put the tray in the place of this PC's printers."""
    folder.mkdir(exist_ok=True)
    tray = PaperTray(folder)
    monkeypatch.setattr(spooling, "opened", tray.open)
    monkeypatch.setattr(dialog, "printer_names", lambda: [NAME])
    monkeypatch.setattr(abilities, "ask", lambda _name: tray.able)
    return tray
