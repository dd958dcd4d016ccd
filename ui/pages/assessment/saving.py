"""Saves what is typed: a moment after the last key, at once when the keyboard leaves, never lost.

Everything goes through one object, because two fields of a leaf are one record: what is stored next is
always built, on the worker, on what was stored last.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from friendly_desktop.domain.assessment import YearView
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

DELAY_MS = 400

_APPRAISAL = ("appraised_points", "appraiser_remark")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not stored, and why; what was stored before still stands."""

    key: str
    field: str
    error: AppError
    typed: str = ""


class Saver(QObject):
    """Gathers what was typed and stores it.

    Signals:
        stored: YearView, the year after a save.
        refused: Refusal, the service did not take a value.
    """

    stored = Signal(object)
    refused = Signal(object)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._year = 0
        self._typed: dict[str, dict[str, Any]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def set_year(self, year: int) -> None:
        """Work on another year; what was typed for the one before is stored first."""
        if year != self._year:
            self.flush()
            self._year = year

    def typed(self, node: str, field: str, value: object) -> None:
        """Remember a change of a leaf's words; stored after a moment."""
        self._typed.setdefault(node, {})[field] = value
        self._timer.start()

    def waiting(self, node: str) -> dict[str, Any]:
        """What was typed for a leaf and is not stored yet."""
        return dict(self._typed.get(node, {}))

    def points(self, node: str, text: str) -> None:
        """Store points as typed ("" takes them back), after whatever else waits."""
        self.flush()
        year = self._year

        def work(services: "Services") -> YearView:
            return services.assessment.set_points(year, node, text or None)

        self._perform(_("Lưu điểm"), work, node, "points", text)

    def veto(self, veto: str, holds: bool | None, note: str) -> None:
        """Store the answer to a veto."""
        year = self._year

        def work(services: "Services") -> YearView:
            return services.assessment.set_veto(year, veto, holds, note)

        self._perform(_("Lưu câu trả lời"), work, veto, "veto")

    @Slot()
    def flush(self) -> None:
        """Store everything that waits, now."""
        self._timer.stop()
        typed, self._typed = self._typed, {}
        for node, changes in typed.items():
            self._store(self._year, node, changes)

    def _store(self, year: int, node: str, changes: dict[str, Any]) -> None:
        told = {field: changes.pop(field) for field in _APPRAISAL if field in changes}

        def work(services: "Services") -> YearView:
            # The lane saves in order, so the record read here holds every save asked for before.
            entry = services.assessment.view(year).rows[node].entry
            return services.assessment.save_entry(year, replace(entry, **changes))

        def work_appraisal(services: "Services") -> YearView:
            entry = services.assessment.view(year).rows[node].entry
            points = told.get("appraised_points", entry.appraised_points)
            remark = told.get("appraiser_remark", entry.appraiser_remark)
            return services.assessment.set_appraisal(year, node, points, remark)

        if told:  # a frozen year takes it too, so it is an act of its own
            typed = str(told.get("appraised_points") or "")
            self._perform(_("Lưu kết quả thẩm định"), work_appraisal, node, ",".join(told), typed)
        if not changes:
            return

        self._perform(_("Lưu nội dung"), work, node, ",".join(changes))

    def _perform(
        self, title: str, work: Callable[["Services"], YearView], key: str, field: str, typed: str = ""
    ) -> None:
        def on_failed(error: Exception) -> None:
            if isinstance(error, AppError):
                self.refused.emit(Refusal(key, field, error, typed))
            else:
                self._context.show_error(self, error)

        self._context.perform(self, title, work, self._on_stored, on_failed)

    def _on_stored(self, view: YearView) -> None:
        self.stored.emit(view)
