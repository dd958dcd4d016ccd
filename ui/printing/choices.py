"""The left side of the print dialog: which printer, how many, which pages, on what paper, moved how far."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.pages import PageSize
from friendly_desktop.domain.printing import (
    PrinterProfile,
    SheetFit,
    Stock,
    read_copies,
    read_range,
    read_shift,
)
from friendly_desktop.i18n import _
from ui.printing.abilities import size_words
from ui.widgets.fields import ChoiceField, Field, LineField, ReadField
from ui.widgets.text import Text, button


class PrintChoices(QWidget):
    """Holds what the person chooses; knows nothing of printers beyond their names.

    Signals:
        printer_chosen: str.
        changed: what will be on the sheets is another now.
        moved: only how far it is moved.
        counted: only how many copies.
        calibration_wanted: the sheet that shows how far a printer is off.
    """

    printer_chosen = Signal(str)
    changed = Signal()
    moved = Signal()
    counted = Signal()
    calibration_wanted = Signal()

    def __init__(self, printers: Sequence[str], many: bool, has_parts: bool, parent: QWidget) -> None:
        """Offer ``printers``; ``many`` pieces are chosen by number, one by its pages."""
        super().__init__(parent)
        self.setProperty("role", "page-body")
        self._count = 0
        self.printer = ChoiceField([(name, name) for name in printers], self)
        self.copies = ReadField(read_copies, str, self)
        self.range = LineField(_("Tất cả"), self)
        self.fit = ChoiceField((), self)
        self.stock = ChoiceField(
            (
                (Stock.BLANK, _("Giấy trắng: in tất cả")),
                (Stock.FRAME, _("Giấy in sẵn khung")),
                (Stock.HEAD, _("Giấy in sẵn đầu thư")),
                (Stock.FRAME_AND_HEAD, _("Giấy in sẵn khung và đầu thư")),
                (Stock.FORM, _("Giấy in sẵn cả lời thư: chỉ in phần điền")),
            ),
            self,
        )
        self.right = ReadField(read_shift, formats.points, self)
        self.down = ReadField(read_shift, formats.points, self)
        self._printer_field = Field(_("Máy in"), self.printer)
        self._copies_field = Field(_("Số bản"), self.copies)
        label = _("Thư thứ") if many else _("Trang")
        self.range.setToolTip(_("Ví dụ 1-3, 5"))
        self._range_field = Field(label, self.range)
        self._fit_field = Field(_("Giấy trong khay"), self.fit)
        self._stock_field = Field(_("Giấy in sẵn"), self.stock)
        self._right_field = Field(_("Sang phải (mm)"), self.right)
        self._down_field = Field(_("Xuống dưới (mm)"), self.down)
        self._fit_field.hide()
        self._stock_field.setVisible(has_parts)
        self._printer_field.setVisible(bool(printers))
        self._shift_words = Text(
            _("Bản in lệch so với giấy thì dịch lại; số âm là sang trái hoặc lên trên."),
            "quiet-small",
            wrap=True,
            parent=self,
        )
        self.calibrate = button(_("In tờ căn chỉnh"), "print", "quiet", parent=self)
        self._shift = QWidget(self)
        self._build(bool(printers))
        self._connect()

    def _build(self, has_printer: bool) -> None:
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        numbers.addWidget(self._copies_field, 2)
        numbers.addWidget(self._range_field, 3)
        shift = QVBoxLayout(self._shift)
        shift.setContentsMargins(0, 0, 0, 0)
        shift.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._right_field, 1)
        row.addWidget(self._down_field, 1)
        shift.addLayout(row)
        shift.addWidget(self._shift_words)
        ask = QHBoxLayout()
        ask.addWidget(self.calibrate)
        ask.addStretch(1)
        shift.addLayout(ask)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 12, 2)
        layout.setSpacing(12)
        layout.addWidget(self._printer_field)
        layout.addLayout(numbers)
        layout.addWidget(self._fit_field)
        layout.addWidget(self._stock_field)
        layout.addWidget(self._shift)
        layout.addStretch(1)
        self._copies_field.setVisible(has_printer)
        self._shift.setVisible(has_printer)

    def _connect(self) -> None:
        self.printer.committed.connect(self._on_printer)
        self.range.textChanged.connect(self._on_range)
        self.fit.committed.connect(self._on_choice)
        self.stock.committed.connect(self._on_choice)
        self.copies.textChanged.connect(self._on_copies)
        self.copies.refused.connect(self._copies_field.set_problem)
        for field, holder in ((self.right, self._right_field), (self.down, self._down_field)):
            field.refused.connect(holder.set_problem)
            field.committed.connect(self._on_moved)
        self.calibrate.clicked.connect(self.calibration_wanted)

    # -- showing

    def show_profile(self, profile: PrinterProfile) -> None:
        """Show what was remembered of a printer."""
        self.printer.show_value(profile.printer)
        self.copies.show_value(profile.copies)
        self._copies_field.set_problem("")
        self.fit.show_value(profile.fit)
        self.stock.show_value(profile.stock)
        self.right.show_value(profile.right)
        self.down.show_value(profile.down)
        self._right_field.set_problem("")
        self._down_field.set_problem("")

    def show_sizes(self, count: int, sizes: Sequence[PageSize], wanted: SheetFit) -> None:
        """Offer the sheets on which pages of these sizes can be printed; ``count`` things to choose from."""
        self._count = count
        size = sizes[0]
        fits: list[tuple[object, str]] = [
            (SheetFit.SAME, _("Đúng khổ trang: {size}").format(size=size_words(size)))
        ]
        if max(size.width, size.height) < 290:
            fits.append((SheetFit.A4, _("A4, trang nằm giữa tờ")))
        if abs(max(size.width, size.height) - 210) <= 1 and abs(min(size.width, size.height) - 148) <= 1:
            fits.append((SheetFit.A4_TWO, _("A4, hai trang một tờ, có dấu cắt")))
        if len(fits) != self.fit.count():
            self.fit.set_choices(fits)
            self.fit.show_value(wanted)
        self._fit_field.setVisible(len(fits) > 1)
        self._range_field.setVisible(count > 1)
        self._on_range_checked()

    def say_of_printer(self, sentence: str) -> None:
        """Say what is wrong with the printer chosen."""
        self._printer_field.set_problem(sentence)

    def say_of_paper(self, sentence: str) -> None:
        """Say what is wrong with the sheets chosen."""
        self._fit_field.set_problem(sentence)

    def say_of_place(self, sentence: str) -> None:
        """Say what to do with the calibration sheet."""
        self._shift_words.setText(sentence)

    # -- reading

    def profile(self) -> PrinterProfile:
        """What is chosen; a shift that was not understood counts as none."""
        fit, stock = self.fit.value(), self.stock.value()
        return PrinterProfile(
            self.printer_name(),
            self._shift_of(self.right),
            self._shift_of(self.down),
            stock if isinstance(stock, Stock) else Stock.BLANK,
            fit if isinstance(fit, SheetFit) else SheetFit.SAME,
            self.copies_wanted(),
        )

    def copies_wanted(self) -> int:
        """How many copies; what was not understood counts as one."""
        try:
            return read_copies(self.copies.text())
        except ValueError:
            return 1

    def printer_name(self) -> str:
        """The printer chosen, "" when there is none."""
        return str(self.printer.value() or "")

    def chosen(self) -> tuple[int, ...]:
        """What is chosen by number, from 0; empty for all.

        Raises:
            ValueError: with a translated sentence.
        """
        return read_range(self.range.value(), self._count) if self.range.value() and self._count else ()

    def first_wrong(self) -> QWidget | None:
        """The first field that was not understood, with its sentence beside it."""
        for field, holder, read in (
            (self.copies, self._copies_field, read_copies),
            (self.right, self._right_field, read_shift),
            (self.down, self._down_field, read_shift),
        ):
            try:
                read(field.text())
            except ValueError as problem:
                holder.set_problem(str(problem))
                return field
        return None if self._on_range_checked() else self.range

    @staticmethod
    def _shift_of(field: ReadField) -> Decimal:
        try:
            return read_shift(field.text())
        except ValueError:
            return Decimal(0)

    def _on_range_checked(self) -> bool:
        try:
            self.chosen()
        except ValueError as problem:
            self._range_field.set_problem(str(problem))
            return False
        self._range_field.set_problem("")
        return True

    # -- hands

    @Slot(object)
    def _on_printer(self, name: object) -> None:
        self.printer_chosen.emit(str(name))

    @Slot()
    def _on_range(self) -> None:
        if self._on_range_checked():
            self.changed.emit()

    @Slot()
    def _on_copies(self) -> None:
        self._copies_field.set_problem("")
        self.counted.emit()

    @Slot()
    def _on_choice(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_moved(self) -> None:
        self._right_field.set_problem("")
        self._down_field.set_problem("")
        self.moved.emit()
