"""The written parts of tờ trình and báo cáo: what the records say, what the office made of it, what has moved since.

The program writes a part from the records. The office may say it in its own words; from then on its words stand
in the paper, and what the records say otherwise since then is shown beside them and never put in by itself.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from friendly_desktop.domain.criteria import Node


class Paper(Enum):
    """The two papers whose words can be edited; the values are those of the commands."""

    SUBMISSION = "submission"  # tờ trình
    REPORT = "report"  # báo cáo tự đánh giá


#: Parts of the tờ trình and the report that are written from the records, besides one for each criterion.
RESULTS, REQUEST = "submission.results", "submission.request"
OPENING, SURVEYS, JUDGEMENT = "report.opening", "report.surveys", "report.judgement"

_WORDS = re.compile(r"\s+|[^\s]+")
#: Stops at the end of a stretch say nothing.
_ENDS = " \n.,;:"


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of a paper.

    Attributes:
        key: ``situation``, ``report.opening``, ``criterion:B.1``...
        written: what the records say now; "" where only the office can write.
        text: the office's own words; "" while the program's stand.
        basis: what the records said when the office wrote them; "" where that is not known.
    """

    key: str
    paper: Paper
    title: str
    written: str = ""
    text: str = ""
    basis: str = ""

    @property
    def shown(self) -> str:
        """The words that stand in the paper."""
        return self.text or self.written

    @property
    def edited(self) -> bool:
        """Whether the office's own words stand in the paper."""
        return bool(self.text)

    @property
    def moved(self) -> bool:
        """Whether the records say something else since the office edited the part."""
        return bool(self.text and self.basis and self.basis != self.written)


def criterion_key(node: Node) -> str:
    """The key of the paragraph about a criterion."""
    return f"criterion:{node.id}"


def moved_words(basis: str, written: str) -> tuple[tuple[str, str], ...]:
    """What the records said and say now, stretch by stretch, with a word of context where that is needed.

    Example: ``moved_words("đã có 42 thư", "đã có 45 thư")`` is ``(("42 thư", "45 thư"),)``.
    """
    before, now = _WORDS.findall(basis), _WORDS.findall(written)
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        old, new = "".join(before[a:b]).strip(), "".join(now[c:d]).strip()
        if old or new:
            after = "".join(before[b : b + 2])
            told = after if after.strip() and "\n" not in after else ""
            found.append(((old + told).strip(_ENDS) if old else "", (new + told).strip(_ENDS) if new else ""))
    return tuple(found)
