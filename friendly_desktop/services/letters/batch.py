"""Letters from a list: opened, mapped, looked over row by row, made, and accounted for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import FieldProblem, LetterDraft, Template
from friendly_desktop.domain.letters.batch import (
    BatchAccount,
    BatchPlan,
    BatchRow,
    BatchSkipped,
    BatchTarget,
    Doubt,
    DoubtKind,
    batch_rows,
    converted,
    with_doubts,
)
from friendly_desktop.domain.letters.lists import LetterList, guessed_mapping, usable_mapping
from friendly_desktop.domain.letters.register import printed_number
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext, counting
from friendly_desktop.services.letters.ages import age_rule
from friendly_desktop.services.letters.batch_files import BatchFiles
from friendly_desktop.services.letters.papers import LetterPaper
from friendly_desktop.services.letters.service import LettersService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import not_whole, refusals_told
from friendly_desktop.storage import letter_mappings, safe_files
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.letter_lists import open_list

_WORDS_SHOWN = 60


class LetterBatchService:
    """Everything between a stranger's list and a stack of letters."""

    def __init__(self, db: Database, clock: Clock, letters: LettersService, office: OfficeService) -> None:
        """Work on the records ``db``.

        Args:
            db: where mappings are remembered.
            clock: what "hôm nay" means.
            letters: writes letters into the register and knows the ones before.
            office: whose letters they are, and its hamlets.
        """
        self._db = db
        self._clock = clock
        self._letters = letters
        self._office = office

    def open(self, path: Path, sheet: str | None = None, job: JobContext = UNWATCHED) -> LetterList:
        """The list in a file.

        Args:
            path: an XLSX workbook, a CSV or TSV file.
            sheet: the tab; None means the first with something in it.
            job: progress in rows; asked often whether to stop.

        Raises:
            AppError: it cannot be opened, is empty or too long; each with what to do.
            Cancelled: the person asked to stop.
        """
        return open_list(path, sheet, counting(job, _("Đọc danh sách")))

    def mapping(self, found: LetterList, template: Template) -> dict[str, str]:
        """Which heading carries which field: as last time with these headings, else as they read."""
        known = self.remembered_mapping(found, template)
        return guessed_mapping(found.headings, template.fields) if known is None else known

    def remembered_mapping(self, found: LetterList, template: Template) -> dict[str, str] | None:
        """How a list with these headings was mapped last time; None where there was none."""
        with self._db.read() as connection:
            remembered = letter_mappings.mappings(connection, template.id)
        for headings, mapping in remembered:
            # A list that lost or gained a column in between is still known by the columns that count.
            if headings == found.headings or (mapping and mapping.keys() <= set(found.headings)):
                return usable_mapping(mapping, found.headings, template.fields)
        return None

    def remember_mapping(self, found: LetterList, template: Template, mapping: Mapping[str, str]) -> None:
        """Map lists with these headings in this way from now on."""
        with self._db.write(Area.LETTERS) as connection:
            kept = usable_mapping(mapping, found.headings, template.fields)
            letter_mappings.put_mapping(connection, template.id, found.headings, kept, self._clock.now())

    def converted(self, found: LetterList) -> LetterList:
        """The list with the rows that were typed for fonts before Unicode in Unicode."""
        return converted(found)

    def rows(
        self,
        found: LetterList,
        template: Template,
        mapping: Mapping[str, str],
        *,
        base: LetterDraft | None = None,
        defaults: Mapping[str, str] | None = None,
        ages: bool = True,
        measured: bool = True,
        job: JobContext = UNWATCHED,
    ) -> tuple[BatchRow, ...]:
        """Every row as a letter, with everything that is to say about it.

        Args:
            found: the list.
            template: what is written.
            mapping: heading to field.
            base: date, place, signatory and sheet of every letter; as of a new letter by default.
            defaults: what a field says in every letter where the list says nothing, as typed.
            ages: whether an age that the list lacks is filled in from birth and death, as the office counts.
            measured: whether each letter is laid out to tell which need a second page, which takes longest.
            job: progress in rows; asked often whether to stop.

        Raises:
            Cancelled: the person asked to stop.
        """
        from friendly_desktop.services.documents import fonts

        begun = base or self._letters.blank_draft(template.id)
        begun = replace(
            begun, template_id=template.id, template_version=template.version, values={}, number=""
        )
        plan = BatchPlan(
            template,
            mapping,
            begun,
            defaults or {},
            tuple(one.name for one in self._office.hamlets()),
            age_rule(self._office) if ages else None,
        )
        papers = Papers(self._letters)
        rows: list[BatchRow] = []
        for row in batch_rows(found, plan, self._clock.today(), fonts.draws):
            job.checkpoint()
            job.report(len(rows), len(found.rows), _("Xem từng dòng"))
            rows.append(fitted(row, template, papers) if measured and row.makeable else row)
        return self._with_doubles(rows)

    def make(
        self, rows: Sequence[BatchRow], target: BatchTarget, job: JobContext = UNWATCHED
    ) -> BatchAccount:
        """Make the letters of the ticked rows; a row that fails never stops the others.

        Args:
            rows: all of the list; the ones not ticked are accounted for as left out.
            target: one file or many, and whether they go into the register.
            job: progress in letters; asked often whether to stop.

        Raises:
            AppError: the place cannot be written, or no letter could be made.
            Cancelled: the person asked to stop; the target is as it was.
        """
        if target.record:
            self._db.permit(Right.LETTERS)
        chosen = [row for row in rows if row.ticked and row.makeable]
        saved: list[int] = []

        def settle(made: Sequence[BatchRow]) -> None:
            if target.record:
                saved.extend(self._recorded(made))

        papers = Papers(self._letters)
        files = BatchFiles(
            papers.of, self._numbers(chosen, numbered=target.record and target.numbered), settle, job
        )
        made = files.write(chosen, target)
        skipped = sorted([*left_out(rows), *made.skipped], key=lambda one: one.row)
        return BatchAccount(len(made.rows), tuple(skipped), made.files, made.pages, tuple(saved))

    def nothing_made(self, rows: Sequence[BatchRow]) -> BatchAccount:
        """The account of a list of which no row can be made."""
        return BatchAccount(0, tuple(left_out(rows)))

    def save_account(self, account: BatchAccount, rows: Sequence[BatchRow], target: Path) -> Path:
        """Write the account of a batch as an Excel sheet: every row, whether it was made, and why not.

        Raises:
            AppError: the place cannot be written.
        """
        why = {one.row: one.message for one in account.skipped}
        headings = (_("Dòng"), _("Người nhận"), _("Kết quả"), _("Lý do"))
        cells = [
            (
                str(row.number),
                row.recipient,
                _("Chưa làm") if row.number in why else _("Đã làm"),
                why.get(row.number, ""),
            )
            for row in rows
        ]
        return self._write_sheet(headings, cells, _("Kết quả"), target)

    def save_failed(self, found: LetterList, account: BatchAccount, target: Path) -> Path:
        """Write the rows without a letter as a list with the same headings, to be corrected and opened again.

        Raises:
            AppError: the place cannot be written.
        """
        why = {one.row: one.message for one in account.skipped}
        width = len(found.headings)
        cells = [
            [*row.cells, *[""] * (width - len(row.cells)), why[row.number]]
            for row in found.rows
            if row.number in why
        ]
        reason = _("Lý do chưa làm")
        headings = [one for one in found.headings if one != reason]
        kept = [place for place, one in enumerate(found.headings) if one != reason]
        rows = [[*(row[place] for place in kept), row[-1]] for row in cells]
        return self._write_sheet([*headings, reason], rows, _("Chưa làm"), target)

    def _write_sheet(
        self, headings: Sequence[str], rows: Sequence[Sequence[str]], name: str, target: Path
    ) -> Path:
        from friendly_desktop.services.documents.plain_sheet import plain_sheet

        return self._write(plain_sheet(headings, rows, name), target)

    def _write(self, content: bytes, target: Path) -> Path:
        with refusals_told(target):
            safe_files.write_bytes(target, content)
            is_same = target.read_bytes() == content
        if not is_same:
            raise not_whole(target)
        return target

    def _recorded(self, rows: Sequence[BatchRow]) -> list[int]:
        """Write the letters of rows into the register, all or none; their ids in order."""
        batch = f"{self._clock.now():%Y%m%d-%H%M%S}"
        return [one.id for one in self._letters.save_many([row.draft for row in rows], batch)]

    def _with_doubles(self, rows: Sequence[BatchRow]) -> tuple[BatchRow, ...]:
        """The rows with the letters of the register that are about the same."""
        known = self._letters.duplicates_of_many([row.draft for row in rows])
        checked = []
        for row, letters in zip(rows, known, strict=True):
            if not letters:
                checked.append(row)
                continue
            last = letters[-1]
            day = short_date(last.draft.date)
            message = (
                _("Sổ thư đã có thư này: số {number} ngày {day}.").format(number=last.draft.number, day=day)
                if last.draft.number
                else _("Sổ thư đã có thư này, ngày {day}.").format(day=day)
            )
            checked.append(with_doubts(row, (*row.doubts, Doubt(DoubtKind.DOUBLE_IN_REGISTER, message))))
        return tuple(checked)

    def _numbers(self, rows: Sequence[BatchRow], *, numbered: bool) -> Callable[[int], str]:
        """How the letters are numbered, in the order in which they are made."""
        if not (rows and numbered):
            return lambda _place: ""
        first = rows[0].draft
        template = self._letters.template_of(first)
        pattern = next(book.pattern for book in self._letters.books() if book.id == template.book)
        next_one = self._letters.propose_number(template.book, first.date.year)
        return lambda place: printed_number(pattern, next_one + place)


