"""The rules of time limits as an office uses and changes them."""

from dataclasses import replace
from datetime import date

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import CaseKind, Competence
from friendly_desktop.domain.deadlines import Complexity, DeadlineRule, Pause, RuleRole, RuleStart, Unit
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind
from friendly_desktop.errors import AppError

RECEIVED, ACCEPTED = date(2026, 11, 20), date(2026, 11, 27)
OWN = DeadlineRule(
    "XA-KN",
    "Giải quyết kiến nghị theo quy chế của xã",
    RuleStart.RECEIVED,
    Unit.WORKING_DAY,
    {"normal": 15},
    "Điều 6 Quy chế tiếp công dân của xã",
    "Quyết định 10/QĐ-UBND",
    Confidence.READ,
    kinds=("petition", "feedback"),
    met_by=("answer",),
)


def dates(services: Services, kind: CaseKind, received: date, *more: object) -> dict[str, str]:
    found = services.deadline_rules.for_case(kind, received, *more)  # type: ignore[arg-type]
    return {one.rule.id: str(one.due) for one in found}


def test_the_dates_of_a_complaint(services: Services):
    assert dates(services, CaseKind.COMPLAINT, RECEIVED, ACCEPTED) == {
        "TCD-tra-loi": "2026-12-07",
        "DON-45": "2027-01-04",
        "KN-thu-ly": "2026-12-02",
        "KN-thu-ly-luat": "2026-11-30",
        "KN1": "2026-12-28",
    }


def test_the_dates_of_a_denunciation(services: Services):
    assert dates(services, CaseKind.DENUNCIATION, RECEIVED, ACCEPTED) == {
        "TCD-tra-loi": "2026-12-07",
        "DON-45": "2027-01-04",
        "TC-xu-ly-ban-dau": "2026-12-02",
        "TC-chuyen": "2026-11-30",
        "TC-TB-thu-ly": "2026-12-04",
        "TC": "2026-12-28",
    }


@pytest.mark.parametrize("kind", [CaseKind.PETITION, CaseKind.FEEDBACK])
def test_the_dates_of_petitions_and_feedback(services: Services, kind: CaseKind):
    assert dates(services, kind, RECEIVED) == {"TCD-tra-loi": "2026-12-07", "DON-45": "2027-01-04"}


def test_a_complaint_of_june_keeps_the_old_rule_even_when_accepted_in_july(services: Services):
    found = services.deadline_rules.for_case(CaseKind.COMPLAINT, date(2026, 6, 30), date(2026, 7, 9))
    assert {one.rule.id: (str(one.due), one.unit) for one in found} == {
        "TCD-tra-loi": ("2026-07-14", Unit.WORKING_DAY),
        "KN-thu-ly": ("2026-07-10", Unit.CALENDAR_DAY),
        "KN1": ("2026-08-10", Unit.CALENDAR_DAY),
    }


def test_what_is_complex_or_far_away_has_longer_limits(services: Services):
    rules = services.deadline_rules
    found = rules.for_case(CaseKind.COMPLAINT, RECEIVED, ACCEPTED, remote=True, complexity=Complexity.COMPLEX)
    assert {one.rule.id: one.length for one in found}["KN1"] == 60
    found = rules.for_case(CaseKind.DENUNCIATION, RECEIVED, ACCEPTED, complexity=Complexity.VERY_COMPLEX)
    lengths = {one.rule.id: one.length for one in found}
    assert (lengths["TC"], lengths["TC-xu-ly-ban-dau"]) == (90, 7)


def test_a_rule_for_matters_of_others_is_left_out_when_the_matter_is_the_offices_own(services: Services):
    rules = services.deadline_rules
    own = rules.for_case(CaseKind.DENUNCIATION, RECEIVED, competence=Competence.OWN)
    other = rules.for_case(CaseKind.DENUNCIATION, RECEIVED, competence=Competence.OTHER)
    assert "TC-chuyen" not in {one.rule.id for one in own}
    assert "TC-chuyen" in {one.rule.id for one in other}


def test_dates_run_from_other_acts_too(services: Services):
    rules = services.deadline_rules
    (sent,) = rules.for_start(CaseKind.COMPLAINT, RuleStart.DECISION, date(2026, 11, 23), RECEIVED)
    assert (sent.rule.id, sent.due) == ("KN1-gui-QD", date(2026, 11, 27))
    found = rules.for_start(CaseKind.DENUNCIATION, RuleStart.CONCLUSION, date(2026, 11, 23), RECEIVED)
    assert {one.rule.id: one.due for one in found} == {
        "TC-gui-KL": date(2026, 12, 1),
        "TC-cong-khai": date(2026, 12, 3),
    }


def test_the_limits_of_the_citizen_are_told_and_never_kept(services: Services):
    infos = services.deadline_rules.infos(CaseKind.COMPLAINT, RECEIVED)
    assert [one.id for one in infos] == ["KN2", "KN-thoi-hieu", "KN2-quyen"]
    assert all(one.role is RuleRole.INFO for one in infos)


