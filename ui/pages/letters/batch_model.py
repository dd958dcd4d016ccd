"""The rows of a list as a table: a tick, the row's number, whom it is for, how it stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from friendly_desktop.domain.letters.batch import BatchRow, DoubtKind
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.i18n import N_, _
from ui import icons, theme
from ui.models.columns import DISPLAY, Column
from ui.models.table import Index, TableModel
from ui.pages.letters.batch_work import DOUBLES, is_legacy
from ui.widgets.chips import Tone

TICK, NUMBER, _RECIPIENT, STATE, MESSAGE = range(5)

#: Columns that give way, and the table widths (in letters) below which they do.
ROOM = {MESSAGE: 96}

_CHECK = int(Qt.ItemDataRole.CheckStateRole)


class Tab(Enum):
    """Which rows are in view."""

    ALL = "all"
    PROBLEMS = "problems"
    DOUBLES = "doubles"
    UNTICKED = "unticked"


TAB_WORDS: Mapping[Tab, str] = {
    Tab.ALL: N_("Tất cả {n}"),
    Tab.PROBLEMS: N_("Có vấn đề {n}"),
    Tab.DOUBLES: N_("Trùng {n}"),
    Tab.UNTICKED: N_("Không chọn {n}"),
}

_DOUBTS: Mapping[DoubtKind, tuple[str, str]] = {
    DoubtKind.LEGACY: (N_("Phông cũ"), "edit"),
    DoubtKind.DOUBLE_IN_LIST: (N_("Trùng dòng"), "copy"),
    DoubtKind.DOUBLE_IN_REGISTER: (N_("Đã có thư"), "copy"),
    DoubtKind.OVERFLOW: (N_("Quá một trang"), "file"),
    DoubtKind.TOO_LONG: (N_("Quá dài"), "warning"),
    DoubtKind.HIDDEN: (N_("Dòng ẩn"), "eye"),
    DoubtKind.NOTE: (N_("Dòng cộng"), "note"),
}


def state_of(row: BatchRow) -> tuple[str, Tone, str]:
    """How a row stands: words ("" when nothing is to be said), tone, icon."""
    if not row.makeable:
        return _("Có lỗi"), Tone.DANGER, "danger"
    if row.doubts:
        words, icon = _DOUBTS[row.doubts[0].kind]
        return _(words), Tone.WARNING, icon
    return (_("Nên xem"), Tone.NEUTRAL, "info") if row.problems else ("", Tone.NEUTRAL, "")


def sentences(row: BatchRow) -> tuple[tuple[str, Tone], ...]:
    """Everything that is to be said of a row, the gravest first, each once."""
    said = [(one.message, Tone.DANGER) for one in row.problems if one.blocking]
    said += [(one.message, Tone.WARNING) for one in row.doubts]
    said += [(one.message, Tone.NEUTRAL) for one in row.problems if not one.blocking]
    return tuple({message: (message, tone) for message, tone in reversed(said)}.values())[::-1]


def in_tab(row: BatchRow, tab: Tab, ticked: Callable[[BatchRow], bool]) -> bool:
    """Whether a tab shows a row."""
    match tab:
        case Tab.PROBLEMS:
            return bool(row.doubts) or not row.makeable
        case Tab.DOUBLES:
            return any(one.kind in DOUBLES for one in row.doubts)
        case Tab.UNTICKED:
            return not ticked(row)
        case _:
            return True


@dataclass(frozen=True, slots=True)
class Look:
    """The rows of a list and what is counted of them, made on the worker: lists may be long.

    Attributes:
        whole: every row; a double of a letter that was made already is still a double.
        rows: those that are worked on.
        counts: how many rows the tabs show, but for the ticks.
        legacy: how many were typed for old fonts.
        names: recipients as they are searched.
    """

    whole: tuple[BatchRow, ...] = ()
    rows: tuple[BatchRow, ...] = ()
    counts: Mapping[Tab, int] = field(default_factory=dict)
    legacy: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    def finds(self, row: BatchRow, words: Sequence[str]) -> bool:
        """Whether the recipient of a row has all these words."""
        name = self.names.get(row.recipient, "")
        return all(word in name for word in words)


def look(
    whole: Sequence[BatchRow],
    only: frozenset[int] | None = None,
    names: Mapping[str, str] | None = None,
) -> Look:
    """Count the rows; ``only`` keeps those with these numbers, ``names`` are known from before."""
    known = names or {}
    rows = tuple(row for row in whole if only is None or row.number in only)
    counts = {Tab.ALL: len(rows)}
    for tab in (Tab.PROBLEMS, Tab.DOUBLES):
        counts[tab] = sum(in_tab(row, tab, lambda _row: True) for row in rows)
    folded = {one: known.get(one) or fold(one) for one in {row.recipient for row in rows}}
    return Look(tuple(whole), rows, counts, sum(map(is_legacy, rows)), folded)


def columns() -> tuple[Column[BatchRow], ...]:
    """The columns of the rows."""
    return (
        Column("", value=lambda _row: "", width=2),
        Column(_("Dòng"), value=lambda row: row.number, right=True, width=5),
        Column(
            _("Người nhận"),
            value=lambda row: clean_line(row.recipient),
            display=lambda words: words or _("(chưa ghi tên)"),
            tooltip=lambda row: clean_line(row.recipient),
        ),
        Column(_("Tình trạng"), value=lambda row: state_of(row)[0], width=12),
        Column(
            _("Cần xem"),
            value=lambda row: " ".join(message for message, _tone in sentences(row)),
            tooltip=lambda row: "\n".join(message for message, _tone in sentences(row)),
        ),
    )


class BatchModel(TableModel[BatchRow]):
    """Frozen rows with ticks beside them.

    Signals:
        toggled: BatchRow, the person clicked its tick.
    """

    toggled = Signal(object)

    def __init__(self, ticked: Callable[[BatchRow], bool], parent: QObject | None = None) -> None:
        super().__init__(columns(), key=lambda row: row.number, parent=parent)
        self._ticked = ticked

    def data(self, index: Index, role: int = DISPLAY) -> object:
        """The tick of a row that can be made; everything else as ever."""
        if role == _CHECK:
            row = self.row(index)
            if index.column() != TICK or row is None or not row.makeable:
                return None
            return Qt.CheckState.Checked if self._ticked(row) else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Ticks can be clicked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == TICK else flags

    def setData(self, index: Index, _value: object, role: int = DISPLAY) -> bool:
        """A tick was clicked."""
        row = self.row(index)
        if role != _CHECK or row is None:
            return False
        self.toggled.emit(row)
        return True

    def ticks_changed(self) -> None:
        """Show the ticks anew."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, TICK), self.index(self.rowCount() - 1, TICK), [_CHECK])


class TickBoxes(QStyledItemDelegate):
    """A box in the middle of its cell; the whole cell can be clicked."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        self.initStyleOption(option, index)
        checked = index.data(_CHECK)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        widget: QWidget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        if checked is None:
            return
        side = max(16, option.fontMetrics.height() - 4)
        box = QRect(0, 0, side, side)
        box.moveCenter(option.rect.center())
        on = checked == Qt.CheckState.Checked
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("accent" if on else "control_line"))
        painter.setBrush(theme.colour("accent" if on else "surface"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            icons.paint(painter, "check", "on_accent", box.adjusted(2, 2, -2, -2))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """A click anywhere in the cell."""
        if index.data(_CHECK) is None or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        left = event.button() == Qt.MouseButton.LeftButton
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.type() == QEvent.Type.MouseButtonRelease and left and plain:
            return model.setData(index, None, _CHECK)
        return event.type() == QEvent.Type.MouseButtonDblClick
