"""The part of encryption that says how the records lie on this PC, and changes it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.vault import VaultState
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.secrets import SecretDialog, run_asking
from ui.people.permission import reserve
from ui.widgets.flow import FlowLayout, air
from ui.widgets.text import Text, button, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class RecordsCard(QWidget):
    """Whether the records are encrypted, what that covers, and the button that changes it.

    Signals:
        changed: something was done, or begun and stopped.
    """

    changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._state = VaultState()
        self.encrypt_button = button(_("Mã hóa dữ liệu trên máy này..."), "lock", parent=self)
        self.decrypt_button = button(_("Bỏ mã hóa dữ liệu trên máy này..."), "unlock", parent=self)
        self.go_on_button = button(_("Làm tiếp..."), "lock", "primary", parent=self)
        reserve(context, Right.PEOPLE, self.encrypt_button, self.decrypt_button, self.go_on_button)
        frame = card(self)
        self.title = Text(role="heading", wrap=True, parent=frame)
        self.facts = Text(wrap=True, parent=frame)
        self.limits = Text(role="quiet", wrap=True, parent=frame)
        self.unfinished = Text(role="problem", wrap=True, parent=frame)
        acts = QWidget(frame)
        line = FlowLayout(acts, spacing=8)
        for one in (self.go_on_button, self.encrypt_button, self.decrypt_button, air(acts)):
            line.addWidget(one)
        words = QVBoxLayout(frame)
        words.setContentsMargins(20, 16, 20, 16)
        words.setSpacing(8)
        for text in (self.title, self.facts, self.limits, self.unfinished):
            words.addWidget(text)
        words.addWidget(acts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.encrypt_button.clicked.connect(self._on_encrypt)
        self.decrypt_button.clicked.connect(self._on_decrypt)
        self.go_on_button.clicked.connect(self._on_go_on)

    def show_state(self, state: VaultState) -> None:
        """Tell how things stand."""
        self._state = state
        on, half = state.records, bool(state.unfinished)
        self.title.setText(
            _("Dữ liệu trên máy này được mã hóa") if on else _("Dữ liệu trên máy này chưa được mã hóa")
        )
        self.facts.setText(
            _(
                "Mở chương trình cần mật khẩu mã hóa hoặc mã trên phiếu khôi phục. Mất máy thì không ai đọc được sổ "
                "tiếp dân, đơn thư, thư từ, khảo sát, tài liệu kiểm chứng, ảnh, bản lưu đã in, và các bản sao lưu trên "
                "máy."
            )
            if on
            else _(
                "Ai lấy được máy hay ổ đĩa cũng đọc được sổ tiếp dân, đơn thư, khảo sát, tài liệu kiểm chứng. Mã hóa "
                "thì mỗi lần mở chương trình cần mật khẩu; trang mở chậm hơn chừng một phần mười."
            )
        )
        self.limits.setText(
            _(
                "Tệp trong hộp chờ chỉ được mã hóa khi được thêm vào hồ sơ. Tệp đang mở bằng chương trình khác là bản chép "
                "thường, bị xóa khi khóa, khi đóng và khi mở lại chương trình. Ai cầm ổ đĩa vẫn biết số tệp, cỡ tệp, giờ "
                "ghi, và nhận ra tệp giống hệt tệp họ có. Nên bật BitLocker của Windows cho cả ổ đĩa."
            )
        )
        self.unfinished.setText(
            _("Lần trước đã dừng giữa chừng: còn {n} tệp chưa đổi xong. Dữ liệu vẫn đọc được đầy đủ.").format(
                n=state.unfinished
            )
            if half
            else ""
        )
        self.unfinished.setVisible(half)
        self.go_on_button.setVisible(half)
        self.encrypt_button.setVisible(not on)
        self.decrypt_button.setVisible(on)
        self.setEnabled(not state.damaged)

    def text(self) -> str:
        """What is told."""
        return "\n".join(one.text() for one in (self.title, self.facts, self.limits, self.unfinished))

    # -- inside

    @Slot()
    def _on_encrypt(self) -> None:
        EncryptDialog(self, lambda secret, _new: self._change(secret, wanted=True)).open()

    @Slot()
    def _on_decrypt(self) -> None:
        SecretDialog(
            self,
            _("Bỏ mã hóa dữ liệu trên máy này"),
            _("Bỏ mã hóa"),
            _(
                "Dữ liệu, tài liệu kiểm chứng và các bản sao lưu trên máy được ghi lại như chưa mã hóa; ai lấy được máy "
                "cũng đọc được. Bản sao lưu mang ra khỏi máy vẫn mã hóa như trước."
            ),
            lambda secret, _new: self._change(secret, wanted=False),
        ).open()

    @Slot()
    def _on_go_on(self) -> None:
        self._change("", wanted=self._state.records)

    def _change(self, secret: str, *, wanted: bool) -> None:
        def work(services: "Services", job: JobContext, secret: str) -> None:
            (services.vault.encrypt_records if wanted else services.vault.decrypt_records)(secret, job)

        def done(_nothing: None) -> None:
            self._context.tell(
                _("Đã mã hóa dữ liệu trên máy này.") if wanted else _("Đã bỏ mã hóa dữ liệu trên máy này.")
            )
            self.changed.emit()

        title = _("Mã hóa dữ liệu trên máy này") if wanted else _("Bỏ mã hóa dữ liệu trên máy này")
        run_asking(self._context, self, title, work, done, secret, self.changed.emit)


class EncryptDialog(SecretDialog):
    """The password once more, and that it was understood what losing it means."""

    def __init__(self, page: QWidget, done: Callable[[str, str], None]) -> None:
        super().__init__(
            page,
            _("Mã hóa dữ liệu trên máy này"),
            _("Mã hóa"),
            _(
                "Chương trình ghi lại dữ liệu, tài liệu kiểm chứng và các bản sao lưu trên máy, đọc lại để so rồi mới "
                "thay; dừng lúc nào cũng được. Từ lần mở sau, phải có mật khẩu mã hóa hoặc mã trên phiếu khôi phục."
            ),
            done,
        )
        self.understood = QCheckBox(_("Đã có phiếu khôi phục in trên giấy, và đã hiểu điều trên"), self)
        self.warning = Text(
            _(
                "Mất cả mật khẩu lẫn phiếu khôi phục là mất toàn bộ dữ liệu: không ai mở được nữa, kể cả người viết "
                "chương trình. Bản sao lưu mã hóa cũng không mở được."
            ),
            "strong",
            wrap=True,
            parent=self,
        )
        self.body.insertWidget(1, self.warning)
        self.body.addWidget(self.understood)
        self.body.addStretch(1)
        self.yes.setEnabled(False)
        self.understood.toggled.connect(self.yes.setEnabled)
