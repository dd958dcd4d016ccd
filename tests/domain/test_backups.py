"""Which backups are kept: enough of every age, never the last, and the same whenever one looks."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.backups import Backup, Reason, days_without, is_due, to_drop

NOW = datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def backup(number: int, made_at: datetime, reason: Reason = Reason.HOURLY) -> Backup:
    return Backup(number, f"b{number}", made_at, reason, "s", "", "1", 5, "0" * 64, 1, {}, 0, 0)


ages = st.integers(-5 * 60, 500 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))
some = st.lists(st.tuples(ages, st.sampled_from(Reason)), max_size=60).map(
    lambda drawn: [
        backup(number, at, reason)
        for number, (at, reason) in enumerate(sorted(drawn, key=lambda one: one[0]), 1)
    ]
)
shuffled = st.lists(st.tuples(ages, st.sampled_from(Reason)), max_size=60).map(
    lambda drawn: [backup(number, at, reason) for number, (at, reason) in enumerate(drawn, 1)]
)
later = st.integers(0, 400 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))


def kept(backups: list[Backup], now: datetime) -> list[Backup]:
    dropped = to_drop(backups, now)
    return [one for one in backups if one not in dropped]


@given(shuffled)
def test_the_last_three_and_those_from_the_future_are_always_kept(backups: list[Backup]) -> None:
    left = kept(backups, NOW)
    assert all(one in left for one in backups[-3:])
    assert all(one in left for one in backups if one.made_at > NOW)


@given(some)
def test_every_hour_day_and_month_that_had_a_backup_keeps_its_newest(backups: list[Backup]) -> None:
    names = {one.name for one in kept(backups, NOW)}
    for form, span in (("%Y%m%d%H", 23 * HOUR), ("%Y%m%d", 13 * DAY), ("%Y%m", 330 * DAY)):
        newest = {one.made_at.strftime(form): one.name for one in backups if NOW - one.made_at <= span}
        assert set(newest.values()) <= names


@given(shuffled, later)
def test_thinning_on_the_way_takes_nothing_that_is_needed_later(
    backups: list[Backup], then: datetime
) -> None:
    at_once = {one.name for one in kept(backups, then)}
    in_two_steps = {one.name for one in kept(kept(backups, NOW), then)}
    assert in_two_steps == at_once


@given(shuffled)
def test_not_more_than_the_spans_and_the_purposes_ask_for_are_kept(backups: list[Backup]) -> None:
    plain = [
        one
        for one in kept(backups, NOW)
        if one.reason in {Reason.START, Reason.HOURLY} and one.made_at <= NOW
    ]
    assert len(plain) <= 24 + 14 + 12 + 3


def test_a_year_of_hourly_backups_leaves_a_few_dozen() -> None:
    backups = [backup(number, NOW - number * HOUR) for number in range(1, 9000)]
    backups = [backup(9000 - one.number, one.made_at) for one in backups]
    left = kept(backups, NOW)
    assert 40 <= len(left) <= 24 + 14 + 12 + 3


def test_what_was_set_aside_before_a_restore_stays_a_month() -> None:
    aside = backup(1, NOW - 29 * DAY, Reason.BEFORE_RESTORE)
    others = [backup(number, NOW - 29 * DAY + HOUR) for number in range(2, 9)]
    assert aside in kept([aside, *others], NOW)
    assert aside not in kept([aside, *others], NOW + 2 * DAY)


def test_a_clock_that_was_set_back_makes_a_backup_due() -> None:
    assert is_due(NOW + DAY, NOW, HOUR)
    assert not is_due(NOW - HOUR / 2, NOW, HOUR)
    assert is_due(None, NOW, HOUR)


def test_the_office_is_reminded_after_a_week_without_a_second_place() -> None:
    assert days_without(None, NOW - 6 * DAY, NOW) is None
    assert days_without(None, NOW - 9 * DAY, NOW) == 9
    assert days_without(NOW - 8 * DAY, NOW - 30 * DAY, NOW) == 8
    assert days_without(None, None, NOW) is None