def left_out(rows: Sequence[BatchRow]) -> list[BatchSkipped]:
    """The rows that are not to be made, and why."""
    return [
        BatchSkipped(row.number, row.message or _("Dòng không được chọn."))
        for row in rows
        if not (row.ticked and row.makeable)
    ]


class Papers:
    """What letters are made from, asked of the records once and not for every row."""

    def __init__(self, letters: LettersService) -> None:
        self._letters = letters
        self._known: dict[tuple[str, int | None, int | None], LetterPaper] = {}

    def of(self, draft: LetterDraft) -> LetterPaper:
        """Everything a letter is made from."""
        key = draft.template_id, draft.template_version, draft.signatory_id
        if key not in self._known:
            self._known[key] = self._letters.paper(draft)
        return replace(self._known[key], draft=draft)


def fitted(row: BatchRow, template: Template, papers: Papers) -> BatchRow:
    """The row with what the page says: a second one needed, or a letter that cannot be composed."""
    if template.word_sha256:
        return row
    from friendly_desktop.services.documents.sheet_pdf import fit

    try:
        told = fit(papers.of(row.draft).document())
    except AppError as error:
        return replace(row, problems=(*row.problems, FieldProblem("", error.message)), ticked=False)
    if told.pages == 1:
        return row
    message = _("Thư cần {n} trang; hãy rút gọn «{words}».").format(
        n=told.pages, words=_shortened(told.overflow)
    )
    return with_doubts(row, (*row.doubts, Doubt(DoubtKind.OVERFLOW, message)))


def _shortened(words: str) -> str:
    cleaned = " ".join(words.split())
    return cleaned if len(cleaned) <= _WORDS_SHOWN else f"{cleaned[:_WORDS_SHOWN]}..."
