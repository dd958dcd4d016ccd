"""The program's help as it lies in ``resources/help``: one Markdown file a page and language."""

import re
from dataclasses import dataclass
from functools import cache

from friendly_desktop.paths import RESOURCES

_FOLDER = RESOURCES / "help"
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"^(?:- |[0-9]+\. )")


@dataclass(frozen=True, slots=True)
class HelpPart:
    """A heading of the help with what stands below it.

    ``topic`` is the file, ``title`` its first heading, ``heading`` the one this part begins with.
    """

    topic: str
    title: str
    heading: str
    text: str


@cache
def help_parts(language: str) -> tuple[HelpPart, ...]:
    """Every part of the help in a language, page by page; Vietnamese where there is no other."""
    topics = sorted(
        path.name.removesuffix(".md") for path in _FOLDER.glob("*.md") if path.name.count(".") == 1
    )
    found: list[HelpPart] = []
    for topic in topics:
        path = _FOLDER / f"{topic}.{language}.md"
        if not path.exists():
            path = _FOLDER / f"{topic}.md"
        found += _parts(topic, path.read_text(encoding="utf-8"))
    return tuple(found)


def _words_of(line: str) -> str:
    """A line as it is read: without pictures, targets of links and marks of lists."""
    plain = _LINK.sub(r"\1", _PICTURE.sub("", line)).replace("**", "").strip()
    return _MARK.sub("", plain)


def _parts(topic: str, text: str) -> list[HelpPart]:
    title = heading = ""
    lines: list[str] = []
    found: list[HelpPart] = []

    def close() -> None:
        if heading and lines:
            found.append(HelpPart(topic, title, heading, " ".join(lines)))
        lines.clear()

    for line in text.splitlines():
        if line.startswith("#"):
            close()
            heading = line.lstrip("#").strip()
            title = title or heading
        elif line.strip() and (words := _words_of(line)):
            lines.append(words)
    close()
    return found
