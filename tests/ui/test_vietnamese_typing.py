"""Vietnamese as it is really typed, in every field of every page: no letter doubled, none lost.

UniKey and its kin send ordinary letters and, at the tone key, Backspaces and the letters anew; the typing
of Windows itself sends a composition that is committed at the end.
"""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.office import Person, Signatory
from tests.ui.typing_ways import TextWidget, empty, telex, text_fields, vni, windows_typing, words
from ui import navigation
from ui.main_window import MainWindow
from ui.places import PageId, Place

PLACES = (
    *(Place(page.id) for page in navigation.PAGES),
    Place(PageId.ASSESSMENT, node="B.1.1.1"),
    Place(PageId.PACKAGE, part="report"),
    Place(PageId.LETTERS, part="compose"),
    Place(PageId.LETTERS, part="compose:condolence"),
    Place(PageId.LETTERS, part="compose:praise"),
    *(
        Place(PageId.SETTINGS, part=part)
        for part in ("office", "units", "people", "signatories", "hamlets", "letters", "look")
    ),
)


@pytest.mark.parametrize("way", [telex, vni, windows_typing])
def test_every_field_of_every_page_takes_vietnamese_as_it_is_typed(
    qtbot: QtBot, office: Services, window: MainWindow, way: Callable[[TextWidget], None]
) -> None:
    office.office.save_person(Person(0, "Học Đức Toàn", "Công chức"))
    office.office.save_signatory(Signatory(0, "Hoàng Văn Học", default=True))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    tried: list[str] = []
    for place in PLACES:
        window.show_place(place)
        qtbot.waitUntil(lambda: not window.context.runner.busy())
        QApplication.processEvents()
        for field in text_fields(window):
            empty(field)
            way(field)
            owner = field.parent() if isinstance(field.parent(), QComboBox) else field
            name = f"{place.page.value} {place.part}: {type(owner).__name__} {field.accessibleName()}"
            assert words(field).strip() == "học đức toán", name
            tried.append(name)
            empty(field)
    qtbot.waitUntil(lambda: not window.context.runner.busy())
    assert len(tried) > 20


def test_the_palette_takes_vietnamese_as_it_is_typed(
    qtbot: QtBot, office: Services, window: MainWindow
) -> None:
    window.show()
    window._on_ready()
    window.show_palette()
    dialog = QApplication.activeModalWidget() or window
    fields = list(text_fields(dialog))
    for field in fields:
        empty(field)
        telex(field)
        assert words(field) == "học đức toán"
    assert fields
