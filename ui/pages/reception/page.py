"""The reception page: the year first, one meeting, the making of a schedule, what was promised."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from ui.cases.commands import of_reception
from ui.context import UiContext
from ui.pages.reception.rows import Tab
from ui.pages.reception.year import YearSchedule
from ui.places import PageId, Place, PlaceCommand
from ui.widgets.parts_page import Part, PartsPage

#: Parts of the page, as a ``Place`` names them; what stands after a colon is a year or the id of a meeting.
YEAR, MEETING, MAKE, PROMISES, NOTICE = "year", "meeting", "make", "promises", "notice"


class ReceptionPage(PartsPage):
    """The schedule of reception, its meetings and promises."""

    watched = frozenset({Area.MEETINGS, Area.CALENDAR, Area.CASES, Area.OFFICE})
    uses_year = False
    help_topic = "reception"
    asks = Right.MEETINGS
    front_place = Place(PageId.RECEPTION, part=YEAR)
    made_ahead = (MEETING, MAKE, PROMISES)

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.year = YearSchedule(context, self)
        self.begin_with(self.year)
        self.year.open_wanted.connect(self._on_meeting)
        self.year.make_wanted.connect(self._on_make)
        self.year.notice_wanted.connect(self._on_notice)
        self.year.promises_wanted.connect(self._on_promises)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part in (MEETING, MAKE, PROMISES):
            made = self.part(part)
            self.bring(made)
            made.start(what or place.filter)
            return
        self.bring(self.year)
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

    def make_part(self, name: str) -> Part:
        """One meeting, the making of a schedule, the promises."""
        if name == MEETING:
            from ui.pages.reception.meeting import MeetingPart

            meeting = MeetingPart(self.context)
            meeting.case_wanted.connect(self._on_case)
            return meeting
        if name == MAKE:
            from ui.pages.reception.make import MakeSchedule

            schedule = MakeSchedule(self.context)
            schedule.made.connect(self._on_made)
            return schedule
        from ui.pages.reception.promise_list import PromiseList

        promises = PromiseList(self.context)
        promises.meeting_wanted.connect(self._on_meeting)
        return promises

    def offered(self) -> Sequence[PlaceCommand]:
        """What the palette offers of reception this year."""
        return of_reception(self.context.clock.today().year)

    # -- inside

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
