"""Builds deadline rules and days off from what a file says, and says a rule as plain texts again.

The format is documented beside the shipped files (``resources/legal/README.md``). The database keeps the
office's own rules as the JSON of ``plain_rule``; building what that gives yields an equal rule.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from friendly_desktop.domain.cases import CaseAction, CaseKind, Competence
from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import Fields, Findings, Table
from friendly_desktop.domain.deadlines import DeadlineRule, RuleRole, RuleStart, Unit
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind
from friendly_desktop.i18n import N_, _

FORMAT = "1"
#: The names of ``DeadlineRule.lengths``.
LENGTHS = (
    "normal",
    "complex",
    "very_complex",
    "remote_normal",
    "remote_complex",
    "remote_very_complex",
    "several_places",
)
LONGEST = 999
_RULE_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_RULE_ID_ADVICE = N_("Chỉ dùng chữ không dấu, chữ số và dấu gạch nối, như KN-thu-ly.")


@dataclass(frozen=True, slots=True)
class LegalDays:
    """What ``holidays.yaml`` says: corrections over the library, and how far they go.

    ``days`` win over the library's; ``working`` are days the library calls off and the office works.
    """

    version: int
    first_year: int
    confirmed_through: int
    days: tuple[CalendarDay, ...]
    working: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltRules:
    """Rules, or every problem found."""

    rules: tuple[DeadlineRule, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BuiltDays:
    """Days, or every problem found."""

    days: LegalDays | None
    problems: tuple[Problem, ...] = ()


def build_rules(root: Table) -> BuiltRules:
    """The rules of a file; two rules of one id may not be in force on one day."""
    findings = Findings()
    reader = _opened(root, findings)
    reader.whole("version", 1, 9999, 1)
    reader.text("note")
    rules: list[DeadlineRule] = []
    for table in reader.tables("rules"):
        fields = Fields(table, findings)
        rule = _rule(fields, findings)
        for other in rules:
            if other.id == rule.id and overlap(other, rule):
                message = _("Hai quy định «{id}» có hiệu lực trùng ngày nhau.")
                fields.refuse(message.format(id=rule.id), "valid_from")
        rules.append(rule)
    reader.finish()
    return BuiltRules(() if findings.problems else tuple(rules), tuple(findings.problems))


def build_rule(root: Table) -> BuiltRules:
    """The one rule of a stored text."""
    findings = Findings()
    rule = _rule(Fields(root, findings), findings)
    return BuiltRules(() if findings.problems else (rule,), tuple(findings.problems))


def build_days(root: Table) -> BuiltDays:
    """The corrections of a file."""
    findings = Findings()
    reader = _opened(root, findings)
    reader.text("note")
    version = reader.whole("version", 1, 9999, 1)
    first_year = reader.whole("first_year", 1995, 2099, 2000)
    confirmed = reader.whole("confirmed_through", 1995, 2099, 2000)
    days: dict[date, CalendarDay] = {}
    for table in reader.tables("days"):
        fields = Fields(table, findings)
        day = _day(fields, "day", required=True)
        row = CalendarDay(
            day or date.min,
            fields.member("kind", DayKind, DayKind.OFF),
            fields.line("title", required=True),
            fields.line("source", required=True),
            fields.member("confidence", Confidence, Confidence.REPORTED),
        )
        fields.finish()
        if day in days:
            fields.refuse(_("Ngày này đã có ở một dòng trên."), "day")
        days[row.day] = row
    working = []
    for table in reader.tables("working"):
        fields = Fields(table, findings)
        day = _day(fields, "day", required=True)
        fields.finish()
        if day:
            working.append(day)
    reader.finish()
    if findings.problems:
        return BuiltDays(None, tuple(findings.problems))
    return BuiltDays(LegalDays(version, first_year, confirmed, tuple(days.values()), tuple(working)))


def rule_problems(rule: DeadlineRule) -> tuple[str, ...]:
    """What is wrong with a rule a person entered, as sentences; empty when it may be saved."""
    found = []
    if not _RULE_ID.fullmatch(rule.id) or len(rule.id) > 40:
        found.append(_("Mã quy định không hợp lệ: «{value}».").format(value=rule.id[:60]))
    if not rule.title.strip():
        found.append(_("Quy định chưa có tên việc phải làm."))
    if "normal" not in rule.lengths:
        found.append(_("Quy định chưa ghi số ngày của trường hợp bình thường."))
    for name, length in rule.lengths.items():
        if name not in LENGTHS:
            found.append(_("Không có trường hợp nào tên «{name}».").format(name=name[:40]))
        elif not 1 <= length <= LONGEST:
            found.append(_("Số ngày phải từ 1 đến {most}, không phải {n}.").format(most=LONGEST, n=length))
    if not rule.article.strip():
        found.append(_("Quy định chưa ghi căn cứ (điều, luật hoặc quy chế)."))
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        found.append(_("Ngày hết hiệu lực ở trước ngày có hiệu lực."))
    return tuple(found)


def overlap(one: DeadlineRule, other: DeadlineRule) -> bool:
    """Whether there is a day on which both are in force."""
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)


def plain_rule(rule: DeadlineRule) -> Mapping[str, Any]:
    """A rule as the file format says it: texts, lists and tables, empty ones left out."""
    said: dict[str, Any] = {
        "id": rule.id,
        "title": rule.title,
        "kinds": list(rule.kinds),
        "competence": rule.competence,
        "role": rule.role.value,
        "start": rule.start.value,
        "unit": rule.unit.value,
        "backward": "true" if rule.backward else "",
        "lengths": {name: str(length) for name, length in rule.lengths.items()},
        "met_by": list(rule.met_by),
        "article": rule.article,
        "source": rule.source,
        "confidence": rule.confidence.value,
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else "",
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else "",
        "note": rule.note,
        "own": "true" if rule.own else "",
    }
    return {name: value for name, value in said.items() if value}


def _opened(root: Table, findings: Findings) -> Fields:
    reader = Fields(root, findings)
    reader.require_format(
        FORMAT, _("Chương trình này đọc tệp có «format: {known}», không đọc được «{said}».")
    )
    return reader


def _rule(fields: Fields, findings: Findings) -> DeadlineRule:
    for name in ("start", "unit", "confidence"):
        fields.line(name, required=True)
    rule = DeadlineRule(
        id=fields.matching("id", _RULE_ID, _(_RULE_ID_ADVICE), required=True),
        title=fields.line("title", required=True),
        start=fields.member("start", RuleStart, RuleStart.RECEIVED),
        unit=fields.member("unit", Unit, Unit.WORKING_DAY),
        lengths=_lengths(fields, findings),
        article=fields.line("article", required=True),
        source=fields.line("source"),
        confidence=fields.member("confidence", Confidence, Confidence.KNOWN),
        kinds=_known(fields, "kinds", [kind.value for kind in CaseKind]),
        role=fields.member("role", RuleRole, RuleRole.DEADLINE),
        backward=fields.truth("backward", default=False),
        met_by=_known(fields, "met_by", [action.value for action in CaseAction]),
        valid_from=_day(fields, "valid_from"),
        valid_to=_day(fields, "valid_to"),
        note=fields.line("note"),
        own=fields.truth("own", default=False),
        competence=fields.line("competence"),
    )
    if rule.competence:
        fields.known_word("competence", rule.competence, [Competence.OWN.value, Competence.OTHER.value])
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        fields.refuse(_("Ngày hết hiệu lực ở trước ngày có hiệu lực."), "valid_to")
    fields.finish()
    return rule


def _lengths(fields: Fields, findings: Findings) -> Mapping[str, int]:
    table = fields.table("lengths")
    if table is None:
        fields.refuse(_("Thiếu «{key}»; hãy ghi nội dung cho dòng này.").format(key="lengths"))
        return {"normal": 1}
    reader = Fields(table, findings)
    reader.line("normal", required=True)
    found = {name: reader.whole(name, 1, LONGEST, 1) for name in LENGTHS if reader.line(name)}
    reader.finish()
    return found


def _known(fields: Fields, key: str, known: list[str]) -> tuple[str, ...]:
    words = fields.lines(key)
    for word in words:
        fields.known_word(key, word, known)
    return words


def _day(fields: Fields, key: str, *, required: bool = False) -> date | None:
    if required:
        fields.line(key, required=True)
    said = fields.day(key)
    return date.fromisoformat(said) if said else None
