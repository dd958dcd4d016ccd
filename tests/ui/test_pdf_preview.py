"""The preview shows the very PDF, sharp, without flicker and without a queue of old wishes."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from friendly_desktop.services import pages
from tests.ui.desk import Desk
from tests.ui.sheets import A4, A5_LANDSCAPE, marked
from ui.widgets.pdf_preview import PdfPreview


@pytest.fixture
def preview(desk: Desk) -> PdfPreview:
    made = PdfPreview(desk.context)
    desk.qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    return made


def show(desk: Desk, preview: PdfPreview, content: bytes) -> None:
    with desk.qtbot.waitSignal(preview.settled):
        preview.show_pdf(content)


def settle(desk: Desk, preview: PdfPreview) -> None:
    desk.qtbot.waitUntil(preview.is_settled)
    desk.wait()


def test_the_whole_sheet_is_in_view_and_drawn_dot_for_dot(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4))
    image = preview.image()
    assert image is not None
    place = preview._sheet.place()
    assert image.width() == round(place.width() * preview.devicePixelRatioF())
    assert abs(place.width() / place.height() - 210 / 297) < 0.01
    assert preview._sheet.rect().contains(place)
    assert preview.words() == "Trang 1 / 1"


def test_page_keys_turn_pages_and_say_which_one_it_is(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4, pages=3))
    with desk.qtbot.waitSignal(preview.settled):
        QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.words() == "Trang 2 / 3"
    assert preview.accessibleDescription() == "Trang 2 / 3"
    with desk.qtbot.waitSignal(preview.settled):
        QTest.keyClick(preview, Qt.Key.Key_PageUp)
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page() == 0


def test_control_and_wheel_zoom_and_zero_fits_again(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4))
    fitting = preview.zoom()
    viewport = preview._scroll.viewport()
    turn = QWheelEvent(
        QPointF(50, 50),
        QPointF(viewport.mapToGlobal(QPoint(50, 50))),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, turn)
    settle(desk, preview)
    assert preview.zoom() > fitting
    image = preview.image()
    assert image is not None
    dots = preview.devicePixelRatioF() * 96 / 25.4
    assert image.width() == pytest.approx(210 * preview.zoom() * dots, abs=1)
    preview.set_fit(width=False)
    settle(desk, preview)
    assert preview.zoom() == fitting


def test_the_width_fits_when_it_is_asked_to(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4))
    preview.set_fit(width=True)
    settle(desk, preview)
    wide = preview._sheet.place().width()
    assert preview._scroll.viewport().width() - 40 <= wide <= preview._scroll.viewport().width() - 20
    assert preview._scroll.verticalScrollBar().maximum() > 0
    assert preview._scroll.horizontalScrollBar().maximum() == 0


def test_the_old_picture_stays_until_the_new_one_is_there(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4))
    before = preview.image()
    preview.show_pdf(marked(A5_LANDSCAPE))
    assert preview.image() is before
    settle(desk, preview)
    assert preview.image() is not before


def test_fast_typing_draws_the_last_wish_and_leaves_out_the_ones_between(
    desk: Desk, preview: PdfPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(desk, preview, marked(A4, words="0-"))
    opened: list[bytes] = []
    real = pages.open_pages

    def noting(content: bytes) -> object:
        opened.append(content)
        return real(content)

    monkeypatch.setattr(pages, "open_pages", noting)
    wishes = [marked(A4, words=f"{turn}-") for turn in range(1, 30)]
    for wish in wishes:
        preview.show_pdf(wish)
    settle(desk, preview)
    assert opened[-1] == wishes[-1]
    assert len(opened) <= 3


def test_a_shorter_pdf_brings_the_person_to_its_last_page(desk: Desk, preview: PdfPreview) -> None:
    show(desk, preview, marked(A4, pages=4))
    preview.turn(3)
    settle(desk, preview)
    show(desk, preview, marked(A4, pages=2))
    assert preview.words() == "Trang 2 / 2"


def test_a_broken_pdf_is_said_in_a_sentence_and_a_good_one_takes_it_away(
    desk: Desk, preview: PdfPreview
) -> None:
    show(desk, preview, marked(A4))
    show(desk, preview, b"%PDF-1.7 no")
    assert "hỏng" in preview._problem.text()
    assert preview.image() is not None
    show(desk, preview, marked(A4))
    assert preview._problem.text() == ""
    preview.clear()
    assert preview.image() is None


def test_nothing_is_drawn_while_it_is_out_of_view(desk: Desk, preview: PdfPreview) -> None:
    preview.hide()
    preview.show_pdf(marked(A4))
    desk.wait()
    assert preview.image() is None
    preview.show()
    settle(desk, preview)
    assert preview.image() is not None
