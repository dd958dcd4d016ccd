"""Step 3: the year is closed to changes, and a dated copy is kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearView
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.snapshot import FrozenCopy, frozen_content, read_frozen
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.package.letter_notice import LetterNotice
from ui.pages.package.reading import PackageState
from ui.people.permission import reserve
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.assessment import Snapshot


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A frozen copy as it is stored, and what it says; None when it is damaged."""

    stored: "Snapshot"
    copy: FrozenCopy | None


class FreezeStep(QWidget):
    """Says how the year stands, freezes it and opens it again."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: PackageState | None = None
        box = card(self)
        self._icon = IconLabel("unlock", "quiet", 28, box)
        self._title = Text(role="heading", wrap=True, parent=box)
        self._words = Text(wrap=True, parent=box)
        self.freeze = button(_("Chốt số liệu"), "lock", parent=box)
        self.reopen = button(_("Mở lại để sửa"), "unlock", parent=box)
        reserve(self._context, Right.FREEZE, self.freeze, self.reopen)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._words)
        row = QHBoxLayout(box)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.freeze)
        row.addWidget(self.reopen)
        columns: tuple[Column[KeptCopy], ...] = (
            Column(_("Bản chốt số"), value=lambda one: one.stored.number, width=12),
            Column(_("Ngày giờ"), value=lambda one: formats.moment(one.stored.frozen_at), width=18),
            Column(
                _("Tổng điểm"),
                value=lambda one: one.stored.total,
                display=formats.points,
                right=True,
                width=11,
            ),
            Column(_("Mức độ"), value=_level, width=26),
            Column(
                _("Mã kiểm tra"), value=lambda one: one.stored.sha256, tooltip=lambda one: one.stored.sha256
            ),
        )
        self.model: TableModel[KeptCopy] = TableModel(columns, key=lambda one: one.stored.number, parent=self)
        self.copies = table(self.model, columns, _("Các bản đã chốt"), self)
        ListPapers(self._context, self.copies)
        self.copies.setSelectionMode(self.copies.SelectionMode.SingleSelection)
        self._copies_title = Text(_("Các bản đã chốt"), "strong", parent=self)
        self.look = button(_("Xem bản đã chốt"), "eye", parent=self)
        self.save = button(_("Lưu ra tệp..."), "export", "quiet", parent=self)
        heads = QHBoxLayout()
        heads.setSpacing(8)
        heads.addWidget(self._copies_title, 1)
        heads.addWidget(self.look)
        heads.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self.letters = LetterNotice(self)
        layout.addWidget(self.letters)
        layout.addWidget(box)
        layout.addLayout(heads)
        layout.addWidget(self.copies, 1)
        layout.addStretch(0)
        self.freeze.clicked.connect(self._on_freeze)
        self.reopen.clicked.connect(self._on_reopen)
        self.look.clicked.connect(self._on_look)
        self.save.clicked.connect(self._on_save)
        self.copies.doubleClicked.connect(self._on_double_clicked)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.copies, context=here).activated.connect(self._on_look)

    def show_state(self, state: PackageState) -> None:
        """Show how the year stands."""
        self._state = state
        self.letters.show_state(state)
        if state.frozen:
            self._icon.set_icon("lock", "good")
            self._title.setText(
                _("Năm {year} đã chốt ngày {date}").format(
                    year=state.year, date=formats.short_date(state.view.frozen_on)
                )
            )
            self._words.setText(
                _("Điểm, lời văn và minh chứng chỉ xem, không sửa được.")
                if state.unfinished
                else _(
                    "Điểm, lời văn và minh chứng chỉ xem, không sửa được. Gói hồ sơ xuất ra là bản chính thức."
                )
            )
        else:
            self._icon.set_icon("unlock", "quiet")
            self._title.setText(_("Năm {year} chưa chốt").format(year=state.year))
            self._words.setText(
                _(
                    "Khi chốt, chương trình giữ một bản có ghi ngày của toàn bộ điểm và lời văn, rồi khóa năm này lại. "
                    "Có thể mở lại để sửa bất cứ lúc nào; bản đã chốt vẫn còn."
                )
            )
        self.freeze.setVisible(not state.frozen)
        self.reopen.setVisible(state.frozen)
        self.model.set_rows(tuple(map(_kept, state.snapshots)))
        for widget in (self.copies, self._copies_title, self.look, self.save):
            widget.setVisible(bool(state.snapshots))
        if state.snapshots and not self.copies.currentIndex().isValid():
            self.copies.selectRow(len(state.snapshots) - 1)

    def _chosen(self) -> KeptCopy | None:
        return self.model.row(self.copies.currentIndex())

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_look()

    @Slot()
    def _on_look(self) -> None:
        """Read the chosen copy; today is put into the same shape to be compared with it."""
        from ui.pages.package.frozen_copy import FrozenCopyDialog

        chosen, state = self._chosen(), self._state
        if chosen is None or state is None:
            return
        if chosen.copy is None:
            from friendly_desktop.services.assessment import damaged

            self._context.show_error(self, damaged(chosen.stored))
            return
        day = self._context.clock.today()
        today = read_frozen(frozen_content(state.criteria, state.view, 0, day))
        moment = formats.moment(chosen.stored.frozen_at)
        FrozenCopyDialog(self.window(), self._context, chosen.copy, moment, today, state.criteria).open()

    @Slot()
    def _on_save(self) -> None:
        from ui.pages.package.frozen_copy import save_copy

        chosen = self._chosen()
        if chosen is not None:
            save_copy(self, self._context, chosen.stored.year, chosen.stored.number)

    @Slot()
    def _on_freeze(self) -> None:
        if self._state is None:
            return
        year = self._state.year

        def work(services: "Services") -> "Snapshot":
            return services.assessment.freeze(year)

        def done(_copy: "Snapshot") -> None:
            self._context.tell(_("Đã chốt số liệu năm {year}.").format(year=year), self._on_reopen)

        self._context.perform(self, _("Chốt số liệu"), work, done)

    @Slot()
    def _on_reopen(self) -> None:
        if self._state is None:
            return
        year = self._state.year

        def work(services: "Services") -> YearView:
            return services.assessment.reopen(year)

        def done(_view: YearView) -> None:
            self._context.tell(_("Đã mở lại năm {year}. Bản đã chốt vẫn được giữ.").format(year=year))

        self._context.perform(self, _("Mở lại năm"), work, done)


def level_words(copy: FrozenCopy) -> str:
    """The level a copy was frozen with."""
    return _("Không được xét") if copy.vetoed else copy.level


def _kept(stored: "Snapshot") -> KeptCopy:
    return KeptCopy(stored, read_frozen(stored.content) if stored.sound else None)


def _level(one: KeptCopy) -> str:
    return level_words(one.copy) if one.copy else _("Bản chốt bị hỏng")
