"""One threshold of a criteria set, judged by the records of a year: what was counted, the arithmetic, how it stands.

Periods that are over are judged, the running one is not yet; the day on which a point is lost is told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Measure, Node
from friendly_desktop.domain.criteria.measures import Gauge, Source, source_of
from friendly_desktop.domain.proof.facts import Hanging, ProofFacts, SurveyFact, periods_of
from friendly_desktop.domain.proof.words import (
    count_text,
    met_text,
    months_text,
    number_text,
    percent_text,
    periods_text,
    threshold_text,
    what_text,
    year_met_text,
)
from friendly_desktop.i18n import _, ngettext

_HUNDRED = Decimal(100)
_NAMED_PLACES = 3
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": lambda value, bound: value >= bound,
    ">": lambda value, bound: value > bound,
    "=": lambda value, bound: value == bound,
    "<=": lambda value, bound: value <= bound,
    "<": lambda value, bound: value < bound,
}
#: Operators under which more helps; under the others what was counted once stays.
_GROWING = frozenset({">=", ">"})


class Standing(Enum):
    """Where a threshold, or a whole line, stands on the day of judgement."""

    HOLDS = "holds"
    OPEN = "open"  # not reached, time is left
    MISSED = "missed"
    UNKNOWN = "unknown"  # nothing to measure yet


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What the records say about one threshold.

    Attributes:
        sentence: what was counted, the arithmetic, the threshold.
        value: what was measured: times, percent, or how many periods reached the number.
        risk_date: the last day of the first period that is not reached: the point is lost with it, or was.
    """

    measure: Measure
    standing: Standing
    sentence: str
    value: Decimal | None = None
    risk_date: date | None = None

    @property
    def holds(self) -> bool | None:
        """True or False where that can be said today."""
        return {Standing.HOLDS: True, Standing.MISSED: False}.get(self.standing)


def judge(measure: Measure, node: Node, facts: ProofFacts) -> RuleResult:
    """Measure one threshold of a line.

    Raises:
        ValueError: nothing measures it.
    """
    source = source_of(measure.by)
    if source is None:
        raise ValueError(f"{node.id}: nothing measures {measure.by!r}")
    judged = _Judged(measure, source, facts)
    if source.gauge is Gauge.POSTINGS:
        kinds = (source.kind,) if source.kind else node.posting_kinds
        return judged.hanging([one for one in facts.postings if one.kind in kinds])
    if source.gauge is Gauge.INDICATOR:
        return judged.share(source.kind)
    if source.gauge is Gauge.FIGURE:
        return judged.figure(source.kind)
    if source.gauge is Gauge.APOLOGIES:
        return judged.apologies()
    if source.gauge is Gauge.ON_TIME:
        return judged.on_time((source.kind,) if source.kind else node.record_kinds)
    if source.gauge is Gauge.SURVEY and measure.unit == "percent":
        return judged.satisfaction(last_round(facts, source.kind))
    days = _days(source, node, facts)
    if measure.unit == "days":
        days = dict.fromkeys(days, 1)
    if measure.per in ("week", "month", "quarter"):
        return judged.each_period(days)
    return judged.whole_year(days)


def last_round(facts: ProofFacts, form: str) -> SurveyFact | None:
    """The round closed last, of one form or of any; one without a valid ballot says nothing."""
    closed = [one for one in facts.surveys if (not form or one.form == form) and one.average is not None]
    return max(closed, key=lambda one: one.closed_on, default=None)


def _days(source: Source, node: Node, facts: ProofFacts) -> dict[date, int]:
    """How often on each day, up to the day of judgement."""
    pairs: Iterable[tuple[date, int]]
    if source.gauge is Gauge.ACTIVITIES:
        lines = facts.activities.get(node.id, ())
        pairs = [(one.day, one.times) for one in lines if not source.kind or one.kind == source.kind]
    elif source.gauge is Gauge.SURVEY:
        pairs = [(one.closed_on, 1) for one in facts.surveys if not source.kind or one.form == source.kind]
    elif source.gauge is Gauge.LETTERS:
        kinds = (source.kind,) if source.kind else node.letter_kinds
        pairs = [pair for kind in kinds for pair in facts.letters.get(kind, {}).items()]
    else:
        kinds = (source.kind,) if source.kind else node.record_kinds
        pairs = [pair for kind in kinds for pair in facts.records.get(kind, {}).items()]
    found: dict[date, int] = {}
    for day, times in pairs:
        if day.year == facts.year and day <= facts.until and times > 0:
            found[day] = found.get(day, 0) + times
    return found


