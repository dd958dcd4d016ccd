"""``posting``: kinds, one as a file with or without an office, where it hangs, the list; what is refused."""

import json
from pathlib import Path

import pytest

from friendly_desktop.cli import main
from friendly_desktop.storage.pdfium import page_count


def _json(capsys: pytest.CaptureFixture[str]) -> dict[str, object] | list[dict[str, object]]:
    told: dict[str, object] | list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return told


def test_the_kinds_say_their_fields_sizes_and_where_their_words_are_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path / "none"), "--json", "posting", "kinds"]) == 0
    kinds = {one["id"]: one for one in _json(capsys) if isinstance(one, dict)}
    assert {"banner_build", "banner_conduct", "conduct_5", "know_5", "reception_notice", "telephones"} <= set(
        kinds
    )
    assert kinds["banner_conduct"]["sizes"] == ["A4", "A3", "A2", "A1", "A0"]
    assert "Hải Dương" in str(kinds["banner_conduct"]["source"])
    assert not (tmp_path / "none").exists()


def test_a_posting_is_made_where_no_office_was_set_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "Khẩu hiệu.pdf"
    command = ["--data", str(tmp_path / "none"), "--json", "posting", "make", "banner_build"]
    assert main([*command, "--out", str(target), "--size", "A1"]) == 0
    told = _json(capsys)
    assert isinstance(told, dict)
    assert (told["file"], told["pages"]) == (str(target), 1)
    assert main([*command, "--out", str(target), "--size", "A1", "--tile"]) == 0
    assert page_count(target) == 16
    assert not (tmp_path / "none").exists()


def test_it_is_recorded_hung_listed_and_taken_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(tmp_path / "xã"), "--json"]
    values = tmp_path / "giá trị.json"
    values.write_text(
        json.dumps({"hotline": "0225 3999 115", "people": [["Nguyễn Thị Huệ", "Chủ tịch", "0912 000 101"]]}),
        encoding="utf-8",
    )
    make = ["posting", "make", "telephones", "--out", str(tmp_path / "a.pdf"), "--fields", str(values)]
    assert main([*data, *make, "--record", "--lying"]) == 0
    made = _json(capsys)
    assert isinstance(made, dict)
    hang = ["posting", "hang", str(made["id"]), "--place", "Bảng tin", "--date", "2026-03-05"]
    assert main([*data, *hang]) == 0
    capsys.readouterr()
    assert main([*data, "posting", "down", str(made["id"]), "--date", "2026-04-01"]) == 0
    capsys.readouterr()
    assert main([*data, "posting", "list", "2026"]) == 0
    (one,) = _json(capsys)
    assert isinstance(one, dict)
    assert (one["kind"], one["place"], one["hung_on"], one["down_on"], one["lying"]) == (
        "telephones",
        "Bảng tin",
        "2026-03-05",
        "2026-04-01",
        True,
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["banner", "--out", "a.pdf"], "posting_unknown"),
        (["banner_build", "--out", "a.png"], "file_kind_unknown"),
        (["suggestion_box", "--out", "a.pdf", "--size", "A0"], "posting_size"),
        (["free", "--out", "a.pdf", "--fields", "none.json"], "fields_unreadable"),
    ],
)
def test_what_cannot_be_made_is_refused_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    told = [str(tmp_path / one) if one.endswith((".pdf", ".png", ".json")) else one for one in arguments]
    assert main(["--data", str(tmp_path / "none"), "--json", "posting", "make", *told]) == 1
    answer = _json(capsys)
    assert isinstance(answer, dict)
    error = answer["error"]
    assert isinstance(error, dict)
    assert error["code"] == code
    assert list(tmp_path.iterdir()) == []
