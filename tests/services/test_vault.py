"""Encryption by choice of the office, with real files and backups."""

import errno
import json
import os
import zipfile
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, backups_of, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.rights import Role
from friendly_desktop.domain.vault import Strength
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import key_rings, vault_file
from friendly_desktop.storage.pdfium import page_count
from friendly_desktop.storage.sealed_files import read_header

PASSWORD = "đò đưa qua sông nhỏ"
OTHER = "cầu tre lắc lẻo gập ghềnh"


def _refusal(act: object, *values: object) -> str:
    assert callable(act)
    with pytest.raises(AppError) as told:
        act(*values)
    return told.value.code


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "sheet_alone" not in request.node.name:  # one test with the strength that counts
        cheap = Strength(memory_kib=8, passes=1, lanes=1)
        monkeypatch.setattr(key_rings, "Strength", lambda: cheap)


@pytest.fixture
def filled(services: Services, workplace: Path) -> Services:
    services.assessment.open_year(2026, "hai-duong-2024")
    plan = workplace / "Kế hoạch.txt"
    plan.write_text("Kế hoạch tuyên truyền của xã\n" * 500, encoding="utf-8")
    services.evidence.add_files(2026, "B.1.1.1", [plan])
    return services


def test_without_a_vault_backups_are_plain_zips(filled: Services, workplace: Path) -> None:
    assert not filled.vault.state().on
    made = filled.backups.make_file(workplace / "sao-luu.zip")
    assert zipfile.is_zipfile(made.path)


def test_a_backup_sealed_without_any_password_opens_with_password_and_sheet(
    filled: Services, workplace: Path
) -> None:
    code = filled.vault.begin(PASSWORD)
    target = workplace / "sao-luu.zip"
    made = filled.backups.make_file(target)
    assert made.path == workplace / "sao-luu.zip.mahoa"
    assert sorted(path.name for path in workplace.iterdir() if "sao-luu" in path.name) == [made.path.name]
    assert b"tuy" not in made.path.read_bytes()[:2000]
    assert read_header(made.path).name == "sao-luu.zip"
    for secret in (PASSWORD, code):
        assert filled.backups.check(made.path, secret=secret).problems == ()
    assert _refusal(filled.backups.check, made.path) == "password_needed"
    with pytest.raises(AppError) as told:
        filled.backups.check(made.path, secret=OTHER)
    assert told.value.code == "wrong_password"
    filled.backups.make_file(target)  # takes the place of the older one


def test_a_sealed_backup_is_restored_on_another_pc_with_the_sheet_alone(
    filled: Services, workplace: Path, clock: FixedClock
) -> None:
    code = filled.vault.begin(PASSWORD)
    made = filled.backups.make_file(workplace / "sao-luu.zip")
    elsewhere = DataFolder(workplace / "máy khác")
    backups = backups_of(elsewhere, clock)
    assert _refusal(backups.restore, made.path) == "password_needed"
    assert not elsewhere.exists()
    assert not backups.plan(made.path, secret=code).present
    restored = backups.restore(made.path, secret=code)
    assert restored.files == 1
    other = open_services(elsewhere, clock)
    try:
        assert other.evidence.listing(2026)
        assert other.db.integrity_problems() == []
    finally:
        other.close()


@pytest.mark.parametrize("place", [5000, -100])
def test_a_changed_sealed_backup_is_refused_and_changes_nothing(
    place: int, filled: Services, workplace: Path
) -> None:
    filled.vault.begin(PASSWORD)
    made = filled.backups.make_file(workplace / "sao-luu.zip")
    content = bytearray(made.path.read_bytes())
    content[place] ^= 4
    made.path.write_bytes(content)
    with pytest.raises(AppError) as told:
        filled.backups.restore(made.path, secret=PASSWORD)
    assert told.value.code == "backup_damaged"
    assert filled.evidence.listing(2026)


def test_the_password_is_changed_by_the_password_and_by_the_sheet(filled: Services, workplace: Path) -> None:
    code = filled.vault.begin(PASSWORD)
    old = filled.backups.make_file(workplace / "cũ.zip").path
    assert _refusal(filled.vault.change_password, OTHER, OTHER) == "wrong_password"
    assert _refusal(filled.vault.change_password, "", OTHER) == "password_needed"
    assert _refusal(filled.vault.change_password, PASSWORD, "ngắn") == "password_too_weak"
    filled.vault.change_password(code.lower(), OTHER)
    assert _refusal(filled.vault.new_sheet, PASSWORD) == "wrong_password"
    new = filled.backups.make_file(workplace / "mới.zip").path
    assert filled.backups.check(new, secret=OTHER).problems == ()
    assert filled.backups.check(new, secret=code).problems == ()
    assert filled.backups.check(old, secret=PASSWORD).problems == ()  # as on the day it was made
    with pytest.raises(AppError):
        filled.backups.check(new, secret=PASSWORD)


