"""The fields of the entry line: kind first, then who, what and how many, in one row where there is room.

The kind comes first because it decides whether anybody may be named at all: for a denunciation the fields
of name, address and papers are not there, and what stood in them is gone before the next key.
"""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from friendly_desktop.domain.cases import CaseKind, CaseProblem
from friendly_desktop.domain.cases.secrecy import Secrets
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.i18n import N_, _
from ui.cases.entry_more import EntryMore
from ui.cases.entry_values import WHO
from ui.widgets.fields import ChoiceField, mark_wrong
from ui.widgets.strips import IconLabel
from ui.widgets.suggesting import Suggestion, SuggestLine
from ui.widgets.text import Text, button
from ui.widgets.typing import GrowingText

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ONE_ROW = 118  # letters of width from which everything stands in one row
_IDENTITY = 12  # digits of the number of an identity card
_LABELS = {
    "kind": N_("Loại đơn (1-4)"),
    "name": N_("Họ tên"),
    "address": N_("Địa chỉ"),
    "identity": N_("Giấy tờ"),
    "paper_file": N_("Nơi để hồ sơ giấy"),
    "content": N_("Nội dung"),
    "people": N_("Số người"),
}
_TIPS = {
    "kind": N_("Gõ 1 khiếu nại, 2 tố cáo, 3 kiến nghị, 4 phản ánh, góp ý"),
    "identity": N_("Số căn cước, hộ chiếu hoặc giấy tờ tùy thân"),
    "content": N_("Tóm tắt nội dung; Shift+Enter xuống dòng"),
    "paper_file": N_("Ví dụ: tủ 2, ngăn mật, kẹp số 7"),
}
#: Widths in average characters, and how they grow.
_WIDTHS = {
    "kind": (15, 0),
    "name": (18, 3),
    "address": (15, 2),
    "identity": (14, 1),
    "content": (24, 6),
    "people": (7, 0),
}
#: Fields that show more than the usual least: a name, and the hamlet of an address.
_LEAST = {"name": 16, "address": 15}
_FREE = ("content", "request", "against", "earlier", "note", "papers", "topic")


class KindChoice(ChoiceField):
    """The kind, chosen by one key: 1 to 4, or its first letters."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__([(None, _("Chọn loại")), *((one, _(KIND_TITLES[one])) for one in CaseKind)], parent)
        self.setMinimumContentsLength(9)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number chooses at once."""
        number = event.key() - int(Qt.Key.Key_0)
        if 1 <= number <= len(CaseKind) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.setCurrentIndex(number)
            self.committed.emit(self.value())
            return
        before = self.value()
        super().keyPressEvent(event)
        if self.value() != before:
            self.committed.emit(self.value())

    def kind(self) -> CaseKind | None:
        """The kind in view."""
        value = self.value()
        return value if isinstance(value, CaseKind) else None


Input = KindChoice | SuggestLine | GrowingText


