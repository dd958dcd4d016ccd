"""The annual package is exported: the target is absent, or whole, or the one before."""

import shutil

from friendly_desktop.bootstrap import Services
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished

YEAR = 2026


class Exporting(Act):
    """A folder of its own, and one file over the one before, in turn."""

    name = "package"
    writes_files = True
    turns = (1, 2)

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")
            for number in range(12):
                path = self.desk / f"Biên bản {number}.txt"
                path.write_text(f"{number} " * 20_000, encoding="utf-8")
                services.evidence.add_files(YEAR, "B.1.1.1", [path])

    def play(self, services: Services, turn: int, say: Say) -> None:
        target = self.target / (f"Gói {turn}" if turn % 2 else "gói.zip")
        made = services.package.export(YEAR, target)
        say(target.name, made.root_sha256)

    def look(self, services: Services) -> None:
        packages = {one.name: one for one in self.target.glob("Gói *")}
        one_file = self.target / "gói.zip"
        if one_file.exists():
            packages[one_file.name] = one_file
        for package in packages.values():
            checked = services.package.verify([package])
            assert checked.ok, (package.name, checked.problems)
            self.found["packages verified"] += 1
        for name, _root in self.told:
            assert name in packages
        no_evidence_lost(services, self.found)
        nothing_unfinished(self.target)
        for package in self.target.glob("Gói *"):  # looked at; the next kill makes others
            shutil.rmtree(package)
        self.told = [told for told in self.told if told[0] == one_file.name]
