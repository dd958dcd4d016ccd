"""First run: four questions, each with why it is asked, and the first year is open; or the sample office."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.welcome.provinces import full_name, suggestions
from ui.places import PageId, Place
from ui.widgets.fields import ChoiceField, LineField, SuggestField, mark_wrong
from ui.widgets.flow import FlowLayout, air
from ui.widgets.measure import Measure
from ui.widgets.sample_strip import open_sample
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card, line, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Why the last question is asked, and what to do where no set is the province's own.
_SET_WHY_FITTING = N_("Bộ tiêu chí do tỉnh, thành phố ban hành.")
_SET_WHY_OTHER = N_(
    "Chưa có sẵn bộ tiêu chí của tỉnh này: chọn tạm một bộ, sau này đưa bộ của tỉnh vào từ tệp Excel."
)

#: Shown first where the province of the office has no set of its own.
USUAL_SET = "hai-duong-2024"


@dataclass(frozen=True, slots=True)
class _SetChoice:
    """A criteria set as the page offers it."""

    id: str
    title: str
    province: str


@dataclass(frozen=True, slots=True)
class _Begin:
    """Everything the page asked for."""

    office: Office
    chairman: str
    set_id: str
    year: int


class _Sheet(QWidget):
    """The body of the page; as high as it is at its real width, not as it would be at its narrowest."""

    def minimumSizeHint(self) -> QSize:
        """The scroll area asks the layout for the height."""
        return QSize(super().minimumSizeHint().width(), 1)


class _Question(QWidget):
    """One question: its number, the question with why it is asked at the left, what one types at the right."""

    def __init__(self, number: int, question: str, why: str, *inputs: QWidget) -> None:
        super().__init__()
        self.first = inputs[0]
        self.why = Text(why, "quiet-small", wrap=True, parent=self)
        asked = QLabel(_("{number}. {question}").format(number=number, question=question), self)
        asked.setProperty("role", "strong")
        asked.setWordWrap(True)
        asked.setBuddy(inputs[-1])
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(asked)
        words.addWidget(self.why)
        words.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        for one in inputs:
            line.addWidget(one, 3 if one is inputs[-1] else 1)
        answer = QVBoxLayout()
        answer.setSpacing(4)
        answer.addLayout(line)
        answer.addWidget(self._problem)
        answer.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(24)
        layout.addLayout(words, 5)
        layout.addLayout(answer, 6)
        for one in inputs:
            if not one.accessibleName():
                one.setAccessibleName(question)

    def set_problem(self, sentence: str, wrong: QWidget | None = None) -> None:
        """Say what is wrong with an input and what to do; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        if wrong is not None:
            wrong.setAccessibleDescription(sentence)
            mark_wrong(wrong, bool(sentence))

    def problem(self) -> str:
        """What is wrong at present."""
        return self._problem.text()


