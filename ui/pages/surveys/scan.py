"""Scans and photos of ballots: dropped here, read in the background; doubts decided large, unread pages listed."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Survey, SurveyState
from friendly_desktop.domain.surveys.ballot_reading import DoubtfulBallot, ReadingReport
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.pages.surveys.doubts import DoubtDesk
from ui.pages.surveys.reading import RoundView
from ui.people.permission import reserve
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.file_drop import FileDrop
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button, scrolled
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext


class _Left(NamedTuple):
    """A page that brought no ballot: where it is, what happened, and whether that needs a hand."""

    key: int
    page: str
    number: int | None
    words: str
    serious: bool


class RoundScans(QWidget):
    """Reads scans of one round.

    Signals:
        ballot_wanted: int, a ballot is to be entered by hand.
    """

    ballot_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._survey: Survey | None = None
        self._reports: dict[int, ReadingReport] = {}
        self._reading = False
        self._build()
        self._lay_out()
        self._connect()

    # -- what the round asks

    def show_round(self, view: RoundView) -> None:
        """Show a round: what waits for a person first."""
        another = self._survey is None or self._survey.id != view.survey.id
        survey = self._survey = view.survey
        groups = survey.form.groups
        self._group_label.setVisible(bool(groups))
        self.group.setVisible(bool(groups))
        if another:
            self.group.set_choices([("", _("Không rõ")), *((one, one) for one in groups)])
            self.problem.say("")
        is_open = survey.state is SurveyState.OPEN
        self._top.setEnabled(is_open and not self._reading)
        self.desk.show_doubts(survey, view.doubts)
        self._show_report(view.doubts)

    def report(self) -> ReadingReport | None:
        """What became of the pages read last."""
        return self._reports.get(self._survey.id) if self._survey is not None else None

    @Slot(object)
    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders."""
        survey = self._survey
        if survey is None or self._reading or not paths:
            return
        survey_id, group = survey.id, self.group.value()
        chosen = group if isinstance(group, str) else ""

        def work(services: "Services", job: "JobContext") -> ReadingReport:
            return services.ballot_reading.read(survey_id, paths, job, group=chosen)

        def done(report: ReadingReport) -> None:
            self._reports[survey_id] = report
            self._finish()

        def failed(error: Exception) -> None:
            self._finish()
            if isinstance(error, AppError):
                self.problem.say(" ".join(part for part in (error.message, error.hint) if part))
            else:
                self._context.show_error(self, error)

        self.problem.say("")
        self._reading = True
        self._top.setEnabled(False)
        self.more.setEnabled(False)
        job = self._context.run_long(self, _("Đọc phiếu đã quét"), work, done, failed)
        job.cancelled.connect(self._on_stopped)

    # -- building

    def _build(self) -> None:
        self._top = QWidget(self)
        self.drop = FileDrop(self._context, "survey-scans", self._top)
        self._group_label = Text(_("Nhóm"), "quiet", parent=self._top)
        self.group = ChoiceField(parent=self._top)
        self.group.setAccessibleName(_("Nhóm của các phiếu đọc lần này"))
        self.problem = NoticeStrip("warning", "warning", parent=self)
        self.more = button(_("Đọc thêm tệp..."), "attach", "quiet", parent=self)
        reserve(self._context, Right.SURVEYS, self.more)
        self.summary = NoticeStrip("done", "good", self.more, parent=self)
        self.desk = DoubtDesk(self._context, self)
        self._doubts = scrolled(self.desk, self)
        self._nothing = EmptyState(
            "image",
            _("Đọc phiếu từ bản quét hoặc ảnh chụp"),
            _(
                "Quét cả chồng phiếu thành PDF (200 đến 300 điểm một inch), hoặc chụp từng phiếu cho đủ bốn ô đen ở góc. "
                "Ô nào không chắc, chương trình phóng to cho xem; trang không đọc được thì liệt kê ra."
            ),
            parent=self,
        )
        shown: tuple[Column[_Left], ...] = (
            Column(
                _("Trang"), value=lambda row: row.page, tooltip=lambda row: row.page, icon=_icon, width=30
            ),
            Column(_("Phiếu số"), value=lambda row: row.number, right=True, width=9),
            Column(_("Vì sao"), value=lambda row: row.words, tooltip=lambda row: row.words),
        )
        self.model: TableModel[_Left] = TableModel(shown, key=lambda row: row.key, parent=self)
        self._rest = QWidget()
        self.table = table(self.model, shown, _("Các trang không thành phiếu"), self._rest)
        ListPapers(self._context, self.table)
        self.by_hand = button(_("Nhập phiếu này bằng phím"), "edit", parent=self._rest)
        self._stack = QStackedWidget(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.drop, 1)
        row.addWidget(self._group_label)
        row.addWidget(self.group)
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Text(_("Các trang không thành phiếu"), "heading", parent=self._rest))
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.by_hand)
        foot.addStretch(1)
        column.addLayout(foot)
        self._nothing.setProperty("role", "page-body")
        self._idle = scrolled(self._nothing, self._stack)
        for one in (self._idle, self._doubts, self._rest):
            self._stack.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._top)
        layout.addWidget(self.problem)
        layout.addWidget(self.summary)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.drop.files_dropped.connect(self.read)
        self.more.clicked.connect(self._on_more)
        self.by_hand.clicked.connect(self._on_by_hand)
        self.table.selectionModel().selectionChanged.connect(self._on_selection)

    # -- showing

    def _finish(self) -> None:
        self._reading = False
        if self._survey is not None:
            is_open = self._survey.state is SurveyState.OPEN
            self._top.setEnabled(is_open)
            self.more.setEnabled(is_open)
            self._show_report(self.desk.waiting())

    @Slot()
    def _on_stopped(self) -> None:
        self._finish()
        self.problem.say(
            _("Đã dừng. Phiếu đọc được trước đó đã vào đợt; đọc lại cùng tệp cũng không bị trùng.")
        )

    def _show_report(self, doubts: Sequence[DoubtfulBallot]) -> None:
        report = self.report()
        rows = _rows(report) if report is not None else []
        self.model.set_rows(rows)
        words = _summary(report, doubts) if report is not None else ""
        if doubts and report is None:
            words = _("{n} phiếu đã quét chờ xem.").format(n=formats.whole_number(len(doubts)))
        self.summary.say(words)
        self.more.setVisible(bool(doubts))
        self._top.setVisible(not doubts)  # the boxes want the room
        if doubts:
            self._stack.setCurrentWidget(self._doubts)
            self.setFocusProxy(self.desk)
        elif rows:
            self._stack.setCurrentWidget(self._rest)
            self.setFocusProxy(self.table)
            if not self.table.selectionModel().hasSelection():
                self.table.selectRow(0)
        else:
            self._stack.setCurrentWidget(self._idle)
            self.setFocusProxy(self.drop)
        self._on_selection()

    @Slot()
    def _on_selection(self) -> None:
        row = self._chosen()
        self.by_hand.setEnabled(row is not None and row.number is not None)

    def _chosen(self) -> _Left | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.row(rows[0]) if rows else None

    @Slot()
    def _on_more(self) -> None:
        filters = _("Bản quét, ảnh (*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.heic)")
        self._context.prompts.open_files(self, _("Chọn bản quét"), "survey-scans", filters, self.read)

    @Slot()
    def _on_by_hand(self) -> None:
        row = self._chosen()
        if row is not None and row.number is not None:
            self.ballot_wanted.emit(row.number)


