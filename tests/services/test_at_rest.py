"""The records on this PC encrypted and made plain again: nothing readable is left, nothing is lost, any kill is survived.

Every step of a change with ``python -m tests.services.test_at_rest``; a few of them in the suite.
"""

import os
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, backups_of, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.rights import Role
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import UNWATCHED
from friendly_desktop.services.vault import unlocking
from friendly_desktop.storage import key_rings, keychain, sqlite, vault_file
from friendly_desktop.storage.keychain import Form
from tests.cheap_keys import CHEAP
from tests.services import letters_desk
from tests.services.cases_desk import add
from tests.services.planted import ADDRESS, IDENTITY, NAME, OTHER, PHONE, leaks_in_files, traces_in
from tests.services.test_backups_killed import dies_at
from tests.storage.test_database_form import another_program

PASSWORD = "đò đưa qua sông nhỏ"
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
EVERY = 60


pytestmark = pytest.mark.usefixtures("cheap_keys")


def filled(services: Services) -> str:
    """Records, evidence and a kept print that name planted people, with backups; the recovery code."""
    add(services, name=NAME, address=ADDRESS, identity=IDENTITY, phone=PHONE, content=f"Đơn của {OTHER}")
    services.assessment.open_year(2026, "hai-duong-2024")
    paper = services.folder.root.with_name("Biên bản.txt")
    paper.write_text(f"Biên bản làm việc với {NAME}, {ADDRESS}", encoding="utf-8")
    services.evidence.add_files(2026, None, [paper])
    services.backups.make()
    services.office.save_unit("Văn phòng")
    services.letters.archive(letters_desk.write(services, groom=NAME).id)
    services.backups.make()
    return services.vault.begin(PASSWORD)


@pytest.fixture
def code(services: Services) -> str:
    return filled(services)


def reopened(services: Services, secret: str = PASSWORD) -> Services:
    services.close()
    keychain.forget()
    unlocking.unlock(services.folder, secret)
    return open_services(services.folder, services.clock)


def refusal(act: Callable[..., object], *values: object) -> str:
    with pytest.raises(AppError) as told:
        act(*values)
    return told.value.code


def evidence_is_whole(services: Services) -> None:
    report = services.evidence.verify()
    assert (report.files, report.missing, report.damaged) == (2, (), ())


def names(services: Services) -> list[str]:
    return [unit.name for unit in services.office.units()]


def test_nothing_in_the_data_folder_tells_of_anybody_and_everything_works_on(
    services: Services, code: str
) -> None:
    root = services.folder.root
    (root / "cache").mkdir(exist_ok=True)
    (root / "cache" / "home.json").write_text(NAME, encoding="utf-8")
    wreck = root / "backups" / "damaged-20261101"
    wreck.mkdir()
    shutil.copy(services.folder.database, wreck / "office.sqlite")
    shutil.copy(services.folder.database, root / "office.schema-4.sqlite")
    assert leaks_in_files(root)
    services.vault.encrypt_records(PASSWORD)
    state = services.vault.state()
    assert (state.records, state.unfinished) == (True, 0)
    assert leaks_in_files(root) == []
    add(services, name=OTHER, address=ADDRESS, content=f"Đơn nữa của {NAME}")
    services.office.save_unit("Tư pháp")
    services.backups.make()
    assert len(services.backups.all()) == 3
    for kept in services.backups.all():
        assert kept.problem == ""
        assert services.backups.check(kept.path).problems == ()
    assert services.doctor.examine()
    assert leaks_in_files(root) == []
    again = reopened(services)
    assert names(again) == ["Tư pháp", "Văn phòng"]
    assert again.search.find(NAME)
    again.close()
    assert leaks_in_files(root) == []


def test_made_plain_again_it_opens_with_no_password(services: Services, code: str) -> None:
    services.vault.encrypt_records(PASSWORD)
    assert refusal(services.vault.end, PASSWORD) == "records_encrypted"
    services.vault.decrypt_records(code)
    services.vault.end(PASSWORD)
    services.close()
    keychain.forget()
    plain = open_services(services.folder, services.clock)
    assert names(plain) == ["Văn phòng"]
    for kept in plain.backups.all():
        assert plain.backups.check(kept.path).problems == ()
    plain.close()


