"""Home: what is due, what is at risk, how far the year is."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.i18n import _
from ui import theme
from ui.context import UiContext
from ui.pages.home import summary as summaries
from ui.pages.home.duties import DutyLine
from ui.pages.home.parts import Legend, LegendEntry, RiskLine, StepsLine
from ui.pages.home.summary import HomeSummary, Share
from ui.places import PageId, Place
from ui.widgets.charts import Bar, BarLine, Ring
from ui.widgets.page import Page
from ui.widgets.text import Text, button, card, scrolled
from ui.widgets.words import capital

SHOWN_RISKS = 6
AFTER_PAINT_MS = 60
_KEY = "key"
#: Logical pixels at 100 %: two columns, and two columns of which one may be small.
_WIDE, _ROOMY = 860, 1120


class HomePage(Page):
    """The state of the year on one page; shows the last known state until the data is open."""

    watched = frozenset({*Area} - {Area.CRITERIA, Area.PACKAGE})
    help_topic = "home"

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._cache = context.folder.cache / "home.json"
        self._shown: HomeSummary | None = None
        self._asked = 0
        self._worked: summaries.Worked | None = None
        self._build()
        kept = summaries.kept(self._cache)
        if kept is not None:
            self._shown = kept
            self._show_upper(kept)
            # Below the fold of a small screen: not before the first paint.
            QTimer.singleShot(AFTER_PAINT_MS, self, self._on_painted)

    def primary_button(self) -> QPushButton | None:
        """Go on scoring."""
        return self._go_on

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def show_place(self, place: Place) -> None:
        """``slips`` opens the sheets of the officers."""
        if place.part == "slips":
            self._open_slips("")

    def reload(self) -> None:
        """Work the summary out again in the background."""
        year = self.context.year
        if year is None:
            return
        self._asked += 1
        asked, last = self._asked, self._worked
        self.context.query(
            self,
            _("Tổng quan"),
            lambda services: (
                asked,
                summaries.work_out(services, year, last),
                services.vault.records_are_encrypted(),
            ),
            self._on_summary,
        )

    def _on_summary(self, answer: tuple[int, summaries.Worked, bool]) -> None:
        asked, worked, encrypted = answer
        if asked == self._asked:
            self._worked, found = worked, worked.summary
            if found != self._shown:
                self._show(found)
            if not encrypted:
                summaries.keep(self._cache, found)

    # -- building

    def _build(self) -> None:
        self._go_on = button(_("Chấm tiếp"), "criteria", "primary", parent=self)
        self._go_on.hide()
        self._go_on.clicked.connect(self._on_unscored)
        self._day = Text(role="heading", parent=self)
        self._calm = Text(role="quiet", wrap=True, parent=self)
        self._calm.hide()
        self.steps = StepsLine(self)
        self.duties = DutyLine(self)
        self.duties.wanted.connect(self.context.go)
        self.slips = button(_("Phiếu việc..."), "print", parent=self)
        self.slips.setToolTip(_("Mỗi người một tờ A4: mục được giao, đơn, việc đã hứa, điểm có nguy cơ mất"))
        self.slips.clicked.connect(self._on_slips)
        top = QVBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._day)
        top.addWidget(self.duties)
        top.addWidget(self._calm)
        self._points = self._points_card()
        self._risk_card, self._risk_title, self._risks = self._list_card()
        self._section_card, self._section_title, self._sections = self._list_card()
        self._people_card, self._people_title, self._people = self._list_card(self.slips)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        self._body = QVBoxLayout(body)
        self._body.setSpacing(16)
        self._body.addLayout(top)
        self._body.addWidget(self.steps)
        self._body.addLayout(self._grid)
        self._body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(body, self))
        slips = QAction(_("Phiếu việc của từng người..."), self)
        slips.triggered.connect(self._on_slips)
        self._commands = (slips,)
        self._wide: bool | None = None
        self._arrange(wide=True)
        self._day.setText(capital(formats.weekday_date(self.context.clock.today())))
        for one in (self._points, self._risk_card, self._section_card, self._people_card):
            one.hide()

    def _points_card(self) -> QFrame:
        made = card(self)
        self._ring = Ring(made)
        self._claimed = Text(role="heading", wrap=True, parent=made)
        self._level = Text(wrap=True, parent=made)
        self._distance = Text(role="quiet", wrap=True, parent=made)
        self.legend = Legend(made)
        self._set = Text(role="quiet-small", wrap=True, parent=made)
        words = QVBoxLayout()
        words.setSpacing(6)
        for one in (self._claimed, self._level, self._distance, self.legend, self._set):
            words.addWidget(one)
        words.addStretch(1)
        row = QHBoxLayout(made)
        row.setContentsMargins(20, 12, 20, 10)
        row.setSpacing(20)
        row.addWidget(
            self._ring, 0, Qt.AlignmentFlag.AlignTop
        )  # beside a long list it would sit below the fold
        row.addLayout(words, 1)
        return made

    def _list_card(self, beside: QPushButton | None = None) -> tuple[QFrame, Text, QVBoxLayout]:
        made = card(self)
        title = Text(role="heading", wrap=True, parent=made)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        if beside is not None:
            head.addWidget(beside)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        column = QVBoxLayout(made)
        column.setContentsMargins(20, 12, 20, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addLayout(lines)
        column.addStretch(1)
        return made, title, lines

    def _arrange(self, *, wide: bool) -> None:
        """Two columns, or one on the small screen."""
        if wide == self._wide:
            return
        self._wide = wide
        cards = (self._points, self._risk_card, self._section_card, self._people_card)
        for place, one in enumerate(cards):
            self._grid.removeWidget(one)
            if wide:
                self._grid.addWidget(one, place // 2, place % 2)
            else:
                self._grid.addWidget(one, place, 0)
        self._share_columns()

    def _share_columns(self) -> None:
        """The points get two fifths, and half of a page on which that is too little for their words."""
        roomy = self.width() >= _ROOMY * theme.percent() / 100
        self._grid.setColumnStretch(0, 2 if roomy else 1)
        self._grid.setColumnStretch(1, (3 if roomy else 1) if self._wide else 0)

    # -- showing

    def _show(self, found: HomeSummary) -> None:
        self._shown = found
        self._show_upper(found)
        self._show_lower(found)

    @Slot()
    def _on_painted(self) -> None:
        if self._shown is not None and self._section_card.isHidden():
            self._show_lower(self._shown)

    def _show_upper(self, found: HomeSummary) -> None:
        today = self.context.clock.today()
        self.steps.show_steps(found.steps, today)
        self.duties.show_duties(found.duties, today)
        self._calm.setText(_("Hôm nay không có việc nào chờ."))
        self._calm.setVisible(not found.duties)
        self._show_points(found)
        self._show_risks(found)
        for one in (self._points, self._risk_card):
            one.show()

    def _show_lower(self, found: HomeSummary) -> None:
        self._show_bars(self._sections, found.sections, self._on_section)
        self._section_title.setText(_("Theo tiêu chí"))
        self._show_bars(self._people, found.people, self._on_owner)
        self.slips.setVisible(bool(found.people))
        self._people_title.setText(_("Theo người phụ trách"))
        if not found.people:
            words = _(
                "Chưa giao mục nào cho ai. Giao người phụ trách và hạn ngay tại từng mục ở trang Tiêu chí."
            )
            self._people.addWidget(Text(words, "quiet", wrap=True, parent=self._people_card))
        for one in (self._section_card, self._people_card):
            one.show()

    def _show_points(self, found: HomeSummary) -> None:
        if found.scored:
            words = _("trên {most} điểm").format(most=found.of)
            self._ring.show_shares(found.claimed_share, found.backed_share, found.claimed, words)
            begun = found.done > 0
            self._claimed.setText((found.level or _("Chưa xếp mức độ")) if begun else _("Chưa chấm điểm"))
            self._level.setText(_("Tổng điểm đến nay: {total}").format(total=found.total))
            if found.next_level:
                self._distance.setText(
                    _("Còn thiếu {points} điểm để đạt {level}").format(
                        points=found.to_next, level=found.next_level
                    )
                )
            else:
                self._distance.setText("")
            entries = [LegendEntry(found.backed, _("có minh chứng"), "full")]
            if found.unbacked != "0":
                entries.append(LegendEntry(found.unbacked, _("chưa có minh chứng"), "pale"))
            if found.claimed_at_risk != "0":
                entries.append(LegendEntry(found.claimed_at_risk, _("có nguy cơ mất"), "warning"))
            if found.unclaimed_at_risk != "0":
                entries.append(LegendEntry(found.unclaimed_at_risk, _("chưa chấm, sắp lỡ"), "warning"))
            self.legend.show_entries(entries)
        else:
            share = found.done / found.leaves if found.leaves else 0
            words = _("trên {all} mục").format(all=found.leaves)
            self._ring.show_shares(share, share, formats.whole_number(found.done), words)
            self._claimed.setText(_("Đã thực hiện {done} mục").format(done=found.done))
            self._level.setText(_("Bộ tiêu chí này chưa có thang điểm; chương trình đếm số mục đã làm."))
            self._distance.setText("")
            self.legend.show_entries(())
        self._distance.setVisible(bool(self._distance.text()))
        self._set.setText(
            _("{title} · đã chốt ngày {date}").format(
                title=found.set_title, date=formats.short_date(date.fromisoformat(found.frozen_on))
            )
            if found.frozen_on
            else found.set_title
        )

    def _show_risks(self, found: HomeSummary) -> None:
        _clear(self._risks)
        if found.scored and found.at_risk != "0":
            self._risk_title.setText(_("Điểm có nguy cơ mất: {points}").format(points=found.at_risk))
        else:
            self._risk_title.setText(_("Cần xem lại"))
        for risk in found.risks[:SHOWN_RISKS]:
            line = RiskLine(risk, with_points=found.scored, parent=self._risk_card)
            line.clicked.connect(self._on_risk)
            self._risks.addWidget(line)
        if not found.risks:
            words = _("Không có điểm nào thiếu minh chứng, không có mục nào quá hạn.")
            self._risks.addWidget(Text(words, "quiet", wrap=True, parent=self._risk_card))
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        unscored = found.counts.get("not_scored", 0)
        if unscored:
            words = _("Còn {n} mục chưa chấm") if found.scored else _("Còn {n} mục chưa làm")
            words = words.format(n=unscored)
            more = button(words, "todo", "quiet", parent=self._risk_card)
            more.clicked.connect(self._on_unscored)
            row.addWidget(more)
        if len(found.risks) > SHOWN_RISKS:
            words = _("Xem cả {n} điều").format(n=len(found.risks))
            every = button(words, "right", "quiet", parent=self._risk_card)
            every.clicked.connect(self._on_all_risks)
            row.addWidget(every)
        row.addStretch(1)
        self._risks.addLayout(row)

    def _show_bars(self, lines: QVBoxLayout, shares: Sequence[Share], opened: Callable[[], None]) -> None:
        _clear(lines)
        metrics = QFontMetrics(theme.font(strong=True))
        widest = max((metrics.horizontalAdvance(one.figures) for one in shares), default=0)
        parent = lines.parentWidget()
        for one in shares:
            bar = Bar(one.words, one.share, one.figures, "", one.backed, one.risk)
            line = BarLine(bar, widest, parent, opens=True)
            line.setProperty(_KEY, one.key)
            line.clicked.connect(opened)
            lines.addWidget(line)

    # -- going on

    @Slot()
    def _on_risk(self) -> None:
        line = self.sender()
        if isinstance(line, RiskLine):
            risk = line.risk
            self.context.go(Place(PageId.ASSESSMENT, node=risk.node, evidence_id=risk.evidence_id))

    @Slot()
    def _on_unscored(self) -> None:
        self.context.go(Place(PageId.ASSESSMENT, filter="not_scored"))

    @Slot()
    def _on_all_risks(self) -> None:
        self.context.go(Place(PageId.ASSESSMENT, filter="problems"))

    @Slot()
    def _on_section(self) -> None:
        self.context.go(Place(PageId.ASSESSMENT, node=self.sender().property(_KEY)))

    @Slot()
    def _on_owner(self) -> None:
        self._open_slips(self.sender().property(_KEY))

    @Slot()
    def _on_slips(self) -> None:
        self._open_slips("")

    def _open_slips(self, key: str) -> None:
        year = self.context.year
        if year is not None and self.context.is_ready:
            from ui.pages.home.slips import SlipsDialog  # not needed before the first paint

            SlipsDialog(self, self.context, year, key).start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit columns and edges to the width."""
        super().resizeEvent(event)
        edge = theme.EDGE if self.width() > 1000 else theme.EDGE_SMALL
        self._body.setContentsMargins(edge, 16, edge, 16)
        self._arrange(wide=self.width() >= _WIDE * theme.percent() / 100)
        self._share_columns()


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            _clear(inner)
