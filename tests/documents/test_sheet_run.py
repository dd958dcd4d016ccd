"""Runs of letters: one file or many, failing letters, cancel, helper processes."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.documents import sheet_helpers
from friendly_desktop.services.documents.model import Document, Run, paragraph
from friendly_desktop.services.documents.sheet_run import Sheet, write_apart, write_together
from friendly_desktop.services.jobs import Unwatched
from tests.documents.letter_sample import letter

REFUSED = AppError("bad_row", "Dòng sai", "Thiếu tên.")


class Stopping(Unwatched):
    """Asks to stop after so many looks."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def checkpoint(self) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise Cancelled


def short(number: int) -> Document:
    """A letter with a few words; the 300th brings a letter that none had before."""
    return Document(f"Thư {number}", (paragraph(f"Kính gửi ông số {number}" + " Ỡ" * (number == 300)),))


def pages(file: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(file.read_bytes()) as pdf:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_letters_stand_in_one_file_in_their_order_without_those_that_failed(tmp_path: Path) -> None:
    target = tmp_path / "thư.pdf"
    sheets: list[Sheet] = [short(1), REFUSED, short(2), letter("bà Hường 😀"), letter(repeat=3), short(3)]
    results = write_together(sheets, target, "Thư của thôn")
    assert [result.number for result in results] == list(range(6))
    assert results[1].error is REFUSED
    assert results[3].error
    assert results[3].error.code == "missing_glyph"
    assert [result.fit.pages for result in results if result.fit] == [1, 1, 2, 1]
    words = pages(target)
    assert len(words) == 5
    assert [words[0], words[1], words[4]] == [f"Kính gửi ông số {number}" for number in (1, 2, 3)]
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_written_when_no_letter_can_be(tmp_path: Path) -> None:
    target = tmp_path / "thư.pdf"
    target.write_bytes(b"the old one")
    assert [result.error for result in write_together([REFUSED], target, "")] == [REFUSED]
    assert target.read_bytes() == b"the old one"


def test_a_cancelled_file_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_together(map(short, range(50)), tmp_path / "thư.pdf", "", job=Stopping(20))
    assert not list(tmp_path.iterdir())


def test_a_place_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "thư.pdf").mkdir()
    with pytest.raises(AppError):
        write_together([short(1)], tmp_path / "thư.pdf", "")
    assert [path.name for path in tmp_path.iterdir()] == ["thư.pdf"]


def test_one_file_each_goes_on_after_every_failure(tmp_path: Path) -> None:
    sheets: list[tuple[Path, Sheet]] = [
        (tmp_path / "1.pdf", short(1)),
        (tmp_path / "2.pdf", REFUSED),
        (tmp_path / "nơi không có" / "3.pdf", short(3)),
        (tmp_path / "4.pdf", letter("😀")),
        (tmp_path / "5.pdf", short(5)),
    ]
    results = sorted(write_apart(sheets), key=lambda result: result.number)
    codes = [result.error.code if result.error else "" for result in results]
    assert codes == ["", "bad_row", "target_gone", "missing_glyph", ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "5.pdf"]
    assert pages(tmp_path / "5.pdf") == ["Kính gửi ông số 5"]


def run_of(count: int, folder: Path) -> Iterator[tuple[Path, Sheet]]:
    """Letters for a new folder."""
    folder.mkdir()
    return ((folder / f"{number}.pdf", short(number)) for number in range(count))


def contents(folder: Path) -> dict[str, bytes]:
    """All the files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_helpers_write_the_same_bytes(tmp_path: Path) -> None:
    alone = list(write_apart(run_of(700, tmp_path / "a"), flush=False, processes=0))
    helped = list(write_apart(run_of(700, tmp_path / "b"), flush=False, alone=0))
    assert len(alone) == len(helped) == 700
    assert {result.number for result in helped} == set(range(700))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert pages(tmp_path / "b" / "300.pdf") == ["Kính gửi ông số 300 Ỡ"]


def test_what_a_killed_helper_had_in_hand_is_written_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[sheet_helpers.Helpers] = []
    start = sheet_helpers.Helpers.__init__

    def starting(helpers: sheet_helpers.Helpers, count: int) -> None:
        start(helpers, count)
        made.append(helpers)

    monkeypatch.setattr(sheet_helpers.Helpers, "__init__", starting)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    results = []
    for result in write_apart(run_of(900, tmp_path / "a"), flush=False, alone=0):
        results.append(result)
        if len(results) == 70:
            for pid in made[0].pids:
                os.kill(pid, signal.SIGTERM)
    assert sorted(result.number for result in results) == list(range(900))
    assert len(contents(tmp_path / "a")) == 900
    assert not any(result.error for result in results)


def test_helpers_asked_for_at_once_come_where_the_clock_ticks_slowly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def none_come(_helpers: sheet_helpers.Helpers, count: int) -> None:
        asked.append(count)
        raise Cancelled

    monkeypatch.setattr(sheet_helpers.Helpers, "__init__", none_come)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("time.monotonic", lambda: 5.0)  # Windows: sixteen milliseconds a tick
    with pytest.raises(Cancelled):
        list(write_apart(run_of(3, tmp_path / "a"), flush=False, alone=0))
    assert asked == [2]


@pytest.mark.parametrize("alone", [0.0, 60.0])
def test_a_cancelled_run_tells_of_every_file_that_is_there(tmp_path: Path, alone: float) -> None:
    told: set[str] = set()
    run = write_apart(run_of(900, tmp_path / "a"), flush=False, alone=alone, job=Stopping(600))
    with pytest.raises(Cancelled):
        told.update(result.file.name for result in run if result.file)
    assert set(contents(tmp_path / "a")) == told
    assert len(told) < 900


def test_a_face_with_more_letters_than_one_font_holds(tmp_path: Path) -> None:
    many = "".join(chr(code) for code in range(0x21, 0x7F)) + "".join(
        chr(code) for code in (*range(0xC0, 0x180), *range(0x1EA0, 0x1EFA))
    )
    text = " ".join(many[start : start + 10] for start in range(0, len(many), 10))
    document = Document("t", (paragraph(text), paragraph((Run(many[200:]), Run(many[:50], bold=True)))))
    write_together([short(1), document], tmp_path / "a.pdf", "")
    words = pages(tmp_path / "a.pdf")[1]
    assert "".join(words.split()) == many + many[200:] + many[:50]


def test_the_frame_is_drawn_once_for_a_whole_run(tmp_path: Path) -> None:
    framed = [replace(short(number), frame="line") for number in range(5)]
    write_together(framed, tmp_path / "a.pdf", "")
    write_together([replace(one, frame="none") for one in framed], tmp_path / "b.pdf", "")
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Subtype/Form") == 1
    assert (tmp_path / "a.pdf").read_bytes().count(b"/Contents") == 5
    assert b"/Subtype/Form" not in (tmp_path / "b.pdf").read_bytes()
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as pdf, pypdfium2.PdfDocument(tmp_path / "b.pdf") as bare:
        dark = [sum(one[4].render().to_pil().convert("L").histogram()[:200]) for one in (pdf, bare)]
    assert dark[0] > dark[1] + 500


def test_helpers_may_be_started_from_any_thread(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:
        run = write_apart(run_of(300, tmp_path / "a"), flush=True, alone=0)
        assert len(thread.submit(list, run).result()) == 300
    assert len(contents(tmp_path / "a")) == 300
