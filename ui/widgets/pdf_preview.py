"""A PDF as it will be printed, page by page: sharp at every scale, quiet while its text is being typed.

The picture in view stays until the new one is there. While one page is being drawn, newer wishes replace
each other, so that fast typing never leaves a queue of pictures nobody waits for.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from friendly_desktop.domain.pages import PageSize
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services import pages
from ui import theme
from ui.context import UiContext
from ui.widgets.page_tools import PageTools, next_zoom
from ui.widgets.text import Text

_AROUND = 12  # logical pixels between the sheet and the edge
_LARGEST = 6000  # device pixels of a side; more is neither seen nor quick
_RESIZED_MS = 80
_PIXELS_PER_MM = 96 / 25.4  # logical pixels at 100 %


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be drawn: which PDF, which page, how many device pixels wide."""

    content: bytes
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    wish: _Wish
    image: QImage | None
    sizes: tuple[PageSize, ...]
    why_not: str = ""


class _Sheet(QWidget):
    """The sheet of paper itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self.paper = QSize(0, 0)  # logical pixels
        self.setAccessibleName(_("Trang in"))

    def place(self) -> QRect:
        """Where the paper lies: in the middle."""
        left = max(_AROUND, (self.width() - self.paper.width()) // 2)
        top = max(_AROUND, (self.height() - self.paper.height()) // 2)
        return QRect(QPoint(left, top), self.paper)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paper with a hairline; the picture is stretched only until the new one is there."""
        if self.image is None or self.paper.isEmpty():
            return
        painter = QPainter(self)
        place = self.place()
        ratio = self.devicePixelRatioF()
        if self.image.width() != round(place.width() * ratio):
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.image)
        else:
            self.image.setDevicePixelRatio(ratio)
            painter.drawImage(place.topLeft(), self.image)
        painter.setPen(QColor(theme.colour("control_line")))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))


