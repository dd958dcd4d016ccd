"""Records in the palette: what a search over everything finds, each as a command that goes there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Slot

from friendly_desktop.domain.search import SearchArea, SearchHit
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.palette import Command, Palette
from ui.places import HELP, PageId, Place

#: Records of one kind; whoever wants all of them goes to their page.
_MOST = 6

_ICONS: Mapping[SearchArea, str] = {
    SearchArea.CASE: "cases",
    SearchArea.LETTER: "letter",
    SearchArea.MEETING: "calendar",
    SearchArea.EVIDENCE: "attach",
    SearchArea.CRITERION: "criteria",
    SearchArea.SURVEY: "survey",
    SearchArea.ACTIVITY: "note",
    SearchArea.POSTING: "posting",
    SearchArea.INDICATOR: "table",
    SearchArea.PROMISE: "todo",
    SearchArea.PERSON: "person",
    SearchArea.HELP: "help",
}
_KINDS: Mapping[SearchArea, str] = {
    SearchArea.CASE: N_("Đơn, vụ việc"),
    SearchArea.LETTER: N_("Thư"),
    SearchArea.MEETING: N_("Buổi tiếp, đối thoại"),
    SearchArea.EVIDENCE: N_("Minh chứng"),
    SearchArea.CRITERION: N_("Tiêu chí"),
    SearchArea.SURVEY: N_("Đợt khảo sát"),
    SearchArea.ACTIVITY: N_("Hoạt động"),
    SearchArea.POSTING: N_("Niêm yết"),
    SearchArea.INDICATOR: N_("Số liệu"),
    SearchArea.PROMISE: N_("Việc đã hứa"),
    SearchArea.PERSON: N_("Cán bộ, công chức"),
    SearchArea.HELP: N_("Trợ giúp"),
}


#: Where a record is shown: its page and the part of it.
_PARTS: Mapping[SearchArea, tuple[PageId, str]] = {
    SearchArea.CASE: (PageId.CASES, "case:{id}"),
    SearchArea.LETTER: (PageId.LETTERS, "letter:{id}"),
    SearchArea.MEETING: (PageId.RECEPTION, "meeting:{id}"),
    SearchArea.PROMISE: (PageId.RECEPTION, "meeting:{within}:after"),
    SearchArea.SURVEY: (PageId.SURVEYS, "survey:{id}"),
    SearchArea.ACTIVITY: (PageId.FIGURES, "activity:{id}"),
    SearchArea.INDICATOR: (PageId.FIGURES, "indicator:{id}"),
    SearchArea.POSTING: (PageId.POSTINGS, "posting:{id}"),
    SearchArea.PERSON: (PageId.SETTINGS, "people"),
}


def place_of(hit: SearchHit) -> Place:
    """Where a record is shown."""
    if hit.area is SearchArea.EVIDENCE:
        return Place(PageId.EVIDENCE, evidence_id=int(hit.id))
    if hit.area is SearchArea.CRITERION:
        return Place(PageId.ASSESSMENT, node=str(hit.id))
    if hit.area is SearchArea.HELP:
        pages = {page.value: page for page in PageId}
        topic = str(hit.within)
        if topic in pages:
            return Place(pages[topic], part=HELP, filter=str(hit.id))
        return Place(PageId.HOME, topic, part=HELP, filter=str(hit.id))
    page, part = _PARTS[hit.area]
    return Place(page, part=part.format(id=hit.id, within=hit.within))


class FoundRecords(QObject):
    """Asks for records in the background for the palette it belongs to."""

    def __init__(self, context: UiContext, palette: Palette) -> None:
        super().__init__(palette)
        self._context = context
        self._palette = palette
        palette.records_wanted.connect(self._on_wanted)

    @Slot(str)
    def _on_wanted(self, text: str) -> None:
        def done(hits: Sequence[SearchHit]) -> None:
            self._palette.show_records(text, [self._command(hit) for hit in hits])

        def failed(error: Exception) -> None:
            self._palette.show_records(text, [])
            self._context.show_error(self._palette, error)

        self._context.query(
            self._palette, "", lambda services: services.search.find(text, _MOST, SearchArea), done, failed
        )

    def _command(self, hit: SearchHit) -> Command:
        detail = " · ".join(filter(None, (_(_KINDS[hit.area]), hit.snippet)))
        return Command(hit.title, _Visit(self._context, hit), _ICONS[hit.area], detail=detail)


class _Visit:
    """Goes to a record, in its own year."""

    def __init__(self, context: UiContext, hit: SearchHit) -> None:
        self._context, self._hit = context, hit

    def __call__(self) -> None:
        if self._hit.year is not None:
            self._context.choose_year(self._hit.year)
        self._context.go(place_of(self._hit))
