"""``--user``: who runs a command, where the office has people sign in."""

import io
import json
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import PASSWORD_VARIABLE, main
from friendly_desktop.domain.rights import Role
from friendly_desktop.paths import DataFolder

ADMINISTRATOR, CHAIRMAN = "Nguyễn Thị Hồng", "Trần Văn Bình"
PASSWORD = "lúa chín đầu bờ"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    services = open_services(DataFolder(tmp_path / "Dữ liệu"), create=True)
    services.users.begin_sign_in(ADMINISTRATOR, PASSWORD)
    services.users.add(CHAIRMAN, Role.CHAIRMAN, PASSWORD + " hai")
    services.close()
    return tmp_path / "Dữ liệu"


def code_of(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--data", str(folder), "--json", *words]) == 1
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    return str(json.loads(told.out)["error"]["code"])


@pytest.mark.parametrize("words", [["search", "hồng"], ["year", "open", "2026", "--set", "hai-duong-2024"]])
def test_a_command_without_a_person_reads_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert code_of(folder, capsys, *words) == "sign_in_needed"


def test_the_password_comes_from_the_environment_or_from_a_pipe(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    assert main(["--data", str(folder), "--user", "nguyen thi hong", "--json", "search", "x"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    monkeypatch.delenv(PASSWORD_VARIABLE)
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["--data", str(folder), "--user", ADMINISTRATOR, "--json", "search", "x"]) == 0


def test_a_wrong_password_and_none_at_all_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "sai")
    assert code_of(folder, capsys, "--user", ADMINISTRATOR, "search", "x") == "sign_in_failed"
    monkeypatch.delenv(PASSWORD_VARIABLE)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert code_of(folder, capsys, "--user", ADMINISTRATOR, "search", "x") == "sign_in_failed"


def test_whoever_may_not_is_told_so_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD + " hai")
    opening = ("year", "open", "2026", "--set", "hai-duong-2024")
    assert code_of(folder, capsys, "--user", CHAIRMAN, *opening) == "not_permitted"
    monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
    assert main(["--data", str(folder), "--user", ADMINISTRATOR, "--json", *opening]) == 0
    capsys.readouterr()


def test_where_nobody_signs_in_a_name_is_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_services(DataFolder(tmp_path / "d"), create=True).close()
    assert main(["--data", str(tmp_path / "d"), "--user", "ai đó", "--json", "search", "x"]) == 0
    capsys.readouterr()
