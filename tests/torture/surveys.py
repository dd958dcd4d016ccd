"""Ballots are entered sheet by sheet and by the list, and read from a scan: every ballot is whole or not there."""

from pathlib import Path

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.surveys import Ballot, Survey
from tests.services.test_ballot_reading import paper, save
from tests.torture.act import Act, Say

LIST, PILE = 200, 6


def _answers(number: int) -> tuple[str, ...]:
    """Answers that tell their number, so that a mixed-up sheet is found."""
    return tuple(("good", "fair", "average", "poor")[number // 4**place % 4] for place in range(5))


class EnteringBallots(Act):
    """A sheet, and a whole list in the place of the one before."""

    name = "ballots"
    turns = (1, 3)

    def prepare(self) -> None:
        with self.opened() as services:
            services.surveys.open(2026, "citizen", issued=50_000)
            services.surveys.open(2026, "village", issued=LIST)

    def play(self, services: Services, turn: int, say: Say) -> None:
        sheets, listed = (self._round(services, form) for form in ("citizen", "village"))
        number = len(services.surveys.ballots(sheets.id)) + 1
        services.surveys.enter(sheets.id, Ballot(number, _answers(number)))
        say(number)
        if turn % 3 == 0:
            ballots = [Ballot(one, _answers(turn)) for one in range(1, LIST + 1)]
            services.surveys.enter_many(listed.id, ballots, replace=True)

    @staticmethod
    def _round(services: Services, form: str) -> Survey:
        (survey,) = [one for one in services.surveys.find(2026) if one.form.id == form]
        return survey

    def look(self, services: Services) -> None:
        sheets, listed = (self._round(services, form) for form in ("citizen", "village"))
        ballots = services.surveys.ballots(sheets.id)
        assert [one.number for one in ballots] == list(range(1, len(ballots) + 1))
        assert len(ballots) >= max((int(str(told[0])) for told in self.told), default=0)
        assert all(one.answers == _answers(one.number) for one in ballots)
        whole = services.surveys.ballots(listed.id)
        assert len(whole) in (0, LIST)
        assert len({one.answers for one in whole}) <= 1  # never half of one list and half of another
        self.found["ballots"] = len(ballots)


class ReadingBallots(Act):
    """A pile of scanned ballots, every third with a blank that waits for a person; read again and again."""

    name = "reading"

    def prepare(self) -> None:
        with self.opened() as services:
            survey = services.surveys.open(2026, "citizen", issued=PILE)
            pages = (paper(survey, one, self._marks(one)) for one in range(1, PILE + 1))
            save(self.desk, "đống phiếu.pdf", *pages)

    @staticmethod
    def _marks(number: int) -> tuple[int | None, ...]:
        said: list[int | None] = [(number + place) % 4 for place in range(5)]
        if number % 3 == 0:
            said[number % 5] = None
        return tuple(said)

    @staticmethod
    def _survey(services: Services) -> Survey:
        (survey,) = services.surveys.find(2026)
        return survey

    def play(self, services: Services, turn: int, say: Say) -> None:
        survey = self._survey(services)
        scans: Path = self.desk / "đống phiếu.pdf"
        report = services.ballot_reading.read(survey.id, [scans])
        assert all(one.same for one in report.repeated)
        known = len(services.surveys.ballots(survey.id)) + len(services.ballot_reading.doubts(survey.id))
        assert known == PILE
        say(known)

    def look(self, services: Services) -> None:
        survey = self._survey(services)
        choices = [one.id for one in survey.form.choices]
        entered = services.surveys.ballots(survey.id)
        for ballot in entered:
            assert ballot.answers == tuple(choices[place or 0] for place in self._marks(ballot.number))
        doubts = services.ballot_reading.doubts(survey.id)
        for doubt in doubts:
            marks = self._marks(doubt.number)
            assert doubt.answers == tuple(None if place is None else choices[place] for place in marks)
            assert all(one.picture for one in doubt.questions)
        numbers = [one.number for one in entered] + [one.number for one in doubts]
        assert len(set(numbers)) == len(numbers)
        assert not self.told or len(numbers) == PILE
        self.found["whole piles" if len(numbers) == PILE else "parts of a pile"] += 1
