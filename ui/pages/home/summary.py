"""What the home page shows, worked out once in the background and kept for the next start."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_origin, get_type_hints

from friendly_desktop.i18n import language
from ui.pages.home.duties import Duty, duties_of

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.assessment import YearView
    from friendly_desktop.domain.criteria import CriteriaSet, Node
    from friendly_desktop.domain.risk import RiskReport
    from friendly_desktop.services.home import HomeFacts

FORMAT = 5
MOST_RISKS = 200


class Risk(NamedTuple):
    """A finding: how many points are at stake ("" where none), where, what, why, until when.

    ``lost`` says that the day has passed or nothing can help any more; ``kind`` is a ``RiskWhy`` or a ``GapKind``.
    """

    points: str
    place: str
    wording: str
    why: str
    node: str
    kind: str
    evidence_id: int | None = None
    until: str = ""
    lost: bool = False


class Share(NamedTuple):
    """A line with a bar: words, what is done of what, the figures as shown.

    ``backed`` is the part of the whole that something proves, None where bars do not tell it; ``risk`` the points
    at risk in words, "" for none; ``key`` what it is asked for by.
    """

    words: str
    share: float
    figures: str
    key: str = ""
    backed: float | None = None
    risk: str = ""


class NextStep(NamedTuple):
    """A dated step of the yearly procedure."""

    title: str
    last_day: str  # ISO


class HomeSummary(NamedTuple):
    """Everything on the home page, in plain texts and numbers."""

    year: int
    set_title: str
    scored: bool
    frozen_on: str  # ISO or ""
    claimed: str
    of: str
    claimed_share: float
    backed_share: float
    backed: str
    at_risk: str
    claimed_at_risk: str
    unclaimed_at_risk: str
    unbacked: str
    total: str
    level: str
    next_level: str
    to_next: str
    done: int
    leaves: int
    counts: dict[str, int]
    steps: tuple[NextStep, ...]
    risks: tuple[Risk, ...]
    sections: tuple[Share, ...]
    people: tuple[Share, ...]
    duties: tuple[Duty, ...] = ()


class Worked(NamedTuple):
    """A summary and what it was made of."""

    facts: "HomeFacts"
    today: date
    language: str
    summary: HomeSummary


def work_out(services: "Services", year: int, last: Worked | None = None) -> Worked:
    """Read a year and sum it up; runs on the worker.

    Args:
        services: of the office.
        year: which.
        last: what came of it the last time, and does again where nothing is otherwise.
    """
    facts, today, spoken = services.home.facts(year), services.clock.today(), language()
    if last is not None and last[:3] == (facts, today, spoken) and last.summary.year == year:
        return last
    return Worked(facts, today, spoken, _summed(facts, year, today))


def _summed(facts: "HomeFacts", year: int, today: date) -> HomeSummary:
    from friendly_desktop import formats
    from friendly_desktop.domain.assessment import YearState
    from friendly_desktop.domain.risk import is_done

    view, criteria, report = facts.view, facts.criteria, facts.report
    names = {f"p{one.id}": one.name for one in facts.people}
    names |= {f"u{one.id}": one.name for one in facts.units}
    evaluation = view.evaluation
    most = _most(criteria.nodes)
    done = sum(is_done(view.rows[leaf.id]) for leaf in criteria.leaves)
    counts: dict[str, int] = {}
    for gap in view.gaps:
        counts[gap.kind.value] = counts.get(gap.kind.value, 0) + 1
    return HomeSummary(
        year=year,
        set_title=criteria.short_title or criteria.title,
        scored=criteria.scored,
        frozen_on=view.frozen_on.isoformat() if view.state is YearState.FROZEN and view.frozen_on else "",
        claimed=formats.points(evaluation.self_points),
        of=formats.points(most),
        claimed_share=_share(evaluation.self_points, most),
        backed_share=_share(report.backed, most),
        backed=formats.points(report.backed),
        at_risk=formats.points(report.at_risk),
        claimed_at_risk=formats.points(report.claimed_at_risk),
        unclaimed_at_risk=formats.points(report.at_risk - report.claimed_at_risk),
        unbacked=formats.points(view.unbacked),
        total=formats.points(evaluation.total),
        level=evaluation.level.title if evaluation.level else "",
        next_level=evaluation.next_level.title if evaluation.next_level else "",
        to_next=formats.points(evaluation.to_next),
        done=done,
        leaves=len(criteria.leaves),
        counts=counts,
        steps=tuple(NextStep(one.step.title, one.last_day.isoformat()) for one in report.steps),
        risks=(*_lines(report, criteria, today), *_findings(view, criteria))[:MOST_RISKS],
        sections=tuple(_sections(view, criteria)),
        people=tuple(_people(report, criteria, names)),
        duties=duties_of(facts, today),
    )


def keep(path: Path, summary: HomeSummary) -> None:
    """Keep the summary for the next start; it is only a cache."""
    from ui.window_state import write_json

    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, [FORMAT, *summary])


def kept(path: Path) -> HomeSummary | None:
    """The summary of the last time, None if there is none or it is of another format."""
    import json

    try:
        number, *values = json.loads(path.read_text(encoding="utf-8"))
        if number != FORMAT:
            return None
        found = HomeSummary(*values)
        found = found._replace(
            steps=tuple(NextStep(*one) for one in found.steps),
            risks=tuple(Risk(*one) for one in found.risks),
            sections=tuple(Share(*one) for one in found.sections),
            people=tuple(Share(*one) for one in found.people),
            duties=tuple(Duty(*one) for one in found.duties),
        )
        for one in (found, *found.steps, *found.risks, *found.sections, *found.people, *found.duties):
            _require_kinds(one)
        for step in found.steps:
            date.fromisoformat(step.last_day)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return found


@cache
def _kinds(of: type[Any]) -> dict[str, Any]:
    return get_type_hints(of)


def _require_kinds(value: Any) -> None:
    """Raise TypeError where a named tuple holds something of another kind than the window will take it for."""
    for name, kind in _kinds(value.__class__).items():
        found = getattr(value, name)
        if kind is float:
            fits = isinstance(found, int | float) and isfinite(found)
        elif get_origin(kind) is dict:
            fits = isinstance(found, dict) and all(isinstance(one, int) for one in found.values())
        elif get_origin(kind) is tuple:
            fits = isinstance(found, tuple)
        else:
            fits = isinstance(found, kind)
        if not fits:
            raise TypeError(name)


def _share(part: Decimal, whole: Decimal) -> float:
    return float(part / whole) if whole else 0.0


def _most(nodes: Iterable["Node"]) -> Decimal:
    """The most points the office can give itself."""
    from friendly_desktop.domain.criteria import Scorer, ScoringKind

    most = Decimal(0)
    for node in nodes:
        leaves = [leaf for leaf in node.walk() if leaf.is_leaf]
        if all(leaf.scorer is Scorer.SELF for leaf in leaves) and node.max_points is not None:
            if node.scoring.kind not in (ScoringKind.BONUS, ScoringKind.DEDUCTION):
                most += node.max_points
        else:
            most += _most(node.children)
    return most


def _lines(report: "RiskReport", criteria: "CriteriaSet", today: date) -> Iterable[Risk]:
    """The lines that may lose points, those first whose day comes first, what is lost already last."""
    from friendly_desktop import formats
    from friendly_desktop.domain.risk import until_words, why_words
    from ui.widgets.words import calm, capital

    for one in report.lines:
        yield Risk(
            formats.points(one.points),
            criteria.references[one.node],
            calm(criteria.by_id[one.node].text),
            capital(why_words(one)),
            one.node,
            one.why.value,
            None,
            until_words(one, today),
            one.lost or (one.lost_on is not None and one.lost_on < today),
        )


def _findings(view: "YearView", criteria: "CriteriaSet") -> Iterable[Risk]:
    """What else is to be looked at; what is merely unscored is counted only."""
    from friendly_desktop.domain.assessment import GapKind
    from friendly_desktop.i18n import _
    from ui.widgets.words import calm

    words = {
        GapKind.EMPTY_FILE: _("Có tệp rỗng"),
        GapKind.MISSING_FILE: _("Có tệp bị mất"),
        GapKind.DAMAGED_FILE: _("Có tệp bị hỏng"),
        GapKind.OUTSIDE_YEAR: _("Có tài liệu ngoài năm"),
        GapKind.SCORE_PROBLEM: _("Điểm chưa hợp lệ"),
        GapKind.VETO_UNANSWERED: _("Chưa trả lời điều kiện loại"),
        GapKind.OFFICE_INCOMPLETE: _("Cài đặt còn thiếu"),
    }
    vetoes = {veto.id: veto.text for veto in criteria.vetoes}
    for gap in (one for one in view.gaps if one.kind in words):
        node = criteria.by_id.get(gap.node)
        yield Risk(
            "",
            criteria.references[gap.node] if node else "",
            calm(node.text) if node else vetoes.get(gap.node, gap.message),
            words[gap.kind],
            gap.node,
            gap.kind.value,
            gap.evidence_id,
        )


def _sections(view: "YearView", criteria: "CriteriaSet") -> Iterable[Share]:
    """The criteria as people speak of them: the first level below the parts of the set."""
    from friendly_desktop import formats
    from friendly_desktop.domain.risk import is_done
    from friendly_desktop.i18n import _
    from ui.widgets.words import calm

    tops: list[Node] = []
    for top in criteria.nodes:
        below_are_groups = len(criteria.nodes) <= 2 and any(child.children for child in top.children)
        tops.extend(top.children if below_are_groups else (top,))
    for node in tops:
        if criteria.scored and node.max_points is not None:
            points = view.evaluation.sums.get(node.id, Decimal(0))
            share = _share(points, node.max_points)
            backed = _share(points - _unproved(view, node), node.max_points)
            figures = _("{points} / {most}").format(
                points=formats.points(points), most=formats.points(node.max_points)
            )
        else:
            leaves = [leaf.id for leaf in node.walk() if leaf.is_leaf]
            done = sum(is_done(view.rows[leaf]) for leaf in leaves)
            share, backed = done / len(leaves), None
            figures = _("{done} / {all} mục").format(done=done, all=len(leaves))
        yield Share(calm(node.text), share, figures, node.id, backed)


def _unproved(view: "YearView", node: "Node") -> Decimal:
    """The points claimed below a line that nothing proves."""
    from friendly_desktop.domain.gaps import is_claimed

    rows = ((leaf, view.rows[leaf.id]) for leaf in node.walk() if leaf.is_leaf)
    unproved = (row.entry.points for leaf, row in rows if is_claimed(leaf, row.entry) and not row.is_backed)
    return sum((points for points in unproved if points is not None), Decimal(0))


def _people(report: "RiskReport", criteria: "CriteriaSet", names: dict[str, str]) -> Iterable[Share]:
    """Who has how much done, by officer, and by unit where no officer is named."""
    from friendly_desktop import formats
    from friendly_desktop.domain.text import name_sort_key
    from friendly_desktop.i18n import _

    found = []
    for owner in report.owners:
        key = f"p{owner.officer_id}" if owner.officer_id is not None else f"u{owner.unit_id}"
        if key in names:
            found.append((names[key], key, owner))
    for name, key, owner in sorted(found, key=lambda one: name_sort_key(one[0])):
        leaves = len(owner.leaves)
        backed = None
        if criteria.scored and owner.claimed:
            backed = owner.done / leaves * float(owner.backed / owner.claimed)
        risk = _("nguy cơ {points}").format(points=formats.points(owner.at_risk)) if owner.at_risk else ""
        figures = _("{done} / {all} mục").format(done=owner.done, all=leaves)
        yield Share(name, owner.done / leaves, figures, key, backed, risk)
