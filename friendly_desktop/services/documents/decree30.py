"""The parts of an official document and how they look: Nghị định 30/2020/NĐ-CP, Phụ lục I.

Sizes, cases and lines are those of the decree; where it leaves a range, the choice of the seeds.
"""

import re
from collections.abc import Iterable
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.office import Office, Signatory, SigningForm
from friendly_desktop.services.documents.model import (
    A4,
    FIXED_SPACE,
    Align,
    Columns,
    FillLines,
    Page,
    Paragraph,
    Part,
    Run,
    Space,
    paragraph,
)
from friendly_desktop.services.documents.outline import BLANK, UNIT_WORDS

MOTTO_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SIGNING_HINT = "(Ký, ghi rõ họ và tên, đóng dấu)"
MOTTO = "Độc lập - Tự do - Hạnh phúc"

BODY_SIZE = 14.0
TABLE_SIZE = 12.0
_YEARS = re.compile(r"(\d{4}) - (\d{4})")
_FIRST_LINE = 12.7
_AFTER = 6.0
_SIGNATURE_ROOM = 24.0


def issuing_body(office: Office) -> str:
    """The issuing body in capitals on two lines: "ỦY BAN NHÂN DÂN / XÃ NINH GIANG"."""
    return f"ỦY BAN NHÂN DÂN\n{UNIT_WORDS[office.unit_type].upper()} {office.name.upper() or BLANK}"


def place_and_date(office: Office, day: date) -> str:
    """Where and when: "Ninh Giang, ngày 05 tháng 3 năm 2026"."""
    return f"{office.place or office.name or BLANK}, {formats.document_date(day)}"


def header(
    office: Office,
    day: date,
    symbol: str = "",
    page: Page = A4,
    *,
    number: str = "",
    superior: str = "",
    number_line: tuple[Run, ...] = (),
    date_line: tuple[Run, ...] = (),
    scale: float = 1.0,
) -> Columns:
    """The block at the head of the first page: issuing body and number, State name, place and date.

    Args:
        office: the issuing office.
        day: the date of the document.
        symbol: the kind in the number ("TTr"); empty for a paper without a number.
        page: the page whose width is shared out.
        number: the number, blank until the registry gives it.
        superior: the body above, printed over the issuing body where the office wants it.
        number_line: the whole line of the number, where it is not made from ``symbol``.
        date_line: place and date, where they are not those of the office in one run.
        scale: the type size, 1 on A4; smaller sheets keep the proportions of the decree.
    """
    head = Part.HEAD
    left: list[Paragraph | Space] = []
    if superior:
        left.append(_centred(superior.upper(), 12 * scale, part=head))
    left.append(_centred(issuing_body(office), 12 * scale, bold=True, rule=0.45, part=head))
    if symbol:
        blank = number or FIXED_SPACE * 8
        number_line = (Run(f"Số:{FIXED_SPACE}{blank}/{symbol}-{office.symbol}"),)
    if number_line:
        left.append(Paragraph(number_line, 13 * scale, Align.CENTER, before=5 * scale))
    date_line = date_line or (Run(place_and_date(office, day), italic=True),)
    right: tuple[Paragraph | Space, ...] = (
        _centred(MOTTO_STATE, 12 * scale, bold=True, part=head),
        _centred(MOTTO, 13 * scale, bold=True, rule=1, part=head),
        Paragraph(date_line, 13 * scale, Align.CENTER, before=5 * scale),
    )
    share = 0.405 if page.text_width >= 165 * scale else 0.34
    first = page.text_width * share
    return Columns((first, page.text_width - first), (tuple(left), right))


def kind_and_subject(kind: str, subject: str) -> tuple[Paragraph, ...]:
    """The name of the document's kind in capitals and what it is about, with the line under it.

    A span of years stays on one line.
    """
    subject = _YEARS.sub(rf"\1{FIXED_SPACE}-{FIXED_SPACE}\2", subject)
    return (
        paragraph(kind.upper(), bold=True, size=14, align=Align.CENTER, before=16, keep_with_next=True),
        paragraph(subject, bold=True, size=14, align=Align.CENTER, after=8, rule=0.35, keep_with_next=True),
    )


def addressee(name: str) -> Paragraph:
    """The line "Kính gửi: ...", with a dotted blank where the authority is not known yet."""
    return paragraph(
        f"Kính gửi: {name.strip().rstrip('.') or '.' * 50}.", align=Align.CENTER, before=6, after=10
    )


def grounds(lines: Iterable[str]) -> tuple[Paragraph, ...]:
    """The "Căn cứ" lines: italic, each ending with a semicolon, the last with a full stop."""
    cited = [line.rstrip(" .;") for line in lines]
    return tuple(
        body(f"Căn cứ {line}{'.' if index == len(cited) else ';'}", italic=True)
        for index, line in enumerate(cited, start=1)
    )


