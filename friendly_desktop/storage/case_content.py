"""Steps and computed dates as the JSON they are stored in, and back.

Only what differs from the empty value is written; a step's and a rule's words are complete, so that a case
can be explained when the rule it was counted by has long been replaced.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Row

from friendly_desktop.domain.cases import (
    CaseAction,
    CaseKind,
    CasePaper,
    Competence,
    Conditions,
    DocumentRef,
    Outcome,
    PaperState,
    Representative,
    StepChange,
    StepEntry,
)
from friendly_desktop.domain.deadlines import (
    Complexity,
    CountedDay,
    DayMark,
    Deadline,
    DeadlineRule,
    Extension,
    Pause,
    RuleRole,
    RuleStart,
    Unit,
)
from friendly_desktop.domain.deadlines.workdays import Confidence

_LETTERS = {
    DayMark.COUNTED: "c",
    DayMark.WEEKEND: "w",
    DayMark.HOLIDAY: "h",
    DayMark.SWAPPED: "s",
    DayMark.PAUSED: "p",
    DayMark.MOVED: "m",
}
_MARKS = {letter: mark for mark, letter in _LETTERS.items()}
_STEP_TEXTS = ("by", "body", "officer", "text", "code")
_STEP_ENUMS: Mapping[str, type[Enum]] = {
    "complexity": Complexity,
    "kind": CaseKind,
    "conditions": Conditions,
    "competence": Competence,
    "outcome": Outcome,
}
_DOCUMENT_TEXTS = ("title", "number", "issuer", "signer")


def dumped(value: object) -> str:
    """JSON as short as can be; "" for nothing."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""


def loaded(text: str) -> Any:
    """The value back; None for ""."""
    return json.loads(text) if text else None


def representatives_text(people: Sequence[Representative]) -> str:
    """Representatives as stored."""
    return dumped([[one.name, one.address, one.identity] for one in people])


def representatives(text: str) -> tuple[Representative, ...]:
    """Representatives back."""
    return tuple(Representative(*one) for one in loaded(text) or ())


def papers_text(papers: Sequence[CasePaper]) -> str:
    """Papers handed over, as stored."""
    return dumped([[one.name, one.pages, one.state.value] for one in papers])


def papers(text: str) -> tuple[CasePaper, ...]:
    """Papers back."""
    return tuple(CasePaper(name, pages, PaperState(state)) for name, pages, state in loaded(text) or ())


def step_content(
    entry: StepEntry, corrects: int | None = None, changes: Sequence[StepChange] = ()
) -> dict[str, Any]:
    """A step without its action and day."""
    content: dict[str, Any] = {name: getattr(entry, name) for name in _STEP_TEXTS if getattr(entry, name)}
    for name in _STEP_ENUMS:
        value = getattr(entry, name)
        if value is not None and value is not Outcome.NONE:
            content[name] = value.value
    if entry.days is not None:
        content["days"] = entry.days
    document: dict[str, Any] = {
        name: getattr(entry.document, name) for name in _DOCUMENT_TEXTS if getattr(entry.document, name)
    }
    if entry.document.day:
        document["day"] = entry.document.day.isoformat()
    if document:
        content["document"] = document
    if corrects is not None:
        content["corrects"] = corrects
        content["changes"] = [[one.field, one.before, one.after] for one in changes]
    return content


def step_entry(action: str, on: date, content: Mapping[str, Any]) -> StepEntry:
    """A step back from its columns."""
    document = content.get("document", {})
    day = document.get("day")
    values: dict[str, Any] = {name: content[name] for name in _STEP_TEXTS if name in content}
    values |= {name: kind(content[name]) for name, kind in _STEP_ENUMS.items() if name in content}
    return StepEntry(
        CaseAction(action),
        on,
        days=content.get("days"),
        document=DocumentRef(
            **{name: document.get(name, "") for name in _DOCUMENT_TEXTS},
            day=date.fromisoformat(day) if day else None,
        ),
        **values,
    )


