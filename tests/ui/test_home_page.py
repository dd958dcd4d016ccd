"""The home page: today, points at risk with their day, by officer, and the sheet of each."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.office import Person
from tests.ui.desk import YEAR, Desk
from ui.context import UiContext
from ui.pages.home import summary
from ui.pages.home.duties import Duty, place_of, words_of
from ui.pages.home.page import HomePage
from ui.pages.home.parts import RiskLine, StepMark
from ui.pages.home.slips import SlipsDialog
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog
from ui.widgets.charts import BarLine
from ui.widgets.text import Text


@pytest.fixture
def lan(desk: Desk) -> int:
    return desk.services.office.people()[0].id


@pytest.fixture
def home(desk: Desk, lan: int) -> HomePage:
    for node, points in (("B.1.1.1", "1"), ("B.1.1.2", "1")):
        desk.services.assessment.save_entry(
            YEAR, Entry(node, Decimal(points), LeafStatus.DONE, officer_id=lan)
        )
    desk.services.assessment.save_entry(YEAR, Entry("B.4.5", officer_id=lan, due=date(2026, 11, 1)))
    page = HomePage(desk.context)
    desk.show(page)
    return page


def lines(page: HomePage) -> list[RiskLine]:
    return [one for one in page.findChildren(RiskLine) if one.isVisible()]


def bars(page: HomePage) -> dict[str, BarLine]:
    return {one.accessibleName(): one for one in page.findChildren(BarLine) if one.isVisible()}


def test_points_at_risk_are_told_with_the_day_they_are_lost(home: HomePage) -> None:
    shown = home._shown
    assert shown is not None
    told = [(one.points, one.why, one.until) for one in shown.risks]
    assert ("1", "Chưa có minh chứng", "còn đến 14/12/2026") in told
    assert ("2", "Quá hạn nội bộ 01/11/2026", "còn đến 14/12/2026") in told
    assert lines(home)[0].accessibleName().endswith("còn đến 14/12/2026")
    assert "có nguy cơ mất" in home.legend.text()
    assert "chưa có minh chứng" in home.legend.text()


def test_the_three_dated_steps_stand_with_the_days_that_are_left(home: HomePage) -> None:
    told = [
        [label.text() for label in mark.findChildren(Text)]
        for mark in home.steps.findChildren(StepMark)
        if mark.isVisible()
    ]
    assert told[0][:3] == ["24", "ngày", "Bước 1: Xã tự đánh giá, chấm điểm"]
    assert [one[0] for one in told] == ["24", "40", "72"]


def test_a_step_that_is_past_says_so_and_the_next_one_stands_out(desk: Desk) -> None:
    page = HomePage(desk.context)
    desk.show(page)
    steps = [summary.NextStep("Một", "2026-11-19"), summary.NextStep("Hai", "2026-11-20")]
    page.steps.show_steps(steps, date(2026, 11, 20))
    told = [[label.text() for label in mark.findChildren(Text)] for mark in page.steps.findChildren(StepMark)]
    assert told[0][:2] == ["✓", "đã qua"]
    assert told[1][:2] == ["0", "hôm nay"]


def test_a_line_at_risk_leads_to_its_place_by_keyboard(desk: Desk, home: HomePage) -> None:
    wanted: list[Place] = []
    desk.context.place_requested.connect(wanted.append)
    line = lines(home)[0]
    line.setFocus()
    desk.qtbot.keyClick(line, Qt.Key.Key_Space)
    assert wanted == [Place(PageId.ASSESSMENT, node=line.risk.node)]


def test_a_criterion_leads_to_itself(desk: Desk, home: HomePage) -> None:
    wanted: list[Place] = []
    desk.context.place_requested.connect(wanted.append)
    bar = next(one for name, one in bars(home).items() if name.startswith("Tiêu chí 1"))
    bar.click()
    assert wanted == [Place(PageId.ASSESSMENT, node="B.1")]


def test_an_officer_shows_what_is_at_risk_and_opens_his_sheet(desk: Desk, home: HomePage, lan: int) -> None:
    name, bar = next((name, one) for name, one in bars(home).items() if name.startswith("Nguyễn Thị Lan"))
    assert "2 / 3 mục" in name
    assert "nguy cơ" in name
    bar.click()
    desk.wait()
    dialog = home.window().findChild(SlipsDialog)
    assert isinstance(dialog, SlipsDialog)
    assert dialog._keys() == (f"p{lan}",)
    assert dialog.people.count() == 2
    assert "2/3 mục" in dialog.people.currentItem().toolTip()
    dialog.reject()


def test_sheets_are_saved_and_printed(desk: Desk, home: HomePage) -> None:
    home.slips.click()
    desk.wait()
    dialog = home.window().findChild(SlipsDialog)
    assert isinstance(dialog, SlipsDialog)
    desk.answers.paths = [desk.root / "Phiếu"]
    dialog.save.click()
    desk.wait()
    assert (desk.root / "Phiếu.pdf").read_bytes().startswith(b"%PDF")
    assert desk.told == ["Đã lưu tệp Phiếu.pdf."]
    dialog.print.click()
    desk.wait()
    printing = home.window().findChild(PrintDialog)
    assert isinstance(printing, PrintDialog)
    assert printing.windowTitle() == "Phiếu việc năm 2026"
    printing.close()


def test_when_nobody_has_anything_the_dialog_says_what_to_do(desk: Desk) -> None:
    page = HomePage(desk.context)
    desk.show(page)
    page.show_place(Place(PageId.HOME, part="slips"))
    desk.wait()
    dialog = page.window().findChild(SlipsDialog)
    assert isinstance(dialog, SlipsDialog)
    assert dialog.none.isVisible()
    assert not dialog.print.isVisible()
    dialog.reject()
    desk.wait()


def test_late_things_stand_first_each_with_its_way(desk: Desk, home: HomePage) -> None:
    told = [one.text() for one in home.duties.buttons()]
    assert told[0] == "1 mục quá hạn nội bộ"
    wanted: list[Place] = []
    desk.context.place_requested.connect(wanted.append)
    home.duties.buttons()[0].click()
    assert wanted == [Place(PageId.ASSESSMENT, filter="overdue")]


def test_what_is_due_for_destruction_says_when_somebody_looked_last() -> None:
    told = words_of(Duty("disposal", 1200, ""), date(2026, 11, 20))
    assert told == "1.200 bản ghi đến hạn hủy trong năm nay, chưa ai xem lại"
    duty = Duty("disposal", 3, "2025-11-02")
    assert words_of(duty, date(2026, 11, 20)).endswith("xem lại lần cuối 02/11/2025")
    assert place_of(duty) == Place(PageId.SAFETY, part="retention")


def test_the_page_is_read_in_a_fixed_number_of_statements(desk: Desk, home: HomePage) -> None:
    assert home.isVisible()
    services = desk.services

    def read() -> int:
        return desk.statements(lambda: summary.work_out(services, YEAR))

    read()
    few = read()
    leaves = [leaf.id for leaf in services.assessment.criteria_of(YEAR).leaves if leaf.id.startswith("B")]
    for number, node in enumerate(leaves[:15]):
        person = services.office.save_person(Person(0, f"Cán Bộ {number}"))
        services.assessment.save_entry(YEAR, Entry(node, officer_id=person.id))
        services.evidence.add_files(YEAR, node, [desk.photo(f"{number}.png", number)])
    desk.wait()
    assert read() == few
    assert few <= 27
    desk.wait()


def test_the_summary_survives_its_cache(desk: Desk, home: HomePage) -> None:
    shown = home._shown
    assert shown is not None
    path = desk.root / "home.json"
    summary.keep(path, shown)
    assert summary.kept(path) == shown
    path.write_text("[3, 1]", encoding="utf-8")  # of an earlier version
    assert summary.kept(path) is None


def test_it_fits_a_narrow_window_with_large_type(desk: Desk, home: HomePage) -> None:
    from PySide6.QtWidgets import QApplication, QScrollArea

    from ui import theme

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        theme.apply(app, theme.Scheme.LIGHT, 150)
        home.resize(1041, 520)
        desk.wait()
        area = home.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        body = area.widget()
        assert body is not None
        assert body.minimumSizeHint().width() <= area.viewport().width()
    finally:
        theme.apply(app, theme.Scheme.LIGHT, 100)


def test_before_the_data_is_open_nothing_is_asked(desk: Desk) -> None:
    context = UiContext(desk.folder, desk.clock, desk.answers)
    page = HomePage(context)
    desk.qtbot.addWidget(page)
    page.show_place(Place(PageId.HOME, part="slips"))
    assert page.window().findChild(SlipsDialog) is None
    context.close()
