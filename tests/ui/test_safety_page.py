"""The page of data safety: backing up, looking at a restore before it is done, undoing it, the bin."""

from pathlib import Path

from friendly_desktop.domain.backups import Reason
from friendly_desktop.domain.bin import BinKind
from tests.ui.desk import Desk
from ui.pages.safety.backups import BackupsTab
from ui.pages.safety.bin import BinTab
from ui.pages.safety.page import SafetyPage
from ui.pages.safety.restore_dialog import RestoreDialog
from ui.places import PageId, Place
from ui.safety.watch import BackupWatch


def shown(desk: Desk, part: str) -> SafetyPage:
    page = SafetyPage(desk.context)
    desk.show(page)
    page.show_place(Place(PageId.SAFETY, part=part))
    desk.wait()
    return page


def backups(page: SafetyPage) -> BackupsTab:
    tab = page.tab("backups")
    assert isinstance(tab, BackupsTab)
    return tab


def test_a_backup_is_made_and_stands_in_the_list(desk: Desk) -> None:
    page = shown(desk, "backups")
    tab = backups(page)
    assert page.primary_button() is tab.make_button
    tab.make_button.click()
    desk.wait()
    assert len(tab.model.rows()) == 1
    assert "Đã sao lưu và đọc lại" in desk.told[-1]
    assert "20/11/2026" in tab.last_words.text()
    assert not desk.errors


def test_a_restore_is_looked_at_done_and_undone(desk: Desk) -> None:
    page = shown(desk, "backups")
    tab = backups(page)
    tab.make_button.click()
    desk.wait()
    desk.services.office.save_unit("Tư pháp")
    tab.restore_button.click()
    desk.wait()
    dialog = next(one for one in page.findChildren(RestoreDialog) if one.isVisible())
    assert dialog.model.rows()[0].lost == 1
    dialog.yes.click()
    desk.wait()
    assert desk.services.office.units() == ()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert [one.name for one in desk.services.office.units()] == ["Tư pháp"]
    assert not desk.errors


def test_the_second_place_is_chosen_once_and_gets_a_copy_at_once(desk: Desk, tmp_path: Path) -> None:
    page = shown(desk, "backups")
    tab = backups(page)
    stick = tmp_path / "USB"
    stick.mkdir()
    desk.answers.paths = [stick]
    tab.second_button.click()
    desk.wait()
    assert {one.second for one in tab.model.rows()} == {True, False}
    assert str(stick) in tab.second_words.text()
    tab.forget_button.click()
    desk.wait()
    assert "Chưa có nơi sao lưu thứ hai" in tab.second_words.text()
    assert desk.undo is not None
    desk.undo()
    desk.wait()
    assert str(stick) in tab.second_words.text()


def test_what_was_deleted_is_put_back_from_the_bin(desk: Desk) -> None:
    person = desk.services.office.people()[0]
    desk.services.office.remove_person(person.id)
    page = shown(desk, "bin")
    tab = page.tab("bin")
    assert isinstance(tab, BinTab)
    assert [one.kind for one in tab.model.rows()] == [BinKind.PERSON]
    tab.box.setText("khong co")
    assert not tab.model.rows()
    tab.box.clear()
    tab.view.selectRow(0)
    tab.restore_button.click()
    desk.wait()
    assert desk.services.office.people() == (person,)
    assert not tab.model.rows()
    assert not desk.errors


def test_backups_are_made_by_themselves_and_only_when_something_was_written(desk: Desk) -> None:
    watch = BackupWatch(desk.context)
    watch.look()
    desk.wait()
    (first,) = desk.services.backups.all()
    assert first.backup is not None
    assert first.backup.reason is Reason.START
    watch.look()
    desk.wait()
    assert len(desk.services.backups.all()) == 1
    assert not desk.errors
