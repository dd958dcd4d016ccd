"""The first ids of a list of cases cost the same in a register of any length: an index is walked, nothing is sorted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from friendly_desktop.domain.cases import CaseFilter, CaseKind, CaseView
from friendly_desktop.storage import cases
from friendly_desktop.storage.database import Database

TODAY = date(2026, 11, 20)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "office.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "wanted",
    [
        CaseFilter(),
        CaseFilter(year=2026),
        CaseFilter(view=CaseView.OPEN),
        CaseFilter(view=CaseView.OVERDUE),
        CaseFilter(view=CaseView.NOT_NATIONAL),
        CaseFilter(kind=CaseKind.COMPLAINT),
        CaseFilter(text="đường"),
        CaseFilter(text="duong", year=2026),
    ],
)
def test_the_head_of_a_list_sorts_nothing(db: Database, wanted: CaseFilter) -> None:
    asked: list[tuple[str, object]] = []
    event.listen(
        db._engine,
        "before_cursor_execute",
        lambda _c, _k, statement, values, *_rest: asked.append((statement, values)),
    )
    with db.read() as connection:
        assert len(cases.found_ids(connection, wanted, TODAY, 128)) == 0
        reads = [(statement, values) for statement, values in asked if statement.startswith("SELECT")]
        assert 1 <= len(reads) <= 4
        for statement, values in reads:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()  # type: ignore[arg-type]
            told = " / ".join(row.detail for row in plan)
            assert "TEMP B-TREE" not in told, told
            assert "SCAN cases USING" in told or "SCAN cases" not in told, told
