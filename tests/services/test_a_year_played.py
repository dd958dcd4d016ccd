"""A whole year is played; in December its assessments show which points prove themselves, and why."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.proof.rules import Standing
from tests.services.year_played import YEAR, accepted, open_office, play


@pytest.fixture(scope="module", params=["hai-duong-2024", "ninh-giang-2026"])
def office(request, tmp_path_factory) -> Iterator[Services]:
    services = open_office(tmp_path_factory.mktemp("Xã An Bình") / "Dữ liệu")
    play(services, request.param)
    yield services
    services.close()


@pytest.fixture(scope="module")
def leaves(office: Services) -> dict[str, ProposedLeaf]:
    return {one.node: one for one in office.proposals.proposals(YEAR)}


@pytest.fixture(scope="module")
def is_scored(office: Services) -> bool:
    return office.assessment.criteria_of(YEAR).scored


def told(leaf: ProposedLeaf) -> str:
    return " ".join(result.sentence for result in leaf.proposal.results)


def test_nothing_scored_itself(office: Services) -> None:
    view = office.assessment.view(YEAR)
    assert view.evaluation.total == 0
    assert all(row.entry.points is None for row in view.rows.values())


def test_what_the_year_did_proves_itself(leaves: dict[str, ProposedLeaf], is_scored: bool) -> None:
    holding = {node for node, leaf in leaves.items() if leaf.proposal.standing is Standing.HOLDS}
    if is_scored:  # surveys, signed documents, visits, dialogue and what was promised there, the banner
        assert {"A.1", "A.2", "B.1.5.1", "B.2.2", "B.2.4.5.1", "B.2.4.5.2", "B.4.4.1"} <= holding
        assert leaves["A.1"].proposal.points == Decimal("9.5")
        assert leaves["B.2.2"].proposal.points == Decimal(5)
    else:  # letters of every kind, signed documents, the app of more people than households
        assert {"2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.5", "4.5.1", "4.6", "4.7"} <= holding
        assert "bằng 104" in told(leaves["4.6"])


def test_what_slipped_is_told_with_its_arithmetic(leaves: dict[str, ProposedLeaf], is_scored: bool) -> None:
    late = leaves["B.1.6" if is_scored else "2.8"]
    assert not late.proposal.acceptable
    assert "1.224 trên 1.226" in told(late)
    month = leaves["B.2.4.2" if is_scored else "3.1.2.2"]
    assert month.proposal.standing is Standing.MISSED
    assert "thiếu tháng 8" in told(month)
    assert month.proposal.risk_date is not None
    assert month.proposal.risk_date.month == 8
    if not is_scored:
        assert "thiếu tuần" in told(leaves["3.1.2.1"])


def test_thresholds_of_the_program_say_so(leaves: dict[str, ProposedLeaf]) -> None:
    own = [leaf for leaf in leaves.values() if leaf.proposal.own]
    assert own
    assert all("chương trình" in told(leaf) for leaf in own)


def test_accepted_proposals_are_the_score_the_list_and_the_package(
    office: Services, is_scored: bool, tmp_path
) -> None:
    taken = accepted(office)
    assert len(taken) >= 25
    view = office.assessment.view(YEAR)
    if is_scored:
        assert view.evaluation.total == sum(leaf.proposal.points or 0 for leaf in taken)
    assert all(view.rows[leaf.node].is_backed for leaf in taken if not leaf.node.startswith("A."))
    office.assessment.freeze(YEAR)
    frozen = office.proposals.proposals(YEAR)
    assert {one.node for one in frozen if one.decision is not None} == {leaf.node for leaf in taken}
    made = office.package.export(YEAR, tmp_path / "Hồ sơ.zip")
    found = office.package.verify([tmp_path / "Hồ sơ.zip"])
    assert found.ok
    assert made.records > 80


def test_the_report_tells_the_year_criterion_by_criterion(office: Services, is_scored: bool) -> None:
    words = {part.key: part.written for part in office.report.parts(YEAR)}
    first = words["criterion:B.1" if is_scored else "criterion:4"]
    assert "văn bản phát hành được ký số 576 trên 600, bằng 96%" in first
    assert "Đã niêm yết" in first
    assert "Nhật ký hoạt động trong năm" in first
    assert "40 phiếu hợp lệ, trung bình 9,5 trên 10 điểm" in words["report.surveys"]
    told = " ".join(words.values())
    assert "120 thư" in told or "12 thư chúc mừng kết hôn" in told
