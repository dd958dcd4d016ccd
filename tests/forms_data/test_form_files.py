"""The shipped forms: whole, honest about their words, and safe for denunciations."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from friendly_desktop.domain.cases import CaseKind, CaseState
from friendly_desktop.domain.cases.form_build import build
from friendly_desktop.domain.cases.form_values import SOURCES
from friendly_desktop.domain.cases.forms import CaseFormTemplate, FormWording, Secret, whose_words
from friendly_desktop.domain.letters.text import field_ids
from friendly_desktop.services.case_forms.templates import FORMS, shipped
from friendly_desktop.storage.case_form_files import form_files
from friendly_desktop.storage.text_trees import from_yaml

FILES = {path.stem: path for path in form_files(FORMS)}
SCHEMA = json.loads((FORMS / "case-form.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_file_follows_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.SafeLoader), SCHEMA)


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_form_bears_the_name_of_its_file_and_is_listed_in_the_readme(path: Path) -> None:
    assert shipped()[path.stem].id == path.stem
    assert f"`{path.stem}`" in (FORMS / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", shipped().values(), ids=shipped())
def test_words_that_are_not_a_laws_own_say_so(form: CaseFormTemplate) -> None:
    if form.wording is FormWording.PROGRAM:
        assert "chương trình" in form.source or "chưa đối chiếu" in form.source
        assert not form.verified
        assert "chưa đối chiếu văn bản" in whose_words(form)
    else:
        assert "đọc trong bản sao" in form.source
        assert form.code
        assert form.valid_from
        assert form.code.removeprefix("Mẫu ") in whose_words(form)


@pytest.mark.parametrize("form", shipped().values(), ids=shipped())
def test_every_field_is_printed_somewhere(form: CaseFormTemplate) -> None:
    texts = [block.text for block in form.blocks]
    texts += [form.subject, form.addressee, *form.recipients, *(one.name for one in form.signers)]
    used = {one for text in texts for one in field_ids(text)} | {
        condition for block in form.blocks for condition in (block.when, block.unless)
    }
    assert {one.id for one in form.fields} <= used


@pytest.mark.parametrize("form", shipped().values(), ids=shipped())
def test_of_a_denunciation_only_harmless_fields_are_asked_for(form: CaseFormTemplate) -> None:
    asked = form.offered_fields(CaseKind.DENUNCIATION)
    assert all(SOURCES.get(one.source, Secret.NOTHING) is Secret.NOTHING for one in asked)


def test_every_open_state_of_every_kind_has_a_form() -> None:
    for kind in CaseKind:
        for state in (CaseState.ENTERED, CaseState.PROCESSING, CaseState.ACCEPTED, CaseState.RESOLVING):
            assert [
                form.id
                for form in shipped().values()
                if (not form.kinds or kind in form.kinds) and (not form.states or state in form.states)
            ]


def test_a_field_that_would_name_a_denouncer_must_be_marked() -> None:
    told = _problems(fields=[{"id": "who", "kind": "line", "label": "Ai", "source": "person"}])
    assert told == ["Trường «who» phải ghi «secret: person»."]


def test_a_field_that_a_text_names_must_be_there() -> None:
    (told,) = _problems(blocks=[{"style": "body", "text": "Gửi {nguoi}"}])
    assert "nguoi" in told


def _problems(**changed: Any) -> list[str]:
    said = {
        "format": "1",
        "id": "trial",
        "title": "Thử",
        "wording": "program",
        "source": "lời của chương trình",
        "confidence": "K",
        "fields": [],
        "blocks": [{"style": "body", "text": "Lời."}],
    } | changed
    built = build(from_yaml(yaml.safe_dump(said, allow_unicode=True), "trial.yaml"))
    return [one.message for one in built.problems]
