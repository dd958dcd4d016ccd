"""The one place where a window or a command asks for letters or changes them."""

from friendly_desktop.services.letters.numbers import Numbers
from friendly_desktop.services.letters.prints import Prints
from friendly_desktop.services.letters.register import Register


class LettersService(Numbers, Register, Prints):
    """Letters from the first word to the citizen's hand.

    They are found (``finding.py``), written (``drafts.py``), numbered (``numbers.py``), signed and delivered
    (``register.py``), become papers (``writing.py``), are printed and kept (``prints.py``).
    """
