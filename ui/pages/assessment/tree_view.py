"""How the assessment tree is painted and what its keys do."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.evidence.strip import MIME
from ui.pages.assessment.lines import Line, LineKind, State, proof_text
from ui.pages.assessment.tree_model import LINE_ROLE, Part, state_word
from ui.theme import Role
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.file_drop import paths_of
from ui.widgets.painting import WrappedText, chip_area, chip_width, paint_bar, paint_points, points_width

Index = QModelIndex | QPersistentModelIndex

CHIPS = {
    State.TODO: (Tone.NEUTRAL, "todo"),
    State.DOING: (Tone.ACCENT, "doing"),
    State.DONE: (Tone.GOOD, "done"),
    State.NOT_APPLICABLE: (Tone.NEUTRAL, "not-applicable"),
    State.OVERDUE: (Tone.DANGER, "warning"),
    State.HOLDS: (Tone.DANGER, "danger"),
    State.CLEAR: (Tone.GOOD, "done"),
    State.UNANSWERED: (Tone.NEUTRAL, "todo"),
}
_GROUPS = (LineKind.GROUP, LineKind.VETO_GROUP)
_MOST_LINES = 2
_MOST_KEPT = 2_000  # lines laid out: a large set at a few widths
_PADDING = 7
_ROOM_FOR_BAR = 48
_COMPACT = 600  # logical pixels; a narrower tree shows states as icons, their words in the tooltip
_STEP, _NARROW_STEP = 18, 12  # how far a line is pushed in under its group; where the tree is
_NARROW = 480  # narrower than this


class LineDelegate(QStyledItemDelegate):
    """Paints one cell of a line."""

    def __init__(self, view: "CriteriaView") -> None:
        super().__init__(view)
        self._view = view
        self._laid_out: dict[tuple[str, str, int], WrappedText] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Words, points, chip or files."""
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        rect = option.rect
        {
            Part.TEXT: self._paint_text,
            Part.POINTS: self._paint_points,
            Part.STATE: self._paint_state,
            Part.EVIDENCE: self._paint_evidence,
        }[Part(index.column())](painter, rect, line)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped words, and as what proves the line, one kind a line."""
        line = index.data(LINE_ROLE) if index.column() == Part.TEXT else None
        if not isinstance(line, Line):
            return QSize(0, theme.ROW_HEIGHT)
        width = self._view.columnWidth(Part.TEXT) - self._view.indent_of(index)
        height = self._wrapped(line, width).height + 2 * _PADDING
        if line.kind is LineKind.LEAF and not self._view.is_compact and _proofs(line):
            kinds = proof_text(line).count(", ") + 1
            height = max(height, kinds * QFontMetrics(theme.font(Role.SMALL)).lineSpacing() + _PADDING)
        return QSize(width, max(theme.ROW_HEIGHT, height))

    def _wrapped(self, line: Line, width: int) -> WrappedText:
        font = theme.font(strong=line.kind in _GROUPS)
        words = (line.text, font.key(), width - self._label_room(line) - 12)
        if words not in self._laid_out:
            if len(self._laid_out) > _MOST_KEPT:
                self._laid_out.clear()
            self._laid_out[words] = WrappedText(line.text, font, words[2], _MOST_LINES)
        return self._laid_out[words]

    def _label_room(self, line: Line) -> int:
        if not line.label:
            return 0
        return max(22, self._view.fontMetrics().horizontalAdvance(line.label) + 10)

    def _paint_text(self, painter: QPainter, rect: QRect, line: Line) -> None:
        wrapped = self._wrapped(line, rect.width())
        top = rect.y() + (rect.height() - wrapped.height) // 2
        room = self._label_room(line)
        painter.save()
        painter.setFont(theme.font(strong=line.kind in _GROUPS))
        if room:
            painter.setPen(theme.colour("quiet"))
            WrappedText(line.label, painter.font(), room, 1).paint(painter, rect.x() + 2, top)
        quiet = line.state is State.NOT_APPLICABLE
        painter.setPen(theme.colour("quiet" if quiet else "text"))
        wrapped.paint(painter, rect.x() + 2 + room, top)
        painter.restore()

    def _paint_points(self, painter: QPainter, rect: QRect, line: Line) -> None:
        if line.maximum is not None or line.points is not None:
            paint_points(painter, rect, line.points, line.maximum, strong=line.kind in _GROUPS)
            if line.kind in _GROUPS and line.points is not None and line.maximum:
                _paint_group_bar(painter, rect, float(line.points / line.maximum))

    def _paint_state(self, painter: QPainter, rect: QRect, line: Line) -> None:
        room = rect.adjusted(8, 0, -4, 0)
        if line.kind in _GROUPS:
            if line.maximum is None and line.leaves and rect.width() > _ROOM_FOR_BAR:
                _paint_group_bar(painter, rect, line.scored / line.leaves)
        elif line.state in CHIPS:
            tone, icon = CHIPS[line.state]
            if self._view.is_compact:
                icons.paint(
                    painter, icon, tone.value, QRect(rect.center().x() - 8, rect.center().y() - 8, 17, 17)
                )
            else:
                _paint_small_chip(painter, room, state_word(line), tone, icon)

    def _paint_evidence(self, painter: QPainter, rect: QRect, line: Line) -> None:
        painter.save()
        painter.setFont(theme.font(Role.SMALL))
        room = rect.adjusted(6, 0, -6, 0)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        if line.kind in _GROUPS:
            painter.setPen(theme.colour("quiet"))
            told = _("{done}/{all}") if self._view.is_compact else _("{done}/{all} mục")
            painter.drawText(room, middle, told.format(done=line.scored, all=line.leaves))
        elif line.claimed:
            _paint_small_chip(painter, room, _("Thiếu"), Tone.WARNING, "warning")
        elif line.kind is LineKind.LEAF and _proofs(line):
            icon, token = ("warning", "warning") if line.warnings else ("attach", "quiet")
            icons.paint(painter, icon, token, QRect(room.x() + 8, room.center().y() - 7, 15, 15))
            painter.setPen(theme.colour("text"))
            told = (
                formats.whole_number(_proofs(line))
                if self._view.is_compact
                else proof_text(line).replace(", ", "\n")
            )
            painter.drawText(room.adjusted(30, 0, 0, 0), middle, told)
        painter.restore()


def _proofs(line: Line) -> int:
    """How many files, letters, records, postings and activities prove a line."""
    return line.evidence + line.letters + line.records + line.everyday


def _paint_group_bar(painter: QPainter, rect: QRect, part: float) -> None:
    """A slim bar at the foot of a group's figures."""
    paint_bar(painter, QRect(rect.x() + 12, rect.bottom() - 11, rect.width() - 20, 8), part)


