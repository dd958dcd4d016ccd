"""Archives made to harm: refused with a sentence, nothing written anywhere, never a traceback."""

import contextlib
import io
import os
import stat
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from friendly_desktop.domain.package import PackageProblemKind as Kind
from friendly_desktop.domain.package import Verification
from friendly_desktop.services.package import verify
from tests.package.conftest import files_of, zipped


def check(package: bytes, stick: Path) -> Verification:
    """Check bytes as a ZIP, and that the check wrote nothing beside it."""
    (stick / "gói.zip").write_bytes(package)
    before = sorted(stick.parent.rglob("*"))
    found = verify([stick / "gói.zip"])
    assert sorted(stick.parent.rglob("*")) == before
    return found


def with_member(package: bytes, name: str | zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    """The package with one more member of exactly this name."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in files_of(package).items():
            archive.writestr(f"goi/{each}", data)
        info = zipfile.ZipInfo("placeholder") if isinstance(name, str) else name
        if isinstance(name, str):
            info.filename = name
        with pytest.warns() if info.filename in archive.namelist() else contextlib.nullcontext():
            archive.writestr(info, content)
    return written.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "../outside.txt",
        "goi/../../outside.txt",
        "goi/data/../../../outside.txt",
        "/etc/passwd",
        "//server/share/x",
        "C:/Windows/win.ini",
        "C:win.ini",
        "goi/data\\..\\..\\x.txt",
        "goi/data//x.txt",
        "goi/./data/x.txt",
        "goi/data/CON.pdf",
        "goi/data/aux",
        "goi/data/nul.tar.gz",
        "goi/data/LPT1.txt",
        "goi/data/x.txt:stream",
        "goi/data/x.txt.",
        "goi/data/x ",
        "goi/data/a\x07b.txt",
        "goi/data/wh?t.txt",
        "goi/DATA/Assessment.JSON",
        "goi/" + "x" * 300,
        "~/x",
    ],
)
def test_a_dangerous_name_is_refused(name: str, good_zip: bytes, stick: Path) -> None:
    found = check(with_member(good_zip, name), stick)
    assert not found.ok
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_a_name_cut_by_a_zero_byte_is_refused(good_zip: bytes, stick: Path) -> None:
    raw = with_member(good_zip, "goi/data/xQ/passwd").replace(b"xQ/passwd", b"x\0/passwd")
    assert not check(raw, stick).ok


def test_twin_names_are_refused(good_zip: bytes, stick: Path) -> None:
    found = check(with_member(good_zip, "goi/data/assessment.json"), stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_names_that_differ_in_composition_only_are_refused(good_zip: bytes, stick: Path) -> None:
    once = with_member(good_zip, "goi/data/\u1ee3.txt")
    written = io.BytesIO(once)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("goi/data/o\u031b\u0323.txt", b"x")
    assert {problem.kind for problem in check(written.getvalue(), stick).problems} == {Kind.HOSTILE}


def test_a_name_that_is_file_and_folder_is_refused(good_zip: bytes, stick: Path) -> None:
    found = check(with_member(good_zip, "goi/bagit.txt/x"), stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o644, stat.S_IFCHR | 0o644])
def test_links_and_devices_are_refused(mode: int, good_zip: bytes, stick: Path) -> None:
    info = zipfile.ZipInfo("goi/data/link")
    info.create_system = 3
    info.external_attr = mode << 16
    found = check(with_member(good_zip, info, b"/etc/passwd"), stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_a_bomb_is_refused_at_once(good_zip: bytes, stick: Path) -> None:
    package = with_member(good_zip, deflated("goi/data/bomb.txt"), bytes(300 << 20))
    begun = time.process_time()
    found = check(package, stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}
    assert time.process_time() - begun < 5  # not a speed goal: inflating would take far longer


def deflated(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def central(package: bytes, name: bytes) -> int:
    """Where the central header of a member begins."""
    at = package.index(b"PK\x01\x02")
    while package[at + 46 : at + 46 + len(name)] != name:
        at = package.index(b"PK\x01\x02", at + 4)
    return at


def patched(package: bytes, at: int, content: bytes) -> bytes:
    return package[:at] + content + package[at + len(content) :]


ACCOUNT = b"goi/data/assessment.json"


@pytest.mark.parametrize("size", [1, 10, 10_000_000, 0xFFFFFFFE])
def test_a_size_that_lies_is_refused(size: int, good_zip: bytes, stick: Path) -> None:
    package = zipped(files_of(good_zip))
    at = central(package, ACCOUNT)
    local = struct.unpack("<L", package[at + 42 : at + 46])[0]
    lying = patched(patched(package, at + 24, struct.pack("<L", size)), local + 22, struct.pack("<L", size))
    found = check(lying, stick)
    assert not found.ok
    assert {problem.kind for problem in found.problems} <= {Kind.HOSTILE, Kind.CHANGED}


def test_a_member_that_reaches_into_the_next_is_refused(good_zip: bytes, stick: Path) -> None:
    package = zipped(files_of(good_zip))
    first = central(package, b"goi/bagit.txt")
    second = central(package, b"goi/bag-info.txt")
    overlapping = patched(package, second + 42, package[first + 42 : first + 46])
    assert {problem.kind for problem in check(overlapping, stick).problems} == {Kind.HOSTILE}


def test_another_name_in_front_of_the_member_is_refused(good_zip: bytes, stick: Path) -> None:
    package = zipped(files_of(good_zip))
    at = struct.unpack("<L", package[(c := central(package, ACCOUNT)) + 42 : c + 46])[0]
    renamed = patched(package, at + 30, b"goi/data/assessment.exe")
    found = check(renamed, stick)
    assert Kind.HOSTILE in {problem.kind for problem in found.problems}


def test_an_encrypted_member_is_refused(good_zip: bytes, stick: Path) -> None:
    package = zipped(files_of(good_zip))
    at = central(package, ACCOUNT)
    found = check(patched(package, at + 8, b"\x01\x00"), stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_an_unknown_compression_is_refused(good_zip: bytes, stick: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in files_of(good_zip).items():
            archive.writestr(f"goi/{name}", content)
    assert {problem.kind for problem in check(written.getvalue(), stick).problems} == {Kind.HOSTILE}


def test_a_second_name_hidden_in_an_extra_field_is_refused(good_zip: bytes, stick: Path) -> None:
    info = zipfile.ZipInfo("goi/data/x.txt")
    info.extra = struct.pack("<HHBL", 0x7075, 5 + 9, 1, 0) + b"../up.exe"
    found = check(with_member(good_zip, info), stick)
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_a_hundred_thousand_entries_are_refused_without_reading_them(stick: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"goi/data/{number}"), b"")
    begun = time.process_time()
    found = check(written.getvalue(), stick)
    assert [problem.kind for problem in found.problems] == [Kind.HOSTILE]
    assert time.process_time() - begun < 2  # not a speed goal: parsing them would take far longer


def test_an_end_record_that_hides_the_count_does_not_help(stick: Path) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for number in range(30_000):
            archive.writestr(zipfile.ZipInfo(f"goi/data/{number}"), b"")
    package = written.getvalue()
    at = package.rindex(b"PK\x05\x06")
    found = check(patched(package, at + 8, struct.pack("<HH", 1, 1)), stick)
    assert [problem.kind for problem in found.problems] == [Kind.HOSTILE]


def test_a_package_that_wants_the_network_is_refused(good_zip: bytes, stick: Path) -> None:
    found = check(with_member(good_zip, "goi/fetch.txt", b"http://x - data/y\n"), stick)
    assert Kind.HOSTILE in {problem.kind for problem in found.problems}


def test_a_zip_inside_is_a_file_like_any_other(good_zip: bytes, stick: Path) -> None:
    found = check(with_member(good_zip, "goi/data/bên-trong.zip", good_zip[:1000]), stick)
    assert {problem.kind for problem in found.problems} == {Kind.ADDED}


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x05\x06", b"%PDF-1.4", b"PK\x05\x06" + bytes(18), bytes(100_000)]
)
def test_what_is_no_zip_is_told(content: bytes, stick: Path) -> None:
    assert {problem.kind for problem in check(content, stick).problems} == {Kind.BROKEN}


@pytest.mark.parametrize(("before", "after"), [(b"MZ" * 500, b""), (b"", b"appended" * 500)])
def test_bytes_joined_to_the_archive_are_refused(
    before: bytes, after: bytes, good_zip: bytes, stick: Path
) -> None:
    found = check(before + good_zip + after, stick)
    assert [problem.kind for problem in found.problems] == [Kind.HOSTILE]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_cut_off_zip_is_told(share: float, good_zip: bytes, stick: Path) -> None:
    assert {problem.kind for problem in check(good_zip[: int(len(good_zip) * share)], stick).problems} == {
        Kind.BROKEN
    }


def test_a_zip_without_a_bag_is_told(stick: Path) -> None:
    assert {problem.kind for problem in check(zipped({"a.txt": b"x"}), stick).problems} == {Kind.BROKEN}


@pytest.fixture
def folder(good_zip: bytes, stick: Path) -> Path:
    for name, content in files_of(good_zip).items():
        (stick / "gói" / name).parent.mkdir(parents=True, exist_ok=True)
        (stick / "gói" / name).write_bytes(content)
    return stick / "gói"


def _symlink(folder: Path, outside: Path) -> None:
    (folder / "data" / "x.txt").symlink_to(outside)


def _symlinked_folder(folder: Path, outside: Path) -> None:
    (folder / "data" / "x").symlink_to(outside.parent, target_is_directory=True)


def _hard_link(folder: Path, outside: Path) -> None:
    os.link(outside, folder / "data" / "x.txt")


def _pipe(folder: Path, outside: Path) -> None:
    os.mkfifo(folder / "data" / "x.txt")


def _junction(folder: Path, outside: Path) -> None:
    import _winapi

    _winapi.CreateJunction(str(outside.parent), str(folder / "data" / "x"))  # type: ignore[attr-defined,unused-ignore]


_windows = pytest.mark.skipif(os.name != "nt", reason="only Windows has them")
_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has none in folders")


@pytest.mark.parametrize(
    "make",
    [
        _symlink,
        _symlinked_folder,
        _hard_link,
        pytest.param(_pipe, marks=_posix),
        pytest.param(_junction, marks=_windows),
    ],
)
def test_links_and_pipes_in_a_folder_are_refused(
    make: Callable[[Path, Path], None], folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret", encoding="utf-8")
    try:
        make(folder, outside)
    except OSError as error:
        if getattr(error, "winerror", 0) in (50, 1314):
            pytest.skip("links need a right and a disk that has them on Windows")
        raise
    if make in (_symlink, _symlinked_folder) and not any(one.is_symlink() for one in folder.rglob("x*")):
        pytest.skip("links look like files here")
    found = verify([folder])
    assert {problem.kind for problem in found.problems} == {Kind.HOSTILE}


def test_folders_nested_without_end_are_refused(folder: Path) -> None:
    (folder / "data" / "/".join(["x"] * 40)).mkdir(parents=True)
    assert {problem.kind for problem in verify([folder]).problems} == {Kind.HOSTILE}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_flipped_or_cut_byte_makes_a_crash_or_passes_as_whole(
    data: st.DataObject, good_zip: bytes, stick: Path
) -> None:
    package = bytearray(good_zip)
    for _number in range(data.draw(st.integers(1, 4))):
        # Most of the package is a photo; the structures at its ends are the interesting part.
        near = data.draw(st.sampled_from(["start", "end", "anywhere"]))
        low = 0 if near != "end" else len(package) - 4000
        high = 4000 if near == "start" else len(package) - 1
        package[data.draw(st.integers(low, high))] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del package[data.draw(st.integers(0, len(package))) :]
    (stick / "gói.zip").write_bytes(package)
    found = verify([stick / "gói.zip"])
    if found.ok:
        assert files_of(bytes(package)) == files_of(good_zip)
