"""First run: a calm page that asks for the office once and opens its first year."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.pages.welcome.provinces import full_name, suggestions
from ui.widgets.fields import ChoiceField, Field, LineField, SuggestField
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

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


class WelcomePage(QWidget):
    """Asks for the office, the criteria set and the year; or fills in sample data.

    Signals:
        finished: the office is set up and a year is open.
    """

    finished = Signal()
    help_topic = "welcome"

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sets: tuple[_SetChoice, ...] = ()
        self._authority_typed = False
        self._place_typed = False
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
        self._open = button(_("Mở năm đánh giá"), "check", "primary")
        self._demo = button(_("Dùng dữ liệu mẫu"), kind="quiet")
        self._demo.setToolTip(_("Xem thử với một xã giả định; dùng cho thư mục dữ liệu còn trống"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._demo)
        buttons.addStretch(1)
        buttons.addWidget(self._open)
        form = card(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(16)
        column.addLayout(self._grid())
        column.addWidget(self._problem)
        column.addLayout(buttons)
        inner = QWidget(self)
        inner.setProperty("role", "page-body")
        inner.setMaximumWidth(720)
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(0, 16, 0, 16)
        middle.setSpacing(16)
        middle.addStretch(1)
        middle.addLayout(self._head())
        middle.addWidget(form)
        middle.addStretch(2)
        holder = QWidget(self)
        holder.setProperty("role", "page-body")
        row = QHBoxLayout(holder)
        row.setContentsMargins(24, 0, 24, 0)
        row.addStretch(1)
        row.addWidget(inner, 100)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(holder, self))
        for before, after in pairwise((*self._in_order(), self._open, self._demo)):
            self.setTabOrder(before, after)
        self._open.setEnabled(False)
        self._demo.setEnabled(False)

    def _make_fields(self) -> None:
        kinds = ((UnitType.XA, _("Xã")), (UnitType.PHUONG, _("Phường")), (UnitType.DAC_KHU, _("Đặc khu")))
        self._kind = ChoiceField(kinds)
        self._name = LineField(_("ví dụ: Ninh Giang"))
        self._province = SuggestField(suggestions())
        self._province.set_placeholder(_("ví dụ: thành phố Hải Phòng"))
        self._place = LineField()
        self._authority = LineField(_("ví dụ: UBND thành phố Hải Phòng"))
        self._chairman = LineField(_("Họ và tên đầy đủ"))
        self._set = ChoiceField()
        self._year = LineField()
        self._year.setText(str(self._context.clock.today().year))
        self._name_field = Field(_("Tên đơn vị"), self._name)
        self._year_field = Field(_("Năm đánh giá"), self._year)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        rows = (
            (Field(_("Loại đơn vị"), self._kind), self._name_field),
            (Field(_("Địa danh ghi trên văn bản"), self._place), Field(_("Tỉnh, thành phố"), self._province)),
            (
                Field(_("Chủ tịch UBND"), self._chairman),
                Field(_("Cơ quan cấp trên nhận hồ sơ"), self._authority),
            ),
            (self._year_field, Field(_("Bộ tiêu chí"), self._set)),
        )
        for number, (left, right) in enumerate(rows):
            grid.addWidget(left, number, 0)
            grid.addWidget(right, number, 1)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        return grid

    def _in_order(self) -> tuple[QWidget, ...]:
        return (
            self._kind,
            self._name,
            self._place,
            self._province,
            self._chairman,
            self._authority,
            self._year,
            self._set,
        )

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(IconLabel("seal", "accent", 44, self))
        head.addWidget(Text(_("Chính quyền thân thiện"), "title", wrap=True, parent=self))
        words = _(
            "Điền một lần, mọi văn bản sau này dùng lại. Tất cả đều sửa được trong phần Cài đặt. "
            "Nhấn Enter để sang ô tiếp theo."
        )
        head.addWidget(Text(words, "quiet", wrap=True, parent=self))
        return head

    def _connect(self) -> None:
        self._context.ready.connect(self._on_ready)
        self._name.textChanged.connect(self._on_name)
        self._place.textEdited.connect(self._on_place_typed)
        self._authority.textEdited.connect(self._on_authority_typed)
        self._province.editTextChanged.connect(self._on_province)
        self._set.committed.connect(self._on_set_picked)
        self._open.clicked.connect(self._on_open)
        self._demo.clicked.connect(self._on_demo)

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

    @Slot(str)
    def _on_name(self, _text: str) -> None:
        if not self._place_typed:
            self._place.setText(self._name.value())

    @Slot()
    def _on_place_typed(self) -> None:
        self._place_typed = bool(self._place.value())

    @Slot()
    def _on_authority_typed(self) -> None:
        self._authority_typed = bool(self._authority.value())

    @Slot(str)
    def _on_province(self, _text: str) -> None:
        province = full_name(self._province.value())
        if not self._authority_typed:
            # Vietnamese in every language of the window: papers are addressed to it.
            self._authority.setText(f"UBND {province}" if province else "")
        self._suggest_set()

    @Slot(object)
    def _on_set_picked(self, _value: object) -> None:
        self._set_picked = True

    def _suggest_set(self) -> None:
        """The set of the province, unless the person picked one."""
        if self._set_picked or not self._sets:
            return
        province = self._province.value()
        fitting = [one.id for one in self._sets if one.province and one.province in province]
        self._set.show_value(fitting[0] if fitting else USUAL_SET)

    # -- opening

    def _asked(self) -> _Begin | None:
        """What was asked for; None when something is missing, which then stands at its field."""
        year_text = self._year.value()
        year = int(year_text) if year_text.isdecimal() and len(year_text) == 4 else 0
        problems = (
            (self._name_field, "" if self._name.value() else _("Hãy nhập tên xã, phường hoặc đặc khu.")),
            (self._year_field, "" if 2020 <= year <= 2100 else _("Hãy nhập năm, ví dụ 2026.")),
        )
        first_wrong: Field | None = None
        for field, sentence in problems:
            field.set_problem(sentence)
            if sentence and first_wrong is None:
                first_wrong = field
        if first_wrong is not None:
            first_wrong.input.setFocus()
            return None
        kind = self._kind.value()
        office = Office(
            unit_type=kind if isinstance(kind, UnitType) else UnitType.XA,
            name=self._name.value(),
            province=full_name(self._province.value()),
            place=self._place.value(),
            authority=self._authority.value(),
        )
        return _Begin(office, self._chairman.value(), str(self._set.value()), year)

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
    def _on_demo(self) -> None:
        self._set_busy(busy=True)

        def work(services: "Services", job: JobContext) -> int:
            services.demo.fill(job=job)
            return max(one.year for one in services.assessment.years())

        job = self._context.run_long(self, _("Tạo dữ liệu mẫu"), work, self._on_done, self._on_failed)
        job.cancelled.connect(self._on_cancelled)

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
    def _on_cancelled(self) -> None:
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        self._problem.hide()
        self._open.setEnabled(not busy)
        self._demo.setEnabled(not busy)

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
