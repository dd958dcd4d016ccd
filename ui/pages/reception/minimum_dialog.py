"""Asks for the number of one of the law's minima, once the office has compared the text of the law."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.meetings.reception_schedule import Minimum
from friendly_desktop.i18n import _
from ui.dialogs.form import FormDialog
from ui.widgets.fields import Field, LineField
from ui.widgets.text import Text, button

_MOST = 31


class MinimumDialog(FormDialog):
    """The number, beside what the program knows of it.

    Args:
        page: where it stands.
        minimum: as it is in use.
        done: called with the number; None for the one the program brings.
    """

    def __init__(self, page: QWidget, minimum: Minimum, done: Callable[[int | None], None]) -> None:
        super().__init__(page, _("Mức tối thiểu của luật"), _("Lưu"), letters=72)
        self._done = done
        for words in (minimum.title, minimum.article):
            self.body.addWidget(Text(words, wrap=True, parent=self))
        told = [_("Nguồn: {source}.").format(source=minimum.source.rstrip(".")), minimum.note]
        self.body.addWidget(Text(" ".join(one for one in told if one), "quiet", wrap=True, parent=self))
        self.count = LineField()
        self.count.setText(str(minimum.count))
        hint = _("Chỉ sửa khi đã đối chiếu với văn bản luật; lịch và cảnh báo tính theo mức này.")
        self._count = Field(_("Số ngày ít nhất"), self.count, hint, self)
        self.body.addWidget(self._count)
        self.back = button(_("Dùng lại mức gốc"), kind="quiet", parent=self)
        self.back.setVisible(minimum.own)
        self.back.clicked.connect(self._on_back)
        self.foot.insertWidget(0, self.back)
        self.count.setFocus()
        self.count.selectAll()

    def submit(self) -> bool:
        """Take the number."""
        text = self.count.value()
        if not text.isdecimal() or int(text) > _MOST:
            self._count.set_problem(_("Hãy nhập một số từ 0 đến {most}.").format(most=_MOST))
            return False
        self._done(int(text))
        return True

    def _on_back(self) -> None:
        self._done(None)
        self.accept()
