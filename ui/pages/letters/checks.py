"""What is still wrong with a letter: counted, told at its fields, and where to go first."""

from collections.abc import Sequence

from friendly_desktop import formats
from friendly_desktop.domain.letters import FieldProblem, Letter, Template
from ui.pages.letters.details import LetterDetails
from ui.pages.letters.form import LetterForm
from ui.pages.letters.notices import LetterNotices


class LetterChecks:
    """The problems of the letter in view.

    Args:
        form: where the values are typed.
        details: number, day, place, signatory and sheet.
        notices: the strips above the form.
    """

    def __init__(self, form: LetterForm, details: LetterDetails, notices: LetterNotices) -> None:
        self._form, self._details, self._notices = form, details, notices
        self._problems: tuple[FieldProblem, ...] = ()
        self._same_by = ""

    def begin(self, template: Template) -> None:
        """Another letter is in view."""
        self._problems = ()
        self._same_by = template.same_by[0] if template.same_by else ""

    def take(self, problems: tuple[FieldProblem, ...], doubles: Sequence[Letter]) -> None:
        """The letter was checked anew."""
        self._problems = problems
        self.tell(doubles)

    def tell(self, doubles: Sequence[Letter]) -> None:
        """Show every problem at its field, and in the strips.

        Args:
            doubles: letters about the same people, the newest last.
        """
        doubled = self._doubled(doubles)
        said = self._form.show_problems([one for one in self._problems if one is not doubled])
        self._details.tell()
        self._notices.tell_unfinished(sum(one.blocking for one in said) + bool(self._details.problem()))
        self._notices.double.say(doubled.message if doubled else "")

    def blocking(self) -> int:
        """How many fields keep the letter from going on its way."""
        unread = sum(bool(one.value()[1]) for one in self._form.inputs())
        return unread + sum(one.blocking for one in self._problems) + bool(self._details.problem())

    def go_to_first(self) -> None:
        """Put the keyboard where something is to be filled in or put right."""
        blocked = {one.field for one in self._problems if one.blocking}
        for one in self._form.inputs():
            if one.value()[1] or one.field.id in blocked:
                one.line.setFocus()
                return
        if self._details.problem():
            self._details.focus_date()

    def _doubled(self, doubles: Sequence[Letter]) -> FieldProblem | None:
        """What is said of a letter about the same people, once that letter can be shown."""
        if not self._same_by or not doubles:
            return None
        day = formats.short_date(doubles[-1].draft.date)
        found = (one for one in self._problems if not one.blocking and one.field == self._same_by)
        return next((one for one in found if day in one.message), None)
