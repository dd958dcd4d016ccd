"""The evidence store: content once, whole or not at all, every trouble of the source a sentence."""

import errno
import hashlib
import os
import shutil
import stat
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.storage import evidence_files
from friendly_desktop.storage.evidence_copy import BLOCK, HASH_APART_FROM
from friendly_desktop.storage.evidence_source import SourceError
from friendly_desktop.storage.evidence_store import Condition, EvidenceStore


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "Nguyễn Đức Hạnh"
    place.mkdir()
    return place


@pytest.fixture
def store(folder: Path) -> EvidenceStore:
    return EvidenceStore(folder / "kho dữ liệu" / "evidence")


def write(path: Path, content: bytes = b"content of a document") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def lying(store: EvidenceStore, sha256: str) -> Path:
    return evidence_files.plain_path(store.root, sha256)


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.part")]


@pytest.mark.parametrize("size", [1, 4095, BLOCK, BLOCK + 1, HASH_APART_FROM - 1, HASH_APART_FROM + 12345])
def test_a_file_lies_under_its_digest_with_the_same_bytes(
    store: EvidenceStore, folder: Path, size: int
) -> None:
    content = (hashlib.sha256(str(size).encode()).digest() * (size // 32 + 1))[:size]
    stored = store.put(write(folder / "báo cáo.bin", content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.bytes == size
    assert lying(store, stored.sha256).read_bytes() == content
    assert leftovers(folder) == []


def test_a_stored_file_is_read_only(store: EvidenceStore, folder: Path) -> None:
    stored = store.put(write(folder / "a.txt"))
    assert not lying(store, stored.sha256).stat().st_mode & stat.S_IWUSR


def test_the_same_content_is_stored_once(store: EvidenceStore, folder: Path) -> None:
    first = store.put(write(folder / "a.txt"))
    second = store.put(write(folder / "b.txt"))
    assert (first.sha256, first.fresh, second.fresh) == (second.sha256, True, False)


def test_adding_again_heals_a_damaged_file(store: EvidenceStore, folder: Path) -> None:
    stored = store.put(write(folder / "a.txt"))
    path = lying(store, stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"x" * stored.bytes)
    assert store.check(stored.sha256, stored.bytes) is Condition.DAMAGED
    store.put(folder / "a.txt")
    assert store.check(stored.sha256, stored.bytes) is Condition.SOUND


def test_a_missing_file_is_named_missing(store: EvidenceStore, folder: Path) -> None:
    stored = store.put(write(folder / "a.txt"))
    lying(store, stored.sha256).chmod(0o600)  # Windows deletes no read-only file
    lying(store, stored.sha256).unlink()
    assert store.check(stored.sha256, stored.bytes) is Condition.MISSING


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "AB" * 32, "a" * 63])
def test_only_a_digest_has_a_place(store: EvidenceStore, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.open(digest)


def refused(store: EvidenceStore, path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        store.put(path)
    assert caught.value.message
    return caught.value.code


def test_an_empty_file_is_refused(store: EvidenceStore, folder: Path) -> None:
    assert refused(store, write(folder / "rỗng.pdf", b"")) == "empty_file"


def test_a_file_that_is_gone_is_refused(store: EvidenceStore, folder: Path) -> None:
    assert refused(store, folder / "đã xóa.pdf") == "file_vanished"


def test_a_folder_is_no_file(store: EvidenceStore, folder: Path) -> None:
    assert refused(store, folder) == "is_folder"


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes or devices in Windows folders")
def test_pipes_and_devices_are_refused_without_waiting(store: EvidenceStore, folder: Path) -> None:
    os.mkfifo(folder / "ống")
    assert refused(store, folder / "ống") == "not_a_file"
    assert refused(store, Path("/dev/zero")) == "not_a_file"


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_to_itself_is_refused(store: EvidenceStore, folder: Path) -> None:
    (folder / "vòng").symlink_to(folder / "vòng")
    assert refused(store, folder / "vòng") == "link_loop"


def test_a_locked_file_is_refused(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "đang mở.xlsx")

    def locked(*_args: object) -> int:
        raise PermissionError(errno.EACCES, "being used by another process")

    monkeypatch.setattr(os, "open", locked)
    assert refused(store, path) == "file_locked"


def test_a_stick_pulled_in_the_middle_is_a_sentence(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "ảnh.jpg", b"x" * (BLOCK + 5))
    read, calls = os.read, []

    def failing(descriptor: int, count: int) -> bytes:
        calls.append(count)
        if len(calls) > 1:
            raise OSError(errno.EIO, "input/output error")
        return read(descriptor, count)

    monkeypatch.setattr(os, "read", failing)
    assert refused(store, path) == "file_unreadable"
    assert leftovers(folder) == []


def test_a_file_written_to_while_it_is_read_is_refused(store: EvidenceStore, folder: Path) -> None:
    path = write(folder / "đang ghi.docx", b"x" * (BLOCK + 5))

    def meddle(done: int) -> None:
        if done == BLOCK:
            with path.open("ab") as stream:
                stream.write(b"more")

    with pytest.raises(SourceError) as caught:
        store.put(path, meddle)
    assert caught.value.code == "file_changing"
    assert leftovers(folder) == []


@pytest.mark.parametrize("size", [BLOCK + 5, HASH_APART_FROM + 5])
def test_a_cancelled_copy_leaves_nothing(store: EvidenceStore, folder: Path, size: int) -> None:
    def stop(done: int) -> None:
        if done >= BLOCK:
            raise Cancelled

    with pytest.raises(Cancelled):
        store.put(write(folder / "lớn.bin", b"x" * size), stop)
    assert leftovers(folder) == []
    assert store.orphans(set(), grace_seconds=-1) == ()


def test_a_disk_without_room_is_said_before_the_copy(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "lớn.bin", b"x" * 5000)
    usage = shutil.disk_usage(folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100))
    with pytest.raises(AppError) as caught:
        store.put(path)
    assert caught.value.code == "disk_full"
    assert not isinstance(caught.value, SourceError)


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "lớn.bin", b"x" * (2 * BLOCK))
    real, calls = os.write, []

    def full(descriptor: int, block: bytes) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "no space left on device")
        return real(descriptor, block)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(AppError) as caught:
        store.put(path)
    assert caught.value.code == "disk_full"
    assert leftovers(folder) == []


def test_a_file_the_disk_format_cannot_hold_is_refused_alone(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(folder / "phim.mp4", b"x" * 5000)

    def too_large(_descriptor: int, _block: bytes) -> int:
        raise OSError(errno.EFBIG, "file too large")

    monkeypatch.setattr(os, "write", too_large)
    assert refused(store, path) == "file_too_large"


def test_an_antivirus_that_holds_the_file_for_a_moment_is_waited_out(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = os.replace, []

    def held(source: Path, target: Path) -> None:
        calls.append(1)
        if len(calls) <= 3:
            raise PermissionError(errno.EACCES, "held by another process")
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    stored = store.put(write(folder / "a.txt"))
    assert len(calls) == 4
    assert store.check(stored.sha256, stored.bytes) is Condition.SOUND


def test_a_store_that_stays_locked_is_told_and_leaves_nothing(
    store: EvidenceStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EACCES, "held by another process")

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with pytest.raises(AppError) as caught:
        store.put(write(folder / "a.txt"))
    assert caught.value.code == "store_unwritable"
    assert leftovers(folder) == []


def test_files_without_a_row_are_found_only_after_the_grace(store: EvidenceStore, folder: Path) -> None:
    known = store.put(write(folder / "a.txt", b"known"))
    stray = store.put(write(folder / "b.txt", b"stray"))
    assert store.orphans({known.sha256}) == ()
    assert [orphan.path.name for orphan in store.orphans({known.sha256}, grace_seconds=-1)] == [stray.sha256]


def test_collecting_takes_strays_and_half_copies_away_and_nothing_else(
    store: EvidenceStore, folder: Path
) -> None:
    known = store.put(write(folder / "a.txt", b"known"))
    store.put(write(folder / "b.txt", b"stray"))
    write(folder / "kho dữ liệu" / "evidence" / "tmp" / "dead.part", b"half")
    assert len(store.collect_orphans(lambda: {known.sha256}, grace_seconds=-1)) == 2
    assert store.orphans(set(), grace_seconds=-1)[0].path == lying(store, known.sha256)


def test_giving_an_old_stray_again_makes_it_young(store: EvidenceStore, folder: Path) -> None:
    stored = store.put(write(folder / "a.txt"))
    os.utime(lying(store, stored.sha256), (1, 1))
    assert len(store.orphans(set())) == 1
    store.put(folder / "a.txt")
    assert store.orphans(set()) == ()


def test_many_threads_may_add_the_same_content_at_once(store: EvidenceStore, folder: Path) -> None:
    paths = [write(folder / f"{number}.txt", b"same" * 5000) for number in range(8)]
    results: list[bool] = []
    threads = [
        threading.Thread(target=lambda path=path: results.append(store.put(path).fresh)) for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False] * 7 + [True]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=9000))
def test_bytes_given_directly_and_through_a_file_meet_in_one_place(
    store: EvidenceStore, folder: Path, content: bytes
) -> None:
    from_file = store.put(write(folder / "x.bin", content))
    from_memory = store.put_bytes(content, "x.bin")
    assert (from_file.sha256, from_file.bytes, from_file.media_type) == (
        from_memory.sha256,
        from_memory.bytes,
        from_memory.media_type,
    )
    assert not from_memory.fresh
