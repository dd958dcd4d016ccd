"""Before a reception: the kit of the evening before, as it will be printed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.meeting_kit import MeetingKit as Kit
    from friendly_desktop.services.documents.model import Part


class MeetingKit(QWidget):
    """Who may come, what is open, what was answered last; printed or saved."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._meeting: Meeting | None = None
        self.print_button = button(_("In bộ tài liệu"), "print", "primary", "Ctrl+P", parent=self)
        self.print_button.hide()
        self.save_button = button(_("Lưu PDF..."), "pdf", parent=self)
        self._words = Text(role="quiet", wrap=True, parent=self)
        self.preview = PdfPreview(context, self)
        self.preview.set_fit(width=True)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._words, 1)
        top.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.preview, 1)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)

    def clear(self) -> None:
        """Another meeting comes."""
        self._meeting = None
        self._words.setText("")
        self.preview.clear()

    def words(self) -> str:
        """What it says above the sheet."""
        return self._words.text()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show its kit."""
        self._meeting = meeting
        meeting_id = meeting.id

        def work(services: "Services") -> "tuple[int, Kit, bytes]":
            return meeting_id, services.meetings.kit(meeting_id), services.meetings.kit_pdf(meeting_id)

        self._context.query(self, _("Đọc bộ tài liệu của buổi tiếp"), work, self._on_kit)

    def _on_kit(self, answer: "tuple[int, Kit, bytes]") -> None:
        meeting_id, kit, content = answer
        if self._meeting is None or meeting_id != self._meeting.id:
            return
        parts = []
        people, promised = len(kit.people), len(kit.promises)
        if people:
            parts.append(ngettext("{n} người có thể đến", "{n} người có thể đến", people).format(n=people))
        if promised:
            words = ngettext("{n} việc đã hứa đến hạn", "{n} việc đã hứa đến hạn", promised)
            parts.append(words.format(n=promised))
        told = ", ".join(parts) or _("Chưa có vụ việc đang mở hay việc đã hứa đến hạn")
        self._words.setText(_("{what}. Bộ tài liệu chỉ dùng nội bộ.").format(what=told))
        self.preview.show_pdf(content)

    def _title(self) -> str:
        day = formats.short_date(self._meeting.entry.day) if self._meeting else ""
        return _("Bộ tài liệu buổi tiếp {day}").format(day=day)

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        if self._meeting is None:
            return
        meeting_id, title = self._meeting.id, self._title()

        def content(services: "Services", _parts: "frozenset[Part]") -> bytes:
            return services.meetings.kit_pdf(meeting_id)

        open_dialog(self, self._context, title, [Piece(0, title, content)])

    @Slot()
    def _on_save(self) -> None:
        if self._meeting is None:
            return
        meeting_id = self._meeting.id

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._context.run_long(
                self,
                _("Lưu bộ tài liệu"),
                lambda services, _job: services.meetings.write_kit(target, meeting_id),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = self._title().replace("/", "-") + ".pdf"
        self._context.prompts.save_file(
            self, _("Lưu bộ tài liệu"), "reception", _("Tệp PDF (*.pdf)"), suggested, chosen
        )
