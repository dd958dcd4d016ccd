"""The code printed on every page of a ballot: which survey, which paper, which page, printed from which form.

``CQTT1.12.345.1.9F3A2C.7B41``: survey 12, ballot 345, page 1, the seal of its layout, a check. A page is read
by this code alone: one without it never takes the number of the page before (paperless-ngx#5792).
"""

import re
from dataclasses import dataclass
from zlib import crc32

#: Ballots printed without a round of asking belong to survey 0; they are read into any round of the same form.
NO_SURVEY = 0
_KIND = "CQTT1"
_PATTERN = re.compile(rf"{_KIND}\.(\d{{1,7}})\.(\d{{1,6}})\.(\d{{1,2}})\.([0-9A-F]{{6}})\.([0-9A-F]{{4}})")


@dataclass(frozen=True, slots=True, order=True)
class BallotCode:
    """What the code of a page says; ``page`` counts from 1, ``seal`` is that of the layout it was printed with."""

    survey: int
    number: int
    page: int
    seal: str


def code_text(code: BallotCode) -> str:
    """The code as it is printed, of capitals, digits and full stops alone, which keeps the square small."""
    words = f"{_KIND}.{code.survey}.{code.number}.{code.page}.{code.seal}"
    return f"{words}.{_check(words)}"


def parse_code(text: str) -> BallotCode | None:
    """What a code says; None for any other code on the paper, or one that was misread."""
    found = _PATTERN.fullmatch(text.strip())
    if found is None or _check(text.strip().rpartition(".")[0]) != found[5]:
        return None
    return BallotCode(int(found[1]), int(found[2]), int(found[3]), found[4])


def _check(words: str) -> str:
    return f"{crc32(words.encode('ascii')) & 0xFFFF:04X}"
