"""Passwords, waits and codes as rules."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.people import (
    FREE_TRIES,
    PasswordFault,
    password_fault,
    password_text,
    wait_after,
    wait_ends,
)

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.SHORT),
        ("mưa ngâu", None),
        ("1234567", PasswordFault.SHORT),
        ("x" * 300, PasswordFault.LONG),
        ("aaaaaaaa", PasswordFault.ONE_LETTER),
        ("abababab", PasswordFault.ONE_LETTER),
        ("Mật Khẩu 123", PasswordFault.COMMON),
        ("UBND 12345", PasswordFault.COMMON),
        ("Nguyen thi hong", PasswordFault.NAME),
        ("lúa chín đầu bờ", None),
    ],
)
def test_a_password_is_refused_for_a_reason_that_can_be_told(
    password: str, fault: PasswordFault | None
) -> None:
    assert password_fault(password, "Nguyễn Thị Hồng") is fault


def test_a_password_is_the_same_whichever_keyboard_composed_its_letters() -> None:
    assert password_text("mu\u031ba nga\u0302u") == password_text("m\u01b0a ng\u00e2u")


def test_a_few_slips_cost_nothing_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(n) for n in range(FREE_TRIES)] == [timedelta()] * FREE_TRIES
    told = [int(wait_after(FREE_TRIES + n).total_seconds()) for n in range(7)]
    assert told == [30, 60, 120, 240, 480, 900, 900]
    assert wait_after(100_000) == timedelta(minutes=15)


@given(st.integers(0, 50), st.integers(-(10**8), 10**8))
def test_no_clock_makes_anybody_wait_longer_than_the_failures_cost(failures: int, seconds: int) -> None:
    until = NOW + timedelta(seconds=seconds)
    ends = wait_ends(failures, until, NOW)
    if seconds <= 0:
        assert ends is None
    else:
        assert ends is not None
        assert NOW <= ends <= until
        assert ends - NOW <= wait_after(failures)
