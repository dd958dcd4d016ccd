"""The print dialog: what goes to which printer on what paper, with the sheet itself beside the choices."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.pages import A4_SHEET, PageSize
from friendly_desktop.domain.printing import PrinterProfile, SheetFit
from friendly_desktop.domain.text import safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.printing import abilities, sample
from ui.printing.abilities import Abilities
from ui.printing.choices import PrintChoices
from ui.printing.reporting import begin
from ui.printing.run import Noting, Piece, PrintOrder, PrintRun, through
from ui.printing.sample import Sample
from ui.printing.spooling import Target, print_pdf, printer_names
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_PAUSE_MS = 120  # after the last change, before the sheet is made again


class PrintDialog(QDialog):
    """Gathers the choices, then starts the run and closes; the run goes on beside the work.

    Use :func:`open_dialog`.
    """

    def __init__(
        self, parent: QWidget, context: UiContext, title: str, pieces: Sequence[Piece], note: Noting | None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._pieces = tuple(pieces)
        self._note = note
        self._printers = tuple(printer_names())
        self._profile = PrinterProfile("")
        self._able: Abilities | None = None
        self._sample: Sample | None = None
        self._wish = 0
        self._is_eager = False  # Enter came before the printer and the sheet were known
        self._prepared: QPrinter | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        has_parts = any(piece.has_parts for piece in self._pieces)
        self.choices = PrintChoices(self._printers, len(self._pieces) > 1, has_parts, self)
        self.preview = PdfPreview(context, self)
        self._none = NoticeStrip("print", "warning", parent=self)
        self._warning = NoticeStrip("warning", "warning", parent=self)
        self._summary = Text(role="quiet", wrap=True, parent=self)
        self.save = button(_("Lưu PDF..."), "pdf", "" if self._printers else "primary", parent=self)
        windows = sys.platform == "win32"
        self.system = button(
            _("Hộp thoại của Windows...") if windows else _("Hộp thoại của hệ thống..."), parent=self
        )
        self.cancel = button(_("Hủy"), parent=self)
        self.print = button(_("In"), "print", "primary", parent=self)
        self._build(title)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._ask_sample)
        self._connect()
        self._show_whether_there_is_a_printer()
        room = parent.window()
        self.resize(min(980, room.width() - 32), min(640, room.height() - 24))

    def _build(self, title: str) -> None:
        form = scrolled(self.choices, self)
        form.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 42)
        form.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 50)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(form, 1)
        side.addWidget(self._summary)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(side, 4)
        middle.addWidget(self.preview, 6)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.save)
        buttons.addWidget(self.system)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(title, "heading", parent=self))
        layout.addWidget(self._none)
        layout.addWidget(self._warning)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.choices.printer_chosen.connect(self._on_printer)
        self.choices.changed.connect(self._on_changed)
        self.choices.moved.connect(self._on_moved)
        self.choices.counted.connect(self._show_summary)
        self.choices.calibration_wanted.connect(self._on_calibration)
        self.save.clicked.connect(self._on_save)
        self.system.clicked.connect(self._on_system)
        self.cancel.clicked.connect(self.reject)
        self.print.clicked.connect(self._on_print)

    def _show_whether_there_is_a_printer(self) -> None:
        if self._printers:
            self.print.setDefault(True)
            return
        self._none.say(
            _("Máy tính này chưa có máy in. Có thể lưu thành tệp PDF rồi in ở máy khác, vẫn đúng cỡ giấy.")
        )
        self.print.hide()
        self.system.hide()
        self.save.setDefault(True)

    # -- beginning

    def start(self) -> None:
        """Ask what was remembered of the printer, then show."""

        def read(services: "Services") -> PrinterProfile:
            last = services.printing.last_printer()
            name = last if last in self._printers else next(iter(self._printers), "")
            return services.printing.profile(name)

        self._context.query(self, _("In"), read, self._on_profile)
        self.open()
        (self.print if self._printers else self.save).setFocus()

    def _on_profile(self, profile: PrinterProfile) -> None:
        self._profile = profile
        self.choices.show_profile(profile)
        self._ask_sample()
        if not profile.printer:
            return
        self._able = None
        name = profile.printer
        self._context.draw(self, lambda _services: abilities.ask(name), self._on_able, self._on_unable)

    def _on_able(self, able: Abilities) -> None:
        if able.printer == self.choices.printer_name():
            self._able = able
            self.choices.say_of_printer("")
            self._judge()

    def _on_unable(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.choices.say_of_printer(error.message)
        else:
            self._context.show_error(self, error)

    @Slot(str)
    def _on_printer(self, name: str) -> None:
        self._context.query(self, _("In"), lambda services: services.printing.profile(name), self._on_profile)

    # -- the sheet beside the choices

    @Slot()
    def _on_changed(self) -> None:
        self._show_summary()
        self._later.start()

    @Slot()
    def _on_moved(self) -> None:
        self._judge()

    @Slot()
    def _ask_sample(self) -> None:
        try:
            chosen = self.choices.chosen()
        except ValueError:
            return
        self._wish += 1
        wish, pieces = self._wish, self._pieces
        # Before the first sample nobody knows which sheets can be offered.
        profile = self._profile if self._sample is None else self.choices.profile()
        fit, stock = profile.fit, profile.stock

        def work(services: "Services") -> tuple[int, Sample]:
            return wish, sample.make(services, pieces, chosen, fit, stock)

        self._context.draw(self, work, self._on_sample, self._on_no_sample)

    def _on_sample(self, answer: tuple[int, Sample]) -> None:
        wish, made = answer
        if wish != self._wish:
            return
        is_first = self._sample is None
        self._sample = made
        count = made.pages if len(self._pieces) == 1 else len(self._pieces)
        self.choices.show_sizes(count, made.page_sizes, self._profile.fit)
        if is_first and self.choices.profile().fit is not self._profile.fit:
            self._ask_sample()  # what was remembered does not go with pages of this size
            return
        self._warning.say("")
        self.preview.show_pdf(made.content)
        self._judge()
        self._show_summary()
        if self._is_eager:
            self._on_print()

    def _on_no_sample(self, error: Exception) -> None:
        self._is_eager = False
        if isinstance(error, AppError):
            self._warning.say(" ".join(part for part in (error.message, error.hint) if part))
        else:
            self._context.show_error(self, error)

    def _judge(self) -> None:
        """Say before printing what this printer would not print, or not on this paper."""
        able, made = self._able, self._sample
        if able is None or made is None:
            return
        size = made.sheets[0]
        words = ""
        if not able.takes(size):
            words = _("Máy in này không nhận giấy {size}; hãy chọn A4.").format(
                size=abilities.size_words(size)
            )
        self.choices.say_of_paper(words)
        profile = self.choices.profile()
        shift = float(profile.right), float(profile.down)
        pairs = zip(made.inks, made.sheets, strict=False)
        cut = max(able.cut(ink, sheet, shift) for ink, sheet in pairs)
        self._warning.say(
            _(
                "Máy in này không in sát mép giấy: nét in ở mép sẽ bị cắt mất khoảng {mm} mm. "
                "Hãy chọn khung nhỏ hơn, giấy lớn hơn hoặc chỉnh vị trí."
            ).format(mm=f"{cut:.0f}" if cut >= 1 else "1")
            if cut
            else ""
        )

    @Slot()
    def _show_summary(self) -> None:
        made = self._sample
        if made is None:
            return
        copies = self.choices.copies_wanted()
        try:
            chosen = self.choices.chosen()
        except ValueError:
            return
        if len(self._pieces) > 1:
            count = len(chosen) or len(self._pieces)
            words = _("{count} thư, mỗi thư {copies} bản.").format(count=count, copies=copies)
        else:
            pages = len(chosen) or made.pages
            shares = self.choices.profile().fit is SheetFit.A4_TWO
            sheets = (pages * copies + 1) // 2 if shares else len(made.sheets) * copies
            size = abilities.size_words(made.sheets[0])
            words = _("Cần {count} tờ {size}, in một mặt.").format(count=sheets, size=size)
        self._summary.setText(words)

    # -- doing

    def _is_known(self) -> bool:
        """Whether what is remembered of the printer and the size of the sheets are in view."""
        return self._sample is not None and self._profile.printer == self.choices.printer_name()

    def _order(self) -> PrintOrder | None:
        """What was chosen; None when a field has to be put right first, or the sheet is not known yet."""
        if not self._is_known():
            return None
        wrong = self.choices.first_wrong()
        if wrong is not None:
            wrong.setFocus()
            return None
        profile = self.choices.profile()
        shift = float(profile.right), float(profile.down)
        target = Target(profile.printer, None, profile.copies, shift)
        return PrintOrder(target, profile.fit, profile.stock, self.choices.chosen())

    def _owner(self) -> QWidget:
        """The page; never kept, because a dialog and its page must not hold each other."""
        return self.parentWidget() or self

    def _remember(self) -> None:
        profile = self.choices.profile()
        if profile.printer:
            self._context.perform(
                self._owner(),
                _("Lưu cài đặt máy in"),
                lambda services: services.printing.remember(profile),
            )

    @Slot()
    def _on_print(self) -> None:
        self._is_eager = not self._is_known()
        order = self._order()
        if order is None:
            return
        self._remember()
        run = PrintRun(self._pieces, order, self._note, queue_name=self.windowTitle())
        begin(self._context, self._owner(), self.windowTitle(), run)
        self.accept()

    @Slot()
    def _on_save(self) -> None:
        order = self._order()
        if order is not None:
            title = _("Lưu thành tệp PDF")
            name = f"{safe_name(self.windowTitle())}.pdf"
            self._context.prompts.save_file(self, title, "print", _("Tệp PDF (*.pdf)"), name, self._save)

    def _save(self, path: Path) -> None:
        order = self._order()
        if order is None:
            return
        pieces = self._pieces

        def work(services: "Services", job: "JobContext") -> Path:
            from friendly_desktop.services.printing import write_pdf

            content = sample.whole(services, pieces, order.chosen, order.fit, order.stock, job)
            write_pdf(content, path)
            return path

        context = self._context
        words = _("Đã lưu {name}.")
        context.run_long(
            self._owner(),
            _("Lưu thành tệp PDF"),
            work,
            lambda saved: context.tell(words.format(name=saved.name)),
        )
        self.accept()

    @Slot()
    def _on_calibration(self) -> None:
        name = self.choices.printer_name()
        size = self._sample.sheets[0] if self._sample else A4_SHEET
        title = _("Tờ căn chỉnh máy in")

        def work(_services: "Services", job: "JobContext") -> Any:
            return _print_calibration(name, size, title, job)

        self._context.run_long(self, title, work, self._on_calibrated, self._on_unable)

    def _on_calibrated(self, _spooled: object) -> None:
        self.choices.say_of_place(
            _("Đã gửi tờ căn chỉnh tới máy in. Làm theo bốn bước trên tờ đó rồi gõ hai số vào đây.")
        )
        self.choices.right.setFocus()
        self.choices.right.selectAll()

    @Slot()
    def _on_system(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        order = self._order()
        if order is None:
            return
        try:
            printer = _prepared(order, self._sample)
        except AppError as error:
            self.choices.say_of_printer(error.message)
            return
        self._prepared = printer  # the dialog keeps only a pointer
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, False)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, len(self._pieces) == 1)
        if len(self._pieces) == 1 and self._sample is not None:
            dialog.setMinMax(1, self._sample.pages)
        dialog.finished.connect(self._on_system_finished)
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)  # the binding hides it behind one with a receiver

    @Slot(int)
    def _on_system_finished(self, answer: int) -> None:
        printer, order = self._prepared, self._order()
        if answer != QDialog.DialogCode.Accepted or printer is None or order is None:
            return
        self._remember()
        run = PrintRun(
            self._pieces,
            _as_set_up(order, printer),
            self._note,
            through(printer),
            queue_name=self.windowTitle(),
        )
        begin(self._context, self._owner(), self.windowTitle(), run)
        self.accept()


def _prepared(order: PrintOrder, made: Sample | None) -> "QPrinter":
    """A printer as chosen so far, for the system's dialog to begin with."""
    from ui.printing.spooling import layout_of, opened

    printer = opened(order.target)
    printer.setCopyCount(order.target.copies)
    if made is not None:
        printer.setPageLayout(layout_of(made.sheets[0]))
    return printer


