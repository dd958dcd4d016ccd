"""The recovery sheet that was just made: printed or saved before anybody goes on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QWidget

from friendly_desktop.i18n import _
from friendly_desktop.services.letters.papers import Written
from ui.context import UiContext
from ui.dialogs.form import FormDialog
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class SheetDialog(FormDialog):
    """Shows a recovery code once. It closes when the person says that it is on paper.

    Args:
        page: where it stands.
        context: of the window.
        code: in groups.
    """

    def __init__(self, page: QWidget, context: UiContext, code: str) -> None:
        super().__init__(page, _("Phiếu khôi phục: chỉ hiện một lần"), _("Xong"), letters=66)
        self._context = context
        self._code = code
        self.print_button = button(_("In phiếu..."), "print", parent=self)
        self.save_button = button(_("Lưu phiếu PDF..."), "pdf", parent=self)
        self.kept = QCheckBox(_("Mã đã ở trên giấy, được cất nơi có khóa"), self)
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self.code = Text("\n".join("  ".join(part) for part in (groups[:half], groups[half:])), parent=self)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.7)
        font.setBold(True)
        self.code.setFont(font)
        self.code.setAccessibleName(_("Mã khôi phục"))
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.body.addWidget(
            Text(
                _(
                    "Quên mật khẩu thì chỉ mã này mở được. Chương trình không giữ mã: hãy in phiếu, cất trong két "
                    "hoặc tủ có khóa, không để cùng chỗ với USB sao lưu."
                ),
                wrap=True,
                parent=self,
            )
        )
        self.body.addWidget(self.code)
        self.body.addWidget(self.kept)
        self.foot.insertWidget(0, self.print_button)
        self.foot.insertWidget(1, self.save_button)
        self.no.hide()
        self.yes.setEnabled(False)
        self.kept.toggled.connect(self.yes.setEnabled)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.print_button.setFocus()

    def submit(self) -> bool:
        """Close once it is on paper."""
        return self.kept.isChecked()

    def reject(self) -> None:
        """Escape does not lose the code."""
        if self.kept.isChecked():
            super().reject()

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        code = self._code

        def pdf(services: "Services", _parts: object) -> bytes:
            return services.vault.sheet(code)

        open_dialog(self, self._context, _("In phiếu khôi phục"), [Piece(0, _("Phiếu khôi phục"), pdf)])

    @Slot()
    def _on_save(self) -> None:
        self._context.prompts.save_file(
            self,
            _("Lưu phiếu khôi phục"),
            "recovery-sheet",
            _("Tệp PDF (*.pdf)"),
            "phieu-khoi-phuc.pdf",
            self._save,
        )

    def _save(self, path: Path) -> None:
        target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        code = self._code

        def done(written: Written) -> None:
            self._context.tell(
                _("Đã lưu phiếu vào {name}; in xong hãy xóa tệp.").format(name=written.file.name)
            )

        self._context.run_long(
            self,
            _("Lưu phiếu khôi phục"),
            lambda services, _job: services.vault.write_sheet(code, target),
            done,
        )
