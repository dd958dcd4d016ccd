"""The letters that prove a year: their list by criterion, and the samples that the package shows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letter_proof import (
    LetterProof,
    ProvingLetter,
    kind_text,
    kind_title,
    kind_word,
    kinds_of,
)
from friendly_desktop.domain.letter_register import STATE_TITLES
from friendly_desktop.domain.letters import LetterState
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.letters.sample_table import SampleTable
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import ChoiceField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button
from ui.widgets.views import table
from ui.widgets.words import calm

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_NUMBER, _HAMLET, _STATE = 2, 5, 6
_NARROW = 90  # letters of width below which the list shows less
_WATCHED = frozenset({Area.LETTERS, Area.ASSESSMENT})


@dataclass(frozen=True)
class _Known:
    """What the dialog shows, read in one go."""

    criteria: CriteriaSet
    proofs: tuple[LetterProof, ...]
    letters: tuple[ProvingLetter, ...]
    frozen: bool


class LetterProofDialog(QDialog):
    """Lists the letters of a year that count; ticks are samples and are saved at once."""

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        """Over the window of ``page``; ``node`` is the line of the set to begin with, "" for all of them."""
        super().__init__(page.window())
        self._context = context
        self._year = year
        self._wanted = node
        self._known: _Known | None = None
        self._previewed: tuple[int, bool] | None = None
        self.setWindowTitle(_("Thư là minh chứng năm {year}").format(year=year))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(page.window())
        self._connect()

    def start(self) -> None:
        """Ask for the letters, then show."""
        self._reload()
        self.open()

    # -- building

    def _build(self, window: QWidget) -> None:
        self.lines = ChoiceField((), self)
        self.lines.setAccessibleName(_("Tiêu chí"))
        self._frozen = NoticeStrip("lock", "accent", parent=self)
        self._words = Text(role="small", wrap=True, parent=self)
        columns: tuple[Column[ProvingLetter], ...] = (
            Column(_("Mẫu"), value=lambda one: one.sample, display=lambda _sample: "", width=4),
            Column(_("Thư"), value=lambda one: one.kind, display=kind_word, width=9),
            Column(_("Số"), value=lambda one: one.number, width=7),
            Column(_("Ngày ký"), value=lambda one: one.day, display=formats.short_date, width=9),
            Column(
                _("Người nhận"),
                value=lambda one: one.recipient,
                tooltip=lambda one: f"{kind_title(one.kind)}\n{one.recipient}",
            ),
            Column(_("Thôn, tổ dân phố"), value=lambda one: one.hamlet, width=12),
            Column(_("Tình trạng"), value=lambda one: one.state, display=_state_word, width=9),
        )
        self.model = SampleTable(columns, self)
        self._write = button(_("Soạn thư..."), "letter", parent=self)
        self.view = table(self.model, columns, _("Các thư đã ký trong năm"), self)
        ListPapers(self._context, self.view)
        self._none = EmptyState(
            "letter",
            _("Chưa có thư nào đã ký"),
            _("Thư được Chủ tịch ký trong năm tự có mặt ở đây và trong gói hồ sơ."),
            self._write,
            parent=self,
        )
        self._list = QStackedWidget(self)
        self._list.addWidget(self.view)
        self._list.addWidget(self._none)
        self.preview = PdfPreview(self._context, self)
        self._no_preview = EmptyState("eye", _("Bản đã che"), "", parent=self)
        self._side = QStackedWidget(self)
        self._side.addWidget(self._no_preview)
        self._side.addWidget(self.preview)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self._list)
        split.addWidget(self._side)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        self._count = Text(role="quiet-small", wrap=True, parent=self)
        self._propose = button(_("Đề xuất thư mẫu"), "done", parent=self)
        self._propose.setToolTip(
            _(
                "Mỗi loại hai thư, trải đều trong năm; thư chia buồn, thăm hỏi và xin lỗi do người phụ trách tự chọn"
            )
        )
        self._go = button(_("Mở ở trang Thư"), "letter", "quiet", parent=self)
        self._close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._propose)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._go)
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(self.windowTitle(), "heading", wrap=True, parent=self))
        layout.addWidget(self._frozen)
        layout.addWidget(self.lines)
        layout.addWidget(self._words)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        letter = self.fontMetrics().averageCharWidth()
        width = min(letter * 170, window.width() - 40)
        self.resize(width, min(letter * 95, window.height() - 40))
        split.setSizes([width * 62 // 100, width * 38 // 100])

    def _connect(self) -> None:
        self.lines.committed.connect(self._on_line)
        self.model.ticked.connect(self._on_ticked)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self._propose.clicked.connect(self._on_propose)
        self._go.clicked.connect(self._on_go)
        self._write.clicked.connect(self._on_write)
        self._close.clicked.connect(self.accept)
        self._context.bus.changed.connect(self._on_changed)

    # -- showing

    def _reload(self) -> None:
        year = self._year

        def work(services: "Services") -> _Known:
            view = services.assessment.view(year)
            return _Known(
                criteria=services.assessment.criteria_of(year),
                proofs=services.letter_proof.proofs(year),
                letters=services.letter_proof.letters(year),
                frozen=view.state is YearState.FROZEN,
            )

        self._context.query(self, _("Đọc danh mục thư"), work, self._on_known)

    def _on_known(self, known: _Known) -> None:
        self._known = known
        names = known.criteria.references
        offered: list[tuple[object, str]] = [("", _("Tất cả các tiêu chí"))]
        offered += [
            (proof.node, f"{names[proof.node]}  {calm(known.criteria.by_id[proof.node].text)}")
            for proof in known.proofs
        ]
        self.lines.set_choices(offered)
        self.lines.show_value(self._wanted)
        self._frozen.say(
            _("Năm {year} đã chốt: danh mục và thư mẫu giữ nguyên như lúc chốt.").format(year=self._year)
            if known.frozen
            else ""
        )
        self._show()

    def _show(self) -> None:
        known = self._known
        if known is None:
            return
        node = str(self.lines.value() or "")
        kinds = set(kinds_of(known.criteria.by_id[node])) if node else None
        shown = [one for one in known.letters if kinds is None or one.kind in kinds]
        self.model.read_only = known.frozen
        self.model.set_rows(shown)
        self._fit_columns()
        self._list.setCurrentWidget(self.view if shown else self._none)
        tallies = {
            one.kind: one for proof in known.proofs if not node or proof.node == node for one in proof.tallies
        }
        self._words.setText(("\n" if node else " ").join(kind_text(one) for one in tallies.values()))
        self._words.setVisible(bool(tallies))
        count = sum(one.sample for one in known.letters)
        words = ngettext("Gói hồ sơ có {n} thư mẫu.", "Gói hồ sơ có {n} thư mẫu.", count).format(n=count)
        self._count.setText(words if count else _("Chưa chọn thư mẫu nào: gói hồ sơ chỉ có danh mục thư."))
        self._propose.setEnabled(not known.frozen and bool(known.letters))
        if shown and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._show_preview()

    def _show_preview(self) -> None:
        """The masked letter of the chosen row."""
        one = self.model.row(self.view.currentIndex())
        known = self._known
        if one is None or known is None:
            self._say_no_preview(_("Chọn một thư để xem bản sẽ đưa vào gói hồ sơ."))
            return
        if one.word:
            self._say_no_preview(
                _("Thư viết bằng mẫu Word của đơn vị không che được nên chỉ có tên trong danh mục.")
            )
            return
        if known.frozen and not one.sample:
            self._say_no_preview(_("Năm đã chốt chỉ giữ các thư mẫu. Hãy xem thư này ở trang Thư."))
            return
        if self._previewed == (one.id, known.frozen):
            return
        self._previewed = (one.id, known.frozen)
        year, letter_id = self._year, one.id

        def work(services: "Services") -> tuple[int, bytes]:
            draft = services.letter_proof.masked_draft(year, letter_id)
            return letter_id, services.letter_samples.pdf(draft)

        self._context.draw(self, work, self._on_preview)

    def _say_no_preview(self, words: str) -> None:
        self._previewed = None
        self._no_preview.set_words(_("Bản đã che"), words)
        self._side.setCurrentWidget(self._no_preview)

    def _on_preview(self, answer: tuple[int, bytes]) -> None:
        letter_id, content = answer
        if self._previewed is not None and self._previewed[0] == letter_id:
            self.preview.show_pdf(content, 0)
            self._side.setCurrentWidget(self.preview)

    def _fit_columns(self) -> None:
        """What no letter has, and what a narrow list has no room for, gives way to the names."""
        rows = self.model.rows()
        narrow = self.view.width() < _NARROW * self.fontMetrics().averageCharWidth()
        for place, values in (
            (_NUMBER, [one.number for one in rows]),
            (_HAMLET, [one.hamlet for one in rows]),
        ):
            self.view.setColumnHidden(place, narrow or not any(values))
        self.view.setColumnHidden(_STATE, narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths, other columns."""
        super().resizeEvent(event)
        self._fit_columns()

    # -- choosing

    @Slot(object)
    def _on_line(self, node: object) -> None:
        self._wanted = str(node or "")
        self._show()

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_preview()

    @Slot(int, bool)
    def _on_ticked(self, letter_id: int, sample: bool) -> None:
        if self._known is None:
            return
        chosen = {one.id for one in self._known.letters if one.sample}
        self._choose(chosen | {letter_id} if sample else chosen - {letter_id})

    def _choose(self, chosen: set[int]) -> None:
        year = self._year

        def work(services: "Services") -> tuple[ProvingLetter, ...]:
            return services.letter_proof.choose_sample(year, chosen)

        self._context.perform(self, _("Chọn thư mẫu"), work)

    @Slot()
    def _on_propose(self) -> None:
        """Choose what is proposed beside what a person ticked already; it can be taken back."""
        if self._known is None:
            return
        year = self._year
        before = {one.id for one in self._known.letters if one.sample}

        def work(services: "Services") -> int:
            proposed = services.letter_proof.propose_samples(year)
            services.letter_proof.choose_sample(year, before | set(proposed))
            return len(set(proposed) - before)

        def done(added: int) -> None:
            words = ngettext("Đã chọn thêm {n} thư mẫu.", "Đã chọn thêm {n} thư mẫu.", added)
            told = words.format(n=added) if added else _("Các thư được đề xuất đã được chọn từ trước.")
            self._context.tell(told, (lambda: self._choose(before)) if added else None)

        self._context.perform(self, _("Đề xuất thư mẫu"), work, done)

    @Slot()
    def _on_go(self) -> None:
        """The chosen letter in the register."""
        one = self.model.row(self.view.currentIndex())
        self.accept()
        self._context.go(Place(PageId.LETTERS, part="register", evidence_id=one.id if one else None))

    @Slot()
    def _on_write(self) -> None:
        self.accept()
        self._context.go(Place(PageId.LETTERS, part="compose"))

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if areas & _WATCHED:
            self._reload()


def _state_word(state: LetterState) -> str:
    return _(STATE_TITLES[state])
