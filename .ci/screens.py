"""Renders every page and dialog with demo data: ``python .ci/screens.py OUT [--only NAME] [--quick]``.

Vietnamese and English, light and dark, 100 % and 150 % type, and the smallest screen (1093 x 614 logical
pixels); ``--look dark-200`` one look only, ``--look light-100-910x512`` on a screen of that size (1366 x 768 at the
150 % of Windows). Each language and screen is a process of its own, as in the program. Look at every picture.

``--tell`` draws nothing and says what hinders people on the smallest screen: names, Tab and its order
(``keyboard``), words that are cut (``cut``), words too faint on their ground (``faint``), fields of dialogs in which
Vietnamese cannot be typed (``typing``). The tests run it
(``tests/ui/test_every_view.py``). ``--pseudo`` shows and tells which words a longer language would lose.
"""

import argparse
import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from friendly_desktop.clock import Clock
    from friendly_desktop.paths import DataFolder
    from ui.main_window import MainWindow
    from ui.window_state import WindowState

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
LARGE, SMALL = (1440, 900), (1093, 614)
#: Scheme, size of type in percent, and whether on the smallest screen.
LOOKS = (
    "light-100",
    "light-100-small",
    "dark-100",
    "dark-100-small",
    "light-150",
    "light-150-small",
    "dark-150",
    "light-200",
)


