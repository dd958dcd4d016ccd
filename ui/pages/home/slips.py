"""The sheets of the officers: choose one or all, look at the very pages, print or save them."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.printing.dialog import open_dialog
from ui.printing.run import Piece
from ui.widgets.empty_state import EmptyState
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button
from ui.widgets.two_lines import DETAIL, TwoLines, line_size

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.officer_slip import OfficerSlip

_KEY = DETAIL + 1


class SlipsDialog(QDialog):
    """Everybody on the left, his sheet on the right."""

    def __init__(self, page: QWidget, context: UiContext, year: int, key: str = "") -> None:
        """Over the window of ``page``; ``key`` is whose sheet to begin with, "" for all of them."""
        super().__init__(page.window())
        self._context, self._year, self._wanted = context, year, key
        self._wish = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Phiếu việc năm {year}").format(year=year))
        self.people = QListWidget(self)
        self.people.setAccessibleName(_("Người phụ trách"))
        self.people.setItemDelegate(TwoLines(self.people))
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.preview = PdfPreview(context, self)
        self.none = EmptyState(
            "person",
            _("Chưa giao việc cho ai"),
            _(
                "Giao người phụ trách và hạn tại từng mục ở trang Tiêu chí; đơn, việc đã hứa giao ai thì vào phiếu người đó."
            ),
            parent=self,
        )
        self.none.hide()
        self.print = button(_("In"), "print", "primary", "Ctrl+P", parent=self)
        self.save = button(_("Lưu PDF..."), "pdf", parent=self)
        close = button(_("Đóng"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.print)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        self.people.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * 38)
        middle.addWidget(self.people)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.setSpacing(10)
        layout.addWidget(Text(self.windowTitle(), "heading", parent=self))
        layout.addLayout(middle, 1)
        layout.addWidget(self.none, 1)
        layout.addLayout(foot)
        room = page.window()
        self.resize(min(1080, room.width() - 24), min(780, room.height() - 16))
        self.people.currentRowChanged.connect(self._on_row)
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        close.clicked.connect(self.reject)

    def start(self) -> None:
        """Ask who has anything to do, then show."""
        year = self._year
        self._context.query(
            self, _("Đọc phiếu việc"), lambda services: services.officer_slips.slips(year), self._on_slips
        )
        self.open()

    def _on_slips(self, slips: "tuple[OfficerSlip, ...]") -> None:
        today = self._context.clock.today()
        for widget in (self.people, self.preview, self.print, self.save):
            widget.setVisible(bool(slips))
        self.none.setVisible(not slips)
        if not slips:
            return
        everybody = ngettext("Tất cả, {n} phiếu", "Tất cả, {n} phiếu", len(slips))
        self._add(everybody.format(n=formats.whole_number(len(slips))), "")
        for one in slips:
            self._add(one.name, one.key, _told(one, late=one.late(today)))
        keys = ["", *(one.key for one in slips)]
        self.people.setCurrentRow(keys.index(self._wanted) if self._wanted in keys else 0)
        self.people.setFocus()

    def _add(self, name: str, key: str, told: str = "") -> None:
        item = QListWidgetItem(icons.icon("person" if key else "print"), name)
        item.setData(_KEY, key)
        item.setData(DETAIL, told)
        item.setSizeHint(line_size(self.people, bool(told)))
        item.setToolTip(f"{name}\n{told}".strip())
        self.people.addItem(item)

    def _keys(self) -> tuple[str, ...]:
        row = self.people.currentRow()
        key = self.people.item(row).data(_KEY) if row >= 0 else ""
        return (key,) if key else ()

    def _title(self) -> str:
        if not self._keys():
            return self.windowTitle()
        name = self.people.currentItem().text()
        return _("Phiếu việc năm {year}, {name}").format(year=self._year, name=name)

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        self._wish += 1
        wish, year, keys = self._wish, self._year, self._keys()

        def done(content: bytes) -> None:
            if wish == self._wish:
                self.preview.show_pdf(content)

        self._context.draw(self, lambda services: services.officer_slips.pdf(year, keys), done)

    @Slot()
    def _on_print(self) -> None:
        year, keys, title = self._year, self._keys(), self._title()

        def make(services: "Services", _parts: object) -> bytes:
            return services.officer_slips.pdf(year, keys)

        window = self.parentWidget() or self
        self.accept()
        open_dialog(window, self._context, title, [Piece(0, title, make)])

    @Slot()
    def _on_save(self) -> None:
        year, keys = self._year, self._keys()

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._context.query(
                self,
                _("Lưu tệp"),
                lambda services: services.officer_slips.write(year, target, keys),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        suggested = f"{self._title()}.pdf"
        self._context.prompts.save_file(self, _("Lưu tệp"), "slips", _("Tệp PDF (*.pdf)"), suggested, chosen)


def _told(slip: "OfficerSlip", *, late: int) -> str:
    """What a sheet says, in a line: "21/21 mục, nguy cơ 4 điểm, 1 đơn"."""
    told = []
    if slip.leaves:
        told.append(_("{done}/{all} mục").format(done=slip.done, all=len(slip.leaves)))
    if late:
        told.append(ngettext("{n} việc quá hạn", "{n} việc quá hạn", late).format(n=late))
    if slip.at_risk:
        told.append(_("nguy cơ {points} điểm").format(points=formats.points(slip.at_risk)))
    if slip.cases:
        told.append(ngettext("{n} đơn", "{n} đơn", len(slip.cases)).format(n=len(slip.cases)))
    if slip.promises:
        n = len(slip.promises)
        told.append(ngettext("{n} việc đã hứa", "{n} việc đã hứa", n).format(n=n))
    return ", ".join(told)
