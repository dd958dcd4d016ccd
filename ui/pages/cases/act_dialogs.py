"""What acts on a case ask for: the facts put right, a paper taken apart, another case to belong to, a code."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import Case, CaseEntry, CaseFilter, CaseKind, CaseLine, LinkKind
from friendly_desktop.domain.cases import rules as case_rules
from friendly_desktop.domain.cases.words import KIND_TITLES, LINK_TITLES
from friendly_desktop.domain.letters.days import read_recent_day
from friendly_desktop.domain.text import clean_text
from friendly_desktop.i18n import _
from ui.cases.entry_form import EntryForm
from ui.cases.entry_values import entry_of, values_of
from ui.context import UiContext
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.suggesting import Suggestion, SuggestLine
from ui.widgets.text import Text, button, scrolled
from ui.widgets.typing import GrowingText

_MOST_PARTS = 6


class ActDialog(QDialog):
    """A heading, fields, a verb.

    Args:
        parent: where it stands.
        title: what is done.
        action: the verb on the button.
    """

    def __init__(self, parent: QWidget, title: str, action: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(title)
        self.problem = Text(role="problem", wrap=True, parent=self)
        self.problem.hide()
        self.yes = button(action, kind="primary", shortcut="Ctrl+Return", parent=self)
        self.yes.setAutoDefault(True)
        self.yes.clicked.connect(self._on_yes)

    def arrange(self, content: QWidget | QLayout, letters: int = 64) -> None:
        """Put heading, content and buttons in their places."""
        cancel = button(_("Hủy"), parent=self)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(Text(self.windowTitle(), "heading", wrap=True, parent=self))
        if isinstance(content, QLayout):
            layout.addLayout(content, 1)
        else:
            layout.addWidget(content, 1)
        layout.addWidget(self.problem)
        layout.addLayout(row)
        parent = self.parentWidget()
        room = parent.window() if parent is not None else self
        self.setMinimumWidth(min(self.fontMetrics().horizontalAdvance("0") * letters, room.width() - 40))

    def say(self, sentence: str) -> None:
        """Say what is wrong."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    @Slot()
    def _on_yes(self) -> None:
        self.finish()

    def finish(self) -> None:
        """The verb was pressed."""
        raise NotImplementedError


class CorrectEntryDialog(ActDialog):
    """The facts of a case, to be put right; ``done`` gets them and the reason."""

    def __init__(
        self, parent: QWidget, context: UiContext, case: Case, done: Callable[[CaseEntry, str], None]
    ) -> None:
        super().__init__(
            parent,
            _("Đính chính nội dung vào sổ, vụ việc {code}").format(code=case.code),
            _("Ghi đính chính"),
        )
        self._context, self._case, self._done = context, case, done
        self.form = EntryForm(context.clock.today, self)
        self.form.put(values_of(case.entry))
        self.form.enter.hide()
        self.form.finished.connect(self.finish)
        self.why = LineField(parent=self)
        self._why = Field(_("Lý do đính chính"), self.why, parent=self)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(12)
        words = _(
            "Bản ghi cũ vẫn được giữ trong lịch sử vụ việc. Các hạn được tính lại nếu ngày hoặc loại đơn đổi."
        )
        column.addWidget(Text(words, "quiet", wrap=True, parent=body))
        column.addWidget(self.form)
        column.addWidget(self.form.more)
        column.addWidget(self._why)
        column.addStretch(1)
        self.arrange(scrolled(body, self), 100)
        room = parent.window()
        self.resize(min(1000, room.width() - 24), min(680, room.height() - 24))
        self.form.content.setFocus()

    def finish(self) -> None:
        """Hand over once nothing forbids it."""
        today = self._context.clock.today()
        entry, problems = entry_of(self.form.values(), today, self._case.entry.meeting_id)
        if entry is not None:
            problems += case_rules.problems(case_rules.cleaned(entry), today)
        self.form.show_problems(problems)
        self._why.set_problem("" if self.why.value() else _("Hãy ghi lý do đính chính."))
        if entry is None or any(one.blocking for one in problems):
            blocking = next(one for one in problems if one.blocking)
            self.form.go_to(blocking.field)
        elif not self.why.value():
            self.why.setFocus()
        else:
            self.accept()
            self._done(entry, self.why.value())


