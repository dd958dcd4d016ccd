"""What holds of every rule, whatever was recorded: points fit their leaf, more work never counts less."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.criteria import Band, Measure, Node, Scoring, ScoringKind
from friendly_desktop.domain.proof.facts import ActivityDay, ProofFacts, ShareFact, periods_of
from friendly_desktop.domain.proof.rules import Standing, propose
from friendly_desktop.domain.scoring import check_points

YEAR = 2026
D = Decimal
FIRST = date(YEAR, 1, 1)
days = st.integers(0, 364).map(lambda number: FIRST + timedelta(days=number))
todays = st.dates(date(YEAR - 1, 12, 1), date(YEAR + 1, 2, 1))
lines = st.lists(st.builds(ActivityDay, st.just("broadcast"), days, st.integers(1, 5)), max_size=40)
counted = st.builds(
    Measure,
    st.just(">="),
    st.integers(1, 4).map(Decimal),
    st.sampled_from(["times", "days"]),
    st.sampled_from(["", "week", "month", "quarter", "year"]),
    st.just("phát thanh"),
    st.just("activities"),
    st.booleans(),
)
measured = st.builds(
    Measure,
    st.sampled_from([">=", ">"]),
    st.integers(0, 120).map(Decimal),
    st.just("percent"),
    st.just(""),
    st.just("tỷ lệ"),
    st.just("indicator:app"),
)
scorings = st.sampled_from(
    [
        Scoring(ScoringKind.YES_NO),
        Scoring(ScoringKind.FREE, D("0.25")),
        Scoring(ScoringKind.COUNT, unit_points=D("0.25")),
        Scoring(ScoringKind.RATIO, D("0.01")),
        Scoring(ScoringKind.BANDS, bands=(Band(D(50), D(1)), Band(D(100), D(2)))),
    ]
)
RANK = {Standing.MISSED: 0, Standing.UNKNOWN: 1, Standing.OPEN: 2, Standing.HOLDS: 3}


def leaf(scoring: Scoring, *measures: Measure) -> Node:
    return Node("1", "1", "Việc", D(2), scoring, measures=measures)


@given(scorings, counted, measured, lines, todays, st.decimals(0, 5000, places=3))
def test_points_that_are_proposed_are_points_the_leaf_takes(
    scoring: Scoring,
    count: Measure,
    share: Measure,
    told: list[ActivityDay],
    today: date,
    percent: Decimal,
) -> None:
    facts = ProofFacts(
        YEAR,
        today,
        activities={"1": tuple(told)},
        shares={"app": ShareFact("Ứng dụng", percent, D(100), percent)},
    )
    node = leaf(scoring, count, share)
    found = propose(node, facts)
    assert found is not None
    if found.points is not None:
        assert check_points(node, found.points) == ""
    assert found.sentence.endswith(".")
    assert all(one.sentence.endswith(".") for one in found.results)


@given(counted, lines, todays, st.builds(ActivityDay, st.just("broadcast"), days, st.integers(1, 5)))
def test_one_more_broadcast_never_makes_a_threshold_worse(
    count: Measure, told: list[ActivityDay], today: date, more: ActivityDay
) -> None:
    node = leaf(Scoring(ScoringKind.YES_NO), count)
    facts = ProofFacts(YEAR, today, activities={"1": tuple(told)})
    before = propose(node, facts)
    after = propose(node, replace(facts, activities={"1": (*told, more)}))
    assert before is not None
    assert after is not None
    assert RANK[after.standing] >= RANK[before.standing]


@given(counted, lines, todays)
def test_what_is_still_ahead_is_never_missed_and_what_is_missed_lies_behind(
    count: Measure, told: list[ActivityDay], today: date
) -> None:
    found = propose(
        leaf(Scoring(ScoringKind.YES_NO), count), ProofFacts(YEAR, today, activities={"1": tuple(told)})
    )
    assert found is not None
    if found.standing is Standing.MISSED:
        assert found.risk_date is not None
        assert found.risk_date < today
    elif found.risk_date is not None:
        assert found.risk_date >= today


@given(st.integers(2020, 2100), st.sampled_from(["week", "month", "quarter"]))
def test_the_periods_of_a_year_follow_each_other_without_a_hole(year: int, per: str) -> None:
    periods = periods_of(year, per)
    assert [one.number for one in periods] == list(range(1, len(periods) + 1))
    for one, following in pairwise(periods):
        assert following.first - one.last == timedelta(days=1)
    assert date(year, 1, 1) <= periods[0].first
    assert periods[-1].last <= date(year, 12, 31)
