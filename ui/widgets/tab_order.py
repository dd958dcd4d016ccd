"""Tab follows the eye: through whatever window is in use, in the order in which its layouts are read.

Qt's own order is the one in which widgets were made, which is the reader's only by chance. Layouts know better, so
the chain is put in their order whenever the keyboard comes to a widget: pages change while they are shown.

``nextInFocusChain()`` is not asked here: PySide takes what it returns for a child of the widget asked (its "return
value heuristic"), and declares it deleted together with that one. What holds others may be asked for its
``focusProxy()``, because that is within it.
"""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QTabBar,
    QTextEdit,
    QWidget,
)

#: What holds nothing that Tab would go to by itself; their inner parts are Qt's, and better not touched.
WHOLE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)


class TabOrder(QObject):
    """Keeps the order of Tab for every window of the application, as long as it lives."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app.focusChanged.connect(self._on_focus_changed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._on_soon)

    @Slot("QWidget*", "QWidget*")
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Not here and now: the keyboard also moves on while a widget is being destroyed, half of it gone.
        if new is not None:
            self._soon.start()

    @Slot()
    def _on_soon(self) -> None:
        here = QApplication.focusWidget()
        if here is not None:
            put_in_order(here.window())


def put_in_order(window: QWidget) -> None:
    """Let Tab go through what is shown in a window as it is read."""
    for one, following in pairwise(as_read(window)):
        QWidget.setTabOrder(one, following)


def go_on(window: QWidget, following: bool) -> bool:
    """Bring the keyboard to what is read next, or before; to be called by ``focusNextPrevChild``.

    Qt itself leaves out what a page shows above its focus proxy, when Tab comes from outside of that page.

    Args:
        window: the window.
        following: forwards.

    Returns:
        Whether the keyboard was at a place from which one can go on.
    """
    order = [one for one in as_read(window) if one.isEnabled()]
    here = QApplication.focusWidget()
    place = next((number for number, one in enumerate(order) if one is here), None)
    if place is None:
        return False
    reasons = Qt.FocusReason
    reason = reasons.TabFocusReason if following else reasons.BacktabFocusReason
    order[(place + (1 if following else -1)) % len(order)].setFocus(reason)
    return True


def as_read(holder: QWidget) -> Iterator[QWidget]:
    """What Tab goes to in ``holder`` as it is shown now: by its layout, then what lies over it."""
    if isinstance(holder, QSplitter):
        children = [one for number in range(holder.count()) if (one := holder.widget(number)) is not None]
    else:
        layout = holder.layout()
        children = list(_in_layout(layout)) if layout is not None else []
    known = set(map(id, children))
    rest = [
        one
        for one in holder.children()
        if isinstance(one, QWidget) and id(one) not in known and not one.isWindow()
    ]
    # Pages of a stack, the body that scrolls, and what lies over the rest; seldom more than one is shown.
    children += sorted(rest, key=lambda one: (one.y(), one.x()))
    for child in children:
        if not child.isVisible():
            continue
        whole = isinstance(child, WHOLE)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and (whole or child.focusProxy() is None):
            yield child
        if not whole:
            yield from as_read(child)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        places_of = {number: layout.getItemPosition(number) for number in places}
        order = sorted(places, key=lambda number: tuple(places_of[number])[:2])  # type: ignore[arg-type]
    else:
        order = list(places)
    for number in order:
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _in_layout(inner)
