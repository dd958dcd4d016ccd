"""When a row of boxes is sure, and how a tilted sheet lies in a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.projection import Projection, fitted, fitted_plain
from friendly_desktop.domain.surveys.ballot_reading import BoxInk, Verdict, Why, grain_of, judge

CLEAN = BoxInk(0.0, 0.0)
CROSS = BoxInk(0.25, 0.01)


def row(*boxes: BoxInk) -> list[BoxInk]:
    return [*boxes, *[CLEAN] * (4 - len(boxes))]


@pytest.mark.parametrize(
    ("boxes", "verdict"),
    [
        (row(CROSS), Verdict(0)),
        (row(CLEAN, BoxInk(0.7, 0.05)), Verdict(1)),  # a thick pen
        (row(CROSS, BoxInk(0.02, 0.0)), Verdict(0)),  # and a speck
        (row(), Verdict(None, Why.BLANK)),
        (row(BoxInk(0.0, 0.05)), Verdict(None, Why.BESIDE)),
        (row(CROSS, CROSS), Verdict(None, Why.SEVERAL)),
        (row(BoxInk(0.1, 0.0), BoxInk(0.04, 0.0)), Verdict(None, Why.SEVERAL, 0)),
        (row(CLEAN, BoxInk(0.03, 0.0)), Verdict(None, Why.FAINT, 1)),
        (
            row(CROSS, BoxInk(0.01, 0.0, raw=0.06)),
            Verdict(None, Why.SEVERAL, 0),
        ),  # a thin one broken by the copy
        (
            [BoxInk(0.3, 0.0, raw=0.4), *[BoxInk(0.0, 0.0, raw=0.15 + part / 50) for part in range(3)]],
            Verdict(0),
        ),
        (row(BoxInk(0.95, 0.02)), Verdict(None, Why.FILLED, 0)),
        (row(BoxInk(0.3, 0.2)), Verdict(None, Why.BESIDE, 0)),  # circled to take it back
        (row(CROSS, BoxInk(0, 0, seen=False)), Verdict(None, Why.UNSEEN)),
    ],
)
def test_a_row_is_sure_only_with_one_clear_mark(boxes: list[BoxInk], verdict: Verdict) -> None:
    assert judge(boxes) == verdict


def test_a_row_of_two_boxes_is_compared_with_the_clean_boxes_of_its_page() -> None:
    both = [BoxInk(0.02, 0.0, raw=0.07), BoxInk(0.17, 0.0, raw=0.16)]
    page = [both, *[[BoxInk(0.2, 0.0, raw=0.2), BoxInk(0.0, 0.0, raw=0.01)]] * 4]
    assert judge(both, grain_of(page)) == Verdict(None, Why.SEVERAL, 1)
    assert judge(page[1], grain_of(page)) == Verdict(0)
    assert grain_of([]) == 0


SHEET = [(16.5, 16.5), (193.5, 16.5), (16.5, 280.5), (193.5, 280.5)]
near = st.floats(-120, 120)


@given(st.lists(st.tuples(near, near), min_size=4, max_size=4), st.floats(20, 190), st.floats(20, 270))
def test_a_tilted_sheet_is_found_from_its_marks(moves: list[tuple[float, float]], x: float, y: float) -> None:
    seen = [
        (8 * place[0] + move[0], 8 * place[1] + move[1]) for place, move in zip(SHEET, moves, strict=True)
    ]
    sheet = fitted(list(zip(SHEET, seen, strict=True)))
    assert sheet is not None
    assert sheet.error(list(zip(SHEET, seen, strict=True))) < 1e-6
    more = [(place, sheet.at(place)) for place in [*SHEET, (100.0, 150.0), (30.0, 40.0)]]
    again = fitted(more)
    assert again is not None
    assert again.at((x, y)) == pytest.approx(sheet.at((x, y)), abs=1e-3)


def test_a_window_draws_the_same_places() -> None:
    sheet = Projection(7.5, 0.4, 20, -0.3, 7.8, 30, 1e-4, 2e-4)
    a, b, c, d, e, f, g, h = sheet.window(120, 90, 6)
    x, y = 150.0, 170.0
    across, down = (x - 120) * 6, (y - 90) * 6
    depth = g * across + h * down + 1
    drawn = ((a * across + b * down + c) / depth, (d * across + e * down + f) / depth)
    assert drawn == pytest.approx(sheet.at((x, y)))


def test_three_places_on_a_line_tell_nothing() -> None:
    line = [((float(x), 2.0 * x), (float(x), 2.0 * x)) for x in range(4)]
    assert fitted(line) is None
    assert fitted_plain(line[:3]) is None
