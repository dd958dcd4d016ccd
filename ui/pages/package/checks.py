"""Step 1: what the checks found, by kind, each line a way to its place."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import Gap, GapKind
from friendly_desktop.i18n import N_, _
from ui import icons
from ui.models.columns import Column
from ui.models.tree import TreeModel
from ui.pages.package.reading import PackageState
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import Text, button
from ui.widgets.views import tree

#: In the order in which they are worth mending.
_KINDS = {
    GapKind.SCORE_PROBLEM: N_("Điểm không hợp quy tắc"),
    GapKind.SUM_MISMATCH: N_("Tổng điểm không khớp"),
    GapKind.MISSING_FILE: N_("Tệp bị mất khỏi kho"),
    GapKind.DAMAGED_FILE: N_("Tệp bị hỏng"),
    GapKind.NO_EVIDENCE: N_("Đã chấm điểm nhưng chưa có minh chứng"),
    GapKind.EMPTY_FILE: N_("Tệp rỗng"),
    GapKind.OUTSIDE_YEAR: N_("Tài liệu ngoài năm"),
    GapKind.VETO_UNANSWERED: N_("Chưa trả lời điều kiện loại"),
    GapKind.NOT_SCORED: N_("Chưa chấm điểm"),
    GapKind.OVERDUE: N_("Quá hạn"),
    GapKind.OFFICE_INCOMPLETE: N_("Thông tin đơn vị chưa đủ"),
    GapKind.NOT_FROZEN: N_("Năm chưa chốt"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A kind with what was found of it, or one finding."""

    key: str
    words: str
    gap: Gap | None = None
    below: "tuple[CheckLine, ...]" = ()


def check_lines(gaps: tuple[Gap, ...]) -> tuple[CheckLine, ...]:
    """The findings by kind."""
    lines = []
    for kind, title in _KINDS.items():
        found = [gap for gap in gaps if gap.kind is kind]
        if not found:
            continue
        below = tuple(
            CheckLine(f"{kind.value}:{gap.node}:{gap.evidence_id}:{place}", gap.message, gap)
            for place, gap in enumerate(found)
        )
        words = _("{title} · {n}").format(title=_(title), n=formats.whole_number(len(found)))
        lines.append(CheckLine(kind.value, words, None, below))
    return tuple(lines)


def place_of(gap: Gap) -> Place:
    """Where a finding can be mended."""
    if gap.kind is GapKind.OFFICE_INCOMPLETE:
        return Place(PageId.SETTINGS)
    if gap.kind is GapKind.NOT_FROZEN:
        return Place(PageId.PACKAGE, part="freeze")
    if gap.node:
        return Place(PageId.ASSESSMENT, node=gap.node, evidence_id=gap.evidence_id)
    if gap.evidence_id is not None:
        return Place(PageId.EVIDENCE, evidence_id=gap.evidence_id)
    return Place(PageId.ASSESSMENT)


class ChecksStep(QWidget):
    """The findings.

    Signals:
        place_wanted: Place, the person wants to mend something.
    """

    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        columns: tuple[Column[CheckLine], ...] = (
            Column(
                _("Điều cần xem lại"),
                value=lambda line: line.words,
                tooltip=lambda line: line.words,
                icon=_icon,
            ),
        )
        self.model: TreeModel[CheckLine] = TreeModel(
            columns, children=lambda line: line.below, key=lambda line: line.key, parent=self
        )
        self.view = tree(self.model, columns, _("Điều cần xem lại trước khi nộp"), self)
        self._words = Text(wrap=True, parent=self)
        self._go = button(_("Đến chỗ đó"), "right", parent=self)
        fine = EmptyState(
            "done",
            _("Không có điều gì phải xem lại"),
            _("Mọi mục đã chấm đều có minh chứng, mọi điều kiện loại đã được trả lời."),
            parent=self,
        )
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(fine)
        top = QHBoxLayout()
        top.addWidget(self._words, 1)
        top.addWidget(self._go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(top)
        layout.addWidget(self._stack, 1)
        self._go.clicked.connect(self._on_go)
        self.view.doubleClicked.connect(self._on_double_clicked)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        here = Qt.ShortcutContext.WidgetShortcut
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self.view, context=here).activated.connect(self._on_go)

    def show_state(self, state: PackageState) -> None:
        """Show what the checks found in a year."""
        gaps = state.view.gaps
        self.model.set_roots(check_lines(gaps))
        self.view.expandAll()
        self._words.setText(
            _(
                "Có {n} điều nên xem lại trước khi nộp. Chương trình không ngăn việc xuất gói hồ sơ; "
                "những điều còn lại sẽ được ghi rõ trong gói."
            ).format(n=formats.whole_number(len(gaps)))
            if gaps
            else ""
        )
        self._stack.setCurrentIndex(0 if gaps else 1)
        self._go.setVisible(bool(gaps))
        if gaps and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0, self.model.index(0, 0)))
        self._on_current()

    def go(self) -> None:
        """Go to the place of the chosen finding."""
        line = self.model.node(self.view.currentIndex())
        if line is not None and line.gap is not None:
            self.place_wanted.emit(place_of(line.gap))

    @Slot()
    def _on_current(self) -> None:
        line = self.model.node(self.view.currentIndex())
        self._go.setEnabled(line is not None and line.gap is not None)

    @Slot()
    def _on_go(self) -> None:
        self.go()

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.go()


def _icon(line: CheckLine) -> QIcon | None:
    if line.gap is None:
        return None
    return icons.icon("warning", "warning")
