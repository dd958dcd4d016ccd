"""Letters as evidence for a year: what they prove, their list, and the samples that the package shows."""

from collections.abc import Collection
from dataclasses import replace

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters.proof import (
    LetterProof,
    ProvingLetter,
    SampleDraft,
    YearLetters,
    kinds_of,
    proofs_of,
    propose,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.letters.samples import LetterSamples
from friendly_desktop.services.year_letters import draft_of_year, letters_of_year, year_tallies
from friendly_desktop.storage import assessment as year_rows
from friendly_desktop.storage import letter_proof as rows
from friendly_desktop.storage.database import Database


class LetterProofService:
    """The letters of the register, seen from the criteria.

    A frozen year keeps the letters it was frozen with, whatever happens in the register afterwards.
    """

    def __init__(self, db: Database, assessment: AssessmentService, samples: LetterSamples) -> None:
        """Work on ``db``; ``assessment`` knows the years and their sets, ``samples`` how to write a letter."""
        self._db = db
        self._assessment = assessment
        self._samples = samples

    def proofs(self, year: int) -> tuple[LetterProof, ...]:
        """What the letters of a year prove: every line of the set that names a kind, in printed order.

        Raises:
            AppError: the year was not opened.
        """
        criteria_set = self._assessment.criteria_of(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            return proofs_of(criteria_set, year_tallies(connection, row)) if row else ()

    def of_year(self, year: int) -> YearLetters:
        """The letters that prove some line of the year's set, and the chosen samples, masked.

        Raises:
            AppError: the year was not opened.
        """
        return self._of_year(year, self._assessment.criteria_of(year))

    def letters(self, year: int, node: str = "") -> tuple[ProvingLetter, ...]:
        """The letters that count for a year, for one line of the set or (``""``) for all of it.

        Raises:
            AppError: the year was not opened.
        """
        criteria_set = self._assessment.criteria_of(year)
        found = self._of_year(year, criteria_set).letters
        if not node:
            return found
        kinds = kinds_of(criteria_set.by_id[node])
        return tuple(one for one in found if one.kind in kinds)

    def samples(self, year: int) -> tuple[ProvingLetter, ...]:
        """The letters that the package of a year shows."""
        return tuple(one for one in self.letters(year) if one.sample)

    def propose_samples(self, year: int, per_kind: int = 2) -> tuple[int, ...]:
        """Letters that would show the year well; nothing is chosen by it.

        Args:
            year: an opened year.
            per_kind: how many of each kind; condolence and apology are left to a person.
        """
        return propose(self.letters(year), per_kind)

    def masked_draft(self, year: int, letter_id: int) -> SampleDraft:
        """A letter of the year as its sample would show it; of a frozen year only a chosen one is kept.

        Raises:
            AppError: the letter does not count for the year, cannot be masked, or was not kept.
        """
        criteria_set = self._assessment.criteria_of(year)
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            found = draft_of_year(connection, row, criteria_set, letter_id) if row else None
        if found is None:
            raise AppError(
                "letter_not_shown",
                _("Không xem được thư này"),
                _("Năm đã chốt chỉ giữ các thư mẫu; thư viết bằng mẫu Word của đơn vị không che được."),
                _("Hãy xem thư này ở trang Thư."),
            )
        return found

    def choose_sample(self, year: int, letter_ids: Collection[int]) -> tuple[ProvingLetter, ...]:
        """Show exactly these letters in the package of a year.

        Args:
            year: an open year.
            letter_ids: letters that count for the year; none is a choice too.

        Returns:
            The letters of the year, with the new choice.

        Raises:
            AppError: the year is frozen, a letter does not count for it, cannot be masked, or holds a
                character that no font of the program draws.
        """
        self._assessment.criteria_of_open(year)
        known = {one.id: one for one in self.letters(year)}
        strangers = [key for key in letter_ids if key not in known]
        if strangers:
            told = ngettext(
                "{n} thư không có trong danh mục của năm {year}.",
                "{n} thư không có trong danh mục của năm {year}.",
                len(strangers),
            )
            raise AppError(
                "letter_not_counted",
                _("Không chọn được thư làm mẫu"),
                told.format(n=len(strangers), year=year),
                _("Chỉ chọn được thư đã ký trong năm và chưa hủy. Hãy mở lại danh mục thư."),
            )
        if any(known[key].word for key in letter_ids):
            raise AppError(
                "letter_not_masked",
                _("Không chọn được thư làm mẫu"),
                _("Thư viết bằng mẫu Word của đơn vị không che được địa chỉ và số định danh."),
                _("Thư đó vẫn có trong danh mục thư của gói. Hãy chọn thư khác làm mẫu."),
            )
        for key in letter_ids:
            if not known[key].sample:
                self._samples.pdf(self.masked_draft(year, key))  # what cannot be written is said now
        with self._assessment.changing(year, Area.LETTERS) as connection:
            rows.put_samples(connection, year, letter_ids)
        chosen = set(letter_ids)
        return tuple(replace(one, sample=one.id in chosen) for one in known.values())

    def _of_year(self, year: int, criteria_set: CriteriaSet) -> YearLetters:
        with self._db.read() as connection:
            row = year_rows.year_row(connection, year)
            return letters_of_year(connection, row, criteria_set) if row else YearLetters()
