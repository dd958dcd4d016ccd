"""Starts a print run and tells how it ended: one line when all is well, an account when it is not."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.printing.account_words import is_well, sentences, summary
from ui.printing.run import PrintAccount, PrintRun
from ui.widgets.text import button

if TYPE_CHECKING:
    from ui.jobs import Job


def begin(context: UiContext, page: QWidget, title: str, run: PrintRun) -> "Job":
    """Print in the background and tell ``page`` how it ended."""

    def done(account: PrintAccount) -> None:
        tell(context, page, title, run, account)

    return context.run_long(page, title, run, done)


def tell(
    context: UiContext, page: QWidget, title: str, run: PrintRun, account: PrintAccount
) -> "PrintReport | None":
    """Say how a run ended; returns the account in view when something is left to do."""
    if is_well(account):
        context.tell(summary(account))
        return None
    report = PrintReport(page, context, title, run, account)
    report.open()
    return report


class PrintReport(ReportDialog):
    """The account of a run, with "only the rest again"."""

    def __init__(
        self, page: QWidget, context: UiContext, title: str, run: PrintRun, account: PrintAccount
    ) -> None:
        self.again = button(_("In lại bản chưa in"), "print", "primary")
        super().__init__(page, title, summary(account), sentences(account), self.again)
        self._context, self._title = context, title
        self._run, self._account = run, account
        self.again.setVisible(bool(account.unprinted))
        self.again.clicked.connect(self._on_again)

    @Slot()
    def _on_again(self) -> None:
        rest = tuple(one.piece for one in self._account.unprinted)
        single = len(self._run.pieces) == 1
        order = replace(self._run.order, chosen=self._run.order.chosen if single else ())
        run = PrintRun(rest, order, self._run.note, self._run.send, self._run.queue_name)
        begin(self._context, self.parentWidget() or self, self._title, run)
        self.accept()
