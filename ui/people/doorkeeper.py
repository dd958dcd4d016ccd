"""Keeps the window shut while nobody is in, and changes who works here without a restart."""

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.people import User
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.people.doorway import Doorway
from ui.people.idle import IdleWatch

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Doorkeeper(QObject):
    """Shuts and opens the window.

    While it is shut nothing of the office is painted: the body of the window is hidden, and so is every dialog that
    was open or opens meanwhile. Whatever was typed stays where it is.
    """

    def __init__(self, window: QMainWindow, body: QWidget, context: UiContext, leave: QAction) -> None:
        """Keep a window.

        Args:
            window: which.
            body: everything that is shown in it.
            context: of the window.
            leave: the one command of the window that works while it is shut.
        """
        super().__init__(window)
        self._window, self._body, self._context, self._leave = window, body, context, leave
        self._doorway: Doorway | None = None
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._required = False
        self._idle = IdleWatch(context.clock, self)
        self._idle.left_alone.connect(self.lock)
        context.bus.changed.connect(self._on_changed)
        context.ready.connect(self._on_opened)
        context.opening_failed.connect(self._on_opened)

    @property
    def is_shut(self) -> bool:
        """Whether nobody is in."""
        return self._doorway is not None and self._doorway.isVisibleTo(self._window)

    @property
    def doorway(self) -> Doorway:
        """What stands in the window while it is shut."""
        if self._doorway is None:
            self._doorway = Doorway(self._context, self._window)
            self._doorway.hide()
            self._doorway.entered.connect(self._on_entered)
            self._doorway.quit_wanted.connect(self._window.close)
        return self._doorway

    @Slot()
    def lock(self) -> None:
        """Shut the window at once; whoever locked it, or somebody else, comes in with a password."""
        if self.is_shut or not self._context.is_ready:
            return
        if not self._required or self._context.user is None:
            self._context.tell(
                _(
                    "Chưa bật đăng nhập nên không có mật khẩu để khóa; bật tại An toàn dữ liệu, mục Người dùng."
                )
            )
            return
        self._shut(self._context.user)
        # Nothing readable of encrypted records stays on the disk while nobody is in.
        self._context.knock(
            self,
            lambda services: services.evidence.put_copies_away(),
            lambda _nothing: None,
            lambda _error: None,
        )

    def shut_for_all(self) -> None:
        """Shut the window until somebody signs in."""
        if not self.is_shut:
            self._shut(None)
        elif self.doorway.asks_for_key:
            self.doorway.start(None)  # the records were opened; now whoever works with them

    def shut_for_key(self) -> None:
        """Shut the window until somebody opens the encrypted records."""
        if not self.is_shut:
            self._shut(None, locked=True)

    @Slot()
    def _on_opened(self) -> None:
        """The records were opened, or failed to for good: nothing is asked any more."""
        if self.is_shut and self.doorway.asks_for_key:
            self.open_again()

    def open_again(self) -> None:
        """Show what the window shows, whoever works here."""
        self._let_in()
        self.doorway.hide()
        self._body.show()
        self._permit_commands(True)
        self._show_again()

    def fit(self) -> None:
        """Cover the whole window."""
        if self._doorway is not None:
            self._doorway.setGeometry(self._window.rect())

    @Slot()
    def ask(self) -> None:
        """Ask the records whether and when the window locks by itself."""
        if self._context.is_ready:
            self._context.query(self, "", _wishes, self._on_wishes)

    # -- inside

    def _on_wishes(self, answer: tuple[bool, int]) -> None:
        self._required, minutes = answer
        self._idle.watch(timedelta(minutes=minutes if self._required else 0))

    @Slot(object)
    def _on_changed(self, areas: frozenset[Area]) -> None:
        if Area.PEOPLE in areas and not self.is_shut:
            self.ask()

    def _shut(self, user: User | None, *, locked: bool = False) -> None:
        self._focus = QApplication.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._body.hide()
        for one in QApplication.topLevelWidgets():
            if one is not self._window and one.isVisible():
                self._put_away(one)
        self._permit_commands(False)
        door = self.doorway
        self.fit()
        door.show()
        door.raise_()
        if locked:
            door.start_locked()
        else:
            door.start(user)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def _permit_commands(self, permitted: bool) -> None:
        for action in self._window.actions():
            action.setEnabled(permitted or action is self._leave)

    def _put_away(self, dialog: QWidget) -> None:
        if dialog not in self._hidden:
            self._hidden.append(dialog)
        dialog.hide()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A dialog that opens while the window is shut waits unseen."""
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
            and not self._belongs_to_door(watched)
        ):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, lambda: self._put_away(watched) if self.is_shut else None)
        return super().eventFilter(watched, event)

    def _belongs_to_door(self, widget: QWidget) -> bool:
        """The list of names and a tooltip are windows, too."""
        parent = widget.parentWidget()
        return parent is None or (self._doorway is not None and self._doorway.isAncestorOf(parent))

    @Slot(object, str)
    def _on_entered(self, user: User | None, code: str) -> None:
        self._let_in()
        other = self._context.user is not None and user is not None and user.id != self._context.user.id
        if other:
            for one in self._hidden:
                if isValid(one):
                    one.close()
                    one.deleteLater()
            self._hidden = []
        self.doorway.hide()
        self._body.show()
        self._permit_commands(True)
        self._context.admit(user)
        if other:
            self._focus = None
        self._show_again()
        self.ask()
        if code:
            from ui.people.sheet import SheetDialog

            SheetDialog(self._window, self._context, code).open()

    def _let_in(self) -> None:
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def _show_again(self) -> None:
        """Bring back what was put away, and the cursor to where it was."""
        hidden, self._hidden = [one for one in self._hidden if isValid(one)], []
        for one in hidden:
            one.show()
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus()
        self._focus = None


def _wishes(services: "Services") -> tuple[bool, int]:
    return services.session.required(), services.users.idle_minutes()
