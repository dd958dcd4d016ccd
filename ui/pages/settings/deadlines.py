"""The deadline rules of the settings: every limit with its article, unit, validity, how sure it is; editable."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.domain.deadlines import DeadlineRule, RuleRole, Unit, unit_words
from friendly_desktop.domain.deadlines.words import (
    confidence_words,
    force_words,
    length_words,
    role_words,
    start_words,
    unit_name,
)
from friendly_desktop.domain.deadlines.workdays import Confidence
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.people.permission import reserve
from ui.widgets.chip_cells import ChipCells
from ui.widgets.chips import Tone
from ui.widgets.fields import ChoiceField, DateField, Field, LineField, TextField
from ui.widgets.flow import FlowLayout, air
from ui.widgets.measure import Measure
from ui.widgets.text import Text, button, card
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_SHOWN_ROWS = 6
_WIDTH = 980
_ARTICLE, _SURE = 2, 3
_ROOMY = 100  # letters of width from which the article stands in the list
_LENGTHS = (
    "normal",
    "complex",
    "very_complex",
    "remote_normal",
    "remote_complex",
    "remote_very_complex",
    "several_places",
)
_MOST_UNITS = 1000

Key = tuple[str, date | None]


def key_of(rule: DeadlineRule) -> Key:
    """The identity of a rule: its id and its first day."""
    return rule.id, rule.valid_from


def in_force(rule: DeadlineRule, on: date) -> bool:
    """Whether a rule is in force on a day."""
    return (rule.valid_from or date.min) <= on <= (rule.valid_to or date.max)


def kinds_words(rule: DeadlineRule) -> str:
    """The kinds of case it is for."""
    if not rule.kinds:
        return _("mọi loại đơn")
    return ", ".join(_(KIND_TITLES[CaseKind(kind)]).lower() for kind in rule.kinds)


def length_text(rule: DeadlineRule) -> str:
    """How long: "7 ngày làm việc", "30 ngày; phức tạp 45 ngày"."""
    parts = []
    for name in _LENGTHS:
        if name in rule.lengths:
            length = unit_words(rule.unit, rule.lengths[name])
            plain = name == "normal"
            parts.append(length if plain else f"{length_words(name)} {length}")
    return "; ".join(parts)


def sure_words(rule: DeadlineRule) -> str:
    """The badge of a rule."""
    if rule.own:
        return _("Đơn vị đã sửa")
    return _("Đã đối chiếu văn bản") if rule.confidence is Confidence.READ else _("Chưa đối chiếu văn bản")


def _sure_look(rule: DeadlineRule) -> tuple[Tone, str]:
    if rule.own:
        return Tone.ACCENT, "edit"
    return (Tone.GOOD, "done") if rule.confidence is Confidence.READ else (Tone.WARNING, "warning")


class DeadlinesTab(QWidget):
    """The rules as a list, the chosen one below it with everything known of it."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._today = context.clock.today()
        self._rules: tuple[DeadlineRule, ...] = ()
        self._shipped: dict[Key, DeadlineRule] = {}
        self._shown: DeadlineRule | None = None
        self._wanted: Key | None = None
        self.lengths: dict[str, LineField] = {}
        self._length_fields: dict[str, Field] = {}
        self._build()
        self._lay_out()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The article gives way in a narrow list; it stands below."""
        super().resizeEvent(event)
        self.view.setColumnHidden(
            _ARTICLE, event.size().width() < self.fontMetrics().horizontalAdvance("0") * _ROOMY
        )

    # -- what the page asks

    def refresh(self) -> None:
        """Read the rules again."""

        def work(services: "Services") -> tuple[tuple[DeadlineRule, ...], tuple[DeadlineRule, ...]]:
            return services.deadline_rules.rules(), services.deadline_rules.shipped()

        self._context.query(self, _("Đọc thời hạn"), work, self._on_read)

    # -- building

    def _build(self) -> None:
        kinds = [(kind.value, _(KIND_TITLES[kind])) for kind in CaseKind]
        self.kind = ChoiceField([("", _("Mọi loại đơn")), *kinds], self)
        self.kind.setAccessibleName(_("Loại đơn"))
        self.current_only = QCheckBox(_("Chỉ quy định đang có hiệu lực"), self)
        self.current_only.setChecked(True)
        columns = (
            Column[DeadlineRule](_("Việc phải làm"), lambda rule: rule.title, tooltip=lambda rule: rule.note),
            Column[DeadlineRule](_("Thời hạn"), length_text, width=24, tooltip=length_text),
            Column[DeadlineRule](
                _("Căn cứ"), lambda rule: rule.article, width=25, tooltip=lambda r: r.source
            ),
            Column[DeadlineRule](_("Độ tin cậy"), sure_words, width=27),
        )
        self.model: TableModel[DeadlineRule] = TableModel(columns, key=key_of, parent=self)
        self.view = table(self.model, columns, _("Quy định về thời hạn"), self)
        ListPapers(self._context, self.view)
        self.view.setSelectionMode(self.view.SelectionMode.SingleSelection)
        self.view.setItemDelegateForColumn(_SURE, ChipCells(_sure_look, self.view))
        self.view.setMinimumHeight(row_height(self.view) * _SHOWN_ROWS)
        self._heading = Text(role="strong", wrap=True, parent=self)
        self._facts = Text(role="quiet-small", wrap=True, parent=self)
        self._sure = Text(role="small", wrap=True, parent=self)
        self._note = Text(role="quiet-small", wrap=True, parent=self)
        self._differs = Text(role="quiet-small", wrap=True, parent=self)
        self.unit = ChoiceField([(unit, unit_name(unit)) for unit in Unit], self)
        self.valid_from = Text(parent=self)
        self.valid_to = DateField(self._context.clock.today, self)
        self.article = LineField(parent=self)
        self.source = LineField(parent=self)
        self.note = TextField(lines=2, parent=self)
        self._to = Field(_("Hết hiệu lực ngày"), self.valid_to, _("Để trống khi còn hiệu lực"), self)
        self._article = Field(_("Điều, khoản"), self.article, parent=self)
        self.checked = QCheckBox(_("Đã đối chiếu văn bản"), self)
        self.reset_button = button(_("Dùng lại quy định gốc"), "undo", parent=self)
        self.newer_button = button(_("Có quy định mới thay..."), "add", parent=self)
        reserve(self._context, Right.CALENDAR, self.reset_button, self.newer_button)

    def _lay_out(self) -> None:
        tools = QWidget(self)
        flow = FlowLayout(tools, spacing=12)
        flow.addWidget(self.kind)
        flow.addWidget(self.current_only)
        form = self._form = card(self)
        reserve(self._context, Right.CALENDAR, form)
        column = QVBoxLayout(form)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        for one in (self._heading, self._facts, self._sure, self._note):
            column.addWidget(one)
        lengths = QWidget(form)
        self._lengths = FlowLayout(lengths, spacing=12)
        for name in _LENGTHS:
            line = LineField(parent=lengths)
            line.setMaximumWidth(self.fontMetrics().horizontalAdvance("0") * 12)
            field = Field(_first_up(length_words(name)), line, parent=lengths)
            self.lengths[name], self._length_fields[name] = line, field
            self._lengths.addWidget(field)
        self._lengths.addWidget(Field(_("Đơn vị tính"), self.unit, parent=lengths))
        self._lengths.addWidget(air(lengths))
        column.addWidget(lengths)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._article, 0, 0)
        grid.addWidget(self._to, 0, 1)
        grid.addWidget(Field(_("Nguồn"), self.source, parent=form), 1, 0)
        grid.addWidget(self.checked, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Field(_("Điều cần biết"), self.note, parent=form), 2, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        column.addLayout(grid)
        column.addWidget(self._differs)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.reset_button)
        acts.addWidget(self.newer_button)
        acts.addStretch(1)
        column.addLayout(acts)
        self._lay_out_tab(tools, form)

    def _lay_out_tab(self, tools: QWidget, form: QWidget) -> None:
        inner = QWidget(self)
        Measure(inner, _WIDTH)
        inner.setProperty("role", "page-body")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        words = _(
            "Sửa ở đây chỉ dùng cho vụ việc vào sổ từ nay; hạn đã tính giữ theo quy định của ngày tiếp nhận. Chỗ nào ghi"
            " «chưa đối chiếu văn bản» thì cần người phụ trách pháp chế xem lại."
        )
        outer.addWidget(Text(words, "quiet", wrap=True, parent=inner))
        for part in (tools, self.view, form):
            outer.addWidget(part)
        outer.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 16, 20, 24)
        layout.addWidget(inner, 100)
        layout.addStretch(1)

    def _connect(self) -> None:
        self.kind.committed.connect(self._on_filter)
        self.current_only.clicked.connect(self._on_filter)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.model.modelReset.connect(self._on_current)
        for line in (*self.lengths.values(), self.article, self.source):
            line.committed.connect(self._on_edited)
        self.note.committed.connect(self._on_edited)
        self.unit.committed.connect(self._on_edited)
        self.valid_to.committed.connect(self._on_edited)
        self.valid_to.refused.connect(self._to.set_problem)
        self.checked.clicked.connect(self._on_edited)
        self.reset_button.clicked.connect(self._on_reset)
        self.newer_button.clicked.connect(self._on_newer)

    # -- showing

    def _on_read(self, answer: tuple[tuple[DeadlineRule, ...], tuple[DeadlineRule, ...]]) -> None:
        self._rules, shipped = answer
        self._shipped = {key_of(rule): rule for rule in shipped}
        self._show_rows()

    @Slot()
    def _on_filter(self) -> None:
        self._show_rows()

    def _show_rows(self) -> None:
        kind = str(self.kind.value() or "")
        rows = tuple(
            rule
            for rule in self._rules
            if (not kind or not rule.kinds or kind in rule.kinds)
            and (not self.current_only.isChecked() or in_force(rule, self._today))
        )
        kept = self._wanted or (key_of(rule) if (rule := self.current()) else None)
        self._wanted = None
        self.model.set_rows(rows)
        place = self.model.row_of(kept) if kept is not None else -1
        if rows:
            self.view.selectRow(max(0, place))
        self._show_current()

    def current(self) -> DeadlineRule | None:
        """The chosen rule."""
        return self.model.row(self.view.currentIndex())

    @Slot()
    def _on_current(self, *_places: object) -> None:
        self._show_current()

    def _show_current(self) -> None:
        rule = self._shown = self.current()
        self._form.setVisible(rule is not None)
        if rule is None:
            return
        self._heading.setText(rule.title)
        told = [
            _("Mã {id}").format(id=rule.id),
            _first_up(role_words(rule.role)),
            kinds_words(rule),
            _("đếm lùi từ {start}").format(start=start_words(rule.start))
            if rule.backward
            else _("tính từ {start}").format(start=start_words(rule.start)),
            force_words(rule),
        ]
        self._facts.setText(" · ".join(part for part in told if part))
        self._sure.setText(_first_up(confidence_words(rule.confidence)) + ".")
        self._sure.set_role("small" if rule.confidence is Confidence.READ else "problem")
        self._note.setText(rule.note)
        self._note.setVisible(False)
        for name, line in self.lengths.items():
            line.show_value(str(rule.lengths.get(name, "")))
            shown = name in rule.lengths or (name in _usual_lengths(rule))
            self._length_fields[name].setVisible(shown)
            self._length_fields[name].set_problem("")
        self.unit.show_value(rule.unit)
        self.valid_to.show_value(rule.valid_to)
        self._to.set_problem("")
        self.article.show_value(rule.article)
        self._article.set_problem("")
        self.source.show_value(rule.source)
        self.note.show_value(rule.note)
        self.checked.setChecked(rule.confidence is Confidence.READ)
        shipped = self._shipped.get(key_of(rule))
        self.reset_button.setVisible(rule.own)
        self.reset_button.setText(_("Dùng lại quy định gốc") if shipped else _("Bỏ quy định này"))
        differs = ""
        if rule.own and shipped is not None:
            differs = _("Quy định gốc: {length}; {article}.").format(
                length=length_text(shipped), article=shipped.article
            )
        elif rule.own:
            differs = _("Quy định do đơn vị thêm.")
        self._differs.setText(differs)
        self._differs.setVisible(bool(differs))

    # -- editing

    @Slot()
    def _on_edited(self, *_value: object) -> None:
        rule = self._shown
        if rule is None:
            return
        lengths = self._read_lengths()
        if lengths is None:
            return
        unit = self.unit.value()
        try:
            text = self.valid_to.text().strip()
            valid_to = formats.parse_date(text, self._today) if text else None
        except ValueError:
            return
        if rule.valid_from is not None and valid_to is not None and valid_to < rule.valid_from:
            self._to.set_problem(_("Ngày này trước ngày bắt đầu có hiệu lực."))
            return
        self._to.set_problem("")
        sure = Confidence.READ if self.checked.isChecked() else rule.confidence
        if not self.checked.isChecked() and sure is Confidence.READ:
            sure = Confidence.KNOWN
        changed = replace(
            rule,
            lengths=lengths,
            unit=unit if isinstance(unit, Unit) else rule.unit,
            valid_to=valid_to,
            article=self.article.value(),
            source=self.source.value(),
            note=self.note.value(),
            confidence=sure,
        )
        if changed != rule:
            self._save(rule, changed)

    def _read_lengths(self) -> dict[str, int] | None:
        found: dict[str, int] = {}
        for name, line in self.lengths.items():
            text = line.value()
            field = self._length_fields[name]
            field.set_problem("")
            if not text:
                continue
            if not text.isdecimal() or not 0 < int(text) <= _MOST_UNITS:
                field.set_problem(_("Nhập số ngày, ví dụ 7."))
                return None
            found[name] = int(text)
        if "normal" not in found:
            self._length_fields["normal"].set_problem(_("Nhập số ngày, ví dụ 7."))
            return None
        return found

    def _save(self, before: DeadlineRule, changed: DeadlineRule) -> None:
        self._wanted = key_of(changed)

        def back(services: "Services") -> None:
            if before.own:
                services.deadline_rules.save_rule(before)
            else:
                services.deadline_rules.reset_rule(before.id, before.valid_from)

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), back)

        def done(rule: DeadlineRule) -> None:
            self._context.tell(_("Đã sửa thời hạn «{title}».").format(title=rule.title), undo)

        def failed(error: Exception) -> None:
            if isinstance(error, AppError):
                self._article.set_problem(error.message)
            else:
                self._context.show_error(self, error)

        self._context.perform(
            self,
            _("Lưu thời hạn"),
            lambda services: services.deadline_rules.save_rule(changed),
            done,
            failed,
        )

    @Slot()
    def _on_reset(self) -> None:
        rule = self._shown
        if rule is None or not rule.own:
            return
        self._wanted = key_of(rule)

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.deadline_rules.save_rule(rule)
            )

        def done(_shipped: object) -> None:
            self._context.tell(_("Đã dùng lại quy định gốc."), undo)

        self._context.perform(
            self,
            _("Dùng lại quy định gốc"),
            lambda services: services.deadline_rules.reset_rule(rule.id, rule.valid_from),
            done,
        )

    @Slot()
    def _on_newer(self) -> None:
        rule = self._shown
        if rule is not None:
            NewerRuleDialog(self, rule, self._today, self._replace_rule).open()

    def _replace_rule(self, old: DeadlineRule, new: DeadlineRule) -> None:
        """The old rule ends the day before the new one begins; both or neither."""
        self._wanted = key_of(new)

        def undo() -> None:
            self._context.perform(
                self, _("Hoàn tác"), lambda services: services.deadline_rules.unfollow_rule(old, new)
            )

        def done(rule: DeadlineRule) -> None:
            day = formats.short_date(rule.valid_from)
            self._context.tell(_("Quy định mới được dùng từ {day}.").format(day=day), undo)

        self._context.perform(
            self, _("Quy định mới"), lambda services: services.deadline_rules.follow_rule(old, new), done
        )


class NewerRuleDialog(FormDialog):
    """Asks from when a limit is another, how long, and by which article."""

    def __init__(
        self,
        page: QWidget,
        rule: DeadlineRule,
        today: date,
        done: Callable[[DeadlineRule, DeadlineRule], None],
    ) -> None:
        super().__init__(page, _("Có quy định mới thay"), _("Thêm"), letters=72)
        self._rule, self._done = rule, done
        words = _("{title}: hiện nay là {length}.").format(title=rule.title, length=length_text(rule))
        self.body.addWidget(Text(words, "quiet", wrap=True, parent=self))
        self.first = DayInput(_("Có hiệu lực từ ngày"), today, parent=self)
        self.length = LineField(parent=self)
        self.unit = ChoiceField([(unit, unit_name(unit)) for unit in Unit], self)
        self.unit.show_value(rule.unit)
        self.article = LineField(parent=self)
        self.source = LineField(parent=self)
        self._length = Field(_("Số ngày"), self.length, parent=self)
        self._article = Field(_("Điều, khoản"), self.article, parent=self)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.first)
        row.addWidget(self._length)
        row.addWidget(Field(_("Đơn vị tính"), self.unit, parent=self))
        self.body.addLayout(row)
        self.body.addWidget(self._article)
        self.body.addWidget(Field(_("Nguồn"), self.source, parent=self))
        self.first.line.setFocus()

    def submit(self) -> bool:
        """Take the new rule."""
        rule = self._rule

        def check(day: date) -> str:
            late = rule.valid_from is not None and day <= rule.valid_from
            return _("Ngày này phải sau ngày bắt đầu của quy định hiện nay.") if late else ""

        fine, first = self.first.read(check)
        text = self.length.value()
        counted = text.isdecimal() and 0 < int(text) <= _MOST_UNITS
        self._length.set_problem("" if counted else _("Nhập số ngày, ví dụ 7."))
        article = self.article.value()
        self._article.set_problem("" if article else _("Hãy ghi điều, khoản của văn bản."))
        unit = self.unit.value()
        if not fine or not counted or not article or first is None or not isinstance(unit, Unit):
            return False
        self._done(
            rule,
            replace(
                rule,
                valid_from=first,
                valid_to=None,
                lengths={"normal": int(text)},
                unit=unit,
                article=article,
                source=self.source.value() or article,
                confidence=Confidence.READ,
            ),
        )
        return True


def _usual_lengths(rule: DeadlineRule) -> Sequence[str]:
    """The conditions whose lengths one may want to set."""
    return ("normal",) if rule.role is not RuleRole.DEADLINE else ("normal", "complex")


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
