"""Terms of retention: what is due, the list for the decision, destroying, the protocol of what was destroyed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.words import confidence_words
from friendly_desktop.domain.retention import Disposal, Due, Term
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.retention import basis_words
from friendly_desktop.services.written_files import Written
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.people.permission import reserve
from ui.widgets.fields import Field, LineField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_Writer = Callable[["Services", Path], Written]
_PURPOSE = "retention"
#: Lines of the list of what was destroyed that are in view without scrolling.
_SHARE_DUE, _SHARE_DONE = 3, 2


def _due_columns() -> list[Column[Due]]:
    return [
        Column(_("Loại dữ liệu"), lambda one: one.term.title, width=34, tooltip=lambda one: one.term.title),
        Column(_("Thời hạn, căn cứ"), lambda one: basis_words(one.term), tooltip=lambda one: _told(one.term)),
        Column(_("Tính đến ngày"), lambda one: one.until, formats.short_date, width=12),
        Column(_("Đến hạn hủy"), lambda one: one.count, formats.whole_number, right=True, width=16),
    ]


def _disposal_columns(terms: dict[str, str]) -> list[Column[Disposal]]:
    return [
        Column(_("Lúc hủy"), lambda one: one.at, formats.moment, width=16),
        Column(_("Loại dữ liệu"), lambda one: terms.get(one.kind.value, ""), width=24),
        Column(_("Số lượng"), lambda one: one.count, formats.whole_number, right=True, width=8),
        Column(_("Quyết định"), lambda one: one.record, tooltip=lambda one: one.record),
        Column(
            _("Bản sao lưu còn giữ đến"),
            lambda one: one.held_until,
            lambda day: formats.short_date(day) if day else _("không còn"),
            width=20,
        ),
    ]


def _told(term: Term) -> str:
    """What a person must know of a term before relying on it."""
    told = [basis_words(term)]
    if not term.own:
        told.append(confidence_words(term.confidence))
    if term.note:
        told.append(term.note)
    return "\n".join(told)


class _Read(NamedTuple):
    dues: tuple[Due, ...]
    done: tuple[Disposal, ...]
    looked_on: date | None


class RetentionTab(SafetyTab):
    """What is kept how long, above what was destroyed."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._titles: dict[str, str] = {}
        shown = _due_columns()
        self.model: TableModel[Due] = TableModel(shown, key=lambda one: one.term.kind, parent=self)
        self.view = table(self.model, shown, _("Thời hạn lưu giữ"), self)
        done = _disposal_columns(self._titles)
        self.done: TableModel[Disposal] = TableModel(done, key=lambda one: one.id, parent=self)
        self.done_view = table(self.done, done, _("Dữ liệu đã hủy"), self)
        self.papers = (ListPapers(context, self.view), ListPapers(context, self.done_view))
        self.list_button = button(_("Lập danh mục đến hạn hủy..."), "export", "primary", parent=self)
        self.list_button.hide()
        self.dispose_button = button(_("Hủy dữ liệu đến hạn..."), "remove", "danger", parent=self)
        self.term_button = button(_("Đặt thời hạn..."), "edit", parent=self)
        self.protocol_button = button(_("Biên bản hủy..."), "pdf", parent=self)
        self.looked_button = button(_("Đã xem lại năm nay"), "check", parent=self)
        self.looked_button.setToolTip(_("Trang đầu thôi nhắc đến hết năm; không hủy gì"))
        reserve(self._context, Right.DISPOSE, self.dispose_button, self.term_button, self.looked_button)
        self._state = Text("", "quiet", wrap=True, parent=self)
        self._nothing = Text(_("Chưa có dữ liệu nào bị hủy."), "quiet", parent=self)
        self._lay_out()
        self.list_button.clicked.connect(self._on_list)
        self.dispose_button.clicked.connect(self._on_dispose)
        self.term_button.clicked.connect(self._on_term)
        self.protocol_button.clicked.connect(self._on_protocol)
        self.looked_button.clicked.connect(self._on_looked)
        self.view.selectionModel().currentRowChanged.connect(self._on_chosen)

    # -- what the page asks

    def refresh(self) -> None:
        """Read both lists again."""

        def read(services: "Services") -> _Read:
            desk = services.retention
            return _Read(desk.due(), desk.disposals(), desk.looked_on())

        self._context.query(self, _("Đọc thời hạn lưu giữ"), read, self._on_read)

    def primary_button(self) -> QPushButton | None:
        """The list for the decision."""
        return self.list_button

    def chosen(self) -> Due | None:
        """The chosen kind."""
        return self.model.row(self.view.currentIndex())

    # -- inside

    def _lay_out(self) -> None:
        acts, below = QWidget(self), QWidget(self)
        line = FlowLayout(acts, spacing=8)
        for one in (self.term_button, self.dispose_button, self.looked_button, air(acts)):
            line.addWidget(one)
        line = FlowLayout(below, spacing=8)
        for one in (self.protocol_button, air(below)):
            line.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._state)
        column.addWidget(self.view, _SHARE_DUE)
        column.addWidget(acts)
        column.addWidget(Text(_("Dữ liệu đã hủy"), "strong", parent=self))
        column.addWidget(self._nothing)
        column.addWidget(self.done_view, _SHARE_DONE)
        column.addWidget(below)
        self.setFocusProxy(self.view)

    def _on_read(self, found: _Read) -> None:
        dues, done = found.dues, found.done
        self._titles.update({one.term.kind.value: one.term.title for one in dues})
        self.model.set_rows(dues)
        self.done.set_rows(done)
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        if done and not self.done_view.currentIndex().isValid():
            self.done_view.selectRow(0)
        self._nothing.setVisible(not done)
        self.done_view.setVisible(bool(done))
        self.protocol_button.setVisible(bool(done))
        count = sum(one.count for one in dues)
        self.list_button.setEnabled(bool(count))
        told = (
            _("Có {n} bản ghi hết thời hạn lưu giữ. Hãy lập danh mục, trình quyết định rồi mới hủy.").format(
                n=formats.whole_number(count)
            )
            if count
            else _("Chưa có dữ liệu nào hết thời hạn lưu giữ. Mỗi năm hãy xem lại một lần.")
        )
        looked = found.looked_on
        if looked is not None:
            told = _("{told} Xem lại lần cuối ngày {day}.").format(told=told, day=formats.short_date(looked))
        self._state.setText(told)
        self.looked_button.setEnabled(looked is None or looked.year < self._context.clock.today().year)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.chosen()
        self.dispose_button.setEnabled(chosen is not None and chosen.count > 0)
        self.term_button.setEnabled(chosen is not None)

    @Slot()
    def _on_looked(self) -> None:
        self._context.perform(
            self,
            _("Đã xem lại năm nay"),
            lambda services: services.retention.look(),
            lambda _nothing: self.refresh(),
        )

    @Slot()
    def _on_list(self) -> None:
        looks = self._context.may(Right.DISPOSE)

        def write(services: "Services", target: Path) -> Written:
            written = services.retention.write_list(target)
            if looks:
                services.retention.look()  # whoever makes the list has looked
            return written

        self._save(_("Danh mục dữ liệu hết thời hạn lưu giữ"), "danh-muc-huy", write)

    @Slot()
    def _on_protocol(self) -> None:
        chosen = self.done.row(self.done_view.currentIndex())
        if chosen is not None:
            self._save(
                _("Biên bản hủy dữ liệu"),
                "bien-ban-huy",
                lambda services, target: services.retention.write_protocol(chosen.id, target),
            )

    def _save(self, title: str, name: str, write: _Writer) -> None:
        def at(target: Path) -> None:
            self._context.run_long(
                self,
                title,
                lambda services, _job: write(services, target),
                lambda written: self._context.tell(
                    _("Đã ghi {file} và đọc lại.").format(file=written.file.name)
                ),
            )

        day = self._context.clock.today()
        self._context.prompts.save_file(
            self, title, _PURPOSE, _("Tệp PDF (*.pdf)"), f"{name}-{day:%Y-%m-%d}.pdf", at
        )

    @Slot()
    def _on_term(self) -> None:
        if (chosen := self.chosen()) is not None:
            TermDialog(self, self._context, chosen.term).open()

    @Slot()
    def _on_dispose(self) -> None:
        if (chosen := self.chosen()) is not None and chosen.until is not None:
            DisposeDialog(self, self._context, chosen, chosen.until).open()