def step_changes(content: Mapping[str, Any]) -> tuple[StepChange, ...]:
    """What a correction changed."""
    return tuple(StepChange(*one) for one in content.get("changes", ()))


def arithmetic_text(deadline: Deadline, kind: CaseKind, complexity: Complexity, *, remote: bool) -> str:
    """All that the columns of a computed date do not say: the rule's words and every day's mark."""
    whys: dict[str, str] = {}
    for place, one in enumerate(deadline.days):
        if one.why:
            whys[str(place)] = one.why
    return dumped(
        {
            "rule": rule_content(deadline.rule),
            "kind": kind.value,
            "complexity": complexity.value,
            "remote": remote,
            "days": "".join(_LETTERS[one.mark] for one in deadline.days),
            "whys": whys,
            "extensions": [[one.days, one.document] for one in deadline.extensions],
            "pauses": [
                [one.start.isoformat(), one.end and one.end.isoformat(), one.document]
                for one in deadline.pauses
            ],
        }
    )


def deadline(row: Row[Any]) -> Deadline:
    """A computed date back from its columns and its arithmetic."""
    content = json.loads(row.arithmetic)
    rule = rule_from(content["rule"])
    step = timedelta(days=-1 if rule.backward else 1)
    whys = content["whys"]
    days = tuple(
        CountedDay(row.start + step * (place + 1), _MARKS[letter], whys.get(str(place), ""))
        for place, letter in enumerate(content["days"])
    )
    return Deadline(
        rule=rule,
        start=row.start,
        due=row.due,
        unit=Unit(row.unit),
        length=row.length,
        calendar_version=row.calendar_version,
        days=days,
        extensions=tuple(Extension(*one) for one in content["extensions"]),
        pauses=tuple(
            Pause(date.fromisoformat(begin), date.fromisoformat(end) if end else None, document)
            for begin, end, document in content["pauses"]
        ),
    )


def chosen_by(row: Row[Any]) -> tuple[CaseKind, Complexity, bool]:
    """What chose rule and length of a computed date: the kind, how complex, whether in a remote area."""
    content = json.loads(row.arithmetic)
    return CaseKind(content["kind"]), Complexity(content["complexity"]), bool(content["remote"])


def rule_content(rule: DeadlineRule) -> dict[str, Any]:
    """A rule's words as stored beside what was computed by it."""
    content: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title,
        "start": rule.start.value,
        "unit": rule.unit.value,
        "lengths": dict(rule.lengths),
        "article": rule.article,
        "source": rule.source,
        "confidence": rule.confidence.value,
        "role": rule.role.value,
    }
    optional: dict[str, Any] = {
        "kinds": list(rule.kinds),
        "met_by": list(rule.met_by),
        "backward": rule.backward,
        "valid_from": rule.valid_from and rule.valid_from.isoformat(),
        "valid_to": rule.valid_to and rule.valid_to.isoformat(),
        "competence": rule.competence,
        "note": rule.note,
        "own": rule.own,
    }
    return content | {name: value for name, value in optional.items() if value}


def rule_from(content: Mapping[str, Any]) -> DeadlineRule:
    """The rule back."""
    valid_from, valid_to = content.get("valid_from"), content.get("valid_to")
    return DeadlineRule(
        id=content["id"],
        title=content["title"],
        start=RuleStart(content["start"]),
        unit=Unit(content["unit"]),
        lengths=content["lengths"],
        article=content["article"],
        source=content["source"],
        confidence=Confidence(content["confidence"]),
        kinds=tuple(content.get("kinds", ())),
        role=RuleRole(content["role"]),
        backward=content.get("backward", False),
        met_by=tuple(content.get("met_by", ())),
        valid_from=date.fromisoformat(valid_from) if valid_from else None,
        valid_to=date.fromisoformat(valid_to) if valid_to else None,
        competence=content.get("competence", ""),
        note=content.get("note", ""),
        own=content.get("own", False),
    )
