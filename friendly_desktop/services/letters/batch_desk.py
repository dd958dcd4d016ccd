"""Lists of letters as a person works through them on the screen: a row corrected, a list to fill in, drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from friendly_desktop.domain.letters import LetterDraft, Template
from friendly_desktop.domain.letters.batch import BatchAccount, BatchRow, doubles_told
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.letters.batch import LetterBatchService, Papers, fitted, left_out


class LetterBatchDesk(LetterBatchService):
    """What a person does with the rows of a list beyond making the letters."""

    def measured(
        self, rows: Sequence[BatchRow], template: Template, job: JobContext = UNWATCHED
    ) -> dict[int, BatchRow]:
        """The rows of whose page something is to be said, by number: a second one, or a letter that cannot be drawn.

        Args:
            rows: read without measuring.
            template: what is written.
            job: progress in rows; asked often whether to stop.

        Raises:
            Cancelled: the person asked to stop.
        """
        papers = Papers(self._letters)
        told: dict[int, BatchRow] = {}
        for done, row in enumerate(rows):
            job.checkpoint()
            job.report(done, len(rows), _("Xem thư có vừa trang giấy"))
            again = fitted(row, template, papers) if row.makeable else row
            if again is not row:
                told[row.number] = again
        return told

    def corrected(
        self,
        rows: Sequence[BatchRow],
        typed: Mapping[int, Mapping[str, str]],
        template: Template,
        *,
        base: LetterDraft,
        defaults: Mapping[str, str] | None = None,
    ) -> tuple[BatchRow, ...]:
        """The rows with some of them read again from what a person typed; the file stays as it is.

        Args:
            rows: of one list, in its order.
            typed: by the number of the row in the sheet, the texts by field.
            template: what is written.
            base: date, place, signatory and sheet of every letter.
            defaults: what a field says where nothing is typed.
        """
        ids = tuple(one.id for one in template.fields)
        lines = tuple(
            ListRow(number, tuple(texts.get(one, "") for one in ids)) for number, texts in typed.items()
        )
        own = dict(zip(ids, ids, strict=True))
        again = self.rows(LetterList("", (), ids, lines), template, own, base=base, defaults=defaults)
        new = {row.number: row for row in again}
        return tuple(doubles_told((new.get(row.number, row) for row in rows), template))

    def record(
        self, rows: Sequence[BatchRow], *, numbered: bool, job: JobContext = UNWATCHED
    ) -> BatchAccount:
        """Write the letters of the ticked rows into the register as drafts, without any file.

        Args:
            rows: all of the list; the ones not ticked are accounted for as left out.
            numbered: give each the next number of its book.
            job: asked whether to stop before anything is written.

        Raises:
            AppError: no row is ticked, or a number was taken meanwhile; then nothing is written.
            Cancelled: the person asked to stop; nothing is written.
        """
        chosen = [row for row in rows if row.ticked and row.makeable]
        if not chosen:
            raise AppError(
                "batch_empty",
                _("Chưa có thư nào để làm"),
                _("Chưa có dòng nào được chọn."),
                _("Hãy chọn ít nhất một dòng không có lỗi."),
            )
        job.checkpoint()
        job.report(0, None, _("Ghi vào sổ thư"))
        number_of = self._numbers(chosen, numbered=numbered)
        final = [
            replace(row, draft=replace(row.draft, number=number_of(place)))
            for place, row in enumerate(chosen)
        ]
        return BatchAccount(len(chosen), tuple(left_out(rows)), letters=tuple(self._recorded(final)))

    def example(self, template: Template, target: Path) -> Path:
        """Write an empty list with the headings of a template, ready to be filled in and opened again.

        Raises:
            AppError: the place cannot be written.
        """
        from friendly_desktop.services.documents.example_list import example_list

        hamlets = tuple(one.name for one in self._office.hamlets())
        return self._write(example_list(template.fields, hamlets), target)
