"""Notices that nobody has touched the keyboard or the mouse for a while."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from friendly_desktop.clock import Clock

#: How often is looked; the lock comes at most so much late.
TICK_MS = 10_000

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Watches the whole program while it is told to.

    A PC that slept counts as left alone: the time is that of the clock. A clock that is set back does not put the
    lock off for long: what the ticks counted holds as well.

    Signals:
        left_alone: nobody was here for as long as was said.
    """

    left_alone = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = timedelta()
        self._touched = True
        self._since: datetime | None = None
        self._ticks = 0
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, limit: timedelta) -> None:
        """Tell after so long; zero for never."""
        self._limit = limit
        self._touched = True
        application = QCoreApplication.instance()
        if application is None:
            return
        if limit and not self._watching:
            application.installEventFilter(self)
            self._timer.start()
        elif not limit and self._watching:
            application.removeEventFilter(self)
            self._timer.stop()
        self._watching = bool(limit)

    @Slot()
    def look(self) -> None:
        """Look whether anybody was here since the last time."""
        now = self._clock.now()
        if self._touched or self._since is None:
            self._touched, self._since, self._ticks = False, now, 0
            return
        self._ticks += 1
        counted = timedelta(milliseconds=TICK_MS * self._ticks)
        if max(now - self._since, counted) >= self._limit:
            self._touched = True
            self.left_alone.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch; nothing is held back."""
        if not self._touched and event.type() in _TOUCHES:
            self._touched = True
        return super().eventFilter(watched, event)
