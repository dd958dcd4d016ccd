"""The shipped file on reception: it keeps to its schema, and a broken one is told with its place."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.reception_law import SHIPPED, load, shipped


def test_the_shipped_file_keeps_to_its_schema() -> None:
    schema = json.loads((RESOURCES / "legal" / "reception.schema.json").read_text(encoding="utf-8"))
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(content, schema)


@pytest.mark.parametrize(
    ("day", "count", "per"), [(date(2026, 6, 30), 1, "week"), (date(2026, 7, 1), 2, "month")]
)
def test_one_minimum_is_in_force_on_each_day(day: date, count: int, per: str) -> None:
    (found,) = [
        one for one in shipped().minima if (one.valid_from or date.min) <= day <= (one.valid_to or date.max)
    ]
    assert (found.count, found.per.value) == (count, per)
    assert found.source
    assert found.article


def test_a_notice_rests_on_two_texts_at_any_time() -> None:
    for day in (date(2025, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2030, 1, 1)):
        assert len([one for one in shipped().grounds if one.holds_on(day)]) == 2


@pytest.mark.parametrize(("broken", "told"), [
    ("format: 1\nminima: [\n", "dòng"),
    ("format: 1\nminima:\n  - {id: a, of: reception, count: hai, per: month, title: t, article: a, source: s}\n", "hai"),
    ("format: 1\nminima:\n  - {id: a, of: tiếp, count: '2', per: month, title: t, article: a, source: s}\n", "tiếp"),
    ("format: 1\ngrounds:\n  - {text: a, source: s, confidence: A, valid_from: '2026-02-30'}\n", "2026-02-30"),
    ("format: 1\nanother: 1\n", "another"),
])  # fmt: skip
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, broken: str, told: str) -> None:
    file = tmp_path / "reception.yaml"
    file.write_text(broken, encoding="utf-8", newline="\n")
    with pytest.raises(AppError, match=told) as caught:
        load(file)
    assert caught.value.code == "legal_file_wrong"
