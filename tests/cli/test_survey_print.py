"""``survey print``: numbered ballots without a display, with and without an office's records."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from friendly_desktop.bootstrap import open_services
from friendly_desktop.cli import main
from friendly_desktop.paths import DataFolder

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(data_folder: DataFolder, workplace: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(form: object, count: int, name: str = "phiếu.pdf", *more: object) -> tuple[int, Any]:
        line = ["survey", "print", form, "--count", count, "--out", workplace / name, *more]
        code = main(["--data", str(data_folder.root), "--json", *map(str, line)])
        out = capsys.readouterr().out
        return code, json.loads(out) if out else None

    return call


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def test_numbered_ballots_are_written_without_any_records(run: Run, workplace: Path, data_folder: DataFolder):
    code, told = run("citizen", 12)
    assert (code, told["first"], told["last"]) == (0, 1, 12)
    texts = pages(Path(told["file"]))
    assert [text for text in texts if f"{texts.index(text) + 1:04}" in text] == texts
    assert all("Ông/Bà đánh giá mức độ tuyên truyền" in " ".join(text.split()) for text in texts)
    assert not data_folder.exists()
    run("citizen", 12, "khác.pdf")
    assert (workplace / "khác.pdf").read_bytes() == (workplace / "phiếu.pdf").read_bytes()


def test_numbers_go_on_and_a_form_may_be_a_file(run: Run, workplace: Path):
    assert run("village", 3, "b.pdf", "--first", 101)[1]["last"] == 103
    assert "0103" in pages(workplace / "b.pdf")[2]
    source = Path(__file__).parents[2] / "resources" / "surveys" / "village.yaml"
    own = workplace / "mẫu riêng.yaml"
    own.write_bytes(source.read_bytes())
    assert run(own, 1, "c.pdf")[0] == 0
    assert run(workplace / "không có.yaml", 1)[0] == 1


def test_ballots_of_a_round_are_those_that_were_issued(run: Run, data_folder: DataFolder, workplace: Path):
    services = open_services(data_folder, create=True)
    survey = services.surveys.open(2026, "citizen", issued=5)
    services.close()
    assert run("citizen", 5, "đợt.pdf", "--survey", survey.id)[0] == 0
    assert run("citizen", 6, "nhiều.pdf", "--survey", survey.id)[1]["error"]["code"] == "ballot_number_wrong"
    assert run("village", 1, "khác.pdf", "--survey", survey.id)[1]["error"]["code"] == "survey_form_other"
    assert run("citizen", 1, "không.pdf", "--survey", 99)[1]["error"]["code"] == "survey_gone"
    assert not (workplace / "nhiều.pdf").exists()


@pytest.mark.parametrize(
    ("form", "count", "name", "code"),
    [
        ("staff", 1, "a.pdf", "survey_form_unknown"),
        ("citizen", 0, "a.pdf", "ballot_number_wrong"),
        ("citizen", -3, "a.pdf", "ballot_number_wrong"),
        ("citizen", 5001, "a.pdf", "too_many_ballots"),
        ("citizen", 1, "a.docx", "file_kind_unknown"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_written(
    run: Run, workplace: Path, form: str, count: int, name: str, code: str
):
    exit_code, told = run(form, count, name)
    assert (exit_code, told["error"]["code"]) == (1, code)
    assert not (workplace / name).exists()
