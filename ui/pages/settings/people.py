"""The lists of the settings page: units, people, signatories, thôn. A list above, the chosen one below it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from friendly_desktop.domain.bin import BinKind
from friendly_desktop.domain.office import Hamlet, Person, Signatory, SigningForm, Unit
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.people.permission import reserve
from ui.safety.history import Record, history_button
from ui.widgets.fields import ChoiceField, Field, LineField, TextField
from ui.widgets.measure import Measure
from ui.widgets.text import Text, button, card
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

SHOWN_ROWS = 7


class _ListTab(QWidget):
    """A list with "add" and "remove", and a form for the chosen row."""

    add_words = ""
    list_name = ""
    empty_words = ""
    records = ""  # the table of the rows

    def __init__(self, context: UiContext, parent: QWidget, columns: Sequence[Column[Any]]) -> None:
        super().__init__(parent)
        self._context = context
        self._wanted: int | None = None
        self._model: TableModel[Any] = TableModel(columns, key=lambda row: row.id, parent=self)
        self._view = table(self._model, columns, self.list_name, self)
        ListPapers(self._context, self._view)
        self._view.setMinimumHeight(row_height(self._view) * SHOWN_ROWS)
        self._none = Text(self.empty_words, "quiet", wrap=True, parent=self)
        self._add = button(self.add_words, "add", parent=self)
        self._remove = button(_("Bỏ khỏi danh sách"), "remove", "quiet", parent=self)
        reserve(self._context, Right.OFFICE, self._add, self._remove)
        self.history = history_button(context, self, self._record)
        self._form = card(self)
        reserve(self._context, Right.OFFICE, self._form)
        self._form_row = QHBoxLayout(self._form)
        self._form_row.setContentsMargins(20, 16, 20, 16)
        self._form_row.setSpacing(16)
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addWidget(self._remove)
        buttons.addWidget(self.history)
        buttons.addStretch(1)
        inner = QWidget(self)
        Measure(inner, 820)
        inner.setProperty("role", "page-body")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(buttons)
        column.addWidget(self._none)
        column.addWidget(self._view)
        column.addWidget(self._form)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 20, 20, 24)
        layout.addWidget(inner, 100)
        layout.addStretch(1)
        self._build_form()
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)
        self._view.selectionModel().currentRowChanged.connect(self._on_current)
        self._model.modelReset.connect(self._on_reset)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._on_remove)
        self._remove.setToolTip(_("Bỏ khỏi danh sách (Delete)"))
        self._show_current()

    def _record(self) -> Record | None:
        row = self.current()
        return Record(self.records, row.id, self.list_name) if row is not None else None

    # -- what each list says

    def _build_form(self) -> None:
        raise NotImplementedError

    def _show_form(self, row: Any) -> None:
        raise NotImplementedError

    def _first_field(self) -> QWidget:
        raise NotImplementedError

    def _new(self, services: "Services") -> int:
        raise NotImplementedError

    def _take_away(self, services: "Services", row: Any) -> None:
        raise NotImplementedError

    def _bring_back(self, services: "Services", row: Any) -> None:
        raise NotImplementedError

    # -- the list

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the stored rows; the chosen one stays chosen."""
        current = self._model.row(self._view.currentIndex())
        wanted = self._wanted if self._wanted is not None else (current.id if current else None)
        self._model.set_rows(rows)
        place = self._model.row_of(wanted) if wanted is not None else -1
        if place >= 0:
            self._view.selectRow(place)
            if self._wanted is not None:
                self._first_field().setFocus()
                self._wanted = None
        elif rows:
            self._view.selectRow(0)
        self._none.setVisible(not rows)
        self._view.setVisible(bool(rows))
        self._show_current()

    def current(self) -> Any:
        """The chosen row, None when there is none."""
        return self._model.row(self._view.currentIndex())

    def save(self, call: "Callable[[Services], Any]") -> None:
        """Save a change of the chosen row."""
        self._context.perform(self, _("Lưu"), call)

    @Slot()
    def _on_add(self) -> None:
        self._context.perform(self, self.add_words, self._new, self._on_added)

    def _on_added(self, row_id: int) -> None:
        self._wanted = row_id

    @Slot()
    def _on_remove(self) -> None:
        row = self.current()
        if row is None:
            return

        def undo() -> None:
            self.save(lambda services: self._bring_back(services, row))

        def gone(_nothing: Any) -> None:
            self._context.tell(_("Đã bỏ «{name}» khỏi danh sách.").format(name=row.name), undo)

        self._context.perform(
            self, _("Bỏ khỏi danh sách"), lambda services: self._take_away(services, row), gone
        )

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_current()

    @Slot()
    def _on_reset(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        row = self.current()
        self._form.setVisible(row is not None)
        self._remove.setEnabled(row is not None)
        self.history.setEnabled(row is not None)
        if row is not None:
            self._show_form(row)


class UnitsTab(_ListTab):
    """Units of the office, to which work can be given."""

    records = "units"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        self.add_words = _("Thêm phòng, bộ phận")
        self.list_name = _("Các phòng, bộ phận")
        self.empty_words = _("Thêm các phòng, bộ phận để giao việc cho từng mục tiêu chí.")
        super().__init__(context, parent, [Column[Unit](_("Tên"), lambda unit: unit.name)])

    def _build_form(self) -> None:
        self._name = LineField()
        self._form_row.addWidget(Field(_("Tên phòng, bộ phận"), self._name))
        self._name.committed.connect(self._on_name)

    def _show_form(self, row: Unit) -> None:
        self._name.show_value(row.name)

    def _first_field(self) -> QWidget:
        self._name.selectAll()
        return self._name

    def _new(self, services: "Services") -> int:
        return services.office.save_unit(_("Phòng, bộ phận mới")).id

    def _take_away(self, services: "Services", row: Unit) -> None:
        services.office.remove_unit(row.id)

    def _bring_back(self, services: "Services", row: Unit) -> None:
        services.bin.bring_back(BinKind.UNIT, row.id)

    @Slot(str)
    def _on_name(self, name: str) -> None:
        row = self.current()
        if row is not None and name:
            self.save(lambda services: services.office.save_unit(name, row.id))


class HamletsTab(_ListTab):
    """The thôn and tổ dân phố, offered wherever an address is typed."""

    records = "hamlets"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        self.add_words = _("Thêm thôn, tổ dân phố")
        self.list_name = _("Thôn, tổ dân phố")
        self.empty_words = _("Thêm các thôn, tổ dân phố để chọn nhanh khi soạn thư và lọc sổ thư.")
        super().__init__(context, parent, [Column[Hamlet](_("Tên"), lambda one: one.name)])
        self.lines = TextField(_("Mỗi dòng một thôn, ví dụ: Thôn Đồng Quýt"), lines=5)
        self.take = button(_("Thêm các dòng này"), "add", parent=self)
        reserve(self._context, Right.OFFICE, self.take, self.lines)
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Field(_("Dán cả danh sách từ Word hoặc Excel"), self.lines))
        column.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        self._below.addWidget(inner)
        self.take.clicked.connect(self._on_take)

    def _build_form(self) -> None:
        self._name = LineField()
        self._form_row.addWidget(Field(_("Tên thôn, tổ dân phố"), self._name))
        self._name.committed.connect(self._on_name)

    def _show_form(self, row: Hamlet) -> None:
        self._name.show_value(row.name)

    def _first_field(self) -> QWidget:
        self._name.selectAll()
        return self._name

    def _new(self, services: "Services") -> int:
        return services.office.save_hamlet(_("Thôn mới")).id

    def _take_away(self, services: "Services", row: Hamlet) -> None:
        services.office.remove_hamlet(row.id)

    def _bring_back(self, services: "Services", row: Hamlet) -> None:
        services.bin.bring_back(BinKind.HAMLET, row.id)

    @Slot(str)
    def _on_name(self, name: str) -> None:
        row = self.current()
        if row is not None and name:
            self.save(lambda services: services.office.save_hamlet(name, row.id))

    @Slot()
    def _on_take(self) -> None:
        lines = self.lines.value()
        if not lines:
            self.lines.setFocus()
            return

        def done(added: Sequence[Hamlet]) -> None:
            self.lines.clear()
            ids = [one.id for one in added]

            def take_away(services: "Services") -> None:
                for one in ids:
                    services.office.remove_hamlet(one)

            def undo() -> None:
                self.save(take_away)

            words = ngettext("Đã thêm {n} thôn, tổ dân phố.", "Đã thêm {n} thôn, tổ dân phố.", len(ids))
            self._context.tell(words.format(n=len(ids)), undo if ids else None)

        self._context.perform(
            self, _("Thêm thôn, tổ dân phố"), lambda services: services.office.save_hamlets(lines), done
        )


