"""A tree model over frozen nodes."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.models.columns import DISPLAY, Column

Node = TypeVar("Node")
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TreeModel(QAbstractItemModel, Generic[Node]):
    """Shows a forest of frozen nodes in declared columns.

    The forest is laid flat once, so an index is a number and finding a parent is a lookup. Nodes with
    the same keys as before are changed in place: selection and open branches survive.

    Args:
        columns: what to show; the first carries the tree.
        children: the nodes below a node.
        key: the identity of a node.
    """

    def __init__(
        self,
        columns: Sequence[Column[Node]],
        children: Callable[[Node], Sequence[Node]],
        key: Callable[[Node], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._children_of = children
        self._key = key
        self._nodes: list[Node] = []
        self._parents: list[int] = []
        self._places: list[int] = []  # row below the parent
        self._below: list[list[int]] = []
        self._tops: list[int] = []
        self._numbers: dict[Hashable, int] = {}

    def set_roots(self, roots: Sequence[Node]) -> None:
        """Show this forest from now on."""
        nodes: list[Node] = []
        parents: list[int] = []
        places: list[int] = []
        below: list[list[int]] = []

        def lay(node: Node, parent: int, place: int) -> int:
            number = len(nodes)
            nodes.append(node)
            parents.append(parent)
            places.append(place)
            below.append([])
            below[number] = [lay(child, number, at) for at, child in enumerate(self._children_of(node))]
            return number

        tops = [lay(root, -1, at) for at, root in enumerate(roots)]
        keys = {self._key(node): number for number, node in enumerate(nodes)}
        if keys == self._numbers and parents == self._parents and nodes:
            self._nodes = nodes
            for number, at in enumerate(self._places):
                if at == 0:  # one signal for each group of brothers
                    last = (self._below[parents[number]] if parents[number] >= 0 else self._tops)[-1]
                    self.dataChanged.emit(self._make(number, 0), self._make(last, len(self._columns) - 1))
            return
        self.beginResetModel()
        self._nodes, self._parents, self._places = nodes, parents, places
        self._below, self._tops, self._numbers = below, tops, keys
        self.endResetModel()

    def node(self, index: Index) -> Node | None:
        """The node at an index of this model, None outside."""
        return self._nodes[index.internalId()] if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """The index of the node with this key; invalid if it is not there."""
        number = self._numbers.get(key)
        return QModelIndex() if number is None else self._make(number, 0)

    def _make(self, number: int, column: int) -> QModelIndex:
        return self.createIndex(self._places[number], column, number)

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        brothers = self._below[parent.internalId()] if parent.isValid() else self._tops
        if not 0 <= row < len(brothers) or not 0 <= column < len(self._columns):
            return QModelIndex()
        return self.createIndex(row, column, brothers[row])

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        number = self._parents[index.internalId()]
        return QModelIndex() if number < 0 else self._make(number, 0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return len(self._tops)
        return len(self._below[parent.internalId()]) if parent.column() == 0 else 0

    def columnCount(self, _parent: Index = _ROOT) -> int:
        return len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        node = self._nodes[index.internalId()]
        if role == DISPLAY:
            return column.display(column.value(node))
        return column.cell(node, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            column = self._columns[section]
            if role == DISPLAY:
                return column.title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None
