"""Fields forgive what clerks type and say what is wrong."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter
from pytestqt.qtbot import QtBot

from friendly_desktop import formats
from ui.widgets.fields import ChoiceField, DateField, LineField, ReadField, SuggestField


@pytest.mark.parametrize(("typed", "points"), [("0,5", "0.5"), ("1.0", "1.0"), (" 2 ", "2")])
def test_points_are_understood_with_comma_or_dot(qtbot: QtBot, typed: str, points: str):
    field = ReadField(formats.parse_decimal, formats.points)
    qtbot.addWidget(field)
    field.setText(typed)
    with qtbot.waitSignal(field.committed) as told:
        field.editingFinished.emit()
    assert told.args == [Decimal(points)]


def test_what_is_no_number_is_refused_with_a_sentence_and_stays(qtbot: QtBot):
    field = ReadField(formats.parse_decimal, formats.points)
    qtbot.addWidget(field)
    field.setText("abc")
    with qtbot.waitSignal(field.refused) as told:
        field.editingFinished.emit()
    assert told.args is not None
    assert "abc" in told.args[0]
    assert field.text() == "abc"


def test_an_emptied_field_means_no_points(qtbot: QtBot):
    field = ReadField(formats.parse_decimal, formats.points)
    qtbot.addWidget(field)
    field.show_value(Decimal(2))
    field.setText("")
    with qtbot.waitSignal(field.committed) as told:
        field.editingFinished.emit()
    assert told.args == [None]


@pytest.mark.parametrize(
    ("typed", "day"),
    [("5/3", date(2026, 3, 5)), ("050326", date(2026, 3, 5)), ("hôm nay", date(2026, 11, 20))],
)
def test_dates_are_typed_as_people_write_them(qtbot: QtBot, typed: str, day: date):
    field = DateField(lambda: date(2026, 11, 20))
    qtbot.addWidget(field)
    field.setText(typed)
    with qtbot.waitSignal(field.committed) as told:
        field.editingFinished.emit()
    assert told.args == [day]
    assert field.text() == f"{day:%d/%m/%Y}"


def test_suggestions_never_complete_inside_the_line(qtbot: QtBot):
    """Telex types "h o j c" for "học"; an inline completion would leave "hoọc"."""
    field = SuggestField(["hoặc"])
    qtbot.addWidget(field)
    qtbot.keyClicks(field, "ho")
    assert field.currentText() == "ho"
    completer = field.completer()
    assert completer is not None
    assert completer.completionMode() == QCompleter.CompletionMode.PopupCompletion


def test_text_is_made_nfc_when_read(qtbot: QtBot):
    field = LineField()
    qtbot.addWidget(field)
    field.setText("Hue\u0302\u0323")
    with qtbot.waitSignal(field.committed) as told:
        field.editingFinished.emit()
    assert told.args == ["Huệ"]


def test_leaving_a_field_unchanged_saves_nothing(qtbot: QtBot):
    field = LineField()
    qtbot.addWidget(field)
    field.show_value("Ninh Giang")
    with qtbot.assertNotEmitted(field.committed):
        qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_choice_gives_back_its_value(qtbot: QtBot):
    field = ChoiceField(((None, "(chưa rõ)"), (7, "Văn phòng")))
    qtbot.addWidget(field)
    field.show_value(7)
    assert field.value() == 7


def test_one_enter_takes_a_suggestion_and_moves_on(qtbot: QtBot) -> None:
    field = SuggestField(["thành phố Hải Phòng", "tỉnh Bắc Ninh"])
    entered: list[int] = []
    line = field.lineEdit()
    assert line is not None
    line.returnPressed.connect(lambda: entered.append(1))
    qtbot.addWidget(field)
    field.show()
    line.setFocus()
    qtbot.keyClicks(line, "hai")
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    completer.complete()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(entered))
    assert field.value() == "thành phố Hải Phòng"


def test_the_list_of_a_narrow_choice_shows_its_words_whole(qtbot: QtBot) -> None:
    words = "Phản ánh, góp ý của người dân"
    field = ChoiceField([(1, "Một"), (2, words)])
    qtbot.addWidget(field)
    field.setFixedWidth(90)
    field.show()
    field.showPopup()
    assert field.view().minimumWidth() > field.fontMetrics().horizontalAdvance(words)
    field.hidePopup()
