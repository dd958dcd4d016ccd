"""Puts the pages of finished PDFs on sheets: chosen pages, A5 on A4, marks where to cut.

Text stays text and lines stay lines, so the result is saved as well as printed. Nothing is scaled.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import MM_PER_INCH, PageSize
from friendly_desktop.domain.printing import SheetFit, SheetPlan, plan_sheets
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, Transformation

_POINTS_PER_MM = 72 / MM_PER_INCH
_CUT_MARK = 14  # millimetres in from each edge, because printers leave their margins white
_PRODUCER = "Chính quyền thân thiện"

#: A page to be put on paper: a PDF and which of its pages, counted from 0.
Leaf = tuple[bytes, int]


def sheets_pdf(leaves: Sequence[Leaf], fit: SheetFit = SheetFit.SAME) -> bytes:
    """A PDF whose pages are the sheets that go into the printer.

    Args:
        leaves: the pages in order; the same PDF may be named many times.
        fit: which sheets there are.

    Raises:
        AppError: ``pdf_broken``, one of the PDFs cannot be taken apart.
    """
    from pypdf.errors import PyPdfError

    try:
        return _sheets(leaves, fit)
    except PyPdfError as error:
        raise AppError(
            "pdf_broken",
            _("Không đọc được tệp PDF"),
            _("Tệp PDF bị hỏng nên không xếp lên giấy được."),
            _("Hãy tạo lại tệp rồi thử lại."),
        ) from error


def _sheets(leaves: Sequence[Leaf], fit: SheetFit) -> bytes:
    from pypdf import PageObject, PdfWriter

    if fit is SheetFit.SAME and _is_whole(leaves):
        return leaves[0][0]
    pages = _pages(leaves)
    sizes = [_size(page) for page in pages]
    writer = PdfWriter()
    for plan in plan_sheets(sizes, fit):
        spot = plan.spots[0]
        if len(plan.spots) == 1 and plan.size == sizes[spot.page]:
            writer.add_page(pages[spot.page])
            continue
        sheet = PageObject.create_blank_page(
            width=plan.size.width * _POINTS_PER_MM, height=plan.size.height * _POINTS_PER_MM
        )
        for one in plan.spots:
            up = plan.size.height - one.top - sizes[one.page].height
            place = _to(pages[one.page], one.left * _POINTS_PER_MM, up * _POINTS_PER_MM)
            sheet.merge_transformed_page(pages[one.page], place)
        if plan.cut_at is not None:
            sheet.merge_page(_cut_marks(plan))
        writer.add_page(sheet)
    writer.compress_identical_objects()
    for sheet in writer.pages:
        sheet.compress_content_streams()
    writer.add_metadata({"/Producer": _PRODUCER})
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def _is_whole(leaves: Sequence[Leaf]) -> bool:
    """Whether these are just all pages of one PDF."""
    content = leaves[0][0]
    if any(one is not content for one, _page in leaves):
        return False
    return [page for _content, page in leaves] == list(range(len(_reader(content).pages)))


def _reader(content: bytes) -> "PdfReader":
    from pypdf import PdfReader

    return PdfReader(BytesIO(content))


def _pages(leaves: Sequence[Leaf]) -> "list[PageObject]":
    readers = {id(content): _reader(content) for content, _page in leaves}
    return [readers[id(content)].pages[page] for content, page in leaves]


def _size(page: "PageObject") -> PageSize:
    """The size of a page as it is read."""
    size = PageSize(float(page.mediabox.width) / _POINTS_PER_MM, float(page.mediabox.height) / _POINTS_PER_MM)
    return size.turned if page.rotation % 180 else size


def _to(page: "PageObject", left: float, bottom: float) -> "Transformation":
    """What brings the lower left corner of a page, turned as it is read, to ``left``, ``bottom`` (points)."""
    from pypdf import Transformation

    box, turn = page.mediabox, page.rotation % 360  # clockwise
    x0, y0, x1, y1 = (float(side) for side in (box.left, box.bottom, box.right, box.top))
    corner = {0: (x0, y0), 90: (y0, -x1), 180: (-x1, -y1), 270: (-y1, x0)}[turn]
    return Transformation().rotate(-turn).translate(left - corner[0], bottom - corner[1])


def _cut_marks(plan: SheetPlan) -> "PageObject":
    """Two short lines at the edges where the sheet is cut."""
    from reportlab.pdfgen.canvas import Canvas

    width, height = plan.size.width * _POINTS_PER_MM, plan.size.height * _POINTS_PER_MM
    cut, mark = (plan.cut_at or 0) * _POINTS_PER_MM, _CUT_MARK * _POINTS_PER_MM
    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), invariant=1)
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.45)
    if plan.size.landscape:
        lines = [(cut, 0, cut, mark), (cut, height - mark, cut, height)]
    else:
        lines = [(0, height - cut, mark, height - cut), (width - mark, height - cut, width, height - cut)]
    canvas.lines(lines)
    canvas.showPage()
    canvas.save()
    return _reader(target.getvalue()).pages[0]
