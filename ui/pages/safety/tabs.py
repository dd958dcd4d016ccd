"""The tabs of the page, in their order.

To add one: a widget derived from ``tab.SafetyTab`` in a module of this package, a factory here that imports it inside
the function, a line in ``TABS``, its commands in ``ui/safety/commands.py``, its section in ``resources/help/safety.md``
and its pictures in ``.ci/screens_safety.py``. Its ``Place`` is ``Place(PageId.SAFETY, part=NAME)``.
"""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import N_
from ui.context import UiContext
from ui.pages.safety.tab import SafetyTab
from ui.safety.commands import BACKUPS, BIN, DISCLOSURES, PEOPLE, RETENTION, TRAIL, VAULT


class TabSpec(NamedTuple):
    """A tab: its name in a ``Place``, its words (untranslated), how it is made."""

    name: str
    words: str
    make: Callable[[UiContext, QWidget], SafetyTab]


def _bin(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.bin import BinTab

    return BinTab(context, page)


def _backups(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.backups import BackupsTab

    return BackupsTab(context, page)


def _people(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.people import PeopleTab

    return PeopleTab(context, page)


def _trail(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.trail import TrailTab

    return TrailTab(context, page)


def _vault(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.vault import VaultTab

    return VaultTab(context, page)


def _retention(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.retention import RetentionTab

    return RetentionTab(context, page)


def _disclosures(context: UiContext, page: QWidget) -> SafetyTab:
    from ui.pages.safety.disclosures import DisclosuresTab

    return DisclosuresTab(context, page)


TABS: tuple[TabSpec, ...] = (
    TabSpec(BACKUPS, N_("Sao lưu"), _backups),
    TabSpec(BIN, N_("Thùng rác"), _bin),
    TabSpec(PEOPLE, N_("Người dùng"), _people),
    TabSpec(TRAIL, N_("Nhật ký"), _trail),
    TabSpec(VAULT, N_("Mã hóa"), _vault),
    TabSpec(RETENTION, N_("Lưu giữ và hủy"), _retention),
    TabSpec(DISCLOSURES, N_("Cung cấp thông tin"), _disclosures),
)
