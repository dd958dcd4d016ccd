"""Encryption: whether backups are sealed, the password, the recovery sheet, the records on this PC."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.vault import SUFFIX, VaultState
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.secrets import SecretDialog, run_asking
from ui.pages.safety.tab import SafetyTab
from ui.pages.safety.vault_records import RecordsCard
from ui.people.permission import reserve
from ui.people.sheet import SheetDialog, of_encryption
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout, air
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button, card, scrolled

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class VaultTab(SafetyTab):
    """How the office encrypts, and what can be changed about it."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._state = VaultState()
        self.begin_button = button(_("Bật mã hóa..."), "lock", "primary", parent=self)
        self.password_button = button(_("Đổi mật khẩu..."), "edit", parent=self)
        self.sheet_button = button(_("Tạo phiếu khôi phục mới..."), "print", parent=self)
        self.end_button = button(_("Tắt mã hóa..."), "unlock", parent=self)
        self.recover_button = button(_("Lấy lại khóa từ bản sao lưu..."), "history", parent=self)
        reserve(
            self._context,
            Right.PEOPLE,
            self.begin_button,
            self.password_button,
            self.sheet_button,
            self.end_button,
            self.recover_button,
        )
        self._nothing = EmptyState(
            "lock",
            _("Bản sao lưu chưa được mã hóa"),
            _(
                "Ai nhặt được USB sao lưu cũng đọc được sổ tiếp dân, đơn thư và danh sách công dân. Bật mã hóa thì "
                "bản sao lưu trên USB chỉ mở được bằng mật khẩu của đơn vị hoặc phiếu khôi phục đã in."
            ),
            self.begin_button,
            parent=self,
        )
        self._damaged = NoticeStrip("warning", "warning", self.recover_button, parent=self)
        self._title = Text(role="heading", wrap=True, parent=self)
        self._facts = Text(wrap=True, parent=self)
        self.records = RecordsCard(context, self)
        self._stack = QStackedWidget(self)
        self._on_view = scrolled(self._build(), self)
        for one in (QWidget(self), self._nothing, self._on_view):
            self._stack.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._damaged)
        column.addWidget(self._stack, 1)
        self.begin_button.clicked.connect(self._on_begin)
        self.password_button.clicked.connect(self._on_password)
        self.sheet_button.clicked.connect(self._on_sheet)
        self.end_button.clicked.connect(self._on_end)
        self.recover_button.clicked.connect(self._on_recover)
        self.records.changed.connect(self.refresh)

    def _build(self) -> QWidget:
        body = QWidget(self)
        state = card(body)
        words = QVBoxLayout(state)
        words.setContentsMargins(20, 16, 20, 16)
        words.setSpacing(8)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        acts = QWidget(state)
        line = FlowLayout(acts, spacing=8)
        for one in (self.password_button, self.sheet_button, self.end_button, air(acts)):
            line.addWidget(one)
        words.addWidget(acts)
        covered = card(body)
        lines = QVBoxLayout(covered)
        lines.setContentsMargins(20, 16, 20, 16)
        lines.setSpacing(8)
        lines.addWidget(Text(_("Cái gì được mã hóa khi ra khỏi máy"), "heading", wrap=True, parent=covered))
        for sentence in (
            _(
                "Được mã hóa: bản sao lưu ghi ra một tệp và bản tự ghi sang nơi sao lưu thứ hai mỗi ngày "
                "(tên có đuôi {suffix}; giữ ba bản mới nhất)."
            ).format(suffix=SUFFIX),
            _("Gói hồ sơ năm có mật khẩu riêng, đặt khi xuất gói và báo cho nơi nhận."),
            _(
                "Không được mã hóa: các bản đã ghi sang nơi thứ hai trước khi bật mã hóa (hãy xóa khi đã có bản mới)."
            ),
        ):
            lines.addWidget(Text(sentence, wrap=True, parent=covered))
        body.setMinimumHeight(1)  # else the height of lines broken at the narrowest would be asked for
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(state)
        column.addWidget(self.records)
        column.addWidget(covered)
        column.addStretch(1)
        return body

    # -- what the page asks

    def refresh(self) -> None:
        """Read again how things stand."""
        self._context.query(
            self, _("Đọc tình trạng mã hóa"), lambda services: services.vault.state(), self._show
        )

    def start(self, wanted: str) -> None:
        """Come into view; "begin" asks for the password at once."""
        if wanted == "begin" and not self._state.on:
            self._on_begin()

    def primary_button(self) -> QPushButton | None:
        """Beginning."""
        return None if self._state.on else self.begin_button

    def text(self) -> str:
        """What is told."""
        return f"{self._damaged.text()}\n{self._title.text()}\n{self._facts.text()}\n{self.records.text()}"

    # -- inside

    def _show(self, state: VaultState) -> None:
        changed = state.on != self._state.on
        self._state = state
        self._damaged.say(
            _(
                "Tệp khóa mã hóa bị hỏng: chưa ghi được bản sao lưu ra ngoài máy này. Các bản đã có vẫn mở được."
            )
            if state.damaged
            else ""
        )
        self._title.setText(_("Bản sao lưu mang ra khỏi máy được mã hóa"))
        self._facts.setText(
            _("Từ {since}. Phiếu khôi phục đang dùng tạo ngày {sheet}.").format(
                since=formats.short_date(state.since), sheet=formats.short_date(state.sheet_at)
            )
            if not state.damaged
            else _("Cần một bản sao lưu đã mã hóa và mật khẩu hoặc phiếu khôi phục để lấy lại khóa.")
        )
        for one in (self.password_button, self.sheet_button, self.end_button):
            one.setEnabled(not state.damaged)
        self.end_button.setEnabled(not state.damaged and not state.records)
        self.end_button.setToolTip(_("Hãy bỏ mã hóa dữ liệu trên máy này trước.") if state.records else "")
        self.records.show_state(state)
        self._stack.setCurrentWidget(self._on_view if state.on else self._nothing)
        if changed:
            self.framed.emit()

    @Slot()
    def _on_begin(self) -> None:
        SecretDialog(
            self,
            _("Bật mã hóa bản sao lưu"),
            _("Bật mã hóa"),
            _(
                "Mật khẩu này mở các bản sao lưu. Quên mật khẩu và mất phiếu khôi phục thì không ai mở được nữa; "
                "ngay sau đây chương trình đưa ra phiếu để in."
            ),
            lambda _old, new: self._begin(new),
            old=False,
            new=True,
        ).open()

    def _begin(self, password: str) -> None:
        self._context.run_long(
            self, _("Bật mã hóa"), lambda services, _job: services.vault.begin(password), self._on_code
        )

    def _on_code(self, code: str) -> None:
        self.refresh()
        SheetDialog(self, self._context, code, of_encryption()).open()

    @Slot()
    def _on_password(self) -> None:
        SecretDialog(
            self,
            _("Đổi mật khẩu mã hóa"),
            _("Đổi mật khẩu"),
            _("Các bản sao lưu đã có vẫn mở bằng mật khẩu cũ; bản làm từ nay mở bằng mật khẩu mới."),
            self._change,
            new=True,
        ).open()

    def _change(self, old: str, new: str) -> None:
        def work(services: "Services", _job: JobContext, secret: str) -> None:
            services.vault.change_password(secret, new)

        run_asking(self._context, self, _("Đổi mật khẩu mã hóa"), work, self._on_changed, old)

    def _on_changed(self, _nothing: None) -> None:
        self._context.tell(_("Đã đổi mật khẩu mã hóa."))

    @Slot()
    def _on_sheet(self) -> None:
        SecretDialog(
            self,
            _("Tạo phiếu khôi phục mới"),
            _("Tạo phiếu"),
            _("Bản sao lưu làm từ nay mở bằng phiếu mới; phiếu cũ chỉ còn mở các bản sao lưu cũ."),
            lambda old, _new: self._new_sheet(old),
        ).open()

    def _new_sheet(self, secret: str) -> None:
        def work(services: "Services", _job: JobContext, secret: str) -> str:
            return services.vault.new_sheet(secret)

        run_asking(self._context, self, _("Tạo phiếu khôi phục"), work, self._on_code, secret)

    @Slot()
    def _on_end(self) -> None:
        SecretDialog(
            self,
            _("Tắt mã hóa bản sao lưu"),
            _("Tắt mã hóa"),
            _(
                "Bản sao lưu làm từ nay ai cũng mở được. Các bản đã mã hóa vẫn cần mật khẩu hoặc phiếu khôi phục."
            ),
            lambda old, _new: self._end(old),
        ).open()

    def _end(self, secret: str) -> None:
        def work(services: "Services", _job: JobContext, secret: str) -> None:
            services.vault.end(secret)

        def done(_nothing: None) -> None:
            self._context.tell(_("Đã tắt mã hóa; hãy giữ phiếu khôi phục cho các bản sao lưu đã có."))
            self.refresh()

        run_asking(self._context, self, _("Tắt mã hóa"), work, done, secret)

    @Slot()
    def _on_recover(self) -> None:
        self._context.prompts.open_files(
            self,
            _("Chọn một bản sao lưu đã mã hóa"),
            "backups",
            _("Bản sao lưu đã mã hóa (*{suffix})").format(suffix=SUFFIX),
            lambda paths: self._recover(paths[0]),
        )

    def _recover(self, path: Path) -> None:
        def work(services: "Services", _job: JobContext, secret: str) -> None:
            services.vault.recover(path, secret)

        def done(_nothing: None) -> None:
            self._context.tell(_("Đã lấy lại khóa mã hóa."))
            self.refresh()

        run_asking(self._context, self, _("Lấy lại khóa mã hóa"), work, done)
