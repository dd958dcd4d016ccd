"""Takes a person out of the kept pages of the books when a case turns out to be a denunciation."""

from dataclasses import replace

from friendly_desktop.domain.cases import Case
from friendly_desktop.domain.cases.register import Book
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage import case_register as rows
from friendly_desktop.storage.database import Connection
from friendly_desktop.storage.register_layouts import layouts


def wipe_denouncer(connection: Connection, case: Case) -> None:
    """Take a person out of the kept pages when the case turns out to be a denunciation.

    What may still be told of the case stands in the next supplement; the printed paper is for the office to
    black out.

    Args:
        connection: the write that makes it one.
        case: as it is from now on, without identity.
    """
    if case.register_number:
        _wipe(connection, case, Book.RECEPTION, case.register_number)
    _wipe(connection, case, Book.PAPERS, case.number)  # where it stood before it was put right


def _wipe(connection: Connection, case: Case, book: Book, number: int) -> None:
    for layout in layouts(book):
        dress = rows.opening_dress(connection, case.year, layout.id)
        if dress is None:
            continue
        from friendly_desktop.services.case_register.parts import supplement_of
        from friendly_desktop.services.documents.register_cells import RegisterRecord, register_row
        from friendly_desktop.services.documents.register_pages import PageDrawing

        row = register_row(RegisterRecord(case), book)
        said = {name: row.values[name] for name in ("person", "content")}
        laid = PageDrawing(dress).lay(replace(row, values=said))
        cells = {column.field: cell for column, cell in zip(dress.columns, laid.cells, strict=True)}
        rows.wipe(connection, case.year, layout.id, number, said=said, laid=cells)
        with in_vietnamese():
            taken = {"text": (_("(đã lược bỏ: đơn tố cáo)"),)}
        rows.wipe(connection, case.year, supplement_of(layout.id), number, said={}, laid=taken)
