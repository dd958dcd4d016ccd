"""The values of a letter: read, shown, printed, checked."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.letters import (
    Blank,
    Field,
    FieldKind,
    LetterDraft,
    LetterKind,
    Template,
    Tone,
    Wording,
)
from friendly_desktop.domain.letters.ages import (
    AgeCount,
    AgeRule,
    age,
    age_phrase,
    looks_back,
    phrase_of,
    suggested_ages,
)
from friendly_desktop.domain.letters.fields import (
    SALUTATIONS,
    check,
    choices,
    known_hamlet,
    printed,
    read_value,
    shown,
)

TODAY = date(2026, 11, 20)
DAY = Field("date", FieldKind.DATE, "Ngày")
BORN = Field("born", FieldKind.DATE, "Ngày sinh")
BORN_YEAR = Field("birth_year", FieldKind.YEAR, "Năm sinh")
DIED = Field("died", FieldKind.DATE, "Ngày mất", required=True)
AGE = Field("age", FieldKind.AGE, "Tuổi")
MONEY = Field("gift", FieldKind.MONEY, "Số tiền")
NUMBER = Field("count", FieldKind.NUMBER, "Số lượng")
TIME = Field("at", FieldKind.TIME, "Giờ")
PERSON = Field("name", FieldKind.PERSON, "Họ và tên", required=True)
IDENTITY = Field("identity", FieldKind.CODE, "Số CCCD")
SEX = Field("sex", FieldKind.CHOICE, "Giới tính", choices=("Nam", "Nữ"))
TEXT = Field("reason", FieldKind.TEXT, "Lý do")


def template(*fields: Field) -> Template:
    return Template("t", 1, LetterKind.CONDOLENCE, "Thư", Tone.SORROW, Wording.PROGRAM, fields)


def problems_of(field: Field, value: str, **more: object) -> tuple[tuple[str, bool], ...]:
    draft = LetterDraft("t", {field.id: value}, TODAY)
    found = check(template(field), draft, TODAY, **more)  # type: ignore[arg-type]
    return tuple((one.message, one.blocking) for one in found)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5/3/26", "2026-03-05"),
        ("050326", "2026-03-05"),
        ("05032026", "2026-03-05"),
        ("5.3.2026", "2026-03-05"),
        ("5 / 3 / 2026", "2026-03-05"),
        ("5-3", "2026-03-05"),
        ("2026-03-05", "2026-03-05"),
        ("2026-03-05 00:00:00", "2026-03-05"),
        ("05/03/2026 07:30", "2026-03-05"),
        ("ngày 05 tháng 3 năm 2026", "2026-03-05"),
        ("Thứ năm, ngày 5/3/2026", "2026-03-05"),
        ("Chủ nhật 08/03/2026", "2026-03-08"),
        ("'05/03/2026", "2026-03-05"),
        ("hôm nay", "2026-11-20"),
        ("Hôm  qua", "2026-11-19"),
        (unicodedata.normalize("NFD", "ngày mai"), "2026-11-21"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_date_is_read_as_it_is_typed(typed: str, stored: str) -> None:
    assert read_value(DAY, typed, TODAY) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5/3/50", "1950-03-05"),
        ("050350", "1950-03-05"),
        ("5/3/26", "2026-03-05"),
        ("21/11/26", "1926-11-21"),
        ("29/2/28", "1928-02-29"),
        ("25/12", "2025-12-25"),
        ("5/3", "2026-03-05"),
        ("5/3/1950", "1950-03-05"),
        ("5/3/2050", "2050-03-05"),
        ("2050-03-05", "2050-03-05"),
    ],
)
def test_a_birth_lies_in_the_past(typed: str, stored: str) -> None:
    assert read_value(BORN, typed, TODAY) == stored


def test_an_ordinary_date_may_lie_ahead() -> None:
    assert read_value(DAY, "5/3/50", TODAY) == "2050-03-05"


@pytest.mark.parametrize("typed", ["30/2/2026", "ba tháng năm", "46086", "1950", "5/13/26", "0/0/0", "½"])
def test_what_is_no_date_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="ngày"):
        read_value(DAY, typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("1950", "1950"), ("50", "1950"), ("năm 1950", "1950"), ("26", "2026"), ("5/3/1950", "1950")],
)
def test_a_year_of_birth_is_read(typed: str, stored: str) -> None:
    assert read_value(BORN_YEAR, typed, TODAY) == stored


@pytest.mark.parametrize("typed", ["195", "abc", "9999", "19500"])
def test_what_is_no_year_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="năm"):
        read_value(BORN_YEAR, typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("15:30", "15:30"),
        ("15h30", "15:30"),
        ("15g30", "15:30"),
        ("1530", "15:30"),
        ("15 giờ 30 phút", "15:30"),
        ("15 giờ", "15:00"),
        ("5h", "05:00"),
        ("3 giờ 30 chiều", "15:30"),
        ("15:30:00", "15:30"),
        ("7", "07:00"),
        ("0:05", "00:05"),
    ],
)
def test_a_time_is_read_as_it_is_typed(typed: str, stored: str) -> None:
    assert read_value(TIME, typed, TODAY) == stored


@pytest.mark.parametrize("typed", ["25:00", "15:60", "trưa", "153", "24h"])
def test_what_is_no_time_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="giờ"):
        read_value(TIME, typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("5tr", "5000000"),
        ("5.000.000", "5000000"),
        ("5,000,000", "5000000"),
        ("5 000 000", "5000000"),
        ("5000000", "5000000"),
        ("5.000.000đ", "5000000"),
        ("5.000.000 đồng (năm triệu đồng)", "5000000"),
        ("1,5 triệu", "1500000"),
        ("1.5tr", "1500000"),
        ("1tr5", "1500000"),
        ("1tr250", "1250000"),
        ("500k", "500000"),
        ("500 nghìn đồng", "500000"),
        ("500 ngàn", "500000"),
        ("2 tỷ", "2000000000"),
        ("5.000 VNĐ", "5000"),
        ("0", "0"),
    ],
)
def test_money_is_read_as_it_is_typed(typed: str, stored: str) -> None:
    assert read_value(MONEY, typed, TODAY) == stored


@pytest.mark.parametrize("typed", ["năm triệu", "5,0,0", "1,5", "-5000", "5 trứng", "9" * 30, "=1+1"])
def test_what_is_no_money_is_told(typed: str) -> None:
    with pytest.raises(ValueError, match="số tiền"):
        read_value(MONEY, typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1.234", "1234"),
        ("1234", "1234"),
        ("0,5", "0.5"),
        ("0.5", "0.5"),
        ("1.234,5", "1234.5"),
        ("-3", "-3"),
    ],
)
def test_a_number_is_read_as_it_is_typed(typed: str, stored: str) -> None:
    assert read_value(NUMBER, typed, TODAY) == stored


@pytest.mark.parametrize(
    ("field", "value", "style", "text"),
    [
        (DAY, "2026-03-05", "", "ngày 05 tháng 3 năm 2026"),
        (DAY, "2026-11-20", "words", "ngày 20 tháng 11 năm 2026"),
        (DAY, "2026-03-05", "short", "05/03/2026"),
        (DAY, "2026-03-05", "capital", "Ngày 05 tháng 3 năm 2026"),
        (TIME, "15:30", "", "15 giờ 30 phút"),
        (TIME, "15:30", "short", "15:30"),
        (MONEY, "5000000", "", "5.000.000 đồng (năm triệu đồng)"),
        (MONEY, "5000000", "words", "năm triệu đồng"),
        (MONEY, "5000000", "short", "5.000.000 đồng"),
        (NUMBER, "1234.5", "", "1.234,5"),
        (NUMBER, "21", "words", "hai mươi mốt"),
        (AGE, "78", "", "hưởng thọ 78 tuổi"),
        (AGE, "thượng thọ 101 tuổi", "", "thượng thọ 101 tuổi"),
        (PERSON, "Nguyễn Văn Đức", "upper", "NGUYỄN VĂN ĐỨC"),
        (PERSON, "nguyễn VĂN đức", "", "nguyễn VĂN đức"),
        (SEX, "Nữ", "lower", "nữ"),
        (TEXT, "một\nhai", "", "một\nhai"),
        (IDENTITY, "001085012345", "", "001085012345"),
    ],
)
def test_a_value_is_printed_as_letters_say_it(field: Field, value: str, style: str, text: str) -> None:
    assert printed(field, value, style) == text


def test_nothing_prints_as_dots_or_as_nothing() -> None:
    assert printed(DAY, "") == "ngày ...... tháng ...... năm ........."
    assert set(printed(PERSON, "")) == {"."}
    assert printed(Field("x", FieldKind.LINE, "X", blank=Blank.NOTHING), "") == ""


@pytest.mark.parametrize("field", [DAY, BORN, BORN_YEAR, TIME, MONEY, NUMBER, AGE, PERSON, TEXT, IDENTITY])
def test_what_is_shown_is_read_back_as_the_same_value(field: Field) -> None:
    samples = {
        FieldKind.DATE: "1950-03-05",
        FieldKind.YEAR: "1950",
        FieldKind.TIME: "05:07",
        FieldKind.MONEY: "1234567",
        FieldKind.NUMBER: "1234.5",
        FieldKind.AGE: "hưởng dương 45 tuổi",
    }
    value = samples.get(field.kind, "Đặng 012")
    assert read_value(field, shown(field, value), TODAY) == value


@given(st.integers(0, 10**14))
def test_every_sum_that_is_shown_is_read_back(amount: int) -> None:
    assert read_value(MONEY, shown(MONEY, str(amount)), TODAY) == str(amount)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_number_that_is_shown_is_read_back(number: Decimal) -> None:
    value = read_value(NUMBER, f"{number:f}", TODAY)
    assert read_value(NUMBER, shown(NUMBER, value), TODAY) == value


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_date_that_is_shown_or_printed_is_read_back(day: date) -> None:
    value = day.isoformat()
    assert read_value(DAY, shown(DAY, value), TODAY) == value
    assert read_value(DAY, printed(DAY, value), TODAY) == value


@given(st.sampled_from(list(FieldKind)), st.text(max_size=40))
def test_anything_typed_is_read_or_refused_with_a_sentence(kind: FieldKind, text: str) -> None:
    field = Field("f", kind, "Ô", choices=("Nam", "Nữ") if kind is FieldKind.CHOICE else ())
    try:
        value = read_value(field, text, TODAY)
    except ValueError as error:
        assert str(error).endswith(".")  # noqa: PT017 - the sentence is the point
    else:
        assert unicodedata.is_normalized("NFC", value)
        assert printed(field, value) or not value


def test_text_becomes_composed_and_keeps_its_lines_and_capitals() -> None:
    assert read_value(TEXT, unicodedata.normalize("NFD", "Ủy ban \r\n xã"), TODAY) == "Ủy ban\n xã"
    assert read_value(PERSON, "  trần  VĂN b ", TODAY) == "trần VĂN b"


def test_a_choice_is_found_without_its_tone_marks_and_nothing_else_is_taken() -> None:
    assert read_value(SEX, "nu", TODAY) == "Nữ"
    with pytest.raises(ValueError, match="Nam, Nữ"):
        read_value(SEX, "khác", TODAY)


def test_forms_of_address_are_offered_and_never_guessed() -> None:
    field = Field("salutation", FieldKind.SALUTATION, "Xưng hô")
    assert choices(field) == SALUTATIONS
    assert read_value(field, "Sư thầy", TODAY) == "Sư thầy"
    assert read_value(field, "", TODAY) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thôn Đông", "Thôn Đông"),
        ("số 5, thôn đông, xã An Bình", "Thôn Đông"),
        ("dong", "Thôn Đông"),
        ("Thôn Đông Hạ", "Thôn Đông Hạ"),
        ("Tổ dân phố 3", "Tổ dân phố 3"),
        ("Thôn Nam", ""),
        ("", ""),
    ],
)
def test_the_part_of_the_commune_is_found_in_an_address(text: str, found: str) -> None:
    assert known_hamlet(text, ("Thôn Đông", "Thôn Đông Hạ", "Tổ dân phố 3")) == found


@pytest.mark.parametrize(
    ("born", "died", "phrase"),
    [
        (1948, 2026, "hưởng thọ 79 tuổi"),
        (1967, 2026, "hưởng thọ 60 tuổi"),
        (1968, 2026, "hưởng dương 59 tuổi"),
        (2011, 2026, "hưởng dương 16 tuổi"),
        (2012, 2026, ""),
        (2027, 2026, ""),
        (1800, 2026, ""),
    ],
)
def test_the_age_is_suggested_by_the_custom(born: int, died: int, phrase: str) -> None:
    assert age_phrase(born, died) == phrase


def test_the_full_age_counts_the_birthday_where_it_is_known() -> None:
    rule = AgeRule(AgeCount.FULL)
    assert age(date(1950, 6, 1), date(2026, 5, 31), rule) == 75
    assert age(date(1950, 6, 1), date(2026, 6, 1), rule) == 76
    assert age(1950, date(2026, 1, 1), rule) == 76
    assert age(date(2026, 1, 1), date(2026, 6, 1), rule) == 0


def test_a_child_has_a_plain_age_when_a_person_types_it() -> None:
    assert phrase_of(8) == "khi mới 8 tuổi"
    assert read_value(AGE, "8", TODAY) == "khi mới 8 tuổi"
    assert read_value(AGE, "78", TODAY) == "hưởng thọ 78 tuổi"


def test_the_age_is_suggested_from_the_fields_of_the_letter() -> None:
    letter = template(BORN_YEAR, DIED, AGE)
    assert suggested_ages(letter, {"birth_year": "1948", "died": "2026-11-19"}) == {
        "age": "hưởng thọ 79 tuổi"
    }
    assert suggested_ages(letter, {"died": "2026-11-19"}) == {}


def test_birth_and_death_are_known_by_the_names_of_word_files_too() -> None:
    assert looks_back(Field("ngay_sinh", FieldKind.DATE, "x"))
    assert looks_back(Field("nam_sinh", FieldKind.YEAR, "x"))
    assert looks_back(Field("ngay_mat", FieldKind.DATE, "x"))
    assert looks_back(Field("received", FieldKind.DATE, "x", past=True))
    assert not looks_back(Field("mat_hang", FieldKind.LINE, "x"))
    assert not looks_back(Field("deadline", FieldKind.DATE, "x"))


def test_a_proper_letter_has_no_problems() -> None:
    letter = template(PERSON, BORN_YEAR, DIED, AGE, MONEY, TIME, SEX, TEXT)
    values = {
        "name": "Nguyễn Thị Ước",
        "birth_year": "1948",
        "died": "2026-11-19",
        "age": "hưởng thọ 79 tuổi",
        "gift": "5000000",
        "at": "15:30",
        "sex": "Nữ",
        "reason": "Đã có nhiều đóng góp.\nCảm ơn!",
    }
    assert check(letter, LetterDraft("t", values, TODAY), TODAY) == ()


@pytest.mark.parametrize(
    ("field", "value", "words", "blocking"),
    [
        (PERSON, "", "Chưa nhập «Họ và tên»", True),
        (PERSON, "nguyễn văn a", "toàn chữ thường", False),
        (PERSON, "Nguyễn Văn 3", "chữ số", False),
        (PERSON, "Nguyễn <Văn>", "ký tự lạ", False),
        (PERSON, "Ộ" * 200, "dài bất thường", False),
        (PERSON, "NguyÔn V¨n §øc", "Nguyễn Văn Đức", False),
        (BORN, "2050-03-05", "muộn hơn hôm nay", True),
        (BORN_YEAR, "2030", "muộn hơn hôm nay", True),
        (BORN, "0195-03-05", "quá xa", False),
        (DAY, "2026-02-30", "không phải là ngày", True),
        (MONEY, "nhiều", "không phải là số", True),
        (TIME, "25:00", "không phải là giờ", True),
        (SEX, "Khác", "không có trong danh sách", True),
        (IDENTITY, "1085012345", "thiếu số 0", False),
        (IDENTITY, "999985012345", "không giống số định danh", False),
    ],
)
def test_a_doubtful_value_is_told(field: Field, value: str, words: str, blocking: bool) -> None:
    found = problems_of(field, value)
    assert any(words in message and hard is blocking for message, hard in found), found


@pytest.mark.parametrize("value", ["001085012345", "096308012345", "145236987", "B1234567"])
def test_identity_numbers_of_every_age_pass(value: str) -> None:
    assert problems_of(IDENTITY, value) == ()


def test_a_file_code_is_no_identity_number() -> None:
    assert problems_of(Field("file_code", FieldKind.CODE, "Mã hồ sơ"), "12345") == ()


@pytest.mark.parametrize(
    "name", ["Nguyễn Văn A", "H'Hen Niê", "Y-Bhăm", "Jean-Marc Lefèvre", "Lê Thị Mỹ (Hoa)"]
)
def test_names_of_all_peoples_pass(name: str) -> None:
    assert problems_of(PERSON, name) == ()


def test_a_character_that_cannot_be_drawn_is_told_at_its_field() -> None:
    (found,) = problems_of(TEXT, "Chúc mừng 🎉", drawable=lambda char: ord(char) < 0x2000)
    assert found == ("«Lý do» có ký tự không in được: «🎉» (U+1F389). Hãy xóa hoặc gõ lại.", True)


def test_nobody_dies_before_the_birth() -> None:
    letter = template(BORN, DIED)
    draft = LetterDraft("t", {"born": "1990-05-01", "died": "1989-01-01"}, TODAY)
    assert [one.field for one in check(letter, draft, TODAY)] == ["died"]
    years = template(BORN_YEAR, DIED)
    same = LetterDraft("t", {"birth_year": "2026", "died": "2026-01-01"}, TODAY)
    assert check(years, same, TODAY) == ()
