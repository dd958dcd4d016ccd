"""Everything about meetings in one service: the schedule, the diary, and the papers made from them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from friendly_desktop import formats
from friendly_desktop.domain.deadlines import Unit, left_words
from friendly_desktop.domain.meeting_kit import TOLD, KitCase, MeetingKit, people_of, promises_of
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState, Promise
from friendly_desktop.domain.meetings.calendar_file import calendar_text
from friendly_desktop.domain.meetings.schedule_settings import NoticeSize
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.meetings.diary import MeetingDiary
from friendly_desktop.services.written_files import (
    PDF,
    Written,
    check_target,
    not_whole,
    refusals_told,
    write_file,
)
from friendly_desktop.storage import meeting_kit, meetings, reception_law, safe_files

#: How many cases a kit holds at most, and for how long people who got their answer may come again.
_MOST_CASES = 120
_LATELY = timedelta(days=90)
_MOST_PROMISES = 60
_EXCEL = ".xlsx"


@dataclass(frozen=True, slots=True)
class PostingDue:
    """A planned reception day whose notice is not hung out yet, and the last day on which it is in time."""

    meeting: Meeting
    post_by: date
    late: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as made.

    Attributes:
        meetings: the reception days it announces.
        due: those of them that wait for it, with the last day in time.
        warnings: what a person should know before hanging it out, in sentences.
    """

    content: bytes
    pages: int
    meetings: tuple[Meeting, ...]
    due: tuple[PostingDue, ...]
    warnings: tuple[str, ...]

    @property
    def post_by(self) -> date | None:
        """The last day on which it is in time for all days still to come; None where none waits for it."""
        return min((one.post_by for one in self.due), default=None)


