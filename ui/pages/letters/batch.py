"""Many letters from one list: the file and its columns, the rows, the account; each a step of one part."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.letters.batch import BatchAccount, BatchRow, BatchSkipped, BatchTarget
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.letters.batch_account import BatchResult
from ui.pages.letters.batch_make import MakeDialog, Way, Wish
from ui.pages.letters.batch_paper import PaperRun
from ui.pages.letters.batch_rows import BatchRows
from ui.pages.letters.batch_source import BatchSource
from ui.pages.letters.batch_work import Source
from ui.pages.letters.part import LetterPart
from ui.places import PageId, Place

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext


#: What follows when letters were made: the rows, the source, the account.
Made = Callable[[tuple[BatchRow, ...], Source, BatchAccount], None]


class LetterBatch(LetterPart):
    """Walks through a list: source, rows, account."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._wish = Wish()
        self._is_making = False
        self.source = BatchSource(context, self)
        self.rows = BatchRows(context, self)
        self.result = BatchResult(context, self)
        self.paper: PaperRun | None = None
        self._steps = QStackedWidget(self)
        for step in (self.source, self.rows, self.result):
            self._steps.addWidget(step)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._steps)
        self.source.left.connect(self.back_wanted)
        self.source.ready_changed.connect(self.framed)
        self.source.rows_wanted.connect(self._on_rows_wanted)
        self.rows.left.connect(self._on_source_wanted)
        self.rows.ready_changed.connect(self._on_rows_changed)
        self.rows.make_wanted.connect(self._on_make)
        self.rows.letter_wanted.connect(self._on_letter)
        self.result.left.connect(self._on_back_to_rows)
        self.result.again_wanted.connect(self._on_again)
        self.result.register_wanted.connect(self.back_wanted)
        self.result.next_wanted.connect(self._on_source_wanted)

    # -- what the page asks

    def start(self, what: str) -> None:
        """Begin, with a template when ``what`` names one; a list that is open stays open."""
        if self._steps.currentWidget() is self.source or what:
            self._show(self.source)
            self.source.start(what)

    def refresh(self) -> None:
        """Templates or the office changed."""
        if self._steps.currentWidget() is self.source:
            self.source.start()

    def title(self) -> str:
        """The words at the top of the window."""
        return _("Soạn nhiều thư từ danh sách")

    def primary_button(self) -> QPushButton | None:
        """The next step."""
        step = self._steps.currentWidget()
        if step is self.rows:
            return self.rows.make
        return self.source.go_on if step is self.source and self.source.opened() is not None else None

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F finds a recipient among the rows."""
        return self.rows.box if self._steps.currentWidget() is self.rows else None

    def make_into(self, way: Way, path: Path) -> None:
        """Make the ticked rows into files at a place that is known already."""
        if self.rows.source is not None:
            self._make(self.rows.settled(), self.rows.source, Wish(way), path)

    # -- from step to step

    def _show(self, step: QWidget) -> None:
        self._steps.setCurrentWidget(step)
        self.framed.emit()

    @Slot(object)
    def _on_rows_wanted(self, source: Source) -> None:
        self._show(self.rows)
        self.rows.read(source)

    @Slot()
    def _on_source_wanted(self) -> None:
        self.rows.stop_measuring()
        self._show(self.source)
        self.source.start()

    @Slot()
    def _on_rows_changed(self) -> None:
        if self._steps.currentWidget() is self.rows:
            self.framed.emit()

    @Slot()
    def _on_back_to_rows(self) -> None:
        self._show(self.rows)
        self.rows.setFocus()

    @Slot(object)
    def _on_again(self, numbers: frozenset[int]) -> None:
        self._show(self.rows)
        self.rows.keep_only(numbers)
        self.rows.setFocus()

    @Slot(int)
    def _on_letter(self, letter_id: int) -> None:
        self._context.go(Place(PageId.LETTERS, part=f"letter:{letter_id}"))

    # -- making

    @Slot()
    def _on_make(self) -> None:
        rows = self.rows.settled()
        ticked = [row for row in rows if row.ticked]
        if not ticked or self._is_making:
            return
        doubtful = sum(bool(row.doubts) for row in ticked)
        MakeDialog(self, len(ticked), self._wish, doubtful, partial(self._begin, rows)).open()

    def _begin(self, rows: tuple[BatchRow, ...], wish: Wish) -> None:
        self._wish = wish
        source = self.rows.source
        if source is None:
            return
        if wish.way is Way.REGISTER:
            self._record(rows, source, wish, self._on_made)
        elif wish.way is Way.PRINTER and wish.record:
            self._record(rows, source, wish, self._on_recorded_for_paper)
        elif wish.way is Way.PRINTER:
            self.paper = PaperRun(self._context, self, rows, source, self._on_printed)
            self.paper.start()
        elif wish.way is Way.ONE_PDF:
            name = f"{source.template.title}.pdf"
            title = _("Lưu các thư thành một tệp PDF")
            filters = _("Tệp PDF (*.pdf)")
            self._context.prompts.save_file(
                self, title, "letters", filters, name, partial(self._make, rows, source, wish)
            )
        else:
            self._context.prompts.folder(
                self, _("Chọn thư mục ghi các thư"), "letters", partial(self._make, rows, source, wish)
            )

    def _make(self, rows: tuple[BatchRow, ...], source: Source, wish: Wish, path: Path) -> None:
        form = wish.way.form
        if form is None:
            return
        if wish.way is Way.ONE_PDF and path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        target = BatchTarget(form, path, wish.record, wish.numbered)

        def work(services: "Services", job: "JobContext") -> BatchAccount:
            return services.letter_batches.make(rows, target, job)

        self._run(_making(rows), work, partial(self._on_made, rows, source))

    def _record(self, rows: tuple[BatchRow, ...], source: Source, wish: Wish, then: Made) -> None:
        def work(services: "Services", job: "JobContext") -> BatchAccount:
            return services.letter_batches.record(rows, numbered=wish.numbered, job=job)

        self._run(_("Ghi vào sổ thư"), work, partial(then, rows, source))

    def _run(
        self,
        title: str,
        work: "Callable[[Services, JobContext], BatchAccount]",
        done: Callable[[BatchAccount], None],
    ) -> None:
        self._set_busy(busy=True)
        job = self._context.run_long(self, title, work, done)
        job.finished.connect(self._on_finished)

    def _set_busy(self, *, busy: bool) -> None:
        self._is_making = busy
        self.rows.setEnabled(not busy)
        self.rows.make.setEnabled(not busy and bool(self.rows.ticked()))

    @Slot()
    def _on_finished(self) -> None:
        self._set_busy(busy=False)
        if self._steps.currentWidget() is self.rows:
            self.rows.setFocus()

    def _on_made(self, rows: tuple[BatchRow, ...], source: Source, account: BatchAccount) -> None:
        self.result.show_account(account, rows, source)
        self._show(self.result)
        self.result.focus_next()

    def _on_recorded_for_paper(
        self, rows: tuple[BatchRow, ...], source: Source, account: BatchAccount
    ) -> None:
        self._on_made(rows, source, account)
        self.print_wanted.emit(list(account.letters))

    def _on_printed(
        self,
        rows: Sequence[BatchRow],
        source: Source,
        printer: str,
        printed: frozenset[int],
        why: dict[int, str],
    ) -> None:
        """Another letter went to the printer, or was refused."""
        left = {one.row: one for one in self._left_out(rows)}
        waiting = _("Chưa in.")
        skipped = [
            left.get(row.number) or BatchSkipped(row.number, why.get(row.number, waiting))
            for row in rows
            if row.number not in printed
        ]
        account = BatchAccount(len(printed), tuple(skipped))
        self.result.show_account(account, tuple(rows), source, printer)
        if self._steps.currentWidget() is not self.result:
            self._show(self.result)
            self.result.focus_next()

    def _left_out(self, rows: Sequence[BatchRow]) -> list[BatchSkipped]:
        return [
            BatchSkipped(row.number, row.message or _("Dòng không được chọn."))
            for row in rows
            if not row.ticked
        ]


def _making(rows: Sequence[BatchRow]) -> str:
    count = sum(row.ticked for row in rows)
    return ngettext("Làm {n} thư", "Làm {n} thư", count).format(n=count)
