"""Báo cáo tự đánh giá: what the commune did in the year, criterion by criterion, and what it claims.

The outline is the usual one of such reports: situation, leadership, results by criterion, surveys,
general judgement, direction, proposals. The words come from ``report_words``: from the records, or the office's own.
"""

from collections.abc import Mapping
from dataclasses import replace

from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.package import PackageContent, PackedEvidence
from friendly_desktop.domain.report import JUDGEMENT, OPENING, SURVEYS, criterion_key
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import Align, Block, Cell, Document, Paragraph, Row, Table
from friendly_desktop.services.documents.report_words import criteria, words_of
from friendly_desktop.services.documents.score_table import points_cell, spoken, table_head

_SCORED_WIDTHS = (10.0, 52.0, 15.0, 15.0, 54.0, 19.0)
_UNSCORED_WIDTHS = (10.0, 60.0, 22.0, 54.0, 19.0)


def report(content: PackageContent) -> Document:
    """The self-assessment report of a package."""
    office, year = content.office, content.year
    committee = outline.committee(office)
    words = words_of(content)
    blocks: list[Block] = [
        decree30.header(office, content.document_date, "BC"),
        *decree30.kind_and_subject(
            "Báo cáo", f"Kết quả tự đánh giá thực hiện các tiêu chí\n{outline.MODEL_NAME} năm {year}"
        ),
        decree30.addressee(office.authority_salutation or office.authority),
        *decree30.own_words(words[OPENING]),
        *_part("ĐẶC ĐIỂM TÌNH HÌNH", words["situation"], content),
        *_part("I. CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO, TUYÊN TRUYỀN", words["leadership"], content),
        decree30.section_heading("II. KẾT QUẢ THỰC HIỆN THEO TỪNG TIÊU CHÍ"),
        *_results(content, words),
        decree30.section_heading("III. KẾT QUẢ KHẢO SÁT"),
        *_surveys(content, words),
        decree30.section_heading("IV. ĐÁNH GIÁ CHUNG"),
        *decree30.own_words(words[JUDGEMENT]),
        *_part("1. Ưu điểm", words["strengths"], content),
        *_part("2. Hạn chế", words["weaknesses"], content),
        *_part("3. Nguyên nhân", words["causes"], content),
        *_part("V. PHƯƠNG HƯỚNG, NHIỆM VỤ", words["direction"], content),
        *_part("VI. ĐỀ XUẤT, KIẾN NGHỊ", words["proposals"], content),
        decree30.body(
            f"Trên đây là Báo cáo kết quả tự đánh giá thực hiện các tiêu chí {outline.MODEL_NAME} năm {year} "
            f"của {committee}./."
        ),
        decree30.closing(content.signatory, ("Như trên", *office.recipients)),
    ]
    return Document(
        f"Báo cáo kết quả tự đánh giá {outline.MODEL_NAME} năm {year}",
        tuple(blocks),
        author=committee,
        mark=outline.DRAFT_MARK if content.draft else "",
    )


def _part(title: str, words: str, content: PackageContent) -> list[Block]:
    """A part that the office may have to write; dotted lines while it is missing from a draft."""
    told = decree30.own_words(words)
    if told:
        return [decree30.section_heading(title), *told]
    if content.draft:
        return [decree30.section_heading(title), decree30.fill_lines()]
    return [
        decree30.section_heading(title),
        decree30.body(f"{outline.committee(content.office)} không có nội dung nêu ở mục này."),
    ]


