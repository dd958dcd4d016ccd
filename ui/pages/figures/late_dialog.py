"""One late file, entered or corrected."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QWidget

from friendly_desktop.domain.indicators import LateFile
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.widgets.fields import Field, LineField, TextField
from ui.widgets.text import Text


class LateDialog(FormDialog):
    """Enters a file that was answered late; the records say at once when it was not late."""

    def __init__(self, page: QWidget, context: UiContext, file: LateFile | None) -> None:
        super().__init__(page, _("Hồ sơ trễ hạn"), _("Lưu"), letters=76)
        self._context, self._file = context, file
        today = context.clock.today()
        self.code, self.procedure = LineField(), LineField()
        self.person, self.address = LineField(), LineField()
        self.reason = TextField(lines=2)
        self._code = Field(_("Mã hồ sơ"), self.code, parent=self)
        self._person = Field(_("Người nộp"), self.person, parent=self)
        self.received = DayInput(_("Ngày tiếp nhận"), today, needed=False, parent=self)
        self.promised = DayInput(_("Ngày hẹn trả"), today, parent=self)
        self.returned = DayInput(_("Ngày trả"), today, needed=False, parent=self)
        self._reason = Field(
            _("Lý do"), self.reason, _("In trong thư sau chữ «vì», không cần dấu chấm."), parent=self
        )
        self.problem = Text(role="problem", wrap=True, parent=self)
        self.problem.hide()
        for row in (
            ((self._code, 2), (Field(_("Thủ tục"), self.procedure, parent=self), 3)),
            ((self._person, 2), (Field(_("Địa chỉ"), self.address, parent=self), 3)),
            ((self.received, 1), (self.promised, 1), (self.returned, 1)),
        ):
            line = QHBoxLayout()
            line.setSpacing(16)
            for field, share in row:
                line.addWidget(field, share)
            self.body.addLayout(line)
        self.body.addWidget(self._reason)
        self.body.addWidget(self.problem)
        if file is not None:
            self._put(file)
        self.code.setFocus()

    def _put(self, file: LateFile) -> None:
        for line, text in (
            (self.code, file.code),
            (self.procedure, file.procedure),
            (self.person, file.person),
            (self.address, file.address),
        ):
            line.setText(text)
        self.reason.show_value(file.reason)
        self.received.show_day(file.received)
        self.promised.show_day(file.promised)
        self.returned.show_day(file.returned)

    def submit(self) -> bool:
        """Save; the dialog closes once it is stored."""
        code = text_needed(self._code, _("Hãy ghi mã hồ sơ."))
        person = text_needed(self._person, _("Hãy ghi người nộp hồ sơ."))
        fine = [self.received.read(), self.promised.read(), self.returned.read()]
        promised = fine[1][1]
        if not code or not person or not all(good for good, _day in fine) or promised is None:
            return False
        begun = self._file or LateFile(0, code, "", person, "", None, promised, None)
        wanted = replace(
            begun,
            code=code,
            procedure=self.procedure.value(),
            person=person,
            address=self.address.value(),
            received=fine[0][1],
            promised=promised,
            returned=fine[2][1],
            reason=self.reason.value(),
        )
        self._context.perform(
            self,
            _("Lưu hồ sơ"),
            lambda services: services.indicators.save_late(wanted),
            self._on_saved,
            self._on_refused,
        )
        return False

    def _on_saved(self, saved: LateFile) -> None:
        if saved.letter_id is not None:
            self._context.tell(_("Hồ sơ này đã có thư xin lỗi trong sổ thư."))
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.problem.setText(f"{error.message} {error.hint}".strip())
        self.problem.show()
