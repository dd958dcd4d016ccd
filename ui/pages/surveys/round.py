"""One round: its papers, the entry, the second entry, scans, the result."""

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import SurveyState
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.surveys.acts import SurveyActs
from ui.pages.surveys.check import SecondEntry
from ui.pages.surveys.entry import BallotEntry
from ui.pages.surveys.paper import RoundPaper
from ui.pages.surveys.reading import RoundView, latest, read_round
from ui.pages.surveys.result import RoundResult
from ui.pages.surveys.rows import StageChip, average_words, days, stage
from ui.pages.surveys.scan import RoundScans
from ui.people.permission import reserve
from ui.widgets.flow import FlowLayout, air
from ui.widgets.parts_page import Part
from ui.widgets.text import ElidedText, button

if TYPE_CHECKING:
    pass


class Tab(Enum):
    """The tabs of a round; the value is the name a ``Place`` uses."""

    PAPER = "paper"
    ENTRY = "entry"
    CHECK = "check"
    SCAN = "scan"
    RESULT = "result"


_WORDS = {
    Tab.PAPER: N_("In phiếu"),
    Tab.ENTRY: N_("Nhập phiếu"),
    Tab.CHECK: N_("Nhập lần hai"),
    Tab.SCAN: N_("Đọc bản quét"),
    Tab.RESULT: N_("Kết quả"),
}
LATEST = "latest"
#: A round of thousands is not read again after each sheet, but once the hands rest.
_PAUSE_MS = 1500


