"""Files are added as evidence: nothing that was reported is lost, no stray file counts."""

import random

from friendly_desktop.bootstrap import Services
from tests.torture.act import Act, Say, no_evidence_lost

YEAR = 2026
FILES = 6


class AddingEvidence(Act):
    """Six files a turn, of different sizes, some of them there already."""

    name = "evidence"

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")

    def play(self, services: Services, turn: int, say: Say) -> None:
        chance = random.Random(turn)
        folder = self.desk / f"Lần {turn}"
        folder.mkdir(exist_ok=True)
        paths = []
        for number in range(FILES):
            path = folder / f"Tài liệu {number}.bin"
            path.write_bytes(
                f"{turn} {number % 5}".encode() + chance.randbytes(100) * chance.choice([1, 50, 2000])
            )
            paths.append(path)
        added = services.evidence.add_files(YEAR, "B.1.1.1", paths)
        say(*(one.evidence_id for one in added))
        changed = added[0].evidence_id
        assert changed is not None
        services.evidence.remove(changed)
        say("removed", changed)

    def look(self, services: Services) -> None:
        rows = {one.id for one in services.evidence.listing(YEAR)}
        binned = {one.id for one in services.evidence.bin(YEAR)}
        for told in self.told:
            if told[0] == "removed":
                assert told[1] in binned
            else:
                assert set(told) <= rows | binned
        no_evidence_lost(services, self.found)
        self.found["rows"] = len(rows)
