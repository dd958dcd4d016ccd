"""What changed between two versions of a criteria set, by permanent id."""

from friendly_desktop.domain.criteria import CriteriaSet, Node, SetDifference


def compare(old: CriteriaSet, new: CriteriaSet) -> SetDifference:
    """Compare node by node; answers and evidence map across wherever the id is in both.

    Args:
        old: the version that is in use.
        new: the version that may follow it.

    Returns:
        Ids in printed order (removed ones in the order of ``old``), with reasons for the changed ones.
    """
    reasons = {}
    for node in new.walk():
        before = old.by_id.get(node.id)
        if before is not None and (found := _reasons(before, node)):
            reasons[node.id] = found
    return SetDifference(
        added=tuple(node.id for node in new.walk() if node.id not in old.by_id),
        changed=tuple(reasons),
        removed=tuple(node.id for node in old.walk() if node.id not in new.by_id),
        reasons=reasons,
    )


def _reasons(old: Node, new: Node) -> tuple[str, ...]:
    checks = {
        "group": old.is_leaf != new.is_leaf,
        "wording": (old.label, old.text, old.guidance, old.printed)
        != (new.label, new.text, new.guidance, new.printed),
        "points": old.max_points != new.max_points,
        "rule": _rule(old) != _rule(new),
        "assignment": (old.lead, old.cooperating, old.time, old.product)
        != (new.lead, new.cooperating, new.time, new.product),
    }
    return tuple(reason for reason, differs in checks.items() if differs)


def _rule(node: Node) -> tuple[object, ...]:
    return (
        node.scoring,
        node.scorer,
        node.measures,
        node.survey_form,
        node.letter_kinds,
        node.record_kinds,
        node.posting_kinds,
        node.activity_kinds,
    )
