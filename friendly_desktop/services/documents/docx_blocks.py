"""The blocks of a document as WordprocessingML (ECMA-376, part 1, chapter 17).

The order of the elements inside a property list is that of the standard: Word refuses a file where it is
not kept.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from friendly_desktop.domain.text import nfc
from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.docx_styles import SINGLE, Look, Styles, points, twips
from friendly_desktop.services.documents.model import (
    Align,
    Bars,
    Block,
    Cell,
    Columns,
    Page,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
)

#: What XML 1.0 cannot hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: Padding of a table cell in points: at the sides, at the top, at the bottom; as in the PDF.
_SIDE, _TOP, _BOTTOM = 4.0, 2.0, 4.0
_RULE_ABOVE, _RULE_BELOW = 2.0, 2.25
_SMALLEST = 1.0
#: What is taken from the empty height of a page: so many millimetres, at most this share of it.
_GIVEN_UP, _GIVEN_UP_SHARE = 5.0, 0.25
#: Room (points) for a line to be a little longer where another program measures it.
_SLACK = 4.0
#: A row with more lines than this may be broken between pages.
_TALL_LINES = 8


def xml_text(text: str) -> str:
    """The text as XML in NFC, without characters that XML cannot hold."""
    return escape(_FORBIDDEN.sub(" ", nfc(text)), {'"': "&quot;"})


@dataclass(frozen=True, slots=True)
class Flow:
    """What a paragraph does at the end of a page."""

    keep: bool = False
    break_before: bool = False


class BlockWriter:
    """Writes blocks one after the other and collects the styles they need."""

    def __init__(self, page: Page) -> None:
        self.styles = Styles()
        self._width = page.text_width
        self._after = 0.0
        self._first = True
        self._break = False
        self._table_before = False

    def body(self, blocks: Sequence[Block]) -> str:
        """All the blocks of the document."""
        blocks = _loosened(blocks)
        kept = [_keeps_next(block, after) for block, after in pairwise([*blocks, None]) if block]
        written = [self._block(block, keep) for block, keep in zip(blocks, kept, strict=True)]
        if self._table_before or not blocks or self._break:
            written.append(self._gap(0, Flow()))  # Word wants a paragraph at the end
        return "".join(written)

    def _block(self, block: Block, keep: bool) -> str:
        if isinstance(block, Bars):
            block = block.table(self._width)
        if isinstance(block, PageBreak):
            self._break, self._after = True, 0.0
            return ""
        if isinstance(block, Columns | Table):
            return self._placed_table(block, keep)
        flow = Flow(keep, self._break)
        if isinstance(block, Paragraph):
            before = 0.0 if self._first or self._break else max(block.before - self._after, 0.0)
            text = self._paragraph(block, twips(self._width) / 20, flow, before, block.after)
            self._settle(block.after)
            return text
        self._settle(0)
        if isinstance(block, Space):
            return _empty(block.height * 72 / 25.4, flow)
        return "".join(
            _dots(
                block.size,
                self._width,
                Flow(keep or index + 1 < block.count, flow.break_before and not index),
            )
            for index in range(block.count)
        )

    def _settle(self, after: float, table: bool = False) -> None:
        self._after, self._first, self._break, self._table_before = after, False, False, table

    def _gap(self, height: float, flow: Flow) -> str:
        self._settle(0)
        return _empty(max(height, _SMALLEST), flow)

    def _placed_table(self, block: Columns | Table, keep: bool) -> str:
        """A table with the room before and after it, which a table itself cannot have in Word."""
        before = 0.0 if self._first or self._break else max(block.before - self._after, 0.0)
        gap = ""
        if before or self._table_before or self._break:
            gap = self._gap(before, Flow(True, self._break))
        table = self._columns(block, keep) if isinstance(block, Columns) else self._table(block, keep)
        self._settle(0, table=True)
        if isinstance(block, Table) and block.after:
            table += self._gap(block.after, Flow(keep))
        return gap + table

    # Paragraphs

    def _paragraph(
        self, block: Paragraph, width: float, flow: Flow, before: float, after: float, *, cell: bool = False
    ) -> str:
        """A paragraph in ``width`` points. A justified one is parted at its line feeds: Word would stretch
        the line before a break.
        """
        if block.rule:
            return self._ruled(block, width, flow, before, after)
        parts = _lines(block.runs) if block.align is Align.JUSTIFY and "\n" in block.text else [block.runs]
        look = Look.of(block)
        written = []
        for index, runs in enumerate(parts):
            first, last = index == 0, index + 1 == len(parts)
            spacing = _spacing(look, before if first else 0, after if last else 0)
            indent = '<w:ind w:firstLine="0"/>' if not first and look.first_line else ""
            placed = Flow(flow.keep, flow.break_before and first)
            written.append(self._one(look, runs, placed, spacing + indent, keep_lines=not cell and flow.keep))
        return "".join(written)

    def _ruled(self, block: Paragraph, width: float, flow: Flow, before: float, after: float) -> str:
        """A paragraph and the line under it: the upper border of a paragraph as wide as the line."""
        from friendly_desktop.services.documents.pdf import rule_under

        look = Look.of(block)
        even, length = rule_under(block, width)
        spacing = _spacing(look, before, 0)
        if even > _SLACK:
            side = points(even - _SLACK)
            spacing += f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>'
        text = self._one(look, block.runs, Flow(True, flow.break_before), spacing, keep_lines=True)
        side = points((width - length) / 2)
        color = block.rule_color.lstrip("#") or "auto"
        return text + (
            f'<w:p><w:pPr><w:pStyle w:val="Khoangtrong"/>{"<w:keepNext/>" if flow.keep else ""}'
            f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="{color}"/></w:pBdr>'
            f'<w:spacing w:before="{points(_RULE_ABOVE)}" w:after="{points(after)}" '
            f'w:line="{points(_RULE_BELOW)}" w:lineRule="exact"/>'
            f'<w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
        )

    def _one(
        self, look: Look, runs: Iterable[Run], flow: Flow, properties: str, *, keep_lines: bool = False
    ) -> str:
        style = self.styles.id_of(look)
        kept = ("<w:keepNext/>" if flow.keep else "") + ("<w:keepLines/>" if keep_lines else "")
        kept += "<w:pageBreakBefore/>" if flow.break_before else ""
        words = "".join(_run(look, run) for run in runs if run.text)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{properties}</w:pPr>{words}</w:p>'

    # Tables

    def _columns(self, block: Columns, keep: bool) -> str:
        """Stacks side by side: a table without lines whose one row is never broken."""
        cells = []
        for width, stack in zip(block.widths, block.cells, strict=True):
            content = self._stack(stack, twips(width) / 20, keep)
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{content}</w:tc>')
        row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"
        return _tbl(block.widths, "", (0, 0, 0), row)

    def _table(self, block: Table, keep: bool) -> str:
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        rows = [*block.head, *block.rows]
        written = []
        for index, row in enumerate(rows):
            below = rows[index + 1] if index + 1 < len(rows) else None
            is_head = index < len(block.head)
            kept = row.keep_with_next or is_head or (keep and below is None)
            written.append(self._row(row, block.widths, below, head=is_head, keep=kept))
        return _tbl(
            block.widths, f"<w:tblBorders>{borders}</w:tblBorders>", (_SIDE, _TOP, _BOTTOM), "".join(written)
        )

    def _row(self, row: Row, widths: Sequence[float], below: Row | None, *, head: bool, keep: bool) -> str:
        joined_below = _joined_cells(below)
        cells, column, lines = [], 0, 0.0
        for cell in row.cells:
            wide = sum(widths[column : column + cell.span])
            room = wide * 72 / 25.4 - 2 * _SIDE
            lines = max(lines, sum(_line_count(paragraph, room) for paragraph in cell.blocks))
            properties = f'<w:tcW w:w="{twips(wide)}" w:type="dxa"/>'
            properties += f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
            properties += _joining(cell, joined_below.get(column))
            if row.shade:
                grey = f"{round(255 * (1 - row.shade)):02X}" * 3
                properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{grey}"/>'
            properties += '<w:vAlign w:val="center"/>' if head else ""
            content = self._stack([part for part in cell.blocks if part.text], room, keep)
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
            column += cell.span
        whole = "<w:cantSplit/>" if head or lines <= _TALL_LINES else ""
        properties = whole + ("<w:tblHeader/>" if head else "")
        return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"

    def _stack(self, stack: Sequence[Paragraph | Space], width: float, keep: bool) -> str:
        """The content of a cell: no room above its first paragraph nor below its last one."""
        written = []
        for index, part in enumerate(stack):
            if isinstance(part, Space):
                written.append(_empty(part.height * 72 / 25.4, Flow(keep)))
                continue
            before = part.before if index else 0
            after = part.after if index + 1 < len(stack) else 0
            written.append(self._paragraph(part, width, Flow(keep), before, after, cell=True))
        return "".join(written) or _empty(_SMALLEST, Flow(keep))


def _loosened(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with a little less empty height between them.

    A letter is set to fill its page exactly; another program, which measures a hair more, would put the
    end of it on a second page.
    """
    total = sum(block.height for block in blocks if isinstance(block, Space))
    kept = 1 - min(_GIVEN_UP / total, _GIVEN_UP_SHARE) if total else 1
    return [Space(block.height * kept) if isinstance(block, Space) else block for block in blocks]