class SplitDialog(ActDialog):
    """The matters of one paper, each to become a case of its own; ``done`` gets their entries."""

    def __init__(self, parent: QWidget, case: Case, done: Callable[[Sequence[CaseEntry]], None]) -> None:
        super().__init__(
            parent, _("Tách đơn, vụ việc {code}").format(code=case.code), _("Tách thành vụ việc riêng")
        )
        self._case, self._done = case, done
        self.parts: list[tuple[ChoiceField, GrowingText]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        words = _(
            "Đơn có nhiều nội dung khác nhau được hướng dẫn tách thành từng đơn. Mỗi nội dung dưới đây vào sổ thành một "
            "vụ việc riêng, nối với vụ việc này."
        )
        self._column.addWidget(Text(words, "quiet", wrap=True, parent=self))
        self.add = button(_("Thêm nội dung"), "add", "quiet", parent=self)
        self.add.clicked.connect(self._on_add)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 4, 0)
        column.addLayout(self._column)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._on_add()
        self._on_add()
        self.arrange(scrolled(body, self), 84)
        self.resize(self.minimumWidth(), min(520, parent.window().height() - 24))
        self.parts[0][1].setFocus()

    @Slot()
    def _on_add(self) -> None:
        kind = ChoiceField([(one, _(KIND_TITLES[one])) for one in CaseKind], self)
        kind.show_value(self._case.entry.kind)
        text = GrowingText(2, 5, self)
        number = len(self.parts) + 1
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field(_("Loại đơn"), kind, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        kind.setAccessibleName(_("Loại đơn của nội dung {n}").format(n=number))
        row.addWidget(Field(_("Nội dung {n}").format(n=number), text, parent=self), 1)
        self._column.addLayout(row)
        self.parts.append((kind, text))
        self.add.setVisible(number < _MOST_PARTS)
        text.setFocus()

    def finish(self) -> None:
        """Hand over what has words."""
        entry = self._case.entry
        found = []
        for choice, field in self.parts:
            kind, text = choice.value(), clean_text(field.toPlainText())
            if text and isinstance(kind, CaseKind):
                found.append(replace(entry, kind=kind, content=text))
        if not found:
            self.say(_("Hãy ghi ít nhất một nội dung."))
            return
        self.accept()
        self._done(found)


class LinkDialog(ActDialog):
    """Another case this one belongs to; ``done`` gets its id and how they belong together."""

    def __init__(
        self, parent: QWidget, context: UiContext, case: Case, done: Callable[[int, LinkKind], None]
    ) -> None:
        super().__init__(parent, _("Nối với vụ việc khác"), _("Nối"))
        self._context, self._case, self._done = context, case, done
        self._found: CaseLine | None = None
        self.how = ChoiceField(
            [(one, _(LINK_TITLES[one])) for one in LinkKind if one is not LinkKind.SPLIT], self
        )
        self.box = SuggestLine(self, searching=True)
        self.box.setPlaceholderText(_("Gõ số, tên hoặc vài chữ của nội dung"))
        self.box.asked.connect(self._on_asked)
        self.box.picked.connect(self._on_picked)
        self._chosen = Text(role="strong", wrap=True, parent=self)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Field(_("Quan hệ"), self.how, parent=self))
        column.addWidget(Field(_("Vụ việc"), self.box, parent=self))
        column.addWidget(self._chosen)
        column.addStretch(1)
        self.arrange(column, 76)
        self.box.setFocus()

    @Slot(str)
    def _on_asked(self, text: str) -> None:
        but = self._case.id
        self._context.query(
            self,
            _("Tìm vụ việc"),
            lambda services: services.cases.find(CaseFilter(text=text), 8),
            lambda lines: self.box.offer(
                [
                    Suggestion(line.code, f"{line.person}, {line.summary}", line)
                    for line in lines
                    if line.id != but
                ]
            ),
        )

    @Slot(object)
    def _on_picked(self, taken: Suggestion) -> None:
        if isinstance(taken.value, CaseLine):
            self._found = taken.value
            self._chosen.setText(
                _("{code}, {person}: {summary}").format(
                    code=taken.value.code, person=taken.value.person, summary=taken.value.summary
                )
            )
            self.say("")

    def finish(self) -> None:
        """Hand over what was chosen."""
        how = self.how.value()
        if self._found is None or not isinstance(how, LinkKind):
            self.say(_("Hãy chọn một vụ việc trong danh sách gợi ý."))
            self.box.setFocus()
            return
        self.accept()
        self._done(self._found.id, how)


class NationalDialog(ActDialog):
    """When, and under which code, cases were entered into the national database."""

    def __init__(
        self,
        parent: QWidget,
        count: int,
        today: date,
        done: Callable[[date, str, str], None],
    ) -> None:
        title = _("Đã nhập cơ sở dữ liệu quốc gia")
        if count > 1:
            title = _("Đã nhập {n} vụ việc vào cơ sở dữ liệu quốc gia").format(n=formats.whole_number(count))
        super().__init__(parent, title, _("Đánh dấu đã nhập"))
        self._today, self._done = today, done
        self.day = SuggestLine(self)
        self.day.setText(formats.short_date(today))
        self.day.selectAll()
        self.code = SuggestLine(self)
        self.by = SuggestLine(self)
        self._day_field = Field(_("Ngày nhập"), self.day, parent=self)
        self._code = Field(_("Mã trong cơ sở dữ liệu (nếu có)"), self.code, parent=self)
        self._code.setVisible(count == 1)
        column = QVBoxLayout()
        column.setSpacing(12)
        words = _(
            "Chương trình không tự gửi đi đâu: hãy nhập trên hệ thống của Thanh tra Chính phủ, rồi đánh dấu ở đây."
        )
        column.addWidget(Text(words, "quiet", wrap=True, parent=self))
        for one in (self._day_field, self._code, Field(_("Người nhập"), self.by, parent=self)):
            column.addWidget(one)
        column.addStretch(1)
        self.arrange(column, 60)
        for line in (self.day, self.code, self.by):
            line.passed.connect(self.finish)
        self.day.setFocus()

    def finish(self) -> None:
        """Hand over the day."""
        try:
            day = read_recent_day(self.day.text(), self._today)
        except ValueError as problem:
            self._day_field.set_problem(str(problem))
            return
        if day > self._today:
            self._day_field.set_problem(_("Ngày này chưa đến. Hãy nhập ngày việc đó đã diễn ra."))
            return
        self.accept()
        self._done(day, self.code.text(), self.by.text())
