"""Evidence by rule: what the records of a year say about a line of a criteria set, and what they propose.

Pure: facts and a line go in, sentences with the arithmetic come out. Nothing here scores anything. Points are
proposed only where the line's own scoring says how many: all of them where every threshold holds, a count, a
band, a ratio, an average. Where the source gives no part points none are proposed.

Periods that are over are judged, the running one is not yet; the day on which a point is lost is told.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from friendly_desktop import formats
from friendly_desktop.domain.criteria import Node, ScoringKind
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.proof.facts import ProofFacts
from friendly_desktop.domain.proof.judging import RuleResult as RuleResult  # part of a proposal
from friendly_desktop.domain.proof.judging import Standing as Standing
from friendly_desktop.domain.proof.judging import hundredths, judge, last_round
from friendly_desktop.domain.scoring import points_for_fact
from friendly_desktop.i18n import _, ngettext

_ALL_OR_NOTHING = frozenset({ScoringKind.YES_NO, ScoringKind.FREE})
_BY_VALUE = frozenset({ScoringKind.COUNT, ScoringKind.BANDS, ScoringKind.RATIO})


@dataclass(frozen=True, slots=True)
class LeafProposal:
    """What the records propose for a leaf.

    Attributes:
        points: proposed points, None where the records or the leaf's scoring do not say how many.
        done: for a leaf without points: whether it was done; None where that cannot be said.
        sentence: the proposal with its reason.
        risk_date: the first day on which a threshold is missed if nothing more happens; None when all are safe.
    """

    node: str
    results: tuple[RuleResult, ...]
    standing: Standing
    sentence: str
    points: Decimal | None = None
    done: bool | None = None
    risk_date: date | None = None

    @property
    def acceptable(self) -> bool:
        """Whether there is something an officer can accept."""
        return self.points is not None or self.done is True

    @property
    def own(self) -> bool:
        """Whether any of its thresholds is the program's own."""
        return any(result.measure.own for result in self.results)

    @property
    def lost(self) -> bool:
        """Whether a threshold can no longer be reached."""
        return self.standing is Standing.MISSED


def has_rule(node: Node) -> bool:
    """Whether the records can say something about a line."""
    return _survey_form(node) != "" or any(source_of(measure.by) is not None for measure in node.measures)


def propose(node: Node, facts: ProofFacts) -> LeafProposal | None:
    """What the records of a year propose for a leaf; None for a line without a rule."""
    if not node.is_leaf or not has_rule(node):
        return None
    if form := _survey_form(node):
        return _by_survey(node, form, facts)
    results = tuple(
        judge(measure, node, facts) for measure in node.measures if source_of(measure.by) is not None
    )
    return _concluded(node, results, facts)


def _survey_form(node: Node) -> str:
    return node.survey_form if node.scoring.kind is ScoringKind.SURVEY else ""


def _concluded(node: Node, results: tuple[RuleResult, ...], facts: ProofFacts) -> LeafProposal:
    """The proposal of a leaf from its thresholds, by its own scoring."""
    standing = _together(results)
    risk = min((one.risk_date for one in results if one.risk_date is not None), default=None)
    kind = node.scoring.kind
    points: Decimal | None = None
    done: bool | None = None
    if kind in _BY_VALUE:
        points = _valued(node, results)
    elif kind in _ALL_OR_NOTHING and standing is Standing.HOLDS:
        points = node.max_points
    elif kind is ScoringKind.YES_NO and standing is Standing.MISSED:
        points = Decimal(0)
    elif kind in (ScoringKind.CHECK, ScoringKind.NONE):
        done = {Standing.HOLDS: True, Standing.MISSED: False}.get(standing)
    sentence = _conclusion(kind, standing, points, risk, facts)
    return LeafProposal(node.id, results, standing, sentence, points, done, risk)


def _together(results: tuple[RuleResult, ...]) -> Standing:
    """The worst of all; that no case had a date to keep, or no file was late, speaks against nothing else."""
    telling = [one for one in results if one.standing is not Standing.UNKNOWN or not _may_be_absent(one)]
    found = {one.standing for one in telling or results}
    order = (Standing.MISSED, Standing.UNKNOWN, Standing.OPEN, Standing.HOLDS)
    return next(one for one in order if one in found)


