"""The further fields of an entry, folded away until somebody needs them."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseKind, Channel
from friendly_desktop.domain.cases.words import CHANNEL_TITLES
from friendly_desktop.i18n import N_, _
from ui.cases.entry_values import WHO
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.suggesting import SuggestLine
from ui.widgets.typing import GrowingText, TypedLine

_LABELS = {
    "received": N_("Ngày nhận"),
    "channel": N_("Nguồn đơn"),
    "receiver": N_("Người tiếp, nhận đơn"),
    "phone": N_("Điện thoại"),
    "identity_issued": N_("Ngày cấp, nơi cấp giấy tờ"),
    "hamlet": N_("Thôn, tổ dân phố"),
    "topic": N_("Lĩnh vực"),
    "request": N_("Yêu cầu, đề nghị"),
    "against": N_("Người, quyết định bị khiếu nại, tố cáo"),
    "earlier": N_("Cơ quan đã giải quyết"),
    "representatives": N_("Người đại diện"),
    "papers": N_("Tài liệu đã nhận"),
    "note": N_("Ghi chú"),
}
_HINTS = {
    "representatives": N_("Mỗi người một dòng: họ tên; địa chỉ; số giấy tờ"),
    "papers": N_("Mỗi tài liệu một dòng: tên; số trang; bản chính, bản phô tô hoặc bản công chứng"),
}
_TEXTS = {"request": 2, "against": 1, "earlier": 1, "representatives": 2, "papers": 2, "note": 1}

#: Usual fields of work; anything else may be typed.
_TOPICS = (
    N_("Đất đai"),
    N_("Bồi thường, giải phóng mặt bằng"),
    N_("Xây dựng, trật tự đô thị"),
    N_("Môi trường"),
    N_("Giao thông, hạ tầng"),
    N_("Chính sách xã hội, người có công"),
    N_("Hộ tịch, cư trú"),
    N_("An ninh, trật tự"),
    N_("Giáo dục"),
    N_("Y tế"),
    N_("Tài chính, thu chi"),
    N_("Cán bộ, công chức"),
)

_Input = TypedLine | GrowingText | ChoiceField


class EntryMore(QWidget):
    """The further fields.

    Signals:
        edited: the person changed something.
        passed: Enter was pressed in a line.
    """

    edited = Signal()
    passed = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setProperty("role", "page-body")
        self.inputs: dict[str, _Input] = {}
        self._fields: dict[str, Field] = {}
        for name, label in _LABELS.items():
            self._make(name, _(label))
        self.anonymous = QCheckBox(_("Không rõ người gửi"), self)
        self.remote = QCheckBox(_("Vùng sâu, vùng xa, đi lại khó khăn"), self)
        for box in (self.anonymous, self.remote):
            box.toggled.connect(self.edited)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        boxes = QHBoxLayout()
        boxes.setSpacing(24)
        boxes.addWidget(self.anonymous)
        boxes.addWidget(self.remote)
        boxes.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(8)
        layout.addLayout(self._grid)
        layout.addLayout(boxes)
        layout.addStretch(1)
        self._columns = 0
        self._kind: CaseKind | None = None
        self._arrange(3)

    # -- what the entry asks

    def values(self) -> dict[str, str]:
        """The text of every field."""
        found = {name: _text(one) for name, one in self.inputs.items()}
        return found | {
            "anonymous": "1" if self.anonymous.isChecked() else "",
            "remote": "1" if self.remote.isChecked() else "",
        }

    def put(self, values: dict[str, str]) -> None:
        """Show these, and nothing in the fields they do not name."""
        for name, one in self.inputs.items():
            text = values.get(name, "")
            if isinstance(one, ChoiceField):
                one.show_value(Channel(text) if text else Channel.IN_PERSON)
            elif isinstance(one, GrowingText):
                one.put(text)
            else:
                one.setText(text)
        self.anonymous.setChecked(values.get("anonymous") == "1")
        self.remote.setChecked(values.get("remote") == "1")

    def set_kind(self, kind: CaseKind | None) -> None:
        """Fields that say who somebody is do not exist for a denunciation."""
        self._kind = kind
        for name in WHO:
            if name in self.inputs:
                one = self.inputs[name]
                if kind is CaseKind.DENUNCIATION:
                    one.put("") if isinstance(one, GrowingText) else one.setText("")  # type: ignore[union-attr]
                one.setEnabled(kind is not None)
        self._arrange(self._columns)

    def set_hamlets(self, hamlets: Sequence[str]) -> None:
        """What is offered for the part of the commune."""
        self._suggest("hamlet", hamlets)

    def set_people(self, people: Sequence[str]) -> None:
        """Who may have received it."""
        self._suggest("receiver", people)

    def set_problem(self, name: str, sentence: str) -> None:
        """Say what is wrong with a field."""
        if name in self._fields:
            self._fields[name].set_problem(sentence)

    # -- building

    def _suggest(self, name: str, words: Sequence[str]) -> None:
        line = self.inputs[name]
        if isinstance(line, SuggestLine):
            line.set_suggestions(words)

    def _make(self, name: str, label: str) -> None:
        made: _Input
        if name == "channel":
            made = ChoiceField([(one, _(CHANNEL_TITLES[one])) for one in Channel], self)
            made.committed.connect(self.edited)
        elif name in _TEXTS:
            made = GrowingText(_TEXTS[name], 5, self)
            made.edited.connect(self.edited)
        else:
            made = SuggestLine(self)
            made.textEdited.connect(self.edited)
            made.passed.connect(self.passed)
            made.picked.connect(self.edited)
            if name == "topic":
                made.set_suggestions([_(one) for one in _TOPICS])
            if name == "received":
                made.setToolTip(_("Gõ 5/3, 050326 hoặc «hôm nay»; để trống là hôm nay"))
        self.inputs[name] = made
        self._fields[name] = Field(label, made, _(_HINTS[name]) if name in _HINTS else "", self)

    def show_today(self) -> None:
        """Say which day an entry gets that names none."""
        self.inputs["received"].setPlaceholderText(formats.short_date(self._today()))

    def _arrange(self, columns: int) -> None:
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        place = 0
        for name, field in self._fields.items():
            shown = not (self._kind is CaseKind.DENUNCIATION and name in WHO)
            field.setVisible(shown)
            if shown:
                self._grid.addWidget(field, place // columns, place % columns)
                place += 1
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for."""
        super().resizeEvent(event)
        columns = max(1, min(4, event.size().width() // (self.fontMetrics().horizontalAdvance("0") * 36)))
        if columns != self._columns:
            self._arrange(columns)


def _text(one: _Input) -> str:
    if isinstance(one, ChoiceField):
        value = one.value()
        return value.value if isinstance(value, Channel) else ""
    return one.toPlainText() if isinstance(one, GrowingText) else one.text()
