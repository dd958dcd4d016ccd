"""Builds package contents with long Vietnamese texts, and renders all papers to a folder to be looked at.

    python -m tests.documents.sample OUT

writes every paper of a scored and of an unscored year as PDF, XLSX and HTML.
"""

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from friendly_desktop.domain.assessment import (
    Entry,
    Evaluation,
    Gap,
    GapKind,
    LeafRow,
    LeafStatus,
    VetoAnswer,
)
from friendly_desktop.domain.criteria import (
    CriteriaSet,
    LegalBasis,
    Level,
    Node,
    Scorer,
    Veto,
    VetoEffect,
)
from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.domain.package import PackageContent, PackedEvidence
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.services.documents import pdf, xlsx
from friendly_desktop.services.documents.evidence_list import evidence_list
from friendly_desktop.services.documents.report import report
from friendly_desktop.services.documents.report_words import OFFICE_TITLES
from friendly_desktop.services.documents.score_table import score_table
from friendly_desktop.services.documents.start_page import start_page
from friendly_desktop.services.documents.submission import submission

OFFICE = Office(
    UnitType.XA,
    "Ninh Giang",
    "Hải Phòng",
    "Ninh Giang",
    "Sở Nội vụ thành phố Hải Phòng",
    "Sở Nội vụ thành phố Hải Phòng",
    recipients=("Thường trực Đảng ủy;", "- Thường trực HĐND xã", "Lãnh đạo UBND xã;", "Lưu: VT, VHXH."),
)
CHAIR = Signatory(1, "Nguyễn Thị Huệ")
DEPUTY = Signatory(2, "Đặng Văn Đức", SigningForm.DEPUTY)

LONG = (
    "Các cán bộ, công chức khi giao tiếp giải quyết công việc hành chính với người dân luôn thực hiện "
    "“4 xin: xin chào, xin lỗi, xin cảm ơn, xin phép”; “4 luôn: luôn mỉm cười, luôn nhẹ nhàng, luôn lắng "
    "nghe, luôn giúp đỡ”"
)
_REASONS = (
    "Đã tổ chức đầy đủ, có hình ảnh và văn bản kèm theo.",
    "",
    (
        "Trong năm đã công khai 100% thủ tục hành chính; 1.234 hồ sơ được giải quyết trước và đúng hạn.\n"
        "Có 01 hội nghị đối thoại ngày 12/8."
    ),
)
_TITLES = (
    "Quyết định về việc ban hành Quy chế tiếp công dân của Ủy ban nhân dân xã",
    "",
    "Ảnh bảng niêm yết công khai thủ tục hành chính",
)
_NAMES = ("Quyết định 45 (bản ký số).pdf", "IMG_20260312_081512.jpg", "ảnh hội nghị thôn Đồng Quýt.heic")


