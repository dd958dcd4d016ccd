"""Backups by themselves: soon after the start, every hour of work, and whenever the second place is plugged in."""

from PySide6.QtCore import QObject, QTimer, Slot

from friendly_desktop.domain.backups import Reason
from friendly_desktop.errors import AppError
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.jobs import Lane

#: After the start, so that the first clicks are answered first.
FIRST_MS = 20_000
#: Between two looks whether something is due.
LOOK_MS = 10 * 60_000


class BackupWatch(QObject):
    """Looks from time to time whether a backup is due, and makes it beside everything else.

    The person hears of it only when it fails, once in a run of the program; the page tells it as long as it is so.
    """

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._reason = Reason.START
        self._told = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Make a backup if one is due."""
        if not self._context.is_ready or self._context.runner.busy(Lane.LONG):
            return  # the next time will do
        reason, self._reason = self._reason, Reason.HOURLY

        def work(job: JobContext) -> None:
            services = self._context.services
            with services.session.own_act():
                services.bin.empty_due()
            backups = services.backups
            if backups.make_due(reason, job) is None:
                backups.catch_up(job)

        self._context.runner.submit("", work, Lane.LONG).failed.connect(self._on_failed)

    def begin(self) -> None:
        """Look from now on, the first time after a while; the data is open."""
        QTimer.singleShot(FIRST_MS, self, self.look)
        self._timer.start()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not self._told or not isinstance(error, AppError):
            self._told = True
            self._context.show_error(None, error)
