"""What a person does with the rows of a list: corrects one, has them measured, records them, fills in a form."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.letters import LetterKind, Template
from friendly_desktop.domain.letters.batch import BatchRow, DoubtKind, converted_texts, typed_texts
from friendly_desktop.domain.letters.lists import LetterList
from friendly_desktop.domain.office import Office
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.services.letters.batch_desk import LetterBatchDesk
from tests.domain.legacy_writing import as_tcvn3

HEADINGS: list[Any] = ["Họ tên chồng", "Họ tên vợ", "Địa chỉ chồng"]
ROWS: list[list[Any]] = [
    ["Nguyễn Văn Đức", "Trần Thị Hường", "Thôn Đông"],
    ["Lê Quốc Việt", None, "Thôn Đoài"],
    ["Phạm Minh Hiếu", "Đỗ Mỹ Linh", None],
]


@pytest.fixture
def commune(services: Services) -> Services:
    services.office.save_office(Office(name="An Bình", province="Hải Phòng", place="An Bình", set_up=True))
    return services


@pytest.fixture
def template(commune: Services) -> Template:
    return commune.letter_templates.default(LetterKind.WEDDING)


@pytest.fixture
def batches(commune: Services) -> LetterBatchDesk:
    return commune.letter_batches


@pytest.fixture
def found(batches: LetterBatchDesk, workplace: Path) -> LetterList:
    book = openpyxl.Workbook()
    for row in [HEADINGS, *ROWS]:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(workplace / "a.xlsx")
    return batches.open(workplace / "a.xlsx")


@pytest.fixture
def rows(batches: LetterBatchDesk, found: LetterList, template: Template) -> tuple[BatchRow, ...]:
    return batches.rows(found, template, batches.mapping(found, template))


def corrected(
    services: Services, rows: tuple[BatchRow, ...], template: Template, number: int, **texts: str
) -> tuple[BatchRow, ...]:
    base = services.letters.blank_draft(template.id)
    return services.letter_batches.corrected(rows, {number: texts}, template, base=base)


def test_a_corrected_row_is_ticked_and_the_others_stay_as_they_are(
    commune: Services, rows: tuple[BatchRow, ...], template: Template
) -> None:
    unticked = (replace(rows[0], ticked=False), *rows[1:])
    first, second, third = corrected(
        commune, unticked, template, 3, groom="Lê Quốc Việt", bride="Bùi Thị Ước", groom_address="Thôn Đoài"
    )
    assert second.ticked
    assert second.recipient == "Lê Quốc Việt và Bùi Thị Ước"
    assert first is unticked[0]
    assert third is rows[2]


def test_a_correction_makes_and_unmakes_doubles(
    commune: Services, rows: tuple[BatchRow, ...], template: Template
) -> None:
    same = {"groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường"}
    doubled = corrected(commune, rows, template, 4, **same)
    assert [(one.kind, one.row) for one in doubled[2].doubts] == [(DoubtKind.DOUBLE_IN_LIST, 2)]
    assert not doubled[2].ticked
    again = corrected(commune, doubled, template, 2, groom="Hồ Văn Nam", bride="Ngô Thị Hà")
    assert again[2].doubts == ()
    assert again[2].ticked


def test_the_fields_of_a_row_are_shown_as_typed_and_unreadable_text_as_it_stood(
    batches: LetterBatchDesk, commune: Services, workplace: Path
) -> None:
    path = workplace / "a.csv"
    path.write_text("Họ và tên;Ngày sinh;Ngày mất\nNguyễn Thị Mùi;31/2/1950;18/11/2026\n", "utf-8-sig")
    template = commune.letter_templates.default(LetterKind.CONDOLENCE)
    found = batches.open(path)
    mapping = {"Họ và tên": "deceased", "Ngày mất": "died", "Ngày sinh": "born"}
    (row,) = batches.rows(found, template, mapping)
    texts = typed_texts(row, found.rows[0], found, template, mapping)
    assert texts["deceased"] == "Nguyễn Thị Mùi"
    assert texts["died"] == "18/11/2026"
    assert texts["born"] == "31/2/1950"


def test_texts_of_a_row_are_converted_together() -> None:
    old = tuple(map(as_tcvn3, ("Nguyễn Văn Đức", "Thôn Đoài", "")))
    assert converted_texts(old) == ("Nguyễn Văn Đức", "Thôn Đoài", "")
    assert converted_texts(("Trần Thị Hường", "x")) == ("Trần Thị Hường", "x")


def test_measuring_afterwards_says_the_same_as_measuring_at_once(
    batches: LetterBatchDesk, found: LetterList, template: Template
) -> None:
    long = replace(
        found, rows=(replace(found.rows[0], cells=("Nguyễn Văn Đức", "Trần Thị Hường", "Thôn Đông, " * 200)),)
    )
    mapping = batches.mapping(found, template)
    at_once = batches.rows(long, template, mapping)
    quick = batches.rows(long, template, mapping, measured=False)
    assert not any(one.kind is DoubtKind.OVERFLOW for one in quick[0].doubts)
    told = batches.measured(quick, template)
    assert told[2].doubts == at_once[0].doubts
    assert any(one.kind is DoubtKind.OVERFLOW for one in told[2].doubts)


def test_drafts_go_into_the_register_with_numbers_and_the_others_are_accounted_for(
    batches: LetterBatchDesk, commune: Services, rows: tuple[BatchRow, ...]
) -> None:
    account = batches.record(rows, numbered=True)
    assert account.made == 2
    assert [one.row for one in account.skipped] == [3]
    letters = sorted(commune.letters.find(), key=lambda one: one.id)
    assert [one.number for one in letters] == [1, 2]
    assert [one.id for one in letters] == list(account.letters)


def test_nothing_is_recorded_when_nothing_is_ticked_or_the_person_stops(
    batches: LetterBatchDesk, commune: Services, rows: tuple[BatchRow, ...]
) -> None:
    with pytest.raises(AppError) as caught:
        batches.record([replace(row, ticked=False) for row in rows], numbered=False)
    assert caught.value.code == "batch_empty"

    class Stopping:
        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            """Watch nothing."""

        def checkpoint(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        batches.record(rows, numbered=False, job=Stopping())
    assert commune.letters.find() == ()


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_form_to_fill_in_is_known_by_every_heading(
    batches: LetterBatchDesk, commune: Services, workplace: Path, kind: LetterKind
) -> None:
    template = commune.letter_templates.default(kind)
    path = batches.example(template, workplace / "mẫu.xlsx")
    with pytest.raises(AppError) as caught:
        batches.open(path)
    assert caught.value.code == "list_empty"
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    page.append([1, *("x" for _field in template.fields)])
    book.save(path)
    found = batches.open(path)
    assert list(batches.mapping(found, template).values()) == [one.id for one in template.fields]


def test_a_form_that_cannot_be_written_is_told(
    batches: LetterBatchDesk, template: Template, workplace: Path
) -> None:
    (workplace / "mẫu.xlsx").mkdir()
    with pytest.raises(AppError) as caught:
        batches.example(template, workplace / "mẫu.xlsx")
    assert caught.value.code == "file_unwritable"
