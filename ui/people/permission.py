"""A button whose act the role of whoever works here does not allow says so."""

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.people.words import right_words

_OWN_TIP = "own_tip"


def allow(widget: QWidget, allowed: bool, right: Right, *, enabled: bool = True) -> None:
    """Let a button be pressed, or say in its tooltip why not.

    Args:
        widget: the button.
        allowed: whether the role allows it.
        right: what it asks for.
        enabled: whether it makes sense now, for whoever may.
    """
    if widget.property(_OWN_TIP) is None:
        widget.setProperty(_OWN_TIP, widget.toolTip())
    widget.setEnabled(allowed and enabled)
    refused = _("Vai trò của người đang đăng nhập không có quyền: {right}.").format(right=right_words(right))
    widget.setToolTip(widget.property(_OWN_TIP) if allowed else refused)
