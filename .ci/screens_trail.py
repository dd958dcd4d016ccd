"""The tabs of trail, retention and disclosures as pictures; used by ``screens_safety.py``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens import Shots, View

    from ui.pages.safety.retention import RetentionTab
    from ui.pages.safety.tab import SafetyTab


def views(shots: "Shots") -> Iterator["View"]:
    """Every tab and dialog of them."""
    yield from _Trail(shots).views()


class _Trail:
    def __init__(self, shots: "Shots") -> None:
        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services

    def views(self) -> Iterator["View"]:
        yield "safety-trail", self._go("trail")
        yield "safety-retention", self._go("retention")
        yield "safety-retention-term", self._shots.dialog(self._term)
        yield "safety-retention-destroy", self._shots.dialog(self._destroy)
        yield "safety-retention-done", self._done
        yield "safety-disclosures-none", self._go("disclosures")
        yield "safety-disclosure", self._shots.dialog(self._log)
        yield "safety-disclosures", self._logged

    def _go(self, part: str) -> "Callable[[], None]":
        from ui.places import PageId, Place

        def go() -> None:
            self._window.show_place(Place(PageId.SAFETY, part=part))
            self._shots.settled()

        return go

    def _tab(self, name: str) -> "SafetyTab":
        from ui.pages.safety.page import SafetyPage
        from ui.places import PageId

        page = self._window.page(PageId.SAFETY)
        assert isinstance(page, SafetyPage)
        return page.tab(name)

    def _term(self) -> None:
        self._go("retention")()
        self._retention().term_button.click()

    def _destroy(self) -> None:
        self._due()
        self._retention().dispose_button.click()

    def _done(self) -> None:
        from friendly_desktop.domain.retention import RetentionKind

        self._due()
        due = next(one for one in self._services.retention.due() if one.term.kind is RetentionKind.LETTERS)
        if due.count:  # the oldest alone, so that the next picture has something due, too
            record = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"
            self._services.retention.dispose(RetentionKind.LETTERS, due.items[0].day, record)
        self._go("retention")()
        self._retention().refresh()

    def _due(self) -> None:
        """With a term of some months the made-up commune has letters that are due."""
        from friendly_desktop.domain.retention import RetentionKind

        self._services.retention.set_term(RetentionKind.LETTERS, 6)
        self._go("retention")()
        self._retention().refresh()
        self._shots.settled()

    def _retention(self) -> "RetentionTab":
        from ui.pages.safety.retention import RetentionTab

        tab = self._tab("retention")
        assert isinstance(tab, RetentionTab)
        return tab

    def _log(self) -> None:
        from ui.pages.safety.disclosures import DisclosuresTab

        self._go("disclosures")()
        tab = self._tab("disclosures")
        assert isinstance(tab, DisclosuresTab)
        tab.log_button.click()

    def _logged(self) -> None:
        if not self._services.disclosures.all():
            self._services.disclosures.log(
                self._services.clock.today(),
                "Vụ việc 2026-15",
                "Họ tên, địa chỉ",
                "Thanh tra tỉnh",
                "Công văn số 15/TTr ngày 12/11/2026",
            )
        self._go("disclosures")()
        self._tab("disclosures").refresh()
