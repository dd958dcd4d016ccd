"""Late files in the list: where each is, as words and as a chip, and the columns."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from friendly_desktop import formats
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.late_files import days_late
from friendly_desktop.i18n import N_, _, ngettext
from ui import theme
from ui.models.columns import ROW_ROLE, Column
from ui.models.table import Index
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.painting import chip_area

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


class StageChips(QStyledItemDelegate):
    """Draws where a file is as a chip: icon and word."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        self.initStyleOption(option, index)
        row = index.data(ROW_ROLE)
        words, option.text = option.text, ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if isinstance(row, LateFile):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.Role.SMALL))
            _words, tone, icon = _LOOKS[stage(row)]
            area: QRect = chip_area(option.rect.adjusted(2, 0, -2, 0), painter.font(), words)
            paint_chip(painter, area, words, tone, icon)
            painter.restore()


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
