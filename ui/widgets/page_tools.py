"""The tools over pages that are looked at: turn, zoom, fit; by mouse and by key."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui.widgets.text import icon_button

_ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


def next_zoom(now: float, step: int) -> float:
    """The zoom one step larger (``step`` above 0) or smaller than the present one."""
    if step > 0:
        return next((zoom for zoom in _ZOOMS if zoom > now * 1.01), _ZOOMS[-1])
    return next((zoom for zoom in reversed(_ZOOMS) if zoom < now * 0.99), _ZOOMS[0])


class PageTools(QObject):
    """Five buttons, to be laid out by whoever shows the pages, and their keys.

    Args:
        parent: where the buttons stand.
        wheel: Ctrl and the wheel zoom too; said in the tooltips.

    Signals:
        turned: int, pages forth or back.
        zoomed: int, 1 larger, -1 smaller.
        fitted: the page is to fit again.
    """

    turned = Signal(int)
    zoomed = Signal(int)
    fitted = Signal()

    def __init__(self, parent: QWidget, *, wheel: bool = False) -> None:
        super().__init__(parent)
        smaller = _("Thu nhỏ (Ctrl và lăn chuột, hoặc -)") if wheel else _("Thu nhỏ (-)")
        larger = _("Phóng to (Ctrl và lăn chuột, hoặc +)") if wheel else _("Phóng to (+)")
        fit = _("Vừa khung: cả trang hoặc bề ngang (0)") if wheel else _("Vừa khung (0)")
        self.up = icon_button("up", _("Trang trước (Page Up)"), parent=parent)
        self.down = icon_button("down", _("Trang sau (Page Down)"), parent=parent)
        self.smaller = icon_button("zoom-out", smaller, parent=parent)
        self.larger = icon_button("zoom-in", larger, parent=parent)
        self.fit = icon_button("fit", fit, parent=parent)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.fit.clicked.connect(self.fitted)

    def keys(self) -> Mapping[Qt.Key, Callable[[], None]]:
        """What each key does."""
        return {
            Qt.Key.Key_PageUp: self._on_up,
            Qt.Key.Key_PageDown: self._on_down,
            Qt.Key.Key_Plus: self._on_larger,
            Qt.Key.Key_Equal: self._on_larger,
            Qt.Key.Key_Minus: self._on_smaller,
            Qt.Key.Key_0: self.fitted.emit,
        }

    def show_place(self, page: int, pages: int, *, drawn: bool) -> None:
        """Which page of how many is in view, and whether there is something to zoom."""
        for one in (self.up, self.down):
            one.setVisible(pages > 1)
        self.up.setEnabled(page > 0)
        self.down.setEnabled(page < pages - 1)
        for one in (self.smaller, self.larger, self.fit):
            one.setEnabled(drawn)

    @Slot()
    def _on_up(self) -> None:
        self.turned.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.turned.emit(1)

    @Slot()
    def _on_smaller(self) -> None:
        self.zoomed.emit(-1)

    @Slot()
    def _on_larger(self) -> None:
        self.zoomed.emit(1)
