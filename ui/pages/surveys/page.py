"""The page of surveys: the rounds of the year first, one round, the forms."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from ui.context import UiContext
from ui.pages.surveys.rounds import SurveyRounds
from ui.places import PageId, Place, PlaceCommand
from ui.surveys.commands import of_surveys
from ui.widgets.parts_page import Part, PartsPage

#: Parts of the page, as a ``Place`` names them; what stands after a colon is the id of a round (and a tab of it) or
#: of a form.
ROUNDS, ROUND, LATEST, FORMS, NEW = "rounds", "survey", "latest", "forms", "new"


class SurveysPage(PartsPage):
    """Surveys."""

    watched = frozenset({Area.SURVEYS, Area.OFFICE})
    help_topic = "surveys"
    asks = Right.SURVEYS
    front_place = Place(PageId.SURVEYS, part=ROUNDS)
    made_ahead = (ROUND, FORMS)

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.rounds = SurveyRounds(context, self)
        self.begin_with(self.rounds)
        self.rounds.open_wanted.connect(self._on_round)
        self.rounds.forms_wanted.connect(self._on_forms)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part in (ROUND, LATEST):
            made = self.part(ROUND)
            self.bring(made)
            made.start(what if part == ROUND else place.part)
        elif part == FORMS:
            made = self.part(FORMS)
            self.bring(made)
            made.start(what)
        else:
            self.bring(self.rounds)
            self.rounds.setFocus()
            if part == NEW:
                self.rounds.add()

    def make_part(self, name: str) -> Part:
        """One round, the forms."""
        if name == ROUND:
            from ui.pages.surveys.round import SurveyRound

            return SurveyRound(self.context)
        from ui.pages.surveys.forms import SurveyForms

        return SurveyForms(self.context)

    def offered(self) -> Sequence[PlaceCommand]:
        """What the palette offers of surveys."""
        return of_surveys()

    # -- inside

    @Slot(str)
    def _on_round(self, what: str) -> None:
        self.context.go(Place(PageId.SURVEYS, part=f"{ROUND}:{what}"))

    @Slot()
    def _on_forms(self) -> None:
        self.context.go(Place(PageId.SURVEYS, part=FORMS))
