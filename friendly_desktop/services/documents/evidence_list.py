"""Danh mục tài liệu kiểm chứng: every document of the package by its number, for PDF and XLSX."""

from collections.abc import Mapping
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Node
from friendly_desktop.domain.package import PackageContent, PackedEvidence
from friendly_desktop.domain.package.layout import LETTER_LIST, LETTERS, PROOF_LIST, RECORD_LIST
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.annex import annex, told_below
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Cell,
    Document,
    Row,
    Table,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (13.0, 86.0, 38.0, 81.0, 34.0)


def evidence_list(content: PackageContent) -> Document:
    """The list of the documents in the package, grouped by the criterion they lie under."""
    head = table_head("STT", "Tên tài liệu", "Số, ngày", "Tệp trong hồ sơ", "Tiêu chí")
    blocks: list[Block] = [Table(_WIDTHS, (head,), tuple(_rows(content)))]
    if content.evidence:
        told = f"Danh mục có {outline.count(len(content.evidence))} tài liệu."
    else:
        told = "Hồ sơ chưa có tài liệu kiểm chứng."
    blocks.append(told_below(told))
    if content.letters:
        told = (
            f"Ngoài ra có {outline.letters_told(content.letters)}, được kê riêng trong Danh mục thư "
            f"({LETTER_LIST})."
        )
        samples = sum(bool(packed.path) for packed in content.letters)
        if samples:
            told += f" Hồ sơ có {outline.count(samples)} thư mẫu đã che thông tin, trong {LETTERS}."
        blocks.append(told_below(told, 3))
    if content.records:
        told = f"{outline.records_told(content.records)}, được kê riêng trong danh mục {RECORD_LIST}."
        blocks.append(told_below(f"Có {told}", 3))
    if content.proof.lines:
        told = f"{outline.proof_told(content.proof.lines)}, được kê riêng trong danh mục {PROOF_LIST}."
        blocks.append(told_below(f"Có {told}", 3))
    return annex(content, "Danh mục tài liệu kiểm chứng", blocks)


def _rows(content: PackageContent) -> list[Row]:
    names = content.criteria.references
    groups = {node.id: section for section in outline.sections(content.criteria) for node in section.walk()}
    order = {node.id: index for index, node in enumerate(content.criteria.walk())}
    rows: list[Row] = []
    current: Node | None = None
    for packed in sorted(content.evidence, key=lambda packed: packed.number):
        known = sorted(
            (node for node in packed.evidence.nodes if node in groups), key=lambda node: order[node]
        )
        section = groups[known[0]] if known else None
        if section is not None and section is not current:
            current = section
            text = decree30.cell_text(outline.heading(section), bold=True)
            rows.append(Row((Cell((text,), span=5),), keep_with_next=True, shade=0.06))
        rows.append(_row(packed, names))
    return rows


def _row(packed: PackedEvidence, names: Mapping[str, str]) -> Row:
    evidence = packed.evidence
    title = [decree30.cell_text(evidence.label, verbatim=True)]
    if evidence.title and evidence.title != evidence.name:
        title.append(decree30.cell_text(evidence.name, italic=True, size=11, verbatim=True))
    issued = formats.short_date(evidence.issued_on)
    numbered = ", ".join(part for part in (evidence.number, issued) if part)
    proves = "; ".join(names.get(node, node) for node in evidence.nodes)
    return Row(
        (
            Cell(
                (decree30.cell_text(str(packed.number), align=Align.CENTER),), number=Decimal(packed.number)
            ),
            Cell(tuple(title)),
            Cell((decree30.cell_text(numbered),)),
            Cell((decree30.cell_text(packed.path, size=11, verbatim=True),)),
            Cell((decree30.cell_text(proves),)),
        )
    )
