"""The measured process of goal_cases.py: ``case_probe.py FOLDER MODE`` shows the list of cases and tells.

FOLDER is a data folder with a register. The list is the program's own: its columns, its model, its reader over the
services, painted by Qt without a screen. Prints one JSON object; times in milliseconds, memory in bytes.
"""

import json
import sys
import time
from array import array
from collections.abc import Callable
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import SystemClock
from friendly_desktop.domain.cases import CaseFilter, CaseLine
from friendly_desktop.paths import DataFolder
from ui import application, theme
from ui.context import UiContext
from ui.dialogs.file_prompts import QtFilePrompts
from ui.models.table import TableModel
from ui.models.windowed import WindowedModel, WindowedReader
from ui.pages.cases.rows import DueTeller, columns
from ui.widgets import views

#: What somebody types, a key at a time; names, matters, with marks and without, and nothing at all.
TYPED = ("nguyen van", "đất đai", "tranh chap", "duong", "thu", "2019-01", "ô nhiễm", "xyzzy")
FRAMES = 150
JUMPS = 60
STANDARD_ROWS = 20_000


def memory() -> int:
    """Resident memory of this process in bytes; 0 where it cannot be known."""
    usage = Path("/proc/self/statm")
    return int(usage.read_text(encoding="ascii").split()[1]) * 4096 if usage.exists() else 0


class List:
    """The list of cases as the page shows it."""

    def __init__(self, context: UiContext) -> None:
        self.columns = columns(DueTeller(context.clock.today))
        self.model: WindowedModel[CaseLine] = WindowedModel(self.columns, key=lambda line: line.id)
        self.view = views.table(self.model, self.columns, "Danh sách")
        self.reader: WindowedReader[CaseLine] = WindowedReader(
            context, self.model, lambda services, ids: services.cases.lines(ids), "", self.view
        )
        self.painted = 0
        watch(self.view, self._on_painted)
        self.view.resize(1200, 800)

    def _on_painted(self) -> None:
        self.painted += 1

    def ask(self, text: str) -> None:
        """As the search box does."""
        wanted = CaseFilter(text=text)

        def ids(services: Services, limit: int | None) -> "array[int]":
            return services.cases.ids(wanted, limit)

        self.reader.show(ids)


def watch(view: QTableView, call: Callable[[], None]) -> None:
    """Call after every painting of a view."""
    painted = view.paintEvent

    def paint(event: QPaintEvent) -> None:
        painted(event)
        call()

    view.paintEvent = paint  # type: ignore[method-assign]


def until(condition: Callable[[], bool]) -> None:
    """Let the event loop run, asleep while nothing happens, until something is so."""
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def since(started: float) -> float:
    """Milliseconds since a moment of ``perf_counter``."""
    return (time.perf_counter() - started) * 1000


def bare(_context: UiContext) -> dict[str, object]:
    """Qt's own table with nothing in it, not even columns."""
    started = time.perf_counter()
    return _first_paint(QTableView(), started)


def empty(context: UiContext) -> dict[str, object]:
    """The same columns over an item model of Qt's without rows."""
    started = time.perf_counter()
    shown = columns(DueTeller(context.clock.today))
    items = QStandardItemModel(0, len(shown))
    items.setHorizontalHeaderLabels([column.title for column in shown])
    return _first_paint(views.table(items, shown, "Danh sách"), started)


def _first_paint(view: QTableView, started: float) -> dict[str, object]:
    seen: list[float] = []
    watch(view, lambda: seen.append(since(started)))
    view.resize(1200, 800)
    view.show()
    until(lambda: bool(seen))
    return {"painted": seen[0], "memory": memory()}


def first(context: UiContext) -> dict[str, object]:
    """The list from nothing to its first painted rows; then until all ids are there."""
    started = time.perf_counter()
    shown = List(context)
    shown.ask("")
    seen: list[float] = []
    watch(shown.view, lambda: seen.append(since(started)) if shown.model.rowCount() else None)
    shown.view.show()
    until(lambda: bool(seen))
    told: dict[str, object] = {"painted": seen[0], "memory": memory()}
    complete: list[int] = []
    shown.reader.completed.connect(complete.append)
    gaps = Gaps()
    until(lambda: bool(complete))
    return told | {"rows": shown.model.rowCount(), "all": memory(), "gap": gaps.longest()}


class Gaps:
    """How long the event loop was held at most."""

    def __init__(self) -> None:
        self._clock = QElapsedTimer()
        self._clock.start()
        self._longest = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(1)

    def _on_tick(self) -> None:
        self._longest = max(self._longest, self._clock.nsecsElapsed() / 1e6)
        self._clock.restart()

    def longest(self) -> float:
        """In milliseconds."""
        self._timer.stop()
        return self._longest


