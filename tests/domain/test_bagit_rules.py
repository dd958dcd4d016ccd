"""BagIt as text: what is written is read back as it was, whatever the names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.package import bagit
from friendly_desktop.domain.package.bagit import NameFault

DIGEST = "0123456789abcdef" * 4


@given(
    st.dictionaries(
        st.text(min_size=1).filter(lambda name: name == bagit.nfc(name)), st.just(DIGEST), max_size=5
    )
)
def test_a_manifest_is_read_back_as_it_was_written(digests: dict[str, str]) -> None:
    names = {f"data/{name}x": digest for name, digest in digests.items()}
    if len({bagit.same_name_key(name) for name in names}) == len(names):
        lines = bagit.parse_manifest(bagit.manifest_text(names))
        assert dict(lines.digests) == names
        assert not lines.bad_lines


@pytest.mark.parametrize("name", ["a%b.txt", "a\nb.txt", "a\rb", "a%0Ab", "a%250A", " a", "a  b"])
def test_signs_that_break_lines_are_encoded_and_decoded(name: str) -> None:
    encoded = bagit.encode_name(name)
    assert "\n" not in encoded
    assert "\r" not in encoded
    assert bagit.decode_name(encoded) == name


def test_other_percent_codes_are_left_alone() -> None:
    assert bagit.decode_name("a%20b%C3") == "a%20b%C3"


def test_bag_info_keeps_values_on_one_line() -> None:
    text = bagit.info_text([("Source-Organization", "UBND xã\nNinh   Giang")])
    assert text == "Source-Organization: UBND xã Ninh Giang\n"


def test_bag_info_of_others_may_continue_a_value() -> None:
    assert bagit.parse_info("A: one\n  two\nB: three\n") == {"a": "one two", "b": "three"}


@pytest.mark.parametrize("text", ["no colon\n", "  leading\n"])
def test_bag_info_that_is_none_is_not_guessed(text: str) -> None:
    assert bagit.parse_info(text) is None


def test_oxum_is_octets_and_count() -> None:
    assert bagit.oxum([10, 0, 5]) == "15.3"


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("data/a.txt", None),
        ("data/Kế hoạch.pdf", None),
        ("", NameFault.EMPTY),
        ("../a", NameFault.TRAVERSAL),
        ("a/../b", NameFault.TRAVERSAL),
        ("/a", NameFault.ABSOLUTE),
        ("C:/a", NameFault.ABSOLUTE),
        ("a\\b", NameFault.BACKSLASH),
        ("data/com1.txt", NameFault.RESERVED),
        ("data/a.", NameFault.FORBIDDEN),
        ("data/a:b", NameFault.FORBIDDEN),
        ("data/" + "a" * 256, NameFault.TOO_LONG),
    ],
)
def test_names_are_judged_as_windows_and_the_rfc_do(name: str, fault: NameFault | None) -> None:
    assert bagit.name_fault(name) is fault
