"""Opens an assessment year: which year, which criteria set, whether to carry last year over."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.fields import LineField
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the dialog needs to know before it opens."""

    sets: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, str], ...]


class OpenYear(QDialog):
    """Gathers the year and the set, then opens the year and shows it."""

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        super().__init__(parent)
        self._context = context
        self._taken: frozenset[int] = frozenset()
        self.setWindowTitle(_("Mở năm đánh giá"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._year = LineField(parent=self)
        self._year.setAccessibleName(_("Năm"))
        self._set = QComboBox(self)
        self._set.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._set.setMinimumContentsLength(36)
        self._set.setAccessibleName(_("Bộ tiêu chí"))
        self._carry = QCheckBox(_("Lấy lại phân công và hạn của năm trước"), self)
        self._carry.setChecked(True)
        self._problem = Text(role="problem", wrap=True, parent=self)
        self._problem.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(_("Năm"), self._year)
        form.addRow("", self._problem)
        form.addRow(_("Bộ tiêu chí"), self._set)
        form.addRow("", self._carry)
        self._open = button(_("Mở năm"), kind="primary", parent=self)
        self._open.setDefault(True)
        cancel = button(_("Hủy"), parent=self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(Text(_("Mở năm đánh giá"), "heading", parent=self))
        layout.addLayout(form)
        layout.addLayout(row)
        cancel.clicked.connect(self.reject)
        self._open.clicked.connect(self._on_open)
        self._year.textChanged.connect(self._on_year)

    def start(self) -> None:
        """Ask for the sets and the years there are, then show."""

        def read(services: "Services") -> _Choice:
            return _Choice(
                tuple((one.id, one.short_title or one.title) for one in services.criteria.sets()),
                tuple((one.year, one.set_id) for one in services.assessment.years()),
            )

        self._context.query(self, _("Mở năm đánh giá"), read, self._on_choice)

    def _on_choice(self, choice: _Choice) -> None:
        for set_id, title in choice.sets:
            self._set.addItem(title, set_id)
        self._taken = frozenset(year for year, _set in choice.years)
        self._year.setText(str(max(self._taken, default=self._context.clock.today().year - 1) + 1))
        if choice.years:
            self._set.setCurrentIndex(max(0, self._set.findData(max(choice.years)[1])))
        self._carry.setEnabled(bool(choice.years))
        self._on_year()
        self.open()

    @Slot()
    def _on_year(self) -> None:
        year = self._typed_year()
        problem = ""
        if year is None:
            problem = _("Hãy nhập năm bốn chữ số, ví dụ 2027.")
        elif year in self._taken:
            problem = _("Năm này đã mở rồi. Hãy chọn năm khác.")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._open.setEnabled(not problem)

    def _typed_year(self) -> int | None:
        text = self._year.value()
        return int(text) if len(text) == 4 and text.isascii() and text.isdecimal() else None

    @Slot()
    def _on_open(self) -> None:
        year, set_id = self._typed_year(), self._set.currentData()
        if year is None:
            return
        carry = self._carry.isChecked() and self._carry.isEnabled()

        def work(services: "Services") -> Any:
            return services.assessment.open_year(year, set_id, carry_over=carry)

        self._context.perform(self, _("Mở năm đánh giá"), work, self._on_opened)

    def _on_opened(self, view: Any) -> None:
        self._context.choose_year(view.year)
        self.accept()