def _may_be_absent(result: RuleResult) -> bool:
    source = source_of(result.measure.by)
    return source is not None and source.gauge in (Gauge.ON_TIME, Gauge.APOLOGIES)


def _valued(node: Node, results: tuple[RuleResult, ...]) -> Decimal | None:
    """Points of a count, band or ratio: by the first value in the unit that this scoring reads."""
    wanted = ("times", "days", "models") if node.scoring.kind is ScoringKind.COUNT else ("percent",)
    fitting = [one for one in results if one.value is not None and one.measure.unit in wanted]
    if not fitting and node.scoring.kind is ScoringKind.BANDS:
        fitting = [one for one in results if one.value is not None]
    value = fitting[0].value if fitting else None
    return None if value is None else points_for_fact(node, value)


def _conclusion(
    kind: ScoringKind, standing: Standing, points: Decimal | None, risk: date | None, facts: ProofFacts
) -> str:
    so_far = "" if facts.is_over else formats.short_date(facts.until)
    if points is not None:
        told = formats.points(points)
        if so_far:
            return _("Đề nghị {points} điểm, tính đến {day}.").format(points=told, day=so_far)
        return _("Đề nghị {points} điểm.").format(points=told)
    if standing is Standing.HOLDS:
        if kind not in (ScoringKind.CHECK, ScoringKind.NONE):
            return _("Đủ mọi ngưỡng; cách chấm của mục không cho biết số điểm nên người chấm quyết định.")
        if so_far:
            return _("Đề nghị ghi đã thực hiện, tính đến {day}.").format(day=so_far)
        return _("Đề nghị ghi đã thực hiện.")
    if standing is Standing.UNKNOWN:
        return _("Chưa đủ số liệu để đề nghị.")
    if standing is Standing.OPEN:
        if risk is None:
            return _("Chưa đủ ngưỡng nên chưa đề nghị.")
        return _("Chưa đủ ngưỡng nên chưa đề nghị; còn thời gian đến {day}.").format(
            day=formats.short_date(risk)
        )
    if kind in (ScoringKind.CHECK, ScoringKind.NONE):
        return _("Chưa đủ ngưỡng nên chưa đề nghị ghi đã thực hiện.")
    return _("Chưa đủ ngưỡng; văn bản không nêu điểm cho từng phần nên người chấm quyết định.")


def _by_survey(node: Node, form: str, facts: ProofFacts) -> LeafProposal:
    """The average of the last closed round of the leaf's form, rounded to the step of its scoring."""
    found = last_round(facts, form)
    if found is None or found.average is None:
        risk = None if facts.is_over else facts.last_day
        standing = Standing.UNKNOWN if facts.is_over else Standing.OPEN
        words = _("Chưa có đợt khảo sát nào của mẫu phiếu này đã đóng nên chưa đề nghị.")
        return LeafProposal(node.id, (), standing, words, risk_date=risk)
    step = node.scoring.step or Decimal("0.01")
    points = (found.average / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    maximum = node.max_points
    if maximum is not None and found.max_points != maximum:
        words = _(
            "«{title}»: trung bình {average} trên {form_maximum} điểm của phiếu, khác điểm chuẩn {maximum} của mục nên chưa đề nghị."
        ).format(
            title=found.title,
            average=formats.points(hundredths(found.average)),
            form_maximum=formats.points(found.max_points),
            maximum=formats.points(maximum),
        )
        return LeafProposal(node.id, (), Standing.UNKNOWN, words)
    words = ngettext(
        "Đề nghị {points} điểm: trung bình {n} phiếu hợp lệ của đợt «{title}», đóng ngày {day}.",
        "Đề nghị {points} điểm: trung bình {n} phiếu hợp lệ của đợt «{title}», đóng ngày {day}.",
        found.valid,
    )
    sentence = words.format(
        points=formats.points(points),
        n=formats.whole_number(found.valid),
        title=found.title,
        day=formats.short_date(found.closed_on),
    )
    return LeafProposal(node.id, (), Standing.HOLDS, sentence, points)
