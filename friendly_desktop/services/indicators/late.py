"""Files of the one-stop that were answered late: taken in from a list, and a letter of apology for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.indicators.late_files import (
    LATE_FIELDS,
    LateAccount,
    LateRow,
    cleaned,
    letter_list,
    owns_up,
    promises_anew,
    read_late_rows,
    require_sound,
    unfit,
)
from friendly_desktop.domain.letters import FieldProblem, LetterDraft, Template
from friendly_desktop.domain.letters.batch import BatchAccount, BatchRow
from friendly_desktop.domain.letters.lists import LetterList, needed_mapping
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.indicators.figures import Figures
from friendly_desktop.services.jobs import UNWATCHED, JobContext, counting
from friendly_desktop.services.letters.batch import left_out
from friendly_desktop.services.letters.batch_desk import LetterBatchDesk
from friendly_desktop.services.letters.templates import LetterTemplatesService
from friendly_desktop.services.written_files import write_file
from friendly_desktop.storage import indicators as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.letter_lists import open_list

_NEEDED = ("code", "promised")


class LateFiles(Figures):
    """Late files, from the list of the one-stop to the letter."""

    def __init__(
        self, db: Database, clock: Clock, batches: LetterBatchDesk, templates: LetterTemplatesService
    ) -> None:
        """Work on ``db``.

        Args:
            db: the records.
            clock: what is late by now.
            batches: makes many letters.
            templates: the letters of apology.
        """
        super().__init__(db, clock)
        self._batches = batches
        self._templates = templates

    # The list

    def late_files(self, year: int | None = None, *, waiting: bool = False) -> tuple[LateFile, ...]:
        """The late files, the newest promise first.

        Args:
            year: in which the answer was promised; every year by default.
            waiting: only those that no letter was made for yet.
        """
        first, last = (year, year) if year is not None else (MINYEAR, MAXYEAR)
        if not MINYEAR <= first <= MAXYEAR:
            return ()
        with self._db.read() as connection:
            found = rows.late(connection, date(first, 1, 1), date(last, 12, 31))
        return tuple(one for one in found if one.waiting) if waiting else found

    def save_late(self, file: LateFile) -> LateFile:
        """Write down a late file (id 0), or change one; a letter in the register that names its code is its letter.

        Raises:
            AppError: it has no code, it was not late, its code is taken, or its letter was made.
        """
        wanted = cleaned(file)
        require_sound(wanted, self._clock.today())
        with self._db.write(Area.FIGURES) as connection:
            known = rows.late_by_code(connection, [wanted.code]).get(wanted.code)
            if known is not None and known[0].id != wanted.id:
                if not known[1]:
                    raise AppError(
                        "late_file_doubled",
                        _("Mã hồ sơ đã có"),
                        _("Hồ sơ {code} đã có trong danh sách.").format(code=wanted.code),
                        _("Hãy xem lại mã, hoặc sửa dòng đã có."),
                    )
                rows.put_late(connection, replace(wanted, id=known[0].id))
            elif wanted.id:
                _waiting(connection, [wanted.id])
                rows.put_late(connection, wanted)
            else:
                rows.add_late(connection, [wanted], self._clock.now())
            _settle_known(connection, [wanted.code])
            return rows.late_by_code(connection, [wanted.code])[wanted.code][0]

    def remove_late(self, ids: Iterable[int]) -> None:
        """Take files out of the list."""
        with self._db.write(Area.FIGURES) as connection:
            rows.remove_late(connection, ids, self._clock.now())

    def restore_late(self, ids: Iterable[int]) -> None:
        """Put files back that were taken out."""
        with self._db.write(Area.FIGURES) as connection:
            rows.remove_late(connection, ids, None)

    def settle_written(self) -> int:
        """Forget the people of files whose letter stands in the register by now; returns how many files those were.

        A letter may have been written on the page of letters, or the power went between a letter and this list.
        """
        with self._db.read() as connection:
            written = rows.late_written(connection)
        if not written:
            return 0
        with self._db.write(Area.FIGURES) as connection:
            _settle_known(connection, list(written))
        return len(written)

    def close_late(self, ids: Iterable[int]) -> None:
        """No letter is to be written for these files; who they belonged to is forgotten."""
        with self._db.write(Area.FIGURES) as connection:
            rows.settle_late(connection, dict.fromkeys(ids))

    # From a list

    def open_late(self, path: Path, sheet: str | None = None, job: JobContext = UNWATCHED) -> LetterList:
        """The list of files in an XLSX or CSV file.

        Raises:
            AppError: it cannot be read, is empty, or too long.
        """
        return open_list(path, sheet, counting(job, _("Đang đọc danh sách")))

    def late_mapping(self, found: LetterList, given: Mapping[str, str] | None = None) -> dict[str, str]:
        """Which heading carries which field of a file, as given or as the headings read.

        Raises:
            AppError: ``late_columns_missing`` where the list has no column for what every file needs.
        """
        hint = _("Hãy đặt tên cột như «Mã hồ sơ», «Ngày hẹn trả» rồi làm lại.")
        return needed_mapping(
            found, LATE_FIELDS, _NEEDED, given=given, code="late_columns_missing", hint=hint
        )

    def late_rows(self, found: LetterList, mapping: Mapping[str, str]) -> tuple[LateRow, ...]:
        """Every row of a list as a late file, with what is to say about it; nothing is written.

        Files that were answered in time are left out and say so: the whole list of the one-stop may be given.
        """
        made = read_late_rows(found, mapping, self._clock.today())
        with self._db.read() as connection:
            known = rows.late_by_code(connection, [one.file.code for one in made if one.file is not None])
        return tuple(
            one.known(known[one.file.code]) if one.file and one.file.code in known else one for one in made
        )

    def import_late(self, given: Sequence[LateRow], job: JobContext = UNWATCHED) -> LateAccount:
        """Take the usable rows in, in one act; every other row is named in the account.

        Raises:
            Cancelled: the person stopped it; nothing came in then.
        """
        new = [one.file for one in given if one.usable and one.file is not None and not one.file.id]
        changed = [one.file for one in given if one.usable and one.file is not None and one.file.id]
        job.checkpoint()
        job.report(0, None, _("Đang ghi danh sách"))
        self._db.secure(Area.FIGURES)
        with self._db.write(Area.FIGURES) as connection:
            rows.add_late(connection, new, self._clock.now())
            for file in changed:
                rows.put_late(connection, file)
            _settle_known(connection, [one.code for one in (*new, *changed)])
        skipped = tuple((one.number, one.message) for one in given if not one.usable)
        return LateAccount(len(new), len(changed), skipped)

    def late_template(self, target: Path) -> Path:
        """Write an empty list of late files with the right headings.

        Raises:
            AppError: the place cannot be written.
        """
        from friendly_desktop.services.documents.example_list import example_list

        return write_file(target, example_list(LATE_FIELDS), 0).file

    # Letters

    def letters_for(
        self,
        ids: Sequence[int],
        template: Template | None = None,
        *,
        base: LetterDraft | None = None,
        defaults: Mapping[str, str] | None = None,
    ) -> tuple[BatchRow, ...]:
        """The files as rows for a batch of letters; nothing is written.

        The number of a row is the id of its file.

        Args:
            ids: of files that wait for a letter.
            template: of a letter of apology; None takes for each file the usual one that is true of it: a new
                day for a file that is still open, a fault that was put right for one that was answered.
            base: date, place, signatory and sheet of every letter; as of a new letter by default.
            defaults: what a field says where the file says nothing: the new day, the reason.

        Raises:
            AppError: a file is not there any more, or its letter was made.
        """
        with self._db.read() as connection:
            files = _waiting(connection, ids)
        parts: list[tuple[Template, list[LateFile]]] = []
        if template is not None:
            parts = [(template, list(files))]
        else:
            for fits, some in (
                (promises_anew, [one for one in files if one.returned is None]),
                (owns_up, [one for one in files if one.returned is not None]),
            ):
                usual = next((one for one in self.letter_templates() if fits(one)), None)
                if some and usual is not None:
                    parts.append((usual, some))
        rows: list[BatchRow] = []
        for used, some in parts:
            found, mapping = letter_list(some, used)
            made = self._batches.rows(found, used, mapping, base=base, defaults=defaults)
            rows += (_judged(row, file, used) for row, file in zip(made, some, strict=True))
        return tuple(rows)

    def letter_templates(self) -> tuple[Template, ...]:
        """The templates that can tell of a late file, the usual one first."""
        found = [one for kind in rows.APOLOGIES for one in self._templates.templates(kind)]
        return tuple(one for one in found if promises_anew(one) or owns_up(one))

    def make_letters(self, chosen: Sequence[BatchRow], *, numbered: bool = False) -> BatchAccount:
        """Write the ticked letters into the register, and forget the people in the list of files.

        Args:
            chosen: rows of ``letters_for``.
            numbered: give each the next number of its book.

        Raises:
            AppError: no row is ticked, or a number was taken meanwhile; nothing is written then.
        """
        self._db.permit(Right.FIGURES, Right.LETTERS)
        parts: dict[str, list[BatchRow]] = {}
        for row in chosen:
            if row.ticked and row.makeable:
                parts.setdefault(row.draft.template_id, []).append(row)
        letters: list[int] = []
        # An act a template: each has the numbers of its own book.
        for some in parts.values() or (chosen,):
            account = self._batches.record(some, numbered=numbered)
            letters += account.letters
            with self._db.write(Area.FIGURES) as connection:
                made = (row.number for row in some)
                rows.settle_late(connection, dict(zip(made, account.letters, strict=True)))
        return BatchAccount(len(letters), tuple(left_out(chosen)), letters=tuple(letters))


def _settle_known(connection: Connection, codes: Sequence[str]) -> None:
    """Files that a letter in the register tells of need no other; their people are forgotten at once."""
    known = rows.letters_known(connection, codes)
    files = rows.late_by_code(connection, known)
    rows.settle_late(connection, {files[code][0].id: letter_id for code, letter_id in known.items()})


def _judged(row: BatchRow, file: LateFile, template: Template) -> BatchRow:
    """The row of a letter that would not be true of its file cannot be made, and says so first."""
    why = unfit(file, template)
    if not why:
        return row
    return replace(row, problems=(FieldProblem("", why), *row.problems), ticked=False)


def _waiting(connection: Connection, ids: Sequence[int]) -> tuple[LateFile, ...]:
    found = rows.late_some(connection, ids)
    if len(found) < len(set(ids)) or not all(one.waiting for one in found):
        raise AppError(
            "late_file_settled",
            _("Hồ sơ không còn chờ thư"),
            _("Có hồ sơ đã làm thư hoặc đã bỏ khỏi danh sách."),
            _("Hãy mở lại danh sách rồi chọn lại."),
        )
    return found
