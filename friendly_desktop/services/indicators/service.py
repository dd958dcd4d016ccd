"""The one place where a window or a command asks for figures and late files or changes them."""

from friendly_desktop.services.indicators.importing import Importing
from friendly_desktop.services.indicators.late import LateFiles


class IndicatorsService(Importing, LateFiles):
    """Figures by month and their shares (``figures.py``), from Excel (``importing.py``), late files (``late.py``)."""
