"""Where everything stands on a ballot, and the code that says which one it is."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from friendly_desktop.domain.surveys import Choice, Question, SurveyForm
from friendly_desktop.domain.surveys.ballot_code import BallotCode, code_text, parse_code
from friendly_desktop.domain.surveys.ballot_layout import (
    BOX_SIDE,
    CODE_PLACE,
    CODE_SIDE,
    HEIGHT,
    MARK_SIDE,
    MARKS,
    MOST_CHOICES,
    WIDTH,
    BallotLayout,
    TickBox,
)
from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.ballot import ballot_layout
from friendly_desktop.storage.survey_files import shipped_forms

#: What careless photocopies and printers cut off, in millimetres.
CUT = 10


def boxes(layout: BallotLayout) -> list[TickBox]:
    return [box for page in layout.pages for box in page.boxes]


def long_form(questions: int, choices: int = 4, words: int = 40) -> SurveyForm:
    form = shipped_forms()["village"]
    return replace(
        form,
        questions=tuple(Question(f"q{place}", "Ý kiến " * words) for place in range(questions)),
        choices=tuple(Choice(f"c{place}", f"Mức {place}", Decimal(place)) for place in range(choices)),
    )


@pytest.mark.parametrize("name", ["citizen", "village"])
def test_a_form_of_the_scheme_is_one_page_with_a_box_for_every_answer(name: str) -> None:
    form = shipped_forms()[name]
    layout = ballot_layout(form)
    assert len(layout.pages) == 1
    assert [(box.question, box.choice) for box in boxes(layout)] == [
        (question, choice) for question in range(5) for choice in range(4)
    ]


def test_marks_code_and_boxes_stay_clear_of_the_edges_and_of_each_other() -> None:
    reach = MARK_SIDE / 2
    for x, y in MARKS:
        assert reach + CUT < x < WIDTH - reach - CUT
        assert reach + CUT < y < HEIGHT - reach - CUT
    quiet = 4 * CODE_SIDE / 29
    assert CODE_PLACE[0] - (MARKS[0][0] + reach) > quiet
    for layout in map(ballot_layout, shipped_forms().values()):
        for box in boxes(layout):
            left, top, right, bottom = box.cell
            assert left + 2 < box.x < right - BOX_SIDE - 2
            assert top + 1 < box.y < bottom - BOX_SIDE - 1
            assert bottom < HEIGHT - 25


def test_no_line_of_words_leaves_its_column() -> None:
    """Words of a question end before the first column of boxes."""
    from friendly_desktop.services.documents import fonts

    widths = fonts.advances()
    for layout in map(ballot_layout, [*shipped_forms().values(), long_form(12, 8)]):
        for page in layout.pages:
            first = min(box.cell[0] for box in page.boxes)
            for words in page.words:
                if words.align.value == "left" and words.x < first and not words.bold:
                    width = sum(widths[char] for char in words.text) * words.size * 25.4 / 72
                    inside = any(box.cell[1] <= words.y <= box.cell[3] for box in page.boxes)
                    assert words.x + width <= (first if inside else WIDTH - 20)


def test_many_questions_flow_to_pages_of_their_own_with_no_row_lost() -> None:
    layout = ballot_layout(long_form(17))
    assert len(layout.pages) > 1
    assert [box.question for box in boxes(layout)] == [place for place in range(17) for _choice in range(4)]
    for page in layout.pages:
        tops = sorted({box.cell[1] for box in page.boxes})
        assert all(second - first >= BOX_SIDE for first, second in pairwise(tops))
        assert any("Trang" in words.text for words in page.words)


def test_the_seal_changes_with_the_wording_and_with_the_places() -> None:
    form = shipped_forms()["village"]
    same = replace(form, source="", guidance="", corrections=())
    other = replace(form, questions=(*form.questions[:4], replace(form.questions[4], text="Khác?")))
    turned = replace(form, choices=form.choices[::-1])
    seal = ballot_layout(form).seal
    assert ballot_layout(same).seal == seal
    assert len({seal, ballot_layout(other).seal, ballot_layout(turned).seal}) == 3


def test_printed_ballots_of_the_scheme_stay_readable_by_later_versions() -> None:
    """A change here makes ballots that lie printed in offices unreadable: change the layout for new forms only."""
    seals = {name: ballot_layout(form).seal for name, form in shipped_forms().items()}
    assert seals == {"citizen": "690B5D", "village": "B0E40E"}


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (long_form(0), "ballot_empty"),
        (long_form(3, 0), "ballot_empty"),
        (long_form(3, MOST_CHOICES + 1), "ballot_too_long"),
        (long_form(61), "ballot_too_long"),
        (long_form(2, words=3000), "ballot_too_long"),
    ],
)
def test_a_form_that_cannot_be_printed_says_why(form: SurveyForm, code: str) -> None:
    with pytest.raises(AppError) as told:
        ballot_layout(form)
    assert told.value.code == code


def test_a_word_wider_than_its_column_is_cut_and_not_lost() -> None:
    layout = ballot_layout(replace(long_form(1), questions=(Question("q1", "a" * 400),)))
    assert sum(words.text.count("a") for words in layout.pages[0].words if set(words.text) == {"a"}) == 400


def test_a_code_comes_back_and_a_foreign_or_damaged_one_does_not() -> None:
    code = BallotCode(12, 345, 2, "9F3A2C")
    text = code_text(code)
    assert parse_code(text) == code
    assert parse_code(text.replace("345", "346")) is None
    for foreign in ("", "https://dichvucong.gov.vn", "CQTT1.1.1.1.ABCDEF", text + "0", text.lower()):
        assert parse_code(foreign) is None
