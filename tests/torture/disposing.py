"""Things are destroyed: by their term of retention, from the bin. What is destroyed leaves no word, what is not is there."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.cases import CaseAction, CaseFilter, CaseView
from friendly_desktop.domain.indicators import LateFile
from tests.conftest import NOW
from tests.services import letters_desk
from tests.services.cases_desk import add, step
from tests.torture.act import Act, Say, no_evidence_lost

YEAR = 2026
_DECISION = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"
_LATER = datetime(2043, 1, 10, 3, 0, tzinfo=UTC)


@dataclass
class _Clock:
    """A clock that is put forward and set back."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


class Disposing(Act):
    """A record of each kind is made, and destroyed when its term is over; then the clock is set back 17 years."""

    name = "disposal"

    def __init__(self, *given: object) -> None:
        super().__init__(*given)  # type: ignore[arg-type]
        self.clock = self._time = _Clock()

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")

    def play(self, services: Services, turn: int, say: Say) -> None:
        self._time.moment = NOW
        say("begun", turn)
        for left in services.cases.cases(services.cases.ids(CaseFilter(CaseView.OPEN))):
            step(services, left, CaseAction.WITHDRAW)  # one open case keeps the registers of its whole year
        name = _name(turn)
        case = add(services, name=name, content=f"Đơn của {name}")
        step(services, case, CaseAction.WITHDRAW, text=f"{name} rút đơn")
        letter = letters_desk.write(services, groom=name)
        services.letters.archive(letter.id)
        due, returned = date(YEAR, 11, 2), date(YEAR, 11, 9)
        services.indicators.save_late(LateFile(0, str(turn), "khai sinh", name, "", None, due, returned, ""))
        paper = self.desk / "giấy.txt"
        paper.write_text(f"Giấy của {name}", encoding="utf-8")
        services.evidence.add_files(YEAR, "B.1.1.1", [paper])
        say("made", turn)
        self._time.moment = _LATER
        for one in services.retention.due():
            if one.count and one.until:
                services.retention.dispose(one.term.kind, one.until, _DECISION)
        say("gone", turn)

    def look(self, services: Services) -> None:
        self._time.moment = _LATER
        last = self.told[-1] if self.told else ("",)
        due = {one.term.kind: one.count for one in services.retention.due()}
        if last[0] == "gone":
            assert not any(due.values()), due
        gone = [str(told[1]) for told in self.told if told[0] == "gone"]
        kept = [path for path in self.data.root.rglob("*") if path.is_file()]
        for path in kept:
            content = path.read_bytes()
            for turn in gone:
                assert _name(int(turn)).encode() not in content, path.name
        assert services.trail.verify().ok
        no_evidence_lost(services, self.found)
        self.found["disposals"] = len(services.retention.disposals())
        self._time.moment = NOW


def _name(turn: int) -> str:
    """A name that is in no other turn's."""
    return f"Zuynhxo{turn}q"


class EmptyingTheBin(Act):
    """Four units and four papers are deleted; some come back, some are destroyed, some stay in the bin."""

    name = "bin"

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")

    def play(self, services: Services, turn: int, say: Say) -> None:
        units = [services.office.save_unit(f"Tổ {turn} {place}") for place in range(4)]
        for place in range(4):
            path = self.desk / f"giấy {place}.txt"
            path.write_text(f"{turn} {place}", encoding="utf-8")
            (added,) = services.evidence.add_files(YEAR, "B.1.1.1", [path], title=f"Giấy {turn} {place}")
            assert added.evidence_id is not None
            services.evidence.remove(added.evidence_id)
            services.office.remove_unit(units[place].id)
        say("thrown", turn)
        there = services.bin.all()
        back = [one for one in there if one.title.endswith(f" {turn} 0")]
        services.bin.restore(back)
        say("back", turn)
        services.bin.destroy([one for one in there if one.title.endswith((f" {turn} 1", f" {turn} 2"))])
        say("destroyed", turn)

    def look(self, services: Services) -> None:
        binned = {one.title: one.kind for one in services.bin.all()}
        there = {one.name for one in services.office.units()}
        there |= {one.title for one in services.evidence.listing(YEAR)}
        assert there.isdisjoint(binned)
        assert set(binned.values()) <= {BinKind.UNIT, BinKind.EVIDENCE}
        for what, turn in self.told:
            for kind in ("Tổ", "Giấy"):
                kept, *gone, left = (f"{kind} {turn} {place}" for place in range(4))
                assert left in binned
                if what == "back":
                    assert kept in there
                if what == "destroyed":
                    assert not {*gone} & (there | set(binned))
        no_evidence_lost(services, self.found)
        self.found["in the bin"] = len(binned)
