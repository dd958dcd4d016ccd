"""The tabs of the trail, of retention and of what was given out."""

from datetime import date
from pathlib import Path

import pytest

from friendly_desktop.domain.retention import RetentionKind
from tests.services import letters_desk
from tests.ui.desk import Desk
from ui.pages.safety.disclosures import DisclosureDialog, DisclosuresTab
from ui.pages.safety.page import SafetyPage
from ui.pages.safety.retention import DisposeDialog, RetentionTab, TermDialog
from ui.pages.safety.trail import TrailTab
from ui.places import PageId, Place
from ui.safety.history_dialog import HistoryDialog
from ui.widgets.fields import LineField, TextField


@pytest.fixture
def page(desk: Desk) -> SafetyPage:
    made = SafetyPage(desk.context)
    desk.qtbot.addWidget(made)
    made.resize(960, 560)
    made.show()
    return made


def tab(desk: Desk, page: SafetyPage, name: str) -> TrailTab | RetentionTab | DisclosuresTab:
    page.show_place(Place(PageId.SAFETY, part=name))
    desk.wait()
    made = page.tab(name)
    assert isinstance(made, TrailTab | RetentionTab | DisclosuresTab)
    made.refresh()
    desk.wait()
    return made


def test_the_trail_shows_what_was_done_and_is_filtered_and_checked(
    desk: Desk, page: SafetyPage, tmp_path: Path
) -> None:
    desk.services.office.save_unit("Tổ một cửa")
    shown = tab(desk, page, "trail")
    assert isinstance(shown, TrailTab)
    top = [shown.model.index(0, column).data() for column in range(5)]
    assert top[1:] == ["(chưa đăng nhập)", "Thêm", top[3], "tên: Tổ một cửa"]
    assert top[3].startswith("Phòng, bộ phận")
    count = shown.model.rowCount()
    shown.kind.show_value("units")
    shown.refresh()
    desk.wait()
    assert 0 < shown.model.rowCount() < count
    shown.verify_button.click()
    desk.wait()
    assert "đều khớp" in desk.told[-1]
    desk.answers.paths = [tmp_path / "nhật ký.csv"]
    shown.export_button.click()
    desk.wait()
    assert desk.answers.paths[0].exists()
    assert desk.errors == []


def test_a_term_is_set_and_what_is_due_is_destroyed_with_its_decision(
    desk: Desk, page: SafetyPage, tmp_path: Path
) -> None:
    letters_desk.write(desk.services, on=date(2026, 1, 5))
    shown = tab(desk, page, "retention")
    assert isinstance(shown, RetentionTab)
    assert not shown.dispose_button.isEnabled()
    shown.term_button.click()
    term = page.window().findChild(TermDialog)
    assert term is not None
    typed = term.months.input
    assert isinstance(typed, LineField)
    typed.setText("ba")
    assert not term.submit()
    typed.setText("3")
    term.yes.click()
    desk.wait()
    assert desk.services.retention.terms()[0].own
    assert shown.looked_button.isEnabled()
    shown.looked_button.click()
    desk.wait()
    assert not shown.looked_button.isEnabled()
    assert "Xem lại lần cuối ngày 20/11/2026" in shown._state.text()
    shown.view.selectRow(0)
    desk.wait()
    assert shown.dispose_button.isEnabled()
    desk.answers.paths = [tmp_path / "danh mục.pdf"]
    shown.list_button.click()
    desk.wait()
    assert desk.answers.paths[0].exists()
    shown.dispose_button.click()
    dialog = page.window().findChild(DisposeDialog)
    assert dialog is not None
    assert not dialog.submit()
    assert dialog.record.problem()
    record = dialog.record.input
    assert isinstance(record, LineField)
    record.setText("Quyết định số 12/QĐ-UBND ngày 20/11/2026")
    dialog.yes.click()
    desk.wait()
    assert [one.kind for one in desk.services.retention.disposals()] == [RetentionKind.LETTERS]
    assert shown.done.rowCount() == 1
    assert "13 tháng" not in desk.told[-1]
    desk.answers.paths = [tmp_path / "biên bản.pdf"]
    shown.protocol_button.click()
    desk.wait()
    assert desk.answers.paths[0].exists()
    assert desk.errors == []


def test_what_was_given_out_is_written_down_when_all_of_it_is_said(desk: Desk, page: SafetyPage) -> None:
    shown = tab(desk, page, "disclosures")
    assert isinstance(shown, DisclosuresTab)
    shown.log_button.click()
    dialog = page.window().findChild(DisclosureDialog)
    assert dialog is not None
    assert not dialog.submit()
    for field, words in (
        (dialog.subject, "Vụ việc 2026-15"),
        (dialog.what, "Họ tên"),
        (dialog.recipient, "Thanh tra tỉnh"),
        (dialog.reason, "Công văn số 15/TTr"),
    ):
        assert field.problem()
        typed = field.input
        assert isinstance(typed, LineField | TextField)
        typed.show_value(words)
    dialog.yes.click()
    desk.wait()
    assert shown.model.rowCount() == 1
    assert desk.errors == []


def test_a_record_shows_its_own_history(desk: Desk, page: SafetyPage) -> None:
    letter = letters_desk.write(desk.services)
    desk.services.office.save_unit("Tổ một cửa")
    dialog = HistoryDialog(page, desk.context, "letters", letter.id, "thư chưa có số")
    dialog.open()
    desk.wait()
    told = {dialog.model.index(row, 3).data().split()[0] for row in range(dialog.model.rowCount())}
    assert dialog.model.rowCount() > 0
    assert told <= {"Thư", "Việc"}
    dialog.reject()