def typing(context: UiContext) -> dict[str, object]:
    """From each key to painted results, and a bare repaint of the same view after each."""
    shown = List(context)
    shown.view.show()
    ready: list[int] = []
    shown.reader.shown.connect(ready.append)
    keys: list[float] = []
    bare: list[float] = []
    gaps = Gaps()
    for text in TYPED:
        for length in range(2, len(text) + 1):
            ready.clear()
            before = shown.painted
            started = time.perf_counter()
            shown.ask(text[:length])
            until(lambda before=before: bool(ready) and shown.painted > before)  # type: ignore[misc]
            keys.append(since(started))
            if shown.model.rowCount() < 25:
                keys.pop()  # a list that is nearly empty is painted sooner than a full one
                continue
            started = time.perf_counter()
            shown.view.viewport().repaint()
            bare.append(since(started))
    complete: list[int] = []  # all ids of a long list come once nobody types
    shown.reader.completed.connect(complete.append)
    shown.ask("th")
    until(lambda: bool(complete))
    return {"keys": keys, "bare": bare, "gap": gaps.longest()}


def scroll(context: UiContext) -> dict[str, object]:
    """A frame of scrolling line by line, here and in Qt's own item model; and jumps to anywhere."""
    shown = List(context)
    complete: list[int] = []
    shown.reader.completed.connect(complete.append)
    shown.ask("")
    shown.view.show()
    until(lambda: bool(complete))
    items = QStandardItemModel(0, len(shown.columns))
    with_lines = context.services.cases.lines(shown.model.ids()[:STANDARD_ROWS])
    for line in with_lines:
        items.appendRow([QStandardItem(column.display(column.value(line))) for column in shown.columns])
    other = views.table(items, shown.columns, "Danh sách")
    other.resize(1200, 800)
    other.show()
    until(lambda: not context.runner.busy())
    ours: list[float] = []
    theirs: list[float] = []
    for turn in range(FRAMES):
        pair = ((shown.view, ours), (other, theirs))
        for view, frames in pair if turn % 2 else pair[::-1]:
            bar = view.verticalScrollBar()
            started = time.perf_counter()
            bar.setValue(bar.value() + bar.singleStep())
            QApplication.processEvents()
            view.viewport().repaint()
            frames.append(since(started))
    jumps: list[float] = []
    bar = shown.view.verticalScrollBar()
    for turn in range(JUMPS):
        started = time.perf_counter()
        bar.setValue((turn * 7919 + 13) * 104_729 % bar.maximum())
        top = shown.view.rowAt(0)
        until(lambda top=top: shown.model.row(shown.model.index(top, 0)) is not None)  # type: ignore[misc]
        shown.view.viewport().repaint()
        jumps.append(since(started))
        until(lambda: not context.runner.busy())
    return {"ours": ours, "theirs": theirs, "jumps": jumps}


def proxy(context: UiContext) -> dict[str, object]:
    """The usual way: a filter over a model that holds every row."""
    shown = List(context)
    ids = context.services.cases.ids()
    model: TableModel[CaseLine] = TableModel(shown.columns, key=lambda line: line.id)
    model.set_rows(context.services.cases.lines(ids))
    filtered = QSortFilterProxyModel()
    filtered.setSourceModel(model)
    filtered.setFilterKeyColumn(3)
    filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    view = views.table(filtered, shown.columns, "Danh sách")
    view.resize(1200, 800)
    view.show()
    QApplication.processEvents()
    keys: list[float] = []
    for text in ("đất", "đất đai", "ô nhiễm", "tranh chấp"):
        started = time.perf_counter()
        filtered.setFilterFixedString(text)
        view.viewport().repaint()
        keys.append(since(started))
    return {"keys": keys}


MODES = {"bare": bare, "empty": empty, "first": first, "typing": typing, "scroll": scroll, "proxy": proxy}


def main(folder: str, mode: str) -> int:
    """Open the office, measure, tell, end."""
    app = QApplication(["probe", *application.STYLE])
    theme.load_fonts()
    theme.apply(app, theme.Scheme.LIGHT, 100)
    data = DataFolder(Path(folder))
    context = UiContext(data, SystemClock(), QtFilePrompts({}, lambda _purpose, _folder: None))
    context.open_data(lambda: open_services(data))
    until(lambda: context.is_ready)
    context.services.cases.lines(context.services.cases.ids(CaseFilter(), 1))  # the data layer is loaded
    told = MODES[mode](context)
    print(json.dumps(told), flush=True)
    context.close()
    app.closeAllWindows()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
