"""Makes the paper of a form: template, values, office and signatory become one document for every writer.

The parts stand as NĐ 30/2020/NĐ-CP, Phụ lục I, orders them; what was typed is printed as the office wrote it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from friendly_desktop.domain.cases import CaseKind, CasePaper, PaperState
from friendly_desktop.domain.cases.forms import (
    CaseFormTemplate,
    FormBlock,
    FormDraft,
    FormSigner,
    FormStyle,
    Signing,
    number_line,
)
from friendly_desktop.domain.letters import Blank, FieldKind
from friendly_desktop.domain.letters.fields import printed
from friendly_desktop.domain.letters.text import Piece, dressed, facts, field_ids, filled
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.formats import document_date
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    FIXED_SPACE,
    Align,
    Block,
    Cell,
    Columns,
    Document,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
    paragraph,
)

_ROOM = FIXED_SPACE * 8
_DOTS = "." * 6
_LONG_DOTS = " ".join(["." * 40] * 3)
_LINES_OF_A_STORY = 4
_SIGNING_ROOM = 24.0
_ROOM_OF_MANY = 17.0  # where more than two sign, so that they stay on one page
_EMPTY_ROWS = 4
_SIR = "ông (bà) "
#: A code, an organisation and whoever has a form of address already are not called "ông (bà)".
_NO_SIR = re.compile(
    "(người|ông|bà|anh|chị|cụ|hộ|tập thể|công ty|doanh nghiệp|hợp tác xã|cơ quan|tổ chức|hội|trường|ban|chi hội)\\b",
    re.IGNORECASE,
)
_PAPER_HEADS = ("STT", "Tên thông tin, tài liệu, bằng chứng", "Số trang", "Tình trạng")
_PAPER_WIDTHS = (12.0, 90.0, 18.0, 45.0)
_STATES: Mapping[PaperState, str] = {
    PaperState.ORIGINAL: "Bản chính",
    PaperState.COPY: "Bản phô tô",
    PaperState.CERTIFIED: "Bản sao công chứng, chứng thực",
}


@dataclass(frozen=True, slots=True)
class FormPaper:
    """What a form is made from, and what can be made of it. ``kind`` of its case, None for a meeting."""

    template: CaseFormTemplate
    draft: FormDraft
    office: Office
    signatory: Signatory | None = None
    kind: CaseKind | None = None

    def document(self) -> Document:
        """The form as blocks, in Vietnamese whatever the screen speaks."""
        with in_vietnamese():
            return Document(
                title=self.template.title,
                blocks=tuple(_Composer(self).blocks()),
                author=outline.committee(self.office),
            )

    def recipients(self) -> tuple[str, ...]:
        """The lines of "Nơi nhận" that the template proposes; those whose field is empty are left out."""
        composer = _Composer(self)
        return tuple(
            _capital(composer.words(text))
            for text in self.template.recipients
            if all(composer.facts.get(one) or self.draft.values.get(one) for one in field_ids(text))
        )


class _Composer:
    """Puts one form together."""

    def __init__(self, paper: FormPaper) -> None:
        self.template = paper.template
        self.draft = paper.draft
        self.office = replace(paper.office, place=paper.draft.place or paper.office.place)
        self.signatory = paper.signatory
        self.kind = paper.kind
        self.facts = {
            **facts(paper.office, paper.signatory),
            "date": document_date(paper.draft.date),
            "place": self.office.place or self.office.name,
        }

    def words(self, text: str) -> str:
        """A text with its fields filled in."""
        return "".join(run.text for run in self._runs(text))

    def blocks(self) -> Iterator[Block]:
        """From the head to the signatures."""
        template = self.template
        yield self._header()
        if template.heading:
            yield from self._title()
        if template.addressee:
            room = 6 if template.heading else 16  # a letter of the office has no title between
            yield replace(_addressee(self._runs(template.addressee)), before=room)
        for block in template.blocks:
            if self._says(block):
                yield from self._block(block)
        yield from self._closing()

    def _header(self) -> Columns:
        draft, template = self.draft, self.template
        line = number_line(template, draft.number, self.office.symbol, _ROOM).replace(
            ": ", f":{FIXED_SPACE}", 1
        )
        runs: tuple[Run, ...] = (Run(line),) if line else ()
        if template.subject and not template.heading:  # a letter of the office: "V/v ..." under its number
            runs = (Run(f"{line}\n"), *(replace(run, size=12) for run in self._runs(template.subject)))
        return decree30.header(self.office, draft.date, number_line=runs)

    def _title(self) -> Iterator[Block]:
        subject = self._runs(self.template.subject) if self.template.subject else ()
        yield paragraph(
            self.template.heading, bold=True, size=14, align=Align.CENTER, before=16,
            after=0 if subject else 10, keep_with_next=True,
        )  # fmt: skip
        if subject:
            bold = tuple(replace(run, bold=True) for run in subject)
            yield paragraph(bold, size=14, align=Align.CENTER, after=8, rule=0.35, keep_with_next=True)

    def _says(self, block: FormBlock) -> bool:
        if block.kinds and self.kind is not None and self.kind not in block.kinds:
            return False
        values = self.draft.values
        return not (block.when and not values.get(block.when)) and not (
            block.unless and values.get(block.unless)
        )

    def _block(self, block: FormBlock) -> Iterator[Block]:
        match block.style:
            case FormStyle.PAPERS:
                yield _paper_table(self.draft.papers)
            case FormStyle.ROWS:
                yield self._row_table(block)
            case FormStyle.LINES:
                yield decree30.fill_lines(block.count)
            case FormStyle.AUTHORITY | FormStyle.DECIDES:
                bold = tuple(replace(run, bold=True) for run in self._runs(block.text))
                yield paragraph(bold, align=Align.CENTER, before=6, after=8, keep_with_next=True)
            case FormStyle.HEADING:
                bold = tuple(replace(run, bold=True) for run in self._runs(block.text))
                yield replace(decree30.section_heading(""), runs=bold)
            case FormStyle.GROUNDS:
                italic = tuple(replace(run, italic=True) for run in self._runs(block.text))
                yield from _body(italic)
            case FormStyle.ARTICLE:
                yield from _body(_named_in_bold(self._runs(block.text)))
            case _ if self._is_empty_story(block):
                yield decree30.fill_lines(_LINES_OF_A_STORY)
            case _:
                yield from _body(self._runs(block.text))

    def _is_empty_story(self, block: FormBlock) -> bool:
        """Whether a block is free text alone and nothing was entered: whole lines to write upon."""
        return block.text.startswith("{") and any(
            block.text == f"{{{one.id}}}" and one.field.kind is FieldKind.TEXT
            for one in self.template.fields
            if not self.draft.values.get(one.id)
        )

    def _runs(self, text: str) -> tuple[Run, ...]:
        runs: list[Run] = []
        for piece, shown in filled(text, self._value):
            if runs and piece.field == "person" and _NO_SIR.match(shown):
                runs[-1] = replace(runs[-1], text=runs[-1].text.removesuffix(_SIR))
            elif runs and runs[-1].verbatim and shown.startswith((".", ";")):
                runs[-1] = replace(runs[-1], text=_unended(runs[-1].text))
            runs.append(Run(shown, verbatim=bool(piece.field)))
        return tuple(run for run in runs if run.text)

    def _value(self, piece: Piece) -> str:
        if piece.field in self.facts:
            return dressed(self.facts[piece.field], piece.style)
        one = next(one for one in self.template.fields if one.id == piece.field)
        value = self.draft.values.get(piece.field, "")
        if not value and one.field.kind is FieldKind.TEXT and one.field.blank is Blank.DOTS:
            return _LONG_DOTS
        said = printed(one.field, value, piece.style)
        return _capital(said) if piece.style == "capital" else dressed(said, piece.style)

    def _row_table(self, block: FormBlock) -> Table:
        """Free text as a table: a line is a row, "|" parts its columns."""
        lines = self.draft.values.get(block.text.strip("{}"), "").splitlines()
        written = [[cell.strip() for cell in line.split("|")] for line in lines if line.strip()]
        count = len(block.columns)
        rows = [[*cells, *[""] * count][:count] for cells in written] or [[""] * count] * _EMPTY_ROWS
        first, width = 12.0, A4.text_width - 12.0
        shares = (0.58, 0.24, 0.18) if count == 3 else tuple(1 / count for _column in block.columns)
        return _table(("STT", *block.columns), (first, *(width * share for share in shares)), rows)

    def _closing(self) -> Iterator[Columns]:
        template, draft = self.template, self.draft
        half = A4.text_width / 2
        if template.signing is Signing.PEOPLE:
            for start in range(0, len(template.signers), 2):  # two side by side
                pair = [self._place_to_sign(one) for one in template.signers[start : start + 2]]
                yield Columns((half, half), (*pair, *[()] * (2 - len(pair))), 14, start == 0)
            return
        signed = decree30.signature(
            self.signatory,
            personal=template.signing is Signing.HEAD,
            hint=not (self.signatory and self.signatory.name),
        )
        listed = _recipients(draft.recipients, template.keeper)
        yield Columns((half, half), (listed, signed), before=14, keep_with_previous=True)

    def _place_to_sign(self, signer: FormSigner) -> tuple[Paragraph | Space, ...]:
        named = self._runs(signer.name) if signer.name else ()
        written = "".join(run.text for run in named).strip(". ")
        block: list[Paragraph | Space] = [
            paragraph(signer.title, bold=True, size=13, align=Align.CENTER),
        ]
        if signer.hint:
            block.append(paragraph(signer.hint, italic=True, size=12, align=Align.CENTER))
        block.append(Space(_SIGNING_ROOM if len(self.template.signers) <= 2 else _ROOM_OF_MANY))
        bold = (Run(written or FIXED_SPACE, bold=True, verbatim=True),)
        block.append(paragraph(bold, size=13, align=Align.CENTER))
        return tuple(block)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unended(text: str) -> str:
    """What was typed, without the full stop that the form puts; dots to write upon stay."""
    text = text.rstrip()
    return text if text.endswith("..") else text.rstrip(".;")


def _addressee(runs: tuple[Run, ...]) -> Paragraph:
    """The line "Kính gửi: ...", without a second full stop."""
    first, *rest = runs
    *before, last = (replace(first, text=_capital(first.text)), *rest)
    last = replace(last, text=last.text.rstrip(" ."[: 2 if last.verbatim else 1]))
    ended = (Run("Kính gửi: "), *before, last, Run("." if last.text.strip(".") else "." * 50))
    return paragraph(ended, align=Align.CENTER, before=6, after=10)


def _recipients(lines: Iterable[str], keeper: str) -> tuple[Paragraph, ...]:
    """The list "Nơi nhận", whose lines may hold names that no font draws."""
    return tuple(
        replace(one, runs=tuple(replace(run, verbatim=True) for run in one.runs))
        for one in decree30.recipients(lines, keeper)
    )


def _body(runs: tuple[Run, ...]) -> Iterator[Paragraph]:
    """Paragraphs of the body; a line feed in what was typed begins a new one."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text)] for text in more)
    for line in lines:
        if any(run.text.strip() for run in line):
            blank = any(
                _DOTS in run.text for run in line
            )  # dots are never broken, so words would drift apart
            align = Align.LEFT if blank else Align.JUSTIFY
            yield replace(decree30.body(""), runs=tuple(line), align=align)


