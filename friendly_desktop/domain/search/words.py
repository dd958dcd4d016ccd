"""The words by which records are found again, with tones and without.

The recipe (tried on SQLite's full-text search): every word is kept as written and, where it carries marks,
once more without them. A word typed with marks means just that word; a word typed without marks means every
word it may be, "duong" both "đường" and "Dương". The place of the tone ("hoà", "hòa") makes no difference.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from friendly_desktop.domain.text import fold, same_tone_places

#: The longest part of a word that counts; nobody types more, and pasted rubbish costs nothing.
LONGEST_WORD = 48
#: The most words of a question that count.
MOST_WORDS = 12
#: The fewest letters of a beginning that stands for whole words.
SHORTEST_BEGINNING = 2

#: So much of what was pasted into a search box is looked at.
_LONGEST_QUESTION = 600
_RUN = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")
_INNER = re.compile(r"[-/.]")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[\d\s./-]+")
#: Digits typed in groups are one number from this length on: identity and telephone numbers.
_LONG_NUMBER = 8


@lru_cache(maxsize=8192)
def without_marks(word: str) -> str:
    """A word folded; a language has few words, so each is folded once."""
    return fold(word)


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word of a question: as typed, and without marks. ``beginning`` when longer words count too."""

    exact: str
    folded: str
    beginning: bool = False

    @property
    def marked(self) -> bool:
        """Whether it was typed with marks, and so means itself alone."""
        return self.exact != self.folded


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """The runs of letters and digits, each whole (without its signs) and in its parts."""
    for run in _RUN.findall(same_tone_places(text)):
        parts = [part[:LONGEST_WORD] for part in _INNER.split(run)]
        yield "".join(parts)[:LONGEST_WORD], parts


def written_words(texts: Iterable[str]) -> tuple[list[str], list[str]]:
    """What a record is found by.

    A run with digits and signs in it ("2026-015", "12/TB-UBND", "0912.345.678") is found whole and by its parts.

    Args:
        texts: everything that is written in the record.

    Returns:
        Its words as written, each once; and the words without marks that are not among them yet.
    """
    exact: dict[str, None] = {}
    for text in texts:
        for whole, parts in _runs(text):
            exact.update(dict.fromkeys(parts))
            if len(parts) > 1 and _DIGIT.search(whole):
                exact[whole] = None
    folded = {without_marks(word): None for word in exact}
    return list(exact), [word for word in folded if word and word not in exact]


def asked_words(text: str) -> tuple[SearchWord, ...]:
    """The words of a question, whatever was typed or pasted; () when nothing in it is a word.

    The last word may be the beginning of one. A single last letter says too little beside other words, for
    it is still being typed, and does not count.
    """
    text = text[:_LONGEST_QUESTION]
    found: list[str] = []
    for whole, parts in _runs(text):
        found += [whole] if _DIGIT.search(whole) else parts
    if len(found) > 1 and _NUMBER.fullmatch(text.strip()) and len("".join(found)) >= _LONG_NUMBER:
        found = ["".join(found)[:LONGEST_WORD]]
    if len(found) > 1 and len(found[-1]) < SHORTEST_BEGINNING:
        found.pop()
    words = list(dict.fromkeys(found[:MOST_WORDS]))
    last = found[-1] if found else ""
    return tuple(
        SearchWord(word, without_marks(word), word == last and len(word) >= SHORTEST_BEGINNING)
        for word in words
    )


@dataclass(frozen=True, slots=True)
class Findable:
    """The words of a record ready to be looked through: as written, and without marks, a space on either side."""

    exact: str
    loose: str


def findable(texts: Iterable[str]) -> Findable:
    """The words of a short record, kept by whoever searches often."""
    exact, folded = written_words(texts)
    return Findable(f" {' '.join(exact)} ", f" {' '.join(exact + folded)} ")


def nearness(words: tuple[SearchWord, ...], text: Findable) -> int | None:
    """How near a record is to a question.

    Returns:
        0 when every word stands in it as typed, 1 when words typed without marks stand with marks, 2 when words
        typed with marks stand with other marks or none, None when a word is not in it at all.
    """
    near = 0
    for word in words:
        end = "" if word.beginning else " "
        if f" {word.exact}{end}" in text.exact:
            continue
        if f" {word.folded}{end}" not in text.loose:
            return None
        near = max(near, 2 if word.marked else 1)
    return near


def snippet(words: tuple[SearchWord, ...], texts: Iterable[str], around: int = 40) -> str:
    """The first text that holds a word of the question, cut to what stands around it.

    Args:
        words: the question.
        texts: what may be shown.
        around: so many letters on either side, more or less: words are not cut.

    Returns:
        One line, with "…" where something was left out; "" where no text holds a word.
    """
    for loose in (False, True):
        for text in texts:
            line = " ".join(text.split())
            for run in _RUN.finditer(line):
                if any(_is(word, run.group(), loose=loose) for word in words):
                    return _cut(line, run.start(), run.end(), around)
    return ""


def beginning(text: str, length: int = 80) -> str:
    """The first words of a text on one line."""
    return _cut(" ".join(text[: 3 * length].split()), 0, 0, length)


def _is(word: SearchWord, run: str, *, loose: bool) -> bool:
    """Whether a run of letters, or a part of it, is a word of the question."""
    wanted = word.folded if loose else word.exact
    for whole, parts in _runs(run):
        for part in (whole, *parts):
            written = without_marks(part) if loose else part
            if written == wanted or (word.beginning and written.startswith(wanted)):
                return True
    return False


def _cut(line: str, start: int, end: int, around: int) -> str:
    """The part of a line around a place, between words."""
    first, last = max(0, start - around), min(len(line), end + around)
    if first and (space := line.find(" ", first, start)) >= 0:
        first = space + 1
    elif first:
        first = start
    if last < len(line) and (space := line.rfind(" ", end, last)) >= 0:
        last = space
    elif last < len(line):
        last = end
    return ("…" if first else "") + line[first:last] + ("…" if last < len(line) else "")
