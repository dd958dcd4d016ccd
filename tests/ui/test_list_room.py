"""Columns and scroll bars of a list share the room there is."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.views import table


class Restless(QObject):
    """Counts how often a list shares its room out, and ends it where it would go on for ever."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.count += 1
        return event.type() == QEvent.Type.Resize and self.count > 100


@pytest.mark.parametrize("rows", [3, 4])
def test_a_list_never_shows_and_hides_its_scroll_bars_for_ever(qtbot: QtBot, rows: int) -> None:
    columns = (
        Column[str]("Mã", value=str, width=18),
        Column[str]("Thủ tục", value=str),
        Column[str]("Người nộp", value=str, width=16),
    )
    model: TableModel[str] = TableModel(columns, key=str)
    view = table(model, columns, "Hồ sơ")
    model.setParent(view)
    model.set_rows([str(number) for number in range(rows)])
    qtbot.addWidget(view)
    view.show()
    least = sum(view.horizontalHeader().sectionSizeHint(one) for one in range(3))
    high = rows * view.rowHeight(0) + view.horizontalHeader().height()
    restless = Restless()
    view.viewport().installEventFilter(restless)
    for height in range(high - 2, high + 26, 4):
        for width in range(least + 60, least + 300, 3):
            restless.count = 0
            view.resize(width, height)
            QApplication.processEvents()
            assert restless.count < 20, (width, height)
