"""Large type on a small screen: nothing is out of reach."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.cut_words import cut
from ui import theme
from ui.dialogs.form import FormDialog
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import Field, LineField
from ui.widgets.measure import Measure
from ui.widgets.views import table


@pytest.fixture
def twice_as_large(qapp: QApplication) -> Iterator[None]:
    theme.load_fonts()
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    yield
    theme.apply(qapp, theme.Scheme.LIGHT, 100)


class Asking(FormDialog):
    """So many fields."""

    def __init__(self, parent: QWidget, count: int) -> None:
        super().__init__(parent, "Thêm người dùng", "Thêm")
        self.lines = [LineField() for _number in range(count)]
        for number, line in enumerate(self.lines):
            self.body.addWidget(Field(f"Ô {number}", line, "Ghi chú bên dưới.", self))
        self.lines[0].setFocus()

    def submit(self) -> bool:
        return True


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    qtbot.addWidget(made)
    made.show()
    return made


def opened(window: QWidget, count: int, qtbot: QtBot) -> Asking:
    dialog = Asking(window, count)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_fields_of_a_dialog_scroll_where_the_screen_is_too_low(
    qtbot: QtBot, window: QWidget, twice_as_large: None
) -> None:
    dialog = opened(window, 9, qtbot)
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.rect().contains(dialog.yes.geometry())
    assert dialog.findChild(QScrollArea) is not None
    assert dialog.focusWidget() is dialog.lines[0]
    dialog.lines[-1].setFocus()
    area = dialog.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    QApplication.processEvents()  # a real window system gives the dialog its place a turn later
    area.ensureWidgetVisible(dialog.lines[-1])
    assert dialog.lines[-1].visibleRegion().boundingRect().height() > 20
    dialog.reject()


def test_a_dialog_that_has_room_does_not_scroll(qtbot: QtBot, window: QWidget) -> None:
    dialog = opened(window, 3, qtbot)
    assert dialog.findChild(QScrollArea) is None
    dialog.reject()


@pytest.mark.parametrize("count", [2, 30], ids=["higher", "scrolling"])
def test_a_dialog_that_gets_more_fields_makes_room_for_them_before_it_is_painted(
    qtbot: QtBot, window: QWidget, count: int
) -> None:
    dialog = opened(window, 3, qtbot)
    height = dialog.height()
    for number in range(count):
        more = Field(f"Thêm {number}", LineField(), "Ghi chú bên dưới.", dialog)
        dialog.body.addWidget(more)
        more.show()
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # and no further turn of the event loop
    assert dialog.height() > height
    assert (dialog.findChild(QScrollArea) is not None) == (count > 2)
    assert all(one.isVisible() for one in dialog.lines)
    assert cut(dialog) == []
    dialog.reject()


def a_list(qtbot: QtBot, width: int) -> tuple[list[int], list[int]]:
    """Widths of the columns of a list, and what their titles need."""
    columns = [
        Column[str]("Nội dung", str),
        Column[str]("Kết quả giải quyết", str, width=40),
        Column[str]("Ngày", str, width=11),
    ]
    model: TableModel[str] = TableModel(columns, key=lambda row: row)
    view = table(model, columns, "Danh sách")
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    heading = view.horizontalHeader()
    places = range(heading.count())
    return [heading.sectionSize(one) for one in places], [heading.sectionSizeHint(one) for one in places]


def test_wide_columns_of_a_list_give_way_and_no_title_is_cut(qtbot: QtBot) -> None:
    (rest, result, day), _hints = a_list(qtbot, 1000)
    (narrow_rest, narrow_result, narrow_day), hints = a_list(qtbot, 460)
    assert narrow_day == day
    assert narrow_result < result
    assert rest > narrow_rest >= hints[0]
    assert narrow_rest + narrow_result + narrow_day <= 460
    tightest, needed = a_list(qtbot, 200)
    assert all(width >= title for width, title in zip(tightest, needed, strict=True))
    assert hints[0] < tightest[0] <= narrow_rest  # the list moves sideways instead


def test_a_long_title_beside_a_short_one_is_not_cut_where_both_take_the_rest(qtbot: QtBot) -> None:
    titles = ("Việc", "Đã hứa với người dân và đã kết luận tại buổi tiếp", "Hạn")
    columns = [
        Column[str](title, lambda row: row, width=width)
        for title, width in zip(titles, (0, 0, 8), strict=True)
    ]
    model: TableModel[str] = TableModel(columns, key=str)
    view = table(model, columns, "Việc đã hứa")
    model.setParent(view)
    qtbot.addWidget(view)
    header = view.horizontalHeader()
    view.resize(400, 200)
    view.show()
    for room in range(sum(header.sectionSizeHint(at) for at in range(3)) + 180, 900, 40):
        view.resize(room, 200)
        assert [
            title for at, title in enumerate(titles) if header.sectionSize(at) < header.sectionSizeHint(at)
        ] == []
        assert abs(header.length() - header.viewport().width()) <= 1


def test_a_field_has_room_for_its_example(qtbot: QtBot) -> None:
    from ui.widgets.text import make_room_for_example

    line = QLineEdit()
    qtbot.addWidget(line)
    line.setPlaceholderText("Tìm việc, người làm, thôn")
    make_room_for_example(line)
    assert line.minimumWidth() > line.fontMetrics().horizontalAdvance(line.placeholderText())


def test_a_form_grows_with_the_type_in_it(window: QWidget, qapp: QApplication) -> None:
    theme.dress_window(window)
    form = QWidget(window)
    form.show()
    Measure(form, 300)
    assert form.maximumWidth() == 300
    theme.load_fonts()
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    try:
        assert form.maximumWidth() == 600
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT, 100)
    assert form.maximumWidth() == 300


def test_a_window_with_large_type_counts_as_low_and_narrow(window: QWidget, twice_as_large: None) -> None:
    assert theme.is_low(window)
    assert theme.is_small(window)


def test_a_window_of_that_size_with_common_type_is_not_low(window: QWidget) -> None:
    assert not theme.is_low(window)
