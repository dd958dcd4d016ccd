"""Makes the pictures of the help anew from the sample data: ``python .ci/help_pictures.py``.

They lie in ``resources/help/pictures/`` as PNG with few colours, all together under three megabytes; a test
says when a text names a picture that is not there, or one lies there that no text names. Look at every picture.
"""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from screens import NOW, SMALL, Shots  # noqa: E402 - found through the path above

OUT = HERE.parent / "resources" / "help" / "pictures"
COLOURS = 96

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
        path = OUT / f"{name}.png"
        picture.save(str(path))
        with Image.open(path) as drawn:
            few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, optimize=True)


def main() -> int:
    """Fill a sample office and take the pictures."""
    from PySide6.QtWidgets import QApplication

    from friendly_desktop.bootstrap import open_services
    from friendly_desktop.clock import FixedClock
    from friendly_desktop.paths import DataFolder
    from ui.application import STYLE
    from ui.window_state import WindowState

    app = QApplication(["help-pictures", *STYLE])
    app.setCursorFlashTime(0)
    OUT.mkdir(parents=True, exist_ok=True)
    clock = FixedClock(NOW)
    with tempfile.TemporaryDirectory(prefix="Xã mẫu ") as place:
        folder = DataFolder(Path(place) / "Dữ liệu")
        services = open_services(folder, clock, create=True)
        services.demo.fill(2026)
        services.close()
        made = HelpShots(folder, clock, WindowState(scheme="light", year=2026), SMALL).take_for_help()
    missing = set(PICTURES.values()) - made
    size = sum(path.stat().st_size for path in OUT.glob("*.png"))
    sys.stdout.write(f"{len(made)} pictures, {size // 1024} KB; missing: {sorted(missing)}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
