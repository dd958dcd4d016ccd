"""Reception as evidence: sessions, settled cases, dialogues and visits prove lines of the set by themselves."""

import json
from datetime import date
from pathlib import Path

import pytest

from friendly_desktop.bootstrap import Services
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    Channel,
    Competence,
    Conditions,
    DocumentRef,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.gaps import unbacked_points
from friendly_desktop.domain.meetings import MeetingEntry, MeetingKind, Promise
from friendly_desktop.domain.record_proof import (
    RecordKind,
    record_proofs_beside,
    record_text,
    short_record_text,
)
from tests.package.conftest import files_of
from tests.services.evidence_desk import YEAR
from tests.statements import statements

NAMES = ("Nguyễn Thị Trắng Tinh", "Lê Văn Đỏ Rực", "Thôn Bí Mật Riêng", "030199000111")


def petition(
    services: Services, day: date, *, answered: date | None, kind: CaseKind = CaseKind.PETITION
) -> int:
    entry = CaseEntry(
        kind,
        day,
        Channel.POST,
        name=NAMES[0],
        address=NAMES[2],
        hamlet=NAMES[2],
        identity=NAMES[3],
        content=f"Đường hỏng, do ông {NAMES[1]} làm",
    )
    case = services.cases.add(entry)
    services.cases.step(
        case.id,
        StepEntry(CaseAction.CLASSIFY, day, conditions=Conditions.MET, competence=Competence.OWN),
    )
    if answered is not None:
        document = DocumentRef(number="12/UBND", day=answered, signer="Nguyễn Thị Hòa")
        step = StepEntry(CaseAction.ANSWER, answered, text="Đã sửa", document=document, outcome=Outcome.DONE)
        services.cases.step(case.id, step)
    return case.id


def held(services: Services, kind: MeetingKind, day: date, **facts: object) -> int:
    entry = MeetingEntry(kind, day, receiver="Nguyễn Thị Hòa", post="Chủ tịch", **facts)  # type: ignore[arg-type]
    made = services.meetings.save(entry)
    services.meetings.hold(made.id, visitors=4)
    return made.id


@pytest.fixture
def busy(office: Services) -> Services:
    """A year with two sessions of the chairman, one of an officer, a dialogue, visits and cases."""
    held(office, MeetingKind.PERIODIC, date(YEAR, 3, 5), chairman=True)
    held(office, MeetingKind.AD_HOC, date(YEAR, 4, 7), chairman=True)
    held(office, MeetingKind.REGULAR, date(YEAR, 4, 8))
    office.meetings.save(MeetingEntry(MeetingKind.PERIODIC, date(YEAR, 12, 17), chairman=True))
    held(office, MeetingKind.VISIT, date(YEAR, 2, 6), hamlet="Thôn Đông")
    dialogue = held(office, MeetingKind.DIALOGUE, date(YEAR, 5, 12), topic="Đối thoại với Nhân dân")
    for until, done in (
        (date(YEAR, 6, 1), date(YEAR, 5, 30)),
        (date(YEAR, 6, 1), date(YEAR, 6, 9)),
        (None, None),
    ):
        office.meetings.save_promise(
            Promise(0, dialogue, f"Sửa ngõ nhà bà {NAMES[0]}", until=until, done_on=done)
        )
    petition(office, date(YEAR, 3, 2), answered=date(YEAR, 3, 9))
    petition(office, date(YEAR, 3, 3), answered=date(YEAR, 4, 20), kind=CaseKind.FEEDBACK)
    petition(office, date(YEAR, 5, 4), answered=None)
    return office


def tallies(services: Services) -> dict[RecordKind, tuple[int, int, int]]:
    """Counted, late and waiting of each kind."""
    records = services.assessment.view(YEAR).records
    return {kind: (one.counted, one.late, one.waiting) for kind, one in records.items()}


def test_what_was_held_settled_and_kept_is_counted_and_what_is_late_or_waiting_told(busy: Services) -> None:
    assert tallies(busy) == {
        RecordKind.RECEPTION: (2, 0, 1),
        RecordKind.PETITION: (2, 1, 1),
        RecordKind.DIALOGUE: (1, 0, 0),
        RecordKind.DIALOGUE_RESULT: (2, 1, 1),
        RecordKind.VISIT: (1, 0, 0),
    }
    reception = busy.assessment.view(YEAR).records[RecordKind.RECEPTION]
    assert reception.months == (0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0)
    assert (reception.first, reception.last) == (date(YEAR, 3, 5), date(YEAR, 4, 7))


