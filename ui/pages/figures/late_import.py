"""Late files from the list of the one-stop: which column is what, what came of each row."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.indicators.late_files import LATE_FIELDS, LateAccount, LateRow
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.letters.list_import import Mapped, MappedImport
from ui.lists.importing import FileWanted
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.text import reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext


class ImportLate(MappedImport[LateRow]):
    """Takes the list of the one-stop; files answered in time stay out by themselves."""

    fields = LATE_FIELDS

    def __init__(self, parent: QWidget, context: UiContext) -> None:
        wanted = FileWanted(
            _("Chọn danh sách hồ sơ"), "late-files", _("Danh sách (*.xlsx *.csv)"), _("Mở danh sách")
        )
        super().__init__(parent, context, _("Lấy danh sách hồ sơ trễ hạn"), wanted, (1060, 680))
        shown: tuple[Column[LateRow], ...] = (
            Column(_("Dòng"), value=lambda row: row.number, width=5),
            Column(_("Mã hồ sơ"), value=lambda row: row.file.code if row.file else "", width=18),
            Column(
                _("Hẹn trả"),
                value=lambda row: row.file.promised if row.file else None,
                display=formats.short_date,
                width=10,
            ),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark, icon=_icon),
        )
        self.model: TableModel[LateRow] = TableModel(shown, key=lambda row: row.number, parent=self)
        self.view = table(self.model, shown, _("Các dòng của danh sách"), self)
        ListPapers(self._context, self.view)
        words = _(
            "Mỗi dòng là một hồ sơ, cần có mã hồ sơ, người nộp và ngày hẹn trả. Đưa cả danh sách của Một cửa cũng được:"
            " hồ sơ trả đúng hạn tự ở ngoài. Tệp gốc không bị đổi."
        )
        body = self.lay_out(_("Chọn tệp Excel (.xlsx) hoặc CSV"), words, _("Nhận hồ sơ"))
        self.lay_columns(body, self.view, (500, 540))

    def reader(self, path: Path) -> Callable[["Services", "JobContext"], LetterList]:
        """The list in the file."""
        return lambda services, job: services.indicators.open_late(path, None, job)

    def mapper(
        self, found: LetterList, mapping: Mapping[str, str]
    ) -> Callable[["Services"], Mapped[LateRow]]:
        """Every row as a late file."""

        def work(services: "Services") -> Mapped[LateRow]:
            checked = services.indicators.late_mapping(found, mapping)
            return Mapped(checked, services.indicators.late_rows(found, checked))

        return work

    def show_rows(self, read: Mapped[LateRow]) -> None:
        """What comes in stands first."""
        self.model.set_rows(sorted(read.rows, key=lambda row: (not row.usable, row.number)))
        usable = formats.whole_number(read.usable)
        left = formats.whole_number(len(read.rows) - read.usable)
        self.count.setText(
            _("{usable} hồ sơ trễ hạn nhận được, {left} dòng để lại trong tệp.").format(
                usable=usable, left=left
            )
        )
        reword(self.take, ngettext("Nhận {n} hồ sơ", "Nhận {n} hồ sơ", read.usable).format(n=usable))

    def take_in(self) -> None:
        """All files that can come in, as one act."""
        read = self._read
        if read is None:
            return
        self.take.setEnabled(False)

        def work(services: "Services", job: "JobContext") -> LateAccount:
            return services.indicators.import_late(read.rows, job)

        self._context.run_long(self, _("Nhận danh sách"), work, self._on_taken)

    def _on_taken(self, account: LateAccount) -> None:
        self.accept()
        told = _("Đã nhận {added} hồ sơ mới, cập nhật {updated} hồ sơ.").format(
            added=formats.whole_number(account.added), updated=formats.whole_number(account.updated)
        )
        self._context.tell(told)


def _remark(row: LateRow) -> str:
    return row.message or _("nhận được")


def _icon(row: LateRow) -> QIcon:
    if row.usable:
        return icons.icon("check", "good")
    return icons.icon("minus", "quiet")
