"""Figures and shares of the office itself: added, changed, taken out of the lists."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from friendly_desktop.domain.indicators import Gathering, Indicator, Share
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import FormDialog, text_needed
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_WHAT = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that is written down and made of it."""

    indicators: tuple[Indicator, ...]
    shares: tuple[Share, ...]


class OwnFigures(QDialog):
    """What the office added to the list of the program."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent.window())
        self._context = context
        self._known = _Known((), ())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Chỉ tiêu, tỷ lệ của đơn vị"))
        self.add_button = button(_("Thêm chỉ tiêu..."), "add", parent=self)
        self.share_button = button(_("Thêm tỷ lệ..."), "add", parent=self)
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.remove_button = button(_("Bỏ"), "remove", parent=self)
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(self.windowTitle())
        words = _(
            "Ngoài các chỉ tiêu có sẵn, đơn vị thêm được chỉ tiêu của mình và tỷ lệ tính từ các chỉ tiêu."
        )
        self._empty = EmptyState("chart", _("Chưa có chỉ tiêu riêng"), words, parent=self)
        close = button(_("Đóng"), parent=self)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for one in (self.add_button, self.share_button, self.edit_button, self.remove_button):
            acts.addWidget(one)
        acts.addStretch(1)
        acts.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addLayout(acts)
        room = parent.window()
        self.resize(min(720, room.width() - 40), min(480, room.height() - 40))
        self.add_button.clicked.connect(self._on_add)
        self.share_button.clicked.connect(self._on_add_share)
        self.edit_button.clicked.connect(self._on_edit)
        self.remove_button.clicked.connect(self._on_remove)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemDoubleClicked.connect(self._on_edit)
        close.clicked.connect(self.reject)
        on_keys(self.list, self._on_edit, *ENTER)
        on_keys(self.list, self._on_remove, Qt.Key.Key_Delete)
        self._ask()

    def _ask(self) -> None:
        def work(services: "Services") -> _Known:
            return _Known(services.indicators.indicators(), services.indicators.shares())

        self._context.query(self, _("Đọc chỉ tiêu"), work, self._show)

    def _show(self, known: _Known) -> None:
        self._known = known
        self.list.clear()
        for one in known.indicators:
            if one.own:
                words = f"{one.title} ({one.unit})"
                QListWidgetItem(words, self.list).setData(_WHAT, one)
        titles = {one.id: one.title for one in known.indicators}
        for share in known.shares:
            if share.own:
                parts = " + ".join(titles.get(one, one) for one in share.of)
                wholes = " + ".join(titles.get(one, one) for one in share.over)
                words = _("{title} = {part} : {whole}").format(title=share.title, part=parts, whole=wholes)
                QListWidgetItem(words, self.list).setData(_WHAT, share)
        self.list.setVisible(self.list.count() > 0)
        self._empty.setVisible(self.list.count() == 0)
        self.list.setCurrentRow(0)
        self._on_row(self.list.currentRow())

    def chosen(self) -> Indicator | Share | None:
        """The chosen one."""
        found = self.list.currentIndex().data(_WHAT)
        return found if isinstance(found, Indicator | Share) else None

    @Slot(int)
    def _on_row(self, row: int) -> None:
        for one in (self.edit_button, self.remove_button):
            one.setEnabled(row >= 0)

    @Slot()
    def _on_add(self) -> None:
        self._edit(Indicator("", "", "", ""))

    @Slot()
    def _on_add_share(self) -> None:
        self._edit(Share("", "", (), ()))

    @Slot()
    def _on_edit(self) -> None:
        one = self.chosen()
        if one is not None:
            self._edit(one)

    def _edit(self, one: Indicator | Share) -> None:
        made: FormDialog
        if isinstance(one, Indicator):
            made = IndicatorDialog(self, self._context, one, self._known.indicators)
        else:
            made = ShareDialog(self, self._context, one, self._known.indicators)
        made.accepted.connect(self._ask)
        made.open()

    @Slot()
    def _on_remove(self) -> None:
        one = self.chosen()
        if one is None:
            return

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.indicators.restore_own(one.id)
            )

        def done(_nothing: None) -> None:
            self._context.tell(_("Đã bỏ «{title}» khỏi danh mục.").format(title=one.title), undo)
            self._ask()

        self._context.perform(self, _("Bỏ"), lambda services: services.indicators.remove_own(one.id), done)


class _Saving(FormDialog):
    """A form whose answer is checked by the records, with the problem at a field."""

    def __init__(self, page: QWidget, context: UiContext, title: str) -> None:
        super().__init__(page, title, _("Lưu"), letters=64)
        self._context = context
        self.title_line = LineField()
        self.title_field = Field(_("Tên"), self.title_line, parent=self)
        self.body.addWidget(self.title_field)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.title_field.set_problem(f"{error.message} {error.hint}".strip())
        else:
            self._context.show_error(self, error)

    def _done(self, _saved: object) -> None:
        self.accept()


class IndicatorDialog(_Saving):
    """A figure of the office."""

    def __init__(
        self, page: QWidget, context: UiContext, indicator: Indicator, known: Sequence[Indicator]
    ) -> None:
        super().__init__(page, context, _("Chỉ tiêu của đơn vị"))
        self._indicator = indicator
        self.unit = SuggestField(list(dict.fromkeys(one.unit for one in known)))
        self.group = SuggestField(list(dict.fromkeys(one.group for one in known)))
        self.gathering = ChoiceField(
            [
                (Gathering.SUM, _("Cộng các tháng")),
                (Gathering.LAST, _("Lấy số của tháng gần nhất")),
            ]
        )
        self.whole = ChoiceField([(True, _("Số nguyên")), (False, _("Có phần thập phân"))])
        self.hint = LineField()
        self.title_line.setText(indicator.title)
        self.unit.setEditText(indicator.unit)
        self.group.setEditText(indicator.group)
        self.gathering.show_value(indicator.gathering)
        self.whole.show_value(indicator.whole)
        self.hint.setText(indicator.hint)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(_("Đơn vị tính"), self.unit, parent=self), 1)
        row.addWidget(Field(_("Nhóm"), self.group, parent=self), 2)
        self.body.addLayout(row)
        other = QHBoxLayout()
        other.setSpacing(16)
        other.addWidget(Field(_("Số của cả năm"), self.gathering, parent=self), 1)
        other.addWidget(Field(_("Kiểu số"), self.whole, parent=self), 1)
        self.body.addLayout(other)
        self.body.addWidget(Field(_("Tính những gì (không bắt buộc)"), self.hint, parent=self))

    def submit(self) -> bool:
        """Save; the dialog closes once it is stored."""
        title = text_needed(self.title_field, _("Hãy đặt tên cho chỉ tiêu."))
        if not title:
            return False
        gathering = self.gathering.value()
        wanted = replace(
            self._indicator,
            title=title,
            unit=self.unit.value(),
            group=self.group.value(),
            gathering=gathering if isinstance(gathering, Gathering) else Gathering.SUM,
            whole=bool(self.whole.value()),
            hint=self.hint.value(),
        )
        self._context.perform(
            self,
            _("Lưu chỉ tiêu"),
            lambda services: services.indicators.save_own(wanted),
            self._done,
            self._refused,
        )
        return False


class ShareDialog(_Saving):
    """A share of the office: figures above, figures below."""

    def __init__(self, page: QWidget, context: UiContext, share: Share, known: Sequence[Indicator]) -> None:
        super().__init__(page, context, _("Tỷ lệ của đơn vị"))
        self._share = share
        self.title_line.setText(share.title)
        self.of = _ticks(known, share.of, self)
        self.over = _ticks(known, share.over, self)
        self.capped = ChoiceField([(True, _("Không quá 100%")), (False, _("Có thể trên 100%"))])
        self.capped.show_value(share.capped)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Field(_("Lấy tổng của"), self.of, parent=self), 1)
        row.addWidget(Field(_("chia cho tổng của"), self.over, parent=self), 1)
        self.body.addLayout(row, 1)
        self.body.addWidget(Field(_("Giới hạn"), self.capped, parent=self))
        self.resize(min(760, page.window().width() - 24), self.sizeHint().height())

    def submit(self) -> bool:
        """Save; the dialog closes once it is stored."""
        title = text_needed(self.title_field, _("Hãy đặt tên cho tỷ lệ."))
        if not title:
            return False
        wanted = replace(
            self._share,
            title=title,
            of=_ticked(self.of),
            over=_ticked(self.over),
            capped=bool(self.capped.value()),
        )
        self._context.perform(
            self,
            _("Lưu tỷ lệ"),
            lambda services: services.indicators.save_own_share(wanted),
            self._done,
            self._refused,
        )
        return False


def _ticks(known: Sequence[Indicator], ticked: Sequence[str], parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    made.setProperty("role", "lines")
    made.ensurePolished()  # its lines are measured below
    made.setMinimumHeight(made.fontMetrics().lineSpacing() * 8)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setTextElideMode(Qt.TextElideMode.ElideRight)
    for one in known:
        item = QListWidgetItem(one.title, made)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked)
        item.setData(_WHAT, one.id)
        item.setToolTip(one.title)
    return made


def _ticked(made: QListWidget) -> tuple[str, ...]:
    items = (made.item(place) for place in range(made.count()))
    return tuple(item.data(_WHAT) for item in items if item.checkState() == Qt.CheckState.Checked)
