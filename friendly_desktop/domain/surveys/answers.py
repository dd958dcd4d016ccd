"""What an answer means that somebody typed: an id, the words with or without marks, first letters, a place."""

import re
from collections import Counter
from collections.abc import Mapping

from friendly_desktop.domain.legacy_text import Legacy, convert
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _

_BLANK = frozenset(
    {"", "-", "--", "–", "—", "/", "bo trong", "de trong", "khong tra loi", "none", "null", "nan"}
)
_PARTS = re.compile(r"\s*[,;/+&|]\s*|\s+(?:và|va|and)\s+")


def answer_of(form: SurveyForm, text: str, known: Mapping[str, str] | None = None) -> str:
    """The id of the choice a text means, "" for a blank.

    Args:
        form: whose choices.
        text: as written.
        known: what ``known_words`` made of the form, for many answers.

    Raises:
        ValueError: it means none of them, or several; the message says which.
    """
    known = known_words(form) if known is None else known
    found = _one_answer(known, text)
    if found is not None:
        return found
    parts = [_one_answer(known, part) for part in _PARTS.split(text.strip()) if part]
    if len(parts) > 1 and all(parts):
        raise TwoAnswersError(_("có hai câu trả lời «{text}»").format(text=text.strip()[:40]))
    raise ValueError(_("không hiểu «{text}»").format(text=text.strip()[:40]))


class TwoAnswersError(ValueError):
    """Two boxes were ticked: the paper itself is invalid."""


def _one_answer(known: Mapping[str, str], text: str) -> str | None:
    bare = _bare_answer(text)
    if bare in known:
        return known[bare]
    if bare in _BLANK:
        return ""
    if text.isascii():
        return None
    # Words typed for the fonts before Unicode: too short to be sure of which, so each is tried.
    meant = {known.get(_bare_answer(convert(text, legacy))) for legacy in Legacy} - {None}
    return meant.pop() if len(meant) == 1 else None


def known_words(form: SurveyForm) -> Mapping[str, str]:
    """What may be written for each choice; what would mean two of them means none."""
    words: list[tuple[str, str]] = []
    for place, one in enumerate(form.choices, 1):
        bare = _bare_answer(one.text)
        initials = "".join(word[0] for word in bare.split())
        words += [(name, one.id) for name in {str(place), _bare_answer(one.id), bare, initials}]
    uses = Counter(word for word, _choice in words)
    # An id, a place or the whole words are told from another's initials.
    whole = {str(place): one.id for place, one in enumerate(form.choices, 1)}
    for one in form.choices:
        whole[_bare_answer(one.text)] = one.id
    for one in form.choices:
        whole[_bare_answer(one.id)] = one.id
    return {**{word: choice for word, choice in words if uses[word] == 1}, **whole}


def _bare_answer(text: str) -> str:
    bare = " ".join(fold(text).replace("_", " ").split()).strip("()[]«»\"'* .")
    return bare[:-2] if re.fullmatch(r"\d+[.,]0", bare) else bare
