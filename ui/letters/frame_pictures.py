"""The frames of letters as small pictures, drawn from the very shapes that print."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from friendly_desktop.domain.letters import Frame
from friendly_desktop.services.documents.drawing import Pen, Shape
from friendly_desktop.services.documents.frames import frame as frame_drawing

PICTURE = QSize(66, 66)  # logical pixels
_A5 = (148.0, 210.0)
_SHARP = 2  # drawn at twice the size, for screens of any scale


@lru_cache(maxsize=16)
def frame_icon(frame: Frame, *, landscape: bool) -> QIcon:
    """A frame on its sheet."""
    wide, high = reversed(_A5) if landscape else _A5
    scale = min(PICTURE.width() / wide, PICTURE.height() / high) * _SHARP * 0.98
    picture = QPixmap(PICTURE * _SHARP)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate((picture.width() - wide * scale) / 2, (picture.height() - high * scale) / 2)
    painter.scale(scale, scale)
    sheet = QRectF(0, 0, wide, high)
    painter.fillRect(sheet, Qt.GlobalColor.white)
    for shape in frame_drawing(frame.value, wide, high).shapes:
        line = QPen(QColor(shape.stroke), max(shape.width, 0.8))
        painter.setPen(line if shape.stroke else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(_path(shape))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(Qt.GlobalColor.lightGray), 1))
    painter.drawRect(sheet)
    painter.end()
    picture.setDevicePixelRatio(_SHARP)
    return QIcon(picture)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    for step in shape.steps:
        points = [QPointF(x, y) for x, y in step.points]
        if step.pen is Pen.MOVE:
            path.moveTo(points[0])
        elif step.pen is Pen.LINE:
            path.lineTo(points[0])
        elif step.pen is Pen.CURVE:
            path.cubicTo(points[0], points[1], points[2])
        else:
            path.closeSubpath()
    return path
