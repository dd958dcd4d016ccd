"""What else helps: guide, news, problem report, logs, sample office, about; as a menu and as commands of Ctrl+K."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui import icons
from ui.actions import ActionSpec, make_action
from ui.context import UiContext
from ui.help.specs import SUPPORT, Support

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class HelpDesk(QObject):
    """The acts of the help menu on one window.

    Args:
        window: whose commands they are.
        context: what it works with.
        show_topic: shows a chapter of the help.
    """

    def __init__(self, window: QWidget, context: UiContext, show_topic: Callable[[str], None]) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        handlers: dict[Support, Callable[[], None]] = {
            Support.TASKS: lambda: show_topic("tasks"),
            Support.GUIDE: self.save_guide,
            Support.NEWS: lambda: show_topic("news"),
            Support.REPORT: self.report_problem,
            Support.LOGS: self.open_logs,
            Support.SAMPLE: self.open_sample,
            Support.ABOUT: self.show_about,
        }
        self.actions: dict[Support, tuple[ActionSpec, QAction]] = {
            name: (spec, make_action(spec, window, handlers[name])) for name, spec in SUPPORT.items()
        }

    def show_menu(self, place: QPoint) -> None:
        """The acts as a menu at a point of the screen."""
        menu = QMenu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        for spec, action in self.actions.values():
            action.setIcon(icons.icon(spec.icon))
            menu.addAction(action)
        menu.popup(place)

    def save_guide(self) -> None:
        """Write the one-page guide where the person wants it and open it, to be printed."""
        self._context.prompts.save_file(
            self._window,
            _("Lưu tờ hướng dẫn nhanh"),
            "guide",
            _("Tệp PDF (*.pdf)"),
            "huong-dan-nhanh.pdf",
            self._write_guide,
        )

    def _write_guide(self, target: Path) -> None:
        def done(path: Path) -> None:
            self._context.tell(_("Đã lưu {file}. In ra và treo cạnh máy.").format(file=path.name))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        def work(services: "Services") -> Path:
            return services.guide.write(target).file

        self._context.query(self._window, _("Tờ hướng dẫn nhanh"), work, done)

    def report_problem(self) -> None:
        """Show what would be sent, then save it."""
        from ui.help.report_dialog import ProblemReportDialog

        ProblemReportDialog(self._window, self._context).start()

    def open_logs(self) -> None:
        """Open the folder of the logs in the system's own window."""
        self._open_folder(self._context.folder.own.logs)

    def open_sample(self) -> None:
        """Show the sample office, or go back from it."""
        from ui.widgets.sample_strip import open_sample

        if self._context.folder.is_sample:
            self._context.open_office(self._context.folder.own)
        elif self._context.is_ready:
            open_sample(self._window, self._context)

    def show_about(self) -> None:
        """What program this is."""
        from ui.help.about_dialog import AboutDialog

        dialog = AboutDialog(self._window, self._context.folder.own)
        dialog.folder_wanted.connect(self._open_folder)
        dialog.open()

    def _open_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._context.show_error(
                self._window,
                AppError(
                    "no_program",
                    _("Không mở được thư mục"),
                    _("Máy này không mở được thư mục {folder}.").format(folder=folder),
                    _("Hãy mở thư mục này bằng chương trình quản lý tệp."),
                ),
            )
