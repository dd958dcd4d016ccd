"""Trials with LibreOffice, where it is installed with a font as wide as Times New Roman."""

import shutil
import subprocess

import pytest

SOFFICE = shutil.which("soffice") or ""


def _lays_out_alike() -> bool:
    if not SOFFICE or not shutil.which("fc-match"):
        return False
    found = subprocess.run(["fc-match", "Times New Roman"], check=False, capture_output=True)
    return b"Times" in found.stdout or b"Liberation Serif" in found.stdout


needs_libreoffice = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
needs_the_same_layout = pytest.mark.skipif(
    not _lays_out_alike(), reason="LibreOffice or a font as wide as Times New Roman is not installed"
)
