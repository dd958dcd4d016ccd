"""A list of any length: the ids of its rows are kept in memory, the rows are read as they come into view.

A million ids are 4 MB and answer "which is the 700,000th row" at once; the rows themselves are read in the
background, a page at a time, and only some thousands of them are kept, with the words to be painted.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QTableView

from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.models.columns import DISPLAY, Column

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

#: Rows of a page; a screen shows fewer.
PAGE = 64
#: Ids read before a list is shown; the rest follow.
HEAD = 128
#: Rows read together with them: the first page, more than a screen shows.
_AT_FIRST = PAGE
#: Rows read together where all of them are wanted.
_AT_ONCE = 1000
#: Rows that are kept.
_KEPT_ROWS = 2048
#: Chosen rows that are looked for in another list; of more, only the current row is.
_KEPT_CHOICES = 32
#: Milliseconds of rest before all ids of a long list are read: while somebody types, its head is enough.
_REST = 150
#: Milliseconds before the pages beside those in view are read: while somebody types, nobody scrolls.
_AHEAD = 60
_ROOT = QModelIndex()
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
#: What Qt asks of every cell at every painting, and no column says.
_NEVER_SAID = frozenset(
    int(role)
    for role in (
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.SizeHintRole,
    )
)


class WindowedModel(QAbstractTableModel, Generic[Row]):
    """Shows rows by their ids, says which rows it lacks, and shows them once they are handed in.

    A row that is still being read is blank for that moment, and ``ROW_ROLE`` is None.

    Args:
        columns: what to show.
        key: the id of a row.

    Signals:
        lines_wanted: list of the ids whose rows have come into view, or near it, and are to be read.
    """

    lines_wanted = Signal(object)

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._ids: array[int] = array("i")
        self._lines: dict[int, Row] = {}
        self._texts: dict[int, tuple[str, ...]] = {}
        self._fresh: set[int] = set()  # rows read since the list last changed, or being read
        self._calm: set[int] = set()  # pages that are read, as are their neighbours
        self._seen: set[int] = set()  # pages painted and not calm
        self._near: set[int] = set()  # pages whose neighbours are to be read
        self._blank: set[int] = set()  # rows painted without words, because they were being read
        self._sides = tuple(_side(column) for column in self._columns)
        self._silent = _NEVER_SAID
        if not any(column.icon for column in self._columns):
            self._silent |= {int(Qt.ItemDataRole.DecorationRole)}
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.timeout.connect(self._on_asking)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD)
        self._ahead.timeout.connect(self._on_ahead)

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        """What is shown of a row."""
        return self._columns

    def ids(self) -> "array[int]":
        """All ids in order; not to be changed."""
        return self._ids

    def id_at(self, index: Index) -> int | None:
        """The id of the row at an index of this model, None outside."""
        return self._ids[index.row()] if index.isValid() else None

    def row(self, index: Index) -> Row | None:
        """The row at an index of this model; None outside, and while it is being read."""
        return self._lines.get(self._ids[index.row()]) if index.isValid() else None

    def place_of(self, row_id: int) -> int:
        """The place of the row with this id, -1 if it is not in the list."""
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    def grow(self, ids: "array[int]") -> None:
        """Show the rest of the list whose head is in view; what is in view is not read or painted again."""
        had = len(self._ids)
        if not had or had > len(ids) or ids[:had] != self._ids:
            self.set_ids(ids)
        elif len(ids) > had:
            self.beginInsertRows(_ROOT, had, len(ids) - 1)
            self._ids = ids
            self.endInsertRows()
            self._calm.discard((had - 1) // PAGE)  # what comes after it is there now

    def set_ids(self, ids: "array[int]", lines: Iterable[Row] = ()) -> None:
        """Show these rows from now on.

        Rows known already stay in view until they have been read anew. A list that only became longer grows at
        its end; selection and scroll place survive that, and a change of words.

        Args:
            ids: every id in order, as ``array("i")``.
            lines: rows that were read together with them.
        """
        self._fresh.clear()
        self._calm.clear()
        self._seen.clear()
        self._near.clear()
        self._ahead.stop()
        self._blank.clear()
        had = len(self._ids)
        if 0 < had <= len(ids) and ids[:had] == self._ids:
            self._keep(lines)
            if len(ids) > had:
                self.beginInsertRows(_ROOT, had, len(ids) - 1)
                self._ids = ids
                self.endInsertRows()
            self._tell_changed()
        else:
            self.beginResetModel()
            self._ids = ids
            self._keep(lines)
            self.endResetModel()

    def put_lines(self, lines: Iterable[Row]) -> None:
        """Show rows that were wanted; those that have left the list meanwhile do no harm.

        Views paint again only where they painted something else: rows read ahead cost nobody a painting.
        """
        told = {self._key(line): line for line in lines}
        before = {key: (self._lines.get(key), self._texts.get(key)) for key in told}
        self._keep(told.values())
        changed = {
            key
            for key, (line, texts) in before.items()
            if key in self._blank or (texts is not None and (line != told[key] or texts != self._worded(key)))
        }
        self._blank -= told.keys()
        if changed:
            self._tell_changed()

    def give_up(self, ids: Iterable[int]) -> None:
        """These rows could not be read; they are asked for again when they are next painted."""
        self._fresh.difference_update(ids)
        self._calm.clear()

    def _keep(self, lines: Iterable[Row]) -> None:
        for line in lines:
            key = self._key(line)
            self._lines.pop(key, None)  # to the end, where what is kept longest stands
            self._lines[key] = line
            self._texts.pop(key, None)
            self._fresh.add(key)
        if len(self._lines) > _KEPT_ROWS:
            for key in list(self._lines)[: len(self._lines) - _KEPT_ROWS]:
                del self._lines[key]
                self._texts.pop(key, None)
                self._fresh.discard(key)
            self._calm.clear()

    def _worded(self, row_id: int) -> tuple[str, ...]:
        """The words of a row, made when it is first painted; () while it is being read."""
        line = self._lines.get(row_id)
        if line is None:
            return ()
        texts = tuple(column.display(column.value(line)) for column in self._columns)
        self._texts[row_id] = texts
        return texts

    def _tell_changed(self) -> None:
        """Views paint what of it is in view."""
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @Slot()
    def _on_asking(self) -> None:
        """Ask once for all that a painting lacked; what may come into view next is asked for soon."""
        self._want(self._seen, 0)
        self._calm |= self._seen
        self._near |= self._seen
        self._seen.clear()
        if not self._ahead.isActive():
            self._ahead.start()

    @Slot()
    def _on_ahead(self) -> None:
        self._want(self._near, 1)
        self._near.clear()

    def _want(self, pages: set[int], reach: int) -> None:
        """Ask for the rows of pages, and of so many beside each."""
        wanted: list[int] = []
        for page in sorted(pages):
            around = self._ids[max(0, page - reach) * PAGE : (page + reach + 1) * PAGE]
            wanted += [one for one in around if one not in self._fresh]
            self._fresh.update(around)
        if wanted:
            self.lines_wanted.emit(wanted)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role in self._silent:
            return None
        place = index.row()
        if place < 0:
            return None
        if role == DISPLAY:
            page = place // PAGE
            if page not in self._calm and page not in self._seen:
                self._seen.add(page)
                self._asking.start(0)
            row_id = self._ids[place]
            texts = self._texts.get(row_id) or self._worded(row_id)
            if texts:
                return texts[index.column()]
            self._blank.add(row_id)
            return None
        if role == _ALIGNMENT:
            return self._sides[index.column()]
        line = self._lines.get(self._ids[place])
        return None if line is None else self._columns[index.column()].cell(line, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._columns):
            if role == DISPLAY:
                return self._columns[section].title
            if role == _ALIGNMENT:
                return self._sides[section]
        return None


def _side(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


#: What a list asks of the services: the first so many ids, or all of them (None). Runs on a worker.
AskIds = Callable[["Services", int | None], "array[int]"]


class WindowedReader(QObject, Generic[Row]):
    """Fills a windowed model in the background: first the head of a list, then, once nobody types, all its ids.

    While an answer is on its way only the latest question waits behind it, however fast somebody types.

    Args:
        context: asks the services.
        model: what is filled.
        lines: reads the rows with these ids.
        title: what is read, translated.

    Signals:
        shown: int, the rows of the list so far; again when all are there.
        completed: int, all its rows.
    """

    shown = Signal(int)
    completed = Signal(int)

    def __init__(
        self,
        context: UiContext,
        model: WindowedModel[Row],
        lines: "Callable[[Services, Sequence[int]], Sequence[Row]]",
        title: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._model = model
        self._lines = lines
        self._title = title
        self._question: AskIds | None = None
        self._turn = 0  # of questions; answers to earlier ones are dropped
        self._asked = 0  # the turn of the head that is on its way, 0 for none
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._on_rest)
        model.lines_wanted.connect(self._on_lines_wanted)

    def show(self, ids: AskIds) -> None:
        """Show the list these ids make."""
        self._question = ids
        self._turn += 1
        self._rest.stop()
        if not self._asked:
            self._read_head()

    def refresh(self) -> None:
        """Read the same list anew; what is in view stays until then."""
        if self._question is None:
            return
        if len(self._model.ids()) < HEAD:
            self.show(self._question)
        else:
            self._turn += 1
            self._read_all()

    def whole(self) -> "Callable[[Services, JobContext], Sequence[Row]]":
        """What reads every row of the list in view on the worker, for a paper of it."""
        question = self._question

        def read(services: "Services", job: JobContext) -> list[Row]:
            ids = question(services, None) if question else ()
            found: list[Row] = []
            for start in range(0, len(ids), _AT_ONCE):
                job.checkpoint()
                found += self._lines(services, ids[start : start + _AT_ONCE])
            return found

        return read

    def _read_head(self) -> None:
        question, turn = self._question, self._turn
        if question is None:
            return
        self._asked = turn

        def read(services: "Services") -> "tuple[array[int], Sequence[Row]]":
            ids = question(services, HEAD)
            return ids, self._lines(services, ids[:_AT_FIRST])

        def done(answer: "tuple[array[int], Sequence[Row]]") -> None:
            self._asked = 0
            ids, lines = answer
            self._model.set_ids(ids, lines)
            self.shown.emit(len(ids))
            if turn != self._turn:
                self._read_head()
            elif len(ids) < HEAD:
                self.completed.emit(len(ids))
            else:
                self._rest.start(_REST)

        def failed(error: Exception) -> None:
            self._asked = 0
            self._context.show_error(self, error)

        self._context.query(self, self._title, read, done, failed)

    @Slot()
    def _on_rest(self) -> None:
        self._read_all(anew=False)

    def _read_all(self, *, anew: bool = True) -> None:
        """Read every id; ``anew`` reads what is in view again, too."""
        question, turn = self._question, self._turn
        if question is None:
            return

        def done(ids: "array[int]") -> None:
            if turn == self._turn:
                if anew:
                    self._model.set_ids(ids)
                else:
                    self._model.grow(ids)
                self.shown.emit(len(ids))
                self.completed.emit(len(ids))

        # Beside the quick lane, where the next key's answer must not wait for a million ids.
        self._context.draw(self, lambda services: question(services, None), done)

    @Slot(object)
    def _on_lines_wanted(self, ids: list[int]) -> None:
        def failed(error: Exception) -> None:
            self._model.give_up(ids)
            self._context.show_error(self, error)

        self._context.query(
            self, self._title, lambda services: self._lines(services, ids), self._model.put_lines, failed
        )


class KeptChoice(QObject):
    """Keeps the chosen rows and the current one of a view by their ids when its list changes.

    Args:
        view: shows a ``WindowedModel``; owns this.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        model = view.model()
        if not isinstance(model, WindowedModel):
            raise TypeError("a view of another model")
        self._view = view
        self._model: WindowedModel[Any] = model
        self._current: tuple[int | None, int] = (None, 0)
        self._chosen: list[int] = []
        model.modelAboutToBeReset.connect(self._on_before)
        model.modelReset.connect(self._on_after)

    @Slot()
    def _on_before(self) -> None:
        choice = self._view.selectionModel()
        current = choice.currentIndex()
        self._current = (self._model.id_at(current), current.column())
        spans = [(span.top(), span.bottom()) for span in choice.selection().toList()]
        self._chosen = []
        if sum(last - first + 1 for first, last in spans) <= _KEPT_CHOICES:
            ids = self._model.ids()
            self._chosen = [ids[place] for first, last in spans for place in range(first, last + 1)]

    @Slot()
    def _on_after(self) -> None:
        choice = self._view.selectionModel()
        current, column = self._current
        selection = QItemSelection()
        for one in self._chosen:
            place = self._model.place_of(one)
            if place >= 0:
                index = self._model.index(place, 0)
                selection.select(index, self._model.index(place, self._model.columnCount() - 1))
        choice.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = -1 if current is None else self._model.place_of(current)
        if place >= 0:
            index = self._model.index(place, column)
            choice.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
