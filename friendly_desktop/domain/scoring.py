"""What a year's points add up to: exact sums at every level, vetoes, the level reached.

Points are given to leaves only. A point that breaks its leaf's own rule is reported and not counted,
so that a total can always be explained line by line.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from friendly_desktop.domain.assessment import Evaluation, ScoreProblem
from friendly_desktop.domain.criteria import (
    CriteriaSet,
    Level,
    Node,
    NotApplicable,
    Scorer,
    ScoringKind,
    VetoEffect,
)
from friendly_desktop.formats import points as points_text
from friendly_desktop.i18n import _

ZERO = Decimal(0)
_CENT = Decimal("0.01")
_LARGEST = Decimal(1_000_000)
_MOST_PLACES = 6

# ASCII digits only: full-width and Arabic digits look alike on paper and sort apart in files.
_POINTS = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,6})?")
_NEGATIVE_POINTS = re.compile(r"[-\u2212][0-9]{1,7}(?:[.,][0-9]{1,6})?")

#: Kinds whose points stand outside the maximum of the groups above them.
OUTSIDE_MAXIMUM = frozenset({ScoringKind.BONUS, ScoringKind.DEDUCTION})
_WITHOUT_POINTS = frozenset({ScoringKind.NONE, ScoringKind.CHECK})


class ScoreError(ValueError):
    """Text that is not a score; the message is a translated sentence for the person who typed it."""


def parse_points(text: str, *, negative: bool = False) -> Decimal:
    """Read points as people type them.

    Args:
        text: ``"0,5"``, ``"1.0"``, ``" 2 "``.
        negative: whether a leading minus is allowed (deductions).

    Returns:
        The exact value.

    Raises:
        ScoreError: with a sentence that says what to type instead.
    """
    typed = text.strip()
    if not typed:
        raise ScoreError(_("Chưa nhập điểm."))
    if negative and _NEGATIVE_POINTS.fullmatch(typed):
        return -Decimal(typed[1:].replace(",", "."))
    if _POINTS.fullmatch(typed):
        return Decimal(typed.replace(",", "."))
    if _NEGATIVE_POINTS.fullmatch(typed):
        raise ScoreError(_("Điểm không được âm."))
    raise ScoreError(_("«{text}» không phải là điểm; hãy nhập số, ví dụ 1 hoặc 0,5.").format(text=typed[:40]))


def check_points(node: Node, points: Decimal) -> str:
    """Say what is wrong with giving ``points`` to ``node``.

    Args:
        node: a leaf or group of the set.
        points: the value to be judged.

    Returns:
        A translated sentence, or "" when the rule of the node allows the value.
    """
    if not node.is_leaf:
        return _("Đây là nhóm tiêu chí; điểm của nhóm được cộng từ các mục con, hãy chấm từng mục con.")
    rule = node.scoring
    if rule.kind in _WITHOUT_POINTS:
        return _("Mục này không có thang điểm nên không chấm điểm được.")
    if not points.is_finite() or points.copy_abs() > _LARGEST:  # abs() of 1e1000000 overflows
        return _("Điểm phải là một số thông thường.")
    if points and (
        points.adjusted() < -_MOST_PLACES or -int(points.normalize().as_tuple().exponent) > _MOST_PLACES
    ):
        return _("Điểm có quá nhiều chữ số thập phân.")
    return _outside_range(node, points) or _outside_rule(node, points)


def _outside_range(node: Node, points: Decimal) -> str:
    if node.scoring.kind is ScoringKind.DEDUCTION:
        floor = node.scoring.floor or ZERO
        if not floor <= points <= 0:
            return _("Điểm trừ phải nằm trong khoảng từ {floor} đến 0.").format(floor=points_text(floor))
        return ""
    if points < 0:
        return _("Điểm không được âm.")
    if node.max_points is not None and points > node.max_points:
        return _("Điểm {points} vượt điểm chuẩn {maximum}.").format(
            points=points_text(points), maximum=points_text(node.max_points)
        )
    return ""


def _outside_rule(node: Node, points: Decimal) -> str:
    rule = node.scoring
    if rule.kind is ScoringKind.YES_NO and points not in (ZERO, node.max_points):
        return _("Mục này chỉ nhận 0 hoặc {maximum} điểm.").format(
            maximum=points_text(node.max_points or ZERO)
        )
    if rule.kind is ScoringKind.CHOICE:
        return _not_among(points, {option.points for option in rule.options})
    if rule.kind is ScoringKind.BANDS:
        return _not_among(points, {band.points for band in rule.bands} | {ZERO})
    if rule.kind is ScoringKind.COUNT and rule.unit_points and points != node.max_points:
        if points % rule.unit_points:
            return _("Điểm phải là bội số của {unit} (điểm cho mỗi đơn vị).").format(
                unit=points_text(rule.unit_points)
            )
        return ""
    if rule.step and points % rule.step:
        return _("Điểm {points} không đúng bước chấm {step}.").format(
            points=points_text(points), step=points_text(rule.step)
        )
    return ""


def _not_among(points: Decimal, allowed: Collection[Decimal]) -> str:
    if points in allowed:
        return ""
    listed = "; ".join(points_text(value) for value in sorted(allowed))
    return _("Mục này chỉ nhận một trong các mức điểm: {allowed}.").format(allowed=listed)


def points_for_fact(node: Node, fact: Decimal) -> Decimal:
    """Turn a measured value into the points its leaf gives.

    Args:
        node: a leaf of kind ratio (``fact`` in percent, over 100 too), count (how many) or bands
            (the measured value).
        fact: the value, not negative.

    Returns:
        Points within the leaf's maximum, rounded down to its step.

    Raises:
        ValueError: the leaf is of another kind.
    """
    rule = node.scoring
    maximum = node.max_points or ZERO
    if rule.kind is ScoringKind.BANDS:
        reached = [band for band in rule.bands if fact >= band.at_least]
        return max(reached, key=lambda band: band.at_least).points if reached else ZERO
    if rule.kind is ScoringKind.COUNT:
        return min(maximum, fact * (rule.unit_points or ZERO))
    if rule.kind is ScoringKind.RATIO:
        points = fact * rule.unit_points if rule.unit_points else fact * maximum / 100
        if rule.step:
            points = (points / rule.step).quantize(Decimal(1), ROUND_DOWN) * rule.step
        return min(maximum, points)
    raise ValueError(f"{node.id} is of kind {rule.kind.value}: it has no measured value")


def evaluate(
    criteria_set: CriteriaSet,
    scores: Mapping[str, Decimal | str],
    vetoes: Mapping[str, bool | None],
    surveys: Mapping[str, Decimal | str],
    not_applicable: Collection[str] = (),
) -> Evaluation:
    """Add a year up.

    Args:
        criteria_set: the set the year is scored with.
        scores: points of leaves that are not scored by survey, by node id; text as people type it.
        vetoes: the answers, by veto id; None or absent means unanswered.
        surveys: survey averages, by node id.
        not_applicable: leaves for which the commune has no task; their own rule says what they count.

    Returns:
        The sums, the level and every score that was not counted. ``self_points`` are all points that
        do not come from surveys, so that self and survey points make the total.
    """
    tally = _Tally(criteria_set)
    tally.take_not_applicable(not_applicable)
    tally.take(scores, from_survey=False)
    tally.take(surveys, from_survey=True)
    tally.check_vetoes(vetoes)
    total = tally.add_up()
    survey_points = sum(
        (tally.leaves[leaf.id] for leaf in criteria_set.leaves
         if leaf.scorer is Scorer.SURVEY and leaf.id in tally.leaves),
        ZERO,
    )  # fmt: skip
    standing = _stand(criteria_set, total, tally.sums, vetoes)
    return Evaluation(
        total=total,
        self_points=total - survey_points,
        survey_points=survey_points,
        max_points=criteria_set.max_points,
        level=standing.level,
        next_level=standing.next_level,
        to_next=standing.to_next,
        vetoed=standing.vetoed,
        unanswered_vetoes=tuple(veto.id for veto in criteria_set.vetoes if vetoes.get(veto.id) is None),
        sums=tally.sums,
        problems=tuple(tally.problems),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What a subtree gives: points inside its maximum, points outside it, the maximum that counts."""

    inside: Decimal = ZERO
    outside: Decimal = ZERO
    counted: Decimal = ZERO  # the maximum without excluded leaves
    full: Decimal = ZERO  # the maximum as printed


