"""A batch from the office's own Word file as PDFs: all filled, then converted in few starts of one program."""

from collections.abc import Callable, Sequence

from friendly_desktop.domain.letters import LetterDraft
from friendly_desktop.domain.letters.batch import BatchRow, BatchSkipped
from friendly_desktop.errors import AppError
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.letters.convert import pdfs_of, require_converter, unreadable
from friendly_desktop.services.letters.papers import LetterPaper


def word_pdfs(
    rows: Sequence[BatchRow],
    numbered: Callable[[BatchRow, int], BatchRow],
    paper_of: Callable[[LetterDraft], LetterPaper],
    job: JobContext,
) -> tuple[list[tuple[BatchRow, bytes]], list[BatchSkipped]]:
    """The PDF of every row that could be made, and the rows left out.

    When the program cannot read a letter, the others are made again, so that no printed number is left out.

    Args:
        rows: in the order of the list.
        numbered: the row with the number of the letter in this place, counted from 0.
        paper_of: everything a letter is made from.
        job: progress in letters; asked often whether to stop.

    Raises:
        AppError: no PDF of a Word file can be made on this PC.
        Cancelled: the person asked to stop.
    """
    require_converter()
    skipped: dict[int, BatchSkipped] = {}
    while left := [row for row in rows if row.number not in skipped]:
        filled: list[tuple[BatchRow, bytes]] = []
        for row in left:
            job.checkpoint()
            final = numbered(row, len(filled))
            try:
                filled.append((final, paper_of(final.draft).docx()))
            except AppError as error:
                skipped[row.number] = BatchSkipped(row.number, error.message)
        pdfs = pdfs_of([content for _row, content in filled], job)
        lost = [row.number for (row, _content), pdf in zip(filled, pdfs, strict=True) if pdf is None]
        skipped |= {number: BatchSkipped(number, unreadable().message) for number in lost}
        if not lost:
            made = [(row, pdf) for (row, _content), pdf in zip(filled, pdfs, strict=True) if pdf]
            return made, [skipped[number] for number in sorted(skipped)]
    return [], [skipped[number] for number in sorted(skipped)]
