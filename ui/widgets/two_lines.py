"""Lines of a list with a second, quiet line below the words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import theme

#: The second line of an item, "" or nothing for none.
DETAIL = int(Qt.ItemDataRole.UserRole)


def line_size(view: QWidget, has_detail: bool) -> QSize:
    """How high a line is."""
    line = view.fontMetrics().height()
    return QSize(0, 2 * line + 18 if has_detail else line + 16)


class TwoLines(QStyledItemDelegate):
    """Words with a quiet line below them where there is one (``DETAIL``)."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words in the upper half, the detail in the lower."""
        detail = index.data(DETAIL)
        if not detail:
            super().paint(painter, option, index)
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        words, shown.text = shown.text, ""
        style = shown.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        area: QRect = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, shown.widget)
        area.setLeft(shown.rect.left() + shown.decorationSize.width() + 16)
        area.setRight(shown.rect.right() - 8)
        middle = shown.rect.center().y()
        side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.save()
        for token, text, top in (("text", words, True), ("quiet", detail, False)):
            painter.setPen(theme.colour(token))
            place = QRect(area)
            place.setTop(shown.rect.top() + 5 if top else middle)
            place.setBottom(middle if top else shown.rect.bottom() - 5)
            fitting = shown.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, side, fitting)
        painter.restore()
