"""Tab follows the eye: through whatever window is in use, in the order in which its layouts are read.

Qt's own order is the one in which widgets were made, which is the reader's only by chance. Layouts know better, so
the chain is put in their order whenever the keyboard comes to a widget: pages change while they are shown.

Two things are not asked for here, because PySide ends the program for them sooner or later. It takes what
``nextInFocusChain()`` returns for a child of the widget asked (its "return value heuristic"), and declares it deleted
together with that one; what holds others may be asked for its ``focusProxy()``, because that is within it. And it is
never told when an item of a layout goes: what ``itemAt()`` once returned stays known under its address, and the next
object made there by Python, a timer of ``singleShot()`` say, is taken for it when it is deleted. Layouts are asked for
``indexOf()`` instead.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
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


_WATCHED = "tab_order_watched"


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
        if new is None:
            return
        self._soon.start()
        window = new.window()
        if isinstance(window, QDialog) and not window.property(_WATCHED):
            window.setProperty(_WATCHED, True)
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What comes into a dialog after the keyboard did has its place, too; the main window asks at every Tab."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._soon.start()
        return super().eventFilter(watched, event)

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
    inner = [one for one in direct_children(holder) if not one.isWindow()]
    if isinstance(holder, QSplitter):
        order = sorted(inner, key=holder.indexOf)
        children = [one for one in order if holder.indexOf(one) >= 0]
    else:
        layout = holder.layout()
        children = list(_in_layout(layout, inner)) if layout is not None else []
    known = set(map(id, children))
    rest = [one for one in inner if id(one) not in known]
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


def direct_children(holder: QWidget) -> list[QWidget]:
    """The widgets that stand in a widget itself; unlike ``children()`` it touches nothing else of Qt's."""
    return holder.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)


def _in_layout(layout: QLayout, widgets: Sequence[QWidget]) -> Iterator[QWidget]:
    """Those of ``widgets`` that stand in a layout and those inside it, in its order."""
    held: list[tuple[int, QWidget | QLayout]] = [
        (place, one) for one in widgets if (place := layout.indexOf(one)) >= 0
    ]
    inner = layout.findChildren(QLayout, options=Qt.FindChildOption.FindDirectChildrenOnly)
    held += [(place, one) for one in inner if (place := layout.indexOf(one)) >= 0]
    if isinstance(layout, QGridLayout):
        cells: dict[int, tuple[int, ...]] = {
            place: tuple(layout.getItemPosition(place))[:2]  # type: ignore[arg-type]
            for place, _one in held
        }
        held.sort(key=lambda one: (cells[one[0]], one[0]))
    else:
        held.sort(key=lambda one: one[0])
    for _place, one in held:
        if isinstance(one, QLayout):
            yield from _in_layout(one, widgets)
        else:
            yield one
