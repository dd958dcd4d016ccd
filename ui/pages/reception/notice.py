"""The notice of reception days: the very page, when it must hang, print, file, calendar file, "đã niêm yết"."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Meeting, MeetingState
from friendly_desktop.domain.meetings.schedule_settings import NoticeSize
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.reception.acts import MeetingActs
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.model import Part
    from friendly_desktop.services.meetings.service import Notice, PostingDue

_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days a notice is for."""

    start: date
    end: date


def periods(year: int) -> list[tuple[object, str]]:
    """The months, the quarters and the whole of a year."""
    found: list[tuple[object, str]] = [
        (Period(date(year, 1, 1), date(year, 12, 31)), _("Cả năm {year}").format(year=year))
    ]
    for quarter, words in enumerate(("I", "II", "III", "IV")):
        first = date(year, 3 * quarter + 1, 1)
        found.append(
            (Period(first, _month_end(first.replace(month=first.month + 2))), _("Quý {n}").format(n=words))
        )
    for month in range(1, 13):
        first = date(year, month, 1)
        found.append((Period(first, _month_end(first)), _("Tháng {month}").format(month=month)))
    return found


def _month(day: date) -> Period:
    return Period(day.replace(day=1), _month_end(day))


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


class NoticeDialog(QDialog):
    """The notice of a stretch of days."""

    def __init__(self, page: QWidget, context: UiContext, year: int) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Thông báo lịch tiếp công dân"))
        self._context = context
        self._year = year
        self._notice: Notice | None = None
        self._asked = 0
        self.acts = MeetingActs(context, self)
        self.period = ChoiceField(periods(year), self)
        self.size_choice = ChoiceField(
            ((NoticeSize.A4, _("A4")), (NoticeSize.A3, _("A3, dán bảng tin"))), self
        )
        self.number = LineField("15/TB-UBND", self)
        self.warning = NoticeStrip("warning", "warning", parent=self)
        self.posted_words = Text(role="quiet-small", wrap=True, parent=self)
        self.preview = PdfPreview(context, self)
        self.preview.set_fit(width=True)
        self.print_button = button(_("In..."), "print", "primary", "Ctrl+P", parent=self)
        self.save_button = button(_("Lưu PDF..."), "pdf", "", "Ctrl+S", parent=self)
        self.calendar_button = button(_("Lưu tệp lịch .ics..."), "calendar", parent=self)
        self.calendar_button.setToolTip(
            _("Tệp lịch để mở trong điện thoại hoặc phần mềm thư; không ghi tên người dân nào.")
        )
        self.posted_button = button(_("Đã niêm yết..."), "check", parent=self)
        reserve(self._context, Right.MEETINGS, self.posted_button)
        self.close_button = button(_("Đóng"), parent=self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.refresh)
        self._lay_out(page)
        today = context.clock.today()
        whole = Period(date(year, 1, 1), date(year, 12, 31))
        self.period.show_value(whole if year != today.year else _month(today))
        self.period.committed.connect(self.refresh)
        self.size_choice.committed.connect(self.refresh)
        self.number.textChanged.connect(self._later.start)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.calendar_button.clicked.connect(self._on_calendar)
        self.posted_button.clicked.connect(self._on_posted)
        self.close_button.clicked.connect(self.accept)
        context.bus.changed.connect(self._later.start)
        self.period.setFocus()
        if year == today.year:
            context.query(
                self,
                "",
                lambda services: services.meetings.postings_due(today, whole.end),
                self._on_due,
            )
        else:
            self.refresh()

    def _lay_out(self, page: QWidget) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)  # with a warning in it, it must fit 614 pixels
        side.addWidget(Text(self.windowTitle(), "heading", wrap=True, parent=self))
        asked = QWidget(self)
        asked.setProperty("role", "page-body")
        fields = QVBoxLayout(asked)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        fields.addWidget(Field(_("Thời gian"), self.period, parent=asked))
        fields.addWidget(Field(_("Khổ giấy"), self.size_choice, parent=asked))
        hint = _("Để trống để ghi tay sau khi văn thư cấp số.")
        fields.addWidget(Field(_("Số"), self.number, hint, asked))
        fields.addWidget(self.warning)
        fields.addWidget(self.posted_words)
        fields.addStretch(1)
        side.addWidget(scrolled(asked, self), 1)
        for line in (
            (self.print_button, self.save_button),
            (self.calendar_button,),
            (self.posted_button, self.close_button),
        ):
            acts = QHBoxLayout()
            acts.setSpacing(8)
            for made in line:
                acts.addWidget(made, 1)
            side.addLayout(acts)
        left = QWidget(self)
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        letter = self.fontMetrics().horizontalAdvance("0")
        left.setFixedWidth(letter * 40)
        row = QHBoxLayout(self)
        # The least height of wrapped words is told for a narrower place than they have here.
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(20)
        row.addWidget(left)
        row.addWidget(self.preview, 1)
        window = page.window()
        self.setMinimumSize(letter * 100, min(letter * 68, window.height() - 32))
        self.resize(min(letter * 150, window.width() - 40), min(letter * 105, window.height() - 32))

    def _on_due(self, due: "Sequence[PostingDue]") -> None:
        """Begin with the month whose notice is wanted next."""
        if due:
            self.period.show_value(_month(due[0].meeting.entry.day))
        self.refresh()

    def stretch(self) -> Period:
        """The days it is for."""
        found = self.period.value()
        return found if isinstance(found, Period) else _month(self._context.clock.today())

    def _size(self) -> NoticeSize:
        found = self.size_choice.value()
        return found if isinstance(found, NoticeSize) else NoticeSize.A4

    @Slot()
    def refresh(self, *_value: object) -> None:
        """Make it again."""
        self._asked += 1
        asked, period, size, number = self._asked, self.stretch(), self._size(), self.number.value()

        def work(services: "Services") -> "tuple[int, Notice]":
            return asked, services.meetings.notice(period.start, period.end, size=size, number=number)

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                self._context.show_error(self, error)
                return
            self._notice = None
            self.preview.clear()
            self.warning.say(f"{error.message} {error.hint}".strip())
            self.posted_words.setText("")
            self._enable()

        self._context.query(self, _("Làm thông báo"), work, self._on_made, failed)

    def _on_made(self, answer: "tuple[int, Notice]") -> None:
        asked, notice = answer
        if asked != self._asked:
            return
        self._notice = notice
        self.preview.show_pdf(notice.content)
        self.warning.say("\n".join(notice.warnings))
        posted = sorted({one.posted_on for one in notice.meetings if one.posted_on is not None})
        told = ", ".join(formats.short_date(day) for day in posted)
        self.posted_words.setText(_("Đã niêm yết: {days}.").format(days=told) if told else "")
        self._enable()

    def _enable(self) -> None:
        made = self._notice is not None
        for one in (self.print_button, self.save_button, self.calendar_button):
            one.setEnabled(made)
        self.posted_button.setEnabled(bool(self._waiting()))

    def _waiting(self) -> list[Meeting]:
        if self._notice is None:
            return []
        return [
            one
            for one in self._notice.meetings
            if one.posted_on is None and one.state is MeetingState.PLANNED
        ]

    # -- what is done with it

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        period, size, number = self.stretch(), self._size(), self.number.value()
        title = _("Thông báo lịch tiếp công dân")

        def content(services: "Services", _parts: "frozenset[Part]") -> bytes:
            return services.meetings.notice(period.start, period.end, size=size, number=number).content

        open_dialog(self, self._context, title, [Piece(0, title, content)])

    def _name(self) -> str:
        words = self.period.currentText()
        stem = _("Thông báo tiếp công dân {when}").format(when=words.lower())
        return stem if str(self._year) in stem else f"{stem} {self._year}"

    @Slot()
    def _on_save(self) -> None:
        period, size, number = self.stretch(), self._size(), self.number.value()

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._context.run_long(
                self,
                _("Lưu thông báo"),
                lambda services, _job: services.meetings.write_notice(
                    target, period.start, period.end, size=size, number=number
                ),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._context.prompts.save_file(
            self, _("Lưu thông báo"), "reception", _("Tệp PDF (*.pdf)"), f"{self._name()}.pdf", chosen
        )

    @Slot()
    def _on_calendar(self) -> None:
        period = self.stretch()

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".ics" else path.with_name(f"{path.name}.ics")
            self._context.run_long(
                self,
                _("Lưu tệp lịch"),
                lambda services, _job: services.meetings.write_calendar(target, period.start, period.end),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = _("Lịch tiếp công dân {when}").format(when=self.period.currentText().lower())
        self._context.prompts.save_file(
            self, _("Lưu tệp lịch"), "reception", _("Tệp lịch (*.ics)"), f"{suggested}.ics", chosen
        )

    @Slot()
    def _on_posted(self) -> None:
        waiting = self._waiting()
        if waiting:
            self.acts.posted(waiting, self)
