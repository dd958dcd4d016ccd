"""The shipped faces: complete for Vietnamese, and not loaded before they are needed."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from friendly_desktop.errors import AppError
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents import fonts


def test_no_vietnamese_letter_is_missing() -> None:
    assert fonts.missing_letters() == ()


def test_asking_for_the_module_does_not_load_the_pdf_library() -> None:
    asked = "import sys, friendly_desktop.services.documents.fonts; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.fixture
def own_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the shipped faces that may be broken."""
    for file in (RESOURCES / "fonts").glob("LiberationSerif-*.ttf"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(fonts, "_FOLDER", tmp_path)
    fonts._register.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    fonts._register.cache_clear()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"not a font"),
        lambda file: file.write_bytes(file.read_bytes()[:5000]),
        lambda file: file.write_bytes(file.read_bytes()[:200_000] + bytes(400) + file.read_bytes()[200_400:]),
    ],
)
def test_a_font_that_is_missing_or_damaged_is_named_and_nothing_prints_white(
    own_fonts: Path, spoil: Callable[[Path], None]
) -> None:
    assert fonts.draws("ệ")
    fonts._register.cache_clear()
    spoil(own_fonts / "LiberationSerif-Italic.ttf")
    with pytest.raises(AppError) as caught:
        fonts.missing_letters()
    assert caught.value.code == "font_broken"
    assert "LiberationSerif-Italic.ttf" in caught.value.message
