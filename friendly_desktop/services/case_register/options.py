"""How a book is printed: a value of its own, so that choosing it loads nothing that prints."""

from dataclasses import dataclass

from friendly_desktop.domain.cases.register import Book, BookPaper


@dataclass(frozen=True, slots=True)
class RegisterOptions:
    """How a book is printed.

    Attributes:
        book: which register.
        paper: of parts no page of which was printed yet; a book keeps the sheet it began with.
        cover: a cover page first.
    """

    book: Book = Book.RECEPTION
    paper: BookPaper = BookPaper.A3
    cover: bool = False
