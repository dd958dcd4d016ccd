"""The bin: everything that was deleted anywhere, put back with one press, gone for good only after its term."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.bin import KEPT, TERM, BinKind, Binned
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs import messages
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.safety.tab import SafetyTab
from ui.people.permission import reserve
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


def bin_words(kind: BinKind) -> str:
    """What a thing in the bin is."""
    return {
        BinKind.EVIDENCE: _("Minh chứng"),
        BinKind.LETTER: _("Thư"),
        BinKind.TEMPLATE: _("Mẫu thư"),
        BinKind.MEETING: _("Buổi tiếp dân, đối thoại"),
        BinKind.PROMISE: _("Việc đã hứa"),
        BinKind.SURVEY: _("Đợt khảo sát"),
        BinKind.SURVEY_FORM: _("Mẫu phiếu"),
        BinKind.INDICATOR: _("Chỉ tiêu"),
        BinKind.LATE_FILE: _("Hồ sơ trễ hạn"),
        BinKind.ACTIVITY: _("Hoạt động"),
        BinKind.POSTING: _("Tờ niêm yết"),
        BinKind.UNIT: _("Phòng, bộ phận"),
        BinKind.PERSON: _("Cán bộ, công chức"),
        BinKind.SIGNATORY: _("Người ký"),
        BinKind.HAMLET: _("Thôn, tổ dân phố"),
    }[kind]


def _until(one: Binned) -> str:
    return formats.short_date(one.until.astimezone().date()) if one.until else _("giữ lại")


def _columns() -> list[Column[Binned]]:
    return [
        Column(_("Tên"), lambda one: one.title, tooltip=lambda one: one.title),
        Column(_("Loại"), lambda one: bin_words(one.kind), width=24),
        Column(_("Xóa lúc"), lambda one: one.removed_at, formats.moment, width=16),
        Column(_("Giữ đến"), _until, width=11),
    ]


class BinTab(SafetyTab):
    """The list of what was deleted."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._found: tuple[Binned, ...] = ()
        self.restore_button = button(_("Lấy lại"), "undo", parent=self)
        self.destroy_button = button(_("Xóa hẳn..."), "remove", "danger", parent=self)
        reserve(self._context, Right.DISPOSE, self.destroy_button)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm trong thùng rác"))
        self.box.setAccessibleName(_("Tìm trong thùng rác"))
        self.box.setClearButtonEnabled(True)
        self.box.setMaximumWidth(360)
        columns = _columns()
        self.model: TableModel[Binned] = TableModel(
            columns, key=lambda one: (one.kind.value, one.key), parent=self
        )
        self.view = table(self.model, columns, _("Thùng rác"), self)
        ListPapers(self._context, self.view)
        days = TERM.days
        told = _(
            "Mọi thứ bị xóa ở các trang nằm đây {n} ngày rồi mới xóa hẳn. Đơn, vụ việc và thư đã có số không xóa được."
        ).format(n=days)
        self._nothing = EmptyState("remove", _("Thùng rác trống"), told, parent=self)
        self._hint = Text(told, "quiet-small", wrap=True, parent=self)
        self._lay_out()
        self.restore_button.clicked.connect(self._on_restore)
        self.destroy_button.clicked.connect(self._on_destroy)
        self.box.textChanged.connect(self._on_typed)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_restore)
        on_keys(self.view, self._on_restore, *ENTER)
        on_keys(self.view, self._on_destroy, Qt.Key.Key_Delete)

    def _lay_out(self) -> None:
        listing = QWidget(self)
        inner = QVBoxLayout(listing)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.box, 1)
        head.addStretch(1)
        inner.addLayout(head)
        inner.addWidget(self.view, 1)
        acts = QWidget(listing)
        flow = FlowLayout(acts, spacing=8)
        for one in (self.restore_button, self.destroy_button, air(acts)):
            flow.addWidget(one)
        inner.addWidget(acts)
        inner.addWidget(self._hint)
        self._listing = listing
        self._stack = QStackedWidget(self)
        for page in (QWidget(self), listing, self._nothing):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.setFocusProxy(self.view)

    # -- what the page asks

    def refresh(self) -> None:
        """Read the bin again."""
        self._context.query(self, _("Đọc thùng rác"), lambda services: services.bin.all(), self._on_read)

    def start(self, wanted: str) -> None:  # noqa: ARG002 - one part only
        """Come into view."""
        self.setFocus()

    def filter_box(self) -> QLineEdit | None:
        """Where Ctrl+F goes."""
        return self.box

    def chosen(self) -> list[Binned]:
        """The selected things."""
        found = (self.model.row(one) for one in self.view.selectionModel().selectedRows())
        return [one for one in found if one is not None]

    # -- inside

    def _on_read(self, found: tuple[Binned, ...]) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        wanted = fold(self.box.text())
        rows = [one for one in self._found if wanted in fold(f"{one.title} {bin_words(one.kind)}")]
        self.model.set_rows(rows)
        if rows and not self.chosen():
            self.view.selectRow(0)
        self._stack.setCurrentWidget(self._listing if self._found else self._nothing)
        self._on_selection()

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._show()

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.chosen()
        self.restore_button.setEnabled(bool(chosen))
        self.destroy_button.setEnabled(any(one.kind not in KEPT for one in chosen))

    @Slot()
    def _on_restore(self) -> None:
        chosen = self.chosen()
        if not chosen:
            return
        told = ngettext("Đã lấy lại {n} mục về chỗ cũ.", "Đã lấy lại {n} mục về chỗ cũ.", len(chosen))
        self._context.perform(
            self,
            _("Lấy lại từ thùng rác"),
            lambda services: services.bin.restore(chosen),
            lambda _nothing: self._context.tell(told.format(n=len(chosen))),
        )

    @Slot()
    def _on_destroy(self) -> None:
        chosen = [one for one in self.chosen() if one.kind not in KEPT]
        if not chosen:
            return
        title = (
            _("Xóa hẳn «{title}»?").format(title=chosen[0].title)
            if len(chosen) == 1
            else ngettext("Xóa hẳn {n} mục?", "Xóa hẳn {n} mục?", len(chosen)).format(n=len(chosen))
        )
        words = _("Đã xóa hẳn thì chỉ còn trong các bản sao lưu cũ, cho đến khi chúng hết hạn giữ.")
        messages.confirm(self, title, words, _("Xóa hẳn"), lambda: self._destroy(chosen))

    def _destroy(self, chosen: Sequence[Binned]) -> None:
        def work(services: "Services") -> int:
            return services.bin.destroy(chosen)

        def done(count: int) -> None:
            told = ngettext("Đã xóa hẳn {n} mục.", "Đã xóa hẳn {n} mục.", count).format(n=count)
            if count < len(chosen):
                rest = _("Những mục còn lại đang được việc khác dùng đến.")
                told = _("{told} {rest}").format(told=told, rest=rest)
            self._context.tell(told)

        self._context.perform(self, _("Xóa hẳn"), work, done)
