"""Choosing one of many sheets: every one as a small picture of its very page, found also by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.services import pages
from ui import theme
from ui.context import UiContext
from ui.models.table import Index
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.painting import WrappedText
from ui.widgets.parts_page import Part
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_CARD = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1
_SHARP = 2  # drawn at twice the size, for screens of any scale
_TYPE_HEIGHT = 19  # of a line, for which the cards were measured; larger type makes them higher, and much larger one wider


@dataclass(frozen=True, slots=True)
class Card:
    """One sheet to choose.

    Attributes:
        id: of what is chosen.
        title: below the picture.
        blank: the size of the empty sheet until its picture is drawn, in logical pixels.
        foot: quiet words at the lower edge.
        tip: what the pointer tells.
        also: further words by which it is found.
        version: another one has another picture.
    """

    id: str
    title: str
    blank: tuple[int, int]
    foot: str = ""
    tip: str = ""
    also: str = ""
    version: int = 0


class CardSize(NamedTuple):
    """The measures of all cards, in logical pixels: the least width, the height, the room of the picture, how many
    lines of type stand below it, the height of the line at the lower edge.
    """

    wide: int
    high: int
    picture: tuple[int, int]
    lines: int
    foot: int


class _Cards(QStyledItemDelegate):
    """A picture of the sheet, its title below it, quiet words at the lower edge."""

    def __init__(self, size: CardSize, parent: QObject) -> None:
        super().__init__(parent)
        self._size = size

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All of one size."""
        view, size = option.widget, self._size
        room = view.viewport().width() - 1 if isinstance(view, QListWidget) else size.wide
        taller = size.lines * (option.fontMetrics.height() - _TYPE_HEIGHT)
        wide = max(size.wide, size.wide * option.fontMetrics.height() * 7 // (_TYPE_HEIGHT * 10))
        return QSize(room // max(1, room // wide), size.high + taller)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        card = index.data(_CARD)
        if not isinstance(card, Card):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.colour("accent" if chosen else "line"))
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover" if over else "surface"))
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 10, 10)
        wide, high = self._size.picture
        room = QRect(area.x() + (area.width() - wide) // 2, area.y() + 10, wide, high)
        _paint_sheet(painter, room, card, index.data(_PICTURE))
        words = WrappedText(card.title, theme.font(strong=True), area.width() - 20, 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(strong=True))
        words.paint(painter, area.x() + 10, room.bottom() + 8)
        if card.foot:
            painter.setFont(theme.font(theme.Role.SMALL))
            painter.setPen(theme.colour("quiet"))
            line = max(self._size.foot, painter.fontMetrics().height())
            foot = QRect(area.x() + 10, area.bottom() - line - 4, area.width() - 20, line)
            shown = painter.fontMetrics().elidedText(card.foot, Qt.TextElideMode.ElideRight, foot.width())
            painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def _paint_sheet(painter: QPainter, room: QRect, card: Card, picture: object) -> None:
    """The sheet in the middle of its room; a blank one until it is drawn."""
    size = picture.deviceIndependentSize().toSize() if isinstance(picture, QPixmap) else QSize(*card.blank)
    paper = QRect(QPoint(0, 0), size)
    paper.moveCenter(room.center())
    painter.fillRect(paper, Qt.GlobalColor.white)
    if isinstance(picture, QPixmap):
        painter.drawPixmap(paper.topLeft(), picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.colour("control_line"))
    painter.drawRect(paper.adjusted(-1, -1, 0, 0))


class CardGallery(Part):
    """Chooses a sheet.

    Args:
        context: of the window.
        size: the measures of the cards.
        name: of the list, for screen readers.
        nothing: what is said when no sheet is found.
        parent: the page.

    Signals:
        chosen: str, the id of a card.
    """

    chosen = Signal(str)

    def __init__(
        self, context: UiContext, size: CardSize, name: str, nothing: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._room = size.picture
        self._cards: tuple[Card, ...] = ()
        self._pictures: dict[tuple[str, int], QPixmap] = {}
        self._waiting: list[Card] = []
        self._drawing = False
        self.back = button("", "left", "back", parent=self)
        self.back.clicked.connect(self.back_wanted)
        self.box = QLineEdit(self)
        self.box.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_Cards(size, self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("role", "gallery")
        self._none = Text(nothing, "quiet", parent=self)
        self._none.hide()
        head = QWidget(self)
        flow = FlowLayout(head, spacing=12)
        for one in (self.back, self.box, air(head)):
            flow.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.box)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._on_clicked)
        on_keys(self.list, self.take, *ENTER)

    # -- what a subclass says

    def reading(self) -> str:
        """What :meth:`read` does, in words."""
        raise NotImplementedError

    @staticmethod
    def read(services: "Services") -> Sequence[Card]:
        """All cards; called on the worker."""
        raise NotImplementedError

    @staticmethod
    def pdf(services: "Services", card_id: str) -> bytes:
        """The sheet whose first page is the picture; called on the worker."""
        raise NotImplementedError

    def is_stale(self, card: Card) -> bool:
        """Whether its picture is to be drawn again."""
        return (card.id, card.version) not in self._pictures

    # -- what the page asks

    def start(self, _what: str = "") -> None:
        """Read the cards and begin anew."""
        self.box.clear()
        self.box.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Read the cards again."""
        read = self.read
        self._context.query(self, self.reading(), lambda services: tuple(read(services)), self._on_cards)

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def take(self) -> None:
        """Take the chosen card."""
        if self.list.currentRow() >= 0:
            self.chosen.emit(self.list.currentItem().data(_CARD).id)

    def shown(self) -> tuple[str, ...]:
        """The ids of the cards in view."""
        return tuple(self.list.item(row).data(_CARD).id for row in range(self.list.count()))

    def is_drawn(self) -> bool:
        """Whether every picture is there."""
        return not self._drawing and not self._waiting

    # -- inside

    def _on_cards(self, cards: tuple[Card, ...]) -> None:
        self._cards = cards
        self._fill()
        self._waiting = [one for one in cards if self.is_stale(one)]
        self._draw_next()

    @Slot()
    def _fill(self) -> None:
        words = fold(self.box.text()).split()
        kept = self.list.currentItem()
        kept_id = kept.data(_CARD).id if self.list.currentRow() >= 0 else ""
        self.list.clear()
        for one in self._cards:
            text = fold(f"{one.title} {one.also}")
            if not all(word in text for word in words):
                continue
            item = QListWidgetItem(one.title)
            item.setData(_CARD, one)
            item.setData(_PICTURE, self._pictures.get((one.id, one.version)))
            item.setToolTip(one.tip)
            self.list.addItem(item)
            if one.id == kept_id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._none.setVisible(bool(self._cards) and not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    def _draw_next(self) -> None:
        """The pictures, one after the other while nobody waits."""
        if self._drawing or not self._waiting:
            return
        self._drawing = True
        card = self._waiting.pop(0)
        wide, high = self._room
        pdf: Callable[[Services, str], bytes] = self.pdf

        def work(services: "Services") -> tuple[Card, QImage | None]:
            try:
                with pages.open_pages(pdf(services, card.id)) as opened:
                    size = opened.sizes[0]
                    scale = min(wide / size.width, high / size.height)
                    drawn = opened.image(0, round(size.width * scale * _SHARP))
            except AppError:
                return card, None  # a card without a picture still tells its title
            format_ = QImage.Format.Format_RGB888
            return card, QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, format_).copy()

        self._context.draw(self, work, self._on_drawn)

    def _on_drawn(self, answer: tuple[Card, QImage | None]) -> None:
        self._drawing = False
        card, image = answer
        if image is not None:
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(_SHARP)
            self._pictures[card.id, card.version] = picture
            for row in range(self.list.count()):
                if self.list.item(row).data(_CARD).id == card.id:
                    self.list.item(row).setData(_PICTURE, picture)
        self._draw_next()

    @Slot(QListWidgetItem)
    def _on_clicked(self, _item: QListWidgetItem) -> None:
        self.take()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards share the width."""
        super().resizeEvent(event)
        self.list.scheduleDelayedItemsLayout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move among the cards while one types, Enter takes."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in ENTER:
                self.take()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
