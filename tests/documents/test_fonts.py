"""The shipped faces: complete for Vietnamese, and not loaded before they are needed."""

import subprocess
import sys

from friendly_desktop.services.documents import fonts


def test_no_vietnamese_letter_is_missing() -> None:
    assert fonts.missing_letters() == ()


def test_asking_for_the_module_does_not_load_the_pdf_library() -> None:
    asked = "import sys, friendly_desktop.services.documents.fonts; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