def _keeps_next(block: Block, following: Block | None) -> bool:
    """Whether a block must stand on one page with the beginning of the next one."""
    if following is None or isinstance(following, PageBreak):
        return False
    if isinstance(following, Columns) and following.keep_with_previous:
        return True
    return isinstance(block, Paragraph) and block.keep_with_next


#: A line may break before a dotted line to write on: by Unicode's rules no word and full stop are ever parted.
_BEFORE_DOTS = re.compile(r"(?:^|(?<= ))(?=\.{4})")


def _lines(runs: Sequence[Run]) -> list[tuple[Run, ...]]:
    """The runs of each line between line feeds."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for index, text in enumerate(run.text.split("\n")):
            if index:
                lines.append([])
            lines[-1].append(Run(text, run.bold, run.italic, run.size, run.verbatim, run.color, run.part))
    return [tuple(line) for line in lines]


def _run(look: Look, run: Run) -> str:
    pieces = []
    for index, line in enumerate(run.text.split("\n")):
        if index:
            pieces.append("<w:br/>")
        for place, text in enumerate(line.split("\t")):
            if place:
                pieces.append("<w:tab/>")
            if text:
                written = xml_text(_BEFORE_DOTS.sub("\u200b", text))
                pieces.append(f'<w:t xml:space="preserve">{written}</w:t>')
    return f"<w:r>{look.run_properties(run)}{''.join(pieces)}</w:r>"


def _spacing(look: Look, before: float, after: float) -> str:
    """The spaces that differ from those of the style."""
    changed = f' w:before="{points(before)}"' if before != look.before else ""
    changed += f' w:after="{points(after)}"' if after != look.after else ""
    return f"<w:spacing{changed}/>" if changed else ""


def _empty(height: float, flow: Flow) -> str:
    """An empty paragraph of exactly ``height`` points."""
    kept = ("<w:keepNext/>" if flow.keep else "") + ("<w:pageBreakBefore/>" if flow.break_before else "")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Khoangtrong"/>{kept}'
        f'<w:spacing w:line="{max(points(height), 20)}" w:lineRule="exact"/></w:pPr></w:p>'
    )


def _dots(size: float, width: float, flow: Flow) -> str:
    """A dotted line over the whole width, one and a half times the size high: a tab with a leader."""
    half = round(size * 2)
    kept = ("<w:keepNext/>" if flow.keep else "") + ("<w:pageBreakBefore/>" if flow.break_before else "")
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Dongcham"/>{kept}<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{twips(width)}"/></w:tabs>'
        f'<w:spacing w:before="{points(size * (1.5 - SINGLE))}"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr><w:tab/></w:r></w:p>'
    )


def _joined_cells(row: Row | None) -> dict[int, Cell]:
    """The cells of a row that have no line above them, by their first columns."""
    found, column = {}, 0
    for cell in row.cells if row else ():
        if cell.joined:
            found[column] = cell
        column += cell.span
    return found


def _joining(cell: Cell, below: Cell | None) -> str:
    """How a cell is one with its neighbours: merged with an empty one, without a line to a written one."""
    if cell.joined and not cell.text:
        return "<w:vMerge/>"
    properties = '<w:vMerge w:val="restart"/>' if below and not below.text else ""
    sides = '<w:top w:val="nil"/>' if cell.joined else ""
    sides += '<w:bottom w:val="nil"/>' if below and below.text else ""
    return properties + (f"<w:tcBorders>{sides}</w:tcBorders>" if sides else "")


def _line_count(paragraph: Paragraph, width: float) -> float:
    """About how many lines a paragraph takes in ``width`` points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    face = fonts.face()
    return sum(
        1 + stringWidth(fonts.drawable(line), face, paragraph.size) // width
        for line in paragraph.text.split("\n")
    )


def _tbl(widths: Sequence[float], borders: str, padding: tuple[float, float, float], rows: str) -> str:
    side, top, bottom = (points(value) for value in padding)
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips(width) for width in widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{bottom}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
