"""Starts a print run and tells how it ended: one line when all is well, an account when it is not."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.printing.run import Outcome, PrintAccount, PrintRun
from ui.widgets.text import button

if TYPE_CHECKING:
    from ui.jobs import Job

_MOST_NAMED = 200


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


def is_well(account: PrintAccount) -> bool:
    """Whether everything was printed, whole, on the paper wished for, and noted."""
    clean = all(not one.cut and one.other_paper is None for one in account.printed)
    return clean and not account.unprinted and not account.unnoted


def summary(account: PrintAccount) -> str:
    """The numbers of a run in a sentence or two."""
    printed, rest = len(account.printed), len(account.unprinted)
    if not rest:
        return _("Đã gửi {n} bản in tới «{printer}».").format(n=printed, printer=account.printer)
    return _("Đã gửi {n} bản in tới «{printer}»; còn {rest} bản chưa in.").format(
        n=printed, printer=account.printer, rest=rest
    )


def sentences(account: PrintAccount) -> list[str]:
    """What is to be said of single pieces."""
    said = [account.unnoted] if account.unnoted else []
    said += [_told(one) for one in account.outcomes if _told(one)]
    if len(said) > _MOST_NAMED:
        more = len(said) - _MOST_NAMED
        return [*said[:_MOST_NAMED], _("Và {n} bản in nữa.").format(n=more)]
    return said


def _told(one: Outcome) -> str:
    name = one.piece.title
    if not one.printed:
        return _("{name}: {problem}").format(name=name, problem=one.problem)
    if one.other_paper is not None:
        return _("{name}: máy in dùng khổ giấy khác, trang nằm giữa tờ.").format(name=name)
    if one.cut:
        return _("{name}: nét in sát mép giấy có thể bị máy in cắt mất.").format(name=name)
    return ""


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