class TermDialog(FormDialog):
    """How many months this office keeps a kind."""

    def __init__(self, tab: RetentionTab, context: UiContext, term: Term) -> None:
        super().__init__(tab, _("Đặt thời hạn lưu giữ"), _("Lưu"))
        self._tab, self._context, self._term = tab, context, term
        self.body.addWidget(Text(term.title, "strong", wrap=True, parent=self))
        self.body.addWidget(Text(_told(term), "quiet", wrap=True, parent=self))
        self._typed = LineField(str(term.months))
        self.months = Field(
            _("Số tháng"),
            self._typed,
            _("0 là lưu giữ vĩnh viễn. Để trống để theo quy định có sẵn của chương trình."),
            self,
        )
        if term.own:
            self._typed.setText(str(term.months))
        self.body.addWidget(self.months)
        self._typed.setFocus()

    def submit(self) -> bool:
        """Store the number."""
        typed, kind = self._typed.value(), self._term.kind
        if typed and not (typed.isascii() and typed.isdigit()):
            self.months.set_problem(_("Hãy nhập số tháng, ví dụ 36, hoặc để trống."))
            return False
        months = int(typed) if typed else None
        self._context.perform(
            self._tab,
            self.windowTitle(),
            lambda services: services.retention.set_term(kind, months),
            lambda _term: self._tab.refresh(),
        )
        return True


