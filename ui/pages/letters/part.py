"""What a further part of the letters page is; ``parts.py`` lists them."""

from PySide6.QtCore import Signal

from ui.widgets.parts_page import Part


class LetterPart(Part):
    """What the page asks of a further part.

    Signals:
        print_wanted: list of int, these letters of the register are to be printed.
    """

    print_wanted = Signal(object)
