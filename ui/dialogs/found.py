"""Records in the palette: what a search over everything finds, each as a command that goes there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Slot

from friendly_desktop.domain.search import SearchArea, SearchHit
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.dialogs.palette import Command, Palette
from ui.places import PageId, Place

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
    SearchArea.POSTING: "image",
    SearchArea.PERSON: "person",
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
    SearchArea.PERSON: N_("Cán bộ, công chức"),
}


def place_of(hit: SearchHit) -> Place:
    """Where a record is shown."""
    match hit.area:
        case SearchArea.CASE:
            return Place(PageId.CASES, part=f"case:{hit.id}")
        case SearchArea.LETTER:
            return Place(PageId.LETTERS, part=f"letter:{hit.id}")
        case SearchArea.MEETING:
            return Place(PageId.RECEPTION, part=f"meeting:{hit.id}")
        case SearchArea.EVIDENCE:
            return Place(PageId.EVIDENCE, evidence_id=int(hit.id))
        case SearchArea.CRITERION:
            return Place(PageId.ASSESSMENT, node=str(hit.id))
        case SearchArea.SURVEY:
            return Place(PageId.SURVEYS, part=f"survey:{hit.id}")
        case SearchArea.ACTIVITY:
            return Place(PageId.FIGURES, part=f"activity:{hit.id}")
        case SearchArea.POSTING:
            return Place(PageId.POSTINGS, part=f"posting:{hit.id}")
        case SearchArea.PERSON:
            return Place(PageId.SETTINGS, part="people")


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
            self._palette, "", lambda services: services.search.find(text, _MOST), done, failed
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
