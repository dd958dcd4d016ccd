"""What Ctrl+K offers: every page and place, what the page in view can do, the commands of the shell."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui import navigation
from ui.actions import ActionSpec
from ui.commands import PageAct, of_acts, places
from ui.context import UiContext
from ui.dialogs.found import FoundRecords
from ui.dialogs.palette import Command, Palette
from ui.letters.commands import LetterCommand, of_kinds, of_lists, of_templates
from ui.lists.papers import ListPapers
from ui.places import PageId, Place
from ui.widgets.page import Page


class Ways(NamedTuple):
    """How the palette moves the window: to a place, to the page itself; which page is in view."""

    context: UiContext
    go: Callable[[Place], None]
    page: Callable[[PageId], Page]
    current: PageId | None


def open_palette(window: QWidget, ways: Ways, shell: Sequence[tuple[ActionSpec, QAction]]) -> Palette:
    """Open the palette over the window; records and the office's templates come in as they are found."""
    context = ways.context
    palette = Palette(window, _commands(ways, shell), records=context.is_ready)
    FoundRecords(context, palette)
    palette.open()
    palette.box().setFocus()
    if context.is_ready:
        context.query(
            palette,
            "",
            of_templates,
            lambda found: palette.add([_letter_command(ways, one) for one in found]),
            lambda _error: None,  # the page tells of templates that cannot be read
        )
    return palette


def _commands(ways: Ways, shell: Sequence[tuple[ActionSpec, QAction]]) -> list[Command]:
    commands = []
    for number, page in enumerate(navigation.PAGES, start=1):
        shortcut = f"Alt+{number}" if number <= 9 else ""
        commands.append(Command(_(page.title), _Go(ways, Place(page.id)), page.icon, shortcut))
    commands += [_letter_command(ways, one) for one in (*of_kinds(), *of_lists())]
    commands += [
        Command(one.text, _Go(ways, one.place), one.icon, "", one.also)
        for one in places(ways.context.clock.today().year)
    ]
    known = {one.text for one in commands}
    commands.extend(
        Command(action.text(), action.trigger, "right", action.shortcut().toString())
        for action in _commands_here(ways)
        if action.isEnabled() and action.text() not in known
    )
    known |= {one.text for one in commands}
    commands += [
        Command(one.text, _Act(ways, one), one.icon, "", one.also)
        for one in of_acts()
        if one.text not in known and one.page is not ways.current
    ]
    for spec, action in shell:
        also = spec.also and _(spec.also)
        commands.append(Command(action.text(), action.trigger, spec.icon, action.shortcut().toString(), also))
    return commands


def _commands_here(ways: Ways) -> list[QAction]:
    """The commands of the page in view, then those of the list on it."""
    if ways.current is None:
        return []
    current = ways.page(ways.current)
    lists = [one for one in current.findChildren(ListPapers) if one.view.isVisible()]
    lists.sort(key=lambda one: not one.view.hasFocus())  # of several the one in use is meant
    return [*current.commands(), *(action for one in lists[:1] for action in one.actions())]


def _letter_command(ways: Ways, one: LetterCommand) -> Command:
    return Command(one.text, _Go(ways, one.place), "letter", "", one.also)


class _Act:
    """Goes to a page and does there what one of its commands does, once its data is there."""

    def __init__(self, ways: Ways, act: PageAct) -> None:
        self._ways, self._act = ways, act

    def __call__(self) -> None:
        self._ways.go(Place(self._act.page))
        page = self._ways.page(self._act.page)
        # Behind what the page asks for when it is shown.
        self._ways.context.query(page, "", lambda _services: None, self._run)

    def _run(self, _nothing: None) -> None:
        for action in self._ways.page(self._act.page).commands():
            if action.text() == self._act.text and action.isEnabled():
                action.trigger()


class _Go:
    """Goes to a place when called; a plain object instead of a closure over a loop variable."""

    def __init__(self, ways: Ways, place: Place) -> None:
        self._ways, self._place = ways, place

    def __call__(self) -> None:
        self._ways.go(self._place)
