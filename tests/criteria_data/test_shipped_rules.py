"""Evidence by rule in the shipped sets: everything a rule names is there to measure."""

from pathlib import Path

import pytest
import yaml

from friendly_desktop.domain.criteria import CriteriaSet, Node
from friendly_desktop.domain.criteria.measures import Gauge, source_of
from friendly_desktop.domain.proof.rules import has_rule
from friendly_desktop.storage.criteria_files import load

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SETS = sorted(path.stem for path in (RESOURCES / "criteria").glob("*.yaml"))


def loaded(name: str) -> CriteriaSet:
    criteria_set = load(RESOURCES / "criteria" / f"{name}.yaml").criteria_set
    assert criteria_set is not None
    return criteria_set


def named(gauge: Gauge, node: Node) -> set[str]:
    sources = [source for measure in node.measures if (source := source_of(measure.by)) is not None]
    return {source.kind for source in sources if source.gauge is gauge and source.kind}


def ids(folder: str) -> set[str]:
    return {path.stem for path in (RESOURCES / folder).glob("*.yaml")}


@pytest.mark.parametrize("name", SETS)
def test_every_share_figure_and_form_that_a_rule_names_is_shipped(name: str) -> None:
    known = yaml.safe_load((RESOURCES / "indicators" / "indicators.yaml").read_text(encoding="utf-8"))
    shares, figures = ({one["id"] for one in known[key]} for key in ("shares", "indicators"))
    for node in loaded(name).walk():
        assert named(Gauge.INDICATOR, node) <= shares, node.id
        assert named(Gauge.FIGURE, node) <= figures, node.id
        assert named(Gauge.SURVEY, node) | ({node.survey_form} - {""}) <= ids("surveys"), node.id


@pytest.mark.parametrize("name", SETS)
def test_a_rule_without_a_kind_has_kinds_of_its_line_to_count(name: str) -> None:
    for node in loaded(name).leaves:
        for measure in node.measures:
            source = source_of(measure.by)
            if source is None or source.kind:
                continue
            kinds = {
                Gauge.LETTERS: node.letter_kinds,
                Gauge.RECORDS: node.record_kinds,
                Gauge.ON_TIME: node.record_kinds,
                Gauge.POSTINGS: node.posting_kinds,
                Gauge.ACTIVITIES: node.activity_kinds,
            }.get(source.gauge, ("any",))
            assert kinds, node.id


@pytest.mark.parametrize("name", SETS)
def test_a_rule_of_one_kind_is_of_a_kind_that_its_line_names(name: str) -> None:
    for node in loaded(name).leaves:
        assert named(Gauge.LETTERS, node) <= set(node.letter_kinds), node.id
        assert named(Gauge.RECORDS, node) | named(Gauge.ON_TIME, node) <= set(node.record_kinds), node.id
        assert named(Gauge.POSTINGS, node) <= set(node.posting_kinds), node.id
        assert named(Gauge.ACTIVITIES, node) <= set(node.activity_kinds), node.id


def test_most_leaves_of_the_two_full_sets_can_prove_themselves() -> None:
    counts = {name: sum(has_rule(leaf) for leaf in loaded(name).leaves) for name in SETS}
    assert counts["hai-duong-2024"] >= 30
    assert counts["ninh-giang-2026"] >= 40


def test_the_source_s_own_thresholds_stay_apart_from_those_of_the_program() -> None:
    leaf = loaded("hai-duong-2024").by_id["B.1.6"]
    assert [measure.own for measure in leaf.measures] == [False]
    assert all(measure.own for measure in loaded("hai-duong-2024").by_id["B.1.5.1"].measures)


@pytest.mark.parametrize("name", SETS)
def test_every_posting_that_a_line_names_is_shipped(name: str) -> None:
    for node in loaded(name).walk():
        assert set(node.posting_kinds) <= ids("postings"), node.id
