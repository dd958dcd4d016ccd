"""How the papers speak of a set and a year: criteria, references to leaves, results in words.

Pure functions over :class:`PackageContent`; always Vietnamese, because the papers are.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.criteria import BULLETS, CriteriaSet, LegalBasis, Node, Scorer
from friendly_desktop.domain.office import Office, UnitType
from friendly_desktop.domain.package import PackageContent, PackedEvidence, PackedLetter, PackedRecord
from friendly_desktop.domain.proof.lines import ProvingLine, line_title
from friendly_desktop.domain.record_proof import record_title
from friendly_desktop.domain.snapshot_proof import proved_leaves

MODEL_NAME = "“Chính quyền thân thiện”"
DRAFT_MARK = "DỰ THẢO"
#: Stands for a name that the office has not given yet.
BLANK = "................"

UNIT_WORDS = {UnitType.XA: "xã", UnitType.PHUONG: "phường", UnitType.DAC_KHU: "đặc khu"}

_ROMAN = re.compile(r"[IVX]+")
_KINDS_BY_SYMBOL = {
    "QĐ": "Quyết định",
    "KH": "Kế hoạch",
    "NQ": "Nghị quyết",
    "CT": "Chỉ thị",
    "HD": "Hướng dẫn",
    "KL": "Kết luận",
    "NĐ-CP": "Nghị định",
}
_DOCUMENT_KINDS = (
    "Nghị quyết", "Nghị định", "Quyết định", "Kế hoạch", "Chỉ thị", "Thông tư", "Hướng dẫn",
    "Công văn", "Kết luận", "Luật", "Đề án", "Quy chế", "Quy định", "Chương trình",
)  # fmt: skip


def points(value: Decimal | None) -> str:
    """Points as printed: a decimal comma, no empty decimals, nothing for None."""
    return "" if value is None else formats.plain(value).replace(".", ",")


def count(number: int) -> str:
    """A count as printed: at least two digits, a dot between thousands ("05", "1.234")."""
    return f"{number:02}" if number < 10 else f"{number:,}".replace(",", ".")


def commune(office: Office) -> str:
    """The commune as a sentence names it: "xã Ninh Giang"."""
    return f"{UNIT_WORDS[office.unit_type]} {office.name or BLANK}"


def committee(office: Office) -> str:
    """The committee as a sentence names it: "Ủy ban nhân dân xã Ninh Giang"."""
    return f"Ủy ban nhân dân {commune(office)}"


def sections(criteria: CriteriaSet) -> tuple[Node, ...]:
    """The criteria of the set: the highest nodes printed with a Roman number, or else the top nodes.

    A table may put its criteria under parts A and B (Hải Dương) or at the top (Ninh Giang).
    """
    found: list[Node] = []

    def visit(node: Node, label_above: str) -> None:
        if _ROMAN.fullmatch(node.label.strip(". ")) and not _ROMAN.fullmatch(label_above or "-"):
            found.append(node)
            return
        if any(_ROMAN.fullmatch(below.label.strip(". ")) for below in node.walk() if below is not node):
            for child in node.children:
                visit(child, node.label)
        else:
            found.append(node)

    for node in criteria.nodes:
        visit(node, "")
    return tuple(found)


def heading(node: Node) -> str:
    """A criterion as a heading: its printed label and its words."""
    label = node.label.strip()
    if not label or label in BULLETS:
        return node.text
    return f"{label} {node.text}" if label.endswith((")", ".")) else f"{label}. {node.text}"


def legal_basis(basis: LegalBasis) -> str:
    """A document as a "Căn cứ" line cites it: kind, number, date, body, then what it is about.

    Where the title does not begin with the kind of the document, the symbol of the number tells it.
    """
    kind = next((kind for kind in _DOCUMENT_KINDS if basis.title.startswith(kind)), "")
    head, rest = (kind, basis.title[len(kind) :]) if kind and basis.number else (basis.title, "")
    if basis.number and not kind:
        symbol = basis.number.partition("/")[2]
        kind = next((name for mark, name in _KINDS_BY_SYMBOL.items() if symbol.startswith(mark)), "")
        head, rest = (kind, f" ban hành {basis.title}") if kind else (basis.title, "")
    if basis.number and basis.number not in basis.title:
        head += f" số {basis.number}"
    if basis.issued:
        head += f" {_issued(basis.issued)}"
    if basis.body and basis.body not in basis.title:
        head += f" của {basis.body}"
    return (head + rest).rstrip(" .;")


def _issued(text: str) -> str:
    """A date as "ngày 11 tháng 12 năm 2025" when it is one, otherwise the source's own words."""
    try:
        return formats.document_date(date.fromisoformat(text))
    except ValueError:
        return text if text.startswith(("ngày", "năm", "tháng")) else f"ngày {text}"


def entry(content: PackageContent, node: str) -> Entry:
    """What the office said about a leaf; an empty answer where nothing was said."""
    row = content.rows.get(node)
    return row.entry if row else Entry(node)


def given_points(content: PackageContent, node: str) -> str:
    """The points of a leaf or group as printed, empty while there are none."""
    return points(content.evaluation.sums.get(node))


def result(content: PackageContent, leaf: Node) -> str:
    """What came of a leaf, in a word or as points."""
    answer = entry(content, leaf.id)
    if answer.status is LeafStatus.NOT_APPLICABLE:
        counted = given_points(content, leaf.id)
        return f"{counted} (không áp dụng)" if counted else "Không áp dụng"
    if content.criteria.scored:
        return given_points(content, leaf.id)
    if answer.status is LeafStatus.DONE or (answer.points or 0) > 0:
        return "Đạt"
    return "Đang thực hiện" if answer.status is LeafStatus.DOING else "Chưa đạt"


