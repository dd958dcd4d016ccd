"""All ballots of a round by number: what was entered, what does not count, what is still missing."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, SurveyForm
from friendly_desktop.i18n import N_, _
from ui import icons
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.surveys.reading import RoundView
from ui.widgets.keys import ENTER, on_keys
from ui.widgets.text import Text, button
from ui.widgets.views import table

_SOURCES: Mapping[BallotSource, str] = {
    BallotSource.KEYS: N_("bàn phím"),
    BallotSource.LIST: N_("danh sách"),
    BallotSource.SCAN: N_("bản quét"),
}


class Kind(Enum):
    """Which ballots are listed."""

    ALL = "all"
    INVALID = "invalid"
    MISSING = "missing"


_KINDS: Mapping[Kind, str] = {
    Kind.ALL: N_("Đã nhập {n}"),
    Kind.INVALID: N_("Không hợp lệ {n}"),
    Kind.MISSING: N_("Chưa nhập {n}"),
}


class BallotRow(NamedTuple):
    """A number of the round, and its ballot once it was entered."""

    number: int
    ballot: Ballot | None


class BallotListDialog(QDialog):
    """The ballots of a round; Enter opens one where it can be changed.

    No group stands here: printed beside the answers, small groups could be read from it.
    """

    def __init__(
        self, parent: QWidget, context: UiContext, view: RoundView, chosen: Callable[[int], None]
    ) -> None:
        super().__init__(parent.window())
        self._chosen = chosen
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Các phiếu của đợt"))
        entered = {one.number: one for one in view.first}
        every = [BallotRow(one, entered.get(one)) for one in range(1, view.survey.issued + 1)]
        self._rows = {
            Kind.ALL: [row for row in every if row.ballot is not None],
            Kind.INVALID: [row for row in every if row.ballot and row.ballot.state is BallotState.INVALID],
            Kind.MISSING: [row for row in every if row.ballot is None],
        }
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Loại phiếu"))
        for kind, words in _KINDS.items():
            self.tabs.addTab(_(words).format(n=formats.whole_number(len(self._rows[kind]))))
        shown = _columns(view.survey.form)
        self.model: TableModel[BallotRow] = TableModel(shown, key=lambda row: row.number, parent=self)
        self.view = table(self.model, shown, self.windowTitle(), self)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        ListPapers(context, self.view)
        self.open_button = button(_("Mở phiếu"), "edit", "primary", parent=self)
        close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addWidget(self.tabs)
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)
        close.clicked.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self.tabs.currentChanged.connect(self._on_tab)
        self.view.doubleClicked.connect(self._on_double_clicked)
        on_keys(self.view, self._on_open, *ENTER)
        room = parent.window()
        self.resize(min(860, room.width() - 24), min(620, room.height() - 16))
        self._on_tab()
        self.view.setFocus()

    def show_kind(self, kind: Kind) -> None:
        """List others."""
        self.tabs.setCurrentIndex(list(Kind).index(kind))

    @Slot()
    def _on_tab(self) -> None:
        rows = self._rows[list(Kind)[self.tabs.currentIndex()]]
        self.model.set_rows(rows)
        self.open_button.setEnabled(bool(rows))
        if rows:
            self.view.selectRow(0)

    @Slot()
    def _on_open(self) -> None:
        rows = self.view.selectionModel().selectedRows()
        row = self.model.row(rows[0]) if rows else None
        if row is not None:
            self.accept()
            self._chosen(row.number)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self._on_open()


def _columns(form: SurveyForm) -> tuple[Column[BallotRow], ...]:
    known = {one.id: one.text for one in form.choices}

    def answers(row: BallotRow) -> str:
        if row.ballot is None:
            return ""
        if row.ballot.state is BallotState.INVALID:
            return _("không hợp lệ: {why}").format(why=_(row.ballot.why))
        return ", ".join(known.get(one, _("bỏ trống")) for one in row.ballot.answers)

    def source(row: BallotRow) -> str:
        return _(_SOURCES[row.ballot.source]) if row.ballot else ""

    def icon(row: BallotRow) -> QIcon | None:
        invalid = row.ballot is not None and row.ballot.state is BallotState.INVALID
        return icons.icon("warning", "warning") if invalid else None

    return (
        Column(_("Phiếu số"), value=lambda row: row.number, right=True, width=9),
        Column(_("Câu trả lời"), value=answers, tooltip=answers, icon=icon),
        Column(_("Nhập bằng"), value=source, width=11),
        Column(_("Người nhập"), value=lambda row: row.ballot.entered_by if row.ballot else "", width=18),
    )
