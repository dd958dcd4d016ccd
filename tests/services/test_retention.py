"""Terms of retention: what is due, and destroying it so that no word is left anywhere but in backups."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import CaseAction
from friendly_desktop.domain.indicators.late_files import LateFile
from friendly_desktop.domain.retention import DisposalReminder, RetentionKind
from friendly_desktop.domain.rights import Role
from friendly_desktop.errors import AppError
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.trail import TrailFilter
from friendly_desktop.storage import evidence_files
from friendly_desktop.storage.evidence_store import EvidenceStore
from tests.services import letters_desk
from tests.services.cases_desk import add, step
from tests.services.planted import (
    ADDRESS,
    IDENTITY,
    NAME,
    OTHER,
    PHONE,
    leaks_in_files,
    leaks_in_tables,
    traces_in,
)

DECISION = "Quyết định số 12/QĐ-UBND ngày 20/11/2026"
LATER = datetime(2043, 1, 10, 3, 0, tzinfo=UTC)

Later = Callable[[datetime], Services]


@pytest.fixture
def later(services: Services, data_folder: DataFolder) -> Iterator[Later]:
    """The same office at another time."""
    opened: list[Services] = []

    def reopen(at: datetime) -> Services:
        services.close()
        opened.append(open_services(data_folder, FixedClock(at)))
        return opened[-1]

    yield reopen
    for one in opened:
        one.close()


def kinds(services: Services) -> dict[RetentionKind, int]:
    return {one.term.kind: one.count for one in services.retention.due()}


def plant(services: Services, desk: Path) -> None:
    """One record of every kind that names somebody, with the files that go with it."""
    services.assessment.open_year(2026, "hai-duong-2024")
    case = add(
        services, name=NAME, address=ADDRESS, identity=IDENTITY, phone=PHONE, content=f"Đơn của {OTHER}"
    )
    step(services, case, CaseAction.WITHDRAW, text=f"{NAME} rút đơn")
    letter = letters_desk.write(services, groom=NAME, bride=OTHER)
    services.letters.archive(letter.id)
    services.indicators.save_late(
        LateFile(
            0, "000.01", "Đăng ký khai sinh", NAME, ADDRESS, None, date(2026, 11, 2), date(2026, 11, 9), OTHER
        )
    )
    paper = desk / "Giấy.pdf"
    paper.write_bytes(b"%PDF-1.4 " + NAME.encode())
    (added,) = services.evidence.add_files(2026, "B.1.1.1", [paper])
    assert added.evidence_id is not None
    services.evidence.copy_for_opening(added.evidence_id)  # looked at once in another program


def test_nothing_is_due_before_its_term_and_all_of_it_after(
    services: Services, workplace: Path, later: Later
) -> None:
    plant(services, workplace)
    assert not any(kinds(services).values())
    office = later(datetime(2029, 11, 25, 3, 0, tzinfo=UTC))
    found = kinds(office)
    assert found[RetentionKind.LETTERS] == found[RetentionKind.LATE_FILES] == 1
    assert found[RetentionKind.LETTER_PEOPLE] >= 0
    assert found[RetentionKind.CASES] == found[RetentionKind.EVIDENCE] == 0
    assert all(
        count
        for kind, count in kinds(later(LATER)).items()
        if kind not in (RetentionKind.MEETINGS, RetentionKind.LETTER_PEOPLE)
    )


def test_what_is_destroyed_leaves_no_word_in_tables_files_search_and_free_pages(
    services: Services, workplace: Path, later: Later
) -> None:
    plant(services, workplace)
    office = later(LATER)
    assert leaks_in_tables(office)
    for due in office.retention.due():
        if due.count and due.until:
            made = office.retention.dispose(due.term.kind, due.until, DECISION)
            assert made.count == due.count
    assert leaks_in_tables(office) == []
    assert list(office.cases.ids()) == []
    assert not office.search.find("Zuynhxo")
    office.close()
    assert leaks_in_files(office.folder.root) == []
    reopened = open_services(office.folder, FixedClock(LATER))
    assert not any(kinds(reopened).values())
    assert reopened.db.integrity_problems() == []
    assert reopened.trail.verify().ok
    assert {one.kind for one in reopened.retention.disposals()} >= {
        RetentionKind.CASES,
        RetentionKind.LETTERS,
    }
    report = reopened.evidence.verify()
    assert (report.files, report.missing, report.damaged) == (0, (), ())
    reopened.close()


def test_a_file_that_something_else_still_names_is_kept(
    services: Services, workplace: Path, later: Later
) -> None:
    letter = letters_desk.write(services)
    archived = services.letters.archive(letter.id)
    services.assessment.open_year(2026, "hai-duong-2024")
    copy = workplace / "thư.pdf"
    copy.write_bytes(services.letters.kept_pdf(archived))
    services.evidence.add_files(2026, "B.1.1.1", [copy])
    office = later(datetime(2030, 1, 1, 3, 0, tzinfo=UTC))
    due = next(one for one in office.retention.due() if one.term.kind is RetentionKind.LETTERS)
    assert due.until is not None
    office.retention.dispose(RetentionKind.LETTERS, due.until, DECISION)
    report = office.evidence.verify()
    assert (report.files, report.missing) == (1, ())


def test_an_open_case_keeps_the_registers_of_its_year(services: Services, later: Later) -> None:
    closed = add(services)
    step(services, closed, CaseAction.WITHDRAW)
    add(services)
    assert kinds(later(LATER))[RetentionKind.CASES] == 0


def test_destroying_needs_a_decision_an_ended_term_and_something_due(
    services: Services, later: Later
) -> None:
    letters_desk.write(services)
    office = later(datetime(2030, 1, 1, 3, 0, tzinfo=UTC))
    with pytest.raises(AppError, match="quyết định"):
        office.retention.dispose(RetentionKind.LETTERS, date(2026, 12, 1), "  ")
    with pytest.raises(AppError, match="chưa hết thời hạn"):
        office.retention.dispose(RetentionKind.LETTERS, date(2029, 1, 1), DECISION)
    with pytest.raises(AppError, match="Không có dữ liệu nào"):
        office.retention.dispose(RetentionKind.LETTERS, date(2020, 1, 1), DECISION)
    assert office.retention.disposals() == ()
    assert kinds(office)[RetentionKind.LETTERS] == 1


def reminded(services: Services) -> DisposalReminder | None:
    with services.db.read() as connection:
        return services.retention.reminder(connection)


def test_what_is_due_this_year_is_told_until_somebody_looked(
    services: Services, workplace: Path, later: Later, data_folder: DataFolder
) -> None:
    plant(services, workplace)
    assert reminded(services) is None
    then = later(LATER)
    count = sum(one.count for one in then.retention.due(date(LATER.year, 12, 31)))
    assert reminded(then) == DisposalReminder(count, None)
    then.retention.look()
    assert reminded(then) is None
    assert then.retention.looked_on() == LATER.date()
    next_year = later(LATER.replace(year=LATER.year + 1))
    again = reminded(next_year)
    assert again is not None
    assert again.looked_on == LATER.date()
    next_year.retention.dispose(RetentionKind.LETTERS, date(2040, 1, 1), DECISION)
    assert reminded(next_year) is None


def test_only_who_may_destroy_is_reminded(services: Services, workplace: Path, later: Later) -> None:
    plant(services, workplace)
    then = later(LATER)
    then.users.begin_sign_in("Người quản trị", "lúa chín đầu bờ")
    assert reminded(then) is not None
    clerk = then.users.add("Người tổng hợp", Role.CLERK, "mưa rào tháng bảy")
    then.session.begin(clerk)
    assert reminded(then) is None
    with pytest.raises(AppError) as told:
        then.retention.look()
    assert told.value.code == "not_permitted"
    assert then.retention.looked_on() is None


def test_an_office_sets_its_own_term_and_takes_it_back(services: Services) -> None:
    assert services.retention.set_term(RetentionKind.LETTERS, 60).own
    assert services.retention.set_term(RetentionKind.LETTERS, 0).months == 0
    assert services.retention.set_term(RetentionKind.LETTERS, None).months == 36
    with pytest.raises(AppError, match="0"):
        services.retention.set_term(RetentionKind.LETTERS, 100_000)
    changes = services.trail.find(TrailFilter(table="settings", key="retention.terms"))
    assert changes[0].lines[0].values()["value"] == ['{"letters": 0}', "{}"]


def test_the_list_and_the_protocol_name_nobody_and_say_until_when_backups_hold_it(
    services: Services, workplace: Path, later: Later
) -> None:
    plant(services, workplace)
    office = later(datetime(2030, 1, 1, 3, 0, tzinfo=UTC))
    office.backups.make()
    listed, protocol = workplace / "danh mục.pdf", workplace / "biên bản.pdf"
    assert office.retention.write_list(listed).pages >= 1
    due = next(one for one in office.retention.due() if one.term.kind is RetentionKind.LETTERS)
    assert due.until is not None
    made = office.retention.dispose(RetentionKind.LETTERS, due.until, DECISION)
    (kept,) = office.retention.disposals()
    assert kept.held_until == made.held_until == date(2031, 2, 1)
    office.retention.write_protocol(made.id, protocol)
    for path in (listed, protocol):
        with pypdfium2.PdfDocument(path) as pdf:
            text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert not traces_in(text.encode())
        assert "Luật số 91/2025/QH15" in text.replace("\r\n", " ").replace("\n", " ")
    assert "01/02/2031" in text


def test_killed_after_the_rows_went_the_files_go_at_the_next_start(
    services: Services, workplace: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(services, workplace)
    office = later(LATER)
    monkeypatch.setattr(EvidenceStore, "forget", _cut)
    due = next(one for one in office.retention.due() if one.term.kind is RetentionKind.EVIDENCE)
    assert due.until is not None
    with pytest.raises(KeyboardInterrupt):
        office.retention.dispose(RetentionKind.EVIDENCE, due.until, DECISION)
    office.close()
    monkeypatch.undo()
    reopened = open_services(office.folder, FixedClock(LATER + timedelta(days=1)))
    assert reopened.retention.disposals()[0].kind is RetentionKind.EVIDENCE
    assert reopened.evidence.verify().files == 1  # the letter's
    assert len(stored(office)) == 1
    reopened.close()


def test_what_another_program_holds_is_gone_at_a_later_start_and_what_was_added_again_stays(
    services: Services, workplace: Path, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(services, workplace)
    again = workplace / "Giấy khác.txt"
    again.write_text("Giấy khác", encoding="utf-8")
    services.evidence.add_files(2026, "B.1.1.1", [again])
    office = later(LATER)
    monkeypatch.setattr(evidence_files, "take_away", _held)
    due = next(one for one in office.retention.due() if one.term.kind is RetentionKind.EVIDENCE)
    assert due.until is not None
    office.retention.dispose(RetentionKind.EVIDENCE, due.until, DECISION)
    office.assessment.open_year(2042, "hai-duong-2024")
    office.evidence.add_files(2042, "B.1.1.1", [again])
    monkeypatch.undo()
    assert len(stored(office)) == 3
    reopened = later(LATER + timedelta(days=1))
    assert len(stored(reopened)) == 2  # the letter's, and what was added again
    assert len(reopened.evidence.listing(2042)) == 1
    assert reopened.evidence.verify().missing == ()


def test_the_log_of_what_was_given_out_is_added_to_and_stands_in_the_trail(services: Services) -> None:
    log = services.disclosures
    today = services.clock.today()
    made = log.log(today, "Vụ việc 2026-15", "Họ tên, địa chỉ", "Thanh tra tỉnh", "Công văn số 15/TTr")
    assert log.all() == (made,)
    for wrong in (("", "a", "b", "c"), ("a", "", "b", "c"), ("a", "b", " ", "c"), ("a", "b", "c", "")):
        with pytest.raises(AppError, match="Cần ghi"):
            log.log(today, *wrong)
    with pytest.raises(AppError, match="Cần ghi"):
        log.log(today + timedelta(days=1), "a", "b", "c", "d")
    (act,) = services.trail.find(TrailFilter(table="disclosures"))
    assert act.lines[0].values() == {
        "day": "2026-11-20", "subject": "Vụ việc 2026-15", "what": "•••", "recipient": "•••", "reason": "•••"
    }  # fmt: skip


def _cut(*_given: object) -> None:
    raise KeyboardInterrupt


def _held(path: Path) -> None:
    raise PermissionError(13, "another program holds it", str(path))


def stored(services: Services) -> list[Path]:
    return [path for path in services.folder.evidence.rglob("*") if path.is_file()]
