"""Where the heading of a list is, and which column carries which field."""

import pytest

from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.letters.lists import (
    column_letters,
    find_heading,
    guessed_mapping,
    usable_mapping,
)

GROOM = Field("groom", FieldKind.PERSON, "Chú rể", names=("họ tên chú rể", "chồng", "họ và tên chồng"))
BRIDE = Field("bride", FieldKind.PERSON, "Cô dâu", names=("họ tên cô dâu", "vợ", "họ và tên vợ"))
GROOM_ADDRESS = Field("groom_address", FieldKind.ADDRESS, "Địa chỉ chú rể", names=("địa chỉ chồng",))
BRIDE_ADDRESS = Field("bride_address", FieldKind.ADDRESS, "Địa chỉ cô dâu", names=("địa chỉ vợ",))
WEDDING = (GROOM, BRIDE, GROOM_ADDRESS, BRIDE_ADDRESS)
NAME = Field("name", FieldKind.PERSON, "Tên người được khen")
PLACE = Field("address", FieldKind.ADDRESS, "Địa chỉ")
DEED = Field("deed", FieldKind.TEXT, "Thành tích")


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            ["STT", "Họ và tên chồng", "Địa chỉ chồng", "Họ và tên vợ", "Địa chỉ vợ"],
            {
                "Họ và tên chồng": "groom",
                "Địa chỉ chồng": "groom_address",
                "Họ và tên vợ": "bride",
                "Địa chỉ vợ": "bride_address",
            },
        ),
        (
            ["Cô dâu - Họ và tên", "Chú rể - Họ và tên", "Cô dâu - Địa chỉ", "Chú rể - Địa chỉ"],
            {
                "Cô dâu - Họ và tên": "bride",
                "Chú rể - Họ và tên": "groom",
                "Cô dâu - Địa chỉ": "bride_address",
                "Chú rể - Địa chỉ": "groom_address",
            },
        ),
        (["CHÚ RỂ", "CÔ DÂU"], {"CHÚ RỂ": "groom", "CÔ DÂU": "bride"}),
        (["ho ten chu re", "ho ten co dau"], {"ho ten chu re": "groom", "ho ten co dau": "bride"}),
        (["groom", "bride"], {"groom": "groom", "bride": "bride"}),
        (["STT", "Ghi chú"], {}),
    ],
)
def test_the_columns_of_a_wedding_list_find_their_fields(
    headings: list[str], expected: dict[str, str]
) -> None:
    assert guessed_mapping(headings, WEDDING) == expected


def test_a_field_that_is_alone_of_its_kind_is_found_by_the_usual_words() -> None:
    found = guessed_mapping(["TT", "Họ và tên", "Nơi ở", "Nội dung", "Ghi chú"], (NAME, PLACE, DEED))
    assert found == {"Họ và tên": "name", "Nơi ở": "address", "Nội dung": "deed"}


def test_a_remembered_mapping_keeps_only_what_is_still_there() -> None:
    remembered = {"Họ và tên": "name", "Cũ": "address", "Ghi chú": "gone"}
    assert usable_mapping(remembered, ["Họ và tên", "Ghi chú"], (NAME, PLACE)) == {"Họ và tên": "name"}


def test_a_list_without_words_has_no_heading() -> None:
    assert find_heading([]) is None
    assert find_heading([(1, ("1", "2")), (2, ("3", "4"))]) is None


def test_one_column_of_names_needs_a_known_heading() -> None:
    found = find_heading([(1, ("Họ và tên",)), (2, ("Nguyễn Văn Đức",))])
    assert found
    assert (found.texts, found.below) == (("Họ và tên",), 1)


def test_an_unknown_heading_over_data_is_still_found() -> None:
    rows = [(1, ("Phu quân", "Phu nhân")), (2, ("Nguyễn Văn Đức", "Trần Thị Hường"))]
    found = find_heading(rows)
    assert found
    assert found.texts == ("Phu quân", "Phu nhân")


def test_columns_have_the_names_of_excel() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]
