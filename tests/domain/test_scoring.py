"""Exact sums, rules of each kind of leaf, vetoes and levels."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.assessment import Evaluation
from friendly_desktop.domain.criteria import (
    Band,
    CriteriaSet,
    Level,
    Node,
    NotApplicable,
    Option,
    Scorer,
    Scoring,
    ScoringKind,
    Veto,
    VetoEffect,
)
from friendly_desktop.domain.scoring import (
    ScoreError,
    check_points,
    evaluate,
    parse_points,
    points_for_fact,
)

D = Decimal


def leaf(node_id: str, points: str | None, kind: ScoringKind = ScoringKind.FREE, **rule: object) -> Node:
    rule.setdefault(
        "step", D("0.25") if kind in (ScoringKind.FREE, ScoringKind.BONUS, ScoringKind.DEDUCTION) else None
    )
    scorer = Scorer.SURVEY if kind is ScoringKind.SURVEY else Scorer.SELF
    scoring = Scoring(kind, **rule)  # type: ignore[arg-type]
    return Node(node_id, "-", f"Mục {node_id}", None if points is None else D(points), scoring, scorer)


def group(node_id: str, points: str, *children: Node) -> Node:
    return Node(node_id, "1", f"Nhóm {node_id}", D(points), children=children)


LEVELS = (
    Level("none", "Không đạt chuẩn", D(0), passing=False),
    Level("level-1", "Mức độ 1", D(80)),
    Level("level-2", "Mức độ 2", D(85)),
    Level("level-3", "Mức độ 3", D(90)),
    Level("level-4", "Mức độ 4", D(95)),
)


def make(*nodes: Node, levels: tuple[Level, ...] = LEVELS, vetoes: tuple[Veto, ...] = ()) -> CriteriaSet:
    total = sum((node.max_points or D(0) for node in nodes), D(0))
    return CriteriaSet("thu", "1", "Thử", "Thử", nodes, total, levels, vetoes)


def hundred(**more: object) -> CriteriaSet:
    whole = make(
        group("A", "20", leaf("A.1", "20", ScoringKind.SURVEY, step=D("0.01"))),
        group("B", "80", group("B.1", "50", leaf("B.1.1", "20"), leaf("B.1.2", "30")), leaf("B.2", "30")),
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def level_of(done: Evaluation) -> str:
    assert done.level is not None
    return done.level.id


FULL = {"B.1.1": D(20), "B.1.2": D(30), "B.2": D(30)}


@pytest.mark.parametrize(
    ("text", "value"),
    [("0,5", "0.5"), ("0.5", "0.5"), ("1.0", "1"), (" 2 ", "2"), ("0", "0"), ("10", "10"), ("007", "7")],
)
def test_points_are_read_as_people_type_them(text, value):
    assert parse_points(text) == D(value)


@pytest.mark.parametrize(
    "text",
    ["", "   ", "-1", "abc", "1e3", "½", "1,2,3", "1.2.3", "1,", ",5", "+1", "０,５", "١", "NaN", "Infinity", "1 000", "0x1",
     "1_0", "99999999", "0,1234567", "một"],
)  # fmt: skip
def test_anything_else_is_refused_with_a_sentence(text):
    with pytest.raises(ScoreError, match=r"[.]$"):
        parse_points(text)


def test_a_negative_score_says_that_it_is_negative():
    with pytest.raises(ScoreError, match="âm"):
        parse_points("-1")
    assert parse_points("-1,5", negative=True) == D("-1.5")


def test_sums_are_exact_at_every_level():
    done = evaluate(hundred(), {"B.1.1": "18,25", "B.1.2": "29.5", "B.2": D(30)}, {}, {"A.1": "17.35"})
    assert done.problems == ()
    assert done.total == D("95.10")
    assert done.self_points == D("77.75")
    assert done.survey_points == D("17.35")
    assert done.sums["B.1"] == D("47.75")
    assert done.sums["B"] == D("77.75")


def test_unscored_leaves_have_no_sum_and_groups_start_at_zero():
    done = evaluate(hundred(), {}, {}, {})
    assert "B.2" not in done.sums
    assert done.sums["B.1"] == 0
    assert done.total == 0


@pytest.mark.parametrize(
    ("total", "level"),
    [("79.99", "none"), ("80", "level-1"), ("84.99", "level-1"), ("85", "level-2"), ("89.99", "level-2"),
     ("90", "level-3"), ("94.99", "level-3"), ("95", "level-4"), ("100", "level-4")],
)  # fmt: skip
def test_a_level_begins_at_its_bound_and_ends_before_the_next(total, level):
    scores = {**FULL, "B.2": D("29.75")} if D(total) < 80 else FULL
    found = evaluate(hundred(), scores, {}, {"A.1": D(total) - sum(scores.values())})
    assert found.total == D(total)
    assert level_of(found) == level


def test_the_distance_to_the_next_level_is_told():
    done = evaluate(hundred(), FULL, {}, {"A.1": "3.5"})
    assert (level_of(done), done.next_level, done.to_next) == ("level-1", LEVELS[2], D("1.5"))
    top = evaluate(hundred(), FULL, {}, {"A.1": "20"})
    assert (top.next_level, top.to_next) == (None, None)


def test_a_level_needs_its_minima_too():
    levels = (*LEVELS[:-1], replace(LEVELS[-1], minima={"B.2": D(30)}))
    done = evaluate(hundred(levels=levels), {**FULL, "B.2": "28"}, {}, {"A.1": "20"})
    assert done.total == 98
    assert level_of(done) == "level-3"
    assert done.to_next == 2


@pytest.mark.parametrize("effects", [(VetoEffect.NOT_CONSIDERED,), (VetoEffect.REVOKED,), (VetoEffect.NOT_CONSIDERED, VetoEffect.REVOKED)])  # fmt: skip
def test_a_veto_that_holds_takes_the_recognition_away(effects):
    whole = hundred(vetoes=(Veto("v1", "Vi phạm", effects),))
    done = evaluate(whole, FULL, {"v1": True}, {"A.1": "20"})
    assert done.total == 100
    assert done.vetoed
    assert (level_of(done), done.next_level, done.to_next) == ("none", None, None)


def test_a_lowering_veto_costs_one_level():
    whole = hundred(vetoes=(Veto("v1", "Vi phạm", (VetoEffect.LOWERED,)),))
    done = evaluate(whole, FULL, {"v1": True}, {"A.1": "12"})
    assert not done.vetoed
    assert level_of(done) == "level-2"
    assert (done.next_level, done.to_next) == (LEVELS[3], D(3))


def test_unanswered_vetoes_are_listed_and_unknown_ones_are_problems():
    whole = hundred(
        vetoes=(Veto("v1", "Vi phạm", (VetoEffect.REVOKED,)), Veto("v2", "Vi phạm", (VetoEffect.REVOKED,)))
    )
    done = evaluate(whole, FULL, {"v1": False, "v2": None, "v9": True}, {})
    assert done.unanswered_vetoes == ("v2",)
    assert [problem.node for problem in done.problems] == ["v9"]


@pytest.mark.parametrize(
    ("node", "given", "word"),
    [
        ("B.1", "5", "nhóm"),
        ("B.2", "30,25", "vượt"),
        ("B.2", "-1", "âm"),
        ("B.2", D(-1), "âm"),
        ("B.2", "1,1", "bước"),
        ("B.9", "1", "không có mục"),
        ("A.1", "5", "khảo sát"),
        ("B.2", "abc", "không phải"),
        ("B.2", "", "Chưa"),
        ("B.2", D("NaN"), "số thông thường"),
        ("B.2", D("Infinity"), "số thông thường"),
        ("B.2", D("1E+999999"), "số thông thường"),
        ("B.2", D("0.00000001"), "thập phân"),
        ("", "1", "không có mục"),
    ],
)
def test_a_wrong_score_is_a_problem_and_not_counted(node, given, word):
    done = evaluate(hundred(), {"B.1.1": "1", node: given}, {}, {})
    assert [problem.node for problem in done.problems] == [node]
    assert word in done.problems[0].message
    assert done.total == 1


def test_a_self_scored_leaf_takes_no_survey_average():
    done = evaluate(hundred(), {}, {}, {"B.2": "5"})
    assert [problem.node for problem in done.problems] == ["B.2"]
    assert done.total == 0


def test_yes_no_gives_all_or_nothing():
    node = leaf("1", "2", ScoringKind.YES_NO)
    assert [check_points(node, D(value)) == "" for value in ("0", "2", "1")] == [True, True, False]


def test_a_choice_gives_the_points_of_its_options():
    node = leaf(
        "1", "2", ScoringKind.CHOICE, options=(Option("a", "Tốt", D(2)), Option("b", "Khá", D("1.3")))
    )
    assert [check_points(node, D(value)) == "" for value in ("2", "1.3", "0", "1")] == [
        True,
        True,
        False,
        False,
    ]


def test_bands_turn_a_value_into_their_points():
    node = leaf("1", "3", ScoringKind.BANDS, bands=(Band(D(70), D(1)), Band(D(90), D(3))))
    assert [points_for_fact(node, D(value)) for value in ("69.9", "70", "89.99", "90", "120")] == [
        0,
        1,
        1,
        3,
        3,
    ]
    assert check_points(node, D(2)) != ""
    assert check_points(node, D(0)) == ""


def test_a_ratio_takes_more_than_a_hundred_percent():
    plain_ratio = leaf("1", "5", ScoringKind.RATIO, step=D("0.01"))
    assert points_for_fact(plain_ratio, D("33.333")) == D("1.66")
    assert points_for_fact(plain_ratio, D(130)) == 5
    over = leaf("1", "5", ScoringKind.RATIO, step=D("0.01"), unit_points=D("0.04"))
    assert points_for_fact(over, D(100)) == 4
    assert points_for_fact(over, D(120)) == D("4.8")


def test_a_count_gives_points_for_each_thing_up_to_the_maximum():
    node = leaf("1", "2", ScoringKind.COUNT, unit_points=D("0.75"))
    assert [points_for_fact(node, D(value)) for value in (0, 1, 2, 3)] == [0, D("0.75"), D("1.5"), 2]
    assert [check_points(node, D(value)) == "" for value in ("1.5", "2", "1")] == [True, True, False]


def test_a_leaf_without_a_measured_value_has_no_fact():
    with pytest.raises(ValueError, match="free"):
        points_for_fact(leaf("1", "1"), D(1))


def test_a_deduction_is_taken_off_down_to_its_floor():
    whole = make(group("1", "10", leaf("1.1", "10"), leaf("1.2", None, ScoringKind.DEDUCTION, floor=D(-3))))
    assert evaluate(whole, {"1.1": "9", "1.2": "-2,5"}, {}, {}).total == D("6.5")
    below = evaluate(whole, {"1.1": "9", "1.2": "-3,25"}, {}, {})
    assert below.total == 9
    assert "từ -3 đến 0" in below.problems[0].message
    assert evaluate(whole, {"1.2": "1"}, {}, {}).problems != ()


def test_a_bonus_goes_over_the_total():
    whole = CriteriaSet(
        "thu", "1", "T", "T", (leaf("1", "100"), leaf("2", "5", ScoringKind.BONUS)), D(100), LEVELS
    )
    done = evaluate(whole, {"1": "98", "2": "5"}, {}, {})
    assert done.total == 103
    assert level_of(done) == "level-4"


def test_an_imported_number_counts_within_its_maximum():
    node = Node("1", "1", "Chỉ số CCHC", D(50), Scoring(ScoringKind.IMPORTED, D("0.01")), Scorer.IMPORTED)
    assert evaluate(make(node), {"1": "43.87"}, {}, {}).total == D("43.87")


def test_a_checklist_leaf_takes_no_points():
    node = Node("1", "1", "Việc", None, Scoring(ScoringKind.CHECK))
    whole = CriteriaSet("thu", "1", "T", "T", (node,))
    done = evaluate(whole, {"1": "1"}, {}, {})
    assert done.total == 0
    assert done.level is None
    assert done.max_points is None
    assert len(done.problems) == 1


def not_applicable_set(rule: NotApplicable) -> CriteriaSet:
    return make(
        group(
            "1", "10", leaf("1.1", "4", not_applicable=rule), group("1.2", "6", leaf("1.2.1", "3", not_applicable=rule), leaf("1.2.2", "3"))
        )
    )  # fmt: skip


def test_not_applicable_may_count_in_full():
    done = evaluate(not_applicable_set(NotApplicable.FULL), {"1.2.1": "1"}, {}, {}, ["1.1"])
    assert done.total == 5


def test_an_excluded_leaf_leaves_the_rest_of_its_group_scaled_up():
    whole = not_applicable_set(NotApplicable.EXCLUDED)
    done = evaluate(whole, {"1.1": "4", "1.2.2": "2"}, {}, {}, ["1.2.1"])
    assert done.sums["1.2"] == 4  # 2 of 3 scaled to 4 of 6
    assert done.total == 8
    assert done.problems == ()


def test_a_group_that_is_wholly_excluded_scales_its_siblings():
    whole = make(group("1", "10", group("1.1", "5", leaf("1.1.1", "5", not_applicable=NotApplicable.EXCLUDED)), leaf("1.2", "5")))  # fmt: skip
    done = evaluate(whole, {"1.2": "4"}, {}, {}, ["1.1.1"])
    assert done.total == 8
    everything = evaluate(make(leaf("1", "5", not_applicable=NotApplicable.EXCLUDED)), {}, {}, {}, ["1"])
    assert everything.total == 0


def test_not_applicable_where_it_is_forbidden_is_a_problem():
    done = evaluate(hundred(), {"B.2": "5"}, {}, {}, ["B.2", "B.1", "X"])
    assert [problem.node for problem in done.problems] == ["B.1", "B.2", "X"]
    assert done.total == 5


points = st.integers(0, 120).map(lambda quarter: D(quarter) / 4)
answers = st.fixed_dictionaries({}, optional={"B.1.1": points, "B.1.2": points, "B.2": points, "X.1": points})


@given(answers, st.integers(0, 2000))
def test_the_total_is_the_sum_of_its_parts(scores, survey):
    done = evaluate(hundred(), scores, {}, {"A.1": D(survey) / 100})
    assert done.total == done.sums["A"] + done.sums["B"] == done.self_points + done.survey_points
    assert done.sums["B.1"] == done.sums.get("B.1.1", D(0)) + done.sums.get("B.1.2", D(0))
    assert done.total <= 100


@given(st.permutations([("B.1.1", "1"), ("B.2", "99"), ("X", "1"), ("B.1.2", "2,5"), ("B.1", "1")]))
def test_the_order_of_the_input_changes_nothing(pairs):
    first = evaluate(hundred(), dict(sorted(pairs)), {}, {})
    assert evaluate(hundred(), dict(pairs), {}, {}) == first


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_scaling_never_exceeds_the_maximum(out, quarters):
    leaves = [
        leaf(f"1.{half}.{number}", "3", not_applicable=NotApplicable.EXCLUDED)
        for half in (1, 2)
        for number in (1, 2, 3)
    ]
    whole = make(group("1", "18", group("1.1", "9", *leaves[:3]), group("1.2", "9", *leaves[3:])))
    scores = {node.id: D(quarter) / 4 for node, quarter in zip(leaves, quarters, strict=True)}
    done = evaluate(whole, scores, {}, {}, [node.id for node, gone in zip(leaves, out, strict=True) if gone])
    assert done.problems == ()
    assert all(
        0 <= done.sums[node.id] <= (node.max_points or 0) for node in whole.walk() if node.id in done.sums
    )
    assert done.total == done.sums["1"]


@given(answers, st.sampled_from(["B.1.1", "B.1.2", "B.2"]))
def test_one_more_point_never_lowers_the_level(scores, node):
    scores.pop("X.1", None)
    more = {**scores, node: min(scores.get(node, D(0)) + 1, hundred().by_id[node].max_points)}
    place = [level.id for level in LEVELS].index
    valid = {key: min(value, hundred().by_id[key].max_points) for key, value in scores.items()}
    before = evaluate(hundred(), valid, {}, {"A.1": "20"})
    after = evaluate(hundred(), {**valid, node: more[node]}, {}, {"A.1": "20"})
    assert place(level_of(after)) >= place(level_of(before))
