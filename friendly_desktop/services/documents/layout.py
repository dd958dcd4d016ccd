"""Puts the blocks of a sheet on pages, without knowing how they are written.

What is kept together, and that no page begins or ends with a single line of a paragraph, is as in ``pdf.py``.
All lengths are points; y grows downwards from the upper edge of the text area.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from friendly_desktop.services.documents.lines import MM, LaidText, lay
from friendly_desktop.services.documents.model import (
    Align,
    Bars,
    Block,
    Columns,
    Document,
    FillLines,
    PageBreak,
    Paragraph,
    Run,
    Space,
    Table,
)

#: How far the dots of a line to be filled in stand above its end.
DOTS_RISE = 3.0
_FUZZ = 1e-6
_NUMBER_SIZE = 13  # NĐ 30/2020: 13 to 14
_MARK_SIZE = 11
_MARK_PAD = 5.0


class PlacedText(NamedTuple):
    """Lines ``first`` to ``stop`` of a paragraph; ``x`` and ``y`` are its upper left corner."""

    text: LaidText
    x: float
    y: float
    first: int
    stop: int


class PlacedDots(NamedTuple):
    """A dotted line to write on, ``y`` its height on the page."""

    x: float
    y: float
    width: float


class PlacedBox(NamedTuple):
    """The box around the mark of a draft; ``x`` and ``y`` are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


class PlacedLine(NamedTuple):
    """A thin line of a table from ``x``, ``y`` to the right or down."""

    x: float
    y: float
    right: float
    down: float


Placed = PlacedText | PlacedDots | PlacedBox | PlacedLine


@dataclass(frozen=True, slots=True)
class Layout:
    """A document on pages.

    Attributes:
        pages: what stands on each page.
        turned: the blocks (by index) that did not find room on the page they began on or should have.
        free: height left on the last page.
    """

    pages: tuple[tuple[Placed, ...], ...]
    turned: tuple[int, ...]
    free: float


@dataclass(slots=True)
class _Item:
    """A part of the story: a paragraph, columns, empty height or a dotted line; ``block`` is its index."""

    block: int
    height: float
    before: float = 0
    after: float = 0
    text: LaidText | None = None
    columns: list[tuple[float, list["_Item"]]] = field(default_factory=list)
    dots: float = 0

    @property
    def whole(self) -> float:
        return self.height + self.before + self.after

    def beginning(self) -> float:
        """The height of as much of it as must stand under its heading."""
        if self.text:
            return min(self.whole, 2 * self.text.leading + self.before)
        return self.whole


@dataclass(slots=True)
class _Group:
    """Items that stand together: wholly, or with ``room`` asked for before the first."""

    items: list[_Item]
    room: float = 0
    together: bool = False
    new_page: bool = False


class _Flow:
    """Where the next thing goes. Columns flow each on their own over the same pages."""

    def __init__(self, pages: list[list[Placed]], turned: list[int], height: float, page: int = 0) -> None:
        self.pages = pages
        self.turned = turned
        self.height = height
        self.page = page
        self.y = 0.0
        self.after = 0.0
        self.top = True

    def turn(self, block: int | None = None) -> None:
        """Go on at the top of the next page; ``block`` is what had no room."""
        self.page += 1
        if self.page == len(self.pages):
            self.pages.append([])
        if block is not None and block not in self.turned:
            self.turned.append(block)
        self.y, self.after, self.top = 0.0, 0.0, True

    def gap(self, item: _Item) -> float:
        return 0.0 if self.top else max(item.before - self.after, 0.0)

    def fits(self, height: float) -> bool:
        return self.y + height <= self.height + _FUZZ

    def moved(self, height: float, after: float = 0.0) -> None:
        self.y += height + after
        self.after, self.top = after, False

    def place(self, item: _Item, x: float) -> None:
        """Put an item on this page or the next, or on as many as it needs."""
        if item.text:
            self._place_text(item, item.text, x)
        elif item.columns:
            self._place_columns(item, x)
        elif item.dots:
            if not self.top and not self.fits(item.height):
                self.turn(item.block)
            self.pages[self.page].append(PlacedDots(x, self.y + item.height - DOTS_RISE, item.dots))
            self.moved(item.height)
        elif self.fits(item.height):
            self.moved(item.height)
        else:  # empty height at the foot of a page ends with the page
            self.moved(self.height - self.y)

    def _place_text(self, item: _Item, text: LaidText, x: float) -> None:
        first, count = 0, len(text.lines)
        while True:
            gap = self.gap(item) if not first else 0.0
            height = item.height - first * text.leading
            if self.fits(gap + height):
                self.pages[self.page].append(PlacedText(text, x, self.y + gap, first, count))
                self.moved(gap + height, item.after)
                return
            room = int((self.height - self.y - gap + _FUZZ) / text.leading)
            left = count - first
            if left <= room + 1:  # no single line alone on the next page
                room = left - 2 if left > 3 else 0
            if room < 2 and not self.top:
                self.turn(item.block)
                continue
            stop = min(first + max(room, 1), count)
            self.pages[self.page].append(PlacedText(text, x, self.y + gap, first, stop))
            if stop == count:  # higher than the page and not to be broken
                self.moved(gap + height, item.after)
                return
            first = stop
            self.turn(item.block)

    def _place_columns(self, item: _Item, x: float) -> None:
        gap = self.gap(item)
        if not self.top and not self.fits(gap + item.height):
            self.turn(item.block)
            gap = 0.0
        ends = []
        for left, stack in item.columns:
            flow = _Flow(self.pages, self.turned, self.height, self.page)
            flow.y = self.y + gap
            flow.top = flow.y <= 0
            for number, part in enumerate(stack):
                if number:
                    flow.y += part.before
                flow.after = part.before  # spaces in a stack are added, not merged
                flow.place(part, x + left)
            if stack:
                flow.y -= flow.after
            ends.append((flow.page, flow.y))
        self.page, self.y = max(ends, default=(self.page, self.y + gap))
        self.after, self.top = 0.0, False


