"""A document on larger paper: every length and type size in proportion, as a copier would enlarge it."""

from dataclasses import replace

from friendly_desktop.services.documents.model import (
    Bar,
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

#: From one size of the A series to the next larger one.
A_STEP = 2**0.5


def enlarged(document: Document) -> Document:
    """The document on the next larger size of paper, with everything in it as much larger: A4 becomes A3."""
    blocks = tuple(_block(block, A_STEP) for block in document.blocks)
    return replace(document, blocks=blocks, page=_page(document.page, A_STEP))


def _page(page: Page, factor: float) -> Page:
    return replace(
        page,
        width=round(page.width * factor),
        height=round(page.height * factor),
        top=page.top * factor,
        bottom=page.bottom * factor,
        left=page.left * factor,
        right=page.right * factor,
    )


def _block(block: Block, factor: float) -> Block:
    match block:
        case Paragraph():
            return _paragraph(block, factor)
        case Space():
            return Space(block.height * factor)
        case PageBreak():
            return block
        case FillLines():
            return replace(block, size=block.size * factor)
        case Columns():
            cells = tuple(tuple(_part(part, factor) for part in stack) for stack in block.cells)
            widths = tuple(width * factor for width in block.widths)
            return replace(block, widths=widths, cells=cells, before=block.before * factor)
        case Table():
            return replace(
                block,
                widths=tuple(width * factor for width in block.widths),
                head=tuple(_row(row, factor) for row in block.head),
                rows=tuple(_row(row, factor) for row in block.rows),
                before=block.before * factor,
                after=block.after * factor,
            )
        case Bars():
            return replace(
                block,
                legend=tuple(_paragraph(one, factor) for one in block.legend),
                bars=tuple(_bar(bar, factor) for bar in block.bars),
                label_width=block.label_width * factor,
                value_width=block.value_width * factor,
                height=block.height * factor,
                before=block.before * factor,
                after=block.after * factor,
            )


def _bar(bar: Bar, factor: float) -> Bar:
    words = tuple(_paragraph(one, factor) for one in bar.words)
    return replace(bar, label=_paragraph(bar.label, factor), words=words, value=_paragraph(bar.value, factor))


def _part(part: Paragraph | Space, factor: float) -> Paragraph | Space:
    return Space(part.height * factor) if isinstance(part, Space) else _paragraph(part, factor)


def _row(row: Row, factor: float) -> Row:
    return replace(row, cells=tuple(_cell(cell, factor) for cell in row.cells))


def _cell(cell: Cell, factor: float) -> Cell:
    return replace(cell, blocks=tuple(_paragraph(block, factor) for block in cell.blocks))


def _paragraph(paragraph: Paragraph, factor: float) -> Paragraph:
    return replace(
        paragraph,
        runs=tuple(_run(run, factor) for run in paragraph.runs),
        size=paragraph.size * factor,
        first_line=paragraph.first_line * factor,
        left=paragraph.left * factor,
        before=paragraph.before * factor,
        after=paragraph.after * factor,
    )


def _run(run: Run, factor: float) -> Run:
    return run if run.size is None else replace(run, size=run.size * factor)
