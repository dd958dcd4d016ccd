"""The frozen copy of a year: JSON with the wording in it, readable for ever without the program."""

import json
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.assessment import VetoAnswer, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.formats import plain


def frozen_content(criteria_set: CriteriaSet, view: YearView, number: int, day: date) -> str:
    """The frozen copy as JSON: readable for ever, with the wording, without the program."""
    evaluation = view.evaluation
    leaves = [
        {
            "node": leaf.id,
            "label": leaf.label,
            "text": leaf.text,
            "max_points": _text(leaf.max_points),
            "points": _text(view.rows[leaf.id].entry.points),
            "status": view.rows[leaf.id].entry.status.value,
            "reason": view.rows[leaf.id].entry.reason,
            "evidence": view.rows[leaf.id].evidence_count,
        }
        for leaf in criteria_set.leaves
    ]
    vetoes = [
        {"id": veto.id, "text": veto.text, "holds": answer.holds, "note": answer.note}
        for veto in criteria_set.vetoes
        for answer in [view.vetoes.get(veto.id, VetoAnswer(veto.id))]
    ]
    content = {
        "format": 1,
        "year": view.year,
        "number": number,
        "frozen_on": day.isoformat(),
        "set": {"id": criteria_set.id, "version": criteria_set.version, "title": criteria_set.title},
        "total": _text(evaluation.total if criteria_set.scored else None),
        "self_points": _text(evaluation.self_points if criteria_set.scored else None),
        "survey_points": _text(evaluation.survey_points if criteria_set.scored else None),
        "level": evaluation.level.title if evaluation.level else None,
        "vetoed": evaluation.vetoed,
        "sums": {node: plain(value) for node, value in evaluation.sums.items()},
        "leaves": leaves,
        "vetoes": vetoes,
        "gaps": [gap.message for gap in view.gaps],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)
