"""Evidence by rule on a real office: proposed from its records, decided by a person, frozen with the year."""

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.assessment import LeafStatus
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.domain.postings import PostingSize
from friendly_desktop.domain.proof.decisions import DecisionKind, ProposedLeaf
from friendly_desktop.domain.proof.facts import periods_of
from friendly_desktop.domain.proof.lines import LineKind
from friendly_desktop.domain.proof.rules import Standing
from friendly_desktop.domain.surveys import Ballot
from friendly_desktop.errors import AppError
from tests.services.evidence_desk import YEAR
from tests.services.test_record_proof import NAMES, held, petition
from tests.statements import statements

D = Decimal


def proposed(services: Services, node: str) -> ProposedLeaf:
    found = services.proposals.proposal(YEAR, node)
    assert found is not None
    return found


def visits(services: Services, months: range) -> None:
    for month in months:
        held(services, MeetingKind.VISIT, date(YEAR, month, 6), hamlet="Thôn Đông")


def diary(services: Services, kind: ActivityKind, day: date, node: str, title: str = "Việc") -> int:
    return services.activities.add(ActivityEntry(kind, day, title, times=3, nodes=(node,))).id


def figures(services: Services, late: int, months: range = range(1, 11)) -> None:
    for month in months:
        told = {"files_early": D(10), "files_on_time": D(90), "files_late": D(late if month == 4 else 0)}
        services.indicators.set_values(YEAR, month, told)


def survey(services: Services, answers: list[tuple[str, ...]]) -> int:
    opened = services.surveys.open(
        YEAR,
        "citizen",
        "Đợt tháng 11",
        first_day=date(YEAR, 11, 2),
        last_day=date(YEAR, 11, 6),
        issued=len(answers),
    )
    for number, one in enumerate(answers, start=1):
        services.surveys.enter(opened.id, Ballot(number, one))
    services.surveys.close(opened.id)
    return opened.id


def test_a_new_year_proposes_nothing_and_scores_nothing(office: Services) -> None:
    found = office.proposals.proposals(YEAR)
    assert len(found) >= 30
    assert not [one.node for one in found if one.proposal.acceptable]
    assert office.assessment.view(YEAR).evaluation.total == 0


def test_visits_of_every_month_propose_the_points_and_tell_the_next_risk(office: Services) -> None:
    visits(office, range(1, 12))
    found = proposed(office, "B.2.2").proposal
    assert (found.points, found.standing, found.risk_date) == (D(5), Standing.HOLDS, date(YEAR, 12, 31))
    assert "10 trên 10 tháng đã qua đủ" in found.results[0].sentence


def test_an_officer_accepts_and_the_leaf_is_scored_with_its_reason(office: Services) -> None:
    visits(office, range(1, 12))
    done = office.proposals.accept(YEAR, "B.2.2", "Nguyễn Thị Hòa", seen=proposed(office, "B.2.2").proposal)
    assert (done.points, done.waiting, done.moved) == (D(5), False, "")
    assert done.decision is not None
    assert (done.decision.kind, done.decision.by) == (DecisionKind.ACCEPTED, "Nguyễn Thị Hòa")
    entry = office.assessment.view(YEAR).rows["B.2.2"].entry
    assert (entry.points, entry.status) == (D(5), LeafStatus.DONE)
    assert "10 trên 10 tháng đã qua đủ" in entry.reason


def test_what_an_officer_wrote_as_reason_is_kept(office: Services) -> None:
    visits(office, range(1, 12))
    office.assessment.set_points(YEAR, "B.2.2", "3", "Theo báo cáo số 12")
    done = office.proposals.accept(YEAR, "B.2.2")
    assert done.points == D(5)
    assert office.assessment.view(YEAR).rows["B.2.2"].entry.reason == "Theo báo cáo số 12"


def test_a_decision_whose_records_moved_is_told(office: Services) -> None:
    figures(office, late=0)
    office.proposals.accept(YEAR, "B.1.6")
    figures(office, late=2)
    found = proposed(office, "B.1.6")
    assert found.moved == "Đã chấp nhận 7 điểm; nay số liệu không còn đề nghị điểm nào."
    assert found.points == D(7)  # told, not changed
    office.assessment.set_points(YEAR, "B.1.6", "6")
    assert proposed(office, "B.1.6").moved == "Đã quyết định 7 điểm; sau đó điểm được sửa thành 6."


def test_a_proposal_that_moved_while_it_was_read_is_not_accepted(office: Services) -> None:
    figures(office, late=0)
    seen = proposed(office, "B.1.6").proposal
    figures(office, late=2)
    with pytest.raises(AppError) as refused:
        office.proposals.accept(YEAR, "B.1.6", seen=seen)
    assert refused.value.code == "nothing_proposed"
    assert office.assessment.view(YEAR).rows["B.1.6"].entry.points is None
    assert office.proposals.decisions(YEAR) == {}


