"""The sheets of the officers as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from screens import Shots, View


def views(shots: "Shots") -> Iterator["View"]:
    """The page scrolled to its end, the dialog with everybody's sheets, and with one."""
    from PySide6.QtWidgets import QScrollArea

    from ui.pages.home.slips import SlipsDialog
    from ui.places import PageId, Place

    window = shots.window

    def below() -> None:
        window.show_place(Place(PageId.HOME))
        shots.settled()
        area = window.page(PageId.HOME).findChild(QScrollArea)
        if isinstance(area, QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())

    def slips(row: int) -> "QWidget | None":
        window.show_place(Place(PageId.HOME))
        dialog = SlipsDialog(window.page(PageId.HOME), window.context, 2026)
        dialog.start()
        shots.settled()
        dialog.people.setCurrentRow(row)
        shots.settled()
        return dialog

    yield "home-below", below
    yield "home-slips", lambda: slips(0)
    yield "home-slips-one", lambda: slips(3)
