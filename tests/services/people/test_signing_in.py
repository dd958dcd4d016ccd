"""Signing in: off by choice, a password that is never stored, guesses that wait, the sheet that opens again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.domain.people import FREE_TRIES, wait_after
from friendly_desktop.domain.rights import Role
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.people import passwords

NAME = "Nguyễn Thị Hồng"
PASSWORD = "lúa chín đầu bờ"


class MovableClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def services(data_folder: DataFolder, clock: MovableClock) -> Iterator[Services]:
    opened = open_services(data_folder, clock, create=True)
    yield opened
    opened.close()


def refused(services: Services, password: str, name: str = NAME) -> str:
    with pytest.raises(AppError) as caught:
        services.users.sign_in(name, password)
    return caught.value.code


def test_where_nobody_chose_to_sign_in_everything_is_allowed_without_a_name(services: Services) -> None:
    assert not services.session.required()
    assert services.session.name == ""
    services.office.save_unit("Văn phòng")


def test_the_first_administrator_is_signed_in_at_once_and_the_next_run_asks(
    services: Services, data_folder: DataFolder, clock: MovableClock
) -> None:
    services.users.begin_sign_in(f"  {NAME} ", PASSWORD)
    assert services.session.name == NAME
    services.office.save_unit("Văn phòng")
    services.close()
    again = open_services(data_folder, clock)
    try:
        assert again.session.required()
        with pytest.raises(AppError, match="Cần đăng nhập"):
            again.office.save_unit("Tư pháp")
        assert again.users.sign_in("nguyen thi hong", PASSWORD).name == NAME
        again.office.save_unit("Tư pháp")
    finally:
        again.close()


def test_the_password_is_nowhere_in_the_files(services: Services, data_folder: DataFolder) -> None:
    code = services.users.begin_sign_in(NAME, PASSWORD)
    services.close()
    for path in data_folder.root.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert PASSWORD.encode() not in kept
            assert code.encode() not in kept
            assert code.replace("-", "").encode() not in kept


def test_wrong_guesses_wait_and_the_right_password_waits_with_them(
    services: Services, clock: MovableClock
) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()
    assert [refused(services, f"sai lần {n}") for n in range(FREE_TRIES)] == ["sign_in_failed"] * FREE_TRIES
    assert refused(services, PASSWORD) == "sign_in_blocked"
    clock.moment += timedelta(seconds=29)
    assert refused(services, PASSWORD) == "sign_in_blocked"
    clock.moment += timedelta(seconds=1)
    services.users.sign_in(NAME, PASSWORD)
    services.session.end()
    assert refused(services, "sai") == "sign_in_failed"  # counted anew after the right one


def test_the_wait_survives_a_restart_and_a_clock_set_back(
    services: Services, data_folder: DataFolder, clock: MovableClock
) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()
    for n in range(FREE_TRIES):
        refused(services, f"sai lần {n}")
    services.close()
    clock.moment -= timedelta(days=2000)
    again = open_services(data_folder, clock)
    try:
        assert refused(again, PASSWORD) == "sign_in_blocked"
        clock.moment += wait_after(FREE_TRIES)
        assert again.users.sign_in(NAME, PASSWORD).name == NAME
    finally:
        again.close()


def test_a_name_that_nobody_has_is_refused_in_the_same_words(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()
    told = []
    for name in (NAME, "Trần Văn Không"):
        with pytest.raises(AppError) as caught:
            services.users.sign_in(name, "sai mật khẩu")
        told.append((caught.value.code, str(caught.value), caught.value.hint))
    assert told[0] == told[1]


def test_whoever_is_kept_out_cannot_sign_in_nor_go_on_writing(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    clerk = services.users.add("Trần Văn Bình", Role.CLERK, "mưa rào tháng bảy")
    services.users.sign_in(clerk.name, "mưa rào tháng bảy")
    services.office.save_unit("Văn phòng")
    with services.session.own_act():  # as another window would
        services.users.keep_out(clerk.id)
    with pytest.raises(AppError) as caught:
        services.office.save_unit("Tư pháp")
    assert caught.value.code == "sign_in_needed"
    assert refused(services, "mưa rào tháng bảy", clerk.name) == "sign_in_failed"


def test_the_last_administrator_stays_one(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    (first,) = services.users.users()
    services.users.add("Trần Văn Bình", Role.CLERK, "mưa rào tháng bảy")
    for attempt in (
        lambda: services.users.keep_out(first.id),
        lambda: services.users.change(first.id, name=NAME, role=Role.CLERK),
    ):
        with pytest.raises(AppError) as caught:
            attempt()
        assert caught.value.code == "last_administrator"
    second = services.users.add("Lê Thị Mai", Role.ADMINISTRATOR, "gió mùa đông bắc")
    services.users.keep_out(first.id)
    assert [user.id for user in services.users.users() if user.enabled][:1] != [first.id]
    assert second.enabled


def test_two_people_never_have_one_name(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    with pytest.raises(AppError) as caught:
        services.users.add("nguyễn thị hông", Role.CLERK, "mưa rào tháng bảy")
    assert caught.value.code == "user_exists"


def test_the_recovery_code_opens_once_and_brings_the_next_one(services: Services) -> None:
    code = services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()
    following = services.users.recover(code.lower(), NAME, "mật khẩu mới của tôi")
    assert services.session.name == NAME
    services.session.end()
    with pytest.raises(AppError) as caught:
        services.users.recover(code, NAME, "mật khẩu khác nữa")
    assert caught.value.code == "recovery_code_wrong"
    assert following != code
    services.users.sign_in(NAME, "mật khẩu mới của tôi")


def test_the_recovery_code_opens_for_administrators_only(services: Services) -> None:
    code = services.users.begin_sign_in(NAME, PASSWORD)
    services.users.add("Trần Văn Bình", Role.CLERK, "mưa rào tháng bảy")
    with pytest.raises(AppError) as caught:
        services.users.recover(code, "Trần Văn Bình", "mật khẩu mới của tôi")
    assert caught.value.code == "not_an_administrator"
    services.users.recover(code, NAME, "mật khẩu mới của tôi")  # it was not used up


def test_a_wrong_recovery_code_also_ends_a_wait_for_nobody(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()
    with pytest.raises(AppError) as caught:
        services.users.recover("ABCD-EFGH", NAME, "mật khẩu mới của tôi")
    assert caught.value.code == "recovery_code_wrong"
    assert services.session.user is None


def test_switched_off_again_nobody_has_to_sign_in_and_the_people_are_remembered(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.users.add("Trần Văn Bình", Role.CLERK, "mưa rào tháng bảy")
    services.users.end_sign_in()
    assert not services.session.required()
    services.office.save_unit("Văn phòng")
    assert len(services.users.users()) == 2
    (clerk,) = [user for user in services.users.users() if user.role is Role.CLERK]
    with pytest.raises(AppError) as caught:
        services.users.let_in(clerk.id)
    assert caught.value.code == "sign_in_off"
    services.users.begin_sign_in(NAME, "một mật khẩu mới")
    services.users.let_in(clerk.id)
    services.users.sign_in(clerk.name, "mưa rào tháng bảy")


def test_ones_own_password_changes_with_the_old_one(services: Services) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    clerk = services.users.add("Trần Văn Bình", Role.CLERK, "mưa rào tháng bảy")
    services.users.sign_in(clerk.name, "mưa rào tháng bảy")
    with pytest.raises(AppError):
        services.users.change_own_password("sai", "nắng hạ vàng ươm")
    services.users.change_own_password("mưa rào tháng bảy", "nắng hạ vàng ươm")
    services.session.end()
    assert refused(services, "mưa rào tháng bảy", clerk.name) == "sign_in_failed"
    services.users.sign_in(clerk.name, "nắng hạ vàng ươm")


def test_a_guess_counts_though_the_program_is_ended_before_it_is_looked_at(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    services.session.end()

    def killed(_stored: str, _secret: str) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(passwords, "matches", killed)
        for n in range(FREE_TRIES):
            with pytest.raises(KeyboardInterrupt):
                services.users.sign_in(NAME, f"sai lần {n}")
    assert refused(services, PASSWORD) == "sign_in_blocked"


def test_a_password_hashed_with_less_work_is_hashed_anew_when_it_is_used(
    services: Services, data_folder: DataFolder
) -> None:
    services.users.begin_sign_in(NAME, PASSWORD)
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with closing(sqlite3.connect(data_folder.database)) as connection, connection:
        connection.execute("UPDATE users SET secret = ?", (weak,))
    services.users.sign_in(NAME, PASSWORD)
    with closing(sqlite3.connect(data_folder.database)) as connection:
        ((kept,),) = connection.execute("SELECT secret FROM users")
    assert kept != weak
    services.users.sign_in(NAME, PASSWORD)
