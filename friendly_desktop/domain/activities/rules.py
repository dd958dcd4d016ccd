"""What a line of the diary must say, and how it is told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.text import clean_line, clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _

#: What people call each kind.
KIND_TITLES: Mapping[ActivityKind, str] = {
    ActivityKind.BROADCAST: N_("Phát thanh"),
    ActivityKind.MEETING: N_("Cuộc họp"),
    ActivityKind.CONFERENCE: N_("Hội nghị"),
    ActivityKind.TRAINING: N_("Tập huấn, bồi dưỡng"),
    ActivityKind.VISIT: N_("Thăm hỏi, chúc mừng"),
    ActivityKind.PUBLISHED: N_("Tin, bài, công khai"),
    ActivityKind.INSPECTION: N_("Kiểm tra, giám sát"),
    ActivityKind.CLEANUP: N_("Vệ sinh, cảnh quan"),
    ActivityKind.SERVICE: N_("Phục vụ tại nhà, trong ngày"),
    ActivityKind.DOCUMENT: N_("Văn bản ban hành"),
    ActivityKind.OTHER: N_("Hoạt động khác"),
}

_FIRST_DAY = date(1990, 1, 1)
_MOST_TIMES = 1000
_MOST_PEOPLE = 1_000_000
_LONGEST_LINE = 500
_LONGEST_NOTE = 10_000


def cleaned(entry: ActivityEntry) -> ActivityEntry:
    """The entry as stored: one form of Unicode, no stray spaces, each leaf once."""
    return replace(
        entry,
        title=clean_line(entry.title)[:_LONGEST_LINE],
        place=clean_line(entry.place)[:_LONGEST_LINE],
        hamlet=clean_line(entry.hamlet)[:_LONGEST_LINE],
        organiser=clean_line(entry.organiser)[:_LONGEST_LINE],
        number=clean_line(entry.number)[:_LONGEST_LINE],
        link=clean_line(entry.link)[:_LONGEST_LINE],
        note=clean_text(entry.note)[:_LONGEST_NOTE],
        nodes=tuple(dict.fromkeys(entry.nodes)),
    )


def require_sound(entry: ActivityEntry, today: date) -> None:
    """Refuse a line that cannot stand in a diary.

    Raises:
        AppError: it has no words, its day is still to come or long ago, or a number is unlikely.
    """
    if not entry.title:
        raise AppError(
            "activity_empty",
            _("Chưa ghi nội dung"),
            _("Nội dung hoạt động đang để trống."),
            _("Hãy ghi ngắn gọn việc đã làm, ví dụ «Phát thanh bản tin cải cách hành chính»."),
        )
    if not _FIRST_DAY <= entry.day <= today:
        raise AppError(
            "activity_day_unlikely",
            _("Ngày chưa đúng"),
            _("Nhật ký ghi việc đã làm; ngày {day} chưa đến hoặc quá xa.").format(day=short_date(entry.day)),
            _("Hãy xem lại ngày. Việc sắp làm ghi ở trang Tiếp dân hoặc kế hoạch của đơn vị."),
        )
    if not 1 <= entry.times <= _MOST_TIMES:
        raise AppError(
            "activity_times_unlikely",
            _("Số lần chưa đúng"),
            _("Số lần phải từ 1 đến {most}.").format(most=_MOST_TIMES),
        )
    if entry.participants is not None and not 0 <= entry.participants <= _MOST_PEOPLE:
        raise AppError(
            "activity_people_unlikely",
            _("Số người chưa đúng"),
            _("Không ghi được {n} người tham gia.").format(n=entry.participants),
        )
