"""Decisions on proposals: accepted, scored otherwise, taken back; each can be undone for a while."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import Entry
from friendly_desktop.domain.proof.decisions import ProofDecision, ProposedLeaf
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.assessment.editor import LeafEditor
from ui.pages.assessment.lines import YearPage

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_AT_FIELD = frozenset({"points_refused", "reason_missing"})


class LeafDecisions(QObject):
    """Carries out what the proposal strip of the editor asks for."""

    def __init__(self, context: UiContext, page: QWidget, editor: LeafEditor) -> None:
        super().__init__(page)
        self._context = context
        self._over = page
        self._editor = editor
        self._page: YearPage | None = None
        editor.proposal.accept_wanted.connect(self._on_accept)
        editor.proposal.override_wanted.connect(self._on_override)
        editor.proposal.withdraw_wanted.connect(self._on_withdraw)

    def show_page(self, page: YearPage) -> None:
        """The year whose leaves are decided."""
        self._page = page

    @Slot()
    def accept_current(self) -> None:
        """Take the proposal of the leaf in view, as its button does."""
        if self._editor.isVisible() and self._editor.proposal.accept.isVisible():
            self._editor.proposal.accept.click()

    @Slot(str)
    def _on_accept(self, officer: str) -> None:
        leaf, page = self._editor.proposal.leaf, self._page
        if leaf is None or page is None:
            return
        year = page.view.year

        def work(services: "Services") -> ProposedLeaf:
            return services.proposals.accept(year, leaf.node, officer, seen=leaf.proposal)

        def words(done: ProposedLeaf) -> str:
            if done.points is None:
                return _("Đã chấp nhận mục {leaf} là đã thực hiện.").format(leaf=self._place(leaf))
            return _("Đã chấp nhận {points} điểm cho mục {leaf}.").format(
                points=formats.points(done.points), leaf=self._place(leaf)
            )

        self._perform(_("Chấp nhận đề nghị"), leaf, work, words)

    @Slot(str, bool, str, str)
    def _on_override(self, points: str, done: bool, reason: str, officer: str) -> None:
        leaf, page = self._editor.proposal.leaf, self._page
        if leaf is None or page is None:
            return
        year = page.view.year

        def work(services: "Services") -> ProposedLeaf:
            return services.proposals.override(year, leaf.node, points, reason, officer, done=done)

        def words(_done: ProposedLeaf) -> str:
            return _("Đã ghi quyết định cho mục {leaf}.").format(leaf=self._place(leaf))

        self._perform(_("Ghi quyết định"), leaf, work, words)

    @Slot()
    def _on_withdraw(self) -> None:
        leaf, page = self._editor.proposal.leaf, self._page
        if leaf is None or page is None:
            return
        year = page.view.year

        def work(services: "Services") -> ProposedLeaf:
            return services.proposals.withdraw(year, leaf.node)

        def words(_done: ProposedLeaf) -> str:
            return _("Đã bỏ quyết định ở mục {leaf}; điểm vẫn giữ.").format(leaf=self._place(leaf))

        self._perform(_("Bỏ quyết định"), leaf, work, words)

    def _perform(
        self,
        title: str,
        leaf: ProposedLeaf,
        work: Callable[["Services"], ProposedLeaf],
        words: Callable[[ProposedLeaf], str],
    ) -> None:
        """Do it, say so, and offer the way back to what stood there before."""
        page = self._page
        if page is None:
            return
        self._editor.flush()
        year, node, decision = page.view.year, leaf.node, leaf.decision

        def both(services: "Services") -> tuple[Entry, ProposedLeaf]:
            # the lane saves in order, so what was typed before is in the entry read here
            return services.assessment.view(year).rows[node].entry, work(services)

        def done(found: tuple[Entry, ProposedLeaf]) -> None:
            before, now = found
            form = self._editor.proposal.form
            form.clear()
            form.hide()
            self._context.tell(words(now), lambda: self._put_back(year, node, before, decision))

        def failed(error: Exception) -> None:
            if isinstance(error, AppError) and error.code in _AT_FIELD and self._editor.node == node:
                self._editor.proposal.form.refuse(error.code, f"{error.message} {error.hint}".strip())
            else:
                self._context.show_error(self._over, error)

        self._context.perform(self, title, both, done, failed)

    def _put_back(self, year: int, node: str, entry: Entry, decision: ProofDecision | None) -> None:
        def work(services: "Services") -> None:
            services.proposals.put_back(year, node, entry, decision)

        self._context.perform(self, _("Hoàn tác"), work)

    def _place(self, leaf: ProposedLeaf) -> str:
        return leaf.node if self._page is None else self._page.criteria.references[leaf.node]
