"""The letters that prove a year: their list by criterion, and the samples that the package shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import LetterState
from friendly_desktop.domain.letters.proof import (
    LetterProof,
    ProvingLetter,
    kind_text,
    kind_title,
    kind_word,
    kinds_of,
)
from friendly_desktop.domain.letters.register import STATE_TITLES
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.letters.sample_table import SampleTable
from ui.lists.papers import ListPapers
from ui.lists.proving import Known, ProvingDialog
from ui.models.columns import Column
from ui.places import PageId, Place
from ui.widgets.empty_state import EmptyState
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_NUMBER, _HAMLET, _STATE = 2, 5, 6
_NARROW = 90  # letters of width below which the list shows less


class _Found(NamedTuple):
    proofs: tuple[LetterProof, ...]
    letters: tuple[ProvingLetter, ...]


class LetterProofDialog(ProvingDialog[_Found]):
    """Lists the letters of a year that count; ticks are samples and are saved at once."""

    watched = frozenset({Area.LETTERS, Area.ASSESSMENT})
    letters = 170, 95

    def __init__(self, page: QWidget, context: UiContext, year: int, node: str = "") -> None:
        title = _("Thư là minh chứng năm {year}").format(year=year)
        super().__init__(page, context, year, node, title, _("Tiêu chí"))
        self._previewed: tuple[int, bool] | None = None
        self._build()
        self._connect()

    # -- building

    def _build(self) -> None:
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
        empty = EmptyState(
            "letter",
            _("Chưa có thư nào đã ký"),
            _("Thư được Chủ tịch ký trong năm tự có mặt ở đây và trong gói hồ sơ."),
            self._write,
            parent=self,
        )
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
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._propose)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._go)
        self.lay_out(self.view, empty, split, foot)
        split.setSizes([self.width() * 62 // 100, self.width() * 38 // 100])

    def _connect(self) -> None:
        self.model.ticked.connect(self._on_ticked)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self._propose.clicked.connect(self._on_propose)
        self._go.clicked.connect(self._on_go)
        self._write.clicked.connect(self._on_write)

    # -- showing

    @staticmethod
    def read(services: "Services", year: int) -> _Found:
        """The letters of the year."""
        return _Found(services.letter_proof.proofs(year), services.letter_proof.letters(year))

    def reading(self) -> str:
        """In words."""
        return _("Đọc danh mục thư")

    def offered(self, known: Known[_Found]) -> Sequence[tuple[object, str]]:
        """Every criterion that letters prove."""
        lines = [(proof.node, known.line_words(proof.node)) for proof in known.found.proofs]
        return [("", _("Tất cả các tiêu chí")), *lines]

    def frozen_words(self) -> str:
        """The samples stay, too."""
        return _("Năm {year} đã chốt: danh mục và thư mẫu giữ nguyên như lúc chốt.").format(year=self._year)

    def show_rows(self, known: Known[_Found], node: str) -> None:
        """The letters of the kinds that a criterion counts, how many of each, the samples."""
        kinds = set(kinds_of(known.criteria.by_id[node])) if node else None
        shown = [one for one in known.found.letters if kinds is None or one.kind in kinds]
        self.model.read_only = known.frozen
        self.model.set_rows(shown)
        self._fit_columns()
        self.show_list(bool(shown))
        proofs = [proof for proof in known.found.proofs if not node or proof.node == node]
        tallies = {one.kind: one for proof in proofs for one in proof.tallies}
        self.say([kind_text(one) for one in tallies.values()], "\n" if node else " ")
        count = sum(one.sample for one in known.found.letters)
        words = ngettext("Gói hồ sơ có {n} thư mẫu.", "Gói hồ sơ có {n} thư mẫu.", count).format(n=count)
        self._count.setText(words if count else _("Chưa chọn thư mẫu nào: gói hồ sơ chỉ có danh mục thư."))
        self._propose.setEnabled(not known.frozen and bool(known.found.letters))
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
        narrow = self.view.width() < _NARROW * self.fontMetrics().horizontalAdvance("0")
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

    @Slot(QModelIndex, QModelIndex)
    def _on_row(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_preview()

    @Slot(int, bool)
    def _on_ticked(self, letter_id: int, sample: bool) -> None:
        if self._known is None:
            return
        chosen = {one.id for one in self._known.found.letters if one.sample}
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
        before = {one.id for one in self._known.found.letters if one.sample}

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


def _state_word(state: LetterState) -> str:
    return _(STATE_TITLES[state])
