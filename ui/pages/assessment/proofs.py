"""The proof of the chosen leaf: added, looked at, shared with other leaves, taken away and brought back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.own_lines import own_evidence
from ui.context import UiContext
from ui.evidence.adding import Adder
from ui.evidence.leaf_picker import LeafPicker, PickedLeaves
from ui.evidence.opening import open_outside
from ui.evidence.viewer import EvidenceViewer
from ui.pages.assessment.editor import LeafEditor
from ui.pages.assessment.lines import YearPage

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class LeafProofs(QObject):
    """Keeps the strip of the editor and the viewer with the records."""

    def __init__(self, context: UiContext, page: QWidget, editor: LeafEditor, viewer: EvidenceViewer) -> None:
        super().__init__(page)
        self._context = context
        self._over = page
        self._editor = editor
        self._viewer = viewer
        self._adder = Adder(context, page)
        self._page: YearPage | None = None
        self._node = ""
        self._wanted: int | None = None
        editor.add_wanted.connect(self.pick)
        editor.drop_area.files_dropped.connect(self.add)
        editor.drop_area.picture_pasted.connect(self._on_pasted)
        editor.strip.look_wanted.connect(self.look)
        editor.strip.open_wanted.connect(self._on_open)
        editor.strip.share_wanted.connect(self.share)
        editor.strip.remove_wanted.connect(self.remove)
        viewer.share_wanted.connect(self.share)
        viewer.remove_wanted.connect(self.remove)
        viewer.closed.connect(self._on_viewer_closed)

    def show_leaf(self, page: YearPage | None, node: str) -> None:
        """Read the files of a leaf; "" for none."""
        self._page = page
        if node != self._node:
            self._editor.strip.evidence.set_rows(())
        self._node = node
        if page is None or not node:
            return
        year = page.view.year

        def work(services: "Services") -> tuple[str, tuple[Evidence, ...]]:
            return node, services.evidence.listing(year, node)

        self._context.query(self, _("Đọc minh chứng"), work, self._on_evidence)

    def _on_evidence(self, answer: tuple[str, tuple[Evidence, ...]]) -> None:
        node, rows = answer
        if node == self._node:
            self._editor.strip.evidence.set_rows(rows)
            self._editor.show_evidence(len(rows))
            self._viewer.update_rows(rows)

        if node == self._node and self._wanted is not None:
            self._editor.strip.choose(self._wanted)
            self._wanted = None

    def want(self, evidence_id: int | None) -> None:
        """Select a file once the files of its leaf are there."""
        self._wanted = evidence_id

    @Slot()
    def pick(self) -> None:
        """Ask which files to add."""
        if self._node:
            title = _("Chọn tệp minh chứng")
            self._context.prompts.open_files(self._over, title, "evidence", "", self.add)

    @Slot(object)
    def add(self, paths: list[Path]) -> None:
        """Add files and folders to the leaf."""
        if self._page is not None and self._node:
            self._adder.add(self._page.view.year, self._node, paths)

    @Slot()
    def paste(self) -> None:
        """Add what the clipboard holds."""
        if self._node:
            self._editor.drop_area.paste()

    @Slot(object)
    def _on_pasted(self, png: bytes) -> None:
        if self._page is not None and self._node:
            self._adder.add_picture(self._page.view.year, self._node, png)

    @Slot(object)
    def look(self, one: Evidence) -> None:
        """Show a file over the page."""
        if self._page is not None:
            page, rows = self._page, self._editor.strip.evidence.rows
            own = own_evidence(rows, page.own) if self._context.may(Right.EVIDENCE) else frozenset()
            self._viewer.look(rows, one, page.criteria, page.frozen, own)

    @Slot()
    def _on_viewer_closed(self) -> None:
        self._editor.strip.setFocus()

    @Slot(object)
    def _on_open(self, one: Evidence) -> None:
        open_outside(self._context, self._over, one)

    @Slot(object)
    def share(self, one: Evidence) -> None:
        """Ask which leaves a file proves."""
        if self._page is None:
            return
        title = _("«{name}» chứng minh cho những mục nào?").format(name=one.label)
        picker = LeafPicker(self._over.window(), title, self._page.criteria, one.nodes)
        year = self._page.view.year

        def picked(chosen: PickedLeaves) -> None:
            def work(services: "Services") -> None:
                for node in chosen.added:
                    services.evidence.link(one.id, year, node)
                for node in chosen.removed:
                    services.evidence.unlink(one.id, node)

            def back(services: "Services") -> None:
                for node in chosen.added:
                    services.evidence.unlink(one.id, node)
                for node in chosen.removed:
                    services.evidence.link(one.id, year, node)

            def undo() -> None:
                self._context.perform(self, _("Hoàn tác"), back)

            def done(_nothing: None) -> None:
                words = _("«{name}» đã đổi chỗ gắn.").format(name=one.label)
                self._context.tell(words, undo)

            self._context.perform(self, _("Gắn minh chứng"), work, done)

        picker.picked.connect(picked)
        picker.open()

    @Slot(str, int)
    def tie(self, node: str, evidence_id: int) -> None:
        """Let a file of the strip prove another leaf too."""
        rows = [one for one in self._editor.strip.evidence.rows if one.id == evidence_id]
        if not rows or node in rows[0].nodes or self._editor.strip.read_only:
            return
        one = rows[0]

        def work(services: "Services") -> None:
            services.evidence.link(one.id, one.year, node)

        def back(services: "Services") -> None:
            services.evidence.unlink(one.id, node)

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), back)

        def done(_nothing: None) -> None:
            words = _("«{name}» nay chứng minh cho cả hai mục.")
            self._context.tell(words.format(name=one.label), undo)

        self._context.perform(self, _("Gắn minh chứng"), work, done)

    @Slot(object)
    def remove(self, one: Evidence) -> None:
        """Take a file off this leaf; one that proves nothing else goes to the bin. Both can be undone."""
        node, year = self._node, one.year
        shared = len(one.nodes) > 1

        def work(services: "Services") -> None:
            if shared:
                services.evidence.unlink(one.id, node)
            else:
                services.evidence.remove(one.id)

        def back(services: "Services") -> None:
            if shared:
                services.evidence.link(one.id, year, node)
            else:
                services.evidence.restore(one.id)

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), back)

        def done(_nothing: None) -> None:
            if shared:
                words = _("Đã gỡ «{name}» khỏi mục này; tệp vẫn chứng minh cho mục khác.")
            else:
                words = _("Đã chuyển «{name}» vào thùng rác.")
            self._context.tell(words.format(name=one.label), undo)

        self._context.perform(self, _("Gỡ minh chứng"), work, done)
