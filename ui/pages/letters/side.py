"""The page beside the form: the very PDF of the letter, drawn anew while one types, and what does not fit."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import LetterDraft, Sheet
from friendly_desktop.i18n import _
from ui import icons
from ui.context import UiContext
from ui.pages.letters import writing
from ui.pages.letters.writing import LetterSlot, Rendered
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_RENDER_MS = 60
_WORD_MS = 1200  # a whole program is started for the page of a Word file: not while one types

#: The draft that is to be drawn, and where it lies in the register; None while there is none.
Wished = tuple[LetterDraft, LetterSlot]


class LetterSide(QWidget):
    """Draws the newest draft; while one is being drawn, only the newest wish waits.

    Args:
        wished: gives the draft as it stands now.

    Signals:
        checked: (slot, problems), what is to be said about the values of the draft that was drawn.
        sheet_chosen: Sheet, the type is to be smaller so that the letter stays on one page.
        pdf_wanted: the letter is to be saved as PDF.
        word_wanted: the letter is to be saved for Word.
    """

    checked = Signal(object, object)
    sheet_chosen = Signal(object)
    pdf_wanted = Signal()
    word_wanted = Signal()

    def __init__(
        self, context: UiContext, wished: Callable[[], Wished | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._wished = context, wished
        self._drawing = self._again = False
        self._word = False
        self._converted: LetterDraft | None = None
        self.submit = button(_("Trình ký"), "upload", parent=self)
        self.submit.setToolTip(_("Đưa thư vào tập trình ký"))
        self._files = button(_("Lưu tệp"), "export", parent=self)
        menu = QMenu(self._files)
        menu.addAction(icons.icon("pdf"), _("Lưu thành tệp PDF..."), self.pdf_wanted.emit)
        menu.addAction(icons.icon("file"), _("Lưu thành tệp Word..."), self.word_wanted.emit)
        self._files.setMenu(menu)
        self.shrink = button(_("Thu nhỏ chữ cho vừa một trang"), kind="quiet", parent=self)
        self.long = NoticeStrip("warning", "warning", self.shrink, parent=self)
        self.unprintable = NoticeStrip("danger", "danger", parent=self)
        self.waiting = NoticeStrip("info", "accent", parent=self)
        self.instead = Text(role="quiet", wrap=True, parent=self)
        self.instead.hide()
        self._rest = QWidget(self)
        self._rest.hide()
        self.preview = PdfPreview(context, self)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addStretch(1)
        acts.addWidget(self._files)
        acts.addWidget(self.submit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(acts)
        column.addWidget(self.unprintable)
        column.addWidget(self.long)
        column.addWidget(self.waiting)
        column.addWidget(self.instead)
        column.addWidget(self.preview, 1)
        column.addWidget(self._rest, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_RENDER_MS)
        self._soon.timeout.connect(self.draw)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WORD_MS)
        self._later.timeout.connect(self._draw_now)
        self.shrink.clicked.connect(self._on_shrink)

    def clear(self, *, word: bool = False) -> None:
        """Another letter comes; ``word``: from the office's own Word file, whose page takes seconds."""
        self._word, self._converted = word, None
        self._later.stop()
        self.waiting.say("")
        self._say_instead("")
        self.preview.clear()
        self.long.say("")
        self.unprintable.say("")

    def draw_soon(self) -> None:
        """The draft changed; several changes are drawn once."""
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def draw(self) -> None:
        """Have the draft drawn now; of a Word file only its values are looked at until one pauses."""
        wish = self._wished()
        if wish is None:
            return
        if not self._word:
            self._draw_now()
            return
        draft, slot = wish
        self._context.draw(self, writing.check(draft, slot.letter_id), partial(self.checked.emit, slot))
        if draft != self._converted:
            self._later.start()

    @Slot()
    def _draw_now(self) -> None:
        wish = self._wished()
        if wish is None or (self._word and wish[0] == self._converted):
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        draft, slot = wish
        if self._word:
            self._converted = draft
            words = _("Đang tạo trang xem trước bằng Word hoặc LibreOffice, mất vài giây.")
            self.waiting.say("" if self.instead.isVisibleTo(self) else words)
        self._context.draw(
            self,
            writing.render(draft, slot.letter_id),
            partial(self._on_rendered, slot),
            self._on_not_rendered,
        )

    def _on_rendered(self, slot: LetterSlot, made: Rendered) -> None:
        self._drawing = False
        again, self._again = self._again, False
        wish = self._wished()
        if wish is not None and wish[1] is slot:
            self.waiting.say("")
            self._say_instead(made.instead)
            self.unprintable.say(made.why_not)
            words = _("Thư dài sang trang {n}. Nên rút gọn lời thư hoặc thu nhỏ chữ.").format(n=made.pages)
            self.long.say(words if made.overflows and not self._word else "")
            if made.content:
                self.preview.show_pdf(made.content)
            self.checked.emit(slot, made.problems)
        else:
            again = True
        if again:
            self.draw()

    def _say_instead(self, words: str) -> None:
        """The values in words, where the page itself cannot be shown on this PC."""
        if words:
            told = _("Máy này không có Word hoặc LibreOffice nên chỉ xuất được tệp Word. Thư sẽ có:")
            self.instead.setText(f"{told}\n\n{words}")
        self.instead.setVisible(bool(words))
        self._rest.setVisible(bool(words))
        self.preview.setVisible(not words)

    def _on_not_rendered(self, error: Exception) -> None:
        self._drawing = self._again = False
        self._converted = None
        self.waiting.say("")
        self._context.show_error(self, error)

    @Slot()
    def _on_shrink(self) -> None:
        wish = self._wished()
        if wish is None:
            return
        draft = wish[0]

        def work(services: "Services") -> Sheet | None:
            sheet = draft.sheet or services.letters.template_of(draft).sheet
            return writing.smaller(draft, sheet)(services)

        self._context.query(self, _("Thu nhỏ chữ"), work, self._on_smaller)

    def _on_smaller(self, found: Sheet | None) -> None:
        if found is None:
            self._context.tell(_("Chữ nhỏ nhất vẫn chưa vừa một trang. Hãy rút gọn lời thư."))
        else:
            self.sheet_chosen.emit(found)
