"""An old register comes in: which file, which column is what, what came of each row."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases.importing import ALL_FIELDS, ImportAccount, ImportRow
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.letters.list_import import Mapped, MappedImport
from ui.lists.importing import FileWanted
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import Field
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import button, reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_MOST_SENTENCES = 300


class ImportDialog(MappedImport[ImportRow]):
    """Takes an old register in."""

    fields = ALL_FIELDS

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        wanted = FileWanted(_("Chọn tệp sổ cũ"), "cases-import", _("Sổ cũ (*.xlsx *.csv)"), _("Mở sổ cũ"))
        super().__init__(parent, context, _("Nhập sổ cũ"), wanted, (1120, 740))
        shown: tuple[Column[ImportRow], ...] = (
            Column(_("Dòng"), value=lambda row: row.number, width=5),
            Column(_("Ngày nhận"), value=_day, display=formats.short_date, width=10),
            Column(_("Loại"), value=_kind, width=11),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark, icon=_icon),
        )
        self.model: TableModel[ImportRow] = TableModel(shown, key=lambda row: row.number, parent=self)
        self.view = table(self.model, shown, _("Các dòng của sổ cũ"), self)
        ListPapers(self._context, self.view)
        self.hide_who = QCheckBox(_("Nhập cả đơn tố cáo, bỏ thông tin người tố cáo"), self)
        self.done_before = SuggestLine(self)
        self.done_before.setPlaceholderText(_("ngày/tháng/năm"))
        self._done = Field(
            _("Coi là đã xong nếu nhận trước ngày"),
            self.done_before,
            _("Để vụ việc cũ không ghi kết quả không thành quá hạn"),
            self,
        )
        words = _(
            "Mỗi dòng của tệp Excel (.xlsx) hoặc CSV là một vụ việc. Cột ngày tiếp nhận, loại đơn và nội dung là cần "
            "thiết; các cột khác có thì dùng. Tệp gốc không bị đổi."
        )
        body = self.lay_out(_("Chọn tệp sổ cũ"), words, _("Nhập vào sổ"))
        self.lay_columns(body, self.view, (470, 610), self.hide_who, self._done)
        self.hide_who.toggled.connect(self._on_mapped)
        self.done_before.passed.connect(self._on_mapped)
        self.done_before.left.connect(self._on_mapped)

    def reader(self, path: Path) -> Callable[["Services", "JobContext"], LetterList]:
        """The sheet of the register."""
        return lambda services, job: services.cases.open_table(path, None, job)

    def mapper(
        self, found: LetterList, mapping: Mapping[str, str]
    ) -> Callable[["Services"], Mapped[ImportRow]]:
        """Every row as a case."""
        day, hide = self._done_day(), self.hide_who.isChecked()

        def work(services: "Services") -> Mapped[ImportRow]:
            checked = services.cases.import_mapping(found, mapping)
            rows = services.cases.import_rows(found, checked, leave_out_denouncers=hide, done_before=day)
            return Mapped(checked, rows)

        return work

    def show_rows(self, read: Mapped[ImportRow]) -> None:
        """What cannot come in stands first."""
        rows = sorted(read.rows, key=lambda row: (row.usable, not row.message, row.number))
        self.model.set_rows(rows)
        usable = formats.whole_number(read.usable)
        left = formats.whole_number(len(read.rows) - read.usable)
        self.count.setText(
            _("{usable} dòng nhập được, {left} dòng không nhập được.").format(usable=usable, left=left)
        )
        words = ngettext("Nhập {n} vụ việc vào sổ", "Nhập {n} vụ việc vào sổ", read.usable)
        reword(self.take, words.format(n=usable))

    def take_in(self) -> None:
        """All rows that can come in, as one act."""
        read = self._read
        if read is None:
            return
        self.take.setEnabled(False)

        def work(services: "Services", job: "JobContext") -> ImportAccount:
            return services.cases.import_cases(read.rows, job)

        job = self._context.run_long(self, _("Nhập sổ cũ"), work, self._on_taken)
        job.cancelled.connect(self._on_stopped)

    @Slot()
    def _on_stopped(self) -> None:
        self.take.setEnabled(True)
        self._problem.say(_("Đã dừng; chưa dòng nào vào sổ."))

    def _on_taken(self, account: ImportAccount) -> None:
        found, read = self._list, self._read
        self.accept()
        if found is None or read is None:
            return
        tell_account(self._owner, self._context, found, read.mapping, account)

    def _done_day(self) -> date | None:
        text = self.done_before.text().strip()
        self._done.set_problem("")
        if not text:
            return None
        try:
            return formats.parse_date(text, self._context.clock.today())
        except ValueError as problem:
            self._done.set_problem(str(problem))
            return None


def tell_account(
    owner: QWidget, context: UiContext, found: LetterList, mapping: Mapping[str, str], account: ImportAccount
) -> None:
    """The account of an import; what did not come in can be written as a list to be put right."""
    added = formats.whole_number(len(account.added))
    summary = _("Đã nhập {n} vụ việc, trong đó {closed} vụ việc đã xong.").format(
        n=added, closed=formats.whole_number(account.closed)
    )
    sentences = _sentences(account)
    if not sentences:
        ReportDialog(owner, _("Nhập sổ cũ"), summary).open()
        return
    keep = button(_("Lưu các dòng chưa nhập..."), "table", parent=owner)

    def chosen(path: Path) -> None:
        target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
        context.query(
            owner,
            _("Lưu các dòng chưa nhập"),
            lambda services: services.cases.save_skipped(found, mapping, account, target),
            lambda _none: context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
        )

    def ask() -> None:
        context.prompts.save_file(
            owner,
            _("Lưu các dòng chưa nhập"),
            "cases-import",
            _("Bảng tính Excel (*.xlsx)"),
            _("Các dòng chưa nhập") + ".xlsx",
            chosen,
        )

    keep.clicked.connect(ask)
    ReportDialog(owner, _("Nhập sổ cũ"), summary, sentences, keep).open()


def _sentences(account: ImportAccount) -> Sequence[str]:
    return [
        _("Dòng {n}: {why}").format(n=one.row, why=one.message) for one in account.skipped[:_MOST_SENTENCES]
    ]


def _day(row: ImportRow) -> date | None:
    return row.entry.received if row.entry is not None else None


def _kind(row: ImportRow) -> str:
    return _(KIND_TITLES[row.entry.kind]) if row.entry is not None else ""


def _remark(row: ImportRow) -> str:
    return row.message or _("nhập được")


def _icon(row: ImportRow) -> QIcon:
    if not row.usable:
        return icons.icon("danger", "danger")
    return icons.icon("warning", "warning") if row.message else icons.icon("check", "good")