def body(text: str, *, bold: bool = False, italic: bool = False, keep_with_next: bool = False) -> Paragraph:
    """A paragraph of the body: 14 points, justified, first line 1.27 cm, 6 points after it."""
    return paragraph(
        text, bold=bold, italic=italic, first_line=_FIRST_LINE, after=_AFTER, line_height=1.2,
        keep_with_next=keep_with_next,
    )  # fmt: skip


def section_heading(text: str) -> Paragraph:
    """The heading of a part: bold, kept with what follows."""
    return paragraph(
        text, bold=True, align=Align.LEFT, first_line=_FIRST_LINE, before=2, after=_AFTER, line_height=1.2,
        keep_with_next=True,
    )  # fmt: skip


def own_words(text: str) -> tuple[Paragraph, ...]:
    """Text that the office wrote: each of its lines is a paragraph of the body."""
    return tuple(body(line.strip()) for line in text.splitlines() if line.strip())


def fill_lines(count: int = 3) -> FillLines:
    """Dotted lines for a part that is still to be written."""
    return FillLines(count, BODY_SIZE)


def signature(
    signatory: Signatory | None,
    room: float = _SIGNATURE_ROOM,
    *,
    personal: bool = False,
    hint: bool = False,
    scale: float = 1.0,
) -> tuple[Paragraph | Space, ...]:
    """Who signs: powers and post in capitals, room (mm) for signature and seal, the full name.

    Args:
        signatory: who signs; None leaves the name to be written by hand.
        room: millimetres for signature and seal.
        personal: a paper of the Chairman himself, such as a letter, is not signed "TM. ỦY BAN NHÂN DÂN".
        hint: print "(Ký, ghi rõ họ và tên, đóng dấu)" under the post.
        scale: the type size, 1 on A4.
    """
    form = signatory.form if signatory else SigningForm.CHAIRMAN
    powers = ["CHỦ TỊCH"] if form is SigningForm.CHAIRMAN else ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    if not personal:
        powers.insert(0, "TM. ỦY BAN NHÂN DÂN")
    name = signatory.name if signatory else ""
    block: list[Paragraph | Space] = [_centred("\n".join(powers), 14 * scale, bold=True)]
    if hint:
        block.append(_centred(SIGNING_HINT, 13 * scale, italic=True))
    block.append(Space(room))
    block.append(_centred(name or FIXED_SPACE, 14 * scale, bold=True, part=Part.VALUE))
    return tuple(block)


def recipients(lines: Iterable[str], keeper: str = "VT") -> tuple[Paragraph, ...]:
    """The "Nơi nhận" list; its last line says where the paper is kept.

    The semicolon at the end of each line, the full stop at the end of the list and the line "Lưu" are
    put in where the office's own list lacks them.
    """
    named = [line.strip().removeprefix("-").strip().rstrip(" .;") for line in lines]
    named = [line for line in named if line]
    if not any(line.lower().startswith("lưu") for line in named):
        named.append(f"Lưu: {keeper}")
    listed = [f"- {line}{'.' if index == len(named) else ';'}" for index, line in enumerate(named, start=1)]
    return (
        paragraph("Nơi nhận:", bold=True, italic=True, size=12, align=Align.LEFT),
        *(paragraph(line, size=11, align=Align.LEFT) for line in listed),
    )


def closing(
    signatory: Signatory | None, lines: Iterable[str], page: Page = A4, keeper: str = "VT"
) -> Columns:
    """The end of a document: recipients at the left, signature at the right, never broken apart."""
    half = page.text_width / 2
    return Columns(
        (half, page.text_width - half),
        (recipients(lines, keeper), signature(signatory)),
        before=12,
        keep_with_previous=True,
    )


def sheet_closing(signatory: Signatory | None, page: Page = A4) -> Columns:
    """The end of a score sheet: post, "(Ký, ghi rõ họ và tên, đóng dấu)", room and name."""
    half = page.text_width / 2
    signed = signature(signatory, hint=True)
    return Columns((half, page.text_width - half), ((), signed), before=14, keep_with_previous=True)


def head_cell_text(text: str) -> Paragraph:
    """The words of a table head: bold, centred."""
    return paragraph(text, bold=True, size=TABLE_SIZE, align=Align.CENTER, line_height=1.1)


def cell_text(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: Align = Align.LEFT,
    size: float = TABLE_SIZE,
    verbatim: bool = False,
) -> Paragraph:
    """The words of a table cell."""
    return paragraph((Run(text, bold, italic, None, verbatim),), size=size, align=align, line_height=1.12)


def _centred(
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    rule: float = 0,
    part: Part = Part.TEXT,
) -> Paragraph:
    runs = (Run(text, bold, italic, part=part),)
    return Paragraph(runs, size, Align.CENTER, rule=rule)
