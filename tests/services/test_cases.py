"""The register: entries, steps, dates, corrections, lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from friendly_desktop.bootstrap import Services, open_services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseFilter,
    CaseKind,
    CaseState,
    CaseView,
    Channel,
    Competence,
    Conditions,
    DocumentRef,
    LinkKind,
    Outcome,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.deadlines import Complexity, RuleRole
from friendly_desktop.domain.deadlines.workdays import CalendarDay, DayKind
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.paths import DataFolder
from friendly_desktop.services.jobs import Unwatched
from tests.services.cases_desk import DAY, PAPER, add, entry, step

A = CaseAction


def on(services: Services, day: date) -> Services:
    """The same records on another day."""
    later = FixedClock(datetime(day.year, day.month, day.day, 3, tzinfo=UTC))
    return open_services(services.folder, later)


def dates(services: Services, case: Case) -> dict[str, date | None]:
    """The dates that count, by rule; alarms aside."""
    return {
        one.deadline.rule.id: one.deadline.due
        for one in services.cases.deadlines(case.id)
        if not one.superseded and one.deadline.rule.role is RuleRole.DEADLINE
    }


@contextmanager
def statements(services: Services) -> Iterator[list[str]]:
    """What is asked of the records meanwhile, beside the one small question who may read them."""
    said: list[str] = []

    def listen(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith("BEGIN") and "FROM users" not in statement:
            said.append(statement)

    event.listen(services.db._engine, "before_cursor_execute", listen)
    try:
        yield said
    finally:
        event.remove(services.db._engine, "before_cursor_execute", listen)


def test_a_new_case_has_its_numbers_its_first_dates_and_its_first_step(services: Services) -> None:
    first, second = add(services), add(services, CaseKind.PETITION, channel=Channel.POST)
    assert (first.year, first.number, first.register_number, first.code) == (2026, 1, 1, "2026-001")
    assert (second.number, second.register_number) == (2, None)
    assert dates(services, first) == {"TCD-tra-loi": date(2026, 12, 7), "KN-thu-ly": date(2026, 12, 2)}
    assert (first.due, first.due_rule, first.due_unit) == (date(2026, 12, 2), "KN-thu-ly", "working_day")
    assert dates(services, second) == {"TCD-tra-loi": date(2026, 12, 7)}
    (entered,) = services.cases.steps(first.id)
    assert (entered.entry.action, entered.state) == (A.ENTER, CaseState.ENTERED)
    assert services.cases.get(first.id) == first


def test_every_day_of_a_date_is_kept_with_it(services: Services) -> None:
    case = add(services)
    found = {one.deadline.rule.id: one.deadline for one in services.cases.deadlines(case.id)}
    days = found["KN-thu-ly"].days
    assert days[0].day == date(2026, 11, 21)
    assert sum(one.counted for one in days) == 7
    assert "Ngày Văn hóa" in next(one.why for one in days if one.day == date(2026, 11, 24))
    computed = services.deadline_rules.for_case(CaseKind.COMPLAINT, DAY)
    assert {one.rule.id: one for one in computed} == found


def test_a_complaint_goes_its_way_and_keeps_its_dates(services: Services) -> None:
    case = add(services)
    case = step(services, case, A.CLASSIFY, competence=Competence.OWN, conditions=Conditions.MET)
    assert case.state is CaseState.PROCESSING
    assert A.TRANSFER not in services.cases.lawful(case.id)
    case = step(services, case, A.ACCEPT)
    assert case.accepted_on == DAY
    assert dates(services, case)["KN1"] == date(2026, 12, 21)
    assert (case.due_rule, case.due_unit) == ("KN1", "calendar_day")
    case = step(services, case, A.ASSIGN)
    assert (case.state, case.officer) == (CaseState.RESOLVING, "Lê Văn Hùng")
    case = step(services, case, A.RESOLVE)
    assert (case.state, case.closed_on, case.on_time) == (CaseState.RESOLVED, DAY, True)
    assert case.due_rule == "KN1-gui-QD"  # the decision is still to be sent: the case stays in the lists
    assert services.cases.views()[CaseView.OPEN] == 1
    case = step(services, case, A.NOTIFY)
    assert case.due is None
    assert services.cases.views()[CaseView.OPEN] == 0


def test_a_longer_limit_needs_a_document_and_leaves_the_old_date_to_be_seen(services: Services) -> None:
    case = step(services, add(services), A.ACCEPT)
    with pytest.raises(AppError, match="Số văn bản") as refused:
        services.cases.step(case.id, StepEntry(A.EXTEND, DAY, complexity=Complexity.COMPLEX))
    assert refused.value.code == "step_refused"
    assert len(services.cases.steps(case.id)) == 2
    case = step(services, case, A.EXTEND)
    assert (case.complexity, dates(services, case)["KN1"]) == (Complexity.COMPLEX, date(2027, 1, 4))
    old = [one for one in services.cases.deadlines(case.id) if one.superseded]
    assert [one.deadline.due for one in old] == [date(2026, 12, 21)]


def test_acceptance_as_complex_needs_a_document_too(services: Services) -> None:
    case = add(services)
    with pytest.raises(AppError, match="phức tạp"):
        services.cases.step(case.id, StepEntry(A.ACCEPT, DAY, complexity=Complexity.COMPLEX))
    case = services.cases.step(
        case.id, StepEntry(A.ACCEPT, DAY, complexity=Complexity.COMPLEX, document=PAPER)
    )
    assert dates(services, case)["KN1"] == date(2027, 1, 4)


def test_a_denunciation_is_extended_by_days_with_a_decision(services: Services) -> None:
    case = step(services, add(services, CaseKind.DENUNCIATION), A.ACCEPT)
    case = step(services, case, A.EXTEND, days=20)
    found = next(
        one
        for one in services.cases.deadlines(case.id)
        if one.deadline.rule.id == "TC" and not one.superseded
    )
    assert (found.deadline.length, found.deadline.due) == (50, date(2027, 1, 11))
    assert [(one.days, one.document) for one in found.deadline.extensions] == [(20, "12/QĐ-UBND")]
    warned = services.cases.check_step(
        case.id, StepEntry(A.EXTEND, DAY, days=45, complexity=Complexity.COMPLEX, document=PAPER)
    )
    assert len(warned) == 2
    assert not any(one.blocking for one in warned)


def test_suspended_days_do_not_count_and_the_next_date_is_unknown_meanwhile(services: Services) -> None:
    case = step(services, add(services), A.ACCEPT)
    case = step(services, case, A.NOTIFY)
    case = step(services, case, A.SUSPEND)
    assert dates(services, case)["KN1"] is None
    later = on(services, date(2026, 11, 30))
    try:
        case = step(later, case, A.RESUME, date(2026, 11, 30))
        assert dates(later, case)["KN1"] == date(2026, 12, 29)  # nine days later than 20/12
        assert case.state is CaseState.RESOLVING
    finally:
        later.close()


def test_a_late_answer_is_late(services: Services) -> None:
    late = on(services, date(2026, 12, 20))
    try:
        case = step(late, add(late, CaseKind.PETITION), A.ANSWER, date(2026, 12, 20))
        assert (case.on_time, case.outcome) == (False, Outcome.EXPLAINED)
    finally:
        late.close()


def test_a_case_closed_without_any_date_is_not_on_time(services: Services) -> None:
    case = step(services, add(services, CaseKind.PETITION, received=date(2010, 5, 4)), A.ANSWER)
    assert services.cases.deadlines(case.id) == ()
    assert (case.closed_on, case.on_time) == (DAY, None)


def test_a_filed_paper_has_no_dates_left(services: Services) -> None:
    case = step(services, add(services, CaseKind.FEEDBACK), A.FILE)
    assert (case.state, case.due, case.on_time) == (CaseState.FILED, None, True)


def test_what_was_computed_stays_when_the_calendar_changes(services: Services) -> None:
    case = add(services)
    services.workdays.save_day(
        CalendarDay(date(2026, 11, 27), DayKind.OFF, "Nghỉ đột xuất"),
    )
    case = step(services, case, A.CLASSIFY, competence=Competence.OWN)
    assert case.due == date(2026, 12, 2)
    assert add(services).due == date(2026, 12, 3)


def test_a_denunciation_is_transferred_once(services: Services) -> None:
    case = step(services, add(services, CaseKind.DENUNCIATION), A.TRANSFER)
    assert (case.state, case.waiting, case.body) == (CaseState.TRANSFERRED, True, "Thanh tra tỉnh")
    assert services.cases.views()[CaseView.WAITING] == 1
    case = step(services, case, A.REOPEN)
    assert A.TRANSFER not in services.cases.lawful(case.id)
    with pytest.raises(AppError, match="một lần"):
        services.cases.step(case.id, StepEntry(A.TRANSFER, DAY, body="Công an tỉnh", document=PAPER))


def test_another_body_tells_its_result(services: Services) -> None:
    case = step(services, add(services, CaseKind.PETITION), A.TRANSFER)
    case = step(services, case, A.OUTSIDE_RESULT)
    assert (case.state, case.waiting) == (CaseState.TRANSFERRED, False)
    assert services.cases.views()[CaseView.WAITING] == 0


@pytest.mark.parametrize(
    ("kind", "action", "lawful"),
    [
        (CaseKind.COMPLAINT, A.ACCEPT, True),
        (CaseKind.COMPLAINT, A.NOT_ACCEPT, True),
        (CaseKind.COMPLAINT, A.ANSWER, False),
        (CaseKind.PETITION, A.ANSWER, True),
        (CaseKind.PETITION, A.NOT_ACCEPT, False),
        (CaseKind.COMPLAINT, A.RESOLVE, False),
        (CaseKind.COMPLAINT, A.EXTEND, False),
        (CaseKind.COMPLAINT, A.RESUME, False),
        (CaseKind.COMPLAINT, A.DECLINE, True),
    ],
)
def test_only_lawful_steps_are_offered_and_taken(
    services: Services, kind: CaseKind, action: CaseAction, lawful: bool
) -> None:
    case = add(services, kind)
    assert (action in services.cases.lawful(case.id)) is lawful
    if not lawful:
        with pytest.raises(AppError) as refused:
            step(services, case, action)
        assert "nên không có bước" in refused.value.message


def test_an_anonymous_complaint_is_not_accepted(services: Services) -> None:
    case = add(services, name="", anonymous=True)
    assert A.ACCEPT not in services.cases.lawful(case.id)
    assert A.FILE in services.cases.lawful(case.id)


def test_steps_out_of_order_and_in_the_future_are_refused_with_a_sentence(services: Services) -> None:
    case = add(services, received=date(2026, 11, 10))
    case = step(services, case, A.ACCEPT, date(2026, 11, 18))
    for day, words in (
        (date(2026, 11, 17), "trước bước xử lý gần nhất (18/11/2026)"),
        (date(2026, 11, 9), "trước ngày tiếp nhận"),
        (date(2026, 11, 21), "chưa đến"),
    ):
        with pytest.raises(AppError) as refused:
            step(services, case, A.ASSIGN, day)
        assert words in refused.value.message
    step(services, case, A.NATIONAL, date(2026, 11, 12))  # beside the way: it may be told later


def test_a_decision_needs_number_day_signer_and_body(services: Services) -> None:
    case = step(services, add(services), A.ACCEPT)
    with pytest.raises(AppError) as refused:
        services.cases.step(
            case.id, StepEntry(A.RESOLVE, DAY, outcome=Outcome.RIGHT, document=DocumentRef(number="5/QĐ"))
        )
    assert [word in refused.value.message for word in ("Ngày văn bản", "Người ký", "Cơ quan ban hành")] == [
        True,
        True,
        True,
    ]


def test_a_wrong_step_is_taken_back_by_a_further_one(services: Services) -> None:
    case = add(services)
    before = services.cases.get(case.id)
    case = step(services, case, A.ACCEPT)
    wrong = services.cases.steps(case.id)[-1]
    case = services.cases.correct(case.id, wrong.id, None, "Ghi nhầm vụ việc")
    assert (case.state, case.accepted_on, case.due) == (before.state, None, before.due)
    taken = services.cases.steps(case.id)
    assert [one.entry.action for one in taken] == [A.ENTER, A.ACCEPT, A.CORRECT]
    assert (taken[1].undone, taken[2].corrects, taken[2].entry.text) == (True, wrong.id, "Ghi nhầm vụ việc")
    with pytest.raises(AppError, match="đã được rút lại"):
        services.cases.correct(case.id, wrong.id, None, "lần nữa")


def test_a_wrong_day_is_put_right_and_the_dates_follow(services: Services) -> None:
    case = add(services, received=date(2026, 11, 10))
    case = step(services, case, A.ACCEPT, date(2026, 11, 19))
    wrong = services.cases.steps(case.id)[-1]
    case = services.cases.correct(
        case.id, wrong.id, replace(wrong.entry, on=date(2026, 11, 12)), "Ghi nhầm ngày", "Lê Văn Hùng"
    )
    assert case.accepted_on == date(2026, 11, 12)
    assert dates(services, case)["KN1"] == date(2026, 12, 14)
    (change,) = services.cases.steps(case.id)[-1].changes
    assert (change.field, change.before, change.after) == ("on", "2026-11-19", "2026-11-12")


def test_a_correction_after_which_later_steps_would_not_fit_is_refused(services: Services) -> None:
    case = step(services, add(services), A.ACCEPT)
    accepted = services.cases.steps(case.id)[-1]
    case = step(services, case, A.RESOLVE)
    with pytest.raises(AppError, match="không còn hợp lệ") as refused:
        services.cases.correct(case.id, accepted.id, None, "Ghi nhầm")
    assert refused.value.code == "correction_refused"
    assert services.cases.get(case.id) == case


def test_the_facts_of_an_entry_are_corrected_with_before_and_after(services: Services) -> None:
    case = add(services, channel=Channel.POST)
    first = services.cases.steps(case.id)[0]
    right = replace(case.entry, name="Nguyễn Văn Đực", received=date(2026, 11, 19), channel=Channel.IN_PERSON)
    case = services.cases.correct(case.id, first.id, right, "Nghe nhầm tên")
    assert (case.entry, case.code, case.register_number) == (right, "2026-001", 1)
    assert case.due == date(2026, 12, 1)
    changes = {one.field: (one.before, one.after) for one in services.cases.steps(case.id)[-1].changes}
    assert changes["name"] == ("Nguyễn Văn Đức", "Nguyễn Văn Đực")
    assert [line.id for line in services.cases.find(CaseFilter(text="Đực"))] == [case.id]
    with pytest.raises(AppError, match="lý do"):
        services.cases.correct(case.id, first.id, right, " ")


def test_a_case_is_reopened_and_counted_from_that_day(services: Services) -> None:
    case = step(services, add(services), A.WITHDRAW)
    later = on(services, date(2026, 11, 30))
    try:
        case = step(later, case, A.REOPEN, date(2026, 11, 30))
        assert (case.state, case.closed_on, case.on_time) == (CaseState.PROCESSING, None, None)
        assert dates(later, case)["KN-thu-ly"] == date(2026, 12, 9)
    finally:
        later.close()


def test_a_paper_with_several_matters_is_split_and_joined(services: Services) -> None:
    case = add(services)
    parts = services.cases.split(
        case.id, [entry(content="Khiếu nại bồi thường"), entry(CaseKind.PETITION, content="Sửa đường")]
    )
    assert [one.parent_id for one in parts] == [case.id, case.id]
    assert [one.kind for one in services.cases.links(case.id)] == [LinkKind.SPLIT] * 2
    assert services.cases.links(parts[0].id)[0].other_id == case.id
    assert services.cases.steps(case.id)[-1].entry.text == "Tách thành: 2026-002, 2026-003"
    services.cases.link(parts[0].id, parts[1].id, LinkKind.RELATED)
    services.cases.unlink(parts[0].id, parts[1].id)
    assert len(services.cases.links(parts[0].id)) == 1


def test_entry_into_the_national_database_is_noted_once(services: Services) -> None:
    case = add(services)
    assert services.cases.views()[CaseView.NOT_NATIONAL] == 1
    case = services.cases.mark_national(case.id, DAY, "QG-15", "Lê Văn Hùng")
    assert (case.national_on, case.national_code) == (DAY, "QG-15")
    assert services.cases.views()[CaseView.NOT_NATIONAL] == 0
    with pytest.raises(AppError, match="đã ghi"):
        services.cases.mark_national(case.id, DAY)


def test_lists_are_counted_in_one_statement_and_read_in_one(services: Services) -> None:
    services.cases.add_many(
        [entry(content=f"Khiếu nại số {index}", received=DAY - timedelta(days=index)) for index in range(60)]
    )
    with statements(services) as said:
        counts = services.cases.views()
    assert len(said) == 1
    assert (counts[CaseView.ALL], counts[CaseView.OPEN], counts[CaseView.OLD]) == (60, 60, 20)
    with statements(services) as said:
        page = services.cases.find(limit=25)
        rest = services.cases.find(limit=100, after=page[-1].id)
    assert len(said) == 2
    assert [one.id for one in (*page, *rest)] == list(services.cases.ids())
    assert page[0].received == DAY
    overdue = services.cases.find(CaseFilter(CaseView.OVERDUE))
    assert [one.due for one in overdue] == sorted(one.due for one in overdue if one.due)
    assert len(overdue) == counts[CaseView.OVERDUE] == services.cases.count(CaseFilter(CaseView.OVERDUE))
    with statements(services) as said:
        services.cases.lines([one.id for one in page])
    assert len(said) == 1


@pytest.mark.parametrize("view", list(CaseView))
def test_every_list_is_read_and_counted_by_an_index(services: Services, view: CaseView) -> None:
    with statements(services) as said:
        services.cases.ids(CaseFilter(view))
        services.cases.count(CaseFilter(view))
    with services.db.read() as connection:
        for statement in said:
            values = ("2026-11-20",) * statement.count("?")
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
            assert all("INDEX" in row[3] for row in plan if row[3].startswith(("SCAN", "SEARCH"))), plan


def test_a_page_of_search_and_filters_together(services: Services) -> None:
    add(services)
    add(services, CaseKind.PETITION, content="Đề nghị đo đạc lại đường thôn Đông")
    found = services.cases.find(CaseFilter(text="do dac", kind=CaseKind.PETITION))
    assert [one.kind for one in found] == [CaseKind.PETITION]
    assert services.cases.count(CaseFilter(text="do dac")) == 2


def test_the_same_citizen_and_the_same_matter_are_recognised(services: Services) -> None:
    first = add(services)
    add(services, name="Trần Thị Hường", identity="", address="Thôn Tây", content="Xin xác nhận hộ nghèo")
    hidden = add(services, CaseKind.DENUNCIATION, content="Khiếu nại việc đo đạc ranh giới thửa đất số 15")
    by_number = services.cases.alike(
        entry(name="Ng. V. Đức", content="Việc khác hẳn", identity="030080 001234")
    )
    assert [one.id for one in by_number] == [first.id]
    by_name = services.cases.alike(entry(name="nguyen van duc", content="", identity=""))
    assert [one.id for one in by_name] == [first.id]
    by_matter = services.cases.alike(
        entry(
            name="Phạm Văn Hải",
            identity="",
            content="Khiếu nại về việc đo đạc ranh giới thửa đất số 15 thôn Đông",
        )
    )
    assert [one.id for one in by_matter] == [first.id]
    by_short_matter = services.cases.alike(
        entry(name="Đỗ Thị I", identity="", content="Xin xác nhận hộ nghèo")
    )
    assert [one.person for one in by_short_matter] == ["Trần Thị Hường"]
    assert [one.id for one in services.cases.find(CaseFilter(text="TC-2026-003"))] == [hidden.id]
    assert hidden.id not in {one.id for one in (*by_number, *by_name, *by_matter)}
    assert services.cases.alike(entry(CaseKind.DENUNCIATION)) == ()


@pytest.mark.parametrize(
    ("values", "field", "blocking"),
    [
        ({"received": date(2026, 11, 21)}, "received", True),
        ({"received": date(1899, 12, 31)}, "received", True),
        ({"content": " "}, "content", True),
        ({"name": ""}, "name", True),
        ({"name": "", "channel": Channel.POST}, "name", False),
        ({"identity": "123"}, "identity", False),
        ({"identity": "0300800012345"}, "identity", False),
        ({"identity": "999080001234"}, "identity", False),
        ({"people": 0}, "people", True),
        ({"people": 7}, "representatives", False),
        ({"phone": "12"}, "phone", False),
    ],
)
def test_what_is_odd_is_told_and_only_the_impossible_is_refused(
    services: Services, values: dict[str, Any], field: str, blocking: bool
) -> None:
    given = entry(**values)
    assert [(one.field, one.blocking) for one in services.cases.check(given)] == [(field, blocking)]
    if blocking:
        with pytest.raises(AppError) as refused:
            services.cases.add(given)
        assert refused.value.code == "case_refused"
        assert services.cases.count() == 0
    else:
        assert services.cases.add(given).entry == given


@pytest.mark.parametrize("number", ["030080001234", "123456789", "B1234567", "030 080 001 234"])
def test_usual_identity_numbers_pass_without_a_word(services: Services, number: str) -> None:
    assert services.cases.check(entry(identity=number)) == ()


def test_seven_people_may_send_two_representatives(services: Services) -> None:
    two = tuple(Representative(name) for name in ("Nguyễn Văn Đức", "Trần Thị Hường"))
    assert services.cases.check(entry(people=7, representatives=two)) == ()
    three = (*two, Representative("Lê Văn Hùng"))
    assert "nhiều nhất 2" in services.cases.check(entry(people=7, representatives=three))[0].message
    assert services.cases.check(entry(people=11, representatives=three)) == ()


def test_a_story_of_five_thousand_letters_is_kept_whole(services: Services) -> None:
    story = "Năm 2019 gia đình được giao đất. " * 160
    case = add(services, content=story)
    assert services.cases.get(case.id).entry.content == story.strip()
    assert len(services.cases.lines([case.id])[0].summary) <= 160


def test_a_clock_set_back_a_year_is_told_and_not_trusted(services: Services) -> None:
    add(services)
    back = on(services, date(2025, 11, 20))
    try:
        (told,) = back.cases.check(entry())
        assert (told.field, told.blocking) == ("clock", False)
        assert "20/11/2025" in told.message
        assert back.cases.add(entry(content="Việc mới trong ngày")).entry.received == DAY
    finally:
        back.close()


def test_composed_and_decomposed_letters_are_one(services: Services) -> None:
    import unicodedata

    case = add(services, name=unicodedata.normalize("NFD", "Nguyễn  Văn Đức "))
    assert case.entry.name == "Nguyễn Văn Đức"


def test_what_is_pasted_unseen_is_left_out(services: Services) -> None:
    case = add(services, name="\ufeffNguyễn\x00 Văn\u200b Đức\x0b", content="Dòng một\r\nDòng\x07 hai \n")
    assert (case.entry.name, case.entry.content) == ("Nguyễn Văn Đức", "Dòng một\nDòng hai")
    case = step(services, case, A.NOTE, text="a\x00b")
    assert services.cases.steps(case.id)[-1].entry.text == "ab"


def test_drafts_are_kept_until_they_are_cleared(services: Services) -> None:
    services.drafts.save_draft("cases/new", '{"kind": "complaint", "name": "Nguyễn"}')
    services.drafts.save_draft("cases/new", '{"kind": "complaint", "name": "Nguyễn Văn"}')
    again = open_services(services.folder)
    assert again.drafts.draft("cases/new") == '{"kind": "complaint", "name": "Nguyễn Văn"}'
    again.close()
    services.drafts.clear_draft("cases/new")
    assert services.drafts.draft("cases/new") == ""


def test_one_wrong_entry_of_many_keeps_all_out(services: Services) -> None:
    with pytest.raises(AppError):
        services.cases.add_many([entry(), entry(content="")])
    assert services.cases.count() == 0


def test_a_case_is_found_by_what_people_call_it(services: Services, data_folder: DataFolder) -> None:
    case = add(services)
    assert services.cases.by_code("TC-2026-001") == case
    assert services.cases.by_code(" 2026-001 ") == services.cases.by_code(str(case.id)) == case
    for wrong in ("2026-002", "99", "x", "", "2026-001-1"):
        with pytest.raises(AppError) as refused:
            services.cases.by_code(wrong)
        assert refused.value.code == "case_unknown"


def test_a_step_that_was_taken_in_another_window_meanwhile_is_refused(services: Services) -> None:
    case = add(services)
    other = open_services(services.folder, services.clock)
    try:
        assert A.ACCEPT in other.cases.lawful(case.id)
        step(services, case, A.ACCEPT)
        with pytest.raises(AppError, match="nên không có bước|chưa thể thụ lý"):
            other.cases.step(case.id, StepEntry(A.ACCEPT, DAY))
        assert len(other.cases.steps(case.id)) == 2
    finally:
        other.close()


def test_an_import_that_is_stopped_leaves_nothing(services: Services, workplace: Path) -> None:
    table = workplace / "sổ cũ.csv"
    rows = "".join(f"{1 + index % 28}/1/2026;PA;Nguyễn {index};Việc {index}\n" for index in range(50))
    table.write_text(f"Ngày tiếp;Loại đơn;Họ tên;Nội dung\n{rows}", encoding="utf-8")

    class Stopped(Unwatched):
        """The person stops at the thirtieth row."""

        def report(self, done: int, total: int | None = None, label: str = "") -> None:
            if total and done >= 30:
                raise Cancelled

    found = services.cases.open_table(table)
    read = services.cases.import_rows(found, services.cases.import_mapping(found))
    with pytest.raises(Cancelled):
        services.cases.import_cases(read, Stopped())
    assert services.cases.count() == 0
    assert len(services.cases.import_cases(read).added) == 50


def test_a_case_done_in_an_old_register_is_never_counted_as_on_time(
    services: Services, workplace: Path
) -> None:
    table = workplace / "sổ cũ.csv"
    table.write_text(
        "Ngày tiếp;Loại đơn;Họ tên;Nội dung;Kết quả\n5/1/2026;KN;Nguyễn A;Đất;Xong ngày 7/1/2026\n",
        encoding="utf-8",
    )
    found = services.cases.open_table(table)
    account = services.cases.import_cases(
        services.cases.import_rows(found, services.cases.import_mapping(found))
    )
    (case_id,) = account.added
    case = services.cases.mark_national(case_id, DAY, "QG-1")
    assert (case.state, case.closed_on, case.on_time, case.due) == (
        CaseState.RESOLVED,
        date(2026, 1, 7),
        None,
        None,
    )
    assert services.cases.deadlines(case_id) == ()
    case = step(services, case, A.REOPEN)
    assert (case.due, case.due_rule) == (date(2026, 11, 30), "KN-thu-ly")  # by the rule of its own date


def test_steps_told_late_and_the_number_of_the_year_follow_the_day_of_receipt(services: Services) -> None:
    last_year = add(services, received=date(2025, 12, 31))
    assert (last_year.code, last_year.register_number) == ("2025-001", 1)
    assert add(services).code == "2026-001"
    assert services.cases.years() == (2026, 2025)
