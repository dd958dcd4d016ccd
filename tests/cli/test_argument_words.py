"""The help of the commands and what is said about wrong usage, in both languages."""

import pytest

from friendly_desktop.cli import main

COMMANDS = [
    [],
    ["demo"],
    ["doctor"],
    *(["criteria", name] for name in ("list", "show", "check", "import", "template")),
    *(["score", name] for name in ("evaluate", "set", "veto", "show")),
    *(["year", name] for name in ("open", "status", "freeze", "reopen")),
    *(["evidence", name] for name in ("add", "list", "verify")),
    *(["package", name] for name in ("export", "verify")),
]
ENGLISH = ("usage:", "options:", "positional", "show this help")
VIETNAMESE = ("cách dùng", "tùy chọn", "đối số", "năm đánh giá")


def told_by(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Everything that one call writes."""
    main(arguments)
    captured = capsys.readouterr()
    return captured.out + captured.err


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words) or "app")
def test_help_is_in_the_language_asked_for(command, capsys):
    vietnamese = told_by(["--lang", "vi", *command, "--help"], capsys)
    english = told_by(["--lang", "en", *command, "--help"], capsys)
    assert not [words for words in ENGLISH if words in vietnamese]
    assert not [words for words in VIETNAMESE if words in english]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "còn thiếu: COMMAND"),
        (["year", "open", "2026"], "còn thiếu: --set"),
        (["year", "open", "20x6", "--set", "a"], "giá trị không hợp lệ: '20x6'"),
        (["year", "opne"], "không nhận 'opne'; hãy dùng một trong"),
        (["doctor", "--fast"], "không có đối số hoặc tùy chọn này: --fast"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(arguments, sentence, capsys):
    assert sentence in told_by(arguments, capsys)
