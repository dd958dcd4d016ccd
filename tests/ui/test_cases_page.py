"""The page of citizen reception: the list with its views, one case with its dates, what is done with them."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseState,
    CaseView,
    Channel,
    Competence,
    Conditions,
    DocumentRef,
    StepEntry,
)
from friendly_desktop.domain.deadlines.workdays import WorkCalendar
from tests.ui.desk import MOMENT, Desk, dialog_of
from ui.cases.days import DaysDialog
from ui.cases.form_dialog import FormDialog
from ui.cases.marks import MarkKind
from ui.pages.cases.act_dialogs import CorrectEntryDialog, LinkDialog, NationalDialog, SplitDialog
from ui.pages.cases.page import CasesPage
from ui.pages.cases.register import Around
from ui.pages.cases.step_dialog import StepDialog
from ui.places import PageId, Place

TODAY = MOMENT.date()


@pytest.fixture
def page(desk: Desk) -> CasesPage:
    made = CasesPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


def enter(
    desk: Desk,
    kind: CaseKind = CaseKind.PETITION,
    name: str = "Đặng Thị Hường",
    content: str = "Sửa đường liên thôn",
    received: date = TODAY,
    channel: Channel = Channel.IN_PERSON,
) -> Case:
    if kind is CaseKind.DENUNCIATION:
        return desk.services.cases.add(CaseEntry(kind, received, content=content, paper_file="tủ 2"))
    entry = CaseEntry(
        kind, received, channel, name=name, address="Thôn Trung", identity="030190004321", content=content
    )
    return desk.services.cases.add(entry)


def accepted(desk: Desk) -> Case:
    case = enter(desk, CaseKind.COMPLAINT, "Nguyễn Văn Đức", "Khiếu nại thu hồi đất", date(2026, 11, 2))
    document = DocumentRef("Thông báo thụ lý", "15/TB-UBND", date(2026, 11, 9))
    return desk.services.cases.step(
        case.id, StepEntry(CaseAction.ACCEPT, date(2026, 11, 9), document=document)
    )


def open_case(desk: Desk, page: CasesPage, case: Case) -> None:
    page.show_place(Place(PageId.CASES, part=f"case:{case.id}"))
    desk.wait()


def shown_codes(page: CasesPage) -> list[str]:
    model = page.register.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def all_words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel))


def choose(menu_owner: object, action: CaseAction) -> None:
    menu = menu_owner._next_menu  # type: ignore[attr-defined]
    next(one for one in menu.actions() if one.data() is action).trigger()


def test_an_office_without_cases_is_told_how_to_begin(desk: Desk, page: CasesPage) -> None:
    assert page.register._nothing.isVisible()
    assert not page.register._tools.isVisible()


def test_the_views_count_and_show_their_cases(desk: Desk, page: CasesPage) -> None:
    enter(desk, received=date(2026, 10, 1))  # late by now
    enter(desk)
    desk.wait()
    assert "2" in page.register.strip.buttons[CaseView.OPEN].text()
    assert "1" in page.register.strip.buttons[CaseView.OVERDUE].text()
    page.register.strip.buttons[CaseView.OVERDUE].click()
    desk.wait()
    assert shown_codes(page) == ["2026-001"]
    due = str(page.register.model.index(0, 5).data())
    assert due.startswith("quá hạn")
    assert "ngày làm việc" in due


def test_search_finds_without_tone_marks(desk: Desk, page: CasesPage) -> None:
    enter(desk, name="Đặng Thị Hường")
    enter(desk, name="Vũ Đình Khang", content="Chồng lấn ranh giới")
    desk.wait()
    page.register.box.setText("vu dinh")
    desk.wait()
    assert shown_codes(page) == ["2026-002"]
    page.register.box.setText("không ai cả")
    desk.wait()
    assert page.register._none_such.isVisible()


def test_filters_narrow_the_list(desk: Desk, page: CasesPage) -> None:
    enter(desk, CaseKind.FEEDBACK, channel=Channel.ZALO)
    enter(desk)
    desk.wait()
    page.register._channel.show_value(Channel.ZALO)
    page.register._channel.committed.emit(Channel.ZALO)
    desk.wait()
    assert shown_codes(page) == ["2026-001"]


def test_enter_opens_the_case_and_escape_leads_back(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    desk.wait()
    page.register.table.setFocus()
    page.register._on_open()
    desk.wait()
    assert page.heading() == f"Vụ việc {case.code}"
    assert page.primary_button() is page.case.next_button
    QTest.keyClick(page.case, Qt.Key.Key_Escape)
    desk.wait()
    assert page.heading() == ""


@pytest.mark.parametrize("field", ["people", "enter"])
def test_enter_in_the_entry_line_enters_and_opens_no_case_of_the_list(
    desk: Desk, page: CasesPage, field: str
) -> None:
    enter(desk)
    desk.wait()
    page.register.begin_entry()
    desk.wait()
    form = page.register.entry.form
    form.put({"kind": "feedback", "name": "Lê Thị Hoa", "content": "Rác ở chợ", "people": "1"})
    focused = getattr(form, field)
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Return)
    desk.wait()
    assert page.heading() == ""
    assert desk.services.cases.views()[CaseView.ALL] == 2


def test_the_dates_of_a_case_stand_on_its_line_and_open_their_days(desk: Desk, page: CasesPage) -> None:
    open_case(desk, page, accepted(desk))
    marks = page.case.timeline.marks()
    assert [one.title for one in marks if one.kind is MarkKind.ACT] == ["Tiếp nhận", "Thụ lý"]
    due = next(place for place, one in enumerate(marks) if one.kind in (MarkKind.DUE, MarkKind.NEAR))
    assert "30 ngày" in marks[due].detail
    page.case.timeline.button(due).setFocus()
    QTest.keyClick(page.case.timeline.button(due), Qt.Key.Key_Return)
    dialog = dialog_of(DaysDialog)
    rows = dialog.model.rows()
    assert [row.number for row in rows if row.number] == list(range(1, 31))
    assert "Điều 28" in all_words(dialog)
    dialog.reject()


def test_a_day_that_is_skipped_says_why(desk: Desk, page: CasesPage) -> None:
    open_case(desk, page, enter(desk))  # received 20/11/2026; 24/11 is a holiday
    marks = page.case.timeline.marks()
    place = next(
        at for at, one in enumerate(marks) if one.deadline_id is not None and "làm việc" in one.detail
    )
    page.case.timeline.button(place).click()
    dialog = dialog_of(DaysDialog)
    told = {row.day.day: row.day.why for row in dialog.model.rows()}
    assert "Văn hóa" in told[date(2026, 11, 24)]
    dialog.reject()


def test_arrow_keys_go_from_mark_to_mark(desk: Desk, page: CasesPage) -> None:
    open_case(desk, page, enter(desk))
    first, second = page.case.timeline.button(0), page.case.timeline.button(1)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert second.accessibleName()


def test_only_lawful_steps_are_offered(desk: Desk, page: CasesPage) -> None:
    open_case(desk, page, enter(desk))
    offered = {one.data() for one in page.case._next_menu.actions()}
    assert CaseAction.ANSWER in offered
    assert CaseAction.RESOLVE not in offered
    assert CaseAction.SUSPEND not in offered


def test_a_step_asks_for_what_it_needs_and_no_more(desk: Desk, page: CasesPage) -> None:
    case = accepted(desk)
    open_case(desk, page, case)
    choose(page.case, CaseAction.RESOLVE)
    dialog = dialog_of(StepDialog)
    assert set(dialog.inputs) >= {"on", "outcome", "document.number", "document.day", "document.signer"}
    assert "officer" not in dialog.inputs
    dialog.yes.click()
    desk.wait()
    assert dialog.isVisible()
    assert dialog.fields["document.number"].problem()
    assert desk.services.cases.get(case.id).state is CaseState.ACCEPTED
    dialog.reject()


def test_a_step_is_taken_and_can_be_taken_back(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    open_case(desk, page, case)
    choose(page.case, CaseAction.ANSWER)
    dialog = dialog_of(StepDialog)
    dialog.inputs["text"].put("Đã đưa vào kế hoạch quý I.")  # type: ignore[union-attr]
    dialog.yes.click()
    desk.wait()
    assert desk.services.cases.get(case.id).state is CaseState.RESOLVED
    assert page.case.chip.words() == "Đã giải quyết"
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.cases.get(case.id).state is CaseState.ENTERED
    assert any(step.undone for step in desk.services.cases.steps(case.id))


def test_a_wrong_day_is_refused_where_it_is_typed(desk: Desk, page: CasesPage) -> None:
    open_case(desk, page, enter(desk))
    choose(page.case, CaseAction.ANSWER)
    dialog = dialog_of(StepDialog)
    dialog.inputs["text"].put("Xong")  # type: ignore[union-attr]
    for typed in ("31/4", "25/11/2026", "1/1/1899"):
        dialog.inputs["on"].setText(typed)  # type: ignore[union-attr]
        dialog.yes.click()
        desk.wait()
        assert dialog.isVisible()
        assert dialog.fields["on"].problem(), typed
    dialog.reject()


def test_a_wrong_entry_is_put_right_by_a_further_one(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    open_case(desk, page, case)
    page.case.acts.correct(page.case.file(), page.case.file().entry_step.id)  # type: ignore[union-attr, arg-type]
    dialog = dialog_of(CorrectEntryDialog)
    dialog.form.content.put("Sửa đường liên xã")
    dialog.yes.click()
    assert dialog.isVisible()  # without a reason nothing is corrected
    dialog.why.setText("Nghe nhầm")
    dialog.yes.click()
    desk.wait()
    assert desk.services.cases.get(case.id).entry.content == "Sửa đường liên xã"
    assert "liên xã" in page.case.facts.words()
    assert "Đính chính" in all_words(page.case.history)


def test_a_paper_is_taken_apart_and_its_parts_are_linked(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    open_case(desk, page, case)
    page.case.acts.split(case)
    dialog = dialog_of(SplitDialog)
    dialog.parts[0][1].put("Đường hỏng")
    dialog.parts[1][1].put("Đèn tắt")
    dialog.yes.click()
    desk.wait()
    assert desk.services.cases.count() == 3
    assert page.case._links_panel.isVisible()


def test_cases_are_linked_after_a_search(desk: Desk, page: CasesPage) -> None:
    first = enter(desk)
    second = enter(desk, name="Vũ Đình Khang")
    open_case(desk, page, first)
    page.case.acts.link(first)
    dialog = dialog_of(LinkDialog)
    dialog.yes.click()
    assert dialog.problem.text()
    dialog._on_picked(
        next(
            one
            for one in [type("S", (), {"value": line})() for line in desk.services.cases.lines([second.id])]
        )
    )
    dialog.yes.click()
    desk.wait()
    assert [one.other_id for one in desk.services.cases.links(first.id)] == [second.id]
    links = desk.services.cases.links(first.id)
    page.case.findChildren(QPushButton, "unlink")[0].click()
    desk.wait()
    assert desk.services.cases.links(first.id) == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert desk.services.cases.links(first.id) == links


def test_many_are_marked_as_entered_in_the_national_database_at_once(desk: Desk, page: CasesPage) -> None:
    for _turn in range(3):
        enter(desk)
    desk.services.cases.mark_national(1, TODAY, "A1")
    desk.wait()
    page.register.table.selectAll()
    page.register.national_button.click()
    dialog = dialog_of(NationalDialog)
    dialog.yes.click()
    desk.wait()
    assert all(line.national for line in desk.services.cases.lines([1, 2, 3]))
    assert "2" in desk.told[-1]
    assert "1" in desk.told[-1]


def test_a_form_is_filled_in_and_kept_as_made(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    open_case(desk, page, case)
    page.case.make_form("receipt")
    dialog = dialog_of(FormDialog)
    desk.wait()
    assert "Đặng Thị Hường" in {one.text() for one in dialog.fields.inputs.values()}
    assert dialog.preview.page_count() >= 1
    desk.answers.paths = [desk.root / "Biên nhận"]
    dialog.save_pdf.click()
    desk.wait()
    assert (desk.root / "Biên nhận.pdf").read_bytes().startswith(b"%PDF")
    dialog.save_pdf.click()  # the same words are kept once
    desk.wait()
    assert len(desk.services.case_forms.made(case.id)) == 1
    dialog.reject()


def test_rows_are_copied_as_the_list_shows_them(desk: Desk, page: CasesPage) -> None:
    enter(desk, CaseKind.DENUNCIATION, content="Thu tiền làm đường không có phiếu")
    enter(desk)
    desk.wait()
    page.register.table.selectAll()
    page.register._on_copy()
    desk.wait()
    copied = QGuiApplication.clipboard().text()
    assert "Đặng Thị Hường" in copied
    assert "TC-2026-001" in copied
    assert "phiếu" not in copied


def test_a_denunciation_is_told_apart_and_its_words_cannot_be_marked(desk: Desk, page: CasesPage) -> None:
    case = enter(desk, CaseKind.DENUNCIATION, content="Thu tiền làm đường không có phiếu")
    open_case(desk, page, case)
    assert page.case._secret.isVisible()
    assert page.case._person.text() == ""
    assert "phiếu" not in page.heading()
    marking = Qt.TextInteractionFlag.TextSelectableByMouse
    assert not any(one.textInteractionFlags() & marking for one in page.case.facts._texts)


def test_a_case_that_is_gone_is_told_kindly(desk: Desk, page: CasesPage) -> None:
    page.show_place(Place(PageId.CASES, part="case:999"))
    desk.wait()
    assert page.case._gone.isVisible()


def test_a_change_elsewhere_comes_into_view_by_itself(desk: Desk, page: CasesPage) -> None:
    case = enter(desk)
    open_case(desk, page, case)
    desk.services.cases.step(
        case.id,
        StepEntry(CaseAction.CLASSIFY, TODAY, conditions=Conditions.MET, competence=Competence.OWN),
    )
    desk.wait()
    assert page.case.chip.words() == "Đang xử lý đơn"


def test_no_title_tip_or_name_on_the_screen_tells_what_was_denounced(desk: Desk, page: CasesPage) -> None:
    case = enter(desk, CaseKind.DENUNCIATION, content="Thu tiền làm đường không biên lai")
    enter(desk)
    desk.wait()
    model = page.register.model
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    told = [
        str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in roles
    ]
    page.register.box.setText("biên lai")
    desk.wait()
    assert model.rowCount() == 0
    open_case(desk, page, case)
    for one in page.findChildren(QWidget):
        told += [one.toolTip(), one.windowTitle(), one.statusTip()]
    told.append(page.heading())
    assert "biên lai" not in "\n".join(told)


def test_a_page_shares_the_room_and_never_makes_the_window_grow(desk: Desk, page: CasesPage) -> None:
    enter(desk)
    window = page.window()
    window.resize(1093, 560)
    height = window.height()
    entry = page.register.entry
    page.register.begin_entry()
    for _turn in range(2):
        entry.done_strip.say("Đã vào sổ. " * 40)
        entry.draft_strip.say("Còn một lượt ghi dở. " * 20)
        entry.toggle_more()
        desk.wait()
        page.register.end_entry()
        page.register.begin_entry()
        entry.toggle_more()
        desk.wait()
    assert window.height() == height
    assert page.minimumSizeHint().height() < 400
    assert not page.hasHeightForWidth()


def test_a_clock_set_back_is_told_above_the_list(desk: Desk, page: CasesPage) -> None:
    enter(desk)
    page.register.reload()
    desk.wait()
    assert not page.register.clock_strip.isVisibleTo(page)
    around = Around({CaseView.ALL: 1}, (2026,), WorkCalendar(), date(2027, 3, 1))
    page.register._on_around(around)
    assert "Đồng hồ của máy" in page.register.clock_strip.text()
