"""Sổ tiếp công dân and Sổ theo dõi đơn of a year, as PDF and XLSX.

Looking and printing for the book are two acts. ``write`` shows the whole book as it is now and settles nothing;
``fix`` prints the pages that are full, and from then on they never change: ``reprint`` gives the same page, rows
go on behind it, and what is learnt later stands in the supplement ("Phần bổ sung") by page and row.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.clock import Clock
from friendly_desktop.domain.cases.register import (
    Book,
    BookPaper,
    KeptPage,
    LastPage,
    RegisterLayout,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.case_register.making import (
    PDF,
    XLSX,
    Made,
    Progress,
    Settling,
    new_pdf,
    nothing_new,
    require_target,
    require_year,
    write_whole,
)
from friendly_desktop.services.case_register.options import RegisterOptions
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.office import OfficeService
from friendly_desktop.storage import case_register as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.safe_files import take_away

if TYPE_CHECKING:
    from friendly_desktop.services.case_register.parts import Part
    from friendly_desktop.services.documents.register_pages import BookPdf, PageDrawing


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A book or some of its pages, written.

    Attributes:
        rows: rows of the register in it.
        pages: sheets of paper; None in a workbook.
        fixed: pages that never change from now on, by this very act.
    """

    file: Path
    rows: int
    pages: int | None
    fixed: int = 0


@dataclass(frozen=True, slots=True)
class RegisterPdf:
    """A book or some of its pages as PDF."""

    content: bytes
    rows: int
    pages: int


@dataclass(frozen=True, slots=True)
class PartOverview:
    """What of a part was printed for the book.

    Attributes:
        layout: its columns, with source and confidence.
        rows: in the register by now.
        printed_rows, printed_pages: never change again.
        supplement_pages: of the printed supplement.
        printed_on: the day of the last printing; None before the first.
        paper: the sheet it is printed on; None while that is open.
    """

    layout: RegisterLayout
    rows: int
    printed_rows: int
    printed_pages: int
    supplement_pages: int
    printed_on: date | None
    paper: BookPaper | None

    @property
    def waiting_rows(self) -> int:
        """Rows that stand on no printed page yet."""
        return max(self.rows - self.printed_rows, 0)


