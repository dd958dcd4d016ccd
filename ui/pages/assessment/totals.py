"""The figures above the tree: total, level, how far to the next, what stands without proof."""

from decimal import Decimal

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import LeafStatus, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.i18n import _
from ui.widgets.text import ElidedText, Text

ZERO = Decimal(0)


class _Figure(QWidget):
    """A number and what it counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._full = self._short = ""
        self._low = False
        self.words = ElidedText(role="quiet-small", parent=self)
        self.value = Text(role="heading", parent=self)
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.value)
        self._layout.addWidget(self.words)
        self.words.setMinimumWidth(
            self.fontMetrics().horizontalAdvance("0") * 8
        )  # cut rather than push the page wide
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_low(self, low: bool) -> None:
        """What it counts beside the number, in few words, or below it."""
        self._low = low
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(across if low else down)
        self._layout.setSpacing(6 if low else 0)
        self.words.setText(self._short if low else self._full)

    def say(self, value: str, words: str, short: str) -> None:
        """Show both; an empty value hides it."""
        self._full, self._short = words, short
        self.value.setText(value)
        self.words.setText(short if self._low else words)
        self.setVisible(bool(value))
        self.setAccessibleName(f"{words}: {value}")
        self.setToolTip(f"{value} {words}")


class Totals(QFrame):
    """One line of figures that follows every change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = [_Figure(self) for _place in range(6)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        self._layout = layout
        for figure in self._figures:
            layout.addWidget(figure)
        layout.addStretch(1)

    def set_low(self, low: bool) -> None:
        """One line instead of two, where the window is low."""
        self._layout.setSpacing(16 if low else 24)
        for figure in self._figures:
            figure.set_low(low)

    def show_view(self, view: YearView, criteria: CriteriaSet) -> None:
        """Show the figures of a year."""
        told = _scored(view) if criteria.scored else _unscored(view)
        short = _short_words(view)
        for place, figure in enumerate(self._figures):
            value, words = told[place] if place < len(told) else ("", "")
            figure.say(value, words, short.get(words, words))

    def text(self) -> str:
        """The line in words."""
        shown = [one for one in self._figures if not one.isHidden()]
        return " · ".join(one.accessibleName() for one in shown)


def _scored(view: YearView) -> list[tuple[str, str]]:
    found = view.evaluation
    total = formats.points(found.total)
    if found.max_points is not None:
        total = _("{points} / {maximum}").format(points=total, maximum=formats.points(found.max_points))
    if found.survey_points:
        words = _("tự chấm {own} + khảo sát {surveys}").format(
            own=formats.points(found.self_points), surveys=formats.points(found.survey_points)
        )
    else:
        words = _("tổng điểm")
    told = [(total, words)]
    if found.vetoed:
        told.append((_("Không được xét"), _("vì có điều kiện loại")))
    elif not _is_begun(view):
        told.append((_("Chưa chấm điểm"), _("chưa có mức dự kiến")))
    elif found.level is not None:
        sure = _("dự kiến, còn câu chưa trả lời") if found.unanswered_vetoes else _("mức dự kiến")
        told.append((found.level.title, sure))
    if found.to_next is not None and found.next_level is not None and not found.vetoed:
        words = _("điểm nữa là đến {level}").format(level=found.next_level.title)
        told.append((formats.points(found.to_next), words))
    if view.unbacked:
        told.append((formats.points(view.unbacked), _("điểm chưa có minh chứng")))
    entries = [row.entry for row in view.rows.values()]
    given = [one for one in entries if one.points is not None and one.appraised_points is not None]
    if given:
        apart = sum(((one.appraised_points or ZERO) - (one.points or ZERO) for one in given), ZERO)
        words = _("thẩm định so với tự chấm, {n} mục").format(n=len(given))
        told.append((_signed(apart), words))
    return told


def _short_words(view: YearView) -> dict[str, str]:
    """The words that are too long for one line of a low window, and what stands there instead."""
    found = view.evaluation
    short = {
        _("dự kiến, còn câu chưa trả lời"): _("dự kiến"),
        _("mức dự kiến"): _("dự kiến"),
        _("điểm chưa có minh chứng"): _("điểm thiếu minh chứng"),
        _("mục đã làm chưa có minh chứng"): _("mục thiếu minh chứng"),
    }
    if found.next_level is not None:
        short[_("điểm nữa là đến {level}").format(level=found.next_level.title)] = _("điểm nữa lên mức trên")
    return short


def _signed(points: Decimal) -> str:
    return f"+{formats.points(points)}" if points > 0 else formats.points(points)


def _is_begun(view: YearView) -> bool:
    """Whether anything was answered: a year nobody began has not failed."""
    return any(
        row.entry.points is not None or row.entry.status is LeafStatus.NOT_APPLICABLE
        for row in view.rows.values()
    )


def _unscored(view: YearView) -> list[tuple[str, str]]:
    counted = [row.entry.status for row in view.rows.values()]
    due = sum(status is not LeafStatus.NOT_APPLICABLE for status in counted)
    done = sum(status is LeafStatus.DONE for status in counted)
    bare = sum(row.entry.status is LeafStatus.DONE and not row.is_backed for row in view.rows.values())
    told = [(_("{done} / {all}").format(done=done, all=due), _("mục đã làm"))]
    if bare:
        told.append((formats.whole_number(bare), _("mục đã làm chưa có minh chứng")))
    told.append((_("Không chấm điểm"), _("bộ tiêu chí này chưa có thang điểm")))
    return told
