"""The chosen letter beside the register: where it is on its way, the very PDF, its history and prints."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Delivery, Letter, LetterEvent, LetterPrint, LetterState
from friendly_desktop.domain.letters.register import SETTLED, STATE_TITLES
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.letters.rows import STATE_LOOKS, Row, kind_words
from ui.widgets.chip_label import ChipLabel
from ui.widgets.folding import Folding
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_ROOMY = 560


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one letter."""

    letter: Letter
    history: tuple[LetterEvent, ...]
    prints: tuple[LetterPrint, ...]
    content: bytes
    why_not: str


def read_story(services: "Services", letter_id: int) -> Story:
    """Read it; the PDF is the one that was printed, or what would be printed now."""
    letter = services.letters.get(letter_id)
    content, why_not = b"", ""
    try:
        kept = services.letters.archived_pdf(letter_id) if letter.state in SETTLED else None
        content = kept if kept is not None else services.letters.pdf(letter.draft).content
    except AppError as error:
        why_not = error.message
    return Story(
        letter, services.letters.history(letter_id), services.letters.prints(letter_id), content, why_not
    )


class ChosenLetter(QFrame):
    """The chosen letter.

    Signals:
        open_wanted: the letter is to be opened.
    """

    open_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self._context = context
        self._asked: int | None = None
        self._chip = ChipLabel(self)
        self._title = Text(role="strong", wrap=True, parent=self)
        self._facts = Text(role="quiet-small", wrap=True, parent=self)
        self._open = button(_("Mở"), "right", "quiet", parent=self)
        self._open.setToolTip(_("Mở thư (Enter)"))
        self.preview = PdfPreview(context, self, tools=False)
        self._why_not = Text(role="problem", wrap=True, parent=self)
        self._why_not.hide()
        body = card(self)
        body.setProperty("role", "")
        self._lines = Text(role="quiet-small", wrap=True, parent=body)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(24, 0, 0, 4)
        inner.addWidget(self._lines)
        self.story = Folding(_("Quá trình của thư"), body, self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._title)
        layout.addWidget(self._facts)
        layout.addWidget(self._why_not)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.story)
        self._open.clicked.connect(self.open_wanted)
        self._opened = False
        self.show_row(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room, the way of the letter is open from the first."""
        super().resizeEvent(event)
        if not self._opened and event.size().height() > _ROOMY:
            self._opened = True
            self.story.set_open(True)

    def show_row(self, row: Row | None) -> None:
        """Show a letter; None for none."""
        self._asked = row.letter.id if row else None
        shown = row is not None
        for one in (self._chip, self._title, self._facts, self._open, self.story, self.preview):
            one.setVisible(shown)
        if row is None:
            self._why_not.hide()
            return
        letter = row.letter
        self._chip.show_chip(_(STATE_TITLES[letter.state]), *STATE_LOOKS[letter.state])
        self._title.setText(letter.recipient or _("(chưa ghi tên)"))
        number = (
            _("số {number}").format(number=letter.draft.number) if letter.draft.number else _("chưa có số")
        )
        parts = (
            kind_words(letter.kind),
            number,
            formats.short_date(letter.draft.date),
            letter.hamlet,
            row.signatory,
        )
        self._facts.setText(" · ".join(part for part in parts if part))
        letter_id = letter.id
        self._context.query(self, "", lambda services: read_story(services, letter_id), self._on_story)

    def story_words(self) -> str:
        """The history and the prints, as shown."""
        return self._lines.text()

    def _on_story(self, story: Story) -> None:
        if story.letter.id != self._asked:
            return
        lines = [_event_words(one, story.letter) for one in story.history]
        lines += [_print_words(one) for one in reversed(story.prints)]
        self._lines.setText("\n".join(lines))
        count = sum(one.succeeded for one in story.prints)
        heading = _("Quá trình của thư")
        if count:
            heading = ngettext("{title} · đã in {n} lần", "{title} · đã in {n} lần", count).format(
                title=heading, n=count
            )
        self.story.heading.setText(heading)
        self._why_not.setText(story.why_not)
        self._why_not.setVisible(bool(story.why_not))
        self.preview.setVisible(bool(story.content))
        if story.content:
            self.preview.show_pdf(story.content, 0)


def _event_words(event: LetterEvent, letter: Letter) -> str:
    words = _(STATE_TITLES[event.state])
    day = formats.short_date(event.on or event.at.astimezone().date())
    if event.on is None and event.note:  # something that happened to it on its way: it was given a number
        return _("{day}: {what}").format(day=day, what=event.note)
    if event.state is LetterState.DELIVERED and letter.delivery is not None and not event.note:
        words = _("Trao tận tay") if letter.delivery is Delivery.HANDED else _("Gửi bưu điện")
    line = _("{day}: {what}").format(day=day, what=words)
    return _("{line} ({note})").format(line=line, note=event.note) if event.note else line


def _print_words(one: LetterPrint) -> str:
    when = formats.moment(one.at)
    if not one.succeeded:
        return _("{when}: in không thành ({problem})").format(when=when, problem=one.problem)
    return _("{when}: in {n} bản, {printer}").format(when=when, n=one.copies, printer=one.printer)
