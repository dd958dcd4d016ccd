"""The letters page: the register first, one letter being written, and the further parts of ``parts.py``."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.changes import Area
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.commands import compose
from ui.pages.letters.compose import LetterCompose
from ui.pages.letters.gallery import LetterGallery
from ui.pages.letters.part import LetterPart
from ui.pages.letters.parts import PARTS
from ui.pages.letters.printing import LetterPrinting
from ui.pages.letters.register import LetterRegister
from ui.pages.letters.rows import Tab
from ui.places import PageId, Place
from ui.widgets.page import Page
from ui.widgets.text import button

#: Parts of the page, as a ``Place`` names them; ``compose`` and ``letter`` carry what after a colon. More of
#: them are in ``parts.py``.
REGISTER, COMPOSE, LETTER = "register", "compose", "letter"


class LettersPage(Page):
    """Letters to citizens. Every part is reached through ``show_place``, so that the window keeps pace."""

    watched = frozenset({Area.LETTERS, Area.OFFICE})
    uses_year = False
    help_topic = "letters"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._write = button(_("Soạn thư"), "letter", "primary", "Ctrl+N", parent=self)
        self._write.hide()
        self.register = LetterRegister(context, self)
        self.gallery = LetterGallery(context, self)
        self.compose = LetterCompose(context, self)
        self.printing = LetterPrinting(context, self)
        self._stack = QStackedWidget(self)
        for part in (self.register, self.gallery, self.compose):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(16, 16), small=(8, 10))
        column.addWidget(self._stack)
        self._parts: dict[str, LetterPart] = {}
        self._commands = self._make_commands()
        self._connect()

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        if self._stack.currentWidget() is self.register:
            self.register.reload()
        elif self._stack.currentWidget() is self.compose:
            self.compose.refresh()
        elif isinstance(part := self._stack.currentWidget(), LetterPart):
            part.refresh()

    def heading(self) -> str:
        """What is being written."""
        part = self._stack.currentWidget()
        if part is self.compose:
            return self.compose.title()
        if isinstance(part, LetterPart):
            return part.title()
        return _("Soạn thư") if part is self.gallery else ""

    def primary_button(self) -> QPushButton | None:
        """Writing a letter; printing it while it is being written."""
        part = self._stack.currentWidget()
        if part is self.compose:
            return self.compose.print_button
        if isinstance(part, LetterPart):
            return part.primary_button()
        return self._write if part is self.register else None

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        part = self._stack.currentWidget()
        if isinstance(part, LetterPart):
            return part.filter_box()
        if part is self.register:
            return self.register.box
        return self.gallery.box if part is self.gallery else None

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def go_to_front(self) -> None:
        """Back to the register."""
        self._show(self.register)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part == COMPOSE and what:
            self._show(self.compose)
            if not self.compose.is_busy_with(what):
                self.compose.open_new(what)
        elif part == COMPOSE:
            self._show(self.gallery)
            self.gallery.start()
        elif part in {one.name for one in PARTS}:
            made = self.part(part)
            self._show(made)
            made.start(what)
        elif part == LETTER and what.isdecimal():
            self._show(self.compose)
            self.compose.open_letter(int(what))
        else:
            self._show(self.register)
            if place.filter in {tab.value for tab in Tab}:
                self.register.show_tab(Tab(place.filter))
            if place.evidence_id is not None:
                self.register.choose(place.evidence_id)

    def part(self, name: str) -> LetterPart:
        """A further part, made when first asked for."""
        if name not in self._parts:
            found = next(one for one in PARTS if one.name == name)
            made = found.make(self.context, self)
            made.framed.connect(self.framed)
            made.register_wanted.connect(self._on_register)
            made.print_wanted.connect(self.printing.print_letters)
            self._parts[name] = made
            self._stack.addWidget(made)
        return self._parts[name]

    # -- inside

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for words, place in (
            (_("Soạn thư..."), Place(PageId.LETTERS, part=COMPOSE)),
            (_("Sổ thư"), Place(PageId.LETTERS, part=REGISTER)),
            (_("Tập trình ký"), Place(PageId.LETTERS, part=REGISTER, filter=Tab.SUBMITTED.value)),
        ):
            made.append(self.action_to(words, place))
        for one in PARTS:
            action = self.action_to(_(one.command), Place(PageId.LETTERS, part=one.name))
            tool = button(_(one.command), one.icon, "quiet", parent=self.register)
            tool.clicked.connect(action.trigger)
            self.register.add_tool(tool)
            made.append(action)
        return tuple(made)

    def _connect(self) -> None:
        self._write.clicked.connect(self._on_write)
        self.register.write_wanted.connect(self._on_write)
        self.register.open_wanted.connect(self._on_open)
        self.register.print_wanted.connect(self.printing.print_letters)
        self.register.paper_wanted.connect(self.printing.print_paper)
        self.gallery.chosen.connect(self._on_chosen)
        self.gallery.back_wanted.connect(self._on_register)
        self.compose.register_wanted.connect(self._on_register)
        self.compose.letter_wanted.connect(self._on_open)
        self.compose.heading_changed.connect(self.framed)
        self.compose.print_wanted.connect(self._on_print)
        self.printing.printed.connect(self._on_printed)

    def _show(self, part: QWidget) -> None:
        before = self._stack.currentWidget()
        if part is before:
            return
        self._stack.setCurrentWidget(part)
        self.framed.emit()
        if part is self.register:
            self.register.reload()
            self.register.setFocus()

    @Slot()
    def _on_write(self) -> None:
        self.context.go(Place(PageId.LETTERS, part=COMPOSE))

    @Slot(str)
    def _on_chosen(self, template_id: str) -> None:
        self.context.go(compose(template_id))

    @Slot(int)
    def _on_open(self, letter_id: int) -> None:
        self.context.go(Place(PageId.LETTERS, part=f"{LETTER}:{letter_id}"))

    @Slot()
    def _on_register(self) -> None:
        letter_id = self.compose.letter_id()
        self.context.go(Place(PageId.LETTERS, part=REGISTER, evidence_id=letter_id))

    @Slot(int)
    def _on_print(self, letter_id: int) -> None:
        self.printing.print_letters([letter_id])

    @Slot(object)
    def _on_printed(self, ids: Sequence[int]) -> None:
        if self._stack.currentWidget() is self.compose and self.compose.letter_id() in ids:
            self.compose.printed()
