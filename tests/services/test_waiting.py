"""What waits in the registers of every day, counted in one statement."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event, insert

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.changes import Area
from friendly_desktop.storage.everyday_tables import indicator_values, late_files, postings, surveys
from friendly_desktop.storage.waiting import Waiting, waiting
from tests.services.evidence_desk import YEAR

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def put(services: Services, table: object, **values: object) -> None:
    from sqlalchemy import Table

    assert isinstance(table, Table)
    given = {name: "" for name, column in table.c.items() if not column.nullable and not column.primary_key}
    given |= {name: False for name, column in table.c.items() if column.type.python_type is bool}
    given |= {name: NOW for name in ("created_at", "changed_at") if name in table.c}  # type: ignore[misc]
    with services.db.write(Area.FIGURES) as connection:
        connection.execute(insert(table).values(**given | values))


def counted(services: Services) -> Waiting:
    with services.db.read() as connection:
        return waiting(connection, YEAR, services.clock.today())


def figure(services: Services, month: int, year: int = YEAR) -> None:
    put(
        services,
        indicator_values,
        year=year,
        indicator="received",
        month=month,
        value=Decimal(9),
        changed_at=NOW,
    )


def test_an_office_that_keeps_nothing_yet_is_not_reminded(office: Services) -> None:
    assert counted(office) == Waiting()


def test_lines_past_their_own_date_and_lines_of_this_week(office: Services) -> None:
    for node, day in (
        ("B.1.1.1", date(2026, 11, 19)),
        ("B.1.1.2", date(2026, 11, 20)),
        ("B.1.2.1", date(2026, 11, 27)),
        ("B.1.2.2", date(2026, 11, 28)),
    ):
        office.assessment.save_entry(YEAR, Entry(node, due=day))
    found = counted(office)
    assert (found.leaves_late, found.leaves_soon) == (1, 2)
    office.assessment.save_entry(YEAR, Entry("B.1.1.1", Decimal(1), LeafStatus.DONE, due=date(2026, 11, 19)))
    assert counted(office).leaves_late == 0


def test_late_files_without_a_letter_surveys_past_their_day_postings_that_hang_nowhere(
    office: Services,
) -> None:
    put(office, late_files, code="H1", promised=date(2026, 11, 1))
    put(office, late_files, code="H2", promised=date(2026, 11, 1), removed_at=NOW)
    day = {"first_day": date(2026, 10, 1), "issued": 50, "second_share": 10, "year": YEAR}
    put(office, surveys, form_id="citizen", last_day=date(2026, 11, 19), state="open", **day)
    put(office, surveys, form_id="citizen", last_day=date(2026, 11, 20), state="open", **day)
    put(office, surveys, form_id="citizen", last_day=date(2026, 11, 1), state="closed", **day)
    put(office, postings, made_on=date(2026, 11, 1))
    put(office, postings, made_on=date(2026, 11, 1), hung_on=date(2026, 11, 2))
    found = counted(office)
    assert (found.late_files, found.surveys_over, found.postings) == (1, 1, 1)


@pytest.mark.parametrize(("month", "lacking"), [(9, 10), (10, 0)])
def test_the_last_whole_month_without_figures_is_told_where_figures_are_kept(
    office: Services, month: int, lacking: int
) -> None:
    figure(office, month)
    assert counted(office).figures_month == lacking


def test_it_is_one_statement(office: Services) -> None:
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    counted(office)
    event.remove(Engine, "before_cursor_execute", note)
    assert len([one for one in seen if one.startswith("SELECT")]) == 1
