"""What the home page shows, worked out once in the background and kept for the next start."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ui.pages.home.duties import Duty, duties_of

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.assessment import YearView
    from friendly_desktop.domain.criteria import CriteriaSet, Node

FORMAT = 3
MOST_RISKS = 200


class Risk(NamedTuple):
    """A finding: how many points are at stake ("" where none), where, what, and the kind of finding."""

    points: str
    place: str
    wording: str
    why: str
    node: str
    kind: str
    evidence_id: int | None = None


class Share(NamedTuple):
    """A line with a bar: words, what is done of what, the figures as shown."""

    words: str
    share: float
    figures: str
    key: str = ""


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


def work_out(services: "Services", year: int) -> HomeSummary:
    """Read a year and sum it up; runs on the worker."""
    from friendly_desktop import formats
    from friendly_desktop.domain.assessment import YearState

    view = services.assessment.view(year)
    criteria = services.assessment.criteria_of(year)
    people = {one.id: one.name for one in services.office.people()}
    units = {one.id: one.name for one in services.office.units()}
    evaluation = view.evaluation
    most = _most(criteria.nodes)
    backed = evaluation.self_points - view.unbacked
    done = sum(_is_done(view, leaf.id) for leaf in criteria.leaves)
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
        backed_share=_share(backed, most),
        backed=formats.points(backed),
        at_risk=formats.points(view.unbacked),
        total=formats.points(evaluation.total),
        level=evaluation.level.title if evaluation.level else "",
        next_level=evaluation.next_level.title if evaluation.next_level else "",
        to_next=formats.points(evaluation.to_next),
        done=done,
        leaves=len(criteria.leaves),
        counts=counts,
        steps=tuple(NextStep(step.title, step.last_day(year).isoformat()) for step in criteria.steps),
        risks=tuple(_risks(view, criteria))[:MOST_RISKS],
        sections=tuple(_sections(view, criteria)),
        people=tuple(_people(view, criteria, people, units)),
        duties=duties_of(services),
    )


def keep(path: Path, summary: HomeSummary) -> None:
    """Keep the summary for the next start; it is only a cache."""
    from ui.window_state import write_json

    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, [FORMAT, *summary])


def forget(path: Path) -> None:
    """Do not show the last summary again: its records are being taken away."""
    path.unlink(missing_ok=True)


def kept(path: Path) -> HomeSummary | None:
    """The summary of the last time, None if there is none or it is of another format."""
    import json

    try:
        number, *values = json.loads(path.read_text(encoding="utf-8"))
        if number != FORMAT:
            return None
        found = HomeSummary(*values)
        return found._replace(
            steps=tuple(NextStep(*one) for one in found.steps),
            risks=tuple(Risk(*one) for one in found.risks),
            sections=tuple(Share(*one) for one in found.sections),
            people=tuple(Share(*one) for one in found.people),
            duties=tuple(Duty(*one) for one in found.duties),
        )
    except (OSError, ValueError, TypeError):
        return None


def next_step(summary: HomeSummary, today: date) -> tuple[NextStep, int] | None:
    """The next dated step and the days left, None when all are past."""
    ahead = [
        (step, (date.fromisoformat(step.last_day) - today).days)
        for step in summary.steps
        if date.fromisoformat(step.last_day) >= today
    ]
    return min(ahead, key=lambda one: one[1], default=None)


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


def _is_done(view: "YearView", leaf: str) -> bool:
    from friendly_desktop.domain.assessment import LeafStatus

    entry = view.rows[leaf].entry
    return entry.status in (LeafStatus.DONE, LeafStatus.NOT_APPLICABLE) or entry.points is not None


def _risks(view: "YearView", criteria: "CriteriaSet") -> Iterable[Risk]:
    """The findings that put points at risk, the largest first; what is merely unscored is counted only."""
    from friendly_desktop import formats
    from friendly_desktop.domain.assessment import GapKind
    from friendly_desktop.i18n import _
    from ui.widgets.words import calm

    words = {
        GapKind.NO_EVIDENCE: _("Chưa có minh chứng"),
        GapKind.EMPTY_FILE: _("Có tệp rỗng"),
        GapKind.MISSING_FILE: _("Có tệp bị mất"),
        GapKind.DAMAGED_FILE: _("Có tệp bị hỏng"),
        GapKind.OUTSIDE_YEAR: _("Có tài liệu ngoài năm"),
        GapKind.SCORE_PROBLEM: _("Điểm chưa hợp lệ"),
        GapKind.OVERDUE: _("Quá hạn nội bộ"),
        GapKind.VETO_UNANSWERED: _("Chưa trả lời điều kiện loại"),
        GapKind.OFFICE_INCOMPLETE: _("Cài đặt còn thiếu"),
    }
    vetoes = {veto.id: veto.text for veto in criteria.vetoes}
    found = [gap for gap in view.gaps if gap.kind in words]
    for gap in sorted(found, key=lambda one: -(one.points or Decimal(0))):
        node = criteria.by_id.get(gap.node)
        yield Risk(
            formats.points(gap.points),
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
            figures = _("{points} / {most}").format(
                points=formats.points(points), most=formats.points(node.max_points)
            )
        else:
            leaves = [leaf.id for leaf in node.walk() if leaf.is_leaf]
            done = sum(_is_done(view, leaf) for leaf in leaves)
            share = done / len(leaves)
            figures = _("{done} / {all} mục").format(done=done, all=len(leaves))
        yield Share(calm(node.text), share, figures, node.id)


def _people(
    view: "YearView", criteria: "CriteriaSet", people: dict[int, str], units: dict[int, str]
) -> Iterable[Share]:
    """Who has how much done, by officer, and by unit where no officer is named."""
    from friendly_desktop.domain.text import name_sort_key
    from friendly_desktop.i18n import _

    given: dict[str, list[bool]] = {}
    for leaf in criteria.leaves:
        entry = view.rows[leaf.id].entry
        name = people.get(entry.officer_id or 0) or units.get(entry.unit_id or 0)
        if name:
            given.setdefault(name, []).append(_is_done(view, leaf.id))
    for name in sorted(given, key=name_sort_key):
        done = given[name]
        figures = _("{done} / {all} mục").format(done=sum(done), all=len(done))
        yield Share(name, sum(done) / len(done), figures)
