"""The postings page: what hangs, the kinds as pictures, one being made."""

from collections.abc import Sequence

from PySide6.QtCore import Slot

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.postings import Posting
from friendly_desktop.domain.rights import Right
from ui.context import UiContext
from ui.pages.postings.compose import PostingCompose
from ui.pages.postings.gallery import PostingGallery
from ui.pages.postings.rows import Tab
from ui.pages.postings.wall import PostingWall
from ui.places import PageId, Place, PlaceCommand
from ui.postings.commands import of_postings
from ui.widgets.parts_page import Part, PartsPage

#: Parts of the page, as a ``Place`` names them: ``new``, ``new:telephones``, ``posting:17``.
NEW, POSTING = "new", "posting"


class PostingsPage(PartsPage):
    """Slogans, notices, lists, commitments: made, printed, hung."""

    watched = frozenset(
        {Area.POSTINGS, Area.OFFICE, Area.EVIDENCE, Area.MEETINGS, Area.CRITERIA, Area.ASSESSMENT}
    )
    uses_year = False
    help_topic = "postings"
    asks = Right.POSTINGS
    front_place = Place(PageId.POSTINGS)

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self.wall = PostingWall(context, self)
        self.gallery = PostingGallery(context, self)
        self.compose = PostingCompose(context, self)
        self.begin_with(self.wall, self.gallery, self.compose)
        self._like: Posting | None = None
        self.wall.new_wanted.connect(self._on_new)
        self.wall.like_wanted.connect(self._on_like)
        self.gallery.chosen.connect(self._on_kind)
        self.compose.made.connect(self._on_made)
        self.compose.hang_wanted.connect(self._on_hang)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part == NEW and what:
            self.bring(self.compose)
            like, self._like = self._like, None
            self.compose.open_kind(what, like)
        elif part == NEW:
            self.bring(self.gallery)
            self.gallery.start()
        else:
            self.bring(self.wall)
            if place.filter in {tab.value for tab in Tab}:
                self.wall.show_tab(Tab(place.filter))
            if part == POSTING and what.isdecimal():
                self.wall.show_tab(Tab.ALL)
                self.wall.choose(int(what))

    def back_from(self, part: Part) -> Place:
        """From a sheet to the kinds, from there to what hangs."""
        return Place(PageId.POSTINGS, part=NEW) if part is self.compose else self.front_place

    def offered(self) -> Sequence[PlaceCommand]:
        """What the palette offers of postings."""
        return of_postings()

    # -- inside

    @Slot()
    def _on_new(self) -> None:
        self.context.go(Place(PageId.POSTINGS, part=NEW))

    @Slot(str)
    def _on_kind(self, kind_id: str) -> None:
        self.context.go(Place(PageId.POSTINGS, part=f"{NEW}:{kind_id}"))

    @Slot(object)
    def _on_like(self, posting: Posting) -> None:
        self._like = posting
        self._on_kind(posting.kind)

    @Slot(object)
    def _on_made(self, posting: Posting) -> None:
        self.wall.choose(posting.id)

    @Slot(object)
    def _on_hang(self, posting: Posting) -> None:
        self.context.go(Place(PageId.POSTINGS, part=f"{POSTING}:{posting.id}"))
        self.wall.acts.hang(posting)
