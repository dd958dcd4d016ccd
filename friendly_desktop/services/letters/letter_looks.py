"""How letters look: page, sizes, colours and distances by tone and sheet.

Sizes in points are those of an A4 sheet; NĐ 30/2020 gives the head (12 to 13) and the body (14), the rest
is the custom of letters that are hung on a wall.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from friendly_desktop.domain.letters import BlockStyle, Frame, Paper, Sheet, Tone
from friendly_desktop.services.documents.model import Page

#: The floor: smaller or tighter is not set; then the letter takes a second page.
TIGHTEST = (0.8, 0.35)

_RED = "#A3161A"
_INK = "#2B1B12"
_GREY = "#3F3F3F"

_SIZES = {
    BlockStyle.TITLE: 26.0,
    BlockStyle.SENDER: 15.0,
    BlockStyle.CALL: 17.0,
    BlockStyle.NAMES: 23.0,
    BlockStyle.DETAIL: 14.5,
    BlockStyle.BODY: 14.5,
    BlockStyle.WISH: 18.0,
    BlockStyle.ADDRESSEE: 15.0,
}
_SORROW_SIZES = _SIZES | {BlockStyle.TITLE: 22.0, BlockStyle.CALL: 16.0, BlockStyle.NAMES: 18.0}
_PLAIN_SIZES = _SIZES | {
    BlockStyle.TITLE: 16.0,
    BlockStyle.SENDER: 14.0,
    BlockStyle.CALL: 14.0,
    BlockStyle.NAMES: 14.0,
    BlockStyle.DETAIL: 14.0,
    BlockStyle.BODY: 14.0,
    BlockStyle.WISH: 14.0,
    BlockStyle.ADDRESSEE: 14.0,
}
_SIZES_BY_TONE = {Tone.JOY: _SIZES, Tone.SORROW: _SORROW_SIZES, Tone.PLAIN: _PLAIN_SIZES}

#: Natural distance above a part, in millimetres on A4, after anything and after its own kind.
_GAPS = {
    BlockStyle.TITLE: (6.0, 0.0),
    BlockStyle.SENDER: (1.0, 0.0),
    BlockStyle.CALL: (3.0, 1.0),
    BlockStyle.NAMES: (2.5, 1.0),
    BlockStyle.DETAIL: (1.5, 0.8),
    BlockStyle.BODY: (3.0, 2.1),
    BlockStyle.WISH: (3.5, 1.0),
    BlockStyle.ADDRESSEE: (4.0, 0.5),
}
_SIGNATURE_GAP = 4.0

#: How the room left over is shared: after anything, and after its own kind.
_WEIGHTS = {
    BlockStyle.TITLE: (3.0, 0.0),
    BlockStyle.SENDER: (0.4, 0.0),
    BlockStyle.CALL: (1.6, 0.3),
    BlockStyle.NAMES: (1.4, 0.5),
    BlockStyle.DETAIL: (0.6, 0.25),
    BlockStyle.BODY: (1.2, 0.4),
    BlockStyle.WISH: (1.6, 0.4),
    BlockStyle.ADDRESSEE: (1.6, 0.2),
}
_SIGNATURE_WEIGHT = 2.0
_FOOT_WEIGHTS = {Tone.JOY: 1.2, Tone.SORROW: 3.0, Tone.PLAIN: 9.0}
_MOST_A_WEIGHT = 9.0  # millimetres a share of weight 1 grows to at most


@dataclass(frozen=True, slots=True)
class Look:
    """Everything the parts of one letter need to know of its look.

    Attributes:
        page: the sheet with its margins.
        tone: how the letter feels.
        factor: of the type sizes against A4.
        gaps: of the distances against their natural ones.
        head: of the sizes of the header.
        signature: of the sizes of the signature block.
        signing_room: millimetres for signature and seal.
        line_height: of running text.
    """

    page: Page
    tone: Tone
    factor: float
    gaps: float
    head: float
    signature: float
    signing_room: float
    line_height: float

    def size(self, style: BlockStyle) -> float:
        """The type size of a part in points."""
        return round(_SIZES_BY_TONE[self.tone][style] * self.factor, 1)

    def colour(self, style: BlockStyle) -> str:
        """The colour of a part, "" for black."""
        if self.tone is Tone.JOY:
            return _RED if style in (BlockStyle.TITLE, BlockStyle.CALL, BlockStyle.WISH) else ""
        if self.tone is Tone.SORROW and style is BlockStyle.SENDER:
            return _GREY
        return ""

    def gap(self, style: BlockStyle | None, before: BlockStyle | None) -> float:
        """The natural distance (mm) above a part; None is the signature."""
        gap = _SIGNATURE_GAP if style is None else _GAPS[style][style is before]
        return gap * self.gaps * (0.6 + 0.4 * self.factor)


@lru_cache(maxsize=64)
def page_of(sheet: Sheet) -> Page:
    """The sheet with its margins: NĐ 30/2020 without a frame, even ones inside a frame."""
    width, height = (210.0, 297.0) if sheet.paper is Paper.A4 else (148.0, 210.0)
    if sheet.landscape:
        width, height = height, width
    if sheet.frame is Frame.NONE:
        if sheet.paper is Paper.A4:
            return Page(width, height, 20, 20, 30, 15)
        return Page(width, height, 13, 12, 18, 12)
    if sheet.paper is Paper.A4:
        side, top, foot = (34.0, 22.0, 20.0) if sheet.landscape else (27.0, 27.0, 25.0)
    else:
        side, top, foot = (22.0, 15.0, 13.5) if sheet.landscape else (15.0, 22.5, 18.0)
    # A page number would stand in the ornament.
    return Page(width, height, top, foot, side, side, numbered=False)


@lru_cache(maxsize=256)
def look_of(tone: Tone, sheet: Sheet, size: float, gaps: float) -> Look:
    """The look of a letter at a step of tightness (1 and 1 is unhurried)."""
    page = page_of(sheet)
    a5 = sheet.paper is Paper.A5
    base = (0.78 if sheet.landscape else 0.76) if a5 else (1.04 if sheet.landscape else 1.0)
    if tone is not Tone.JOY:
        base = 0.8 if a5 else 1.0
    head = (0.86 if sheet.landscape else 0.84) if a5 else 1.0
    head = min(head, page.text_width / 138)
    factor = base * size * sheet.scale / 100
    room = (15.0 if sheet.landscape else 18.0) if a5 else 24.0
    return Look(
        page=page,
        tone=tone,
        factor=factor,
        gaps=gaps * (0.72 if a5 else 1.0),
        head=round(head, 3),
        signature=round(min(1.0, max(factor, 0.78)), 3),
        signing_room=room * (0.75 + 0.25 * gaps),
        line_height=1.15 + 0.15 * gaps,
    )


def gap_weight(style: BlockStyle | None, before: BlockStyle | None) -> float:
    """The share of the room left over that goes above a part; None is the signature."""
    return _SIGNATURE_WEIGHT if style is None else _WEIGHTS[style][style is before]


def room_shares(weights: Sequence[float], spare: float, sheet: Sheet, tone: Tone) -> list[float]:
    """The millimetres that go above each part; the rest stays at the foot."""
    total = sum(weights) + _FOOT_WEIGHTS[tone]
    most = _MOST_A_WEIGHT * (0.7 if sheet.paper is Paper.A5 else 1.0)
    unit = min(spare / total, most)
    return [weight * unit for weight in weights]
