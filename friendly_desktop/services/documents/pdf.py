"""Writes a document as PDF with ReportLab: only embedded subset fonts, the same bytes each time."""

import re
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text

from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.model import (
    Align,
    Bars,
    Block,
    Cell,
    Columns,
    Document,
    FillLines,
    Page,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
)
from friendly_desktop.services.documents.pdf_bars import bar_flowables
from friendly_desktop.services.documents.pdf_grid import Grid, GridCell, GridRow

_ALIGNMENT: dict[Align, Literal[0, 1, 2, 4]] = {
    Align.LEFT: 0,
    Align.CENTER: 1,
    Align.RIGHT: 2,
    Align.JUSTIFY: 4,
}
_RULE_WIDTH = 0.75
_RULE_ROOM = 5.0
#: Where a file name too long for its line may be broken.
_BREAKS = re.compile(r"(?<=[/_.-])")
_PADDING = (4.0, 2.0, 4.0)
_NUMBER_SIZE = 13  # NĐ 30/2020: 13 to 14


def pdf_bytes(document: Document) -> bytes:
    """The document as a PDF file.

    Raises:
        AppError: ``missing_glyph`` when a character cannot be drawn; nothing is written then.
    """
    fonts.check_glyphs(document)
    target = BytesIO()
    page = document.page
    template = BaseDocTemplate(
        target,
        pagesize=(page.width * mm, page.height * mm),
        title=fonts.drawable(document.title),
        author=fonts.drawable(document.author),
        subject="",
        creator="Chính quyền thân thiện",
        producer="Chính quyền thân thiện",
        lang="vi-VN",
        invariant=1,
        pageCompression=1,
        initialFontName=fonts.face(),
        displayDocTitle=True,
    )
    frame = Frame(
        page.left * mm,
        page.bottom * mm,
        page.text_width * mm,
        page.text_height * mm,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def dress(canvas: Canvas, _template: BaseDocTemplate) -> None:
        _draw_page_dress(canvas, document)

    template.addPageTemplates([PageTemplate(frames=[frame], onPage=dress)])
    template.build(_story(document))
    return target.getvalue()


def rule_under(paragraph: Paragraph, width: float) -> tuple[float, float]:
    """How a paragraph with a line under it stands in ``width`` points, for writers that cannot measure.

    Returns:
        The indent at both sides that makes its lines about equally long, and the length of the line.
    """
    text = _text(paragraph)
    text.wrap(width, 1e6)
    return float(text.style.leftIndent), text.rule_length()


def _draw_page_dress(canvas: Canvas, document: Document) -> None:
    """Page number (from page 2, centred in the top margin) and the mark of a draft."""
    page = document.page
    middle = (page.height - page.top / 2) * mm - _NUMBER_SIZE * 0.35
    if page.numbered and canvas.getPageNumber() > 1:
        canvas.setFont(fonts.face(), _NUMBER_SIZE)
        canvas.drawCentredString((page.left + page.text_width / 2) * mm, middle, str(canvas.getPageNumber()))
    if document.mark:
        name, size, pad = fonts.face(bold=True), 11.0, 5.0
        width = canvas.stringWidth(document.mark, name, size) + 2 * pad
        right = (page.width - page.right) * mm
        canvas.setFont(name, size)
        canvas.setLineWidth(0.8)
        canvas.rect(right - width, middle - 4.5, width, size + 5, stroke=1, fill=0)
        canvas.drawString(right - width + pad, middle, document.mark)


def _story(document: Document) -> list[Flowable]:
    """The flowables of the document, with what belongs together kept together.

    ReportLab would push a heading and the whole table after it to a new page; here a heading only asks
    for room for itself and the beginning of what follows.
    """
    width = document.page.text_width * mm
    story: list[Flowable] = []
    chain: list[Flowable] = []
    for block in document.blocks:
        flowables = _flowables(block, document.page)
        if isinstance(block, Paragraph) and block.keep_with_next:
            chain += flowables
            continue
        if chain:
            room = sum(_height(flowable, width) for flowable in chain) + _beginning(flowables[0], width)
            story += [CondPageBreak(min(room, document.page.text_height * mm - 1)), *chain]
            chain = []
        if isinstance(block, Columns) and block.keep_with_previous and story:
            if not isinstance(story[-1], Grid):
                flowables.insert(0, story.pop())
            if story and isinstance(story[-1], Grid):
                story[-1].tail = sum(_height(flowable, width) for flowable in flowables)
            flowables = [KeepTogether(flowables)]
        story.extend(flowables)
    return story + chain


def _height(flowable: Flowable, width: float) -> float:
    """The height (points) of a flowable with the space before and after it."""
    height: float = flowable.wrap(width, 1e6)[1]
    return height + float(flowable.getSpaceBefore()) + float(flowable.getSpaceAfter())


def _beginning(flowable: Flowable, width: float) -> float:
    """The height (points) of as much of a flowable as must stand under its heading."""
    if isinstance(flowable, Grid):
        return flowable.beginning()
    if isinstance(flowable, Text):
        return min(
            _height(flowable, width), 2 * float(flowable.style.leading) + float(flowable.getSpaceBefore())
        )
    return _height(flowable, width)


def _flowables(block: Block, page: Page) -> list[Flowable]:
    if isinstance(block, Paragraph):
        return [_text(block)]
    if isinstance(block, Space):
        return [Spacer(1, block.height * mm)]
    if isinstance(block, PageBreak):
        return [NewPage()]
    if isinstance(block, FillLines):
        return [_Dots(block.size, page.text_width * mm) for _index in range(block.count)]
    if isinstance(block, Bars):
        return bar_flowables(block, page.text_width * mm)
    grid = _columns(block, page) if isinstance(block, Columns) else _table(block, page)
    grid.spaceBefore = block.before
    if isinstance(block, Table):
        grid.spaceAfter = block.after
    return [grid]


def _columns(block: Columns, page: Page) -> Grid:
    cells = [GridCell([_part(part) for part in stack], index) for index, stack in enumerate(block.cells)]
    widths = [width * mm for width in block.widths]
    return Grid(widths, [], [GridRow(cells)], page.text_height * mm, ruled=False, padding=(0, 0, 0))


def _part(part: Paragraph | Space) -> Flowable:
    return Spacer(1, part.height * mm) if isinstance(part, Space) else _text(part)


def _table(block: Table, page: Page) -> Grid:
    widths = [width * mm for width in block.widths]
    head = [_row(row, widths, middle=True) for row in block.head]
    return Grid(
        widths, head, [_row(row, widths) for row in block.rows], page.text_height * mm, padding=_PADDING
    )


def _row(row: Row, widths: list[float], middle: bool = False) -> GridRow:
    cells = []
    column = 0
    for cell in row.cells:
        width = sum(widths[column : column + cell.span]) - 2 * _PADDING[0] - 0.1
        cells.append(GridCell(_cell(cell, width), column, cell.span, cell.joined, middle))
        column += cell.span
    return GridRow(cells, row.keep_with_next, row.shade)


def _cell(cell: Cell, width: float) -> list[Flowable]:
    return [_text(paragraph, width) for paragraph in cell.blocks if paragraph.text]


def _text(paragraph: Paragraph, width: float | None = None) -> "_RuledText":
    """The flowable of a paragraph; ``width`` (points) is known in cells, where file names are broken."""
    first = paragraph.runs[0] if paragraph.runs else Run("")
    style = _style(paragraph, fonts.face(first.bold, first.italic))
    if len(paragraph.runs) <= 1 and first.size is None and not first.color:
        markup = _markup(first, paragraph.size, width)
    else:
        markup = "".join(
            f'<font face="{fonts.face(run.bold, run.italic)}" size="{run.size or paragraph.size}"'
            f' color="{run.color or "#000000"}">'
            f"{_markup(run, run.size or paragraph.size, width)}</font>"
            for run in paragraph.runs
        )
    text = _RuledText(markup, style)
    text.rule = paragraph.rule
    text.rule_color = paragraph.rule_color or "#000000"
    return text


def _markup(run: Run, size: float, width: float | None) -> str:
    shown = fonts.boxed(run.text, run.bold, run.italic) if run.verbatim else fonts.drawable(run.text)
    if run.verbatim and width:
        shown = _break_names(shown, fonts.face(run.bold, run.italic), size, width)
    return escape(shown).replace("\n", "<br/>")


def _break_names(text: str, face: str, size: float, width: float) -> str:
    """The text with line feeds in words wider than the line, after a slash, hyphen, underline or dot."""

    def broken(word: str) -> str:
        lines = [""]
        for piece in _BREAKS.split(word):
            if lines[-1] and stringWidth(lines[-1] + piece, face, size) > width:
                lines.append("")
            lines[-1] += piece
        return "\n".join(lines)

    words = text.split(" ")
    return " ".join(broken(word) if stringWidth(word, face, size) > width else word for word in words)


def _style(paragraph: Paragraph, face: str) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName=face,
        bulletFontName=face,
        fontSize=paragraph.size,
        leading=paragraph.size * paragraph.line_height,
        alignment=_ALIGNMENT[paragraph.align],
        firstLineIndent=paragraph.first_line * mm,
        leftIndent=paragraph.left * mm,
        spaceBefore=paragraph.before,
        spaceAfter=paragraph.after,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )


