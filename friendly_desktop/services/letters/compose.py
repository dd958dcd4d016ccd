"""Makes the paper of a letter: template, values, office and signatory become one document.

The parts stand as NĐ 30/2020/NĐ-CP, Phụ lục I, orders them; letters carry no "TM." (the Chairman's own
papers). Sizes are the decree's on A4 and keep their proportions on A5. A letter too long for its sheet is
set tighter and smaller in steps; below the floor it goes on to a second page, which the writer tells.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from friendly_desktop.domain.letters import BlockStyle, LetterDraft, Template, Tone
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents import decree30
from friendly_desktop.services.documents.layout import layout
from friendly_desktop.services.documents.lines import MM, NoGlyphError
from friendly_desktop.services.documents.model import (
    FIXED_SPACE,
    Block,
    Columns,
    Document,
    Paragraph,
    Part,
    Run,
    Space,
)
from friendly_desktop.services.letters.letter_looks import (
    TIGHTEST,
    Look,
    gap_weight,
    look_of,
    page_of,
    room_shares,
)
from friendly_desktop.services.letters.letter_words import Words, block_of

#: How a letter is set: type size, distances, and the share of the sheet that must stay free. A short letter
#: of joy is set larger; one that does not fit smaller and tighter, down to the floor.
_GENEROUS = ((1.22, 1.1, 0.15), (1.1, 1.0, 0.09))
_STEPS = (
    (1.0, 1.0, 0.0), (1.0, 0.7, 0.0), (0.96, 0.6, 0.0), (0.92, 0.5, 0.0), (0.88, 0.45, 0.0), (0.84, 0.4, 0.0),
    (*TIGHTEST, 0.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, its natural distance (mm) to the one above, and its share of the room that is left over."""

    block: Block
    room: float = 0.0
    weight: float = 0.0


def compose(template: Template, draft: LetterDraft, office: Office, signatory: Signatory | None) -> Document:
    """The letter as a document for every writer.

    Args:
        template: the very version the draft was written with; not a Word file of the office.
        draft: canonical values; its sheet outranks the template's.
        office: the issuing office.
        signatory: who signs; None leaves the name to be written by hand.
    """
    with in_vietnamese():
        sheet = draft.sheet or template.sheet
        page = page_of(sheet)
        bare = Document(
            title=template.title,
            blocks=(),
            page=page,
            author=decree30.issuing_body(office).replace("\n", " "),
            frame=sheet.frame.value,
        )
        values = Words(template, draft, office, signatory, look_of(template.tone, sheet, 1.0, 1.0))
        steps = (*_GENEROUS, *_STEPS) if template.tone is Tone.JOY else _STEPS
        for size, gaps, free in steps:
            look = look_of(template.tone, sheet, size, gaps)
            placed = tuple(_placed(values, look))
            letter = replace(bare, blocks=tuple(_blocks(placed)))
            spare = _spare(letter)
            if spare is not None and spare >= free * page.text_height:
                shares = room_shares([one.weight for one in placed], spare, sheet, template.tone)
                return replace(bare, blocks=tuple(_blocks(placed, shares)))
        # It needs a second sheet whatever is done: then in its own size, which is easier to read.
        return replace(bare, blocks=tuple(_blocks(tuple(_placed(values, values.look)))))


def _placed(values: Words, look: Look) -> Iterator[_Placed]:
    """The blocks from head to signature."""
    template, draft, office, signatory = values.template, values.draft, values.office, values.signatory
    page = look.page
    yield _Placed(
        decree30.header(
            office,
            draft.date,
            page=page,
            number_line=_number_line(draft) if template.numbered else (),
            date_line=_date_line(draft, office),
            scale=look.head,
        )
    )
    words = replace(values, look=look)
    before: BlockStyle | None = None
    told = False  # a sentence of the body stood already
    for part in template.blocks:
        if not words.says(part):
            continue
        block = block_of(part, words, told=told)
        yield _Placed(block, look.gap(part.style, before), gap_weight(part.style, before))
        told = told or part.style is BlockStyle.BODY
        before = part.style
    half = page.text_width / 2
    named = bool(signatory and signatory.name)
    signed = decree30.signature(
        signatory, look.signing_room, personal=True, hint=not named, scale=look.signature
    )
    closing = Columns((half, page.text_width - half), ((), signed), keep_with_previous=True)
    yield _Placed(closing, look.gap(None, before), gap_weight(None, before))


def _blocks(placed: Sequence[_Placed], shares: Sequence[float] = ()) -> Iterator[Block]:
    """The blocks with their distances; rounded down, so that nothing is pushed off the sheet."""
    for index, one in enumerate(placed):
        room = math.floor((one.room + (shares[index] if shares else 0.0)) * 100) / 100
        if isinstance(one.block, Columns) and one.block.keep_with_previous:
            yield replace(one.block, before=math.floor(room * MM * 100) / 100)
            continue
        if room > 0:
            yield Space(room)
        yield one.block


def _spare(letter: Document) -> float | None:
    """The height (mm) left on the sheet, None when the letter needs a second one."""
    try:
        laid = layout(letter)
    except NoGlyphError:  # the writer says which character; for the distances a box is as wide
        laid = layout(replace(letter, blocks=tuple(map(_boxed, letter.blocks))))
    return laid.free / MM if len(laid.pages) == 1 and not laid.turned else None


def _boxed(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=tuple(replace(run, verbatim=True) for run in block.runs))
    if isinstance(block, Columns):
        return replace(
            block,
            cells=tuple(
                tuple(
                    replace(part, runs=tuple(replace(run, verbatim=True) for run in part.runs))
                    if isinstance(part, Paragraph)
                    else part
                    for part in stack
                )
                for stack in block.cells
            ),
        )
    return block


def _number_line(draft: LetterDraft) -> tuple[Run, ...]:
    """The number, or room to write it by hand."""
    label = Run(f"Số:{FIXED_SPACE}")
    if draft.number:
        return (label, Run(draft.number, part=Part.VALUE))
    return (label, Run("............"))


def _date_line(draft: LetterDraft, office: Office) -> tuple[Run, ...]:
    """Place and date; the numbers are values, so that stock with "ngày ... tháng ... năm" can be used."""
    said = decree30.place_and_date(replace(office, place=draft.place or office.place), draft.date)
    place, _comma, rest = said.rpartition(", ")
    words = rest.split(" ")  # ngày 05 tháng 3 năm 2026
    runs = [Run(f"{place}, ", italic=True)]
    for index, word in enumerate(words):
        part = Part.VALUE if index % 2 else Part.TEXT
        space = " " if index < len(words) - 1 else ""
        runs.append(Run(word + space, italic=True, part=part))
    return tuple(runs)
