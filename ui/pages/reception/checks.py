"""How a year stands against its two kinds of minimum: the law's, and that of the criteria set in use."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.meetings.reception_schedule import Minimum, MinimumCheck, Period, ShortPeriod
from friendly_desktop.i18n import _, ngettext
from ui.widgets.strips import IconLabel
from ui.widgets.text import ElidedText, Text, button

_MOST_SHORT = 3


def short_words(per: Period, short: Sequence[ShortPeriod]) -> str:
    """The periods that are short: "tháng 3, tháng 8", "tuần 02/02 đến 08/02"."""
    said = [_period_words(per, one.start, one.end) for one in short[:_MOST_SHORT]]
    words = ", ".join(said)
    more = len(short) - len(said)
    if more > 0:
        return ngettext("{some} và {n} kỳ nữa", "{some} và {n} kỳ nữa", more).format(some=words, n=more)
    return words


def _period_words(per: Period, start: date, end: date) -> str:
    if per is Period.MONTH:
        return _("tháng {month}").format(month=start.month)
    if per is Period.QUARTER:
        return _("quý {quarter}").format(quarter=(start.month + 2) // 3)
    if per is Period.YEAR:
        return _("năm {year}").format(year=start.year)
    return _("tuần {start} đến {end}").format(
        start=formats.short_date(start)[:5], end=formats.short_date(end)[:5]
    )


def check_words(check: MinimumCheck) -> str:
    """A minimum and how it is kept, in a sentence or two."""
    minimum = check.minimum
    whose = _whose(minimum)
    if minimum.own:
        whose = _("{whose} (đơn vị đặt mức {n})").format(whose=whose, n=minimum.count)
    elif minimum.by_law and minimum.confidence is not Confidence.READ:
        whose = _("{whose} (chưa đối chiếu văn bản)").format(whose=whose)
    said = _("{whose}: {title}.").format(whose=whose, title=minimum.title.rstrip("."))
    if check.kept:
        return _("Đã đủ. {said}").format(said=said)
    short = short_words(minimum.per, check.short)
    return _("Còn thiếu {short}. {said}").format(said=said, short=short)


def _whose(minimum: Minimum) -> str:
    if not minimum.by_law:
        return _("Tiêu chí {line}").format(line=minimum.article)
    if minimum.valid_to is not None:
        return _("Luật đến {day}").format(day=formats.short_date(minimum.valid_to))
    if minimum.valid_from is not None:
        return _("Luật từ {day}").format(day=formats.short_date(minimum.valid_from))
    return _("Luật")


class Checks(QWidget):
    """One line a minimum: a tick or a warning, whose minimum it is, what is short.

    Args:
        parent: where it stands.
        one_line: each in one line, the rest in its tip.
        with_change: minima of the law offer to have their number changed.

    Signals:
        change_wanted: Minimum, another number is wanted for this one.
    """

    change_wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, *, one_line: bool = False, with_change: bool = False
    ) -> None:
        super().__init__(parent)
        self._one_line = one_line
        self._with_change = with_change
        self._changing: dict[QPushButton, Minimum] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._lines: list[QWidget] = []
        self._words: list[str] = []

    def show_checks(self, checks: Sequence[MinimumCheck]) -> None:
        """Show these."""
        for line in self._lines:
            self._layout.removeWidget(line)
            line.setParent(None)
            line.deleteLater()
        self._lines, self._words, self._changing = [], [], {}
        for check in checks:
            self._add(check)
        self.setVisible(bool(checks))

    def change_buttons(self) -> Sequence[QPushButton]:
        """The buttons that ask for another number, one a minimum of the law."""
        return tuple(self._changing)

    def words(self) -> str:
        """What it says."""
        return "\n".join(self._words)

    def _add(self, check: MinimumCheck) -> None:
        words = check_words(check)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, tint = ("done", "good") if check.kept else ("warning", "warning")
        row.addWidget(IconLabel(icon, tint, 16, line), 0, Qt.AlignmentFlag.AlignTop)
        minimum = check.minimum
        if self._one_line:
            text: Text = ElidedText(words, "quiet-small", parent=line)
        else:
            text = Text(words, "quiet-small", wrap=True, parent=line)
        told = (words, minimum.article, minimum.source, minimum.note)
        text.setToolTip("\n".join(part for part in told if part))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(text)
        row.addLayout(column, 1)
        if self._with_change and minimum.by_law and minimum.id:
            change = button(_("Sửa mức..."), kind="quiet", parent=line)
            change.setAccessibleName(_("Sửa mức: {title}").format(title=minimum.title))
            change.clicked.connect(self._on_change)
            self._changing[change] = minimum
            column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(line)
        line.show()
        self._lines.append(line)
        self._words.append(words)

    @Slot()
    def _on_change(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, QPushButton) and pressed in self._changing:
            self.change_wanted.emit(self._changing[pressed])
