"""Choosing what to hang: every kind as a picture of its very sheet, found also by a few letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
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

from friendly_desktop.domain.postings import PostingKind, PostingSize
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services import pages
from ui import theme
from ui.context import UiContext
from ui.models.table import Index
from ui.pages.postings.part import PostingPart
from ui.postings.commands import also_called
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.painting import WrappedText
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_KIND = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1
_WIDE, _HIGH = 216, 244
_PAPER = QSize(176, 148)  # the room of the picture, logical pixels
_SHARP = 2  # drawn at twice the size, for screens of any scale


class _Cards(QStyledItemDelegate):
    """A picture of the sheet, its title below it, whose words they are in quiet letters."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All of one size."""
        view = option.widget
        room = view.viewport().width() - 1 if isinstance(view, QListWidget) else _WIDE
        return QSize(room // max(1, room // _WIDE), _HIGH + 3 * (option.fontMetrics.height() - 19))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        kind = index.data(_KIND)
        if not isinstance(kind, PostingKind):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.colour("accent" if chosen else "line"))
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover" if over else "surface"))
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 10, 10)
        left = area.x() + (area.width() - _PAPER.width()) // 2
        room = QRect(left, area.y() + 10, _PAPER.width(), _PAPER.height())
        _paint_sheet(painter, room, kind, index.data(_PICTURE))
        words = WrappedText(kind.title, theme.font(strong=True), area.width() - 20, 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(strong=True))
        words.paint(painter, area.x() + 10, room.bottom() + 8)
        painter.setFont(theme.font(theme.Role.SMALL))
        painter.setPen(theme.colour("quiet"))
        foot = QRect(area.x() + 10, area.bottom() - 22, area.width() - 20, 18)
        told = whose_words(kind)
        shown = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


def whose_words(kind: PostingKind) -> str:
    """Whose wording a kind brings, in two or three words."""
    if kind.design == "poster" and kind.id == "free":
        return _("Lời của đơn vị")
    return _("Lời của chương trình") if kind.own_wording else _("Lời theo văn bản")


def _paint_sheet(painter: QPainter, room: QRect, kind: PostingKind, picture: object) -> None:
    """The sheet in the middle of its room; a blank one until it is drawn."""
    if isinstance(picture, QPixmap):
        size = picture.deviceIndependentSize().toSize()
    else:
        size = QSize(_PAPER.width(), 124) if kind.lying else QSize(105, _PAPER.height())
    paper = QRect(0, 0, size.width(), size.height())
    paper.moveCenter(room.center())
    painter.fillRect(paper, Qt.GlobalColor.white)
    if isinstance(picture, QPixmap):
        painter.drawPixmap(paper.topLeft(), picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.colour("control_line"))
    painter.drawRect(paper.adjusted(-1, -1, 0, 0))


class PostingGallery(PostingPart):
    """Chooses a kind.

    Signals:
        chosen: str, the id of a kind.
    """

    chosen = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kinds: tuple[PostingKind, ...] = ()
        self._pictures: dict[str, QPixmap] = {}
        self._waiting: list[PostingKind] = []
        self._drawing = False
        back = button(_("Các tờ niêm yết"), "left", "back", parent=self)
        back.setToolTip(_("Về danh sách (Esc)"))
        back.clicked.connect(self.back_wanted)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Gõ vài chữ: 4 xin, lịch tiếp, điện thoại, QR..."))
        self.box.setAccessibleName(_("Tìm loại niêm yết"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Các loại niêm yết"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_Cards(self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("role", "gallery")
        self._none = Text(_("Không có loại niêm yết nào như vậy."), "quiet", parent=self)
        self._none.hide()
        head = QWidget(self)
        flow = FlowLayout(head, spacing=12)
        for one in (back, self.box, air(head)):
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

    def title(self) -> str:
        """What is asked."""
        return _("Làm tờ niêm yết")

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.box

    def start(self) -> None:
        """Begin anew."""
        self.box.clear()
        self.box.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """The office may be called otherwise now: draw the pictures again."""
        self._context.query(
            self, _("Đọc các loại niêm yết"), lambda services: services.postings.kinds(), self._on_kinds
        )

    def take(self) -> None:
        """Take the chosen card."""
        if self.list.currentRow() >= 0:
            self.chosen.emit(self.list.currentItem().data(_KIND).id)

    def shown(self) -> tuple[str, ...]:
        """The ids of the kinds in view."""
        return tuple(self.list.item(row).data(_KIND).id for row in range(self.list.count()))

    def is_drawn(self) -> bool:
        """Whether every picture is there."""
        return not self._drawing and not self._waiting

    def _on_kinds(self, kinds: Sequence[PostingKind]) -> None:
        self._kinds = tuple(kinds)
        self._fill()
        self._waiting = list(self._kinds)
        self._draw_next()

    @Slot()
    def _fill(self) -> None:
        words = fold(self.box.text()).split()
        kept = self.list.currentItem()
        kept_id = kept.data(_KIND).id if self.list.currentRow() >= 0 else ""
        self.list.clear()
        for one in self._kinds:
            text = fold(" ".join((one.title, one.place, also_called(one.id))))
            if not all(word in text for word in words):
                continue
            item = QListWidgetItem(one.title)
            item.setData(_KIND, one)
            item.setData(_PICTURE, self._pictures.get(one.id))
            item.setToolTip(one.source)
            self.list.addItem(item)
            if one.id == kept_id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._none.setVisible(bool(self._kinds) and not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    # -- the pictures, one after the other while nobody waits

    def _draw_next(self) -> None:
        if self._drawing or not self._waiting:
            return
        self._drawing = True
        kind = self._waiting.pop(0)

        def work(services: "Services") -> tuple[PostingKind, QImage | None]:
            try:
                pdf = services.postings.pdf(kind.id, services.postings.blank(kind.id), PostingSize.A4)
                with pages.open_pages(pdf.content) as opened:
                    size = opened.sizes[0]
                    scale = min(_PAPER.width() / size.width, _PAPER.height() / size.height)
                    drawn = opened.image(0, round(size.width * scale * _SHARP))
            except AppError:
                return kind, None  # a card without a picture still tells its title
            format_ = QImage.Format.Format_RGB888
            return kind, QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, format_).copy()

        self._context.draw(self, work, self._on_drawn)

    def _on_drawn(self, answer: tuple[PostingKind, QImage | None]) -> None:
        self._drawing = False
        kind, image = answer
        if image is not None:
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(_SHARP)
            self._pictures[kind.id] = picture
            for row in range(self.list.count()):
                if self.list.item(row).data(_KIND).id == kind.id:
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
