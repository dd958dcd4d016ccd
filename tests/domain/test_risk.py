"""Points at risk: why, how many, until when, and whose."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from friendly_desktop.domain.assessment import Entry, LeafRow, LeafStatus, YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet, Measure, Node, Scoring, ScoringKind, Step
from friendly_desktop.domain.gaps import unbacked_points
from friendly_desktop.domain.proof.decisions import DecisionKind, ProofDecision, ProposedLeaf
from friendly_desktop.domain.proof.rules import LeafProposal, RuleResult, Standing
from friendly_desktop.domain.risk import RiskReport, RiskWhy, risk_report, until_words, why_words
from friendly_desktop.domain.scoring import evaluate

TODAY = date(2026, 11, 20)
STEP = date(2026, 12, 14)


def leaf(node_id: str, most: str = "2", kind: ScoringKind = ScoringKind.YES_NO) -> Node:
    return Node(node_id, node_id[-1], f"Mục {node_id}", Decimal(most), Scoring(kind))


SET = CriteriaSet(
    "bo",
    "1",
    "Bộ thử",
    "Bộ thử",
    (Node("1", "1", "Tiêu chí", Decimal(6), children=(leaf("1.1"), leaf("1.2"), leaf("1.3"))),),
    Decimal(6),
    steps=(
        Step("b2", "Thẩm định", "", "huyện", 12, 31),
        Step("b1", "Tự chấm", "", "xã", 12, 15),
        Step("b0", "Đã qua", "", "xã", 3, 1),
    ),
)


def report(
    *entries: Entry,
    backed: tuple[str, ...] = (),
    proposals: tuple[ProposedLeaf, ...] = (),
    state: YearState = YearState.OPEN,
    today: date = TODAY,
) -> RiskReport:
    given = {one.node: one for one in entries}
    rows = {
        one.id: LeafRow(given.get(one.id, Entry(one.id)), evidence_count=one.id in backed)
        for one in SET.leaves
    }
    scores = {one.node: one.points for one in entries if one.points is not None}
    view = YearView(
        2026,
        SET.id,
        "1",
        state,
        TODAY,
        None,
        rows,
        {},
        evaluate(SET, scores, {}, {}, []),
        unbacked_points(SET, rows),
    )
    return risk_report(SET, view, {one.node: one for one in proposals}, today)


def claim(node: str, points: str | None, **more: object) -> Entry:
    return Entry(node, None if points is None else Decimal(points), LeafStatus.DONE, **more)  # type: ignore[arg-type]


def proposal(
    node: str,
    standing: Standing,
    points: str | None = None,
    risk: date | None = None,
    own: bool = False,
    unit: str = "times",
) -> ProposedLeaf:
    value = None if points is None else Decimal(points)
    result = RuleResult(Measure(">=", Decimal(1), unit, own=own), standing, "")
    return ProposedLeaf(LeafProposal(node, (result,), standing, "", value, None, risk))


def test_a_claim_that_nothing_proves_is_lost_with_the_next_dated_step() -> None:
    found = report(claim("1.1", "2"), claim("1.2", "2"), backed=("1.2",))
    assert (found.claimed, found.backed, found.at_risk) == (Decimal(4), Decimal(2), Decimal(2))
    (line,) = found.lines
    assert (line.node, line.why, line.points, line.lost_on) == ("1.1", RiskWhy.NO_PROOF, Decimal(2), STEP)
    assert why_words(line) == "chưa có minh chứng"
    assert until_words(line, TODAY) == "còn đến 14/12/2026"


def test_steps_come_in_their_order_of_time_with_the_days_that_are_left() -> None:
    assert [(one.step.id, one.days) for one in report().steps] == [("b0", -265), ("b1", 24), ("b2", 40)]


def test_records_that_give_less_put_the_difference_at_risk() -> None:
    found = report(claim("1.1", "2"), backed=("1.1",), proposals=(proposal("1.1", Standing.HOLDS, "0.5"),))
    (line,) = found.lines
    assert (line.why, line.points, line.proposed) == (RiskWhy.RECORDS_LESS, Decimal("1.5"), Decimal("0.5"))
    assert why_words(line) == "số liệu cho 0,5 điểm"
    assert found.backed == 2  # what is filed is filed


@pytest.mark.parametrize("points", ["2", "3"])
def test_records_that_give_as_much_or_more_put_nothing_at_risk(points: str) -> None:
    found = report(claim("1.1", "2"), backed=("1.1",), proposals=(proposal("1.1", Standing.HOLDS, points),))
    assert found.lines == ()


def test_a_threshold_not_reached_is_told_with_its_own_day() -> None:
    near = date(2026, 11, 30)
    found = report(
        claim("1.1", "2"), backed=("1.1",), proposals=(proposal("1.1", Standing.OPEN, None, near),)
    )
    (line,) = found.lines
    assert (line.why, line.points, line.lost_on, line.lost) == (RiskWhy.THRESHOLD, Decimal(2), near, False)


def test_a_threshold_that_was_missed_is_lost_and_stands_last() -> None:
    missed = proposal("1.1", Standing.MISSED, None, date(2026, 8, 31))
    found = report(claim("1.1", "2"), claim("1.2", "1"), backed=("1.1",), proposals=(missed,))
    assert [(one.node, one.lost) for one in found.lines] == [("1.2", False), ("1.1", True)]
    assert until_words(found.lines[1], TODAY) == "đã qua 31/08/2026"
    assert why_words(found.lines[1]) == "không đạt ngưỡng"


def test_in_spring_an_open_threshold_of_a_line_without_a_claim_is_not_yet_a_risk() -> None:
    year_end = proposal("1.1", Standing.OPEN, None, date(2026, 12, 31))
    assert report(proposals=(year_end,), today=date(2026, 3, 2)).lines == ()
    (line,) = report(proposals=(year_end,)).lines
    assert (line.points, line.lost_on) == (Decimal(2), STEP)  # the commune scores itself before the year ends


def test_a_line_scored_zero_has_nothing_to_lose() -> None:
    found = report(claim("1.1", "0"), proposals=(proposal("1.1", Standing.MISSED, None, TODAY),))
    assert found.lines == ()


def test_the_offices_own_date_warns_and_loses_nothing_by_itself() -> None:
    entry = Entry("1.1", due=date(2026, 11, 1))
    (line,) = report(entry).lines
    assert (line.why, line.points, line.lost_on) == (RiskWhy.OVERDUE, Decimal(2), STEP)
    assert why_words(line) == "quá hạn nội bộ 01/11/2026"
    assert report(replace(entry, due=TODAY)).lines == ()  # today is not over


def test_of_two_reasons_the_one_with_more_points_counts_and_of_equal_ones_the_missing_proof() -> None:
    less = proposal("1.1", Standing.HOLDS, "0")
    (line,) = report(claim("1.1", "2"), proposals=(less,)).lines
    assert line.why is RiskWhy.NO_PROOF
    assert report(claim("1.1", "2"), proposals=(less,)).at_risk == 2  # counted once


def test_what_is_not_applicable_or_frozen_is_not_at_risk() -> None:
    absent = Entry("1.1", status=LeafStatus.NOT_APPLICABLE, due=date(2026, 1, 1))
    assert report(absent).lines == ()
    assert report(claim("1.1", "2"), state=YearState.FROZEN).lines == ()


def test_after_all_steps_no_day_is_known() -> None:
    (line,) = report(claim("1.1", "2"), today=date(2027, 3, 1)).lines
    assert line.lost_on is None
    assert until_words(line, date(2027, 3, 1)) == ""


def test_points_are_told_by_officer_and_by_unit_where_there_is_none() -> None:
    found = report(claim("1.1", "2", officer_id=7, unit_id=3), claim("1.2", "1", unit_id=3), backed=("1.2",))
    told = {
        (one.officer_id, one.unit_id): (len(one.leaves), one.done, one.claimed, one.backed, one.at_risk)
        for one in found.owners
    }
    assert told == {
        (7, None): (1, 1, Decimal(2), Decimal(0), Decimal(2)),
        (None, 3): (1, 1, Decimal(1), Decimal(1), Decimal(0)),
        (None, None): (1, 0, Decimal(0), Decimal(0), Decimal(0)),
    }
    assert sum(one.at_risk for one in found.owners) == found.at_risk


def test_what_could_still_be_claimed_is_told_apart_from_what_is_claimed() -> None:
    found = report(claim("1.1", "2"), Entry("1.2", due=date(2026, 11, 1)))
    assert (found.at_risk, found.claimed_at_risk) == (Decimal(4), Decimal(2))


def test_lines_that_nobody_scored_are_counted() -> None:
    found = report(claim("1.1", "2"), claim("1.2", "1"))
    assert found.unscored == 1


def test_the_last_day_itself_still_counts() -> None:
    (line,) = report(claim("1.1", "2"), today=STEP).lines
    assert line.lost_on == STEP
    assert until_words(line, STEP) == "hết hôm nay"


def test_what_an_officer_scored_otherwise_with_a_reason_is_not_held_against_it_until_the_records_move() -> (
    None
):
    decision = ProofDecision(
        "1.1",
        DecisionKind.OVERRIDDEN,
        Decimal(2),
        Decimal(0),
        "",
        "Có biên bản giấy",
        "Lan",
        datetime.now(UTC),
    )
    decided = replace(proposal("1.1", Standing.HOLDS, "0"), decision=decision)
    assert report(claim("1.1", "2"), backed=("1.1",), proposals=(decided,)).lines == ()
    moved = replace(decided, moved="Lúc chấm, số liệu đề nghị 1 điểm; nay đề nghị 0 điểm.")
    found = report(claim("1.1", "2"), backed=("1.1",), proposals=(moved,))
    assert [one.why for one in found.lines] == [RiskWhy.RECORDS_LESS]
    assert found.moved == ("1.1",)


def test_proposals_that_nobody_accepted_yet_are_counted() -> None:
    assert report(proposals=(proposal("1.1", Standing.HOLDS, "2"),)).waiting == ("1.1",)


def test_paper_that_is_filed_need_not_be_written_in_a_diary_too() -> None:
    little = proposal("1.1", Standing.MISSED, None, date(2026, 1, 31), own=True)
    assert report(claim("1.1", "2"), backed=("1.1",), proposals=(little,)).lines == ()
    without_paper = report(Entry("1.1"), proposals=(little,))
    assert [one.why for one in without_paper.lines] == [RiskWhy.THRESHOLD]


@pytest.mark.parametrize(("own", "unit"), [(False, "times"), (True, "percent")])
def test_a_threshold_of_the_source_and_a_measured_share_speak_against_paper(own: bool, unit: str) -> None:
    short = proposal("1.1", Standing.OPEN, None, date(2026, 12, 31), own=own, unit=unit)
    found = report(claim("1.1", "2"), backed=("1.1",), proposals=(short,))
    assert [one.why for one in found.lines] == [RiskWhy.THRESHOLD]


def test_what_is_done_every_week_is_told_again_when_its_day_is_near() -> None:
    near = proposal("1.1", Standing.HOLDS, "2", date(2026, 11, 22))
    far = proposal("1.2", Standing.HOLDS, "2", date(2026, 12, 31))
    found = report(claim("1.1", "2"), claim("1.2", "2"), backed=("1.1", "1.2"), proposals=(near, far))
    assert found.upcoming == {"1.1": date(2026, 11, 22)}
    assert found.lines == ()  # nothing is lost yet
