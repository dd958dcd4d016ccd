"""Draws ``resources/app.ico`` and the installer's ``side.bmp`` from ``resources/app.svg``: ``python .ci/windows/icon.py``."""

import os
import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def main() -> int:
    """Draw each size and put them into one file; then the picture beside the installer's words."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _app = QGuiApplication(sys.argv)
    pictures = [drawn(size) for size in SIZES]
    place = 6 + 16 * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    (RESOURCES / "app.ico").write_bytes(head + b"".join(pictures))
    side().save(str(Path(__file__).with_name("side.bmp")))
    return 0


def drawn(size: int) -> bytes:
    """The icon so many pixels wide."""
    image = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(RESOURCES / "app.svg")).render(painter)
    painter.end()
    return as_png(image) if size >= 256 else as_bitmap(image)


def side() -> QImage:
    """What stands at the left of the installer's first and last page, in the size NSIS asks for."""
    image = QImage(QSize(164, 314), QImage.Format.Format_RGB32)
    image.fill(QColor("#0F5E6E"))
    painter = QPainter(image)
    QSvgRenderer(str(RESOURCES / "app.svg")).render(painter, QRectF(22, 97, 120, 120))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8)


def as_png(image: QImage) -> bytes:
    """What Windows wants for the largest size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def as_bitmap(image: QImage) -> bytes:
    """A bitmap from the lowest line up, with a mask that hides nothing: what every part of Windows can read."""
    side = image.width()
    lines = bytes(image.flipped(Qt.Orientation.Vertical).constBits())
    mask = bytes((side + 31) // 32 * 4 * side)
    return struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, len(lines), 0, 0, 0, 0) + lines + mask


if __name__ == "__main__":
    sys.exit(main())
