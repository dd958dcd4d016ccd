"""A language for developers only: every word 40 % longer, in brackets, with the highest and lowest marks.

What is cut on the screen, and what was written without ``_``, is seen at once. No setting offers it:
``.ci/screens.py --pseudo`` draws every page with it.
"""

import re
from gettext import NullTranslations

_LONGER = 0.4
#: Letters with marks above and below, so that a line too low for them shows.
_MORE = "ộẵễỵ"
#: What stays as it is: fields, tags, file patterns; and words, which grow.
_PIECES = re.compile(r"\{[^{}]*\}|<[^<>]*>|\S*\*\S*|[^\W\d_]+|.", re.DOTALL)


def longer(sentence: str) -> str:
    """The sentence with every word 40 % longer, its fields untouched, in brackets."""
    if not sentence.strip():
        return sentence
    return "[" + "".join(_grown(one) for one in _PIECES.findall(sentence)) + "]"


def _grown(piece: str) -> str:
    if not piece.isalpha():
        return piece
    count = max(1, round(len(piece) * _LONGER))
    return piece + (_MORE * count)[:count]


class PseudoLanguage(NullTranslations):
    """Every sentence of the program, made longer when it is asked for."""

    def gettext(self, message: str) -> str:
        """A sentence."""
        return longer(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """A sentence about ``n`` things."""
        return longer(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 - the same whatever it stands in
        """A word whose meaning depends on where it stands."""
        return longer(message)
