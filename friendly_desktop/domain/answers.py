"""Answers to the lines of a set: points as they are typed, carried into another year, set aside by a new version."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.criteria import CriteriaSet, Node, ScoringKind
from friendly_desktop.domain.gaps import naming
from friendly_desktop.domain.scoring import ScoreError, check_points, parse_points
from friendly_desktop.domain.text import clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points as points_text
from friendly_desktop.i18n import _, in_vietnamese


def read_points(criteria_set: CriteriaSet, leaf: Node, points: Decimal | str | None) -> Decimal | None:
    """Points as typed or given; None where there are none.

    Args:
        criteria_set: for the name of the line in a refusal.
        leaf: the line they are for.
        points: exact, or the words of a person: "1,5".

    Raises:
        AppError: ``points_refused``: no number, above the most, off its step.
    """
    if points is None or (isinstance(points, str) and not points.strip()):
        return None
    try:
        negative = leaf.scoring.kind is ScoringKind.DEDUCTION
        value = parse_points(points, negative=negative) if isinstance(points, str) else points
        refusal = check_points(leaf, value)
    except ScoreError as error:
        refusal = str(error)
    if refusal:
        raise AppError(
            "points_refused",
            _("Điểm không được nhận"),
            _("Mục {leaf}: {why}").format(leaf=naming(criteria_set, leaf.id), why=refusal),
            _("Điểm đã lưu trước đó vẫn giữ nguyên."),
        )
    return value


def set_aside(entry: Entry, old: CriteriaSet) -> Entry:
    """The entry unscored, with its points in the note: what was entered is never lost."""
    with in_vietnamese():  # kept with the year, for whoever opens it later
        told = _("Theo phiên bản {version} đã chấm {points} điểm.").format(
            version=old.version, points=points_text(entry.points)
        )
    note = clean_text(f"{entry.note}\n{told}")
    return replace(entry, points=None, status=LeafStatus.TODO, note=note)


def same_day(due: date | None, year: int) -> date | None:
    """The office's own date in another year; 28 February for the 29th."""
    if due is None:
        return None
    try:
        return due.replace(year=year)
    except ValueError:  # 29 February
        return due.replace(year=year, day=28)
