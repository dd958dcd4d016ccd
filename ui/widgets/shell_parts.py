"""The parts around a page: the header above it and the status line below."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import _
from ui import theme
from ui.widgets.text import ElidedText, Text, button

if TYPE_CHECKING:
    from friendly_desktop.domain.people import User


class Header(QFrame):
    """Title at the left; year, search and the page's primary button at the right.

    Signals:
        year_chosen: int, another year was picked.
        year_wanted: the person wants to open a new year.
        search_wanted: the person wants the palette.
    """

    year_chosen = Signal(int)
    year_wanted = Signal()
    search_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self._primary: QPushButton | None = None
        self._title = ElidedText(role="title", parent=self)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._reading = Text(_("Chỉ xem"), "quiet", parent=self)
        self._reading.hide()
        self._years = QComboBox(self)
        self._years.setAccessibleName(_("Năm đánh giá"))
        self._years.setToolTip(_("Năm đánh giá"))
        self._years.hide()
        self._search = button(_("Tìm"), "search", parent=self)
        self._search.setText(_("Tìm  Ctrl+K"))
        self._search.setToolTip(_("Tìm lệnh và trang (Ctrl+K)"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(12)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._reading)
        self._row.addWidget(self._years)
        self._row.addWidget(self._search)
        self.set_small(False, False)
        self._years.activated.connect(self._on_year)
        self._search.clicked.connect(self.search_wanted)

    def set_small(self, small: bool, low: bool) -> None:
        """Less air at the edges on a small screen, and above and below on a low one."""
        edge, air = theme.EDGE_SMALL if small else theme.EDGE, 4 if low else 10
        self._row.setContentsMargins(edge, air, edge, air)

    def set_title(self, text: str) -> None:
        """The words at the left."""
        self._title.setText(text)
        self._title.setToolTip(text)

    def title(self) -> str:
        """The words at the left."""
        return self._title.text()

    def set_primary(self, made: QPushButton | None) -> None:
        """Show the primary button of the page in view."""
        if self._primary is not None and self._primary is not made:
            self._row.removeWidget(self._primary)
            self._primary.hide()
        self._primary = made
        if made is not None:
            self._row.addWidget(made)
            made.show()

    def set_right(self, right: Right | None, *, may: bool) -> None:
        """What the page asks of whoever writes on it; where the role does not allow it, the header says so."""
        self._reading.setVisible(not may)
        if right is not None and not may:
            from friendly_desktop.services.people.words import right_words  # brings the data layer

            words = _("Vai trò của người đang đăng nhập không có quyền: {right}.")
            self._reading.setToolTip(words.format(right=right_words(right)))

    def set_years(self, years: Sequence[int], current: int | None, shown: bool) -> None:
        """The years there are, the one in view, and whether this page has to do with years."""
        self._years.clear()
        for year in years:
            self._years.addItem(_("Năm {year}").format(year=year), year)
        self._years.insertSeparator(self._years.count())
        self._years.addItem(_("Mở năm khác..."), None)
        self._years.setCurrentIndex(max(0, self._years.findData(current)))
        self._years.setVisible(shown and bool(years))

    @Slot(int)
    def _on_year(self, index: int) -> None:
        year = self._years.itemData(index)
        if year is None:
            self.year_wanted.emit()
        else:
            self.year_chosen.emit(year)


class StatusLine(QFrame):
    """One quiet line: what was saved when, and whose office this is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "status")
        self._saved = ""
        self._office = ""
        self._person = ""
        self._words = Text(role="quiet-small", parent=self)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.EDGE, 5, theme.EDGE, 5)
        self._row.addWidget(self._words, 1)

    def set_small(self, small: bool, low: bool) -> None:
        """Less air at the edges on a small screen, and above and below on a low one."""
        edge, air = theme.EDGE_SMALL if small else theme.EDGE, 1 if low else 5
        self._row.setContentsMargins(edge, air, edge, air)

    def set_saved(self, moment: datetime) -> None:
        """Something was written at ``moment``."""
        self._saved = _("Đã lưu {time}").format(time=formats.clock_time(moment))
        self._show()

    def set_office(self, name: str) -> None:
        """The name of the office."""
        self._office = name
        self._show()

    @Slot(object)
    def set_person(self, user: "User | None") -> None:
        """Who is signed in; None for nobody."""
        self._person = user.name if user is not None else ""
        self._show()

    def text(self) -> str:
        """The line as shown."""
        return self._words.text()

    def _show(self) -> None:
        self._words.setText(" · ".join(part for part in (self._saved, self._office, self._person) if part))
