"""The shipped kinds of postings: whole, honest about their words, drawn in every size both ways."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from friendly_desktop.domain.office import Office
from friendly_desktop.domain.postings import PostingKind, PostingSize
from friendly_desktop.services.postings.filling import OfficeFacts, blank
from friendly_desktop.services.postings.papers import made
from friendly_desktop.services.postings.shipped import POSTINGS, shipped
from friendly_desktop.storage.pdfium import page_count
from friendly_desktop.storage.posting_files import posting_files

FILES = {path.stem: path for path in posting_files(POSTINGS)}
SCHEMA = json.loads((POSTINGS / "posting-kind.schema.json").read_text(encoding="utf-8"))
OFFICE = Office(name="Ninh Giang", province="Hải Phòng", place="Ninh Giang", set_up=True)


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_file_follows_the_schema(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), SCHEMA)


@pytest.mark.parametrize("path", FILES.values(), ids=FILES)
def test_every_kind_bears_the_name_of_its_file(path: Path) -> None:
    assert shipped()[path.stem].id == path.stem


@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_words_that_are_the_programs_own_say_so(kind: PostingKind) -> None:
    assert kind.own_wording == ("chương trình" in kind.source.lower())


@pytest.mark.parametrize("lying", [False, True], ids=["upright", "lying"])
@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_every_kind_is_drawn_in_every_size_both_ways(kind: PostingKind, lying: bool) -> None:
    for size in kind.sizes:
        pdf = made(kind, blank(kind, OfficeFacts(OFFICE)), OFFICE, size, lying=lying)
        assert page_count(pdf.content) == pdf.pages == 1
        assert pdf.distance >= (1 if size is PostingSize.A4 else 1.4) * 0.5


@pytest.mark.parametrize("kind", shipped().values(), ids=shipped())
def test_without_an_office_dots_stand_for_its_name(kind: PostingKind) -> None:
    office = Office()
    assert made(kind, blank(kind, OfficeFacts(office)), office, PostingSize.A3).pages == 1
