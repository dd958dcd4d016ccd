"""Who complained about what is read by those whose work it is, and found by nobody else."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseEntry, CaseKind, Channel
from friendly_desktop.domain.rights import RIGHTS_OF, Right, Role
from friendly_desktop.domain.search import SearchArea
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder

DAY = date(2026, 11, 18)
NAME = "Zoãn Thị Kiểm"

READS: dict[str, Callable[[Services], object]] = {
    "find": lambda services: services.cases.find(),
    "get": lambda services: services.cases.get(1),
    "by_code": lambda services: services.cases.by_code("1"),
    "lines": lambda services: services.cases.lines([1]),
    "cases": lambda services: services.cases.cases([1]),
    "steps": lambda services: services.cases.steps(1),
    "links": lambda services: services.cases.links(1),
    "alike": lambda services: services.cases.alike(_entry()),
    "forms": lambda services: services.case_forms.made(1),
    "slip": lambda services: services.case_forms.slip_pdf(1),
    "daily": lambda services: services.case_forms.daily_pdf(DAY),
    "register": lambda services: services.case_register.preview(2026),
    "register file": lambda services: services.case_register.write(
        2026, services.folder.root.parent / "so.pdf"
    ),
}


def _entry() -> CaseEntry:
    return CaseEntry(CaseKind.COMPLAINT, DAY, Channel.IN_PERSON, name=NAME, content="Đường liên thôn bị lấn")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = DataFolder(tmp_path_factory.mktemp("office") / "Dữ liệu")
    services = open_services(folder, FixedClock(datetime(2026, 11, 20, 7, 30, tzinfo=UTC)), create=True)
    services.cases.add(_entry())
    services.users.begin_sign_in("Người quản trị", "lúa chín đầu bờ")
    for role in (Role.UNIT_OFFICER, Role.CLERK):
        services.users.add(f"Người {role.value}", role, "mưa rào tháng bảy")
    yield services
    services.close()


def sign_in(office: Services, role: Role) -> None:
    office.session.begin(next(user for user in office.users.users() if user.role is role))


def test_a_unit_officer_alone_does_not_read_the_register() -> None:
    assert [role for role in Role if Right.READ_CASES not in RIGHTS_OF[role]] == [Role.UNIT_OFFICER]
    assert all(Right.READ_CASES in rights for rights in RIGHTS_OF.values() if Right.CASES in rights)


@pytest.mark.parametrize("read", READS)
def test_reading_a_case_is_refused_to_whoever_may_not(office: Services, read: str) -> None:
    sign_in(office, Role.UNIT_OFFICER)
    with pytest.raises(AppError) as caught:
        READS[read](office)
    assert caught.value.code == "not_permitted"
    assert NAME not in str(caught.value)
    assert not (office.folder.root.parent / "so.pdf").exists()
    sign_in(office, Role.CLERK)
    READS[read](office)
    (office.folder.root.parent / "so.pdf").unlink(missing_ok=True)


def test_the_search_finds_no_case_for_whoever_may_not_read_it(office: Services) -> None:
    sign_in(office, Role.CLERK)
    assert [hit.area for hit in office.search.find("zoan thi kiem")] == [SearchArea.CASE]
    sign_in(office, Role.UNIT_OFFICER)
    assert office.search.find("zoan thi kiem") == ()


def test_what_is_due_is_told_to_everybody_without_the_citizen(office: Services) -> None:
    sign_in(office, Role.UNIT_OFFICER)
    (task,) = office.cases.tasks(10)
    assert task.code.endswith("001")
    assert task.person == task.summary == ""
    assert sum(office.cases.views().values()) > 0
