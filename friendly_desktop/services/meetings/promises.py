"""What was asked and promised at meetings, until it is done."""

from dataclasses import replace
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.meetings import Meeting, Promise
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.meetings.schedule import ScheduleDesk
from friendly_desktop.storage import bin as binned
from friendly_desktop.storage import meetings as rows
from friendly_desktop.storage.database import Connection

#: Letters of a promise that name it in the bin.
_TITLE = 80


class PromiseBook(ScheduleDesk):
    """The promises of every meeting."""

    def promises(
        self,
        meeting_id: int | None = None,
        *,
        open_only: bool = False,
        until: date | None = None,
        held: tuple[date, date] | None = None,
    ) -> tuple[Promise, ...]:
        """What was asked and promised, in the order it is due, what has no date last.

        Args:
            meeting_id: only at this meeting.
            open_only: only what is not done yet.
            until: only what is due by this day.
            held: only at meetings on the days from the first to the second.
        """
        meeting_ids = None if meeting_id is None else [meeting_id]
        with self._db.read() as connection:
            return rows.find_promises(
                connection, meeting_ids=meeting_ids, open_only=open_only, until=until, held=held
            )

    def save_promise(self, promise: Promise) -> Promise:
        """Write down a promise (id 0) or change one.

        Raises:
            AppError: nothing was asked, the meeting is not there, the dates are unlikely, or the case is a
                denunciation, whose matter stands in its paper file alone.
        """
        wanted = replace(
            promise,
            asked=clean_text(promise.asked),
            promised=clean_text(promise.promised),
            officer=clean_line(promise.officer),
            result=clean_text(promise.result),
        )
        if not wanted.asked:
            raise AppError(
                "promise_empty",
                _("Chưa ghi nội dung"),
                _("Nội dung người dân đề nghị đang để trống."),
                _("Hãy ghi ngắn gọn việc được đề nghị."),
            )
        with self._db.write(Area.MEETINGS) as connection:
            meeting = required(connection, wanted.meeting_id)
            for day in (wanted.until, wanted.done_on):
                if day is not None and day < meeting.entry.day:
                    raise AppError(
                        "promise_before_meeting",
                        _("Ngày chưa đúng"),
                        _("Ngày {day} trước buổi có việc đã hứa này ({meeting}).").format(
                            day=formats.short_date(day), meeting=formats.short_date(meeting.entry.day)
                        ),
                        _("Hãy xem lại ngày."),
                    )
            if wanted.case_id is not None:
                kind = rows.case_kind(connection, wanted.case_id)
                if kind == CaseKind.DENUNCIATION.value:
                    raise AppError(
                        "promise_denunciation",
                        _("Không ghi được việc đã hứa cho đơn tố cáo"),
                        _("Nội dung tố cáo chỉ ghi trong hồ sơ giấy, không ghi ở đây."),
                        _("Hãy ghi việc này vào hồ sơ giấy của đơn."),
                    )
                if kind is None:
                    wanted = replace(wanted, case_id=None)
            promise_id = rows.put_promise(connection, wanted)
            return replace(wanted, id=promise_id)

    def keep_promise(self, promise_id: int, on: date | None, result: str = "") -> Promise:
        """Write down that a promise was kept, and how; ``on`` None opens it again.

        Raises:
            AppError: it is not there, or the day lies in the future or before the meeting.
        """
        with self._db.read() as connection:
            promise = rows.get_promise(connection, promise_id)
        if promise is None:
            raise gone()
        if on is not None and on > self._clock.today():
            raise AppError(
                "promise_in_future",
                _("Ngày chưa tới"),
                _("Không thể ghi đã làm xong vào {day}.").format(day=formats.weekday_date(on)),
                _("Hãy ghi khi đã làm xong."),
            )
        return self.save_promise(replace(promise, done_on=on, result=result or promise.result))

    def remove_promise(self, promise_id: int) -> None:
        """Take a promise away that was entered by mistake."""
        with self._db.write(Area.MEETINGS) as connection:
            promise = rows.get_promise(connection, promise_id)
            if promise is not None:
                title = clean_line(promise.promised or promise.asked)[:_TITLE]
                binned.throw(connection, BinKind.PROMISE, promise_id, title, self._clock.now())


def required(connection: Connection, meeting_id: int) -> Meeting:
    """One meeting.

    Raises:
        AppError: ``meeting_gone``.
    """
    found = rows.get(connection, meeting_id)
    if found is None:
        raise gone()
    return found


def gone() -> AppError:
    """A meeting or promise is not there any more."""
    return AppError(
        "meeting_gone",
        _("Không còn buổi này"),
        _("Buổi này đã được xóa khỏi lịch."),
        _("Hãy mở lại danh sách."),
    )