class PdfPreview(QFrame):
    """Shows PDF bytes. Ctrl and wheel zoom, PageUp and PageDown turn pages, 0 fits the page.

    Signals:
        settled: the newest content is in view, or why it cannot be was said.
        page_changed: int, the page in view, counted from 0.
    """

    settled = Signal()
    page_changed = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None, *, tools: bool = True) -> None:
        """Draw in the background of ``context``; ``tools`` shows the bar with pages and zoom."""
        super().__init__(parent)
        self._context = context
        self._content = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._page = 0
        self._zoom: float | None = None  # None fits
        self._fit_width = False
        self._drawing: _Wish | None = None
        self._shown: _Wish | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Xem trước bản in"))
        self._sheet = _Sheet(self)
        self._scroll = QScrollArea(self)
        self._scroll.setProperty("role", "viewer-ground")
        self._scroll.setWidget(self._sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().installEventFilter(self)
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.setContentsMargins(12, 8, 12, 8)
        self._problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._problem)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._build_bar())
        self._bar.setVisible(tools)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_RESIZED_MS)
        self._later.timeout.connect(self._ask)
        self._show_words()

    def _build_bar(self) -> QWidget:
        self._bar = QWidget(self)
        tools = self._tools = PageTools(self._bar, wheel=True)
        self._words = Text(role="quiet-small", parent=self._bar)
        self._percent = Text(role="quiet-small", parent=self._bar)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(8, 2, 8, 2)
        row.setSpacing(4)
        for one in (tools.up, self._words, tools.down):
            row.addWidget(one)
        row.addStretch(1)
        for tool in (tools.smaller, self._percent, tools.larger, tools.fit):
            row.addWidget(tool)
        tools.turned.connect(self.turn)
        tools.zoomed.connect(self._zoom_by)
        tools.fitted.connect(self._on_fit)
        return self._bar

    # -- what others ask

    def show_pdf(self, content: bytes, page: int | None = None) -> None:
        """Show a PDF, at ``page`` (from 0) or where the person is; the old one stays until it is drawn."""
        self._content = content
        if page is not None:
            self._page = max(0, page)
        self._ask()

    def clear(self) -> None:
        """Show nothing."""
        self._content, self._sizes, self._page, self._shown = b"", (), 0, None
        self._sheet.image = None
        self._sheet.update()
        self._say("")
        self._show_words()

    def page(self) -> int:
        """The page in view, counted from 0."""
        return self._page

    def page_count(self) -> int:
        """How many pages there are; 0 before the first was drawn."""
        return len(self._sizes)

    def words(self) -> str:
        """Which page of how many, as shown."""
        return self._words.text()

    def image(self) -> QImage | None:
        """The picture in view, in device pixels."""
        return self._sheet.image

    def is_settled(self) -> bool:
        """Whether the picture in view is the newest."""
        return self._drawing is None and not self._later.isActive()

    def set_fit(self, *, width: bool) -> None:
        """Fit the sheet's width, or the whole sheet."""
        self._zoom, self._fit_width = None, width
        self._ask()

    @Slot(int)
    def turn(self, steps: int) -> None:
        """Go pages forth or back."""
        page = max(0, min(self._page + steps, len(self._sizes) - 1))
        if self._sizes and page != self._page:
            self._page = page
            self._scroll.verticalScrollBar().setValue(0)
            self._show_words()
            self._ask()
            self.page_changed.emit(page)

    # -- drawing

    def _scale(self, size: PageSize) -> float:
        """Logical pixels a millimetre."""
        if self._zoom is not None:
            return self._zoom * _PIXELS_PER_MM
        room = self._scroll.maximumViewportSize()
        wide = max(40, room.width() - 2 * _AROUND)
        high = max(40, room.height() - 2 * _AROUND)
        if self._fit_width and wide / size.width * size.height > high:
            wide -= self._scroll.verticalScrollBar().sizeHint().width()
        scale = wide / size.width
        return scale if self._fit_width else min(scale, high / size.height)

    def _paper(self, size: PageSize) -> QSize:
        scale = self._scale(size)
        return QSize(max(1, round(size.width * scale)), max(1, round(size.height * scale)))

    @Slot()
    def _ask(self) -> None:
        """Have the newest wish drawn, once whatever is being drawn is done."""
        self._later.stop()
        if not self._content or self._drawing is not None or not self.isVisible():
            return
        content, ratio = self._content, self.devicePixelRatioF()
        size = self._sizes[min(self._page, len(self._sizes) - 1)] if self._sizes else None
        width = min(_LARGEST, round(self._paper(size).width() * ratio)) if size else 0
        wish = _Wish(content, self._page, width)
        if wish == self._shown:
            self._lay_out()
            self.settled.emit()
            return
        self._drawing = wish
        self._context.draw(self, lambda _services: _draw(wish), self._on_drawn, self._on_broken)

    def _on_broken(self, error: Exception) -> None:
        self._drawing = None
        self._context.show_error(self, error)

    def _on_drawn(self, drawn: _Drawn) -> None:
        self._drawing = None
        if (
            drawn.wish.content is not self._content
        ):  # typed on meanwhile; the picture is still newer than before
            if drawn.image is not None and self._content:
                self._take(drawn)
            self._ask()
            return
        self._say(drawn.why_not)
        if drawn.sizes:
            self._sizes = drawn.sizes
            if self._page >= len(self._sizes):
                self._page = len(self._sizes) - 1
                self.page_changed.emit(self._page)
        if drawn.image is not None:
            self._take(drawn)
        self._show_words()
        if drawn.why_not:
            self.settled.emit()
        else:
            self._ask()  # settles, or draws at the width that is right now

    def _take(self, drawn: _Drawn) -> None:
        self._shown, self._sheet.image, self._sizes = drawn.wish, drawn.image, drawn.sizes
        self._lay_out()

    def _lay_out(self) -> None:
        if not self._sizes:
            return
        paper = self._paper(self._sizes[min(self._page, len(self._sizes) - 1)])
        self._sheet.paper = paper
        scrolls = self._zoom is not None or self._fit_width
        self._sheet.setMinimumSize(paper + QSize(2 * _AROUND, 2 * _AROUND) if scrolls else QSize(0, 0))
        self._sheet.update()
        self._show_words()

    def _say(self, why_not: str) -> None:
        self._problem.setText(why_not)
        self._problem.setVisible(bool(why_not))

    def _show_words(self) -> None:
        count = len(self._sizes)
        words = _("Trang {n} / {all}").format(n=self._page + 1, all=count) if count else ""
        self._words.setText(words)
        self._sheet.setAccessibleDescription(words)
        self.setAccessibleDescription(words)
        self._tools.show_place(self._page, count, drawn=bool(count))
        self._percent.setText(_("{percent}%").format(percent=round(self.zoom() * 100)) if count else "")

    def zoom(self) -> float:
        """How large the sheet is shown; 1 is its true size on a screen of 96 dots an inch."""
        if not self._sizes:
            return 1.0
        return self._scale(self._sizes[min(self._page, len(self._sizes) - 1)]) / _PIXELS_PER_MM

    # -- hands

    @Slot(int)
    def _zoom_by(self, step: int) -> None:
        self._zoom = next_zoom(self.zoom(), step)
        self._lay_out()
        self._ask()

    @Slot()
    def _on_fit(self) -> None:
        self.set_fit(width=self._zoom is None and not self._fit_width)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys, plus, minus and 0; arrows scroll."""
        runs = self._tools.keys()
        arrows = {
            Qt.Key.Key_Left: (self._scroll.horizontalScrollBar(), -1),
            Qt.Key.Key_Right: (self._scroll.horizontalScrollBar(), 1),
            Qt.Key.Key_Up: (self._scroll.verticalScrollBar(), -1),
            Qt.Key.Key_Down: (self._scroll.verticalScrollBar(), 1),
        }
        key = Qt.Key(event.key())
        if key in runs:
            runs[key]()
        elif key in arrows:
            bar, way = arrows[key]
            bar.setValue(bar.value() + way * self.fontMetrics().lineSpacing() * 3)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and wheel zoom; the wheel alone scrolls as ever."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self._zoom_by(event.angleDelta().y())
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch at once, draw anew after the last change."""
        super().resizeEvent(event)
        self._lay_out()
        if self._content:
            self._later.start()

    def event(self, event: QEvent) -> bool:
        """Draw what was asked for while out of view, and again on a screen of another scale."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.DevicePixelRatioChange) and self._content:
            self._later.start()
        return super().event(event)


def _draw(wish: _Wish) -> _Drawn:
    """Draw on a worker; a first picture of unknown width comes at the width of its paper."""
    try:
        with pages.open_pages(wish.content) as opened:
            page = min(wish.page, len(opened.sizes) - 1)
            width = wish.width or round(opened.sizes[page].width * _PIXELS_PER_MM)
            drawn = opened.image(page, width)
            sizes = opened.sizes
    except AppError as error:
        return _Drawn(wish, None, (), error.message)
    image = QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_RGB888).copy()
    return _Drawn(wish, image, sizes)
