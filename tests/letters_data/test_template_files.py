"""The shipped template files, and files that people edit by hand."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from friendly_desktop.domain.letters import FieldKind, LetterKind, Wording
from friendly_desktop.domain.letters.template_build import canonical
from friendly_desktop.storage.letter_templates import load, load_canonical
from tests.letters_data.letter_samples import TEMPLATES

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "letters"
FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SCHEMA = json.loads((FOLDER / "letter-template.schema.json").read_text(encoding="utf-8"))

SMALL = """\
format: 1
id: chuc-mung
kind: congratulation
title: Thư chúc mừng
tone: joy
recipient: "{name}"
fields:
  - {id: name, kind: person_name, label: Họ tên, required: "true"}
  - {id: day, kind: date, label: Ngày}
blocks:
  - {style: title, text: THƯ CHÚC MỪNG}
  - {style: names, text: "{name}"}
  - {style: body, text: "Nhân {day|words}."}
"""


def raw(name: str) -> Any:
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_kind_has_a_template_named_after_it() -> None:
    assert {one.id for one in TEMPLATES.values()} >= {kind.value for kind in LetterKind}
    assert set(FILES) == set(TEMPLATES)


@pytest.mark.parametrize("name", FILES)
def test_the_schema_accepts_a_shipped_file(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    found = [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(raw(name))
    ]
    assert found == []
    assert raw(name)["id"] == name


@pytest.mark.parametrize("name", FILES)
def test_a_template_is_the_same_after_its_way_through_the_records(name: str) -> None:
    template = TEMPLATES[name]
    built = load_canonical(canonical(template))
    assert built.problems == ()
    assert built.template == template


@pytest.mark.parametrize("name", FILES)
def test_every_field_of_a_shipped_template_is_found_in_lists(name: str) -> None:
    template = TEMPLATES[name]
    headings = [heading for field in template.fields for heading in {*field.names, field.label.lower()}]
    assert len(headings) == len(set(headings)), "one heading for two fields"
    assert all(field.names for field in template.fields)
    assert all(heading == heading.lower() for field in template.fields for heading in field.names)


def test_seed_wording_has_its_source_and_lists_what_was_changed() -> None:
    seeds = [one for one in TEMPLATES.values() if one.wording is Wording.SEED]
    assert {one.id for one in seeds} == {"wedding", "birth", "praise", "thanks", "condolence"}
    for one in seeds:
        assert "Hải Dương" in one.source
        assert all(correction.why for correction in one.corrections)


def test_the_one_stop_document_asks_for_everything_and_has_a_book_of_its_own() -> None:
    template = TEMPLATES["apology_extension"]
    required = {field.id for field in template.fields if field.required}
    assert required >= {"file_code", "procedure", "received", "promised", "reason", "new_date"}
    assert template.field("file_code").kind is FieldKind.CODE
    assert template.same_by == ("file_code",)
    assert (template.numbered, template.book) == (True, "extensions")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('{name}"}\n  - {style: body', '{nmae}"}\n  - {style: body'), "Mẫu không có trường «nmae». Có phải là «name»?"),
        (("Nhân {day|words}.", "Nhân {day|words."), "Thiếu dấu «}» đóng trường"),
        (("Nhân {day|words}.", "Nhân day}."), "Thừa dấu «}»"),
        (("Nhân {day|words}.", "Nhân ngày lễ."), "Trường «Ngày» (day) không được dùng trong thư."),
        (("{day|words}", "{day|wrods}"), "Không có cách viết «wrods»"),
        (("Nhân {day|words}.", "Nhân {day|words} {name|words}."), "không phải ngày, giờ hay số"),
        (("title: Thư chúc mừng\n", ""), "Thiếu «title»"),
        (('recipient: "{name}"\n', ""), "Chưa ghi trường nào cho biết thư gửi ai"),
        (("kind: congratulation", "kind: congratulations"), "Có phải là «congratulation»?"),
        (("style: names", "style: nmaes"), "«style» không nhận «nmaes». Có phải là «names»?"),
        (("  - {style: title, text: THƯ CHÚC MỪNG}\n", ""), "Thư chưa có tiêu đề"),
        (("id: day", "id: name"), "Trường «name» được ghi 2 lần."),
        (("id: day", "id: unit"), "Mã «unit» đã dùng cho thông tin của đơn vị"),
        (("label: Ngày}", "label: Ngày, colour: red}"), "Không có mục tin nào tên «colour»"),
        (("format: 1", "format: 2"), "không đọc được «2»"),
        (("tone: joy", "sheet: {paper: A3}\ntone: joy"), "«paper» không nhận «A3»"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_is_named(workplace: Path, change: tuple[str, str], message: str) -> None:
    path = workplace / "mẫu của xã.yaml"
    assert change[0] in SMALL
    path.write_text(SMALL.replace(*change), encoding="utf-8")
    built = load(path)
    assert built.template is None
    assert any(message in problem.message for problem in built.problems), built.problems
    assert all(problem.where.startswith("mẫu của xã.yaml") for problem in built.problems)


def test_a_small_file_is_enough(workplace: Path) -> None:
    path = workplace / "mẫu.yaml"
    path.write_text(SMALL, encoding="utf-8")
    built = load(path)
    assert built.problems == ()
    assert built.template
    assert built.template.wording is Wording.OFFICE
    assert Draft202012Validator(SCHEMA).is_valid(yaml.load(SMALL, Loader=yaml.BaseLoader))


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a: [", b"- x", "fórmat: 1".encode("utf-16")])
def test_what_is_no_template_is_told_in_a_sentence(workplace: Path, content: bytes) -> None:
    path = workplace / "lạ.yaml"
    path.write_bytes(content)
    assert load(path).problems
