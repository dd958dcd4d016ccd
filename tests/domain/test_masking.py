"""What is hidden before a letter is shown to anybody outside."""

import pytest

from friendly_desktop.domain.letters import Field, FieldKind, LetterKind, Template, Tone, Wording
from friendly_desktop.domain.masking import as_lines, mask_address, mask_code, mask_words, masked_values

HAMLETS = ("Đông Hạ", "Thôn 5", "Tổ dân phố Bắc")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("số 12 ngõ 3, thôn Đông, xã An Bình", "thôn Đông, xã An Bình"),
        ("Thôn Đông, xã An Bình, huyện Cẩm Giàng, tỉnh Hải Dương", "Thôn Đông, xã An Bình, huyện Cẩm Giàng, tỉnh Hải Dương"),
        ("Số nhà 7 thôn Đông", "thôn Đông"),
        ("Thôn Đông số nhà 7", "Thôn Đông"),
        ("tổ dân phố số 5, ngách 7/12 đường Lê Lợi", "tổ dân phố số 5"),
        ("12 Lê Lợi", "…"),
        ("nhà ông Tư đầu chợ", "…"),
        ("đông hạ - 0912345678", "đông hạ"),
        ("Thôn 5", "Thôn 5"),
        ("Xã An Bình", "Xã An Bình"),
        ("Khu phố Nhà Chung, 18 đường Trần Phú", "Khu phố Nhà Chung"),
        ("", "…"),
    ],
)  # fmt: skip
def test_an_address_is_shown_down_to_the_hamlet(typed, shown):
    assert mask_address(typed, HAMLETS) == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("001085012345", "*********345"),
        ("123456789", "******789"),
        ("12", "**"),
        ("H23.45-260115-0042", "***.**-******-*042"),
    ],
)
def test_of_an_identity_number_the_last_three_figures_stay(typed, shown):
    assert mask_code(typed) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ủng hộ 1.500.000.000 đồng", "ủng hộ 1.500.000.000 đồng"),
        ("Quyết định số 12/QĐ-UBND ngày 01/02/2026", "Quyết định số 12/QĐ-UBND ngày 01/02/2026"),
        ("CCCD 030190001234, ĐT 0912 345 678.", "CCCD *********234, ĐT **** *** 678."),
        ("gọi 0912.345.678", "gọi ****.***.678"),
        ("Nhà ở số nhà 12 ngõ Hoa Sữa đã hiến đất", "Nhà ở … đã hiến đất"),
        ("hiến 20 m2 đất mở rộng ngõ xóm", "hiến 20 m2 đất mở rộng ngõ xóm"),
        ("ở Ngõ 5, đường Lê Lợi, phường", "ở …, phường"),
        ("ở số 5 đường Lê Lợi, phường", "ở …, phường"),
        ("ở số 5, ngõ 3 phố Huế", "ở …"),
        ("giải nhất số 3 đường chạy", "giải nhất số 3 đường chạy"),
        ("gọi +84 912 345 678", "gọi +** *** *** 678"),
        ("030190001234030190001235", "*********************235"),
    ],
)
def test_figures_as_long_as_an_identity_number_are_hidden_in_any_text(text, shown):
    assert mask_words(text) == shown


def a_template(*fields):
    return Template("wedding", 1, LetterKind.WEDDING, "Thư", Tone.JOY, Wording.SEED, tuple(fields))


def test_a_letter_is_masked_field_by_field_and_its_secrets_in_every_text():
    template = a_template(
        Field("groom", FieldKind.PERSON, "Chú rể"),
        Field("address", FieldKind.ADDRESS, "Địa chỉ"),
        Field("identity", FieldKind.CODE, "Số định danh"),
        Field("born_on", FieldKind.DATE, "Ngày sinh"),
        Field("on", FieldKind.DATE, "Ngày đăng ký"),
        Field("gift", FieldKind.MONEY, "Số tiền"),
        Field("reason", FieldKind.TEXT, "Lý do"),
    )
    shown = masked_values(
        template.fields,
        {
            "groom": "Nguyễn Văn Đức",
            "address": "Số 12 ngõ 3, thôn Đông",
            "identity": "030190001234",
            "born_on": "1990-05-06",
            "on": "2026-05-06",
            "gift": "1500000000",
            "reason": "Gia đình ở SỐ 12 NGÕ 3, số 030190001234",
        },
        HAMLETS,
    )
    assert shown == {
        "groom": "Nguyễn Văn Đức",
        "address": "thôn Đông",
        "identity": "*********234",
        "born_on": "…/…/1990",
        "on": "2026-05-06",
        "gift": "1500000000",
        "reason": "Gia đình ở …, số …",
    }
    kinds = {field.id: field.kind for field in as_lines(template).fields}
    assert kinds["address"] is kinds["identity"] is kinds["born_on"] is FieldKind.LINE
    assert kinds["on"] is FieldKind.DATE


@pytest.mark.parametrize(
    ("label", "typed", "shown"),
    [
        ("Nơi thường trú", "12 Lê Lợi, thôn Đông", "thôn Đông"),
        ("Số CCCD", "030190001234", "*********234"),
        ("Điện thoại", "0912 345 678", "**** *** 678"),
        ("Thành tích", "12 Lê Lợi", "12 Lê Lợi"),
    ],
)
def test_a_plain_line_is_judged_by_what_the_office_calls_it(label, typed, shown):
    field = Field("x1", FieldKind.LINE, label)
    assert masked_values([field], {"x1": typed})["x1"] == shown
