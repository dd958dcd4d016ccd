"""Sealed files on a real disk: whole, from any place, and never a byte that was not sealed so."""

import io
import json
import pickle
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from friendly_desktop.domain.vault import CHUNK, MAGIC, TAG, Ring, SlotKind
from friendly_desktop.errors import AppError
from friendly_desktop.storage.key_rings import (
    PrivateKey,
    new_key,
    new_recovery_code,
    password_slot,
    recovery_slot,
    ring_of,
    unwrap,
)
from friendly_desktop.storage.sealed_files import SealedReader, SealedWriter, is_sealed, read_header
from tests.cheap_keys import CHEAP

#: Argon2id as cheap as it can be, so that the tests are quick; the forms are the same.
_PASSWORD = "chợ phiên họp ngày rằm"

_KEY = new_key()
_RING = ring_of(_KEY, password_slot(_KEY, _PASSWORD, CHEAP))
_SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def _content(size: int) -> bytes:
    return bytes(range(256)) * (size // 256) + bytes(range(size % 256))


def _sealed(content: bytes, ring: Ring = _RING) -> bytes:
    stream = io.BytesIO()
    with SealedWriter(stream, ring, "tệp.bin") as writer:
        writer.write(content)
    return stream.getvalue()


def _opened(sealed: bytes, key: PrivateKey = _KEY) -> bytes:
    with SealedReader(io.BytesIO(sealed), lambda _ring: key) as reader:
        return reader.read()


def _refusal(sealed: bytes) -> str:
    with pytest.raises(AppError) as told:
        _opened(sealed)
    return told.value.code


def _chunks(sealed: bytes) -> tuple[bytes, list[bytes]]:
    begin = 14 + int.from_bytes(sealed[10:14], "big")
    body = sealed[begin:]
    return sealed[:begin], [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


@pytest.mark.parametrize("size", _SIZES)
def test_what_was_sealed_is_read_back(size: int, tmp_path: Path) -> None:
    path = tmp_path / "bản sao.mahoa"
    path.write_bytes(_sealed(_content(size)))
    assert is_sealed(path)
    assert read_header(path).name == "tệp.bin"
    with SealedReader(path, lambda ring: unwrap(ring, _PASSWORD)) as reader:
        assert reader.length == size
        assert reader.read() == _content(size)


@given(st.lists(st.binary(max_size=3000), max_size=8), st.integers(0, 300))
@settings(max_examples=40, deadline=None)
def test_the_size_of_the_writes_makes_no_difference(parts: list[bytes], repeats: int) -> None:
    stream = io.BytesIO()
    with SealedWriter(stream, _RING) as writer:
        for _time in range(repeats):
            for part in parts:
                writer.write(part)
        assert writer.tell() == repeats * sum(map(len, parts))
    assert _opened(stream.getvalue()) == b"".join(parts) * repeats


@given(
    st.lists(st.tuples(st.integers(0, 3 * CHUNK + 40), st.integers(0, CHUNK + 100)), min_size=1, max_size=6)
)
@settings(max_examples=40, deadline=None)
def test_any_place_can_be_read(places: list[tuple[int, int]]) -> None:
    content = _content(3 * CHUNK + 17)
    with SealedReader(io.BytesIO(_sealed(content)), lambda _ring: _KEY) as reader:
        for start, length in places:
            assert reader.seek(start) == reader.tell() == start
            assert reader.read(length) == content[start : start + length]
        assert reader.seek(-5, 2) == len(content) - 5
        assert reader.read() == content[-5:]


def test_a_zip_is_written_and_read_through_the_seal() -> None:
    stream = io.BytesIO()
    with SealedWriter(stream, _RING) as writer, zipfile.ZipFile(writer, "w") as archive:
        archive.writestr("một.txt", "chữ" * 100_000)
        archive.writestr("hai.txt", "hai")
    with (
        SealedReader(stream, lambda _ring: _KEY) as reader,
        io.BufferedReader(reader) as buffered,
        zipfile.ZipFile(buffered) as archive,
    ):
        assert archive.testzip() is None
        assert archive.read("hai.txt") == b"hai"


def test_nothing_of_the_content_stands_in_the_file() -> None:
    sealed = _sealed("Nguyễn Thị Tố Cáo".encode() * 1000)
    assert "Nguyễn".encode() not in sealed
    assert sealed != _sealed("Nguyễn Thị Tố Cáo".encode() * 1000)  # no two files have one key


@pytest.mark.parametrize("size", _SIZES)
def test_a_file_that_ends_early_is_noticed_when_it_is_opened(size: int) -> None:
    sealed = _sealed(_content(size))
    begin = len(_chunks(sealed)[0])
    ends = {begin + each for each in (0, 1, TAG - 1, TAG, CHUNK, CHUNK + TAG, 2 * (CHUNK + TAG))} | {
        len(sealed) - 1
    }
    for end in sorted(each for each in ends if each < len(sealed)):
        assert _refusal(sealed[:end]) == "sealed_damaged"
    for end in range(8, begin, 37):
        assert _refusal(sealed[:end]) == "sealed_damaged"


def _swapped(parts: list[bytes]) -> list[bytes]:
    return [parts[1], parts[0], *parts[2:]]


def _doubled(parts: list[bytes]) -> list[bytes]:
    return [parts[0], *parts]


def _gap(parts: list[bytes]) -> list[bytes]:
    return [parts[0], *parts[2:]]


def _from_another(parts: list[bytes]) -> list[bytes]:
    return [_chunks(_sealed(_content(3 * CHUNK + 17)))[1][0], *parts[1:]]


def _longer(parts: list[bytes]) -> list[bytes]:
    return [*parts, parts[-1]]


@pytest.mark.parametrize("change", [_swapped, _doubled, _gap, _from_another, _longer])
def test_chunks_that_were_moved_are_noticed(change: Callable[[list[bytes]], list[bytes]]) -> None:
    begin, parts = _chunks(_sealed(_content(3 * CHUNK + 17)))
    assert _refusal(begin + b"".join(change(parts))) == "sealed_damaged"


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_no_changed_byte_goes_unnoticed(data: st.DataObject) -> None:
    sealed = bytearray(_sealed(_content(2 * CHUNK + 5)))
    place = data.draw(st.integers(0, len(sealed) - 1) | st.integers(0, 1200))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AppError) as told:
        _opened(bytes(sealed))
    assert told.value.code in {"sealed_damaged", "not_sealed", "sealed_newer"}


@given(st.binary(max_size=400))
def test_a_strangers_file_is_refused_kindly(rubbish: bytes) -> None:
    for content in (rubbish, MAGIC + rubbish, MAGIC + b"\0\1\0\0\1\0" + rubbish):
        assert _refusal(content) in {"sealed_damaged", "not_sealed", "sealed_newer"}


def test_a_header_may_not_ask_for_all_the_memory() -> None:
    sealed = _sealed(b"x")
    length = int.from_bytes(sealed[10:14], "big")
    header = json.loads(sealed[14 : 14 + length])
    header["slots"][0]["memory_kib"] = 1 << 40
    text = json.dumps(header).encode()
    assert _refusal(MAGIC + b"\0\1" + len(text).to_bytes(4, "big") + text) == "sealed_damaged"
    assert _refusal(MAGIC + b"\0\1" + b"\xff\xff\xff\xff" + sealed) == "sealed_damaged"
    nested = b"[" * 60_000
    assert _refusal(MAGIC + b"\0\1" + len(nested).to_bytes(4, "big") + nested) == "sealed_damaged"


@pytest.mark.parametrize(
    "slot", [{"memory_kib": 256 * 1024, "passes": 16}, {"passes": 64}, {"memory_kib": 1024 * 1024}]
)
def test_a_header_may_not_ask_for_minutes(slot: dict[str, int]) -> None:
    sealed = _sealed(b"x")
    length = int.from_bytes(sealed[10:14], "big")
    header = json.loads(sealed[14 : 14 + length])
    for changed in (
        [{**header["slots"][0], "memory_kib": 64 * 1024, **slot}],
        header["slots"][:1] * 5,
    ):
        text = json.dumps({**header, "slots": changed}).encode()
        assert _refusal(MAGIC + b"\0\1" + len(text).to_bytes(4, "big") + text) == "sealed_damaged"


def test_a_newer_form_says_that_the_program_is_too_old() -> None:
    sealed = bytearray(_sealed(b"x"))
    sealed[8:10] = b"\0\2"
    assert _refusal(bytes(sealed)) == "sealed_newer"


def test_a_writer_that_failed_leaves_nothing_that_opens() -> None:
    stream = io.BytesIO()
    with pytest.raises(RuntimeError), SealedWriter(stream, _RING) as writer:
        writer.write(_content(CHUNK + 5))
        raise RuntimeError("no power")
    assert _refusal(stream.getvalue()) == "sealed_damaged"
    abandoned = io.BytesIO()
    writer = SealedWriter(abandoned, _RING)
    writer.write(b"x")
    del writer
    assert _refusal(abandoned.getvalue()) == "sealed_damaged"


def test_a_full_disk_below_is_the_writers_error_and_ends_nothing() -> None:
    class Full(io.BytesIO):
        def write(self, content: "bytes | memoryview[int]", /) -> int:  # type: ignore[override]
            if self.tell() > CHUNK:
                raise OSError(28, "full")
            return super().write(content)

    stream = Full()
    with pytest.raises(OSError), SealedWriter(stream, _RING) as writer:
        writer.write(_content(4 * CHUNK))
    assert _refusal(stream.getvalue()) == "sealed_damaged"


def test_password_and_recovery_sheet_both_open() -> None:
    code = new_recovery_code()
    key = new_key()
    ring = ring_of(key, password_slot(key, _PASSWORD, CHEAP), recovery_slot(key, code, CHEAP))
    sealed = _sealed(b"tin", ring)
    for secret in (_PASSWORD, code, code.lower().replace("-", "")):
        opened = unwrap(ring, secret)
        assert _opened(sealed, opened) == b"tin"
    for wrong in (" ", "sai mật khẩu", new_recovery_code(), code[:-1]):
        with pytest.raises(AppError) as told:
            unwrap(ring, wrong)
        assert told.value.code == "wrong_password"


def test_a_slot_moved_to_another_ring_opens_nothing() -> None:
    other = new_key()
    with pytest.raises(AppError):
        unwrap(Ring(other.public, _RING.slots), _PASSWORD)
    assert _refusal(_sealed(b"x", Ring(other.public))) == "sealed_damaged"


def test_a_ring_is_read_back_as_it_was_written() -> None:
    assert Ring.from_json(json.loads(json.dumps(_RING.as_json()))) == _RING
    assert _RING.has(SlotKind.PASSWORD)
    assert not _RING.has(SlotKind.RECOVERY)


def test_a_private_key_is_not_shown_not_stored_and_can_be_wiped() -> None:
    key = new_key()
    sealed = _sealed(b"x", ring_of(key))
    assert key.content.hex() not in f"{key!r} {key}"
    with pytest.raises(TypeError):
        pickle.dumps(key)
    assert key.derived("database 1") != key.derived("evidence 1")
    key.wipe()
    with pytest.raises(AppError) as told:
        _opened(sealed, key)
    assert told.value.code == "vault_locked"


def test_a_large_file_needs_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "lớn.mahoa"
    part = bytes(1024 * 1024)
    _opened(_sealed(b"libraries are loaded"))
    tracemalloc.start()
    try:
        with path.open("wb") as stream, SealedWriter(stream, _RING) as writer:
            for _time in range(64):
                writer.write(part)
        with SealedReader(path, lambda _ring: _KEY) as reader:
            total = 0
            while found := reader.read(1024 * 1024):
                total += len(found)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert total == 64 * len(part)
    assert peak < 8 * 1024 * 1024


def test_the_numbers_of_the_chunks_are_all_different() -> None:
    _begin, parts = _chunks(_sealed(bytes(5 * CHUNK)))
    assert all(one != other for one, other in pairwise(parts))