def test_nothing_opens_without_password_or_sheet(services: Services, code: str) -> None:
    services.vault.encrypt_records(PASSWORD)
    services.close()
    keychain.forget()
    assert unlocking.is_locked(services.folder)
    assert refusal(open_services, services.folder) == "vault_locked"
    assert refusal(unlocking.unlock, services.folder, "") == "password_needed"
    assert refusal(unlocking.unlock, services.folder, "không phải mật khẩu") == "wrong_password"
    assert refusal(open_services, services.folder) == "vault_locked"
    unlocking.unlock(services.folder, code)
    again = open_services(services.folder)
    again.vault.change_password(code, "cầu tre lắc lẻo gập ghềnh")
    assert names(reopened(again, "cầu tre lắc lẻo gập ghềnh")) == ["Văn phòng"]


def test_guesses_wait_longer_and_longer_also_after_a_restart_and_with_the_clock_set_back(
    services: Services, code: str
) -> None:
    services.vault.encrypt_records(PASSWORD)
    services.close()
    keychain.forget()
    clock = FixedClock(NOW)
    told = [refusal(unlocking.unlock, services.folder, "sai rồi sai rồi", clock) for _turn in range(8)]
    assert told[0] == "wrong_password"
    assert told[-1] == "unlock_blocked"
    assert refusal(unlocking.unlock, services.folder, PASSWORD, clock) == "unlock_blocked"
    back = FixedClock(NOW - timedelta(days=400))
    assert refusal(unlocking.unlock, services.folder, PASSWORD, back) == "unlock_blocked"
    unlocking.unlock(services.folder, PASSWORD, FixedClock(NOW + timedelta(hours=1)))
    assert not unlocking.is_locked(services.folder)


def test_a_damaged_key_file_is_read_from_its_copies_and_a_lost_one_comes_from_a_sealed_backup(
    services: Services, code: str, workplace: Path
) -> None:
    services.vault.encrypt_records(PASSWORD)
    sealed = services.backups.make_file(workplace / "sao-luu.zip").path
    services.close()
    keychain.forget()
    root = services.folder.root
    for name in ("vault.json", "vault-copy.json"):
        (root / name).write_bytes(b"?")
    unlocking.unlock(services.folder, PASSWORD)
    keychain.forget()
    (root / "backups" / "keys" / "vault.json").unlink()
    assert refusal(unlocking.unlock, services.folder, PASSWORD) == "vault_damaged"
    assert refusal(unlocking.recover, services.folder, sealed, "không phải mật khẩu") == "wrong_password"
    unlocking.recover(services.folder, sealed, code)
    again = open_services(services.folder)
    assert again.vault.state().records
    assert again.vault.state().unfinished == 0
    assert names(reopened(again)) == ["Văn phòng"]


def test_a_key_file_of_another_office_is_told(services: Services, code: str, tmp_path: Path) -> None:
    services.vault.encrypt_records(PASSWORD)
    services.close()
    keychain.forget()
    key = key_rings.new_key()
    ring = key_rings.ring_of(key, key_rings.password_slot(key, PASSWORD))
    vault_file.write(services.folder, vault_file.Kept(ring, NOW, NOW, records=True))
    assert refusal(unlocking.unlock, services.folder, PASSWORD) == "vault_other_key"


def test_a_backup_of_either_kind_comes_back_in_the_form_of_this_pc(
    services: Services, code: str, workplace: Path, tmp_path: Path
) -> None:
    plain_one = services.backups.make().path
    kept = tmp_path / "trước khi mã hóa"
    shutil.copytree(services.folder.backups, kept)
    services.vault.encrypt_records(PASSWORD)
    services.office.save_unit("Tư pháp")
    encrypted_one = services.backups.make().path
    sealed = services.backups.make_file(workplace / "sao-luu.zip").path
    # a plain one into the encrypted office
    services.backups.plan(kept / plain_one.name)
    services.backups.restore(kept / plain_one.name)
    assert names(services) == ["Văn phòng"]
    assert keychain.form_of(services.folder.database) is Form.ENCRYPTED
    assert leaks_in_files(services.folder.root) == []
    # an encrypted one into it
    assert services.backups.plan(encrypted_one).kinds
    services.backups.restore(encrypted_one)
    assert names(services) == ["Tư pháp", "Văn phòng"]
    services.close()
    # the sealed one, and the encrypted one as it lies, into a new plain office, with the password
    for number, source in enumerate((sealed, encrypted_one)):
        keychain.forget()
        new = DataFolder(tmp_path / f"máy mới {number}")
        backups = backups_of(new)
        assert refusal(backups.restore, source) == "password_needed"
        backups.restore(source, UNWATCHED, PASSWORD if number else code)
        keychain.forget()
        assert keychain.form_of(new.database) is Form.PLAIN
        opened = open_services(new)
        assert names(opened) == ["Tư pháp", "Văn phòng"]
        opened.close()


