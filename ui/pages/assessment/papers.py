"""The lines of the tree as they are filtered, on paper and in Excel."""

from decimal import Decimal

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QTreeView

from friendly_desktop import formats
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.lists.papers import ListPapers, Reading
from ui.models.columns import Column
from ui.pages.assessment.lines import Line, proof_text
from ui.pages.assessment.tree_model import LINE_ROLE, state_word


def papers_of(context: UiContext, view: QTreeView) -> ListPapers:
    """Print and Excel for the lines that a view shows now, folded groups too."""
    columns: tuple[Column[Line], ...] = (
        Column(_("Mục"), value=lambda line: line.label),
        Column(_("Nội dung"), value=lambda line: " ".join(line.text.split())),
        Column(_("Điểm chuẩn"), value=lambda line: line.maximum, display=_points, right=True),
        Column(_("Điểm tự chấm"), value=lambda line: line.points, display=_points, right=True),
        Column(_("Trạng thái"), value=state_word),
        Column(_("Minh chứng"), value=proof_text),
    )

    def reading() -> Reading:
        lines = _lines(view)
        return lambda _services, _job: lines

    return ListPapers(context, view, None, reading, columns)


def _lines(view: QTreeView) -> list[Line]:
    """The lines that pass the filter, from the top down."""
    model = view.model()
    found: list[Line] = []

    def walk(parent: QModelIndex) -> None:
        for place in range(model.rowCount(parent)):
            index = model.index(place, 0, parent)
            line = index.data(LINE_ROLE)
            if isinstance(line, Line):
                found.append(line)
            walk(index)

    walk(QModelIndex())
    return found


def _points(points: Decimal | None) -> str:
    return formats.points(points)
