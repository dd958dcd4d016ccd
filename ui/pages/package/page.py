"""The package page: four steps to a package, what was sent before, and packages that came in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QVBoxLayout

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.package import PastExport
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.package.checks import ChecksStep
from ui.pages.package.export_step import ExportStep
from ui.pages.package.freeze_step import FreezeStep
from ui.pages.package.reading import PackageState, read_package
from ui.pages.package.receive_step import ReceiveStep
from ui.pages.package.report_step import ReportStep
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: The tabs in order; the names a ``Place`` uses.
PARTS = ("check", "report", "freeze", "export", "history", "verify")


class PackagePage(Page):
    """Brings a year to the authority above."""

    watched = frozenset({Area.ASSESSMENT, Area.EVIDENCE, Area.OFFICE, Area.LETTERS, Area.PACKAGE})
    help_topic = "package"
    asks = Right.PACKAGE

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._state: PackageState | None = None
        self._build()
        self._connect()

    # -- what the shell asks

    def reload(self) -> None:
        """Ask for the year again."""
        year = self.context.year
        if year is None:
            return

        def work(services: "Services") -> PackageState:
            return read_package(services, year)

        self.context.query(self, _("Đọc gói hồ sơ"), work, self._on_state)

    def show_place(self, place: Place) -> None:
        """Go to a step."""
        if place.part in PARTS:
            self.tabs.setCurrentIndex(PARTS.index(place.part))

    def primary_button(self) -> QPushButton | None:
        """The export."""
        return self.exporting.start

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    # -- building

    def _build(self) -> None:
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName(_("Các bước"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self._titles = (
            _("1  Kiểm tra"),
            _("2  Lời văn báo cáo"),
            _("3  Chốt số liệu"),
            _("4  Xuất gói"),
            _("Đã xuất"),
            _("Kiểm tra gói nhận được"),
        )
        for title in self._titles:
            self.tabs.addTab(title)
        self.checks = ChecksStep(self)
        ListPapers(self.context, self.checks.view)
        self.report = ReportStep(self.context, self)
        self.freezing = FreezeStep(self.context, self)
        self.exporting = ExportStep(self.context, self.report.flush, self)
        self.receiving = ReceiveStep(self.context, self)
        self.steps = QStackedWidget(self)
        for step in (
            self.checks,
            self.report,
            self.freezing,
            self.exporting,
            self._build_history(),
            self.receiving,
        ):
            self.steps.addWidget(step)
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(16, 20), small=(8, 12))
        column.setSpacing(14)
        column.addWidget(self.tabs)
        column.addWidget(self.steps, 1)
        made = []
        for words, run in (
            (_("Xuất gói hồ sơ"), self._on_export_now),
            (_("Kiểm tra gói nhận được"), self._on_receive),
        ):
            action = QAction(words, self)
            action.triggered.connect(run)
            made.append(action)
        self._commands = tuple(made)

    def _build_history(self) -> QStackedWidget:
        columns: tuple[Column[PastExport], ...] = (
            Column(_("Lần nộp"), value=lambda one: one.submission, width=9),
            Column(_("Xuất lúc"), value=lambda one: formats.moment(one.made_at), width=18),
            Column(
                _("Loại"),
                value=lambda one: one.draft,
                display=lambda draft: _("Dự thảo") if draft else _("Chính thức"),
                width=12,
            ),
            Column(_("Số phần"), value=lambda one: one.parts, right=True, width=8),
            Column(
                _("Số tệp"), value=lambda one: one.files, display=formats.whole_number, right=True, width=8
            ),
            Column(
                _("Dung lượng"),
                value=lambda one: one.bytes,
                display=formats.file_size,
                tooltip=lambda _one: _("Mọi tệp trong gói cộng lại; tệp ZIP thường nhỏ hơn."),
                right=True,
                width=11,
            ),
            Column(
                _("Mã tổng (SHA-256)"), value=lambda one: one.root_sha256, tooltip=lambda one: one.root_sha256
            ),
        )
        self.history: TableModel[PastExport] = TableModel(
            columns, key=lambda one: (one.submission, one.made_at), parent=self
        )
        none = EmptyState(
            "history",
            _("Chưa xuất gói hồ sơ nào của năm này"),
            _("Mỗi lần xuất được ghi lại ở đây với mã kiểm tra, để đối chiếu khi cấp trên hỏi."),
            parent=self,
        )
        stack = QStackedWidget(self)
        view = table(self.history, columns, _("Các gói hồ sơ đã xuất"), self)
        ListPapers(self.context, view)
        stack.addWidget(view)
        stack.addWidget(none)
        self._history_stack = stack
        return stack

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self.checks.place_wanted.connect(self._on_place_wanted)
        self.exporting.start.clicked.connect(self._on_export_now)
        for step in (self.freezing, self.exporting):
            step.letters.wanted.connect(self._on_letters)

    # -- showing

    def _on_state(self, state: PackageState) -> None:
        if state.year != self.context.year:
            return
        self._state = state
        for step in (self.checks, self.report, self.freezing, self.exporting):
            step.show_state(state)
        self.history.set_rows(tuple(reversed(state.history)))
        self._history_stack.setCurrentIndex(0 if state.history else 1)
        count = len(state.view.gaps)
        self.tabs.setTabText(0, f"{self._titles[0]} · {count}" if count else self._titles[0])

    @Slot(int)
    def _on_tab(self, place: int) -> None:
        self.report.flush()
        self.steps.setCurrentIndex(place)

    @Slot(object)
    def _on_place_wanted(self, place: Place) -> None:
        if place.page is PageId.PACKAGE:
            self.show_place(place)
        else:
            self.context.go(place)

    @Slot()
    def _on_export_now(self) -> None:
        """Show the choices first; a second press exports."""
        here = PARTS.index("export")
        if self.tabs.currentIndex() == here:
            self.exporting.ask()
        else:
            self.tabs.setCurrentIndex(here)

    @Slot()
    def _on_letters(self) -> None:
        """The letters of the year, and which of them the package shows."""
        from ui.letters.proof_dialog import LetterProofDialog

        if self._state is not None:
            LetterProofDialog(self, self.context, self._state.year).start()

    @Slot()
    def _on_receive(self) -> None:
        self.tabs.setCurrentIndex(PARTS.index("verify"))

    # -- Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere stores what was typed."""
        self.report.flush()
        super().hideEvent(event)
