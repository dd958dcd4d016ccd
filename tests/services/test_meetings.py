"""The diary of meetings through its service: made by a rule, put off, held, posted, and promises kept."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, MeetingState, Promise
from friendly_desktop.domain.meetings.reception_schedule import ConflictKind, DayOffMove
from friendly_desktop.domain.office import Office, Signatory, UnitType
from friendly_desktop.errors import AppError
from friendly_desktop.services.meetings import MeetingsService
from tests.conftest import NOW

THURSDAY = date(2026, 12, 3)


@pytest.fixture
def meetings(services: Services) -> MeetingsService:
    services.office.save_office(Office(UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang"))
    services.office.save_signatory(Signatory(0, "Trần Văn Bình"))
    return services.meetings


def at(services: Services, moment: datetime) -> MeetingsService:
    """The same diary on another day."""
    return MeetingsService(
        services.db,
        FixedClock(moment),
        services.workdays,
        services.office,
        services.assessment,
        services.deadline_rules,
    )


def session(day: date = THURSDAY, **fields: object) -> MeetingEntry:
    return replace(MeetingEntry(MeetingKind.PERIODIC, day, receiver="Trần Văn Bình", chairman=True), **fields)  # type: ignore[arg-type]


# The schedule


def test_a_year_is_made_from_the_default_rule_and_filled_in_from_the_office(
    meetings: MeetingsService,
) -> None:
    change = meetings.make(2027)
    assert change.rule == "thứ Năm tuần 1 và 3"
    assert change.by_default
    made = meetings.find_year(2027)
    assert len(made) == len(change.added) == 24
    assert {one.entry.receiver for one in made} == {"Trần Văn Bình"}
    assert made[0].entry.post == "Chủ tịch UBND xã Ninh Giang"
    assert made[0].entry.chairman
    assert made[0].scheduled
    moved = [one for one in made if one.moved_from]
    assert [(one.moved_from, one.entry.day) for one in moved][:1] == [(date(2027, 2, 4), date(2027, 2, 11))]
    assert "Tết" in moved[0].why


def test_making_a_year_again_changes_nothing(meetings: MeetingsService) -> None:
    meetings.make(2027)
    again = meetings.make(2027)
    assert again.nothing
    assert len(again.kept) == 24
    assert len(meetings.find_year(2027)) == 24


def test_another_rule_is_shown_before_it_is_made_and_leaves_what_is_settled(
    services: Services, meetings: MeetingsService
) -> None:
    meetings.make(2026, "thứ Năm tuần 1 và 3")
    posted, put_off, with_promise, plain = [
        one for one in meetings.find_year(2026) if one.entry.day > date(2026, 10, 31)
    ]
    meetings.posted([posted.id], date(2026, 10, 29))
    meetings.postpone(put_off.id, date(2026, 11, 27), "Chủ tịch họp ở thành phố")
    meetings.save_promise(Promise(0, with_promise.id, "Sửa đường thôn Đồng"))
    preview = meetings.preview(2026, "thứ Sáu tuần 1 và 3", since=date(2026, 11, 1))
    assert [one.day for one in preview.added] == [
        date(2026, 11, 6),
        date(2026, 11, 20),
        date(2026, 12, 4),
        date(2026, 12, 18),
    ]
    assert preview.removed == (plain,)
    assert {one.id for one in preview.protected} == {posted.id, put_off.id, with_promise.id}
    assert len(meetings.find_year(2026)) == 25  # nothing was written
    made = meetings.make(2026, "thứ Sáu tuần 1 và 3", since=date(2026, 11, 1))
    assert made.added == preview.added
    assert meetings.settings().rule == "thứ Sáu tuần 1 và 3"
    days = {one.entry.day for one in meetings.find(date(2026, 11, 1), date(2026, 12, 31))}
    assert plain.entry.day not in days
    assert {posted.entry.day, put_off.entry.day, with_promise.entry.day, date(2026, 11, 27)} <= days
    assert meetings.find_year(2026)[0].entry.day == date(2026, 1, 5)  # before "since": the old rule


def test_a_day_put_off_does_not_come_back_when_the_year_is_made_again(meetings: MeetingsService) -> None:
    meetings.make(2027)
    first = meetings.find_year(2027)[5]
    new = meetings.postpone(first.id, first.entry.day + timedelta(days=1), "Mưa bão")
    meetings.cancel(meetings.find_year(2027)[8].id, "Nghỉ họp")
    assert meetings.make(2027).nothing
    assert meetings.get(new.id).state is MeetingState.PLANNED


def test_what_was_changed_by_hand_stays_when_the_year_is_made_again(meetings: MeetingsService) -> None:
    meetings.make(2027)
    moved, elsewhere = meetings.find_year(2027)[3:5]
    day = moved.entry.day + timedelta(days=1)
    meetings.save(replace(moved.entry, day=day), moved.id)
    meetings.save(replace(elsewhere.entry, place="Nhà văn hóa thôn Đồng"), elsewhere.id)
    again = meetings.make(2027)
    assert again.nothing
    assert meetings.get(moved.id).entry.day == day
    assert meetings.get(moved.id).moved_from == moved.entry.day
    assert meetings.get(elsewhere.id).entry.place == "Nhà văn hóa thôn Đồng"
    assert len(meetings.find_year(2027)) == 24


def test_a_session_cancelled_by_mistake_knows_again_why_it_was_moved(meetings: MeetingsService) -> None:
    meetings.make(2027)
    off = next(one for one in meetings.find_year(2027) if one.moved_from)
    meetings.cancel(off.id, "Bão")
    assert meetings.reinstate(off.id).why == off.why
    plain = next(one for one in meetings.find_year(2027) if not one.moved_from)
    new = meetings.postpone(plain.id, plain.entry.day + timedelta(days=1), "Họp")
    meetings.cancel(new.id, "Bão")
    assert meetings.reinstate(new.id).why == "Họp"


def test_a_new_receiver_changes_the_days_that_are_free(meetings: MeetingsService) -> None:
    meetings.make(2027)
    meetings.save_settings(replace(meetings.settings(), receiver="Lê Thị Hoa", starts=time(8), ends=time(11)))
    change = meetings.make(2027)
    assert (len(change.changed), len(change.added), len(change.removed)) == (24, 0, 0)
    assert {one.entry.receiver for one in meetings.find_year(2027)} == {"Lê Thị Hoa"}


def test_days_off_move_by_the_offices_own_way(meetings: MeetingsService) -> None:
    meetings.save_settings(replace(meetings.settings(), rule="thứ ba tuần 4", moving=DayOffMove.PREVIOUS))
    assert meetings.settings().rule == "thứ Ba tuần 4"
    november = [one for one in meetings.plan(2026) if one.day.month == 11]
    assert november[0].day == date(2026, 11, 23)
    assert "Ngày Văn hóa Việt Nam" in november[0].why


def test_a_rule_that_is_not_understood_writes_nothing(meetings: MeetingsService) -> None:
    with pytest.raises(AppError, match="«rảnh»"):
        meetings.make(2027, "thứ Năm rảnh")
    assert meetings.find_year(2027) == ()
    assert meetings.settings().rule == ""


@pytest.mark.parametrize("year", [0, 1, 1889, 9999, -3])
def test_an_unlikely_year_is_refused(meetings: MeetingsService, year: int) -> None:
    with pytest.raises(AppError, match="Không lập lịch cho năm"):
        meetings.plan(year)


def test_both_minima_are_held_against_the_year(services: Services, meetings: MeetingsService) -> None:
    services.assessment.open_year(2026, "ninh-giang-2026")
    meetings.make(2026, "thứ Năm tuần 1")
    checks = {
        (one.minimum.by_law, one.minimum.of.value, one.minimum.per.value): one
        for one in meetings.checks(2026)
    }
    law = checks[True, "reception", "month"]
    assert law.minimum.confidence.value == "B"
    assert not law.kept
    assert len(law.short) == 6
    assert checks[True, "reception", "week"].minimum.valid_to == date(2026, 6, 30)
    criteria = checks[False, "reception", "month"]
    assert criteria.kept
    assert criteria.minimum.count == 1
    assert criteria.minimum.article
    assert not checks[False, "dialogue", "year"].kept
    assert not checks[False, "visit", "week"].kept


def test_the_office_sets_the_number_of_the_law_once_it_has_compared_the_text(
    meetings: MeetingsService,
) -> None:
    meetings.make(2026, "thứ Năm tuần 1")
    (changed,) = [one for one in meetings.set_minimum("chairman-monthly", 1) if one.own]
    assert changed.count == 1
    assert all(one.kept for one in meetings.checks(2026) if one.minimum.id == "chairman-monthly")
    assert not any(one.own for one in meetings.set_minimum("chairman-monthly", None))
    for minimum, count in (("chairman-monthly", -1), ("chairman-monthly", 99), ("nothing", 1)):
        with pytest.raises(AppError, match="Không đặt được mức"):
            meetings.set_minimum(minimum, count)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_before_a_year_made_twice_is_made_once(
    meetings: MeetingsService, seed: int
) -> None:
    chance = random.Random(seed)
    rules = ["thứ Năm tuần 1 và 3", "thứ Năm hằng tuần", "ngày 10 và 25", "thứ Ba và thứ Năm tuần cuối"]
    for _step in range(25):
        there = meetings.find_year(2026)
        planned = [one for one in there if one.state is MeetingState.PLANNED]
        settled = {one.id for one in there if one.state is not MeetingState.PLANNED or one.posted_on}
        one = chance.choice(planned) if planned else None
        act = chance.randrange(7)
        if one is None or act == 0:
            rule = chance.choice(rules)
            meetings.make(2026, rule, since=chance.choice([None, date(2026, 6, 1)]))
            assert settled <= {one.id for one in meetings.find_year(2026)}
            assert meetings.make(2026, rule, since=date(2026, 6, 1)).nothing
        elif act == 1:
            meetings.postpone(one.id, one.entry.day + timedelta(days=chance.randrange(1, 9)), "Họp")
        elif act == 2:
            meetings.cancel(one.id, "Bão")
        elif act == 3 and one.entry.day < date(2026, 11, 20):
            meetings.hold(one.id, visitors=1)
        elif act == 4:
            meetings.posted([one.id], date(2026, 1, 2))
        elif act == 5 and one.posted_on is None:
            meetings.save(replace(one.entry, day=one.entry.day + timedelta(days=1)), one.id)
        else:
            meetings.save(replace(one.entry, place="Nhà văn hóa"), one.id)
        by_rule = [one.entry.day for one in meetings.find_year(2026) if one.scheduled]
        assert len(by_rule) == len(set(by_rule))


# The diary


def test_a_meeting_put_off_stays_and_its_new_day_knows_why(meetings: MeetingsService) -> None:
    old = meetings.save(session())
    new = meetings.postpone(old.id, date(2026, 12, 10), "  Chủ tịch  họp đột xuất ")
    assert meetings.get(old.id).state is MeetingState.POSTPONED
    assert meetings.get(old.id).why == "Chủ tịch  họp đột xuất"
    assert new.entry.day == date(2026, 12, 10)
    assert new.moved_from == THURSDAY
    assert new.why == "Chủ tịch  họp đột xuất"
    assert meetings.moved_to([meetings.get(old.id)]) == {old.id: new}


def test_putting_off_by_mistake_is_taken_back(services: Services, meetings: MeetingsService) -> None:
    old = meetings.save(session())
    new = meetings.postpone(old.id, date(2026, 12, 10), "Chủ tịch họp")
    assert meetings.put_off_no_more(new.id, old.id) == old
    assert meetings.find_year(2026) == (old,)
    assert [one.key for one in services.bin.all()] == [str(new.id)]
    assert meetings.put_off_no_more(new.id, old.id) == old  # a second time does nothing
    new = meetings.postpone(old.id, date(2026, 12, 10), "Chủ tịch họp")
    meetings.posted([new.id], date(2026, 11, 20))
    with pytest.raises(AppError) as caught:
        meetings.put_off_no_more(new.id, old.id)
    assert caught.value.code == "meeting_in_use"
    assert meetings.get(old.id).state is MeetingState.POSTPONED


@pytest.mark.parametrize(("day", "why", "code"), [
    (date(2026, 12, 10), " ", "reason_empty"),
    (THURSDAY, "họp", "same_day"),
    (date(1900, 1, 1), "họp", "day_unlikely"),
    (date(2066, 1, 1), "họp", "day_unlikely"),
])  # fmt: skip
def test_putting_off_asks_for_a_reason_and_another_likely_day(
    meetings: MeetingsService, day: date, why: str, code: str
) -> None:
    old = meetings.save(session())
    with pytest.raises(AppError) as caught:
        meetings.postpone(old.id, day, why)
    assert caught.value.code == code
    assert meetings.get(old.id).state is MeetingState.PLANNED
    assert len(meetings.find_year(2026)) == 1


def test_a_meeting_of_tomorrow_was_not_held_yet(meetings: MeetingsService) -> None:
    planned = meetings.save(session())
    with pytest.raises(AppError, match="chưa diễn ra"):
        meetings.hold(planned.id, visitors=3)


def test_a_held_meeting_keeps_its_particulars_and_can_be_put_right(
    services: Services, meetings: MeetingsService
) -> None:
    planned = meetings.save(session(date(2026, 11, 19)))
    held = meetings.hold(planned.id, visitors=7, notes="Đông người\r\nhỏi về đất đai  ")
    assert (held.state, held.entry.visitors) == (MeetingState.HELD, 7)
    assert held.entry.notes == "Đông người\nhỏi về đất đai"
    assert meetings.hold(planned.id, visitors=8).entry.notes == held.entry.notes
    with pytest.raises(AppError, match="đã diễn ra"):
        meetings.postpone(planned.id, THURSDAY, "họp")
    assert meetings.reinstate(planned.id).state is MeetingState.PLANNED
    concluded = meetings.conclude(planned.id, " 12/TB-UBND ", date(2026, 11, 20))
    assert (concluded.conclusion, concluded.conclusion_on) == ("12/TB-UBND", date(2026, 11, 20))


def test_a_posted_day_moves_only_with_a_reason(meetings: MeetingsService) -> None:
    planned = meetings.save(session())
    meetings.posted([planned.id], date(2026, 11, 20))
    with pytest.raises(AppError, match="«Hoãn»|niêm yết"):
        meetings.save(session(date(2026, 12, 4)), planned.id)
    with pytest.raises(AppError, match="Không xóa được"):
        meetings.remove(planned.id)
    with pytest.raises(AppError, match="chưa tới"):
        meetings.posted([planned.id], date(2026, 12, 1))
    assert meetings.postpone(planned.id, date(2026, 12, 4), "họp").posted_on is None


def test_the_notice_hangs_five_working_days_before(meetings: MeetingsService) -> None:
    assert meetings.post_by(THURSDAY) == date(2026, 11, 26)
    assert meetings.post_by(date(2026, 11, 26)) == date(2026, 11, 18)  # 24 November is a day off


def test_what_does_not_go_together_is_named_before_it_is_entered(meetings: MeetingsService) -> None:
    first = meetings.save(session(starts=time(7, 30), ends=time(11, 30)))
    beside = session(starts=time(8), ends=time(9))
    assert [one.kind for one in meetings.check(beside)] == [ConflictKind.SAME_RECEIVER]
    assert meetings.check(beside, first.id) == ()
    assert [one.kind for one in meetings.check(session(date(2026, 11, 24)))] == [ConflictKind.DAY_OFF]
    with pytest.raises(AppError, match="Giờ kết thúc"):
        meetings.save(session(starts=time(9), ends=time(8)))


def test_a_meeting_taken_away_is_gone(meetings: MeetingsService) -> None:
    planned = meetings.save(session())
    meetings.remove(planned.id)
    assert meetings.find_year(2026) == ()
    with pytest.raises(AppError, match="Không còn buổi này"):
        meetings.get(planned.id)


def test_every_screen_is_told_of_a_change(services: Services, meetings: MeetingsService) -> None:
    told: list[frozenset[Area]] = []
    services.db.on_change(told.append)
    meetings.save(session())
    assert told == [frozenset({Area.MEETINGS})]


# Visits


def test_visits_go_through_the_villages_in_turn(services: Services, meetings: MeetingsService) -> None:
    services.office.save_hamlets("Thôn A\nThôn B\nThôn C")
    november = meetings.plan_visits(date(2026, 11, 1), date(2026, 11, 30), "thu ba hang tuan")
    assert [(one.day.day, one.hamlet) for one in november] == [
        (3, "Thôn A"),
        (10, "Thôn B"),
        (17, "Thôn C"),
        (25, "Thôn A"),  # 24 November is a day off
    ]
    assert meetings.find_year(2026) == ()
    assert len(meetings.save_all(november)) == 4
    assert meetings.plan_visits(date(2026, 11, 1), date(2026, 11, 30), "thứ Ba hằng tuần") == ()
    december = meetings.plan_visits(date(2026, 12, 1), date(2027, 1, 10), "thứ Ba hằng tuần")
    assert december[0].hamlet == "Thôn B"
    assert december[-1].day == date(2027, 1, 5)
    chosen = meetings.plan_visits(date(2026, 12, 1), date(2026, 12, 31), "thứ Ba hằng tuần", "Thôn C")
    assert chosen[0].hamlet == "Thôn C"


def test_many_meetings_are_entered_all_or_none(meetings: MeetingsService) -> None:
    good, bad = session(), session(date(1900, 1, 1))
    with pytest.raises(AppError, match="quá xa"):
        meetings.save_all([good, bad])
    assert meetings.find_year(2026) == ()
    assert meetings.save_all([]) == ()


# Promises


def test_promises_are_listed_by_the_day_they_are_due_until_they_are_kept(meetings: MeetingsService) -> None:
    dialogue = meetings.save(MeetingEntry(MeetingKind.DIALOGUE, date(2026, 11, 12), topic="Đối thoại"))
    later = meetings.save_promise(Promise(0, dialogue.id, "Sửa kênh", until=date(2026, 12, 31)))
    soon = meetings.save_promise(
        Promise(0, dialogue.id, " Đèn  đường\u0323 ", "Lắp 5 bóng", "Vũ Hà", date(2026, 11, 30))
    )
    undated = meetings.save_promise(Promise(0, dialogue.id, "Trồng cây"))
    assert [one.id for one in meetings.promises(open_only=True)] == [soon.id, later.id, undated.id]
    kept = meetings.keep_promise(soon.id, date(2026, 11, 20), "Đã lắp")
    assert (kept.done_on, kept.result) == (date(2026, 11, 20), "Đã lắp")
    assert [one.id for one in meetings.promises(open_only=True, until=date(2026, 12, 31))] == [later.id]
    assert meetings.promises(held=(date(2026, 11, 1), date(2026, 11, 11))) == ()
    meetings.remove_promise(undated.id)
    assert len(meetings.promises(dialogue.id)) == 2


@pytest.mark.parametrize(("promise", "code"), [
    (Promise(0, 1, "  "), "promise_empty"),
    (Promise(0, 99, "Sửa kênh"), "meeting_gone"),
    (Promise(0, 1, "Sửa kênh", until=date(2026, 11, 1)), "promise_before_meeting"),
])  # fmt: skip
def test_a_promise_that_cannot_be_is_refused(meetings: MeetingsService, promise: Promise, code: str) -> None:
    meetings.save(MeetingEntry(MeetingKind.VISIT, date(2026, 11, 12), hamlet="Thôn Đồng"))
    with pytest.raises(AppError) as caught:
        meetings.save_promise(promise)
    assert caught.value.code == code
    assert meetings.promises() == ()


def test_the_clock_of_the_service_decides_what_has_happened(
    services: Services, meetings: MeetingsService
) -> None:
    planned = meetings.save(session())
    later = at(services, NOW + timedelta(days=30))
    assert later.hold(planned.id).state is MeetingState.HELD
    assert [one.state for one in meetings.find_year(2026)] == [MeetingState.HELD]
