"""Last step of a list: what was made, what was not and why, and what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters.batch import BatchAccount, BatchRow
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.letters.batch_work import Source
from ui.widgets.flow import FlowLayout
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card
from ui.widgets.views import table


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row without a letter."""

    number: int
    recipient: str
    why: str


class BatchResult(QWidget):
    """The account of a list.

    Signals:
        again_wanted: frozenset of int, only these rows again.
        register_wanted: the letters in the register are to be seen.
        next_wanted: another list.
        left: back to the rows.
    """

    again_wanted = Signal(object)
    register_wanted = Signal()
    next_wanted = Signal()
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account = BatchAccount(0)
        self._rows: tuple[BatchRow, ...] = ()
        self._source: Source | None = None
        self._build()
        self._connect()

    def show_account(
        self, account: BatchAccount, rows: tuple[BatchRow, ...], source: Source, printer: str = ""
    ) -> None:
        """Show what became of a list; ``printer`` is where it was sent, "" for none."""
        self._account, self._rows, self._source = account, rows, source
        self._title.setText(_made_words(account, printer))
        self._icon.set_icon("done" if account.made else "warning", "good" if account.made else "warning")
        self._facts.setText("\n".join(_facts(account, printer)))
        skipped = len(account.skipped)
        names = {row.number: clean_line(row.recipient) for row in rows}
        self.model.set_rows(
            tuple(Skipped(one.row, names.get(one.row, ""), one.message) for one in account.skipped)
        )
        words = ngettext("{n} dòng chưa làm", "{n} dòng chưa làm", skipped)
        self._rest.setText(words.format(n=formats.whole_number(skipped)))
        self.again.setText(
            ngettext("Làm lại {n} dòng chưa làm", "Làm lại {n} dòng chưa làm", skipped).format(
                n=formats.whole_number(skipped)
            )
        )
        for one in (self._rest, self.table, self.failed, self.again):
            one.setVisible(bool(skipped))
        self._air.setVisible(not skipped)
        self.open_file.setVisible(len(account.files) == 1)
        self.open_folder.setVisible(bool(account.files))
        self.register.setVisible(bool(account.letters))

    def text(self) -> str:
        """What it says."""
        return f"{self._title.text()}\n{self._facts.text()}"

    def focus_next(self) -> None:
        """Go where most people go on."""
        for one in (self.again, self.open_file, self.open_folder, self.register, self.next):
            if one.isVisibleTo(self):
                one.setFocus()
                return

    def _build(self) -> None:
        self._back = button(_("Các dòng"), "left", "back", parent=self)
        self._back.setToolTip(_("Về các dòng của danh sách (Esc)"))
        self._icon = IconLabel("done", "good", 24, self)
        self._title = Text(role="heading", wrap=True, parent=self)
        self._facts = Text(role="quiet", wrap=True, parent=self)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_file = button(_("Mở tệp"), "open-outside", parent=self)
        self.open_folder = button(_("Mở thư mục"), "folder", parent=self)
        self.register = button(_("Xem trong sổ thư"), "letter", parent=self)
        self.keep = button(_("Lưu kết quả ra Excel..."), "export", parent=self)
        self.next = button(_("Danh sách khác"), "table", parent=self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(6)
        told.addWidget(self._title)
        told.addWidget(self._facts)
        head.addLayout(told, 1)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for one in (self.open_file, self.open_folder, self.register, self.keep, self.next):
            flow.addWidget(one)
        flow.addWidget(Text(parent=acts))  # takes the rest of the line
        box = card(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(14)
        inside.addLayout(head)
        inside.addWidget(acts)
        self._rest = Text(role="strong", parent=self)
        shown = (
            Column[Skipped](_("Dòng"), value=lambda one: one.number, right=True, width=5),
            Column[Skipped](
                _("Người nhận"),
                value=lambda one: one.recipient,
                display=lambda words: words or _("(chưa ghi tên)"),
                tooltip=lambda one: one.recipient,
                width=34,
            ),
            Column[Skipped](_("Lý do"), value=lambda one: one.why, tooltip=lambda one: one.why),
        )
        self.model: TableModel[Skipped] = TableModel(shown, key=lambda one: one.number, parent=self)
        self.table = table(self.model, shown, _("Các dòng chưa làm"), self)
        self.failed = button(_("Ghi các dòng này ra Excel..."), "export", parent=self)
        self.failed.setToolTip(_("Danh sách mới với cùng các cột, kèm lý do, để sửa rồi mở lại"))
        self.again = button("", "refresh", parent=self)
        rest = QHBoxLayout()
        rest.setSpacing(8)
        rest.addWidget(self._rest, 1)
        rest.addWidget(self.failed)
        rest.addWidget(self.again)
        self._air = QWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(box)
        layout.addLayout(rest)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._air, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self.left)
        for one in (self.again, self.open_file, self.open_folder, self.register, self.next):
            one.setAutoDefault(True)  # Enter presses what has the keyboard
        self.open_file.clicked.connect(self._on_open_file)
        self.open_folder.clicked.connect(self._on_open_folder)
        self.register.clicked.connect(self.register_wanted)
        self.next.clicked.connect(self.next_wanted)
        self.keep.clicked.connect(self._on_keep)
        self.failed.clicked.connect(self._on_failed)
        self.again.clicked.connect(self._on_again)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self.left)

    @Slot()
    def _on_open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._account.files[0])))

    @Slot()
    def _on_open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._account.files[0].parent)))

    @Slot()
    def _on_again(self) -> None:
        self.again_wanted.emit(frozenset(one.row for one in self._account.skipped))

    @Slot()
    def _on_keep(self) -> None:
        account, rows = self._account, self._rows

        def chosen(path: Path) -> None:
            target = _workbook(path)
            self._context.run_long(
                self,
                _("Lưu kết quả"),
                lambda services, _job: services.letter_batches.save_account(account, rows, target),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._ask(_("Lưu kết quả ra Excel"), _("Kết quả làm thư.xlsx"), chosen)

    @Slot()
    def _on_failed(self) -> None:
        if self._source is None:
            return
        account, found = self._account, self._source.found

        def chosen(path: Path) -> None:
            target = _workbook(path)
            self._context.run_long(
                self,
                _("Ghi các dòng chưa làm"),
                lambda services, _job: services.letter_batches.save_failed(found, account, target),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        name = _("{name} - chưa làm.xlsx").format(name=self._source.path.stem)
        self._ask(_("Ghi các dòng chưa làm ra Excel"), name, chosen)

    def _ask(self, title: str, name: str, chosen: Callable[[Path], None]) -> None:
        filters = _("Bảng tính Excel (*.xlsx)")
        self._context.prompts.save_file(self, title, "lists", filters, name, chosen)


def _workbook(path: Path) -> Path:
    return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")


def _made_words(account: BatchAccount, printer: str) -> str:
    count = formats.whole_number(account.made)
    if not account.made:
        return _("Chưa làm được thư nào")
    if printer:
        return ngettext("Đã gửi {n} thư tới máy in", "Đã gửi {n} thư tới máy in", account.made).format(
            n=count
        )
    if not account.files:
        return ngettext("Đã ghi {n} thư vào sổ", "Đã ghi {n} thư vào sổ", account.made).format(n=count)
    return ngettext("Đã làm {n} thư", "Đã làm {n} thư", account.made).format(n=count)


def _facts(account: BatchAccount, printer: str) -> list[str]:
    facts = []
    if printer:
        facts.append(_("Máy in: {printer}").format(printer=printer))
    if len(account.files) == 1:
        facts.append(
            _("{file} · {pages} trang, đã đọc lại nguyên vẹn.").format(
                file=account.files[0], pages=formats.whole_number(account.pages)
            )
        )
    elif account.files:
        facts.append(
            _("{folder} · {files} tệp, đã đọc lại nguyên vẹn.").format(
                folder=account.files[0].parent, files=formats.whole_number(len(account.files))
            )
        )
    if account.letters and account.files:
        facts.append(_("Các thư đã vào sổ thư, ở thẻ Bản nháp."))
    elif account.letters:
        facts.append(_("Các thư ở thẻ Bản nháp của sổ thư, sẵn sàng trình ký hoặc in."))
    return facts
