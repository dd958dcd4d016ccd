"""Late files from the list of the one-stop: which column is what, what came of each row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.late_files import LATE_FIELDS, LateAccount, LateRow
from friendly_desktop.domain.letter_lists import LetterList
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.letters.list_columns import ListColumns
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import ElidedText, Text, button, reword, scrolled
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as its columns are mapped now."""

    mapping: Mapping[str, str]
    rows: tuple[LateRow, ...]


class ImportLate(QDialog):
    """Takes the list of the one-stop; files answered in time stay out by themselves."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent.window())
        self._context = context
        self._list: LetterList | None = None
        self._read: _Read | None = None
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Lấy danh sách hồ sơ trễ hẹn"))
        self._build()
        self._lay_out()
        room = parent.window()
        self.resize(min(1060, room.width() - 24), min(680, room.height() - 16))

    def open_file(self, path: Path) -> None:
        """Read a list."""
        self._problem.say("")
        self._name.setText(path.name)

        def work(services: "Services", job: "JobContext") -> LetterList:
            return services.indicators.open_late(path, None, job)

        self._context.run_long(self, _("Mở danh sách"), work, self._on_opened, self._on_refused)

    # -- building

    def _build(self) -> None:
        self.choose = button(_("Chọn tệp..."), "attach", "primary", parent=self)
        self.choose.setAutoDefault(True)
        words = _(
            "Mỗi dòng là một hồ sơ, cần có mã hồ sơ, người nộp và ngày hẹn trả. Đưa cả danh sách của Một cửa cũng được:"
            " hồ sơ trả đúng hạn tự ở ngoài. Tệp gốc không bị đổi."
        )
        self._empty = EmptyState(
            "table", _("Chọn tệp Excel (.xlsx) hoặc CSV"), words, self.choose, parent=self
        )
        self._name = ElidedText(role="strong", parent=self)
        self._other = button(_("Tệp khác..."), kind="quiet", parent=self)
        self._problem = NoticeStrip("warning", "warning", parent=self)
        self.columns = ListColumns(self)
        self.columns.setProperty("role", "page-body")
        shown: tuple[Column[LateRow], ...] = (
            Column(_("Dòng"), value=lambda row: row.number, width=5),
            Column(_("Mã hồ sơ"), value=lambda row: row.file.code if row.file else "", width=18),
            Column(
                _("Hẹn trả"),
                value=lambda row: row.file.promised if row.file else None,
                display=formats.short_date,
                width=10,
            ),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark, icon=_icon),
        )
        self.model: TableModel[LateRow] = TableModel(shown, key=lambda row: row.number, parent=self)
        self.view = table(self.model, shown, _("Các dòng của danh sách"), self)
        ListPapers(self._context, self.view)
        self.count = Text(role="strong", wrap=True, parent=self)
        self.take = button(_("Nhận hồ sơ"), "check", "primary", "Ctrl+Return", parent=self)
        self.take.setAutoDefault(True)
        self.take.setEnabled(False)
        self.close_button = button(_("Đóng"), parent=self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._other)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.count)
        column.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(scrolled(self.columns, self))
        split.addWidget(right)
        split.setSizes([500, 540])
        self._body = QWidget(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(8)
        body.addLayout(head)
        body.addWidget(split, 1)
        self._body.hide()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self._problem)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self._body, 1)
        layout.addLayout(foot)
        self.choose.clicked.connect(self._on_choose)
        self._other.clicked.connect(self._on_choose)
        self.columns.changed.connect(self._on_mapped)
        self.take.clicked.connect(self._on_take)
        self.close_button.clicked.connect(self.reject)

    # -- the file

    @Slot()
    def _on_choose(self) -> None:
        self._context.prompts.open_files(
            self,
            _("Chọn danh sách hồ sơ"),
            "late-files",
            _("Danh sách (*.xlsx *.csv)"),
            lambda paths: self.open_file(paths[0]),
        )

    def _on_opened(self, found: LetterList) -> None:
        self._list = found
        self._empty.hide()
        self._body.show()
        self._problem.say(" ".join(found.remarks))
        fields = [replace(one, label=_(one.label)) for one in LATE_FIELDS]

        def guess(_services: "Services") -> dict[str, str]:
            from friendly_desktop.domain.letter_lists import guessed_mapping

            return guessed_mapping(found.headings, LATE_FIELDS)

        def done(mapping: dict[str, str]) -> None:
            self.columns.show_list(found, fields, mapping)
            self._on_mapped()

        self._context.query(self, _("Nối cột"), guess, done)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.take.setEnabled(False)
        self._read = None
        self._problem.say("\n".join(part for part in (error.message, error.hint) if part))

    @Slot()
    def _on_mapped(self) -> None:
        found = self._list
        if found is None:
            return
        mapping = self.columns.mapping()
        self._wish += 1
        wish = self._wish

        def work(services: "Services") -> _Read:
            checked = services.indicators.late_mapping(found, mapping)
            return _Read(checked, services.indicators.late_rows(found, checked))

        def done(read: _Read) -> None:
            if wish == self._wish:
                self._show(read)

        self._context.query(self, _("Xem các dòng"), work, done, self._on_refused)

    def _show(self, read: _Read) -> None:
        self._read = read
        self._problem.say(" ".join(self._list.remarks) if self._list is not None else "")
        self.model.set_rows(sorted(read.rows, key=lambda row: (not row.usable, row.number)))
        usable = sum(row.usable for row in read.rows)
        self.count.setText(
            _("{usable} hồ sơ trễ hẹn nhận được, {left} dòng để lại trong tệp.").format(
                usable=formats.whole_number(usable), left=formats.whole_number(len(read.rows) - usable)
            )
        )
        reword(
            self.take,
            ngettext("Nhận {n} hồ sơ", "Nhận {n} hồ sơ", usable).format(n=formats.whole_number(usable)),
        )
        self.take.setEnabled(usable > 0)

    @Slot()
    def _on_take(self) -> None:
        read = self._read
        if read is None:
            return
        self.take.setEnabled(False)

        def work(services: "Services", job: "JobContext") -> LateAccount:
            return services.indicators.import_late(read.rows, job)

        self._context.run_long(self, _("Nhận danh sách"), work, self._on_taken)

    def _on_taken(self, account: LateAccount) -> None:
        self.accept()
        told = _("Đã nhận {added} hồ sơ mới, cập nhật {updated} hồ sơ.").format(
            added=formats.whole_number(account.added), updated=formats.whole_number(account.updated)
        )
        self._context.tell(told)


def _remark(row: LateRow) -> str:
    return row.message or _("nhận được")


def _icon(row: LateRow) -> QIcon:
    if row.usable:
        return icons.icon("check", "good")
    return icons.icon("minus", "quiet")
