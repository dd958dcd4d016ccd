"""The home page."""

from PySide6.QtWidgets import QVBoxLayout

from friendly_desktop.domain.changes import Area
from ui.context import UiContext
from ui.widgets.page import Page
from ui.widgets.text import Text


class HomePage(Page):
    """What is due and what is at risk."""

    watched = frozenset({Area.ASSESSMENT, Area.EVIDENCE, Area.OFFICE})
    help_topic = "home"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        layout = QVBoxLayout(self)
        layout.addWidget(Text("", "quiet"))
        layout.addStretch()

    def reload(self) -> None:
        """Nothing yet."""