def main() -> int:
    """Render everything and say where it lies."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--only", default="", help="pages whose name contains this, or begins so: ^NAME,^NAME"
    )
    parser.add_argument("--without", default="", help="but none of these; written in the same way")
    parser.add_argument("--quick", action="store_true", help="Vietnamese, light, 100 %% and the small screen")
    parser.add_argument(
        "--look",
        default="",
        help="this look only: light-150, dark-200, light-150-small, light-100-910x512...",
    )
    parser.add_argument(
        "--tell", default="", help="of keyboard, cut, faint, typing: what is wrong; no pictures"
    )
    parser.add_argument("--pseudo", action="store_true", help="every word longer; tells which words are cut")
    parser.add_argument("--language", default="", choices=("", "vi", "en", "pseudo"), help="in this one only")
    parser.add_argument("--data", type=Path, help="a data folder to be filled and used again")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.tell = args.tell or ("cut" if args.pseudo else "")
    args.out.mkdir(parents=True, exist_ok=True)
    if args.here:
        try:
            return render(args)
        except BaseException:  # noqa: BLE001 - or the end would wait for the workers of a window nobody closes
            traceback.print_exc()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(1)
    with tempfile.TemporaryDirectory(prefix="Xã mẫu ") as folder:
        both = ("vi",) if args.quick or args.tell == "keyboard" else ("vi", "en")
        languages = ("pseudo",) if args.pseudo else (args.language,) if args.language else both
        looks = [args.look] if args.look or args.tell else LOOKS[:2] if args.quick else LOOKS
        for language, look in itertools.product(languages, looks):
            command = [sys.executable, __file__, *sys.argv[1:], "--language", language, "--look", look]
            subprocess.run([*command, "--here", "--data", str(args.data or folder)], check=True)
    if not args.tell:
        print(f"{len(list(args.out.glob('*.png')))} pictures in {args.out}")
    return 0


def render(args: argparse.Namespace) -> int:
    """Render one language in this process."""
    from PySide6.QtWidgets import QApplication

    from friendly_desktop.clock import FixedClock
    from friendly_desktop.i18n import use_language
    from ui.application import STYLE
    from ui.window_state import WindowState

    with on_screen(size_of(args.look)):
        app = QApplication(["screens", *STYLE])
    app.setCursorFlashTime(0)
    clock = FixedClock(NOW)
    folder = filled(args.data, clock)
    use_language(args.language)
    if args.tell:
        return tell(args, folder, clock)
    scheme, percent = args.look.split("-")[:2]
    state = WindowState(scheme=scheme, percent=int(percent), year=2026)
    shots = Shots(folder, clock, state, size_of(args.look))
    shots.take(args.out, f"{args.language}-{args.look}", args.only, args.without)
    return 0


def size_of(look: str) -> tuple[int, int]:
    """The screen of a look, in logical pixels."""
    if not look:
        return SMALL
    size = "".join(look.split("-")[2:])
    if "x" in size:
        width, _x, height = size.partition("x")
        return int(width), int(height)
    return SMALL if size else LARGE


@contextlib.contextmanager
def on_screen(size: tuple[int, int]) -> Iterator[None]:
    """An application made in the block has a screen of this size, so that dialogs keep to it."""
    width, height = size
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": 1}
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "screen.json").write_text(
            json.dumps({"screens": [screen]}), encoding="utf-8", newline="\n"
        )
        # A name alone, because Qt takes what stands behind the colon of a drive for the next setting.
        os.environ["QT_QPA_PLATFORM"] = "offscreen:configfile=screen.json"
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def filled(place: Path, clock: "Clock") -> "DataFolder":
    """The data of the made-up commune in a folder, filled once."""
    from friendly_desktop.bootstrap import open_services
    from friendly_desktop.i18n import use_language
    from friendly_desktop.paths import DataFolder

    use_language("vi")  # its records
    folder = DataFolder(place / "Dữ liệu")
    services = open_services(folder, clock, create=True)
    if not services.office.office().set_up:
        services.demo.fill(2026)
    services.close()
    return folder


def tell(args: argparse.Namespace, folder: "DataFolder", clock: "Clock") -> int:
    """Say of every view of the smallest screen what is wrong, each thing once."""
    from tests.ui import cut_words, eyes, ink
    from tests.ui.typing_ways import hindered
    from ui.window_state import WindowState

    ways: dict[str, Callable[[QWidget], list[str]]] = {
        "cut": partial(cut_words.cut, lenient=args.language == "pseudo"),
        "faint": ink.faint,
        "keyboard": eyes.problems,  # goes everywhere
        "typing": lambda shown: (
            [] if shown is shots.window else hindered(shown)
        ),  # pages: test_vietnamese_typing
    }
    told: set[str] = set()
    scheme = args.look.split("-")[0] or "light"
    shots = Shots(folder, clock, WindowState(scheme=scheme, year=2026), SMALL)
    for view, shown in shots.walk(args.only, args.without):
        shown.activateWindow()
        shots.wait_for(shown.isActiveWindow)
        if args.pseudo:
            shown.grab().save(str(args.out / f"{view}-pseudo.png"))
        if shown is shots.window and (shown.width() > SMALL[0] or shown.height() > SMALL[1]):
            print(f"{view}: wants {shown.width()} x {shown.height()} of a screen of {SMALL}", flush=True)
        for line in [line for way, look in ways.items() if way in args.tell for line in look(shown)]:
            if line not in told:
                told.add(line)
                print(f"{view}: {line}", flush=True)
    return 0


def wanted(view: str, only: str, without: str = "") -> bool:
    """Whether a view is one of those asked for."""

    def named(names: str) -> bool:
        return any(view.startswith(one[1:]) if one[:1] == "^" else one in view for one in names.split(","))

    return named(only) and not (without and named(without))


View = tuple[str, "Callable[[], QWidget | None]"]


class Shots:
    """One window in one look and size, and everything that can be seen in it."""

    def __init__(
        self, folder: "DataFolder", clock: "Clock", state: "WindowState", size: tuple[int, int]
    ) -> None:
        from PySide6.QtWidgets import QApplication

        from ui.application import Running, services_opener

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        self._size = size
        self._running = Running(app, folder, state, clock, services_opener(folder, clock))
        self._window = self._running.window

    def take(self, out: Path, name: str, only: str, without: str = "") -> None:
        """Grab each view into ``out``."""
        for view, shown in self.walk(only, without):
            shown.grab().save(str(out / f"{view}-{name}.png"))

    def walk(self, only: str = "", without: str = "") -> "Iterator[tuple[str, QWidget]]":
        """Each view by name, with the window or dialog that shows it; the window is closed at the end."""
        window = self._window
        window.resize(*self._size)
        window.show()
        self._settle(lambda: window.context.is_ready and window.context.year is not None)
        for view, show in self._views():
            if wanted(view, only, without):
                window.activateWindow()  # whoever types does so in the window that is in use
                taken = show()
                self._settle(lambda: not window.context.runner.busy())
                yield view, taken or window
                if taken is not None:
                    taken.close()
        window.close()
        self._settle(lambda: True)

    def _views(self) -> Iterator[View]:
        import screens_figures
        import screens_help
        import screens_home
        import screens_letters
        import screens_people
        import screens_postings
        import screens_proof
        import screens_reception
        import screens_safety
        import screens_surveys
        from screens_cases import CaseScreens

        from ui import navigation
        from ui.crash_dialog import CrashDialog
        from ui.dialogs import messages
        from ui.dialogs.open_year import OpenYear
        from ui.places import PageId, Place

        window = self._window
        for number, page in enumerate(navigation.PAGES):
            yield f"{number + 1}-{page.id.value}", partial(window.show_place, Place(page.id))
        yield from self._working_pages()
        yield from self._proof()
        yield from screens_letters.views(self)
        yield from screens_reception.views(self)
        yield from screens_proof.views(self)
        yield from screens_surveys.views(self)
        yield from screens_home.views(self)
        yield from CaseScreens(self).views()
        yield from screens_figures.views(self)
        yield from screens_postings.views(self)
        yield from screens_safety.views(self)
        yield from screens_people.views(self)
        for part in ("units", "people", "signatories", "hamlets", "letters", "look"):
            yield f"settings-{part}", partial(window.show_place, Place(PageId.SETTINGS, part=part))
        yield "palette", self._dialog(window.show_palette)
        yield "open-year", self._dialog(lambda: OpenYear(window, window.context).start())
        question = (
            "Xóa hẳn tệp «Biên bản đối thoại.pdf»?",
            "Tệp đã xóa hẳn không lấy lại được.",
            "Xóa hẳn tệp",
        )
        yield "question", self._dialog(lambda: messages.confirm(window, *question, on_yes=window.update))
        report = "friendly-desktop\nPython, Qt\nui/main_window.py:1 in example\nValueError"
        yield "crash", self._dialog(partial(self._shown, CrashDialog, report))
        yield "welcome", window.show_welcome
        yield "help", self._help
        yield from screens_help.views(self)
        yield "toast", self._toast
        yield "error", self._error

    def _working_pages(self) -> Iterator[View]:
        """The states of criteria, evidence and package that one does not see by only opening them."""
        from ui.pages.assessment.page import AssessmentPage
        from ui.pages.evidence.page import EvidencePage
        from ui.pages.package.page import PARTS, PackagePage
        from ui.places import PageId, Place

        window, pages = self._window, self._window.page
        leaf = Place(PageId.ASSESSMENT, node="B.1.2.2")
        criteria, evidence = pages(PageId.ASSESSMENT), pages(PageId.EVIDENCE)
        assert isinstance(criteria, AssessmentPage)
        assert isinstance(evidence, EvidencePage)
        package = pages(PageId.PACKAGE)
        assert isinstance(package, PackagePage)

        def show(place: Place, then: Callable[[], object] = lambda: None) -> None:
            window.show_place(place)
            self._settle(lambda: not window.context.runner.busy())
            then()

        def refused() -> None:
            criteria.editor.begin_points("9")
            criteria.editor.points.hand_over()

        def look() -> None:
            evidence.table.selectRow(1)
            evidence.table.doubleClicked.emit(evidence.model.index(1, 0))

        def replaced() -> None:
            look()
            found = evidence.viewer.current()
            assert found is not None
            newer = window.context.folder.root.parent / "Bản mới.txt"
            newer.write_text(f"{found.version}", encoding="utf-8", newline="\n")
            evidence.viewer.versions.replace_by([newer])
            self._settle(lambda: not window.context.runner.busy())
            evidence.viewer.versions.list.setCurrentRow(1)

        def frozen_copy() -> None:
            show(Place(PageId.PACKAGE, part="freeze"))
            package.freezing.freeze.click()
            self._settle(lambda: not window.context.runner.busy())
            package.freezing.reopen.click()
            self._settle(lambda: not window.context.runner.busy())
            package.freezing.look.click()

        yield "criteria-leaf", partial(show, leaf)
        yield "criteria-appraisal", partial(show, leaf, criteria.editor.begin_appraisal)
        yield "criteria-refused", partial(show, leaf, refused)
        yield "criteria-missing", partial(show, Place(PageId.ASSESSMENT, filter="no_evidence"))
        yield "criteria-veto", lambda: show(Place(PageId.ASSESSMENT, node=criteria.veto_ids()[0]))
        yield "criteria-sets", self._dialog(lambda: show(Place(PageId.ASSESSMENT, part="sets")))
        yield "evidence-all", partial(show, Place(PageId.EVIDENCE, part="all"))
        yield "evidence-view", partial(show, Place(PageId.EVIDENCE, part="all"), look)
        yield "evidence-versions", partial(show, Place(PageId.EVIDENCE, part="all"), replaced)
        yield "evidence-bin", partial(show, Place(PageId.EVIDENCE, part="bin"))
        for part in PARTS:
            yield f"package-{part}", partial(show, Place(PageId.PACKAGE, part=part))
        yield "package-frozen-copy", self._dialog(frozen_copy)

    def _proof(self) -> Iterator[View]:
        """Letters and records of reception beside the criteria they prove."""
        from ui.pages.assessment.page import AssessmentPage
        from ui.places import PageId, Place

        criteria = self._window.page(PageId.ASSESSMENT)
        assert isinstance(criteria, AssessmentPage)
        for name, node in (("leaf", "B.5.1"), ("group", "B.5")):
            show = partial(self._window.show_place, Place(PageId.ASSESSMENT, node=node))
            yield f"criteria-letters-{name}", show
        yield "criteria-letters-list", self._dialog(partial(criteria.lists.letters_of, "B.5"))
        show = partial(self._window.show_place, Place(PageId.ASSESSMENT, node="B.2.4.3"))
        yield "criteria-records-leaf", show
        yield "criteria-records-list", self._dialog(partial(criteria.lists.records_of, "B.2.4"))

    def _dialog(self, make: Callable[[], object]) -> "Callable[[], QWidget | None]":
        def opened() -> "QWidget | None":
            before = set(self._app.topLevelWidgets())
            self._kept = make()
            self._settle(lambda: not self._window.context.runner.busy())
            new = [one for one in self._app.topLevelWidgets() if one not in before and one.isVisible()]
            return new[0] if new else None

        return opened

    def _shown(self, dialog: "Callable[[str], QWidget]", text: str) -> "QWidget":
        made = dialog(text)
        made.show()
        return made

    def _help(self) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.HOME))
        self._window.help.toggle()

    def _toast(self) -> None:
        self._window.help.put_away()
        self._window.context.tell("Đã bỏ «Biên bản đối thoại.pdf».", self._window.update)

    def _error(self) -> None:
        from friendly_desktop.errors import AppError

        words = ("Ổ đĩa đầy", "Ổ D: còn 12 MB, tệp này cần 240 MB.", "Hãy xóa bớt tệp hoặc chọn ổ khác.")
        self._window.context.show_error(None, AppError("disk_full", *words))

    def dialog(self, make: Callable[[], object]) -> "Callable[[], QWidget | None]":
        """A view that shows the window that ``make`` opens."""
        return self._dialog(make)

    @property
    def window(self) -> "MainWindow":
        """The window."""
        return self._window

    def settled(self) -> None:
        """Let all background work finish."""
        self._settle(lambda: not self._window.context.runner.busy())

    def wait_for(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        self._settle(until)

    def _settle(self, until: Callable[[], bool]) -> None:
        """Let the window finish what it is doing."""
        for _turn in range(2000):  # half a minute, for a PC with other work
            self._wait(15)
            if until():
                break
        self._wait(60)
        # What was shown in the last turn is laid out in the next one, before it is painted.
        self._app.sendPostedEvents()

    def _wait(self, milliseconds: int) -> None:
        """Turn the event loop; unlike ``QTest.qWait`` this lets the workers run."""
        from PySide6.QtCore import QEventLoop, QTimer

        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop, loop.quit)
        loop.exec()


if __name__ == "__main__":
    sys.exit(main())
