"""The letters tab of the settings: how numbers are printed, how ages are counted."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.letters import LetterBook
from friendly_desktop.domain.letters.ages import AgeCount, AgeRule
from friendly_desktop.domain.letters.register import NUMBER_FIELD, printed_number
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.ages import save_age_rule
from ui.context import UiContext
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.measure import Measure
from ui.widgets.text import Text, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_EXAMPLE = 7
_PLACE = "…"


class LettersTab(QWidget):
    """Books and their numbers, and the count of ages."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._rule = AgeRule()
        self._books: dict[str, LetterBook] = {}
        self.patterns: dict[str, LineField] = {}
        self._fields: dict[str, Field] = {}
        self._examples: dict[str, Text] = {}
        self.count = ChoiceField(
            (
                (AgeCount.NOMINAL, _("Tính cả tuổi mụ (năm mất trừ năm sinh, cộng một)")),
                (AgeCount.FULL, _("Tính tròn tuổi (đủ ngày sinh nhật mới thêm một)")),
            )
        )
        form = card(self)
        Measure(form, 820)
        column = QVBoxLayout(form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Text(_("Số của thư"), "heading", parent=form))
        words = _("Dấu … là chỗ của số thứ tự; phần còn lại in nguyên như đã gõ. Mỗi năm bắt đầu lại từ 01.")
        column.addWidget(Text(words, "quiet", wrap=True, parent=form))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(12)
        column.addLayout(self._lines)
        column.addWidget(Text(_("Hưởng thọ, hưởng dương"), "heading", parent=form))
        hint = _("Chỉ là gợi ý: từng thư vẫn sửa được, và thư về trẻ em thì không gợi ý.")
        column.addWidget(Field(_("Cách tính tuổi"), self.count, hint))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 20, 24)
        row = QHBoxLayout()
        row.addWidget(form, 100)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)
        self.count.committed.connect(self._on_count)
        reserve(self._context, Right.OFFICE, self.count)

    def show_letters(self, books: Sequence[LetterBook], rule: AgeRule) -> None:
        """Show what is stored."""
        self._rule = rule
        self.count.show_value(rule.count)
        for book in books:
            self._books[book.id] = book
            if book.id not in self.patterns:
                self._add(book)
            self.patterns[book.id].show_value(book.pattern.replace(NUMBER_FIELD, _PLACE))
            example = _("Ví dụ: {number}").format(number=printed_number(book.pattern, _EXAMPLE))
            self._examples[book.id].setText(example)

    def problem(self, book_id: str) -> str:
        """What is wrong with the pattern of a book."""
        return self._fields[book_id].problem()

    def _add(self, book: LetterBook) -> None:
        line, example = LineField(), Text(role="quiet-small", parent=self)
        field = Field(book.title, line)
        self.patterns[book.id], self._fields[book.id], self._examples[book.id] = line, field, example
        self._lines.addWidget(field)
        self._lines.addWidget(example)
        line.committed.connect(partial(self._on_pattern, book.id))

    def _on_pattern(self, book_id: str, pattern: str) -> None:
        typed = pattern.replace("...", _PLACE)
        typed = typed if _PLACE in typed else f"{_PLACE}{typed}"
        book = replace(self._books[book_id], pattern=typed.replace(_PLACE, NUMBER_FIELD, 1))
        field = self._fields[book_id]

        def failed(error: Exception) -> None:
            if isinstance(error, AppError):
                field.set_problem(f"{error.message} {error.hint}")
            else:
                self._context.show_error(self, error)

        def work(services: "Services") -> LetterBook:
            return services.letters.save_book(book)

        self._context.perform(self, _("Lưu cách ghi số"), work, lambda _book: field.set_problem(""), failed)

    @Slot(object)
    def _on_count(self, value: object) -> None:
        if isinstance(value, AgeCount):
            rule = replace(self._rule, count=value)
            self._context.perform(
                self, _("Lưu cách tính tuổi"), lambda services: save_age_rule(services.office, rule)
            )
