"""Settings: the office and its people, who signs, letters, working days, time limits, the look. Saved as it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import LetterBook
from friendly_desktop.domain.letters.ages import AgeRule
from friendly_desktop.domain.office import Hamlet, Office, Person, Signatory, Unit, UnitType
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.letters.ages import age_rule
from ui.context import UiContext
from ui.pages.settings.deadlines import DeadlinesTab
from ui.pages.settings.letters import LettersTab
from ui.pages.settings.look import LookTab
from ui.pages.settings.people import HamletsTab, PeopleTab, SignatoriesTab, UnitsTab
from ui.pages.settings.workdays import WorkdaysTab
from ui.people.permission import reserve
from ui.places import Place
from ui.widgets.fields import ChoiceField, Field, LineField, TextField
from ui.widgets.measure import Measure
from ui.widgets.page import Page
from ui.widgets.text import Text, card, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


@dataclass(frozen=True, slots=True)
class OfficeData:
    """Everything the settings page shows."""

    office: Office
    units: tuple[Unit, ...]
    people: tuple[Person, ...]
    signatories: tuple[Signatory, ...]
    hamlets: tuple[Hamlet, ...]
    books: tuple[LetterBook, ...]
    rule: AgeRule


class SettingsPage(Page):
    """The office, its units and people, the signatories, the thôn, letters, working days, time limits, the look.

    One tab each; the calendar and the time limits are read when their tab is first seen.
    """

    watched = frozenset({Area.OFFICE, Area.LETTERS, Area.CALENDAR})
    uses_year = False
    help_topic = "settings"
    asks = Right.OFFICE

    def __init__(self, context: UiContext) -> None:
        super().__init__(context)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._office = OfficeTab(context, self)
        reserve(context, Right.OFFICE, self._office)
        self._units = UnitsTab(context, self)
        self._people = PeopleTab(context, self)
        self._signatories = SignatoriesTab(context, self)
        self._hamlets = HamletsTab(context, self)
        self._letters = LettersTab(context, self)
        self._workdays: WorkdaysTab | None = None
        self._deadlines: DeadlinesTab | None = None
        self._look = LookTab(context, self)
        self._parts: dict[str, QScrollArea] = {}
        for part, words, tab in (
            ("office", _("Đơn vị"), self._office),
            ("units", _("Các phòng, bộ phận"), self._units),
            ("people", _("Cán bộ, công chức"), self._people),
            ("signatories", _("Người ký"), self._signatories),
            ("hamlets", _("Thôn, tổ dân phố"), self._hamlets),
            ("letters", _("Thư"), self._letters),
            ("workdays", _("Lịch làm việc"), None),
            ("deadlines", _("Thời hạn"), None),
            ("look", _("Giao diện"), self._look),
        ):
            outer = scrolled(tab or QWidget(), self)
            self._parts[part] = outer
            self._tabs.addTab(outer, words)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 8, 12, 0)
        layout.addWidget(self._tabs)
        self.setFocusProxy(self._tabs.tabBar())
        self._tabs.currentChanged.connect(self._on_tab)

    @property
    def workdays(self) -> WorkdaysTab:
        """The working calendar, made when first wanted."""
        if self._workdays is None:
            self._workdays = WorkdaysTab(self.context, self)
            self._parts["workdays"].setWidget(self._workdays)
        return self._workdays

    @property
    def deadlines(self) -> DeadlinesTab:
        """The time limits, made when first wanted."""
        if self._deadlines is None:
            self._deadlines = DeadlinesTab(self.context, self)
            self._parts["deadlines"].setWidget(self._deadlines)
        return self._deadlines

    def reload(self) -> None:
        """Read the office again."""

        def read(services: "Services") -> OfficeData:
            office = services.office
            return OfficeData(
                office.office(),
                office.units(),
                office.people(),
                office.signatories(),
                office.hamlets(),
                services.letters.books(),
                age_rule(office),
            )

        self.context.query(self, _("Cài đặt"), read, self._on_read)
        self._refresh_tab()

    def show_place(self, place: Place) -> None:
        """Go to a tab by its part."""
        if place.part in self._parts:
            self._tabs.setCurrentWidget(self._parts[place.part])
        if place.part == "workdays" and place.filter.isdecimal():
            self.workdays.show_year(int(place.filter))

    def _refresh_tab(self) -> None:
        """The tabs of legal time read for themselves, and only while they are in view."""
        shown = self._tabs.currentWidget()
        if shown is self._parts["workdays"]:
            self.workdays.refresh()
        elif shown is self._parts["deadlines"]:
            self.deadlines.refresh()

    @Slot(int)
    def _on_tab(self, _place: int) -> None:
        if self.context.is_ready:
            self._refresh_tab()

    def _on_read(self, found: OfficeData) -> None:
        self._office.show_office(found.office)
        self._units.show_rows(found.units)
        self._people.show_people(found.people, found.units)
        self._signatories.show_rows(found.signatories)
        self._hamlets.show_rows(found.hamlets)
        self._letters.show_letters(found.books, found.rule)


class OfficeTab(QWidget):
    """The office as its documents name it."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._office = Office()
        kinds = ((UnitType.XA, _("Xã")), (UnitType.PHUONG, _("Phường")), (UnitType.DAC_KHU, _("Đặc khu")))
        self._kind = ChoiceField(kinds)
        self._name = LineField()
        self._province = LineField()
        self._place = LineField()
        self._authority = LineField()
        self._salutation = LineField()
        self._symbol = LineField()
        self._recipients = TextField(lines=4)
        self._name_field = Field(_("Tên đơn vị"), self._name)
        self._arrange()
        self._kind.committed.connect(self._on_committed)
        self._recipients.committed.connect(self._on_committed)
        for field in self._lines():
            field.committed.connect(self._on_committed)

    def _lines(self) -> Sequence[LineField]:
        return (self._name, self._province, self._place, self._authority, self._salutation, self._symbol)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(Field(_("Loại đơn vị"), self._kind), 0, 0)
        grid.addWidget(self._name_field, 0, 1)
        place_hint = _("Đứng trước ngày tháng, ví dụ: Ninh Giang, ngày 05 tháng 3 năm 2026")
        grid.addWidget(Field(_("Địa danh ghi trên văn bản"), self._place, place_hint), 1, 0)
        grid.addWidget(Field(_("Tỉnh, thành phố"), self._province), 1, 1)
        symbol_hint = _("Trong số hiệu văn bản, ví dụ: 15/TTr-UBND")
        grid.addWidget(Field(_("Ký hiệu cơ quan"), self._symbol, symbol_hint), 2, 0)
        grid.addWidget(Field(_("Cơ quan cấp trên nhận hồ sơ"), self._authority), 2, 1)
        salutation_hint = _("Để trống thì dùng tên cơ quan cấp trên")
        grid.addWidget(Field(_("Kính gửi"), self._salutation, salutation_hint), 3, 0, 1, 2)
        recipients_hint = _("Mỗi dòng một nơi, ví dụ: - Như trên; - Lưu: VT.")
        grid.addWidget(Field(_("Nơi nhận"), self._recipients, recipients_hint), 4, 0, 1, 2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        form = card(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(grid)
        Measure(form, 820)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 20, 20, 24)
        layout.setSpacing(12)
        words = _("Sửa xong một ô là đã lưu; không cần bấm nút nào.")
        layout.addWidget(Text(words, "quiet", wrap=True, parent=self))
        row = QHBoxLayout()
        row.addWidget(form, 100)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_office(self, office: Office) -> None:
        """Show the stored office."""
        self._office = office
        self._kind.show_value(office.unit_type)
        self._name.show_value(office.name)
        self._province.show_value(office.province)
        self._place.show_value(office.place)
        self._authority.show_value(office.authority)
        self._salutation.show_value(office.authority_salutation)
        self._symbol.show_value(office.symbol)
        self._recipients.show_value("\n".join(office.recipients))

    @Slot()
    def _on_committed(self) -> None:
        kind = self._kind.value()
        empty = not self._name.value()
        self._name_field.set_problem(_("Tên đơn vị không được để trống.") if empty else "")
        if empty:
            return
        self._office = replace(
            self._office,
            unit_type=kind if isinstance(kind, UnitType) else UnitType.XA,
            name=self._name.value(),
            province=self._province.value(),
            place=self._place.value(),
            authority=self._authority.value(),
            authority_salutation=self._salutation.value(),
            symbol=self._symbol.value(),
            recipients=tuple(line for line in self._recipients.value().split("\n") if line.strip()),
        )
        office = self._office
        self._context.perform(self, _("Lưu đơn vị"), lambda services: services.office.save_office(office))
