"""Choosing what to write: every template as a small picture of its page, found also by a few letters."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPainter, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.letters import Template, Wording
from friendly_desktop.domain.text import fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services import pages
from ui import theme
from ui.context import UiContext
from ui.letters.kinds import also_called, write_words
from ui.models.table import Index
from ui.widgets.painting import WrappedText
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_TEMPLATE = Qt.ItemDataRole.UserRole
_PICTURE = Qt.ItemDataRole.UserRole + 1
_WIDE, _HIGH = 200, 194
_PAPER = QSize(150, 118)  # the room of the picture, logical pixels
_SHARP = 2  # drawn at twice the size, for screens of any scale


class _Cards(QStyledItemDelegate):
    """A picture of the page, the title below it, whose words they are in quiet letters."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All of one size."""
        view = option.widget
        room = view.viewport().width() - 1 if isinstance(view, QListWidget) else _WIDE
        return QSize(room // max(1, room // _WIDE), _HIGH + 2 * (option.fontMetrics.height() - 19))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a card."""
        template = index.data(_TEMPLATE)
        if not isinstance(template, Template):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.colour("accent" if chosen else "line"))
        painter.setBrush(theme.colour("accent_soft" if chosen else "hover" if over else "surface"))
        painter.drawRoundedRect(area.adjusted(0, 0, -1, -1), 10, 10)
        room = QRect(
            area.x() + (area.width() - _PAPER.width()) // 2, area.y() + 10, _PAPER.width(), _PAPER.height()
        )
        _paint_page(painter, room, template, index.data(_PICTURE))
        words = WrappedText(template.title, theme.font(strong=True), area.width() - 20, 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(strong=True))
        words.paint(painter, area.x() + 10, room.bottom() + 8)
        if template.wording is Wording.OFFICE:
            painter.setFont(theme.font(theme.Role.SMALL))
            painter.setPen(theme.colour("quiet"))
            left = QRect(area.x() + 10, area.bottom() - 20, area.width() - 20, 16)
            painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, _("Mẫu của đơn vị"))
        painter.restore()


def _paint_page(painter: QPainter, room: QRect, template: Template, picture: object) -> None:
    """The page in the middle of its room; a blank sheet until it is drawn."""
    if isinstance(picture, QPixmap):
        size = picture.size() / picture.devicePixelRatio()
    else:
        landscape = template.sheet.landscape
        size = QSize(_PAPER.width(), 106) if landscape else QSize(83, _PAPER.height())
    paper = QRect(0, 0, size.width(), size.height())
    paper.moveCenter(room.center())
    painter.fillRect(paper, Qt.GlobalColor.white)
    if isinstance(picture, QPixmap):
        painter.drawPixmap(paper.topLeft(), picture)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.colour("control_line"))
    painter.drawRect(paper.adjusted(-1, -1, 0, 0))


class LetterGallery(QWidget):
    """Chooses a template.

    Signals:
        chosen: str, the id of a template.
        left: the person wants back to the register.
    """

    chosen = Signal(str)
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._templates: tuple[Template, ...] = ()
        self._pictures: dict[tuple[str, int], QPixmap] = {}
        self._waiting: list[Template] = []
        self._drawing = False
        back = button(_("Sổ thư"), "left", "back", parent=self)
        back.setToolTip(_("Về sổ thư (Esc)"))
        back.clicked.connect(self.left)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Gõ vài chữ: kết hôn, chia buồn, gia hạn..."))
        self.box.setAccessibleName(_("Tìm mẫu thư"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        self.box.setMaximumWidth(self.fontMetrics().averageCharWidth() * 48)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Các mẫu thư"))
        self.list.setViewMode(QListWidget.ViewMode.IconMode)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setMovement(QListWidget.Movement.Static)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setItemDelegate(_Cards(self.list))
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("role", "gallery")
        self._none = Text(_("Không có mẫu thư nào như vậy."), "quiet", parent=self)
        self._none.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(self.box, 1)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self.setFocusProxy(self.box)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._fill)
        self.list.itemClicked.connect(self._on_clicked)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.list, context=here).activated.connect(self.take)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self.left)

    def start(self) -> None:
        """Read the templates and begin anew."""
        self.box.clear()
        self.box.setFocus()
        self._context.query(
            self, _("Đọc mẫu thư"), lambda services: services.letter_templates.templates(), self._on_templates
        )

    def take(self) -> None:
        """Take the chosen card."""
        if self.list.currentRow() >= 0:
            self.chosen.emit(self.list.currentItem().data(_TEMPLATE).id)

    def shown(self) -> tuple[str, ...]:
        """The ids of the templates in view."""
        return tuple(self.list.item(row).data(_TEMPLATE).id for row in range(self.list.count()))

    def _on_templates(self, templates: Sequence[Template]) -> None:
        self._templates = tuple(templates)
        self._fill()
        self._waiting = [one for one in self._templates if (one.id, one.version) not in self._pictures]
        self._draw_next()

    @Slot()
    def _fill(self) -> None:
        words = fold(self.box.text()).split()
        kept = self.list.currentItem()
        kept_id = kept.data(_TEMPLATE).id if self.list.currentRow() >= 0 else ""
        self.list.clear()
        for one in self._templates:
            text = fold(" ".join((one.title, write_words(one.kind), also_called(one.kind))))
            if not all(word in text for word in words):
                continue
            item = QListWidgetItem(one.title)
            item.setData(_TEMPLATE, one)
            item.setData(_PICTURE, self._pictures.get((one.id, one.version)))
            item.setToolTip(one.note or one.title)
            self.list.addItem(item)
            if one.id == kept_id:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._none.setVisible(bool(self._templates) and not self.list.count())
        self.list.setVisible(bool(self.list.count()))

    # -- the pictures, one after the other while nobody waits

    def _draw_next(self) -> None:
        if self._drawing or not self._waiting:
            return
        self._drawing = True
        template = self._waiting.pop(0)

        def work(services: "Services") -> tuple[Template, QImage | None]:
            try:
                pdf = services.letters.pdf(services.letters.blank_draft(template.id))
                with pages.open_pages(pdf.content) as opened:
                    size = opened.sizes[0]
                    scale = min(_PAPER.width() / size.width, _PAPER.height() / size.height)
                    drawn = opened.image(0, round(size.width * scale * _SHARP))
            except AppError:
                return template, None  # a card without a picture still tells its title
            format_ = QImage.Format.Format_RGB888
            return template, QImage(drawn.rgb, drawn.width, drawn.height, drawn.width * 3, format_).copy()

        self._context.draw(self, work, self._on_drawn)

    def _on_drawn(self, answer: tuple[Template, QImage | None]) -> None:
        self._drawing = False
        template, image = answer
        if image is not None:
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(_SHARP)
            self._pictures[template.id, template.version] = picture
            for row in range(self.list.count()):
                if self.list.item(row).data(_TEMPLATE).id == template.id:
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
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
