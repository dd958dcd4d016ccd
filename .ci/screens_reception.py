"""The reception page and the settings of legal time as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens import Shots, View

    from ui.pages.reception.page import ReceptionPage

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
        """A year of meetings, where the made-up office has none."""
        from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise

        desk = self._services.meetings
        if desk.find_year(_YEAR):
            return
        desk.make(_YEAR, "thứ Năm tuần 1 và 3")
        for one in desk.find_year(_YEAR):
            if one.entry.day < date(2026, 11, 10):
                desk.posted([one.id], one.entry.day.replace(day=1))
                desk.hold(one.id, visitors=3 + one.entry.day.month % 4)
        planned = [one for one in desk.find_year(_YEAR) if one.entry.day >= _TODAY]
        desk.postpone(planned[-1].id, date(2026, 12, 22), "Chủ tịch dự họp tổng kết năm của thành phố")
        talk = desk.save(
            MeetingEntry(
                MeetingKind.DIALOGUE,
                date(2026, 8, 12),
                starts=time(7, 30),
                ends=time(11),
                receiver="Nguyễn Thị Huệ",
                post="Chủ tịch Ủy ban nhân dân xã",
                chairman=True,
                place="Hội trường Ủy ban nhân dân xã",
                topic="Nước sạch, đường liên thôn, thủ tục đất đai",
            )
        )
        desk.hold(talk.id, visitors=120, notes="Có 14 ý kiến; 9 ý kiến được trả lời ngay tại hội nghị.")
        self._promise(talk.id, "Đường liên thôn hỏng từ trận mưa tháng 7", "Vá xong trước vụ đông", 10, 15)
        self._promise(talk.id, "Nước sạch yếu vào giờ cao điểm ở cuối thôn", "Làm việc với nhà máy nước", 12, 5)
        for month, day, hamlet in ((11, 4, "Thôn Đoài"), (11, 11, "Thôn Đông"), (11, 25, "Thôn Trung")):
            visit = desk.save(
                MeetingEntry(
                    MeetingKind.VISIT,
                    date(_YEAR, month, day),
                    starts=time(14),
                    receiver="Phạm Văn Hùng",
                    post="Phó Chủ tịch",
                    hamlet=hamlet,
                )
            )
            if date(_YEAR, month, day) < _TODAY:
                desk.hold(visit.id, visitors=12)
                self._promise(visit.id, "Đèn đường trước nhà văn hóa thôn tắt", "Thay bóng đèn", 11, 30)
        done = Promise(
            0,
            talk.id,
            "Công khai phí chợ tại cổng chợ",
            "Niêm yết bảng giá",
            "Lê Thị Mai",
            date(2026, 9, 1),
            date(2026, 8, 28),
            "Đã treo bảng giá hai cổng chợ",
        )
        desk.save_promise(done)
        today = replace(
            planned[0].entry, kind=MeetingKind.AD_HOC, day=_TODAY, starts=time(8), ends=None, topic="Khiếu nại đông người"
        )
        desk.save(today)

    def _promise(self, meeting_id: int, asked: str, promised: str, month: int, day: int) -> None:
        from friendly_desktop.domain.meetings import Promise

        self._services.meetings.save_promise(
            Promise(0, meeting_id, asked, promised, "Trần Văn Bình", date(_YEAR, month, day))
        )

    def views(self) -> Iterator["View"]:
        from friendly_desktop.domain.meetings import MeetingKind, MeetingState

        meetings = self._services.meetings.find_year(_YEAR)
        today = next(one for one in meetings if one.entry.day == _TODAY)
        coming = next(
            one for one in meetings if one.entry.day > _TODAY and one.state is MeetingState.PLANNED
        )
        talk = next(one for one in meetings if one.entry.kind is MeetingKind.DIALOGUE)
        held = next(
            one for one in meetings if one.state is MeetingState.HELD and one.entry.kind is MeetingKind.PERIODIC
        )
        yield "reception-year", self._go("year:2026")
        yield "reception-empty", self._go("year:2027")
        yield "reception-make", self._go("make:2027")
        yield "reception-make-wrong", self._wrong_rule
        yield "reception-notice", self._dialog(lambda: self._page.show_place(_place("notice:2026")))
        yield "reception-new", self._dialog(lambda: self._page.year.add())
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

    def _dialog(self, make: "Callable[[], object]") -> "Callable[[], object]":
        return self._shots.dialog(make)


def _place(part: str):  # noqa: ANN202
    from ui.places import PageId, Place

    return Place(PageId.RECEPTION, part=part)
