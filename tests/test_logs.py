"""The log: rotating, small, and without a word of a citizen."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from friendly_desktop import logs
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder

NAME = "Đặng Thị Tố Giác"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    folder = DataFolder(tmp_path / "Dữ liệu")
    logs.start(folder, "window")
    yield folder
    logs.stop()


def text(folder: DataFolder) -> str:
    return (folder.logs / "window.log").read_text(encoding="utf-8")


def test_an_exception_leaves_its_kind_and_places_and_no_value(folder: DataFolder) -> None:
    with pytest.raises(ValueError, match=NAME) as caught:
        int(NAME)
    logs.note(caught.value)
    logs.note(AppError("not_found", "Không thấy", f"Không thấy {NAME}"))
    written = text(folder)
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert "told not_found" in written
    assert NAME not in written
    assert "invalid literal" not in written


def test_arguments_of_libraries_do_not_get_in(folder: DataFolder) -> None:
    logging.getLogger("reportlab").warning("cannot draw %s", NAME)
    assert "cannot draw %s" in text(folder)
    assert NAME not in text(folder)


def test_a_folder_with_a_name_in_its_path_is_not_told(folder: DataFolder) -> None:
    assert logs.short_path(f"C:\\Users\\{NAME}\\App\\ui\\pages\\page.py") == "ui/pages/page.py"


def test_old_files_go_away_by_themselves(folder: DataFolder) -> None:
    line = "x" * 1000
    for _number in range(logs.SIZE // 1000 * (logs.OLDER + 3)):
        logging.getLogger("ui").info(line)
    kept = list(folder.logs.iterdir())
    assert len(kept) == logs.OLDER + 1
    assert all(path.stat().st_size <= logs.SIZE for path in kept)


def test_the_end_of_a_long_log_begins_with_a_whole_line(folder: DataFolder) -> None:
    for number in range(500):
        logging.getLogger("ui").info("line %d", number)
    (told,) = logs.tail(folder, 2000).values()
    assert told.endswith("line 499\n")
    assert told.startswith("20")


def test_a_disk_that_refuses_does_not_end_the_work(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")  # a file where the folder should be
    logs.start(DataFolder(tmp_path), "window")
    logs.note(ValueError())
    logs.stop()
