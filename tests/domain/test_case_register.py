"""Rows on pages of a register: nothing is lost, and what was printed stays."""

from hypothesis import given
from hypothesis import strategies as st

from friendly_desktop.domain.cases.register import (
    FilledPage,
    LaidRow,
    Measure,
    PrintedRow,
    fill,
    later_facts,
)

MEASURE = Measure(line=10, padding=4)


def room(page: int) -> float:
    return 150 if page == 1 else 200


def row(number: int, lines: int) -> LaidRow:
    content = tuple(f"{number}.{line}" for line in range(lines))
    return LaidRow(number, ((str(number),), content), {"content": "\n".join(content)})


heights = st.lists(st.integers(1, 60), max_size=40)


def rows_of(lines: list[int], first: int = 1) -> list[LaidRow]:
    return [row(number, height) for number, height in enumerate(lines, first)]


def words(pages: list[FilledPage]) -> list[str]:
    return [line for page in pages for one in page.rows for line in one.cells[1]]


@given(heights)
def test_every_line_of_every_row_stands_on_the_pages_once_and_in_order(lines: list[int]) -> None:
    pages = list(fill(rows_of(lines), MEASURE, room))
    assert words(pages) == [line for one in rows_of(lines) for line in one.cells[1]]
    assert [page.number for page in pages] == list(range(1, len(pages) + 1))
    assert all(sum(map(MEASURE.height, page.rows)) <= room(page.number) for page in pages)
    assert all(page.full for page in pages[:-1])


@given(heights, heights)
def test_rows_that_come_later_never_change_a_full_page(lines: list[int], more: list[int]) -> None:
    before = [page for page in fill(rows_of(lines), MEASURE, room) if page.full]
    after = list(fill(rows_of(lines + more), MEASURE, room))
    assert after[: len(before)] == before


@given(heights, heights, st.booleans())
def test_printing_in_two_goes_gives_the_same_rows_as_in_one(
    lines: list[int], more: list[int], short: bool
) -> None:
    """Pages printed first are kept, the next go begins behind them with what the last row has left."""
    first = [page for page in fill(rows_of(lines), MEASURE, room) if page.full or short]
    done = {one.number for page in first for one in page.rows}
    rest = first[-1].rest if first else None
    waiting = [one for one in rows_of(lines + more) if one.number not in done]
    second = list(fill(waiting, MEASURE, room, len(first) + 1, rest))
    assert words(first + second) == [line for one in rows_of(lines + more) for line in one.cells[1]]
    assert not {page.number for page in first} & {page.number for page in second}


def test_a_low_row_moves_to_the_next_page_whole_and_a_high_one_is_broken() -> None:
    low, high = [row(1, 10), row(2, 5)], [row(1, 10), row(2, 15)]
    assert [len(page.rows) for page in fill(low, MEASURE, lambda _page: 150)] == [1, 1]
    upper, lower = fill(high, MEASURE, lambda _page: 150)
    assert [one.number for one in upper.rows] == [1, 2]
    assert upper.rows[1].unfinished
    assert lower.rows[0].continued
    assert lower.rows[0].cells[0] == ("2", "(tiếp)")


def test_the_words_of_a_broken_row_are_kept_with_its_end() -> None:
    pages = list(fill([row(1, 40)], MEASURE, lambda _page: 150))
    assert [bool(page.rows[0].values) for page in pages] == [False, False, True]


def test_later_facts_say_what_is_added_and_what_no_longer_holds() -> None:
    printed = [PrintedRow(7, 2, {"result": "Đang xem xét", "note": "", "kind": "Kiến nghị"})]
    now = {7: {"result": "Đang xem xét\nĐã trả lời", "note": "Đã nhập", "kind": "Khiếu nại"}}
    facts = list(later_facts(printed, now, ("kind", "result", "note")))
    assert [(one.field, one.text, one.replaces) for one in facts] == [
        ("kind", "Khiếu nại", True),
        ("result", "Đã trả lời", False),
        ("note", "Đã nhập", False),
    ]
    assert all(one.page == 2 for one in facts)


def test_a_cell_that_became_empty_is_a_later_fact_too() -> None:
    facts = list(later_facts([PrintedRow(1, 1, {"guided": "Sở Y tế"})], {1: {}}, ("guided",)))
    assert [(one.text, one.replaces) for one in facts] == [("", True)]


cells = st.dictionaries(
    st.sampled_from(("result", "note", "kind")),
    st.text("ab\n", max_size=8).map(lambda text: text.strip("\n")),
)


@given(cells, st.lists(cells, max_size=5))
def test_the_book_with_its_supplement_says_what_is_known(
    first: dict[str, str], later: list[dict[str, str]]
) -> None:
    fields = ("result", "note", "kind")
    printed = PrintedRow(1, 1, first)
    for now in later:
        for fact in later_facts([printed], {1: now}, fields):
            printed = PrintedRow(1, 1, {**printed.values, fact.field: fact.value})
        assert all(printed.values.get(field, "") == now.get(field, "") for field in fields)
        assert not list(later_facts([printed], {1: now}, fields))
