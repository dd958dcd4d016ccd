"""The bar of pages at the left: words with icons, or icons alone on a small screen or by choice."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui import icons, theme
from ui.actions import with_shortcut


class Entry(NamedTuple):
    """One entry of the bar: a key, its words (translated), icon and shortcut."""

    key: object
    text: str
    icon: str
    shortcut: str = ""
    at_foot: bool = False
    is_page: bool = True


class _EntryButton(QAbstractButton):
    """One entry; paints itself, because it is the first thing on screen and must be quick."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.narrow = False
        self.setText(entry.text)
        self.setAccessibleName(entry.text)
        self.setToolTip(with_shortcut(entry.text, entry.shortcut))
        self.setCheckable(entry.is_page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        if entry.shortcut:
            # Not the button's own shortcut, which animates a press and comes a tenth of a second late.
            QShortcut(QKeySequence(entry.shortcut), self).activated.connect(self.click)

    def sizeHint(self) -> QSize:
        """As wide as the bar; at least 40 high, more with larger type."""
        return QSize(theme.NAVIGATION_WIDTH_ICONS - 12, max(40, self.fontMetrics().height() + 16))

    def minimumSizeHint(self) -> QSize:
        """Still 32 high in a low window, 28 in a very low one, so that all pages stay in view."""
        return QSize(theme.NAVIGATION_WIDTH_ICONS - 12, max(28, self.fontMetrics().height() + 6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A quiet line; the page in view has the accent on its left and a soft ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().adjusted(0, 1, 0, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(area, 6, 6)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 6, 6)
        token = "accent" if self.isChecked() else "text"
        side = min(theme.scaled(20), self.width() - 12, self.height() - 6)
        left = (self.width() - side) // 2 if self.narrow else 12
        icons.paint(painter, self.entry.icon, token, QRect(left, (self.height() - side) // 2, side, side))
        if not self.narrow:
            painter.setFont(theme.font(strong=self.isChecked()))
            painter.setPen(theme.colour(token))
            words = area.adjusted(24 + side, 0, -8, 0)
            text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


class _Seal(QWidget):
    """The program's own mark: a smile under a roof."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the mark and air around it."""
        return QSize(40, 56)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark, left as the icons are."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        left = (self.width() - 36) // 2 if self.width() < 100 else 4
        icons.paint(painter, "seal", "accent", QRect(left, 8, 36, 36))


class NavigationBar(QWidget):
    """The bar of pages.

    Signals:
        chosen: object, the key of the entry that was pressed.
    """

    chosen = Signal(object)

    def __init__(self, entries: Sequence[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: list[_EntryButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 10)
        layout.setSpacing(2)
        self._seal = _Seal(self)
        layout.addWidget(self._seal)
        for entry in entries:
            if entry.at_foot and not any(one.entry.at_foot for one in self._buttons):
                layout.addStretch(1)
            made = _EntryButton(entry, self)
            if entry.is_page:
                self._group.addButton(made)
            made.clicked.connect(self._on_clicked)
            self._buttons.append(made)
            layout.addWidget(made)
        self.set_narrow(False)

    def set_current(self, key: object) -> None:
        """Mark the page in view."""
        for one in self._buttons:
            if one.entry.key == key:
                one.setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, or words too."""
        words = max((self.fontMetrics().horizontalAdvance(one.text()) for one in self._buttons), default=0)
        wide = max(theme.NAVIGATION_WIDTH, words + 60 + theme.scaled(20))
        width = theme.NAVIGATION_WIDTH_ICONS if narrow else wide
        self.setMinimumWidth(width)
        self.setMaximumWidth(width)
        for one in self._buttons:
            one.narrow = narrow
            one.update()

    def set_low(self, low: bool) -> None:
        """On a low screen the pages need the place of the mark."""
        self._seal.setVisible(not low)

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _EntryButton):
            self.chosen.emit(sender.entry.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of the bar and the hairline at its right."""
        painter = QPainter(self)
        # Not fillRect: its first call makes Python enums of all of Qt's gradient presets, 4 ms.
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRect(self.rect())
        painter.setPen(theme.colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move between the entries."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)