class EntryForm(QWidget):
    """All fields of an entry.

    Signals:
        edited: the person changed something.
        kind_changed: another kind was chosen; what may not be there is gone already.
        finished: Enter was pressed in the last field, or everything needed is there.
        searched: str, a name is being typed; answer with :meth:`offer_people`.
        picked: Suggestion, a person who came before was taken.
    """

    edited = Signal()
    kind_changed = Signal()
    finished = Signal()
    searched = Signal(str)
    picked = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = KindChoice(self)
        self.name = SuggestLine(self, searching=True)
        self.address = SuggestLine(self, searching=True)
        self.identity = SuggestLine(self)
        self.paper_file = SuggestLine(self)
        self.content = GrowingText(1, 5, self)
        self.content.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people = SuggestLine(self)
        self.people.setText("1")
        self.enter = button(_("Vào sổ"), "check", "primary", parent=self)
        self.enter.setToolTip(_("Vào sổ (Enter ở ô cuối, hoặc Ctrl+Enter)"))
        self.enter.setAutoDefault(True)
        self.inputs: dict[str, Input] = {
            "kind": self.kind,
            "name": self.name,
            "address": self.address,
            "identity": self.identity,
            "paper_file": self.paper_file,
            "content": self.content,
            "people": self.people,
        }
        self.more = EntryMore(today, self)
        self._hamlets: tuple[str, ...] = ()
        self._labels: dict[str, QLabel] = {}
        self._problems: tuple[CaseProblem, ...] = ()
        self._columns = 0
        self._build()
        self._connect()
        self._show_kind()

    # -- values

    def values(self) -> dict[str, str]:
        """The text of every field."""
        kind = self.kind.kind()
        found = {name: _text(one) for name, one in self.inputs.items() if name != "kind"}
        return found | self.more.values() | {"kind": kind.value if kind else ""}

    def put(self, values: dict[str, str]) -> None:
        """Show these, and nothing in the fields they do not name."""
        kind = values.get("kind", "")
        self.kind.show_value(CaseKind(kind) if kind else None)
        self._show_kind()
        for name, one in self.inputs.items():
            if isinstance(one, GrowingText):
                one.put(values.get(name, ""))
            elif isinstance(one, SuggestLine):
                one.setText(values.get(name, "1" if name == "people" else ""))
                one.setCursorPosition(0)  # the beginning of a long text is what tells
        self.more.put(values)
        self.show_problems(())

    def offer_people(self, found: Sequence[Suggestion]) -> None:
        """People of this name who came before."""
        self.name.offer(found)

    def set_hamlets(self, hamlets: Sequence[str]) -> None:
        """Parts of the commune, offered in the address."""
        self._hamlets = tuple(hamlets)
        self.more.set_hamlets(hamlets)

    # -- what is said

    def show_problems(self, problems: Sequence[CaseProblem]) -> None:
        """Mark the fields; the sentences stand below the row, what forbids first."""
        self._problems = tuple(problems)
        blocking = {one.field for one in problems if one.blocking}
        for name, one in self.inputs.items():
            mark_wrong(one, name in blocking)
            told = " ".join(problem.message for problem in problems if problem.field == name)
            one.setAccessibleDescription(told)
        for name in self.more.inputs:
            told = " ".join(one.message for one in problems if one.field == name and one.blocking)
            self.more.set_problem(name, told)
        here = [one for one in problems if one.blocking and one.field not in self.more.inputs]
        self.problem_words.setText("\n".join(one.message for one in here))
        self.problem_words.setVisible(bool(self.problem_words.text()))
        self.warning_words.setText("  ·  ".join(one.message for one in problems if not one.blocking))
        self._warning.setVisible(bool(self.warning_words.text()))

    def problems(self) -> tuple[CaseProblem, ...]:
        """What is said at present."""
        return self._problems

    def go_to(self, name: str) -> bool:
        """Put the keyboard into a field; False for one that is folded away or not there."""
        found = self.inputs.get(name) or self.more.inputs.get(name)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    # -- building

    def _build(self) -> None:
        for name, one in self.inputs.items():
            one.setAccessibleName(_("Loại đơn") if name == "kind" else _(_LABELS[name]))
            if name in _TIPS:
                one.setToolTip(_(_TIPS[name]))
            label = QLabel(_(_LABELS[name]), self)
            label.setProperty("role", "quiet-small")
            label.setBuddy(one)
            self._labels[name] = label
        letter = self.fontMetrics().horizontalAdvance("0")
        for name, (width, _grow) in _WIDTHS.items():
            self.inputs[name].setMinimumWidth(letter * min(width, _LEAST.get(name, 12)))
        digits = self.fontMetrics().horizontalAdvance("0" * _IDENTITY)
        self.identity.setMinimumWidth(digits + 3 * letter)  # a whole number is in view
        self.people.setMaximumWidth(letter * 8)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._secret = QWidget(self)
        told = Text(
            _(
                "Đơn tố cáo: không ghi họ tên, địa chỉ, số giấy tờ của người tố cáo (Luật Tố cáo, Điều 8). "
                "Chương trình thay bằng mã số; chỉ ghi nơi để hồ sơ giấy."
            ),
            "small",
            wrap=True,
            parent=self._secret,
        )
        row = QGridLayout(self._secret)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(IconLabel("shield", "warning", 16, self._secret), 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 0, 1)
        row.setColumnStretch(1, 1)
        self.problem_words = Text(role="problem", wrap=True, parent=self)
        self.problem_words.hide()
        self._warning = QWidget(self)
        self.warning_words = Text(role="small", wrap=True, parent=self._warning)
        line = QGridLayout(self._warning)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(IconLabel("warning", "warning", 16, self._warning), 0, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.warning_words, 0, 1)
        line.setColumnStretch(1, 1)
        self._warning.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._grid)
        layout.addWidget(self._secret)
        layout.addWidget(self.problem_words)
        layout.addWidget(self._warning)
        self.setFocusProxy(self.kind)
        self._chain()

    def _chain(self) -> None:
        order = [*self.inputs.values(), self.enter]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.kind.committed.connect(self._on_kind)
        for one in self.inputs.values():
            one.installEventFilter(self)
            if isinstance(one, SuggestLine):
                one.textEdited.connect(self.edited)
                one.passed.connect(self._on_passed)
            elif isinstance(one, GrowingText):
                one.edited.connect(self.edited)
        self.name.asked.connect(self.searched)
        self.name.picked.connect(self.picked)
        self.address.asked.connect(self._on_address)
        self.more.edited.connect(self.edited)
        self.more.passed.connect(self._on_passed)
        self.enter.clicked.connect(self.finished)

    def _shown(self) -> list[str]:
        secret = self.kind.kind() is CaseKind.DENUNCIATION
        hidden = {"name", "address", "identity"} if secret else {"paper_file"}
        return [name for name in self.inputs if name not in hidden]

    def _arrange(self) -> None:
        """One row, or two where the window is narrow."""
        names = self._shown()
        while self._grid.count():
            self._grid.takeAt(0)
        one_row = self.width() >= self.fontMetrics().horizontalAdvance("0") * _ONE_ROW
        for name in self.inputs:
            self._labels[name].setVisible(name in names)
            self.inputs[name].setVisible(name in names)
        rows = [names] if one_row else [names[: names.index("content")], names[names.index("content") :]]
        for number, row in enumerate(rows):
            for place, name in enumerate(row):
                last = place == len(row) - 1
                span = 1
                if not one_row and number == 1 and name == "content":
                    span = max(1, len(rows[0]) - 2)
                column = place if number == 0 or place == 0 else max(place, len(rows[0]) - 2 + place - 1)
                self._grid.addWidget(self._labels[name], number * 2, column, 1, span)
                self._grid.addWidget(
                    self.inputs[name], number * 2 + 1, column, 1, span, Qt.AlignmentFlag.AlignTop
                )
                if last and number == len(rows) - 1:
                    self._grid.addWidget(self.enter, number * 2 + 1, column + 1, Qt.AlignmentFlag.AlignTop)
        for column in range(9):
            name = rows[0][column] if column < len(rows[0]) else ""
            grow = _WIDTHS.get(name, (0, 3 if name == "paper_file" else 0))[1]
            self._grid.setColumnStretch(column, grow)
        self._columns = len(rows)

    def _show_kind(self) -> None:
        kind = self.kind.kind()
        self._secret.setVisible(kind is CaseKind.DENUNCIATION)
        for name in ("name", "address", "identity"):
            one = self.inputs[name]
            one.setEnabled(kind is not None)
        self.name.setPlaceholderText("" if kind else _("Chọn loại đơn"))
        self.name.setToolTip(self.name.placeholderText())
        if kind is CaseKind.DENUNCIATION:
            self._forget_who()
        self.more.set_kind(kind)
        self._arrange()

    def _forget_who(self) -> None:
        """Nobody is named in a denunciation: the fields are emptied, their words taken out of the others."""
        values = self.values()
        words = [values.get(name, "") for name in WHO if name not in ("hamlet", "representatives")]
        words += [part for line in values.get("representatives", "").splitlines() for part in line.split(";")]
        secrets = Secrets(words)
        for name in ("name", "address", "identity"):
            self.inputs[name].setText("")  # type: ignore[union-attr]  # lines, all three
        if not secrets:
            return
        for name in _FREE:
            one = self.inputs.get(name) or self.more.inputs.get(name)
            before = values.get(name, "")
            after = secrets.taken_out(before)
            if after != before and isinstance(one, GrowingText):
                one.put(after)
            elif after != before and isinstance(one, SuggestLine):
                one.setText(after)

    # -- hands

    @Slot(object)
    def _on_kind(self, _kind: object) -> None:
        self._show_kind()
        self.kind_changed.emit()
        self.edited.emit()

    @Slot(str)
    def _on_address(self, text: str) -> None:
        """The part of the commune that is being typed after the last comma."""
        before, comma, typed = text.rpartition(",")
        words = fold(typed).split()
        rows = [
            Suggestion(clean_line(f"{before}{comma} {one}"))
            for one in self._hamlets
            if all(word in fold(one) for word in words)
        ]
        self.address.offer([one for one in rows if one.text != clean_line(text)])

    @Slot()
    def _on_passed(self) -> None:
        sender = self.sender()
        order = [self.inputs[name] for name in self._shown()]
        if sender in order[:-1]:
            self._go_on(order, order.index(sender))
        else:
            self.finished.emit()

    def _go_on(self, order: list[Input], place: int) -> None:
        order[place + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on from the kind and enters from the story; Shift+Enter breaks its line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False  # the key of the whole entry line
            if watched is self.content and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.finished.emit()
                return True
            if watched is self.kind and not self.kind.view().isVisible():
                order = [self.inputs[name] for name in self._shown()]
                self._go_on(order, 0)
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, SuggestLine):
            watched.setCursorPosition(0)  # the beginning of a long text is what tells
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row or two."""
        super().resizeEvent(event)
        rows = 1 if event.size().width() >= self.fontMetrics().horizontalAdvance("0") * _ONE_ROW else 2
        if rows != self._columns:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Never wider than the page."""
        return QSize(320, super().minimumSizeHint().height())


def _text(one: Input) -> str:
    if isinstance(one, GrowingText):
        return one.toPlainText()
    return one.text() if isinstance(one, SuggestLine) else ""
