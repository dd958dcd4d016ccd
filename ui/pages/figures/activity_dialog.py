"""One line of the diary, entered in half a minute: kind, day, words, the leaves it proves, its photos."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.evidence import AddedFile
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog
from ui.dialogs.report import ReportDialog
from ui.pages.figures.activity_side import ActivitySide
from ui.pages.figures.chosen_activity import DiaryYear
from ui.pages.figures.diary_rows import kind_choices
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField, TextField
from ui.widgets.text import Text, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_MOST_DIGITS = 7
_TAKING_MS = 60  # the Enter that takes a suggestion comes once more, for the field


@dataclass(frozen=True, slots=True)
class _Offered:
    """What a kind offers: leaves, words written before."""

    kind: ActivityKind
    nodes: tuple[str, ...]
    titles: tuple[str, ...]
    places: tuple[str, ...]
    organisers: tuple[str, ...]


class ActivityDialog(FormDialog):
    """Enters a line, or changes one.

    Args:
        page: where it stands.
        context: of the window.
        year: with its criteria set, None where it was not opened.
        entry: what stands there at first.
        activity: the line that is changed, None for a new one.
        hamlets: the parts of the commune.

    Signals:
        saved: int, the line that was stored.
    """

    saved = Signal(int)

    def __init__(
        self,
        page: QWidget,
        context: UiContext,
        year: DiaryYear,
        entry: ActivityEntry,
        activity: Activity | None,
        hamlets: Sequence[str],
    ) -> None:
        title = _("Ghi một hoạt động") if activity is None else _("Sửa hoạt động")
        super().__init__(page, title, _("Lưu"), letters=100)
        self._page, self._context, self._year = page, context, year
        self._activity, self._begun = activity, entry
        self._took_title = False
        chosen = activity is not None or bool(entry.nodes)
        self.side = ActivitySide(context, year, self, chosen=chosen)
        self._build(hamlets)
        self._put(entry)
        self._ask()
        room = page.window()
        self.resize(min(980, room.width() - 24), min(640, room.height() - 16))
        self.title_line.setFocus()

    # -- building

    def _build(self, hamlets: Sequence[str]) -> None:
        self.kind = ChoiceField(kind_choices())
        self.day = DayInput(_("Ngày"), self._context.clock.today(), parent=self)
        self.times = LineField()
        self._times = Field(_("Số lần"), self.times, parent=self)
        self.title_line = SuggestField()
        self._title = Field(_("Nội dung"), self.title_line, parent=self)
        self.place, self.organiser = SuggestField(), SuggestField()
        self.hamlet = SuggestField(list(hamlets))
        self.participants = LineField()
        self._participants = Field(_("Số người"), self.participants, parent=self)
        self.number, self.link = LineField(), LineField()
        self.note = TextField(lines=2)
        for field in (self.place, self.organiser, self.hamlet, self.title_line):
            field.setMinimumContentsLength(8)
        form = QWidget(self)
        form.setProperty("role", "page-body")
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        for row in (
            ((Field(_("Loại"), self.kind, parent=self), 3), (self.day, 2), (self._times, 1)),
            ((self._title, 1),),
            (
                (Field(_("Nơi"), self.place, parent=self), 1),
                (Field(_("Thôn, tổ dân phố"), self.hamlet, parent=self), 1),
            ),
            ((Field(_("Đơn vị làm"), self.organiser, parent=self), 3), (self._participants, 1)),
            (
                (Field(_("Số, ký hiệu văn bản"), self.number, parent=self), 1),
                (Field(_("Đã đăng ở (địa chỉ)"), self.link, parent=self), 2),
            ),
            ((Field(_("Ghi chú"), self.note, parent=self), 1),),
        ):
            line = QHBoxLayout()
            line.setSpacing(12)
            for asked, share in row:
                line.addWidget(asked, share)
            column.addLayout(line)
        column.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(scrolled(form, self), 3)
        body.addWidget(scrolled(self.side, self), 2)
        self.body.addLayout(body, 1)
        self.problem = Text(role="problem", wrap=True, parent=self)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.kind.committed.connect(self._on_kind)
        self.title_line.activated.connect(self._on_title)
        if (completer := self.title_line.completer()) is not None:
            completer.activated.connect(self._on_title)

    def _put(self, entry: ActivityEntry) -> None:
        self.kind.show_value(entry.kind)
        self.day.show_day(entry.day)
        self.times.setText(str(entry.times))
        for field, text in (
            (self.title_line, entry.title),
            (self.place, entry.place),
            (self.hamlet, entry.hamlet),
            (self.organiser, entry.organiser),
        ):
            field.setEditText(text)
        self.participants.setText("" if entry.participants is None else str(entry.participants))
        self.number.setText(entry.number)
        self.link.setText(entry.link)
        self.note.show_value(entry.note)
        self.side.show_leaves(entry.nodes, entry.nodes)

    # -- suggestions

    def _ask(self) -> None:
        kind = self.kind.value()
        year = (self.day.peek() or self._begun.day).year
        if not isinstance(kind, ActivityKind):
            return

        def work(services: "Services") -> _Offered:
            desk = services.activities
            return _Offered(
                kind,
                desk.suggest(year, kind),
                desk.written("title", kind),
                desk.written("place"),
                desk.written("organiser"),
            )

        self._context.query(self, _("Đọc gợi ý"), work, self._on_offered)

    def _on_offered(self, offered: _Offered) -> None:
        if offered.kind is not self.kind.value():
            return
        self.title_line.set_suggestions(offered.titles)
        self.place.set_suggestions(offered.places)
        self.organiser.set_suggestions(offered.organisers)
        self.side.offer(offered.nodes)

    @Slot()
    def _on_title(self, *_what: object) -> None:
        """A title that was written before brings what was said beside it; the Enter that took it saves nothing."""
        self._took_title = True
        QTimer.singleShot(_TAKING_MS, self, self._on_title_taken)

    @Slot()
    def _on_title_taken(self) -> None:
        self._took_title = False
        title = self.title_line.value()
        if self._activity is None and title:
            self._context.query(
                self, _("Đọc gợi ý"), lambda services: services.activities.last_titled(title), self._fill_from
            )

    def _fill_from(self, last: ActivityEntry | None) -> None:
        """Fill what is still empty."""
        if last is None or last.title != self.title_line.value():
            return
        for field, text in ((self.place, last.place), (self.organiser, last.organiser)):
            if not field.value():
                field.setEditText(text)
        if self.times.value() == "1":
            self.times.setText(str(last.times))

    @Slot(object)
    def _on_kind(self, _kind: object) -> None:
        self.side.forget_suggested()
        self._ask()

    # -- saving

    def entry(self) -> ActivityEntry | None:
        """What was entered, None while something is missing; it is said at the field."""
        title = self.title_line.value()
        self._title.set_problem("" if title else _("Hãy ghi ngắn gọn việc đã làm."))
        fine, day = self.day.read()
        people, times = _count(self._participants), _count(self._times)
        wrong = bool(self._participants.problem() or self._times.problem())
        kind = self.kind.value()
        if not title or not fine or day is None or wrong or not isinstance(kind, ActivityKind):
            return None
        return replace(
            self._begun,
            kind=kind,
            day=day,
            title=title,
            place=self.place.value(),
            hamlet=self.hamlet.value(),
            organiser=self.organiser.value(),
            participants=people,
            times=1 if times is None else times,
            number=self.number.value(),
            link=self.link.value(),
            note=self.note.value(),
            nodes=self.side.nodes(),
        )

    def submit(self) -> bool:
        """Save; the dialog closes once it is stored."""
        entry = None if self._took_title else self.entry()
        if entry is None:
            return False
        activity, files = self._activity, self.side.files()

        def save(services: "Services") -> Activity:
            if activity is not None:
                return services.activities.change(activity.id, entry)
            return services.activities.add(entry)

        self.yes.setEnabled(False)
        if not files:
            self._context.perform(self, _("Lưu hoạt động"), save, self._on_saved, self._on_refused)
            return False

        def work(services: "Services", job: "JobContext") -> tuple[Activity, tuple[AddedFile, ...]]:
            services.assessment.criteria_of_open(entry.day.year)  # refused before the line is written
            saved = save(services)
            return saved, services.activities.add_files(saved.id, files, job)

        self._context.run_long(
            self, _("Lưu hoạt động, thêm ảnh"), work, self._on_saved_with, self._on_refused
        )
        return False

    def _on_saved(self, saved: Activity) -> None:
        self.saved.emit(saved.id)
        self.accept()
        if saved.entry.day.year != self._year.year:
            words = _("Đã ghi hoạt động «{title}» vào nhật ký năm {year}.")
        else:
            words = _("Đã ghi hoạt động «{title}».")
        self._context.tell(words.format(title=saved.entry.title, year=saved.entry.day.year))

    def _on_saved_with(self, done: tuple[Activity, tuple[AddedFile, ...]]) -> None:
        saved, added = done
        told = [f"{one.name}\n{one.problem or one.warning}" for one in added if one.problem or one.warning]
        page = self._page
        self._on_saved(saved)
        if told:
            ReportDialog(page.window(), _("Kết quả thêm tệp"), _("Hoạt động đã được ghi."), told).open()

    def _on_refused(self, error: Exception) -> None:
        self.yes.setEnabled(True)
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.problem.setText(f"{error.message} {error.hint}".strip())
        self.problem.show()


def _count(field: Field) -> int | None:
    """The number in a line field, None for an empty one; says at it when it is none."""
    words = field.input.value() if isinstance(field.input, LineField) else ""
    digits = words.replace(".", "")
    wrong = bool(words) and not (digits.isascii() and digits.isdecimal() and len(digits) <= _MOST_DIGITS)
    field.set_problem(_("Hãy ghi một số.") if wrong else "")
    return int(digits) if words and not wrong else None
