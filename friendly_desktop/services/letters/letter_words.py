"""The words of a letter's blocks: template texts filled in and dressed as paragraphs and columns."""

from dataclasses import dataclass, field, replace

from friendly_desktop import formats
from friendly_desktop.domain.letters import (
    Blank,
    BlockStyle,
    Field,
    FieldKind,
    LetterDraft,
    Template,
    TemplateBlock,
    Tone,
)
from friendly_desktop.domain.letters.fields import printed
from friendly_desktop.domain.letters.text import Piece, dressed, facts, field_ids, filled, parse
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.services.documents.lines import MM, NoGlyphError, lay, widths
from friendly_desktop.services.documents.model import (
    Align,
    Columns,
    FillLines,
    Paragraph,
    Part,
    Run,
)
from friendly_desktop.services.letters.letter_looks import Look

_CENTRED = frozenset(
    {BlockStyle.TITLE, BlockStyle.SENDER, BlockStyle.CALL, BlockStyle.NAMES, BlockStyle.WISH,
     BlockStyle.ADDRESSEE}
)  # fmt: skip
_BOLD = frozenset({BlockStyle.TITLE, BlockStyle.SENDER, BlockStyle.CALL, BlockStyle.WISH})
#: How wide (mm on A4) the dots are on which a value is written by hand.
_DOTS = {FieldKind.PERSON: 70.0, FieldKind.ADDRESS: 70.0, FieldKind.LINE: 70.0, FieldKind.TEXT: 70.0}
_SHORT_DOTS = 30.0
_MOST_DOTS = 0.6  # of the line, so that they stand beside the words before them
#: How far words that should stand on one line may be made smaller before they are broken instead.
_SMALLEST = {
    BlockStyle.TITLE: 0.75,
    BlockStyle.SENDER: 0.8,
    BlockStyle.CALL: 0.75,
    BlockStyle.NAMES: 0.68,
    BlockStyle.WISH: 0.78,
}
_SMALLEST_DETAIL = 0.84
_ENDLESS = 1e6
_PAUSES = (",", ";", ".", "-")
#: How the seed's letters call somebody while nobody has said how.
_ANYBODY = "Ông (Bà)"
_COLUMN_GAP = 6.0


@dataclass
class Words:
    """The values of one letter, asked for piece by piece."""

    template: Template
    draft: LetterDraft
    office: Office
    signatory: Signatory | None
    look: Look
    facts: dict[str, str] = field(default_factory=dict)
    fields: dict[str, Field] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.facts:
            return  # the same letter in another look
        self.facts = facts(self.office, self.signatory)
        self.facts["place"] = self.draft.place or self.office.place or self.office.name
        blank = self.is_blank_form
        self.fields = {
            one.id: replace(one, blank=Blank.DOTS) if blank else one for one in self.template.fields
        }

    @property
    def is_blank_form(self) -> bool:
        """Whether nothing that the letter needs was entered: a form to be filled in by hand, with every line."""
        values = self.draft.values
        needed = [one for one in self.template.fields if one.required] or self.template.fields
        return all(values.get(one.id, "") in ("", one.default) for one in needed)

    def says(self, part: TemplateBlock) -> bool:
        """Whether a part of the template stands in this letter."""
        return not part.when or bool(self.draft.values.get(part.when)) or self.is_blank_form

    def value(self, piece: Piece, size: float, room: float = 1000.0) -> str:
        """What is printed for a field or a fact in ``room`` millimetres; what nobody knows stays as typed."""
        if piece.field == "date":
            day = self.draft.date
            shown = formats.short_date(day) if piece.style == "short" else formats.document_date(day)
            return dressed(shown, piece.style)
        if piece.field in self.facts:
            return dressed(self.facts[piece.field], piece.style)
        one = self.fields.get(piece.field)
        if one is None:
            return f"{{{piece.field}}}"
        given = self.draft.values.get(one.id, "")
        if not given and one.blank is Blank.DOTS and one.kind is FieldKind.SALUTATION:
            return dressed(_ANYBODY, piece.style)
        if not given and one.blank is Blank.DOTS and one.kind in _WRITTEN:
            dot = widths((False, False))["."] * size
            length = min(_DOTS.get(one.kind, _SHORT_DOTS) * min(self.look.factor, 1.0), room * _MOST_DOTS)
            return "." * int(length * MM / dot)
        if piece.style in ("words", "short"):
            return printed(one, given, piece.style)
        return dressed(printed(one, given), piece.style)

    def runs(self, text: str, style: BlockStyle, size: float, room: float) -> tuple[Run, ...]:
        """A template text as runs; names stand out from the words around them."""
        names = style is BlockStyle.NAMES
        colour = self.look.colour(style)
        bold = style in _BOLD
        runs = []
        for piece, shown in filled(text, lambda piece: self.value(piece, size, room)):
            own = bool(piece.field) and bool(self.draft.values.get(piece.field))
            salutes = own and self.fields[piece.field].kind is FieldKind.SALUTATION
            strong = bold or (names and own and not salutes)
            if style is BlockStyle.ADDRESSEE:
                strong = own
            small = names and not strong and self.look.tone is not Tone.PLAIN
            runs.append(
                Run(
                    shown,
                    bold=strong,
                    size=round(size * 0.74, 1) if small else None,
                    color=colour,
                    part=Part.VALUE if own else Part.TEXT,
                )
            )
        return tuple(runs)


_WRITTEN = frozenset(
    {FieldKind.PERSON, FieldKind.ADDRESS, FieldKind.HAMLET, FieldKind.LINE, FieldKind.TEXT, FieldKind.CODE,
     FieldKind.CHOICE, FieldKind.YEAR}
)  # fmt: skip


