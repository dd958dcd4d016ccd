"""The evidence of one leaf as small pictures in a row."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPainterPath
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.i18n import _
from ui import icons, theme
from ui.evidence.kinds import kind_of
from ui.evidence.thumbnails import Thumbnails
from ui.theme import Role
from ui.widgets.painting import WrappedText
from ui.widgets.typing import is_delete

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
#: How a piece is named while it is dragged from the strip.
MIME = "application/x-friendly-evidence"
EVIDENCE_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_PICTURE = QSize(104, 70)


class EvidenceList(QAbstractListModel):
    """Pieces of evidence in a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Evidence, ...] = ()

    @property
    def rows(self) -> tuple[Evidence, ...]:
        """What is shown."""
        return self._rows

    def set_rows(self, rows: Sequence[Evidence]) -> None:
        """Show these; the same ones with other words keep selection and scrolling."""
        new = tuple(rows)
        if [one.id for one in new] == [one.id for one in self._rows]:
            self._rows = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self._rows = new
        self.endResetModel()

    def content_changed(self, sha256: str) -> None:
        """The picture of a content is there now."""
        for place, one in enumerate(self._rows):
            if one.sha256 == sha256:
                self.dataChanged.emit(self.index(place), self.index(place))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Pieces can be dragged onto another leaf."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Only the program itself understands such a drag."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the dragged piece."""
        data = QMimeData()
        data.setData(MIME, str(self._rows[indexes[0].row()].id).encode("ascii"))
        return data

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = 0) -> object:
        """The words, and the evidence itself."""
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == EVIDENCE_ROLE:
            return one
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return one.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (one.label, one.number, warning_of(one)) if part)
        return None


def warning_of(evidence: Evidence) -> str:
    """What to mind about a piece of evidence, in a sentence; "" for nothing."""
    if evidence.bytes == 0:
        return _("Tệp rỗng, không chứng minh được gì.")
    if evidence.outside_year:
        return _("Ngày của tài liệu nằm ngoài năm {year}.").format(year=evidence.year)
    return ""


class _Delegate(QStyledItemDelegate):
    """Paints one piece of evidence: picture or icon, then its name in at most two lines."""

    def __init__(self, pictures: Thumbnails, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The same for all, so that thousands need no measuring."""
        return QSize(_PICTURE.width() + 12, _PICTURE.height() + 2 * option.fontMetrics.height() + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        one = index.data(EVIDENCE_ROLE)
        if not isinstance(one, Evidence):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outer = QRectF(option.rect).adjusted(2, 2, -2, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(theme.colour("accent") if selected else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(outer, 6, 6)
        place = QRect(option.rect.x() + 6, option.rect.y() + 5, _PICTURE.width(), _PICTURE.height())
        self._paint_picture(painter, place, one)
        if warning_of(one):
            badge = QRect(place.right() - 17, place.y() + 1, 16, 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("surface"))
            painter.drawEllipse(badge.adjusted(-1, -1, 1, 1))
            icons.paint(painter, "warning", "warning", badge)
        painter.setFont(theme.font(Role.SMALL))
        painter.setPen(theme.colour("text"))
        words = QRect(
            place.x() - 2, place.bottom() + 4, place.width() + 4, option.rect.bottom() - place.bottom() - 6
        )
        _paint_name(painter, words, one.label)
        painter.restore()

    def _paint_picture(self, painter: QPainter, place: QRect, one: Evidence) -> None:
        picture = self._pictures.picture(one)
        painter.setPen(theme.colour("line"))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if picture is None:
            side = 30
            middle = QRect(place.center().x() - side // 2, place.center().y() - side // 2, side, side)
            icons.paint(painter, kind_of(one).icon, "quiet", middle)
            return
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(place), 5, 5)
        painter.save()
        painter.setClipPath(shape)
        scale = max(place.width() / picture.width(), place.height() / picture.height())
        width, height = place.width() / scale, place.height() / scale
        # Papers are known by their head, photos by their middle.
        top = 0.0 if picture.height() > picture.width() else (picture.height() - height) / 2
        source = QRectF((picture.width() - width) / 2, top, width, height)
        painter.drawPixmap(QRectF(place), picture, source)
        painter.restore()


def _paint_name(painter: QPainter, room: QRect, name: str) -> None:
    WrappedText(name, painter.font(), room.width(), 2).paint(painter, room.x(), room.y())


class EvidenceStrip(QListView):
    """The row of pictures; Enter looks, Delete takes away.

    Signals:
        look_wanted: Evidence, the person wants to see it.
        open_wanted: Evidence, in the program that belongs to it.
        share_wanted: Evidence, it is to prove further leaves.
        remove_wanted: Evidence, it does not belong here.
    """

    look_wanted = Signal(object)
    open_wanted = Signal(object)
    share_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, pictures: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence = EvidenceList(self)
        self.read_only = False
        self.setModel(self.evidence)
        self.setItemDelegate(_Delegate(pictures, self))
        self.setAccessibleName(_("Minh chứng của mục này"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self._on_double_clicked)
        pictures.made.connect(self.evidence.content_changed)

    def current(self) -> Evidence | None:
        """The chosen piece."""
        found = self.currentIndex().data(EVIDENCE_ROLE)
        return found if isinstance(found, Evidence) else None

    def choose(self, evidence_id: int) -> None:
        """Select a piece by its id."""
        for place, one in enumerate(self.evidence.rows):
            if one.id == evidence_id:
                self.setCurrentIndex(self.evidence.index(place))

    def sizeHint(self) -> QSize:
        """One row high."""
        return QSize(240, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """One row, with room for the scroll bar."""
        return QSize(140, _PICTURE.height() + 2 * self.fontMetrics().height() + 24)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on a piece, so that one sees where the keyboard is."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.evidence.rows:
            self.setCurrentIndex(self.evidence.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks, Delete takes away."""
        one = self.current()
        if one is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.look_wanted.emit(one)
        elif one is not None and is_delete(event) and not self.read_only:
            self.remove_wanted.emit(one)
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """What can be done with the chosen piece."""
        made = QMenu(self)
        for words, icon, signal, writes in (
            (_("Xem và ghi thông tin"), "eye", self.look_wanted, False),
            (_("Mở bằng chương trình khác"), "open-outside", self.open_wanted, False),
            (_("Dùng chung cho mục khác..."), "link", self.share_wanted, True),
            (_("Gỡ khỏi mục này"), "remove", self.remove_wanted, True),
        ):
            if writes and self.read_only:
                continue
            action = QAction(icons.icon(icon), words, made)
            action.triggered.connect(_Emit(self, signal))
            made.addAction(action)
        return made

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            made = self.menu()
            made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            made.popup(self.viewport().mapToGlobal(place))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.look_wanted.emit(index.data(EVIDENCE_ROLE))


class _Emit:
    """Tells a signal of the strip about its chosen piece; lives as long as the menu."""

    def __init__(self, strip: EvidenceStrip, signal: object) -> None:
        self._strip, self._signal = strip, signal

    def __call__(self, _checked: bool = False) -> None:
        one = self._strip.current()
        if one is not None:
            self._signal.emit(one)  # type: ignore[attr-defined]
