"""Long work in view: what, how far, "Dừng". Beside the work, never in front of it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui.jobs import Job, Progress
from ui.widgets.text import Text, button

SHOW_AFTER_MS = 400


class _JobRow(QFrame):
    """The progress of one job."""

    def __init__(self, job: Job, parent: QWidget) -> None:
        super().__init__(parent)
        self.job = job
        title = Text(job.title, "strong", parent=self)
        self._words = Text(_("Đang chờ đến lượt..."), "quiet-small", parent=self)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.title)
        self._stop = button(_("Dừng"), "stop", parent=self)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(title)
        texts.addWidget(self._bar)
        texts.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(16)
        layout.addLayout(texts, 1)
        layout.addWidget(self._stop)
        self._stop.clicked.connect(self._on_stop)
        job.progressed.connect(self._on_progressed)

    @Slot(object)
    def _on_progressed(self, progress: Progress) -> None:
        if progress.total:
            self._bar.setRange(0, 1000)
            self._bar.setValue(min(1000, progress.done * 1000 // progress.total))
            large = progress.total > 10_000_000  # bytes, not things
            show = formats.file_size if large else formats.whole_number
            words = _("{label} {done} / {total}").format(
                label=progress.label, done=show(progress.done), total=show(progress.total)
            )
        else:
            self._bar.setRange(0, 0)
            words = progress.label
        if not self.job.stop_asked:
            self._words.setText(words.strip())

    @Slot()
    def _on_stop(self) -> None:
        self.job.cancel()
        self._stop.setEnabled(False)
        self._words.setText(_("Đang dừng và dọn phần làm dở..."))


class ProgressPanel(QWidget):
    """All long work under way; shows itself after a moment, hides when all is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Job, _JobRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_AFTER_MS)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    @Slot(object)
    def add(self, job: Job) -> None:
        """Watch a job until it is finished."""
        row = _JobRow(job, self)
        self._rows[job] = row
        self._column.addWidget(row)
        job.finished.connect(self._on_finished)
        if not self.isVisible():
            self._timer.start()

    @Slot()
    def _on_time(self) -> None:
        self.setVisible(bool(self._rows))

    @Slot()
    def _on_finished(self) -> None:
        job = self.sender()
        if isinstance(job, Job) and job in self._rows:
            row = self._rows.pop(job)
            self._column.removeWidget(row)
            row.deleteLater()
        if not self._rows:
            self._timer.stop()
            self.hide()
