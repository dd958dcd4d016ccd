"""How a year stands against its two kinds of minimum: the law's, and that of the criteria set in use."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.reception_schedule import MinimumCheck, Period, ShortPeriod
from friendly_desktop.domain.workdays import Confidence
from friendly_desktop.i18n import _, ngettext
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text

_MOST_SHORT = 6


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
    whose = _("Luật") if minimum.by_law else _("Tiêu chí {line}").format(line=minimum.article)
    said = _("{whose}: {title}.").format(whose=whose, title=minimum.title.rstrip("."))
    if check.kept:
        return _("{said} Lịch đã đủ.").format(said=said)
    return _("{said} Còn thiếu: {short}.").format(said=said, short=short_words(minimum.per, check.short))


class Checks(QWidget):
    """One line a minimum: a tick or a warning, whose minimum it is, what is short."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        self._lines, self._words = [], []
        for check in checks:
            self._add(check)
        self.setVisible(bool(checks))

    def words(self) -> str:
        """What it says."""
        return "\n".join(self._words)

    def _add(self, check: MinimumCheck) -> None:
        words = check_words(check)
        if check.minimum.confidence is not Confidence.READ and check.minimum.by_law:
            words = _("{words} (chưa đối chiếu văn bản)").format(words=words)
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        icon, tint = ("done", "good") if check.kept else ("warning", "warning")
        row.addWidget(IconLabel(icon, tint, 16, line), 0, Qt.AlignmentFlag.AlignTop)
        text = Text(words, "quiet-small", wrap=True, parent=line)
        text.setToolTip(
            "\n".join(
                part for part in (check.minimum.article, check.minimum.source, check.minimum.note) if part
            )
        )
        row.addWidget(text, 1)
        self._layout.addWidget(line)
        line.show()
        self._lines.append(line)
        self._words.append(words)
