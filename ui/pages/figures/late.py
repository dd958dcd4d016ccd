"""Files of the one-stop that were answered late: the list, and the letters of apology made of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.table import TableModel
from ui.pages.figures.late_rows import ROOM, STATE, late_columns, stage_look
from ui.pages.figures.part import FiguresPart
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.chip_cells import ChipCells
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button, reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class _Read:
    """The files of a year."""

    asked: int
    files: tuple[LateFile, ...]


class LatePart(FiguresPart):
    """The list of late files."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._year = 0
        self._asked = 0
        self._files: tuple[LateFile, ...] = ()
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def refresh(self, year: int) -> None:
        """Read the year again."""
        self._year = year
        self._asked += 1
        asked = self._asked

        def work(services: "Services") -> _Read:
            services.indicators.settle_written()
            return _Read(asked, services.indicators.late_files(year))

        self._context.query(self, _("Đọc hồ sơ trễ hạn"), work, self._on_read)

    def start(self, wanted: str) -> None:
        """Come into view; "import" and "new" open their dialogs."""
        if wanted == "import":
            self._on_import()
        elif wanted == "new":
            self._on_add()

    def primary_button(self) -> QPushButton | None:
        """Making letters."""
        return self.letters_button

    # -- building

    def _build(self) -> None:
        self.letters_button = button(_("Làm thư xin lỗi"), "letter", "primary", "Ctrl+Return", parent=self)
        reserve(self._context, Right.FIGURES, self.letters_button)
        self.letters_button.hide()
        self.import_button = button(_("Lấy danh sách từ Excel..."), "upload", "", "Ctrl+O", parent=self)
        reserve(self._context, Right.FIGURES, self.import_button)
        self.add_button = button(_("Thêm hồ sơ..."), "add", "", "Ctrl+N", parent=self)
        self.template_button = button(_("Danh sách mẫu..."), "sheet", parent=self)
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.close_button = button(_("Không gửi thư"), "close", parent=self)
        self.close_button.setToolTip(_("Khép hồ sơ lại; tên và địa chỉ người nộp được bỏ khỏi danh sách"))
        self.remove_button = button(_("Bỏ"), "remove", parent=self)
        reserve(
            self._context,
            Right.FIGURES,
            self.add_button,
            self.edit_button,
            self.close_button,
            self.remove_button,
        )
        self.open_button = button(_("Mở thư"), "right", parent=self)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Hồ sơ nào"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _place in range(2):
            self.tabs.addTab("")
        columns = late_columns(self._today)
        self.model: TableModel[LateFile] = TableModel(columns, key=lambda one: one.id, parent=self)
        self.view = table(self.model, columns, _("Hồ sơ trễ hạn"), self)
        self.papers = ListPapers(
            self._context, self.view, told=lambda: _("Năm {year}").format(year=self._year)
        )
        self.view.setItemDelegateForColumn(STATE, ChipCells(stage_look, self.view))
        self.hint = Text(
            _("Làm thư xong, tên và địa chỉ người nộp được bỏ khỏi danh sách này; chỉ thư còn giữ."),
            "quiet-small",
            wrap=True,
            parent=self,
        )
        begin = button(_("Lấy danh sách từ Excel..."), "upload", parent=self)
        begin.clicked.connect(self._on_import)
        other = button(_("Thêm một hồ sơ"), kind="quiet", parent=self)
        reserve(self._context, Right.FIGURES, begin, other)
        other.clicked.connect(self._on_add)
        self._nothing = EmptyState("letter", "", "", begin, other, parent=self)

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=8)
        for one in (self.tabs, self.import_button, self.add_button, self.template_button, air(tools)):
            flow.addWidget(one)
        acts = QWidget(self)
        line = FlowLayout(acts, spacing=8)
        for one in (self.open_button, self.edit_button, self.close_button, self.remove_button, air(acts)):
            line.addWidget(one)
        listing = QWidget(self)
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(acts)
        column.addWidget(self.hint)
        self._listing = listing
        self._stack = QStackedWidget(self)
        self._stack.addWidget(QWidget(self))
        self._stack.addWidget(listing)
        self._stack.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(tools, 1)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.letters_button.clicked.connect(self._on_letters)
        self.import_button.clicked.connect(self._on_import)
        self.add_button.clicked.connect(self._on_add)
        self.template_button.clicked.connect(self._on_template)
        self.edit_button.clicked.connect(self._on_edit)
        self.close_button.clicked.connect(self._on_close)
        self.remove_button.clicked.connect(self._on_remove)
        self.open_button.clicked.connect(self._on_open)
        self.view.selectionModel().selectionChanged.connect(self._on_selection)
        self.view.doubleClicked.connect(self._on_enter)
        on_keys(self.view, self._on_enter, *ENTER)
        on_keys(self.view, self._on_edit, Qt.Key.Key_F2)
        on_keys(self.view, self._on_remove, Qt.Key.Key_Delete)

    # -- showing

    def _on_read(self, read: _Read) -> None:
        if read.asked != self._asked:
            return
        self._files = read.files
        waiting = sum(one.waiting for one in read.files)
        self.tabs.setTabText(0, _("Chờ làm thư {n}").format(n=formats.whole_number(waiting)))
        self.tabs.setTabText(1, _("Tất cả {n}").format(n=formats.whole_number(len(read.files))))
        self._show()

    def _show(self) -> None:
        waiting = self.tabs.currentIndex() == 0
        rows = [one for one in self._files if one.waiting] if waiting else list(self._files)
        kept = {one.id for one in self.chosen()}
        self.model.set_rows(rows)
        places = [place for place, one in enumerate(rows) if one.id in kept]
        if rows and not places:
            self.view.selectRow(0)
        self._stack.setCurrentWidget(self._listing if rows else self._nothing)
        if not rows:
            self._say_nothing(waiting and bool(self._files))
        self._on_selection()

    def _say_nothing(self, all_settled: bool) -> None:
        if all_settled:
            self._nothing.set_words(
                _("Không còn hồ sơ nào chờ làm thư"),
                _("Mọi hồ sơ trễ hạn của năm đã có thư xin lỗi hoặc đã khép lại."),
            )
            return
        self._nothing.set_words(
            _("Năm {year} chưa ghi hồ sơ nào trễ hạn").format(year=self._year),
            _(
                "Lấy danh sách hồ sơ của Một cửa từ Excel: hồ sơ trả đúng hạn tự được bỏ qua, hồ sơ trễ hạn thành danh"
                " sách để làm thư xin lỗi."
            ),
        )

    def chosen(self) -> list[LateFile]:
        """The selected files."""
        found = (self.model.row(one) for one in self.view.selectionModel().selectedRows())
        return [one for one in found if one is not None]

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.chosen()
        waiting = [one for one in chosen if one.waiting]
        self.edit_button.setVisible(len(waiting) == 1 == len(chosen))
        self.close_button.setVisible(bool(waiting))
        self.remove_button.setVisible(bool(chosen))
        self.open_button.setVisible(len(chosen) == 1 and chosen[0].letter_id is not None)
        count = len(self._for_letters())
        words = _("Làm thư xin lỗi")
        if count:
            words = ngettext("Làm {n} thư xin lỗi", "Làm {n} thư xin lỗi", count).format(n=count)
        if self.letters_button.text() != words:
            reword(self.letters_button, words)
            self.framed.emit()
        self.letters_button.setEnabled(count > 0)

    def _for_letters(self) -> list[LateFile]:
        """The chosen files that wait; with one or none chosen, all that wait."""
        chosen = [one for one in self.chosen() if one.waiting]
        return chosen if len(chosen) > 1 else [one for one in self._files if one.waiting]

    # -- hands

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        self._show()

    @Slot()
    def _on_letters(self) -> None:
        from ui.pages.figures.late_letters import LateLetters

        files = self._for_letters()
        if files:
            LateLetters(self, self._context, [one.id for one in files]).open()

    @Slot()
    def _on_import(self) -> None:
        from ui.pages.figures.late_import import ImportLate

        ImportLate(self, self._context).open()

    @Slot()
    def _on_add(self) -> None:
        self._edit(None)

    @Slot()
    def _on_edit(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and chosen[0].waiting:
            self._edit(chosen[0])

    def _edit(self, file: LateFile | None) -> None:
        from ui.pages.figures.late_dialog import LateDialog

        LateDialog(self, self._context, file).open()

    @Slot()
    def _on_enter(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and chosen[0].letter_id is not None:
            self._on_open()
        else:
            self._on_edit()

    @Slot()
    def _on_open(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 1 and chosen[0].letter_id is not None:
            self._context.go(Place(PageId.LETTERS, part=f"letter:{chosen[0].letter_id}"))

    @Slot()
    def _on_close(self) -> None:
        """It cannot be undone: who the file belongs to is forgotten."""
        from ui.dialogs import messages

        files = [one for one in self.chosen() if one.waiting]
        if not files:
            return
        ids = [one.id for one in files]
        question = ngettext(
            "Không gửi thư cho {n} hồ sơ đã chọn?", "Không gửi thư cho {n} hồ sơ đã chọn?", len(files)
        ).format(n=len(files))

        def sure() -> None:
            self._context.perform(
                self,
                _("Khép hồ sơ"),
                lambda services: services.indicators.close_late(ids),
                lambda _nothing: self._context.tell(_("Đã khép {n} hồ sơ.").format(n=len(ids))),
            )

        messages.confirm(
            self.window(),
            question,
            _("Tên và địa chỉ người nộp được bỏ khỏi danh sách, không lấy lại được; số ngày trễ vẫn còn."),
            _("Không gửi thư"),
            sure,
        )

    @Slot()
    def _on_remove(self) -> None:
        ids = [one.id for one in self.chosen()]
        if not ids:
            return

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), lambda services: services.indicators.restore_late(ids))

        words = ngettext(
            "Đã bỏ {n} hồ sơ khỏi danh sách.", "Đã bỏ {n} hồ sơ khỏi danh sách.", len(ids)
        ).format(n=len(ids))
        self._context.perform(
            self,
            _("Bỏ"),
            lambda services: services.indicators.remove_late(ids),
            lambda _nothing: self._context.tell(words, undo),
        )

    @Slot()
    def _on_template(self) -> None:
        from pathlib import Path

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

            def done(written: Path) -> None:
                self._context.tell(_("Đã lưu tệp {name}.").format(name=written.name))

            self._context.run_long(
                self,
                _("Lưu danh sách mẫu"),
                lambda services, _job: services.indicators.late_template(target),
                done,
            )

        name = _("Hồ sơ trễ hạn") + ".xlsx"
        filters = _("Bảng tính Excel (*.xlsx)")
        self._context.prompts.save_file(self, _("Lưu danh sách mẫu"), "figures", filters, name, chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns give way in a narrow list."""
        super().resizeEvent(event)
        letters = self.width() // max(1, self.fontMetrics().horizontalAdvance("0"))
        for column, room in ROOM.items():
            self.view.setColumnHidden(column, letters < room)
