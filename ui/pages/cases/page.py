"""The page of citizen reception and petitions: the list with its entry line, and one case at a time."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.cases import CaseView
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.cases.papers import CasePapers
from ui.pages.cases.register import CaseRegister
from ui.people.permission import reserve
from ui.places import PageId, Place
from ui.widgets.page import Page
from ui.widgets.text import button

if TYPE_CHECKING:
    from ui.pages.cases.case_view import CaseView as CasePart

#: Parts of the page, as a ``Place`` names them.
REGISTER, ENTRY, CASE = "register", "entry", "case"


class CasesPage(Page):
    """Citizen reception and petitions."""

    watched = frozenset({Area.CASES, Area.CALENDAR, Area.OFFICE})
    uses_year = False
    help_topic = "cases"
    asks = Right.CASES

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._write = button(_("Ghi lượt tiếp"), "add", "primary", "Ctrl+N", parent=self)
        self._write.hide()
        reserve(context, Right.CASES, self._write)
        self.register = CaseRegister(context, self)
        self._case: CasePart | None = None
        self.papers = CasePapers(context, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.register)
        self.setFocusProxy(self.register)  # coming here is to stand in what is in view
        column = QVBoxLayout(self)
        self.keep_air(column, roomy=(16, 16), small=(8, 10))
        column.addWidget(self._stack)
        self._commands = self._make_commands()
        self._connect()

    @property
    def case(self) -> "CasePart":
        """The part for one case, made when it is first asked for."""
        return self.make_case()

    def make_case(self) -> "CasePart":
        """Make the part for one case."""
        if self._case is None:
            from ui.pages.cases.case_view import CaseView as CasePart

            made = CasePart(self.context)
            made.left.connect(self._on_left)
            made.open_wanted.connect(self._on_open)
            made.slip_wanted.connect(self.papers.print_slips)
            made.heading_changed.connect(self.framed)
            here = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence("Ctrl+N"), made, context=here).activated.connect(self._on_write)
            self._stack.addWidget(made)
            self._case = made
        return self._case

    # -- what the shell asks

    def reload(self) -> None:
        """The part in view reads again."""
        if (case := self._case_in_view()) is not None:
            case.reload()
        else:
            self.register.reload()

    def heading(self) -> str:
        """The number of the case in view."""
        case = self._case_in_view()
        return case.title() if case is not None else ""

    def primary_button(self) -> QPushButton | None:
        """Writing an entry; the next step of a case."""
        case = self._case_in_view()
        return case.next_button if case is not None else self._write

    def parts_ahead(self) -> Sequence[Callable[[], object]]:
        """The entry line and the part for one case."""
        return (self.register.make_entry, self.make_case)

    def filter_box(self) -> QLineEdit | None:
        """Ctrl+F."""
        return self.register.box if self._stack.currentWidget() is self.register else None

    def commands(self) -> Sequence[QAction]:
        """For the palette."""
        return self._commands

    def go_to_front(self) -> None:
        """Back to the list."""
        self._show(self.register)

    def show_place(self, place: Place) -> None:
        """Go to a part; see :class:`ui.places.Place`."""
        part, _colon, what = place.part.partition(":")
        if part == CASE and what.isdecimal():
            self._show(self.case)
            self.case.open_case(int(what))
            return
        self._show(self.register)
        if part == ENTRY:
            self.register.begin_entry()
        elif self.papers.open_part(part):
            return
        if place.filter in {view.value for view in CaseView}:
            self.register.show_view(CaseView(place.filter))
        if place.evidence_id is not None:
            self.register.choose(place.evidence_id)

    # -- inside

    def _case_in_view(self) -> "CasePart | None":
        return self._case if self._case is not None and self._stack.currentWidget() is self._case else None

    def _make_commands(self) -> tuple[QAction, ...]:
        made = [
            self.action_to(_("Ghi lượt tiếp..."), Place(PageId.CASES, part=ENTRY)),
            self.action_to(_("Đơn, vụ việc đang xử lý"), Place(PageId.CASES, filter=CaseView.OPEN.value)),
            self.action_to(_("Đơn, vụ việc quá hạn"), Place(PageId.CASES, filter=CaseView.OVERDUE.value)),
        ]
        for words, icon, part in self.papers.offered():
            action = self.action_to(words, Place(PageId.CASES, part=part))
            self.register.add_tool(action, icon)
            if part == "import":
                reserve(self.context, Right.CASES, action)
            made.append(action)
        return tuple(made)

    def _connect(self) -> None:
        self._write.clicked.connect(self._on_write)
        self.register.begin_wanted.connect(self._on_write)
        self.register.open_wanted.connect(self._on_open)
        self.register.national_wanted.connect(self._on_national)
        self.register.slip_wanted.connect(self.papers.print_slips)
        self.register.receipt_wanted.connect(self._on_receipt)
        self.papers.cases_wanted.connect(self._on_cases)

    def _show(self, part: QWidget) -> None:
        if part is self._stack.currentWidget():
            return
        self._stack.setCurrentWidget(part)
        self.framed.emit()
        if part is self.register and self.context.is_ready:
            self.register.reload()
            self.register.setFocus()

    @Slot()
    def _on_write(self) -> None:
        self._show(self.register)
        self.register.begin_entry()

    @Slot(int)
    def _on_open(self, case_id: int) -> None:
        self.context.go(Place(PageId.CASES, part=f"{CASE}:{case_id}"))

    @Slot()
    def _on_left(self) -> None:
        self._show(self.register)
        case_id = self.case.case_id()
        if case_id is not None:
            self.register.choose(case_id)

    @Slot(object)
    def _on_national(self, ids: Sequence[int]) -> None:
        from ui.pages.cases.acts import CaseActs

        CaseActs(self.context, self).national(ids)

    @Slot(int)
    def _on_receipt(self, case_id: int) -> None:
        from ui.cases.form_dialog import open_form

        open_form(self, self.context, lambda services: services.case_forms.blank(case_id, "receipt"))

    @Slot(object, str)
    def _on_cases(self, ids: Sequence[int], words: str) -> None:
        self._show(self.register)
        self.register.show_ids(ids, words)
