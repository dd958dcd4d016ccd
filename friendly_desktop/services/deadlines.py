"""The rules of legal time limits and the dates they give, for cases, commands and the settings."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.cases import CaseKind, Competence
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.deadlines import (
    Complexity,
    Deadline,
    DeadlineRule,
    Extension,
    Pause,
    RuleRole,
    RuleStart,
    compute,
    rules_for,
)
from friendly_desktop.domain.deadlines.workdays import ONE_DAY
from friendly_desktop.domain.legal_build import overlap, rule_problems
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, language
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.storage.database import Database
from friendly_desktop.storage.deadlines import delete_rule, own_rules, put_rule
from friendly_desktop.storage.legal_files import SHIPPED, shipped_rules

#: Computed dates kept in memory; an import of a year meets the same days again and again.
_MOST_KEPT = 20_000


class DeadlineRulesService:
    """Rules as shipped and as the office changed them. What was computed before is never touched here."""

    def __init__(
        self,
        db: Database | None = None,
        clock: Clock | None = None,
        workdays: WorkdaysService | None = None,
        shipped: Path = SHIPPED,
    ) -> None:
        """Work on the records of an office, or on the shipped rules alone when ``db`` is None."""
        self._db = db
        self._clock = clock or SystemClock()
        self._workdays = workdays or WorkdaysService(db, self._clock, shipped)
        self._folder = shipped
        self._shipped: tuple[DeadlineRule, ...] | None = None
        self._rules: tuple[DeadlineRule, ...] | None = None
        self._told = 0  # how often a change was told
        self._kept: dict[tuple[object, ...], Deadline] = {}
        if db is not None:
            db.on_change(self._on_change)

    def rules(self) -> tuple[DeadlineRule, ...]:
        """Every rule of every time: shipped ones in their order, then those of the office alone.

        A rule that the office changed stands in its place, with ``own`` set.
        """
        rules, told = self._rules, self._told
        if rules is None:
            rules = self._merged()
            # What was read while another thread wrote is good for its asker only.
            self._rules = rules if told == self._told else None
        return rules

    def shipped(self) -> tuple[DeadlineRule, ...]:
        """The rules as the program brings them, to compare with."""
        if self._shipped is None:
            self._shipped = shipped_rules(self._folder)
        return self._shipped

    def rule(self, rule_id: str, on: date) -> DeadlineRule | None:
        """The rule called ``rule_id`` that is in force on ``on``; None when there is none."""
        for rule in self.rules():
            if rule.id == rule_id and (rule.valid_from or date.min) <= on <= (rule.valid_to or date.max):
                return rule
        return None

    def save_rule(self, rule: DeadlineRule) -> DeadlineRule:
        """Store a rule of the office: its version of a shipped one (same id and first day), or a new one.

        Dates already computed stay as they are.

        Raises:
            AppError: something is missing, or another rule of this id is in force on the same days.
        """
        return self.save_rules((rule,))[0]

    def follow_rule(self, old: DeadlineRule, new: DeadlineRule) -> DeadlineRule:
        """A change of law: ``old`` ends on the eve of ``new``'s first day, both in one act.

        Raises:
            AppError: ``new`` has no first day or begins before ``old`` did, or as with ``save_rule``.
        """
        if new.valid_from is None or new.valid_from <= (old.valid_from or date.min):
            message = _("Quy định mới phải có ngày bắt đầu, ở sau ngày bắt đầu của quy định cũ.")
            raise AppError("rule_wrong", _("Chưa lưu được quy định"), message)
        ended = replace(old, valid_to=new.valid_from - ONE_DAY)
        return self.save_rules((ended, replace(new, id=old.id)))[1]

    def unfollow_rule(self, old: DeadlineRule, new: DeadlineRule) -> None:
        """Take ``follow_rule`` back, in one act: ``new`` goes, ``old`` is as it was before.

        Args:
            old: the rule as it was, the office's own version or the shipped one.
            new: the rule that had taken its place.
        """
        with self._records.write(Area.CALENDAR) as connection:
            delete_rule(connection, new.id, new.valid_from)
            if old.own:
                put_rule(connection, old, self._clock.now())
            else:
                delete_rule(connection, old.id, old.valid_from)

    def save_rules(self, rules: Sequence[DeadlineRule]) -> tuple[DeadlineRule, ...]:
        """Store several rules in one act: all of them or none.

        Raises:
            AppError: as with ``save_rule``.
        """
        cleaned = tuple(_clean(rule) for rule in rules)
        after = {(one.id, one.valid_from): one for one in (*self.rules(), *cleaned)}
        problems: list[str] = []
        for rule in cleaned:
            problems += rule_problems(rule)
            others = (one for key, one in after.items() if key[0] == rule.id and key[1] != rule.valid_from)
            if any(overlap(rule, one) for one in others):
                told = _("Đã có quy định «{id}» có hiệu lực trong cùng thời gian; hãy ghi ngày hết hiệu lực.")
                problems.append(told.format(id=rule.id))
        if problems:
            message = " ".join(dict.fromkeys(problems))
            raise AppError("rule_wrong", _("Chưa lưu được quy định"), message)
        with self._records.write(Area.CALENDAR) as connection:
            for rule in cleaned:
                put_rule(connection, rule, self._clock.now())
        return cleaned

    def reset_rule(self, rule_id: str, valid_from: date | None = None) -> DeadlineRule | None:
        """Take the office's version away; returns the shipped rule that shows again, None where there is none."""
        with self._records.write(Area.CALENDAR) as connection:
            delete_rule(connection, rule_id, valid_from)
        return next(
            (one for one in self.shipped() if one.id == rule_id and one.valid_from == valid_from), None
        )

    def for_case(
        self,
        kind: CaseKind,
        received: date,
        accepted: date | None = None,
        *,
        remote: bool = False,
        complexity: Complexity = Complexity.NORMAL,
        competence: Competence = Competence.UNKNOWN,
    ) -> tuple[Deadline, ...]:
        """The dates to keep and the alarms of a case, from its receipt and from its acceptance.

        Args:
            kind: what the paper is by its content.
            received: the day the office got it; it decides which rules are in force.
            accepted: the day of acceptance; None leaves those dates out.
            remote: vùng sâu, vùng xa.
            complexity: as decided by a document.
            competence: rules for matters of others are left out when the matter is the office's own, and
                the other way round; while unknown both count.
        """
        starts = [(RuleStart.RECEIVED, received)]
        if accepted is not None:
            starts.append((RuleStart.ACCEPTED, accepted))
        return tuple(
            deadline
            for start, on in starts
            for deadline in self.for_start(
                kind, start, on, received, remote=remote, complexity=complexity, competence=competence
            )
        )

    def for_start(
        self,
        kind: CaseKind,
        start: RuleStart,
        on: date,
        received: date,
        *,
        remote: bool = False,
        complexity: Complexity = Complexity.NORMAL,
        competence: Competence = Competence.UNKNOWN,
    ) -> tuple[Deadline, ...]:
        """The dates and alarms that run from one act of a case (a decision, a conclusion, a suspension...)."""
        apart = {Competence.OWN: Competence.OTHER, Competence.OTHER: Competence.OWN}.get(competence)
        return tuple(
            self.compute(rule, on, complexity=complexity, remote=remote)
            for rule in rules_for(self.rules(), kind.value, received, start)
            if rule.role is not RuleRole.INFO and not (apart and rule.competence == apart.value)
        )

    def infos(self, kind: CaseKind, received: date) -> tuple[DeadlineRule, ...]:
        """The citizen's own limits and those of others, to be told in letters and hints."""
        return tuple(
            rule
            for start in RuleStart
            for rule in rules_for(self.rules(), kind.value, received, start)
            if rule.role is RuleRole.INFO
        )

    def compute(
        self,
        rule: DeadlineRule,
        start: date,
        *,
        complexity: Complexity = Complexity.NORMAL,
        remote: bool = False,
        extensions: Sequence[Extension] = (),
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """One date by today's calendar; plain ones are kept in memory.

        Raises:
            AppError: the day lies so late that no calendar reaches there.
        """
        calendar = self._workdays.calendar()
        extended = bool(extensions or pauses)
        key = (calendar.version, language(), rule.id, rule.valid_from, start, complexity, remote)
        kept = None if extended else self._kept.get(key)
        if kept is not None and kept.rule is rule:
            return kept
        try:
            found = compute(
                rule,
                start,
                calendar,
                complexity=complexity,
                remote=remote,
                extensions=extensions,
                pauses=pauses,
            )
        except OverflowError as error:
            raise AppError(
                "day_too_late",
                _("Ngày quá xa"),
                _("Không tính được thời hạn từ ngày đã nhập."),
                _("Hãy kiểm tra lại năm."),
            ) from error
        if not extended:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def _merged(self) -> tuple[DeadlineRule, ...]:
        if self._db is None:
            return self.shipped()
        with self._db.read() as connection:
            own = {(rule.id, rule.valid_from): rule for rule in own_rules(connection)}
        merged = [own.pop((rule.id, rule.valid_from), rule) for rule in self.shipped()]
        return (*merged, *own.values())

    def _on_change(self, areas: frozenset[Area]) -> None:
        if Area.CALENDAR in areas:
            self._told += 1
            self._rules = None

    @property
    def _records(self) -> Database:
        if self._db is None:
            raise LookupError("no records to write to")
        return self._db


def _clean(rule: DeadlineRule) -> DeadlineRule:
    return replace(
        rule,
        id=clean_line(rule.id),
        title=clean_line(rule.title),
        article=clean_line(rule.article),
        source=clean_line(rule.source),
        note=clean_line(rule.note),
        own=True,
    )
