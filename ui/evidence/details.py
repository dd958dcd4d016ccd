"""What the office says about a document: title, number, date, description; saved as it is typed."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.fields import DateField, Field
from ui.widgets.text import button
from ui.widgets.typing import GrowingText, TypedLine

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

DELAY_MS = 400


class EvidenceDetails(QWidget):
    """The fields of one piece of evidence.

    Signals:
        saved: Evidence, as it is stored now.
    """

    saved = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._evidence: Evidence | None = None
        self._typed: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self.title = TypedLine(self)
        self.title.setMaxLength(500)
        self.number = TypedLine(self)
        self.number.setPlaceholderText(_("15/KH-UBND"))
        self.number.setMaxLength(100)
        self.issued = DateField(context.clock.today, self)
        self.description = GrowingText(2, 6, self)
        self._fields = {
            "title": Field(_("Tên tài liệu"), self.title, parent=self),
            "number": Field(_("Số, ký hiệu"), self.number, parent=self),
            "issued_on": Field(_("Ngày của tài liệu"), self.issued, parent=self),
            "description": Field(_("Mô tả, trích yếu"), self.description, parent=self),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for field in self._fields.values():
            layout.addWidget(field)
        self.taken = button("", "calendar", "quiet", parent=self)
        self.taken.hide()
        self._taken_on: date | None = None
        layout.insertWidget(layout.indexOf(self._fields["issued_on"]) + 1, self.taken)
        self.taken.clicked.connect(self._on_taken)
        self.title.textEdited.connect(self._on_title)
        self.number.textEdited.connect(self._on_number)
        self.issued.committed.connect(self._on_date)
        self.issued.refused.connect(self._fields["issued_on"].set_problem)
        self.description.edited.connect(self._on_description)
        for left in (self.title.left, self.number.left, self.description.left):
            left.connect(self.flush)

    def show_evidence(self, evidence: Evidence, read_only: bool) -> None:
        """Show a piece; what was typed for the one before is stored first."""
        if self._evidence is None or evidence.id != self._evidence.id:
            self.flush()
            for field in (self.title, self.number):
                field.setText("")
            self.description.put("")
            for one in self._fields.values():
                one.set_problem("")
        self._evidence = evidence
        self.title.setPlaceholderText(evidence.name)
        if "title" not in self._typed:
            self.title.show_text(evidence.title)
        if "number" not in self._typed:
            self.number.show_text(evidence.number)
        if "description" not in self._typed:
            self.description.show_text(evidence.description)
        if "issued_on" not in self._typed:
            self.issued.show_value(evidence.issued_on)
        for control in (self.title, self.number, self.issued, self.description):
            control.setReadOnly(read_only)
        self._offer_day(evidence, read_only)

    @Slot()
    def flush(self) -> None:
        """Store what waits, now."""
        self._timer.stop()
        typed, self._typed = self._typed, {}
        if not typed or self._evidence is None:
            return
        evidence_id = self._evidence.id

        def work(services: "Services") -> Evidence:
            return services.evidence.update(evidence_id, **typed)

        def on_failed(error: Exception) -> None:
            if isinstance(error, AppError):
                field = self._fields[next(iter(typed))]
                field.set_problem(error.message)
            else:
                self._context.show_error(self, error)

        self._context.perform(self, _("Lưu thông tin tài liệu"), work, self.saved.emit, on_failed)

    def _offer_day(self, evidence: Evidence, read_only: bool) -> None:
        """A photo says when it was taken: offered as the day of the document, never set by itself."""
        self._taken_on = None
        self.taken.hide()
        if read_only or evidence.issued_on is not None or not evidence.media_type.startswith("image/"):
            return
        digest, media_type = evidence.sha256, evidence.media_type

        def work(services: "Services") -> tuple[int, date | None]:
            return evidence.id, services.evidence.suggested_date(digest, media_type)

        self._context.draw(self, work, self._on_day, lambda _error: None)

    def _on_day(self, answer: tuple[int, date | None]) -> None:
        evidence_id, day = answer
        if day is None or self._evidence is None or self._evidence.id != evidence_id:
            return
        self._taken_on = day
        words = _("Ảnh chụp ngày {day}: lấy làm ngày của tài liệu")
        self.taken.setText(words.format(day=formats.short_date(day)))
        self.taken.show()

    @Slot()
    def _on_taken(self) -> None:
        if self._taken_on is not None:
            self.issued.show_value(self._taken_on)
            self.taken.hide()
            self._on_date(self._taken_on)

    def _type(self, field: str, value: object) -> None:
        self._fields[field].set_problem("")
        self._typed[field] = value
        self._timer.start()

    @Slot(str)
    def _on_title(self, text: str) -> None:
        self._type("title", text)

    @Slot(str)
    def _on_number(self, text: str) -> None:
        self._type("number", text)

    @Slot(object)
    def _on_date(self, day: object) -> None:
        self._type("issued_on", day)
        self.flush()

    @Slot()
    def _on_description(self) -> None:
        self._type("description", self.description.toPlainText())
