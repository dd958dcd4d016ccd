"""The register of letters and the list that goes with the signing folder, for PDF and XLSX.

Laid out after NĐ 30/2020; no source gives a model of either, so the columns are the program's own.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.letters import Delivery, Letter, LetterFilter, LetterState
from friendly_desktop.domain.letters.register import KIND_TITLES, STATE_TITLES
from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    A4_LANDSCAPE,
    Align,
    Block,
    Cell,
    Columns,
    Document,
    Paragraph,
    Row,
    Space,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.score_table import table_head

_REGISTER_WIDTHS = (13.0, 27.0, 24.0, 46.0, 62.0, 36.0, 44.0)
_SIGNING_WIDTHS = (12.0, 40.0, 55.0, 28.0, 30.0)
_NUMBER_LAST = 10**9


def register(office: Office, letters: Sequence[Letter], wanted: LetterFilter, today: date) -> Document:
    """The register: every letter of a list by its day and number, with totals by kind.

    Args:
        office: whose register it is.
        letters: in any order.
        wanted: what the list was filtered by, said under its name.
        today: the day it is printed.
    """
    page = A4_LANDSCAPE
    blocks: list[Block] = [
        decree30.header(office, today, page=page),
        *decree30.kind_and_subject("Sổ theo dõi thư của Chủ tịch Ủy ban nhân dân", _scope(wanted)),
        Table(
            _REGISTER_WIDTHS,
            (
                table_head(
                    "STT",
                    "Số, ký hiệu",
                    "Ngày",
                    "Loại thư",
                    "Người nhận",
                    "Thôn, tổ dân phố",
                    "Tình trạng",
                ),
            ),
            tuple(_register_row(index, one) for index, one in enumerate(in_order(letters), start=1)),
        ),
        *_totals(letters),
        decree30.sheet_closing(None, page),
    ]
    return Document("Sổ theo dõi thư", tuple(blocks), page=page, author=outline.committee(office))


def signing_list(
    office: Office, letters: Sequence[Letter], signatories: Mapping[int, Signatory], today: date
) -> Document:
    """The list on top of the signing folder, with room beside each letter for the Chairman's mark.

    Args:
        office: whose letters they are.
        letters: those in the folder, in the order they lie in it.
        signatories: who may sign, by id.
        today: the day of the list.
    """
    page = A4
    signing = dict.fromkeys(one.draft.signatory_id or 0 for one in letters)
    names = [signatories[one].name for one in signing if one in signatories]
    signatory = signatories.get(next(iter(signing))) if len(signing) == 1 else None
    half = page.text_width / 2
    room: tuple[Paragraph | Space, ...] = (
        paragraph("NGƯỜI TRÌNH", bold=True, align=Align.CENTER),
        paragraph("(Ký, ghi rõ họ và tên)", italic=True, size=13, align=Align.CENTER),
    )
    blocks: list[Block] = [
        decree30.header(office, today, page=page),
        *decree30.kind_and_subject("Danh sách thư trình ký", _signed_by(names, today)),
        Table(
            _SIGNING_WIDTHS,
            (table_head("STT", "Loại thư", "Người nhận", "Số, ngày", "Ký duyệt"),),
            tuple(_signing_row(index, one) for index, one in enumerate(letters, start=1)),
        ),
        paragraph(f"Danh sách có {outline.count(len(letters))} thư.", italic=True, size=13, before=6),
        Columns(
            (half, page.text_width - half),
            (room, _signature(signatory)),
            before=12,
            keep_with_previous=True,
        ),
    ]
    return Document("Danh sách thư trình ký", tuple(blocks), page=page, author=outline.committee(office))


def in_order(letters: Sequence[Letter]) -> list[Letter]:
    """As they stand in the register: by day, then number, then entry."""
    return sorted(letters, key=lambda one: (one.draft.date, one.number or _NUMBER_LAST, one.id))


def _register_row(index: int, one: Letter) -> Row:
    return Row(
        (
            Cell((decree30.cell_text(str(index), align=Align.CENTER),), number=Decimal(index)),
            Cell((_text(one.draft.number),)),
            Cell((decree30.cell_text(formats.short_date(one.draft.date), align=Align.CENTER),)),
            Cell((_text(KIND_TITLES[one.kind]),)),
            Cell((_text(one.recipient),)),
            Cell((_text(one.hamlet),)),
            Cell((_text(state_words(one)),)),
        )
    )


def _signing_row(index: int, one: Letter) -> Row:
    people = [_text(one.recipient)]
    if one.hamlet:
        people.append(decree30.cell_text(one.hamlet, italic=True, size=11, verbatim=True))
    numbered = [decree30.cell_text(formats.short_date(one.draft.date))]
    if one.draft.number:
        numbered.insert(0, _text(one.draft.number))
    return Row(
        (
            Cell((decree30.cell_text(str(index), align=Align.CENTER),), number=Decimal(index)),
            Cell((_text(KIND_TITLES[one.kind]),)),
            Cell(tuple(people)),
            Cell(tuple(numbered)),
            Cell(()),
        )
    )


def state_words(one: Letter) -> str:
    """Where a letter is, with the day and the person: "Đã trao ngày 20/11/2026 (Bùi Thị Ân)"."""
    match one.state:
        case LetterState.SIGNED:
            return f"Đã ký {formats.short_date(one.signed_on)}".rstrip()
        case LetterState.DELIVERED:
            done = "Đã gửi bưu điện" if one.delivery is Delivery.POSTED else "Đã trao"
            by = f"\n({one.delivered_by})" if one.delivered_by else ""
            return f"{done} {formats.short_date(one.delivered_on)}{by}"
        case LetterState.CANCELLED:
            return f"Đã hủy {formats.short_date(one.cancelled_on)}: {one.cancel_reason}"
        case _:
            return STATE_TITLES[one.state]


def _totals(letters: Sequence[Letter]) -> tuple[Paragraph, ...]:
    if not letters:
        return (_note("Không có thư nào."),)
    kinds = Counter(one.kind for one in letters)
    listed = "; ".join(
        f"{title}: {outline.count(kinds[kind])}" for kind, title in KIND_TITLES.items() if kinds[kind]
    )
    cancelled = sum(one.state is LetterState.CANCELLED for one in letters)
    delivered = sum(one.state is LetterState.DELIVERED for one in letters)
    whole = f"Tổng số: {outline.count(len(letters))} thư, đã trao hoặc gửi {outline.count(delivered)}"
    if cancelled:
        whole += f", đã hủy {outline.count(cancelled)} (số vẫn giữ trong sổ)"
    return (_note(f"{whole}."), _note(f"Theo loại: {listed}."))


def _note(text: str) -> Paragraph:
    return paragraph(text, italic=True, size=13, align=Align.LEFT, before=6)


def _scope(wanted: LetterFilter) -> str:
    """What the register shows, in words."""
    parts = []
    if wanted.month and wanted.year:
        month = (
            f"{wanted.month:02}" if wanted.month < 3 else str(wanted.month)
        )  # NĐ 30/2020: zero for 1 and 2
        parts.append(f"Tháng {month} năm {wanted.year}")
    elif wanted.year:
        parts.append(f"Năm {wanted.year}")
    elif wanted.month:
        parts.append(f"Tháng {wanted.month} các năm")
    else:
        parts.append("Tất cả các năm")
    if wanted.kind:
        parts.append(KIND_TITLES[wanted.kind].lower())
    if wanted.state:
        parts.append(STATE_TITLES[wanted.state].lower())
    if wanted.hamlet:
        parts.append(wanted.hamlet)
    if wanted.text:
        parts.append(f"có chữ “{wanted.text}”")
    return ", ".join(parts)


def _signed_by(names: Sequence[str], today: date) -> str:
    day = formats.document_date(today).capitalize()
    return f"{day}, kính trình đồng chí {', '.join(names)}" if names else day


def _signature(signatory: Signatory | None) -> tuple[Paragraph | Space, ...]:
    powers, room, name = decree30.signature(signatory)
    if isinstance(powers, Paragraph):  # the Chairman signs his own papers in his own name
        words = powers.text.split("\n", 1)[-1]
        powers = paragraph(words, bold=True, align=Align.CENTER)
    return powers, room, name


def _text(text: str) -> Paragraph:
    return decree30.cell_text(text, verbatim=True)
