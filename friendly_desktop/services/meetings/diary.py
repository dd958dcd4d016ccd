"""The diary of meetings: entered, put off, held, posted."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from friendly_desktop import formats
from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines import DeadlineRule
from friendly_desktop.domain.deadlines import workdays as days
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingState
from friendly_desktop.domain.meetings.reception_schedule import (
    Appointment,
    Conflict,
    Minimum,
    MinimumCheck,
    appointments,
    check_minimum,
    conflicts,
    counts_for,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.settings import LAW_MINIMA
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.deadlines import DeadlineRulesService
from friendly_desktop.services.meetings.minima import criteria_minima
from friendly_desktop.services.meetings.promises import PromiseBook, required
from friendly_desktop.services.meetings.schedule import Calendars, require_order
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import meetings as rows
from friendly_desktop.storage import reception_law
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.office import put_settings

_STANDING = frozenset({MeetingState.PLANNED, MeetingState.HELD})
_FIRST_DAY = date(1990, 1, 1)
#: How long before a reception day its notice hangs (``resources/legal/deadlines.yaml``).
POSTING_RULE = "TCD-niem-yet"
_MOST_TIMES = 31


class MeetingDiary(PromiseBook):
    """Reception sessions, dialogue conferences and village visits of the office."""

    def __init__(  # noqa: PLR0917 - what it stands on, built in one place
        self,
        db: Database,
        clock: Clock,
        workdays: Calendars,
        office: OfficeService,
        assessment: AssessmentService,
        rules: DeadlineRulesService,
    ) -> None:
        """Work on ``db``.

        Args:
            db: the records.
            clock: gives entries their moment and lists their day.
            workdays: the days off.
            office: whose meetings they are.
            assessment: knows the criteria set of a year, whose minima are shown beside the law's.
            rules: knows how long before a reception day its notice must hang.
        """
        super().__init__(db, clock, workdays, office)
        self._assessment = assessment
        self._rules = rules

    # Reading

    def get(self, meeting_id: int) -> Meeting:
        """One meeting.

        Raises:
            AppError: it is not there any more.
        """
        with self._db.read() as connection:
            return required(connection, meeting_id)

    def find(self, start: date, end: date, kinds: Iterable[MeetingKind] = ()) -> tuple[Meeting, ...]:
        """The meetings from ``start`` to ``end`` by day and time; those put off and cancelled too.

        Args:
            start: the first day.
            end: the last day.
            kinds: only these; all when empty.
        """
        with self._db.read() as connection:
            return rows.find(connection, start, end, kinds)

    def find_year(self, year: int, kinds: Iterable[MeetingKind] = ()) -> tuple[Meeting, ...]:
        """As ``find``, for a year."""
        if not MINYEAR <= year <= MAXYEAR:
            return ()
        return self.find(date(year, 1, 1), date(year, 12, 31), kinds)

    def years(self) -> tuple[int, ...]:
        """The years that have meetings, in order."""
        with self._db.read() as connection:
            return rows.years(connection)

    def moved_to(self, meetings: Iterable[Meeting]) -> dict[int, Meeting]:
        """By id, for meetings that were put off: the meetings that took their place."""
        put_off = [one for one in meetings if one.state is MeetingState.POSTPONED]
        with self._db.read() as connection:
            by_day = rows.moved_here(connection, [one.entry.day for one in put_off])
        return {
            one.id: by_day[one.entry.day]
            for one in put_off
            if one.entry.day in by_day and by_day[one.entry.day].entry.kind is one.entry.kind
        }

    def case_counts(self, meeting_ids: Iterable[int]) -> dict[int, int]:
        """How many cases were entered at each of the meetings; those with none are missing."""
        with self._db.read() as connection:
            return dict(rows.case_counts(connection, meeting_ids))

    # Checks

    def checks(self, year: int) -> tuple[MinimumCheck, ...]:
        """The year's diary held against the law's minima and those of the criteria set of the year.

        Days planned and held both count; what was put off or cancelled does not.
        """
        standing = [one.entry for one in self.find_year(year) if one.state in _STANDING]
        minima = [*self.law_minima(), *criteria_minima(self._assessment, year)]
        calendar = self._workdays.calendar()
        found = (
            check_minimum(
                minimum, [entry.day for entry in standing if counts_for(entry, minimum)], year, calendar
            )
            for minimum in minima
        )
        return tuple(one for one in found if one is not None)

    def law_minima(self) -> tuple[Minimum, ...]:
        """How often the law wants citizens received; with the office's own number where it set one."""
        own = json.loads(self._office.setting(LAW_MINIMA))
        return tuple(
            replace(one, count=own[one.id], own=True) if one.id in own else one
            for one in reception_law.shipped().minima
        )

    def set_minimum(self, minimum_id: str, count: int | None) -> tuple[Minimum, ...]:
        """Set the number of one of the law's minima, once the text of the law was compared; None for the shipped one.

        Raises:
            AppError: there is no such minimum, or the number is unlikely.
        """
        shipped = {one.id: one for one in reception_law.shipped().minima}
        if minimum_id not in shipped or (count is not None and not 0 <= count <= _MOST_TIMES):
            raise AppError(
                "minimum_unlikely",
                _("Mức tối thiểu chưa đúng"),
                _("Không đặt được mức {count}.").format(count=count),
                _("Hãy nhập một số từ 0 đến {most}.").format(most=_MOST_TIMES),
            )
        own = {one.id: one.count for one in self.law_minima() if one.own and one.id != minimum_id}
        if count is not None and count != shipped[minimum_id].count:
            own[minimum_id] = count
        with self._db.write(Area.MEETINGS) as connection:
            put_settings(connection, {LAW_MINIMA: json.dumps(own)})
        return self.law_minima()

    def conflicts(self, start: date, end: date) -> tuple[Conflict, ...]:
        """What does not go together in the diary from ``start`` to ``end``."""
        return conflicts(appointments(self.find(start, end)), self._workdays.calendar())

    def check(self, entry: MeetingEntry, meeting_id: int | None = None) -> tuple[Conflict, ...]:
        """What would not go together if ``entry`` were in the diary; none of it blocks.

        Args:
            entry: a meeting as typed so far.
            meeting_id: the stored meeting it is to replace.
        """
        others = [one for one in appointments(self.find(entry.day, entry.day)) if one.id != meeting_id]
        mine = Appointment(entry, meeting_id or 0)
        found = conflicts([*others, mine], self._workdays.calendar())
        return tuple(one for one in found if mine.id in one.meeting_ids)

    def posting_rule(self, day: date) -> DeadlineRule | None:
        """The rule that says how long before a reception day its notice must hang; None where none is in force."""
        return self._rules.rule(POSTING_RULE, day)

    def post_by(self, day: date) -> date:
        """The last day on which the notice of a reception day is hung out in time (LTCD Điều 24(4)).

        The day itself where no rule is in force.
        """
        rule = self.posting_rule(day)
        return (self._rules.compute(rule, day).due or day) if rule is not None else day

    # Writing

    def save(self, entry: MeetingEntry, meeting_id: int | None = None) -> Meeting:
        """Enter a meeting, or change one.

        Args:
            entry: what was typed.
            meeting_id: the meeting to change; None for a new one.

        Raises:
            AppError: the day is unlikely, the times are the wrong way round, or a meeting whose notice hangs
                is to get another day without a reason.
        """
        entry = self._cleaned(entry)
        now = self._clock.now()
        with self._db.write(Area.MEETINGS) as connection:
            if meeting_id is None:
                meeting_id = rows.add(connection, entry, now, {})
            else:
                before = required(connection, meeting_id)
                moved = before.entry.day != entry.day
                if moved:
                    _require_movable(before)
                rows.put_entry(connection, meeting_id, entry)
                by_rule = before.scheduled and before.state in _STANDING
                if by_rule and replace(before.entry, notes="") != replace(entry, notes=""):
                    # From now on it is the office's own: making the year again leaves it, and the day it was
                    # moved from by hand is not planned a second time.
                    origin = before.moved_from or before.entry.day
                    rows.put(
                        connection,
                        [meeting_id],
                        scheduled=False,
                        moved_from=origin if moved else before.moved_from,
                    )
            return required(connection, meeting_id)

    def save_all(self, entries: Iterable[MeetingEntry]) -> tuple[int, ...]:
        """Enter many new meetings in one act; returns their ids.

        Raises:
            AppError: as ``save``; none of them is entered then.
        """
        cleaned = [self._cleaned(entry) for entry in entries]
        now = self._clock.now()
        with self._db.write(Area.MEETINGS) as connection:
            return tuple(rows.add(connection, entry, now, {}) for entry in cleaned)

    def postpone(self, meeting_id: int, day: date, why: str, entry: MeetingEntry | None = None) -> Meeting:
        """Put a meeting off to another day, with the reason (LTCD Điều 24 wants both told).

        Args:
            meeting_id: the meeting; it stays in the diary as put off.
            day: the new day.
            why: the reason.
            entry: the new meeting where more than the day is another.

        Returns:
            The new meeting.

        Raises:
            AppError: no reason, the same or an unlikely day, or the meeting was held or settled before.
        """
        why = _reason(why)
        with self._db.write(Area.MEETINGS, Area.CASES, right=Right.MEETINGS) as connection:
            before = required(connection, meeting_id)
            _require_planned(before)
            if day == before.entry.day:
                raise AppError(
                    "same_day",
                    _("Ngày mới trùng ngày cũ"),
                    _("Buổi này vốn đã vào {day}.").format(day=formats.weekday_date(day)),
                    _("Hãy chọn một ngày khác."),
                )
            wanted = self._cleaned(replace(entry or before.entry, day=day))
            rows.put(connection, [meeting_id], state=MeetingState.POSTPONED.value, why=why)
            new_id = rows.add(
                connection, wanted, self._clock.now(), {"moved_from": before.entry.day, "why": why}
            )
            return required(connection, new_id)

    def put_off_no_more(self, new_id: int, old_id: int) -> Meeting:
        """Undo ``postpone``: the meeting is planned on its first day again, and its new day goes to the bin.

        Raises:
            AppError: its new day was posted or held, or somebody was received then.
        """
        with self._db.write(Area.MEETINGS) as connection:
            before = required(connection, old_id)
            if before.state is MeetingState.POSTPONED:
                self._take_away(connection, [new_id])
                values = {"state": MeetingState.PLANNED.value, "why": self._why_moved(before)}
                rows.put(connection, [old_id], **values)
            return required(connection, old_id)

    def cancel(self, meeting_id: int, why: str) -> Meeting:
        """Cancel a planned meeting, with the reason; it stays in the diary as cancelled.

        Raises:
            AppError: no reason, or the meeting was held or settled before.
        """
        why = _reason(why)
        with self._db.write(Area.MEETINGS) as connection:
            _require_planned(required(connection, meeting_id))
            rows.put(connection, [meeting_id], state=MeetingState.CANCELLED.value, why=why)
            return required(connection, meeting_id)

    def hold(
        self,
        meeting_id: int,
        *,
        visitors: int | None = None,
        notes: str | None = None,
        participants: str | None = None,
    ) -> Meeting:
        """Write down that a meeting took place; may be said again to put the particulars right.

        Args:
            meeting_id: the meeting.
            visitors: how many people came; None leaves the number as it is.
            notes: what was said; None leaves the notes as they are.
            participants: who took part; None leaves them as they are.

        Raises:
            AppError: it lies in the future, was put off or cancelled, or the number is unlikely.
        """
        if visitors is not None and not 0 <= visitors <= 100_000:
            raise AppError(
                "visitors_unlikely",
                _("Số người chưa đúng"),
                _("Số người đến dự không thể là {count}.").format(count=visitors),
                _("Hãy nhập từ 0 trở lên."),
            )
        with self._db.write(Area.MEETINGS) as connection:
            before = required(connection, meeting_id)
            if before.state not in _STANDING:
                raise _settled(before)
            if before.entry.day > self._clock.today():
                raise AppError(
                    "not_held_yet",
                    _("Chưa đến ngày"),
                    _("Buổi này vào {day}, chưa diễn ra.").format(day=formats.weekday_date(before.entry.day)),
                    _("Hãy ghi kết quả từ ngày đó, hoặc sửa lại ngày của buổi này."),
                )
            entry = before.entry
            entry = replace(
                entry,
                visitors=entry.visitors if visitors is None else visitors,
                notes=entry.notes if notes is None else notes,
                participants=entry.participants if participants is None else participants,
            )
            rows.put_entry(connection, meeting_id, self._cleaned(entry))
            rows.put(connection, [meeting_id], state=MeetingState.HELD.value)
            return required(connection, meeting_id)

    def reinstate(self, meeting_id: int) -> Meeting:
        """Make a meeting planned again that was marked held or cancelled by mistake.

        Raises:
            AppError: it was put off; its new day is another meeting.
        """
        with self._db.write(Area.MEETINGS) as connection:
            before = required(connection, meeting_id)
            if before.state is MeetingState.POSTPONED:
                raise _settled(before)
            rows.put(
                connection,
                [meeting_id],
                state=MeetingState.PLANNED.value,
                why=self._why_moved(before),
            )
            return required(connection, meeting_id)

    def posted(self, meeting_ids: Iterable[int], on: date | None) -> None:
        """Write down when the notice of meetings was hung out; None takes the day back.

        Raises:
            AppError: the day lies in the future.
        """
        if on is not None and on > self._clock.today():
            raise AppError(
                "posted_in_future",
                _("Ngày niêm yết chưa tới"),
                _("Không thể ghi đã niêm yết vào {day}.").format(day=formats.weekday_date(on)),
                _("Hãy ghi khi đã dán thông báo."),
            )
        with self._db.write(Area.MEETINGS) as connection:
            rows.put(connection, meeting_ids, posted_on=on)

    def conclude(self, meeting_id: int, number: str, on: date | None) -> Meeting:
        """Keep number and day of the "Thông báo kết luận việc tiếp công dân" (NĐ 154/2026 Điều 25)."""
        with self._db.write(Area.MEETINGS) as connection:
            required(connection, meeting_id)
            rows.put(connection, [meeting_id], conclusion=clean_line(number), conclusion_on=on)
            return required(connection, meeting_id)

    def remove(self, meeting_id: int) -> None:
        """Take a meeting entered by mistake out of the diary.

        Raises:
            AppError: it was held or posted, or cases or promises hang on it.
        """
        self.remove_all([meeting_id])

    def remove_all(self, meeting_ids: Collection[int]) -> None:
        """Take many out of the diary in one act: all of them or none.

        Raises:
            AppError: as ``remove``.
        """
        with self._db.write(Area.MEETINGS) as connection:
            self._take_away(connection, meeting_ids)

    def _take_away(self, connection: Connection, meeting_ids: Collection[int]) -> None:
        there = [required(connection, one) for one in meeting_ids]
        used = rows.in_use(connection, meeting_ids)
        if used or any(one.posted_on is not None or one.state is MeetingState.HELD for one in there):
            raise AppError(
                "meeting_in_use",
                _("Không xóa được buổi này"),
                _("Buổi này đã diễn ra, đã niêm yết, hoặc đã có lượt tiếp, việc đã hứa."),
                _("Hãy hoãn hoặc hủy buổi này và ghi lý do."),
            )
        rows.put(connection, meeting_ids, removed_at=self._clock.now())

    def _why_moved(self, meeting: Meeting) -> str:
        """Why a meeting is not on its first day, found again: the day off, or why it was put off."""
        if meeting.moved_from is None:
            return ""
        with in_vietnamese():
            reason = days.reason_off(self._workdays.calendar(), meeting.moved_from)
        if reason or meeting.state not in {MeetingState.CANCELLED, MeetingState.POSTPONED}:
            return reason or meeting.why
        put_off = self.find(meeting.moved_from, meeting.moved_from, [meeting.entry.kind])
        return next((one.why for one in put_off if one.state is MeetingState.POSTPONED), "")

    def _cleaned(self, entry: MeetingEntry) -> MeetingEntry:
        today = self._clock.today()
        if not entry.day >= _FIRST_DAY or entry.day.year > today.year + 10:
            raise AppError(
                "day_unlikely",
                _("Ngày chưa đúng"),
                _("Ngày {day} quá xa hôm nay.").format(day=formats.short_date(entry.day)),
                _("Hãy xem lại năm của ngày này."),
            )
        require_order(entry.starts, entry.ends)
        return replace(
            entry,
            receiver=clean_line(entry.receiver),
            post=clean_line(entry.post),
            place=clean_line(entry.place),
            hamlet=clean_line(entry.hamlet),
            participants=clean_text(entry.participants),
            topic=clean_text(entry.topic),
            notes=clean_text(entry.notes),
        )


