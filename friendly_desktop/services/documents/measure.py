"""How much room words take in the shipped faces, for papers that are balanced before they are written.

The same widths and line breaks as the PDF writers, without making flowables.
"""

from functools import cache, lru_cache
from typing import Any

from friendly_desktop.services.documents import fonts
from friendly_desktop.services.documents.model import Columns, FillLines, Paragraph, Run, Space

POINT = 25.4 / 72  # millimetres
RULE_ROOM = 5.0  # points under a paragraph that has a line under it

Stack = tuple[Paragraph | Space, ...]


@cache
def _advances(bold: bool, italic: bool) -> dict[int, float]:
    from reportlab.pdfbase.pdfmetrics import getFont

    font: Any = getFont(fonts.face(bold, italic))
    return {code: width / 1000 for code, width in font.face.charWidths.items()}


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """The width of one line of text in millimetres."""
    known = _advances(bold, italic)
    return sum(known.get(ord(char), 0.5) for char in text) * size * POINT


def widest_line(paragraph: Paragraph) -> float:
    """The width (mm) of the longest line of a paragraph that nothing breaks."""
    return max((sum(width for width, _space in line) for line in _words(paragraph)), default=0.0)


def line_count(paragraph: Paragraph, width: float) -> int:
    """How many lines a paragraph takes in ``width`` millimetres."""
    count = 0
    room = width - paragraph.left - paragraph.first_line
    for line in _words(paragraph):
        count += 1
        used = 0.0
        pending = 0.0
        for word, is_space in line:
            if is_space:
                pending += word
                continue
            if used and used + pending + word > room + 0.01:
                count += 1
                used = pending = 0.0
                room = width - paragraph.left
            used += pending + word
            pending = 0.0
            while used > room + 0.01:  # a word wider than the line is broken in it
                count += 1
                used -= room
                room = width - paragraph.left
        room = width - paragraph.left
    return max(count, 1)


def height(block: Paragraph | Space | Columns | FillLines, width: float) -> float:
    """The height (mm) of a block in ``width`` millimetres, with the space before and after it."""
    if isinstance(block, Space):
        return block.height
    if isinstance(block, FillLines):
        return block.count * block.size * 1.5 * POINT
    if isinstance(block, Columns):
        stacks = zip(block.cells, block.widths, strict=True)
        return block.before * POINT + max((stack_height(cell, room) for cell, room in stacks), default=0)
    lines = line_count(paragraph=block, width=width)
    points = block.before + block.after + lines * _size(block) * block.line_height
    return (points + (RULE_ROOM if block.rule else 0)) * POINT


def stack_height(stack: Stack, width: float) -> float:
    """The height (mm) of blocks one below the other."""
    return sum(height(block, width) for block in stack)


def _size(paragraph: Paragraph) -> float:
    return max((run.size or paragraph.size for run in paragraph.runs), default=paragraph.size)


def _words(paragraph: Paragraph) -> list[list[tuple[float, bool]]]:
    """The widths of words and of the spaces between them, line feed by line feed."""
    lines: list[list[tuple[float, bool]]] = [[]]
    glued = False  # the last word goes on in the next run
    for run in paragraph.runs:
        for index, part in enumerate(fonts.drawable(run.text).split("\n")):
            if index:
                lines.append([])
                glued = False
            glued = _add(lines[-1], part, run, run.size or paragraph.size, glued)
    return lines


def _add(line: list[tuple[float, bool]], part: str, run: Run, size: float, glued: bool) -> bool:
    space = text_width(" ", size, run.bold, run.italic)
    for index, word in enumerate(part.split(" ")):
        if index:
            line.append((space, True))
            glued = False
        if not word:
            continue
        width = text_width(word, size, run.bold, run.italic)
        if glued and line:
            line[-1] = (line[-1][0] + width, False)
        else:
            line.append((width, False))
        glued = True
    return glued
