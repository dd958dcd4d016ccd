"""Print and Excel for any list: one button at the right end of its heading, the same on every page.

A page says ``ListPapers(context, view)`` once. The list goes out as it stands on the screen: its columns (those
too that a narrow window hides), its words, its order, and nothing behind them.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QToolButton, QTreeView

from friendly_desktop import formats
from friendly_desktop.domain.listing import ListCell, ListColumn, Listing, list_cell
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.jobs import JobContext
from ui import icons
from ui.actions import with_shortcut
from ui.context import UiContext
from ui.models.columns import DISPLAY, Column
from ui.models.table import TableModel
from ui.widgets.views import ListHeader

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

#: Reads all rows of a list on the worker, in its order.
Reading = Callable[["Services", JobContext], Sequence[Any]]
#: Rows made into cells between two looks at whether to stop.
_AT_ONCE = 500


class ListPapers(QObject):
    """Prints a list or takes it to Excel; belongs to its view.

    Args:
        context: of the window.
        view: a table or tree; its accessible name is the title of the paper.
        told: which part of the records is in view, in words, for the line under the title.
        reading: gives what reads all rows, where the view keeps only some of them; asked when it is needed.
        columns: of those rows; of a ``TableModel`` its own.
    """

    def __init__(
        self,
        context: UiContext,
        view: QTableView | QTreeView,
        told: Callable[[], str] | None = None,
        reading: Callable[[], Reading] | None = None,
        columns: Sequence[Column[Any]] = (),
    ) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._told, self._reading, self._columns = told, reading, tuple(columns)
        self.print = self._action(_("In danh sách đang xem..."), "print", "Ctrl+Shift+P")
        self.sheet = self._action(_("Lưu danh sách đang xem ra Excel..."), "table", "Ctrl+Shift+E")
        self.print.triggered.connect(self._on_print)
        self.sheet.triggered.connect(self._on_sheet)
        self.button = self._corner()
        self._header = _header_of(view)
        self._header.installEventFilter(self)
        self._place()

    @property
    def view(self) -> QAbstractItemView:
        """The list."""
        return self._view

    def actions(self) -> tuple[QAction, ...]:
        """For the palette."""
        return (self.print, self.sheet)

    # -- inside

    def _action(self, words: str, icon: str, shortcut: str) -> QAction:
        made = QAction(icons.icon(icon), words, self._view)
        made.setShortcut(QKeySequence(shortcut))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._view.addAction(made)
        return made

    def _corner(self) -> QToolButton:
        made = QToolButton(self._view)
        made.setProperty("role", "corner")
        made.setIcon(icons.icon("print", "quiet"))
        name = _("In, lưu ra Excel danh sách này")
        made.setToolTip(with_shortcut(name, "Ctrl+Shift+P, Ctrl+Shift+E"))
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its keys are those of the list
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        menu.aboutToShow.connect(self._on_menu)
        made.setMenu(menu)
        return made

    @Slot()
    def _on_menu(self) -> None:
        menu = self.button.menu()
        menu.clear()
        menu.addActions(self.actions())
        chosen = len(self._chosen())
        if chosen > 1:
            menu.addSeparator()
            n = formats.whole_number(chosen)
            words = ngettext("In {n} dòng đang chọn...", "In {n} dòng đang chọn...", chosen)
            menu.addAction(icons.icon("print"), words.format(n=n), self._on_print_chosen)
            words = ngettext(
                "Lưu {n} dòng đang chọn ra Excel...", "Lưu {n} dòng đang chọn ra Excel...", chosen
            )
            menu.addAction(icons.icon("table"), words.format(n=n), self._on_sheet_chosen)

    def _chosen(self) -> list[int]:
        """The places of the selected rows, top down; only of flat lists."""
        if isinstance(self._view, QTreeView):
            return []
        spans = self._view.selectionModel().selection().toList()
        return sorted({place for span in spans for place in range(span.top(), span.bottom() + 1)})

    @Slot()
    def _on_print(self) -> None:
        self._print(())

    @Slot()
    def _on_print_chosen(self) -> None:
        self._print(self._chosen())

    @Slot()
    def _on_sheet(self) -> None:
        self._save(())

    @Slot()
    def _on_sheet_chosen(self) -> None:
        self._save(self._chosen())

    def _print(self, places: Sequence[int]) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        make, title = self._listing(places), self._title()
        page = self._view.window() if self._view.window().isModal() else self._view.parentWidget()

        made: list[bytes] = []  # the dialog asks anew for every choice; the list is that of this moment

        def pdf(services: "Services", _parts: object) -> bytes:
            from friendly_desktop.services.jobs import UNWATCHED

            if not made:
                made.append(services.lists.pdf(make(services, UNWATCHED)))
            return made[0]

        open_dialog(page or self._view, self._context, title, [Piece(0, title, pdf)])

    def _save(self, places: Sequence[int]) -> None:
        make, title = self._listing(places), self._title()

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self._context.run_long(
                self._view,
                _("Lưu ra Excel"),
                lambda services, job: services.lists.write_sheet(make(services, job), target, job),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._context.prompts.save_file(
            self._view, _("Lưu ra Excel"), "lists", _("Bảng tính Excel (*.xlsx)"), f"{title}.xlsx", chosen
        )

    def _title(self) -> str:
        return self._view.accessibleName() or _("Danh sách")

    def _listing(self, places: Sequence[int]) -> Callable[["Services", JobContext], Listing]:
        """Makes the list on the worker from what the view shows now."""
        title, told = self._title(), self._told() if self._told else ""
        model = self._view.model()
        if self._reading is not None:
            columns, read = self._columns, self._reading()
        elif isinstance(model, TableModel):
            rows = model.rows()
            columns, read = model.columns, lambda _services, _job: rows
        else:
            shown = _shown(self._view)
            return lambda _services, _job: shown_listing(title, told, *shown)

        def make(services: "Services", job: JobContext) -> Listing:
            found = read(services, job)
            wanted: Iterable[Any] = (found[place] for place in places) if places else found
            return Listing(title, _headings(columns), _cells(columns, wanted, job), told)

        return make

    # -- its place in the heading

    def _place(self) -> None:
        header = self._header
        side = header.height()
        origin = header.pos()
        self.button.setFixedSize(side, side)
        self.button.move(origin.x() + header.width() - side, origin.y())
        self.button.setVisible(side > 0)
        self.button.raise_()
        if isinstance(header, ListHeader) and header.tail != side:
            header.make_room(side)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button follows the heading."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        return super().eventFilter(watched, event)


def shown_listing(title: str, told: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Listing:
    """A list of words alone."""
    columns = tuple(ListColumn(heading) for heading in headings)
    return Listing(title, columns, [tuple(ListCell(text) for text in row) for row in rows], told)


def _header_of(view: QTableView | QTreeView) -> QHeaderView:
    return view.header() if isinstance(view, QTreeView) else view.horizontalHeader()


def _headings(columns: Sequence[Column[Any]]) -> tuple[ListColumn, ...]:
    return tuple(ListColumn(column.title, column.right) for column in columns)


def _cells(
    columns: Sequence[Column[Any]], rows: Iterable[Any], job: JobContext
) -> list[tuple[ListCell, ...]]:
    made: list[tuple[ListCell, ...]] = []
    for place, row in enumerate(rows):
        if place % _AT_ONCE == 0:
            job.checkpoint()
        values = [column.value(row) for column in columns]
        made.append(
            tuple(
                list_cell(value, column.display(value)) for column, value in zip(columns, values, strict=True)
            )
        )
    return made


def _shown(view: QTableView | QTreeView) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of any other model, a tree from the top down with its branches set in."""
    model = view.model()
    across = range(model.columnCount())
    headings = [str(model.headerData(one, Qt.Orientation.Horizontal, DISPLAY) or "") for one in across]
    rows: list[list[str]] = []

    def walk(parent: QModelIndex, depth: int) -> None:
        for place in range(model.rowCount(parent)):
            cells = [str(model.index(place, one, parent).data(DISPLAY) or "") for one in across]
            if depth and cells:
                cells[0] = "\u2003" * depth + cells[0]
            rows.append(cells)
            walk(model.index(place, 0, parent), depth + 1)

    walk(QModelIndex(), 0)
    return headings, rows
