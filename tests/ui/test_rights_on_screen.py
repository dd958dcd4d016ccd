"""What a role does not allow is held on every page and says why: no button that can be pressed is refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.domain.people import User
from friendly_desktop.domain.rights import RIGHTS_OF, Right, Role
from tests.ui.desk import YEAR, Desk, opened
from ui import navigation
from ui.pages.assessment.page import AssessmentPage
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.page import Page

#: Every page with its parts that change records, and what changing them asks.
PLACES = (
    (Place(PageId.ASSESSMENT), Right.SCORE),
    (Place(PageId.EVIDENCE, part="all"), Right.EVIDENCE),
    (Place(PageId.PACKAGE), Right.PACKAGE),
    (Place(PageId.CASES), Right.CASES),
    (Place(PageId.RECEPTION), Right.MEETINGS),
    (Place(PageId.RECEPTION, part="promises"), Right.MEETINGS),
    (Place(PageId.FIGURES, part="months"), Right.FIGURES),
    (Place(PageId.FIGURES, part="late"), Right.FIGURES),
    (Place(PageId.FIGURES, part="diary"), Right.ACTIVITIES),
    (Place(PageId.SURVEYS), Right.SURVEYS),
    (Place(PageId.SURVEYS, part="forms"), Right.SURVEYS),
    (Place(PageId.POSTINGS), Right.POSTINGS),
    (Place(PageId.SETTINGS), Right.OFFICE),
    (Place(PageId.SETTINGS, part="units"), Right.OFFICE),
    (Place(PageId.SETTINGS, part="workdays"), Right.CALENDAR),
    (Place(PageId.SETTINGS, part="deadlines"), Right.CALENDAR),
    (Place(PageId.SAFETY, part="backups"), Right.BACKUP),
    (Place(PageId.SAFETY, part="bin"), Right.DISPOSE),
    (Place(PageId.SAFETY, part="people"), Right.PEOPLE),
    (Place(PageId.SAFETY, part="retention"), Right.DISPOSE),
    (Place(PageId.SAFETY, part="vault"), Right.PEOPLE),
)
#: What everybody may do who sees a page: look, go elsewhere, print and save a copy.
READING: frozenset[str] = frozenset({
    "Bảng mẫu...",
    "Bộ tiêu chí...",
    "Các đợt khảo sát",
    "Danh mục đã ghi",
    "Danh sách mẫu...",
    "Danh sách trong ngày...",
    "In lại...",
    "In phiếu theo dõi",
    "In phiếu...",
    "In sổ tiếp công dân, sổ theo dõi đơn...",
    "Kiểm tra lại toàn bộ tệp",
    "Lưu danh mục...",
    "Lưu ra tệp...",
    "Lịch sử thay đổi...",
    "Lịch tiếp dân",
    "Mẫu phiếu",
    "Mở",
    "Mở buổi",
    "Mở lịch làm việc",
    "Mở mục",
    "Mở đợt này",
    "Phóng to (Ctrl và lăn chuột, hoặc +)",
    "Thu nhỏ (Ctrl và lăn chuột, hoặc -)",
    "Thêm tệp...",
    "Thông báo niêm yết...",
    "Thống kê...",
    "Vai trò nào được làm gì",
    "Việc đã hứa, 1 chưa làm",
    "Vừa khung: cả trang hoặc bề ngang (0)",
    "Xuất năm này ra Excel, CSV...",
    "Đến chỗ đó",
    "Đổi mật khẩu của tôi...",
})  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """An office with nothing in it; folders and programs outside are not opened."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    with opened(tmp_path, qtbot, qapp) as made:
        yield made
    for page in PAGES:
        page.close()
        page.deleteLater()
    PAGES.clear()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def people(desk: Desk) -> dict[Role, User]:
    """The made-up commune with one person of each role."""
    services = desk.services
    services.demo.fill(YEAR)
    services.users.begin_sign_in("Người quản trị", "lúa chín đầu bờ")
    unit = services.office.units()[0].id
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            services.users.add(f"Người {role.value}", role, "mưa rào tháng bảy", unit_id=unit)
    desk.context.choose_year(YEAR)
    return {user.role: user for user in services.users.users()}


def work_as(desk: Desk, user: User) -> None:
    desk.services.session.begin(user)
    desk.context.admit(user)
    desk.wait()


