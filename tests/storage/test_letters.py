"""Rows of the letters: what the database itself guarantees, and how many statements a list takes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, insert
from sqlalchemy.exc import IntegrityError

from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters import Frame, LetterDraft, LetterFilter, LetterState, Paper, Sheet
from friendly_desktop.domain.letters.register import PersonHint
from friendly_desktop.storage import letter_prints, letters
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.tables import letter_templates

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
DRAFT = LetterDraft(
    "wedding",
    {"groom": "Nguyễn Văn Đức"},
    date(2026, 3, 5),
    1,
    None,
    "An Bình",
    "",
    Sheet(Paper.A5, True, Frame.LOTUS, 90),
)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "Nguyễn Đức" / "office.sqlite")
    with opened.write(Area.LETTERS) as connection:
        connection.execute(
            insert(letter_templates).values(
                id="wedding", version=1, kind="wedding", title="Thư", content="{}", sha256="", saved_at=NOW
            )
        )
    yield opened
    opened.close()


def put(connection: Connection, **values: object) -> int:
    columns = {
        **letters.draft_columns(DRAFT),
        "kind": "wedding",
        "state": "draft",
        "recipient": "Nguyễn Văn Đức",
        "folded": "nguyen van duc",
        "occasion": "đức\nhường",
        "hamlet": "",
        "book": "letters",
        "year": 2026,
        "number": None,
        "number_text": "",
        "pages": 0,
        "batch": "",
        "delivered_by": "",
        "cancel_reason": "",
        "created_at": NOW,
        "changed_at": NOW,
    }
    return letters.add(connection, columns | values)


def test_a_letter_comes_back_as_it_went_in(db: Database) -> None:
    with db.write(Area.LETTERS) as connection:
        one = put(connection, number=5, number_text="05/UBND")
        found = letters.one(connection, one)
    assert found is not None
    assert found.draft.sheet == DRAFT.sheet
    assert found.draft.values == DRAFT.values
    assert (found.number, found.draft.number, found.state) == (5, "05/UBND", LetterState.DRAFT)


def test_the_database_itself_refuses_a_number_twice(db: Database) -> None:
    with pytest.raises(IntegrityError), db.write(Area.LETTERS) as connection:
        put(connection, number=5)
        put(connection, number=5)
    with db.write(Area.LETTERS) as connection:
        put(connection, number=5)
        put(connection, number=5, year=2027)
        put(connection, number=5, book="extensions")
        put(connection)
        put(connection)
        assert letters.next_number(connection, "letters", 2026) == 6
        assert letters.next_number(connection, "letters", 2028) == 1


def test_a_letter_needs_the_version_of_its_template_and_its_book(db: Database) -> None:
    for wrong in ({"template_version": 2}, {"book": "none"}, {"archived": "0" * 64}):
        with pytest.raises(IntegrityError), db.write(Area.LETTERS) as connection:
            put(connection, **wrong)


@pytest.mark.parametrize(
    "wanted",
    [
        LetterFilter(),
        LetterFilter(year=2026, month=12, text="duc", state=LetterState.DRAFT),
        LetterFilter(month=2, hamlet="Thôn An Lạc"),
    ],
)
def test_a_list_is_one_statement_by_the_index_of_its_day(db: Database, wanted: LetterFilter) -> None:
    with db.write(Area.LETTERS) as connection:
        for day in range(1, 29):
            put(connection, date=date(2026, 12, day))
    seen: list[str] = []
    event.listen(
        db._engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: seen.append(statement)
    )
    with db.read() as connection:
        letters.find(connection, wanted)
    assert len([one for one in seen if one.startswith("SELECT")]) == 1


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "nguyen%"])
def test_signs_of_the_search_language_are_plain_words(db: Database, text: str) -> None:
    with db.write(Area.LETTERS) as connection:
        put(connection)
        assert letters.find(connection, LetterFilter(text=text)) == ()


def test_more_ids_than_a_statement_takes_are_found_in_parts(db: Database) -> None:
    with db.write(Area.LETTERS) as connection:
        one = put(connection)
        assert list(letters.some(connection, list(range(50_000)))) == [one]
        assert letters.find(connection, LetterFilter(ids=tuple(range(50_000))))[0].id == one
        letters.change(connection, list(range(50_000)), {"pages": 2})
        found = letters.one(connection, one)
    assert found is not None
    assert found.pages == 2


def test_the_same_person_at_the_same_address_is_remembered_once(db: Database) -> None:
    with db.write(Area.LETTERS) as connection:
        for salutation in ("Anh", "Ông"):
            letter_prints.put_people(
                connection, [PersonHint(0, "Nguyễn Văn Đức", salutation, "Thôn An Lạc")], NOW
            )
        letter_prints.put_people(connection, [PersonHint(0, "Đức Văn Nguyễn")], NOW)
        found = letter_prints.people(connection, "nguyen", 8)
    assert [(one.name, one.salutation) for one in found] == [
        ("Nguyễn Văn Đức", "Ông"),
        ("Đức Văn Nguyễn", ""),
    ]


@pytest.mark.parametrize("year", [-1, 0, 9999, 99_999])
def test_a_year_outside_the_calendar_has_no_letters(db: Database, year: int) -> None:
    with db.write(Area.LETTERS) as connection:
        put(connection)
        assert letters.find(connection, LetterFilter(year=year, month=12)) == ()
        assert letters.find(connection, LetterFilter(year=year)) == ()
