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
