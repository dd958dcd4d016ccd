"""The postings page as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens import Shots, View


def views(shots: "Shots") -> Iterator["View"]:
    """The list, the gallery, several kinds being made, what is refused, the dialogs."""
    from ui.pages.postings.rows import State

    made = _Postings(shots)
    for where in State:
        yield f"postings-{where.value}", partial(made.choose, where.value)
    yield "postings-gallery", made.gallery
    for kind in ("banner_conduct", "telephones", "procedures", "commitment"):
        yield f"postings-{kind}", partial(made.new, kind)
    yield "postings-tiled", made.tiled
    yield "postings-refused", made.refused
    yield "postings-hang", shots.dialog(made.hang)
    yield "postings-down", shots.dialog(made.take_down)


class _Postings:
    def __init__(self, shots: "Shots") -> None:
        from ui.pages.postings.page import PostingsPage
        from ui.places import PageId

        self._shots = shots
        page = shots.window.page(PageId.POSTINGS)
        assert isinstance(page, PostingsPage)
        self._page = page

    def _go(self, part: str = "", filter_: str = "") -> None:
        from ui.places import PageId, Place

        self._shots.window.show_place(Place(PageId.POSTINGS, part=part, filter=filter_))
        self._shots.settled()

    def gallery(self) -> None:
        self._go("new")
        self._shots.wait_for(self._page.gallery.is_drawn)

    def new(self, kind: str) -> None:
        self._go(f"new:{kind}")
        self._shots.wait_for(self._page.compose.is_settled)

    def tiled(self) -> None:
        from friendly_desktop.domain.postings import PostingSize

        self.new("banner_build")
        compose = self._page.compose
        compose.size_choice.show_value(PostingSize.A1)
        compose.size_choice.committed.emit(PostingSize.A1)
        compose.paper.show_value(PostingSize.A4)
        compose.paper.committed.emit(PostingSize.A4)
        self._shots.settled()
        self._shots.wait_for(compose.is_settled)

    def refused(self) -> None:
        self.new("free")
        self._page.compose.input("headline").show_value("")
        self._page.compose.input("headline").edited.emit()
        self._shots.settled()

    def choose(self, where: str) -> None:
        from ui.pages.postings.rows import state

        self._go("", "all")
        found = [one for one in self._page.wall.model.rows() if state(one).value == where]
        self._page.wall.choose(found[-1].id)
        self._shots.settled()

    def hang(self) -> None:
        self.choose("waiting")
        self._page.wall.hang_button.click()
        self._shots.settled()

    def take_down(self) -> None:
        self.choose("up")
        self._page.wall.down_button.click()
        self._shots.settled()
