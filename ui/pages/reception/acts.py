"""What is done with meetings of the schedule: one act, said in words, taken back where it can be."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import DayDialog
from ui.pages.reception.meeting_dialog import MeetingDialog, ReasonDialog
from ui.pages.reception.visits import VisitsDialog

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class MeetingActs:
    """Acts on meetings, each with its words and its way back."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def add(
        self,
        day: date,
        kind: MeetingKind = MeetingKind.AD_HOC,
        added: Callable[[Meeting], None] | None = None,
    ) -> MeetingDialog:
        """Ask for a new meeting and enter it."""

        def done(entry: MeetingEntry, _why: str) -> None:
            def saved(meeting: Meeting) -> None:
                words = _("Đã thêm buổi {day}.").format(day=formats.weekday_date(meeting.entry.day))
                self._tell(words, lambda services: services.meetings.remove(meeting.id))
                if added is not None:
                    added(meeting)

            self._perform(_("Thêm một buổi"), lambda services: services.meetings.save(entry), saved)

        return self._ask(MeetingDialog(self._owner, self._context, done, MeetingEntry(kind, day)))

    def plan_visits(self, first: date, last: date) -> VisitsDialog:
        """Ask for a rule and enter the visits it makes, in one act."""

        def done(visits: tuple[MeetingEntry, ...]) -> None:
            def saved(ids: tuple[int, ...]) -> None:
                words = ngettext("Đã thêm {n} buổi đi cơ sở.", "Đã thêm {n} buổi đi cơ sở.", len(ids))
                self._tell(words.format(n=len(ids)), lambda services: services.meetings.remove_all(ids))

            self._perform(_("Lập lịch đi cơ sở"), lambda services: services.meetings.save_all(visits), saved)

        asked = VisitsDialog(self._owner, self._context, first, last, done)
        asked.open()
        return asked

    def edit(self, meeting: Meeting) -> MeetingDialog:
        """Ask for other facts of a meeting."""

        def done(entry: MeetingEntry, _why: str) -> None:
            def saved(_meeting: Meeting) -> None:
                self._tell(_("Đã sửa."), lambda services: services.meetings.save(meeting.entry, meeting.id))

            self._perform(_("Sửa buổi"), lambda services: services.meetings.save(entry, meeting.id), saved)

        return self._ask(MeetingDialog(self._owner, self._context, done, meeting.entry, meeting))

    def postpone(self, meeting: Meeting) -> MeetingDialog:
        """Ask for the new day and the reason."""

        def done(entry: MeetingEntry, why: str) -> None:
            def saved(new: Meeting) -> None:
                words = _("Đã hoãn sang {day}.").format(day=formats.weekday_date(new.entry.day))
                self._tell(words, lambda services: services.meetings.put_off_no_more(new.id, meeting.id))

            self._perform(
                _("Hoãn buổi"),
                lambda services: services.meetings.postpone(meeting.id, entry.day, why, entry),
                saved,
            )

        asked = MeetingDialog(self._owner, self._context, done, meeting.entry, meeting, putting_off=True)
        return self._ask(asked)

    def cancel(self, meeting: Meeting) -> ReasonDialog:
        """Ask for the reason, and cancel."""

        def done(why: str) -> None:
            words = _("Đã hủy buổi {day}.").format(day=formats.weekday_date(meeting.entry.day))
            self._perform(
                _("Hủy buổi"),
                lambda services: services.meetings.cancel(meeting.id, why),
                lambda _m: self._tell(words, lambda services: services.meetings.reinstate(meeting.id)),
            )

        asked = ReasonDialog(self._owner, done)
        asked.open()
        return asked

    def reinstate(self, meeting: Meeting) -> None:
        """Planned again: it was marked by mistake."""
        words = _("Buổi {day} lại có trong lịch.").format(day=formats.weekday_date(meeting.entry.day))
        self._perform(
            _("Đưa về lịch"),
            lambda services: services.meetings.reinstate(meeting.id),
            lambda _m: self._context.tell(words),
        )

    def remove(self, meeting: Meeting) -> None:
        """Take one away that was entered by mistake."""
        words = _("Đã bỏ buổi {day} khỏi lịch.").format(day=formats.weekday_date(meeting.entry.day))
        self._perform(
            _("Bỏ khỏi lịch"),
            lambda services: services.meetings.remove(meeting.id),
            lambda _m: self._tell(
                words, lambda services: services.bin.bring_back(BinKind.MEETING, meeting.id)
            ),
        )

    def posted(self, meetings: Sequence[Meeting], parent: QWidget | None = None) -> DayDialog:
        """Ask when the notice was hung out."""
        ids = [one.id for one in meetings]

        def done(day: date) -> None:
            words = ngettext(
                "Đã ghi {n} buổi niêm yết ngày {day}.", "Đã ghi {n} buổi niêm yết ngày {day}.", len(ids)
            ).format(n=len(ids), day=formats.short_date(day))
            self._perform(
                _("Đã niêm yết"),
                lambda services: services.meetings.posted(ids, day),
                lambda _n: self._tell(words, lambda services: services.meetings.posted(ids, None)),
            )

        title = ngettext(
            "Thông báo có {n} buổi này niêm yết ngày nào?",
            "Thông báo có {n} buổi này niêm yết ngày nào?",
            len(ids),
        ).format(n=len(ids))
        asked = DayDialog(parent or self._owner, title, _("Đã niêm yết"), self._context.clock.today(), done)
        asked.open()
        return asked

    def _ask(self, dialog: MeetingDialog) -> MeetingDialog:
        dialog.open()
        return dialog

    def _perform(self, title: str, work: "Callable[[Services], object]", done: "Callable[..., None]") -> None:
        self._context.perform(self._owner, title, work, done)

    def _tell(self, words: str, back: "Callable[[Services], object]") -> None:
        def undo() -> None:
            self._context.perform(self._owner, _("Hoàn tác"), back)

        self._context.tell(words, undo)