@dataclass(frozen=True)
class _Judged:
    """One threshold and the facts it is judged by."""

    measure: Measure
    source: Source
    facts: ProofFacts

    def reached(self, value: Decimal | int) -> bool:
        return _COMPARE[self.measure.operator](Decimal(value), self.measure.value)

    def whole_year(self, days: Mapping[date, int]) -> RuleResult:
        """The sum of the year so far."""
        count = sum(days.values())
        told = count_text(count, self.measure.unit)
        if days and min(days) != max(days):
            told = _("{count}, từ {first} đến {last}").format(
                count=told, first=formats.short_date(min(days)), last=formats.short_date(max(days))
            )
        elif days:
            told = _("{count}, ngày {day}").format(count=told, day=formats.short_date(min(days)))
        return self._at_year_end(told, Decimal(count), reached=self.reached(count))

    def each_period(self, days: Mapping[date, int]) -> RuleResult:
        """Every week, month or quarter for itself; one without a working day asks for nothing."""
        facts, per = self.facts, self.measure.per
        asked = [one for one in periods_of(facts.year, per) if not facts.off.issuperset(one.days())]
        counts = {one: sum(times for day, times in days.items() if day in one) for one in asked}
        over = [one for one in asked if one.last < facts.today]
        missed = [one for one in over if not self.reached(counts[one])]
        ahead = [one for one in asked if one.last >= facts.today and not self.reached(counts[one])]
        told = (year_met_text if facts.is_over else met_text)(len(over) - len(missed), len(over), per)
        if missed:
            told = _("{told}, thiếu {periods}").format(told=told, periods=periods_text(missed, per))
        running = next((one for one in ahead if facts.today in one), None)
        if running is not None and self.measure.operator in _GROWING:
            told = _("{told}; {period} chưa đủ, còn đến {day}").format(
                told=told, period=periods_text([running], per), day=formats.short_date(running.last)
            )
        value = Decimal(sum(self.reached(counts[one]) for one in asked if one.first <= facts.today))
        if missed:
            return self._result(Standing.MISSED, told, value, missed[0].last)
        risk = ahead[0].last if ahead and self.measure.operator in _GROWING else None
        judged_any = over or any(one.first <= facts.today and one not in ahead for one in asked)
        return self._result(Standing.HOLDS if judged_any else Standing.OPEN, told, value, risk)

    def hanging(self, postings: list[Hanging]) -> RuleResult:
        """The places where a posting hangs on the day of judgement."""
        facts = self.facts
        up = [one for one in postings if one.hangs(facts.until)]
        places = {(one.kind, " ".join(one.place.casefold().split())) for one in up}
        count = len(places)
        if up:
            named = [
                _("{place} từ {day}").format(place=one.place or "?", day=formats.short_date(one.hung_on))
                for one in sorted(up, key=lambda one: (one.hung_on, one.place))
            ]
            more = len(named) - _NAMED_PLACES
            listed = "; ".join(named[:_NAMED_PLACES])
            told = ngettext("đang treo ở {n} nơi: {places}", "đang treo ở {n} nơi: {places}", count).format(
                n=count, places=listed
            )
            if more > 0:
                told = _("{told} và {n} nơi khác").format(told=told, n=more)
        else:
            told = _("chưa treo ở đâu")
        down = [one.down_on for one in postings if one.down_on is not None and one.down_on <= facts.until]
        if down and not up:
            told = _("đã hạ ngày {day}").format(day=formats.short_date(max(down)))
        return self._at_year_end(told, Decimal(count), reached=self.reached(count))

    def share(self, share_id: str) -> RuleResult:
        """A percentage of the monthly figures; months without a figure keep it from being sure."""
        found = self.facts.shares.get(share_id)
        if found is None or found.percent is None:
            return self._result(Standing.UNKNOWN, _("chưa có số liệu"))
        told = _("{part} trên {whole}, bằng {percent}").format(
            part=number_text(found.part),
            whole=number_text(found.whole),
            percent=percent_text(found.percent, self.measure.value),
        )
        if found.missing:
            told = _("{told}; chưa có số liệu {months}").format(told=told, months=months_text(found.missing))
            standing = Standing.UNKNOWN if self.facts.is_over else Standing.OPEN
            return self._result(standing, told, risk=self._year_end())
        lost = found.part_of_whole and found.part < found.whole and self._asks_for_all()
        return self._at_year_end(told, found.percent, reached=self.reached(found.percent), lost=lost)

    def figure(self, figure_id: str) -> RuleResult:
        """A monthly figure of the year; none that should stay low is believed while months are missing."""
        found = self.facts.figures.get(figure_id)
        if found is None:
            return self._result(Standing.UNKNOWN, _("chưa có số liệu"))
        told = count_text(int(found.value), self.measure.unit)
        reached = self.reached(found.value)
        # what is low may yet grow in a month nobody wrote down; what was reached stays reached
        if found.missing and reached is (self.measure.operator not in _GROWING):
            told = _("{told}; chưa có số liệu {months}").format(told=told, months=months_text(found.missing))
            standing = Standing.UNKNOWN if self.facts.is_over else Standing.OPEN
            return self._result(standing, told, risk=self._year_end())
        return self._at_year_end(told, found.value, reached=reached)

    def apologies(self) -> RuleResult:
        """Late files with a signed letter of apology, of all late files."""
        late, written = self.facts.late_files, self.facts.apologies
        if not late:
            return self._result(Standing.UNKNOWN, _("chưa ghi hồ sơ trễ hạn nào"))
        percent = written * _HUNDRED / late
        told = _("{part} trên {whole}, bằng {percent}").format(
            part=formats.whole_number(written),
            whole=formats.whole_number(late),
            percent=percent_text(percent, self.measure.value),
        )
        return self._at_year_end(told, percent, reached=self.reached(percent))

    def on_time(self, kinds: Iterable[str]) -> RuleResult:
        """Settled in time, of all that had a date; once one was late, all of them is out of reach."""
        named = tuple(kinds)
        pairs = [self.facts.dated.get(kind, (0, 0)) for kind in named]
        waiting = sum(self.facts.overdue.get(kind, 0) for kind in named)
        dated, late = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
        if not dated:
            return self._result(Standing.UNKNOWN, _("chưa có việc nào có thời hạn đã xong"))
        percent = (dated - late) * _HUNDRED / dated
        told = _("{part} trên {whole}, bằng {percent}").format(
            part=formats.whole_number(dated - late),
            whole=formats.whole_number(dated),
            percent=percent_text(percent, self.measure.value),
        )
        if waiting:
            words = ngettext(
                "{told}, {n} việc quá hạn chưa xong", "{told}, {n} việc quá hạn chưa xong", waiting
            )
            told = words.format(told=told, n=waiting)
        lost = late > 0 and self._asks_for_all()
        return self._at_year_end(told, percent, reached=self.reached(percent), lost=lost)

    def satisfaction(self, found: SurveyFact | None) -> RuleResult:
        """The average of the last round in percent of the points that were possible."""
        if found is None or found.average is None or not found.max_points:
            return self._result(Standing.UNKNOWN, _("chưa có đợt khảo sát nào đã đóng"))
        percent = found.average * _HUNDRED / found.max_points
        told = _("«{title}», {n} phiếu, {average} trên {maximum} điểm, bằng {percent}").format(
            title=found.title,
            n=formats.whole_number(found.valid),
            average=formats.points(hundredths(found.average)),
            maximum=formats.points(found.max_points),
            percent=percent_text(percent, self.measure.value),
        )
        return self._at_year_end(told, percent, reached=self.reached(percent))

    def _asks_for_all(self) -> bool:
        return self.measure.operator in _GROWING and self.measure.value >= _HUNDRED

    def _at_year_end(self, told: str, value: Decimal, *, reached: bool, lost: bool = False) -> RuleResult:
        """What counts for the year as a whole can be made good until its last day, unless it is ``lost``."""
        if reached:
            return self._result(Standing.HOLDS, told, value)
        if lost or self.facts.is_over or self.measure.operator not in _GROWING:
            return self._result(Standing.MISSED, told, value, self.facts.until)
        return self._result(Standing.OPEN, told, value, self._year_end())

    def _year_end(self) -> date | None:
        return None if self.facts.is_over else self.facts.last_day

    def _result(
        self, standing: Standing, told: str, value: Decimal | None = None, risk: date | None = None
    ) -> RuleResult:
        sentence = _("{what}: {told}; ngưỡng: {threshold}.").format(
            what=what_text(self.measure, self.source),
            told=told,
            threshold=threshold_text(self.measure, self.source),
        )
        return RuleResult(self.measure, standing, sentence, value, risk)


def hundredths(value: Decimal) -> Decimal:
    """A value of two places, rounded half up."""
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)
