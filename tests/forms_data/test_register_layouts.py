"""The layouts of the printed registers as shipped."""

import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
import yaml

from friendly_desktop.domain.cases.register import Book, BookPaper, RegisterLayout
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.text import nfc
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents.register_cells import FIELDS
from friendly_desktop.storage.register_layouts import layouts

FILES = sorted((RESOURCES / "forms").glob("register-*.yaml"))
SCHEMA = json.loads((RESOURCES / "forms" / "register-layout.schema.json").read_text(encoding="utf-8"))
ALL = [layout for book in Book for layout in layouts(book)]
BOUND = {BookPaper.A3: 390, BookPaper.A4: 267}  # mm between the margin for binding and the right edge


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_file_follows_the_format(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == nfc(text)
    jsonschema.validate(yaml.safe_load(text), SCHEMA)


def test_the_format_knows_every_field_that_can_be_printed() -> None:
    assert set(SCHEMA["properties"]["columns"]["items"]["properties"]["field"]["enum"]) == FIELDS


@pytest.mark.parametrize("layout", ALL, ids=lambda layout: layout.id)
def test_columns_are_numbered_and_fill_the_sheet(layout: RegisterLayout) -> None:
    assert [column.number for column in layout.columns] == list(range(1, len(layout.columns) + 1))
    assert len({column.field for column in layout.columns}) == len(layout.columns)
    for paper, width in BOUND.items():
        assert sum(column.widths[paper.value] for column in layout.columns) == pytest.approx(width)


def test_the_register_of_reception_has_12_columns_until_june_2026_and_13_after() -> None:
    for day, count in ((date(2020, 1, 1), 12), (date(2026, 6, 30), 12), (date(2026, 7, 1), 13)):
        (layout,) = (one for one in layouts(Book.RECEPTION) if one.covers(day))
        assert len(layout.columns) == count


@pytest.mark.parametrize("book", Book)
def test_every_day_has_exactly_one_layout(book: Book) -> None:
    for number in range(0, 4000, 7):
        day = date(2020, 1, 1) + timedelta(days=number)
        assert sum(one.covers(day) for one in layouts(book)) == 1


def test_what_was_not_read_in_the_law_says_so() -> None:
    told = {layout.id: layout.confidence for layout in ALL}
    assert told == {
        "tcd-2021": Confidence.REPORTED,
        "tcd-2026": Confidence.READ,
        "papers": Confidence.KNOWN,
    }
