"""Which pages of a book, printed before, are to be printed once more: exactly as they were."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.pages.cases.act_dialogs import ActDialog
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.suggesting import SuggestLine
from ui.widgets.text import Text

if TYPE_CHECKING:
    from friendly_desktop.services.case_register.service import PartOverview


class PrintedPart(NamedTuple):
    """Printed pages of a part, or of its supplement."""

    layout_id: str
    supplement: bool
    pages: int
    words: str


def printed_parts(parts: "Sequence[PartOverview]") -> tuple[PrintedPart, ...]:
    """What of a book was printed and can be printed again."""
    found = []
    for part in parts:
        named = part.layout.form or part.layout.title
        if part.printed_pages:
            found.append(PrintedPart(part.layout.id, False, part.printed_pages, named))
        if part.supplement_pages:
            words = _("Phần bổ sung: {form}").format(form=named)
            found.append(PrintedPart(part.layout.id, True, part.supplement_pages, words))
    return tuple(found)


class ReprintDialog(ActDialog):
    """Asks for the pages.

    Args:
        parent: where it stands.
        parts: what was printed; at least one.
        done: gets the part, the first and the last page.
    """

    def __init__(
        self, parent: QWidget, parts: Sequence[PrintedPart], done: Callable[[PrintedPart, int, int], None]
    ) -> None:
        super().__init__(parent, _("In lại trang đã in vào sổ"), _("In lại"))
        self._done = done
        self.part = ChoiceField([(one, one.words) for one in parts], self)
        self.pages = SuggestLine(self)
        self._field = Field(_("Trang"), self.pages, _("Gõ 3, hoặc 3-5 cho các trang từ 3 đến 5"), self)
        column = QVBoxLayout()
        column.setSpacing(12)
        words = _("Trang in lại giống hệt trang đã in, dù vụ việc về sau có thay đổi.")
        column.addWidget(Text(words, "quiet", wrap=True, parent=self))
        column.addWidget(Field(_("Phần của sổ"), self.part, parent=self))
        column.addWidget(self._field)
        column.addStretch(1)
        self.arrange(column, 60)
        self.part.committed.connect(self._on_part)
        self.pages.passed.connect(self.finish)
        self._on_part(self.part.value())
        self.pages.setFocus()

    def finish(self) -> None:
        """Hand over the pages."""
        part = self.part.value()
        found = re.fullmatch(r"\s*(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\s*", self.pages.text())
        if not isinstance(part, PrintedPart):
            return
        first = int(found[1]) if found else 0
        last = int(found[2] or first) if found else 0
        if not 1 <= first <= last <= part.pages:
            self._field.set_problem(
                _("Phần này đã in các trang từ 1 đến {last}. Hãy gõ như 3 hoặc 3-5.").format(last=part.pages)
            )
            return
        self.accept()
        self._done(part, first, last)

    @Slot(object)
    def _on_part(self, part: object) -> None:
        if isinstance(part, PrintedPart):
            self.pages.setText(str(part.pages))
            self.pages.selectAll()
            self._field.set_problem("")
