"""The shipped figures: they load, keep to their schema, and every measured line finds its own."""

import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from friendly_desktop.domain.indicators import Gathering, Indicator, Share
from friendly_desktop.domain.indicators.lists import indicator_named
from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.indicator_files import (
    SHIPPED,
    indicator_text,
    load,
    share_text,
    shipped,
    stored,
)


def test_the_file_keeps_to_its_schema() -> None:
    schema = json.loads(SHIPPED.with_name("indicators.schema.json").read_text(encoding="utf-8"))
    content = yaml.load(SHIPPED.read_text(encoding="utf-8"), yaml.BaseLoader)
    content["format"] = int(content["format"])
    assert not list(Draft202012Validator(schema).iter_errors(content))


def test_every_name_means_one_figure() -> None:
    indicators = shipped().indicators
    for one in indicators:
        for name in (one.title, *one.names):
            assert indicator_named(name, indicators) == one, name


def test_every_share_is_made_of_figures_that_are_there() -> None:
    known = {one.id for one in shipped().indicators}
    for share in shipped().shares:
        assert {*share.of, *share.over} <= known
    assert [one.id for one in shipped().shares if not one.capped] == ["app"]


def test_what_an_office_adds_comes_back_as_it_was() -> None:
    indicator = Indicator("own_x", "Dân số", "người", "Của đơn vị", Gathering.LAST, "Theo công an", own=True)
    share = Share("own_y", "Tỷ lệ", ("own_x",), ("households",), capped=False, own=True)
    assert stored(indicator_text(indicator)) == indicator
    assert stored(share_text(share)) == share


@pytest.mark.parametrize(
    "change",
    [
        ("unit: hồ sơ", "units: hồ sơ"),
        ("id: files_late\n", "id: Files late\n"),
        ("[files_early, files_on_time, files_late]", "[files_erly]"),
        ("id: files_on_time", "id: files_early"),
        ("format: 1", "format: 2"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "indicators.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8").replace(*change, 1), encoding="utf-8")
    with pytest.raises(AppError) as refused:
        load(path)
    assert "dòng" in refused.value.message


def test_every_share_and_figure_that_a_shipped_set_measures_by_is_there() -> None:
    known = {
        "indicator": {one.id for one in shipped().shares},
        "figure": {one.id for one in shipped().indicators},
    }
    measured = 0
    for path in sorted((RESOURCES / "criteria").glob("*.yaml")):
        for gauge, name in re.findall(
            r'by: "(indicator|figure):([a-z_]+)"', path.read_text(encoding="utf-8")
        ):
            assert name in known[gauge], f"{path.name}: {gauge}:{name}"
            measured += 1
    assert measured > 10
