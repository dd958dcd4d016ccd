"""What a person without a mouse, or with large type, would stumble over in a window: names, Tab, order, cut words.

Each function takes a window as it stands on the screen and tells what is wrong, one line a control.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)

from ui.widgets.tab_order import WHOLE, as_read, direct_children

#: Pixels by which neighbours may overlap and still stand one after the other.
_TOLERANCE = 6


def problems(window: QWidget) -> list[str]:
    """Everything that hinders somebody who works by keyboard or hears the screen."""
    chain = by_tab(window)
    return [
        *unnamed(window),
        *not_by_tab(window, chain),
        *traps(window),
        *dead(chain),
        *out_of_order(window, chain),
    ]


def unnamed(window: QWidget) -> Iterator[str]:
    """Controls a screen reader would not know what to call."""
    for one in controls(window):
        name = name_of(one)
        if not re.search(r"[^\W\d_]{2}|^[^\W_]$|^[+-]$", name) or name == one.objectName():
            yield f"no name: {told(one)} {name!r}"


def not_by_tab(window: QWidget, by_tab: list[QWidget]) -> Iterator[str]:
    """Controls that take the keyboard by a click only."""
    chain = set(map(id, by_tab))
    for one in controls(window):
        if id(one) not in chain and not _one_of_a_group(one):
            yield f"not by Tab: {told(one)}"


def traps(window: QWidget) -> Iterator[str]:
    """Controls that swallow Tab, so that nobody gets out of them by keyboard."""
    for one in controls(window):
        if isinstance(one, QAbstractItemView) and one.tabKeyNavigation() and not _lets_go(one):
            yield f"keeps Tab: {told(one)}"
        elif (
            isinstance(one, QPlainTextEdit | QTextEdit) and not one.isReadOnly() and not one.tabChangesFocus()
        ):
            yield f"writes a tab: {told(one)}"


def dead(chain: list[QWidget]) -> Iterator[str]:
    """What holds the keyboard, or is given it by Tab, without being there to see."""
    for one in chain:
        if one.width() < 2 or one.height() < 2:
            yield f"no size: {told(one)}"
    holder = QApplication.focusWidget()
    if holder is not None and not (holder.isVisible() and holder.isEnabled()):
        yield f"hidden or disabled holds the keyboard: {told(holder)}"


def out_of_order(window: QWidget, chain: list[QWidget]) -> Iterator[str]:
    """Where Tab goes up, or to the left in the same line, before it comes round to what is read first."""
    backward = [
        (one, following)
        for one, following in zip(chain, [*chain[1:], *chain[:1]], strict=False)
        if one is not following and _reads_before(following, one)
    ]
    if len(backward) == 1 and not any(_reads_before(one, backward[0][1]) for one in chain):
        return  # it came round
    for one, following in backward:
        if following is not chain[0]:
            yield f"order: {told(following)} comes after {told(one)}"


def _reads_before(one: QWidget, other: QWidget) -> bool:
    parent = _common(other, one)
    return one is not other and _before(_part(parent, one), _part(parent, other))


def controls(window: QWidget) -> list[QWidget]:
    """What can be focused now, one for each control a person sees."""
    return [one for one in shown(window) if _is_control(one)]


def shown(holder: QWidget) -> Iterator[QWidget]:
    """Everything in view in a window, without the inner parts of controls."""
    for one in direct_children(holder):
        if one.isVisible() and not one.isWindow():
            yield one
            if not isinstance(one, WHOLE):
                yield from shown(one)
            elif isinstance(one, QTableView | QTreeView):
                yield from (header for header in _headers(one) if header.isVisible())


def _headers(view: QTableView | QTreeView) -> Iterator[QHeaderView]:
    yield view.header() if isinstance(view, QTreeView) else view.horizontalHeader()


def by_tab(window: QWidget) -> list[QWidget]:
    """What Tab goes to in turn, from the first of the window until it comes round; the keyboard goes there.

    ``nextInFocusChain()`` would be shorter, but PySide takes what that returns for a child of the widget asked, and
    declares it deleted together with that one; the same with ``buddy()``.
    """
    first = next((one for one in as_read(window) if _is_control(one)), None)
    if first is None:
        return []
    first.setFocus()
    QApplication.processEvents()  # the order is put right when the keyboard comes
    went: list[QWidget] = []
    for _time in range(400):
        here = QApplication.focusWidget()
        if here is None or (went and here is went[0]):
            break
        if here not in went[-1:]:  # a grid goes from cell to cell first
            went.append(here)
        window.focusNextChild()
    return went


def name_of(one: QWidget) -> str:
    """What a screen reader calls it: its own name, its words, or those of the label that belongs to it."""
    if one.accessibleName():
        return one.accessibleName()
    if isinstance(one, QAbstractButton):
        return one.text().replace("&", "")
    if isinstance(one, QTabBar):
        return one.tabText(one.currentIndex())
    return ""


def told(one: QWidget) -> str:
    """A control as a developer finds it: its class, name, and those it stands in."""
    holders: list[str] = []
    parent = one.parentWidget()
    while parent is not None and len(holders) < 4:
        if type(parent) not in (QWidget, QScrollArea) and not type(parent).__name__.startswith("QStacked"):
            holders.append(type(parent).__name__)
        parent = parent.parentWidget()
    return f"{type(one).__name__} «{name_of(one)[:40]}» in {' < '.join(holders)}"


def _is_control(one: QWidget) -> bool:
    if not one.isVisible() or not one.isEnabled() or one.isWindow():
        return False
    if one.focusPolicy() == Qt.FocusPolicy.NoFocus or (
        not isinstance(one, WHOLE) and one.focusProxy() is not None
    ):
        return False
    if isinstance(one, QLabel) and not one.focusPolicy() & Qt.FocusPolicy.TabFocus:  # words to copy by mouse
        return False
    parent = one.parentWidget()
    if isinstance(parent, QComboBox | QAbstractSpinBox):  # its own field is part of it
        return False
    if one.objectName().startswith("qt_") or isinstance(parent, QTabBar):
        return False
    return not (isinstance(parent, QLineEdit) and isinstance(one, QToolButton))


def _lets_go(view: QAbstractItemView) -> bool:
    """Whether Tab, pressed often enough, gets out of a grid that uses it to go from cell to cell."""
    view.setFocus()
    for _time in range(40):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        if not view.hasFocus():
            return True
    return False


def _one_of_a_group(one: QWidget) -> bool:
    """Where Tab goes to the chosen one of a group and arrows to the others: radio buttons, the navigation bar."""
    return isinstance(one, QAbstractButton) and (one.autoExclusive() or one.group() is not None)


def _common(one: QWidget, other: QWidget) -> QWidget:
    holder = one.parentWidget()
    while holder is not None and holder is not one.window() and not holder.isAncestorOf(other):
        holder = holder.parentWidget()
    return holder if holder is not None else one.window()


def _part(parent: QWidget, one: QWidget) -> QRect:
    """The place in ``parent`` of that child of it which holds ``one``."""
    while (holder := one.parentWidget()) is not None and holder is not parent:
        one = holder
    return QRect(one.mapTo(parent, QPoint(0, 0)), one.size())


def _before(one: QRect, other: QRect) -> bool:
    """Whether ``one`` is read before ``other``: wholly above it in its column, or left of it in its line."""
    columns = one.left() < other.right() - _TOLERANCE and other.left() < one.right() - _TOLERANCE
    lines = one.top() < other.bottom() - _TOLERANCE and other.top() < one.bottom() - _TOLERANCE
    if lines and columns:  # laid over each other, as a toast is
        return False
    if lines:
        return one.right() <= other.left() + _TOLERANCE
    return columns and one.bottom() <= other.top() + _TOLERANCE
