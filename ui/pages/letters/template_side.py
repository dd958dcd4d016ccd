"""The page beside a template: the very PDF, drawn anew while one changes the template."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Template
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.letters.template_trial import Shown, Values, render
from ui.widgets.fields import ChoiceField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text

_RENDER_MS = 80


class _Wish(NamedTuple):
    template: Template
    which: Values


class TemplateSide(QWidget):
    """Draws the newest template; while one is being drawn, only the newest wish waits.

    Args:
        wished: gives the template as it stands; None while there is none.
    """

    def __init__(
        self, context: UiContext, wished: Callable[[], Template | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._wished = context, wished
        self._drawing = self._again = False
        self._drawn: _Wish | None = None
        self.values = ChoiceField(
            [
                (Values.TRIAL, _("giá trị làm mẫu")),
                (Values.LAST, _("giá trị của thư gần nhất")),
                (Values.EMPTY, _("để trống")),
            ],
            self,
        )
        self.values.setAccessibleName(_("Xem với giá trị"))
        self.values.setMinimumContentsLength(16)
        self.told = NoticeStrip("info", "accent", parent=self)
        self.long = NoticeStrip("warning", "warning", parent=self)
        self.preview = PdfPreview(context, self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addStretch(1)
        head.addWidget(Text(_("Xem với"), "quiet-small", parent=self))
        head.addWidget(self.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.told)
        column.addWidget(self.long)
        column.addWidget(self.preview, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_RENDER_MS)
        self._soon.timeout.connect(self.draw)
        self.values.committed.connect(self.draw)

    def clear(self) -> None:
        """Another template comes."""
        self._drawn = None
        self.preview.clear()
        self.told.say("")
        self.long.say("")

    def draw_soon(self) -> None:
        """The template changed; several changes are drawn once."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def draw(self) -> None:
        """Have the template drawn now, unless this very one is in view."""
        template = self._wished()
        which = self.values.value()
        if template is None or not isinstance(which, Values):
            return
        if self._drawing:
            self._again = True
            return
        wish = _Wish(template, which)
        if wish == self._drawn:
            return
        self._drawing = True
        if template.word_sha256:
            self.told.say(_("Đang tạo bản xem trước bằng Word hoặc LibreOffice..."))

        def done(shown: Shown) -> None:
            self._on_shown(wish, shown)

        self._context.draw(self, render(template, which), done, self._on_not_shown)

    def _on_shown(self, wish: _Wish, shown: Shown) -> None:
        self._drawing = False
        again, self._again = self._again, False
        current = self._wished()
        if current is not None and current.id == wish.template.id:
            self._drawn = wish
            self.told.say(shown.why_not)
            words = _("Thư dài sang trang {n}. Nên rút gọn lời thư hoặc thu nhỏ chữ.").format(n=shown.pages)
            self.long.say(words if shown.pages > 1 and not wish.template.word_sha256 else "")
            if shown.content:
                self.preview.show_pdf(shown.content)
        else:
            again = True
        if again:
            self.draw()

    def _on_not_shown(self, error: Exception) -> None:
        self._drawing = self._again = False
        self._context.show_error(self, error)
