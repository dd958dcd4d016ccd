"""The reception page and the settings of legal time as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from screens import Shots, View

    from ui.places import Place

_YEAR = 2026
_TODAY = date(2026, 11, 20)


def views(shots: "Shots") -> Iterator["View"]:
    """Every part and dialog of the page, then the two tabs of the settings."""
    yield from _Reception(shots).views()


class _Reception:
    def __init__(self, shots: "Shots") -> None:
        from ui.pages.reception.page import ReceptionPage
        from ui.places import PageId

        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services
        page = shots.window.page(PageId.RECEPTION)
        assert isinstance(page, ReceptionPage)
        self._page: ReceptionPage = page
        self._fill()

    def _fill(self) -> None:
        """A session today, beside what the made-up office has."""
        from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind

        desk = self._services.meetings
        if not any(one.entry.day == _TODAY for one in desk.find_year(_YEAR)):
            usual = desk.settings()
            entry = replace(
                usual.entry(_TODAY),
                kind=MeetingKind.AD_HOC,
                starts=time(8),
                ends=None,
                topic="Khiếu nại đông người",
            )
            desk.save(entry)
        visits = desk.find_year(_YEAR, [MeetingKind.VISIT])
        if not any(one.entry.day > _TODAY for one in visits):
            desk.save(MeetingEntry(MeetingKind.VISIT, date(2026, 11, 25), time(14), hamlet="Thôn Trung"))

    def _ask_minimum(self) -> None:
        from ui.pages.reception.make import MakeSchedule

        self._go("make:2027")()
        self._shots.settled()
        part = self._page.part_in_view()
        assert isinstance(part, MakeSchedule)
        part.checks.change_buttons()[-1].click()

    def views(self) -> Iterator["View"]:
        from friendly_desktop.domain.meetings import MeetingKind, MeetingState

        meetings = self._services.meetings.find_year(_YEAR)
        today = next(one for one in meetings if one.entry.day == _TODAY)
        coming = next(
            one
            for one in meetings
            if one.entry.day > _TODAY
            and one.state is MeetingState.PLANNED
            and one.entry.kind is MeetingKind.PERIODIC
        )
        talk = next(one for one in meetings if one.entry.kind is MeetingKind.DIALOGUE)
        held = next(
            one
            for one in reversed(meetings)
            if one.state is MeetingState.HELD and one.entry.kind is MeetingKind.PERIODIC
        )
        yield "reception-year", self._go("year:2026")
        yield "reception-empty", self._go("year:2027")
        yield "reception-make", self._go("make:2027")
        yield "reception-make-wrong", self._wrong_rule
        yield "reception-notice", self._dialog(lambda: self._page.show_place(_place("notice:2026")))
        yield "reception-new", self._dialog(self._page.year.add)
        yield "reception-visits", self._dialog(lambda: self._page.show_place(_place("visits")))
        yield "reception-minimum", self._dialog(self._ask_minimum)
        yield "reception-postpone", self._dialog(partial(self._page.year.acts.postpone, coming))
        yield "reception-cancel", self._dialog(partial(self._page.year.acts.cancel, coming))
        yield "reception-before", self._go(f"meeting:{coming.id}:before")
        yield "reception-during", self._go(f"meeting:{today.id}:during")
        yield "reception-after", self._go(f"meeting:{held.id}:after")
        yield "reception-dialogue", self._go(f"meeting:{talk.id}:during")
        yield "reception-dialogue-result", self._go(f"meeting:{talk.id}:after")
        yield "reception-promises", self._go("promises")
        yield "settings-workdays", self._settings("workdays")
        yield "settings-workdays-forecast", self._settings("workdays", "2027")
        yield "settings-workdays-add", self._dialog(self._add_days)
        yield "settings-deadlines", self._settings("deadlines")

    def _go(self, part: str) -> "Callable[[], None]":
        return partial(self._window.show_place, _place(part))

    def _settings(self, part: str, wanted: str = "2026") -> "Callable[[], None]":
        from ui.places import PageId, Place

        return partial(self._window.show_place, Place(PageId.SETTINGS, part=part, filter=wanted))

    def _wrong_rule(self) -> None:
        from ui.pages.reception.make import MakeSchedule

        self._go("make:2027")()
        self._shots.settled()
        made = self._page.part("make")
        assert isinstance(made, MakeSchedule)
        made.rule.setText("thứ Năm tuần 7")

    def _add_days(self) -> None:
        from ui.pages.settings.page import SettingsPage
        from ui.places import PageId

        page = self._window.page(PageId.SETTINGS)
        assert isinstance(page, SettingsPage)
        page.workdays.ask(date(2027, 2, 3))

    def _dialog(self, make: "Callable[[], object]") -> "Callable[[], QWidget | None]":
        return self._shots.dialog(make)


def _place(part: str) -> "Place":
    from ui.places import PageId, Place

    return Place(PageId.RECEPTION, part=part)