def scored_set(items: int = 3) -> CriteriaSet:
    """A point table like the one of Hải Dương: surveys (A), criteria with items and sub-items (B)."""
    criteria = []
    for index, label in enumerate(("I", "II"), start=1):
        children = []
        for item in range(1, items + 1):
            path = f"B.{index}.{item}"
            lines = tuple(
                Node(f"{path}.{line}", "-", f"Công khai nội dung thứ {line} của mục {item}", Decimal("0.5"))
                for line in (1, 2)
            )
            text = f"Mục {item}: {LONG}" if item % 2 else f"Mục {item}: công khai, niêm yết tại trụ sở"
            children.append(Node(path, str(item), text, Decimal(1), children=lines if item % 2 == 0 else ()))
        text = f"TIÊU CHÍ {index}: CHÍNH QUYỀN HOẠT ĐỘNG CÔNG KHAI, MINH BẠCH"
        criteria.append(Node(f"B.{index}", label, text, Decimal(items), children=tuple(children)))
    surveys = (
        Node("A.1", "A", "ĐIỂM TRUNG BÌNH CÁC PHIẾU KHẢO SÁT NGƯỜI DÂN", Decimal(10), scorer=Scorer.SURVEY),
        Node("A.2", "", "ĐIỂM TRUNG BÌNH CÁC PHIẾU KHẢO SÁT CÁN BỘ THÔN", Decimal(10), scorer=Scorer.SURVEY),
    )
    own = Decimal(2 * items)
    return CriteriaSet(
        id="mau-co-diem",
        version="1",
        title="Bảng thang chấm điểm xã, phường thân thiện",
        short_title="Mẫu có điểm",
        nodes=(
            Node(
                "A", "A", "Điểm khảo sát", Decimal(20), scorer=Scorer.SURVEY, printed=False, children=surveys
            ),
            Node("B", "B", "ỦY BAN NHÂN DÂN CẤP XÃ TỰ CHẤM ĐIỂM", own, children=tuple(criteria)),
        ),
        max_points=own + 20,
        levels=(
            Level("none", "Không đạt chuẩn", Decimal(0), passing=False),
            Level("level-1", "Chuẩn Mức độ 1", own * Decimal("0.8")),
        ),
        vetoes=(
            Veto(
                "v1",
                "Có cán bộ, công chức bị xử lý kỷ luật từ khiển trách trở lên.",
                (VetoEffect.NOT_CONSIDERED,),
            ),
        ),
        legal_basis=(
            LegalBasis(
                "Bộ Tiêu chí, Bảng thang điểm “Chính quyền thân thiện” cấp xã",
                "5049/QĐ-UBND",
                "2025-12-11",
                "Ủy ban nhân dân thành phố Hải Phòng",
            ),
            LegalBasis(
                "Đề án “Xây dựng chính quyền xã thân thiện giai đoạn 2024 - 2030”",
                body="Ban Thường vụ Tỉnh ủy",
            ),
        ),
        table_title="BẢNG THANG CHẤM ĐIỂM\nĐánh giá đơn vị cấp xã thân thiện giai đoạn 2024 - 2030",
        table_notes=("Ghi chú: Tổng điểm chuẩn (A + B).", "- (A): Điểm trung bình các phiếu."),
    )


def task_set(leaves: int = 6) -> CriteriaSet:
    """A list of tasks without points like the annex of Ninh Giang."""
    tasks = tuple(
        Node(
            f"1.1.{index}",
            "-",
            f"Công khai nội dung thứ {index} tại Trung tâm Phục vụ hành chính công",
            lead="Văn phòng HĐND và UBND",
            cooperating=("Các phòng, cơ quan, đơn vị", "Các thôn"),
            time="Thường xuyên",
            product="Các văn bản/hình ảnh hoạt động triển khai thực hiện",
        )
        for index in range(1, leaves + 1)
    )
    group = Node("1.1", "1", "Chính quyền công khai các nội dung để công dân biết", children=tasks)
    return CriteriaSet(
        id="mau-khong-diem",
        version="1",
        title="Tiêu chí thực hiện mô hình “Chính quyền thân thiện” trên địa bàn xã",
        short_title="Mẫu không điểm",
        nodes=(Node("1", "I", "TIÊU CHÍ 1: CHÍNH QUYỀN CÔNG KHAI, MINH BẠCH", children=(group,)),),
    )


