"""The ways in which Vietnamese reaches a field: letters and Backspaces, as UniKey sends them, or compositions."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

TextWidget = QLineEdit | QPlainTextEdit | QTextEdit


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


def compose(field: QWidget, *steps: str) -> None:
    """Compose through ``steps``; the last one is still being composed afterwards."""
    for step in steps:
        QApplication.sendEvent(field, QInputMethodEvent(step, []))


def hindered(window: QWidget) -> list[str]:
    """Fields of a dialog that lose a letter, double one, or let Enter close it while a word is composed."""
    wrong = []
    for field in list(text_fields(window)):
        name = f"{type(field).__name__} «{field.accessibleName()}»"
        for way in (telex, vni, windows_typing):
            empty(field)
            way(field)
            if words(field).strip() != "học đức toán":
                wrong.append(f"{way.__name__}: {name} has {words(field)!r}")
        empty(field)
        field.setFocus()
        holder = QApplication.focusWidget() or field  # of a list to choose from it is the whole
        compose(holder, "h", "ho", "họ")
        press(holder, Qt.Key.Key_Return)
        if not window.isVisible() or words(field).strip() != "họ":
            wrong.append(f"Enter while composing: {name} has {words(field)!r}")
        if not window.isVisible():
            break
        empty(field)
    return wrong
