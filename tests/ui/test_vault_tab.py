"""Encryption by hand: begun, the sheet kept, a sealed backup made, looked into and restored, the password changed."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from friendly_desktop.domain.package import ExportResult
from friendly_desktop.errors import AppError
from friendly_desktop.storage import keychain, vault_file
from tests.ui.desk import Desk, dialog_of
from ui.dialogs.secrets import SecretDialog
from ui.pages.package.page import PackagePage
from ui.pages.safety.backups import BackupsTab
from ui.pages.safety.page import SafetyPage
from ui.pages.safety.restore_dialog import RestoreDialog
from ui.pages.safety.vault import VaultTab
from ui.pages.safety.vault_records import EncryptDialog
from ui.people.sheet import SheetDialog
from ui.places import PageId, Place

PASSWORD = "chợ phiên họp ngày rằm"


pytestmark = pytest.mark.usefixtures("cheap_keys")


@pytest.fixture
def page(desk: Desk) -> SafetyPage:
    made = SafetyPage(desk.context)
    desk.show(made)
    made.show_place(Place(PageId.SAFETY, part="vault"))
    desk.wait()
    return made


def _tab(page: SafetyPage) -> VaultTab:
    made = page.tab("vault")
    assert isinstance(made, VaultTab)
    return made


def _type(old: str = "", new: str = "", again: str = "") -> None:
    dialog = dialog_of(SecretDialog)
    dialog.old.setText(old)
    dialog.password.first.setText(new)
    dialog.password.second.setText(again or new)
    dialog.yes.click()


def _begun(desk: Desk, page: SafetyPage) -> str:
    _tab(page).begin_button.click()
    _type(new=PASSWORD)
    desk.wait()
    sheet = dialog_of(SheetDialog)
    code = sheet.words.text()
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    desk.wait()
    return code


def test_the_sheet_does_not_close_before_its_code_is_on_paper(desk: Desk, page: SafetyPage) -> None:
    tab = _tab(page)
    assert page.primary_button() is tab.begin_button
    tab.begin_button.click()
    _type(new="ngắn", again="khác")
    dialog = dialog_of(SecretDialog)
    assert "12" in dialog.password.first_field.problem()
    assert dialog.password.second_field.problem()
    _type(new=PASSWORD)
    desk.wait()
    sheet = dialog_of(SheetDialog)
    sheet.reject()
    assert sheet.isVisible()
    assert not sheet.close_button.isEnabled()
    desk.answers.paths = [desk.root / "phiếu"]
    sheet.save.click()
    desk.wait()
    assert (desk.root / "phiếu.pdf").read_bytes().startswith(b"%PDF")
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    assert desk.services.vault.state().on
    assert page.primary_button() is None
    assert "20/11/2026" in tab.text()


def test_a_sealed_backup_is_looked_into_after_its_password_was_asked_for(
    desk: Desk, page: SafetyPage
) -> None:
    _begun(desk, page)
    made = desk.services.backups.make_file(desk.root / "sao-luu.zip")
    backups = page.tab("backups")
    assert isinstance(backups, BackupsTab)
    backups.look_into(made.path)
    desk.wait()
    _type(old="sai mật khẩu rồi")
    desk.wait()
    assert dialog_of(SecretDialog).old_field.problem()
    _type(old=PASSWORD)
    desk.wait()
    dialog_of(RestoreDialog).yes.click()
    desk.wait()
    assert any("khôi phục" in told for told in desk.told)


def test_the_password_is_changed_with_the_code_of_the_sheet(desk: Desk, page: SafetyPage) -> None:
    code = _begun(desk, page)
    tab = _tab(page)
    tab.password_button.click()
    _type(old=code, new="cầu tre lắc lẻo gập ghềnh")
    desk.wait()
    assert "Đã đổi mật khẩu mã hóa." in desk.told
    tab.sheet_button.click()
    _type(old="cầu tre lắc lẻo gập ghềnh")
    desk.wait()
    sheet = dialog_of(SheetDialog)
    assert sheet.words.text() != code
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    tab.end_button.click()
    _type(old="cầu tre lắc lẻo gập ghềnh")
    desk.wait()
    assert not desk.services.vault.state().on


def test_a_damaged_key_file_is_brought_back_from_a_backup(desk: Desk, page: SafetyPage) -> None:
    _begun(desk, page)
    made = desk.services.backups.make_file(desk.root / "sao-luu.zip")
    for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"):
        (desk.folder.root / name).write_text("{", encoding="utf-8")
    tab = _tab(page)
    tab.refresh()
    desk.wait()
    assert "hỏng" in tab.text()
    assert not tab.password_button.isEnabled()
    desk.answers.paths = [made.path]
    tab.recover_button.click()
    desk.wait()
    _type(old=PASSWORD)
    desk.wait()
    assert not desk.services.vault.state().damaged
    assert tab.password_button.isEnabled()


def test_a_package_leaves_with_a_password_and_is_checked_with_it(desk: Desk) -> None:
    page = PackagePage(desk.context)
    desk.show(page)
    written: list[ExportResult] = []
    page.exporting.exported.connect(written.append)
    page.exporting.locked.setChecked(True)
    desk.answers.paths = [desk.root / "hồ sơ.zip"]
    page.exporting.ask()
    desk.wait()
    _type(new=PASSWORD)
    desk.wait()
    assert Path(written[0].path).name == "hồ sơ.zip.mahoa"
    page.receiving.check([Path(written[0].path)])
    desk.wait()
    _type(old=PASSWORD)
    desk.wait()
    assert "nguyên vẹn" in page.receiving.text()


def test_nothing_typed_stays_in_the_dialog(desk: Desk, page: SafetyPage) -> None:
    _tab(page).begin_button.click()
    dialog = dialog_of(SecretDialog)
    _type(new=PASSWORD)
    assert dialog.password.first.text() == dialog.password.second.text() == ""
    desk.wait()
    sheet = dialog_of(SheetDialog)
    sheet.kept.setChecked(True)
    sheet.close_button.click()
    QApplication.processEvents()
    assert not any(isinstance(error, AppError) for error in desk.errors)


def test_the_records_are_encrypted_by_hand_only_after_it_was_understood_and_made_plain_again(
    desk: Desk, page: SafetyPage
) -> None:
    code = _begun(desk, page)
    records = _tab(page).records
    database = desk.context.folder.database
    assert "chưa được mã hóa" in records.text()
    assert records.decrypt_button.isHidden()
    records.encrypt_button.click()
    dialog = dialog_of(EncryptDialog)
    dialog.old.setText(code)
    assert not dialog.yes.isEnabled()
    dialog.understood.setChecked(True)
    dialog.yes.click()
    desk.wait()
    assert keychain.form_of(database) is keychain.Form.ENCRYPTED
    assert "chưa được mã hóa" not in records.text()
    assert not _tab(page).end_button.isEnabled()
    assert desk.services.office.units() == ()
    records.decrypt_button.click()
    _type(old="không phải mật khẩu")
    desk.wait()
    assert dialog_of(SecretDialog).old_field.problem()
    _type(old=PASSWORD)
    desk.wait()
    assert keychain.form_of(database) is keychain.Form.PLAIN
    assert _tab(page).end_button.isEnabled()
    keychain.forget()


def test_what_was_stopped_in_the_middle_is_told_and_gone_on_with(desk: Desk, page: SafetyPage) -> None:
    _begun(desk, page)
    desk.services.backups.make()
    kept = vault_file.read(desk.context.folder)
    vault_file.write(desk.context.folder, replace(kept, records=True))
    tab = _tab(page)
    tab.refresh()
    desk.wait()
    assert "2 tệp" in tab.records.text()
    tab.records.go_on_button.click()
    desk.wait()
    _type(old=PASSWORD)
    desk.wait()
    assert desk.services.vault.state().unfinished == 0
    assert tab.records.go_on_button.isHidden()
    keychain.forget()
