"""The measured process of goal_start.py: opens a window and tells when things happened.

``window_probe.py bare`` shows an empty QMainWindow; ``window_probe.py ours FOLDER`` starts the program on
a data folder; ``window_probe.py pages FOLDER`` goes on to open every page for the first time. Prints one JSON object; moments are of the monotonic clock, which parent and child share.
"""

import gc
import itertools
import json
import sys
import time
from functools import partial

HEAVY = (
    "sqlalchemy",
    "reportlab",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "PIL",
    "babel",
    "yaml",
    "pypdfium2",
    "pi_heif",
)


def bare() -> int:
    """Show the least window Qt can show."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        seen = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self.seen:
                self.seen = True
                QTimer.singleShot(0, self, painted)

    def painted() -> None:
        print(json.dumps({"painted": time.monotonic()}), flush=True)
        app.exit()

    app = QApplication([])
    window = Window()
    window.resize(1200, 800)
    window.show()
    return app.exec()


def ours(folder: str, then: str = "") -> int:
    """Start the program as app.py does and watch it until its data is there and it has settled.

    Args:
        folder: the data folder.
        then: "pages" to open every page, at the moment the data is there.
    """
    gc.disable()  # as app.py does

    # Before Qt, as app.py does: they bring their own faster import of Qt.
    from ui import application, navigation
    from ui.main_window import MainWindow
    from ui.places import Place

    from PySide6.QtCore import QTimer  # isort: skip
    from PySide6.QtWidgets import QApplication  # isort: skip

    seen: dict[str, object] = {}
    ticks: list[float] = []

    class Watched(application.Running):
        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, **named)  # type: ignore[arg-type]
            self.context.ready.connect(on_ready)
            self.context.opening_failed.connect(on_failed)

        def _on_painted(self) -> None:
            on_painted()  # before the program begins to open its data
            super()._on_painted()

    def on_painted() -> None:
        seen["painted"] = time.monotonic()
        seen["heavy"] = [name for name in HEAVY if name in sys.modules]
        ticks.append(time.monotonic())
        ticker.start(2)

    def on_ready() -> None:
        seen["ready"] = time.monotonic()
        QTimer.singleShot(400, ticker, open_pages if then else finish)

    def open_pages() -> None:
        """Each page for the first time, 0.6 s for each; what holds the window is counted in its own CPU time."""
        window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
        left = [spec.id for spec in navigation.PAGES if window.current is not spec.id]
        held: dict[str, float] = {}
        turns = [time.thread_time()]

        def go_on() -> None:
            if not left:
                seen["held"] = held
                finish()
                return
            page = left.pop(0)
            turns[:] = [time.thread_time()]
            window.go(Place(page))
            QTimer.singleShot(600, ticker, partial(note, page.value))

        def note(page: str) -> None:
            held[page] = max(later - earlier for earlier, later in itertools.pairwise(turns))
            go_on()

        ticker.timeout.connect(lambda: turns.append(time.thread_time()))
        go_on()

    def on_failed(error: Exception) -> None:
        raise error

    def finish() -> None:
        gaps = [later - earlier for earlier, later in itertools.pairwise(ticks)]
        seen["gap"] = max(gaps)
        print(json.dumps(seen), flush=True)
        QApplication.closeAllWindows()

    ticker = QTimer()
    ticker.timeout.connect(lambda: ticks.append(time.monotonic()))
    application.Running = Watched  # type: ignore[misc]
    return application.run(folder)


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else ours(sys.argv[2], then=sys.argv[1].removeprefix("ours")))