def _results(content: PackageContent, words: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    evidence = outline.evidence_of(content)
    for section, heading in criteria(content):
        blocks.append(decree30.section_heading(heading))
        blocks += _led(decree30.own_words(words[criterion_key(section)]))
        rows = tuple(
            _row(content, node, _documents(content, node, evidence.get(node.id, ())))
            for node in section.walk()
            if node.printed and (node is not section or node.is_leaf)
        )
        blocks.append(_table(content.criteria.scored, rows))
    if content.evidence:
        blocks.append(
            decree30.body(
                "Số ghi ở cột “Tài liệu” là số thứ tự trong Danh mục tài liệu kiểm chứng kèm theo.",
                italic=True,
            )
        )
    if content.letters:
        blocks.append(decree30.body("Các thư được kê trong Danh mục thư kèm theo.", italic=True))
    if content.records:
        told = "Các buổi tiếp công dân, đơn đã xử lý, hội nghị đối thoại và lượt đi cơ sở được kê trong danh mục kèm theo."
        blocks.append(decree30.body(told, italic=True))
    if content.proof.lines:
        told = "Các hoạt động, niêm yết, khảo sát và số liệu được kê trong danh mục kèm theo."
        blocks.append(decree30.body(told, italic=True))
    return blocks


def _documents(content: PackageContent, node: Node, packed: tuple[PackedEvidence, ...]) -> str:
    """The numbers of the documents of a line, and how many letters it has."""
    letters = outline.letters_of(content, [node])
    told = f"{outline.count(len(letters))} thư" if letters else ""
    records = outline.records_of(content, [node])
    listed = f"{outline.count(len(records))} dòng danh mục tiếp dân" if records else ""
    lines = outline.proof_lines_of(content, [node])
    written = f"{outline.count(len(lines))} dòng danh mục hoạt động" if lines else ""
    return ", ".join(part for part in (outline.numbers(packed), told, listed, written) if part)


def _table(scored: bool, rows: tuple[Row, ...]) -> Table:
    """The table of one criterion under the columns of its kind of set."""
    if scored:
        head = table_head("TT", "Nội dung", "Điểm chuẩn", "Tự chấm", "Kết quả, lý do", "Tài liệu")
        return Table(_SCORED_WIDTHS, (head,), rows, before=2, after=8)
    head = table_head("TT", "Nội dung", "Kết quả", "Diễn giải", "Tài liệu")
    return Table(_UNSCORED_WIDTHS, (head,), rows, before=2, after=8)


def _row(content: PackageContent, node: Node, documents: str) -> Row:
    label, words, bold, italic = spoken(node)
    centred = Align.CENTER
    reason = outline.entry(content, node.id).reason if node.is_leaf else ""
    given = outline.result(content, node) if node.is_leaf else ""
    if content.criteria.scored and not node.is_leaf:
        given = outline.given_points(content, node.id)
    told = decree30.cell_text(given, bold=bold, italic=italic and content.criteria.scored, align=centred)
    cells = [
        Cell((decree30.cell_text(label, bold=bold, align=centred),), joined=not label),
        Cell((decree30.cell_text(words, bold=bold, italic=italic),)),
    ]
    if content.criteria.scored:
        cells.append(points_cell(node.max_points, bold=bold, italic=italic))
    cells += [
        Cell((told,)),
        Cell(tuple(decree30.cell_text(line) for line in reason.splitlines() if line.strip())),
        Cell((decree30.cell_text(documents, align=centred),)),
    ]
    return Row(tuple(cells), keep_with_next=bool(node.children))


def _surveys(content: PackageContent, words: Mapping[str, str]) -> list[Block]:
    told = decree30.own_words(words[SURVEYS])
    leaves = outline.survey_leaves(content.criteria)
    if not any(leaf.id in content.evaluation.sums for leaf in leaves):
        return [*told]
    rows = tuple(
        Row(
            (
                Cell((decree30.cell_text(leaf.text),)),
                points_cell(leaf.max_points),
                points_cell(content.evaluation.sums.get(leaf.id)),
            )
        )
        for leaf in leaves
    )
    head = table_head("Nội dung khảo sát", "Điểm tối đa", "Kết quả")
    return [*_led(told), Table((121, 22, 22), (head,), rows, before=2, after=8)]


def _led(told: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    """Paragraphs before a table: the last one stays with it."""
    return (*told[:-1], *(replace(line, keep_with_next=True) for line in told[-1:]))
