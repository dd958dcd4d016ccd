"""Makes the paper of a letter: template, values, office and signatory become one document.

The parts stand as NĐ 30/2020/NĐ-CP, Phụ lục I, orders them; letters carry no "TM." (the Chairman's own
papers). Sizes are the decree's on A4 and keep their proportions on A5. A letter too long for its sheet is
set tighter and smaller in steps; below the floor it goes on to a second page, which the writer tells.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from friendly_desktop.domain.letter_text import facts
from friendly_desktop.domain.letters import BlockStyle, LetterDraft, Sheet, Template
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents import decree30, measure
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

#: How a letter is set when it does not fit: type size and distances, in steps down to the floor.
_STEPS = ((1.0, 1.0), (1.0, 0.7), (0.96, 0.6), (0.92, 0.5), (0.88, 0.45), (0.84, 0.4), TIGHTEST)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block with its share of the room that is left over."""

    block: Block
    weight: float
    room: float = 0.0  # natural distance (mm) above it


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
        placed: list[_Placed] = []
        for size, gaps in _STEPS:
            look = look_of(template.tone, sheet, size, gaps)
            placed = list(_placed(template, draft, office, signatory, look))
            spare = page.text_height - sum(
                one.room + measure.height(one.block, page.text_width)
                for one in placed
                if not isinstance(one.block, _NOT_MEASURED)
            )
            if spare >= 0:
                break
        return Document(
            title=template.title,
            blocks=tuple(_spread(placed, max(spare, 0.0), sheet, template)),
            page=page,
            author=decree30.issuing_body(office).replace("\n", " "),
            frame=sheet.frame.value,
        )


_NOT_MEASURED = ()


def _placed(
    template: Template, draft: LetterDraft, office: Office, signatory: Signatory | None, look: Look
) -> Iterator[_Placed]:
    """The blocks from head to signature, each with its natural distance and its share of spare room."""
    page = look.page
    yield _Placed(
        decree30.header(
            office,
            draft.date,
            page=page,
            number_line=_number_line(draft) if template.numbered else (),
            date_line=_date_line(draft, office),
            scale=look.head,
        ),
        0,
    )
    words = Words(template, draft, office, signatory, look)
    before: BlockStyle | None = None
    told = False  # a sentence of the body stood already
    for part in template.blocks:
        if part.when and not draft.values.get(part.when):
            continue
        block = block_of(part, words, told=told)
        yield _Placed(block, gap_weight(part.style, before), look.gap(part.style, before))
        told = told or part.style is BlockStyle.BODY
        before = part.style
    half = page.text_width / 2
    named = bool(signatory and signatory.name)
    signed = decree30.signature(
        signatory, look.signing_room, personal=True, hint=not named, scale=look.signature
    )
    yield _Placed(
        Columns((half, page.text_width - half), ((), signed), keep_with_previous=True),
        gap_weight(None, before),
        look.gap(None, before),
    )


def _spread(placed: list[_Placed], spare: float, sheet: Sheet, template: Template) -> Iterator[Block]:
    """The blocks with the spare room shared out, so that a short letter stands balanced on its sheet."""
    shares = room_shares([one.weight for one in placed], spare, sheet, template.tone)
    for one, share in zip(placed, shares, strict=True):
        room = round(one.room + share, 2)
        if room > 0:
            yield Space(room)
        yield one.block


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
        space = FIXED_SPACE if index % 2 == 0 else " "
        runs.append(Run(word + (space if index < len(words) - 1 else ""), italic=True, part=part))
    return tuple(runs)


def paragraphs_of(document: Document) -> Iterator[Paragraph]:
    """Every paragraph of a letter in reading order, for whoever looks into it."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Columns):
            for stack in block.cells:
                yield from (part for part in stack if isinstance(part, Paragraph))


__all__ = ["compose", "facts", "paragraphs_of"]