def content(
    criteria: CriteriaSet, *, draft: bool = False, surveys: bool = False, per_leaf: int = 1
) -> PackageContent:
    """A filled-in year on the set: every leaf answered, ``per_leaf`` documents under each."""
    rows: dict[str, LeafRow] = {}
    sums: dict[str, Decimal] = {}
    evidence: list[PackedEvidence] = []
    for index, leaf in enumerate(criteria.leaves):
        if leaf.scorer is Scorer.SURVEY:
            if surveys:
                sums[leaf.id] = Decimal("8.75")
            continue
        points = leaf.max_points
        if points is not None:
            points -= Decimal("0.5") if index % 5 == 0 else Decimal(0)
            sums[leaf.id] = points
        status = LeafStatus.DONE if index % 4 else LeafStatus.DOING
        rows[leaf.id] = LeafRow(Entry(leaf.id, points, status, _REASONS[index % 3]), per_leaf)
        for _copy in range(per_leaf):
            evidence.append(_packed(len(evidence) + 1, leaf.id))

    def add_up(node: Node) -> Decimal | None:
        below = [points for child in node.children if (points := add_up(child)) is not None]
        if below:
            sums[node.id] = sum(below, Decimal(0))
        return sums.get(node.id)

    total = sum(((add_up(node) or Decimal(0)) for node in criteria.nodes), Decimal(0))
    surveyed = sum(
        (sums.get(leaf.id, Decimal(0)) for leaf in criteria.leaves if leaf.scorer is Scorer.SURVEY),
        Decimal(0),
    )
    reached = [level for level in criteria.levels if total >= level.at_least]
    return PackageContent(
        office=OFFICE,
        signatory=DEPUTY if draft else CHAIR,
        year=2026,
        criteria=criteria,
        rows=rows,
        vetoes={veto.id: VetoAnswer(veto.id, holds=False) for veto in criteria.vetoes},
        evaluation=Evaluation(
            total=total,
            self_points=total - surveyed,
            survey_points=surveyed,
            max_points=criteria.max_points,
            level=reached[-1] if reached else None,
            next_level=None,
            to_next=None,
            vetoed=False,
            unanswered_vetoes=(),
            sums=sums,
        ),
        unbacked=Decimal(0),
        evidence=tuple(evidence),
        report_texts={} if draft else dict.fromkeys(OFFICE_TITLES, f"{LONG}.\nXã có 21 thôn, 5.432 hộ."),
        unit_names={},
        document_date=date(2026, 12, 5),
        draft=draft,
        problems=(Gap(GapKind.NO_EVIDENCE, "Mục I.1 có điểm nhưng chưa có tài liệu kiểm chứng."),)
        if draft
        else (),
    )


def _packed(number: int, leaf: str) -> PackedEvidence:
    title, name = _TITLES[number % 3], _NAMES[number % 3]
    evidence = Evidence(
        id=number,
        year=2026,
        sha256=f"{number:064x}",
        name=name,
        bytes=1000,
        media_type="application/pdf",
        title=title,
        number=f"{number}/QĐ-UBND" if number % 2 else "",
        issued_on=date(2026, 3, 5) if number % 2 else None,
        nodes=(leaf,),
    )
    path = f"data/evidence/{leaf}/{number:04}-{ascii_slug(title or name)}{Path(name).suffix}"
    return PackedEvidence(number, evidence, path)


def renamed(whole: PackageContent, name: str, title: str = "") -> PackageContent:
    """The content with another name and title for its first document."""
    first = whole.evidence[0]
    changed = replace(first, evidence=replace(first.evidence, name=name, title=title))
    return replace(whole, evidence=(changed, *whole.evidence[1:]))


def render(whole: PackageContent, folder: Path) -> None:
    """Write all papers of the content into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    papers = {
        "to-trinh": submission(whole),
        "bao-cao": report(whole),
        "bang-diem": score_table(whole),
        "danh-muc": evidence_list(whole),
    }
    for name, paper in papers.items():
        (folder / f"{name}.pdf").write_bytes(pdf.pdf_bytes(paper))
    for name in ("bang-diem", "danh-muc"):
        (folder / f"{name}.xlsx").write_bytes(xlsx.xlsx_bytes(papers[name], "Bảng"))
    links = [(paper.title, f"data/{name}.pdf") for name, paper in papers.items()]
    (folder / "index.html").write_bytes(start_page(whole, links, "data"))


if __name__ == "__main__":
    out = Path(sys.argv[1])
    render(content(scored_set(12), surveys=True), out / "scored")
    render(content(scored_set(12), draft=True), out / "draft")
    render(content(task_set(40)), out / "tasks")
