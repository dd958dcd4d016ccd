"""Words for people: what the catalogues' keeper must catch."""

import importlib.util
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