def test_a_new_sheet_makes_the_one_before_worthless_from_then_on(filled: Services, workplace: Path) -> None:
    first = filled.vault.begin(PASSWORD)
    second = filled.vault.new_sheet(PASSWORD)
    made = filled.backups.make_file(workplace / "sao-luu.zip").path
    assert filled.backups.check(made, secret=second).problems == ()
    with pytest.raises(AppError):
        filled.backups.check(made, secret=first)


def test_ending_leaves_what_was_sealed_as_it_was(filled: Services, workplace: Path) -> None:
    filled.vault.begin(PASSWORD)
    made = filled.backups.make_file(workplace / "sao-luu.zip").path
    assert _refusal(filled.vault.begin, OTHER) == "vault_begun"
    assert _refusal(filled.vault.end, OTHER) == "wrong_password"
    filled.vault.end(PASSWORD)
    assert not filled.vault.state().on
    assert filled.backups.check(made, secret=PASSWORD).problems == ()
    assert filled.backups.make_file(workplace / "thường.zip").path.suffix == ".zip"


def test_one_damaged_copy_of_the_key_file_is_no_harm(filled: Services, data_folder: DataFolder) -> None:
    filled.vault.begin(PASSWORD)
    data_folder.vault.write_bytes(b"\0" * 100)
    assert not filled.vault.state().damaged
    filled.vault.change_password(PASSWORD, OTHER)
    assert json.loads(data_folder.vault.read_text(encoding="utf-8"))["format"] == 1


def test_both_copies_lost_are_told_nothing_is_sealed_wrongly_and_a_backup_brings_the_keys_back(
    filled: Services, workplace: Path, data_folder: DataFolder
) -> None:
    code = filled.vault.begin(PASSWORD)
    made = filled.backups.make_file(workplace / "sao-luu.zip").path
    for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"):
        path = data_folder.root / name
        content = json.loads(path.read_text(encoding="utf-8"))
        content["ring"] = content["ring"][::-1]  # somebody's own key would open what is sealed from now on
        path.write_text(json.dumps(content), encoding="utf-8")
    assert filled.vault.state().damaged
    assert {one.name for one in filled.doctor.examine() if not one.ok} >= {"vault"}
    assert _refusal(filled.backups.make_file, workplace / "khác.zip") == "vault_damaged"
    assert not list(workplace.glob("khác*"))
    assert _refusal(filled.vault.recover, workplace / "Kế hoạch.txt", code) == "not_sealed"
    assert _refusal(filled.vault.recover, made, OTHER) == "wrong_password"
    filled.vault.recover(made, code)
    assert filled.vault.state().on
    assert not filled.vault.state().damaged
    again = filled.backups.make_file(workplace / "khác.zip").path
    assert filled.backups.check(again, secret=PASSWORD).problems == ()


def test_the_sheet_is_one_page_that_says_the_code(services: Services, workplace: Path) -> None:
    code = services.vault.begin(PASSWORD)
    written = services.vault.write_sheet(code, workplace / "phiếu.pdf")
    assert written.pages == page_count(written.file.read_bytes()) == 1
    assert services.vault.sheet(code)


def test_neither_password_nor_code_nor_key_stands_in_any_file(
    filled: Services, data_folder: DataFolder, workplace: Path
) -> None:
    code = filled.vault.begin(PASSWORD)
    filled.backups.make_file(workplace / "sao-luu.zip")
    filled.close()
    wanted = [PASSWORD.encode(), code.encode(), code.replace("-", "").encode()]
    for path in [*data_folder.root.rglob("*"), *workplace.glob("sao-luu*")]:
        if path.is_file():
            content = path.read_bytes()
            assert not any(one in content for one in wanted)


def test_a_disk_without_room_begins_nothing(
    services: Services, data_folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        assert _refusal(services.vault.begin, PASSWORD) == "disk_full"
    assert not services.vault.state().on
    assert services.vault.begin(PASSWORD)


def test_only_an_administrator_changes_the_keys(services: Services) -> None:
    services.vault.begin(PASSWORD)
    services.users.begin_sign_in("Quản trị", "mật khẩu của quản trị")
    services.users.add("Lan", Role.CLERK, "mật khẩu của Lan")
    services.users.sign_in("Lan", "mật khẩu của Lan")
    for act in (
        lambda: services.vault.change_password(PASSWORD, OTHER),
        lambda: services.vault.new_sheet(PASSWORD),
        lambda: services.vault.end(PASSWORD),
    ):
        assert _refusal(act) == "not_permitted"


def test_a_weak_password_begins_nothing(services: Services, data_folder: DataFolder) -> None:
    assert _refusal(services.vault.begin, "12345678") == "password_too_weak"
    assert not vault_file.exists(data_folder)
