"""The filters above the tree: which leaves, whose, with which words."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLineEdit, QWidget

from friendly_desktop.domain.office import Person
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from ui.pages.assessment.lines import Filter, Line, passes
from ui.widgets.fields import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.text import button


class FilterBar(QWidget):
    """Buttons with counts, whose leaves, and a box for words.

    Signals:
        changed: something else is to be shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[object, str]] = []
        self._told: list[tuple[object, str]] = []
        self._group = QButtonGroup(self)
        row = FlowLayout(self)
        for place, wanted in enumerate(Filter):
            made = button(_words(wanted, scored=True).format(n=0), kind="filter", parent=self)
            made.setProperty("filter", wanted)
            self._group.addButton(made, place)
            row.addWidget(made)
        self._group.button(0).setChecked(True)
        self._low = False
        self.chosen = ChoiceField((), self)
        self.chosen.setAccessibleName(_("Chỉ xem các mục"))
        self.chosen.hide()
        row.addWidget(self.chosen)
        self.officer = ChoiceField((), self)
        self.officer.setAccessibleName(_("Chỉ xem việc của"))
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Lọc theo chữ"))
        self.box.setAccessibleName(_("Lọc theo chữ"))
        self.box.setToolTip(_("Lọc theo chữ, có dấu hay không dấu đều được (Ctrl+F)"))
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 14)
        self.box.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 36)
        row.addWidget(self.officer)
        row.addWidget(self.box)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(150)
        self._timer.timeout.connect(self.changed)
        self.chosen.committed.connect(self._on_chosen)
        self._group.buttonClicked.connect(self._on_button)
        self.officer.committed.connect(self._on_officer)
        self.box.textChanged.connect(self._on_text)

    @property
    def wanted(self) -> Filter:
        """The chosen filter."""
        return list(Filter)[self._group.checkedId()]

    @property
    def words(self) -> tuple[str, ...]:
        """The words looked for, folded."""
        return tuple(fold(self.box.text()).split())

    def choose(self, wanted: Filter) -> None:
        """Choose a filter from outside; words and officer are cleared, so that it shows what it counts."""
        self._group.button(list(Filter).index(wanted)).setChecked(True)
        self.chosen.show_value(wanted)
        self.officer.show_value(None)
        self.box.clear()
        self.changed.emit()

    def show_counts(self, lines: Mapping[str, Line], *, scored: bool) -> None:
        """The numbers on the buttons."""
        for place, wanted in enumerate(Filter):
            count = sum(passes(line, wanted) for line in lines.values())
            made = self._group.button(place)
            made.setText(_words(wanted, scored=scored).format(n=count))
            if made.property("count") != count:
                made.setProperty("count", count)
                made.updateGeometry()
        told: list[tuple[object, str]] = [
            (one, self._group.button(place).text()) for place, one in enumerate(Filter)
        ]
        if told != self._told:
            self._told = told
            self.chosen.set_choices(told)
            self.chosen.show_value(self.wanted)

    def set_low(self, low: bool) -> None:
        """One list to choose from instead of a line of buttons, where the window is low."""
        if low == self._low:
            return
        self._low = low
        self.chosen.setVisible(low)
        for made in self._group.buttons():
            made.setVisible(not low)

    def show_people(self, people: Iterable[Person]) -> None:
        """Whose leaves may be asked for."""
        offered: list[tuple[object, str]] = [(None, _("Mọi người")), *((one.id, one.name) for one in people)]
        if offered != self._offered:
            self._offered = offered
            self.officer.set_choices(offered)
        self.officer.setVisible(len(offered) > 1)

    @property
    def is_plain(self) -> bool:
        """Whether everything is shown."""
        return self.wanted is Filter.ALL and not self.words and self.officer.value() is None

    @Slot(QAbstractButton)
    def _on_button(self, _chosen: QAbstractButton) -> None:
        self.chosen.show_value(self.wanted)
        self.changed.emit()

    @Slot(object)
    def _on_chosen(self, wanted: object) -> None:
        self._group.button(list(Filter).index(Filter(wanted))).setChecked(True)
        self.changed.emit()

    @Slot(object)
    def _on_officer(self, _officer: object) -> None:
        self.changed.emit()

    @Slot()
    def _on_text(self) -> None:
        self._timer.start()


def _words(wanted: Filter, *, scored: bool) -> str:
    """The words of a filter; a set without points is done, not scored."""
    if wanted is Filter.TODO and not scored:
        return _("Chưa làm {n}")
    return {
        Filter.ALL: _("Tất cả {n}"),
        Filter.TODO: _("Chưa chấm {n}"),
        Filter.NO_EVIDENCE: _("Thiếu minh chứng {n}"),
        Filter.OVERDUE: _("Quá hạn {n}"),
        Filter.PROBLEMS: _("Cần xem lại {n}"),
        Filter.PROPOSED: _("Có đề nghị {n}"),
    }[wanted]
