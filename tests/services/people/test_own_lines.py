"""A unit officer answers and proves the lines of the own unit; those of the others he only reads."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.activities import ActivityEntry, ActivityKind
from friendly_desktop.domain.assessment import Entry
from friendly_desktop.domain.office import Person
from friendly_desktop.domain.own_lines import OwnLines
from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import Role
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from tests.conftest import NOW

YEAR = 2026
ADMINISTRATOR, OFFICER = "Người quản trị", "Trần Văn Bình"


class Commune:
    """An office with two units, each with a line of the year, and a line that was given to nobody."""

    def __init__(self, root: Path) -> None:
        self.services = services = open_services(DataFolder(root / "Dữ liệu"), FixedClock(NOW), create=True)
        self.root = root
        services.assessment.open_year(YEAR, "hai-duong-2024")
        leaves = [
            one.id for one in services.assessment.criteria_of(YEAR).leaves if one.max_points is not None
        ]
        self.own, self.others, self.nobodys = leaves[:3]
        self.unit = services.office.save_unit("Tư pháp").id
        self.other_unit = services.office.save_unit("Địa chính").id
        services.assessment.save_entry(YEAR, Entry(self.own, unit_id=self.unit))
        services.assessment.save_entry(YEAR, Entry(self.others, unit_id=self.other_unit))
        self.paper = {node: self._added(node) for node in (self.own, self.others, None)}
        services.users.begin_sign_in(ADMINISTRATOR, "lúa chín đầu bờ")
        self.officer = services.users.add(OFFICER, Role.UNIT_OFFICER, "mưa rào tháng bảy", unit_id=self.unit)

    def _added(self, node: str | None) -> int:
        (added,) = self.services.evidence.add_files(YEAR, node, [self.file(f"{node}.txt")])
        assert added.evidence_id is not None
        return added.evidence_id

    def file(self, name: str) -> Path:
        path = self.root / name
        path.write_text(name, encoding="utf-8")
        return path

    def sign_in(self, user: User | None = None) -> None:
        self.services.session.begin(user or self.officer)

    def as_administrator(self) -> None:
        self.services.session.begin(
            next(one for one in self.services.users.users() if one.name == ADMINISTRATOR)
        )

    def refused(self, act: Callable[[], object]) -> str:
        with pytest.raises(AppError) as told:
            act()
        assert told.value.code == "not_permitted"
        return told.value.message


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[Commune]:
    made = Commune(tmp_path)
    made.sign_in()
    yield made
    made.services.close()


def test_the_own_line_is_scored_and_that_of_another_unit_or_of_nobody_is_not(commune: Commune) -> None:
    assessment = commune.services.assessment
    assert assessment.own_lines(YEAR) == frozenset({commune.own})
    view = assessment.set_points(YEAR, commune.own, Decimal("0.5"), "Có kế hoạch")
    assert view.rows[commune.own].entry.points == Decimal("0.5")
    for node in (commune.others, commune.nobodys):
        entry = view.rows[node].entry
        message = commune.refused(lambda: assessment.set_points(YEAR, node, Decimal("0.5")))  # noqa: B023 - called in this round
        assert "chỉ xem được" in message
        commune.refused(lambda: assessment.save_entry(YEAR, replace(entry, note="Ghi hộ")))  # noqa: B023 - called in this round
        commune.refused(lambda: assessment.set_appraisal(YEAR, node, None, "Đạt"))  # noqa: B023 - called in this round
    assert assessment.view(YEAR).rows[commune.others].entry.points is None


def test_what_belongs_to_the_whole_office_is_not_a_unit_officers(commune: Commune) -> None:
    assessment = commune.services.assessment
    veto = assessment.criteria_of(YEAR).vetoes[0].id
    part = commune.services.report.parts(YEAR)[0].key
    assert "cả đơn vị" in commune.refused(lambda: assessment.set_veto(YEAR, veto, False))
    commune.refused(lambda: commune.services.report.save(YEAR, part, "Lời của phòng."))


def test_an_own_line_is_not_given_away_but_may_go_to_a_colleague(commune: Commune) -> None:
    assessment = commune.services.assessment
    entry = assessment.view(YEAR).rows[commune.own].entry
    commune.refused(lambda: assessment.save_entry(YEAR, replace(entry, unit_id=commune.other_unit)))
    commune.as_administrator()
    colleague = commune.services.office.save_person(Person(0, "Lê Thị Hoa", "Công chức", commune.unit))
    commune.sign_in()
    view = assessment.save_entry(YEAR, replace(entry, officer_id=colleague.id))
    assert view.rows[commune.own].entry.officer_id == colleague.id


def test_evidence_of_the_own_line_is_changed_and_that_of_others_only_shown(commune: Commune) -> None:
    evidence = commune.services.evidence
    own, others, unsorted = (commune.paper[one] for one in (commune.own, commune.others, None))
    evidence.update(own, title="Kế hoạch")
    evidence.replace(own, commune.file("mới.txt"))
    evidence.put_back(own, 1)
    evidence.remove(own)
    evidence.restore(own)
    evidence.link(unsorted, YEAR, commune.own)
    evidence.unlink(unsorted, commune.own)
    files = sorted(commune.services.folder.evidence.rglob("*"))
    acts: list[Callable[[], object]] = [
        lambda: evidence.update(others, title="Đổi tên"),
        lambda: evidence.replace(others, commune.file("khác.txt")),
        lambda: evidence.remove(others),
        lambda: evidence.unlink(others, commune.others),
        lambda: evidence.link(own, YEAR, commune.others),
        lambda: evidence.add_files(YEAR, commune.others, [commune.file("thêm.txt")]),
        lambda: evidence.add_picture(YEAR, commune.others, b"\x89PNG", "ảnh.png"),
    ]
    for act in acts:
        commune.refused(act)
    assert sorted(commune.services.folder.evidence.rglob("*")) == files  # refused before a byte was copied
    evidence.link(others, YEAR, commune.own)  # another unit's paper proves the own line, too
    commune.refused(lambda: evidence.update(others, title="Đổi tên"))
    assert evidence.get(others).nodes == (commune.own, commune.others)


def test_the_diary_is_written_of_own_lines(commune: Commune) -> None:
    activities = commune.services.activities
    day = date(2026, 11, 10)
    entry = ActivityEntry(ActivityKind.MEETING, day, "Họp thôn", nodes=(commune.own,))
    made = activities.add(entry)
    activities.add(replace(entry, nodes=()))
    commune.refused(lambda: activities.add(replace(entry, nodes=(commune.others,))))
    commune.refused(lambda: activities.change(made.id, replace(entry, nodes=(commune.own, commune.others))))
    commune.as_administrator()
    foreign = activities.add(replace(entry, nodes=(commune.others,)))
    gone = activities.add(replace(entry, nodes=(commune.others,)))
    activities.remove([gone.id])
    commune.sign_in()
    commune.refused(lambda: activities.remove([foreign.id]))
    commune.refused(lambda: activities.restore([gone.id]))
    commune.refused(lambda: activities.attach(foreign.id, [commune.paper[commune.own]]))
    commune.refused(lambda: activities.add_files(foreign.id, [commune.file("ảnh.txt")]))
    activities.remove([made.id])
    assert set(activities.suggest(YEAR, ActivityKind.MEETING)) <= {commune.own}


def test_another_unit_counts_from_the_next_write_and_an_account_without_unit_has_no_lines(
    commune: Commune,
) -> None:
    services = commune.services
    commune.as_administrator()
    services.users.change(
        commune.officer.id, name=OFFICER, role=Role.UNIT_OFFICER, unit_id=commune.other_unit
    )
    commune.sign_in()  # with what the session knew of the person before
    assert services.assessment.own_lines(YEAR) == frozenset({commune.others})
    commune.as_administrator()
    services.users.change(commune.officer.id, name=OFFICER, role=Role.UNIT_OFFICER)
    commune.sign_in()
    assert services.assessment.own_lines(YEAR) == frozenset()
    commune.refused(lambda: services.assessment.set_points(YEAR, commune.own, Decimal("0.5")))


def test_every_other_role_is_held_to_no_line(commune: Commune) -> None:
    commune.as_administrator()
    assert commune.services.assessment.own_lines(YEAR) is None
    clerk = commune.services.users.add("Người tổng hợp", Role.CLERK, "mưa rào tháng bảy")
    commune.sign_in(clerk)
    commune.services.assessment.set_points(YEAR, commune.others, Decimal("0.5"))
    commune.services.evidence.update(commune.paper[commune.others], title="Kế hoạch")


@pytest.mark.parametrize(("entry", "own"), [
    (None, False),
    (Entry("a"), False),
    (Entry("a", unit_id=1), True),
    (Entry("a", unit_id=2), False),
    (Entry("a", officer_id=11), True),  # a colleague of the unit
    (Entry("a", officer_id=12), False),
    (Entry("a", officer_id=11, unit_id=2), False),
    (Entry("a", officer_id=10, unit_id=2), True),  # the person
])  # fmt: skip
def test_whose_a_line_is(entry: Entry | None, own: bool) -> None:
    assert OwnLines(1, 10, {10: 1, 11: 1, 12: 2}).has(entry) is own


def test_without_signing_in_nobody_is_held(tmp_path: Path) -> None:
    services: Services = open_services(DataFolder(tmp_path / "Khác"), FixedClock(NOW), create=True)
    services.assessment.open_year(YEAR, "hai-duong-2024")
    assert services.assessment.own_lines(YEAR) is None
    services.close()
