"""How a date came about: every day counted or skipped and why, by which rule, article and document."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseDeadline
from friendly_desktop.domain.deadlines import CountedDay, DayMark, Deadline, unit_words
from friendly_desktop.domain.deadlines.words import confidence_words
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.i18n import _
from ui import icons
from ui.cases.marks import length_words
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.views import table
from ui.widgets.words import capital

_MARK_ICONS = {
    DayMark.COUNTED: ("check", "accent"),
    DayMark.WEEKEND: ("not-applicable", "quiet"),
    DayMark.HOLIDAY: ("not-applicable", "warning"),
    DayMark.SWAPPED: ("not-applicable", "warning"),
    DayMark.PAUSED: ("stop", "warning"),
    DayMark.MOVED: ("right", "warning"),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A day, and the how manieth of the limit it is; 0 for one that is skipped."""

    day: CountedDay
    number: int


def day_rows(deadline: Deadline) -> tuple[_Row, ...]:
    """The days with their numbers."""
    rows, number = [], 0
    for day in deadline.days:
        number += day.counted
        rows.append(_Row(day, number if day.counted else 0))
    return tuple(rows)


def sum_words(deadline: Deadline) -> str:
    """The whole arithmetic in sentences."""
    start = formats.weekday_date(deadline.start)
    length = length_words(deadline)
    if deadline.due is None:
        return _("Từ {start}, {length}. Đang tạm dừng tính nên chưa có ngày hết hạn.").format(
            start=start, length=length
        )
    skipped = sum(not one.counted for one in deadline.days)
    words = _("Từ {start} (ngày đầu không tính), {length}: chậm nhất {due}.")
    if deadline.rule.backward:
        words = _("Trước {start}, {length}: chậm nhất {due}.")
    told = words.format(start=start, length=length, due=formats.weekday_date(deadline.due))
    if skipped:
        told = _("{told} Có {n} ngày không tính.").format(told=told, n=skipped)
    return told


class DaysDialog(QDialog):
    """The arithmetic of a date.

    Args:
        parent: where it stands.
        one: the date as it was computed and stored.
    """

    def __init__(self, parent: QWidget, one: CaseDeadline) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        deadline = one.deadline
        title = _("Cách tính hạn: {what}").format(what=deadline.rule.title)
        self.setWindowTitle(title)
        columns: tuple[Column[_Row], ...] = (
            Column(
                _("Ngày"),
                value=lambda row: row.day.day,
                display=formats.weekday_date,
                width=22,
                icon=lambda row: icons.icon(*_MARK_ICONS[row.day.mark]),
            ),
            Column(
                _("Thứ tự"),
                value=lambda row: row.number,
                display=lambda n: str(n or "–"),
                width=7,
            ),
            Column(_("Tính hay bỏ qua, vì sao"), value=_why),
        )
        self.model: TableModel[_Row] = TableModel(columns, key=lambda row: row.day.day, parent=self)
        self.model.set_rows(day_rows(deadline))
        self.view = table(self.model, columns, _("Từng ngày của thời hạn"), self)
        self.facts = _facts(deadline, one.why, self)
        self._unsure = NoticeStrip("info", "warning", parent=self)
        close = button(_("Đóng"), parent=self)
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self.sum = Text(sum_words(deadline), wrap=True, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(self.sum)
        layout.addWidget(self._unsure)
        layout.addLayout(self.facts)
        layout.addWidget(self.view, 1)
        layout.addLayout(row)
        if deadline.rule.confidence is not Confidence.READ:
            self._unsure.say(
                _("{how}. Sửa được trong Cài đặt, mục thời hạn.").format(
                    how=capital(confidence_words(deadline.rule.confidence))
                )
            )
        room = parent.window()
        letter = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(letter * 105, room.width() - 40), min(640, room.height() - 24))
        self.view.setFocus()


def _why(row: _Row) -> str:
    if row.day.why:
        return row.day.why
    return _("tính") if row.day.counted else _("không tính")


def _facts(deadline: Deadline, why: str, parent: QWidget) -> QGridLayout:
    """Rule, article, source, extensions and pauses, each in a line."""
    rule = deadline.rule
    lines = [
        (_("Căn cứ"), rule.article),
        (_("Nguồn"), rule.source),
        (_("Độ tin cậy"), capital(confidence_words(rule.confidence))),
        (_("Tính từ"), why),
    ]
    lines += [
        (
            _("Gia hạn"),
            _("thêm {length}, {document}").format(
                length=unit_words(deadline.unit, one.days), document=one.document
            ),
        )
        for one in deadline.extensions
    ]
    for pause in deadline.pauses:
        until = formats.short_date(pause.end, _("chưa tiếp tục"))
        words = _("từ {start} đến {end}, {document}")
        told = words.format(start=formats.short_date(pause.start), end=until, document=pause.document)
        lines.append((_("Tạm dừng"), told))
    lines += [(_("Lưu ý"), rule.note)]
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for label, words in lines:
        if words:
            place = grid.rowCount()
            grid.addWidget(Text(label, "quiet-small", parent=parent), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(words, "small", wrap=True, parent=parent), place, 1)
    return grid
