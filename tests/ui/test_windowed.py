"""A list of any length: rows come when they are looked at, choices stay, the window never waits."""

import threading
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.modeltest import ModelTester

from friendly_desktop.bootstrap import Services
from friendly_desktop.errors import AppError
from tests.ui.desk import Desk
from ui.models.columns import ROW_ROLE, Column
from ui.models.windowed import HEAD, PAGE, KeptChoice, WindowedModel, WindowedReader
from ui.widgets import views


@dataclass(frozen=True)
class Line:
    id: int
    name: str


COLUMNS = [
    Column[Line]("Người", lambda line: line.name),
    Column[Line]("Số", lambda line: line.id, right=True, width=8),
]


def ids(*numbers: int) -> "array[int]":
    return array("i", numbers)


def lines(*numbers: int) -> list[Line]:
    return [Line(number, f"Người thứ {number}") for number in numbers]


def make() -> WindowedModel[Line]:
    return WindowedModel(COLUMNS, key=lambda line: line.id)


class Shelf:
    """Stands for a service with many rows; remembers what it was asked for."""

    def __init__(self, count: int) -> None:
        self.every = array("i", range(count, 0, -1))
        self.asked_ids: list[int | None] = []
        self.asked_lines: list[int] = []
        self.word = "Người thứ"
        self.gate = threading.Event()
        self.gate.set()

    def ids(self, _services: Services, limit: int | None) -> "array[int]":
        self.gate.wait(5)
        self.asked_ids.append(limit)
        return self.every[:limit]

    def lines(self, _services: Services, wanted: Sequence[int]) -> list[Line]:
        self.asked_lines.append(len(wanted))
        return [Line(number, f"{self.word} {number}") for number in wanted]


def opened(desk: Desk, shelf: Shelf) -> tuple[QTableView, WindowedModel[Line], WindowedReader[Line]]:
    model = make()
    view = views.table(model, COLUMNS, "Danh sách")
    KeptChoice(view)
    reader = WindowedReader(desk.context, model, shelf.lines, "Đọc danh sách", view)
    model.setParent(view)
    desk.qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    return view, model, reader


def settle(desk: Desk, reader: WindowedReader[Line]) -> None:
    """Until all ids are there and nothing is being read."""
    with desk.qtbot.waitSignal(reader.completed):
        pass
    desk.wait()


def test_the_model_keeps_the_rules_of_qt(qapp: QApplication, qtmodeltester: ModelTester) -> None:
    model = make()
    model.set_ids(ids(5, 4, 3, 2), lines(5, 4))
    qtmodeltester.check(model)
    model.set_ids(ids(5, 4, 3, 2, 1, 7))
    model.set_ids(ids(9, 5))
    qtmodeltester.check(model)


def test_what_is_looked_at_is_asked_for_first_and_then_a_page_on_each_side(desk: Desk) -> None:
    model = make()
    wanted: list[list[int]] = []
    model.lines_wanted.connect(wanted.append)
    model.set_ids(array("i", range(100_000)))
    place = 50 * PAGE + 3
    for row in range(place, place + 20):
        assert model.index(row, 0).data() is None
    desk.qtbot.waitUntil(lambda: len(wanted) == 2)
    beside = [*range(49 * PAGE, 50 * PAGE), *range(51 * PAGE, 52 * PAGE)]
    assert wanted == [list(range(50 * PAGE, 51 * PAGE)), beside]
    assert model.index(place, 0).data(ROW_ROLE) is None  # asked for once, however often it is painted
    QApplication.processEvents()
    assert len(wanted) == 2
    model.put_lines(lines(*wanted[0]))
    assert model.index(place, 0).data() == f"Người thứ {place}"
    assert model.index(place, 1).data() == str(place)
    assert model.index(place, 1).data(ROW_ROLE) == Line(place, f"Người thứ {place}")


def test_rows_that_could_not_be_read_are_asked_for_again(desk: Desk) -> None:
    model = make()
    wanted: list[list[int]] = []
    model.lines_wanted.connect(wanted.append)
    model.set_ids(ids(3, 2, 1))
    for turn in (1, 2):
        model.index(0, 0).data()
        desk.qtbot.waitUntil(lambda turn=turn: len(wanted) == turn)  # type: ignore[misc]
        model.give_up(wanted[-1])


