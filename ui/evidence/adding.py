"""Adds files with progress and "Dừng", and says what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.evidence import AddedFile, AddOutcome
from friendly_desktop.errors import Cancelled
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.report import ReportDialog

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the files of one adding."""

    files: tuple[AddedFile, ...]
    stopped: bool = False

    def of(self, outcome: AddOutcome) -> tuple[AddedFile, ...]:
        """Those that ended so."""
        return tuple(one for one in self.files if one.outcome is outcome)

    @property
    def wants_reading(self) -> bool:
        """Whether there is more to tell than a number."""
        return bool(self.of(AddOutcome.REFUSED) or self.stopped or any(one.warning for one in self.files))

    def summary(self) -> str:
        """The numbers in one sentence each."""
        added, already = len(self.of(AddOutcome.ADDED)), len(self.of(AddOutcome.ALREADY))
        refused, skipped = len(self.of(AddOutcome.REFUSED)), len(self.of(AddOutcome.SKIPPED))
        told = [ngettext("Đã thêm {n} tệp.", "Đã thêm {n} tệp.", added).format(n=added)]
        if already:
            told.append(
                ngettext(
                    "{n} tệp đã có sẵn ở đây, không thêm lần nữa.",
                    "{n} tệp đã có sẵn ở đây, không thêm lần nữa.",
                    already,
                ).format(n=already)
            )
        if refused:
            told.append(
                ngettext("{n} tệp không thêm được.", "{n} tệp không thêm được.", refused).format(n=refused)
            )
        if skipped:
            told.append(
                ngettext("{n} tệp tạm được bỏ qua.", "{n} tệp tạm được bỏ qua.", skipped).format(n=skipped)
            )
        if self.stopped:
            told.insert(0, _("Đã dừng theo yêu cầu; những tệp đã thêm xong được giữ lại."))
        return " ".join(told)


class Adder(QObject):
    """Adds evidence for a page.

    Signals:
        added: Account, an adding ended.
    """

    added = Signal(object)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._page = page

    def add(self, year: int, node: str | None, paths: Sequence[Path], from_inbox: bool = False) -> None:
        """Add files and folders to a leaf, or to what is still to be sorted."""
        chosen = tuple(paths)

        def work(services: "Services", job: JobContext) -> Account:
            take = services.evidence.take_from_inbox if from_inbox else services.evidence.add_files
            try:
                return Account(take(year, node, chosen, job))
            except Cancelled as stop:
                return Account(getattr(stop, "added", ()), stopped=True)

        self._context.run_long(self, _("Thêm minh chứng"), work, self._on_added)

    def add_picture(self, year: int, node: str | None, png: bytes) -> None:
        """Add a picture from the clipboard."""
        moment = self._context.clock.now().astimezone()
        # Vietnamese in every language of the window: the name goes into the official list of evidence.
        name = f"Ảnh dán {moment:%d-%m-%Y %H.%M.%S}.png"

        def work(services: "Services") -> Account:
            return Account((services.evidence.add_picture(year, node, png, name),))

        self._context.perform(self, _("Thêm ảnh"), work, self._on_added)

    def _on_added(self, account: Account) -> None:
        if account.wants_reading:
            title = _("Kết quả thêm tệp")
            ReportDialog(self._page.window(), title, account.summary(), _sentences(account)).open()
        else:
            self._context.tell(account.summary())
        self.added.emit(account)


def _sentences(account: Account) -> list[str]:
    """What wants a look: first what was not added, then what was added and should be checked."""
    refused = [f"{one.name}\n{one.problem}" for one in account.of(AddOutcome.REFUSED)]
    warned = [f"{one.name}\n{one.warning}" for one in account.files if one.warning]
    told = []
    if refused:
        told += [_("Không thêm được:"), *refused]
    if warned:
        told += [_("Đã có trong kho, nên xem lại:"), *warned]
    return told
