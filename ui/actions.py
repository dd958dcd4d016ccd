"""Every command of the shell, declared once: words, icon, shortcut.

Tooltips, the command palette and the page of shortcuts are made from the same declarations. A page
declares its own commands in the same way and names them in ``Page.commands``.
"""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import N_, _


class ActionId(Enum):
    """The commands that work everywhere in the window."""

    PALETTE = "palette"
    HELP = "help"
    FILTER = "filter"
    UNDO = "undo"
    NAVIGATION = "navigation"
    SCHEME = "scheme"
    LARGER = "larger"
    SMALLER = "smaller"
    LOCK = "lock"
    QUIT = "quit"


class ActionSpec(NamedTuple):
    """A command: its words (untranslated), icon, shortcuts (the first is shown), further words that find it."""

    text: str
    icon: str = ""
    shortcuts: tuple[str, ...] = ()
    also: str = ""


SPECS = {
    ActionId.PALETTE: ActionSpec(N_("Tìm lệnh và trang"), "search", ("Ctrl+K",)),
    ActionId.HELP: ActionSpec(N_("Trợ giúp của trang này"), "help", ("F1",)),
    ActionId.FILTER: ActionSpec(N_("Lọc trong trang này"), "filter", ("Ctrl+F",)),
    ActionId.UNDO: ActionSpec(N_("Hoàn tác việc vừa làm"), "undo", ("Ctrl+Z",)),
    ActionId.NAVIGATION: ActionSpec(N_("Thu gọn hoặc mở rộng thanh bên"), "menu", ("Ctrl+B",)),
    ActionId.SCHEME: ActionSpec(N_("Đổi giao diện sáng, tối"), "eye"),
    ActionId.LARGER: ActionSpec(N_("Chữ to hơn"), "add", ("Ctrl++", "Ctrl+=")),
    ActionId.SMALLER: ActionSpec(N_("Chữ nhỏ hơn"), "not-applicable", ("Ctrl+-",)),
    ActionId.LOCK: ActionSpec(N_("Khóa màn hình, đổi người dùng"), "lock", ("Ctrl+L",)),
    ActionId.QUIT: ActionSpec(N_("Đóng chương trình"), "close", ("Ctrl+Q",)),
}


def make_action(spec: ActionSpec, owner: QWidget, handler: Callable[[], None]) -> QAction:
    """An action of ``owner`` that runs ``handler``; its tooltip names the shortcut.

    The icon is for whoever shows the action; most are never seen outside the palette.
    """
    action = QAction(_(spec.text), owner)
    action.setShortcuts([QKeySequence(shortcut) for shortcut in spec.shortcuts])
    action.setToolTip(with_shortcut(_(spec.text), spec.shortcuts[0] if spec.shortcuts else ""))
    action.triggered.connect(handler)
    owner.addAction(action)
    return action


def with_shortcut(text: str, shortcut: str) -> str:
    """A tooltip: the words, and the shortcut in brackets if there is one."""
    return f"{text} ({shortcut})" if shortcut else text
