"""Whether two cases look like one citizen or one matter: a hint for the eye, never a decision."""

import re

from friendly_desktop.domain.cases import CaseEntry
from friendly_desktop.domain.text import fold

_LIKE_MATTER = 72.0
_LIKE_NAME = 92.0
_COMPARED_LETTERS = 1500


def likeness(entry: CaseEntry, name_folded: str, identity: str, address: str, content: str) -> float:
    """How much a case looks like what is being entered; 0 for not at all.

    The same number of an identity paper says most, then the same name, then the same words of the matter.

    Args:
        entry: what is being entered.
        name_folded: of the other case.
        identity: of the other case.
        address: of the other case.
        content: of the other case.
    """
    from rapidfuzz import fuzz

    score = 0.0
    number = re.sub(r"\D", "", entry.identity)
    if number and number == re.sub(r"\D", "", identity):
        score += 200
    name = fold(entry.name)
    if name and name_folded:
        same = fuzz.ratio(name, name_folded)
        if same >= _LIKE_NAME:
            score += same
            if entry.address and address:
                score += fuzz.token_set_ratio(fold(entry.address), fold(address)) / 4
    if entry.content and content:
        matter = fuzz.token_set_ratio(
            fold(entry.content[:_COMPARED_LETTERS]), fold(content[:_COMPARED_LETTERS])
        )
        if matter >= _LIKE_MATTER:
            score += matter
    return score
