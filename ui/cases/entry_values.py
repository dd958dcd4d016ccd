"""What stands in the fields of an entry, as text; how it becomes an entry, a draft on the disk, and text again.

A draft keeps the text as typed, so that a date that cannot be read yet comes back too. What says who a
denouncer is never gets here: :func:`draft_text` leaves it out, whatever the fields hold (LTC Điều 8(3)).
"""

import json
import re
from collections.abc import Mapping
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.cases import (
    CaseEntry,
    CaseKind,
    CasePaper,
    CaseProblem,
    Channel,
    PaperState,
    Representative,
)
from friendly_desktop.domain.cases.words import PAPER_TITLES
from friendly_desktop.domain.letters.days import read_recent_day
from friendly_desktop.domain.text import clean_line, clean_text, fold
from friendly_desktop.i18n import _

#: Fields that say who somebody is; they do not exist for a denunciation.
WHO = ("name", "address", "hamlet", "identity", "identity_issued", "phone", "representatives")

#: Fields of one line, taken as typed.
_LINES = (
    "name",
    "address",
    "hamlet",
    "identity",
    "identity_issued",
    "phone",
    "topic",
    "receiver",
    "paper_file",
)
_TEXTS = ("content", "request", "against", "earlier", "note")
_MOST_PEOPLE = 1_000_000

Values = Mapping[str, str]


def entry_of(
    values: Values, today: date, meeting_id: int | None = None
) -> tuple[CaseEntry | None, list[CaseProblem]]:
    """The entry that stands in the fields, and what could not be read; None while the kind is not chosen."""
    problems: list[CaseProblem] = []
    if not values.get("kind"):
        return None, [CaseProblem("kind", _("Hãy chọn loại đơn."))]
    kind = CaseKind(values["kind"])
    received = _day(values.get("received", ""), today, problems)
    people = _count(values.get("people", ""), problems)
    lines = {name: clean_line(values.get(name, "")) for name in _LINES}
    texts = {name: clean_text(values.get(name, "")) for name in _TEXTS}
    representatives = read_representatives(values.get("representatives", ""))
    if kind is CaseKind.DENUNCIATION:
        lines |= {name: "" for name in WHO if name in lines}
        representatives = ()
    else:
        lines["paper_file"] = ""
    entry = CaseEntry(
        kind=kind,
        received=received,
        channel=Channel(values.get("channel") or Channel.IN_PERSON.value),
        people=people,
        representatives=representatives,
        papers=read_papers(values.get("papers", "")),
        anonymous=values.get("anonymous") == "1",
        remote=values.get("remote") == "1",
        meeting_id=meeting_id,
        **lines,
        **texts,
    )
    return entry, problems


def values_of(entry: CaseEntry) -> dict[str, str]:
    """The text of the fields for an entry."""
    found = {name: str(getattr(entry, name)) for name in (*_LINES, *_TEXTS)}
    return found | {
        "kind": entry.kind.value,
        "received": formats.short_date(entry.received),
        "channel": entry.channel.value,
        "people": str(entry.people),
        "representatives": "\n".join(
            _joined(one.name, one.address, one.identity) for one in entry.representatives
        ),
        "papers": "\n".join(_paper_words(one) for one in entry.papers),
        "anonymous": "1" if entry.anonymous else "",
        "remote": "1" if entry.remote else "",
    }


def is_blank(values: Values) -> bool:
    """Whether nothing was typed that would be missed."""
    usual = {"kind", "received", "channel", "people", "receiver", "anonymous", "remote"}
    return not any(text.strip() for name, text in values.items() if name not in usual)


def draft_text(values: Values) -> str:
    """The fields as they are kept while somebody is typing; without who, where nobody may be named."""
    unsafe = values.get("kind") in ("", None, CaseKind.DENUNCIATION.value)
    kept = {name: text for name, text in values.items() if text and not (unsafe and name in WHO)}
    return json.dumps(kept, ensure_ascii=False)


def draft_values(text: str) -> dict[str, str]:
    """The fields of a kept draft; empty for anything that is not one."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    known = {str(name): str(value) for name, value in found.items()}
    if known.get("kind") not in {one.value for one in CaseKind}:
        known.pop("kind", None)
    if known.get("channel") not in {one.value for one in Channel}:
        known.pop("channel", None)
    return known


def read_representatives(text: str) -> tuple[Representative, ...]:
    """One person a line: name; address; identity number."""
    rows = (_split(line) for line in clean_text(text).split("\n") if line.strip())
    return tuple(Representative(*(*row, "", "")[:3]) for row in rows)


def read_papers(text: str) -> tuple[CasePaper, ...]:
    """One paper a line: name; number of pages; original, copy or certified copy, in any order after the name."""
    return tuple(_paper(_split(line)) for line in clean_text(text).split("\n") if line.strip())


def _paper(parts: list[str]) -> CasePaper:
    name, pages, state = parts[0], None, PaperState.COPY
    for part in parts[1:]:
        words = fold(part)
        if number := re.match(r"(\d{1,4})\b", words):
            pages = int(number[1])
        elif "chinh" in words or "goc" in words:
            state = PaperState.ORIGINAL
        elif "chung" in words:
            state = PaperState.CERTIFIED
    return CasePaper(name, pages, state)


def _paper_words(paper: CasePaper) -> str:
    pages = _("{n} trang").format(n=paper.pages) if paper.pages is not None else ""
    state = "" if paper.state is PaperState.COPY else _(PAPER_TITLES[paper.state])
    return _joined(paper.name, pages, state)


def _split(line: str) -> list[str]:
    return [clean_line(part) for part in line.split(";")]


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _day(text: str, today: date, problems: list[CaseProblem]) -> date:
    if not text.strip():
        return today
    try:
        return read_recent_day(text, today)
    except ValueError as problem:
        problems.append(CaseProblem("received", str(problem)))
        return today


def _count(text: str, problems: list[CaseProblem]) -> int:
    words = clean_line(text)
    if not words:
        return 1
    if words.isascii() and words.isdecimal() and 0 < int(words) <= _MOST_PEOPLE:
        return int(words)
    problems.append(CaseProblem("people", _("Số người phải là số từ 1 trở lên.")))
    return 1
