"""A posting as a file, without any records: the PDF in one piece or in sheets to be put together."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from friendly_desktop.domain.office import Office
from friendly_desktop.domain.postings import PostingKind, PostingSize, PostingValues
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.postings.filling import checked
from friendly_desktop.services.written_files import PDF, Written, refuse_folder, write_file

if TYPE_CHECKING:
    from friendly_desktop.services.documents.posting_pdf import Poster

#: Capitals are read comfortably from this many times their height.
_READ_FROM = 230


@dataclass(frozen=True, slots=True)
class PostingPdf:
    """A posting as it prints.

    Attributes:
        content: the PDF.
        pages: its pages.
        distance: from how far its smallest words are read, in metres.
    """

    content: bytes
    pages: int
    distance: Decimal


def require_size(kind: PostingKind, size: PostingSize) -> None:
    """Refuse a size the kind is not made for.

    Raises:
        AppError: ``posting_size``.
    """
    if size not in kind.sizes:
        raise AppError(
            "posting_size",
            _("Không có khổ này"),
            _("Loại niêm yết «{kind}» không làm ở khổ {size}.").format(kind=kind.title, size=size.value),
            _("Hãy chọn một trong: {known}.").format(known=", ".join(one.value for one in kind.sizes)),
        )


def made(
    kind: PostingKind,
    values: PostingValues,
    office: Office,
    size: PostingSize,
    *,
    lying: bool | None = None,
    tile: PostingSize | None = None,
) -> PostingPdf:
    """The posting on one page, or on sheets to be put together; in Vietnamese whatever the screen speaks.

    Args:
        kind: which kind.
        values: what was filled in.
        office: whose name stands on it.
        size: of the finished posting.
        lying: which way it lies; as the kind wishes by default.
        tile: the printer's paper; a posting no larger than it is one page all the same.

    Raises:
        AppError: a field is missing, unknown or too long, or a character cannot be drawn.
    """
    from friendly_desktop.services.documents import outline
    from friendly_desktop.services.documents.posting_pdf import poster
    from friendly_desktop.services.documents.posting_tiles import tiled_poster
    from friendly_desktop.services.documents.posting_words import Words

    require_size(kind, size)
    told = checked(kind, values)
    with in_vietnamese():
        words = Words(kind, told, outline.committee(office))
        turned = kind.lying if lying is None else lying
        if tile is not None and tile.long < size.long:
            return _told(tiled_poster(words, size, tile, lying=turned))
        drawn = poster(words, size, lying=turned)
    return _told(drawn)


def _told(drawn: "Poster") -> PostingPdf:
    return PostingPdf(drawn.content, drawn.pages, Decimal(str(round(drawn.smallest * _READ_FROM / 1000, 1))))


def write(target: Path, pdf: PostingPdf) -> Written:
    """Put a posting where people want it: whole or not at all, and read back.

    Raises:
        AppError: the ending is another one, a folder has this name, or the place cannot be written.
    """
    check_target(target)
    return write_file(target, pdf.content, pdf.pages)


def check_target(target: Path) -> None:
    """Refuse a name that no posting can be written to, before any work.

    Raises:
        AppError: the ending is not ``.pdf``, or a folder has this name.
    """
    if target.suffix.lower() != PDF:
        raise AppError(
            "file_kind_unknown",
            _("Tên tệp chưa đúng"),
            _("Tờ niêm yết được ghi thành tệp .pdf, không ghi được tệp «{suffix}».").format(
                suffix=target.suffix
            ),
            _("Hãy đặt tên tệp có đuôi .pdf."),
        )
    refuse_folder(target)