class DisposeDialog(FormDialog):
    """Destroying one kind: until which day, by which decision; there is no way back."""

    def __init__(self, tab: RetentionTab, context: UiContext, due: Due, until: date) -> None:
        super().__init__(tab, _("Hủy dữ liệu hết thời hạn"), _("Hủy vĩnh viễn"), "danger", letters=64)
        self._tab, self._context, self._due = tab, context, due
        self.no.setText(_("Để sau"))  # two buttons that say "Hủy" would be one too many
        told = _(
            "«{title}»: {n} bản ghi và {files} tệp sẽ bị xóa khỏi dữ liệu, khỏi tìm kiếm và khỏi thùng rác. "
            "Không lấy lại được bằng chương trình; bản sao lưu cũ tự hết dần trong 13 tháng."
        ).format(
            title=due.term.title, n=formats.whole_number(due.count), files=formats.whole_number(due.files)
        )
        self.body.addWidget(Text(told, wrap=True, parent=self))
        self.body.addWidget(Text(_told(due.term), "quiet", wrap=True, parent=self))
        self.day = DayInput(_("Hủy đến hết ngày"), context.clock.today(), until, parent=self)
        self.record = Field(
            _("Quyết định hủy: số, ngày, người ký"), LineField(_("Quyết định số 12/QĐ-UBND ngày 20/11/2026"))
        )
        self.body.addWidget(self.day)
        self.body.addWidget(self.record)
        self.record.input.setFocus()

    def submit(self) -> bool:
        """Destroy."""
        fine, day = self.day.read()
        record = text_needed(self.record, _("Hãy ghi số và ngày của quyết định hủy."))
        if not fine or day is None or not record:
            return False
        kind = self._due.term.kind

        def done(made: Disposal) -> None:
            told = _("Đã hủy {n} bản ghi. Hãy in biên bản để ký.").format(n=formats.whole_number(made.count))
            self._context.tell(told)
            self._tab.refresh()

        self._context.run_long(
            self._tab,
            self.windowTitle(),
            lambda services, _job: services.retention.dispose(kind, day, record),
            done,
        )
        return True
