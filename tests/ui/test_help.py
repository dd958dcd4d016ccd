"""Help beside the pages: one text a page and language, naming what really stands on the screen."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from friendly_desktop.i18n import use_language
from ui import navigation
from ui.widgets.help_panel import FOLDER, help_text

TOPICS = [*(spec.id.value for spec in navigation.PAGES), "welcome", "tasks", "news"]
ENGLISH = FOLDER.parents[1] / "translations" / "en" / "LC_MESSAGES" / "friendly_desktop.po"
#: Quoted in the help, but printed on papers, not on the screen.
ON_PAPER = {"TM. ỦY BAN NHÂN DÂN, CHỦ TỊCH", "KT. CHỦ TỊCH, PHÓ CHỦ TỊCH"}


@pytest.fixture(autouse=True)
def _back_to_vietnamese() -> Iterator[None]:
    yield
    use_language("vi")


def words_of_the_screen() -> tuple[set[str], set[str]]:
    """Vietnamese and English words that the program can show."""
    with ENGLISH.open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    single = [message for message in messages if isinstance(message.id, str)]
    return {str(message.id) for message in single}, {str(message.string) for message in single}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_page_has_its_own_help_in_both_languages(topic: str) -> None:
    assert help_text(topic) == (FOLDER / f"{topic}.md").read_text(encoding="utf-8")
    use_language("en")
    assert help_text(topic) == (FOLDER / f"{topic}.en.md").read_text(encoding="utf-8")


def test_help_without_english_is_shown_in_vietnamese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home.md").write_text("## Tổng quan\n", encoding="utf-8")
    monkeypatch.setattr("ui.widgets.help_panel.FOLDER", tmp_path)
    use_language("en")
    assert help_text("home") == "## Tổng quan\n"


def test_buttons_and_marks_named_in_vietnamese_help_are_on_the_screen() -> None:
    shown = words_of_the_screen()[0] | ON_PAPER
    named = {
        words
        for topic in TOPICS
        for words in re.findall("«(.+?)»", (FOLDER / f"{topic}.md").read_text("utf-8"))
    }
    assert named <= shown, named - shown


def test_buttons_and_marks_named_in_english_help_are_on_the_screen() -> None:
    shown = words_of_the_screen()[1]
    named = {
        words
        for topic in TOPICS
        for words in re.findall("“(.+?)”", (FOLDER / f"{topic}.en.md").read_text("utf-8"))
    }
    assert named <= shown, named - shown
