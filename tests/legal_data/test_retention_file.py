"""The shipped terms of retention: one for every kind, each with its source and how sure it is."""

import json
from datetime import date

import jsonschema
import yaml

from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.retention import RetentionKind, months_before, with_own
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.retention_files import SHIPPED, shipped


def test_the_shipped_file_keeps_to_its_schema() -> None:
    schema = json.loads((RESOURCES / "legal" / "retention.schema.json").read_text(encoding="utf-8"))
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    jsonschema.validate(content, schema)


def test_every_kind_has_one_term_and_only_what_was_read_says_so() -> None:
    terms = shipped()
    assert [one.kind for one in terms] == [
        RetentionKind.LETTERS,
        RetentionKind.LETTER_PEOPLE,
        RetentionKind.LATE_FILES,
        RetentionKind.CASES,
        RetentionKind.MEETINGS,
        RetentionKind.EVIDENCE,
    ]
    assert {one.months for one in terms if one.confidence is Confidence.READ} == {36}
    assert all("chưa đối chiếu" in one.source for one in terms if one.confidence is not Confidence.READ)


def test_a_term_of_months_ends_on_the_same_day_or_the_last_of_a_shorter_month() -> None:
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)
    assert months_before(date(2028, 3, 31), 1) == date(2028, 2, 29)
    assert months_before(date(2026, 1, 15), 36) == date(2023, 1, 15)
    assert months_before(date(2026, 11, 20), -13) == date(2027, 12, 20)


def test_an_office_sets_its_own_months_and_nonsense_is_passed_over() -> None:
    own = {one.kind: one for one in with_own(shipped(), {"letters": 60, "cases": "x", "meetings": True})}
    assert (own[RetentionKind.LETTERS].months, own[RetentionKind.LETTERS].own) == (60, True)
    assert not own[RetentionKind.CASES].own
    assert not own[RetentionKind.MEETINGS].own
    assert with_own(shipped(), {"letters": 0})[0].due_until(date(2026, 1, 1)) is None
