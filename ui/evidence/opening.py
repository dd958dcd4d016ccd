"""Opens a piece of evidence in the program that belongs to it: a copy under its true name."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.evidence import Evidence
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


def open_outside(context: UiContext, owner: QWidget, evidence: Evidence, version: int | None = None) -> None:
    """Hand a copy (of an older version when asked) to the system: saving it there changes nothing here."""

    def work(services: "Services") -> Path:
        return services.evidence.copy_for_opening(evidence.id, version)

    def done(path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            error = AppError(
                "no_program",
                _("Không mở được tệp"),
                _("Máy này chưa có chương trình nào mở được tệp «{name}».").format(name=evidence.name),
                _("Hãy cài chương trình phù hợp (ví dụ Word, Excel) rồi thử lại."),
            )
            context.show_error(owner, error)

    context.draw(owner, work, done)
