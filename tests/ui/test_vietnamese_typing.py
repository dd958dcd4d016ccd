"""Vietnamese as it is really typed, in every field of every page: no letter doubled, none lost.

UniKey and its kin send ordinary letters and, at the tone key, Backspaces and the letters anew; the typing
of Windows itself sends a composition that is committed at the end.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.office import Person, Signatory
from ui import navigation
from ui.main_window import MainWindow
from ui.places import PageId, Place

TextWidget = QLineEdit | QPlainTextEdit | QTextEdit

PLACES = (
    *(Place(page.id) for page in navigation.PAGES),
    Place(PageId.ASSESSMENT, node="B.1.1.1"),
    Place(PageId.PACKAGE, part="report"),
    Place(PageId.LETTERS, part="compose"),
    Place(PageId.LETTERS, part="compose:condolence"),
    Place(PageId.LETTERS, part="compose:praise"),
    *(
        Place(PageId.SETTINGS, part=part)
        for part in ("office", "units", "people", "signatories", "hamlets", "letters", "look")
    ),
)


def words(field: TextWidget) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def press(field: QWidget, key: int, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def by_keys(field: QWidget, *pieces: str | int) -> None:
    """Type letters; a number is that many Backspaces."""
    for piece in pieces:
        if isinstance(piece, int):
            for _each in range(piece):
                press(field, Qt.Key.Key_Backspace)
        else:
            for letter in piece:
                press(field, 0, letter)


def by_composition(field: QWidget, *steps: str) -> None:
    """Compose through ``steps`` and commit the last one."""
    for step in steps:
        QApplication.sendEvent(field, QInputMethodEvent(step, []))
    done = QInputMethodEvent("", [])
    done.setCommitString(steps[-1])
    QApplication.sendEvent(field, done)


def empty(field: TextWidget) -> None:
    field.setFocus()
    field.selectAll()
    press(field, Qt.Key.Key_Delete)


def text_fields(window: QWidget) -> Iterator[TextWidget]:
    """Every field on the screen that takes letters; numbers and dates do not."""
    kinds: tuple[type[TextWidget], ...] = (QLineEdit, QPlainTextEdit, QTextEdit)
    for kind in kinds:
        for field in window.findChildren(kind):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                empty(field)
                by_keys(field, "hoc")
                if words(field) == "hoc":
                    yield field


def telex(field: TextWidget) -> None:
    """H o j c, d d u w s c, and a tone at the end of a word."""
    by_keys(field, "ho", 1, "ọ", "c ", "d", 1, "đ", "u", 1, "ư", 1, "ứ", "c ", "toan", 2, "án")


def vni(field: TextWidget) -> None:
    """The tone of the whole word comes last and takes back more letters."""
    by_keys(field, "hoc", 2, "ọc", " ", "d", 1, "đ", "uc", 2, "ưc", 2, "ức", " ", "toan", 2, "án")


def windows_typing(field: TextWidget) -> None:
    """Word by word, as the Vietnamese keyboards of Windows and Linux compose."""
    by_composition(field, "h", "ho", "họ", "học")
    by_keys(field, " ")
    by_composition(field, "d", "đ", "đu", "đư", "đứ", "đức")
    by_keys(field, " ")
    by_composition(field, "t", "to", "toa", "toan", "toán")


@pytest.mark.parametrize("way", [telex, vni, windows_typing])
def test_every_field_of_every_page_takes_vietnamese_as_it_is_typed(
    qtbot: QtBot, office: Services, window: MainWindow, way: Callable[[TextWidget], None]
) -> None:
    office.office.save_person(Person(0, "Học Đức Toàn", "Công chức"))
    office.office.save_signatory(Signatory(0, "Hoàng Văn Học", default=True))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    tried: list[str] = []
    for place in PLACES:
        window.show_place(place)
        qtbot.waitUntil(lambda: not window.context.runner.busy())
        QApplication.processEvents()
        for field in text_fields(window):
            empty(field)
            way(field)
            owner = field.parent() if isinstance(field.parent(), QComboBox) else field
            name = f"{place.page.value} {place.part}: {type(owner).__name__} {field.accessibleName()}"
            assert words(field).strip() == "học đức toán", name
            tried.append(name)
            empty(field)
    qtbot.waitUntil(lambda: not window.context.runner.busy())
    assert len(tried) > 20


def test_the_palette_takes_vietnamese_as_it_is_typed(
    qtbot: QtBot, office: Services, window: MainWindow
) -> None:
    window.show()
    window._on_ready()
    window.show_palette()
    dialog = QApplication.activeModalWidget() or window
    fields = list(text_fields(dialog))
    for field in fields:
        empty(field)
        telex(field)
        assert words(field) == "học đức toán"
    assert fields
