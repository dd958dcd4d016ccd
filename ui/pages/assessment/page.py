"""The criteria page: the tree of the year with its numbers, and the editor of the chosen leaf."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearView
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui import theme
from ui.context import UiContext
from ui.evidence.thumbnails import Thumbnails
from ui.evidence.viewer import EvidenceViewer
from ui.pages.assessment.deciding import LeafDecisions
from ui.pages.assessment.editor import LeafEditor
from ui.pages.assessment.filter_bar import FilterBar
from ui.pages.assessment.group_pane import GroupPane
from ui.pages.assessment.lines import (
    Filter,
    Line,
    LineKind,
    State,
    YearPage,
    build_lines,
    matches,
    passes,
    veto_key,
    veto_of,
)
from ui.pages.assessment.lists import ProofLists
from ui.pages.assessment.papers import papers_of
from ui.pages.assessment.proofs import LeafProofs
from ui.pages.assessment.reading import read_page
from ui.pages.assessment.saving import Refusal, Saver
from ui.pages.assessment.totals import Totals
from ui.pages.assessment.tree_model import LINE_ROLE, CriteriaTree, ShownLines
from ui.pages.assessment.tree_view import CriteriaView
from ui.pages.assessment.veto_editor import VetoEditor
from ui.people.permission import reserve
from ui.places import Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.page import Page
from ui.widgets.text import button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_LEAST = 96  # height of tree and editor; both scroll, so a strip above never makes the window grow
_BESIDE_LOW = 92  # the same in a low window, where nothing has room below the tree
_BESIDE = 112  # letters of page width; narrower, or with larger type, the editor stands below the tree


class AssessmentPage(Page):
    """Scores the year."""

    watched = frozenset(
        {
            Area.ASSESSMENT,
            Area.EVIDENCE,
            Area.CRITERIA,
            Area.OFFICE,
            Area.LETTERS,
            Area.CASES,
            Area.MEETINGS,
            Area.CALENDAR,
            Area.SURVEYS,
            Area.FIGURES,
            Area.ACTIVITIES,
            Area.POSTINGS,
        }
    )
    help_topic = "assessment"
    asks = Right.SCORE

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._page: YearPage | None = None
        self._lines: dict[str, Line] = {}
        self._wanted: Place | None = None
        self._current = ""
        self._moved_by_hand = False
        self.saver = Saver(context, self)
        self._pictures = Thumbnails(context, self)
        self._build()
        self._connect()

    # -- what the shell asks

    def reload(self) -> None:
        """Ask for the year again."""
        year = self.context.year
        if year is None:
            self._stack.setCurrentWidget(self._empty)
            return

        def work(services: "Services") -> YearPage:
            return read_page(services, year)

        self.context.query(self, _("Đọc bản tự đánh giá"), work, self._on_page)

    def show_place(self, place: Place) -> None:
        """Go to a leaf or veto, or choose a filter; waits for the data if it is not there yet."""
        self._wanted = place
        if self._page is not None and not self._stale:
            self._go_to_wanted()

    def primary_button(self) -> QPushButton | None:
        """The next leaf without points."""
        return self._next

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.filters.box

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def go_to(self, key: str) -> bool:
        """Select a line by its key; it is shown even if the filter would hide it."""
        source = self.tree.index_of(key)
        if not source.isValid():
            return False
        if not self._shown.mapFromSource(source).isValid():
            self.filters.choose(Filter.ALL)
        index = self._shown.mapFromSource(source)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        return True

    def veto_ids(self) -> list[str]:
        """The vetoes of the set in view."""
        return [veto_of(key) for key, line in self._lines.items() if line.kind is LineKind.VETO]

    @property
    def current(self) -> str:
        """The key of the chosen line."""
        return self._current

    # -- building

    def _build(self) -> None:
        self._next = button(_("Mục chưa xong tiếp theo"), "down", "primary", "Ctrl+Return", parent=self)
        self._next.hide()
        self._reopen = button(_("Mở lại để sửa"), "unlock", "quiet", parent=self)
        reserve(self.context, Right.FREEZE, self._reopen)
        self._frozen = NoticeStrip("lock", "accent", self._reopen, parent=self)
        self._move = button(_("Xem và chuyển..."), "set", "quiet", parent=self)
        reserve(self.context, Right.CRITERIA, self._move)
        self._newer = NoticeStrip("info", "accent", self._move, parent=self)
        self.totals = Totals(self)
        self._sets = button(_("Bộ tiêu chí..."), "set", parent=self)
        self.filters = FilterBar(self)
        self.tree = CriteriaTree(self)
        self._shown = ShownLines(self)
        self._shown.setSourceModel(self.tree)
        self.view = CriteriaView(self)
        self.view.setModel(self._shown)
        papers_of(self.context, self.view)
        self._nothing = EmptyState(
            "filter",
            _("Không có mục nào như vậy"),
            _("Hãy chọn bộ lọc khác hoặc xóa chữ trong ô lọc."),
            parent=self,
        )
        self._list = QStackedWidget(self)
        self._list.addWidget(self.view)
        self._list.addWidget(self._nothing)
        self.editor = LeafEditor(self.context, self.saver, self._pictures, self)
        self.vetoes = VetoEditor(self.saver, self)
        self._group = GroupPane(self)
        self._side = QStackedWidget(self)
        self._side.addWidget(self.editor)
        self._side.addWidget(self.vetoes)
        self._side.addWidget(self._group)
        self._lay_out()
        self.viewer = EvidenceViewer(self.context, self)
        self.proofs = LeafProofs(self.context, self, self.editor, self.viewer)
        self.decisions = LeafDecisions(self.context, self, self.editor)
        self.lists = ProofLists(self.context, self, self.editor, self._group)
        self.setFocusProxy(self.view)
        self._commands = self._make_commands()
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("F6"), self, context=here).activated.connect(self._on_other_pane)
        QShortcut(QKeySequence.StandardKey.Paste, self, context=here).activated.connect(self.proofs.paste)

    def _lay_out(self) -> None:
        pane = QFrame(self)
        pane.setProperty("role", "pane")
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._side)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(12)
        for part in (self._list, self._side):
            part.setMinimumHeight(_LEAST)
        self.split.addWidget(self._list)
        self.split.addWidget(pane)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        body = QFrame(self)
        column = QVBoxLayout(body)
        self.keep_air(column, roomy=(16, 20), small=(10, 10))
        column.setSpacing(10)
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(self.totals, 1)
        self._top.addWidget(self._sets)
        self._narrowing = QHBoxLayout()
        self._narrowing.setSpacing(12)
        self._narrowing.addWidget(self.filters, 1)
        for strip in (self._frozen, self._newer):
            column.addWidget(strip)
        column.addLayout(self._top)
        column.addLayout(self._narrowing)
        column.addWidget(self.split, 1)
        self._empty = EmptyState(
            "criteria",
            _("Chưa mở năm đánh giá nào"),
            _("Hãy mở một năm với bộ tiêu chí của địa phương để bắt đầu chấm điểm."),
            parent=self,
        )
        self._loading = QFrame(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._loading)
        self._stack.addWidget(body)
        self._stack.addWidget(self._empty)
        self._work = body
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _make_commands(self) -> tuple[QAction, ...]:
        made = []
        for words, run in (
            (_("Mục chưa xong tiếp theo"), self._on_next),
            (_("Thêm minh chứng cho mục đang chọn"), self.proofs.pick),
            (_("Chấp nhận đề nghị của mục đang chọn"), self.decisions.accept_current),
            (_("Xem các mục có đề nghị"), self._on_proposed),
            (_("Danh mục hoạt động, niêm yết, khảo sát, số liệu"), self.lists.all_lines),
            (_("Bộ tiêu chí..."), self._on_sets),
            (_("Mở hết các nhóm"), self.view.expandAll),
            (_("Thu gọn các nhóm"), self.view.collapseAll),
        ):
            action = QAction(words, self)
            action.triggered.connect(run)
            made.append(action)
        return tuple(made)

    def _connect(self) -> None:
        self._next.clicked.connect(self._on_next)
        self._reopen.clicked.connect(self._on_reopen)
        self._move.clicked.connect(self._on_sets)
        self._sets.clicked.connect(self._on_sets)
        self.filters.changed.connect(self._on_filter)
        self.split.splitterMoved.connect(self._on_split)
        self.view.files_dropped.connect(self._on_files_dropped)
        self.view.proof_dropped.connect(self.proofs.tie)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.points_typed.connect(self._on_points_typed)
        self.view.edit_wanted.connect(self._on_edit)
        self.saver.stored.connect(self._on_stored)
        self.saver.refused.connect(self._on_refused)
        self.editor.points.done.connect(self._on_points_done)

    # -- showing

    def _on_page(self, page: YearPage) -> None:
        if page.view.year != self.context.year:
            return
        other_year = self._page is None or self._page.view.year != page.view.year
        self._page = page
        self.saver.set_year(page.view.year)
        self._stack.setCurrentWidget(self._work)
        self.filters.show_people(page.people)
        self._show(page, other_year)
        if self.view.currentIndex().isValid():
            self._on_shown()
        else:  # the first time, the tree and what stands beside it are drawn in turns of their own
            QTimer.singleShot(0, self, self._on_shown)

    @Slot()
    def _on_shown(self) -> None:
        """A line is chosen, and what proves it shown."""
        if self._page is None:
            return
        if self._wanted is not None:
            self._go_to_wanted()
        elif not self.view.currentIndex().isValid():
            self._select_first()
        self.proofs.show_leaf(self._page, self._leaf())

    def _show(self, page: YearPage, anew: bool) -> None:
        self._lines = build_lines(page)
        self.decisions.show_page(page)
        self.lists.show_year(page.view.year)
        reset = self.tree.set_lines(page.view.year, page.criteria, self._lines)
        self.totals.show_view(page.view, page.criteria)
        self.filters.show_counts(self._lines, scored=page.criteria.scored)
        self.view.fit_columns(page.criteria.scored)
        if reset or anew:
            self._filter()  # which opens every group
        frozen = page.frozen
        focused = self.window().focusWidget()
        if frozen and self._side.isAncestorOf(focused) and not self.editor.appraisal.isAncestorOf(focused):
            self.view.setFocus()  # the field that had the keyboard is about to be switched off
        self._frozen.say(
            _(
                "Năm {year} đã chốt ngày {date} để nộp nên chỉ xem; chỉ còn ghi được kết quả thẩm định ở từng mục."
            ).format(year=page.view.year, date=formats.short_date(page.view.frozen_on))
            if frozen
            else ""
        )
        self._newer.say(
            _("Bộ tiêu chí đã có phiên bản {version}; năm này đang dùng phiên bản {old}.").format(
                version=page.newer_version, old=page.view.set_version
            )
            if page.newer_version and not frozen
            else ""
        )
        self._next.setEnabled(not frozen and any(passes(line, Filter.TODO) for line in self._lines.values()))
        self._show_current()

    def _show_current(self) -> None:
        """The pane beside the tree follows the chosen line."""
        line = self._lines.get(self._current)
        if self._page is None or line is None:
            return
        if line.kind is LineKind.LEAF:
            self.editor.show_leaf(self._page, line.key)
            self._side.setCurrentWidget(self.editor)
        elif line.kind is LineKind.VETO:
            veto = next(one for one in self._page.criteria.vetoes if one.id == veto_of(line.key))
            self.vetoes.show_veto(self._page, veto)
            self._side.setCurrentWidget(self.vetoes)
        else:
            self._group.words.set_words(f"{line.label} {line.text}".strip(), _group_text(line))
            if line.kind is LineKind.GROUP:
                self._group.letters.show_line(self._page.criteria, line.key, self._page.view.letters)
                self._group.records.show_line(self._page.criteria, line.key, self._page.view.records)
            else:
                self._group.letters.hide()
                self._group.records.hide()
            self._side.setCurrentWidget(self._group)

    def _filter(self) -> None:
        """Work out which lines are shown; a line one works on stays until another filter is chosen."""
        page = self._page
        if page is None:
            return
        if self.filters.is_plain:
            self._shown.show_only(None)
        else:
            wanted, words, officer = self.filters.wanted, self.filters.words, self.filters.officer.value()
            keys = [
                key
                for key, line in self._lines.items()
                if passes(line, wanted)
                and (officer is None or line.officer_id == officer)
                and matches(page, line, words)
            ]
            self._shown.show_only(self.tree.with_ancestors(keys))
        found = self._shown.rowCount() > 0
        self._list.setCurrentWidget(self.view if found else self._nothing)
        if found:
            self.view.expandAll()

    def _select_first(self) -> None:
        for key, line in self._lines.items():
            in_view = self._shown.mapFromSource(self.tree.index_of(key)).isValid()
            if line.kind in (LineKind.LEAF, LineKind.VETO) and in_view:
                self.go_to(key)
                return

    def _go_to_wanted(self) -> None:
        place, self._wanted = self._wanted, None
        if place is None:
            return
        if place.filter:
            known = {one.value: one for one in Filter}
            self.filters.choose(known.get(place.filter, Filter.ALL))
            self._select_first()
        self.proofs.want(place.evidence_id)
        if place.node:
            _found = self.go_to(place.node) or self.go_to(veto_key(place.node))
        if place.part == "sets":
            self._on_sets()
        self.view.setFocus()

    # -- the tree

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _earlier: QModelIndex) -> None:
        line = index.siblingAtColumn(0).data(LINE_ROLE)
        if not isinstance(line, Line) or line.key == self._current:
            return
        self.editor.flush()
        self.vetoes.flush()
        self._current = line.key
        self._show_current()
        self.proofs.show_leaf(self._page, self._leaf())

    @Slot()
    def _on_split(self) -> None:
        self._moved_by_hand = True

    @Slot(str, object)
    def _on_files_dropped(self, node: str, paths: list[Path]) -> None:
        """Files let go on a line of the tree prove that line."""
        if not self._is_closed(node):
            self.go_to(node)
            self.proofs.add(paths)

    @Slot()
    def _on_filter(self) -> None:
        self._filter()
        if not self.view.currentIndex().isValid():
            self._select_first()

    @Slot(str)
    def _on_points_typed(self, text: str) -> None:
        line = self._lines.get(self._current)
        if line is None or self._is_closed(line.key):
            return
        if line.kind is LineKind.LEAF:
            self.editor.begin_points(text)
        elif line.kind is LineKind.VETO:
            self.vetoes.begin(text)

    @Slot()
    def _on_edit(self) -> None:
        line = self._lines.get(self._current)
        if line is None:
            return
        if self._is_frozen():
            if line.kind is LineKind.LEAF:
                self.editor.begin_appraisal()
        elif self._is_closed(line.key):
            return
        elif line.kind is LineKind.LEAF:
            self.editor.begin_points()
        elif line.kind is LineKind.VETO:
            self.vetoes.begin()

    @Slot()
    def _on_points_done(self) -> None:
        """Enter in the points goes back to the tree, one line on, as down a paper list."""
        index = self.view.currentIndex()
        self.view.setFocus()
        below = self.view.indexBelow(index)
        while below.isValid():
            line = below.siblingAtColumn(0).data(LINE_ROLE)
            if isinstance(line, Line) and line.kind in (LineKind.LEAF, LineKind.VETO):
                self.view.setCurrentIndex(below)
                return
            below = self.view.indexBelow(below)

    @Slot()
    def _on_next(self) -> None:
        """The next leaf without points after this one, round the end."""
        keys = self.tree.keys()
        here = keys.index(self._current) + 1 if self._current in keys else 0
        for key in (*keys[here:], *keys[:here]):
            line = self._lines[key]
            if key != self._current and line.state in (
                State.TODO,
                State.DOING,
                State.OVERDUE,
                State.UNANSWERED,
            ):
                self.go_to(key)
                self._on_edit()
                return

    @Slot()
    def _on_other_pane(self) -> None:
        if self.view.hasFocus():
            self._on_edit()
        else:
            self.view.setFocus()

    # -- saving

    def _on_stored(self, view: YearView) -> None:
        if self._page is None or view.year != self._page.view.year:
            return
        self._page = replace(self._page, view=view)
        self._show(self._page, anew=False)

    def _on_refused(self, refusal: Refusal) -> None:
        """Come back to the leaf whose points were refused, with what was typed and why."""
        if self.isVisible() and refusal.field != "veto" and self.go_to(refusal.key):
            self.editor.show_refusal(refusal)
        else:
            self.context.show_error(self, refusal.error)

    @Slot()
    def _on_reopen(self) -> None:
        year = self.context.year
        if year is None:
            return

        def work(services: "Services") -> YearView:
            return services.assessment.reopen(year)

        def done(_view: YearView) -> None:
            self.context.tell(_("Đã mở lại năm {year}. Bản đã chốt vẫn được giữ.").format(year=year))

        self.context.perform(self, _("Mở lại năm"), work, done)

    def _leaf(self) -> str:
        """The chosen leaf, or "" when a group or a veto is chosen."""
        line = self._lines.get(self._current)
        return line.key if line is not None and line.kind is LineKind.LEAF else ""

    def _is_closed(self, key: str) -> bool:
        """Whether a line of the tree is only shown."""
        page = self._page
        return page is None or page.frozen or not page.is_own(key)

    def _is_frozen(self) -> bool:
        return self._page is not None and self._page.frozen

    @Slot()
    def _on_proposed(self) -> None:
        self.filters.choose(Filter.PROPOSED)
        self._select_first()

    @Slot()
    def _on_sets(self) -> None:
        from ui.pages.assessment.sets_dialog import SetsDialog

        self.editor.flush()
        SetsDialog(self, self.context).start()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the tree where there is room, below it where there is not."""
        super().resizeEvent(event)
        letters = self.fontMetrics().horizontalAdvance("0")
        low = theme.is_low(self)
        self._keep_low(low)
        beside = event.size().width() >= (_BESIDE_LOW if low else _BESIDE) * letters
        self.split.setOrientation(Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        for place, part in enumerate((1, 0) if beside else (55, 45)):
            self.split.setStretchFactor(place, part)  # below the tree both grow
        if beside and not self._moved_by_hand:
            editor = max(letters * (44 if low else 50), min(letters * 66, event.size().width() * 42 // 100))
            self.split.setSizes([event.size().width() - editor, editor])
        elif not beside and not self._moved_by_hand:
            self.split.setSizes([55, 45])

    def _keep_low(self, low: bool) -> None:
        """What stands above the tree takes two lines of a low window, instead of four."""
        self.totals.set_low(low)
        self.filters.set_low(low)
        row = self._narrowing if low else self._top
        if row.indexOf(self._sets) < 0:
            row.addWidget(self._sets)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going elsewhere, or closing, stores what was typed."""
        self.editor.flush()
        self.vetoes.flush()
        if not event.spontaneous() and self.viewer.isVisible():
            self.viewer.put_away()
        super().hideEvent(event)


def _group_text(line: Line) -> str:
    done = _("Đã xong {done} trên {all} mục.").format(done=line.scored, all=line.leaves)
    if line.points is None or line.maximum is None:
        return done
    points = _("Tổng {points} trên {maximum} điểm.").format(
        points=formats.points(line.points), maximum=formats.points(line.maximum)
    )
    return f"{points} {done}"
