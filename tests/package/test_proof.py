"""Evidence by rule in the package: a dated list with decisions, of which nobody is named, that freezing keeps."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.package import figures as package_figures
from tests.package.conftest import YEAR, Files, files_of
from tests.package.test_letters import words_of

LIST = "data/documents/7-danh-muc-hoat-dong-niem-yet.pdf"
SHEET = LIST.replace(".pdf", ".xlsx")
NAME = "Nguyễn Thị Trắng Tinh"


@pytest.fixture
def proved(office_year: Services) -> Services:
    """A year with on-time figures that an officer accepted, a diary, and one rule scored otherwise."""
    for month in range(1, 12):
        told = {"files_early": Decimal(40), "files_on_time": Decimal(60), "files_late": Decimal(0)}
        office_year.indicators.set_values(YEAR, month, told)
    for kind, title, node in (
        (ActivityKind.BROADCAST, "Bản tin tháng 5", "B.1.1.1"),
        (ActivityKind.SERVICE, f"Trả kết quả cho bà {NAME}", "B.5.1"),
    ):
        entry = ActivityEntry(kind, date(YEAR, 5, 4), title, place=f"Nhà bà {NAME}", nodes=(node,))
        office_year.activities.add(entry)
    office_year.proposals.accept(YEAR, "B.1.6", "Phạm Văn Hùng")
    office_year.proposals.override(YEAR, "B.1.1.1", "0,5", "Chỉ có băng của tháng 5", "Phạm Văn Hùng")
    return office_year


def exported(services: Services, target: Path) -> Files:
    result = services.package.export(YEAR, target)
    assert result.verified
    return files_of(target.read_bytes())


def test_the_list_tells_rule_decision_and_dated_lines(proved: Services, stick: Path) -> None:
    files = exported(proved, stick / "gói.zip")
    assert SHEET in files
    told = " ".join(words_of(files[LIST]).split())
    assert "1.100 trên 1.100, bằng 100%; ngưỡng: đủ 100%." in told
    assert "Phạm Văn Hùng chấp nhận đề nghị (7 điểm) ngày 01/12/2026." in told
    assert "Phạm Văn Hùng chấm 0,5 điểm, khác đề nghị, ngày 01/12/2026: Chỉ có băng của tháng 5." in told
    assert "Phát thanh: Bản tin tháng 5" in told
    assert "Phục vụ tại nhà, trong ngày" in told
    page = files["index.html"].decode("utf-8")
    assert f'href="{LIST}"' in page


def test_the_account_tells_what_proved_itself_and_keeps_the_schema(proved: Services, stick: Path) -> None:
    import jsonschema

    from friendly_desktop.paths import RESOURCES

    account = json.loads(exported(proved, stick / "gói.zip")["data/assessment.json"])
    schema = json.loads((RESOURCES / "package" / "assessment.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(account)
    leaves = {one["node"]: one for one in account["proof"]["leaves"]}
    assert {"B.1.1.1", "B.1.6", "B.5.1"} <= leaves.keys()
    assert "B.4.4.1" not in leaves  # a threshold of the program's own that nobody claims is not told
    assert leaves["B.1.6"]["rules"][0]["own"] is False
    assert leaves["B.1.6"]["decision"]["by"] == "Phạm Văn Hùng"
    assert [one["kind"] for one in account["proof"]["lines"]] == ["activity", "activity", "figure"]


def test_nobody_but_the_officer_is_named_anywhere(proved: Services, stick: Path) -> None:
    for name, content in exported(proved, stick / "gói.zip").items():
        assert NAME not in content.decode("utf-8", "ignore"), name
        if name.endswith("danh-muc-hoat-dong-niem-yet.pdf"):
            assert NAME not in words_of(content)


def test_a_frozen_year_s_list_never_moves(proved: Services, stick: Path) -> None:
    proved.assessment.freeze(YEAR)
    before = exported(proved, stick / "một.zip")
    proved.indicators.set_values(YEAR, 7, {"files_late": Decimal(9)})
    proved.activities.add(
        ActivityEntry(ActivityKind.BROADCAST, date(YEAR, 6, 4), "Bản tin tháng 6", nodes=("B.1.1.1",))
    )
    after = exported(proved, stick / "hai.zip")
    assert after == before


def test_a_later_submission_tells_which_decisions_and_lines_are_new(proved: Services) -> None:
    before = package_figures.items(proved.package.content(YEAR))
    proved.proposals.accept(YEAR, "B.5.1", "Phạm Văn Hùng")
    proved.activities.add(
        ActivityEntry(ActivityKind.MEETING, date(YEAR, 6, 4), "Họp thôn", nodes=("B.1.1.2",))
    )
    changes = package_figures.changes_between(before, package_figures.items(proved.package.content(YEAR)))
    assert set(changes.added) == {
        "Điểm mục B.5.1",
        "Quyết định theo quy tắc ở mục B.5.1",
        "Hoạt động của mục B.1.1.2",
    }
    assert changes.removed == ()


def test_a_year_without_any_of_it_has_no_list(office_year: Services, stick: Path) -> None:
    files = exported(office_year, stick / "gói.zip")
    assert LIST not in files
    assert json.loads(files["data/assessment.json"])["proof"] == {"leaves": [], "lines": []}
