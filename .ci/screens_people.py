"""People who sign in as pictures: the tab, its dialogs, the door; used by ``screens.py``."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screens import Shots, View

    from ui.pages.safety.people import PeopleTab

_PASSWORD = "lúa chín đầu bờ"


def views(shots: "Shots") -> Iterator["View"]:
    """Everything that has to do with signing in; the made-up office signs in no more afterwards."""
    yield from _People(shots).views()


class _People:
    def __init__(self, shots: "Shots") -> None:
        self._shots, self._window = shots, shots.window
        self._context = shots.window.context
        self._services = shots.window.context.services

    @property
    def tab(self) -> "PeopleTab":
        from ui.pages.safety.page import SafetyPage
        from ui.pages.safety.people import PeopleTab
        from ui.places import PageId

        page = self._window.page(PageId.SAFETY)
        assert isinstance(page, SafetyPage)
        made = page.tab("people")
        assert isinstance(made, PeopleTab)
        return made

    def views(self) -> Iterator["View"]:
        yield "people-off", self._off
        yield "people-begin", self._shots.dialog(self._begin)
        yield "people-list", self._on
        yield "people-add", self._shots.dialog(partial(self._press, "add_button"))
        yield "people-password", self._shots.dialog(partial(self._press, "password_button"))
        yield "people-roles", self._shots.dialog(partial(self._press, "roles_button"))
        yield "people-sheet", self._shots.dialog(self._sheet)
        yield "people-chairman", self._chairman
        yield "people-refused", self._refused
        yield "people-closed", self._closed
        yield "people-locked", self._locked
        yield "people-wrong", self._wrong
        yield "people-recover", self._recover
        yield "people-end", self._end

    def _go(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.SAFETY, part="people"))
        self._shots.settled()

    def _off(self) -> None:
        if self._services.session.required():
            self._end()
        self._go()

    def _on(self, name: str = "Nguyễn Thị Hồng") -> None:
        from friendly_desktop.domain.rights import Role

        users = self._services.users
        if not self._services.session.required():
            users.begin_sign_in("Nguyễn Thị Hồng", _PASSWORD)
            self._context.admit(self._services.session.user)
            known = {one.name for one in users.users()}
            for other, role in (
                ("Phạm Văn Hùng", Role.CHAIRMAN),
                ("Trần Thị Lan Anh", Role.RECEPTION_OFFICER),
                ("Lê Đức Mạnh", Role.UNIT_OFFICER),
            ):
                if other not in known:
                    users.add(other, role, _PASSWORD)
            for one in users.users():
                users.let_in(one.id)
        user = next(one for one in users.users() if one.name == name)
        self._services.session.begin(user)
        self._context.admit(user)
        self._go()

    def _begin(self) -> None:
        self._off()
        self.tab.begin_button.click()

    def _press(self, name: str) -> None:
        self._on()
        getattr(self.tab, name).click()

    def _sheet(self) -> None:
        from ui.people.sheet import SheetDialog

        self._on()
        dialog = SheetDialog(self._window, self._context, self._services.users.new_recovery_code())
        dialog.kept.setChecked(True)
        dialog.open()

    def _chairman(self) -> None:
        self._on("Phạm Văn Hùng")

    def _refused(self) -> None:
        from ui.places import PageId, Place

        self._on("Phạm Văn Hùng")
        self._window.show_place(Place(PageId.POSTINGS))
        self._shots.settled()

    def _closed(self) -> None:
        from ui.places import PageId, Place

        self._on("Lê Đức Mạnh")
        self._window.show_place(Place(PageId.CASES))
        self._shots.settled()

    def _locked(self) -> None:
        self._on()
        self._window.keeper.lock()
        self._shots.settled()

    def _wrong(self) -> None:
        part = self._window.keeper.doorway.sign_in
        part.password.setText("sai mật khẩu")
        part.enter.click()
        self._shots.settled()

    def _recover(self) -> None:
        self._window.keeper.doorway.sign_in.lost.click()

    def _end(self) -> None:
        self._on_again()
        self._services.users.end_sign_in()
        self._context.admit(None)
        self._window.keeper.ask()
        self._shots.settled()

    def _on_again(self) -> None:
        """The administrator comes in by the door where it is shut."""
        keeper = self._window.keeper
        user = next(one for one in self._services.users.users() if one.name == "Nguyễn Thị Hồng")
        self._services.session.begin(user)
        if keeper.is_shut:
            keeper.doorway.entered.emit(user, "")
        self._context.admit(user)
