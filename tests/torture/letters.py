"""Letters are kept one by one and by the hundred: no number twice, no print lost, no half list."""

from pathlib import Path

import pypdfium2

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.domain.letters.batch import BatchForm, BatchTarget
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from tests.services.letters_desk import write
from tests.torture.act import Act, Say, no_evidence_lost, nothing_unfinished


class KeepingLetters(Act):
    """A letter is written, numbered, its print archived, and a file of it written for the clerk."""

    name = "letter"
    writes_files = True

    def play(self, services: Services, turn: int, say: Say) -> None:
        one = write(services, groom=f"Nguyễn Văn {turn}")
        one = services.letters.give_next_numbers([one.id])[0]
        kept = services.letters.archive(one.id)
        say(one.id, one.number, kept.sha256)
        services.letters.write(one.draft, self.target / "thư.pdf")
        say("file")

    def look(self, services: Services) -> None:
        letters = {one.id: one for one in services.letters.find()}
        for one, number, sha256 in (told for told in self.told if told != ("file",)):
            assert letters[one].number == number  # type: ignore[index]
            assert letters[one].archived == sha256  # type: ignore[index]
        numbers = [one.number for one in letters.values() if one.number]
        assert len(numbers) == len(set(numbers))
        no_evidence_lost(services, self.found)
        _whole(self.target / "thư.pdf", needed=("file",) in self.told)
        nothing_unfinished(self.target)
        self.found["letters"] = len(letters)


class BatchLetters(Act):
    """Letters for a list: recorded with numbers, all of them, or none, and printed into one file."""

    name = "batch"
    writes_files = True
    ROWS = 20

    def play(self, services: Services, turn: int, say: Say) -> None:
        template = services.letter_templates.default(LetterKind.WEDDING)
        ids = ("groom", "bride", "groom_address")
        rows = tuple(
            ListRow(number, (f"Nguyễn {turn} {number}", f"Trần {turn} {number}", "Thôn Đông"))
            for number in range(1, self.ROWS + 1)
        )
        found = services.letter_batches.rows(
            LetterList("", (), ids, rows), template, dict(zip(ids, ids, strict=True))
        )
        made = services.letter_batches.record(found, numbered=True)
        say(turn, *made.letters)
        services.letter_batches.make(found[:3], BatchTarget(BatchForm.ONE_PDF, self.target / "loạt.pdf"))
        say("file")

    def look(self, services: Services) -> None:
        letters = {one.id: one for one in services.letters.find()}
        turns: dict[str, int] = {}
        for one in letters.values():
            turn = one.draft.values["groom"].split()[1]
            turns[turn] = turns.get(turn, 0) + 1
        assert set(turns.values()) <= {self.ROWS}
        for number, *made in (told for told in self.told if told != ("file",)):
            assert turns[str(number)] == len(made)
        numbers = [one.number for one in letters.values()]
        assert len(numbers) == len(set(numbers))
        _whole(self.target / "loạt.pdf", needed=("file",) in self.told)
        nothing_unfinished(self.target)
        self.found["letters"] = len(letters)


def _whole(path: Path, *, needed: bool) -> None:
    if needed or path.exists():
        with pypdfium2.PdfDocument(path.read_bytes()) as read:
            assert len(read)
