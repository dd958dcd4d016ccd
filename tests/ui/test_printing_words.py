"""Qt's own print dialog speaks Vietnamese where the system has none."""

import pytest
from PySide6.QtCore import QObject

from ui.translators import QtWords


@pytest.mark.parametrize(
    ("context", "source", "shown"),
    [
        ("QPrintDialog", "&Print", "In"),
        ("QPrintSettingsOutput", "Copies:", "Số bản:"),
        ("QPrintSettingsOutput", "Off", "Không"),
        ("QPageSetupWidget", "Landscape", "Ngang"),
        ("QCupsJobWidget", "None", "Không"),
        ("QPrintDialog", "Cancel", "Hủy"),
        ("QColorDialog", "None", None),
    ],
)
def test_words_of_printing_are_vietnamese_there_and_untouched_elsewhere(
    qapp: QObject, context: str, source: str, shown: str | None
) -> None:
    assert QtWords(qapp).translate(context, source) == shown
