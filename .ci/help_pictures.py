"""Makes the pictures of the help anew from the sample data: ``python .ci/help_pictures.py``.

They lie in ``resources/help/pictures/`` as PNG with few colours, ``case.png`` for the Vietnamese help and
``case.en.png`` for the English one, all together under three megabytes; a test says when a text names a picture that
is not there, or one lies there that no text names. Each language is a process of its own. Look at every picture.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from screens import NOW, SMALL, Shots, filled  # noqa: E402 - found through the path above

OUT = HERE.parent / "resources" / "help" / "pictures"
COLOURS = 96
#: Languages of the help, and how their pictures end.
ENDS = {"vi": ".png", "en": ".en.png"}

#: Views of ``screens.py`` by the name of their picture.
PICTURES = {
    "criteria-leaf": "criteria",
    "evidence-all": "evidence",
    "letters-wedding": "letter",
    "letters-list-rows": "letter-list",
    "cases-entry": "case-entry",
    "cases-case": "case",
    "reception-year": "reception",
    "surveys-entry": "survey",
    "figures-months": "figures",
    "postings-gallery": "postings",
    "package-check": "package",
    "safety-backups-none": "backups",
    "welcome": "welcome",
}


class HelpShots(Shots):
    """The views that the help shows."""

    end = ENDS["vi"]

    def take_for_help(self) -> set[str]:
        """Write each picture; returns the names of those that were made."""
        from ui.widgets.sample_strip import SampleStrip

        window = self._window
        window.resize(*self._size)
        window.show()
        self._settle(lambda: window.context.is_ready and window.context.year is not None)
        made = set()
        for view, show in self._views():
            if view in PICTURES:
                taken = show()
                self._settle(lambda: not window.context.runner.busy())
                for strip in window.findChildren(SampleStrip):
                    strip.hide()  # the office's own window has none
                self._settle(lambda: not window.context.runner.busy())
                self._save((taken or window).grab(), PICTURES[view])
                made.add(PICTURES[view])
                if taken is not None:
                    taken.close()
        window.close()
        self._settle(lambda: True)
        return made

    def _save(self, picture: object, name: str) -> None:
        from PIL import Image
        from PySide6.QtGui import QPixmap

        assert isinstance(picture, QPixmap)
        path = OUT / f"{name}{self.end}"
        picture.save(str(path))
        with Image.open(path) as drawn:
            few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def main() -> int:
    """Take the pictures of every language, or of one in this process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--language", choices=tuple(ENDS), help="only the pictures of this one")
    language = parser.parse_args().language
    if language:
        return take(language)
    for one in ENDS:
        subprocess.run([sys.executable, __file__, "--language", one], check=True)
    size = sum(path.stat().st_size for path in OUT.glob("*.png"))
    sys.stdout.write(f"{size // 1024} KB together\n")
    return 0


def take(language: str) -> int:
    """Fill a sample office and take the pictures of one language."""
    from PySide6.QtWidgets import QApplication

    from friendly_desktop.clock import FixedClock
    from friendly_desktop.i18n import use_language
    from ui.application import STYLE
    from ui.window_state import WindowState

    app = QApplication(["help-pictures", *STYLE])
    app.setCursorFlashTime(0)
    OUT.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(NOW)
    with tempfile.TemporaryDirectory(prefix="Xã mẫu ") as place:
        folder = filled(Path(place), clock)
        use_language(language)
        shots = HelpShots(folder, clock, WindowState(scheme="light", year=2026), SMALL)
        shots.end = ENDS[language]
        made = shots.take_for_help()
    missing = set(PICTURES.values()) - made
    sys.stdout.write(f"{language}: {len(made)} pictures; missing: {sorted(missing)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
