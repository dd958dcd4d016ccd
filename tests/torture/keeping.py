"""Backups are made, brought back, and old files brought up to date: whole, or as it was."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path

from friendly_desktop.bootstrap import Services, backups_of
from friendly_desktop.clock import SystemClock
from friendly_desktop.storage import migrations, upgrade
from tests.old_files import OLDER, rows, write_old_file
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished

YEAR = 2026


def _filled(act: Act, files: int = 8) -> None:
    with act.opened() as services:
        services.assessment.open_year(YEAR, "hai-duong-2024")
        for number in range(files):
            _paper(act, services, number)


def _paper(act: Act, services: Services, number: int) -> None:
    path = act.desk / f"Biên bản {number}.txt"
    path.write_text(f"{number} " * 10_000, encoding="utf-8")
    services.evidence.add_files(YEAR, "B.1.1.1", [path])


class Backing(Act):
    """More evidence, a backup beside the records, and one in one file over the one before."""

    name = "backup"
    writes_files = True

    def prepare(self) -> None:
        _filled(self)

    def play(self, services: Services, turn: int, say: Say) -> None:
        _paper(self, services, 1000 + turn)
        made = services.backups.make()
        say(str(made.path), made.backup.rows["evidence"])
        services.backups.make_file(self.target / "sao lưu.zip")
        say("file")

    def look(self, services: Services) -> None:
        there = {str(one.path): one for one in services.backups.all()}
        one_file = self.target / "sao lưu.zip"
        newest = list(there)[:3]
        for path in [*[there[one].path for one in newest], *([one_file] if one_file.exists() else [])]:
            checked = services.backups.check(path)
            assert not checked.problems, (path.name, checked.problems)
            self.found["backups checked"] += 1
        told = [one for one in self.told if one != ("file",)]
        if told:
            assert told[-1][0] in there  # older ones may have been thinned out
        if ("file",) in self.told:
            assert one_file.exists()
        no_evidence_lost(services, self.found)
        nothing_unfinished(self.target)
        self.found["backups"] = len(there)


class KeepingASecondCopy(Act):
    """A backup goes to a stick as well, by itself; what goes wrong there harms nothing and is told in the page."""

    name = "second"
    writes_files = True

    def prepare(self) -> None:
        _filled(self)
        with self.opened() as services:
            services.backups.choose_second(self.target)

    def play(self, services: Services, turn: int, say: Say) -> None:
        _paper(self, services, 2000 + turn)
        made = services.backups.make()
        say(str(made.path))
        services.backups.catch_up(at_once=True)

    def look(self, services: Services) -> None:
        there = {str(one.path): one for one in services.backups.all()}
        second = [one for one in there.values() if one.path.is_relative_to(self.target)]
        for one in [*list(there.values())[:2], *second[:2]]:
            checked = services.backups.check(one.path)
            assert not checked.problems, (one.path.name, one.second, checked.problems)
        assert not self.told or str(self.told[-1][0]) in there
        assert services.backups.second().folder
        no_evidence_lost(services, self.found)
        nothing_unfinished(self.target)
        self.found["second copies"] = len(second)


class Restoring(Act):
    """Two backups come back in turn; the records are always those of one of them, and the present set aside."""

    name = "restore"
    UNITS = ("Văn phòng", "Tư pháp")

    def prepare(self) -> None:
        _filled(self)
        with self.opened() as services:
            for number, name in enumerate(self.UNITS):
                for unit in services.office.units():
                    services.office.remove_unit(unit.id)
                services.office.save_unit(name)
                _paper(self, services, 100 + number)
                services.backups.make_file(self.desk / f"{number}.zip")

    def play(self, services: Services, turn: int, say: Say) -> None:
        services.backups.restore(self.desk / f"{turn % 2}.zip")
        say(turn % 2)

    def look(self, services: Services) -> None:
        (unit,) = services.office.units()
        assert unit.name in self.UNITS
        assert len(services.evidence.listing(YEAR)) == 9 + self.UNITS.index(unit.name)
        report = services.evidence.verify()
        assert (report.missing, report.damaged) == ((), ())
        for kept in services.backups.all()[:2]:
            assert not services.backups.check(kept.path).problems
        self.found[f"was {unit.name}"] += 1
        nothing_unfinished(self.target)


class Upgrading(Act):
    """Files of every older schema are opened: upgraded with every row, or as they were."""

    name = "upgrade"
    turns = tuple(number + len(OLDER) for number in range(len(OLDER)))

    def ready(self, turn: int) -> None:
        self._age(turn)

    def prepare(self) -> None:
        _filled(self)
        self.data.database.rename(self._source)
        write_old_file(self.data.database, 1, self._source)

    @property
    def _source(self) -> Path:
        return self.desk / "hôm nay.sqlite"

    def live(self, first: int, say: Say) -> None:
        say("ready")
        for turn in count(first):
            self.once(turn, say)
            self._age(turn)
            say("turn")

    def once(self, turn: int, say: Say) -> None:
        with self.opened() as services:
            assert services.db.schema_number() == migrations.LATEST
        say(turn)

    def inspect(self) -> None:
        path = self.data.database
        with closing(sqlite3.connect(self._source)) as raw:
            expected = rows(raw)
        if path.exists():
            with closing(sqlite3.connect(path)) as raw:
                number = raw.execute("PRAGMA user_version").fetchone()[0]
                assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
                there = rows(raw)
            if number and there.get("evidence"):  # else killed while the old file was made for the next turn
                self.found["upgraded" if number == migrations.LATEST else "as it was"] += 1
                assert all(there[table] >= expected[table] for table in there if table != "audit"), there
                self.found["old copies"] += len(upgrade.old_copies(path))
                with self.opened() as services:
                    assert services.db.integrity_problems() == []
                    assert len(services.evidence.listing(YEAR)) == 8
                for kept in backups_of(self.data, SystemClock()).all():
                    assert kept.backup is not None
        self._age(self.found["looks"])
        self.found["looks"] += 1

    def _age(self, turn: int) -> None:
        for path in self.data.root.glob("office*"):
            path.unlink()
        write_old_file(self.data.database, OLDER[turn % len(OLDER)], self._source)
