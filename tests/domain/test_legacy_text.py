"""Text from before Unicode: recognised, converted both ways, and nothing else mistaken for it."""

import re
import unicodedata
from pathlib import Path

import pytest

from friendly_desktop.domain.legacy_text import Legacy, convert, detect, legacy_name, lost
from friendly_desktop.domain.syllables import is_syllable
from tests.domain.legacy_writing import as_tcvn3, as_tcvn3_capitals, as_vni

RESOURCES = Path(__file__).resolve().parents[2] / "resources"

#: Every letter with every tone, in words.
WORDS = ["à", "ả", "ã", "á", "ạ", "bằng", "hẳn", "ngẵng", "nắng", "nặng", "tầng", "tẩng", "ngẫng", "tấng", "nậng", "mè", "mẻ", "mẽ", "mé", "mẹ", "về", "bể", "lễ", "thế", "lệ", "mì", "mỉ", "mĩ", "mí", "mị", "trò", "trỏ", "trõ", "tró", "trọ", "bồ", "bổ", "bỗ", "bố", "bộ", "hờ", "hở", "hỡ", "hớ", "hợ", "thù", "thủ", "thũ", "thú", "thụ", "từ", "tử", "tữ", "tứ", "tự", "kỳ", "kỷ", "kỹ", "ký", "kỵ", "đưa", "đăng", "âm", "êm", "ôm", "ơn", "ưng", "ăn", "yên"]  # fmt: skip

NAMES = (
    "Nguyễn Văn Đức", "Trần Thị Hường", "Đặng Thị Bưởi", "Lê Sơn", "Phạm Quốc Việt", "Hoàng Thị Ước",
    "Võ Thị Sáu", "Bùi Đức Thịnh", "Đỗ Mỹ Linh", "Vũ Ngọc Ánh", "Ngô Thị Kiều", "Dương Quý", "Lý Thị Huệ",
    "thôn Đông", "xã An Bình", "Tổ dân phố số 3", "Hà Nội", "Hải Dương", "Lê Thị Ỷ", "Ấu", "Ổn",
)  # fmt: skip

NOT_LEGACY = (
    "", "UBND", "Nguyen Van Duc", "Công ty TNHH A & B <X>", "001085012345", "12/HĐ-UBND", "Số: 05/BC-UBND",
    "café", "naïve", "Noël", "Zoë", "Loïc", "Loïc Martin", "Anaïs", "Thaïs", "Citroën", "crème brûlée",
    "où est la mairie", "Hôtel de Ville", "à la carte", "déjà vu", "René Lefèvre", "François Mitterrand",
    "Müller", "München", "Straße", "Köln", "señor Núñez", "mañana", "São Paulo", "Åse Øverland", "smörgåsbord",
    "50 µm", "© 2026", "Windows® 11", "§ 5", "£5", "½ ngày", "3 × 4", "10 °C", "x² + y²", "«trích dẫn»", "1ª",
    "không có", "là bà", "cô cho tôi", "ông bà", "có công", "bé trai", "hòa bình", "hoà", "thi đua", "lên án",
    "Có thành tích tiêu biểu", "Bé Út", "Hội Cựu chiến binh", "Ban Công tác Mặt trận", "H'Hen Niê", "Y-Bhăm",
    "Đắk Lắk", "Krông Nô", "Kôn Tum", "Plei Kần", "Trần Thị Bưởi", "Lê Ô", "Tô", "Nô", "Cà", "Sô",
    "The quick brown fox", "Ph.D. thesis — “quoted” … 100 €", "🎉 Chúc mừng", "Chúc mừng 🎉",
)  # fmt: skip


def corpus() -> list[str]:
    """Every line of Vietnamese that the program ships: criteria, help, names."""
    pages = [path for path in sorted((RESOURCES / "help").rglob("*.md")) if not path.name.endswith(".en.md")]
    files = [*sorted((RESOURCES / "criteria").rglob("*.yaml")), *pages]
    lines = [
        re.sub(r"^[\s{-]*(\w+: )?", "", line).strip()
        for path in files
        for line in path.read_text("utf-8").splitlines()
    ]
    # «§», «…» and the like have no code of their own in the old tables, or share that of a letter.
    usual = [
        unicodedata.normalize("NFC", line) for line in lines if not re.search(r"[^\w\s.,;:()/%'\"!?-]", line)
    ]
    return sorted({line for line in usual if len(line) > 3})