def _reason(why: str) -> str:
    cleaned = clean_text(why)
    if not cleaned:
        raise AppError(
            "reason_empty",
            _("Chưa ghi lý do"),
            _("Hoãn hoặc hủy một buổi cần có lý do."),
            _("Hãy ghi ngắn gọn lý do, ví dụ: Chủ tịch dự họp đột xuất ở thành phố."),
        )
    return cleaned


def _require_planned(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.PLANNED:
        raise _settled(meeting)


def _require_movable(meeting: Meeting) -> None:
    _require_planned(meeting)
    if meeting.posted_on is not None:
        raise AppError(
            "meeting_posted",
            _("Lịch đã niêm yết"),
            _("Thông báo có buổi này đã niêm yết ngày {day}.").format(
                day=formats.short_date(meeting.posted_on)
            ),
            _("Hãy dùng «Hoãn» để ghi ngày mới và lý do."),
        )


def _settled(meeting: Meeting) -> AppError:
    told = {
        MeetingState.PLANNED: _("Buổi này chưa diễn ra."),
        MeetingState.HELD: _("Buổi này đã diễn ra."),
        MeetingState.POSTPONED: _("Buổi này đã hoãn sang ngày khác."),
        MeetingState.CANCELLED: _("Buổi này đã hủy."),
    }
    return AppError(
        "meeting_settled",
        _("Không làm được bước này"),
        told[meeting.state],
        _("Hãy chọn buổi khác, hoặc đặt buổi này về trạng thái đã lên lịch."),
    )
