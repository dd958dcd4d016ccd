"""The letter in work and its place in the register: kept at every pause, numbered when it goes on its way."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from friendly_desktop.domain.letters import Letter, LetterDraft
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.letters import writing
from ui.pages.letters.writing import LetterSlot, Opening, Saved

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_PAUSE_MS = 700

T = TypeVar("T")


class LetterKeeping(QObject):
    """Keeps what is typed; an answer for a letter that is no longer in view changes nothing.

    Args:
        context: of the window.
        draft: gives the letter as it stands in the form; asked only while one is open.
        parent: the widget that an error is shown at.

    Signals:
        moved: ``letter`` is known anew: saved, submitted, reopened.
        kept: the draft is on the disk and ``doubles`` are of now.
        numbered: str, the number the letter has in the register.
        not_kept: Exception, why it could not be kept; the next pause tries again.
    """

    moved = Signal()
    kept = Signal()
    numbered = Signal(str)
    not_kept = Signal(object)

    def __init__(self, context: UiContext, draft: Callable[[], LetterDraft], parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._draft = context, draft
        self.slot = LetterSlot()
        self.letter: Letter | None = None
        self.doubles: tuple[Letter, ...] = ()
        self.touched = False
        self._on_disk: LetterDraft | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._save)

    @property
    def is_open(self) -> bool:
        """Whether the words of the letter may still be changed."""
        return writing.is_open(self.letter)

    @property
    def waits(self) -> bool:
        """Whether something typed waits for the next pause."""
        return self._pause.isActive()

    def begin(self, found: Opening) -> None:
        """Another letter is in view."""
        self._pause.stop()
        self.letter = found.letter
        self.slot = LetterSlot(found.letter.id if found.letter else None)
        self.doubles = ()
        self.touched = False
        self._on_disk = found.letter.draft if found.letter else None

    def typed(self) -> None:
        """Something was typed: keep it at the next pause."""
        self.touched = True
        self._pause.start()

    def flush(self) -> None:
        """Keep what was typed, now."""
        self._pause.stop()
        self._save()

    def move(self, letter: Letter | None) -> None:
        """The letter is at another step, or was changed elsewhere."""
        self.letter = letter
        self.moved.emit()

    @Slot()
    def _save(self) -> None:
        if not self.touched or not self.is_open:
            return
        draft = self._draft()
        if draft == self._on_disk:
            return
        self._on_disk = draft
        self._perform(writing.save(draft, self.slot), self._on_saved)

    def _on_saved(self, saved: Saved) -> None:
        self.doubles = saved.doubles
        self.move(saved.letter)
        self.kept.emit()

    def settle(self, then: Callable[[], None], *, numbered: bool) -> None:
        """Keep the letter, give it its number, and go on.

        Args:
            then: called once the letter is in the register.
            numbered: whether it gets the next number of its book.
        """
        self._pause.stop()
        draft = self._draft()
        self._on_disk, self.touched = draft, True

        def settled(letter: Letter) -> None:
            self.letter = letter
            self.numbered.emit(letter.draft.number)
            self._on_disk = self._draft()
            self.moved.emit()
            then()

        self._perform(writing.settle(draft, self.slot, numbered=numbered), settled)

    def reopen(self, then: Callable[[], None]) -> None:
        """Bring a letter back until its words may be changed again."""
        letter_id = self.slot.letter_id
        if letter_id is None:
            return

        def reopened(letter: Letter) -> None:
            self.move(letter)
            then()

        self._context.perform(self, _("Lùi về bản nháp"), writing.reopen(letter_id), reopened)

    def _perform(self, work: "Callable[[Services], T]", done: Callable[[T], None]) -> None:
        self._context.perform(
            self, _("Lưu thư"), work, partial(self._if_in_view, self.slot, done), self._on_not_kept
        )

    def _if_in_view(self, slot: LetterSlot, done: Callable[[T], None], answer: T) -> None:
        if slot is self.slot:
            done(answer)

    def _on_not_kept(self, error: Exception) -> None:
        self._on_disk = None
        self.not_kept.emit(error)
