"""Letters of apology for late files: the new day once for all, the very letters in view, into the register."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.letters.batch import BatchAccount, BatchRow
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.dialogs.form import DayInput
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.places import PageId, Place
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, reword, scrolled
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_WAIT_MS = 300
_LEAST_ROWS = 3
_SALUTATION = "Ông (Bà)"  # of a letter: Vietnamese on every screen


@dataclass(frozen=True, slots=True)
class _Made:
    """The rows as they would be written now."""

    wish: int
    rows: tuple[BatchRow, ...]


class LateLetters(QDialog):
    """Prepares the letters; they become drafts in the register, to be printed and signed there."""

    def __init__(self, parent: QWidget, context: UiContext, ids: Sequence[int]) -> None:
        super().__init__(parent.window())
        self._context, self._ids = context, tuple(ids)
        self._templates: tuple[Template, ...] = ()
        self._left_out: set[int] = set()
        self._rows: tuple[BatchRow, ...] = ()
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Thư xin lỗi vì trễ hạn"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.compose)
        self._build()
        self._lay_out()
        self._connect()
        room = parent.window()
        self.resize(min(1120, room.width() - 24), min(720, room.height() - 16))
        self._context.query(
            self,
            _("Đọc mẫu thư"),
            lambda services: services.indicators.letter_templates(),
            self._on_templates,
        )

    # -- building

    def _build(self) -> None:
        self.template = ChoiceField(parent=self)
        self.new_date = DayInput(
            _("Ngày hẹn trả mới"), self._context.clock.today(), parent=self, needed=False
        )
        self.salutation = SuggestField(["Ông (Bà)", "Ông", "Bà", "Anh", "Chị"])
        self.salutation.setEditText(_SALUTATION)
        self.reason = LineField()
        self._reason = Field(
            _("Lý do, cho hồ sơ chưa ghi"),
            self.reason,
            _("In sau chữ «vì», không cần dấu chấm."),
            parent=self,
        )
        self.problem = NoticeStrip("warning", "warning", parent=self)
        columns: tuple[Column[BatchRow], ...] = (
            Column(_("Gửi"), value=lambda row: row.recipient, tooltip=_remark, icon=self._icon),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark),
        )
        self.model: TableModel[BatchRow] = TableModel(columns, key=lambda row: row.number, parent=self)
        self.view = table(self.model, columns, _("Các thư"), self)
        ListPapers(self._context, self.view)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.tick_button = button(_("Không làm thư này"), "minus", parent=self)
        self.numbered = QCheckBox(_("Lấy số tiếp theo của sổ thư"), self)
        self.preview = PdfPreview(self._context, self)
        self.make = button(_("Ghi vào sổ thư"), "check", "primary", "Ctrl+Return", parent=self)
        self.make.setAutoDefault(True)
        self.make.setEnabled(False)
        self.cancel = button(_("Hủy"), parent=self)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(_("Mẫu thư"), self.template, parent=self))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.new_date, 1)
        row.addWidget(Field(_("Xưng hô"), self.salutation, parent=self), 1)
        column.addLayout(row)
        column.addWidget(self._reason)
        self.view.setMinimumHeight(row_height(self.view) * _LEAST_ROWS)
        column.addWidget(self.view, 1)
        acts = QWidget(left)
        flow = FlowLayout(acts, spacing=12)
        for one in (self.tick_button, self.numbered, air(acts)):
            flow.addWidget(one)
        column.addWidget(acts)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        left.setProperty("role", "page-body")
        split.addWidget(scrolled(left, self))
        split.addWidget(self.preview)
        split.setSizes([560, 500])
        foot = QHBoxLayout()
        foot.setSpacing(12)
        words = _(
            "Thư thành bản nháp trong sổ thư để in, trình ký. Khi đó danh sách này không giữ tên người nộp nữa."
        )
        foot.addWidget(Text(words, "quiet-small", wrap=True, parent=self), 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self.problem)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self.template.committed.connect(self._on_edited)
        self.new_date.line.textEdited.connect(self._on_edited)
        self.salutation.editTextChanged.connect(self._on_edited)
        self.reason.textEdited.connect(self._on_edited)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self.tick_button.clicked.connect(self._on_tick)
        self.make.clicked.connect(self._on_make)
        self.cancel.clicked.connect(self.reject)

    # -- the letters

    def _on_templates(self, templates: tuple[Template, ...]) -> None:
        self._templates = templates
        fitting = _("Mẫu hợp với từng hồ sơ: hẹn lại hoặc đã trả chậm")
        self.template.set_choices([("", fitting), *((one.id, one.title) for one in templates)])
        self.template.show_value("")
        if not templates:
            self.problem.say(_("Chưa có mẫu thư xin lỗi nào có ô ngày hẹn trả và thủ tục."))
            return
        self.compose()

    def chosen_template(self) -> Template | None:
        """The chosen template; None for the one that fits each file."""
        return next((one for one in self._templates if one.id == self.template.value()), None)

    @Slot()
    def _on_edited(self, *_what: object) -> None:
        self.make.setEnabled(False)
        self._wait.start()

    @Slot()
    def compose(self) -> None:
        """Write the letters anew from what stands in the fields."""
        template = self.chosen_template()
        if not self._templates:
            return
        self._wish += 1
        wish, ids = self._wish, self._ids
        defaults = {
            "salutation": self.salutation.value(),
            "reason": self.reason.value(),
            "new_date": self.new_date.line.value(),
        }
        self.new_date.read()

        def work(services: "Services") -> _Made:
            return _Made(wish, services.indicators.letters_for(ids, template, defaults=defaults))

        self._context.query(self, _("Soạn thư"), work, self._on_made, self._on_refused)

    def _on_made(self, made: _Made) -> None:
        if made.wish != self._wish:
            return
        self._rows = tuple(
            replace(row, ticked=row.makeable and row.number not in self._left_out) for row in made.rows
        )
        self.model.set_rows(self._rows)
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._on_row()
        self._count()

    def _count(self) -> None:
        count = sum(row.ticked for row in self._rows)
        words = _("Ghi vào sổ thư")
        if count:
            words = ngettext("Ghi {n} thư vào sổ thư", "Ghi {n} thư vào sổ thư", count).format(n=count)
        reword(self.make, words)
        self.make.setEnabled(count > 0)
        wrong = sum(not row.makeable for row in self._rows)
        self.problem.say(
            ngettext(
                "{n} thư còn thiếu: xem nhận xét ở từng dòng.",
                "{n} thư còn thiếu: xem nhận xét ở từng dòng.",
                wrong,
            ).format(n=wrong)
            if wrong
            else ""
        )

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.make.setEnabled(False)
        self.problem.say("\n".join(part for part in (error.message, error.hint) if part))

    def current(self) -> BatchRow | None:
        """The letter one stands on."""
        return self.model.row(self.view.currentIndex())

    @Slot()
    def _on_row(self, *_where: object) -> None:
        row = self.current()
        self.tick_button.setEnabled(row is not None and row.makeable)
        if row is None:
            return
        self.tick_button.setText(_("Không làm thư này") if row.ticked else _("Làm thư này"))
        draft = row.draft
        self._context.draw(
            self,
            lambda services: services.letters.pdf(draft).content,
            self.preview.show_pdf,
            lambda _error: self.preview.clear(),
        )

    @Slot()
    def _on_tick(self) -> None:
        row = self.current()
        if row is None:
            return
        self._left_out ^= {row.number}
        self._rows = tuple(
            replace(one, ticked=one.makeable and one.number not in self._left_out) for one in self._rows
        )
        self.model.set_rows(self._rows)
        self._count()
        now = self.current()
        if now is not None:
            self.tick_button.setText(_("Không làm thư này") if now.ticked else _("Làm thư này"))

    def _icon(self, row: BatchRow) -> QIcon:
        if not row.makeable:
            return icons.icon("danger", "danger")
        if not row.ticked:
            return icons.icon("minus", "quiet")
        return icons.icon("warning", "warning") if row.doubts else icons.icon("check", "good")

    @Slot()
    def _on_make(self) -> None:
        rows, numbered = self._rows, self.numbered.isChecked()
        self.make.setEnabled(False)

        def work(services: "Services") -> BatchAccount:
            return services.indicators.make_letters(rows, numbered=numbered)

        self._context.perform(self, _("Ghi vào sổ thư"), work, self._on_written, self._on_refused)

    def _on_written(self, account: BatchAccount) -> None:
        words = ngettext(
            "Đã ghi {n} thư nháp vào sổ thư.", "Đã ghi {n} thư nháp vào sổ thư.", account.made
        ).format(n=account.made)
        self.accept()
        self._context.tell(words)
        self._context.go(Place(PageId.LETTERS, part="register"))

    def showEvent(self, event: QShowEvent) -> None:
        """The new day is what is missing."""
        super().showEvent(event)
        self.new_date.line.setFocus()


def _remark(row: BatchRow) -> str:
    return row.message or _("làm được")
