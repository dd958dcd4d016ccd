"""Asks for the password of encrypted records, before anything of the office can be read."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.people.door_part import DoorPart
from ui.widgets.fields import Field
from ui.widgets.password import PasswordLine
from ui.widgets.text import button

#: The key file is gone or of other records: a sealed backup brings it back.
_KEYS_LOST = frozenset({"vault_damaged", "vault_other_key"})


class Unlock(DoorPart):
    """The password of the records, or the code of the recovery sheet.

    Signals:
        quit_wanted: the person wants to close the program.
    """

    quit_wanted = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__("lock", parent)
        self._context = context
        self._busy = False
        self.head.setText(_("Dữ liệu đã được mã hóa"))
        self.told.setText(
            _(
                "Gõ mật khẩu mã hóa của đơn vị để mở. Quên mật khẩu thì gõ mã trên phiếu khôi phục đã in, rồi đặt mật "
                "khẩu mới tại An toàn dữ liệu, mục Mã hóa."
            )
        )
        self.secret = PasswordLine(self)
        self.body.addWidget(Field(_("Mật khẩu hoặc mã trên phiếu khôi phục"), self.secret, parent=self))
        self.recover = button(_("Lấy lại khóa từ bản sao lưu..."), "history", "quiet", parent=self)
        self.quit = button(_("Đóng chương trình"), kind="quiet", parent=self)
        self.open = button(_("Mở dữ liệu"), "unlock", "primary", parent=self)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.recover)
        self.body.addLayout(line)
        self.foot.addWidget(self.quit)
        self.foot.addStretch(1)
        self.foot.addWidget(self.open)
        self.open.clicked.connect(self._on_open)
        self.secret.returnPressed.connect(self._on_open)
        self.recover.clicked.connect(self._on_recover)
        self.quit.clicked.connect(self.quit_wanted)

    def start(self) -> None:
        """Begin at the password."""
        self.say("")
        self.secret.forget()
        self.recover.hide()
        self._set_busy(False)
        self.secret.setFocus()

    @Slot()
    def _on_open(self) -> None:
        if not self._busy and self._has_secret():
            self._try(None)

    @Slot()
    def _on_recover(self) -> None:
        if self._busy or not self._has_secret():
            return
        self._context.prompts.open_files(
            self,
            _("Chọn một bản sao lưu đã mã hóa"),
            "backups",
            _("Bản sao lưu đã mã hóa (*{suffix})").format(suffix=SUFFIX),
            lambda paths: self._try(paths[0]),
        )

    def _has_secret(self) -> bool:
        if self.secret.text():
            return True
        self.say(_("Hãy gõ mật khẩu."))
        self.secret.setFocus()
        return False

    def _try(self, sealed: Path | None) -> None:
        self.say("")
        self._set_busy(True)
        self._context.unlock(self, self.secret.text(), self._on_failed, sealed)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        if error.code in _KEYS_LOST:
            self.recover.show()
            self.say(
                _(
                    "{message} Hãy cắm USB có bản sao lưu đã mã hóa, gõ mật khẩu hoặc mã khôi phục rồi lấy lại khóa."
                ).format(message=error.message)
            )
        else:
            self.say(" ".join(part for part in (error.message, error.hint) if part))
            self.secret.forget()
        self.secret.setFocus()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.open.setEnabled(not busy)
        self.open.setText(_("Đang mở...") if busy else _("Mở dữ liệu"))
