"""Opens a piece of evidence in the program that belongs to it: a copy under its true name."""

import os
import stat
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.domain.text import safe_name
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext

if TYPE_CHECKING:
    from pathlib import Path

    from friendly_desktop.bootstrap import Services


def open_outside(context: UiContext, owner: QWidget, evidence: Evidence) -> None:
    """Copy it out of the store, read-only, and hand the copy to the system.

    A copy, because a Word document saved in place would change what the digest in the store promises.
    """
    folder = context.folder.cache / "opened" / evidence.sha256[:12]

    def work(services: "Services") -> "Path":
        import shutil

        target = folder / safe_name(evidence.name)
        if not target.exists() or target.stat().st_size != evidence.bytes:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(services.evidence.stored_file(evidence.sha256), target)
            os.chmod(target, stat.S_IREAD)
        return target

    def done(path: "Path") -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            error = AppError(
                "no_program",
                _("Không mở được tệp"),
                _("Máy này chưa có chương trình nào mở được tệp «{name}».").format(name=evidence.name),
                _("Hãy cài chương trình phù hợp (ví dụ Word, Excel) rồi thử lại."),
            )
            context.show_error(owner, error)

    def failed(error: Exception) -> None:
        if isinstance(error, OSError):
            error = AppError(
                "open_failed",
                _("Không mở được tệp"),
                _("Không lấy được bản sao của tệp «{name}» từ kho minh chứng.").format(name=evidence.name),
                _("Hãy bấm «Kiểm tra lại toàn bộ tệp» ở trang Tài liệu."),
            )
        context.show_error(owner, error)

    context.draw(owner, work, done, failed)