def _summary(report: ReadingReport, doubts: Sequence[DoubtfulBallot]) -> str:
    """What became of the pages, as it stands now."""
    number = formats.whole_number
    waiting = {one.number for one in doubts} & set(report.doubtful)
    entered = len(report.read) + len(set(report.doubtful) - waiting)
    parts = [
        ngettext("Đã đọc {pages} trang", "Đã đọc {pages} trang", report.pages).format(
            pages=number(report.pages)
        ),
        _("{n} phiếu đã nhập").format(n=number(entered)),
    ]
    if waiting:
        parts.append(_("{n} phiếu chờ xem").format(n=number(len(waiting))))
    if report.unreadable:
        parts.append(_("{n} trang không đọc được").format(n=number(len(report.unreadable))))
    if report.repeated:
        parts.append(_("{n} phiếu đọc lặp").format(n=number(len(report.repeated))))
    if report.empty:  # the backs of sheets, or a page that came out white: told, so that none is missed
        parts.append(_("{n} trang trắng").format(n=number(report.empty)))
    return _("{what}.").format(what=", ".join(parts))


def _rows(report: ReadingReport) -> list[_Left]:
    found = []
    for one in report.unreadable:
        page = _("{file}, trang {page}").format(file=one.file, page=one.page) if one.page else one.file
        found.append((page, one.number, one.message, True))
    for again in report.repeated:
        words = (
            _("Phiếu này đã có, câu trả lời giống nhau; giữ lần đầu.")
            if again.same
            else _(
                "Phiếu này đã có nhưng câu trả lời khác; giữ lần đầu. Có thể hai tờ giấy mang cùng một số."
            )
        )
        found.append((again.page, again.number, words, not again.same))
    return [_Left(key, *one) for key, one in enumerate(found)]


def _icon(row: _Left) -> QIcon:
    return icons.icon("warning", "warning") if row.serious else icons.icon("info", "quiet")