def _as_set_up(order: PrintOrder, printer: "QPrinter") -> PrintOrder:
    """The order with what was changed in the system's dialog."""
    from PySide6.QtPrintSupport import QPrinter

    target = replace(order.target, printer=printer.printerName(), copies=printer.copyCount())
    chosen = order.chosen
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        ranges = printer.pageRanges().toRangeList()
        chosen = tuple(page - 1 for one in ranges for page in range(one.from_, one.to + 1))
    return replace(order, target=target, chosen=chosen)


def _print_calibration(name: str, size: PageSize, title: str, job: "JobContext") -> object:
    """Print the calibration sheet without any shift, so that what is read off is the shift itself."""
    from friendly_desktop.services.printing import calibration_pdf

    return print_pdf(calibration_pdf(size), Target(name), title, job)


def open_dialog(
    parent: QWidget,
    context: UiContext,
    title: str,
    pieces: Sequence[Piece],
    note: Noting | None = None,
) -> PrintDialog:
    """Ask how to print, then print in the background.

    Args:
        parent: the page; the account of the run is shown there.
        context: of the window.
        title: what is printed, translated ("In thư chúc mừng"); also what the print queue shows, so nobody's
            name belongs into it.
        pieces: at least one.
        note: writes each outcome into a register, on the worker.
    """
    dialog = PrintDialog(parent, context, title, pieces, note)
    dialog.start()
    return dialog