def layout(document: Document) -> Layout:
    """The document on pages.

    Raises:
        NoGlyphError: a character cannot be drawn.
        TypeError: the document holds a table; ``pdf.py`` writes those.
    """
    page = document.page
    pages: list[list[Placed]] = [[]]
    turned: list[int] = []
    flow = _Flow(pages, turned, page.text_height * MM)
    for group in _story(document):
        if group.new_page:
            if not flow.top:
                flow.turn()
            continue
        if group.room and not flow.top and not flow.fits(min(group.room, flow.height - 1)):
            flow.turn(group.items[0].block)
        if group.together and not flow.top:
            whole = sum(item.whole for item in group.items) - group.items[0].before + flow.gap(group.items[0])
            if not flow.fits(whole) and whole <= flow.height:
                flow.turn(group.items[-1].block)
        for item in group.items:
            flow.place(item, 0.0)
    for number, page_placed in enumerate(pages, 1):
        page_placed.extend(_page_dress(document, number))
    return Layout(tuple(map(tuple, pages)), tuple(turned), max(flow.height - flow.y, 0.0))


def _page_dress(document: Document, number: int) -> list[Placed]:
    """Page number (from page 2, centred in the top margin) and the mark of a draft."""
    page, placed = document.page, list[Placed]()
    width = page.text_width * MM
    base = -page.top / 2 * MM + _NUMBER_SIZE * 0.35
    if page.numbered and number > 1:
        placed.append(_at_base(Paragraph((Run(str(number)),), _NUMBER_SIZE, Align.CENTER), width, 0.0, base))
    if document.mark:
        mark = Paragraph((Run(document.mark, bold=True),), _MARK_SIZE, Align.LEFT)
        box = lay(mark, 10 * width).lines[0].width + 2 * _MARK_PAD
        placed.append(PlacedBox(width - box, base - _MARK_SIZE - 0.5, box, _MARK_SIZE + 5))
        placed.append(_at_base(mark, 10 * width, width - box + _MARK_PAD, base))
    return placed


def _at_base(paragraph: Paragraph, width: float, x: float, base: float) -> PlacedText:
    text = lay(paragraph, width)
    return PlacedText(text, x, base - text.ascent, 0, len(text.lines))


def _story(document: Document) -> list[_Group]:
    """The items of the document, those that belong together in one group, as ``pdf.py`` does it."""
    story: list[_Group] = []
    chain: list[_Item] = []
    for index, block in enumerate(document.blocks):
        items = _items(block, index, document.page.text_width * MM)
        if isinstance(block, Paragraph) and block.keep_with_next:
            chain += items
            continue
        if chain:
            room = sum(item.whole for item in chain) + (items[0].beginning() if items else 0)
            story += [_Group([item], room if item is chain[0] else 0) for item in chain]
            chain = []
        if isinstance(block, PageBreak):
            story.append(_Group([], new_page=True))
        elif isinstance(block, Columns) and block.keep_with_previous and story and story[-1].items:
            if story[-1].items[-1].columns:
                story.append(_Group(items, together=True))
            else:
                last = story.pop()
                story.append(_Group([*last.items, *items], last.room, together=True))
        else:
            story += [_Group([item]) for item in items]
    return story + [_Group([item]) for item in chain]


def _items(block: Block, index: int, width: float) -> list[_Item]:
    if isinstance(block, Paragraph):
        return [_text_item(block, index, width)]
    if isinstance(block, Space):
        return [_Item(index, block.height * MM)]
    if isinstance(block, FillLines):
        return [_Item(index, block.size * 1.5, dots=width) for _line in range(block.count)]
    if isinstance(block, Columns):
        return [_columns_item(block, index)]
    if isinstance(block, Table | Bars):
        raise TypeError("a sheet has no tables and no bars; pdf.py writes them")
    return []


def _text_item(paragraph: Paragraph, index: int, width: float) -> _Item:
    text = lay(paragraph, width)
    return _Item(index, text.height, text.before, text.after, text)


def _columns_item(block: Columns, index: int) -> _Item:
    columns = []
    left = height = 0.0
    for width, stack in zip(block.widths, block.cells, strict=True):
        items = [
            _Item(index, part.height * MM) if isinstance(part, Space) else _text_item(part, index, width * MM)
            for part in stack
        ]
        columns.append((left, items))
        inner = sum(item.whole for item in items)
        if items:
            inner -= items[0].before + items[-1].after
        height = max(height, inner)
        left += width * MM
    return _Item(index, height, block.before, columns=columns)
