"""Pages are printed for the book of reception: none twice, none lost, their rows never in two pages."""

import pypdfium2

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.register import LastPage
from friendly_desktop.storage import case_register
from tests.conftest import NOW
from tests.services.cases_desk import add
from tests.torture.act import Act, Say, nothing_unfinished

YEAR = 2026


class PrintingTheBook(Act):
    """A petition, and its page printed for good."""

    name = "book"
    writes_files = True
    clock = FixedClock(NOW)

    def play(self, services: Services, turn: int, say: Say) -> None:
        add(services, CaseKind.PETITION)
        made = services.case_register.fix(YEAR, self.target / "sổ.pdf", last=LastPage.SHORT)
        say(made.fixed)

    def look(self, services: Services) -> None:
        with services.db.read() as connection:
            kept = list(case_register.pages(connection, YEAR, "tcd-2026"))
        assert len(kept) >= sum(int(str(told[0])) for told in self.told)
        assert [one.page.number for one in kept] == list(range(1, len(kept) + 1))
        numbers = [row.number for one in kept for row in one.page.rows]
        assert len(numbers) == len(set(numbers))
        overview = services.case_register.overview(YEAR)
        assert not overview or services.case_register.preview(YEAR).rows == overview[0].rows
        printed = self.target / "sổ.pdf"
        if printed.exists():  # pages that could not be kept are taken away, with the file they replaced
            with pypdfium2.PdfDocument(printed.read_bytes()) as read:
                assert len(read) >= 1
        nothing_unfinished(self.target)
        self.found["pages"] = len(kept)
