"""Everything promised at every meeting, until it is done: what is overdue first."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.meetings import Promise
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.reception.promises import PromiseRow, PromiseTable, is_overdue
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts_page import Part
from ui.widgets.text import button, make_room_for_example

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Which(Enum):
    """The tabs."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    ALL = "all"


_WORDS: Mapping[Which, str] = {
    Which.OPEN: N_("Chưa làm {n}"),
    Which.OVERDUE: N_("Quá hạn {n}"),
    Which.DONE: N_("Đã làm {n}"),
    Which.ALL: N_("Tất cả {n}"),
}


def takes(which: Which, promise: Promise, today: date) -> bool:
    """Whether a promise is in a tab."""
    return {
        Which.OPEN: promise.done_on is None,
        Which.OVERDUE: is_overdue(promise, today),
        Which.DONE: promise.done_on is not None,
        Which.ALL: True,
    }[which]


def read_promises(services: "Services") -> tuple[PromiseRow, ...]:
    """Every promise with its meeting, in two statements."""
    found = services.meetings.promises()
    years = services.meetings.years()
    if not found or not years:
        return ()
    meetings = services.meetings.find(date(years[0], 1, 1), date(years[-1], 12, 31))
    by_id = {one.id: one for one in meetings}
    return tuple(PromiseRow(one, by_id.get(one.meeting_id)) for one in found)


class PromiseList(Part):
    """All promises, with tabs and a filter.

    Signals:
        meeting_wanted: int, the meeting of a promise is to be opened.
    """

    meeting_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._rows: tuple[PromiseRow, ...] = ()
        self.back = button(_("Lịch tiếp dân"), "left", "back", parent=self)
        self.back.setToolTip(_("Về lịch tiếp dân (Esc)"))
        self.save_button = button(_("Lưu danh mục..."), "export", parent=self)
        self.save_button.setToolTip(_("Lưu danh mục việc đã hứa, từng buổi, thành tệp PDF hoặc Excel"))
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Tình trạng"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for which in Which:
            self.tabs.addTab(_(_WORDS[which]).format(n=0))
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm việc, người làm, thôn"))
        self.box.setAccessibleName(_("Lọc việc đã hứa"))
        self.box.setClearButtonEnabled(True)
        make_room_for_example(self.box)
        self.table = PromiseTable(context, self, meetings=True)
        self._nothing = EmptyState("todo", "", "", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(120)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.save_button)
        layout.addLayout(row)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self.back.clicked.connect(self.back_wanted)
        self.save_button.clicked.connect(self._on_save)
        self.tabs.currentChanged.connect(self._on_tab)
        self.box.textChanged.connect(self._later.start)
        self._later.timeout.connect(self._show)
        self.table.meeting_wanted.connect(self.meeting_wanted)
        self.setFocusProxy(self.table.view)

    def start(self, what: str) -> None:
        """Come into view; ``what`` names a tab."""
        if what in {one.value for one in Which}:
            self.tabs.setCurrentIndex([one.value for one in Which].index(what))
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self._context.query(self, _("Đọc việc đã hứa"), read_promises, self._on_read)

    def title(self) -> str:
        """The words at the top."""
        return _("Việc đã hứa với người dân")

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    @property
    def which(self) -> Which:
        """The tab in view."""
        return list(Which)[self.tabs.currentIndex()]

    def _on_read(self, rows: tuple[PromiseRow, ...]) -> None:
        self._rows = rows
        counts = Counter(which for row in rows for which in Which if takes(which, row.promise, self._today))
        for place, which in enumerate(Which):
            self.tabs.setTabText(place, _(_WORDS[which]).format(n=formats.whole_number(counts[which])))
        self._show()

    @Slot()
    def _on_save(self) -> None:
        """The list as an official paper, by meeting; of what is open where that tab is in view."""
        open_only = self.which in {Which.OPEN, Which.OVERDUE}

        def chosen(target: Path) -> None:
            self._context.run_long(
                self,
                _("Lưu danh mục việc đã hứa"),
                lambda services, _job: services.meetings.write_promises(target, open_only=open_only),
                lambda written: self._context.tell(_("Đã lưu tệp {name}.").format(name=written.file.name)),
            )

        self._context.prompts.save_file(
            self,
            _("Lưu danh mục việc đã hứa"),
            "reception",
            _("Tệp PDF (*.pdf);;Bảng tính Excel (*.xlsx)"),
            _("Danh mục việc đã hứa {day}.pdf").format(day=f"{self._today:%d-%m-%Y}"),
            chosen,
        )

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        words = fold(self.box.text()).split()

        def told(row: PromiseRow) -> str:
            promise, meeting = row.promise, row.meeting
            hamlet = meeting.entry.hamlet if meeting else ""
            return fold(f"{promise.asked} {promise.promised} {promise.officer} {hamlet}")

        rows = tuple(
            row
            for row in self._rows
            if takes(self.which, row.promise, self._today) and all(word in told(row) for word in words)
        )
        self.table.show_rows(rows)
        if rows:
            self._stack.setCurrentWidget(self.table)
            return
        if words:
            said = (_("Không có việc nào như vậy"), _("Hãy bớt chữ trong ô tìm hoặc chọn thẻ khác."))
        elif self.which is Which.OVERDUE:
            said = (_("Không có việc nào quá hạn"), _("Việc đã hứa mà quá ngày chưa làm nằm ở đây."))
        else:
            said = (
                _("Chưa có việc nào ở đây"),
                _("Mở một buổi tiếp dân, đối thoại hoặc đi cơ sở để ghi điều đã được hỏi và đã hứa."),
            )
        self._nothing.set_words(*said)
        self._stack.setCurrentWidget(self._nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way."""
        super().resizeEvent(event)
        self.table.fit(event.size().width() // self.fontMetrics().horizontalAdvance("0"))