def test_records_that_are_lost_come_back_encrypted(services: Services, code: str) -> None:
    services.vault.encrypt_records(PASSWORD)
    made = services.backups.make().path
    services.close()
    keychain.forget()
    services.folder.database.unlink()
    backups = backups_of(services.folder)
    assert refusal(backups.restore, made) == "password_needed"
    backups.restore(made, UNWATCHED, PASSWORD)
    assert keychain.form_of(services.folder.database) is Form.ENCRYPTED
    assert names(reopened(services)) == ["Văn phòng"]
    assert leaks_in_files(services.folder.root) == []


def test_a_backup_that_is_damaged_is_sealed_and_stops_nothing(services: Services, code: str) -> None:
    kept = services.backups.all()[0]
    database = kept.path.with_suffix(".sqlite")
    content = bytearray(database.read_bytes())
    content[8192:8200] = b"\xff" * 8
    database.write_bytes(content)
    assert traces_in(database.read_bytes())
    services.vault.encrypt_records(PASSWORD)
    assert services.vault.state().unfinished == 0
    assert leaks_in_files(services.folder.root) == []
    assert database.with_name(database.name + ".mahoa").exists()


def test_a_backup_never_takes_the_name_of_the_one_it_is_made_of(
    services: Services, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {one.path.stem for one in services.backups.all()}
    drawn = [*(name[-4:] for name in there), "0a0a", "0b0b"]  # by lot, once in 65,536
    monkeypatch.setattr(
        "secrets.token_hex", lambda size: drawn.pop(0) if size == 2 and drawn else "0c" * size
    )
    services.vault.encrypt_records(PASSWORD)
    kept = services.backups.all()
    assert len(kept) == len(there) == 2
    assert there.isdisjoint(one.path.stem for one in kept)
    assert all(not services.backups.check(one.path).problems for one in kept)


def test_without_the_library_nothing_is_begun_and_an_encrypted_office_says_so(
    services: Services, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from friendly_desktop.storage import sealed_sqlite

    with monkeypatch.context() as patch:
        patch.setattr(sealed_sqlite, "_LIBRARY", "no_such_library")
        sealed_sqlite._driver.cache_clear()
        assert refusal(services.vault.encrypt_records, PASSWORD) == "cipher_missing"
        assert not services.vault.state().records
    services.vault.encrypt_records(PASSWORD)
    services.close()
    with monkeypatch.context() as patch:
        patch.setattr(sealed_sqlite, "_LIBRARY", "no_such_library")
        sealed_sqlite._driver.cache_clear()
        assert refusal(open_services, services.folder) == "cipher_missing"
    sealed_sqlite._driver.cache_clear()
    assert names(reopened(services)) == ["Văn phòng"]


def test_only_an_administrator_may(services: Services, code: str) -> None:
    services.users.begin_sign_in("Trần Văn Quản", "cây đa bến nước sân đình")
    services.users.add("Lê Thị Thư", Role.CLERK, "giếng làng mùa trăng sáng")
    services.users.sign_in("Lê Thị Thư", "giếng làng mùa trăng sáng")
    for act in (services.vault.encrypt_records, services.vault.decrypt_records):
        assert refusal(act, PASSWORD) == "not_permitted"
    assert keychain.form_of(services.folder.database) is Form.PLAIN


def test_a_backup_by_itself_is_made_only_where_something_was_written(services: Services, code: str) -> None:
    services.vault.encrypt_records(PASSWORD)
    services.backups.make()
    kept = len(services.backups.all())
    later = reopened(services)
    later.backups.before_import()
    assert len(later.backups.all()) == kept
    later.office.save_unit("Tư pháp")
    later.backups.before_import()
    assert len(later.backups.all()) == kept + 1
    later.close()


def test_another_program_at_work_stops_it_and_is_told(
    services: Services, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite.connect_either

    def impatient(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA busy_timeout=0")
        return connection

    monkeypatch.setattr("friendly_desktop.storage.sqlite.connect_either", impatient)
    with another_program(services.folder.database):
        assert refusal(services.vault.encrypt_records, PASSWORD) == "database_busy"
    assert not services.vault.state().records
    assert names(services) == ["Văn phòng"]
    services.vault.encrypt_records(PASSWORD)
    assert services.vault.state().unfinished == 0


class _Stopping:
    """Stops at its n-th question."""

    def __init__(self, left: int) -> None:
        self.left = left

    def report(self, done: int, total: int | None = None, label: str = "") -> None:
        """Nobody looks."""

    def checkpoint(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled


def test_whoever_stops_it_anywhere_can_go_on_or_back(services: Services, code: str) -> None:
    number = 0
    while True:
        try:
            services.vault.encrypt_records(PASSWORD, _Stopping(number))
        except Cancelled:
            assert names(services) == ["Văn phòng"]
            state = services.vault.state()
            assert state.records is bool(
                state.unfinished
            )  # stopped before anything was changed, nothing is left
            for kept in services.backups.all():
                assert services.backups.check(kept.path).problems == ()
            if number % 3 == 0:
                services.vault.decrypt_records(PASSWORD)
                assert services.vault.state().unfinished == 0
            number += 1
        else:
            break
    assert number > 5
    assert services.vault.state().unfinished == 0
    assert leaks_in_files(services.folder.root) == []


# -- killed


def office(folder: DataFolder) -> None:
    services = open_services(folder, FixedClock(NOW), create=True)
    filled(services)
    services.close()


def changed(folder: DataFolder, *, wanted: bool) -> Callable[[], object]:
    def work() -> None:
        if not wanted:
            unlocking.unlock(folder, PASSWORD)
        services = open_services(folder, FixedClock(NOW))
        (services.vault.encrypt_records if wanted else services.vault.decrypt_records)(PASSWORD)

    return work


def look(folder: DataFolder, *, wanted: bool) -> str:
    """Everything can be read whatever was done; then it is gone on with."""
    keychain.forget()
    locked = unlocking.is_locked(folder)
    if locked:
        unlocking.unlock(folder, PASSWORD)
    services = open_services(folder, FixedClock(NOW))
    try:
        assert services.db.integrity_problems() == []
        assert names(services) == ["Văn phòng"]
        for kept in services.backups.all():
            assert kept.problem == ""
        evidence_is_whole(services)
        state = services.vault.state()
        keychain.hold(key_rings.unwrap(vault_file.read(folder).ring, PASSWORD))
        kept_moments = {kept.backup.made_at for kept in services.backups.all() if kept.backup}
        (services.vault.encrypt_records if wanted else services.vault.decrypt_records)(PASSWORD)
        assert services.vault.state().unfinished == 0
        assert services.vault.state().records is wanted
        moments = [kept.backup.made_at for kept in services.backups.all() if kept.backup]
        assert set(moments) == kept_moments
        for kept in services.backups.all():
            assert services.backups.check(kept.path).problems == ()
        evidence_is_whole(services)
        forms = services.vault.state()
        assert (forms.plain, forms.sealed) == ((0, 4) if wanted else (4, 0))
        if state.records is not wanted:
            return "before"
        return "unfinished" if state.unfinished else "done"
    finally:
        services.close()
        keychain.forget()
        assert bool(leaks_in_files(folder.root)) is not wanted


def run(steps: Iterable[int], *, wanted: bool) -> Counter[str]:
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="Xã thử ") as scratch:
        template = DataFolder(Path(scratch) / "mẫu")
        office(template)
        if not wanted:
            changed(template, wanted=True)()
            keychain.forget()
        for step in steps:
            folder = DataFolder(Path(scratch) / "thử")
            shutil.rmtree(folder.root, ignore_errors=True)
            shutil.copytree(template.root, folder.root)
            died = dies_at(step, changed(folder, wanted=wanted))
            found[look(folder, wanted=wanted)] += 1
            if not died:
                break
        else:
            found["steps left"] += 1
    return found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that dies is forked")
@pytest.mark.parametrize("wanted", [True, False])
def test_killed_at_any_step_it_leaves_files_that_all_open_and_is_gone_on_with(wanted: bool) -> None:
    found = run(range(7, 4000, EVERY), wanted=wanted)
    assert found["before"]
    assert found["unfinished"]
    assert not found["steps left"]


if __name__ == "__main__":
    key_rings.Strength = lambda: CHEAP  # type: ignore[misc, assignment]
    for wanted in (True, False):
        sys.stdout.write(
            f"{'encrypt' if wanted else 'decrypt'}: {dict(run(range(1, 9999), wanted=wanted))}\n"
        )
