"""What must not be written down of a denouncer, and how it is taken out of words already written.

Luật Tố cáo Điều 8(3) forbids disclosing name, address, autograph and all that tells who denounced; a code
stands for the person and the paper file stays in its cupboard.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

from friendly_desktop.domain.cases import CaseEntry, CaseKind, CasePaper, CaseProblem, StepEntry
from friendly_desktop.domain.text import fold, nfc
from friendly_desktop.i18n import _

#: The fields of an entry that say who somebody is.
IDENTITY_FIELDS: Final = (
    "name",
    "address",
    "hamlet",
    "identity",
    "identity_issued",
    "phone",
    "representatives",
)

#: What stands where a denouncer's words were.
TAKEN_OUT: Final = "[…]"

_FREE_TEXT: Final = ("content", "request", "against", "earlier", "topic", "receiver", "paper_file", "note")

# "Tôi tên là Nguyễn ...", "Người tố cáo: ông Trần ...": words by which a denouncer gives a name.
_SELF_NAMED = re.compile(
    r"\b(?:(?:tôi|em|cháu)\s+(?:tên\s+)?là|tên\s+(?:tôi|em|cháu)\s+là"
    r"|người\s+(?:viết\s+đơn|làm\s+đơn|gửi\s+đơn|tố\s+cáo)\s*(?:là|:|tên\s+là|có\s+tên))\s+"
    r"(?:(?:ông|bà|anh|chị|cụ|cô|chú)\s+)?(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){0,5})",
    re.IGNORECASE,
)
_TWELVE = re.compile(r"(?<!\d)0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:0|\+?84[ .]?)[35789]\d(?:[ .]?\d){7}(?!\d)")
_SHORTEST = 4


def named_fields(entry: CaseEntry) -> tuple[str, ...]:
    """The fields of an entry that say who somebody is and are filled in."""
    return tuple(name for name in IDENTITY_FIELDS if getattr(entry, name))


def told_in_words(text: str) -> str:
    """What in a free text tells who denounced, as a sentence that repeats nothing of it; "" for nothing."""
    if any(found["name"][0].isupper() for found in _SELF_NAMED.finditer(text)):
        return _("có câu xưng tên người tố cáo")
    if _TWELVE.search(text):
        return _("có số định danh 12 chữ số")
    if _PHONE.search(text):
        return _("có số điện thoại")
    return ""


def denunciation_problems(entry: CaseEntry) -> tuple[CaseProblem, ...]:
    """Why an entry of a denunciation is refused; every sentence without a word of what was typed."""
    if entry.kind is not CaseKind.DENUNCIATION:
        return ()
    found = [
        CaseProblem(
            name,
            _(
                "Đơn tố cáo không được ghi họ tên, địa chỉ, số định danh hay số điện thoại của người tố cáo. "
                "Thông tin này chỉ để trong hồ sơ giấy."
            ),
        )
        for name in named_fields(entry)
    ]
    texts = {name: getattr(entry, name) for name in _FREE_TEXT}
    texts["papers"] = " . ".join(paper.name for paper in entry.papers)
    for name, text in texts.items():
        if told := told_in_words(text):
            message = _("Nội dung ghi cho đơn tố cáo {what}; hãy bỏ đi và chỉ để trong hồ sơ giấy.")
            found.append(CaseProblem(name, message.format(what=told)))
    return tuple(found)


def step_problems(kind: CaseKind, entry: StepEntry) -> tuple[CaseProblem, ...]:
    """The same for a step of a denunciation."""
    if kind is not CaseKind.DENUNCIATION:
        return ()
    texts = {"text": entry.text, "body": entry.body, "document.title": entry.document.title}
    message = _("Nội dung ghi cho đơn tố cáo {what}; hãy bỏ đi và chỉ để trong hồ sơ giấy.")
    return tuple(
        CaseProblem(name, message.format(what=told))
        for name, text in texts.items()
        if (told := told_in_words(text))
    )


def without_telling_words(text: str) -> str:
    """The text without names people give themselves and without numbers of persons."""

    def unnamed(found: re.Match[str]) -> str:
        words = found["name"].split()
        if not words[0][0].isupper():
            return found[0]
        count = next((place for place, word in enumerate(words) if not word[0].isupper()), len(words))
        rest = found["name"][len(" ".join(words[:count])) :] if count < len(words) else ""
        return found[0][: found.start("name") - found.start()] + TAKEN_OUT + rest

    if not told_in_words(text):
        return text
    return _PHONE.sub(TAKEN_OUT, _TWELVE.sub(TAKEN_OUT, _SELF_NAMED.sub(unnamed, text)))


class Secrets:
    """The words that told who somebody was, ready to be found in other texts whatever their tone marks."""

    def __init__(self, words: Iterable[str]) -> None:
        """Watch for these words; those of fewer than 4 letters would hit everything and are left out."""
        cleaned = {nfc(word).strip() for word in words}
        self.words = tuple(
            sorted((word for word in cleaned if len(word) >= _SHORTEST), key=len, reverse=True)
        )
        self._folded = tuple(re.compile(rf"(?<!\w){re.escape(fold(word))}(?!\w)") for word in self.words)
        # Digits are also found with the blanks and dots people put between them.
        self._numbers = tuple(
            re.compile(r"[ .\-]?".join(digits))
            for word in self.words
            if len(digits := re.sub(r"\D", "", word)) >= 8 and not re.search(r"[^\W\d_]{2,}", word)
        )

    def __bool__(self) -> bool:
        return bool(self.words)

    def in_text(self, text: str) -> bool:
        """Whether a text has one of the words."""
        folded = fold(text)
        return any(one.search(folded) for one in self._folded) or any(
            one.search(text) for one in self._numbers
        )

    def taken_out(self, text: str) -> str:
        """The text with every one of the words replaced."""
        if not self.in_text(text):
            return text
        text = nfc(text)
        # Folding letter by letter keeps the places: a composed letter folds to one letter.
        folded = "".join(fold(char)[:1] or " " for char in text)
        for word in self._folded:
            for found in reversed(tuple(word.finditer(folded))):
                text = text[: found.start()] + TAKEN_OUT + text[found.end() :]
                folded = folded[: found.start()] + TAKEN_OUT + folded[found.end() :]
        for number in self._numbers:
            text = number.sub(TAKEN_OUT, text)
        return text

    def cleared(self, text: str) -> str:
        """The text as a denunciation may keep it: also without names people give themselves and numbers."""
        return without_telling_words(self.taken_out(text))

    def taken_out_of_all(self, value: object) -> object:
        """Every string of a JSON value without the words, keys aside."""
        return _in_all(value, self.taken_out)

    def cleared_of_all(self, value: object) -> object:
        """Every string of a JSON value as a denunciation may keep it."""
        return _in_all(value, self.cleared)


def _in_all(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_in_all(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _in_all(one, change) for key, one in value.items()}
    return value


def secrets_of(entry: CaseEntry) -> Secrets:
    """All words of an entry that tell who somebody is; the name of the hamlet alone tells nobody."""
    words = [entry.name, entry.address, entry.identity, entry.identity_issued, entry.phone]
    for person in entry.representatives:
        words += [person.name, person.address, person.identity]
    return Secrets(words)


def nameless(entry: CaseEntry, secrets: Secrets | None = None) -> CaseEntry:
    """The entry as a denunciation may be stored: without identity, and without its words elsewhere.

    Args:
        entry: as it was entered for another kind.
        secrets: more words to take out; those of the entry always are.
    """
    own = secrets_of(entry)
    both = Secrets([*own.words, *(secrets.words if secrets else ())])
    texts: dict[str, Any] = {name: both.cleared(getattr(entry, name)) for name in _FREE_TEXT}
    papers = tuple(CasePaper(both.cleared(one.name), one.pages, one.state) for one in entry.papers)
    empty: dict[str, Any] = {name: () if name == "representatives" else "" for name in IDENTITY_FIELDS}
    return replace(entry, papers=papers, **texts, **empty)


def step_without(entry: StepEntry, secrets: Secrets) -> StepEntry:
    """A step with the words of a denouncer taken out of it."""
    words: dict[str, Any] = {
        name: secrets.cleared(getattr(entry.document, name))
        for name in ("title", "number", "issuer", "signer")
    }
    document = replace(entry.document, **words)
    texts: dict[str, Any] = {
        name: secrets.cleared(getattr(entry, name)) for name in ("by", "body", "officer", "text", "code")
    }
    return replace(entry, document=document, **texts)