class PeopleTab(_ListTab):
    """Officers to whom criteria can be given."""

    records = "people"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        self.add_words = _("Thêm người")
        self.list_name = _("Cán bộ, công chức")
        self.empty_words = _("Thêm những người phụ trách từng mục tiêu chí.")
        self._unit_names: dict[int, str] = {}
        super().__init__(
            context,
            parent,
            [
                Column[Person](_("Họ và tên"), lambda person: person.name, width=22),
                Column[Person](_("Chức vụ"), lambda person: person.position),
                Column[Person](_("Phòng, bộ phận"), self._unit_of, width=28),
            ],
        )

    def _unit_of(self, person: Person) -> str:
        return self._unit_names.get(person.unit_id or 0, "")

    def show_people(self, people: Sequence[Person], units: Sequence[Unit]) -> None:
        """Show the people, each with the name of the unit."""
        self._unit_names = {unit.id: unit.name for unit in units}
        self._unit.set_choices([(None, _("(chưa rõ)")), *((unit.id, unit.name) for unit in units)])
        self.show_rows(people)

    def _build_form(self) -> None:
        self._name = LineField()
        self._position = LineField()
        self._unit = ChoiceField()
        self._form_row.addWidget(Field(_("Họ và tên"), self._name), 3)
        self._form_row.addWidget(Field(_("Chức vụ"), self._position), 2)
        self._form_row.addWidget(Field(_("Phòng, bộ phận"), self._unit), 3)
        self._name.committed.connect(self._on_changed)
        self._position.committed.connect(self._on_changed)
        self._unit.committed.connect(self._on_changed)

    def _show_form(self, row: Person) -> None:
        self._name.show_value(row.name)
        self._position.show_value(row.position)
        self._unit.show_value(row.unit_id)

    def _first_field(self) -> QWidget:
        self._name.selectAll()
        return self._name

    def _new(self, services: "Services") -> int:
        return services.office.save_person(Person(0, _("Họ và tên"))).id

    def _take_away(self, services: "Services", row: Person) -> None:
        services.office.remove_person(row.id)

    def _bring_back(self, services: "Services", row: Person) -> None:
        services.bin.bring_back(BinKind.PERSON, row.id)

    @Slot()
    def _on_changed(self) -> None:
        row = self.current()
        unit = self._unit.value()
        if row is not None and self._name.value():
            changed = replace(
                row,
                name=self._name.value(),
                position=self._position.value(),
                unit_id=unit if isinstance(unit, int) else None,
            )
            self.save(lambda services: services.office.save_person(changed))


