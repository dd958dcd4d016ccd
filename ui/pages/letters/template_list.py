"""All letter templates: whose they are, which one is usual, since when; the chosen one as its page."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPainter, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.letters import Template, Wording
from friendly_desktop.domain.letters.register import KIND_TITLES
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.template_desk import ListedTemplate
from ui import icons, theme
from ui.context import UiContext
from ui.letters.kinds import also_called
from ui.lists.papers import ListPapers
from ui.models.columns import ROW_ROLE, Column
from ui.models.table import Index, TableModel
from ui.pages.letters.template_side import TemplateSide
from ui.widgets.chips import Tone, paint_chip
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_TITLE, _KIND, _WORDING, _USUAL, _VERSION, _SAVED = range(6)
#: Letters of width below which a column gives way.
_ROOM = {_WORDING: 72, _VERSION: 80, _SAVED: 90, _KIND: 112}
_LIST_SHARE = 0.62


def wording_words(template: Template) -> str:
    """Whose words a template says."""
    if template.word_sha256:
        return _("Tệp Word của đơn vị")
    return {
        Wording.SEED: _("Theo Phụ lục Đề án Hải Dương"),
        Wording.PROGRAM: _("Lời thư của chương trình"),
        Wording.OFFICE: _("Của đơn vị"),
    }[template.wording]


def columns() -> tuple[Column[ListedTemplate], ...]:
    """The columns of the list."""
    return (
        Column(_("Mẫu thư"), value=lambda row: row.template.title, tooltip=_tip),
        Column(_("Loại thư"), value=lambda row: _(KIND_TITLES[row.template.kind]), width=20),
        Column(_("Nguồn lời thư"), value=lambda row: wording_words(row.template), width=24),
        Column(_("Thường dùng"), value=lambda row: _("thường dùng") if row.usual else "", width=11),
        Column(_("Phiên bản"), value=lambda row: row.template.version, width=8, right=True),
        Column(_("Sửa lúc"), value=_saved_words, width=14),
    )


def _tip(row: ListedTemplate) -> str:
    return "\n\n".join(part for part in (row.template.title, row.template.note, row.template.source) if part)


def _saved_words(row: ListedTemplate) -> str:
    if row.unfinished:
        return _("đang sửa dở")
    return formats.short_date(row.saved_at.astimezone().date()) if row.saved_at else _("theo chương trình")


class _Usual(QStyledItemDelegate):
    """A chip where a template is the usual one of its kind."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        self.initStyleOption(option, index)
        words, option.text = option.text, ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        row = index.data(ROW_ROLE)
        if isinstance(row, ListedTemplate) and row.usual:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme.font(theme.Role.SMALL))
            wide = min(painter.fontMetrics().horizontalAdvance(words) + 40, option.rect.width() - 2)
            high = painter.fontMetrics().height() + 6
            area = QRect(0, 0, wide, high)
            area.moveCenter(option.rect.center())
            area.moveLeft(option.rect.left() + 2)
            paint_chip(painter, area, words, Tone.GOOD, "done")
            painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As Qt thinks."""
        return super().sizeHint(option, index)


class TemplateList(QWidget):
    """The list with what can be done.

    Signals:
        edit_wanted: str, an own template is to be changed.
        copied: str, a copy was made and is to be changed.
        word_wanted: str, the Word file of a template is to be replaced or looked over; "" for a new one.
        versions_wanted: Template, its versions are to be seen.
        write_wanted: str, a letter with this template.
        left: the person wants back to the register.
    """

    edit_wanted = Signal(str)
    copied = Signal(str)
    word_wanted = Signal(str)
    versions_wanted = Signal(object)
    write_wanted = Signal(str)
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._listed: tuple[ListedTemplate, ...] = ()
        self._wanted = ""
        self._build()
        self._connect()

    # -- what the page asks

    def reload(self) -> None:
        """Read the templates again."""
        self._context.query(
            self,
            _("Đọc mẫu thư"),
            lambda services: services.letter_templates.listed(),
            self._on_listed,
        )

    def choose(self, template_id: str) -> None:
        """Select a template, now or once the list is there."""
        self._wanted = template_id
        place = self.model.row_of(template_id)
        if place >= 0:
            self._wanted = ""
            self.table.setCurrentIndex(self.model.index(place, 0))
            self.table.selectRow(place)

    def chosen(self) -> ListedTemplate | None:
        """The selected row."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    # -- building

    def _build(self) -> None:
        self.change_button = button(_("Sửa mẫu"), "edit", "primary", "Ctrl+E", parent=self)
        self.change_button.hide()
        back = button(_("Sổ thư"), "left", "back", parent=self)
        back.setToolTip(_("Về sổ thư (Esc)"))
        back.clicked.connect(self.left)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm mẫu thư"))
        self.box.setAccessibleName(_("Tìm mẫu thư"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 16)
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 34)
        kinds = [(one, _(words)) for one, words in KIND_TITLES.items()]
        self.kind = ChoiceField([(None, _("Mọi loại thư")), *kinds], self)
        self.kind.setAccessibleName(_("Loại thư"))
        self.word_button = button(_("Mẫu Word, mẫu từ tệp"), "file", parent=self)
        menu = QMenu(self.word_button)
        menu.addAction(icons.icon("upload"), _("Nhập tệp Word làm mẫu..."), self._on_import)
        self._starter = menu.addAction(
            icons.icon("export"), _("Lưu tệp Word để soạn, theo mẫu đang chọn..."), self._on_starter
        )
        menu.addSeparator()
        menu.addAction(icons.icon("inbox"), _("Nhận mẫu từ tệp của đơn vị khác..."), self._on_take_in)
        self._out = menu.addAction(
            icons.icon("export"), _("Lưu mẫu đang chọn ra tệp cho đơn vị khác..."), self._on_send_out
        )
        self.word_button.setMenu(menu)
        shown = columns()
        self.model: TableModel[ListedTemplate] = TableModel(
            shown, key=lambda row: row.template.id, parent=self
        )
        self.table = table(self.model, shown, _("Các mẫu thư"), self)
        ListPapers(self._context, self.table)
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setItemDelegateForColumn(_USUAL, _Usual(self.table))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.installEventFilter(self)
        self._none = Text(_("Không có mẫu thư nào như vậy."), "quiet", parent=self)
        self._none.hide()
        self.side = TemplateSide(self._context, self._wished, self)
        self.write_button = button(_("Soạn thư"), "letter", parent=self)
        self.usual_button = button(_("Đặt làm mẫu thường dùng"), "done", parent=self)
        self.copy_button = button(_("Sao chép để sửa"), "copy", parent=self)
        self.versions_button = button(_("Các phiên bản"), "history", parent=self)
        self.remove_button = button(_("Xóa"), "remove", parent=self)
        self._acts = (
            self.write_button,
            self.usual_button,
            self.copy_button,
            self.versions_button,
            self.remove_button,
        )
        self._lay_out(back)

    def _lay_out(self, back: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(back)
        head.addWidget(self.box, 1)
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self.word_button)
        acts = QWidget(self)
        flow = FlowLayout(acts, 8)
        for one in self._acts:
            flow.addWidget(one)
        flow.addWidget(QWidget(acts))  # takes the rest of the line, so that no button grows
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._none)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.addWidget(left)
        self._split.addWidget(self.side)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(16)
        self._sized = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._split, 1)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._fill)
        self.kind.committed.connect(self._fill)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.table.customContextMenuRequested.connect(self._on_menu)
        self.change_button.clicked.connect(self.change)
        self.write_button.clicked.connect(self._on_write)
        self.usual_button.clicked.connect(self._on_usual)
        self.copy_button.clicked.connect(self._on_copy)
        self.versions_button.clicked.connect(self._on_versions)
        self.remove_button.clicked.connect(self._on_remove)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.table, context=here).activated.connect(self.change)
        QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table, context=here).activated.connect(
            self._on_remove
        )
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self.left)

    # -- showing

    def _on_listed(self, listed: Sequence[ListedTemplate]) -> None:
        self._listed = tuple(listed)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        words, kind = fold(self.box.text()).split(), self.kind.value()
        kept = self._wanted or ((found := self.chosen()) and found.template.id) or ""
        rows = tuple(
            one
            for one in self._listed
            if (kind is None or one.template.kind is kind)
            and all(
                word
                in fold(
                    f"{one.template.title} {wording_words(one.template)} {also_called(one.template.kind)}"
                )
                for word in words
            )
        )
        self.model.set_rows(rows)
        self._none.setVisible(bool(self._listed) and not rows)
        if kept:
            self.choose(kept)
        if rows and self.chosen() is None:
            self.table.selectRow(0)
        self._on_selection()

    def _wished(self) -> Template | None:
        row = self.chosen()
        return row.template if row else None

    @Slot()
    def _on_selection(self) -> None:
        row = self.chosen()
        for one in (*self._acts, self.change_button):
            one.setEnabled(row is not None)
        self._starter.setEnabled(row is not None)
        self._out.setEnabled(row is not None)
        if row is None:
            self.side.clear()
            return
        template = row.template
        self.change_button.setText(self._change_words(template))
        self.usual_button.setVisible(not row.usual)
        self.copy_button.setVisible(not template.shipped and not template.word_sha256)
        self.versions_button.setVisible(template.version > 1)
        self.remove_button.setVisible(not template.shipped)
        self.side.draw()

    @staticmethod
    def _change_words(template: Template) -> str:
        if template.word_sha256:
            return _("Xem, thay tệp Word")
        return _("Sao chép để sửa") if template.shipped else _("Sửa mẫu")

    # -- acts

    @Slot()
    def change(self) -> None:
        """Change the chosen template, a copy of it where it belongs to the program."""
        row = self.chosen()
        if row is None:
            return
        if row.template.word_sha256:
            self.word_wanted.emit(row.template.id)
        elif row.template.shipped:
            self._on_copy()
        else:
            self.edit_wanted.emit(row.template.id)

    @Slot()
    def _on_copy(self) -> None:
        if (row := self.chosen()) is not None:
            copy_to_change(self._context, self, row.template, self.copied.emit)

    @Slot()
    def _on_write(self) -> None:
        if (row := self.chosen()) is not None:
            self.write_wanted.emit(row.template.id)

    @Slot()
    def _on_usual(self) -> None:
        row = self.chosen()
        if row is None:
            return
        kind, new = row.template.kind, row.template.id
        before = next(
            (one.template.id for one in self._listed if one.usual and one.template.kind is kind), new
        )

        def put(template_id: str) -> None:
            self._context.perform(
                self,
                _("Đặt mẫu thường dùng"),
                lambda services: services.letter_templates.set_default(kind, template_id),
            )

        put(new)
        self._context.tell(
            _("«{title}» là mẫu thường dùng của loại thư này.").format(title=row.template.title),
            lambda: put(before),
        )

    @Slot()
    def _on_versions(self) -> None:
        row = self.chosen()
        if row is not None and row.template.version > 1:
            self.versions_wanted.emit(row.template)

    @Slot()
    def _on_remove(self) -> None:
        row = self.chosen()
        if row is None or row.template.shipped:
            return
        template = row.template

        def undo() -> None:
            self._wanted = template.id
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.letter_templates.restore(template.id)
            )

        self._context.perform(
            self,
            _("Xóa mẫu thư"),
            lambda services: services.letter_templates.remove(template.id),
            lambda _none: self._context.tell(
                _("Đã xóa mẫu «{title}»; thư đã soạn theo mẫu này không đổi.").format(title=template.title),
                undo,
            ),
        )

    @Slot()
    def _on_import(self) -> None:
        self.word_wanted.emit("")

    @Slot()
    def _on_starter(self) -> None:
        if (row := self.chosen()) is not None:
            save_starter(self._context, self, row.template)

    @Slot()
    def _on_take_in(self) -> None:
        from ui.pages.letters.template_exchange import take_in

        take_in(self._context, self, self.choose)

    @Slot()
    def _on_send_out(self) -> None:
        if (row := self.chosen()) is not None:
            from ui.pages.letters.template_exchange import send_out

            send_out(self._context, self, row.template)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.change()

    @Slot(object)
    def _on_menu(self, _where: object) -> None:
        from PySide6.QtGui import QCursor

        row = self.chosen()
        if row is None:
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.change_button.icon(), self._change_words(row.template), self.change)
        for made in self._acts:
            if made.isVisibleTo(self):
                menu.addAction(made.icon(), made.text(), made.click)
        menu.addAction(icons.icon("export"), _("Lưu tệp Word để soạn..."), self._on_starter)
        menu.popup(QCursor.pos())

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The list takes the larger part."""
        super().resizeEvent(event)
        if not self._sized and event.size().width() > 400:
            self._sized = True
            left = round(event.size().width() * _LIST_SHARE)
            self._split.setSizes([left, event.size().width() - left])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Columns give way in a narrow list."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            letters = event.size().width() // self.fontMetrics().horizontalAdvance("0")
            for column, room in _ROOM.items():
                self.table.setColumnHidden(column, letters < room)
        return super().eventFilter(watched, event)


def copy_to_change(
    context: UiContext, owner: QWidget, template: Template, done: Callable[[str], None]
) -> None:
    """Copy a template as the office's own and go on with the copy."""
    from ui.pages.letters.template_trial import titled_copy

    title = _("{title} (của đơn vị)").format(title=template.title)

    def made(copy: Template) -> None:
        def undo() -> None:
            context.perform(owner, _("Hoàn tác"), lambda services: services.letter_templates.remove(copy.id))

        context.tell(_("Đã sao chép thành «{title}».").format(title=copy.title), undo)
        done(copy.id)

    context.perform(
        owner, _("Sao chép mẫu thư"), lambda services: titled_copy(services, template.id, title), made
    )


def save_starter(context: UiContext, owner: QWidget, template: Template) -> None:
    """Write a Word file to begin with, its fields in place, where the person wants it."""
    from pathlib import Path

    from friendly_desktop.services.written_files import Written, write_file

    def chosen(path: Path) -> None:
        target = path if path.suffix.lower() == ".docx" else path.with_name(f"{path.name}.docx")

        def work(services: "Services") -> Written:
            content = services.letter_templates.word_starter(template, services.office.office())
            return write_file(target, content, 0)

        context.perform(
            owner,
            _("Lưu tệp Word"),
            work,
            lambda written: context.tell(
                _("Đã lưu {name}. Soạn xong trong Word thì nhập lại bằng «Nhập tệp Word làm mẫu».").format(
                    name=written.file.name
                )
            ),
        )

    context.prompts.save_file(
        owner,
        _("Lưu tệp Word để soạn"),
        "letters",
        _("Tệp Word (*.docx)"),
        f"{template.title}.docx",
        chosen,
    )
