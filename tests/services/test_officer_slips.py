"""One sheet for each officer: his lines, cases and promises on one page, and no citizen's name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.assessment import Entry, LeafStatus
from friendly_desktop.domain.cases import CaseAction, CaseEntry, CaseKind, StepEntry
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.office import Person
from friendly_desktop.errors import AppError
from friendly_desktop.storage.pdfium import page_count
from tests.services.evidence_desk import YEAR

CITIZEN = "Zuyquang Người Dân"


@pytest.fixture
def people(office: Services) -> dict[str, int]:
    desk = office.office
    unit = desk.save_unit("Phòng Văn hóa - Xã hội")
    return {
        "unit": unit.id,
        "Lan": desk.save_person(Person(0, "Nguyễn Thị Lan", "Công chức", unit.id)).id,
        "Minh": desk.save_person(Person(0, "Trần Văn Minh")).id,
        "Không việc": desk.save_person(Person(0, "Vũ Không Việc")).id,
    }


def give(office: Services, node: str, points: str | None = None, **more: object) -> None:
    value = None if points is None else Decimal(points)
    status = LeafStatus.TODO if points is None else LeafStatus.DONE
    office.assessment.save_entry(YEAR, Entry(node, value, status, **more))  # type: ignore[arg-type]


def case_of(office: Services, officer: str, kind: CaseKind = CaseKind.PETITION) -> int:
    named = {} if kind is CaseKind.DENUNCIATION else {"name": CITIZEN, "address": "Thôn Hạ"}
    entry = CaseEntry(kind, date(2026, 11, 2), content="Zuyquang nội dung đơn", paper_file="Tủ 9", **named)  # type: ignore[arg-type]
    case = office.cases.add(entry)
    office.cases.step(case.id, StepEntry(CaseAction.ASSIGN, date(2026, 11, 3), officer=officer))
    return case.id


def text_of(pdf: bytes) -> str:
    from io import BytesIO

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def test_everybody_with_anything_to_do_gets_a_slip(office: Services, people: dict[str, int]) -> None:
    give(office, "B.1.1.1", "1", officer_id=people["Lan"])
    give(office, "B.1.1.2", unit_id=people["unit"])
    case_of(office, "trần văn minh")
    case_of(office, "Người Ngoài Danh Sách")
    found = office.officer_slips.slips(YEAR)
    told = {one.name: (one.key, len(one.leaves), len(one.cases)) for one in found}
    assert told == {
        "Nguyễn Thị Lan": (f"p{people['Lan']}", 1, 0),
        "Trần Văn Minh": (f"p{people['Minh']}", 0, 1),
        "Người Ngoài Danh Sách": ("nnguoi ngoai danh sach", 0, 1),
        "Phòng Văn hóa - Xã hội": (f"u{people['unit']}", 1, 0),
    }
    assert found[-1].name == "Phòng Văn hóa - Xã hội"


def test_a_slip_tells_points_and_what_is_at_risk(office: Services, people: dict[str, int]) -> None:
    give(office, "B.1.1.1", "1", officer_id=people["Lan"])
    (slip,) = office.officer_slips.slips(YEAR)
    assert (slip.claimed, slip.backed, slip.at_risk) == (Decimal(1), Decimal(0), Decimal(1))
    assert [leaf.node for leaf in slip.waiting] == ["B.1.1.1"]
    words = text_of(office.officer_slips.pdf(YEAR))
    assert "Nguyễn Thị Lan" in words
    assert "Chưa có minh chứng" in words
    assert "14/12/2026" in words


def test_no_citizen_and_no_content_is_on_a_slip(office: Services, people: dict[str, int]) -> None:
    case_of(office, "Nguyễn Thị Lan")
    case_of(office, "Nguyễn Thị Lan", CaseKind.DENUNCIATION)
    words = text_of(office.officer_slips.pdf(YEAR, [f"p{people['Lan']}"]))
    assert "Zuyquang" not in words
    assert "2026-001" in words
    assert "Tủ 9" not in words


def test_a_promise_stands_on_the_slip_until_it_is_done(office: Services, people: dict[str, int]) -> None:
    meeting = office.meetings.save(MeetingEntry(MeetingKind.DIALOGUE, date(2026, 10, 5)))
    promise = office.meetings.save_promise(
        Promise(0, meeting.id, "Đèn đường", "Lắp đèn thôn Hạ", "Trần Văn Minh", date(2026, 11, 1))
    )
    (slip,) = office.officer_slips.slips(YEAR)
    assert [one.words for one in slip.promises] == ["Lắp đèn thôn Hạ"]
    assert slip.late(date(2026, 11, 20)) == 1
    office.meetings.save_promise(replace(promise, done_on=date(2026, 11, 10)))
    assert office.officer_slips.slips(YEAR) == ()


def test_a_slip_is_one_page_however_much_there_is(office: Services, people: dict[str, int]) -> None:
    for leaf in office.assessment.criteria_of(YEAR).leaves:
        if leaf.id.startswith("B"):
            give(office, leaf.id, officer_id=people["Lan"])
    for _turn in range(40):
        case_of(office, "Nguyễn Thị Lan")
    pdf = office.officer_slips.pdf(YEAR)
    assert page_count(pdf) == 1
    assert "việc nữa, xem trên máy" in text_of(pdf)


def test_all_slips_are_one_file_with_a_page_each_and_are_read_back(
    office: Services, people: dict[str, int], desk: Path
) -> None:
    give(office, "B.1.1.1", "1", officer_id=people["Lan"])
    give(office, "B.1.1.2", officer_id=people["Minh"])
    written = office.officer_slips.write(YEAR, desk / "Phiếu việc.pdf")
    assert written.pages == 2
    assert written.file.exists()


def test_when_nobody_was_given_anything_that_is_told(
    office: Services, people: dict[str, int], desk: Path
) -> None:
    assert people
    with pytest.raises(AppError, match="Chưa có phiếu việc nào"):
        office.officer_slips.write(YEAR, desk / "a.pdf")
    assert not list(desk.iterdir())


def test_the_statements_do_not_grow_with_the_officers(office: Services) -> None:
    def statements() -> int:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        office.officer_slips.slips(YEAR)
        event.remove(Engine, "before_cursor_execute", note)
        return len(seen)

    leaves = [leaf.id for leaf in office.assessment.criteria_of(YEAR).leaves if leaf.id.startswith("B")]
    office.officer_slips.slips(YEAR)
    few = statements()
    for number, node in enumerate(leaves[:12]):
        person = office.office.save_person(Person(0, f"Cán Bộ {number}"))
        give(office, node, officer_id=person.id)
        case_of(office, person.name)
    assert statements() == few
