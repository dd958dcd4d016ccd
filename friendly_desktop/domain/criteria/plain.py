"""A criteria set as plain texts, lists and mappings in the shape of the file format.

The inverse of ``criteria.build``: building what this gives yields an equal set. The database keeps it as
JSON, and equal sets give equal bytes.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import Any

from friendly_desktop.domain.criteria import CriteriaSet, Measure, Node, NotApplicable, Scorer, Scoring
from friendly_desktop.domain.criteria.build import FORMAT, default_scoring
from friendly_desktop.formats import plain

Plain = Any  # JSON-able: str, list of Plain, dict of str to Plain


def canonical(criteria_set: CriteriaSet) -> str:
    """The one text of a set: two equal sets give the same bytes."""
    return json.dumps(to_plain(criteria_set), ensure_ascii=False, indent=1) + "\n"


def content_digest(criteria_set: CriteriaSet) -> str:
    """SHA-256 of what the set says, its version number left out."""
    return hashlib.sha256(canonical(replace(criteria_set, version="1")).encode("utf-8")).hexdigest()


def to_plain(criteria_set: CriteriaSet) -> dict[str, Plain]:
    """The set in the shape of the file format; absent is what the format would assume anyway."""
    whole = criteria_set
    return _filled(
        format=str(FORMAT),
        id=whole.id,
        version=whole.version,
        title=whole.title,
        short_title=whole.short_title,
        province=whole.province,
        valid_from=whole.valid_from,
        valid_to=whole.valid_to,
        replaces=whole.replaces,
        source=whole.source,
        note=whole.note,
        verified=_filled(by=whole.verified_by, on=whole.verified_on),
        legal_basis=[
            _filled(title=basis.title, number=basis.number, issued=basis.issued, body=basis.body)
            for basis in whole.legal_basis
        ],
        max_points=whole.max_points,
        table_title=whole.table_title,
        table_notes=list(whole.table_notes),
        levels=[
            _filled(
                id=level.id,
                title=level.title,
                at_least=level.at_least,
                passing="" if level.passing else "false",
                minima={node_id: plain(bound) for node_id, bound in level.minima.items()},
            )
            for level in whole.levels
        ],
        vetoes=[
            _filled(id=veto.id, text=veto.text, effects=[effect.value for effect in veto.effects])
            for veto in whole.vetoes
        ],
        steps=[
            _filled(
                id=step.id,
                title=step.title,
                text=step.text,
                actor=step.actor,
                month=str(step.month),
                day=str(step.day) if step.day else "",
                year_offset=str(step.year_offset) if step.year_offset else "",
            )
            for step in whole.steps
        ],
        nodes=[node_to_plain(node) for node in whole.nodes],
        corrections=[
            _filled(node=one.node, found=one.found, corrected=one.corrected, why=one.why)
            for one in whole.corrections
        ],
    )


def node_to_plain(node: Node, inherited: Scorer = Scorer.SELF) -> dict[str, Plain]:
    """A node and all below it; ``inherited`` is the scorer of its parent."""
    usual = default_scoring(node.scorer, leaf=node.is_leaf, has_points=node.max_points is not None)
    return _filled(
        id=node.id,
        label=node.label,
        text=node.text,
        points=node.max_points,
        scorer=node.scorer if node.scorer is not inherited else "",
        scoring=scoring_to_plain(node.scoring) if node.scoring != usual else {},
        lead=node.lead,
        cooperating=list(node.cooperating),
        time=node.time,
        product=node.product,
        measures=[measure_to_plain(measure) for measure in node.measures],
        guidance=node.guidance,
        survey_form=node.survey_form,
        letter_kinds=list(node.letter_kinds),
        record_kinds=list(node.record_kinds),
        posting_kinds=list(node.posting_kinds),
        activity_kinds=list(node.activity_kinds),
        printed="" if node.printed else "false",
        children=[node_to_plain(child, node.scorer) for child in node.children],
    )


def scoring_to_plain(scoring: Scoring) -> dict[str, Plain]:
    """The rule of a leaf, its kind always named."""
    return _filled(
        kind=scoring.kind,
        step=scoring.step,
        options=[_filled(id=one.id, text=one.text, points=one.points) for one in scoring.options],
        bands=[_filled(at_least=band.at_least, points=band.points) for band in scoring.bands],
        unit_points=scoring.unit_points,
        floor=scoring.floor,
        not_applicable="" if scoring.not_applicable is NotApplicable.FORBIDDEN else scoring.not_applicable,
    )


def measure_to_plain(measure: Measure) -> dict[str, Plain]:
    """A threshold."""
    return _filled(
        operator=measure.operator,
        value=measure.value,
        unit=measure.unit,
        per=measure.per,
        of=measure.of,
        by=measure.by,
        own="true" if measure.own else "",
    )


def _filled(**values: Plain) -> dict[str, Plain]:
    return {key: text for key, value in values.items() if (text := _as_text(value)) not in ("", [], {})}


def _as_text(value: Plain) -> Plain:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, str | list | Mapping):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a criteria file")