class WelcomePage(QWidget):
    """Asks four things, works the rest out from them, and opens the first year; or shows the sample office.

    Signals:
        finished: the office is set up and a year is open.
    """

    finished = Signal()
    help_topic = "welcome"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sets: tuple[_SetChoice, ...] = ()
        self._set_picked = False
        self._build()
        self._connect()

    def start(self) -> None:
        """Begin at the first field; ask for the sets once the data is open."""
        self._name.setFocus()
        if self._context.is_ready:
            self._on_ready()

    # -- building

    def _build(self) -> None:
        self._make_fields()
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        self._open = button(_("Bắt đầu làm việc"), "check", "primary")
        self._demo = button(_("Xem thử với dữ liệu mẫu"), kind="quiet")
        self._demo.setToolTip(
            _("Mở một xã giả định, tách riêng khỏi dữ liệu của đơn vị; xóa đi bằng một lần bấm")
        )
        self._restore = button(_("Đã có bản sao lưu..."), kind="quiet")
        self._restore.setToolTip(_("Lấy lại dữ liệu của máy cũ từ một bản sao lưu"))
        self._help = button(_("Hướng dẫn (F1)"), kind="quiet")
        form = card(self)
        others = FlowLayout()
        for one in (self._demo, self._restore, self._help, air(form)):
            others.addWidget(one)
        buttons = QHBoxLayout()
        buttons.addLayout(others, 1)
        buttons.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(form)
        column.setContentsMargins(24, 18, 24, 14)
        column.setSpacing(14)
        for one in (self._unit, self._where, self._leader, self._table):
            column.addWidget(one)
        column.addWidget(line(form))
        column.addWidget(self._result)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        inner = QWidget(self)
        inner.setProperty("role", "page-body")
        Measure(inner, 760)
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(0, 12, 0, 12)
        middle.setSpacing(12)
        middle.addStretch(1)
        middle.addLayout(self._head())
        middle.addWidget(form)
        middle.addStretch(2)
        holder = _Sheet(self)
        holder.setProperty("role", "page-body")
        row = QHBoxLayout(holder)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(holder, self))
        for before, after in pairwise((*self._in_order(), self._open, self._demo, self._restore, self._help)):
            self.setTabOrder(before, after)
        self._open.setEnabled(False)
        self._demo.setEnabled(False)
        self._restore.setEnabled(False)

    def _make_fields(self) -> None:
        kinds = ((UnitType.XA, _("Xã")), (UnitType.PHUONG, _("Phường")), (UnitType.DAC_KHU, _("Đặc khu")))
        self._kind = ChoiceField(kinds)
        self._kind.setAccessibleName(_("Loại đơn vị"))
        self._name = LineField(_("ví dụ: Ninh Giang"))
        self._name.setAccessibleName(_("Tên đơn vị"))
        self._province = SuggestField(suggestions())
        self._province.set_placeholder(_("gõ vài chữ rồi chọn, ví dụ: hai phong"))
        self._chairman = LineField(_("Họ và tên đầy đủ"))
        self._set = ChoiceField()
        self._set.setAccessibleName(_("Bộ tiêu chí"))
        self._year = LineField()
        self._year.setAccessibleName(_("Năm đánh giá"))
        self._year.setText(str(self._context.clock.today().year))
        self._unit = _Question(
            1,
            _("Đơn vị nào?"),
            _("Chỉ ghi tên, như trên con dấu."),
            self._kind,
            self._name,
        )
        self._where = _Question(
            2,
            _("Thuộc tỉnh, thành phố nào?"),
            _("Biết nơi nhận hồ sơ và bộ tiêu chí."),
            self._province,
        )
        self._leader = _Question(
            3,
            _("Ai là Chủ tịch UBND?"),
            _("In ở chỗ ký. Chưa rõ thì để trống."),
            self._chairman,
        )
        self._table = _Question(
            4, _("Chấm điểm năm nào, theo bộ tiêu chí nào?"), _(_SET_WHY_FITTING), self._year, self._set
        )
        self._result = Text(role="quiet", wrap=True, parent=self)
        self._show_result()

    def _in_order(self) -> tuple[QWidget, ...]:
        return (self._kind, self._name, self._province, self._chairman, self._year, self._set)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(_("Chính quyền thân thiện"), "title", wrap=True, parent=self))
        told = _(
            "Chấm điểm, minh chứng, thư của Chủ tịch, tiếp công dân và gói hồ sơ cuối năm, ngay trên máy này, "
            "không cần mạng. Chỉ bốn câu hỏi là bắt đầu được; điều gì cũng sửa lại được sau này."
        )
        words.addWidget(Text(told, "quiet", wrap=True, parent=self))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(IconLabel("seal", "accent", 44, self), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _connect(self) -> None:
        self._context.ready.connect(self._on_ready)
        self._name.textChanged.connect(self._on_office)
        self._kind.committed.connect(self._on_office)
        self._province.editTextChanged.connect(self._on_province)
        self._province.committed.connect(self._on_province)
        self._set.committed.connect(self._on_set_picked)
        self._open.clicked.connect(self._on_open)
        self._demo.clicked.connect(self._on_demo)
        self._restore.clicked.connect(self._on_restore)
        self._help.clicked.connect(self._context.help_wanted)

    # -- what depends on what

    @Slot()
    def _on_ready(self) -> None:
        self._context.query(
            self,
            _("Bộ tiêu chí"),
            lambda services: tuple(
                _SetChoice(one.id, one.short_title or one.title, one.province)
                for one in services.criteria.sets()
            ),
            self._on_sets,
        )

    def _on_sets(self, sets: tuple[_SetChoice, ...]) -> None:
        self._sets = sets
        self._set.set_choices([(one.id, one.title) for one in sets])
        self._suggest_set()
        self._open.setEnabled(True)
        self._demo.setEnabled(True)
        self._restore.setEnabled(True)

    def _office(self) -> Office:
        """The office as answered so far, with what follows from the answers."""
        kind = self._kind.value()
        typed = self._province.value()
        # Half a name that is still being typed is none.
        province = "" if self._province.is_being_typed() and typed not in suggestions() else full_name(typed)
        return Office(
            unit_type=kind if isinstance(kind, UnitType) else UnitType.XA,
            name=self._name.value(),
            province=province,
            place=self._name.value(),
            # Vietnamese in every language of the window: papers are addressed to it.
            authority=f"UBND {province}" if province else "",
        )

    def _show_result(self) -> None:
        """What papers will say, so that nobody has to guess what the answers are for."""
        office = self._office()
        if not office.name or not office.authority:
            self._result.setText(_("Sau bốn câu hỏi này chương trình mở sẵn năm chấm điểm đầu tiên."))
            return
        self._result.setText(
            _("Văn bản sẽ ghi: {place}, ngày …; hồ sơ gửi {authority}. Sửa được trong Cài đặt.").format(
                place=office.place, authority=office.authority
            )
        )

    @Slot()
    def _on_office(self) -> None:
        self._unit.set_problem("", self._name)
        self._show_result()

    @Slot(str)
    def _on_province(self, _text: str) -> None:
        self._show_result()
        self._suggest_set()

    @Slot(object)
    def _on_set_picked(self, _value: object) -> None:
        self._set_picked = True

    def _suggest_set(self) -> None:
        """The set of the province, unless the person picked one; and whether the province has one."""
        if not self._sets:
            return
        province = self._office().province
        fitting = [one.id for one in self._sets if one.province and one.province in province]
        if not self._set_picked:
            self._set.show_value(fitting[0] if fitting else USUAL_SET)
        known = fitting or not province
        self._table.why.setText(_(_SET_WHY_FITTING) if known else _(_SET_WHY_OTHER))

    # -- opening

    def _asked(self) -> _Begin | None:
        """What was asked for; None when something is missing, which then stands at its field."""
        year_text = self._year.value()
        year = int(year_text) if year_text.isdecimal() and len(year_text) == 4 else 0
        named = bool(self._name.value())
        known = 2020 <= year <= 2100
        self._unit.set_problem("" if named else _("Hãy nhập tên xã, phường hoặc đặc khu."), self._name)
        self._table.set_problem("" if known else _("Hãy nhập năm, ví dụ 2026."), self._year)
        if not (named and known):
            wrong = self._year if named else self._name
            wrong.setFocus()
            wrong.selectAll()  # typing again takes its place
            return None
        return _Begin(self._office(), self._chairman.value(), str(self._set.value()), year)

    @Slot()
    def _on_open(self) -> None:
        begin = self._asked()
        if begin is None:
            return
        self._set_busy(busy=True)

        def work(services: "Services") -> int:
            services.office.save_office(begin.office)
            if begin.chairman and not services.office.signatories():
                services.office.save_signatory(Signatory(0, begin.chairman, SigningForm.CHAIRMAN, True))
            services.assessment.open_year(begin.year, begin.set_id)
            return begin.year

        self._context.perform(self, _("Mở năm đánh giá"), work, self._on_done, self._on_failed)

    @Slot()
    def _on_restore(self) -> None:
        self._context.go(Place(PageId.SAFETY))

    @Slot()
    def _on_demo(self) -> None:
        self._set_busy(busy=True)
        job = open_sample(self, self._context)
        job.failed.connect(self._on_stopped)
        job.cancelled.connect(self._on_stopped)

    def _on_done(self, year: int) -> None:
        self._context.choose_year(year)
        self.finished.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, AppError):
            self._problem.setText("\n".join(part for part in (error.message, error.hint) if part))
            self._problem.show()
        else:
            self._context.show_error(self, error)

    @Slot()
    def _on_stopped(self) -> None:
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self._problem.hide()
        self._open.setEnabled(not busy)
        self._demo.setEnabled(not busy)
        self._restore.setEnabled(not busy)

    def _on_next(self) -> None:
        """From a field to the one after it; from the last, open the year."""
        focused = QApplication.focusWidget()
        fields = self._in_order()
        for before, after in pairwise(fields):
            if focused is before or (focused is not None and before.isAncestorOf(focused)):
                after.setFocus(Qt.FocusReason.TabFocusReason)
                return
        if focused is fields[-1] and self._open.isEnabled():
            self._on_open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next field, and opens the year from the last."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_next()
            return
        super().keyPressEvent(event)
