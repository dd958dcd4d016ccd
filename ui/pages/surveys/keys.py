"""Which key gives which answer, so that a ballot is entered without looking at the keyboard.

Digits count the columns of the paper. Letters come from the words of the answers (T, K, B, Y for Tốt, Khá, Trung
bình, Yếu). Letters that Vietnamese typing programs (Telex) turn into tones or marks are left out, because such a
program answers them with Backspace, and Backspace goes back here.
"""

from collections.abc import Sequence

from friendly_desktop.domain.surveys import Choice
from friendly_desktop.domain.text import fold

#: Tones and marks of Telex, and letters it doubles.
_TELEX = frozenset("sfrxjwzdaeo")


def choice_letters(choices: Sequence[Choice]) -> tuple[str, ...]:
    """One letter a choice, "" where none is left: the first of its words, then any of its letters."""
    taken: set[str] = set()
    found = []
    for choice in choices:
        words = fold(choice.text).split()
        candidates = [word[0] for word in words] + list("".join(words))
        free = (one for one in candidates if "a" <= one <= "z" and one not in _TELEX | taken)
        letter = next(free, "")
        taken.add(letter)
        found.append(letter.upper())
    return tuple(found)


def choice_of(typed: str, choices: Sequence[Choice]) -> int | None:
    """The place of the choice that a typed character means, None for any other."""
    if len(typed) != 1:
        return None
    if typed in "123456789":
        place = int(typed) - 1
        return place if place < len(choices) else None
    letters = choice_letters(choices)
    folded = typed.upper()
    return letters.index(folded) if folded in letters else None


def label(place: int, choices: Sequence[Choice]) -> str:
    """How a column is headed: "1 · T", or the digit alone."""
    letter = choice_letters(choices)[place]
    digit = str(place + 1) if place < 9 else ""
    return " · ".join(part for part in (digit, letter) if part)