#: Pages are taken apart in the thread of the window, at the end of each test.
PAGES: list[Page] = []


def page_at(desk: Desk, place: Place) -> Page:
    page = navigation.make(navigation.spec(place.page), desk.context)
    PAGES.append(page)
    desk.show(page)
    page.show_place(place)
    desk.wait()
    return page


def pressable(page: QWidget) -> set[str]:
    """The words of what can be pressed now: buttons, and the entries of those that unfold."""
    found: set[str] = set()
    for one in page.findChildren(QAbstractButton):
        if not isinstance(one, QPushButton | QToolButton) or not one.isVisible() or not one.isEnabled():
            continue
        menu = cast("QMenu | None", one.menu())  # none for a plain button
        if menu is not None:
            found |= {entry.text() for entry in menu.actions() if entry.isEnabled() and entry.text()}
        elif not one.isCheckable():
            found.add(one.text() or one.accessibleName())
    return found


def test_who_may_only_read_a_page_can_press_only_what_reads(desk: Desk, people: dict[Role, User]) -> None:
    left: set[str] = set()
    for role in Role:
        work_as(desk, people[role])
        for place, right in PLACES:
            if right in RIGHTS_OF[role]:
                continue
            page = page_at(desk, place)
            left |= {
                f"{role.value} {place.page.value} {place.part}: {words}"
                for words in pressable(page) - READING
            }
            page.hide()
    assert not left, "\n".join(sorted(left))


def test_an_administrator_is_held_from_nothing(desk: Desk, people: dict[Role, User]) -> None:
    work_as(desk, people[Role.ADMINISTRATOR])
    for place, _right in PLACES:
        page = page_at(desk, place)
        assert not [one for one in page.findChildren(QWidget) if "không có quyền" in one.toolTip()], place


def test_what_is_held_is_let_go_for_whoever_may(desk: Desk, people: dict[Role, User]) -> None:
    work_as(desk, people[Role.CHAIRMAN])
    menu = QMenu()
    desk.qtbot.addWidget(menu)
    entry, made = menu.addAction("Bỏ"), QPushButton("Lưu", menu)
    made.setToolTip("Lưu lại")
    reserve(desk.context, Right.SURVEYS, entry, made)
    entry.setEnabled(True)
    made.setEnabled(True)
    assert (entry.isEnabled(), made.isEnabled()) == (False, False)
    assert "làm khảo sát" in entry.toolTip()
    assert "làm khảo sát" in made.toolTip()
    made.setToolTip("Lưu lại mẫu này")
    assert "làm khảo sát" in made.toolTip()
    assert menu.toolTipsVisible()
    work_as(desk, people[Role.CLERK])
    assert (entry.isEnabled(), made.isEnabled()) == (True, True)
    assert made.toolTip() == "Lưu lại mẫu này"


def test_a_unit_officer_sees_the_lines_of_others_read_only_and_why(
    desk: Desk, people: dict[Role, User]
) -> None:
    services = desk.services
    leaves = [one.id for one in services.assessment.criteria_of(YEAR).leaves if one.max_points is not None]
    rows = services.assessment.view(YEAR).rows
    officer = people[Role.UNIT_OFFICER]
    services.session.begin(people[Role.ADMINISTRATOR])
    for node, unit in zip(leaves[:2], (officer.unit_id, services.office.units()[1].id), strict=True):
        services.assessment.save_entry(YEAR, replace(rows[node].entry, unit_id=unit, officer_id=None))
    work_as(desk, officer)
    page = page_at(desk, Place(PageId.ASSESSMENT, node=leaves[0]))
    assert isinstance(page, AssessmentPage)
    editor = page.editor
    assert editor.node == leaves[0]
    assert editor.points.isEnabled()
    assert not editor.closed.isVisibleTo(page)
    assert not editor.unit.isEnabled()
    assert page.go_to(leaves[1])
    desk.wait()
    assert editor.node == leaves[1]
    assert not editor.points.isEnabled()
    assert editor.reason.isReadOnly()
    assert editor.strip.read_only
    assert not editor.appraisal.isEnabled()
    assert "Chưa giao cho phòng" in editor.closed.text()
    assert editor.closed.isVisibleTo(page)
    page.hide()
