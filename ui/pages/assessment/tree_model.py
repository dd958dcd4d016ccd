"""The tree of the assessment page: groups, leaves, vetoes; it changes by ``dataChanged`` alone."""

from collections.abc import Collection, Mapping
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from friendly_desktop import formats
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.i18n import N_, _
from ui.pages.assessment.lines import VETOES, Line, LineKind, State, proof_text, veto_key

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1

STATE_WORDS = {
    State.NONE: "",
    State.TODO: N_("Chưa chấm"),
    State.DOING: N_("Đang làm"),
    State.DONE: N_("Đã chấm"),
    State.NOT_APPLICABLE: N_("Không áp dụng"),
    State.OVERDUE: N_("Quá hạn"),
    State.HOLDS: N_("Có xảy ra"),
    State.CLEAR: N_("Không xảy ra"),
    State.UNANSWERED: N_("Chưa trả lời"),
}
UNSCORED_WORDS = {State.TODO: N_("Chưa làm"), State.DONE: N_("Đã làm")}


class Part(IntEnum):
    """The columns."""

    TEXT = 0
    POINTS = 1
    STATE = 2
    EVIDENCE = 3


def state_word(line: Line) -> str:
    """The word of a line's chip."""
    if line.kind is LineKind.LEAF and line.maximum is None and line.state in UNSCORED_WORDS:
        return _(UNSCORED_WORDS[line.state])
    return _(STATE_WORDS[line.state]) if line.state is not State.NONE else ""


class CriteriaTree(QAbstractItemModel):
    """A criteria set with the year's lines. The shape is made anew only for another set or version."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shape: tuple[str, str, int] | None = None
        self._keys: list[str] = []
        self._parents: list[int] = []
        self._children: dict[int, list[int]] = {}
        self._places: dict[str, int] = {}
        self._lines: Mapping[str, Line] = {}

    def set_lines(self, year: int, criteria: CriteriaSet, lines: Mapping[str, Line]) -> bool:
        """Show these lines.

        Returns:
            Whether the shape was made anew; otherwise only what differs was told to the views.
        """
        shape = (criteria.id, criteria.version, year)
        if shape != self._shape:
            self.beginResetModel()
            self._shape = shape
            self._lines = lines
            self._lay_out(criteria)
            self.endResetModel()
            return True
        older, self._lines = self._lines, lines
        for key, line in lines.items():
            if older.get(key) != line:
                place = self._places[key]
                self.dataChanged.emit(self._at(place, Part.TEXT), self._at(place, Part.EVIDENCE))
        return False

    def line(self, key: str) -> Line | None:
        """The line with this key."""
        return self._lines.get(key)

    def keys(self) -> list[str]:
        """Every key in printed order."""
        return list(self._keys)

    def index_of(self, key: str) -> QModelIndex:
        """Where a line stands; invalid when there is none with this key."""
        return self._at(self._places[key], Part.TEXT) if key in self._places else QModelIndex()

    def with_ancestors(self, keys: Collection[str]) -> frozenset[str]:
        """``keys`` and every group above them."""
        found: set[str] = set()
        for key in keys:
            place = self._places[key]
            while place >= 0 and self._keys[place] not in found:
                found.add(self._keys[place])
                place = self._parents[place]
        return frozenset(found)

    def _lay_out(self, criteria: CriteriaSet) -> None:
        self._keys, self._parents, self._children, self._places = [], [], {-1: []}, {}
        for node in criteria.walk():
            self._append(node.id, self._places.get(criteria.parents.get(node.id, ""), -1))
        if criteria.vetoes:
            group = self._append(VETOES, -1)
            for veto in criteria.vetoes:
                self._append(veto_key(veto.id), group)

    def _append(self, key: str, parent: int) -> int:
        place = len(self._keys)
        self._keys.append(key)
        self._parents.append(parent)
        self._children[place] = []
        self._children[parent].append(place)
        self._places[key] = place
        return place

    def _at(self, place: int, part: int) -> QModelIndex:
        row = self._children[self._parents[place]].index(place)
        return self.createIndex(row, part, place)

    # -- what Qt asks

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        """The place of a child."""
        children = self._children.get(int(parent.internalId()) if parent.isValid() else -1, [])
        if 0 <= row < len(children) and 0 <= column < len(Part) and parent.column() <= 0:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        """The group a line stands in."""
        above = self._parents[int(child.internalId())] if child.isValid() else -1
        return self._at(above, Part.TEXT) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many lines stand below."""
        if parent.column() > 0:
            return 0
        return len(self._children.get(int(parent.internalId()) if parent.isValid() else -1, []))

    def columnCount(self, _parent: Index = ROOT) -> int:
        """Always the four parts."""
        return len(Part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """The words above the columns."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (_("Nội dung tiêu chí"), _("Điểm"), "", _("Minh chứng"))[section]
            if role == Qt.ItemDataRole.AccessibleTextRole and section == Part.STATE:
                return _("Tình trạng")
            if role == Qt.ItemDataRole.TextAlignmentRole:
                right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                return (
                    right
                    if section == Part.POINTS
                    else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                )
        return None

    def data(self, index: Index, role: int = 0) -> object:
        """Words for screen readers and search; the line itself for the delegate."""
        if not index.isValid():
            return None
        line = self._lines[self._keys[int(index.internalId())]]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(line, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(line, index.column())
        return None


class ShownLines(QSortFilterProxyModel):
    """Lets through the lines whose keys it was given; all of them until then."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: frozenset[str] | None = None

    def show_only(self, keys: frozenset[str] | None) -> None:
        """Show these lines (groups included); None shows everything."""
        if keys != self._shown:
            self.beginFilterChange()
            self._shown = keys
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a line is among those shown."""
        if self._shown is None:
            return True
        line = self.sourceModel().index(row, 0, parent).data(LINE_ROLE)
        return isinstance(line, Line) and line.key in self._shown


def _words(line: Line, part: int) -> str:
    if part == Part.TEXT:
        return f"{line.label} {line.text}".strip()
    if part == Part.POINTS:
        if line.maximum is None:
            return ""
        return _("{points} trên {maximum} điểm").format(
            points=formats.points(line.points, _("chưa chấm")), maximum=formats.points(line.maximum)
        )
    if part == Part.STATE:
        if line.kind in (LineKind.GROUP, LineKind.VETO_GROUP):
            return _("xong {done} trên {all} mục").format(done=line.scored, all=line.leaves)
        return state_word(line)
    return _("thiếu minh chứng") if line.claimed else proof_text(line)


def _tip(line: Line, part: int) -> str | None:
    if part == Part.TEXT:
        return line.text
    if part == Part.STATE:
        return _words(line, part)
    return "\n".join(line.warnings) or None
