"""The help as pictures: contents, a task with its picture, what was found, about, the problem report."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from screens import Shots

    from ui.widgets.help_panel import HelpPanel

View = tuple[str, "Callable[[], QWidget | None]"]


def views(shots: "Shots") -> Iterator[View]:
    """Each state of the help."""
    made = HelpViews(shots)
    yield "help-contents", made.contents
    yield "help-task", made.task
    yield "help-found", made.found
    yield "help-nothing", partial(made.found, "không có gì như vậy")
    yield "help-about", shots.dialog(made.about)
    yield "help-report", shots.dialog(made.report)


class HelpViews:
    """The help of one window."""

    def __init__(self, shots: "Shots") -> None:
        self._shots = shots
        self._window = shots.window

    def _panel(self, topic: str = "tasks", heading: str = "") -> "HelpPanel":
        from ui.widgets.help_panel import HelpPanel

        self._window.help.show(heading, topic)
        panel = self._window.findChild(HelpPanel)
        assert isinstance(panel, HelpPanel)
        return panel

    def contents(self) -> None:
        """Every chapter."""
        self._panel().show_contents()

    def task(self) -> None:
        """A task from its heading on."""
        self._panel(heading="Chấm điểm một mục")

    def found(self, words: str = "chia buon") -> None:
        """What a search finds."""
        self._panel().box.setText(words)

    def about(self) -> None:
        """The about box."""
        self._window.help.put_away()
        self._window.help.desk.show_about()

    def report(self) -> None:
        """The problem report, collected."""
        self._window.help.desk.report_problem()
