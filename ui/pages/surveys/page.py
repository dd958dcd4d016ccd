"""The page of surveys: the rounds of the year first, one round, the forms."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.changes import Area
from ui import theme
from ui.context import UiContext
from ui.pages.surveys.part import SurveysPart
from ui.pages.surveys.rounds import SurveyRounds
from ui.places import PageId, Place
from ui.surveys.commands import of_surveys
from ui.widgets.page import Page

#: Parts of the page, as a ``Place`` names them; what stands after a colon is the id of a round (and a tab of it) or
#: of a form.
ROUNDS, ROUND, LATEST, FORMS, NEW = "rounds", "survey", "latest", "forms", "new"


class SurveysPage(Page):
    """Surveys. Every part is reached through ``show_place``."""

    watched = frozenset({Area.SURVEYS, Area.OFFICE})
    help_topic = "surveys"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.rounds = SurveyRounds(context, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.rounds)
        self.setFocusProxy(self.rounds)  # coming here is to stand in the list
        self._parts: dict[str, SurveysPart] = {}
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._stack)
        self._commands = self._make_commands()
        self.rounds.open_wanted.connect(self._on_round)
        self.rounds.forms_wanted.connect(self._on_forms)

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        self.part_in_view().refresh()

    def part_in_view(self) -> SurveysPart:
        """The part in view."""
        part = self._stack.currentWidget()
        return part if isinstance(part, SurveysPart) else self.rounds

    def heading(self) -> str:
        """What is in view."""
        return self.part_in_view().title()

    def primary_button(self) -> QPushButton | None:
        """The one primary button."""
        return self.part_in_view().primary_button()

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.part_in_view().filter_box()

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def go_to_front(self) -> None:
        """Back to the rounds."""
        self._show(self.rounds)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part in (ROUND, LATEST):
            made = self.part(ROUND)
            self._show(made)
            made.start(what if part == ROUND else place.part)
        elif part == FORMS:
            made = self.part(FORMS)
            self._show(made)
            made.start(what)
        else:
            self._show(self.rounds)
            self.rounds.setFocus()
            if part == NEW:
                self.rounds.add()

    def part(self, name: str) -> SurveysPart:
        """A further part, made when first asked for."""
        if name not in self._parts:
            made = {ROUND: self._make_round, FORMS: self._make_forms}[name]()
            made.framed.connect(self.framed)
            made.back_wanted.connect(self._on_rounds)
            self._parts[name] = made
            self._stack.addWidget(made)
        return self._parts[name]

    # -- inside

    def _make_round(self) -> SurveysPart:
        from ui.pages.surveys.round import SurveyRound

        return SurveyRound(self.context, self)

    def _make_forms(self) -> SurveysPart:
        from ui.pages.surveys.forms import SurveyForms

        return SurveyForms(self.context, self)

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for one in of_surveys():
            action = QAction(one.text, self)
            action.setData(one.place)
            action.triggered.connect(self._on_command)
            made.append(action)
        return tuple(made)

    def _show(self, part: QWidget) -> None:
        if part is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(part)
        self.framed.emit()
        if part is self.rounds:
            if self.context.is_ready:
                self.rounds.refresh()
            self.rounds.setFocus()

    @Slot()
    def _on_command(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.context.go(sender.data())

    @Slot()
    def _on_rounds(self) -> None:
        self.context.go(Place(PageId.SURVEYS, part=ROUNDS))

    @Slot(str)
    def _on_round(self, what: str) -> None:
        self.context.go(Place(PageId.SURVEYS, part=f"{ROUND}:{what}"))

    @Slot()
    def _on_forms(self) -> None:
        self.context.go(Place(PageId.SURVEYS, part=FORMS))

    # -- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the rounds, once nothing in the part wants it."""
        if event.key() == Qt.Key.Key_Escape and self._stack.currentWidget() is not self.rounds:
            self._on_rounds()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less air at the edges on a small screen."""
        super().resizeEvent(event)
        small = self.window().width() < theme.SMALL_SCREEN_WIDTH
        edge = theme.EDGE_SMALL if small else theme.EDGE
        self._column.setContentsMargins(edge, 8 if small else 14, edge, 10 if small else 16)
