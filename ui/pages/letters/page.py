"""The letters page: the register first, one letter being written, and the further parts of ``parts.py``."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.commands import compose
from ui.pages.letters.compose import LetterCompose
from ui.pages.letters.gallery import LetterGallery
from ui.pages.letters.parts import PARTS
from ui.pages.letters.printing import LetterPrinting
from ui.pages.letters.register import LetterRegister
from ui.pages.letters.rows import Tab
from ui.places import PageId, Place
from ui.widgets.parts_page import Part, PartsPage
from ui.widgets.text import button

#: Parts of the page, as a ``Place`` names them; ``compose`` and ``letter`` carry what after a colon. More of
#: them are in ``parts.py``.
REGISTER, COMPOSE, LETTER = "register", "compose", "letter"


class LettersPage(PartsPage):
    """Letters to citizens."""

    watched = frozenset({Area.LETTERS, Area.OFFICE})
    uses_year = False
    help_topic = "letters"
    asks = Right.LETTERS
    front_place = Place(PageId.LETTERS, part=REGISTER)
    made_ahead = tuple(one.name for one in PARTS)

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.register = LetterRegister(context, self)
        self.gallery = LetterGallery(context, self)
        self.compose = LetterCompose(context, self)
        self.printing = LetterPrinting(context, self)
        self.begin_with(self.register, self.gallery, self.compose)
        self._commands = self._make_commands()
        self._connect()

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part == COMPOSE and what:
            self.bring(self.compose)
            if not self.compose.is_busy_with(what):
                self.compose.open_new(what)
        elif part == COMPOSE:
            self.bring(self.gallery)
            self.gallery.start()
        elif part in {one.name for one in PARTS}:
            made = self.part(part)
            self.bring(made)
            made.start(what)
        elif part == LETTER and what.isdecimal():
            self.bring(self.compose)
            self.compose.open_letter(int(what))
        else:
            self.bring(self.register)
            if place.filter in {tab.value for tab in Tab}:
                self.register.show_tab(Tab(place.filter))
            if place.evidence_id is not None:
                self.register.choose(place.evidence_id)

    def make_part(self, name: str) -> Part:
        """One of ``parts.py``."""
        made = next(one for one in PARTS if one.name == name).make(self.context)
        made.print_wanted.connect(self.printing.print_letters)
        return made

    def back_from(self, _part: Part) -> Place:
        """To the register, where the letter stands that was written."""
        return self.front_place._replace(evidence_id=self.compose.letter_id())

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
        self.register.write_wanted.connect(self._on_write)
        self.register.open_wanted.connect(self._on_open)
        self.register.print_wanted.connect(self.printing.print_letters)
        self.register.paper_wanted.connect(self.printing.print_paper)
        self.gallery.chosen.connect(self._on_chosen)
        self.compose.letter_wanted.connect(self._on_open)
        self.compose.print_wanted.connect(self._on_print)
        self.printing.printed.connect(self._on_printed)

    @Slot()
    def _on_write(self) -> None:
        self.context.go(Place(PageId.LETTERS, part=COMPOSE))

    @Slot(str)
    def _on_chosen(self, template_id: str) -> None:
        self.context.go(compose(template_id))

    @Slot(int)
    def _on_open(self, letter_id: int) -> None:
        self.context.go(Place(PageId.LETTERS, part=f"{LETTER}:{letter_id}"))

    @Slot(int)
    def _on_print(self, letter_id: int) -> None:
        self.printing.print_letters([letter_id])

    @Slot(object)
    def _on_printed(self, ids: Sequence[int]) -> None:
        if self.part_in_view() is self.compose and self.compose.letter_id() in ids:
            self.compose.printed()