def test_some_thousands_of_rows_are_kept_and_no_more(qapp: QApplication) -> None:
    model = make()
    model.set_ids(array("i", range(20_000)))
    for start in range(0, 20_000, 500):
        model.put_lines(lines(*range(start, start + 500)))
    assert model.index(19_999, 0).data() == "Người thứ 19999"
    assert model.index(0, 0).data() is None
    assert len(model._texts) <= len(model._lines) <= 2048


def test_ids_take_four_bytes_each(qapp: QApplication) -> None:
    model = make()
    model.set_ids(array("i", range(1_000_000)))
    assert model.ids().itemsize * len(model.ids()) == 4_000_000
    assert (model.rowCount(), model.place_of(999_999), model.place_of(-5)) == (1_000_000, 999_999, -1)


def test_a_list_shows_its_head_first_and_then_all(desk: Desk) -> None:
    shelf = Shelf(50_000)
    view, model, reader = opened(desk, shelf)
    told: list[int] = []
    reader.shown.connect(told.append)
    reader.show(shelf.ids)
    settle(desk, reader)
    assert told == [HEAD, 50_000]
    assert shelf.asked_ids == [HEAD, None]
    assert model.rowCount() == 50_000
    view.scrollToBottom()
    desk.qtbot.waitUntil(lambda: model.index(49_999, 0).data() == "Người thứ 1")
    assert sum(shelf.asked_lines) < 2000


def test_a_short_list_takes_one_question(desk: Desk) -> None:
    shelf = Shelf(5)
    _view, model, reader = opened(desk, shelf)
    with desk.qtbot.waitSignal(reader.completed) as told:
        reader.show(shelf.ids)
    desk.wait()
    assert told.args == [5]
    assert shelf.asked_ids == [HEAD]
    assert [model.index(row, 1).data() for row in range(5)] == ["5", "4", "3", "2", "1"]


def test_of_many_keys_typed_at_once_only_the_last_one_waits(desk: Desk) -> None:
    shelf = Shelf(30)
    _view, model, reader = opened(desk, shelf)
    shelf.gate.clear()
    asked: list[str] = []

    def question(text: str) -> None:
        def answer(services: Services, limit: int | None) -> "array[int]":
            asked.append(text)
            return shelf.ids(services, limit)[: len(text)]

        reader.show(answer)

    for text in ("d", "du", "duo", "duon", "duong"):
        question(text)
    with desk.qtbot.waitSignal(reader.completed):
        shelf.gate.set()
    desk.wait()
    assert asked == ["d", "duong"]
    assert model.rowCount() == 5


def test_the_head_of_a_list_is_enough_while_somebody_types(desk: Desk) -> None:
    shelf = Shelf(5000)
    _view, model, reader = opened(desk, shelf)
    for _key in range(6):
        with desk.qtbot.waitSignal(reader.shown):
            reader.show(shelf.ids)
    assert shelf.asked_ids == [HEAD] * 6
    settle(desk, reader)
    assert shelf.asked_ids == [*[HEAD] * 6, None]
    assert model.rowCount() == 5000


