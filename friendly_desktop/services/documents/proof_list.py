"""Danh mục hoạt động, niêm yết, khảo sát, số liệu: what proved itself by rule, leaf by leaf, for PDF and XLSX.

Under each leaf stand what its rules said, what was proposed and decided (who, when), and the dated lines behind it.
Nobody is named but the officer who decided.
"""

from collections.abc import Sequence
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.package import PackageContent
from friendly_desktop.domain.proof.decisions import ProofDecision, ProposedLeaf
from friendly_desktop.domain.proof.lines import ProvingLine, line_title
from friendly_desktop.domain.snapshot_proof import proved_leaves
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.annex import annex, told_below
from friendly_desktop.services.documents.model import (
    Align,
    Cell,
    Document,
    Row,
    Table,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (13.0, 27.0, 25.0, 97.0, 90.0)


def proof_list(content: PackageContent) -> Document:
    """The list of what the rules of the set found in the records of the year."""
    head = table_head("STT", "Ngày", "Loại", "Nội dung", "Kết quả")
    rows = Table(_WIDTHS, (head,), tuple(_rows(content)))
    return annex(
        content, "Danh mục hoạt động, niêm yết, khảo sát, số liệu", (rows, told_below(_closing(content)))
    )


def decision_words(content: PackageContent, leaf: ProposedLeaf) -> str:
    """What was decided about a leaf: who, when, what."""
    decision = leaf.decision
    if decision is None:
        return "Chưa có quyết định."
    given = f"{outline.points(decision.points)} điểm" if decision.points is not None else "đã thực hiện"
    day = formats.short_date(decision.at.astimezone().date())
    who = f"{decision.by} " if decision.by else ""
    if decision.accepted:
        told = f"{who}chấp nhận đề nghị ({given}) ngày {day}."
    elif decision.points is None:
        told = f"{who}quyết định khác đề nghị ngày {day}: {_ended(decision)}"
    else:
        told = f"{who}chấm {given}, khác đề nghị, ngày {day}: {_ended(decision)}"
    if leaf.moved and not content.draft:
        told += f" {leaf.moved}"
    return told[:1].upper() + told[1:]


def _ended(decision: ProofDecision) -> str:
    reason = " ".join(decision.reason.split())
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


def _closing(content: PackageContent) -> str:
    leaves, lines = proved_leaves(content.proof), content.proof.lines
    told = f"Danh mục có {outline.count(len(leaves))} mục và {outline.count(len(lines))} dòng."
    if any(one.proposal.own for one in leaves):
        told += " Ngưỡng ghi “chương trình đặt” không do văn bản quy định."
    return told + " Danh mục không ghi họ tên công dân."


def _rows(content: PackageContent) -> list[Row]:
    rows: list[Row] = []
    names = content.criteria.references
    numbers: dict[
        ProvingLine, int
    ] = {}  # in printed order; a line under several leaves keeps its first number
    by_leaf = {one.node: one for one in proved_leaves(content.proof)}
    for leaf in content.criteria.leaves:
        lines = outline.proof_lines_of(content, [leaf])
        proved = by_leaf.get(leaf.id)
        if proved is None and not lines:
            continue
        rows.append(_wide(f"Mục {names[leaf.id]}. {leaf.text}", bold=True, shade=0.06, keep=True))
        if proved is not None:
            rows += _leaf_rows(content, proved, keep=bool(lines))
        rows += [_line(numbers.setdefault(one, len(numbers) + 1), one) for one in lines]
    return rows


def _leaf_rows(content: PackageContent, leaf: ProposedLeaf, *, keep: bool) -> Sequence[Row]:
    told = [*(result.sentence for result in leaf.proposal.results), leaf.proposal.sentence]
    told.append(decision_words(content, leaf))
    return [_wide(one, keep=keep or place < len(told) - 1) for place, one in enumerate(told)]


def _wide(text: str, *, bold: bool = False, shade: float = 0.0, keep: bool = False) -> Row:
    cell = Cell((decree30.cell_text(text, bold=bold),), span=len(_WIDTHS))
    return Row((cell,), keep_with_next=keep, shade=shade)


def _line(number: int, one: ProvingLine) -> Row:
    centred = Align.CENTER
    return Row(
        (
            Cell((decree30.cell_text(str(number), align=centred),), number=Decimal(number)),
            Cell((decree30.cell_text(formats.short_date(one.day), align=centred),)),
            Cell((decree30.cell_text(line_title(one.kind), align=centred),)),
            Cell((decree30.cell_text(one.words),)),
            Cell((decree30.cell_text(one.result),)),
        )
    )
