"""What restoring a backup would change, kind by kind, before anything is done."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.backups import KindChange, RestorePlan
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.backups.words import kind_words, names_words
from ui.dialogs.form import FormDialog
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.text import Text
from ui.widgets.views import row_height, table

#: Written by the program itself beside every change; nobody counts its lines.
_TRAIL = "trail"


def _count(number: int) -> str:
    return formats.whole_number(number) if number else ""


def _columns() -> list[Column[KindChange]]:
    return [
        Column(_("Loại"), lambda one: kind_words(one.kind), tooltip=lambda one: kind_words(one.kind)),
        Column(_("Hiện có"), lambda one: one.here, _count, right=True, width=8, tooltip=_newest),
        Column(_("Bản sao lưu"), lambda one: one.there, _count, right=True, width=10, tooltip=_newest),
        Column(_("Có lại"), lambda one: one.added, _count, right=True, width=7),
        Column(_("Trở về như cũ"), _changed, _changed_words, right=True, width=11),
        Column(_("Sẽ mất"), lambda one: one.lost, _count, right=True, width=7),
    ]


#: Stands for a number where only what belongs to the records reads otherwise, or what lies in the bin.
_DETAILS = -1


def _changed(one: KindChange) -> int:
    return one.changed or (_DETAILS if one.differs and not (one.added or one.lost) else 0)


def _changed_words(number: int) -> str:
    return _("có") if number == _DETAILS else _count(number)


def _newest(one: KindChange) -> str:
    here = formats.moment(one.newest_here) if one.newest_here else "-"
    there = formats.moment(one.newest_there) if one.newest_there else "-"
    return _("Ghi gần nhất: hiện nay {here}, trong bản sao lưu {there}").format(here=here, there=there)


class RestoreDialog(FormDialog):
    """Shows a plan and asks.

    Args:
        page: where it stands.
        plan: what would change.
        done: called when the person wants it so.
    """

    def __init__(self, page: QWidget, plan: RestorePlan, done: Callable[[], None]) -> None:
        title = _("Khôi phục dữ liệu lúc {moment}?").format(moment=formats.moment(plan.backup.made_at))
        super().__init__(page, title, _("Khôi phục"), "danger", letters=100)
        self._done = done
        kinds = sorted(
            (one for one in plan.kinds if (one.here or one.there or one.differs) and one.kind != _TRAIL),
            key=lambda one: not one.differs,
        )
        self.body.addWidget(Text(_told(plan), wrap=True, parent=self))
        columns = _columns()
        self.model: TableModel[KindChange] = TableModel(columns, key=lambda one: one.kind, parent=self)
        self.model.set_rows(kinds)
        self.view = table(self.model, columns, _("Thay đổi theo loại"), self)
        self.view.setMinimumHeight(row_height(self.view) * 5)
        self.view.setVisible(bool(kinds))
        self.body.addWidget(self.view, 1)
        aside = _("Dữ liệu hiện tại được cất thành một bản sao lưu riêng trước, nên vẫn lấy lại được.")
        self.body.addWidget(Text(aside, "quiet-small", wrap=True, parent=self))
        self.no.setDefault(True)
        self.no.setFocus()
        self.resize(self.minimumWidth(), min(560, page.window().height() - 56))

    def submit(self) -> bool:
        """Begin."""
        self._done()
        return True


def _told(plan: RestorePlan) -> str:
    kinds = [one for one in plan.kinds if one.kind != _TRAIL]
    lost, added, changed = (
        (sum(found) for found in zip(*((one.lost, one.added, one.changed) for one in kinds), strict=True))
        if kinds
        else (0, 0, 0)
    )
    if not plan.present:
        return _("Ở đây không có dữ liệu đọc được; khôi phục không làm mất gì.")
    if not any(one.differs for one in kinds):
        return _("Bản sao lưu giống hệt dữ liệu hiện tại; khôi phục không làm thay đổi gì.")
    told = [
        ngettext("{n} dòng ghi từ đó đến nay sẽ mất.", "{n} dòng ghi từ đó đến nay sẽ mất.", lost)
        if lost
        else "",
        ngettext("{n} dòng sẽ có lại.", "{n} dòng sẽ có lại.", added) if added else "",
        ngettext("{n} dòng trở về như lúc ấy.", "{n} dòng trở về như lúc ấy.", changed) if changed else "",
    ]
    lines = [
        " ".join(
            words.format(n=formats.whole_number(count))
            for words, count in zip(told, (lost, added, changed), strict=True)
            if words
        )
        or _("Chỉ một số chi tiết trở về như lúc ấy.")
    ]
    here = max((one.newest_here for one in kinds if one.newest_here), default=None)
    there = max((one.newest_there for one in kinds if one.newest_there), default=None)
    if here and there:
        lines.append(
            _("Ghi gần nhất: hiện nay {here}, trong bản sao lưu {there}.").format(
                here=formats.moment(here), there=formats.moment(there)
            )
        )
    if plan.names_brought_back:
        lines.append(names_words(plan.names_brought_back))
    return "\n".join(lines)
