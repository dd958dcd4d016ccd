"""The columns of a list: each with an example from it, and the field of the letter that it fills."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from friendly_desktop.domain.letters import Field
from friendly_desktop.domain.letters.lists import LetterList, is_counting
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _
from ui.widgets.fields import ChoiceField
from ui.widgets.text import ElidedText, Text

_EXAMPLES = 3
_SEARCHED = 500


class ListColumns(QWidget):
    """One line a column: its heading, some of its values, a choice of fields.

    Signals:
        changed: the person mapped a column otherwise.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: dict[str, ChoiceField] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 4)

    def show_list(self, found: LetterList, fields: Sequence[Field], mapping: Mapping[str, str]) -> None:
        """Show the columns of a list and where each goes."""
        self._clear()
        for column, words in enumerate((_("Cột của danh sách"), _("Ví dụ"), _("Điền vào"))):
            self._grid.addWidget(Text(words, "quiet-small", parent=self), 0, column)
        offered = [(None, _("Không dùng")), *((one.id, one.label) for one in fields)]
        row = 1
        before: QWidget | None = None
        for place, heading in enumerate(found.headings):
            if is_counting(heading):
                continue
            choice = ChoiceField(offered, self)
            choice.setMinimumContentsLength(10)
            choice.setAccessibleName(_("Cột «{heading}» điền vào").format(heading=heading))
            choice.show_value(mapping.get(heading))
            choice.committed.connect(self._on_chosen)
            name = ElidedText(heading, "strong", parent=self)
            name.setToolTip(heading)
            example = _example(found, place)
            words_ = ElidedText(example, "quiet", parent=self)
            words_.setToolTip(example)
            self._grid.addWidget(name, row, 0)
            self._grid.addWidget(words_, row, 1)
            self._grid.addWidget(choice, row, 2)
            self._choices[heading] = choice
            if before is not None:
                QWidget.setTabOrder(before, choice)
            before = choice
            row += 1
        self._grid.setRowStretch(row, 1)

    def mapping(self) -> dict[str, str]:
        """Heading to field, of the columns in use."""
        chosen = {heading: choice.value() for heading, choice in self._choices.items()}
        return {heading: field_id for heading, field_id in chosen.items() if isinstance(field_id, str)}

    def choice(self, heading: str) -> ChoiceField:
        """Where the field of a column is chosen."""
        return self._choices[heading]

    def _clear(self) -> None:
        self._choices.clear()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    @Slot(object)
    def _on_chosen(self, _field: object) -> None:
        self.changed.emit()


def _example(found: LetterList, place: int) -> str:
    """Some different values of a column."""
    seen: dict[str, None] = {}
    for row in found.rows[:_SEARCHED]:
        text = clean_line(row.cells[place]) if place < len(row.cells) else ""
        if text:
            seen.setdefault(text)
        if len(seen) == _EXAMPLES:
            break
    return "; ".join(seen)
