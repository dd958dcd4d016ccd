"""Figures of a month, lines of the diary with a photo, letters for late files: whole acts, or none."""

from collections import Counter
from datetime import date

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.indicators import LateFile
from tests.conftest import NOW
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished

YEAR = 2025
NODES = {"B.1.1.1", "B.1.1.2"}


class EverydayWork(Act):
    """One number a turn stands in everything that is written, so that a mixture is seen."""

    name = "everyday"
    writes_files = True
    clock = FixedClock(NOW)

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(YEAR, "hai-duong-2024")

    def play(self, services: Services, turn: int, say: Say) -> None:
        text, photo = str(turn), self.desk / "anh.txt"
        months = {(one, month): text for one in ("files_early", "files_late") for month in range(1, 13)}
        services.indicators.set_many(YEAR, months)
        say("figures", turn)
        line = services.activities.add(
            ActivityEntry(ActivityKind.MEETING, date(YEAR, 3, 2), text, nodes=("B.1.1.2", "B.1.1.1"))
        )
        photo.write_text(text, encoding="utf-8")
        services.activities.add_files(line.id, [photo])
        say("line", turn)
        late = LateFile(
            0, text, "cấp sổ", "Nguyễn An", "Thôn Đông", date(YEAR, 3, 1), date(YEAR, 3, 10), None, "đo đạc"
        )
        services.indicators.save_late(late)
        ids = [one.id for one in services.indicators.late_files(waiting=True)]
        template = services.indicators.letter_templates()[0]
        wanted = {"salutation": "Ông", "new_date": "30/11/2026"}
        services.indicators.make_letters(services.indicators.letters_for(ids, template, defaults=wanted))
        say("late", turn)
        services.indicators.figure_template(YEAR, self.target / "mẫu.xlsx")

    def look(self, services: Services) -> None:
        told = {kind: [one[1] for one in self.told if one[0] == kind] for kind in ("figures", "line", "late")}
        values = {str(one.value) for one in services.indicators.values(YEAR)}
        assert len(values) <= 1  # never figures of two acts
        assert not told["figures"] or int(values.pop()) >= max(int(str(one)) for one in told["figures"])
        lines = services.activities.find(YEAR)
        assert {str(one) for one in told["line"]} <= {one.entry.title for one in lines}
        for line in lines:
            assert set(line.entry.nodes) == NODES
            assert all(set(services.evidence.get(one).nodes) == NODES for one in line.evidence)
        letters = Counter(one.draft.values["file_code"] for one in services.letters.find())
        assert max(letters.values(), default=1) == 1
        late = {one.code: one for one in services.indicators.late_files()}
        assert {str(one) for one in told["late"]} <= set(late)
        for code, file in late.items():
            assert bool(file.person) is (
                code not in letters
            )  # kept beside no letter, forgotten only with one
        no_evidence_lost(services, self.found)
        nothing_unfinished(self.target)
        self.found["lines"] = len(lines)