def test_scoring_otherwise_needs_a_reason_and_points_the_leaf_allows(office: Services) -> None:
    for points, reason, code in (
        ("5", " ", "reason_missing"),
        ("9", "Có văn bản", "points_refused"),
        (None, "Có văn bản", "points_refused"),
    ):
        with pytest.raises(AppError) as refused:
            office.proposals.override(YEAR, "B.1.6", points, reason)
        assert refused.value.code == code
    done = office.proposals.override(YEAR, "B.1.6", "6,5", "Hai hồ sơ trễ do lỗi hệ thống", "Lê Văn An")
    assert (done.points, done.moved) == (D("6.5"), "")
    assert office.assessment.view(YEAR).rows["B.1.6"].entry.reason == "Hai hồ sơ trễ do lỗi hệ thống"
    figures(office, late=0)
    assert proposed(office, "B.1.6").moved == "Lúc chấm, số liệu chưa đề nghị; nay đề nghị 7 điểm."


def test_undo_puts_answer_and_decision_back(office: Services) -> None:
    visits(office, range(1, 12))
    before = office.assessment.view(YEAR).rows["B.2.2"].entry
    office.proposals.accept(YEAR, "B.2.2")
    office.proposals.put_back(YEAR, "B.2.2", before, None)
    assert office.assessment.view(YEAR).rows["B.2.2"].entry == before
    assert proposed(office, "B.2.2").waiting
    office.proposals.accept(YEAR, "B.2.2")
    office.proposals.withdraw(YEAR, "B.2.2")
    assert proposed(office, "B.2.2").decision is None
    assert office.assessment.view(YEAR).rows["B.2.2"].entry.points == D(5)


def test_a_line_without_a_rule_has_nothing_to_accept(office: Services) -> None:
    assert office.proposals.proposal(YEAR, "B.4.5") is None
    for node, code in (("B.4.5", "no_rule"), ("B.4", "node_unknown"), ("Z", "node_unknown")):
        with pytest.raises(AppError) as refused:
            office.proposals.accept(YEAR, node)
        assert refused.value.code == code


def test_a_week_in_which_nobody_works_asks_for_no_visit(services: Services, clock: FixedClock) -> None:
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    tet = date(YEAR, 2, 16)
    for week in periods_of(YEAR, "week"):
        if week.first < clock.today() and week.first != tet:
            held(services, MeetingKind.VISIT, week.first + timedelta(days=1), hamlet="Thôn Đông")
    result = proposed(services, "3.1.2.1").proposal.results[0]
    assert result.standing is Standing.HOLDS
    assert "44 trên 44 tuần đã qua đủ" in result.sentence
    assert proposed(services, "3.1.2.1").proposal.risk_date == date(YEAR, 11, 29)


def test_late_files_want_letters_that_were_signed(services: Services) -> None:
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    assert proposed(services, "2.4.5").proposal.standing is Standing.UNKNOWN
    with services.db.write() as connection:
        connection.execute(
            text(
                "INSERT INTO late_files (code, procedure, person, address, promised, reason, created_at)"
                " VALUES ('H1', 'Khai sinh', 'Bà A', '', '2026-04-02', '', '2026-04-03')"
            )
        )
    result = proposed(services, "2.4.5").proposal.results[0]
    assert (result.standing, result.value) == (Standing.OPEN, D(0))


def test_a_closed_survey_flows_into_its_criterion(office: Services) -> None:
    good, fair = ("good",) * 5, ("fair",) * 5
    survey(office, [good, good, fair])
    found = proposed(office, "A.1")
    assert found.proposal.points == D("8.33")
    office.proposals.accept(YEAR, "A.1")
    evaluation = office.assessment.view(YEAR).evaluation
    assert (evaluation.survey_points, evaluation.self_points) == (D("8.33"), D(0))
    assert proposed(office, "A.2").proposal.points is None
    assert proposed(office, "B.2.5").proposal.points == D(2)


def test_late_and_overdue_cases_are_counted_against_the_share(services: Services) -> None:
    petition(services, date(YEAR, 3, 2), answered=date(YEAR, 3, 9))
    petition(services, date(YEAR, 3, 3), answered=None)
    services.assessment.open_year(YEAR, "xuan-luong-2023")
    found = proposed(services, "3.2.2").proposal.results[2]
    assert found.standing is Standing.MISSED
    assert "1 trên 2, bằng 50%, 1 việc quá hạn chưa xong" in found.sentence


def test_a_posting_backs_its_leaf_while_its_year_lasts(office: Services) -> None:
    values = office.postings.blank("banner_build")
    made = office.postings.make("banner_build", values, PostingSize.A3)
    assert not office.assessment.view(YEAR).rows["B.4.4.1"].is_backed
    office.postings.hang(made.id, date(YEAR, 3, 5), "Sảnh trụ sở")
    row = office.assessment.view(YEAR).rows["B.4.4.1"]
    assert (row.postings, row.is_backed) == (1, True)
    assert proposed(office, "B.4.4.1").proposal.points == D(1)
    (line,) = office.proposals.lines(YEAR, "B.4.4.1")
    assert (line.kind, line.day, line.result) == (
        LineKind.POSTING,
        date(YEAR, 3, 5),
        "Khổ A3, treo tại Sảnh trụ sở",
    )


