"""The records and the evidence on this PC are encrypted and made plain in turn: they always open, nothing is lost, nothing readable is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from friendly_desktop.bootstrap import Services
from friendly_desktop.services.vault import unlocking
from friendly_desktop.storage import keychain
from tests.cheap_keys import CHEAP
from tests.torture.act import Act, Say, no_evidence_lost

_PASSWORD = "đò đưa qua sông nhỏ"
_YEAR = 2026
#: Stands in every file with records; no word of any language.
_PLANTED = "Zuỳnhxơ Kvỉphạnt"


class ResettingRecords(Act):
    """Something is entered, a paper is added, and then the records and the evidence change their form."""

    name = "at-rest"
    turns = (0, 1)

    @contextmanager
    def opened(self) -> Iterator[Services]:
        with patch("friendly_desktop.storage.key_rings.Strength", lambda: CHEAP):
            keychain.forget()
            if unlocking.is_locked(self.data):
                unlocking.unlock(self.data, _PASSWORD)
            with super().opened() as services:
                yield services
            keychain.forget()

    def prepare(self) -> None:
        with self.opened() as services:
            services.office.save_unit(_PLANTED)
            services.assessment.open_year(_YEAR, "hai-duong-2024")
            self._add(services, "Biên bản")
            services.backups.make()
            services.vault.begin(_PASSWORD)

    def ready(self, turn: int) -> None:
        with self.opened() as services:
            if turn % 2:
                services.vault.encrypt_records(_PASSWORD)
            else:
                services.vault.decrypt_records(_PASSWORD)

    def play(self, services: Services, turn: int, say: Say) -> None:
        name = f"{_PLANTED} {turn}"
        services.office.save_unit(name)
        say("unit", name)
        self._add(services, name)
        say("paper", f"{name}.txt")
        if turn % 2:
            services.vault.decrypt_records(_PASSWORD)
        else:
            services.vault.encrypt_records(_PASSWORD)
        say("plain" if turn % 2 else "encrypted")

    def _add(self, services: Services, name: str) -> None:
        paper = self.desk / f"{name}.txt"
        paper.write_text(f"{name}: {_PLANTED}", encoding="utf-8")
        (added,) = services.evidence.add_files(_YEAR, None, [paper])
        assert not added.problem

    def look(self, services: Services) -> None:
        papers = {one.name for one in services.evidence.listing(_YEAR)}
        assert {str(words[1]) for words in self.told if words[0] == "paper"} <= papers
        no_evidence_lost(services, self.found)
        names = {unit.name for unit in services.office.units()}
        assert _PLANTED in names
        assert {str(words[1]) for words in self.told if words[0] == "unit"} <= names
        kept = services.backups.all()
        assert kept
        for one in kept:
            assert not one.problem
        state = services.vault.state()
        self.found["unfinished" if state.unfinished else "encrypted" if state.records else "plain"] += 1
        services.vault.encrypt_records(_PASSWORD)
        settled = services.vault.state()
        assert (settled.unfinished, settled.plain) == (0, 0)
        self.found["files sealed"] += settled.sealed
        for one in services.backups.all():
            assert not services.backups.check(one.path).problems
            self.found["backups read"] += 1
        word = _PLANTED.encode()
        readable = [
            path for path in self.data.root.rglob("*") if path.is_file() and word in path.read_bytes()
        ]
        assert readable == []
        no_evidence_lost(services, self.found)
        if not state.records:
            services.vault.decrypt_records(_PASSWORD)