@dataclass
class _Tally:
    """The points that count, gathered leaf by leaf and then summed up the tree."""

    criteria_set: CriteriaSet
    leaves: dict[str, Decimal] = field(default_factory=dict)
    excluded: set[str] = field(default_factory=set)
    sums: dict[str, Decimal] = field(default_factory=dict)
    problems: list[ScoreProblem] = field(default_factory=list)

    def take_not_applicable(self, nodes: Collection[str]) -> None:
        """Settle the leaves marked N/A, in printed order."""
        for node_id in self._in_order(nodes):
            node = self.criteria_set.by_id.get(node_id)
            if node is None:
                self._refuse(node_id, _("Bộ tiêu chí không có mục này."))
            elif not node.is_leaf:
                self._refuse(node_id, _("Chỉ đánh dấu «không áp dụng» ở từng mục con, không ở cả nhóm."))
            elif node.scoring.not_applicable is NotApplicable.EXCLUDED:
                self.excluded.add(node_id)
            elif node.scoring.not_applicable is NotApplicable.FULL:
                self.leaves[node_id] = node.max_points or ZERO
            elif node.scoring.kind not in _WITHOUT_POINTS:
                self._refuse(node_id, _("Mục này không được đánh dấu «không áp dụng»."))

    def take(self, given: Mapping[str, Decimal | str], *, from_survey: bool) -> None:
        """Judge each score; keep it or say why not."""
        settled = self.excluded | self.leaves.keys()
        for node_id in self._in_order(given):
            node = self.criteria_set.by_id.get(node_id)
            if node is None:
                self._refuse(node_id, _("Bộ tiêu chí không có mục này."))
                continue
            if node_id in settled:
                continue
            value = given[node_id]
            try:
                points = self._read(node, value) if isinstance(value, str) else value
            except ScoreError as error:
                self._refuse(node_id, str(error))
                continue
            message = check_points(node, points) or _wrong_hand(node, from_survey)
            if message:
                self._refuse(node_id, message)
            else:
                self.leaves[node_id] = points

    def check_vetoes(self, answers: Mapping[str, bool | None]) -> None:
        """Report answers to conditions the set does not have."""
        known = {veto.id for veto in self.criteria_set.vetoes}
        for veto_id in sorted(answers.keys() - known):
            self._refuse(veto_id, _("Bộ tiêu chí không có điều kiện loại này."))

    def add_up(self) -> Decimal:
        """Fill ``sums`` from the leaves upward and give the total."""
        whole = _join([self._part(node) for node in self.criteria_set.nodes])
        return whole.inside + whole.outside

    def _part(self, node: Node) -> _Part:
        if node.is_leaf:
            part = self._leaf_part(node)
            if node.id in self.leaves:
                self.sums[node.id] = self.leaves[node.id]
            return part
        part = _join([self._part(child) for child in node.children])
        if self.criteria_set.scored:
            self.sums[node.id] = part.inside + part.outside
        return part

    def _leaf_part(self, node: Node) -> _Part:
        points = self.leaves.get(node.id, ZERO)
        if node.scoring.kind in OUTSIDE_MAXIMUM:
            return _Part(outside=points)
        full = node.max_points or ZERO
        return _Part(inside=points, counted=ZERO if node.id in self.excluded else full, full=full)

    def _read(self, node: Node, text: str) -> Decimal:
        return parse_points(text, negative=node.scoring.kind is ScoringKind.DEDUCTION)

    def _refuse(self, node_id: str, message: str) -> None:
        self.problems.append(ScoreProblem(node_id, message))

    def _in_order(self, ids: Iterable[str]) -> list[str]:
        """Known ids as printed, then the unknown ones, so that input order changes nothing."""
        place = {node_id: number for number, node_id in enumerate(self.criteria_set.by_id)}
        return sorted(set(ids), key=lambda node_id: (place.get(node_id, len(place)), node_id))


