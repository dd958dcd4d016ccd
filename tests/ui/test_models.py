"""Models over frozen rows: right by Qt's own tester, kept in place, lazy."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import overload

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from ui.models.columns import ROW_ROLE, SORT_ROLE, Column
from ui.models.table import TableModel
from ui.models.tree import TreeModel


@dataclass(frozen=True)
class Line:
    id: int
    name: str
    below: tuple["Line", ...] = ()


COLUMNS = [
    Column[Line]("Tên", lambda line: line.name),
    Column[Line]("Số", lambda line: line.id, right=True),
]
LINES = tuple(Line(number, f"Dòng {number}") for number in range(5))
FOREST = (Line(1, "Một", (Line(2, "Hai", (Line(3, "Ba"),)), Line(4, "Bốn"))), Line(5, "Năm"))


def make_table() -> TableModel[Line]:
    return TableModel(COLUMNS, key=lambda line: line.id)


def make_tree() -> TreeModel[Line]:
    return TreeModel(COLUMNS, children=lambda line: line.below, key=lambda line: line.id)


def test_the_table_keeps_the_rules_of_qt(qapp: QApplication, qtmodeltester: ModelTester):
    model = make_table()
    model.set_rows(LINES)
    qtmodeltester.check(model)


def test_the_tree_keeps_the_rules_of_qt(qapp: QApplication, qtmodeltester: ModelTester):
    model = make_tree()
    model.set_roots(FOREST)
    qtmodeltester.check(model)


def test_rows_with_the_same_keys_are_changed_in_place(qapp: QApplication):
    model = make_table()
    model.set_rows(LINES)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_rows([replace(line, name="mới") for line in LINES])
    assert not resets
    assert model.index(3, 0).data() == "mới"


def test_nodes_with_the_same_keys_are_changed_in_place(qapp: QApplication):
    model = make_tree()
    model.set_roots(FOREST)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.set_roots((replace(FOREST[0], name="mới"), FOREST[1]))
    assert not resets
    assert model.index_of(1).data() == "mới"


def test_a_node_is_found_by_its_key_below_its_parent(qapp: QApplication):
    model = make_tree()
    model.set_roots(FOREST)
    index = model.index_of(3)
    assert index.parent().data() == "Hai"
    assert model.node(index) == Line(3, "Ba")
    assert index.data(ROW_ROLE) == Line(3, "Ba")
    assert index.siblingAtColumn(1).data(SORT_ROLE) == 3


class CountingRows(Sequence[Line]):
    """A million rows that are made when asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __len__(self) -> int:
        return 1_000_000

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        assert isinstance(place, int)
        self.asked += 1
        return Line(place, str(place))


def test_a_million_rows_cost_what_is_in_view(qapp: QApplication):
    rows = CountingRows()
    model = make_table()
    model.set_rows(rows)
    assert model.rowCount(QModelIndex()) == 1_000_000
    assert model.index(999_999, 0).data() == "999999"
    assert rows.asked == 1
