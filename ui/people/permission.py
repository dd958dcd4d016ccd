"""What the role of whoever works here does not allow is in view, but held, and says why."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.widgets.holding import hold


class _Reserved(QObject):
    """Holds its button, field or command for everybody without a right, whoever signs in later too."""

    def __init__(self, context: UiContext, right: Right, thing: QWidget | QAction) -> None:
        super().__init__(thing)
        self._context, self._right, self._thing = context, right, thing
        context.admitted.connect(self._judge)
        self._judge()

    @Slot()
    def _judge(self, _user: object = None) -> None:
        hold(self._thing, "" if self._context.may(self._right) else refused_words(self._right))


def reserve(context: UiContext, right: Right, *things: QWidget | QAction) -> None:
    """Let only those use buttons, fields, whole forms and commands whose role allows what they do.

    Args:
        context: knows who works here.
        right: what the services ask for the act.
        things: as soon as they are made; the page enables and disables them as if everybody might.
    """
    for thing in things:
        _Reserved(context, right, thing)


def refused_words(right: Right) -> str:
    """Why something is held."""
    from friendly_desktop.services.people.words import right_words  # brings the data layer

    return _("Vai trò của người đang đăng nhập không có quyền: {right}.").format(right=right_words(right))