class _RuledText(Text):
    """A paragraph that may have a thin line centred under it."""

    blPara: Any  # noqa: N815 - ReportLab's name for the broken lines
    rule = 0.0  # set after construction: ReportLab makes the halves of a broken paragraph itself
    rule_color = "#000000"

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The size with room for the line. Lines over a line under them are made about equally long."""
        if self.rule and not self.style.leftIndent:
            spare = (available_width - self._even_width(available_width)) / 2
            if spare > 1:
                self.style = self.style.clone("even", leftIndent=spare, rightIndent=spare)
        width, height = super().wrap(available_width, available_height)
        return width, height + (_RULE_ROOM if self.rule else 0)

    def _even_width(self, available_width: float) -> float:
        """The smallest width (points) that takes no more lines than the whole width."""
        count = len(self.breakLines(available_width).lines)
        if count < 2:
            return available_width
        low, high = available_width / 2, available_width
        while high - low > 2:
            middle = (low + high) / 2
            if len(self.breakLines(middle).lines) > count:
                low = middle
            else:
                high = middle
        return high

    def draw(self) -> None:
        """Draw the text and the line."""
        if not self.rule:
            super().draw()
            return
        canvas: Canvas = self.canv
        canvas.saveState()
        canvas.translate(0, _RULE_ROOM)
        super().draw()
        canvas.restoreState()
        length = self.rule_length()
        canvas.saveState()
        canvas.setLineWidth(_RULE_WIDTH)
        canvas.setStrokeColor(HexColor(self.rule_color))
        canvas.line((self.width - length) / 2, 3, (self.width + length) / 2, 3)
        canvas.restoreState()

    def rule_length(self) -> float:
        """The length (points) of the line, once the text was laid out."""
        return self.rule * self._widest()

    def _widest(self) -> float:
        """The width (points) of the longest line of the text."""
        lines = self.blPara.lines
        spare = min(line[0] if isinstance(line, tuple) else line.extraSpace for line in lines)
        return float(self.width - self.style.leftIndent - self.style.rightIndent - spare)


class _Dots(Flowable):
    """A dotted line over the whole width, as high as a line of text."""

    def __init__(self, size: float, width: float) -> None:
        super().__init__()
        self.size = size
        self.line_width = width

    def wrap(self, _available_width: float, _available_height: float) -> tuple[float, float]:
        """The width of the text and one and a half times the size."""
        return self.line_width, self.size * 1.5

    def draw(self) -> None:
        """Draw the dots on the base line."""
        self.canv.saveState()
        self.canv.setLineWidth(0.7)
        self.canv.setLineCap(1)
        self.canv.setDash(0.1, 3)
        self.canv.line(0, 3, self.line_width, 3)
        self.canv.restoreState()
