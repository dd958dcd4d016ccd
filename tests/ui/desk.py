"""A small office on a real database for tests of pages: services, window context, prompts that answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from PIL import Image
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.office import Office, Person, Signatory
from friendly_desktop.paths import DataFolder
from tests.statements import statements
from ui import theme
from ui.context import UiContext
from ui.widgets.page import Page

YEAR = 2026
MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


Kind = TypeVar("Kind", bound=QWidget)


class ChosenFiles:
    """Stands in for the file dialogs: answers at once with the paths it was given."""

    def __init__(self) -> None:
        self.paths: list[Path] = []

    def open_files(
        self, parent: QWidget, title: str, purpose: str, filters: str, done: Callable[[list[Path]], None]
    ) -> None:
        done(self.paths)

    def folder(self, parent: QWidget, title: str, purpose: str, done: Callable[[Path], None]) -> None:
        done(self.paths[0])

    def save_file(
        self,
        parent: QWidget,
        title: str,
        purpose: str,
        filters: str,
        suggested: str,
        done: Callable[[Path], None],
    ) -> None:
        done(self.paths[0])


class Desk:
    """What a page test works with."""

    def __init__(self, root: Path, qtbot: QtBot, app: QApplication) -> None:
        theme.load_fonts()
        theme.apply(app, theme.Scheme.LIGHT, 100)
        self.root = root
        self.qtbot = qtbot
        self.folder = DataFolder(root / "Dữ liệu của xã")
        self.clock = FixedClock(MOMENT)
        self.answers = ChosenFiles()
        self.services: Services = open_services(self.folder, self.clock, create=True)
        self.context = UiContext(self.folder, self.clock, self.answers)
        self.told: list[str] = []
        self.errors: list[Exception] = []
        self.undo: Callable[[], None] | None = None
        self.context.noticed.connect(self._on_noticed)
        self.context.failed.connect(self._on_failed)
        self.context.open_data(lambda: self.services)
        self.wait()

    def open_year(self, set_id: str = "hai-duong-2024") -> None:
        """An office with people, and the year opened."""
        self.services.office.save_office(
            Office(name="An Bình", province="Hải Phòng", place="An Bình", set_up=True)
        )
        self.services.office.save_person(Person(0, "Nguyễn Thị Lan", "Công chức"))
        self.services.office.save_signatory(Signatory(0, "Phạm Văn Hùng", default=True))
        self.services.assessment.open_year(YEAR, set_id)
        self.context.choose_year(YEAR)
        self.wait()

    def show(self, page: Page, *, closed_by_test: bool = False) -> None:
        """Put a page on the screen and wait until it has loaded."""
        if not closed_by_test:
            self.qtbot.addWidget(page)
        page.resize(1040, 520)
        theme.dress_window(page)
        page.show()
        self.wait()

    def wait(self) -> None:
        """Until nothing is being read, saved or drawn any more, and the screens have heard of it."""
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.context.runner.busy())
            QApplication.processEvents()

    def photo(self, name: str, shade: int = 90) -> Path:
        """A small picture to be added."""
        path = self.root / name
        Image.new("RGB", (64, 48), (shade, 120, 140)).save(path)
        return path

    def statements(self, work: Callable[[], object]) -> int:
        """How many SQL statements some work takes."""
        return statements(work)

    def close(self) -> None:
        """Finish the saves and close the records."""
        self.context.close()

    def _on_noticed(self, notice: object) -> None:
        self.told.append(notice.text)  # type: ignore[attr-defined]
        self.undo = notice.undo  # type: ignore[attr-defined]

    def _on_failed(self, _owner: object, error: Exception) -> None:
        self.errors.append(error)


def dialog_of(kind: type[Kind]) -> Kind:
    """The one open dialog of a kind."""
    open_ones = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(open_ones) == 1, open_ones
    return open_ones[0]


@contextmanager
def opened(root: Path, qtbot: QtBot, app: QApplication) -> Iterator[Desk]:
    """A desk that is put in order afterwards; an error nobody expected fails the test."""
    desk = Desk(root, qtbot, app)
    try:
        yield desk
    finally:
        desk.close()
    assert not desk.errors, desk.errors
