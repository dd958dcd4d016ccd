"""The index of cases finds what was written, however it is asked for, and knows nothing of denunciations."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, insert, text

from friendly_desktop.domain.cases import Case, CaseEntry, CaseKind, CasePaper, CaseState, Representative
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.text import fold
from friendly_desktop.storage import case_search
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.tables import cases

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
ENTRY = CaseEntry(CaseKind.COMPLAINT, date(2026, 3, 5))

#: Text as written and a question without any mark that must find it. Every letter and tone is among them.
RECALL = (
    ("Đường liên thôn xuống cấp", "duong lien thon xuong cap"),
    ("đất đai, ranh giới thửa đất", "dat dai ranh gioi thua dat"),
    ("Đặng Văn Tám", "dang van tam"),
    ("Nguyễn Thị Hồng Nhung", "nguyen thi hong nhung"),
    ("Đỗ Đức Đạt", "do duc dat"),
    ("Bùi Quỳnh Như", "bui quynh nhu"),
    ("Lường Thị Ếm", "luong thi em"),
    ("Vũ Huy Hoàng, xóm Giữa", "vu huy hoang xom giua"),
    ("đòi bồi thường giải phóng mặt bằng", "doi boi thuong giai phong mat bang"),
    ("ô nhiễm mương nước, kênh thủy lợi", "o nhiem muong nuoc kenh thuy loi"),
    ("giấy chứng nhận quyền sử dụng đất", "giay chung nhan quyen su dung dat"),
    ("hỗ trợ hộ nghèo, cận nghèo", "ho tro ho ngheo can ngheo"),
    ("trường mẫu giáo thiếu chỗ", "truong mau giao thieu cho"),
    ("tiếng ồn quán hát sau 22 giờ", "tieng on quan hat sau 22 gio"),
    ("người có công, liệt sĩ, thương binh", "nguoi co cong liet si thuong binh"),
    ("Ủy ban nhân dân xã Quỳ Hợp", "uy ban nhan dan xa quy hop"),
    ("ẩm ướt, ngập úng, lở đất", "am uot ngap ung lo dat"),
    ("ăn uống ở bếp ăn trường học", "an uong o bep an truong hoc"),
    ("ĐƯỜNG ĐÊ BỊ SẠT LỞ", "duong de bi sat lo"),
    ("ỷ lại, ỳ ạch, ý kiến", "y lai y ach y kien"),
    ("Hoà Bình", "hoa binh"),
    ("tố giác việc khoan giếng", "to giac viec khoan gieng"),
    ("phố Lê Lợi, ngõ 15", "pho le loi ngo 15"),
    ("rừng sản xuất, rẫy, nương", "rung san xuat ray nuong"),
    (unicodedata.normalize("NFD", "Trần Thị Tuyết ở thôn Đông"), "tran thi tuyet o thon dong"),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "Nguyễn Đức" / "office.sqlite")
    yield opened
    opened.close()


def case(number: int, content: str = "", **fields: object) -> Case:
    entry = replace(ENTRY, content=content, **fields)  # type: ignore[arg-type]
    return Case(number, 2026, number, None, entry, CaseState.ENTERED)


def put(db: Database, *some: Case) -> None:
    with db.write(Area.CASES) as connection:
        for one in some:
            case_search.index(connection, one)


def found(db: Database, question: str, limit: int | None = None) -> list[int]:
    with db.read() as connection:
        return list(case_search.matching(connection, question, limit))


def row(connection: Connection, one: Case) -> None:
    values = {name: "" for name, kept in cases.c.items() if kept.type.python_type is str}
    given = {
        "id": one.id,
        "year": one.year,
        "number": one.number,
        "kind": one.entry.kind.value,
        "received": one.entry.received,
        "people": 1,
        "anonymous": False,
        "remote": False,
        "open": True,
        "created_at": NOW,
        "changed_at": NOW,
    }
    connection.execute(insert(cases).values(**values | given))


def test_every_text_is_found_without_its_marks(db: Database) -> None:
    put(db, *(case(number, text) for number, (text, _question) in enumerate(RECALL, 1)))
    for number, (_text, question) in enumerate(RECALL, 1):
        assert number in found(db, question), question
        for word in question.split():
            assert number in found(db, word), word


def test_every_text_is_found_as_written_and_in_capitals_and_decomposed(db: Database) -> None:
    put(db, *(case(number, text) for number, (text, _question) in enumerate(RECALL, 1)))
    for number, (written, _question) in enumerate(RECALL, 1):
        for form in (written, written.upper(), unicodedata.normalize("NFD", written)):
            assert number in found(db, form), form


def test_every_letter_of_the_alphabet_loses_its_mark_in_the_index(db: Database) -> None:
    marked = [
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ] + ["đ"]
    put(db, *(case(number, f"b{letter}k") for number, letter in enumerate(marked, 1)))
    for number, letter in enumerate(marked, 1):
        assert number in found(db, fold(f"b{letter}k")), letter


def test_a_word_with_marks_means_itself_alone(db: Database) -> None:
    put(db, case(1, "con đường làng"), case(2, "đương sự vắng mặt"), case(3, "họ Dương"))
    assert found(db, "đường") == [1]
    assert found(db, "đương") == [2]
    assert found(db, "duong") == [3, 2, 1]


def test_words_as_typed_come_before_words_with_marks_added(db: Database) -> None:
    put(db, case(1, "bãi sông Nam"), case(2, "năm nay"), case(3, "Nam Hà"), case(4, "nấm rơm"))
    assert found(db, "nam") == [3, 1, 4, 2]
    assert found(db, "năm") == [2]
    assert found(db, "nam", limit=3) == [3, 1, 4]


def test_the_newest_case_comes_first_among_equals(db: Database) -> None:
    put(db, *(case(number, "mương nước") for number in random.Random(4).sample(range(1, 200), 199)))
    assert found(db, "muong nuoc") == list(range(199, 0, -1))
    assert found(db, "muong nuoc", limit=5) == [199, 198, 197, 196, 195]


def test_words_half_written_with_marks_are_found_by_their_letters(db: Database) -> None:
    put(db, case(1, "Nguyễn Văn Đức"))
    assert found(db, "nguyên văn đưc") == [1]
    assert found(db, "Nguyễn van đức") == [1]


@pytest.mark.parametrize("question", ["hòa", "hoà", "HOÀ", "hòa thuận", "hoà thuận", "hoa thu"])
def test_the_place_of_the_tone_makes_no_difference(db: Database, question: str) -> None:
    put(db, case(1, "không hoà thuận"), case(2, "bất hòa thuận"))
    assert found(db, question) == [2, 1]


def test_the_last_word_may_be_a_beginning_of_two_letters(db: Database) -> None:
    put(db, case(1, "Nguyễn Văn Thắng"), case(2, "Trần Văn Tú"))
    assert found(db, "ng") == [1]
    assert found(db, "van th") == [1]
    assert found(db, "van t") == [2, 1]  # one letter is still being typed
    assert found(db, "van") == [2, 1]
    assert found(db, "th van") == []  # only the last word may be
    assert found(db, "t") == []


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2026-015", [15]),
        ("2026-15", [15]),
        (" 2026/015 ", [15]),
        ("2026-01", [15]),
        ("030099001234", [15]),
        ("0300 9900 1234", [15]),
        ("0300990", [15]),
        ("0912.345.678", [15]),
        ("0912345678", [15]),
        ("12/TB-UBND", [15]),
        ("12/tb", [15]),
        ("tb-ubnd", [15]),
        ("2026-016", []),
        ("345 678", [15]),
    ],
)
def test_codes_and_numbers_are_found_however_they_are_grouped(
    db: Database, question: str, wanted: list[int]
) -> None:
    one = case(
        15,
        "Không đồng ý với Thông báo số 12/TB-UBND",
        identity="030099001234",
        phone="0912.345.678",
    )
    put(db, one, case(99, "việc khác"))
    with db.write(Area.CASES) as connection:
        row(connection, one)
    assert found(db, question) == wanted


def test_a_case_is_found_by_everything_that_is_written_in_it(db: Database) -> None:
    one = case(
        7,
        "nội dung",
        name="Phạm Văn Ất",
        address="Số 5, ngõ Chùa",
        hamlet="Thôn Thượng",
        request="trả lại đất",
        against="Quyết định thu hồi",
        earlier="Thanh tra huyện",
        topic="Địa chính",
        note="hẹn lại",
        representatives=(Representative("Lò Thị Bình", "Bản Mường", "001122334455"),),
        papers=(CasePaper("Bản đồ giải thửa"),),
    )
    put(db, replace(one, officer="Vi Văn Kế", body="Sở Tư pháp", national_code="KNTC-77"))
    for question in (
        "Ất", "ngõ chùa", "Thượng", "trả lại", "thu hồi", "thanh tra", "địa chính", "hẹn", "Bình", "bản mường",
        "001122334455", "bản đồ", "vi văn kế", "tư pháp", "kntc-77", "kntc", "2026-007",
    ):  # fmt: skip
        assert found(db, question) == [7], question


@pytest.mark.parametrize(
    "question",
    [
        "", " ", '"', '""', "'", "*", "a*", '"đất"', "AND", "OR NOT", "NEAR(a b)", "exact:đất", "{exact} : đất",
        "^đất", "đất + đai", "(", ")", "-đất", "đất AND", "%", "_", "\\", ";--", "😀", "đất 😀", "\x00", "a\x00b",
        "\ud800", "\u200b", "đ" * 5000, "đất " * 5000, "x1-" * 3000, unicodedata.normalize("NFD", "đất"), "ꓐ ကခ ភូមិ",
        "2026-", "-015", "9999999999-1", "2026-999999", "９９９", "²³", "①", "İ", "ß",
    ],
)  # fmt: skip
def test_no_text_whatever_is_an_error(db: Database, question: str) -> None:
    put(db, case(1, "đất đai 😀 ကခ"))
    assert found(db, question) in ([], [1])


def test_signs_around_a_word_do_not_hide_it(db: Database) -> None:
    put(db, case(1, "đất đai"))
    for question in ('"đất"', "(đất)", "đất!", "*đất*", "đất, đai", "exact đất", "đất-đai"):
        assert found(db, question) == ([] if question == "exact đất" else [1]), question


def test_a_denunciation_is_never_in_the_index(db: Database) -> None:
    secret = case(3, "Zúyquang nhận tiền", kind=CaseKind.DENUNCIATION, against="Zúyquang")
    with db.write(Area.CASES) as connection:
        row(connection, secret)
        case_search.index(connection, secret)
        case_search.unindex(connection, secret)
    assert found(db, "Zúyquang") == []
    assert found(db, "nhận tiền") == []
    assert found(db, "2026-003") == [3]  # by its code


def test_a_case_that_becomes_a_denunciation_leaves_no_word_in_the_file(db: Database) -> None:
    before = case(3, "Ông Zuyquangham nhận tiền", name="Xephatam Văn A")
    after = replace(before, entry=replace(before.entry, kind=CaseKind.DENUNCIATION, name=""))
    others = [case(number, f"việc thứ {number} của làng") for number in range(10, 400)]
    put(db, *others[:200], before, *others[200:])
    assert found(db, "zuyquangham") == [3]
    with db.write(Area.CASES) as connection:
        case_search.reindex(connection, before, after)
    assert found(db, "zuyquangham") == []
    assert len(found(db, "làng")) == len(others)
    with db.read() as connection:
        blocks = b"".join(connection.execute(text("SELECT block FROM case_search_data")).scalars())
    for planted in (b"yquangham", b"ephatam"):
        assert planted not in blocks


def test_a_changed_case_is_found_by_its_new_words_only(db: Database) -> None:
    before, after = case(1, "tranh chấp ranh giới"), case(1, "xin cấp giấy")
    put(db, before, case(2, "tranh chấp lối đi"))
    with db.write(Area.CASES) as connection:
        case_search.reindex(connection, before, after)
    assert found(db, "ranh giới") == []
    assert found(db, "cap giay") == [1]
    assert found(db, "tranh chap") == [2]


def test_the_index_made_anew_finds_the_same(db: Database) -> None:
    every = [case(number, text) for number, (text, _question) in enumerate(RECALL, 1)]
    put(db, *every[:10])
    with db.write(Area.CASES) as connection:
        case_search.rebuild(connection, every)
    assert all(number in found(db, question) for number, (_text, question) in enumerate(RECALL, 1))


def test_conditions_narrow_what_is_found(db: Database) -> None:
    with db.write(Area.CASES) as connection:
        for number in range(1, 21):
            one = replace(case(number, "đất đai"), year=2026 if number % 2 else 2025)
            row(connection, one)
            case_search.index(connection, one)
    with db.read() as connection:
        assert list(case_search.matching(connection, "dat", 3, cases.c.year == 2026)) == [19, 17, 15]
        assert list(case_search.matching(connection, "2025-2", None, cases.c.year == 2026)) == []


def test_a_search_takes_few_statements_however_many_cases_there_are(db: Database) -> None:
    put(db, *(case(number, "đường làng") for number in range(1, 500)))
    seen: list[str] = []
    event.listen(
        db._engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: seen.append(statement)
    )
    for question, most in (("đường", 2), ("duong", 4), ("duong lang", 4), ("đuong", 3), ("2026-003", 5)):
        seen.clear()
        found(db, question)
        assert len([one for one in seen if one.startswith("SELECT")]) <= most, question


def test_any_order_of_writes_leaves_an_index_that_answers_right(db: Database) -> None:
    dice = random.Random(7)
    vocabulary = [
        "đất",
        "đai",
        "đường",
        "làng",
        "mương",
        "nước",
        "nhà",
        "cửa",
        "giấy",
        "tờ",
        "họ",
        "tên",
        "năm",
        "nam",
    ]
    kept: dict[int, Case] = {}
    for _turn in range(300):
        number = dice.randint(1, 40)
        new = case(number, " ".join(dice.sample(vocabulary, 4)))
        with db.write(Area.CASES) as connection:
            if number in kept:
                case_search.reindex(connection, kept[number], new)
            else:
                case_search.index(connection, new)
        kept[number] = new
    for word in vocabulary:
        wanted = {number for number, one in kept.items() if word in one.entry.content.split()}
        assert wanted == set(found(db, word)) or fold(word) == word
        loose = {n for n, one in kept.items() if fold(word) in fold(one.entry.content).split()}
        assert loose <= set(found(db, fold(word)))
    assert db.integrity_problems() == []