def block_of(part: TemplateBlock, words: Words, *, told: bool) -> Paragraph | Columns | FillLines:
    """A part of the letter.

    Args:
        part: of the template.
        words: the values.
        told: whether a sentence of the body stands above; details after it begin at the left.
    """
    look = words.look
    size = look.size(part.style)
    if len(part.texts) > 1:
        return _columns(part, words, size)
    text = part.texts[0]
    if part.style is BlockStyle.BODY and _is_empty_text(text, words):
        return FillLines(2, size)
    paragraph = _paragraph(text, part.style, words, size, look.page.text_width, told=told)
    if floor := _SMALLEST.get(part.style):
        return _fitted(paragraph, look.page.text_width, floor)
    return paragraph


def _columns(part: TemplateBlock, words: Words, size: float) -> Columns:
    """Texts side by side, each in its own column, so that they never meet however long they are."""
    count = len(part.texts)
    width = words.look.page.text_width / count
    cells: list[tuple[Paragraph, ...]] = []
    smallest = size
    for text in part.texts:
        paragraph = _paragraph(text, part.style, words, size, width - _COLUMN_GAP, told=False)
        floor = _SMALLEST.get(part.style, _SMALLEST_DETAIL)
        smallest = min(smallest, _fitted(paragraph, width - _COLUMN_GAP, floor).size)
    for index, text in enumerate(part.texts):
        paragraph = _paragraph(text, part.style, words, smallest, width - _COLUMN_GAP, told=False)
        if _widest(paragraph) > width - _COLUMN_GAP:
            paragraph = _halved(paragraph, width - _COLUMN_GAP)
        cells.append((replace(paragraph, align=Align.CENTER),))
        if index < count - 1:
            cells.append(())
    gutters = [width - _COLUMN_GAP * (count - 1) / count, _COLUMN_GAP] * count
    return Columns(tuple(gutters[:-1]), tuple(cells))


def _paragraph(
    text: str, style: BlockStyle, words: Words, size: float, room: float, *, told: bool
) -> Paragraph:
    look = words.look
    runs = words.runs(text, style, size, room)
    joyful = look.tone is Tone.JOY
    centred = style in _CENTRED or (style is BlockStyle.DETAIL and (joyful or not told))
    if style is BlockStyle.BODY and joyful and _is_one_field(text):
        lone = Paragraph(runs, size, Align.CENTER, line_height=look.line_height)
        if _widest(lone) <= look.page.text_width:
            return replace(lone, runs=tuple(replace(run, bold=True, italic=True) for run in runs))
    # Words before dots that nothing can break would be torn apart in a justified line.
    ragged = style is BlockStyle.DETAIL or any("......" in run.text for run in runs)
    rule = 0.0
    if style is BlockStyle.SENDER and look.tone is not Tone.JOY:
        rule = 0.35
    return Paragraph(
        runs,
        size,
        Align.CENTER if centred else (Align.LEFT if ragged else Align.JUSTIFY),
        first_line=0.0 if centred else 12.7 * min(look.factor, 1.0),
        line_height=look.line_height if style in (BlockStyle.BODY, BlockStyle.DETAIL) else 1.2,
        rule=rule,
        keep_with_next=style in (BlockStyle.TITLE, BlockStyle.SENDER, BlockStyle.CALL),
    )


def _widest(paragraph: Paragraph) -> float:
    """The width (mm) of the longest line of a paragraph that nothing breaks."""
    try:
        laid = lay(paragraph, _ENDLESS)
    except NoGlyphError:
        laid = lay(
            replace(paragraph, runs=tuple(replace(run, verbatim=True) for run in paragraph.runs)), _ENDLESS
        )
    return max((line.width for line in laid.lines), default=0.0) / MM


def _fitted(paragraph: Paragraph, width: float, smallest: float) -> Paragraph:
    """The paragraph small enough for one line, down to a floor under which it is broken instead."""
    wide = _widest(paragraph)
    if wide <= width:
        return paragraph
    factor = width / wide
    if factor < smallest:
        factor = (1 + smallest) / 2  # it takes several lines anyway
    runs = tuple(
        replace(run, size=round(run.size * factor, 1) if run.size else None) for run in paragraph.runs
    )
    smaller = replace(paragraph, runs=runs, size=round(paragraph.size * factor - 0.05, 1))
    return smaller if factor == width / wide else _halved(smaller, width)


def _halved(paragraph: Paragraph, width: float) -> Paragraph:
    """The paragraph on two lines about as long as each other, where two are enough; best after a comma."""
    best = paragraph
    least = float("inf")
    for place, run in enumerate(paragraph.runs):
        for index, char in enumerate(run.text):
            if char != " ":
                continue
            broken = replace(run, text=f"{run.text[:index]}\n{run.text[index + 1 :]}")
            tried = replace(paragraph, runs=(*paragraph.runs[:place], broken, *paragraph.runs[place + 1 :]))
            wide = _widest(tried)
            cost = wide if run.text[index - 1 : index] in _PAUSES else wide * 1.25
            if wide <= width and cost < least:
                best, least = tried, cost
    return best


def _is_one_field(text: str) -> bool:
    pieces = parse(text)
    return sum(1 for piece in pieces if piece.field) == 1 and all(
        piece.field or not piece.text.strip("“” .") for piece in pieces
    )


def _is_empty_text(text: str, words: Words) -> bool:
    """Whether the text is one free text with nothing in it: lines to write upon."""
    if not _is_one_field(text):
        return False
    one = words.fields.get(field_ids(text)[0])
    return bool(
        one and one.kind is FieldKind.TEXT and one.blank is Blank.DOTS and not words.draft.values.get(one.id)
    )