class SignatoriesTab(_ListTab):
    """Who signs tờ trình and báo cáo, and how the block is printed."""

    records = "signatories"

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        self.add_words = _("Thêm người ký")
        self.list_name = _("Người ký")
        self.empty_words = _("Thêm Chủ tịch và các Phó Chủ tịch ký văn bản của Ủy ban nhân dân.")
        self._forms = {
            SigningForm.CHAIRMAN: _("TM. Ủy ban nhân dân, Chủ tịch"),
            SigningForm.DEPUTY: _("TM. Ủy ban nhân dân, KT. Chủ tịch, Phó Chủ tịch"),
        }
        super().__init__(
            context,
            parent,
            [
                Column[Signatory](_("Họ và tên"), lambda one: one.name, width=24),
                Column[Signatory](_("Hình thức ký"), lambda one: self._forms[one.form]),
                Column[Signatory](
                    _("Thường ký"), lambda one: _("Thường ký") if one.default else "", width=12
                ),
            ],
        )

    def _build_form(self) -> None:
        self._name = LineField()
        self._signing = ChoiceField(tuple(self._forms.items()))
        self._usual: QPushButton = button(_("Đặt làm người thường ký"), "check", parent=self)
        reserve(self._context, Right.OFFICE, self._usual)
        self._form_row.addWidget(Field(_("Họ và tên"), self._name), 2)
        self._form_row.addWidget(Field(_("Hình thức ký"), self._signing), 3)
        self._form_row.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignBottom)
        self._name.committed.connect(self._on_changed)
        self._signing.committed.connect(self._on_changed)
        self._usual.clicked.connect(self._on_usual)

    def _show_form(self, row: Signatory) -> None:
        self._name.show_value(row.name)
        self._signing.show_value(row.form)
        self._usual.setEnabled(not row.default)

    def _first_field(self) -> QWidget:
        self._name.selectAll()
        return self._name

    def _new(self, services: "Services") -> int:
        first = not services.office.signatories()
        form = SigningForm.CHAIRMAN if first else SigningForm.DEPUTY
        return services.office.save_signatory(Signatory(0, _("Họ và tên"), form)).id

    def _take_away(self, services: "Services", row: Signatory) -> None:
        services.office.remove_signatory(row.id)

    def _bring_back(self, services: "Services", row: Signatory) -> None:
        services.bin.bring_back(BinKind.SIGNATORY, row.id)

    @Slot()
    def _on_changed(self) -> None:
        row = self.current()
        form = self._signing.value()
        if row is not None and self._name.value() and isinstance(form, SigningForm):
            changed = replace(row, name=self._name.value(), form=form)
            self.save(lambda services: services.office.save_signatory(changed))

    @Slot()
    def _on_usual(self) -> None:
        row = self.current()
        if row is not None:
            changed = replace(row, default=True)
            self.save(lambda services: services.office.save_signatory(changed))
