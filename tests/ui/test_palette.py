"""Ctrl+K finds records too: in the background, in place of nothing that was chosen, with nothing that is secret."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import CaseEntry, CaseKind
from friendly_desktop.domain.office import Person
from ui.dialogs.palette import Command, Palette
from ui.main_window import MainWindow
from ui.places import PageId, Place


@pytest.fixture
def palette(qtbot: QtBot, office: Services, window: MainWindow) -> Palette:
    office.cases.add(
        CaseEntry(
            CaseKind.PETITION,
            date(2026, 3, 5),
            name="Đỗ Đức Đạt",
            address="Thôn Hạ",
            content="Mương tắc, ngập úng",
        )
    )
    office.cases.add(
        CaseEntry(
            CaseKind.DENUNCIATION, date(2026, 3, 6), content="Zuyquang nhận tiền", paper_file="Tủ 9, ngăn 2"
        )
    )
    office.office.save_person(Person(0, "Phạm Thị Mương", "Công chức"))
    window.show_place(Place(PageId.HOME))
    window.show()
    window._on_ready()
    qtbot.waitUntil(lambda: window.context.year == 2026)
    window.show_palette()
    found = window.findChild(Palette)
    assert isinstance(found, Palette)
    return found


def lines(palette: Palette) -> list[str]:
    shown = palette.findChild(QListWidget)
    assert isinstance(shown, QListWidget)
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_record_is_found_by_words_without_marks_and_opened(
    qtbot: QtBot, window: MainWindow, palette: Palette
) -> None:
    qtbot.keyClicks(palette.box(), "muong tac")
    qtbot.waitUntil(lambda: lines(palette) == ["2026-001 · Đỗ Đức Đạt"])
    with qtbot.waitSignal(window.context.place_requested) as told:
        qtbot.keyClick(palette.box(), Qt.Key.Key_Return)
    assert told.args == [Place(PageId.CASES, part="case:1")]
    assert window.current is PageId.CASES


def test_commands_stand_above_records(qtbot: QtBot, palette: Palette) -> None:
    qtbot.keyClicks(palette.box(), "can bo")
    qtbot.waitUntil(lambda: not palette._asked)
    texts = lines(palette)
    commands = [place for place, command in enumerate(palette._shown) if not command.detail]
    assert commands == list(range(len(commands)))
    assert len(texts) >= len(commands)


def test_a_command_with_the_letters_inside_its_words_stands_below_records(
    qtbot: QtBot, palette: Palette
) -> None:
    qtbot.keyClicks(palette.box(), "muong")
    qtbot.waitUntil(lambda: "2026-001 · Đỗ Đức Đạt" in lines(palette))
    palette.box().clear()
    palette.add([Command("Xem chương mương", lambda: None), Command("Làm ruộngmương", lambda: None)])
    qtbot.keyClicks(palette.box(), "muong")
    qtbot.waitUntil(lambda: "2026-001 · Đỗ Đức Đạt" in lines(palette))
    shown = lines(palette)
    assert shown[0] == "Xem chương mương"
    assert shown[-1] == "Làm ruộngmương"


def test_enter_pressed_before_the_answer_opens_the_first_record(
    qtbot: QtBot, window: MainWindow, palette: Palette
) -> None:
    with qtbot.waitSignal(window.context.place_requested) as told:
        palette.box().setText("2026-001")
        qtbot.keyClick(palette.box(), Qt.Key.Key_Return)
    assert told.args == [Place(PageId.CASES, part="case:1")]


def test_a_denunciation_shows_its_code_and_nothing_else(qtbot: QtBot, palette: Palette) -> None:
    for words in ("Zuyquang", "nhan tien", "Tủ 9"):
        palette.box().setText(words)
        qtbot.waitUntil(lambda: palette._asked is None)
        assert not any("TC-2026" in line for line in lines(palette)), words
    palette.box().setText("2026-002")
    qtbot.waitUntil(lambda: lines(palette) == ["Người tố cáo số TC-2026-002"])
    assert palette._shown[0].detail == "Đơn, vụ việc"


def test_nothing_found_is_said_once_it_is_known(qtbot: QtBot, palette: Palette) -> None:
    palette.box().setText("khong co gi nhu the")
    assert not palette._none.isVisible()
    qtbot.waitUntil(palette._none.isVisible)
    assert palette._none.text() == "Không tìm thấy gì như vậy."


@pytest.mark.parametrize("words", ['"', "*", "AND OR", "😀😀", "đ" * 5000, "\x00\x00"])
def test_whatever_is_typed_is_answered(qtbot: QtBot, palette: Palette, words: str) -> None:
    palette.box().setText(words)
    qtbot.waitUntil(lambda: palette._asked is None)


def test_while_an_answer_is_awaited_only_the_last_words_wait(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(900, 600)
    palette = Palette(window, [Command("Trang", lambda: None)], records=True)
    asked: list[str] = []
    palette.records_wanted.connect(asked.append)
    for words in ("d", "du", "duo", "duong"):
        palette.box().setText(words)
    assert asked == ["du"]
    palette.show_records("du", [Command("cũ", lambda: None, detail="x")])
    assert asked == ["du", "duong"]
    assert lines(palette) == []
    palette.show_records("duong", [Command("mới", lambda: None, detail="x")])
    assert lines(palette) == ["mới"]
    palette.close()


def test_a_criterion_is_opened_in_its_year(qtbot: QtBot, window: MainWindow, palette: Palette) -> None:
    palette.box().setText("B.1.1.1")
    qtbot.waitUntil(lambda: any(line.startswith("Mục") for line in lines(palette)))
    window.context.choose_year(None)
    palette._run(next(row for row, line in enumerate(lines(palette)) if line.startswith("Mục")))
    assert window.context.year == 2026
    assert window.current is PageId.ASSESSMENT
