"""Numbered ballots as PDF: the wording of the form, a code and four marks that survive photocopying.

What is the same on every ballot is in the file once; each page adds its number and its code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import IO, TYPE_CHECKING

from friendly_desktop.domain.pages import MM_PER_INCH
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.surveys.ballot_code import NO_SURVEY, BallotCode, code_text
from friendly_desktop.domain.surveys.ballot_layout import (
    BOX_LINE,
    BOX_SIDE,
    CODE_PLACE,
    CODE_SIDE,
    FOOT,
    HEIGHT,
    MARK_SIDE,
    MARKS,
    WIDTH,
    Align,
    BallotLayout,
    BallotPage,
    Words,
    lay_out,
)
from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.qr_code import qr_runs
from friendly_desktop.services.jobs import UNWATCHED, JobContext

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_MM = 72 / MM_PER_INCH


@dataclass(frozen=True, slots=True)
class BallotRun:
    """Which ballots are printed.

    Attributes:
        foot: small words at the foot of every page: whose survey it is; "" for none.
        survey: the round of asking they belong to, or ``NO_SURVEY``.
    """

    form: SurveyForm
    first: int
    last: int
    survey: int = NO_SURVEY
    foot: str = ""


@lru_cache(maxsize=16)
def ballot_layout(form: SurveyForm) -> BallotLayout:
    """Where everything stands on a form's ballots, measured with the face that prints them.

    Raises:
        AppError: the form cannot be printed; a font is missing.
    """
    widths = {
        (bold, italic): fonts.advances(bold=bold, italic=italic)
        for bold in (False, True)
        for italic in (False, True)
    }

    def measure(text: str, bold: bool, italic: bool) -> float:
        known = widths[bold, italic]
        return sum(known.get(char, 1.0) for char in fonts.boxed(text, bold=bold, italic=italic))

    return lay_out(form, measure)


def number_text(number: int) -> str:
    """A ballot's number as it is printed: of four figures at least."""
    return f"{number:04}"


def write_ballots(run: BallotRun, stream: IO[bytes], job: JobContext = UNWATCHED) -> int:
    """Write the ballots one after the other; returns how many pages.

    Raises:
        AppError: the form cannot be printed.
    """
    from reportlab.pdfgen.canvas import Canvas

    layout = ballot_layout(run.form)
    canvas = Canvas(
        stream,
        pagesize=(WIDTH * _MM, HEIGHT * _MM),
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.face(),  # type: ignore[arg-type]  # the stubs say float
        lang="vi-VN",
    )
    canvas.setTitle(fonts.boxed(run.form.title))
    canvas.setProducer("Chính quyền thân thiện")
    for place, page in enumerate(layout.pages):
        canvas.beginForm(f"page{place}")
        _draw_page(canvas, page, run.foot)
        canvas.endForm()
    total = run.last - run.first + 1
    for done, number in enumerate(range(run.first, run.last + 1)):
        job.checkpoint()
        job.report(done, total)
        for place in range(len(layout.pages)):
            canvas.doForm(f"page{place}")
            _draw_own(canvas, layout, BallotCode(run.survey, number, place + 1, layout.seal))
            canvas.showPage()
    canvas.save()
    job.report(total, total)
    return total * len(layout.pages)


def _draw_page(canvas: "Canvas", page: BallotPage, foot: str) -> None:
    for x, y in MARKS:
        _fill(canvas, x - MARK_SIDE / 2, y - MARK_SIDE / 2, MARK_SIDE, MARK_SIDE)
    canvas.setLineCap(2)
    for stroke in page.strokes:
        canvas.setLineWidth(stroke.width * _MM)
        canvas.line(stroke.x * _MM, _up(stroke.y), stroke.to_x * _MM, _up(stroke.to_y))
    canvas.setLineWidth(BOX_LINE * _MM)
    for box in page.boxes:
        canvas.rect(box.x * _MM, _up(box.y + BOX_SIDE), BOX_SIDE * _MM, BOX_SIDE * _MM)
    for words in page.words:
        _write(canvas, words)
    if foot:
        for words in _foot(foot):
            _write(canvas, words)


def _foot(text: str) -> Iterator[Words]:
    """Whose survey it is, between the lower marks; cut by nobody: small type, one line."""
    size = 9.0
    room = (MARKS[3][0] - MARKS[2][0] - MARK_SIDE - 8) * _MM
    widths = fonts.advances(italic=True)
    whole = sum(widths.get(char, 1.0) for char in fonts.boxed(text, italic=True))
    yield Words(WIDTH / 2, FOOT, text, min(size, room / whole), italic=True, align=Align.CENTER)


def _draw_own(canvas: "Canvas", layout: BallotLayout, code: BallotCode) -> None:
    """The number and the code of one page."""
    x, y = layout.pages[code.page - 1].number_place
    number = number_text(code.number)
    _write(canvas, Words(x, y - 6.2, "Phiếu số", 10, align=Align.RIGHT))
    _write(canvas, Words(x, y, number, 15, bold=True, align=Align.RIGHT))
    side, runs = qr_runs(code_text(code))
    module = CODE_SIDE / side
    path = canvas.beginPath()
    for row, column, count in runs:
        left, top = CODE_PLACE[0] + column * module, CODE_PLACE[1] + row * module
        path.rect(left * _MM, _up(top + module), count * module * _MM, module * _MM)
    canvas.drawPath(path, stroke=0, fill=1)


def _write(canvas: "Canvas", words: Words) -> None:
    text = fonts.boxed(words.text, bold=words.bold, italic=words.italic)
    canvas.setFont(fonts.face(bold=words.bold, italic=words.italic), words.size)
    draw = {
        Align.LEFT: canvas.drawString,
        Align.CENTER: canvas.drawCentredString,
        Align.RIGHT: canvas.drawRightString,
    }[words.align]
    draw(words.x * _MM, _up(words.y), text)


def _fill(canvas: "Canvas", x: float, y: float, width: float, height: float) -> None:
    canvas.rect(x * _MM, _up(y + height), width * _MM, height * _MM, stroke=0, fill=1)


def _up(y: float) -> float:
    """PDF counts from the lower edge."""
    return (HEIGHT - y) * _MM
