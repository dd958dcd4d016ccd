"""A Windows too old for Qt is told so in a box of the system, because no window of the program's own can open there.

Qt 6.10 and newer ask Windows for ``icu.dll``, which came with Windows 10 version 1903. An older one would only say
that a file was not found.
"""

import sys
from collections.abc import Callable

from friendly_desktop.i18n import _

#: The build number of Windows 10 version 1903; the installer asks for the same.
LEAST_BUILD = 18362

_ERROR_ICON = 0x10


def is_too_old(build: int | None) -> bool:
    """Whether the window cannot run on a Windows with this build number; None is another system."""
    return build is not None and build < LEAST_BUILD


def this_build() -> int | None:
    """The build number of this Windows; None on other systems."""
    if sys.platform == "win32":
        return sys.getwindowsversion().build
    return None


def tell(build: int, show: Callable[[str, str], None] | None = None) -> None:
    """Say that Windows is too old and what can be done.

    Args:
        build: its build number.
        show: shows title and text; the message box of Windows by default.
    """
    text = _(
        "Máy này dùng Windows bản {build}, cũ hơn mức chương trình cần.\n\n"
        "Chương trình chạy trên Windows 10 bản 1903 trở lên và Windows 11. Hãy cập nhật Windows "
        "(Cài đặt > Windows Update) hoặc nhờ người phụ trách máy tính.\n\n"
        "Dữ liệu của đơn vị không bị thay đổi."
    )
    (show or _message_box)(_("Chính quyền thân thiện"), text.format(build=build))


def _message_box(title: str, text: str) -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, title, _ERROR_ICON)
