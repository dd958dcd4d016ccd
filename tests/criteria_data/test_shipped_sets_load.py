"""The program's checker takes every shipped set, and knows the same words as the schema and the format page."""

import json
import re
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
import yaml

from friendly_desktop.domain.criteria import CriteriaSet, NotApplicable, Scorer, ScoringKind, VetoEffect
from friendly_desktop.domain.criteria import build as criteria_build
from friendly_desktop.domain.criteria import measures as criteria_measures
from friendly_desktop.storage.criteria_files import load

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "criteria"
FILES = sorted(FOLDER.glob("*.yaml"))


def loaded(set_id: str) -> CriteriaSet:
    built = load(FOLDER / f"{set_id}.yaml")
    assert built.criteria_set is not None, built.problems
    return built.criteria_set


def schema_part(*path: str) -> Any:
    part = json.loads((FOLDER / "criteria-set.schema.json").read_text(encoding="utf-8"))
    for name in path:
        part = part[name]
    return part


def words(kind: type[Enum]) -> set[str]:
    return {str(member.value) for member in kind}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_checker_finds_nothing_wrong(path: Path) -> None:
    assert load(path).problems == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_loader_keeps_every_word(path: Path) -> None:
    def pairs(nodes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
        found = []
        for node in nodes:
            found.append((node["id"], node["label"], node["text"]))
            found.extend(pairs(node.get("children", [])))
        return found

    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert [(node.id, node.label, node.text) for node in loaded(path.stem).walk()] == pairs(written["nodes"])


def test_hai_duong_is_scored_by_surveys_and_by_the_commune() -> None:
    hai_duong = loaded("hai-duong-2024")
    kinds = {leaf.id: (leaf.scorer, leaf.scoring.kind, leaf.scoring.step) for leaf in hai_duong.leaves}
    surveys = {"A.1", "A.2"}
    assert {kinds[leaf] for leaf in surveys} == {(Scorer.SURVEY, ScoringKind.SURVEY, Decimal("0.01"))}
    assert {rule for leaf, rule in kinds.items() if leaf not in surveys} == {
        (Scorer.SELF, ScoringKind.FREE, Decimal("0.25"))
    }


def test_leaves_of_sets_without_points_are_done_or_not() -> None:
    for path in FILES:
        criteria_set = loaded(path.stem)
        if not criteria_set.scored:
            assert {leaf.scoring.kind for leaf in criteria_set.leaves} == {ScoringKind.CHECK}


def test_the_steps_of_hai_duong_end_before_their_days() -> None:
    days = [step.last_day(2026).isoformat() for step in loaded("hai-duong-2024").steps]
    assert days == ["2026-12-14", "2026-12-30", "2027-01-31"]


def test_schema_and_checker_know_the_same_words() -> None:
    assert set(schema_part("$defs", "scoring", "properties", "kind", "enum")) == words(ScoringKind)
    assert set(schema_part("$defs", "scoring", "properties", "not_applicable", "enum")) == words(
        NotApplicable
    )
    assert set(schema_part("$defs", "node", "properties", "scorer", "enum")) == words(Scorer)
    effects = schema_part("properties", "vetoes", "items", "properties", "effects", "items", "enum")
    assert set(effects) == words(VetoEffect)
    measure = schema_part("$defs", "measure", "properties")
    assert set(measure["operator"]["enum"]) == criteria_build.OPERATORS
    assert set(measure["unit"]["enum"]) == criteria_build.UNITS
    assert set(measure["per"]["enum"]) - {""} == criteria_build.PERIODS
    assert set(schema_part("$defs", "letter_kind", "enum")) == criteria_measures.LETTER_KINDS
    assert set(schema_part("$defs", "record_kind", "enum")) == criteria_measures.RECORD_KINDS
    assert set(schema_part("$defs", "activity_kind", "enum")) == criteria_measures.ACTIVITY_KINDS


def test_the_format_page_names_everything_the_schema_allows() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    names = set(schema_part("properties")) | set(schema_part("$defs", "node", "properties"))
    names |= set(schema_part("$defs", "scoring", "properties")) - {"kind"}
    names |= set(schema_part("$defs", "scoring", "properties", "kind", "enum")) - {"none"}
    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_the_format_page_counts_the_leaves_right() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    counts = {name: int(leaves) for name, leaves in re.findall(r"\| `([\w-]+)\.yaml` \|.*\| (\d+) \|", page)}
    assert counts == {path.stem: len(loaded(path.stem).leaves) for path in FILES}


def test_the_example_of_the_format_page_is_accepted(tmp_path: Path) -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert example is not None
    head = 'format: 1\nid: example\nversion: "1"\ntitle: Ví dụ\nshort_title: Ví dụ\nmax_points: "5"\nnodes:\n'
    path = tmp_path / "ví dụ.yaml"
    path.write_text(head + example[1], encoding="utf-8", newline="\n")
    assert load(path).problems == ()
