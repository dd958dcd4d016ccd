"""One posting being made: what it says at the left, the very sheet at the right; printed, saved, hung."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from friendly_desktop.domain.postings import (
    Posting,
    PostingKind,
    PostingSize,
    PostingValue,
    as_json,
    cleaned,
    from_json,
)
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.postings.inputs import FieldInput
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.parts_page import Part
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.postings.papers import PostingPdf

_PAUSE_MS = 220
_FORM_LETTERS = 58  # width of the form


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be made."""

    kind: str
    values: dict[str, PostingValue]
    size: PostingSize
    lying: bool
    tile: PostingSize | None


class PostingCompose(Part):
    """Fills in a kind.

    Signals:
        made: Posting, it was kept in the list.
        hang_wanted: Posting, it was kept and is to be said where it hangs.
    """

    made = Signal(object)
    hang_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kind: PostingKind | None = None
        self._inputs: dict[str, FieldInput] = {}
        self._fields: dict[str, Field] = {}
        self._asked = 0
        self._is_good = False
        self._pages = 0
        self._sized = False
        self.print_button = button(_("In..."), "print", "primary", "Ctrl+P", parent=self)
        self.save_button = button(_("Lưu PDF..."), "pdf", "", "Ctrl+S", parent=self)
        self.hang_button = button(_("Ghi nơi treo..."), "check", parent=self)
        reserve(self._context, Right.POSTINGS, self.print_button, self.save_button, self.hang_button)
        self.anew_button = button(_("Lấy lại lời ban đầu"), "undo", "quiet", parent=self)
        self.size_choice = ChoiceField(parent=self)
        self.way = ChoiceField(((False, _("Đứng")), (True, _("Ngang"))), self)
        self.paper = ChoiceField(parent=self)
        self.told = Text(role="quiet-small", wrap=True, parent=self)
        self.source = Text(role="quiet-small", wrap=True, parent=self)
        self.problem = NoticeStrip("warning", "warning", parent=self)
        self.preview = PdfPreview(context, self)
        self._form = QWidget(self)
        self._column = QVBoxLayout(self._form)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(12)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self._draw)
        self._lay_out()
        self._connect()

    # -- what the page asks

    def title(self) -> str:
        """What is being made."""
        return self._kind.title if self._kind else ""

    def primary_button(self) -> QPushButton | None:
        """Printing."""
        return self.print_button

    def refresh(self) -> None:
        """The office or the schedule changed; what was typed stays."""

    def open_kind(self, kind_id: str, like: Posting | None = None) -> None:
        """Begin a kind: with what was left there, with the values of another posting, or with its own words."""

        def read(
            services: "Services",
        ) -> tuple[PostingKind, dict[str, PostingValue], dict[str, PostingValue]]:
            kind = services.postings.kind(kind_id)
            blank = services.postings.blank(kind_id)
            left = services.drafts.draft(_place(kind_id)) if like is None else like.values
            return kind, blank, from_json(left) if left else {}

        def done(answer: tuple[PostingKind, dict[str, PostingValue], dict[str, PostingValue]]) -> None:
            kind, blank, left = answer
            self._show(kind, {**blank, **{name: value for name, value in left.items() if name in blank}})
            if like is not None:
                self.size_choice.show_value(like.size)
                self.way.show_value(like.lying)
                self._offer_paper()
            self._draw()

        self._context.query(self, _("Mở loại niêm yết"), read, done)

    def input(self, field_id: str) -> FieldInput:
        """The input of a field."""
        return self._inputs[field_id]

    def is_settled(self) -> bool:
        """Whether the sheet in view is the newest."""
        return not self._later.isActive() and self.preview.is_settled()

    # -- building

    def _lay_out(self) -> None:
        back = button(_("Các loại"), "left", "back", parent=self)
        back.setToolTip(_("Chọn loại khác (Esc)"))
        back.clicked.connect(self.back_wanted)
        letter = self.fontMetrics().horizontalAdvance("0")
        sheet = QHBoxLayout()
        sheet.setSpacing(12)
        for words, one in (
            (_("Khổ"), self.size_choice),
            (_("Chiều giấy"), self.way),
            (_("In trên"), self.paper),
        ):
            one.setMinimumContentsLength(6)
            sheet.addWidget(Field(words, one, parent=self), 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.save_button)
        foot.addWidget(self.hang_button)
        foot.addStretch(1)
        top = QHBoxLayout()
        top.addWidget(back)
        top.addStretch(1)
        top.addWidget(self.anew_button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(scrolled(self._form, left), 1)
        column.addWidget(self.problem)
        column.addLayout(sheet)
        column.addWidget(self.told)
        column.addLayout(foot)
        left.setMinimumWidth(letter * 34)
        self._split = split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.setStretchFactor(0, 0)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _connect(self) -> None:
        self.size_choice.committed.connect(self._on_size)
        self.way.committed.connect(self._draw)
        self.paper.committed.connect(self._draw)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.hang_button.clicked.connect(self._on_hang)
        self.anew_button.clicked.connect(self._on_anew)

    def _show(self, kind: PostingKind, values: dict[str, PostingValue]) -> None:
        self._kind = kind
        self._is_good = False
        self.preview.clear()
        self.problem.say("")
        for field in self._fields.values():
            self._column.removeWidget(field)
            field.deleteLater()
        while self._column.count():
            self._column.takeAt(0)
        self._inputs, self._fields = {}, {}
        for one in kind.fields:
            made = FieldInput(one, self._form)
            made.show_value(values.get(one.id, ""))
            made.edited.connect(self._on_edited)
            label = (
                one.label
                if one.required or one.kind == "choice"
                else _("{label} (nếu có)").format(label=one.label)
            )
            field = Field(label, made, one.hint, self._form)
            self._inputs[one.id], self._fields[one.id] = made, field
            self._column.addWidget(field)
        self._column.addWidget(self.source)
        self._column.addStretch(1)
        self.source.setText(
            kind.source if kind.own_wording else _("Lời theo: {source}").format(source=kind.source)
        )
        self.size_choice.set_choices([(size, size.value) for size in kind.sizes])
        self.size_choice.show_value(PostingSize.A3 if PostingSize.A3 in kind.sizes else kind.sizes[0])
        self.way.show_value(kind.lying)
        self._offer_paper()
        self.paper.show_value(None)
        first = next(iter(self._inputs.values()), None)
        if first is not None:
            first.setFocus()
        self.framed.emit()

    def _offer_paper(self) -> None:
        """Sheets of a smaller printer, where the posting is larger than they are."""
        size = self._size()
        smaller = [one for one in (PostingSize.A4, PostingSize.A3) if one.long < size.long]
        whole = _("một tờ {size}").format(size=size.value)
        tiled = [(one, _("ghép tờ {size}").format(size=one.value)) for one in smaller]
        self.paper.set_choices([(None, whole), *tiled])
        self.paper.setEnabled(bool(smaller))

    # -- making

    def _size(self) -> PostingSize:
        found = self.size_choice.value()
        return found if isinstance(found, PostingSize) else PostingSize.A4

    def _wish(self) -> _Wish | None:
        if self._kind is None:
            return None
        tile = self.paper.value()
        return _Wish(
            self._kind.id,
            {name: one.value() for name, one in self._inputs.items()},
            self._size(),
            self.way.value() is True,
            tile if isinstance(tile, PostingSize) else None,
        )

    @Slot()
    def _on_edited(self) -> None:
        self._keep()
        self._later.start()

    def _keep(self) -> None:
        """What was typed survives a power cut and a look at another page."""
        wish = self._wish()
        if wish is None or self._kind is None:
            return
        text = as_json(cleaned(self._kind, wish.values))
        self._context.query(
            self, "", lambda services: services.drafts.save_draft(_place(wish.kind), text), lambda _n: None
        )

    @Slot()
    def _on_size(self) -> None:
        self._offer_paper()
        self._draw()

    @Slot()
    def _draw(self, *_value: object) -> None:
        wish = self._wish()
        if wish is None:
            return
        self._asked += 1
        asked = self._asked

        def work(services: "Services") -> "tuple[int, PostingPdf]":
            return asked, _made(services, wish)

        def failed(error: Exception) -> None:
            if not isinstance(error, AppError):
                self._context.show_error(self, error)
            elif asked == self._asked:
                self._is_good = False
                self.problem.say(f"{error.message} {error.hint}".strip())
                self.told.setText("")
                self._enable()

        self._context.query(self, _("Vẽ tờ niêm yết"), work, self._on_drawn, failed)

    def _on_drawn(self, answer: "tuple[int, PostingPdf]") -> None:
        asked, pdf = answer
        if asked != self._asked:
            return
        self._is_good = True
        self._pages = pdf.pages
        self.problem.say("")
        self.preview.show_pdf(pdf.content)
        told = _("Chữ nhỏ nhất đọc rõ từ khoảng {metres} m.").format(metres=points(pdf.distance))
        if pdf.pages > 1:
            told = _("{n} tờ để ghép và 1 tờ sơ đồ. {told}").format(n=pdf.pages - 1, told=told)
        self.told.setText(told)
        self._enable()

    def _enable(self) -> None:
        for one in (self.print_button, self.save_button, self.hang_button):
            one.setEnabled(self._is_good)

    # -- what is done with it

    def _record(self, then: Callable[[Posting], None]) -> None:
        """Keep it in the list; the very same sheet that waits to be hung is kept once."""
        wish = self._wish()
        if wish is None:
            return

        def work(services: "Services") -> Posting:
            one = services.postings.make(wish.kind, wish.values, wish.size, lying=wish.lying)
            services.drafts.clear_draft(_place(wish.kind))
            return one

        def done(one: Posting) -> None:
            self.made.emit(one)
            then(one)

        self._context.perform(self, _("Ghi tờ niêm yết"), work, done)

    @Slot()
    def _on_print(self) -> None:
        wish, title = self._wish(), self.title()
        if wish is None or not self._is_good:
            return

        def printed(_one: Posting) -> None:
            from ui.printing.dialog import open_dialog
            from ui.printing.run import Piece

            def content(services: "Services", _parts: object) -> bytes:
                return _made(services, wish).content

            open_dialog(self, self._context, title, [Piece(0, title, content)])

        self._record(printed)

    @Slot()
    def _on_save(self) -> None:
        wish = self._wish()
        if wish is None or not self._is_good:
            return

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

            def work(services: "Services", _job: object) -> None:
                services.postings.write(target, _made(services, wish))

            def saved(_none: None) -> None:
                self._record(lambda _one: None)
                self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name))

            self._context.run_long(self, _("Lưu tờ niêm yết"), work, saved)

        name = f"{self.title()} {wish.size.value}.pdf"
        self._context.prompts.save_file(
            self, _("Lưu tờ niêm yết"), "postings", _("Tệp PDF (*.pdf)"), name, chosen
        )

    @Slot()
    def _on_hang(self) -> None:
        if self._is_good:
            self._record(self.hang_wanted.emit)

    @Slot()
    def _on_anew(self) -> None:
        kind = self._kind
        if kind is None:
            return
        before = as_json({name: one.value() for name, one in self._inputs.items()})

        def done(values: dict[str, PostingValue]) -> None:
            self._put(values)
            self._context.tell(_("Đã lấy lại lời ban đầu."), lambda: self._put(from_json(before)))

        self._context.query(
            self, _("Lấy lại lời ban đầu"), lambda services: services.postings.blank(kind.id), done
        )

    def _put(self, values: dict[str, PostingValue]) -> None:
        for name, value in values.items():
            if name in self._inputs:
                self._inputs[name].show_value(value)
        self._on_edited()

    # -- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form takes what its words need, and never more than half."""
        super().resizeEvent(event)
        width = event.size().width()
        if not self._sized and width > 400:
            self._sized = True
            form = min(self.fontMetrics().horizontalAdvance("0") * _FORM_LETTERS, width // 2)
            self._split.setSizes([form, width - form])


def _made(services: "Services", wish: _Wish) -> "PostingPdf":
    return services.postings.pdf(wish.kind, wish.values, wish.size, lying=wish.lying, tile=wish.tile)


def _place(kind_id: str) -> str:
    return f"postings/{kind_id}"
