"""The recovery sheet: its code is told once, printed or saved, and put away."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.text import Text, button, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.model import Part


class Sheet(NamedTuple):
    """What a code is for, and how its sheet is made: as bytes, and into a file."""

    words: str
    pdf: "Callable[[Services, str], bytes]"
    write: "Callable[[Services, str, Path], object]"


def of_signing_in() -> Sheet:
    """The sheet of an administrator."""
    return Sheet(
        _(
            "Khi người quản trị quên mật khẩu, mã này là cách duy nhất để vào lại chương trình. "
            "Mã chỉ hiện một lần."
        ),
        lambda services, code: services.users.recovery_pdf(code),
        lambda services, code, target: services.users.write_recovery(code, target),
    )


def of_encryption() -> Sheet:
    """The sheet that opens sealed backups."""
    return Sheet(
        _(
            "Quên mật khẩu mã hóa thì chỉ mã này mở được các bản sao lưu. Chương trình không giữ mã; mã chỉ hiện "
            "một lần."
        ),
        lambda services, code: services.vault.sheet(code),
        lambda services, code, target: services.vault.write_sheet(code, target),
    )


class SheetDialog(QDialog):
    """Shows a code and prints its sheet; closes once the person has said that the code is kept.

    Args:
        parent: the window.
        context: of the window.
        code: in groups; nobody is told it again.
        sheet: what it is for; signing in by default.
    """

    def __init__(self, parent: QWidget, context: UiContext, code: str, sheet: Sheet | None = None) -> None:
        super().__init__(parent.window())
        self._context, self._code = context, code
        self._sheet = sheet or of_signing_in()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Phiếu khôi phục"))
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        lines = "\n".join("  ".join(part) for part in (groups[:half], groups[half:]))
        self.words = Text(lines, "title", parent=self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setAccessibleName(_("Mã khôi phục"))
        frame = card(self)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.addWidget(self.words)
        self.print = button(_("In phiếu khôi phục"), "print", "primary", parent=self)
        self.save = button(_("Lưu thành tệp..."), "export", parent=self)
        self.kept = QCheckBox(_("Đã in hoặc chép lại; phiếu sẽ được cất trong két hoặc tủ có khóa"), self)
        self.close_button = button(_("Đóng"), parent=self)
        self.close_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.print)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addStrut(472)
        column.addWidget(Text(self.windowTitle(), "heading", parent=self))
        column.addWidget(Text(self._sheet.words, wrap=True, parent=self))
        column.addWidget(frame)
        column.addWidget(self.kept)
        column.addLayout(foot)
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        self.kept.toggled.connect(self.close_button.setEnabled)
        self.close_button.clicked.connect(self.accept)
        self.print.setFocus()

    def reject(self) -> None:
        """Escape and the corner of the window close it only once the code is kept."""
        if self.kept.isChecked():
            super().reject()
        else:
            self.kept.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """As ``reject``."""
        if self.kept.isChecked():
            super().closeEvent(event)
        else:
            event.ignore()
            self.kept.setFocus()

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        code, sheet = self._code, self._sheet

        def make(services: "Services", _parts: "frozenset[Part]") -> bytes:
            return sheet.pdf(services, code)

        open_dialog(self, self._context, self.windowTitle(), [Piece(0, self.windowTitle(), make)])

    @Slot()
    def _on_save(self) -> None:
        code, sheet = self._code, self._sheet

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._context.query(
                self,
                _("Lưu tệp"),
                lambda services: sheet.write(services, code, target),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._context.prompts.save_file(
            self, _("Lưu phiếu khôi phục"), "recovery", _("Tệp PDF (*.pdf)"), "phieu-khoi-phuc.pdf", chosen
        )
