"""The page of data safety as pictures; used by ``screens.py``. Each tab adds its own views."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens import Shots, View

    from ui.pages.safety.backups import BackupsTab
    from ui.pages.safety.vault import VaultTab


def views(shots: "Shots") -> Iterator["View"]:
    """Every tab and dialog of the page."""
    import screens_trail

    yield from _Backups(shots).views()
    yield from _Vault(shots).views()
    yield from screens_trail.views(shots)


class _Backups:
    def __init__(self, shots: "Shots") -> None:
        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services
        self._stick = shots.window.context.folder.root.parent / "USB"

    @property
    def tab(self) -> "BackupsTab":
        from ui.pages.safety.backups import BackupsTab
        from ui.pages.safety.page import SafetyPage
        from ui.places import PageId

        page = self._window.page(PageId.SAFETY)
        assert isinstance(page, SafetyPage)
        made = page.tab("backups")
        assert isinstance(made, BackupsTab)
        return made

    def views(self) -> Iterator["View"]:
        yield "safety-backups-none", self._go
        yield "safety-backups", self._some
        yield "safety-backups-gone", self._gone
        yield "safety-bin-empty", self._bin
        yield "safety-restore", self._shots.dialog(self._restore)
        yield "safety-bin", self._full_bin

    def _go(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.SAFETY, part="backups"))
        self._shots.settled()

    def _some(self) -> None:
        self._stick.mkdir(exist_ok=True)
        self._services.backups.choose_second(self._stick)
        if not self._services.backups.all():
            self._services.backups.make()
            self._services.backups.make()
        self._go()
        self.tab.refresh()

    def _bin(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.SAFETY, part="bin"))
        self._shots.settled()

    def _full_bin(self) -> None:
        services = self._services
        if len(services.bin.all()) < 4:
            services.evidence.remove(services.evidence.listing(2026)[0].id)
            services.office.remove_person(services.office.people()[-1].id)
            services.office.remove_hamlet(services.office.hamlets()[0].id)
            services.postings.remove([services.postings.find()[0].id])
        self._bin()

    def _gone(self) -> None:
        import shutil

        shutil.rmtree(self._stick, ignore_errors=True)
        self._go()
        self.tab.refresh()

    def _restore(self) -> None:
        self._some()
        unit = self._services.office.save_unit("Tổ công nghệ số cộng đồng")
        plan = self._services.backups.plan(self._services.backups.all()[0].path)
        self._services.office.remove_unit(unit.id)
        self.tab.show_plan(plan)


_PASSWORD = "chợ phiên họp ngày rằm"


class _Vault:
    def __init__(self, shots: "Shots") -> None:
        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services

    @property
    def tab(self) -> "VaultTab":
        from ui.pages.safety.page import SafetyPage
        from ui.pages.safety.vault import VaultTab
        from ui.places import PageId

        page = self._window.page(PageId.SAFETY)
        assert isinstance(page, SafetyPage)
        made = page.tab("vault")
        assert isinstance(made, VaultTab)
        return made

    def views(self) -> Iterator["View"]:
        yield "safety-vault-none", self._off
        yield "safety-vault-begin", self._shots.dialog(self._begin)
        yield "safety-vault", self._on
        yield "safety-vault-sheet", self._shots.dialog(self._sheet)
        yield "safety-vault-damaged", self._damaged
        yield "safety-vault-encrypt", self._shots.dialog(self._encrypt)
        yield "safety-vault-encrypted", self._encrypted
        yield "safety-vault-half", self._half
        yield "safety-vault-unlock", self._unlock
        yield "safety-vault-wrong", self._wrong
        self._put_back()

    def _go(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.SAFETY, part="vault"))
        self._shots.settled()

    def _off(self) -> None:
        if self._services.vault.state().on:
            self._services.vault.end(_PASSWORD)
        self._go()
        self.tab.refresh()

    def _begin(self) -> None:
        self._off()
        self._shots.settled()
        self.tab.begin_button.click()

    def _on(self) -> None:
        if not self._services.vault.state().on:
            self._services.vault.begin(_PASSWORD)
        self._go()
        self.tab.refresh()

    def _sheet(self) -> None:
        from ui.people.sheet import SheetDialog, of_encryption

        self._go()
        code = "VGGF-89Z8-A46F-TZZR-901M-Z6W4-WC9H"
        SheetDialog(self.tab, self._window.context, code, of_encryption()).open()

    def _encrypt(self) -> None:
        self._on()
        self._shots.settled()
        self.tab.records.encrypt_button.click()

    def _encrypted(self) -> None:
        self._on()
        self._services.vault.encrypt_records(_PASSWORD)
        self.tab.refresh()
        self._shots.settled()

    def _half(self) -> None:
        from dataclasses import replace

        from friendly_desktop.storage import vault_file

        self._encrypted()
        folder = self._window.context.folder
        kept = vault_file.read(folder)
        vault_file.write(folder, replace(kept, records=False))
        self.tab.refresh()
        self._shots.settled()
        vault_file.write(folder, kept)

    def _unlock(self) -> None:
        self._window.keeper.shut_for_key()
        self._shots.settled()

    def _wrong(self) -> None:
        part = self._window.keeper.doorway.unlock
        part.secret.setText("phiên chợ")
        part.open.click()
        self._shots.settled()

    def _put_back(self) -> None:
        if self._window.keeper.is_shut:
            self._window.keeper.open_again()
        if self._services.vault.state().records:
            self._services.vault.decrypt_records(_PASSWORD)

    def _damaged(self) -> None:
        root = self._window.context.folder.root
        kept = {
            path: path.read_bytes()
            for path in (root / name for name in ("vault.json", "vault-copy.json", "backups/keys/vault.json"))
        }
        for path in kept:
            path.write_bytes(b"?")
        self._go()
        self.tab.refresh()
        self._shots.settled()
        for path, content in kept.items():
            path.write_bytes(content)
