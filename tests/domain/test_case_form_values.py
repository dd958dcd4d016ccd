"""What a case says to the fields of its forms."""

from datetime import date

import pytest

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseState,
    DocumentRef,
    Representative,
    StepEntry,
)
from friendly_desktop.domain.cases.form_values import SOURCES, case_values
from friendly_desktop.domain.cases.forms import CaseFormTemplate, FormWording, Secret, number_line
from friendly_desktop.domain.deadlines.workdays import Confidence

TODAY = date(2026, 11, 20)


def values(
    entry: CaseEntry, *steps: StepEntry, actions: tuple[CaseAction, ...] = (), due: date | None = None
) -> dict[str, str]:
    return case_values(Case(1, 2026, 15, None, entry, CaseState.ENTERED, due=due), steps, actions, TODAY)


def complaint(**given: object) -> CaseEntry:
    return CaseEntry(kind=CaseKind.COMPLAINT, received=TODAY, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "matter"),
    [
        ("Khiếu nại về việc thu hồi đất", "thu hồi đất"),
        ("khiếu nại việc thu hồi đất", "thu hồi đất"),
        ("Kiến nghị sửa đường thôn Đông", "sửa đường thôn Đông"),
        ("Khiếu nại Quyết định số 45/QĐ-UBND", "Quyết định số 45/QĐ-UBND"),
        ("UBND xã chậm cấp giấy", "UBND xã chậm cấp giấy"),
        ("Đường hỏng nặng", "đường hỏng nặng"),
        ("Khiếu nại", "khiếu nại"),
    ],
)
def test_the_matter_reads_on_after_the_words_of_the_form(content: str, matter: str) -> None:
    assert values(complaint(content=content))["matter"] == matter


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("03/QĐ-UBND", "Quyết định số 03/QĐ-UBND"),
        ("02/PC-UBND", "Phiếu chuyển đơn số 02/PC-UBND"),
        ("12/UBND-KT", "Công văn số 12/UBND-KT"),
        ("12", "văn bản số 12"),
    ],
)
def test_a_paper_known_by_its_number_alone_is_named_by_its_symbol(number: str, words: str) -> None:
    accepted = StepEntry(CaseAction.ACCEPT, TODAY, document=DocumentRef(number=number))
    told = case_values(Case(1, 2026, 15, None, complaint(), CaseState.ACCEPTED), (accepted,), (), TODAY)
    assert told["accepted_by"] == words


def test_many_people_are_named_by_those_who_speak_for_them() -> None:
    entry = complaint(
        name="Nguyễn Thị Hường",
        people=12,
        representatives=(Representative("Nguyễn Thị Hường"), Representative("Trần Văn Ba")),
    )
    assert values(entry)["person"] == "Nguyễn Thị Hường, Trần Văn Ba (đại diện cho 12 người)"


def test_the_hamlet_is_added_to_an_address_that_lacks_it() -> None:
    assert values(complaint(address="số 5", hamlet="thôn Đông"))["address"] == "số 5, thôn Đông"
    assert values(complaint(address="số 5, Thôn Đông", hamlet="thôn Đông"))["address"] == "số 5, Thôn Đông"
    assert values(complaint(hamlet="thôn Đông"))["address"] == "thôn Đông"


def test_somebody_unknown_is_told_as_such_and_nothing_is_empty() -> None:
    told = values(complaint(anonymous=True))
    assert told["person"] == "người gửi đơn không ghi họ tên"
    assert all(told.values())


def test_only_the_last_step_of_the_form_speaks() -> None:
    steps = (
        StepEntry(CaseAction.NOT_ACCEPT, TODAY, text="lý do cũ"),
        StepEntry(CaseAction.ASSIGN, TODAY, officer="Lê Văn Hùng"),
        StepEntry(CaseAction.NOT_ACCEPT, TODAY, text="lý do mới", body="Thanh tra tỉnh"),
        StepEntry(CaseAction.NOTE, TODAY, text="ghi chú"),
    )
    told = values(complaint(), *steps, actions=(CaseAction.NOT_ACCEPT,))
    assert (told["step_text"], told["body"]) == ("lý do mới", "Thanh tra tỉnh")


def test_the_paper_of_a_suspension_is_cited_by_what_ends_it() -> None:
    paper = DocumentRef("Quyết định", "30/QĐ-UBND", TODAY, "Chủ tịch Ủy ban nhân dân xã")
    told = values(complaint(), StepEntry(CaseAction.SUSPEND, TODAY, document=paper))
    assert told["suspended_by"] == "Quyết định số 30/QĐ-UBND ngày 20/11/2026 của Chủ tịch Ủy ban nhân dân xã"


def test_a_denunciation_gives_a_code_and_the_place_of_its_file_alone() -> None:
    entry = CaseEntry(
        CaseKind.DENUNCIATION,
        TODAY,
        content="thu tiền",
        request="trả lại",
        against="ông X",
        paper_file="tủ 2",
    )
    told = values(entry)
    assert told["person"] == "người tố cáo số TC-2026-015"
    assert told["matter"] == told["content"] == "theo đơn trong hồ sơ giấy"
    given_away = {name for name, secret in SOURCES.items() if secret is not Secret.NOTHING}
    assert given_away & set(told) == {"person", "content", "matter"}


@pytest.mark.parametrize(
    ("symbol", "number", "line"),
    [
        ("TB", "", "Số: ___/TB-UBND"),
        ("TB", "5", "Số: 05/TB-UBND"),
        ("TB", "12a", "Số: 12a/TB-UBND"),
        ("TB", "12/TBTC-UBND", "Số: 12/TBTC-UBND"),
        ("CV", "125", "Số: 125/UBND"),
        ("", "5", ""),
    ],
)
def test_the_line_of_the_number_follows_the_decree(symbol: str, number: str, line: str) -> None:
    form = CaseFormTemplate("trial", "Thử", FormWording.PROGRAM, "-", Confidence.KNOWN, (), (), symbol=symbol)
    assert number_line(form, number, "UBND", "___") == line