def _wrong_hand(node: Node, from_survey: bool) -> str:
    if (node.scorer is Scorer.SURVEY) == from_survey:
        return ""
    if from_survey:
        return _("Mục này không chấm bằng phiếu khảo sát; hãy ghi điểm ở phần tự chấm.")
    return _("Mục này chấm bằng phiếu khảo sát; hãy ghi điểm ở phần khảo sát.")


def _join(parts: list[_Part]) -> _Part:
    """Add siblings; where some were excluded, scale the others up to the full maximum.

    The scaling happens in the nearest group that still has something to score, so that every printed
    maximum above stays true; a group whose every leaf is excluded is itself excluded.
    """
    inside = sum((part.inside for part in parts), ZERO)
    outside = sum((part.outside for part in parts), ZERO)
    counted = sum((part.counted for part in parts), ZERO)
    full = sum((part.full for part in parts), ZERO)
    if ZERO < counted < full:
        scaled = (inside * full / counted).quantize(_CENT, ROUND_HALF_UP)
        return _Part(min(scaled, full), outside, full, full)
    return _Part(inside, outside, counted, full)


@dataclass(frozen=True, slots=True)
class _Standing:
    level: Level | None
    next_level: Level | None
    to_next: Decimal | None
    vetoed: bool


def _stand(
    criteria_set: CriteriaSet,
    total: Decimal,
    sums: Mapping[str, Decimal],
    vetoes: Mapping[str, bool | None],
) -> _Standing:
    """Find the level: by points first, then what the vetoes that hold take away."""
    holding = [veto for veto in criteria_set.vetoes if vetoes.get(veto.id) is True]
    vetoed = any(set(veto.effects) & {VetoEffect.NOT_CONSIDERED, VetoEffect.REVOKED} for veto in holding)
    levels = sorted(criteria_set.levels, key=lambda level: level.at_least)
    if not levels:
        return _Standing(None, None, None, vetoed)
    if vetoed:
        failing = next((level for level in levels if not level.passing), None)
        return _Standing(failing, None, None, vetoed)
    lowered = sum(VetoEffect.LOWERED in veto.effects for veto in holding)
    reached = max(
        (place for place, level in enumerate(levels) if _short(level, total, sums) <= 0), default=-1
    )
    place = max(reached - lowered, 0) if reached >= 0 else -1
    level = levels[place] if place >= 0 else next((low for low in levels[:1] if not low.passing), None)
    if place + 1 + lowered >= len(levels):
        return _Standing(level, None, None, vetoed)
    to_next = _short(levels[place + 1 + lowered], total, sums)
    return _Standing(level, levels[place + 1], max(to_next, ZERO), vetoed)


def _short(level: Level, total: Decimal, sums: Mapping[str, Decimal]) -> Decimal:
    """How many points are missing for ``level``, its minima by node included; not positive if none."""
    missing = [bound - sums.get(node_id, ZERO) for node_id, bound in level.minima.items()]
    return max([level.at_least - total, *missing])
