"""After a change of the calendar: which open cases' dates would move; they move only when one says so."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import FormDialog
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.fields import Field, LineField
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.views import row_height, table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.workday_moves import DateMove

_SHOWN_ROWS = 7


class MovesStrip(QWidget):
    """Says how many dates today's calendar gives otherwise, and shows them."""

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._asked = 0
        self.moves: tuple[DateMove, ...] = ()
        self.look_button = button(_("Xem và chuyển hạn..."), kind="quiet", parent=self)
        self.strip = NoticeStrip("calendar", "warning", self.look_button, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.strip)
        self.look_button.clicked.connect(self.look)
        self.hide()

    def ask(self) -> None:
        """Look in the background whether dates would move."""
        self._asked += 1
        asked = self._asked

        def work(services: "Services") -> "tuple[int, tuple[DateMove, ...]]":
            return asked, services.workday_moves.moves()

        self._context.query(self, _("Tìm các hạn sẽ đổi"), work, self._on_found)

    def _on_found(self, answer: "tuple[int, tuple[DateMove, ...]]") -> None:
        asked, moves = answer
        if asked != self._asked:
            return
        self.moves = moves
        cases = len({one.case_id for one in moves})
        words = ngettext(
            "Theo lịch hiện nay, {n} hạn của {cases} vụ việc đang mở sẽ đổi ngày. Hạn đã tính giữ nguyên cho đến khi"
            " được chuyển.",
            "Theo lịch hiện nay, {n} hạn của {cases} vụ việc đang mở sẽ đổi ngày. Hạn đã tính giữ nguyên cho đến khi"
            " được chuyển.",
            len(moves),
        ).format(n=len(moves), cases=cases)
        self.strip.say(words if moves else "")
        self.setVisible(bool(moves))

    @Slot()
    def look(self) -> "MovesDialog":
        """Show the dates."""
        dialog = MovesDialog(self, self._context, self.moves)
        dialog.open()
        return dialog


class MovesDialog(FormDialog):
    """The dates that would move; one reason for all of them."""

    def __init__(self, page: QWidget, context: UiContext, moves: "Sequence[DateMove]") -> None:
        super().__init__(
            page, _("Chuyển hạn theo lịch làm việc hiện nay"), _("Chuyển các hạn này"), letters=96
        )
        self.no.setText(_("Để nguyên"))
        self._context, self._owner, self._moves = context, page, tuple(moves)
        columns = (
            Column["DateMove"](_("Vụ việc"), lambda one: one.code, width=10),
            Column["DateMove"](_("Loại"), lambda one: _(KIND_TITLES[one.kind]), width=16),
            Column["DateMove"](_("Việc phải làm"), lambda one: one.title, tooltip=lambda one: one.title),
            Column["DateMove"](_("Hạn đang giữ"), lambda one: one.before, formats.short_date, width=12),
            Column["DateMove"](_("Hạn mới"), lambda one: one.after, formats.short_date, width=12),
        )
        self.model: TableModel[DateMove] = TableModel(columns, key=lambda one: one.deadline_id, parent=self)
        self.model.set_rows(self._moves)
        self.view = table(self.model, columns, _("Các hạn sẽ đổi"), self)
        ListPapers(context, self.view)
        self.view.setMinimumHeight(row_height(self.view) * _SHOWN_ROWS)
        words = _(
            "Hạn cũ vẫn giữ lại bên cạnh hạn mới trong hồ sơ vụ việc, kèm lý do. Không chuyển thì các hạn giữ nguyên."
        )
        self.why = LineField(_("Số, ngày của thông báo"))
        self.body.addWidget(Text(words, "quiet", wrap=True, parent=self))
        self.body.addWidget(self.view, 1)
        self.body.addWidget(Field(_("Lý do, căn cứ"), self.why, parent=self))
        self.why.setFocus()

    def submit(self) -> bool:
        """Move what is shown, and nothing else."""
        moves, why, context, owner = self._moves, self.why.value(), self._context, self._owner

        def done(moved: "tuple[DateMove, ...]") -> None:
            count = len(moved)
            context.tell(ngettext("Đã chuyển {n} hạn.", "Đã chuyển {n} hạn.", count).format(n=count))
            if isinstance(owner, MovesStrip):
                owner.ask()

        def failed(error: Exception) -> None:
            context.show_error(owner, error)
            if isinstance(error, AppError) and isinstance(owner, MovesStrip):
                owner.ask()

        context.perform(
            owner,
            _("Chuyển hạn"),
            lambda services: services.workday_moves.move_all(moves, why),
            done,
            failed,
        )
        return True