def test_a_year_without_reception_proves_nothing_and_another_year_is_not_this_one(office: Services) -> None:
    held(office, MeetingKind.VISIT, date(YEAR - 1, 12, 31))
    view = office.assessment.view(YEAR)
    assert view.records == {}
    assert view.rows["B.2.2"].records == 0
    assert office.assessment.view(YEAR - 1).rows["B.2.2"].records == 1


def test_records_back_the_leaf_that_names_them_and_no_other(busy: Services) -> None:
    before = {leaf for leaf, row in busy.assessment.view(YEAR).rows.items() if row.is_backed}
    assert before == {"B.2.2", "B.2.4.2", "B.2.4.5.1", "B.2.4.5.2"}
    criteria = busy.assessment.criteria_of(YEAR)
    busy.assessment.set_points(YEAR, "B.2.2", "5")
    view = busy.assessment.view(YEAR)
    assert unbacked_points(criteria, view.rows) == 0
    assert view.evaluation.total == 5  # and nothing scored itself


def test_the_group_shows_petitions_beside_its_leaves(busy: Services) -> None:
    view, criteria = busy.assessment.view(YEAR), busy.assessment.criteria_of(YEAR)
    beside = record_proofs_beside(criteria, "B.2.4.3", view.records)
    assert [proof.node for proof in beside] == ["B.2.4.3", "B.2.4"]
    assert short_record_text(beside[1]) == "kiến nghị, phản ánh 2 (trễ hạn 1) · 1 việc chưa xong"
    assert "Đúng hạn 1 trên 2" in record_text(view.records[RecordKind.PETITION])


def test_the_list_names_nobody(busy: Services) -> None:
    records = busy.record_proof.records(YEAR)
    assert [one.kind for one in records] == [
        RecordKind.RECEPTION,
        RecordKind.RECEPTION,
        RecordKind.PETITION,
        RecordKind.PETITION,
        RecordKind.DIALOGUE,
        RecordKind.DIALOGUE_RESULT,
        RecordKind.DIALOGUE_RESULT,
        RecordKind.VISIT,
    ]
    petitions = busy.record_proof.records(YEAR, "B.2.4")
    assert [(one.code, one.on_time) for one in petitions] == [(f"{YEAR}-001", True), (f"{YEAR}-002", False)]
    assert petitions[0].result == "Đã giải quyết, trả lời, văn bản số 12/UBND"
    told = repr(records + petitions)
    assert not [name for name in NAMES if name in told]


def test_a_withdrawn_case_was_not_settled_and_a_meeting_in_the_bin_was_not_held(busy: Services) -> None:
    open_case = busy.cases.find()[0].id
    busy.cases.step(open_case, StepEntry(CaseAction.WITHDRAW, date(YEAR, 5, 6), text="Tự rút"))
    assert tallies(busy)[RecordKind.PETITION] == (2, 1, 0)


def test_a_frozen_year_keeps_its_records_whatever_the_registers_do(busy: Services) -> None:
    busy.assessment.freeze(YEAR)
    counted = {kind: one[0] for kind, one in tallies(busy).items()}
    petition(busy, date(YEAR, 5, 5), answered=date(YEAR, 5, 8))
    held(busy, MeetingKind.VISIT, date(YEAR, 5, 9))
    assert {kind: one[0] for kind, one in tallies(busy).items()} == counted
    content = json.loads(busy.assessment.snapshots(YEAR)[-1].content)
    assert len(content["records"]) == 8
    assert not [name for name in NAMES if name in json.dumps(content, ensure_ascii=False)]
    busy.assessment.reopen(YEAR)
    assert tallies(busy)[RecordKind.VISIT][0] == 2


def test_the_package_lists_the_records_and_names_nobody(busy: Services, workplace: Path) -> None:
    target = workplace / "gói.zip"
    result = busy.package.export(YEAR, target)
    files = files_of(target.read_bytes())
    assert result.records == 8
    assert result.verified
    assert "data/documents/6-danh-muc-tiep-dan-doi-thoai.pdf" in files
    assert "data/documents/6-danh-muc-tiep-dan-doi-thoai.xlsx" in files
    told = json.loads(files["data/assessment.json"])["records"]
    assert [one["number"] for one in told] == list(range(1, 9))
    for name, content in files.items():
        text = content.decode("utf-8", "ignore")
        assert not [secret for secret in NAMES if secret in text or secret in name], name


def test_the_tallies_are_one_statement_whatever_the_registers_hold(busy: Services) -> None:
    few = statements(lambda: busy.assessment.view(YEAR))
    for number in range(20):
        petition(busy, date(YEAR, 5, 5), answered=date(YEAR, 5, 6))
        held(busy, MeetingKind.VISIT, date(YEAR, 1, 1 + number))
    assert statements(lambda: busy.assessment.view(YEAR)) == few
