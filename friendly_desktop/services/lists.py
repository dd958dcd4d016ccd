"""Lists of the screen on paper and in Excel; nothing is read here but the name of the office."""

from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.listing import Listing
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.written_files import Written, write_file


class ListsService:
    """Puts any list on paper."""

    def __init__(self, office: OfficeService, clock: Clock) -> None:
        """``office`` gives the name at the head of a page, ``clock`` the day."""
        self._office = office
        self._clock = clock

    def pdf(self, listing: Listing) -> bytes:
        """A list as pages.

        Raises:
            AppError: ``list_empty``.
        """
        from friendly_desktop.services.documents.list_papers import list_paper
        from friendly_desktop.services.documents.pdf import pdf_bytes

        self._require_lines(listing)
        return pdf_bytes(list_paper(self._office.office(), listing, self._clock.today()))

    def write_sheet(self, listing: Listing, target: Path, job: JobContext = UNWATCHED) -> Written:
        """A list as an Excel file, whole or not at all, read back before it is said to be there.

        Args:
            listing: what is written.
            target: an ``.xlsx`` file.
            job: hears how many lines are done, and may stop it.

        Raises:
            AppError: ``list_empty``, or the place cannot be written; what was there before is untouched.
        """
        from friendly_desktop.services.documents.list_papers import list_sheet

        self._require_lines(listing)
        return write_file(target, list_sheet(listing, job), 0)

    @staticmethod
    def _require_lines(listing: Listing) -> None:
        if not listing.rows:
            raise AppError(
                "list_empty",
                _("Danh sách đang trống"),
                _("Danh sách «{title}» không có dòng nào để in.").format(title=listing.title),
                _("Hãy bỏ bớt điều kiện lọc rồi làm lại."),
            )
