"""The measured process of goal_window.py: ``list_probe.py ROWS`` shows a table and tells when it was painted.

With 0 it is Qt's bare ``QTableView``; otherwise the program's table over rows that are made when asked
for. Prints one JSON object: milliseconds from making the view to its first paint, and the memory in use.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, overload

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QTableView

from ui import application, theme
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets import views


class Row(NamedTuple):
    """One line of the list."""

    number: int
    name: str


class Rows(Sequence[Row]):
    """So many rows, made when asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self._count))]
        return Row(place, f"Biên bản đối thoại số {place}")


def memory() -> int:
    """Resident memory of this process in bytes."""
    usage = Path("/proc/self/statm")
    return int(usage.read_text(encoding="ascii").split()[1]) * 4096 if usage.exists() else 0


def main(rows: int) -> int:
    """Show the table, tell, end."""
    app = QApplication(["probe", *application.STYLE])
    theme.load_fonts()
    theme.apply(app, theme.Scheme.LIGHT, 100)
    started = time.perf_counter()
    if rows:
        columns = [Column[Row](f"Cột {number}", lambda row: row.name, width=18) for number in range(5)]
        columns.append(Column[Row]("Số", lambda row: row.number, right=True, width=10))
        model = TableModel(columns, key=lambda row: row.number)
        model.set_rows(Rows(rows))
        view = views.table(model, columns, "Danh sách")
    else:
        view = QTableView()
    painted = view.paintEvent
    seen: dict[str, float] = {}

    def paint(event: QPaintEvent) -> None:
        painted(event)
        if not seen:
            seen["painted"] = (time.perf_counter() - started) * 1000
            QTimer.singleShot(0, tell)

    def tell() -> None:
        print(json.dumps(seen | {"memory": memory()}), flush=True)
        app.quit()

    view.paintEvent = paint  # type: ignore[method-assign]
    view.resize(1200, 800)
    view.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
