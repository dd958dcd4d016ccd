"""The one place where a window or a command asks for cases or changes them."""

from friendly_desktop.services.cases.finding import Finding
from friendly_desktop.services.cases.importing import Importing
from friendly_desktop.services.cases.stepping import Stepping


class CasesService(Importing, Stepping, Finding):
    """Cases from the counter to the last date kept.

    They are entered (``entering.py``) or imported (``importing.py``), found (``finding.py``) and taken on their way, corrections with them
    (``stepping.py``), on shared records (``records.py``).
    """
