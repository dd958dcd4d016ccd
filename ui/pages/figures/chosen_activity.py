"""The chosen line of the diary: its facts, the leaves it proves, its photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from friendly_desktop.domain.activities import Activity
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.evidence import AddedFile, Evidence
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.report import ReportDialog
from ui.evidence.dropping import DropArea
from ui.evidence.opening import open_outside
from ui.evidence.strip import EvidenceStrip
from ui.evidence.thumbnails import Thumbnails
from ui.evidence.viewer import EvidenceViewer
from ui.pages.figures.diary_rows import facts
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button, scrolled
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext

_LEAF_LETTERS = 130  # of a leaf in the words of a line

_Wish = tuple[int, tuple[int, ...]]  # a line and its papers


@dataclass(frozen=True, slots=True)
class DiaryYear:
    """The year around a line: its set, None where it was not opened, and whether it takes no photos any more."""

    year: int
    criteria: CriteriaSet | None = None
    frozen: bool = False

    @property
    def takes_files(self) -> bool:
        """Whether photos can be added."""
        return self.criteria is not None and not self.frozen

    def files_told(self, one: Activity) -> str:
        """What can be done with photos here."""
        if self.criteria is None:
            return _("Ảnh thêm được khi năm {year} đã mở để chấm.").format(year=self.year)
        if self.frozen:
            return _("Năm {year} đã chốt nên không thêm ảnh được nữa.").format(year=self.year)
        if one.evidence:
            return _("Kéo thả hoặc dán (Ctrl+V) thêm ảnh vào đây.")
        return _("Chưa có ảnh. Kéo thả hoặc dán (Ctrl+V) ảnh, tài liệu vào đây.")

    def leaf_words(self, nodes: Sequence[str]) -> str:
        """The leaves a line proves."""
        if not nodes:
            return _("Chưa gắn với mục nào của bộ tiêu chí.")
        lines = []
        for node in nodes:
            known = self.criteria.by_id.get(node) if self.criteria else None
            if self.criteria is None or known is None:
                lines.append(node)
            else:
                lines.append(f"{self.criteria.references[node]}   {_short(calm(known.text))}")
        return "\n".join((_("Chứng minh cho:"), *lines))


class ChosenActivity(QFrame):
    """A card with one line; photos are added, looked at and taken off here."""

    def __init__(self, context: UiContext, today: date, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._context, self._today = context, today
        self._one: Activity | None = None
        self._year = DiaryYear(today.year)
        self._shown: _Wish = (0, ())
        self._pictures = Thumbnails(context, self)
        self.viewer = EvidenceViewer(context, page)
        self._build()
        self._lay_out()
        self._connect()

    def show_activity(self, one: Activity, year: DiaryYear) -> None:
        """Show a line."""
        self._one, self._year = one, year
        entry = one.entry
        self.title.setText(entry.title)
        self.facts.setText(facts(entry, self._today))
        self.note.setText(entry.note)
        self.note.setVisible(bool(entry.note))
        self.leaves.setText(year.leaf_words(entry.nodes))
        self.leaf_button.setVisible(bool(entry.nodes) and year.criteria is not None)
        self.files_button.setEnabled(year.takes_files)
        self.drop.set_open(year.takes_files)
        self.strip.read_only = not year.takes_files
        self.drop_words.setText(year.files_told(one))
        self._read_papers(one)

    # -- building

    def _build(self) -> None:
        self.title = Text(role="heading", wrap=True, parent=self)
        self.facts = Text(role="quiet", wrap=True, parent=self)
        self.note = Text(wrap=True, parent=self)
        self.leaves = Text(wrap=True, parent=self)
        self.leaf_button = button(_("Mở mục"), "criteria", "quiet", parent=self)
        self.drop = DropArea(self)
        self.strip = EvidenceStrip(self._pictures, self.drop)
        self.strip.setAccessibleName(_("Ảnh, tài liệu của hoạt động này"))
        self.drop_words = Text(role="quiet-small", wrap=True, parent=self.drop)
        self.files_button = button(_("Ảnh..."), "attach", parent=self)
        self.files_button.setToolTip(_("Thêm ảnh, tài liệu của hoạt động này"))
        self.edit_button = button(_("Sửa..."), "edit", parent=self)
        self.again_button = button(_("Ghi lại..."), "copy", parent=self)
        self.again_button.setToolTip(_("Ghi một dòng mới như dòng này, ngày hôm nay"))
        self.remove_button = button(_("Bỏ"), "remove", parent=self)
        reserve(
            self._context,
            Right.ACTIVITIES,
            self.files_button,
            self.edit_button,
            self.again_button,
            self.remove_button,
        )

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self.drop)
        inner.setContentsMargins(8, 6, 8, 6)
        inner.setSpacing(2)
        inner.addWidget(self.strip)
        inner.addWidget(self.drop_words)
        words = QWidget(self)
        words.setProperty("role", "page-body")
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in (self.title, self.facts, self.note, self.leaves):
            column.addWidget(one)
        column.addWidget(self.leaf_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.drop)
        column.addStretch(1)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        for made in (self.files_button, self.edit_button, self.again_button, self.remove_button, air(acts)):
            flow.addWidget(made)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(scrolled(words, self), 1)
        layout.addWidget(acts)

    def _connect(self) -> None:
        self.files_button.clicked.connect(self._on_files)
        self.leaf_button.clicked.connect(self._on_leaf)
        self.drop.files_dropped.connect(self.add_files)
        self.drop.picture_pasted.connect(self._on_pasted)
        self.strip.look_wanted.connect(self._on_look)
        self.strip.open_wanted.connect(self._on_open)
        self.strip.share_wanted.connect(self._on_share)
        self.strip.remove_wanted.connect(self._on_detach)
        self.viewer.remove_wanted.connect(self._on_detach)
        self.viewer.share_wanted.connect(self._on_share)
        self.viewer.closed.connect(self._on_viewer_closed)

    # -- photos

    def _read_papers(self, one: Activity) -> None:
        self.strip.setVisible(bool(one.evidence))
        wish = (one.id, one.evidence)
        if wish[0] != self._shown[0] or not one.evidence:
            self.strip.evidence.set_rows(())
        self._shown = wish
        if not one.evidence:
            return

        def work(services: "Services") -> tuple[_Wish, tuple[Evidence, ...]]:
            return wish, tuple(services.evidence.get(evidence_id) for evidence_id in wish[1])

        def done(answer: tuple[_Wish, tuple[Evidence, ...]]) -> None:
            if answer[0] == self._shown:
                self.strip.evidence.set_rows(answer[1])
                self.viewer.update_rows(answer[1])

        self._context.query(self, _("Đọc ảnh"), work, done)

    @Slot()
    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        self.drop.paste()

    @Slot(object)
    def add_files(self, paths: list[Path]) -> None:
        """Add photos and papers to the line."""
        one = self._one
        if one is None or not self._year.takes_files:
            return

        def work(services: "Services", job: "JobContext") -> tuple[AddedFile, ...]:
            return services.activities.add_files(one.id, paths, job)

        self._context.run_long(self, _("Thêm ảnh"), work, self._on_added)

    @Slot()
    def _on_files(self) -> None:
        if self._year.takes_files and self._one is not None:
            title = _("Chọn ảnh, tài liệu")
            self._context.prompts.open_files(self, title, "evidence", "", self.add_files)

    @Slot(object)
    def _on_pasted(self, png: bytes) -> None:
        one = self._one
        if one is None or not self._year.takes_files:
            return
        moment = self._context.clock.now().astimezone()
        # Vietnamese in every language of the window: the name goes into the official list of evidence.
        name = f"Ảnh dán {moment:%d-%m-%Y %H.%M.%S}.png"
        self._context.perform(
            self,
            _("Thêm ảnh"),
            lambda services: (services.activities.add_picture(one.id, png, name),),
            self._on_added,
        )

    def _on_added(self, added: tuple[AddedFile, ...]) -> None:
        told = [f"{one.name}\n{one.problem or one.warning}" for one in added if one.problem or one.warning]
        count = sum(one.evidence_id is not None for one in added)
        words = ngettext("Đã thêm {n} ảnh, tài liệu.", "Đã thêm {n} ảnh, tài liệu.", count).format(n=count)
        if told:
            ReportDialog(self.window(), _("Kết quả thêm tệp"), words, told).open()
        else:
            self._context.tell(words)

    @Slot(object)
    def _on_look(self, piece: Evidence) -> None:
        if self._year.criteria is not None:
            self.viewer.look(self.strip.evidence.rows, piece, self._year.criteria, self._year.frozen)

    @Slot()
    def _on_viewer_closed(self) -> None:
        self.strip.setFocus()

    @Slot(object)
    def _on_open(self, piece: Evidence) -> None:
        open_outside(self._context, self, piece)

    @Slot(object)
    def _on_share(self, piece: Evidence) -> None:
        self._context.go(Place(PageId.EVIDENCE, evidence_id=piece.id))

    @Slot(object)
    def _on_detach(self, piece: Evidence) -> None:
        one = self._one
        if one is None:
            return

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.activities.attach(one.id, [piece.id])
            )

        told = _("Đã gỡ «{name}» khỏi hoạt động; tệp vẫn ở trang Minh chứng.").format(name=piece.label)
        self._context.perform(
            self,
            _("Gỡ ảnh"),
            lambda services: services.activities.detach(one.id, piece.id),
            lambda _line: self._context.tell(told, undo),
        )

    @Slot()
    def _on_leaf(self) -> None:
        if self._one is not None and self._one.entry.nodes:
            self._context.go(Place(PageId.ASSESSMENT, node=self._one.entry.nodes[0]))


def _short(words: str) -> str:
    return words if len(words) <= _LEAF_LETTERS else f"{words[:_LEAF_LETTERS].rstrip()}..."