def test_the_diary_backs_the_leaf_it_names_and_the_list_names_nobody(office: Services) -> None:
    diary(office, ActivityKind.SERVICE, date(YEAR, 4, 2), "B.5.1", f"Trả kết quả tại nhà bà {NAMES[0]}")
    row = office.assessment.view(YEAR).rows["B.5.1"]
    assert (row.activities, row.is_backed) == (1, True)
    (line,) = office.proposals.lines(YEAR, "B.5.1")
    assert (line.words, line.result) == ("Phục vụ tại nhà, trong ngày", "3 lần")
    assert NAMES[0] not in repr(office.proposals.lines(YEAR))


def test_a_frozen_year_keeps_rules_decisions_and_lists(office: Services, clock: FixedClock) -> None:
    visits(office, range(1, 12))
    figures(office, late=0)
    broadcast = diary(office, ActivityKind.BROADCAST, date(YEAR, 5, 4), "B.1.1.1", "Bản tin tháng 5")
    office.proposals.accept(YEAR, "B.2.2", "Nguyễn Thị Hòa")
    office.assessment.freeze(YEAR)
    before, lines = office.proposals.proposals(YEAR), office.proposals.lines(YEAR)
    assert {one.kind for one in lines} == {LineKind.ACTIVITY, LineKind.FIGURE}
    office.activities.remove([broadcast])
    figures(office, late=5)
    assert office.proposals.proposals(YEAR) == before
    assert office.proposals.lines(YEAR) == lines
    assert office.assessment.view(YEAR).rows["B.1.1.1"].activities == 1
    content = json.loads(office.assessment.snapshots(YEAR)[-1].content)
    told = {one["node"]: one for one in content["proof"]["leaves"]}
    assert told["B.2.2"]["decision"]["by"] == "Nguyễn Thị Hòa"
    assert told["B.2.2"]["rules"][0]["own"] is True
    for act in (
        lambda: office.proposals.accept(YEAR, "B.2.2"),
        lambda: office.proposals.override(YEAR, "B.2.2", "1", "Lý do"),
        lambda: office.proposals.withdraw(YEAR, "B.2.2"),
    ):
        with pytest.raises(AppError) as refused:
            act()
        assert refused.value.code == "year_frozen"
    office.assessment.reopen(YEAR)
    assert proposed(office, "B.1.6").proposal.points is None


def test_a_task_the_office_does_not_have_waits_for_nobody(services: Services) -> None:
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    figures(services, late=0)
    assert proposed(services, "2.8").waiting
    entry = services.assessment.view(YEAR).rows["2.8"].entry
    services.assessment.save_entry(YEAR, replace(entry, status=LeafStatus.NOT_APPLICABLE))
    assert (proposed(services, "2.8").waiting, proposed(services, "2.8").moved) == (False, "")


def test_a_leaf_without_points_is_marked_as_done(services: Services) -> None:
    services.assessment.open_year(YEAR, "ninh-giang-2026")
    figures(services, late=0)
    found = proposed(services, "2.8")
    assert (found.proposal.done, found.proposal.points, found.waiting) == (True, None, True)
    done = services.proposals.accept(YEAR, "2.8")
    assert (done.done, done.moved) == (True, "")
    assert services.assessment.view(YEAR).rows["2.8"].entry.status is LeafStatus.DONE
    figures(services, late=1)
    assert "không còn đủ ngưỡng" in proposed(services, "2.8").moved
    undone = services.proposals.override(YEAR, "2.8", None, "Có hồ sơ trễ", done=False)
    assert (undone.done, undone.moved) == (False, "")


def test_reading_proposals_costs_the_same_whatever_the_year_holds(office: Services) -> None:
    office.proposals.proposals(YEAR)
    few = statements(lambda: office.proposals.proposals(YEAR))
    visits(office, range(1, 12))
    for number in range(1, 28):
        diary(office, ActivityKind.BROADCAST, date(YEAR, 5, number), "B.1.1.1")
        petition(office, date(YEAR, 5, number), answered=date(YEAR, 5, number))
    assert statements(lambda: office.proposals.proposals(YEAR)) == few


def test_a_year_that_was_not_opened_is_told(services: Services, tmp_path: Path) -> None:
    with pytest.raises(AppError) as refused:
        services.proposals.proposals(YEAR)
    assert refused.value.code == "year_unknown"


def test_a_decision_is_written_whole_or_not_at_all(office: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    visits(office, range(1, 12))
    before = office.assessment.view(YEAR).rows["B.2.2"].entry

    def fail(*_given: object) -> None:
        raise OSError("power cut")

    monkeypatch.setattr("friendly_desktop.storage.proof_decisions.put", fail)
    with pytest.raises(OSError, match="power cut"):
        office.proposals.accept(YEAR, "B.2.2")
    monkeypatch.undo()
    assert office.assessment.view(YEAR).rows["B.2.2"].entry == before
    assert office.proposals.decisions(YEAR) == {}
