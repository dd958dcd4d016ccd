"""Small pictures of evidence, made in the background when they come into view, kept in bounds."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.errors import AppError
from ui.context import UiContext
from ui.evidence.kinds import has_picture

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Pictures kept in memory: 256 x 256 x 4 bytes each at most, so some 60 MB; older ones load again from disk.
MOST_KEPT = 240
MOST_WAITING = 80


class Thumbnails(QObject):
    """Hands out small pictures; what is not there yet is made and announced.

    Signals:
        made: str, the digest whose picture is there now.
    """

    made = Signal(str)

    def __init__(self, context: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[str, Evidence] = OrderedDict()
        self._drawing = ""

    def picture(self, evidence: Evidence) -> QPixmap | None:
        """The picture, or None while it is being made or when there is none."""
        if not has_picture(evidence):
            return None
        digest = evidence.sha256
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        if digest != self._drawing:
            # The newest wish is what the person looks at now; what scrolled by long ago is forgotten.
            self._waiting[digest] = evidence
            self._waiting.move_to_end(digest)
            while len(self._waiting) > MOST_WAITING:
                self._waiting.popitem(last=False)
            self._next()
        return None

    def _next(self) -> None:
        if self._drawing or not self._waiting:
            return
        digest, evidence = self._waiting.popitem()
        self._drawing = digest
        media_type = evidence.media_type

        def work(services: "Services") -> tuple[str, QImage | None]:
            # QImage, unlike QPixmap, may be made on any thread.
            try:
                jpeg: bytes = services.evidence.thumbnail(digest, media_type)
            except AppError:
                return digest, None  # the list shows the icon of its kind; the viewer says why
            return digest, QImage.fromData(jpeg)

        self._context.draw(self, work, self._on_made)

    def _on_made(self, answer: tuple[str, QImage | None]) -> None:
        digest, image = answer
        self._drawing = ""
        drawn = image is not None and not image.isNull()
        self._kept[digest] = QPixmap.fromImage(image) if drawn and image is not None else None
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self._next()
        self.made.emit(digest)
