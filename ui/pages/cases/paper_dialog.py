"""A paper of the register: choices on the left, the pages on the right, printed or saved from below."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.fields import Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class PaperDialog(QDialog):
    """The frame of such a dialog; a subclass says what is on the paper.

    Args:
        parent: the page.
        context: of the window.
        title: the heading.
    """

    def __init__(self, parent: QWidget, context: UiContext, title: str) -> None:
        super().__init__(parent)
        self.context = context
        self.owner = parent
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.side = QWidget(self)
        self.form = QVBoxLayout(self.side)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(12)
        self.notice = NoticeStrip("info", "accent", parent=self)
        self.preview = PdfPreview(context, self)
        self.print = button(_("In"), "print", "primary", "Ctrl+P", parent=self)
        self.save_pdf = button(_("Lưu PDF..."), "pdf", parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(12)
        close = button(_("Đóng"), parent=self)
        close.clicked.connect(self.reject)
        self.print.clicked.connect(self._on_print)
        self.save_pdf.clicked.connect(self._on_save_pdf)
        self.buttons.addWidget(self.save_pdf)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self.print)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        area = scrolled(self.side, self)
        area.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 34)
        middle.addWidget(area)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(self.notice)
        layout.addLayout(middle, 1)
        layout.addLayout(self.buttons)
        room = parent.window()
        self.resize(min(1080, room.width() - 24), min(740, room.height() - 16))

    # -- what a subclass says

    def content(self) -> "Callable[[Services], bytes]":
        """Gives the PDF on the worker, with what the choices say now."""
        raise NotImplementedError

    def file_name(self) -> str:
        """The name a file of it gets, without ending."""
        raise NotImplementedError

    def write(self, target: Path) -> "Callable[[Services], object]":
        """Writes a file of it on the worker."""
        raise NotImplementedError

    # -- what it does

    def draw(self) -> None:
        """Show the paper as the choices say."""
        self._wish += 1
        wish, make = self._wish, self.content()

        def done(content: bytes) -> None:
            if wish == self._wish:
                self.preview.show_pdf(content)

        self.context.draw(self, make, done)

    def save(self, filters: str, ending: str) -> None:
        """Ask where, then write."""

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ending else path.with_name(f"{path.name}{ending}")
            work = self.write(target)
            self.context.query(
                self,
                _("Lưu tệp"),
                work,
                lambda _written: self.context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self.context.prompts.save_file(
            self, _("Lưu tệp"), "cases", filters, f"{self.file_name()}{ending}", chosen
        )

    def add_button(self, made: QPushButton) -> None:
        """Put a further button beside "Lưu PDF..."."""
        self.buttons.insertWidget(1, made)

    @Slot()
    def _on_save_pdf(self) -> None:
        self.save(_("Tệp PDF (*.pdf)"), ".pdf")

    @Slot()
    def _on_print(self) -> None:
        make = self.content()
        self.accept()
        print_paper(self.owner, self.context, self.windowTitle(), make)


def print_paper(owner: QWidget, context: UiContext, title: str, make: "Callable[[Services], bytes]") -> None:
    """Print a paper; ``make`` gives its PDF on the worker."""
    from ui.printing.dialog import open_dialog
    from ui.printing.run import Piece

    open_dialog(owner, context, title, [Piece(0, title, lambda services, _parts: make(services))])


class DayDialog(PaperDialog):
    """The list of a day: what came in, and what must be done by then."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent, context, _("Danh sách trong ngày"))
        self.day = SuggestLine(self)
        self.day.setText(formats.short_date(context.clock.today()))
        self.day.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»"))
        self._field = Field(
            _("Ngày"), self.day, _("Lượt tiếp, đơn nhận trong ngày và các hạn của ngày đó"), self
        )
        self.form.addWidget(self._field)
        self.form.addStretch(1)
        self.day.passed.connect(self._on_day)
        self.day.left.connect(self._on_day)
        self._chosen = context.clock.today()
        self.draw()

    def content(self) -> "Callable[[Services], bytes]":
        """The day's list."""
        day = self._chosen
        return lambda services: services.case_forms.daily_pdf(day)

    def file_name(self) -> str:
        """With the day."""
        return _("Danh sách ngày {day}").format(day=self._chosen.isoformat())

    def write(self, target: Path) -> "Callable[[Services], object]":
        """The same as a file."""
        day = self._chosen
        return lambda services: services.case_forms.write_daily(target, day)

    @Slot()
    def _on_day(self) -> None:
        try:
            day = formats.parse_date(self.day.text(), self.context.clock.today())
        except ValueError as problem:
            self._field.set_problem(str(problem))
            return
        self._field.set_problem("")
        if day != self._chosen:
            self._chosen = day
            self.draw()
