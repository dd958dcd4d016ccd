"""Line icons of one family, tinted from the theme when they are painted, sharp at every scale.

An icon is ``resources/icons/NAME.svg``: 20 by 20, strokes in ``currentColor``. Because the colour is
looked up at painting, a change of theme needs no icon to be made again.
"""

import json
import os
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QByteArray, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QImage, QPainter, QPixmap

from friendly_desktop import VERSION
from ui import theme

_KEPT: list[QIconEngine] = []


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (theme.ICON_FOLDER / f"{name}.svg").read_bytes()


class _Drawn:
    """Every icon drawn so far, by name, colour and width in device pixels."""

    images: ClassVar[dict[tuple[str, str, int], QImage]] = {}


def _image(name: str, colour: str, width: int) -> QImage:
    """The icon as an image ``width`` device pixels wide."""
    key = (name, colour, width)
    if key not in _Drawn.images:
        _Drawn.images[key] = _draw(name, colour, width)
    return _Drawn.images[key]


def _draw(name: str, colour: str, width: int) -> QImage:
    from PySide6.QtSvg import QSvgRenderer

    drawing = _source(name).replace(b"currentColor", colour.encode("ascii"))
    image = QImage(QSize(width, width), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    return image


def recall(path: Path) -> None:
    """Take back what :func:`keep` wrote, so that the first paint draws no SVG; anything odd is ignored."""
    try:
        head, _newline, pixels = path.read_bytes().partition(b"\n")
        stamp, keys = json.loads(head)
        keys = [(str(name), str(colour), int(width)) for name, colour, width in keys]
    except (OSError, ValueError, TypeError, RecursionError):
        return
    if stamp != _stamp() or len(pixels) != sum(width * width * 4 for _name, _colour, width in keys):
        return
    at = 0
    for name, colour, width in keys:
        end = at + width * width * 4
        image = QImage(pixels[at:end], width, width, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        _Drawn.images[name, colour, width] = image.copy()
        at = end


def keep(path: Path) -> None:
    """Keep the icons drawn so far for the next start; only a cache, so a disk that refuses is no matter."""
    keys = list(_Drawn.images)
    pixels = b"".join(bytes(_Drawn.images[key].constBits()) for key in keys)
    content = json.dumps([_stamp(), keys]).encode() + b"\n" + pixels
    beside = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            os.replace(beside, path)


def _stamp() -> str:
    return f"{VERSION} {theme.ICON_FOLDER.stat().st_mtime_ns}"


def paint(painter: QPainter, name: str, token: str, rect: QRect) -> None:
    """Draw an icon into a logical rectangle, in the colour of a theme token."""
    ratio = painter.device().devicePixelRatioF()
    side = min(rect.width(), rect.height())
    image = _image(name, getattr(theme.tokens(), token), max(1, round(side * ratio)))
    left = rect.x() + (rect.width() - side) / 2
    top = rect.y() + (rect.height() - side) / 2
    copy = QImage(image)
    copy.setDevicePixelRatio(ratio)
    painter.drawImage(QPointF(left, top), copy)


def pixmap(name: str, token: str, size: int, ratio: float) -> QPixmap:
    """An icon as a pixmap of ``size`` logical pixels."""
    made = QPixmap.fromImage(_image(name, getattr(theme.tokens(), token), max(1, round(size * ratio))))
    made.setDevicePixelRatio(ratio)
    return made


class _Engine(QIconEngine):
    """Paints one icon of the family in the colour of a theme token."""

    def __init__(self, name: str, token: str, token_on: str) -> None:
        super().__init__()
        self._name, self._token, self._token_on = name, token, token_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw it; greyed where the control is disabled."""
        paint(painter, self._name, self._choose(mode, state), rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw it at ``size`` device pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Draw it at ``size`` device pixels for a screen of ratio ``scale``."""
        side = min(size.width(), size.height())
        made = QPixmap.fromImage(_image(self._name, getattr(theme.tokens(), self._choose(mode, state)), side))
        made.setDevicePixelRatio(scale)
        return made

    def clone(self) -> QIconEngine:
        """A copy, as Qt asks when an icon is detached."""
        copy = _Engine(self._name, self._token, self._token_on)
        _KEPT.append(copy)
        return copy

    def _choose(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "quiet"
        return self._token_on if state == QIcon.State.On else self._token


@lru_cache(maxsize=256)
def icon(name: str, token: str = "text", token_on: str = "") -> QIcon:
    """An icon of the family.

    Args:
        name: the file in ``resources/icons`` without its ending.
        token: the theme token it is painted in.
        token_on: the token when the control is checked; default the same.
    """
    _source(name)  # a wrong name fails here, not while painting
    engine = _Engine(name, token, token_on or token)
    _KEPT.append(engine)
    return QIcon(engine)
