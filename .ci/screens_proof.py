"""Evidence by rule on the criteria page as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens import Shots, View

_YEAR = 2026
_MEASURED = ("B.1.1.1", "B.1.6", "B.2.2", "B.2.4.2", "B.4.4.1", "A.1")


def views(shots: "Shots") -> Iterator["View"]:
    """A leaf of every standing, one decided otherwise, the form, the filter and the dated list."""
    yield from _Proof(shots).views()


class _Proof:
    def __init__(self, shots: "Shots") -> None:
        from ui.pages.assessment.page import AssessmentPage
        from ui.places import PageId

        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services
        page = shots.window.page(PageId.ASSESSMENT)
        assert isinstance(page, AssessmentPage)
        self._page: AssessmentPage = page
        self._fill()

    def _fill(self) -> None:
        """Figures, a diary and a posting, where the made-up office has none; a decision that moved."""
        from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
        from friendly_desktop.domain.postings import PostingSize

        office = self._services
        if office.proposals.decisions(_YEAR):
            return
        for month in range(1, 11):
            told = {"files_early": Decimal(40), "files_on_time": Decimal(81), "files_late": Decimal(0)}
            office.indicators.set_values(_YEAR, month, told)
            if month != 8:
                entry = ActivityEntry(
                    ActivityKind.BROADCAST,
                    date(_YEAR, month, 6),
                    "Phát bản tin cải cách hành chính",
                    times=4,
                    nodes=("B.1.1.1",),
                )
                office.activities.add(entry)
        made = office.postings.make("banner_build", office.postings.blank("banner_build"), PostingSize.A3)
        office.postings.hang(made.id, date(_YEAR, 3, 5), "Sảnh trụ sở")
        office.proposals.accept(_YEAR, "B.1.6", "Nguyễn Thị Hòa")
        office.indicators.set_values(_YEAR, 9, {"files_late": Decimal(2)})
        office.proposals.override(
            _YEAR, "B.1.1.1", "0,75", "Tháng 8 phát lại bản tin tháng 7, có giấy xác nhận.", "Nguyễn Thị Hòa"
        )

    def views(self) -> Iterator["View"]:
        from ui.places import PageId, Place

        for node in _MEASURED:
            place = Place(PageId.ASSESSMENT, node=node)
            yield f"criteria-proof-{node}", partial(self._window.show_place, place)
        yield "criteria-proof-other", self._ask_otherwise
        yield (
            "criteria-proof-filter",
            partial(self._window.show_place, Place(PageId.ASSESSMENT, filter="proposed")),
        )
        yield "criteria-proof-list", self._shots.dialog(partial(self._page.lists.lines_of, ""))

    def _ask_otherwise(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.ASSESSMENT, node="B.4.4.1", filter="all"))
        self._page.editor.proposal.other.click()
