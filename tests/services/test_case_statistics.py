"""Statistics of cases: periods, what counts as on time, the list behind each number."""

import itertools
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import CaseAction, CaseKind, Channel
from friendly_desktop.domain.cases.statistics import (
    CaseStatistics,
    Figures,
    Period,
    PeriodKind,
    StatColumn,
    StatGroup,
    period,
    year_of_report,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.errors import AppError
from friendly_desktop.storage.tables import cases
from tests.services.cases_desk import add, step

SPAN = Period(date(2026, 10, 15), date(2026, 11, 20))


def row(table: CaseStatistics, group: StatGroup, name: str) -> Figures:
    return next(one for one in table.of(group) if one.row.id == name)


def numbers(figures: Figures) -> dict[str, int]:
    return {column.value: number for column, number in figures.numbers.items() if number}


@pytest.mark.parametrize(
    ("kind", "number", "first", "last"),
    [
        (PeriodKind.YEAR, 1, date(2025, 12, 15), date(2026, 12, 14)),
        (PeriodKind.QUARTER, 1, date(2025, 12, 15), date(2026, 3, 14)),
        (PeriodKind.QUARTER, 4, date(2026, 9, 15), date(2026, 12, 14)),
        (PeriodKind.SIX_MONTHS, 1, date(2025, 12, 15), date(2026, 6, 14)),
        (PeriodKind.NINE_MONTHS, 1, date(2025, 12, 15), date(2026, 9, 14)),
        (PeriodKind.MONTH, 11, date(2026, 10, 15), date(2026, 11, 14)),
    ],
)
def test_periods_run_from_day_15_to_day_14(kind: PeriodKind, number: int, first: date, last: date) -> None:
    assert period(kind, 2026, number) == Period(first, last)


def test_the_four_quarters_are_the_year_without_a_gap() -> None:
    quarters = [period(PeriodKind.QUARTER, 2026, number) for number in range(1, 5)]
    for before, after in itertools.pairwise(quarters):
        assert (after.first - before.last).days == 1
    assert Period(quarters[0].first, quarters[-1].last) == period(PeriodKind.YEAR, 2026)


def test_the_year_of_report_changes_on_15_december() -> None:
    assert year_of_report(date(2026, 12, 14)) == period(PeriodKind.YEAR, 2026)
    assert year_of_report(date(2026, 12, 15)) == period(PeriodKind.YEAR, 2027)


@pytest.fixture
def a_few(services: Services) -> Services:
    """Carried over and answered late, answered in time, without a date, open, a denunciation by post."""
    old = add(services, CaseKind.PETITION, received=date(2026, 9, 1), topic="Đất đai")
    step(services, old, CaseAction.ANSWER, on=date(2026, 11, 2))
    quick = add(services, CaseKind.PETITION, received=date(2026, 11, 19), people=7, topic="Đất đai")
    step(services, quick, CaseAction.ANSWER, on=date(2026, 11, 20))
    undated = add(services, CaseKind.FEEDBACK, received=date(2026, 11, 18))
    step(services, undated, CaseAction.ANSWER, on=date(2026, 11, 20))
    add(services, received=date(2026, 10, 20), people=3)
    add(
        services,
        CaseKind.DENUNCIATION,
        received=date(2026, 11, 20),
        channel=Channel.POST,
        topic="Chuyện kín của một người",
    )
    with services.db.write(Area.CASES) as connection:  # as of a kind that no rule has a limit for
        connection.execute(cases.update().where(cases.c.id == undated.id).values(on_time=None))
    return services


def test_a_case_without_a_deadline_is_not_on_time(a_few: Services) -> None:
    whole = row(a_few.case_statistics.table(SPAN), StatGroup.ALL, "all")
    assert numbers(whole) == {
        "carried": 1,
        "received": 4,
        "people": 12,
        "total": 5,
        "ended": 3,
        "on_time": 1,
        "late": 1,
        "no_deadline": 1,
        "remaining": 2,
        "overdue": 1,
    }
    assert whole.rate == Decimal("50.0")


def test_there_is_no_rate_where_nothing_had_a_deadline(a_few: Services) -> None:
    feedback = row(a_few.case_statistics.table(SPAN), StatGroup.KIND, "feedback")
    assert feedback.numbers[StatColumn.NO_DEADLINE] == 1
    assert feedback.rate is None


def test_every_number_has_a_list_of_that_length(a_few: Services) -> None:
    table = a_few.case_statistics.table(SPAN)
    for figures in table.figures:
        for column, number in figures.numbers.items():
            found = a_few.case_statistics.ids(SPAN, figures.row, column)
            if column is not StatColumn.PEOPLE:
                assert len(found) == number, (figures.row.id, column)
    answered = a_few.case_statistics.ids(SPAN, row(table, StatGroup.ALL, "all").row, StatColumn.LATE)
    assert [a_few.cases.get(one).entry.received for one in answered] == [date(2026, 9, 1)]


def test_groups_tell_channel_topic_people_and_result(a_few: Services) -> None:
    table = a_few.case_statistics.table(SPAN)
    assert numbers(row(table, StatGroup.CHANNEL, "post"))["received"] == 1
    assert numbers(row(table, StatGroup.TOPIC, "Đất đai"))["total"] == 2
    assert numbers(row(table, StatGroup.PEOPLE, "many"))["people"] == 7
    assert numbers(row(table, StatGroup.RESULT, "resolved"))["ended"] == 3


def test_the_topic_of_a_denunciation_is_never_told(a_few: Services, workplace: Path) -> None:
    table = a_few.case_statistics.table(SPAN)
    assert not any("kín" in one.row.title or "kín" in one.row.id for one in table.figures)
    a_few.case_statistics.write(SPAN, workplace / "thống kê.pdf")
    with pypdfium2.PdfDocument((workplace / "thống kê.pdf").read_bytes()) as pdf:
        text = " ".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "Chuyện" not in text
    assert "không nêu lĩnh vực" in text


def test_what_ends_after_the_period_was_still_open_at_its_end(a_few: Services) -> None:
    early = row(
        a_few.case_statistics.table(Period(date(2026, 8, 15), date(2026, 10, 14))), StatGroup.ALL, "all"
    )
    assert numbers(early) == {"received": 1, "people": 1, "total": 1, "remaining": 1}


def test_the_workbook_has_numbers_as_numbers(a_few: Services, workplace: Path) -> None:
    target = workplace / "thống kê.xlsx"
    a_few.case_statistics.write(SPAN, target)
    cells = [cell for line in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in line]
    assert any(cell.value == 12 and cell.data_type == "n" for cell in cells)
    assert any(cell.value == "Theo loại đơn" for cell in cells)


def test_a_period_that_runs_backwards_or_an_unknown_ending_is_refused(
    services: Services, workplace: Path
) -> None:
    with pytest.raises(AppError) as backwards:
        services.case_statistics.table(Period(date(2026, 2, 1), date(2026, 1, 1)))
    assert backwards.value.code == "period_backwards"
    with pytest.raises(AppError) as kind:
        services.case_statistics.write(None, workplace / "x.docx")
    assert kind.value.code == "file_kind"


def test_an_empty_register_has_a_table_of_noughts(services: Services, workplace: Path) -> None:
    table = services.case_statistics.table()
    assert not any(number for one in table.figures for number in one.numbers.values())
    services.case_statistics.write(None, workplace / "x.pdf")