def test_the_office_changes_a_rule_and_takes_it_back(services: Services):
    rules = services.deadline_rules
    shipped = rules.rule("KN-thu-ly", RECEIVED)
    assert shipped
    rules.save_rule(replace(shipped, lengths={"normal": 5}))
    changed = rules.rule("KN-thu-ly", RECEIVED)
    assert changed
    assert (dict(changed.lengths), changed.own) == ({"normal": 5}, True)
    assert dates(services, CaseKind.COMPLAINT, RECEIVED)["KN-thu-ly"] == "2026-11-30"
    assert [one.id for one in rules.rules()] == [one.id for one in rules.shipped()]
    assert rules.reset_rule("KN-thu-ly", shipped.valid_from) == shipped
    assert dates(services, CaseKind.COMPLAINT, RECEIVED)["KN-thu-ly"] == "2026-12-02"


def test_the_office_adds_a_rule_of_its_own(services: Services):
    services.deadline_rules.save_rule(OWN)
    assert dates(services, CaseKind.PETITION, RECEIVED)["XA-KN"] == "2026-12-14"
    assert "XA-KN" not in dates(services, CaseKind.COMPLAINT, RECEIVED)
    assert services.deadline_rules.reset_rule("XA-KN") is None
    assert services.deadline_rules.rule("XA-KN", RECEIVED) is None


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (replace(OWN, id="quy chế"), "Mã quy định"),
        (replace(OWN, title=" "), "chưa có tên"),
        (replace(OWN, article=""), "căn cứ"),
        (replace(OWN, lengths={}), "bình thường"),
        (replace(OWN, lengths={"normal": 0}), "từ 1 đến"),
        (replace(OWN, valid_from=date(2026, 2, 1), valid_to=date(2026, 1, 1)), "trước ngày có hiệu lực"),
        (replace(OWN, id="KN1", valid_from=date(2026, 8, 1)), "trong cùng thời gian"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_in_words(services: Services, wrong: DeadlineRule, told: str):
    with pytest.raises(AppError, match=told):
        services.deadline_rules.save_rule(wrong)
    assert services.deadline_rules.rules() == services.deadline_rules.shipped()


def test_a_rule_is_ended_and_followed_by_another(services: Services):
    rules = services.deadline_rules
    shipped = rules.rule("KN-thu-ly", RECEIVED)
    assert shipped
    rules.save_rule(replace(shipped, valid_to=date(2026, 12, 31)))
    rules.save_rule(replace(shipped, valid_from=date(2027, 1, 1), lengths={"normal": 5}))
    assert dates(services, CaseKind.COMPLAINT, RECEIVED)["KN-thu-ly"] == "2026-12-02"
    assert dates(services, CaseKind.COMPLAINT, date(2027, 1, 4))["KN-thu-ly"] == "2027-01-11"


def test_a_change_of_law_ends_the_old_rule_and_begins_the_new_one_in_one_act(services: Services):
    rules = services.deadline_rules
    old = rules.rule("KN-thu-ly", RECEIVED)
    assert old
    rules.follow_rule(old, replace(old, valid_from=date(2027, 1, 1), lengths={"normal": 5}))
    last, first = rules.rule("KN-thu-ly", date(2026, 12, 31)), rules.rule("KN-thu-ly", date(2027, 1, 1))
    assert last
    assert first
    assert (last.valid_to, dict(last.lengths)) == (date(2026, 12, 31), {"normal": 7})
    assert dict(first.lengths) == {"normal": 5}
    with pytest.raises(AppError, match="ngày bắt đầu"):
        rules.follow_rule(old, replace(old, valid_from=old.valid_from))
    with pytest.raises(AppError, match="căn cứ"):
        rules.follow_rule(first, replace(first, valid_from=date(2028, 1, 1), article=""))
    kept = rules.rule("KN-thu-ly", date(2029, 1, 1))
    assert kept
    assert kept.valid_to is None  # nothing of the refused change was stored


def test_a_change_of_the_calendar_gives_other_dates_and_another_version(services: Services):
    (before, *_rest) = services.deadline_rules.for_case(CaseKind.PETITION, RECEIVED)
    services.workdays.save_day(CalendarDay(date(2026, 11, 25), DayKind.OFF, "Nghỉ"))
    (after, *_rest) = services.deadline_rules.for_case(CaseKind.PETITION, RECEIVED)
    assert (before.due, after.due) == (date(2026, 12, 7), date(2026, 12, 8))
    assert after.calendar_version == before.calendar_version + 1


def test_the_same_dates_are_computed_once(services: Services):
    rules = services.deadline_rules
    first = rules.for_case(CaseKind.COMPLAINT, RECEIVED, ACCEPTED)
    again = rules.for_case(CaseKind.COMPLAINT, RECEIVED, ACCEPTED)
    assert all(one is other for one, other in zip(first, again, strict=True))
    pause = (Pause(date(2026, 12, 1), None, "1/QĐ"),)
    assert rules.compute(first[-1].rule, ACCEPTED, pauses=pause).due is None


def test_a_day_at_the_end_of_time_is_refused_in_words(services: Services):
    with pytest.raises(AppError, match="kiểm tra lại năm|Không tính được"):
        services.deadline_rules.for_case(CaseKind.PETITION, date(9999, 12, 30))
