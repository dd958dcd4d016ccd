"""The commands ``case form``, ``case slip`` and ``case daily``."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.domain.cases import CaseEntry, CaseKind
from friendly_desktop.paths import DataFolder
from friendly_desktop.storage.pdfium import page_count
from tests.cli.commune import Commune


class Register(Commune):
    """Runs commands on one data folder with one complaint and one denunciation in its register."""

    def __init__(self, folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder, capsys)
        services = open_services(folder, create=True)
        day = date(2026, 7, 20)
        services.cases.add(CaseEntry(CaseKind.COMPLAINT, day, name="Nguyễn Thị Hường", content="Thu hồi đất"))
        services.cases.add(CaseEntry(CaseKind.DENUNCIATION, day, content="Thu tiền", paper_file="tủ 2"))
        services.close()

    def run(self, *arguments: object) -> tuple[int, Any]:
        return super().run("case", *arguments)


@pytest.fixture
def commune(data_folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> Register:
    return Register(data_folder, capsys)


def test_the_forms_of_a_case_are_listed_with_whose_words_they_say(commune: Register) -> None:
    code, answer = commune.run("form", 1)
    assert code == 0
    receipt = next(one for one in answer if one["id"] == "receipt")
    assert (receipt["lawful"], receipt["verified"], receipt["confidence"]) == (True, True, "A")
    assert not next(one for one in answer if one["id"] == "guide")["verified"]


def test_a_form_is_written_with_values_of_a_file_and_kept(commune: Register, tmp_path: Path) -> None:
    fields = tmp_path / "values.json"
    fields.write_text('{"time": "8g30", "date": "21/7/2026"}', encoding="utf-8")
    out = tmp_path / "giấy biên nhận.pdf"
    code, answer = commune.run("form", "2026-001", "receipt", "--fields", fields, "--out", out, "--record")
    assert code == 0
    assert page_count(out) == answer["pages"] == 1
    assert answer["id"] == 1
    kept = commune.folder.evidence / answer["sha256"][:2] / answer["sha256"]
    assert kept.read_bytes() == out.read_bytes()


def test_a_name_for_a_denunciation_is_refused_without_being_repeated(
    commune: Register, tmp_path: Path
) -> None:
    fields = tmp_path / "values.json"
    fields.write_text('{"person": "Trần Văn Lộ"}', encoding="utf-8")
    code, answer = commune.run("form", 2, "receipt", "--fields", fields, "--out", tmp_path / "a.pdf")
    assert code == 1
    assert answer["error"]["code"] == "form_value_wrong"
    assert "Lộ" not in json.dumps(answer, ensure_ascii=False)
    assert not (tmp_path / "a.pdf").exists()


def test_slip_and_list_of_the_day_are_written(commune: Register, tmp_path: Path) -> None:
    assert commune.run("slip", 1, "--out", tmp_path / "phiếu.pdf")[1]["pages"] >= 1
    code, answer = commune.run("daily", "--on", "20/7/2026", "--out", tmp_path / "ngày.pdf")
    assert (code, answer["date"], answer["pages"]) == (0, "2026-07-20", 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("form", "1", "receipt"), "nothing_to_do"),
        (("form", "1", "transfer-denunciation", "--out", "a.pdf"), "form_misplaced"),
        (("form", "1", "no-such", "--out", "a.pdf"), "form_unknown"),
        (("form", "99", "receipt", "--out", "a.pdf"), "case_unknown"),
        (("form", "1", "receipt", "--out", "a.txt"), "file_kind_unknown"),
        (("slip", "1", "--out", "a.docx"), "file_kind_unknown"),
        (("daily", "--on", "31/4/2026", "--out", "a.pdf"), "date_unreadable"),
    ],
)
def test_what_cannot_be_made_is_told(
    commune: Register, arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, answer = commune.run(*arguments)
    assert (code, answer["error"]["code"]) == (1, told)
    assert list(tmp_path.glob("a.*")) == []