class CaseRegisterService:
    """Writes the registers of cases, and keeps what was printed of them."""

    def __init__(self, db: Database, clock: Clock, office: OfficeService) -> None:
        """Read cases from ``db``; pages bear the name of ``office`` and the day of ``clock``."""
        self._db = db
        self._clock = clock
        self._office = office

    def years(self, book: Book = Book.RECEPTION) -> tuple[int, ...]:
        """The years with rows, the newest first."""
        with self._db.read() as connection:
            return rows.years(connection, book)

    def overview(self, year: int, book: Book = Book.RECEPTION) -> tuple[PartOverview, ...]:
        """What of a year's book was printed, part by part.

        Raises:
            AppError: there is no such year.
        """
        from friendly_desktop.services.case_register.parts import parts_of

        require_year(year)
        with self._db.read() as connection:
            found = []
            for part in parts_of(connection, book, year):
                state = rows.part_state(connection, year, part.id)
                extra = rows.part_state(connection, year, part.supplement_id)
                latest = max(filter(None, (state.printed_at, extra.printed_at)), default=None)
                found.append(
                    PartOverview(
                        part.layout,
                        part.count,
                        state.rows,
                        state.pages,
                        extra.pages,
                        latest.astimezone().date() if latest else None,
                        part.dress.paper if part.dress else None,
                    )
                )
            return tuple(found)

    def changes(self, year: int, book: Book = Book.RECEPTION) -> int:
        """How many cells of printed rows say something else today than the printed book.

        Raises:
            AppError: there is no such year.
        """
        from friendly_desktop.services.case_register.parts import facts_of, parts_of

        require_year(year)
        with self._db.read() as connection:
            return sum(1 for part in parts_of(connection, book, year) for _fact in facts_of(connection, part))

    def preview(
        self, year: int, options: RegisterOptions | None = None, job: JobContext = UNWATCHED
    ) -> RegisterPdf:
        """The whole book as it is now: printed pages as they were printed, the others marked. Settles nothing.

        Args:
            year: of the numbers in the book.
            options: which book, and how.
            job: progress in rows, and cancel.

        Raises:
            AppError: there is no such year.
            Cancelled: by the job.
        """
        from friendly_desktop.services.case_register import parts as book_parts

        require_year(year)
        options = options or RegisterOptions()
        office = self._office.office()
        with in_vietnamese(), self._db.read(right=Right.READ_CASES) as connection:
            stamp = _("Bản in xem ngày {day}; trang này chưa in vào sổ.").format(
                day=short_date(self._clock.today())
            )
            found = book_parts.parts_of(connection, options.book, year)
            progress = Progress(job, sum(part.count for part in found))
            pdf = new_pdf(found[0].layout.title, year, office)
            for number, part in enumerate(found):
                drawing = book_parts.drawing_of(part, len(found) > 1, options, office)
                if options.cover and number == 0:
                    pdf.add(drawing.page, drawing.cover(f"Năm {year}", book_parts.cover_lines(found)))
                last: KeptPage | None = None
                for last in rows.pages(connection, year, part.id):
                    pdf.add(drawing.page, drawing.place(last.page, last.stamp))
                    progress.count(sum(not row.continued for row in last.page.rows))
                waiting = progress.over(book_parts.waiting_rows(connection, part))
                for page in book_parts.filled(drawing, map(drawing.lay, waiting), last):
                    pdf.add(drawing.page, drawing.place(page, stamp))
                if not part.count and last is None:
                    empty = book_parts.empty_page(drawing, options.book)
                    pdf.add(drawing.page, drawing.place(empty, stamp))
                if last is not None:
                    self._add_supplement(connection, part, pdf, drawing, stamp)
        return RegisterPdf(pdf.close(), sum(part.count for part in found), pdf.pages)

    def write(
        self,
        year: int,
        target: Path,
        options: RegisterOptions | None = None,
        job: JobContext = UNWATCHED,
    ) -> RegisterFile:
        """Write the whole book as it is now to a ``.pdf`` or ``.xlsx`` file, and read it back; settles nothing.

        A workbook holds every row as it is known today, one sheet a layout.

        Raises:
            AppError: there is no such year, the ending is another one, or the place cannot be written.
            Cancelled: by the job; the file is as it was.
        """
        require_year(year)
        require_target(target, PDF, XLSX)
        if target.suffix.lower() == XLSX:
            content, count = self._workbook(year, options, job)
            write_whole(target, content, 0)
            return RegisterFile(target, count, None)
        pdf = self.preview(year, options, job)
        write_whole(target, pdf.content, pdf.pages)
        return RegisterFile(target, pdf.rows, pdf.pages)

    def fix(
        self,
        year: int,
        target: Path,
        options: RegisterOptions | None = None,
        last: LastPage = LastPage.HELD,
        job: JobContext = UNWATCHED,
    ) -> RegisterFile:
        """Print for the book: write the pages that are new since the last time; they never change from now on.

        Args:
            year: of the numbers in the book.
            target: a ``.pdf`` file with the new pages, and those of the supplement.
            options: which book, and the sheet while no page of it was printed.
            last: what becomes of a last page that has room left.
            job: progress in rows, and cancel.

        Raises:
            AppError: there is no new page, somebody else printed at the same moment, or the place cannot be
                written; nothing is settled then.
            Cancelled: by the job; nothing is settled.
        """
        self._db.permit(Right.CASES)
        require_target(target, PDF)
        pdf, made = self._new_pages(year, options, last, job)
        write_whole(target, pdf.content, pdf.pages)
        try:
            self._keep(year, made)
        except BaseException:
            take_away(target)  # pages that may still change are not left for the book
            raise
        return RegisterFile(target, pdf.rows, pdf.pages, pdf.pages)

    def settle(
        self,
        year: int,
        options: RegisterOptions | None = None,
        last: LastPage = LastPage.HELD,
        job: JobContext = UNWATCHED,
    ) -> RegisterPdf:
        """As ``fix``, for pages that go to a printer at once: they are kept first, then handed over.

        A printer that fails loses nothing: ``printed`` gives the same pages again.

        Raises:
            AppError: there is no new page, or somebody else printed at the same moment.
            Cancelled: by the job; nothing is settled.
        """
        self._db.permit(Right.CASES)
        pdf, made = self._new_pages(year, options, last, job)
        self._keep(year, made)
        return pdf

    def _new_pages(
        self, year: int, options: RegisterOptions | None, last: LastPage, job: JobContext
    ) -> tuple[RegisterPdf, list[Made]]:
        """The pages that are new since the last time, drawn and ready to be kept.

        Raises:
            AppError: there is none, or there is no such year.
        """
        from friendly_desktop.services.case_register import parts as book_parts

        require_year(year)
        options = options or RegisterOptions()
        office = self._office.office()
        made: list[Made] = []
        with in_vietnamese(), self._db.read() as connection:
            found = book_parts.parts_of(connection, options.book, year)
            progress = Progress(job, sum(part.count for part in found))
            pdf = new_pdf(found[0].layout.title, year, office)
            settle = Settling(pdf, last, self._clock.today())
            for part in found:
                drawing = book_parts.drawing_of(part, len(found) > 1, options, office)
                before = rows.last_page(connection, year, part.id)
                waiting = progress.over(book_parts.waiting_rows(connection, part))
                pages = book_parts.filled(drawing, map(drawing.lay, waiting), before)
                made.append(settle.pages(part.id, before, drawing, pages))
                if before is not None:
                    extra = book_parts.supplement_drawing(connection, part, drawing.dress)
                    before = rows.last_page(connection, year, part.supplement_id)
                    facts = book_parts.fact_rows(extra, part, book_parts.facts_of(connection, part))
                    pages = book_parts.filled(extra, facts, before)
                    made.append(settle.pages(part.supplement_id, before, extra, pages))
        if not any(one.kept for one in made):
            raise nothing_new(held=settle.held)
        counted = {row.number for one in made for kept in one.kept for row in kept.page.rows}
        return RegisterPdf(pdf.close(), len(counted), pdf.pages), made

    def reprint(
        self, year: int, target: Path, layout_id: str, first: int, last: int, *, supplement: bool = False
    ) -> RegisterFile:
        """Write pages that were printed for the book to a ``.pdf`` file once more; arguments as for ``printed``.

        Raises:
            AppError: none of these pages was printed, or the place cannot be written.
        """
        require_target(target, PDF)
        pdf = self.printed(year, layout_id, first, last, supplement=supplement)
        write_whole(target, pdf.content, pdf.pages)
        return RegisterFile(target, pdf.rows, pdf.pages)

    def printed(
        self, year: int, layout_id: str, first: int, last: int, *, supplement: bool = False
    ) -> RegisterPdf:
        """Pages that were printed for the book, exactly as they were.

        Args:
            year: of the numbers in the book.
            layout_id: which part, as ``PartOverview.layout.id``.
            first: the number of the first page.
            last: the number of the last page.
            supplement: pages of the supplement of this part.

        Raises:
            AppError: none of these pages was printed.
        """
        from friendly_desktop.services.case_register.parts import supplement_of
        from friendly_desktop.services.documents.register_pages import PageDrawing

        part_id = supplement_of(layout_id) if supplement else layout_id
        with self._db.read(right=Right.READ_CASES) as connection:
            dress = rows.opening_dress(connection, year, part_id)
            kept = tuple(rows.pages(connection, year, part_id, first, last)) if dress else ()
        if dress is None or not kept:
            raise AppError(
                "pages_not_printed",
                _("Trang này chưa in vào sổ"),
                _("Trong các trang từ {first} đến {last} chưa có trang nào đã in vào sổ.").format(
                    first=first, last=last
                ),
                _("Hãy in vào sổ trước; trang chưa in vào sổ thì chỉ in để xem."),
            )
        pdf = new_pdf(dress.title, year, self._office.office())
        drawing = PageDrawing(dress)
        for one in kept:
            pdf.add(drawing.page, drawing.place(one.page, one.stamp))
        counted = {row.number for one in kept for row in one.page.rows}
        return RegisterPdf(pdf.close(), len(counted), pdf.pages)

    def _keep(self, year: int, made: list[Made]) -> None:
        """Keep new pages, all or none.

        Raises:
            AppError: ``printed_meanwhile``.
        """
        with self._db.write(Area.CASES) as connection:
            for one in made:
                now = rows.last_page(connection, year, one.part_id)
                if (now.page.number if now else 0) != one.before:
                    raise AppError(
                        "printed_meanwhile",
                        _("Sổ vừa được in ở nơi khác"),
                        _("Trong lúc đang tạo trang, sổ đã được in thêm trang ở cửa sổ hoặc lệnh khác."),
                        _("Chưa trang nào của lần in này được ghi nhận. Hãy in lại."),
                    )
                rows.keep(connection, year, one.part_id, one.kept, self._clock.now())

    def _add_supplement(
        self, connection: Connection, part: "Part", pdf: "BookPdf", drawing: "PageDrawing", stamp: str
    ) -> None:
        from friendly_desktop.services.case_register import parts as book_parts

        extra = book_parts.supplement_drawing(connection, part, drawing.dress)
        before: KeptPage | None = None
        for before in rows.pages(connection, part.year, part.supplement_id):
            pdf.add(extra.page, extra.place(before.page, before.stamp))
        facts = book_parts.fact_rows(extra, part, book_parts.facts_of(connection, part))
        for page in book_parts.filled(extra, facts, before):
            pdf.add(extra.page, extra.place(page, stamp))

    def _workbook(self, year: int, options: RegisterOptions | None, job: JobContext) -> tuple[bytes, int]:
        from friendly_desktop.services.case_register import parts as book_parts
        from friendly_desktop.services.documents.outline import committee
        from friendly_desktop.services.documents.register_xlsx import RegisterWorkbook

        options = options or RegisterOptions()
        office = self._office.office()
        with in_vietnamese(), self._db.read(right=Right.READ_CASES) as connection:
            found = book_parts.parts_of(connection, options.book, year)
            progress = Progress(job, sum(part.count for part in found))
            title = found[0].layout.title
            workbook = RegisterWorkbook(
                _("{title} năm {year}").format(title=title, year=year), committee(office)
            )
            for part in found:
                dress = book_parts.new_dress(part, len(found) > 1, options, office)
                name = title if len(found) == 1 else f"{title} ({len(part.layout.columns)} cột)"
                workbook.add(name, dress, progress.over(book_parts.all_rows(connection, part)))
            return workbook.close(), workbook.rows
