"""Evidence by rule: what is counted, which periods are judged, when a point is lost, what is proposed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from friendly_desktop.domain.criteria import Band, Measure, Node, Scorer, Scoring, ScoringKind
from friendly_desktop.domain.proof.facts import (
    ActivityDay,
    FigureFact,
    Hanging,
    ProofFacts,
    ShareFact,
    SurveyFact,
    periods_of,
)
from friendly_desktop.domain.proof.rules import LeafProposal, Standing, has_rule, propose

D = Decimal
YES_NO = Scoring(ScoringKind.YES_NO)
FREE = Scoring(ScoringKind.FREE, D("0.25"))
CHECK = Scoring(ScoringKind.CHECK)
NOVEMBER = date(2026, 11, 21)
AFTER = date(2027, 1, 8)


def leaf(
    *measures: Measure,
    scoring: Scoring = YES_NO,
    points: str | None = "2",
    records: tuple[str, ...] = (),
    postings: tuple[str, ...] = (),
) -> Node:
    return Node(
        "B.1",
        "1",
        "Việc",
        None if points is None else D(points),
        scoring,
        measures=measures,
        record_kinds=records,
        posting_kinds=postings,
    )


def monthly(by: str = "records:reception", *, per: str = "month") -> Measure:
    return Measure(">=", D(1), "times", per, "tiếp công dân", by)


def proposal(node: Node, facts: ProofFacts) -> LeafProposal:
    found = propose(node, facts)
    assert found is not None
    return found


def each_month(*months: int) -> dict[str, dict[date, int]]:
    return {"reception": {date(2026, month, 5): 1 for month in months}}


def test_a_line_without_anything_that_measures_has_no_proposal() -> None:
    node = leaf(Measure("=", D(0), "persons", "", "người bị kỷ luật"))
    assert not has_rule(node)
    assert propose(node, ProofFacts(2026, NOVEMBER)) is None


def test_a_missing_month_loses_the_point_and_is_named() -> None:
    facts = ProofFacts(2026, NOVEMBER, records=each_month(1, 2, 3, 4, 5, 6, 7, 9, 10, 11))
    found = proposal(leaf(monthly()), facts)
    assert found.results[0].sentence == (
        "Tiếp công dân: 9 trên 10 tháng đã qua đủ, thiếu tháng 8; ngưỡng: ít nhất 1 lần mỗi tháng."
    )
    assert found.results[0].holds is False
    assert found.risk_date == date(2026, 8, 31)
    assert found.points == 0
    assert found.sentence == "Đề nghị 0 điểm, tính đến 21/11/2026."


def test_the_running_month_is_not_judged_yet_and_tells_its_last_day() -> None:
    facts = ProofFacts(2026, NOVEMBER, records=each_month(*range(1, 11)))
    found = proposal(leaf(monthly()), facts)
    assert found.results[0].holds is True
    assert "10 trên 10 tháng đã qua đủ; tháng 11 chưa đủ, còn đến 30/11/2026" in found.results[0].sentence
    assert found.risk_date == date(2026, 11, 30)
    assert found.points == D(2)


def test_a_running_month_that_is_done_moves_the_risk_to_the_next_one() -> None:
    facts = ProofFacts(2026, NOVEMBER, records=each_month(*range(1, 12)))
    assert proposal(leaf(monthly()), facts).risk_date == date(2026, 12, 31)


def test_months_of_the_future_never_count_even_when_a_session_is_entered_there() -> None:
    facts = ProofFacts(2026, date(2026, 2, 10), records=each_month(1, 12))
    found = proposal(leaf(monthly()), facts)
    assert found.results[0].value == 1
    assert found.risk_date == date(2026, 2, 28)


def test_the_last_day_of_a_month_still_belongs_to_whoever_works_on_it() -> None:
    found = proposal(leaf(monthly()), ProofFacts(2026, date(2026, 1, 31)))
    assert found.results[0].standing is Standing.OPEN
    assert found.points is None
    assert found.risk_date == date(2026, 1, 31)
    missed = proposal(leaf(monthly()), ProofFacts(2026, date(2026, 2, 1)))
    assert missed.results[0].standing is Standing.MISSED


def test_a_year_that_is_over_has_no_running_month_and_no_risk() -> None:
    found = proposal(leaf(monthly()), ProofFacts(2026, AFTER, records=each_month(*range(1, 13))))
    assert found.results[0].sentence.startswith("Tiếp công dân: 12 trên 12 tháng đủ;")
    assert found.risk_date is None
    assert found.sentence == "Đề nghị 2 điểm."


def test_weeks_lie_wholly_in_the_year_and_a_week_off_work_asks_for_nothing() -> None:
    weeks = periods_of(2026, "week")
    assert (weeks[0].first, weeks[-1].last, len(weeks)) == (date(2026, 1, 5), date(2026, 12, 27), 51)
    off = {date(2026, 2, 16) + timedelta(days=n) for n in range(7)}
    visits = {"visit": {week.first: 1 for week in weeks if week.first != date(2026, 2, 16)}}
    node = leaf(monthly("records:visit", per="week"))
    whole = proposal(node, ProofFacts(2026, AFTER, records=visits, off=frozenset(off)))
    assert whole.points == D(2)
    assert "50 trên 50 tuần đủ" in whole.results[0].sentence
    strict = proposal(node, ProofFacts(2026, AFTER, records=visits))
    assert "thiếu tuần 16/02-22/02" in strict.results[0].sentence


def test_many_missing_weeks_are_named_by_the_last_ones_and_counted() -> None:
    found = proposal(leaf(monthly("records:visit", per="week")), ProofFacts(2026, date(2026, 3, 2)))
    assert "thiếu tuần 09/02-15/02, 16/02-22/02, 23/02-01/03 và 5 tuần trước đó" in found.results[0].sentence


def test_days_are_counted_once_each_however_much_was_done_on_them() -> None:
    measure = Measure(">=", D(2), "days", "month", "ngày tiếp", "records")
    facts = ProofFacts(2026, date(2026, 2, 1), records={"reception": {date(2026, 1, 8): 5}})
    assert proposal(leaf(measure, records=("reception",)), facts).results[0].holds is False


def test_a_count_of_the_year_is_open_until_its_last_day() -> None:
    node = leaf(Measure(">=", D(1), "times", "year", "hội nghị đối thoại", "records:dialogue"))
    found = proposal(node, ProofFacts(2026, NOVEMBER))
    assert (found.standing, found.points, found.risk_date) == (Standing.OPEN, None, date(2026, 12, 31))
    assert found.sentence == "Chưa đủ ngưỡng nên chưa đề nghị; còn thời gian đến 31/12/2026."
    over = proposal(node, ProofFacts(2026, AFTER))
    assert (over.standing, over.points) == (Standing.MISSED, D(0))


def test_letters_of_one_kind_are_counted_with_their_days() -> None:
    node = leaf(Measure(">=", D(1), "times", "", "thư chúc mừng kết hôn", "letters:wedding", own=True))
    letters = {"wedding": {date(2026, 3, 2): 3, date(2026, 9, 9): 1}, "birth": {date(2026, 1, 1): 9}}
    found = proposal(node, ProofFacts(2026, NOVEMBER, letters=letters))
    assert found.results[0].sentence == (
        "Thư chúc mừng kết hôn: 4 lần, từ 02/03/2026 đến 09/09/2026; ngưỡng: ít nhất 1 lần (chương trình đặt)."
    )
    assert found.own


def test_only_diary_lines_that_name_the_leaf_count() -> None:
    node = leaf(Measure(">=", D(1), "times", "", "phát thanh", "activities:broadcast"))
    lines = (ActivityDay("broadcast", date(2026, 4, 1), 3), ActivityDay("meeting", date(2026, 4, 2)))
    mine = ProofFacts(2026, NOVEMBER, activities={"B.1": lines})
    assert proposal(node, mine).results[0].value == 3
    others = ProofFacts(2026, NOVEMBER, activities={"B.2": lines})
    assert proposal(node, others).results[0].value == 0


def test_a_posting_proves_its_line_while_it_hangs() -> None:
    node = leaf(Measure(">=", D(2), "times", "", "khẩu hiệu", "postings"), postings=("banner_conduct",))
    up = [
        Hanging("banner_conduct", "Bộ phận một cửa", date(2026, 3, 1)),
        Hanging("banner_conduct", "bộ phận  một cửa", date(2026, 4, 1)),
        Hanging("telephones", "Sảnh", date(2026, 3, 1)),
    ]
    one_place = proposal(node, ProofFacts(2026, NOVEMBER, postings=tuple(up)))
    assert one_place.results[0].value == 1
    assert one_place.standing is Standing.OPEN
    up.append(Hanging("banner_conduct", "Phòng tiếp dân", date(2026, 3, 5), date(2026, 11, 21)))
    taken_down = proposal(node, ProofFacts(2026, NOVEMBER, postings=tuple(up)))
    assert taken_down.results[0].value == 1
    before = proposal(node, ProofFacts(2026, date(2026, 11, 20), postings=tuple(up)))
    assert before.points == D(2)
    assert "đang treo ở 2 nơi: Bộ phận một cửa từ 01/03/2026" in before.results[0].sentence


def share(percent: str | None, missing: tuple[int, ...] = ()) -> dict[str, ShareFact]:
    value = None if percent is None else D(percent)
    return {"on_time": ShareFact("Đúng hạn", value or D(0), D(100), value, missing)}


NINETY = Measure(">=", D(90), "percent", "", "văn bản ký số", "indicator:on_time")


def test_a_share_is_shown_with_its_arithmetic() -> None:
    found = proposal(leaf(NINETY), ProofFacts(2026, NOVEMBER, shares=share("92.5")))
    assert found.results[0].sentence == ("Văn bản ký số: 92,5 trên 100, bằng 92,5%; ngưỡng: ít nhất 90%.")
    assert found.points == D(2)


def test_a_share_with_missing_months_proposes_nothing() -> None:
    found = proposal(leaf(NINETY), ProofFacts(2026, NOVEMBER, shares=share("95", (3, 4))))
    assert found.points is None
    assert "chưa có số liệu tháng 3, 4" in found.results[0].sentence
    assert proposal(leaf(NINETY), ProofFacts(2026, NOVEMBER)).sentence == "Chưa đủ số liệu để đề nghị."


def test_a_share_just_under_its_threshold_never_reads_like_it() -> None:
    found = proposal(leaf(NINETY), ProofFacts(2026, NOVEMBER, shares=share("89.9999")))
    assert "89,99%" in found.results[0].sentence
    over = Measure(">", D(100), "percent", "", "cài đặt", "indicator:on_time")
    more = proposal(leaf(over), ProofFacts(2026, NOVEMBER, shares=share("100.004")))
    assert "100,004%" in more.results[0].sentence
    assert more.points == D(2)


def test_one_late_case_puts_a_hundred_percent_out_of_reach_at_once() -> None:
    whole = Measure(">=", D(100), "percent", "", "kiến nghị", "on_time:petition")
    found = proposal(leaf(whole), ProofFacts(2026, NOVEMBER, dated={"petition": (40, 1)}))
    assert (found.standing, found.points) == (Standing.MISSED, D(0))
    assert "39 trên 40, bằng 97,5%" in found.results[0].sentence
    none = proposal(leaf(whole), ProofFacts(2026, NOVEMBER))
    assert (none.standing, none.points) == (Standing.UNKNOWN, None)


def round_of(average: str | None, maximum: str = "10", form: str = "citizen") -> SurveyFact:
    value = None if average is None else D(average)
    return SurveyFact(form, "Đợt tháng 11", date(2026, 11, 20), 120, value, D(maximum))


SURVEY = Node(
    "A.1", "A", "Phiếu", D(10), Scoring(ScoringKind.SURVEY, D("0.01")), Scorer.SURVEY, survey_form="citizen"
)


def test_a_survey_leaf_takes_the_average_rounded_to_its_step() -> None:
    found = proposal(SURVEY, ProofFacts(2026, NOVEMBER, surveys=(round_of("8.355"),)))
    assert found.points == D("8.36")
    assert found.sentence == (
        "Đề nghị 8,36 điểm: trung bình 120 phiếu hợp lệ của đợt «Đợt tháng 11», đóng ngày 20/11/2026."
    )


def test_a_form_with_another_maximum_never_scores_a_survey_leaf() -> None:
    found = proposal(SURVEY, ProofFacts(2026, NOVEMBER, surveys=(round_of("15", "20"),)))
    assert found.points is None
    assert "20 điểm của phiếu" in found.sentence


def test_no_closed_round_with_a_valid_ballot_proposes_nothing() -> None:
    for rounds in ((), (round_of(None),), (round_of("9", form="village"),)):
        found = proposal(SURVEY, ProofFacts(2026, NOVEMBER, surveys=rounds))
        assert (found.points, found.standing) == (None, Standing.OPEN)


def test_points_are_never_invented_where_the_source_gives_no_part_points() -> None:
    node = leaf(NINETY, scoring=FREE)
    good = proposal(node, ProofFacts(2026, NOVEMBER, shares=share("90")))
    assert good.points == D(2)
    bad = proposal(node, ProofFacts(2026, AFTER, shares=share("80")))
    assert bad.points is None
    assert "người chấm quyết định" in bad.sentence


@pytest.mark.parametrize(
    ("scoring", "percent", "points"),
    [
        (Scoring(ScoringKind.BANDS, bands=(Band(D(80), D(1)), Band(D(95), D(2)))), "94.9", "1"),
        (Scoring(ScoringKind.BANDS, bands=(Band(D(80), D(1)), Band(D(95), D(2)))), "70", "0"),
        (Scoring(ScoringKind.RATIO, D("0.01")), "83.337", "1.66"),
        (Scoring(ScoringKind.RATIO, D("0.01")), "130", "2"),
    ],
)
def test_bands_and_ratios_say_the_points_themselves(scoring: Scoring, percent: str, points: str) -> None:
    found = proposal(leaf(NINETY, scoring=scoring), ProofFacts(2026, NOVEMBER, shares=share(percent)))
    assert found.points == D(points)


def test_a_count_gives_points_for_each_up_to_the_maximum() -> None:
    node = leaf(monthly("activities", per=""), scoring=Scoring(ScoringKind.COUNT, unit_points=D("0.5")))
    for times, points in ((0, "0"), (3, "1.5"), (9, "2")):
        lines = (ActivityDay("training", date(2026, 5, 5), times),)
        found = proposal(node, ProofFacts(2026, NOVEMBER, activities={"B.1": lines}))
        assert found.points == D(points)


def test_a_leaf_without_points_is_proposed_as_done_or_not() -> None:
    node = leaf(monthly(), scoring=CHECK, points=None)
    good = proposal(node, ProofFacts(2026, NOVEMBER, records=each_month(*range(1, 12))))
    assert (good.done, good.points, good.acceptable) == (True, None, True)
    assert good.sentence == "Đề nghị ghi đã thực hiện, tính đến 21/11/2026."
    bad = proposal(node, ProofFacts(2026, NOVEMBER))
    assert (bad.done, bad.acceptable) == (False, False)


def test_every_threshold_of_a_leaf_must_hold_and_the_first_risk_is_told() -> None:
    node = leaf(monthly(), NINETY)
    facts = ProofFacts(2026, NOVEMBER, records=each_month(*range(1, 11)), shares=share("85"))
    found = proposal(node, facts)
    assert [one.standing for one in found.results] == [Standing.HOLDS, Standing.OPEN]
    assert (found.standing, found.points) == (Standing.OPEN, None)
    assert found.risk_date == date(2026, 11, 30)


NOBODY = Measure("=", D(0), "persons", "", "người bị kỷ luật", "figure:staff_disciplined")


@pytest.mark.parametrize(
    ("value", "missing", "standing"),
    [
        ("0", (), Standing.HOLDS),
        ("0", (3,), Standing.OPEN),
        ("1", (3,), Standing.MISSED),
        ("1", (), Standing.MISSED),
    ],
)
def test_nobody_disciplined_holds_only_when_every_month_says_so(
    value: str, missing: tuple[int, ...], standing: Standing
) -> None:
    figures = {"staff_disciplined": FigureFact("Kỷ luật", D(value), missing)}
    found = proposal(leaf(NOBODY), ProofFacts(2026, NOVEMBER, figures=figures))
    assert found.standing is standing
    assert proposal(leaf(NOBODY), ProofFacts(2026, NOVEMBER)).standing is Standing.UNKNOWN


def test_a_model_recognised_stays_recognised_whatever_months_are_missing() -> None:
    node = leaf(Measure(">=", D(1), "models", "year", "mô hình", "figure:models"))
    figures = {"models": FigureFact("Mô hình", D(1), (1, 2, 3))}
    assert proposal(node, ProofFacts(2026, NOVEMBER, figures=figures)).standing is Standing.HOLDS
    none = {"models": FigureFact("Mô hình", D(0), (1, 2, 3))}
    assert proposal(node, ProofFacts(2026, NOVEMBER, figures=none)).standing is Standing.OPEN
    over = proposal(node, ProofFacts(2026, AFTER, figures=none))
    assert over.standing is Standing.UNKNOWN


def test_every_late_file_wants_its_letter_of_apology() -> None:
    node = leaf(Measure(">=", D(100), "percent", "", "hồ sơ trễ có thư xin lỗi", "apologies"))
    found = proposal(node, ProofFacts(2026, NOVEMBER, late_files=12, apologies=9))
    assert found.standing is Standing.OPEN
    assert "9 trên 12, bằng 75%" in found.results[0].sentence
    assert proposal(node, ProofFacts(2026, NOVEMBER)).standing is Standing.UNKNOWN
    done = ProofFacts(2026, NOVEMBER, late_files=12, apologies=12)
    assert proposal(node, done).points == D(2)


def test_files_that_were_late_put_all_of_a_year_s_files_out_of_reach() -> None:
    whole = Measure(">=", D(100), "percent", "", "hồ sơ đúng hạn", "indicator:on_time")
    late = {"on_time": ShareFact("Đúng hạn", D(98), D(100), D(98), part_of_whole=True)}
    found = proposal(leaf(whole), ProofFacts(2026, NOVEMBER, shares=late))
    assert (found.standing, found.points) == (Standing.MISSED, D(0))
    ninety = proposal(leaf(NINETY), ProofFacts(2026, NOVEMBER, shares=late))
    assert ninety.standing is Standing.HOLDS


def test_a_year_without_a_case_does_not_keep_other_thresholds_from_holding() -> None:
    in_time = Measure(">=", D(100), "percent", "", "đơn đúng hạn", "on_time:petition", own=True)
    node = leaf(monthly(), in_time)
    sessions = each_month(*range(1, 12))
    found = proposal(node, ProofFacts(2026, NOVEMBER, records=sessions))
    assert (found.standing, found.points) == (Standing.HOLDS, D(2))
    late = ProofFacts(2026, NOVEMBER, records=sessions, dated={"petition": (3, 1)})
    assert proposal(node, late).standing is Standing.MISSED


def test_nobody_and_all_are_said_as_people_say_them() -> None:
    figures = {"staff_disciplined": FigureFact("Kỷ luật", D(0))}
    found = proposal(leaf(NOBODY), ProofFacts(2026, NOVEMBER, figures=figures))
    assert found.results[0].sentence == "Người bị kỷ luật: 0 người; ngưỡng: không có người nào."
