"""What waits today in every register, what is late first, each a way to where it is done."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.places import PageId, Place
from ui.widgets.flow import FlowLayout
from ui.widgets.text import button

if TYPE_CHECKING:
    from friendly_desktop.services.home import HomeFacts

_PLACES = {
    "case_overdue": Place(PageId.CASES, filter="overdue"),
    "case_today": Place(PageId.CASES, filter="today"),
    "case_week": Place(PageId.CASES, filter="week"),
    "case_old": Place(PageId.CASES, filter="old"),
    "promise_overdue": Place(PageId.RECEPTION, part="promises", filter="overdue"),
    "leaf_overdue": Place(PageId.ASSESSMENT, filter="overdue"),
    "file_late": Place(PageId.FIGURES, part="late"),
    "survey_over": Place(PageId.SURVEYS),
    "leaf_week": Place(PageId.ASSESSMENT, filter="not_scored"),
    "proposal_moved": Place(PageId.ASSESSMENT),
    "proposal_waiting": Place(PageId.ASSESSMENT),
    "leaf_again": Place(PageId.ASSESSMENT),
    "figures_month": Place(PageId.FIGURES),
    "posting_waiting": Place(PageId.POSTINGS),
    "evidence_unsorted": Place(PageId.EVIDENCE, part="unsorted"),
    "backup_second": Place(PageId.SAFETY, part="backups"),
    "clock": Place(PageId.SAFETY, part="trail"),
    "disposal": Place(PageId.SAFETY, part="retention"),
    "letter_to_sign": Place(PageId.LETTERS, part="register", filter="submitted"),
    "letter_to_deliver": Place(PageId.LETTERS, part="register", filter="signed"),
}
_ICONS = {
    "case": "cases",
    "session": "calendar",
    "promise": "todo",
    "letter": "letter",
    "calendar": "calendar",
    "leaf": "criteria",
    "file": "letter",
    "survey": "table",
    "proposal": "criteria",
    "figures": "table",
    "posting": "image",
    "evidence": "attach",
    "backup": "shield",
    "clock": "calendar",
    "disposal": "shield",
}
#: What is late already; it stands first and says so by its icon.
_LATE = frozenset({"case_overdue", "promise_overdue", "leaf_overdue", "file_late", "survey_over", "clock"})


class Duty(NamedTuple):
    """Something that waits: its kind, how many.

    For a clock that is behind the day of the last change; for a session its day (ISO) and its id in ``n``; for a calendar of days off that is only foretold its year in ``n``;
    for what is due for destruction the day somebody looked at it last (ISO), "" for never;
    for monthly figures the month in ``n``.
    """

    kind: str
    n: int
    day: str = ""


def duties_of(facts: "HomeFacts", today: date) -> tuple[Duty, ...]:
    """Everything that waits today, what is late first."""
    from friendly_desktop.domain.cases import CaseView

    report, views, rest, session = facts.report, facts.cases, facts.waiting, facts.session
    due_today = views.get(CaseView.TODAY, 0)
    found = [
        Duty("case_overdue", views.get(CaseView.OVERDUE, 0)),
        Duty("promise_overdue", rest.promises_late),
        Duty("leaf_overdue", rest.leaves_late),
        Duty("file_late", rest.late_files),
        Duty("survey_over", rest.surveys_over),
        Duty("case_today", due_today),
        Duty("case_week", views.get(CaseView.WEEK, 0) - due_today),
        Duty("case_old", views.get(CaseView.OLD, 0)),
        Duty("letter_to_sign", rest.letters_to_sign),
        Duty("letter_to_deliver", rest.letters_to_deliver),
        Duty("leaf_week", rest.leaves_soon),
        Duty("leaf_again", len(report.upcoming)),
        Duty("proposal_moved", len(report.moved)),
        Duty("proposal_waiting", len(report.waiting)),
        Duty("figures_month", rest.figures_month),
        Duty("posting_waiting", rest.postings),
        Duty("evidence_unsorted", rest.unsorted),
    ]
    waiting = [one for one in found if one.n > 0]
    if session is not None:
        duty = Duty("session", session.id, session.entry.day.isoformat())
        late_ones = sum(one.kind in _LATE for one in waiting)
        waiting.insert(late_ones if session.entry.day == today else len(waiting), duty)
    if facts.written_ahead:
        waiting.insert(0, Duty("clock", 1, facts.written_ahead.isoformat()))
    if facts.days_without_backup:
        waiting.append(Duty("backup_second", facts.days_without_backup))
    if facts.disposal:
        looked = facts.disposal.looked_on
        waiting.append(Duty("disposal", facts.disposal.count, looked.isoformat() if looked else ""))
    if facts.forecast_year:
        waiting.append(Duty("calendar", facts.forecast_year))
    return tuple(waiting)


def words_of(duty: Duty, today: date) -> str:
    """A duty as people read it: "2 đơn quá hạn"."""
    if duty.kind == "session":
        from friendly_desktop import formats

        day = date.fromisoformat(duty.day)
        if day == today:
            return _("Hôm nay tiếp công dân")
        return _("Buổi tiếp công dân tới: {day}").format(day=formats.weekday_date(day))
    if duty.kind == "calendar":
        return _("Lịch làm việc năm {year} mới là dự kiến").format(year=duty.n)
    if duty.kind == "clock":
        from friendly_desktop import formats

        return _("Đồng hồ của máy chậm hơn lần ghi ngày {day}: hãy chỉnh lại ngày giờ").format(
            day=formats.short_date(date.fromisoformat(duty.day))
        )
    if duty.kind == "disposal":
        return _disposal_words(duty)
    if duty.kind == "figures_month":
        return _("Chưa nhập số liệu tháng {month}").format(month=duty.n)
    if duty.kind == "backup_second":
        from friendly_desktop.services.backups.words import reminder_words

        return reminder_words(duty.n)
    words = {
        "leaf_overdue": ngettext("{n} mục quá hạn nội bộ", "{n} mục quá hạn nội bộ", duty.n),
        "leaf_week": ngettext("{n} mục đến hạn trong 7 ngày", "{n} mục đến hạn trong 7 ngày", duty.n),
        "file_late": ngettext(
            "{n} hồ sơ trễ hạn chưa có thư xin lỗi", "{n} hồ sơ trễ hạn chưa có thư xin lỗi", duty.n
        ),
        "survey_over": ngettext(
            "{n} đợt khảo sát hết ngày, chưa khóa", "{n} đợt khảo sát hết ngày, chưa khóa", duty.n
        ),
        "leaf_again": ngettext(
            "{n} mục phải làm tiếp trong 7 ngày", "{n} mục phải làm tiếp trong 7 ngày", duty.n
        ),
        "proposal_moved": ngettext(
            "{n} mục số liệu đã khác lúc quyết định", "{n} mục số liệu đã khác lúc quyết định", duty.n
        ),
        "proposal_waiting": ngettext(
            "{n} đề nghị điểm chờ chấp nhận", "{n} đề nghị điểm chờ chấp nhận", duty.n
        ),
        "posting_waiting": ngettext(
            "{n} niêm yết chưa ghi nơi treo", "{n} niêm yết chưa ghi nơi treo", duty.n
        ),
        "evidence_unsorted": ngettext(
            "{n} minh chứng chưa phân loại", "{n} minh chứng chưa phân loại", duty.n
        ),
        "case_overdue": ngettext("{n} đơn quá hạn", "{n} đơn quá hạn", duty.n),
        "case_today": ngettext("{n} đơn hết hạn hôm nay", "{n} đơn hết hạn hôm nay", duty.n),
        "case_week": ngettext("{n} đơn đến hạn trong tuần", "{n} đơn đến hạn trong tuần", duty.n),
        "case_old": ngettext("{n} đơn gần hoặc quá 45 ngày", "{n} đơn gần hoặc quá 45 ngày", duty.n),
        "promise_overdue": ngettext("{n} việc đã hứa quá hạn", "{n} việc đã hứa quá hạn", duty.n),
        "letter_to_sign": ngettext("{n} thư chờ ký", "{n} thư chờ ký", duty.n),
        "letter_to_deliver": ngettext("{n} thư đã ký, chờ trao", "{n} thư đã ký, chờ trao", duty.n),
    }
    return words[duty.kind].format(n=duty.n)


def _disposal_words(duty: Duty) -> str:
    from friendly_desktop import formats

    if not duty.day:
        return _("{n} bản ghi đến hạn hủy trong năm nay, chưa ai xem lại").format(
            n=formats.whole_number(duty.n)
        )
    return _("{n} bản ghi đến hạn hủy trong năm nay, xem lại lần cuối {day}").format(
        n=formats.whole_number(duty.n), day=formats.short_date(date.fromisoformat(duty.day))
    )


def place_of(duty: Duty) -> Place:
    """Where a duty is done."""
    if duty.kind == "session":
        return Place(PageId.RECEPTION, part=f"meeting:{duty.n}")
    if duty.kind == "calendar":
        return Place(PageId.SETTINGS, part="workdays", filter=str(duty.n))
    return _PLACES[duty.kind]


class DutyLine(QWidget):
    """The duties side by side, each a way to where it is done; hidden where nothing waits.

    Signals:
        wanted: Place, the one to go to.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._places: dict[QPushButton, Place] = {}
        self._layout = FlowLayout(self, 4)
        self._rest = QWidget(self)
        self.hide()

    def show_duties(self, duties: Sequence[Duty], today: date) -> None:
        """Show these and no others."""
        told = tuple(words_of(one, today) for one in duties)
        if told != self._shown or len(duties) != len(self._buttons):
            self._shown = told
            self._layout.removeWidget(self._rest)
            for old in self._buttons:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._buttons = [self._button(one, words) for one, words in zip(duties, told, strict=True)]
            self._layout.addWidget(self._rest)  # takes the rest of the line, so that no button grows
        self._places = {made: place_of(one) for made, one in zip(self._buttons, duties, strict=True)}
        self.setVisible(bool(duties))

    def buttons(self) -> Sequence[QPushButton]:
        """The duties in view."""
        return tuple(self._buttons)

    def _button(self, duty: Duty, words: str) -> QPushButton:
        late = duty.kind in _LATE
        made = button(words, "", "back", parent=self)
        icon = "warning" if late else _ICONS[duty.kind.partition("_")[0]]
        made.setIcon(icons.icon(icon, "danger" if late else "accent"))
        made.clicked.connect(self._on_clicked)
        self._layout.addWidget(made)
        made.show()
        return made

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if isinstance(made, QPushButton):
            self.wanted.emit(self._places[made])
