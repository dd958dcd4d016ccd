"""Bảng thang chấm điểm: the filled-in table of the set in its official columns, for PDF and XLSX.

Scored sets have the columns of the Hải Dương table (Phụ lục 01): TT, Nội dung tiêu chí, Điểm chuẩn,
Điểm thực hiện. Unscored sets have those of the Ninh Giang annex and the result.
"""

from collections.abc import Callable
from decimal import Decimal

from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.package import PackageContent
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    A4_LANDSCAPE,
    Align,
    Block,
    Cell,
    Document,
    Page,
    Row,
    Table,
    paragraph,
)

_SCORED_WIDTHS = (12.0, 109.0, 20.0, 24.0)
_NUMBER_WIDTH = 12.0
_RESULT_WIDTH = 33.0
_TASK_WIDTHS = {
    "Thời gian thực hiện": 23.0,
    "Cơ quan chủ trì": 35.0,
    "Cơ quan phối hợp": 36.0,
    "Sản phẩm": 36.0,
}
_TASKS: dict[str, Callable[[Node], str]] = {
    "Thời gian thực hiện": lambda node: node.time,
    "Cơ quan chủ trì": lambda node: node.lead,
    "Cơ quan phối hợp": lambda node: "; ".join(node.cooperating),
    "Sản phẩm": lambda node: node.product,
}


def score_table(content: PackageContent) -> Document:
    """The score sheet of a package; survey lines stay blank until a result was given."""
    criteria = content.criteria
    page = A4 if criteria.scored else _task_page(content)
    kind, _newline, subject = criteria.table_title.partition("\n")
    if not criteria.scored:
        kind, subject = "Bảng tổng hợp kết quả thực hiện tiêu chí", criteria.title
    elif not subject:
        kind, subject = "Bảng thang chấm điểm", criteria.table_title or criteria.title
    if str(content.year) not in subject:
        subject = f"{subject}\nNăm {content.year}"
    blocks: list[Block] = [
        decree30.header(content.office, content.document_date, page=page),
        *decree30.kind_and_subject(kind, subject),
        _scored_table(content) if criteria.scored else _task_table(content),
        decree30.sheet_closing(content.signatory, page),
        *(
            paragraph(note, size=12, before=10 if index == 0 else 2)
            for index, note in enumerate(criteria.table_notes)
        ),
    ]
    return Document(
        f"{kind.capitalize()} năm {content.year}",
        tuple(blocks),
        page=page,
        author=outline.committee(content.office),
        mark=outline.DRAFT_MARK if content.draft else "",
    )


def spoken(node: Node) -> tuple[str, str, bool, bool]:
    """How a line of the set is printed: label, words, bold, italic.

    A dash or plus is printed with the words, as in the official tables; sums and capitals are bold,
    sub-items italic.
    """
    label = node.label.strip()
    bullet = label in ("-", "+", "*", "•", "–")
    words = f"{label} {node.text}" if bullet else node.text
    capitals = node.text == node.text.upper()
    return "" if bullet else label, words, not bullet and (capitals or bool(node.children)), bullet


def points_cell(value: Decimal | None, *, bold: bool = False, italic: bool = False) -> Cell:
    """A cell of points, centred; a number for the sheet."""
    text = decree30.cell_text(outline.points(value), bold=bold, italic=italic, align=Align.CENTER)
    return Cell((text,), number=value)


def table_head(*titles: str) -> Row:
    """The head row of a table."""
    return Row(tuple(Cell((decree30.head_cell_text(title),)) for title in titles))


def _scored_table(content: PackageContent) -> Table:
    criteria = content.criteria
    labels = [node.label.strip() for node in criteria.nodes if node.label.strip()]
    total = f"TỔNG ĐIỂM CHUẨN ({' + '.join(labels)})" if len(labels) > 1 else "TỔNG ĐIỂM CHUẨN"
    whole = content.evaluation.total if outline.surveys_known(content) and content.evaluation.sums else None
    rows = [
        Row(
            (
                Cell((decree30.cell_text(total, bold=True, align=Align.CENTER),), span=2),
                points_cell(criteria.max_points, bold=True),
                points_cell(whole, bold=True),
            )
        )
    ]
    for node in criteria.walk():
        if not node.printed:
            continue
        label, words, bold, italic = spoken(node)
        given = points_cell(content.evaluation.sums.get(node.id), bold=bold, italic=italic)
        if outline.entry(content, node.id).status is LeafStatus.NOT_APPLICABLE and given.number is None:
            given = Cell((decree30.cell_text("Không áp dụng", italic=True, align=Align.CENTER),))
        rows.append(
            Row(
                (
                    Cell((decree30.cell_text(label, bold=bold, align=Align.CENTER),), joined=not label),
                    Cell(
                        (
                            decree30.cell_text(
                                words, bold=bold, italic=italic, align=Align.LEFT if bold else Align.JUSTIFY
                            ),
                        )
                    ),
                    points_cell(node.max_points, bold=bold, italic=italic),
                    given,
                ),
                keep_with_next=bool(node.children),
            )
        )
    return Table(
        _SCORED_WIDTHS, (table_head("TT", "Nội dung tiêu chí", "Điểm chuẩn", "Điểm thực hiện"),), tuple(rows)
    )


def _task_page(content: PackageContent) -> Page:
    """A list with tasks lies across the page, a plain list stands upright."""
    return A4_LANDSCAPE if _task_columns(content) else A4


def _task_columns(content: PackageContent) -> tuple[str, ...]:
    """The columns of the Ninh Giang annex that the set fills: time, lead, cooperating, product."""
    nodes = tuple(content.criteria.walk())
    return tuple(title for title, words in _TASKS.items() if any(words(node) for node in nodes))


def _task_table(content: PackageContent) -> Table:
    evidence = outline.evidence_of(content)
    columns = _task_columns(content)
    rows = []
    for node in content.criteria.walk():
        if not node.printed:
            continue
        label, words, bold, _italic = spoken(node)
        told = outline.result(content, node) if node.is_leaf else ""
        proof = outline.numbers(evidence.get(node.id, ()))
        result = [decree30.cell_text(told, align=Align.CENTER)] if told else []
        if proof:
            result.append(decree30.cell_text(f"(Tài liệu số {proof})", align=Align.CENTER, size=11))
        letters = outline.letters_of(content, [node])
        if letters:
            words_of_letters = f"({outline.count(len(letters))} thư)"
            result.append(decree30.cell_text(words_of_letters, align=Align.CENTER, size=11))
        tasks = (decree30.cell_text(_TASKS[title](node)) for title in columns)
        cells = (
            Cell((decree30.cell_text(label, bold=bold, align=Align.CENTER),), joined=not label),
            Cell((decree30.cell_text(words, bold=bold),)),
            *(Cell((task,)) for task in tasks),
            Cell(tuple(result)),
        )
        rows.append(Row(cells, keep_with_next=bool(node.children)))
    widths = (_NUMBER_WIDTH, *(_TASK_WIDTHS[title] for title in columns), _RESULT_WIDTH)
    words_width = _task_page(content).text_width - sum(widths)
    head = table_head("STT", "Nội dung tiêu chí", *columns, "Kết quả")
    return Table((widths[0], words_width, *widths[1:]), (head,), tuple(rows))
