"""Frames of letters: inside every printer's reach, the same at both sides, clear of the words."""

from itertools import product

import pytest

from friendly_desktop.domain.letters import Frame, Paper, Sheet, Tone
from friendly_desktop.services.documents.drawing import FrameDrawing, Pen, Point
from friendly_desktop.services.documents.frames import frame
from friendly_desktop.services.documents.pen_work import at, box, brush, circle, mirrored_x, outline, put
from friendly_desktop.services.letters.letter_looks import look_of, page_of

SIZES = ((210, 297), (297, 210), (148, 210), (210, 148))
DRAWN = tuple(one for one in Frame if one is not Frame.NONE)
EVERY = tuple(product(DRAWN, SIZES))
_UNPRINTABLE = 4.0  # millimetres that office printers leave white


def points(drawing: FrameDrawing) -> list[Point]:
    return [point for shape in drawing.shapes for step in shape.steps for point in step.points]


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_a_frame_stays_where_printers_print(kind: Frame, size: tuple[int, int]) -> None:
    width, height = size
    for shape in frame(kind.value, width, height).shapes:
        half = shape.width / 2 if shape.stroke else 0
        for x, y in (point for step in shape.steps for point in step.points):
            assert x - half >= _UNPRINTABLE
            assert x + half <= width - _UNPRINTABLE
            assert y - half >= _UNPRINTABLE
            assert y + half <= height - _UNPRINTABLE


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_left_and_right_are_alike(kind: Frame, size: tuple[int, int]) -> None:
    width, height = size
    drawn = {(round(x, 1), round(y, 1)) for x, y in points(frame(kind.value, width, height))}
    near = {
        (round(x + dx, 1), round(y + dy, 1)) for x, y in drawn for dx, dy in product((-0.1, 0, 0.1), repeat=2)
    }
    other = {(round(width - x, 1), y) for x, y in drawn}
    assert len(other - near) / len(drawn) < 0.02  # the hair of a dot leans to the right


@pytest.mark.parametrize(("kind", "size"), EVERY)
def test_words_have_room_inside_a_frame(kind: Frame, size: tuple[int, int]) -> None:
    """Nothing is drawn where the header and the signature stand."""
    width, height = size
    paper = Paper.A4 if 297 in size else Paper.A5
    sheet = Sheet(paper, landscape=width > height, frame=kind)
    page = page_of(sheet)
    head = look_of(Tone.JOY, sheet, 1, 1).head
    left, right = page.left + page.text_width * 0.06, width - page.right - page.text_width * 0.06
    for x, y in points(frame(kind.value, width, height)):
        inside = left < x < right and page.top + head < y < height - page.bottom - 3
        assert not inside, (x, y)


def test_no_frame_draws_nothing_and_a_frame_is_drawn_once() -> None:
    assert frame("none", 210, 297).shapes == ()
    assert frame("lotus", 210, 297) is frame("lotus", 210, 297)
    with pytest.raises(ValueError):
        frame("roses", 210, 297)


def test_a_quiet_frame_has_no_colour() -> None:
    for shape in frame("quiet", 210, 297).shapes:
        red, green, blue = (shape.stroke[index : index + 2] for index in (1, 3, 5))
        assert red == green == blue
        assert not shape.fill


def test_outlines_are_whole() -> None:
    for kind, size in product(DRAWN, SIZES):
        for shape in frame(kind.value, *size).shapes:
            assert shape.stroke or shape.fill
            assert shape.steps[0].pen is Pen.MOVE
            for step in shape.steps:
                assert len(step.points) == {Pen.MOVE: 1, Pen.LINE: 1, Pen.CURVE: 3, Pen.CLOSE: 0}[step.pen]


def test_motifs_are_turned_enlarged_and_mirrored_with_their_lines() -> None:
    (turned,) = put(_square(), at(10, 20, 2, 90))
    assert turned.steps[1].points == ((10.0, 22.0),)
    assert turned.width == 1.0
    (mirrored,) = put(_square(), mirrored_x(5))
    assert mirrored.steps[1].points == ((9.0, 0.0),)
    assert outline("M 0 0 C 1 2 3 4 5 6 Z")[1].points == ((1, 2), (3, 4), (5, 6))
    assert len(circle(3)) == 6
    assert brush([(0, 0), (5, 1), (9, 0)], [0.2, 1, 0.2])[-1].pen is Pen.CLOSE


def _square():
    from friendly_desktop.services.documents.drawing import Shape

    return (Shape(box(0, 0, 1, 1), stroke="#000000", width=0.5),)
