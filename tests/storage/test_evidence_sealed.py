"""The evidence store of an office that encrypts: the same bytes come out, none of them lies on the disk."""

import errno
import hashlib
import os
import threading
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from friendly_desktop.domain.vault import CHUNK, Ring
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.storage import evidence_files, evidence_form, key_rings, keychain
from friendly_desktop.storage.evidence_store import Condition, EvidenceStore
from friendly_desktop.storage.sealed_files import plain_length, sealed_bytes, sealed_length

WORDS = b"Bien ban lam viec voi Zuynhxo Kviphant. "


class Office:
    """A store whose office changes its mind."""

    def __init__(self, root: Path) -> None:
        key = key_rings.new_key()
        keychain.hold(key)
        self.ring = Ring(key.public)
        self.now: Ring | None = self.ring
        self.store = EvidenceStore(root, lambda: self.now)

    def put(self, content: bytes = WORDS) -> str:
        return self.store.put_bytes(content, "a.txt").sha256

    def read(self, sha256: str) -> bytes:
        with self.store.open(sha256) as stream:
            return stream.read()

    def lying(self) -> list[Path]:
        return [path for path in self.store.root.rglob("*") if path.is_file()]

    def leaks(self, words: bytes = WORDS) -> list[str]:
        return [path.name for path in self.lying() if words in path.read_bytes()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield Office(tmp_path / "kho")
    keychain.forget()


def code(store: EvidenceStore, sha256: str) -> str:
    with pytest.raises(AppError) as told:
        store.open(sha256)
    return told.value.code


def spoil(path: Path, at: int = -20) -> None:
    path.chmod(0o600)
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5_000_000])
def test_a_sealed_content_reads_as_it_was_from_any_place(office: Office, tmp_path: Path, size: int) -> None:
    content = (WORDS * (size // len(WORDS) + 1))[:size]
    (tmp_path / "a.bin").write_bytes(content)
    stored = office.store.put(tmp_path / "a.bin")
    assert (stored.bytes, stored.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert [path.name for path in office.lying()] == [f"{stored.sha256}.mahoa"]
    assert office.lying()[0].stat().st_size == sealed_length(size)
    assert plain_length(sealed_length(size)) == office.store.size(stored.sha256) == size
    assert office.store.check(stored.sha256, size) is Condition.SOUND
    with office.store.open(stored.sha256) as stream:
        stream.seek(size // 2)
        assert stream.read() == content[size // 2 :]
        stream.seek(0)
        assert stream.read(10) == content[:10]
    office.store.copy_to(stored.sha256, tmp_path / "b.bin")
    assert (tmp_path / "b.bin").read_bytes() == content
    assert office.leaks() == []


def test_what_is_itself_a_sealed_file_is_told_by_its_name_alone(office: Office) -> None:
    package = sealed_bytes(WORDS, office.ring)
    sealed = office.put(package)
    office.now = None
    other = office.put(package + b"x")
    assert office.read(sealed) == package
    assert office.read(other) == package + b"x"


def test_without_the_key_nothing_is_read_and_nothing_is_called_damaged(office: Office) -> None:
    sha256 = office.put()
    keychain.forget()
    assert code(office.store, sha256) == "vault_locked"
    with pytest.raises(AppError) as told:
        office.store.check(sha256, len(WORDS))
    assert told.value.code == "vault_locked"
    with pytest.raises(AppError):
        office.store.read(sha256)
    assert office.store.has(sha256, len(WORDS))
    keychain.hold(key_rings.new_key())  # of another office
    assert office.store.check(sha256, len(WORDS)) is Condition.DAMAGED


@pytest.mark.parametrize("at", [0, 50, 250, -1])
def test_a_damaged_sealed_content_is_found_and_healed_by_adding_it_again(office: Office, at: int) -> None:
    sha256 = office.put()
    spoil(office.lying()[0], at)
    assert office.store.check(sha256, len(WORDS)) is Condition.DAMAGED
    assert office.store.read(sha256) is None
    assert office.put() == sha256
    assert office.store.check(sha256, len(WORDS)) is Condition.SOUND
    assert office.leaks() == []


def test_a_damaged_plain_one_goes_when_it_is_healed_sealed(office: Office) -> None:
    office.now = None
    sha256 = office.put()
    spoil(office.lying()[0])
    office.now = office.ring
    office.put()
    assert [path.name for path in office.lying()] == [f"{sha256}.mahoa"]
    assert office.read(sha256) == WORDS


def test_the_office_may_change_its_mind_while_a_file_comes_in(office: Office, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(WORDS * 100_000)

    def change(done: int) -> None:
        if done:
            office.now = office.ring if before is None else None

    for before in (None, office.ring):
        office.now = before
        stored = office.store.put(tmp_path / "a.bin", change)
        assert bool(office.store.forms().sealed) is (before is None)
        assert office.store.check(stored.sha256, stored.bytes) is Condition.SOUND
        assert len(office.lying()) == 1
        office.store.forget([stored.sha256])


def test_sealing_and_making_plain_leave_one_form_and_the_same_bytes(office: Office) -> None:
    office.now = None
    sha256 = office.put()
    root = office.store.root
    seen: list[int] = []
    assert office.store.misplaced(office.ring, wanted=True) == ((sha256, len(WORDS)),)
    assert evidence_form.change(root, sha256, office.ring, seen.append)
    assert seen[-1] == len(WORDS)
    assert office.leaks() == []
    assert evidence_form.change(root, sha256, office.ring)
    assert office.read(sha256) == WORDS
    assert office.store.misplaced(office.ring, wanted=True) == ()
    assert evidence_form.change(root, sha256, None)
    assert [path.read_bytes() for path in office.lying()] == [WORDS]
    assert not office.lying()[0].stat().st_mode & 0o200


def test_both_forms_left_by_a_kill_are_read_and_tidied(office: Office) -> None:
    sha256 = office.put()
    plain, sealed = evidence_files.forms(office.store.root, sha256)
    plain.write_bytes(bytes(10) + WORDS[10:])  # half overwritten
    assert office.read(sha256) == WORDS
    assert office.store.check(sha256, len(WORDS)) is Condition.SOUND
    assert evidence_form.change(office.store.root, sha256, None)
    assert plain.read_bytes() == WORDS
    assert not sealed.exists()
    sealed.write_bytes(b"CQTTSEAL half a file")
    assert evidence_form.change(office.store.root, sha256, office.ring)
    assert not plain.exists()
    assert office.read(sha256) == WORDS


def test_a_content_that_was_damaged_before_is_sealed_as_it_is(office: Office) -> None:
    office.now = None
    sha256 = office.put()
    spoil(office.lying()[0], 3)
    broken = office.lying()[0].read_bytes()
    assert evidence_form.change(office.store.root, sha256, office.ring)
    assert office.read(sha256) == broken
    assert office.store.check(sha256, len(WORDS)) is Condition.DAMAGED
    assert evidence_form.change(office.store.root, sha256, None)
    assert office.lying()[0].read_bytes() == broken


def test_a_damaged_sealed_one_does_not_keep_the_others_from_becoming_plain(office: Office) -> None:
    sha256 = office.put()
    spoil(office.lying()[0])
    assert evidence_form.change(office.store.root, sha256, None)
    assert office.store.misplaced(office.ring, wanted=False) == ()
    assert office.store.check(sha256, len(WORDS)) is Condition.MISSING
    office.now = None
    office.put()
    assert office.read(sha256) == WORDS


def test_what_somebody_else_sealed_stays_as_it_is(office: Office) -> None:
    other = key_rings.new_key()
    keychain.hold(other)
    office.now = Ring(other.public)
    office.put()
    assert office.store.misplaced(office.ring, wanted=False) == ()
    assert office.store.misplaced(office.ring, wanted=True) == ()


def test_no_content_is_overwritten_under_somebody_who_reads_it(office: Office) -> None:
    office.now = None
    sha256 = office.put(WORDS * 50_000)
    stream = office.store.open(sha256)
    stream.read(100)
    done: list[bool] = []
    changing = threading.Thread(
        target=lambda: done.append(evidence_form.change(office.store.root, sha256, office.ring))
    )
    changing.start()
    changing.join(0.5)
    assert done == []
    assert (WORDS * 3)[:100] + stream.read() == WORDS * 50_000
    stream.close()
    changing.join()
    assert done == [True]
    assert office.read(sha256) == WORDS * 50_000
    assert office.leaks() == []


def test_what_is_held_too_long_is_left_for_the_next_time(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_files, "_PATIENCE", 0.05)
    office.now = None
    sha256 = office.put()
    with office.store.open(sha256):
        assert not evidence_form.change(office.store.root, sha256, office.ring)
    assert [path.name for path in office.lying()] == [sha256]
    assert evidence_form.change(office.store.root, sha256, office.ring)


def test_many_may_read_while_contents_change_their_form(office: Office) -> None:
    contents = [WORDS * 40 + bytes([number]) * 70_000 for number in range(12)]
    office.now = None
    kept = {office.put(content): content for content in contents}
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            for sha256, content in kept.items():
                if office.read(sha256) != content:
                    wrong.append(sha256)

    readers = [threading.Thread(target=read) for _number in range(3)]
    for one in readers:
        one.start()
    for ring in (office.ring, None, office.ring):
        for sha256 in kept:
            assert evidence_form.change(office.store.root, sha256, ring)
    stop.set()
    for one in readers:
        one.join()
    assert wrong == []
    assert office.leaks() == []


def test_a_change_that_is_stopped_leaves_the_content_as_it_was(office: Office) -> None:
    office.now = None
    sha256 = office.put(WORDS * 100_000)

    def stop(done: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        evidence_form.change(office.store.root, sha256, office.ring, stop)
    assert [path.name for path in office.lying()] == [sha256]


def test_a_copy_that_reads_back_otherwise_is_not_believed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.now = None
    sha256 = office.put()
    real = os.write

    def lying(descriptor: int, block: bytes) -> int:
        return real(descriptor, bytes(len(block)) if len(block) == len(WORDS) + 16 else block)

    monkeypatch.setattr(os, "write", lying)
    with pytest.raises((AppError, OSError)):
        evidence_form.change(office.store.root, sha256, office.ring)
    assert [path.read_bytes() for path in office.lying()] == [WORDS]


def test_a_forgotten_content_does_not_come_back(office: Office) -> None:
    office.now = None
    sha256 = office.put(WORDS * 100_000)

    def forget(done: int) -> None:
        if done == len(WORDS) * 100_000:
            for path in evidence_files.forms(office.store.root, sha256):
                path.unlink(missing_ok=True)

    if os.name != "nt":  # there an open file is not deleted
        assert evidence_form.change(office.store.root, sha256, office.ring, forget)
        assert office.lying() == []


def test_a_backup_takes_sealed_bytes_as_they_are_and_a_plain_office_gets_plain_ones(
    office: Office, tmp_path: Path
) -> None:
    sha256 = office.put()
    backup = EvidenceStore(tmp_path / "sao lưu", lambda: office.ring)
    assert backup.adopt(office.store, sha256, len(WORDS))
    assert [path.read_bytes() for path in backup.root.rglob("*.mahoa")] == [office.lying()[0].read_bytes()]
    plain = EvidenceStore(tmp_path / "máy khác")
    assert plain.adopt(backup, sha256, len(WORDS))
    assert plain.read(sha256) == WORDS
    assert [one.sha256 for one in plain.forms().plain] == [sha256]
    again = EvidenceStore(tmp_path / "máy nữa", lambda: office.ring)
    assert again.adopt(plain, sha256, len(WORDS))
    assert [one.sha256 for one in again.forms().sealed] == [sha256]


def test_a_damaged_content_is_not_taken_into_a_backup(office: Office, tmp_path: Path) -> None:
    backup = EvidenceStore(tmp_path / "sao lưu", lambda: office.now)
    sha256 = office.put()
    spoil(office.lying()[0])
    assert not backup.adopt(office.store, sha256, len(WORDS))
    office.now = None
    assert not backup.adopt(office.store, sha256, len(WORDS))
    assert not backup.adopt(office.store, "ab" * 32, 5)
    assert backup.forms() == ((), ())


def test_strays_and_half_copies_are_collected_in_either_form(office: Office) -> None:
    sealed = office.put()
    office.now = None
    plain = office.put(WORDS * 2)
    folder = office.store.root / "tmp"
    folder.mkdir(exist_ok=True)
    (folder / "a.part").write_bytes(WORDS)
    (folder / "b.part.mahoa").write_bytes(b"CQTTSEAL")
    assert [path.name for path in office.store.scraps()] == ["a.part"]
    assert office.store.orphans({sealed, plain}, 3600) == ()
    assert len(office.store.collect_orphans(lambda: {sealed, plain}, grace_seconds=-1)) == 2
    assert len(office.store.collect_orphans(set, grace_seconds=-1)) == 2


@pytest.mark.parametrize("ring", [True, False])
def test_three_hundred_megabytes_go_in_and_out_in_little_memory(
    office: Office, tmp_path: Path, ring: bool
) -> None:
    size = 300 << 20
    with (tmp_path / "phim.mp4").open("wb") as stream:
        stream.truncate(size)
    office.now = office.ring if ring else None
    tracemalloc.start()
    try:
        stored = office.store.put(tmp_path / "phim.mp4")
        assert evidence_form.change(office.store.root, stored.sha256, None if ring else office.ring)
        with office.store.open(stored.sha256) as content:
            while content.read(1 << 20):
                pass
        assert tracemalloc.get_traced_memory()[1] < 24 << 20
    finally:
        tracemalloc.stop()


def test_a_disk_that_does_not_tell_for_whom_a_file_is_sealed_is_no_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the database would be made plain, and the file open no more."""
    office.put()

    def broken(_path: Path) -> None:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(evidence_form, "read_header", broken)
    with pytest.raises(OSError, match="input/output"):
        office.store.misplaced(office.ring, wanted=False)
