"""Late files in the list: where each is, as words and as a chip, and the columns."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.indicators.late_files import days_late
from friendly_desktop.i18n import N_, _, ngettext
from ui.models.columns import Column
from ui.widgets.chips import Tone

#: The place of the chip.
STATE = 5
#: Columns that give way, and the widths in letters below which they do.
ROOM = {1: 70, 3: 100}


class Stage(Enum):
    """Where a late file is."""

    WAITING = "waiting"
    LETTER = "letter"
    CLOSED = "closed"


_LOOKS: Mapping[Stage, tuple[str, Tone, str]] = {
    Stage.WAITING: (N_("Chờ làm thư"), Tone.WARNING, "warning"),
    Stage.LETTER: (N_("Đã có thư"), Tone.GOOD, "letter"),
    Stage.CLOSED: (N_("Không gửi thư"), Tone.NEUTRAL, "close"),
}


def stage(file: LateFile) -> Stage:
    """Where a file is."""
    if file.letter_id is not None:
        return Stage.LETTER
    return Stage.WAITING if file.waiting else Stage.CLOSED


def stage_look(file: LateFile) -> tuple[Tone, str]:
    """The colour and the icon of where a file is."""
    _words, tone, icon = _LOOKS[stage(file)]
    return tone, icon


def late_columns(today: date) -> tuple[Column[LateFile], ...]:
    """The columns of the list; lateness is counted up to ``today``."""
    return (
        Column(_("Mã hồ sơ"), value=lambda one: one.code, width=20),
        Column(_("Thủ tục"), value=lambda one: one.procedure, tooltip=lambda one: one.procedure),
        Column(_("Người nộp"), value=lambda one: one.person or "–", tooltip=_person_told, width=18),
        Column(_("Hẹn trả"), value=lambda one: one.promised, display=formats.short_date, width=10),
        Column(
            _("Trễ"),
            value=lambda one: (days_late(one, today), one.returned is not None),
            display=_late_words,
            width=13,
        ),
        Column(_("Tình trạng"), value=lambda one: _(_LOOKS[stage(one)][0]), width=15),
    )


def _late_words(late: tuple[int, bool]) -> str:
    days, returned = late
    if returned:
        return ngettext("{n} ngày", "{n} ngày", days).format(n=days)
    return ngettext("{n} ngày, chưa trả", "{n} ngày, chưa trả", days).format(n=days)


def _person_told(file: LateFile) -> str:
    return ", ".join(part for part in (file.person, file.address) if part)
