"""The reception page: the year first, one meeting, the making of a schedule, what was promised."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.changes import Area
from ui import theme
from ui.cases.commands import of_reception
from ui.context import UiContext
from ui.pages.reception.part import ReceptionPart
from ui.pages.reception.rows import Tab
from ui.pages.reception.year import YearSchedule
from ui.places import PageId, Place
from ui.widgets.page import Page

#: Parts of the page, as a ``Place`` names them; what stands after a colon is a year or the id of a meeting.
YEAR, MEETING, MAKE, PROMISES, NOTICE = "year", "meeting", "make", "promises", "notice"


class ReceptionPage(Page):
    """The schedule of reception, its meetings and promises. Every part is reached through ``show_place``."""

    watched = frozenset({Area.MEETINGS, Area.CALENDAR, Area.CASES, Area.OFFICE})
    uses_year = False
    help_topic = "reception"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.year = YearSchedule(context, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.year)
        self.setFocusProxy(self.year)  # coming here is to stand in what is in view
        self._parts: dict[str, ReceptionPart] = {}
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._stack)
        self._commands = self._make_commands()
        self.year.open_wanted.connect(self._on_meeting)
        self.year.make_wanted.connect(self._on_make)
        self.year.notice_wanted.connect(self._on_notice)
        self.year.promises_wanted.connect(self._on_promises)

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        self.part_in_view().refresh()

    def part_in_view(self) -> ReceptionPart:
        """The part in view."""
        part = self._stack.currentWidget()
        return part if isinstance(part, ReceptionPart) else self.year

    def heading(self) -> str:
        """What is in view."""
        return self.part_in_view().title()

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self.part_in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.part_in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def go_to_front(self) -> None:
        """Back to the year."""
        self._show(self.year)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part in (MEETING, MAKE, PROMISES):
            made = self.part(part)
            self._show(made)
            made.start(what or place.filter)
            return
        self._show(self.year)
        if part in (YEAR, NOTICE) and what.isdecimal():
            self.year.show_year(int(what))
        if place.filter in {tab.value for tab in Tab}:
            self.year.show_tab(Tab(place.filter))
        if part == NOTICE:
            self._on_notice(self.year.year())
        elif part == "new":
            self.year.add()
        elif part == "visits":
            self.year.show_tab(Tab.VISIT)
            self.year.plan_visits()

    def part(self, name: str) -> ReceptionPart:
        """A further part, made when first asked for."""
        if name not in self._parts:
            made = {MEETING: self._make_meeting, MAKE: self._make_make, PROMISES: self._make_promises}[name]()
            made.framed.connect(self.framed)
            made.back_wanted.connect(self._on_year)
            self._parts[name] = made
            self._stack.addWidget(made)
        return self._parts[name]

    # -- inside

    def _make_meeting(self) -> ReceptionPart:
        from ui.pages.reception.meeting import MeetingPart

        made = MeetingPart(self.context, self)
        made.case_wanted.connect(self._on_case)
        return made

    def _make_make(self) -> ReceptionPart:
        from ui.pages.reception.make import MakeSchedule

        made = MakeSchedule(self.context, self)
        made.made.connect(self._on_made)
        return made

    def _make_promises(self) -> ReceptionPart:
        from ui.pages.reception.promise_list import PromiseList

        made = PromiseList(self.context, self)
        made.meeting_wanted.connect(self._on_meeting)
        return made

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for one in of_reception(self.context.clock.today().year):
            action = QAction(one.text, self)
            action.setData(one.place)
            action.triggered.connect(self._on_command)
            made.append(action)
        return tuple(made)

    def _show(self, part: QWidget) -> None:
        if part is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(part)
        self.framed.emit()
        if part is self.year:
            if self.context.is_ready:
                self.year.refresh()
            self.year.setFocus()

    @Slot()
    def _on_command(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.context.go(sender.data())

    @Slot()
    def _on_year(self) -> None:
        self.context.go(Place(PageId.RECEPTION, part=YEAR))

    @Slot(int)
    def _on_meeting(self, meeting_id: int) -> None:
        self.context.go(Place(PageId.RECEPTION, part=f"{MEETING}:{meeting_id}"))

    @Slot(int)
    def _on_make(self, year: int) -> None:
        self.context.go(Place(PageId.RECEPTION, part=f"{MAKE}:{year}"))

    @Slot(int)
    def _on_made(self, year: int) -> None:
        self.context.go(Place(PageId.RECEPTION, part=f"{YEAR}:{year}"))

    @Slot()
    def _on_promises(self) -> None:
        self.context.go(Place(PageId.RECEPTION, part=PROMISES))

    @Slot(int)
    def _on_notice(self, year: int) -> None:
        from ui.pages.reception.notice import NoticeDialog

        NoticeDialog(self, self.context, year).open()

    @Slot(int)
    def _on_case(self, case_id: int) -> None:
        self.context.go(Place(PageId.CASES, part=f"case:{case_id}"))

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the year, once nothing in the part wants it."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.year:
            self._on_year()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air at the edges on a small screen."""
        super().resizeEvent(event)
        small = self.window().width() < theme.SMALL_SCREEN_WIDTH
        edge = theme.EDGE_SMALL if small else theme.EDGE
        self._column.setContentsMargins(edge, 8 if small else 14, edge, 10 if small else 16)
