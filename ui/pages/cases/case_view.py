"""One case: its dates explained, what was written of it, what happened, its papers and its relations."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import CaseAction, CaseKind, LinkKind
from friendly_desktop.domain.cases.forms import CaseForm, FormDraft, OfferedForm
from friendly_desktop.domain.cases.words import ACTION_TITLES, KIND_TITLES, LINK_TITLES, person_of
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui import icons
from ui.cases.days import DaysDialog
from ui.cases.form_dialog import open_form, print_made
from ui.cases.looks import StateChip
from ui.cases.timeline import CaseTimeline
from ui.context import UiContext
from ui.pages.cases.acts import CaseActs
from ui.pages.cases.case_reading import CaseFile, read_case
from ui.pages.cases.facts import CaseFacts, title_of
from ui.pages.cases.history import CaseHistory
from ui.people.permission import reserve
from ui.safety.history_dialog import HistoryDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import ElidedText, Text, button, card, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_TWO_COLUMNS = 108  # letters of width from which facts and history stand side by side


class CaseView(QWidget):
    """The page of a case.

    Signals:
        left: back to the list.
        open_wanted: int, another case is to be opened.
        slip_wanted: list of int, the control slip is to be printed.
        heading_changed: another case is in view.
    """

    left = Signal()
    open_wanted = Signal(int)
    slip_wanted = Signal(object)
    heading_changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._case_id: int | None = None
        self._file: CaseFile | None = None
        self._wish = 0
        self.acts = CaseActs(context, self)
        self._build()
        self._connect()

    # -- what the page asks

    def open_case(self, case_id: int) -> None:
        """Show a case."""
        if case_id != self._case_id:
            self._case_id, self._file = case_id, None
            self._body.hide()
            self._gone.hide()
            self.heading_changed.emit()
        self.reload()
        self.setFocus()

    def reload(self) -> None:
        """Read it again."""
        case_id = self._case_id
        if case_id is None:
            return
        today = self._context.clock.today()
        self._wish += 1
        wish = self._wish

        def done(file: CaseFile) -> None:
            if wish == self._wish:
                self._show(file)

        self._context.query(
            self,
            _("Đọc vụ việc"),
            lambda services: read_case(services, case_id, today),
            done,
            self._on_not_read,
        )

    def case_id(self) -> int | None:
        """The case in view."""
        return self._case_id

    def file(self) -> CaseFile | None:
        """What is shown of it; None while it is being read."""
        return self._file

    def title(self) -> str:
        """The words at the top of the window: a number, never a person."""
        return title_of(self._file.case) if self._file is not None else _("Vụ việc")

    # -- building

    def _build(self) -> None:
        self.next_button = button(_("Bước tiếp"), "right", "primary", parent=self)
        reserve(self._context, Right.CASES, self.next_button)
        self.next_button.setToolTip(_("Chọn bước xử lý tiếp theo (Ctrl+Enter)"))
        self.next_button.hide()
        self._next_menu = QMenu(self.next_button)
        self.next_button.setMenu(self._next_menu)
        back = button(_("Danh sách"), "left", "back", parent=self)
        back.setToolTip(_("Về danh sách (Esc)"))
        back.clicked.connect(self.left)
        self._kind = Text(role="strong", parent=self)
        self.chip = StateChip(self)
        self._person = ElidedText(role="quiet", parent=self)
        self.slip = button(_("In phiếu theo dõi"), "print", shortcut="Ctrl+P", parent=self)
        self.further = button(_("Việc khác"), "more", parent=self)
        self._further_menu = QMenu(self.further)
        self.further.setMenu(self._further_menu)
        head = QHBoxLayout()
        head.setSpacing(10)
        for one in (back, self._kind, self.chip):
            head.addWidget(one)
        head.addWidget(self._person, 1)
        head.addWidget(self.slip)
        head.addWidget(self.further)
        self._build_body()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.body, 1)
        layout.addWidget(self._gone, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Vụ việc"))

    def _build_body(self) -> None:
        self._secret = NoticeStrip("shield", "warning", parent=self)
        self.timeline = CaseTimeline(self)
        self.facts = CaseFacts(self)
        self.history = CaseHistory(self._context, self)
        self._forms = QVBoxLayout()
        self._forms.setSpacing(2)
        self._links = QVBoxLayout()
        self._links.setSpacing(2)
        self._body = QWidget(self)
        self._body.setProperty("role", "page-body")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        left.addWidget(_panel(_("Nội dung"), self.facts, self._body))
        self._links_panel = _panel(_("Vụ việc liên quan"), self._links, self._body)
        left.addWidget(self._links_panel)
        left.addStretch(1)
        right.addWidget(_panel(_("Biểu mẫu, văn bản"), self._forms, self._body))
        right.addWidget(_panel(_("Diễn biến"), self.history, self._body))
        right.addStretch(1)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.setSpacing(12)
        inner.addWidget(self._secret)
        inner.addWidget(_panel(_("Các mốc thời hạn"), self.timeline, self._body))
        inner.addLayout(self._columns)
        inner.addStretch(1)
        self._gone = EmptyState("search", "", "", parent=self)
        self._gone.hide()
        self.body = scrolled(self._body, self)
        self.body.viewport().installEventFilter(self)

    def _connect(self) -> None:
        self.timeline.opened.connect(self._on_mark)
        self.history.correct_wanted.connect(self._on_correct)
        self.slip.clicked.connect(self._on_slip)
        self._next_menu.triggered.connect(self._on_step)
        self._further_menu.triggered.connect(self._on_further)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=here).activated.connect(self.left.emit)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, context=here).activated.connect(self._on_next)

    # -- showing

    def _show(self, file: CaseFile) -> None:
        self._file = file
        case = file.case
        secret = case.entry.kind is CaseKind.DENUNCIATION
        self._kind.setText(
            _("{code}, {kind}").format(code=case.code, kind=_(KIND_TITLES[case.entry.kind]).lower())
        )
        self.chip.show_state(case.state)
        self._person.setText("" if secret else person_of(case))
        self._secret.say(
            _(
                "Đơn tố cáo: chương trình không giữ người tố cáo là ai. Hồ sơ giấy: {place}. Nội dung chỉ xem ở trang này, "
                "không có trong danh sách, tìm kiếm, báo cáo."
            ).format(place=case.entry.paper_file or _("chưa ghi nơi để"))
            if secret
            else ""
        )
        self.timeline.show_marks(file.marks)
        self.facts.show_case(case)
        self.history.show_steps(file.steps)
        self._show_next(file)
        self._show_further(file)
        self._show_forms(file)
        self._show_links(file)
        self._gone.hide()
        self.body.show()
        self._body.show()
        self.heading_changed.emit()

    def _show_next(self, file: CaseFile) -> None:
        self._next_menu.clear()
        for action in file.lawful:
            if action not in (CaseAction.NATIONAL, CaseAction.NOTE):
                self._next_menu.addAction(_(ACTION_TITLES[action])).setData(action)
        self._next_menu.addSeparator()
        for action in (CaseAction.NATIONAL, CaseAction.NOTE):
            if action in file.lawful:
                self._next_menu.addAction(_(ACTION_TITLES[action])).setData(action)

    def _show_further(self, file: CaseFile) -> None:
        self._further_menu.clear()
        entries = [
            ("edit", _("Đính chính nội dung vào sổ..."), "correct"),
            ("copy", _("Tách đơn..."), "split"),
            ("link", _("Nối với vụ việc khác..."), "link"),
        ]
        if file.case.national_on is None:
            entries.append(("upload", _("Đã nhập CSDL quốc gia..."), "national"))
        entries.append(("history", _("Lịch sử thay đổi..."), "history"))
        for icon, words, name in entries:
            action = self._further_menu.addAction(icons.icon(icon), words)
            action.setData(name)
            if name != "history":
                reserve(self._context, Right.CASES, action)

    def _show_forms(self, file: CaseFile) -> None:
        _clear(self._forms)
        lawful = [one for one in file.offered if one.lawful]
        for one in lawful:
            self._forms.addWidget(self._form_button(one), 0, Qt.AlignmentFlag.AlignLeft)
        rest = [one for one in file.offered if not one.lawful]
        if rest:
            more = button(_("Biểu mẫu khác"), "more", "quiet", parent=self._body)
            menu = QMenu(more)
            for one in rest:
                menu.addAction(one.template.title).setData(one.template.id)
            menu.triggered.connect(self._on_form_action)
            more.setMenu(menu)
            reserve(self._context, Right.CASES, more)
            self._forms.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if file.made:
            self._forms.addSpacing(6)
            self._forms.addWidget(Text(_("Đã lập"), "quiet-small", parent=self._body))
        for made in file.made:
            self._forms.addWidget(self._made_button(made), 0, Qt.AlignmentFlag.AlignLeft)

    def _form_button(self, one: OfferedForm) -> QPushButton:
        made = button(one.template.title, "sheet", "quiet", parent=self._body)
        made.setProperty("form", one.template.id)
        made.setToolTip(one.warning or one.template.source)
        made.clicked.connect(self._on_form)
        reserve(self._context, Right.CASES, made)
        return made

    def _made_button(self, form: CaseForm) -> QPushButton:
        words = _("{title}, số {number}, ngày {day}") if form.number else _("{title}, ngày {day}")
        told = words.format(title=form.title, number=form.number, day=formats.short_date(form.day))
        made = button(told, "print", "quiet", parent=self._body)
        made.setToolTip(_("In lại đúng bản đã lập"))
        made.setProperty("made", form.id)
        made.setEnabled(bool(form.sha256))
        made.clicked.connect(self._on_made)
        return made

    def _show_links(self, file: CaseFile) -> None:
        _clear(self._links)
        case = file.case
        rows: list[tuple[str, int, bool]] = []
        if case.parent_id is not None:
            rows.append((_("Tách từ"), case.parent_id, False))
        for link in file.links:
            other = link.other_id if link.case_id == case.id else link.case_id
            if other != case.parent_id:
                rows.append((_(LINK_TITLES[link.kind]), other, link.kind is not LinkKind.SPLIT))
        for how, other, loose in rows:
            line = file.linked.get(other)
            if line is None:
                continue
            holder = QWidget(self._body)
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            words = _("{how}: {code}, {person}").format(how=how, code=line.code, person=line.person)
            see = button(words, "link", "quiet", parent=self._body)
            see.setProperty("case", other)
            see.clicked.connect(self._on_linked)
            row.addWidget(see)
            row.addStretch(1)
            if loose:
                off = button(_("Bỏ nối"), kind="quiet", parent=self._body)
                reserve(self._context, Right.CASES, off)
                off.setAccessibleName(_("Bỏ nối với {code}").format(code=line.code))
                off.setObjectName("unlink")
                off.setProperty("case", other)
                off.clicked.connect(self._on_unlink)
                row.addWidget(off)
            self._links.addWidget(holder)
        self._links_panel.setVisible(bool(rows))

    def _on_not_read(self, error: Exception) -> None:
        from friendly_desktop.errors import AppError

        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self._file = None
        self.body.hide()
        self._gone.set_words(error.title, "\n".join(part for part in (error.message, error.hint) if part))
        self._gone.show()

    # -- acts

    @Slot()
    def _on_next(self) -> None:
        if self._file is not None:
            self.next_button.showMenu()

    @Slot(QAction)
    def _on_step(self, action: QAction) -> None:
        if self._file is None or not isinstance(action.data(), CaseAction):
            return
        if action.data() is CaseAction.NATIONAL:
            self.acts.national([self._file.case.id])
        else:
            self.acts.step(self._file, action.data())

    @Slot(QAction)
    def _on_further(self, action: QAction) -> None:
        if self._file is None:
            return
        case = self._file.case
        match action.data():
            case "correct":
                self.acts.correct(self._file, self._file.entry_step.id)
            case "split":
                self.acts.split(case)
            case "link":
                self.acts.link(case)
            case "national":
                self.acts.national([case.id])
            case "history":
                HistoryDialog(self, self._context, "cases", case.id, title_of(case)).open()

    @Slot(int)
    def _on_correct(self, step_id: int) -> None:
        if self._file is not None:
            self.acts.correct(self._file, step_id)

    @Slot(int)
    def _on_mark(self, deadline_id: int) -> None:
        found = self._file.deadline(deadline_id) if self._file is not None else None
        if found is not None:
            DaysDialog(self, found).open()

    @Slot()
    def _on_slip(self) -> None:
        if self._case_id is not None:
            self.slip_wanted.emit([self._case_id])

    @Slot()
    def _on_form(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.make_form(str(sender.property("form")))

    @Slot(QAction)
    def _on_form_action(self, action: QAction) -> None:
        self.make_form(str(action.data()))

    def make_form(self, form: str) -> None:
        """Fill in a form of the case in view."""
        case_id = self._case_id
        if case_id is None:
            return

        def begin(services: "Services") -> FormDraft:
            return services.case_forms.blank(case_id, form)

        open_form(self, self._context, begin)

    @Slot()
    def _on_made(self) -> None:
        sender = self.sender()
        if self._file is None:
            return
        wanted = int(sender.property("made"))
        found = next((one for one in self._file.made if one.id == wanted), None)
        if found is not None:
            print_made(self, self._context, found)

    @Slot()
    def _on_linked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.open_wanted.emit(int(sender.property("case")))

    @Slot()
    def _on_unlink(self) -> None:
        sender = self.sender()
        if self._file is None or sender is None:
            return
        other = int(sender.property("case"))
        for link in self._file.links:
            if other in {link.case_id, link.other_id}:
                self.acts.unlink(link)
                return

    # -- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Two columns where there is room, one below the other elsewhere."""
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            wide = event.size().width() >= self.fontMetrics().horizontalAdvance("0") * _TWO_COLUMNS
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            if self._columns.direction() is not way:
                self._columns.setDirection(way)
        return super().eventFilter(watched, event)


def _panel(title: str, content: QWidget | QVBoxLayout, parent: QWidget) -> QFrame:
    made = card(parent)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(8)
    layout.addWidget(Text(title, "strong", parent=made))
    if isinstance(content, QVBoxLayout):
        layout.addLayout(content)
    else:
        layout.addWidget(content)
    return made


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
