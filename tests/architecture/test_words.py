"""Words for people: what the catalogues' keeper must catch."""

import importlib.util
import re
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def keeper() -> ModuleType:
    """The script ``.ci/messages.py`` as a module."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("vietnamese", "english", "problem"),
    [
        ("Đã thêm {n} tệp.", "{n} files added.", None),
        ("Đã thêm {n} tệp.", "", "not translated"),
        ("Đã thêm {n} tệp.", "{count} files added.", "unknown fields ['count']"),
        ("Đã thêm {n} tệp.", "Files added.", "lost fields ['n']"),
        (("Còn {n} ngày", "Còn {n} ngày"), ("One day left", "{n} days left"), None),
    ],
)
def test_a_wrong_translation_is_named(
    keeper: ModuleType, vietnamese: str, english: str, problem: str | None
) -> None:
    found = list(keeper.problems_of(Message(vietnamese, english)))
    assert problem in found if problem else found == []


def test_the_catalogues_are_in_step_with_the_code_and_english_is_complete(
    keeper: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert keeper.check() == 0, capsys.readouterr().out


#: What must not stand in a Vietnamese sentence of the program, and why.
UNWANTED = {
    r"(?i)\b(bạn|anh chị|quý vị|quý khách)\b": "nobody is addressed by a pronoun",
    r'["“”]': "quotes in sentences are «»",
    r"(?i)\b(click|file|folder|link|online|email)s?\b": "Vietnamese has words for it",
    r"(?i)(hoá|hoà|thuỷ|uỷ|huỷ|khoá|xoá)\b": "old-style tone marks: hóa, hòa, thủy, ủy, hủy, khóa, xóa",
    r"\d %": "90%, without a space",
    r"(?i)điều kiện loại trừ|hồ sơ nộp|mã kiểm (?!tra)|kho tài liệu": "another word is used everywhere else",
}


@pytest.mark.parametrize("pattern", UNWANTED, ids=UNWANTED.values())
def test_vietnamese_sentences_keep_to_the_style_of_the_program(keeper: ModuleType, pattern: str) -> None:
    sentences = [keeper.key(message)[1] for message in keeper.messages(keeper.extract())]
    bare = {sentence: re.sub(r"\{\w*(:\w*)?\}", "", sentence) for sentence in sentences}
    assert not [sentence for sentence, words in bare.items() if re.search(pattern, words)]


def test_vietnamese_sentences_are_typed_in_composed_letters(keeper: ModuleType) -> None:
    sentences = [keeper.key(message)[1] for message in keeper.messages(keeper.extract())]
    assert not [one for one in sentences if not unicodedata.is_normalized("NFC", one)]
