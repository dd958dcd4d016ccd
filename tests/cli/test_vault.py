"""The commands ``vault``, and sealed backups through ``backup``."""

from pathlib import Path

import pytest

from friendly_desktop.paths import DataFolder
from friendly_desktop.storage import keychain
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
        "locked": False,
        "damaged": False,
        "since": None,
        "sheet_at": None,
        "records": False,
        "unfinished": 0,
        "evidence": {"sealed": 0, "plain": 0},
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


def test_encrypted_records_open_with_a_variable_and_with_nothing_else(
    commune: Commune, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    password = _secret(workplace, "một.txt", "đò đưa qua sông nhỏ")
    commune.run("vault", "begin", "--passphrase-file", password, "--sheet", workplace / "phiếu.pdf")
    made = commune.run("backup", "make", "--out", workplace / "sao-luu.zip")[1]["file"]
    assert commune.run("vault", "encrypt", "--passphrase-file", password) == (0, {"records": True})
    keychain.forget()  # another run of the program
    code, answer = commune.run("year", "status", 2026)
    assert (code, answer["error"]["code"]) == (1, "vault_locked")
    assert commune.run("vault", "status") == (0, {"on": True, "locked": True})
    monkeypatch.setenv("FRIENDLY_VAULT_PASSWORD", "không phải mật khẩu")
    assert commune.run("year", "status", 2026)[1]["error"]["code"] == "wrong_password"
    monkeypatch.setenv("FRIENDLY_VAULT_PASSWORD", "đò đưa qua sông nhỏ")
    assert commune.run("year", "status", 2026)[1]["year"] == 2026
    keychain.forget()
    checks = {one["name"]: one for one in commune.run("doctor")[1]["checks"]}
    assert checks["records"]["ok"]
    assert checks["database"]["ok"]
    state = commune.run("vault", "status")[1]
    assert (state["records"], state["unfinished"]) == (True, 0)
    assert state["evidence"] == {"sealed": 0, "plain": 0}  # this office has none yet
    # every copy of the keys is gone: a sealed backup brings them back
    keychain.forget()
    for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"):
        (commune.folder.root / name).unlink()
    assert commune.run("year", "status", 2026)[1]["error"]["code"] == "vault_damaged"
    assert commune.run("vault", "recover", made, "--passphrase-file", password)[0] == 0
    keychain.forget()
    assert commune.run("year", "status", 2026)[1]["year"] == 2026
    keychain.forget()
    assert commune.run("vault", "decrypt", "--passphrase-file", password) == (0, {"records": False})
    keychain.forget()
    monkeypatch.delenv("FRIENDLY_VAULT_PASSWORD")
    assert commune.run("year", "status", 2026)[1]["year"] == 2026
