"""The printed registers of a year: looked at, saved, and printed page by page for the book."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases.register import Book, BookPaper, LastPage
from friendly_desktop.domain.deadlines.words import confidence_words
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.cases.paper_dialog import PaperDialog, print_paper
from ui.pages.cases.reprint_dialog import PrintedPart, ReprintDialog, printed_parts
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.text import Text, button
from ui.widgets.words import capital

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.case_register.parts import RegisterOptions
    from friendly_desktop.services.case_register.service import PartOverview, RegisterFile
    from friendly_desktop.services.jobs import JobContext


class RegisterDialog(PaperDialog):
    """Prints and saves the Sổ tiếp công dân and the book of the other papers."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent, context, _("Sổ tiếp công dân, sổ theo dõi đơn"))
        self.book = ChoiceField(
            [(Book.RECEPTION, _("Sổ tiếp công dân")), (Book.PAPERS, _("Sổ theo dõi đơn"))], self
        )
        this_year = context.clock.today().year
        self.year = ChoiceField([(this_year, str(this_year))], self)
        self.paper = ChoiceField(
            [(one, _("{paper} ngang").format(paper=one.value)) for one in BookPaper], self
        )
        self.cover = QCheckBox(_("In cả trang bìa"), self)
        self.last = ChoiceField(
            [
                (LastPage.HELD, _("Để lại, chờ đầy trang")),
                (LastPage.SHORT, _("In luôn, lượt sau sang trang mới")),
            ],
            self,
        )
        self.told = Text(role="small", wrap=True, parent=self)
        self.fix = button(_("In trang mới vào sổ..."), "lock", parent=self)
        self.fix.setToolTip(_("Những trang này được chốt: về sau không bao giờ đổi"))
        self.again = button(_("In lại trang đã in..."), "print", parent=self)
        self.again.setEnabled(False)
        self.save_xlsx = button(_("Lưu Excel..."), "table", parent=self)
        self.form.addWidget(Field(_("Sổ"), self.book, parent=self))
        beside = QHBoxLayout()
        beside.setSpacing(12)
        for label, one in ((_("Năm"), self.year), (_("Khổ giấy"), self.paper)):
            one.setMinimumContentsLength(6)
            beside.addWidget(Field(label, one, parent=self))
        self.form.addLayout(beside)
        self.form.addWidget(self.cover)
        self.form.addWidget(self.told)
        self.form.addWidget(Field(_("Trang cuối chưa đầy"), self.last, parent=self))
        self.form.addWidget(self.fix)
        self.form.addWidget(self.again)
        words = _(
            "Trang in vào sổ được giữ nguyên về sau; kết quả, đính chính có thêm thì nằm ở phần bổ sung. "
            "Bản xem không chốt trang nào."
        )
        self.form.addWidget(Text(words, "quiet-small", wrap=True, parent=self))
        self.form.addStretch(1)
        self.add_button(self.save_xlsx)
        self.print.setText(_("In bản xem"))
        self.print.setToolTip(_("In toàn bộ sổ như đang xem, không chốt trang nào (Ctrl+P)"))
        for choice in (self.book, self.year, self.paper):
            choice.committed.connect(self._on_changed)
        self.cover.toggled.connect(self._on_changed)
        self.save_xlsx.clicked.connect(self._on_save_xlsx)
        self.fix.clicked.connect(self._on_fix)
        self.again.clicked.connect(self._on_again)
        self._printed: tuple[PrintedPart, ...] = ()
        self._read()
        self.draw()

    def content(self) -> "Callable[[Services], bytes]":
        """The whole book as it is now."""
        year, options = self._year(), self._options()
        return lambda services: services.case_register.preview(year, options()).content

    def file_name(self) -> str:
        """Book and year."""
        return _("{book} năm {year}").format(book=self.book.currentText(), year=self._year())

    def write(self, target: Path) -> "Callable[[Services], object]":
        """The whole book as a file."""
        year, options = self._year(), self._options()
        return lambda services: services.case_register.write(year, target, options())

    # -- inside

    def _year(self) -> int:
        year = self.year.value()
        return year if isinstance(year, int) else self.context.clock.today().year

    def _book(self) -> Book:
        book = self.book.value()
        return book if isinstance(book, Book) else Book.RECEPTION

    def _options(self) -> "Callable[[], RegisterOptions]":
        """Makes the options on the worker, where the printing code is loaded."""
        book, paper, cover = self._book(), self.paper.value(), self.cover.isChecked()
        sheet = paper if isinstance(paper, BookPaper) else BookPaper.A3

        def made() -> "RegisterOptions":
            from friendly_desktop.services.case_register.parts import RegisterOptions

            return RegisterOptions(book, sheet, cover)

        return made

    def _read(self) -> None:
        year, book = self._year(), self._book()

        def work(services: "Services") -> "tuple[tuple[int, ...], tuple[PartOverview, ...], int]":
            register = services.case_register
            return register.years(book), register.overview(year, book), register.changes(year, book)

        self.context.query(self, _("Đọc sổ"), work, self._on_read)

    def _on_read(self, answer: "tuple[tuple[int, ...], tuple[PartOverview, ...], int]") -> None:
        years, parts, changes = answer
        this_year = self.context.clock.today().year
        self.year.set_choices([(one, str(one)) for one in sorted({*years, this_year}, reverse=True)])
        lines = [_part_words(part) for part in parts]
        if changes:
            lines.append(
                ngettext(
                    "{n} điều của trang đã in nay đã khác; sẽ vào phần bổ sung.",
                    "{n} điều của trang đã in nay đã khác; sẽ vào phần bổ sung.",
                    changes,
                ).format(n=formats.whole_number(changes))
            )
        self.told.setText("\n".join(lines))
        fixed = next((part.paper for part in parts if part.paper is not None), None)
        if fixed is not None:
            self.paper.show_value(fixed)
        self.paper.setEnabled(fixed is None)
        self.fix.setEnabled(any(part.waiting_rows for part in parts) or bool(changes))
        self._printed = printed_parts(parts)
        self.again.setEnabled(bool(self._printed))

    @Slot()
    def _on_changed(self) -> None:
        self._read()
        self.draw()

    @Slot()
    def _on_save_xlsx(self) -> None:
        self.save(_("Bảng tính Excel (*.xlsx)"), ".xlsx")

    @Slot()
    def _on_again(self) -> None:
        year, title = self._year(), self.book.currentText()

        def chosen(part: PrintedPart, first: int, last: int) -> None:
            self.accept()
            print_paper(
                self.owner,
                self.context,
                title,
                lambda services: (
                    services.case_register.printed(
                        year, part.layout_id, first, last, supplement=part.supplement
                    ).content
                ),
            )

        ReprintDialog(self, self._printed, chosen).open()

    @Slot()
    def _on_fix(self) -> None:
        year, options, last = self._year(), self._options(), self.last.value()
        keep = last if isinstance(last, LastPage) else LastPage.HELD

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

            def work(services: "Services", job: "JobContext") -> "RegisterFile":
                return services.case_register.fix(year, target, options(), keep, job)

            self.context.run_long(self, _("In trang mới vào sổ"), work, self._on_fixed)

        name = _("{book} trang mới {day}").format(
            book=self.book.currentText(), day=self.context.clock.today().isoformat()
        )
        self.context.prompts.save_file(
            self, _("Nơi giữ tệp các trang mới"), "cases", _("Tệp PDF (*.pdf)"), f"{name}.pdf", chosen
        )

    def _on_fixed(self, made: "RegisterFile") -> None:
        words = ngettext(
            "Đã chốt {n} trang, lưu ở {name}.", "Đã chốt {n} trang, lưu ở {name}.", made.fixed
        ).format(n=formats.whole_number(made.fixed), name=made.file.name)
        self.context.tell(words)
        self.accept()
        print_paper(
            self.owner, self.context, self.book.currentText(), lambda _services: made.file.read_bytes()
        )


def _part_words(part: "PartOverview") -> str:
    words = _(
        "Mẫu {columns} cột: {rows} dòng, đã in vào sổ {pages} trang, còn {waiting} dòng chưa in."
    ).format(
        columns=len(part.layout.columns),
        rows=formats.whole_number(part.rows),
        pages=formats.whole_number(part.printed_pages),
        waiting=formats.whole_number(part.waiting_rows),
    )
    if part.layout.confidence is Confidence.READ:
        return words
    if not part.layout.form:
        return _("{words} Mẫu của chương trình, chưa tìm thấy mẫu bắt buộc.").format(words=words)
    sure = capital(confidence_words(part.layout.confidence))
    return _("{words} {sure}.").format(words=words, sure=sure)