def test_the_choice_is_kept_by_id_when_rows_come_and_go(desk: Desk) -> None:
    shelf = Shelf(2000)
    view, model, reader = opened(desk, shelf)
    reader.show(shelf.ids)
    settle(desk, reader)
    view.selectRow(model.place_of(1990))
    view.selectionModel().select(
        model.index(model.place_of(700), 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    shelf.every = array("i", [2001, *(one for one in shelf.every if one not in {1995, 700})])
    reader.refresh()
    settle(desk, reader)
    assert model.ids() == shelf.every
    chosen = {model.id_at(index) for index in view.selectionModel().selectedRows()}
    assert chosen == {1990}
    assert model.id_at(view.currentIndex()) == 1990


def test_the_scroll_place_and_choice_survive_the_end_of_a_list_growing(desk: Desk) -> None:
    shelf = Shelf(5000)
    view, model, reader = opened(desk, shelf)
    with desk.qtbot.waitSignal(reader.shown):
        reader.show(shelf.ids)
    view.selectRow(70)
    view.scrollTo(model.index(90, 0))
    place = view.verticalScrollBar().value()
    settle(desk, reader)
    assert model.rowCount() == 5000
    assert view.verticalScrollBar().value() == place > 0
    assert view.currentIndex().row() == 70


def test_changed_words_are_read_anew_and_the_old_ones_stay_until_then(desk: Desk) -> None:
    shelf = Shelf(500)
    view, model, reader = opened(desk, shelf)
    reader.show(shelf.ids)
    settle(desk, reader)
    view.selectRow(3)
    shelf.word = "Bà"
    reader.refresh()
    assert model.index(0, 0).data() == "Người thứ 500"
    settle(desk, reader)
    desk.qtbot.waitUntil(lambda: model.index(0, 0).data() == "Bà 500")
    assert view.currentIndex().row() == 3


def test_a_failed_question_is_told_and_the_next_one_answered(desk: Desk) -> None:
    shelf = Shelf(3)
    _view, model, reader = opened(desk, shelf)

    def broken(_services: Services, _limit: int | None) -> "array[int]":
        raise AppError("disk_full", "Ổ đĩa đã đầy", "", "")

    reader.show(broken)
    desk.wait()
    assert [str(error) for error in desk.errors] == ["Ổ đĩa đã đầy: "]
    desk.errors.clear()
    with desk.qtbot.waitSignal(reader.completed):
        reader.show(shelf.ids)
    desk.wait()
    assert model.rowCount() == 3


def test_a_view_without_rows_wants_nothing(desk: Desk) -> None:
    shelf = Shelf(0)
    view, model, reader = opened(desk, shelf)
    with desk.qtbot.waitSignal(reader.completed):
        reader.show(shelf.ids)
    desk.wait()
    assert model.rowCount() == 0
    assert shelf.asked_lines == [0]
    assert view.model().headerData(0, Qt.Orientation.Horizontal) == "Người"


def test_a_million_ids_do_not_hold_the_window_up(desk: Desk) -> None:
    """Counts turns of the event loop while the ids come; with the loop held there would be next to none."""
    shelf = Shelf(1_000_000)
    _view, model, reader = opened(desk, shelf)

    def slowly(services: Services, limit: int | None) -> "array[int]":
        found = shelf.ids(services, limit)
        for _copy in range(4 if limit is None else 0):
            found = array("i", (one for one in found))  # as rows come from a database, one by one
        return found

    turns: list[None] = []
    ticker = QTimer()
    ticker.timeout.connect(lambda: turns.append(None))
    ticker.start(5)
    reader.show(slowly)
    settle(desk, reader)
    ticker.stop()
    assert model.rowCount() == 1_000_000
    assert len(turns) > 8


@pytest.mark.parametrize("count", [1, HEAD, HEAD + 1, 10_000])
def test_every_row_can_be_reached(desk: Desk, count: int) -> None:
    shelf = Shelf(count)
    view, model, reader = opened(desk, shelf)
    reader.show(shelf.ids)
    settle(desk, reader)
    view.scrollTo(model.index(count - 1, 0))
    desk.qtbot.waitUntil(lambda: model.index(count - 1, 1).data() == "1")
    assert model.row(model.index(count - 1, 0)) == replace(lines(1)[0])


def test_rows_read_ahead_are_painted_by_nobody(qapp: QApplication) -> None:
    model = make()
    model.set_ids(ids(1, 2, 3), lines(1))
    assert model.index(0, 0).data() == "Người thứ 1"
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    model.put_lines(lines(2))  # nobody has looked at it yet
    model.put_lines(lines(1))  # as it stands in view
    assert told == []
    assert model.index(2, 0).data() is None  # painted blank
    model.put_lines(lines(3))
    model.put_lines([Line(1, "Tên mới")])
    assert len(told) == 2
    assert [model.index(place, 0).data() for place in range(3)] == ["Tên mới", "Người thứ 2", "Người thứ 3"]


def test_the_rest_of_a_list_is_neither_read_nor_painted_again(qapp: QApplication) -> None:
    model = make()
    model.set_ids(ids(3, 2), lines(3, 2))
    told: list[object] = []
    model.dataChanged.connect(lambda *_range: told.append(_range))
    model.grow(ids(3, 2, 1))
    assert (model.rowCount(), told) == (3, [])
    model.grow(ids(5, 4))  # another list by now
    assert list(model.ids()) == [5, 4]
