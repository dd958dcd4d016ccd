"""Files are written whole or not at all, also where Windows holds them or their path is long."""

import errno
import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from friendly_desktop.storage import safe_files


def test_a_file_held_for_a_moment_is_replaced_when_it_is_let_go(
    workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = workplace / "Báo cáo.pdf"
    target.write_bytes(b"old")
    held = iter([True, True])
    really = os.replace

    def replace(source: Path, place: Path) -> None:
        if next(held, False):
            raise PermissionError(13, "held by an antivirus", str(place))
        really(source, place)

    monkeypatch.setattr(os, "replace", replace)

    safe_files.write_bytes(target, b"new")

    assert target.read_bytes() == b"new"
    assert [path.name for path in workplace.iterdir()] == ["Báo cáo.pdf"]


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows refuses to replace an open file")
def test_a_file_open_elsewhere_keeps_its_content_and_nothing_is_left_beside_it(workplace: Path) -> None:
    target = workplace / "Báo cáo.pdf"
    target.write_bytes(b"old")

    with target.open("rb"), pytest.raises(PermissionError):
        safe_files.write_bytes(target, b"new")

    assert target.read_bytes() == b"old"
    assert [path.name for path in workplace.iterdir()] == ["Báo cáo.pdf"]


def test_a_folder_with_read_only_files_is_taken_away(workplace: Path) -> None:
    folder = workplace / "Dữ liệu mẫu"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "ảnh.jpg").write_bytes(b"kept")
    (folder / "evidence" / "ảnh.jpg").chmod(0o444)

    safe_files.take_away_folder(folder)
    safe_files.take_away_folder(folder)

    assert not folder.exists()


def test_text_has_unix_line_ends_on_every_system(workplace: Path) -> None:
    safe_files.write_text(workplace / "thử.txt", "một\nhai\n")

    assert (workplace / "thử.txt").read_bytes() == "một\nhai\n".encode()


def test_a_short_path_stays_as_it_is() -> None:
    assert safe_files.reachable(Path("a")) == Path("a")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows takes the long form")
def test_a_long_path_stays_as_it_is_outside_windows(workplace: Path) -> None:
    long = workplace / ("Hồ sơ " * 30) / ("năm " * 30)

    assert safe_files.reachable(long) == long


@pytest.mark.skipif(sys.platform != "win32", reason="drive letters and shares are known to Windows only")
@pytest.mark.parametrize(
    ("plain", "long"),
    [
        ("C:\\Hồ sơ\\..\\Gói\\" + "x" * 240, "\\\\?\\C:\\Gói\\" + "x" * 240),
        ("\\\\máy chủ\\chung\\" + "x" * 240, "\\\\?\\UNC\\máy chủ\\chung\\" + "x" * 240),
        ("\\\\?\\C:\\" + "x" * 300, "\\\\?\\C:\\" + "x" * 300),
    ],
)
def test_a_long_path_gets_the_form_that_windows_follows(plain: str, long: str) -> None:
    assert PureWindowsPath(safe_files.reachable(Path(plain))) == PureWindowsPath(long)


def test_a_file_in_a_folder_deeper_than_260_characters_is_written_and_read(workplace: Path) -> None:
    folder = safe_files.reachable(workplace / ("Hồ sơ minh chứng tiêu chí " * 3).strip(), below=220)
    target = folder / ("Nguyễn Bỉnh Khiêm " * 4).strip() / ("Biên bản " * 5 + "1.txt")

    safe_files.write_text(target, "đã họp")

    assert target.read_text(encoding="utf-8") == "đã họp"


@pytest.mark.parametrize("flush", [True, False])
def test_one_of_many_files_is_written_whole_or_not_at_all(tmp_path: Path, flush: bool) -> None:
    safe_files.write_one_of_many(tmp_path / "thư.pdf", b"first", flush=flush)
    safe_files.write_one_of_many(tmp_path / "thư.pdf", b"second", flush=flush)
    assert (tmp_path / "thư.pdf").read_bytes() == b"second"
    (tmp_path / "là thư mục").mkdir()
    with pytest.raises(OSError):
        safe_files.write_one_of_many(tmp_path / "là thư mục", b"third", flush=flush)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["là thư mục", "thư.pdf"]


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".thư.pdf.77.tmp").write_bytes(b"half")
    (tmp_path / ".thư.pdf.78.tmp").write_bytes(b"of another")
    safe_files.clear_unfinished(tmp_path / "thư.pdf", 77)
    safe_files.clear_unfinished(tmp_path / "thư.pdf", 77)
    assert [path.name for path in tmp_path.iterdir()] == [".thư.pdf.78.tmp"]


def test_a_place_that_went_with_its_stick_is_not_called_a_file(workplace: Path) -> None:
    file = workplace / "Báo cáo.pdf"
    file.write_bytes(b"old")
    for number in (errno.ENOTDIR, errno.EEXIST):
        on_a_file = OSError(number, "", str(file / "2026"))
        on_a_pulled_stick = OSError(number, "", str(workplace / "USB" / "2026"))
        assert safe_files.reason(on_a_file) == "không phải là thư mục"
        assert safe_files.reason(on_a_pulled_stick) == "thiết bị đã được rút ra"
