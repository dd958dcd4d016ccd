"""How the files of a book are made: pages drawn and made ready to be kept, progress, what is refused first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from friendly_desktop.domain.cases.register import FilledPage, KeptPage, LastPage
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext

if TYPE_CHECKING:
    from friendly_desktop.services.documents.register_pages import BookPdf, PageDrawing

PDF, XLSX = ".pdf", ".xlsx"
_REPORT_EVERY = 25

_Counted = TypeVar("_Counted")


@dataclass(frozen=True, slots=True)
class Made:
    """New pages of a part, and how many it had when they were made."""

    part_id: str
    before: int
    kept: tuple[KeptPage, ...]


class Settling:
    """Draws new pages and makes them ready to be kept; ``held`` once a page had to wait."""

    def __init__(self, pdf: "BookPdf", last: LastPage, today: date) -> None:
        self._pdf, self._last, self._today = pdf, last, today
        # Made while the service speaks Vietnamese, as papers do.
        self._stamp = _("In vào sổ ngày {day}").format(day=short_date(today))
        self.held = False

    def pages(
        self, part_id: str, before: KeptPage | None, drawing: "PageDrawing", new: Iterator[FilledPage]
    ) -> Made:
        """The new pages of a part, behind the last printed one."""
        kept = []
        for page in new:
            if not page.full and self._last is LastPage.HELD:
                self.held = True
                continue
            kept.append(KeptPage(page, self._stamp, self._today, drawing.dress if page.number == 1 else None))
            self._pdf.add(drawing.page, drawing.place(page, self._stamp))
        return Made(part_id, before.page.number if before else 0, tuple(kept))


class Progress:
    """Counts rows for whoever watches."""

    def __init__(self, job: JobContext, total: int) -> None:
        self._job, self._total, self._done, self._told = job, total, 0, 0

    def count(self, more: int) -> None:
        """So many rows more are done.

        Raises:
            Cancelled: the person asked to stop.
        """
        self._job.checkpoint()
        self._done += more
        if self._done - self._told >= _REPORT_EVERY or self._done >= self._total:
            self._told = self._done
            self._job.report(min(self._done, self._total), self._total, _("Ghi sổ"))

    def over(self, found: Iterator[_Counted]) -> Iterator[_Counted]:
        """The rows one by one, each counted."""
        for one in found:
            self.count(1)
            yield one


def new_pdf(title: str, year: int, office: Office) -> "BookPdf":
    """A file to draw pages into."""
    from friendly_desktop.services.documents.outline import committee
    from friendly_desktop.services.documents.register_pages import BookPdf

    return BookPdf(f"{title} năm {year}", committee(office))


def write_whole(target: Path, content: bytes, pages: int) -> None:
    """Write a file whole or not at all, and read it back.

    Raises:
        AppError: the place cannot be written, or reads otherwise.
    """
    from friendly_desktop.services.written_files import write_file

    write_file(target, content, pages)


def require_year(year: int) -> None:
    """Refuse what is no year.

    Raises:
        AppError: ``no_such_year``.
    """
    if not 1900 <= year <= 9998:
        raise AppError(
            "no_such_year",
            _("Năm chưa đúng"),
            _("Không có sổ của năm {year}.").format(year=year),
            _("Hãy nhập năm có bốn chữ số, như 2026."),
        )


def require_target(target: Path, *suffixes: str) -> None:
    """Refuse a file name before any work.

    Raises:
        AppError: ``file_kind`` for another ending, ``target_is_folder``.
    """
    from friendly_desktop.services.written_files import refuse_folder

    if target.suffix.lower() not in suffixes:
        raise AppError(
            "file_kind",
            _("Đuôi tệp chưa đúng"),
            _("Sổ ghi ra được tệp {kinds}, không ghi ra được tệp «{suffix}».").format(
                kinds=", ".join(suffixes), suffix=target.suffix
            ),
            _("Hãy đổi đuôi tên tệp."),
        )
    refuse_folder(target)


def nothing_new(*, held: bool) -> AppError:
    """Why no page was printed for the book; ``held``: one waits until it is full."""
    if held:
        return AppError(
            "nothing_to_print",
            _("Chưa có trang nào đầy để in vào sổ"),
            _("Các dòng mới chưa đủ một trang; trang đang ghi dở được giữ lại, đến khi đầy mới in vào sổ."),
            _("Nếu cần in ngay, hãy chọn in cả trang cuối: trang đó để ngắn và dòng sau sang trang mới."),
        )
    return AppError(
        "nothing_to_print",
        _("Không có gì mới để in vào sổ"),
        _("Mọi dòng và mọi thay đổi đến nay đều đã in vào sổ."),
        _("Nếu cần bản in lại của trang đã in, hãy chọn in lại trang."),
    )
