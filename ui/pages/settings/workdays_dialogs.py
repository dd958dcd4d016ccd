"""What the working calendar asks: a run of days, the notice of a year, what a file would change."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.deadlines.words import day_kind_words
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind
from friendly_desktop.i18n import _, ngettext
from ui.dialogs.form import DayInput, FormDialog, text_needed
from ui.widgets.fields import ChoiceField, Field, LineField
from ui.widgets.text import Text
from ui.widgets.year_calendar import day_words

if TYPE_CHECKING:
    from friendly_desktop.services.workdays import CalendarImport

_MOST_DAYS = 31
_LISTED = 12


def kind_title(kind: DayKind) -> str:
    """The kind of a day as it begins a line: "Nghỉ bù, hoán đổi"."""
    words = day_kind_words(kind)
    return words[:1].upper() + words[1:]


class DaysDialog(FormDialog):
    """Asks for one day, or a run of days such as Tết."""

    def __init__(
        self,
        page: QWidget,
        today: date,
        day: date | None,
        done: Callable[[Sequence[CalendarDay]], None],
    ) -> None:
        super().__init__(page, _("Thêm ngày nghỉ, ngày làm bù"), _("Lưu"), letters=72)
        self._done = done
        self.kind = ChoiceField([(kind, kind_title(kind)) for kind in DayKind], self)
        self.first = DayInput(_("Từ ngày"), today, day, parent=self)
        self.last = DayInput(
            _("Đến hết ngày"), today, hint=_("Để trống nếu chỉ một ngày"), parent=self, needed=False
        )
        self.title = LineField(_("Tết Nguyên đán"))
        self.source = LineField()
        self.forecast = QCheckBox(_("Mới là dự kiến, chưa có thông báo chính thức"), self)
        self._title = Field(_("Tên"), self.title, parent=self)
        days = QHBoxLayout()
        days.setSpacing(16)
        days.addWidget(self.first)
        days.addWidget(self.last)
        self.body.addWidget(Field(_("Loại"), self.kind, parent=self))
        self.body.addLayout(days)
        self.body.addWidget(self._title)
        hint = _("Số, ngày của thông báo, ví dụ: Thông báo 9441/TB-BNV ngày 16/10/2025")
        self.body.addWidget(Field(_("Nguồn"), self.source, hint, self))
        self.body.addWidget(self.forecast)
        (self.title if day else self.first.line).setFocus()

    def submit(self) -> bool:
        """Store the days."""
        fine, first = self.first.read()
        title = text_needed(self._title, _("Hãy ghi tên, ví dụ: Tết Nguyên đán."))

        def check(day: date) -> str:
            if first is not None and day < first:
                return _("Ngày cuối phải sau ngày đầu.")
            if first is not None and (day - first).days >= _MOST_DAYS:
                return _("Mỗi lần thêm được nhiều nhất 31 ngày.")
            return ""

        ended, last = self.last.read(check)
        kind = self.kind.value()
        if not fine or not ended or not title or first is None or not isinstance(kind, DayKind):
            return False
        count = ((last or first) - first).days + 1
        confidence = Confidence.READ if self.source.value() else Confidence.KNOWN
        self._done(
            [
                CalendarDay(
                    first + timedelta(days=place),
                    kind,
                    title,
                    self.source.value(),
                    confidence,
                    self.forecast.isChecked(),
                    own=True,
                )
                for place in range(count)
            ]
        )
        return True


class ConfirmDialog(FormDialog):
    """Asks for the notice on whose strength the forecasts of a year are taken as certain."""

    def __init__(
        self, page: QWidget, year: int, rows: Iterable[CalendarDay], done: Callable[[str], None]
    ) -> None:
        title = _("Xác nhận lịch làm việc năm {year}").format(year=year)
        super().__init__(page, title, _("Xác nhận"), letters=72)
        self._done = done
        self.source = LineField(_("Thông báo 9441/TB-BNV ngày 16/10/2025"))
        words = _("Các ngày dự kiến dưới đây được coi là chính thức. Ngày nào khác thông báo thì sửa trước.")
        self.body.addWidget(Text(words, "quiet", wrap=True, parent=self))
        listed = "\n".join(f"{formats.weekday_date(row.day)}: {day_words(row)}" for row in rows)
        self.body.addWidget(Text(listed, "small", wrap=True, parent=self))
        self._source = Field(_("Số, ngày của thông báo"), self.source, parent=self)
        self.body.addWidget(self._source)
        self.source.setFocus()

    def submit(self) -> bool:
        """Take the notice."""
        source = text_needed(self._source, _("Hãy ghi số và ngày của thông báo về lịch nghỉ."))
        if source:
            self._done(source)
        return bool(source)


class ImportDialog(FormDialog):
    """Shows what a file would change before it does."""

    def __init__(self, page: QWidget, result: "CalendarImport", done: Callable[[], None]) -> None:
        super().__init__(page, _("Nhập ngày nghỉ, ngày làm bù"), _("Nhập"), letters=72)
        self._done = done
        count = len(result.saved)
        words = ngettext("Tệp có {n} ngày mới hoặc khác bảng.", "Tệp có {n} ngày mới hoặc khác bảng.", count)
        parts = [words.format(n=count) if count else _("Tệp không có ngày nào mới hoặc khác bảng.")]
        if result.same:
            parts.append(
                ngettext("{n} ngày đã có sẵn.", "{n} ngày đã có sẵn.", result.same).format(n=result.same)
            )
        self.body.addWidget(Text(" ".join(parts), wrap=True, parent=self))
        listed = [f"{formats.weekday_date(row.day)}: {day_words(row)}" for row in result.saved[:_LISTED]]
        further = count - len(listed)
        if further > 0:
            listed.append(ngettext("và {n} ngày nữa", "và {n} ngày nữa", further).format(n=further))
        self.body.addWidget(Text("\n".join(listed), "small", wrap=True, parent=self))
        if result.problems:
            told = [_("Các dòng sau không nhập được:"), *result.problems[:8]]
            more = len(result.problems) - 8
            if more > 0:
                told.append(ngettext("và {n} dòng nữa", "và {n} dòng nữa", more).format(n=more))
            self.body.addWidget(Text("\n".join(told), "problem", wrap=True, parent=self))
        self.yes.setEnabled(bool(count))

    def submit(self) -> bool:
        """Import."""
        self._done()
        return True