class MeetingsService(MeetingDiary):
    """Reception sessions, dialogue conferences and village visits of the office."""

    # Notices

    def postings_due(self, start: date, end: date) -> tuple[PostingDue, ...]:
        """The periodic sessions still to come that no notice was hung out for, from ``start`` to ``end``."""
        return self._due(self.find(start, end, [MeetingKind.PERIODIC]))

    def notice(self, start: date, end: date, *, size: NoticeSize = NoticeSize.A4, number: str = "") -> Notice:
        """The notice of the periodic sessions from ``start`` to ``end``, as PDF.

        Args:
            start: the first day.
            end: the last day.
            size: A3 is the same sheet enlarged.
            number: as the registry gave it; blank to be written by hand.

        Raises:
            AppError: there is no session, or a character cannot be drawn.
        """
        from friendly_desktop.services.documents import scaling
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.reception_notice import NoticeFacts, notice
        from friendly_desktop.storage.pdfium import page_count

        found = self.find(start, end, [MeetingKind.PERIODIC])
        standing = tuple(one for one in found if one.state in (MeetingState.PLANNED, MeetingState.HELD))
        if not standing:
            raise AppError(
                "no_sessions",
                _("Chưa có lịch"),
                _("Từ {start} đến {end} chưa có ngày tiếp công dân nào trong lịch.").format(
                    start=formats.short_date(start), end=formats.short_date(end)
                ),
                _("Trước hết hãy lập lịch của năm đó, rồi làm thông báo."),
            )
        today = self._clock.today()
        facts = NoticeFacts(
            office=self._office.office(),
            settings=self.settings(),
            signatory=next(iter(self._office.signatories()), None),
            meetings=found,
            moved_to=self.moved_to(found),
            period=period_words(start, end),
            grounds=[one.text for one in reception_law.shipped().grounds if one.holds_on(today)],
            day=today,
            number=number.strip(),
        )
        document = notice(facts)
        content = pdf_bytes(scaling.enlarged(document) if size is NoticeSize.A3 else document)
        due = self._due(standing)
        return Notice(content, page_count(content), standing, due, self._warnings(due))

    def write_notice(
        self,
        target: Path,
        start: date,
        end: date,
        *,
        size: NoticeSize = NoticeSize.A4,
        number: str = "",
    ) -> Notice:
        """Write the notice to a PDF file, whole or not at all, and read it back.

        Raises:
            AppError: as ``notice``; or the file has another ending or cannot be written.
        """
        _require_pdf(target)
        made = self.notice(start, end, size=size, number=number)
        write_file(target, made.content, made.pages)
        return made

    def _due(self, found: Iterable[Meeting]) -> tuple[PostingDue, ...]:
        today = self._clock.today()
        waiting = [
            (one, self.post_by(one.entry.day))
            for one in found
            if one.state is MeetingState.PLANNED and one.posted_on is None and one.entry.day >= today
        ]
        return tuple(PostingDue(one, by, by < today) for one, by in waiting)

    def _warnings(self, due: Sequence[PostingDue]) -> tuple[str, ...]:
        found = []
        late = [one for one in due if one.late]
        if late:
            rule = self.posting_rule(late[0].meeting.entry.day)
            found.append(
                _(
                    "Không còn kịp niêm yết trước ít nhất {n} ngày làm việc ({article}) cho ngày tiếp: {days}."
                ).format(
                    n=rule.lengths.get("normal", 0) if rule else 0,
                    article=rule.article if rule else "",
                    days=", ".join(formats.short_date(one.meeting.entry.day) for one in late),
                )
            )
        in_time = [one for one in due if not one.late]
        if in_time:
            first = min(in_time, key=lambda one: one.post_by)
            found.append(
                _("Hãy niêm yết chậm nhất {day} cho ngày tiếp {session}.").format(
                    day=formats.weekday_date(first.post_by),
                    session=formats.short_date(first.meeting.entry.day),
                )
            )
        return tuple(found)

    # The calendar file

    def calendar_file(self, start: date, end: date) -> str:
        """The meetings from ``start`` to ``end`` as a calendar file; it names nobody."""
        from friendly_desktop.services.documents import outline

        with in_vietnamese():
            committee = outline.committee(self._office.office())
        return calendar_text(self.find(start, end), committee, self._clock.now())

    def write_calendar(self, target: Path, start: date, end: date) -> Path:
        """Write the calendar file, whole or not at all, and read it back.

        Raises:
            AppError: the place cannot be written.
        """
        content = self.calendar_file(start, end).encode("utf-8")
        with refusals_told(target):
            safe_files.write_bytes(target, content)
            same = target.read_bytes() == content
        if not same:
            raise not_whole(target)
        return target

    # The kit

    def kit(self, meeting_id: int) -> MeetingKit:
        """What to know the evening before a meeting: who may come, what they were told, promises due.

        Raises:
            AppError: there is no such meeting.
        """
        meeting = self.get(meeting_id)
        day = meeting.entry.day
        today = self._clock.today()
        calendar = self._workdays.calendar()
        with self._db.read(right=Right.READ_CASES) as connection:
            cases, count = meeting_kit.likely(connection, day - _LATELY, _MOST_CASES)
            told = meeting_kit.last_told(connection, [one.id for one in cases], TOLD)
            denunciations = meeting_kit.open_denunciations(connection)
            open_promises = meetings.find_promises(connection, open_only=True)
            due = [one for one in open_promises if one.until is None or one.until <= day][:_MOST_PROMISES]
            made = {
                one.id: one.entry.day
                for one in meetings.get_many(connection, {promise.meeting_id for promise in due})
            }
            before = meetings.last_held(connection, meeting.entry.kind, day)
        kit_cases = [
            KitCase(
                one,
                told.get(one.id),
                left_words(one.due, Unit(one.due_unit), day, calendar) if one.due and one.due_unit else "",
            )
            for one in cases
        ]
        return MeetingKit(
            meeting=meeting,
            people=people_of(kit_cases),
            promises=promises_of(due, made, day),
            left_out=count - len(cases),
            denunciations=denunciations,
            before=before,
            made_on=today,
        )

    def kit_pdf(self, meeting_id: int) -> bytes:
        """The kit as PDF, in Vietnamese whatever the screen speaks.

        Raises:
            AppError: there is no such meeting, or a character cannot be drawn.
        """
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.reception_kit import kit

        with in_vietnamese():
            return pdf_bytes(kit(self._office.office(), self.kit(meeting_id)))

    def write_kit(self, target: Path, meeting_id: int) -> Written:
        """Write the kit to a PDF file, whole or not at all, and read it back.

        Raises:
            AppError: as ``kit_pdf``; or the file has another ending or cannot be written.
        """
        from friendly_desktop.storage.pdfium import page_count

        _require_pdf(target)
        content = self.kit_pdf(meeting_id)
        return write_file(target, content, page_count(content))

    # What was promised, on paper

    def write_promises(self, target: Path, *, open_only: bool = False) -> Written:
        """Write what was asked and promised as a list to a PDF or XLSX file, whole or not at all.

        Args:
            target: the file.
            open_only: only what is not done yet.

        Raises:
            AppError: there is nothing to list, the file has another ending or cannot be written.
        """
        from friendly_desktop.services.documents.pdf import pdf_bytes
        from friendly_desktop.services.documents.promise_list import promise_list
        from friendly_desktop.services.documents.xlsx import xlsx_bytes
        from friendly_desktop.storage.pdfium import page_count

        suffix = target.suffix.lower()
        if suffix not in (PDF, _EXCEL):
            raise _other_ending(target, _("Danh mục được ghi thành tệp .pdf hoặc .xlsx."))
        found = self.promises(open_only=open_only)
        if not found:
            raise AppError(
                "no_promises",
                _("Chưa có gì để in"),
                _("Không có ý kiến, kiến nghị nào trong danh mục này."),
                _("Hãy chọn buổi khác hoặc khoảng thời gian khác."),
            )
        by_meeting: dict[int, list[Promise]] = {}
        for one in found:
            by_meeting.setdefault(one.meeting_id, []).append(one)
        with self._db.read() as connection:
            there = meetings.get_many(connection, by_meeting)
        document = promise_list(
            self._office.office(),
            [(meeting, by_meeting[meeting.id]) for meeting in there],
            next(iter(self._office.signatories()), None),
            self._clock.today(),
        )
        if suffix == _EXCEL:
            return write_file(target, xlsx_bytes(document, "Danh mục"), 0)
        content = pdf_bytes(document)
        return write_file(target, content, page_count(content))


def period_words(start: date, end: date) -> str:
    """A stretch of days as notices name it: "tháng 11 năm 2026", "quý IV năm 2026", "năm 2027"."""
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1 and start.year == end.year
    months = end.month - start.month + 1
    if whole and months == 1:
        return f"tháng {start.month} năm {start.year}"
    if whole and months == 3 and start.month % 3 == 1:
        return f"quý {('I', 'II', 'III', 'IV')[start.month // 3]} năm {start.year}"
    if whole and months == 12:
        return f"năm {start.year}"
    return f"từ ngày {formats.short_date(start)} đến ngày {formats.short_date(end)}"


def _require_pdf(target: Path) -> None:
    if target.suffix.lower() != PDF:
        raise _other_ending(target, _("Giấy này được ghi thành tệp .pdf."))
    check_target(target)


def _other_ending(target: Path, told: str) -> AppError:
    return AppError(
        "file_kind_unknown",
        _("Tên tệp chưa đúng"),
        _("{told} Không ghi được tệp «{name}».").format(told=told, name=target.name),
        _("Hãy đặt tên tệp có đuôi như trên."),
    )
