"""The sheet that shows how far a printer prints beside the mark, read off without a ruler.

Two dashed lines stand 40 mm from the left and upper edges. The sheet is folded along one of them: the edge
of the paper then comes to lie on a scale that begins at 80 mm. Where everything is in its place it lies on
0; where the printer is a millimetre off, the scale shows the shift that brings it back.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from friendly_desktop.domain.pages import MM_PER_INCH, PageSize
from friendly_desktop.i18n import _, in_vietnamese

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / MM_PER_INCH
#: Where the sheet is folded, from the left and from the top, in millimetres.
FOLD = 40.0
#: Where the folded edge comes to lie, and how far the scales reach to both sides, in millimetres.
EDGE, REACH = 2 * FOLD, 10
#: Corners of the crosses, from the left and from the top, as shares of the sheet.
_CROSSES = ((0.85, 0.1), (0.85, 0.9), (0.5, 0.9))
_CHECK = 100  # millimetres of the line that tells whether the printer changes the size


def calibration_pdf(size: PageSize) -> bytes:
    """The sheet for one size of paper, as a PDF.

    Args:
        size: the sheet; at least as large as A5.
    """
    from reportlab.pdfgen.canvas import Canvas

    from friendly_desktop.services.documents import fonts

    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(size.width * MM, size.height * MM),
        invariant=1,
        initialFontName=fonts.face(),  # type: ignore[arg-type]  # the stubs say float
        lang="vi-VN",
    )
    with in_vietnamese():
        canvas.setTitle(_("Tờ căn chỉnh máy in"))
        canvas.setProducer("Chính quyền thân thiện")
        # From here on millimetres from the upper left corner; texts are turned back in _write.
        canvas.translate(0, size.height * MM)
        canvas.scale(MM, -MM)
        _draw_folds(canvas, size)
        _draw_scale(canvas, across=True, at=54)
        _draw_scale(canvas, across=False, at=106)
        for x, y in _CROSSES:
            _draw_cross(canvas, round(size.width * x), round(size.height * y))
        _draw_words(canvas, size)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_folds(canvas: "Canvas", size: PageSize) -> None:
    canvas.setLineWidth(0.2)
    canvas.setDash(2, 1.5)
    canvas.line(FOLD, 0, FOLD, size.height)
    canvas.line(0, FOLD, size.width, FOLD)
    canvas.setDash()


def _draw_scale(canvas: "Canvas", *, across: bool, at: float) -> None:
    """A scale of half millimetres around the place of the folded edge; its figures are the shift to type."""
    for half in range(-2 * REACH, 2 * REACH + 1):
        place = EDGE + half / 2
        length = 6.0 if half % 10 == 0 else 4.5 if half % 2 == 0 else 2.5
        canvas.setLineWidth(0.3 if half == 0 else 0.12)
        if across:
            canvas.line(place, at, place, at + length)
        else:
            canvas.line(at, place, at + length, place)
        if half % 10 == 0:
            # Printed too far to the right, the edge lies further along the scale: the way back is the minus.
            words = f"{-half // 2:+d}".replace("+0", "0")
            if across:
                _write(canvas, place, at + length + 3.2, words, 8, centred=True)
            else:
                _write(canvas, at + length + 1.2, place + 1, words, 8)


def _draw_cross(canvas: "Canvas", x: float, y: float) -> None:
    canvas.setLineWidth(0.15)
    canvas.line(x - 5, y, x + 5, y)
    canvas.line(x, y - 5, x, y + 5)
    _write(canvas, x + 1, y - 1.2, f"{x} × {y}", 7)


def _draw_words(canvas: "Canvas", size: PageSize) -> None:
    left, top = FOLD + 4, FOLD - 22.0
    _write(canvas, left, top, _("Tờ căn chỉnh máy in"), 14, bold=True)
    _write(
        canvas,
        left,
        top + 7,
        _("Khổ giấy {width} × {height} mm, in đúng cỡ.").format(
            width=round(size.width), height=round(size.height)
        ),
        9,
    )
    _write(canvas, left, 51, _("1. Sang phải"), 9, bold=True)
    _write(canvas, 98, 67, _("2. Xuống dưới"), 9, bold=True)
    lines = (
        _("1. Gấp mép trái theo đường đứt dọc; đọc số ở thước ngang nơi mép giấy chạm tới."),
        _("2. Gấp mép trên theo đường đứt ngang; đọc số ở thước dọc nơi mép giấy chạm tới."),
        _("3. Gõ hai số đó vào «Sang phải» và «Xuống dưới» trong hộp thoại in."),
        _("4. Đoạn thẳng dưới đây phải dài đúng {length} mm.").format(length=_CHECK),
    )
    below = 101.0
    for line in lines:
        below = _write_wrapped(canvas, (left, below), line, 9, size.width - left - 8)
    check = min(below + 3, size.height - 8)
    canvas.setLineWidth(0.3)
    canvas.line(left, check, left + _CHECK, check)
    for end in (left, left + _CHECK):
        canvas.line(end, check - 2, end, check + 2)


def _write_wrapped(canvas: "Canvas", at: tuple[float, float], text: str, size: float, width: float) -> float:
    """Write words in lines no wider than ``width``; returns where the next line begins."""
    from reportlab.lib.utils import simpleSplit

    from friendly_desktop.services.documents import fonts

    x, y = at
    for line in simpleSplit(text, fonts.face(), size, width * MM):
        _write(canvas, x, y, line, size)
        y += size * 0.45
    return y + 0.8


def _write(
    canvas: "Canvas", x: float, y: float, text: str, size: float, *, centred: bool = False, bold: bool = False
) -> None:
    """Write words whose base line begins at ``x``, ``y``; ``size`` is in points."""
    from friendly_desktop.services.documents import fonts

    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(1 / MM, -1 / MM)
    canvas.setFont(fonts.face(bold=bold), size)
    if centred:
        canvas.drawCentredString(0, 0, text)
    else:
        canvas.drawString(0, 0, text)
    canvas.restoreState()
