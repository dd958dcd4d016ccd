"""The shipped survey forms: whole, honest about their words, worth ten points."""

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.surveys.build import build
from friendly_desktop.storage.survey_files import SHIPPED, form_of, form_text, load, shipped_forms
from friendly_desktop.storage.text_trees import from_yaml

FILES = {path.stem: path for path in sorted(SHIPPED.glob("*.yaml"))}
SCHEMA = json.loads((SHIPPED / "survey-form.schema.json").read_text(encoding="utf-8"))
FORMS = shipped_forms()


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_file_follows_the_schema_and_bears_the_name_of_its_form(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader), SCHEMA)
    assert FORMS[path.stem].id == path.stem
    assert f"`{path.stem}`" in (SHIPPED / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_of_the_scheme_names_its_source_and_brings_two_points_a_question(form: SurveyForm) -> None:
    assert "Phụ lục số 0" in form.source
    assert not form.own
    assert [one.points for one in form.choices] == [2, 1, Decimal("0.5"), 0]
    assert [one.id for one in form.questions] == ["q1", "q2", "q3", "q4", "q5"]
    assert form.max_points == 10
    said = json.dumps([one.text for one in form.questions], ensure_ascii=False)
    assert all(one.found not in said for one in form.corrections)
    assert "Câu" not in said


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_the_records_keep_of_a_form_is_the_form(form: SurveyForm) -> None:
    assert form_of(form_text(form)) == form


def test_the_criteria_that_ask_for_a_survey_name_a_form_that_is_there(services: Services) -> None:
    asked = {leaf.survey_form for one in services.criteria.sets() for leaf in one.leaves if leaf.survey_form}
    assert asked
    assert asked <= set(FORMS)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ("format: '2'", "format"),
        ("points: two", "two"),
        ("id: Good", "Good"),
        ("extra: yes", "extra"),
    ],
)
def test_a_wrong_form_is_refused_with_the_place(changed: str, where: str) -> None:
    text = (SHIPPED / "citizen.yaml").read_text(encoding="utf-8")
    key = changed.split(":", maxsplit=1)[0]
    lines = text.splitlines()
    if key == "extra":
        lines.append(changed)
    elif key == "format":
        lines[1] = changed
    else:
        at = next(index for index, line in enumerate(lines) if "id: good" in line)
        old = {"points": 'points: "2"', "id": "id: good"}[key]
        lines[at] = lines[at].replace(old, changed)
    built = build(from_yaml("\n".join(lines), "phieu.yaml"))
    assert built.form is None
    assert any(where in problem.message and "phieu.yaml" in problem.where for problem in built.problems)


def test_a_file_that_is_no_form_is_refused_kindly(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe\x00", b"just words", b"%PDF-1.7", b"a: [1, 2"):
        path = tmp_path / "phieu.yaml"
        path.write_bytes(content)
        built = load(path)
        assert built.form is None
        assert built.problems[0].message
