"""The commands ``vault``, and sealed backups through ``backup``."""

from pathlib import Path

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2026, "--set", "hai-duong-2024")
    return made


def _secret(workplace: Path, name: str, words: str) -> Path:
    path = workplace / name
    path.write_text(words + "\n", encoding="utf-8")
    return path


def test_an_office_encrypts_backs_up_and_restores_from_the_command_line(
    commune: Commune, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _secret(workplace, "một.txt", "đò đưa qua sông nhỏ")
    second = _secret(workplace, "hai.txt", "cầu tre lắc lẻo gập ghềnh")
    assert commune.run("vault", "status")[1] == {
        "on": False,
        "damaged": False,
        "since": None,
        "sheet_at": None,
        "records": False,
        "unfinished": 0,
    }
    sheet = workplace / "phiếu.pdf"
    code, answer = commune.run("vault", "begin", "--passphrase-file", first, "--sheet", sheet)
    assert (code, answer["on"]) == (0, True)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert commune.run("vault", "status")[1]["on"] is True
    code, answer = commune.run("backup", "make", "--out", workplace / "sao-luu.zip")
    sealed = answer["file"]
    assert (code, sealed.endswith("sao-luu.zip.mahoa"), answer["verified"]) == (0, True, True)
    assert commune.run("backup", "check", sealed)[1]["error"]["code"] == "password_needed"
    assert commune.run("backup", "check", sealed, "--passphrase-file", first)[1]["verified"] is True
    code, answer = commune.run(
        "vault", "password", "--passphrase-file", second, "--new-passphrase-file", second
    )
    assert (code, answer["error"]["code"]) == (1, "wrong_password")
    assert (
        commune.run("vault", "password", "--passphrase-file", first, "--new-passphrase-file", second)[0] == 0
    )
    code, answer = commune.run("vault", "sheet", "--passphrase-file", second, "--sheet", sheet)
    assert (code, answer["error"]["code"]) == (1, "target_exists")
    elsewhere = Commune(DataFolder(workplace / "máy khác"), capsys)
    code, answer = elsewhere.run("backup", "restore", sealed, "--passphrase-file", first)
    assert (code, answer["verified"]) == (0, True)
    assert commune.run("vault", "end", "--passphrase-file", second)[0] == 0
    assert commune.run("vault", "status")[1]["on"] is False
