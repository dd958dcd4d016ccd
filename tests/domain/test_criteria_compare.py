"""What changed between two versions, by permanent id; and which nodes are the criteria proper."""

from dataclasses import replace
from decimal import Decimal

import pytest

from friendly_desktop.domain.criteria import CriteriaSet, Node, Scoring, ScoringKind, SetDifference
from friendly_desktop.domain.criteria.compare import compare

LEAF = Node("B.1.1", "-", "Việc", Decimal(1), Scoring(ScoringKind.FREE, Decimal("0.25")), lead="Văn phòng")


def make(*leaves: Node) -> CriteriaSet:
    group = Node("B.1", "I", "Tiêu chí", Decimal(1), children=leaves)
    return CriteriaSet("thu", "1", "Thử", "Thử", (Node("B", "B", "Phần B", Decimal(1), children=(group,)),))


def test_equal_sets_have_no_difference():
    assert compare(make(LEAF), make(LEAF)) == SetDifference()


@pytest.mark.parametrize(
    ("newer", "reason"),
    [
        (replace(LEAF, text="Việc khác"), "wording"),
        (replace(LEAF, label="+"), "wording"),
        (replace(LEAF, max_points=Decimal(2)), "points"),
        (replace(LEAF, scoring=Scoring(ScoringKind.YES_NO)), "rule"),
        (replace(LEAF, lead="Công an xã"), "assignment"),
        (replace(LEAF, children=(replace(LEAF, id="B.1.1.1"),)), "group"),
    ],
)
def test_a_changed_node_says_what_changed(newer, reason):
    difference = compare(make(LEAF), make(newer))
    assert difference.changed == ("B.1.1",)
    assert difference.reasons == {"B.1.1": (reason,)}


def test_points_written_otherwise_are_the_same_points():
    assert compare(make(LEAF), make(replace(LEAF, max_points=Decimal("1.00")))) == SetDifference()


def test_added_and_removed_nodes_are_listed_in_printed_order():
    second, third = replace(LEAF, id="B.1.2"), replace(LEAF, id="B.1.10")
    difference = compare(make(LEAF), make(second, third))
    assert (difference.added, difference.changed, difference.removed) == (("B.1.2", "B.1.10"), (), ("B.1.1",))


def test_the_criteria_of_a_lettered_part_are_its_groups():
    whole = make(LEAF)
    survey = Node("A", "A", "Khảo sát", Decimal(1), children=(replace(LEAF, id="A.1"),))
    assert [node.id for node in replace(whole, nodes=(survey, *whole.nodes)).sections] == ["B.1"]


def test_numbered_top_nodes_are_the_criteria():
    top = tuple(
        Node(number, number, "Tiêu chí", children=(replace(LEAF, id=f"{number}.1"),)) for number in "12"
    )
    assert [node.id for node in CriteriaSet("thu", "1", "T", "T", top).sections] == ["1", "2"]