def _named_in_bold(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The name of an article ("Điều 1.") in bold, the rest as it is."""
    first, *rest = runs
    name, stop, words = first.text.partition(". ")
    return (
        (replace(first, text=f"{name}.", bold=True), replace(first, text=f" {words}"), *rest)
        if stop
        else runs
    )


def _paper_table(papers: Iterable[CasePaper]) -> Table:
    rows = [
        [one.name, "" if one.pages is None else outline.count(one.pages), _STATES[one.state]]
        for one in papers
    ]
    return _table(_PAPER_HEADS, _PAPER_WIDTHS, rows or [[""] * 3] * _EMPTY_ROWS)


def _table(heads: tuple[str, ...], widths: tuple[float, ...], rows: Iterable[list[str]]) -> Table:
    """A numbered table; empty rows are high enough to be written into."""
    made = []
    for index, cells in enumerate(rows, start=1):
        number = decree30.cell_text(str(index), align=Align.CENTER)
        if not any(cells):
            number = replace(number, line_height=1.9)
        made.append(
            Row((Cell((number,)), *(Cell((decree30.cell_text(text, verbatim=True),)) for text in cells)))
        )
    head = Row(tuple(Cell((decree30.head_cell_text(text),)) for text in heads))
    return Table(widths, (head,), tuple(made), before=4, after=8)