def _paint_small_chip(painter: QPainter, room: QRect, words: str, tone: Tone, icon: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(theme.font(Role.SMALL))
    paint_chip(painter, chip_area(room, painter.font(), words), words, tone, icon)
    painter.restore()


class CriteriaView(QTreeView):
    """The tree, with the keys of somebody who types points down a paper list.

    Signals:
        points_typed: str, a digit or comma was pressed on a line; the points field takes it from here.
        edit_wanted: Enter was pressed on a line.
        files_dropped: (str, list of Path), files were let go on a leaf.
        proof_dropped: (str, int), a piece of evidence was let go on a leaf.
    """

    points_typed = Signal(str)
    edit_wanted = Signal()
    files_dropped = Signal(str, object)
    proof_dropped = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Các tiêu chí của năm"))
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(_STEP)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)
        self.setExpandsOnDoubleClick(True)
        self.setUniformRowHeights(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(20)
        header.sectionResized.connect(self._on_section_resized)
        self._relayout = QTimer(self)
        self._relayout.setSingleShot(True)
        self._relayout.timeout.connect(self._on_relayout)

    @property
    def is_compact(self) -> bool:
        """Whether there is room for icons only."""
        return self.viewport().width() < _COMPACT

    def fit_columns(self, with_points: bool) -> None:
        """Give the words all the width that the figures leave."""
        self.setColumnHidden(Part.POINTS, not with_points)
        header = self.header()
        header.setSectionResizeMode(Part.TEXT, QHeaderView.ResizeMode.Stretch)
        for part in (Part.POINTS, Part.STATE, Part.EVIDENCE):
            header.setSectionResizeMode(part, QHeaderView.ResizeMode.Fixed)
        self._set_widths()

    def _set_widths(self) -> None:
        words = (_("Không áp dụng"), _("Chưa trả lời"))
        small = theme.font(Role.SMALL)
        with_words = max(chip_width(small, word) for word in words) + 16
        bars = 64 if self.isColumnHidden(Part.POINTS) else 32
        header = self.header()
        header.resizeSection(Part.POINTS, points_width())
        header.resizeSection(Part.STATE, bars if self.is_compact else with_words)
        title = (
            QFontMetrics(small).horizontalAdvance(_("Minh chứng")) + 12 + header.height()
        )  # a button ends it
        asked = header.sectionSizeHint(Part.EVIDENCE)  # Qt measures titles in bold
        header.resizeSection(Part.EVIDENCE, max(title, asked, chip_width(small, _("Thiếu")) + 14))

    def indent_of(self, index: Index) -> int:
        """How far a line is pushed in, its arrow included."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth += 1
            above = above.parent()
        return depth * self.indentation()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths mean other heights."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.setIndentation(_NARROW_STEP if event.size().width() < _NARROW else _STEP)
            self._set_widths()
            self._relayout.start(0)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground of the whole line, then its cells; groups stand on a quieter ground."""
        line = index.data(LINE_ROLE)
        rect = QRect(option.rect)
        rect.setLeft(0)
        rect.setWidth(self.viewport().width())
        selected = self.selectionModel().isRowSelected(index.row(), index.parent())
        hovered = rect.contains(self.viewport().mapFromGlobal(self.cursor().pos())) and self.underMouse()
        if selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
            if self.hasFocus():
                painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), theme.colour("accent"))
        elif hovered:
            painter.fillRect(rect, theme.colour("hover"))
        elif isinstance(line, Line) and line.kind in _GROUPS:
            painter.fillRect(rect, theme.colour("sunken"))
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_Selected & ~QStyle.StateFlag.State_MouseOver
        super().drawRow(painter, plain, index)
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme.colour("line"))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A small arrow before what can be opened."""
        if self.model().hasChildren(index):
            size = min(14, rect.width())
            place = QPoint(rect.right() - size - 1, rect.center().y() - size // 2)
            name = "down" if self.isExpanded(index) else "right"
            icons.paint(painter, name, "quiet", QRect(place.x(), place.y(), size, size))

    def keyboardSearch(self, _search: str) -> None:
        """Letters do not jump about; the box above filters."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits begin points, Enter goes to the editor."""
        if (
            event.text()
            and event.text() in "0123456789,."
            and not event.modifiers()
            & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        ):
            self.points_typed.emit(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this PC and pieces of evidence are welcome."""
        if paths_of(event) or event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Only leaves take them."""
        if self._leaf_at(event.position().toPoint()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was let go where; files are copied, never moved away."""
        node = self._leaf_at(event.position().toPoint())
        if not node:
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.mimeData().hasFormat(MIME):
            self.proof_dropped.emit(node, int(bytes(event.mimeData().data(MIME).data())))
        else:
            self.files_dropped.emit(node, paths_of(event))

    def _leaf_at(self, place: QPoint) -> str:
        line = self.indexAt(place).siblingAtColumn(0).data(LINE_ROLE)
        return line.key if isinstance(line, Line) and line.kind is LineKind.LEAF else ""

    @Slot()
    def _on_relayout(self) -> None:
        """Measure the lines anew; the chosen one stays in view."""
        self.doItemsLayout()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @Slot(int, int, int)
    def _on_section_resized(self, section: int, _old: int, _new: int) -> None:
        if section == Part.TEXT:
            self._relayout.start(0)
