"""News of changed records, from the writing thread to every screen."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from friendly_desktop.domain.changes import Area


class ChangeBus(QObject):
    """Tells the screens, on the GUI thread, which areas of the records were written.

    Several writes before the screens get a turn are told once.

    Signals:
        changed: frozenset of Area.
    """

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: set[Area] = set()
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def announce(self, areas: frozenset[Area]) -> None:
        """Say that ``areas`` were written; called on any thread (``Database.on_change``)."""
        self._heard.emit(areas)

    @Slot(object)
    def _on_heard(self, areas: frozenset[Area]) -> None:
        if not self._waiting:
            # One more turn of the event loop lets writes that follow each other arrive together.
            QTimer.singleShot(0, self, self._tell)
        self._waiting.update(areas)

    @Slot()
    def _tell(self) -> None:
        areas, self._waiting = frozenset(self._waiting), set()
        self.changed.emit(areas)
