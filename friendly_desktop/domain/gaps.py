"""The checks before sending: what is claimed but not backed, not answered, late or dated wrongly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.assessment import (
    Entry,
    Evaluation,
    Gap,
    GapKind,
    LeafRow,
    LeafStatus,
    VetoAnswer,
)
from friendly_desktop.domain.criteria import CriteriaSet, Node, Scorer, ScoringKind
from friendly_desktop.formats import points as spoken
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What the checks look at."""

    criteria: CriteriaSet
    rows: Mapping[str, LeafRow]
    vetoes: Mapping[str, VetoAnswer]
    evaluation: Evaluation
    today: date


def short_text(text: str, limit: int = 60) -> str:
    """The beginning of a wording, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def naming(criteria: CriteriaSet, node_id: str) -> str:
    """A leaf in a sentence: its place and the beginning of its wording."""
    node = criteria.by_id.get(node_id)
    if node is None:
        return node_id
    return _("{place} «{words}»").format(place=criteria.references[node_id], words=short_text(node.text))


def is_claimed(node: Node, entry: Entry) -> bool:
    """Whether the office claims something that needs proof: points, or a tick in an unscored set."""
    if node.scorer is not Scorer.SELF or entry.status is LeafStatus.NOT_APPLICABLE:
        return False
    if node.scoring.kind is ScoringKind.CHECK:
        return entry.status is LeafStatus.DONE
    return entry.points is not None and entry.points > 0


def unbacked_points(criteria: CriteriaSet, rows: Mapping[str, LeafRow]) -> Decimal:
    """The claimed points that no evidence backs yet."""
    total = Decimal(0)
    for leaf in criteria.leaves:
        row = rows[leaf.id]
        if is_claimed(leaf, row.entry) and not row.is_backed:
            total += row.entry.points or Decimal(0)
    return total


def find_gaps(facts: YearFacts) -> Iterator[Gap]:
    """Every finding about the answers of a year, in printed order; vetoes last."""
    refused = {problem.node: problem.message for problem in facts.evaluation.problems}
    for leaf in facts.criteria.leaves:
        row = facts.rows[leaf.id]
        if leaf.id in refused:
            yield Gap(GapKind.SCORE_PROBLEM, _sentence(facts, leaf, refused[leaf.id]), leaf.id)
        yield from _leaf_gaps(facts, leaf, row)
    for veto in facts.criteria.vetoes:
        answer = facts.vetoes.get(veto.id)
        if answer is None or answer.holds is None:
            message = _("Chưa trả lời điều kiện loại: «{text}».").format(text=short_text(veto.text, 90))
            yield Gap(GapKind.VETO_UNANSWERED, message, veto.id)


def _leaf_gaps(facts: YearFacts, leaf: Node, row: LeafRow) -> Iterator[Gap]:
    entry = row.entry
    if leaf.scorer is Scorer.SELF and _is_open(leaf, entry):
        yield Gap(
            GapKind.NOT_SCORED,
            _sentence(
                facts, leaf, _("chưa tự chấm.") if leaf.max_points is not None else _("chưa đánh giá.")
            ),
            leaf.id,
            points=leaf.max_points,
        )
    if is_claimed(leaf, entry) and not row.is_backed:
        if entry.points is None:
            told = _("ghi là đã thực hiện nhưng chưa có tài liệu kiểm chứng.")
        else:
            told = _("tự chấm {points} điểm nhưng chưa có tài liệu kiểm chứng.").format(
                points=spoken(entry.points)
            )
        yield Gap(GapKind.NO_EVIDENCE, _sentence(facts, leaf, told), leaf.id, points=entry.points)
    if entry.due and entry.due < facts.today and entry.status in (LeafStatus.TODO, LeafStatus.DOING):
        told = _("đã quá hạn nội bộ {date}.").format(date=short_date(entry.due))
        yield Gap(GapKind.OVERDUE, _sentence(facts, leaf, told), leaf.id, points=leaf.max_points)


def _is_open(leaf: Node, entry: Entry) -> bool:
    if entry.status is LeafStatus.NOT_APPLICABLE:
        return False
    if leaf.scoring.kind in (ScoringKind.CHECK, ScoringKind.NONE):
        return entry.status is not LeafStatus.DONE
    return entry.points is None


def _sentence(facts: YearFacts, leaf: Node, told: str) -> str:
    return _("Mục {leaf}: {told}").format(leaf=naming(facts.criteria, leaf.id), told=told)
