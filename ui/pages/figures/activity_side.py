"""Beside the facts of an activity: which leaves it proves, and the photos that come with it."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.evidence.dropping import DropArea
from ui.evidence.leaf_picker import LeafPicker, PickedLeaves, leaf_title
from ui.pages.figures.chosen_activity import DiaryYear
from ui.widgets.text import Text, button

_MOST_SUGGESTED = 6


class ActivitySide(QWidget):
    """Ticks for leaves, a place to drop files on.

    Args:
        context: of the window.
        year: with its criteria set, None where it was not opened.
        chosen: a person chose the leaves already: nothing is ticked by itself.
    """

    def __init__(self, context: UiContext, year: DiaryYear, parent: QWidget, *, chosen: bool) -> None:
        super().__init__(parent)
        self.setProperty("role", "page-body")
        self._context, self._year = context, year
        self._touched = chosen
        self._ticks: dict[str, QCheckBox] = {}
        self._files: list[Path] = []
        self._leaves = QVBoxLayout()
        self._leaves.setSpacing(0)
        words = _("Năm này chưa mở để chấm nên chưa gắn được mục nào; gắn sau cũng được.")
        no_set = Text(words, "quiet-small", wrap=True, parent=self)
        no_set.setVisible(year.criteria is None)
        self.more_button = button(_("Chọn mục khác..."), "link", parent=self)
        self.more_button.setVisible(year.criteria is not None)
        self.drop = DropArea(self)
        self.told = Text("", "quiet-small", wrap=True, parent=self.drop)
        self.files_button = button(_("Chọn ảnh, tài liệu..."), "attach", parent=self.drop)
        inner = QVBoxLayout(self.drop)
        inner.setContentsMargins(12, 10, 12, 10)
        inner.addWidget(self.told)
        inner.addWidget(self.files_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(6)
        column.addWidget(Text(_("Chứng minh cho mục nào"), "strong", parent=self))
        column.addLayout(self._leaves)
        column.addWidget(no_set)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(12)
        column.addWidget(Text(_("Ảnh, tài liệu"), "strong", parent=self))
        column.addWidget(self.drop)
        column.addStretch(1)
        self.drop.set_open(year.takes_files)
        self.files_button.setEnabled(year.takes_files)
        self.more_button.clicked.connect(self._on_more)
        self.files_button.clicked.connect(self._on_files)
        self.drop.files_dropped.connect(self._take_files)
        self._show_files()

    # -- leaves

    def nodes(self) -> tuple[str, ...]:
        """The ticked leaves."""
        return tuple(node for node, box in self._ticks.items() if box.isChecked())

    def offer(self, nodes: Sequence[str]) -> None:
        """Show suggestions below what is ticked; the first is ticked where nobody chose yet."""
        ticked = self.nodes()
        if not self._touched and not ticked:
            ticked = tuple(nodes[:1])
        self.show_leaves(tuple(dict.fromkeys((*ticked, *nodes[:_MOST_SUGGESTED]))), ticked)

    def forget_suggested(self) -> None:
        """Another kind of activity: what was only suggested for the old one goes."""
        if not self._touched:
            self.show_leaves((), ())

    def show_leaves(self, nodes: Sequence[str], ticked: Collection[str]) -> None:
        """Show these leaves, some of them ticked; those that the set does not have are left out."""
        criteria = self._year.criteria
        for old in self._ticks.values():
            self._leaves.removeWidget(old)
            old.deleteLater()
        self._ticks = {}
        for node in nodes:
            if criteria is None or node not in criteria.by_id:
                continue
            words = leaf_title(criteria, node)
            box = QCheckBox(self)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(words)
            box.setAccessibleName(words)
            box.setChecked(node in ticked)
            box.clicked.connect(self._on_ticked)
            self._leaves.addWidget(box)
            self._ticks[node] = box
        self._shorten()

    def _shorten(self) -> None:
        """As much of each leaf as there is room for; the tooltip has all of it."""
        room = self.width() - self.fontMetrics().height() * 2
        for box in self._ticks.values():
            box.setText(box.fontMetrics().elidedText(box.toolTip(), Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width shows more or less of the leaves."""
        super().resizeEvent(event)
        self._shorten()

    @Slot()
    def _on_ticked(self) -> None:
        self._touched = True

    @Slot()
    def _on_more(self) -> None:
        if self._year.criteria is None:
            return
        title = _("Hoạt động này chứng minh cho những mục nào?")
        picker = LeafPicker(self.window(), title, self._year.criteria, self.nodes())
        picker.picked.connect(self._on_picked)
        picker.open()

    @Slot(object)
    def _on_picked(self, picked: PickedLeaves) -> None:
        self._touched = True
        ticked = [node for node in (*self.nodes(), *picked.added) if node not in picked.removed]
        self.show_leaves(tuple(dict.fromkeys((*ticked, *self._ticks))), ticked)

    # -- photos

    def files(self) -> tuple[Path, ...]:
        """The files that were chosen."""
        return tuple(self._files)

    @Slot()
    def _on_files(self) -> None:
        self._context.prompts.open_files(self, _("Chọn ảnh, tài liệu"), "evidence", "", self._take_files)

    @Slot(object)
    def _take_files(self, paths: list[Path]) -> None:
        self._files += [path for path in paths if path not in self._files]
        self._show_files()

    def _show_files(self) -> None:
        if self._year.criteria is None:
            words = _("Ảnh thêm được khi năm đã mở để chấm.")
        elif not self._year.takes_files:
            words = _("Năm này đã chốt nên không thêm ảnh được nữa.")
        elif self._files:
            count = len(self._files)
            words = ngettext("{n} tệp sẽ được thêm khi lưu.", "{n} tệp sẽ được thêm khi lưu.", count)
            words = words.format(n=count)
        else:
            words = _("Kéo thả ảnh, tài liệu vào đây; ảnh là minh chứng của các mục đã chọn.")
        self.told.setText(words)
