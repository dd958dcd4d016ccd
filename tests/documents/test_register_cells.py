"""What a case says in the columns of a register."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseState,
    CaseStep,
    Channel,
    Competence,
    DocumentRef,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.cases.register import Book
from friendly_desktop.domain.meetings import MeetingKind, MeetingMode
from friendly_desktop.services.documents.register_cells import RegisterRecord, register_row

DAY = date(2026, 11, 5)
PAPER = DocumentRef("", "12/QĐ-UBND", DAY, "Chủ tịch Ủy ban nhân dân xã")


def row(
    *steps: StepEntry, kind: CaseKind = CaseKind.COMPLAINT, book: Book = Book.RECEPTION, **values: Any
) -> dict[str, str]:
    """The cells of a case with these steps; ``case_`` before a name sets a field of the case."""
    of_case = {
        name.removeprefix("case_"): value for name, value in values.items() if name.startswith("case_")
    }
    of_entry = {name: value for name, value in values.items() if not name.startswith("case_")}
    case = Case(7, 2026, 15, 9, CaseEntry(kind, DAY, **of_entry), CaseState.ENTERED, **of_case)
    at = datetime(2026, 11, 5, tzinfo=UTC)
    told = tuple(CaseStep(place, 7, at, step, CaseState.PROCESSING) for place, step in enumerate(steps, 1))
    return dict(register_row(RegisterRecord(case, told), book).values)


@pytest.mark.parametrize(
    ("step", "field", "words"),
    [
        (
            StepEntry(CaseAction.ACCEPT, DAY, document=PAPER),
            "handler",
            "Thông báo thụ lý số 12/QĐ-UBND ngày 05/11/2026",
        ),
        (StepEntry(CaseAction.ACCEPT, DAY), "handler", "Thụ lý, ngày 05/11/2026"),
        (StepEntry(CaseAction.ASSIGN, DAY, officer="Lê Văn Hùng"), "handler", "Giao: Lê Văn Hùng"),
        (
            StepEntry(CaseAction.GUIDE, DAY, body="Tòa án nhân dân khu vực 3", document=PAPER),
            "guided",
            "Tòa án nhân dân khu vực 3, Phiếu hướng dẫn số 12/QĐ-UBND ngày 05/11/2026",
        ),
        (
            StepEntry(CaseAction.TRANSFER, DAY, body="Sở Y tế"),
            "transferred",
            "Sở Y tế, ngày 05/11/2026",
        ),
        (
            StepEntry(CaseAction.RESOLVE, DAY, document=PAPER, outcome=Outcome.PARTLY, text="Trả lại 20 m2"),
            "result",
            (
                "05/11/2026: Quyết định giải quyết khiếu nại số 12/QĐ-UBND của Chủ tịch Ủy ban nhân dân xã"
                " (đúng một phần). Trả lại 20 m2"
            ),
        ),
        (
            StepEntry(CaseAction.EXTEND, DAY, days=15, document=DocumentRef("", "3/QĐ-UBND")),
            "result",
            "05/11/2026: Văn bản xác định vụ việc phức tạp số 3/QĐ-UBND, số ngày gia hạn: 15",
        ),
        (StepEntry(CaseAction.WITHDRAW, DAY), "result", "05/11/2026: Rút đơn"),
    ],
)
def test_a_step_is_told_in_its_column(step: StepEntry, field: str, words: str) -> None:
    assert row(step)[field] == words


def test_a_denunciation_tells_no_word_that_was_typed_freely() -> None:
    told = row(
        StepEntry(CaseAction.RESOLVE, DAY, document=PAPER, text="kín", outcome=Outcome.RIGHT),
        StepEntry(CaseAction.CORRECT, DAY, text="kín"),
        kind=CaseKind.DENUNCIATION,
        content="kín",
        request="kín",
        against="kín",
        note="kín",
        topic="kín",
        paper_file="tủ số 2",
    )
    assert not any("kín" in words for words in told.values())
    assert told["person"] == "Người tố cáo số TC-2026-015"
    assert told["content"] == "Nội dung: theo hồ sơ giấy, tủ số 2"
    assert told["result"].startswith("05/11/2026: Kết luận nội dung tố cáo số 12/QĐ-UBND")


def test_the_tick_stands_where_the_office_is_competent() -> None:
    assert row(case_competence=Competence.OWN)["own"] == "x"
    assert "own" not in row(case_competence=Competence.OTHER)
    assert row(case_competence=Competence.OWN)["accepted"] == "x"


def test_nothing_is_said_of_an_empty_field() -> None:
    assert set(row(name="Trần Thị Hường")) == {
        "number",
        "day",
        "channel",
        "person",
        "kind",
        "people",
        "kind_and_people",
    }


def test_the_hamlet_is_told_once() -> None:
    assert row(name="A", address="số 5, thôn Đông", hamlet="Thôn Đông")["person"] == "A\nsố 5, thôn Đông"
    assert row(name="A", address="số 5", hamlet="Thôn Đông")["person"] == "A\nThôn Đông, số 5"


def test_somebody_unknown_is_told_as_such() -> None:
    assert row(anonymous=True)["person"] == "Không rõ người gửi"


def test_the_other_book_counts_by_the_running_number_of_the_year() -> None:
    assert row()["number"] == "9"
    assert row(book=Book.PAPERS, channel=Channel.POST)["number"] == "15"


def test_lines_of_a_long_text_stay_lines_and_spaces_are_made_single() -> None:
    assert row(content="một  hai\r\n\r\n  ba\t bốn")["content"] == "một hai\nba bốn"


def test_the_session_is_told_in_the_notes() -> None:
    case = Case(7, 2026, 15, 9, CaseEntry(CaseKind.PETITION, DAY), CaseState.ENTERED)
    record = RegisterRecord(case, (), (MeetingKind.PERIODIC, MeetingMode.ONLINE), "2026-003")
    assert register_row(record, Book.RECEPTION).values["note"].split("\n") == [
        "Người đứng đầu tiếp định kỳ",
        "Tiếp trực tuyến",
        "Tách từ vụ việc 2026-003",
    ]
