"""Recovery codes, passwords and headers as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain import recovery_codes
from friendly_desktop.domain.vault import Header, Ring, check_new_password, password_bytes
from friendly_desktop.errors import AppError


@given(st.binary(min_size=16, max_size=16))
def test_a_code_on_paper_is_read_back(secret: bytes) -> None:
    code = recovery_codes.written(secret)
    assert len(code) == 34
    assert recovery_codes.read(code) == secret
    assert recovery_codes.read(code.lower().replace("-", " ").replace("0", "o").replace("1", "l")) == secret


@given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.integers(1, 31))
def test_one_wrong_letter_is_noticed(secret: bytes, place: int, step: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = list(recovery_codes.written(secret).replace("-", ""))
    letters[place] = alphabet[(alphabet.index(letters[place]) + step) % 32]
    mistyped = "".join(letters)
    # Twelve bits tell 4095 of 4096.
    assert not recovery_codes.looks_like_code(mistyped) or recovery_codes.read(mistyped) != secret


@pytest.mark.parametrize("typed", ["", "7K2M", "????", "U" * 28, "x" * 10_000])
def test_what_is_no_code_is_told(typed: str) -> None:
    with pytest.raises(AppError) as told:
        recovery_codes.read(typed)
    assert told.value.code == "recovery_code_wrong"
    assert not recovery_codes.looks_like_code(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa bình thủy lợi", "hoà bình thuỷ lợi"),
        ("Hòa Bình", "  Hoà   Bình "),
        ("HÒA", "HOÀ"),
        ("nguyễn", "nguye\u0302\u0303n"),
        ("mật khẩu １２", "mật khẩu 12"),  # full-width digits of another keyboard
    ],
)
def test_a_password_is_one_for_every_keyboard(one: str, other: str) -> None:
    assert password_bytes(one) == password_bytes(other)


def test_capitals_and_marks_of_a_password_count() -> None:
    assert len({password_bytes(each) for each in ("Hòa", "hòa", "hoa", "hỏa", "HÒA")}) == 5


@pytest.mark.parametrize(
    "weak", ["", "ngắn quá", "aaaaaaaaaaaaaaa", "121212121212121", " " * 40, "a b a b a b a b"]
)
def test_a_password_that_is_soon_guessed_is_refused(weak: str) -> None:
    with pytest.raises(AppError) as told:
        check_new_password(weak)
    assert told.value.code == "password_too_weak"


def test_a_sentence_is_a_good_password() -> None:
    check_new_password("chợ phiên họp ngày rằm")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["ring", "slots", "ephemeral", "chunk", "name", "kind", "lanes", "salt"]),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_a_header_from_a_stranger_is_one_or_is_refused(found: object) -> None:
    for read in (Header.from_json, Ring.from_json):
        try:
            read(found)
        except ValueError:
            continue
