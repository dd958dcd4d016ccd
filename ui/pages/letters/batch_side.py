"""Beside the rows: what is to be said of the chosen one, its fields where they are wrong, and its letter."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import Field
from friendly_desktop.domain.letters.batch import BatchRow, DoubtKind
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui import theme
from ui.context import UiContext
from ui.pages.letters import batch_work
from ui.pages.letters.batch_model import sentences
from ui.pages.letters.batch_work import DOUBLES, Source
from ui.pages.letters.form import LetterForm
from ui.widgets.chips import Tone
from ui.widgets.flow import FlowLayout
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.strips import IconLabel
from ui.widgets.text import ElidedText, Text, button, scrolled

_MOST_SAID = 4
_ICONS = {Tone.DANGER: "danger", Tone.WARNING: "warning", Tone.NEUTRAL: "info"}


class BatchSide(QWidget):
    """Follows the chosen row.

    Signals:
        corrected: (number, texts by field), the person typed other values for a row.
        row_wanted: int, the row with this number is to be shown.
        double_wanted: BatchRow, the letter in the register about the same is to be shown.
        done: the person is done typing; the keyboard goes back to the table.
    """

    corrected = Signal(int, object)
    row_wanted = Signal(int)
    double_wanted = Signal(object)
    done = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._source: Source | None = None
        self._row: BatchRow | None = None
        self._typed: Mapping[str, str] = {}
        self._before: Mapping[str, str] = {}
        self._whole = False
        self._shows_fields = False
        self._drawing = self._again = False
        self._build()
        self.form.finished.connect(self._on_finished)
        self.form.left.connect(self._on_left)
        self.edit.clicked.connect(self.begin_edit)
        self.other.clicked.connect(self._on_other)
        self.double.clicked.connect(self._on_double)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self.fields, context=inside).activated.connect(
            self._on_escape
        )

    def _build(self) -> None:
        self._name = ElidedText(role="strong", parent=self)
        self.edit = button(_("Sửa"), "edit", "quiet", parent=self)
        self.edit.setToolTip(_("Sửa các ô của dòng này, không đổi tệp gốc (F2)"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self.edit)
        self._said = [_Said(self) for _number in range(_MOST_SAID)]
        self.other = button("", "up", parent=self)
        self.double = button(_("Xem thư đã có"), "letter", parent=self)
        acts = QWidget(self)
        flow = FlowLayout(acts, spacing=8)
        flow.addWidget(self.other)
        flow.addWidget(self.double)
        flow.addWidget(Text(parent=acts))  # takes the rest of the line
        self._acts = acts
        self.form = LetterForm(self._context.clock.today, self)
        self.fields = scrolled(self.form, self)
        self.fields.setMinimumHeight(32)
        self.fields.hide()
        self.preview = PdfPreview(self._context, self)
        self._why_not = Text(role="problem", wrap=True, parent=self)
        self._why_not.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        for one in self._said:
            column.addWidget(one)
        column.addWidget(acts)
        column.addWidget(self.fields, 100)
        column.addWidget(self._why_not)
        column.addWidget(self.preview, 1)
        column.addStretch(0)

    def _fit(self) -> None:
        """In a low window whoever types needs the room of the letter."""
        low = theme.is_low(self)
        self.preview.setVisible(not (low and self._shows_fields))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        self._fit()

    # -- what the step asks

    def set_source(self, source: Source) -> None:
        """Rows of another list come."""
        self._source, self._row = source, None
        self.preview.clear()

    def show_row(self, row: BatchRow | None, typed: Mapping[str, str] | None = None) -> None:
        """Show a row; ``typed`` is what the person typed for it before, by field."""
        if row is not None and self._row is not None and row.number != self._row.number:
            self._whole = False
        self._row, self._typed = row, typed or {}
        self._name.setText("" if row is None else _row_words(row))
        self._name.setToolTip(self._name.text())
        self.edit.setVisible(row is not None)
        self._show_acts(row)
        self._show_fields()
        self._show_sentences()
        self._draw()

    def begin_edit(self) -> None:
        """Show every field of the row and go to the first that is wrong."""
        if self._row is None:
            return
        self._whole = True
        self._show_fields()
        self._show_sentences()
        wrong = {one.field for one in self._row.problems}
        found = next((one for one in self.form.inputs() if one.field.id in wrong), None)
        found = found or next(iter(self.form.inputs()), None)
        if found is not None:
            found.line.setFocus()

    def is_editing(self) -> bool:
        """Whether the keyboard is in the fields."""
        return any(one.line.hasFocus() for one in self.form.inputs())

    # -- inside

    def _show_sentences(self) -> None:
        """What is not said at a field already; of old fonts only what would become of the row."""
        row, source = self._row, self._source
        said: list[tuple[str, Tone]] = []
        if row is not None and source is not None:
            at_fields = {one.field.id for one in self.form.inputs()} if self._shows_fields else set()
            shown = replace(row, problems=tuple(one for one in row.problems if one.field not in at_fields))
            if batch_work.is_legacy(row):
                shown = replace(shown, problems=tuple(one for one in shown.problems if one.blocking))
            said = list(sentences(shown))
            if batch_work.is_legacy(row):
                after = batch_work.in_unicode(source, row, self._typed)
                words = "; ".join(dict.fromkeys(clean_line(one) for one in after.values() if one.strip()))
                said.append((_("Sau khi chuyển: {words}").format(words=words), Tone.NEUTRAL))
        for place, line in enumerate(self._said):
            line.say(*(said[place] if place < len(said) else ("", Tone.NEUTRAL)))

    def _show_acts(self, row: BatchRow | None) -> None:
        kinds = {one.kind for one in row.doubts} if row is not None else set()
        first = _first_of_doubles(row) if row is not None else None
        self.other.setVisible(first is not None)
        if first is not None:
            self.other.setText(_("Đến dòng {n}").format(n=first))
        self.double.setVisible(DoubtKind.DOUBLE_IN_REGISTER in kinds)
        self._acts.setVisible(bool(kinds & DOUBLES))

    def _wrong_fields(self) -> list[Field]:
        if self._row is None or self._source is None:
            return []
        fields = self._source.template.fields
        if self._whole:
            return list(fields)
        wrong = {one.field for one in self._row.problems if one.blocking}
        return [one for one in fields if one.id in wrong]

    def _show_fields(self) -> None:
        fields = self._wrong_fields()
        self._shows_fields = bool(fields)
        self._fit()
        self.fields.setVisible(bool(fields))
        if not fields or self._row is None or self._source is None:
            return
        source, row = self._source, self._row
        if [one.field for one in self.form.inputs()] != fields:
            self.form.set_template(
                replace(source.template, fields=tuple(fields)), source.hamlets, source.rule
            )
        texts = {**batch_work.texts_of(source, row), **self._typed}
        for one in self.form.inputs():
            one.put(texts.get(one.field.id, ""))
        self._before = self._texts()
        self.form.tell_all()
        self.form.show_problems(row.problems)
        QTimer.singleShot(0, self, self._fit_fields)

    @Slot()
    def _fit_fields(self) -> None:
        """The fields take what they need, but leave the letter its room."""
        wanted = self.form.sizeHint().height() + 8
        share = 45 if self.preview.isVisibleTo(self) else 100
        self.fields.setMaximumHeight(min(wanted, self.height() * share // 100))

    def _texts(self) -> dict[str, str]:
        return {one.field.id: one.text() for one in self.form.inputs()}

    def _hand_over(self) -> bool:
        """Give away what was typed, if it is anything new."""
        texts = self._texts()
        if self._row is None or self._source is None or texts == self._before:
            return False
        self._before = texts
        source = self._source
        known = batch_work.texts_of(source, self._row)
        self.corrected.emit(self._row.number, {**known, **self._typed, **texts})
        return True

    @Slot()
    def _on_left(self) -> None:
        if not self.is_editing():
            self._hand_over()

    @Slot()
    def _on_finished(self) -> None:
        self._whole = False
        if not self._hand_over():
            self._show_fields()
            self._show_sentences()
        self.done.emit()

    @Slot()
    def _on_escape(self) -> None:
        self._whole = False
        self._show_fields()
        self._show_sentences()
        self.done.emit()

    @Slot()
    def _on_other(self) -> None:
        first = _first_of_doubles(self._row) if self._row is not None else None
        if first is not None:
            self.row_wanted.emit(first)

    @Slot()
    def _on_double(self) -> None:
        if self._row is not None:
            self.double_wanted.emit(self._row)

    # -- the letter

    def _draw(self) -> None:
        if self._row is None:
            self.preview.clear()
            return
        if self._drawing:
            self._again = True
            return
        self._drawing = True
        row = self._row
        self._context.draw(self, batch_work.draw(row.draft), partial(self._on_drawn, row), self._on_not_drawn)

    def _on_drawn(self, row: BatchRow, made: tuple[bytes, str]) -> None:
        self._drawing = False
        again, self._again = self._again, False
        if row is self._row:
            content, why_not = made
            self._why_not.setText(why_not)
            self._why_not.setVisible(bool(why_not) and row.makeable)
            if content:
                self.preview.show_pdf(content, 0)
            else:
                self.preview.clear()
        if again:
            self._draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._drawing = self._again = False
        self._context.show_error(self, error)


class _Said(QWidget):
    """An icon and a sentence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = IconLabel("info", "quiet", 16, self)
        self.words = Text(role="small", wrap=True, parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str, tone: Tone) -> None:
        """Say it; "" for nothing."""
        self.words.setText(words)
        if words:
            self._icon.set_icon(_ICONS[tone], tone.value)
        self.setVisible(bool(words))


def _row_words(row: BatchRow) -> str:
    name = clean_line(row.recipient)
    if not name:
        return _("Dòng {n}").format(n=row.number)
    return _("Dòng {n}: {name}").format(n=row.number, name=name)


def _first_of_doubles(row: BatchRow) -> int | None:
    return next((one.row for one in row.doubts if one.kind is DoubtKind.DOUBLE_IN_LIST), None)
