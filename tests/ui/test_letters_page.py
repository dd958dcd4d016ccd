"""The letters page: the register with its filters and steps, the gallery, printing again, lists for people."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from friendly_desktop.domain.letters import Delivery, Letter, LetterKind, LetterState
from friendly_desktop.domain.letters.ages import AgeCount
from friendly_desktop.services.letters.ages import age_rule
from tests.ui.desk import MOMENT, Desk, dialog_of
from tests.ui.paper_tray import PaperTray, load
from tests.ui.typing_ways import by_keys, press
from ui.dialogs.palette import Command, find
from ui.letters.commands import of_kinds, of_templates
from ui.pages.home.page import HomePage
from ui.pages.letters.acts import NumberDialog, ReasonDialog, StepDialog
from ui.pages.letters.page import LettersPage
from ui.pages.letters.rows import Tab, read_register
from ui.pages.settings.letters import LettersTab
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.people import HamletsTab
from ui.places import PageId, Place
from ui.printing.dialog import PrintDialog

TODAY = MOMENT.date()


@pytest.fixture
def page(desk: Desk) -> LettersPage:
    made = LettersPage(desk.context)
    desk.context.place_requested.connect(made.show_place)
    desk.show(made)
    return made


@pytest.fixture
def tray(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PaperTray:
    return load(monkeypatch, tmp_path / "khay")


def letter(
    desk: Desk, name: str = "Đặng Văn Bưởi", kind: LetterKind = LetterKind.PRAISE, on: date = TODAY
) -> Letter:
    draft = desk.services.letters.blank_draft(kind, on)
    values = {"salutation": "Ông", "name": name, "address": "Thôn Trung"}
    return desk.services.letters.save(replace(draft, values={**draft.values, **values}))


def select_all(page: LettersPage) -> None:
    page.register.table.selectAll()


def states(desk: Desk) -> set[LetterState]:
    return {one.state for one in desk.services.letters.find()}


def test_an_office_without_letters_is_told_how_to_begin(desk: Desk, page: LettersPage) -> None:
    register = page.register
    assert register._nothing.isVisible()
    assert not register._tools.isVisible()


def test_letters_go_their_way_together_and_back(desk: Desk, page: LettersPage) -> None:
    letter(desk, "Đặng Văn Bưởi")
    letter(desk, "Hoàng Thị Na")
    desk.wait()
    select_all(page)
    page.register.submit_button.click()
    desk.wait()
    assert states(desk) == {LetterState.SUBMITTED}
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert states(desk) == {LetterState.DRAFT}
    select_all(page)
    page.register.sign_button.click()
    step = dialog_of(StepDialog)
    assert isinstance(step, StepDialog)
    step.yes.click()
    desk.wait()
    assert states(desk) == {LetterState.SIGNED}
    select_all(page)
    page.register.deliver_button.click()
    handing = [one for one in page.window().findChildren(StepDialog) if one.isVisible()][-1]
    handing.by.setText("Nguyễn Thị Lan")
    handing.yes.click()
    desk.wait()
    found = desk.services.letters.find()
    assert {(one.state, one.delivery, one.delivered_by) for one in found} == {
        (LetterState.DELIVERED, Delivery.HANDED, "Nguyễn Thị Lan")
    }


def test_a_day_that_has_not_come_is_refused_where_it_is_typed(desk: Desk, page: LettersPage) -> None:
    letter(desk)
    desk.wait()
    select_all(page)
    page.register.sign_button.click()
    step = dialog_of(StepDialog)
    assert isinstance(step, StepDialog)
    step.day.setText((TODAY + timedelta(days=3)).strftime("%d/%m/%Y"))
    step.yes.click()
    assert step._day_field.problem()
    step.reject()
    assert states(desk) == {LetterState.DRAFT}


def test_a_cancelled_letter_keeps_its_number_and_its_reason(desk: Desk, page: LettersPage) -> None:
    one = letter(desk)
    desk.services.letters.give_number(one.id, 3)
    desk.wait()
    select_all(page)
    assert not page.register.remove_button.isVisible()
    page.register.cancel_button.click()
    asking = dialog_of(ReasonDialog)
    assert isinstance(asking, ReasonDialog)
    asking.yes.click()
    assert asking.isVisible()
    asking.reason.setPlainText("Viết sai tên")
    asking.yes.click()
    desk.wait()
    (found,) = desk.services.letters.find()
    assert (found.state, found.number, found.cancel_reason) == (LetterState.CANCELLED, 3, "Viết sai tên")


def test_a_number_written_by_hand_comes_into_the_register(desk: Desk, page: LettersPage) -> None:
    taken, bare = letter(desk, "Đặng Văn Bưởi"), letter(desk, "Hoàng Thị Na", LetterKind.THANKS)
    desk.services.letters.give_number(taken.id, 4)
    desk.services.letters.sign([taken.id, bare.id], TODAY)
    desk.wait()
    page.register.choose(taken.id)
    assert not page.register.number_button.isVisible()
    page.register.choose(bare.id)
    page.register.number_button.click()
    desk.wait()
    asked = dialog_of(NumberDialog)
    assert isinstance(asked, NumberDialog)
    assert asked.number.text() == "05"
    asked.number.setText("4")
    asked.yes.click()
    desk.wait()
    assert "4" in asked._field.problem()
    asked.number.setText("7/UBND-VP")
    asked.yes.click()
    desk.wait()
    found = desk.services.letters.get(bare.id)
    assert (found.number, found.draft.number) == (7, "7/UBND-VP")
    assert not page.register.number_button.isVisible()


def test_a_draft_without_a_number_is_thrown_away_and_taken_back(desk: Desk, page: LettersPage) -> None:
    letter(desk)
    desk.wait()
    select_all(page)
    press(page.register.table, Qt.Key.Key_Delete)
    page.register._on_delete()
    desk.wait()
    assert desk.services.letters.find() == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert len(desk.services.letters.find()) == 1


def test_the_register_is_filtered_without_tone_marks_and_by_state(desk: Desk, page: LettersPage) -> None:
    letter(desk, "Đặng Văn Bưởi")
    other = letter(desk, "Hoàng Thị Na", LetterKind.THANKS)
    desk.services.letters.submit([other.id])
    desk.wait()
    by_keys(page.register.box, "dang buoi")
    desk.qtbot.waitUntil(lambda: len(page.register.model.rows()) == 1)
    assert page.register.model.rows()[0].letter.recipient == "Ông Đặng Văn Bưởi"
    page.register.box.clear()
    desk.qtbot.waitUntil(lambda: len(page.register.model.rows()) == 2)
    page.register.show_tab(Tab.SUBMITTED)
    assert [row.letter.id for row in page.register.model.rows()] == [other.id]
    assert "1" in page.register.tabs.tabText(list(Tab).index(Tab.SUBMITTED))


def test_the_chosen_letter_tells_its_way(desk: Desk, page: LettersPage) -> None:
    one = letter(desk)
    desk.services.letters.give_number(one.id, 1)
    desk.services.letters.archive(one.id)
    desk.services.letters.record_print(one.id, "Máy in phòng Văn thư")
    desk.services.letters.submit([one.id])
    desk.wait()
    page.register.choose(one.id)
    desk.wait()
    words = page.register.detail.story_words()
    assert "Đang trình ký" in words
    assert "20/11/2026: Cấp số 01/UBND" in words
    assert "Máy in phòng Văn thư" in words


def test_a_place_selects_its_letter(desk: Desk, page: LettersPage) -> None:
    first = letter(desk)
    letter(desk, "Hoàng Thị Na")
    desk.context.go(Place(PageId.LETTERS, part="register", evidence_id=first.id))
    desk.wait()
    assert [one.id for one in page.register.chosen()] == [first.id]


def test_printing_again_opens_the_dialog_for_all_that_is_chosen(
    desk: Desk, page: LettersPage, tray: PaperTray
) -> None:
    one = letter(desk)
    desk.services.letters.archive(one.id)
    desk.services.letters.sign([one.id], TODAY)
    desk.wait()
    select_all(page)
    assert page.register.print_button.text() == "In lại"
    page.register.print_button.click()
    desk.wait()
    dialog = dialog_of(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    desk.qtbot.waitUntil(lambda: not dialog._later.isActive())
    desk.wait()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    desk.wait()
    assert len(tray.documents()) == 1
    assert [one.succeeded for one in desk.services.letters.prints(one.id)] == [True]


def test_the_register_is_written_to_excel(desk: Desk, page: LettersPage) -> None:
    letter(desk)
    desk.wait()
    desk.answers.paths = [desk.root / "Sổ thư"]
    page.register._on_register_xlsx()
    desk.wait()
    assert (desk.root / "Sổ thư.xlsx").read_bytes().startswith(b"PK")


def test_an_empty_signing_folder_is_told_instead_of_printed(desk: Desk, page: LettersPage) -> None:
    letter(desk)
    desk.wait()
    page.register._on_signing_list()
    assert desk.told == ["Tập trình ký đang trống."]


def test_more_letters_take_no_more_statements(desk: Desk, page: LettersPage) -> None:
    letter(desk)
    wanted = page.register.wanted()
    before = desk.statements(lambda: read_register(desk.services, wanted))
    for number in range(40):
        letter(desk, f"Người {number}")
    assert desk.statements(lambda: read_register(desk.services, wanted)) == before


# -- choosing what to write


def test_the_gallery_finds_by_other_words_and_enter_takes(desk: Desk, page: LettersPage) -> None:
    desk.context.go(Place(PageId.LETTERS, part="compose"))
    desk.wait()
    assert len(page.gallery.shown()) >= len(LetterKind)
    by_keys(page.gallery.box, "dam tang")
    assert page.gallery.shown() == ("condolence",)
    press(page.gallery.box, Qt.Key.Key_Return)
    desk.wait()
    assert page.compose.title() == "Thư chia buồn"
    assert page.heading() == "Thư chia buồn"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("thư kết hôn", LetterKind.WEDDING),
        ("thu ket hon", LetterKind.WEDDING),
        ("gia hạn", LetterKind.APOLOGY_EXTENSION),
        ("chia buon", LetterKind.CONDOLENCE),
        ("khai sinh", LetterKind.BIRTH),
    ],
)
def test_a_kind_is_found_in_the_palette(typed: str, kind: LetterKind) -> None:
    places = {one.text: one.place for one in of_kinds()}
    commands = [Command(one.text, lambda: None, also=one.also) for one in of_kinds()]
    assert places[find(commands, typed)[0].text].part == f"compose:{kind.value}"


def test_templates_beside_the_usual_one_are_in_the_palette(desk: Desk) -> None:
    texts = {one.text for one in of_templates(desk.services)}
    assert "Soạn: Thư chúc mừng nhà mới" in texts
    assert "Soạn: Thư chúc mừng kết hôn" not in texts


# -- settings


def test_thon_are_pasted_and_numbers_and_ages_are_set(desk: Desk) -> None:
    settings = SettingsPage(desk.context)
    desk.show(settings)
    hamlets = settings.findChild(HamletsTab)
    letters = settings.findChild(LettersTab)
    assert isinstance(hamlets, HamletsTab)
    assert isinstance(letters, LettersTab)
    hamlets.lines.setPlainText("1. Thôn Trung\n- Thôn Đồng Quýt\n\nThôn Trung")
    hamlets.take.click()
    desk.wait()
    assert [one.name for one in desk.services.office.hamlets()] == ["Thôn Đồng Quýt", "Thôn Trung"]
    letters.patterns["letters"].setText(".../CTUBND")
    letters.patterns["letters"].editingFinished.emit()
    letters.count.committed.emit(AgeCount.FULL)
    desk.wait()
    patterns = {one.id: one.pattern for one in desk.services.letters.books()}
    assert patterns["letters"] == "{number}/CTUBND"
    assert age_rule(desk.services.office).count is AgeCount.FULL
    assert not letters.problem("letters")


def test_home_tells_of_letters_that_wait_and_leads_to_them(desk: Desk) -> None:
    desk.services.letters.submit([letter(desk).id])
    home = HomePage(desk.context)
    desk.show(home)
    waiting = home.duties.buttons()[0]
    assert waiting.text() == "1 thư chờ ký"
    wanted: list[Place] = []
    desk.context.place_requested.connect(wanted.append)
    waiting.click()
    assert wanted == [Place(PageId.LETTERS, part="register", filter="submitted")]
