"""What the register already knows while somebody is entered: people who came before, the same matter.

Only shown, never merged; each line opens the case it is about.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseLine
from friendly_desktop.domain.cases.words import KIND_TITLES, STATE_TITLES
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from ui.widgets.strips import IconLabel
from ui.widgets.text import ElidedText, button

_MOST = 3


class EntryHints(QFrame):
    """Cases like the one being entered.

    Signals:
        open_wanted: int, a case is to be looked at.
    """

    open_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setProperty("state", "calm")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 2, 8, 2)
        self._column.setSpacing(0)
        self._rows: list[QWidget] = []
        self._lines: tuple[CaseLine, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[CaseLine], name: str) -> None:
        """Show these cases; ``name`` is who is being entered."""
        shown = tuple(lines[:_MOST])
        if shown == self._lines:
            return
        self._lines = shown
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(line, name) for line in shown]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(shown))

    def words(self) -> tuple[str, ...]:
        """What is said."""
        return tuple(found.text() for row in self._rows if (found := row.findChild(ElidedText)))

    def _row(self, line: CaseLine, name: str) -> QWidget:
        row = QWidget(self)
        came = bool(name) and fold(line.person) == fold(name)
        words = _("Đã đến trước") if came else _("Có thể cùng việc")
        told = _("{what}: {person}, {day}, {kind} «{summary}» ({code}, {state})").format(
            what=words,
            person=line.person,
            day=formats.short_date(line.received),
            kind=_(KIND_TITLES[line.kind]),
            summary=line.summary,
            code=line.code,
            state=_(STATE_TITLES[line.state]),
        )
        text = ElidedText(told, "small", parent=row)
        see = button(_("Xem"), kind="quiet", parent=row)
        see.setAccessibleName(_("Xem vụ việc {code}").format(code=line.code))
        see.setProperty("case", line.id)
        see.clicked.connect(self._on_see)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(IconLabel("person" if came else "copy", "accent", 16, row))
        layout.addWidget(text, 1)
        layout.addWidget(see)
        return row

    @Slot()
    def _on_see(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.open_wanted.emit(int(sender.property("case")))
