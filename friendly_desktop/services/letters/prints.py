"""What went to paper: the very PDF, kept by its digest, and a log of every print."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import Letter, LetterPrint
from friendly_desktop.domain.letters.register import SETTLED
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.letters.records import known_letters
from friendly_desktop.services.letters.writing import Writing
from friendly_desktop.storage import letter_prints
from friendly_desktop.storage.evidence import Content
from friendly_desktop.storage.evidence_store import Condition


@dataclass(frozen=True, slots=True)
class Archived:
    """The kept PDF of a letter."""

    sha256: str
    pages: int = 1


class Prints(Writing):
    """Keeping what was printed, so that it can be printed again exactly alike."""

    def archive(self, letter_id: int) -> Archived:
        """Keep the PDF of a letter; what is printed is this file, which :meth:`kept_pdf` gives.

        Once a letter is signed the kept PDF is the letter: a changed template, office or signatory no longer
        changes it. Before that the letter is made anew from its values.

        Raises:
            AppError: no such letter, the disk is full, or the kept file of a signed letter is lost.
        """
        return self.archive_many([letter_id])[0]

    def archive_many(self, ids: Sequence[int], job: JobContext = UNWATCHED) -> tuple[Archived, ...]:
        """:meth:`archive` for a print run: files first, then all rows in one act.

        Args:
            ids: the letters in the order of printing.
            job: progress in letters, and cancel; files of a cancelled run are strays and cleared away later.
        """
        self._db.permit(Right.LETTERS)
        with self._db.read() as connection:
            found = known_letters(connection, ids)
            sizes = letter_prints.sizes(connection, [one.archived for one in found.values() if one.archived])
        kept: dict[int, Archived] = {}
        made: list[tuple[Letter, Content, int]] = []
        for done, one in enumerate(found.values()):
            job.checkpoint()
            job.report(done, len(found), _("Thư"))
            settled = one.archived if one.state in SETTLED else ""
            if settled and self._store.check(settled, sizes[settled]) is Condition.SOUND:
                kept[one.id] = Archived(settled, one.pages)
                continue
            pdf = self.pdf(one.draft)
            if settled and hashlib.sha256(pdf.content).hexdigest() != settled:
                raise _lost()
            content = self._store_pdf(one, pdf.content)
            made.append((one, content, pdf.pages))
            kept[one.id] = Archived(content.sha256, pdf.pages)
        if made:
            with self._db.write(Area.LETTERS) as connection:
                self._keep(connection, made)
        return tuple(kept[letter_id] for letter_id in ids)

    def archived_pdf(self, letter_id: int) -> bytes | None:
        """The PDF that was printed last; None before the first print, and where it is lost or damaged."""
        one = self.get(letter_id)
        return self._store.read(one.archived) if one.archived else None

    def kept_pdf(self, archived: Archived) -> bytes:
        """The PDF of a letter as it was kept.

        Raises:
            AppError: ``archive_lost``.
        """
        content = self._store.read(archived.sha256)
        if content is None:
            raise _lost()
        return content

    def record_print(  # noqa: PLR0917 - a line of the print log
        self,
        letter_id: int,
        printer: str,
        copies: int = 1,
        pages: str = "",
        sha256: str = "",
        succeeded: bool = True,
        problem: str = "",
    ) -> LetterPrint:
        """Write down that a letter went to a printer, or failed to.

        Args:
            letter_id: the letter; it was archived before.
            printer: the name of the printer, or "PDF".
            copies: how many.
            pages: which pages, "" for all.
            sha256: the PDF that was printed, by default the archived one.
            succeeded: whether the printer took it.
            problem: what the printer said, for people.

        Raises:
            AppError: there is no such letter, or it was never archived.
        """
        digest = sha256 or self.get(letter_id).archived
        told = LetterPrint(
            letter_id, self._clock.now(), clean_line(printer), copies, clean_line(pages), digest, succeeded,
            clean_line(problem),
        )  # fmt: skip
        self.record_prints([told])
        return told

    def record_prints(self, prints: Sequence[LetterPrint]) -> None:
        """Write a whole print run down in one act.

        Raises:
            AppError: a letter in it was never archived.
        """
        if any(not one.sha256 for one in prints):
            raise AppError(
                "print_not_archived",
                _("Bản in chưa được lưu"),
                _("Bản in của thư phải được lưu trước khi ghi vào nhật ký in."),
            )
        with self._db.write(Area.LETTERS) as connection:
            letter_prints.add_prints(connection, prints)

    def prints(self, letter_id: int) -> tuple[LetterPrint, ...]:
        """Every print of a letter, the last first."""
        with self._db.read() as connection:
            return letter_prints.prints(connection, letter_id)


def _lost() -> AppError:
    return AppError(
        "archive_lost",
        _("Mất bản đã in"),
        _("Tệp PDF của thư đã ký bị mất hoặc hỏng, và thư viết lại không còn giống hệt bản đã in."),
        _(
            "Hãy khôi phục từ bản sao lưu. Nếu không có, hãy lùi thư một bước để in lại theo nội dung hiện nay."
        ),
    )