def evidence_of(content: PackageContent) -> Mapping[str, tuple[PackedEvidence, ...]]:
    """The evidence of each node, by its number in the list."""
    by_node: dict[str, list[PackedEvidence]] = {}
    for packed in sorted(content.evidence, key=lambda packed: packed.number):
        for node in packed.evidence.nodes:
            by_node.setdefault(node, []).append(packed)
    return {node: tuple(packed) for node, packed in by_node.items()}


def letters_of(content: PackageContent, nodes: Iterable[Node]) -> tuple[PackedLetter, ...]:
    """The letters that prove any of these lines, each once."""
    wanted = {node.id for node in nodes if node.letter_kinds}
    return tuple(packed for packed in content.letters if wanted.intersection(packed.nodes))


def letters_told(letters: Sequence[PackedLetter]) -> str:
    """Letters counted by kind: "08 thư chúc mừng kết hôn, 04 thư chia buồn"."""
    by_title = Counter(packed.title for packed in letters)
    return ", ".join(f"{count(n)} {title[:1].lower()}{title[1:]}" for title, n in by_title.items())


def records_of(content: PackageContent, nodes: Iterable[Node]) -> tuple[PackedRecord, ...]:
    """The sessions, cases, dialogues and visits that prove any of these lines, each once."""
    wanted = {node.id for node in nodes if node.record_kinds}
    return tuple(packed for packed in content.records if wanted.intersection(packed.nodes))


def records_told(records: Sequence[PackedRecord]) -> str:
    """Records counted by kind: "11 buổi tiếp công dân của người đứng đầu, 04 khiếu nại đã xử lý xong"."""
    by_kind = Counter(packed.record.kind for packed in records)
    told = ((n, record_title(kind)) for kind, n in by_kind.items())
    return ", ".join(f"{count(n)} {title[:1].lower()}{title[1:]}" for n, title in told)


def proof_lines_of(content: PackageContent, nodes: Iterable[Node]) -> tuple[ProvingLine, ...]:
    """The activities, postings, surveys and figures that prove any of these lines, each once."""
    wanted = {node.id for node in nodes if node.is_leaf}
    return tuple(one for one in content.proof.lines if wanted.intersection(one.nodes))


def proof_told(lines: Sequence[ProvingLine]) -> str:
    """Lines counted by kind: "12 hoạt động, 02 niêm yết"."""
    by_kind = Counter(one.kind for one in lines)
    told = ((n, line_title(kind)) for kind, n in by_kind.items())
    return ", ".join(f"{count(n)} {title[:1].lower()}{title[1:]}" for n, title in told)


def has_proof_list(content: PackageContent) -> bool:
    """Whether the package has a list of what proved itself by rule."""
    return bool(content.proof.lines) or bool(proved_leaves(content.proof))


def numbers(packed: tuple[PackedEvidence, ...]) -> str:
    """The numbers of documents with runs made short: "1, 2, 5-9"."""
    runs: list[tuple[int, int]] = []
    for number in sorted(item.number for item in packed):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    parts = []
    for first, last in runs:
        parts.append(
            str(first) if first == last else f"{first}, {last}" if last == first + 1 else f"{first}-{last}"
        )
    return ", ".join(parts)


def survey_leaves(criteria: CriteriaSet) -> tuple[Node, ...]:
    """The leaves whose points come from ballots."""
    return tuple(leaf for leaf in criteria.leaves if leaf.scorer is Scorer.SURVEY)


def survey_maximum(criteria: CriteriaSet) -> Decimal:
    """The most points that ballots can give."""
    return sum((leaf.max_points or Decimal(0) for leaf in survey_leaves(criteria)), Decimal(0))


def surveys_known(content: PackageContent) -> bool:
    """Whether every survey of the set has its result."""
    return all(leaf.id in content.evaluation.sums for leaf in survey_leaves(content.criteria))


def reached(content: PackageContent) -> int:
    """How many leaves of an unscored set were reached."""
    return sum(result(content, leaf) == "Đạt" for leaf in content.criteria.leaves)


def summary(content: PackageContent) -> tuple[str, ...]:
    """The result of the year in whole sentences, without a final stop: points, surveys, level."""
    criteria, evaluation = content.criteria, content.evaluation
    if not criteria.scored:
        applicable = [
            leaf
            for leaf in criteria.leaves
            if entry(content, leaf.id).status is not LeafStatus.NOT_APPLICABLE
        ]
        return (
            f"Số nội dung tự đánh giá đạt: {count(reached(content))}/{count(len(applicable))} nội dung",
            "Kết quả được ghi theo từng nội dung (đạt, chưa đạt), không chấm điểm",
        )
    surveyed = survey_maximum(criteria)
    own = (criteria.max_points or Decimal(0)) - surveyed
    lines = [f"Tổng điểm tự chấm: {points(evaluation.self_points)}/{points(own)} điểm"]
    if surveyed and surveys_known(content):
        lines.append(f"Điểm khảo sát: {points(evaluation.survey_points)}/{points(surveyed)} điểm")
        lines.append(f"Tổng điểm: {points(evaluation.total)}/{points(criteria.max_points)} điểm")
    elif surveyed:
        lines.append(f"Điểm khảo sát (tối đa {points(surveyed)} điểm): chưa có kết quả")
    if evaluation.vetoed:
        lines.append("Có nội dung thuộc trường hợp không xét công nhận")
    elif surveyed and not surveys_known(content):
        lines.append("Mức độ đạt chuẩn được xác định sau khi có điểm khảo sát")
    elif evaluation.level and evaluation.unanswered_vetoes:
        lines.append(f"Mức độ tính theo điểm: {evaluation.level.title}")
    elif evaluation.level:
        lines.append(f"Tự xếp loại: {evaluation.level.title}")
    return tuple(lines)