class SurveyRound(Part):
    """One round."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._id: int | None = None
        self._view: RoundView | None = None
        self._opening = False
        self._own_saves = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self.acts = SurveyActs(context, self)
        self._build()
        self._lay_out()
        self._connect()

    # -- what the page asks

    def start(self, what: str) -> None:
        """Open a round: "17", "17:entry" for one of its tabs, or "latest:entry"."""
        wanted, _colon, tab = what.partition(":")
        if wanted == LATEST:
            self._find_latest(tab)
            return
        if not wanted.isdecimal():
            return
        fresh = self._id != int(wanted)
        self._id = int(wanted)
        self._opening = fresh and not tab
        if fresh:
            self._view = None
            self._stack.setCurrentWidget(self._blank)
        if tab in {one.value for one in Tab}:
            self.show_tab(Tab(tab))
        self._read()

    def refresh(self) -> None:
        """Read the round again; at once, unless all that is new was entered here."""
        if self._own_saves and self.tab is Tab.ENTRY:
            self._own_saves -= 1
            self._later.start()
            return
        self._read()

    def _read(self) -> None:
        self._later.stop()
        self._own_saves = 0
        wanted = self._id
        if wanted is None:
            return

        def failed(error: Exception) -> None:
            self._context.show_error(self, error)
            self.back_wanted.emit()

        self._context.query(
            self, _("Đọc đợt khảo sát"), lambda services: read_round(services, wanted), self._on_read, failed
        )

    def title(self) -> str:
        """Which round."""
        return self._view.survey.title if self._view else ""

    def primary_button(self) -> QPushButton | None:
        """What the tab in view is for."""
        if self._view is None:
            return None
        if self.tab is Tab.PAPER:
            return self.paper.print_button
        if self.tab is Tab.RESULT:
            return self.result.primary_button()
        return None

    @property
    def tab(self) -> Tab:
        """The tab in view."""
        return list(Tab)[self.tabs.currentIndex()]

    def show_tab(self, tab: Tab) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(list(Tab).index(tab))

    def survey_id(self) -> int | None:
        """The round in view."""
        return self._id

    # -- building

    def _build(self) -> None:
        self.back = button(_("Các đợt khảo sát"), "left", "back", parent=self)
        self.back.setToolTip(_("Về các đợt khảo sát (Esc)"))
        self._chip = StageChip(self)
        self._facts = ElidedText(role="quiet", parent=self)
        self._facts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # buttons first
        self.returned_button = button(_("Ghi số thu về..."), "inbox", parent=self)
        self.list_button = button(_("Danh sách phiếu..."), "table", parent=self)
        self.import_button = button(_("Nhập từ Excel..."), "sheet", parent=self)
        self.reopen_button = button(_("Mở lại"), "unlock", parent=self)
        reserve(self._context, Right.SURVEYS, self.returned_button, self.reopen_button, self.import_button)
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Các phần của đợt khảo sát"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for tab in Tab:
            self.tabs.addTab(_(_WORDS[tab]))
        self._stack = QStackedWidget(self)
        self._blank = QWidget(self._stack)
        self.paper = RoundPaper(self._context, self.acts, self._stack)
        self.entry = BallotEntry(self._context, 1, self._stack)
        self.check = SecondEntry(self._context, self._stack)
        self.scans = RoundScans(self._context, self._stack)
        self.result = RoundResult(self._context, self.acts, self._stack)
        reserve(self._context, Right.SURVEYS, self.entry, self.check, self.scans)
        self._parts: dict[Tab, QWidget] = {
            Tab.PAPER: self.paper,
            Tab.ENTRY: self.entry,
            Tab.CHECK: self.check,
            Tab.SCAN: self.scans,
            Tab.RESULT: self.result,
        }

    def _lay_out(self) -> None:
        for one in (self._blank, *self._parts.values()):
            self._stack.addWidget(one)
        top = QHBoxLayout()
        top.setSpacing(12)
        for made in (self.back, self._chip):
            top.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self._facts, 1)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for act in (self.list_button, self.returned_button, self.import_button, self.reopen_button):
            flow.addWidget(act)
        flow.addWidget(air(acts))
        top.addWidget(acts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.tabs.currentChanged.connect(self._on_tab)
        self.returned_button.clicked.connect(self._on_returned)
        self.list_button.clicked.connect(self._on_list)
        self.import_button.clicked.connect(self._on_import)
        self.reopen_button.clicked.connect(self._on_reopen)
        self._later.timeout.connect(self._read)
        self.entry.entered.connect(self._on_entered)
        self.result.framed.connect(self.framed)
        self.result.ballot_wanted.connect(self._on_ballot)
        self.scans.ballot_wanted.connect(self._on_ballot)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for number in range(len(Tab)):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self, context=inside)
            key.setProperty("tab", number)
            key.activated.connect(self._on_tab_key)

    # -- showing

    def _find_latest(self, tab: str) -> None:
        year = self._context.year or self._today.year

        def found(survey_id: int | None) -> None:
            if survey_id is None:
                self._context.tell(_("Năm {year} chưa có đợt khảo sát nào.").format(year=year))
                self.back_wanted.emit()
            else:
                self.start(f"{survey_id}:{tab}")

        self._context.query(self, _("Đọc các đợt khảo sát"), lambda services: latest(services, year), found)

    def _on_read(self, view: RoundView) -> None:
        if view.survey.id != self._id:
            return
        first = self._view is None
        self._view = view
        survey = view.survey
        is_open = survey.state is SurveyState.OPEN
        self._chip.show_stage(stage(survey, self._today))
        self._facts.setText(self._fact_words(view))
        self._facts.setToolTip(survey.form.called)
        self.returned_button.setVisible(is_open)
        self.import_button.setVisible(is_open)
        self.reopen_button.setVisible(not is_open)
        self.tabs.setTabText(list(Tab).index(Tab.CHECK), self._check_words(view))
        self.tabs.setTabText(list(Tab).index(Tab.SCAN), self._scan_words(view))
        if self._opening:
            self._opening = False
            self.show_tab(self._usual_tab(view))
        self._show_tab(focus=first)
        self.framed.emit()

    def _fact_words(self, view: RoundView) -> str:
        survey = view.survey
        count = _("{n} phiếu").format(n=formats.whole_number(survey.issued))
        parts = [days(survey), count]
        if view.row.valid:
            parts.append(average_words(view.row.average, survey.form))
        return " · ".join(parts)

    def _check_words(self, view: RoundView) -> str:
        left = view.row.sample - view.row.checked + view.row.differing
        return _("Nhập lần hai ({n})").format(n=left) if left else _(_WORDS[Tab.CHECK])

    def _scan_words(self, view: RoundView) -> str:
        waiting = len(view.doubts)
        return _("Đọc bản quét ({n})").format(n=waiting) if waiting else _(_WORDS[Tab.SCAN])

    def _usual_tab(self, view: RoundView) -> Tab:
        survey = view.survey
        if survey.state is SurveyState.CLOSED:
            return Tab.RESULT
        if not view.first and self._today <= survey.first_day:
            return Tab.PAPER
        return Tab.ENTRY

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        if self._later.isActive():
            self._read()
        self._show_tab(focus=True)
        self.framed.emit()

    @Slot()
    def _on_tab_key(self) -> None:
        self.tabs.setCurrentIndex(int(self.sender().property("tab")))

    def _show_tab(self, *, focus: bool) -> None:
        view = self._view
        if view is None:
            return
        self._stack.setCurrentWidget(self._parts[self.tab])
        match self.tab:
            case Tab.PAPER:
                self.paper.show_round(view.survey)
            case Tab.ENTRY:
                self.entry.show_round(view.survey, view.first, view.people, others=view.second)
            case Tab.CHECK:
                self.check.show_round(view)
            case Tab.SCAN:
                self.scans.show_round(view)
            case Tab.RESULT:
                self.result.show_round(view)
        if focus and self.tab is Tab.ENTRY:
            self.entry.begin()
        elif focus:
            self._parts[self.tab].setFocus()

    # -- hands

    @Slot(int)
    def _on_entered(self, _number: int) -> None:
        self._own_saves += 1

    @Slot()
    def _on_returned(self) -> None:
        if self._view is not None:
            self.acts.returned(self._view.survey)

    @Slot()
    def _on_reopen(self) -> None:
        if self._view is not None:
            self.acts.reopen(self._view.survey)

    @Slot()
    def _on_import(self) -> None:
        from ui.pages.surveys.import_dialog import BallotImport

        if self._view is not None:
            BallotImport(self, self._context, self._view.survey).open()

    @Slot()
    def _on_list(self) -> None:
        wanted = self._id
        if wanted is None:
            return

        def show(view: RoundView) -> None:
            from ui.pages.surveys.ballot_list import BallotListDialog

            BallotListDialog(self, self._context, view, self._on_ballot).open()

        self._context.query(self, _("Đọc các phiếu"), lambda services: read_round(services, wanted), show)

    @Slot(int)
    def _on_ballot(self, number: int) -> None:
        """Look at a ballot where it can be changed."""
        self.show_tab(Tab.ENTRY)
        self.entry.go_to(number)
