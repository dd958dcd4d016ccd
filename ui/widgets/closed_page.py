"""Stands in the place of a page that the role of whoever works here does not allow to see."""

from PySide6.QtWidgets import QVBoxLayout

from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from friendly_desktop.services.people.words import right_words
from ui.context import UiContext
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page


class ClosedPage(Page):
    """Says why, and whom to ask."""

    uses_year = False
    help_topic = "safety"

    def __init__(self, context: UiContext, right: Right) -> None:
        super().__init__(context)
        text = _(
            "Vai trò của người đang đăng nhập không có quyền: {right}. Cần xem thì nhờ người quản trị đổi vai trò tại "
            "An toàn dữ liệu, mục Người dùng."
        )
        column = QVBoxLayout(self)
        column.addWidget(
            EmptyState(
                "lock", _("Không có quyền xem trang này"), text.format(right=right_words(right)), parent=self
            )
        )

    def reload(self) -> None:
        """There is nothing to read."""
