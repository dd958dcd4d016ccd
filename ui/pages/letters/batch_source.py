"""First step of a list: which letter, which file, which column fills which field."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Template
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.list_columns import ListColumns
from ui.pages.letters import batch_work
from ui.pages.letters.batch_common import CommonValues
from ui.pages.letters.batch_work import Begun, Opened, Source
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, mark_wrong
from ui.widgets.file_drop import FileTarget
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.strips import IconLabel
from ui.widgets.text import ElidedText, Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class BatchSource(FileTarget):
    """Chooses the template, opens the file, maps its columns, asks for what all letters share.

    Signals:
        left: the person wants back to the register.
        rows_wanted: Source, everything is there; the rows are to be looked over.
        ready_changed: a list came into view or went.
    """

    left = Signal()
    rows_wanted = Signal(object)
    ready_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._templates: tuple[Template, ...] = ()
        self._begun: Begun | None = None
        self._opened: Opened | None = None
        self._wish = 0
        self.files_dropped.connect(self._on_files)
        self.go_on = button(_("Xem các dòng"), "right", "primary", "Ctrl+Return", parent=self)
        self.go_on.setAutoDefault(True)  # Enter presses it when the last field led there
        self.go_on.hide()
        self._build()
        self._connect()

    # -- what the part asks

    def start(self, template_id: str = "") -> None:
        """Read the templates; begin with one of them, or stay with what is in view."""

        def work(services: "Services") -> tuple[Template, ...]:
            return services.letter_templates.templates()

        self._context.query(self, _("Đọc mẫu thư"), work, partial(self._on_templates, template_id))
        (self.kinds if self._opened is None else self.go_on).setFocus()

    def opened(self) -> Opened | None:
        """The list in view."""
        return self._opened

    def open(self, path: Path, sheet: str | None = None) -> None:
        """Open a list."""
        if self._begun is None:
            return
        self._say("")
        template = self._begun.around.template
        self._wish += 1
        self._context.run_long(
            self,
            _("Mở danh sách"),
            batch_work.open_list(path, sheet, template),
            partial(self._on_opened, self._wish),
            self._on_not_opened,
        )

    def read_again(self) -> None:
        """Open the same file again: it was corrected in Excel meanwhile."""
        if self._opened is not None:
            self.open(self._opened.path, self._opened.found.sheet or None)

    # -- building

    def _build(self) -> None:
        back = button(_("Sổ thư"), "left", "back", parent=self)
        back.setToolTip(_("Về sổ thư (Esc)"))
        back.clicked.connect(self.left)
        self.kinds = ChoiceField(parent=self)
        self.kinds.setAccessibleName(_("Mẫu thư"))
        self.kinds.setMinimumContentsLength(30)
        label = Text(_("Mẫu thư"), parent=self)
        label.setBuddy(self.kinds)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(back)
        head.addWidget(label)
        head.addWidget(self.kinds)
        head.addStretch(1)
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        self._remarks = NoticeStrip("info", "warning", parent=self)
        self._missing = NoticeStrip("warning", "warning", parent=self)
        self._known = Text(role="quiet-small", wrap=True, parent=self)
        self.columns = ListColumns(self)
        self.common = CommonValues(self._context.clock.today, self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._known)
        column.addWidget(scrolled(self.columns, left), 1)
        self._body = QSplitter(Qt.Orientation.Horizontal, self)
        self._body.addWidget(left)
        self._aside = scrolled(self.common, self)
        self._body.addWidget(self._aside)
        self._body.setChildrenCollapsible(False)
        self._body.setHandleWidth(20)
        self._body.hide()
        self._sized = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._build_drop())
        layout.addWidget(self._problem)
        layout.addWidget(self._remarks)
        layout.addWidget(self._missing)
        layout.addWidget(self._body, 1)
        self._room = self._build_empty()
        layout.addWidget(self._room, 1)
        self._drop.hide()
        self.setFocusProxy(self.kinds)

    def _build_empty(self) -> QFrame:
        """Before a list is open: what belongs here, and two ways to begin."""
        empty = QFrame(self)
        empty.setProperty("role", "drop")
        self.first = button(_("Chọn tệp..."), "attach", "primary", parent=empty)
        self.first.setAutoDefault(True)
        self.first.setToolTip(_("Chọn tệp (Ctrl+O)"))
        self.first.clicked.connect(self._on_choose)
        blank = button(_("Tệp mẫu để điền..."), "table", "quiet", parent=empty)
        blank.setToolTip(_("Ghi một tệp Excel có sẵn các cột của mẫu thư này"))
        blank.clicked.connect(self._on_example)
        words = _(
            "Mỗi dòng là một thư. Kéo thả tệp Excel (.xlsx) hoặc CSV vào đây; danh sách đang dùng của đơn vị "
            "thường mở được ngay, kể cả khi có tiêu đề ở trên hoặc ngày ghi theo nhiều cách."
        )
        layout = QVBoxLayout(empty)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(EmptyState("table", _("Chọn danh sách người nhận"), words, self.first, blank, empty))
        return empty

    def _build_drop(self) -> QWidget:
        self._drop = QFrame(self)
        self._drop.setProperty("role", "drop")
        self._name = ElidedText(role="strong", parent=self._drop)
        self._count = Text(role="quiet-small", parent=self._drop)
        self.sheets = ChoiceField(parent=self._drop)
        self.sheets.setAccessibleName(_("Trang của tệp Excel"))
        self.sheets.hide()
        self.choose = button(_("Chọn tệp khác..."), "attach", parent=self._drop)
        self.choose.setToolTip(_("Chọn tệp khác (Ctrl+O)"))
        self.again = button(_("Đọc lại"), "refresh", "quiet", parent=self._drop)
        self.again.setToolTip(_("Mở lại tệp sau khi sửa trong Excel (F5)"))
        self.example = button(_("Tệp mẫu để điền..."), "table", "quiet", parent=self._drop)
        self.example.setToolTip(_("Ghi một tệp Excel có sẵn các cột của mẫu thư này"))
        row = QHBoxLayout(self._drop)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel("table", "quiet", 20, self._drop))
        row.addWidget(self._name, 1)
        row.addWidget(self._count)
        row.addWidget(self.sheets)
        row.addWidget(self.again)
        row.addWidget(self.example)
        row.addWidget(self.choose)
        return self._drop

    def _connect(self) -> None:
        self.kinds.committed.connect(self._on_kind)
        self.sheets.committed.connect(self._on_sheet)
        self.choose.clicked.connect(self._on_choose)
        self.again.clicked.connect(self.read_again)
        self.example.clicked.connect(self._on_example)
        self.columns.changed.connect(self._on_mapped)
        self.common.edited.connect(self._on_edited)
        self.common.entered.connect(self.go_on.setFocus)
        self.go_on.clicked.connect(self._on_go_on)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (("Esc", self.left), ("Ctrl+O", self._on_choose), ("F5", self.read_again)):
            QShortcut(QKeySequence(keys), self, context=inside).activated.connect(slot)

    # -- template

    def _on_templates(self, wanted: str, templates: Sequence[Template]) -> None:
        self._templates = tuple(templates)
        self.kinds.set_choices([(one.id, one.title) for one in templates])
        before = self._begun.around.template.id if self._begun else ""
        ids = [one.id for one in templates]
        chosen = next((one for one in (wanted, before) if one in ids), ids[0] if ids else "")
        self.kinds.show_value(chosen)
        if chosen:
            self._begin(chosen)

    @Slot(object)
    def _on_kind(self, template_id: object) -> None:
        self._begin(str(template_id))

    def _begin(self, template_id: str) -> None:
        self._context.query(self, _("Mẫu thư"), batch_work.begin(template_id), self._on_begun)

    def _on_begun(self, begun: Begun) -> None:
        if begun.around.template.id != self.kinds.value():
            return
        same = self._begun is not None and self._begun.around.template == begun.around.template
        self._begun = begun
        if same:
            self.common.refresh(begun)
            return
        self.common.show_template(begun)
        if self._opened is None:
            return
        self._wish += 1
        work = batch_work.mapped(self._opened.path, self._opened.found, begun.around.template)
        self._context.query(self, _("Mở danh sách"), work, partial(self._on_opened, self._wish))

    # -- file

    @Slot()
    def _on_choose(self) -> None:
        filters = _("Danh sách (*.xlsx *.xlsm *.csv *.tsv *.txt);;Mọi tệp (*)")
        self._context.prompts.open_files(self, _("Chọn danh sách"), "lists", filters, self._on_files)

    def _on_files(self, paths: list[Path]) -> None:
        if paths:
            self.open(paths[0])
            if len(paths) > 1:
                self._context.tell(_("Mỗi lần mở một danh sách; đang mở {name}.").format(name=paths[0].name))

    @Slot(object)
    def _on_sheet(self, sheet: object) -> None:
        if self._opened is not None:
            self.open(self._opened.path, str(sheet))

    def _on_opened(self, wish: int, opened: Opened) -> None:
        if wish != self._wish or self._begun is None:
            return
        self._opened = opened
        found, template = opened.found, self._begun.around.template
        self._name.setText(opened.path.name)
        self._name.setToolTip(str(opened.path))
        self._count.setText(
            _("{rows} dòng, {columns} cột").format(
                rows=formats.whole_number(len(found.rows)), columns=len(found.headings)
            )
        )
        tabs = [one for one in (found.sheet, *found.sheets) if one]
        self.sheets.set_choices([(one, one) for one in tabs])
        self.sheets.show_value(found.sheet)
        self.sheets.setVisible(len(tabs) > 1)
        self._remarks.say(" ".join(found.remarks))
        self._known.setText(
            _("Đã nối cột như lần trước với các tiêu đề này.")
            if opened.remembered
            else _("Đã nối cột theo tên; hãy xem lại, lần sau chương trình sẽ nhớ.")
        )
        self._say("")
        self.columns.show_list(found, template.fields, opened.mapping)
        self._room.hide()  # first: a window that is too low would grow
        self._drop.show()
        self._body.show()
        self._on_mapped()
        self.go_on.setEnabled(True)
        self.ready_changed.emit()
        self.go_on.setFocus()

    def _on_not_opened(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._say(" ".join(part for part in (error.message, error.hint) if part))
            (self.first if self._opened is None else self.choose).setFocus()
        else:
            self._context.show_error(self, error)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        mark_wrong(self._drop, bool(sentence))

    def problem(self) -> str:
        """What is wrong with the file that was chosen."""
        return self._problem.text()

    def remarks(self) -> str:
        """What is told of the list in view."""
        return self._remarks.text()

    @Slot()
    def _on_example(self) -> None:
        if self._begun is None:
            return
        template = self._begun.around.template

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            words = _("Đã ghi {name}. Điền xong thì kéo tệp vào đây.").format(name=target.name)
            self._context.run_long(
                self,
                _("Ghi tệp mẫu"),
                lambda services, _job: services.letter_batches.example(template, target),
                lambda _n: self._context.tell(words),
            )

        name = _("Danh sách {title}.xlsx").format(title=template.title)
        filters = _("Bảng tính Excel (*.xlsx)")
        self._context.prompts.save_file(self, _("Ghi tệp mẫu để điền"), "lists", filters, name, chosen)

    # -- columns and values

    @Slot()
    def _on_mapped(self) -> None:
        if self._begun is None:
            return
        filled = set(self.columns.mapping().values())
        fields = self._begun.around.template.fields
        self.common.show_fields([one for one in fields if one.id not in filled])
        self._tell_missing()
        QTimer.singleShot(0, self, self._fit_aside)

    @Slot()
    def _fit_aside(self) -> None:
        """Nothing of the common values is cut off at the side, also with large type."""
        wanted = self.common.minimumSizeHint().width() + self._aside.verticalScrollBar().sizeHint().width()
        self._aside.setMinimumWidth(min(wanted, self.width() * 55 // 100))

    @Slot()
    def _on_edited(self) -> None:
        self._tell_missing()

    def missing(self) -> list[str]:
        """The labels of required fields that nothing fills."""
        return [label for _field_id, label in self._missing_fields()]

    def _missing_fields(self) -> list[tuple[str, str]]:
        if self._begun is None or self._opened is None:
            return []
        filled = {*self.columns.mapping().values(), *self.common.defaults()}
        fields = self._begun.around.template.fields
        return [(one.id, one.label) for one in fields if one.required and one.id not in filled]

    def _tell_missing(self) -> None:
        names = "», «".join(self.missing())
        self._missing.say(
            _("Chưa có cột nào cho «{names}». Hãy chọn cột, hoặc nhập một giá trị cho mọi thư.").format(
                names=names
            )
            if names
            else ""
        )

    @Slot()
    def _on_go_on(self) -> None:
        source = self.source()
        if source is not None:
            self.rows_wanted.emit(source)

    def source(self) -> Source | None:
        """Everything the rows need; None while something is missing, which is then said where it is."""
        if self._begun is None or self._opened is None:
            self.first.setFocus()
            return None
        missing = self._missing_fields()
        if missing:
            self.common.ask_for(missing[0][0], _("Hãy chọn cột ở bên trái, hoặc nhập giá trị cho mọi thư."))
            return None
        wrong = self.common.first_wrong()
        if wrong is not None:
            wrong.setFocus()
            return None
        template = self._begun.around.template
        return Source(
            self._opened.path,
            self._opened.found,
            template,
            self.columns.mapping(),
            self.common.onto(self._begun.draft, template),
            {field_id: clean_line(text) for field_id, text in self.common.defaults().items()},
            self._begun.around.hamlets,
            self._begun.around.rule,
        ).with_rows(self._opened.found.rows)

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns take a little more than the common values."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            self._body.setSizes([event.size().width() * 55 // 100, event.size().width() * 45 // 100])

    def lit(self) -> Sequence[QWidget]:
        """Files may be let go anywhere on the step; what stands for the file shows it."""
        return (self._drop, self._room)
