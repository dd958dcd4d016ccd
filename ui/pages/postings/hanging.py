"""Asks where and when a posting was hung, or when it was taken down."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _
from ui.dialogs.form import DayInput, FormDialog
from ui.widgets.fields import Field, SuggestField


class HangDialog(FormDialog):
    """A place and a day that has been."""

    def __init__(
        self,
        page: QWidget,
        title: str,
        places: Sequence[str],
        place: str,
        today: date,
        done: Callable[[date, str], None],
    ) -> None:
        super().__init__(page, title, _("Đã treo"))
        self._done, self._today = done, today
        self._place = SuggestField(places, self)
        self._place.set_placeholder(_("Bộ phận tiếp nhận và trả kết quả"))
        self._place.show_value(place)
        self.place = Field(_("Nơi treo"), self._place, "", self)
        self.day = DayInput(_("Ngày treo"), today, today, "", self)
        self.body.addWidget(self.place)
        self.body.addWidget(self.day)
        self._place.setFocus()

    def submit(self) -> bool:
        """Take both."""

        def check(day: date) -> str:
            return _("Ngày này chưa đến.") if day > self._today else ""

        where = self._place.value()
        self.place.set_problem("" if where else _("Hãy ghi nơi treo."))
        fine, day = self.day.read(check)
        if not (where and fine and day is not None):
            return False
        self._done(day, where)
        return True
