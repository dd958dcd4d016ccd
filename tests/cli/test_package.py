"""The commands ``package export`` and ``package verify``."""

from pathlib import Path

import pytest

from friendly_desktop.paths import DataFolder
from tests.cli.commune import Commune


@pytest.fixture
def commune(data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Commune:
    made = Commune(data_folder, capsys)
    made.run("year", "open", 2026, "--set", "hai-duong-2024")
    made.run("score", "set", 2026, "B.1.1.1", "1")
    plan = workplace / "Kế hoạch.txt"
    plan.write_text("Kế hoạch tuyên truyền", encoding="utf-8", newline="\n")
    made.run("evidence", "add", 2026, "B.1.1.1", plan)
    return made


def test_export_answers_with_the_keys_of_the_manual(commune: Commune, workplace: Path) -> None:
    code, answer = commune.run("package", "export", 2026, "--out", workplace / "gói.zip")
    assert code == 0
    assert {"path", "parts", "files", "bytes", "root_sha256", "verified", "problems"} <= set(answer)
    assert answer["verified"] is True
    assert answer["bytes"] == (workplace / "gói.zip").stat().st_size
    assert "not_frozen" in {problem["kind"] for problem in answer["problems"]}


def test_verify_answers_with_commune_year_and_total(commune: Commune, workplace: Path) -> None:
    commune.run("package", "export", 2026, "--out", workplace / "gói")
    code, answer = commune.run("package", "verify", workplace / "gói")
    assert (code, answer["ok"], answer["year"], answer["problems"]) == (0, True, 2026, [])


def test_verify_needs_no_data_folder(
    commune: Commune, workplace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commune.run("package", "export", 2026, "--out", workplace / "gói.zip")
    elsewhere = Commune(DataFolder(workplace / "máy khác"), capsys)
    assert elsewhere.run("package", "verify", workplace / "gói.zip")[0] == 0
    assert not elsewhere.folder.root.exists()


def test_verify_ends_with_three_and_names_what_was_changed(commune: Commune, workplace: Path) -> None:
    commune.run("package", "export", 2026, "--out", workplace / "gói")
    file = next((workplace / "gói" / "data" / "evidence").rglob("*.txt"))
    file.write_text("khác", encoding="utf-8")
    code, answer = commune.run("package", "verify", workplace / "gói")
    assert (code, answer["ok"]) == (3, False)
    assert answer["problems"][0]["file"] == file.relative_to(workplace / "gói").as_posix()
    assert "thay đổi" in answer["problems"][0]["message"]


def test_export_refuses_a_folder_in_use_with_an_error_object(commune: Commune, workplace: Path) -> None:
    code, answer = commune.run("package", "export", 2026, "--out", workplace)
    assert code == 1
    assert set(answer["error"]) == {"code", "title", "message", "hint"}


def test_export_of_a_year_that_was_not_opened_is_refused(commune: Commune, workplace: Path) -> None:
    code, answer = commune.run("package", "export", 2025, "--out", workplace / "gói.zip")
    assert (code, answer["error"]["code"]) == (1, "year_unknown")
    assert not (workplace / "gói.zip").exists()


def test_a_part_size_that_is_no_number_is_wrong_usage(commune: Commune, workplace: Path) -> None:
    code, _text = commune.text(
        "package", "export", 2026, "--out", workplace / "gói.zip", "--part-size", "abc"
    )
    assert code == 2


def test_without_json_a_short_account_is_given(commune: Commune, workplace: Path) -> None:
    _code, told = commune.text("package", "export", 2026, "--out", workplace / "gói.zip")
    assert "đọc lại đủ" in told
    assert "DỰ THẢO" in told
    _code, told = commune.text("package", "verify", workplace / "gói.zip")
    assert "đầy đủ và nguyên vẹn" in told


def test_a_package_is_sealed_and_verified_with_a_password_from_a_file(
    commune: Commune, workplace: Path
) -> None:
    secret = workplace / "mật khẩu.txt"
    secret.write_text("\ufeffhội làng tháng giêng\r\n", encoding="utf-8")
    code, answer = commune.run(
        "package", "export", 2026, "--out", workplace / "gói.zip", "--passphrase-file", secret
    )
    assert (code, answer["verified"]) == (0, True)
    assert answer["path"].endswith("gói.zip.mahoa")
    assert commune.run("package", "verify", answer["path"], "--passphrase-file", secret)[0] == 0
    code, refused = commune.run("package", "verify", answer["path"])
    assert (code, refused["error"]["code"]) == (1, "password_needed")
    secret.write_text("\n", encoding="utf-8")
    code, refused = commune.run(
        "package", "export", 2026, "--out", workplace / "khác.zip", "--passphrase-file", secret
    )
    assert (code, refused["error"]["code"]) == (1, "password_file_empty")
    code, refused = commune.run(
        "package", "verify", answer["path"], "--passphrase-file", workplace / "không có"
    )
    assert (code, refused["error"]["code"]) == (1, "password_file_unreadable")