CORPUS = corpus()


def test_the_corpus_is_worth_its_name() -> None:
    assert len(CORPUS) > 500


@pytest.mark.parametrize("text", [*NAMES, " ".join(WORDS), " ".join(WORDS).upper()])
def test_names_and_all_letters_come_back_from_both_ways_of_writing(text: str) -> None:
    assert convert(as_tcvn3(text), Legacy.TCVN3) == text
    assert convert(as_vni(text), Legacy.VNI) == text


def test_every_line_of_the_program_comes_back_from_both_ways_of_writing() -> None:
    for line in CORPUS:
        assert convert(as_tcvn3(line), Legacy.TCVN3) == line
        assert convert(as_vni(line), Legacy.VNI) == line


def test_every_line_of_the_program_is_recognised_when_it_was_written_in_the_old_ways() -> None:
    marked = [line for line in CORPUS if sum(map(_has_marks, re.findall(r"\w+", line))) >= 2]
    assert len(marked) > 400
    missed = [line for line in marked if detect(as_tcvn3(line)) is not Legacy.TCVN3]
    missed += [line for line in marked if detect(as_vni(line)) is not Legacy.VNI]
    assert missed == []


def test_no_line_of_the_program_is_taken_for_an_old_one() -> None:
    assert [line for line in CORPUS if detect(line)] == []


def test_no_single_word_of_the_program_is_taken_for_an_old_one() -> None:
    words = {word for line in CORPUS for word in re.findall(r"\w+", line)}
    assert [word for word in sorted(words) if detect(word)] == []


@pytest.mark.parametrize("text", NOT_LEGACY)
def test_proper_text_of_any_language_is_left_alone(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "legacy", "meant"),
    [
        ("NguyÔn V¨n §øc", Legacy.TCVN3, "Nguyễn Văn Đức"),
        ("NGUYÔN V¡N §øC", Legacy.TCVN3, "NGUYỄN VĂN ĐỨC"),
        ("toµn bé c¸c", Legacy.TCVN3, "toàn bộ các"),
        ("Hµ Néi", Legacy.TCVN3, "Hà Nội"),
        ("ñaëc khu", Legacy.VNI, "đặc khu"),
        ("Leâ Sôn", Legacy.VNI, "Lê Sơn"),
        ("TRÖÔØNG TIEÅU HOÏC", Legacy.VNI, "TRƯỜNG TIỂU HỌC"),
        ("Xin chaøo caùc baïn", Legacy.VNI, "Xin chào các bạn"),
    ],
)
def test_old_text_is_recognised_and_converted(text: str, legacy: Legacy, meant: str) -> None:
    assert detect(text) is legacy
    assert convert(text, legacy) == meant


@pytest.mark.parametrize("name", NAMES)
def test_a_line_in_a_capital_font_comes_back_in_capitals(name: str) -> None:
    capitals = name.upper()
    written = as_tcvn3_capitals(name)
    if sum("A" <= char <= "Z" or char in "¡¢£¤¥¦§" for char in written) > 2:
        assert convert(written, Legacy.TCVN3) == capitals


def test_what_is_lost_is_said() -> None:
    for legacy in Legacy:
        assert lost(legacy).endswith(".")
        assert legacy_name(legacy)


@pytest.mark.parametrize(
    "word", [*WORDS, "nghiêng", "Đức", "gìn", "giêng", "quyết", "quýt", "hoà", "hòa", "khuỷu"]
)
def test_vietnamese_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["", "tơt", "ơt", "hello", "où", "strong", "café", "leõ", "xyz", "naïve", "µm"]
)
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def _has_marks(word: str) -> bool:
    return any(ord(char) > 127 for char in word)
