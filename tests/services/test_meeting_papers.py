"""What is made of the diary: the notice to hang out, the kit of the evening before, the calendar file."""

import errno
import os
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import event

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    Channel,
    DocumentRef,
    StepEntry,
)
from friendly_desktop.domain.meetings import Meeting, MeetingEntry, MeetingKind, MeetingMode, Promise
from friendly_desktop.domain.meetings.schedule_settings import NoticeSize
from friendly_desktop.domain.office import Office, Signatory, UnitType
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import use_language
from friendly_desktop.services.meetings import MeetingsService
from friendly_desktop.services.meetings.service import period_words
from tests.conftest import NOW

DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
SECRET = "TÊN-BÍ-MẬT"


def words(content: bytes) -> str:
    """What a PDF says, as one line."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())


def paper_size(content: bytes) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document.get_page_size(0)
    finally:
        document.close()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


@pytest.fixture
def meetings(services: Services) -> MeetingsService:
    services.office.save_office(Office(UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang"))
    services.office.save_signatory(Signatory(0, "Trần Văn Bình"))
    services.meetings.make(2026, "thứ Năm tuần 1 và 3")
    return services.meetings


# The notice


def test_a_notice_says_who_receives_when_and_where(meetings: MeetingsService) -> None:
    meetings.save_settings(
        replace(
            meetings.settings(),
            participants="Công an xã\nVăn phòng",
            topic="Tiếp nhận kiến nghị.",
            regular="các ngày làm việc",
        )
    )
    made = meetings.notice(*DECEMBER, number="46")
    told = words(made.content)
    for part in (
        "Số: 46/TB-UBND",
        "Ninh Giang, ngày 20 tháng 11 năm 2026",
        "Lịch tiếp công dân định kỳ của Chủ tịch Ủy ban nhân dân xã Ninh Giang",
        "tháng 12 năm 2026",
        "12/2026",
        "thứ Năm, 03/12",
        "thứ Năm, 17/12",
        "7 giờ 30 đến 16 giờ 30",
        "Thành phần tham dự: Công an xã Văn phòng.",
        "Nội dung dự kiến: Tiếp nhận kiến nghị.",
        "Tiếp công dân thường xuyên: các ngày làm việc.",
        "154/2026/NĐ-CP",
        "TM. ỦY BAN NHÂN DÂN",
        "Trần Văn Bình",
    ):
        assert part in told, part
    assert made.pages == 1
    assert len(made.meetings) == 2


def test_a_notice_is_vietnamese_whatever_the_screen_speaks(meetings: MeetingsService) -> None:
    before = meetings.notice(*DECEMBER).content
    use_language("en")
    assert meetings.notice(*DECEMBER).content == before


def test_a3_is_the_same_sheet_enlarged(meetings: MeetingsService) -> None:
    small, large = meetings.notice(*DECEMBER), meetings.notice(*DECEMBER, size=NoticeSize.A3)
    assert (paper_size(small.content), paper_size(large.content)) == ((210, 297), (297, 420))
    assert words(small.content) == words(large.content)
    assert small.pages == large.pages


def test_a_whole_year_fits_two_pages(meetings: MeetingsService) -> None:
    made = meetings.notice(date(2026, 1, 1), date(2026, 12, 31))
    assert made.pages <= 2
    assert "trùng ngày nghỉ, Tết Dương lịch, chuyển sang thứ Hai, 05/01/2026" in words(made.content)


def test_what_was_put_off_and_cancelled_is_told_with_the_reason(meetings: MeetingsService) -> None:
    first, second = meetings.find(*DECEMBER)
    meetings.postpone(first.id, date(2026, 12, 4), "Chủ tịch dự họp.")
    meetings.cancel(second.id, "Bão số 9")
    told = words(meetings.notice(*DECEMBER).content)
    assert "Buổi tiếp ngày 03/12/2026 hoãn sang thứ Sáu, 04/12/2026; lý do: Chủ tịch dự họp." in told
    assert "Buổi tiếp ngày 17/12/2026 không tổ chức; lý do: Bão số 9." in told
    assert "thứ Sáu, 04/12" in told


def test_another_receiver_and_an_online_session_get_rows_of_their_own(meetings: MeetingsService) -> None:
    meetings.save(
        MeetingEntry(
            MeetingKind.PERIODIC,
            date(2026, 12, 10),
            time(8),
            mode=MeetingMode.ONLINE,
            receiver="Lê Thị Hoa",
            post="Phó Chủ tịch",
        )
    )
    told = words(meetings.notice(*DECEMBER).content)
    assert "Lê Thị Hoa" in told
    assert "Trực tuyến" in told
    assert "của lãnh đạo Ủy ban nhân dân xã Ninh Giang" in told


def test_a_notice_that_comes_too_late_says_so(services: Services, meetings: MeetingsService) -> None:
    in_time = meetings.notice(*DECEMBER)
    assert in_time.post_by == date(2026, 11, 26)
    assert in_time.warnings == ("Hãy niêm yết chậm nhất thứ Năm, 26/11/2026 cho ngày tiếp 03/12/2026.",)
    later = MeetingsService(
        services.db,
        FixedClock(NOW + timedelta(days=8)),
        services.workdays,
        services.office,
        services.assessment,
        services.deadline_rules,
    )
    late = later.notice(*DECEMBER)
    assert [one.late for one in late.due] == [True, False]
    assert "Không còn kịp niêm yết trước ít nhất 5 ngày làm việc" in late.warnings[0]
    assert "03/12/2026" in late.warnings[0]
    later.posted([one.id for one in late.meetings], date(2026, 11, 25))
    assert later.notice(*DECEMBER).warnings == ()
    assert later.postings_due(*DECEMBER) == ()


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), "tháng 2 năm 2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "quý IV năm 2026"),
        (date(2026, 2, 1), date(2026, 4, 30), "từ ngày 01/02/2026 đến ngày 30/04/2026"),
        (date(2027, 1, 1), date(2027, 12, 31), "năm 2027"),
    ],
)
def test_a_stretch_of_days_is_named_as_notices_do(start: date, end: date, told: str) -> None:
    assert period_words(start, end) == told


def test_a_month_without_sessions_has_no_notice(meetings: MeetingsService, workplace: Path) -> None:
    target = workplace / "tb.pdf"
    with pytest.raises(AppError, match="chưa có ngày tiếp công dân nào"):
        meetings.write_notice(target, date(2028, 1, 1), date(2028, 1, 31))
    assert not target.exists()


def test_a_full_disk_leaves_the_old_notice(
    meetings: MeetingsService, workplace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = workplace / "Thông báo.pdf"
    target.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for write in (
        lambda: meetings.write_notice(target, *DECEMBER),
        lambda: meetings.write_calendar(target, *DECEMBER),
        lambda: meetings.write_kit(target, meetings.find(*DECEMBER)[0].id),
    ):
        with pytest.raises(AppError) as caught:
            write()
        assert caught.value.code == "disk_full"
    assert target.read_bytes() == b"before"
    assert list(workplace.glob(".*tmp")) == []


def test_another_ending_is_refused(meetings: MeetingsService, workplace: Path) -> None:
    for name in ("tb.docx", "tb.txt", "tb"):
        with pytest.raises(AppError, match="đuôi|tệp"):
            meetings.write_notice(workplace / name, *DECEMBER)


# The kit


def entered(services: Services, kind: CaseKind, name: str, received: date, **fields: object) -> int:
    entry = CaseEntry(kind, received, name=name, address="Thôn Đồng", content=f"về việc của {name}")
    return services.cases.add(replace(entry, **fields)).id  # type: ignore[arg-type]


def session(meetings: MeetingsService) -> Meeting:
    return meetings.find(*DECEMBER)[0]


def test_a_kit_says_who_may_come_and_what_they_were_told_last(
    services: Services, meetings: MeetingsService
) -> None:
    case_id = entered(services, CaseKind.COMPLAINT, "Nguyễn Thị Nhung", date(2026, 11, 3))
    entered(services, CaseKind.PETITION, "Nguyễn Thị  Nhung".replace("  ", " "), date(2026, 11, 10))
    entered(
        services, CaseKind.FEEDBACK, "", date(2026, 11, 10), channel=Channel.SUGGESTION_BOX, anonymous=True
    )
    services.cases.step(
        case_id,
        StepEntry(
            CaseAction.ACCEPT,
            date(2026, 11, 10),
            document=DocumentRef("Thông báo thụ lý", "31/TB-UBND", date(2026, 11, 10)),
            text="Giao đo lại",
        ),
    )
    kit = meetings.kit(session(meetings).id)
    (person,) = kit.people
    assert (person.name, len(person.cases)) == ("Nguyễn Thị Nhung", 2)
    last = next(one for one in person.cases if one.case.id == case_id).last
    assert last is not None
    assert last.document.number == "31/TB-UBND"
    assert all("ngày" in one.time_left for one in person.cases)
    told = words(meetings.kit_pdf(session(meetings).id))
    for part in ("Nguyễn Thị Nhung", "Thôn Đồng", "31/TB-UBND", "Giao đo lại", "thứ Năm, 03/12/2026"):
        assert part in told, part


def test_a_kit_never_holds_a_word_of_a_denunciation(services: Services, meetings: MeetingsService) -> None:
    services.cases.add(
        CaseEntry(
            CaseKind.DENUNCIATION,
            date(2026, 11, 9),
            content=SECRET,
            against=SECRET,
            request=SECRET,
            note=SECRET,
            paper_file="Tủ 3",
        )
    )
    kit = meetings.kit(session(meetings).id)
    assert kit.denunciations == 1
    assert kit.people == ()
    assert SECRET not in repr(kit)
    told = words(meetings.kit_pdf(session(meetings).id))
    assert SECRET not in told
    assert "Ngoài ra có 1 đơn tố cáo đang xử lý" in told


def test_a_kit_lists_the_promises_due_and_the_session_before(
    services: Services, meetings: MeetingsService
) -> None:
    before = next(one for one in meetings.find_year(2026) if one.entry.day == date(2026, 11, 19))
    meetings.hold(before.id, visitors=7)
    meetings.conclude(before.id, "45/TB-UBND", date(2026, 11, 20))
    late = meetings.save_promise(Promise(0, before.id, "Sửa mương", "Sửa xong", "Vũ Hà", date(2026, 11, 30)))
    meetings.save_promise(Promise(0, before.id, "Việc năm sau", until=date(2027, 3, 1)))
    undated = meetings.save_promise(Promise(0, before.id, "Trồng cây"))
    kit = meetings.kit(session(meetings).id)
    assert [(one.promise.id, one.late) for one in kit.promises] == [(late.id, True), (undated.id, False)]
    assert kit.before is not None
    assert kit.before.conclusion == "45/TB-UBND"
    assert "7 lượt người; thông báo kết luận số 45/TB-UBND" in words(meetings.kit_pdf(session(meetings).id))


def test_a_kit_asks_the_records_a_fixed_number_of_times(
    services: Services, meetings: MeetingsService
) -> None:
    def count() -> int:
        asked: list[str] = []

        def on_execute(_c: object, _k: object, statement: str, *_rest: object) -> None:
            asked.append(statement)

        event.listen(services.db._engine, "before_cursor_execute", on_execute)
        try:
            meetings.kit(session(meetings).id)
        finally:
            event.remove(services.db._engine, "before_cursor_execute", on_execute)
        return len(asked)

    entered(services, CaseKind.PETITION, "Vũ Mai", date(2026, 11, 2))
    few = count()
    for number in range(20):
        entered(services, CaseKind.PETITION, f"Vũ Thị {number}", date(2026, 11, 3))
    assert count() == few


def test_a_kit_holds_what_a_person_can_read_and_counts_the_rest(
    services: Services, meetings: MeetingsService
) -> None:
    for number in range(125):
        entered(services, CaseKind.PETITION, f"Vũ Thị {number}", date(2026, 11, 3), content="đ" * 5000)
    kit = meetings.kit(session(meetings).id)
    assert (len(kit.people), kit.left_out) == (120, 5)
    assert "Còn 5 vụ việc khác" in words(meetings.kit_pdf(session(meetings).id))


# What was promised


def test_what_was_promised_is_listed_meeting_by_meeting(meetings: MeetingsService, workplace: Path) -> None:
    dialogue = meetings.save(MeetingEntry(MeetingKind.DIALOGUE, date(2026, 10, 8)))
    visit = meetings.save(MeetingEntry(MeetingKind.VISIT, date(2026, 11, 3), hamlet="Thôn Đồng"))
    done = meetings.save_promise(Promise(0, dialogue.id, "Lắp đèn", "Lắp 5 bóng", "Lê Hoa"))
    meetings.keep_promise(done.id, date(2026, 11, 10), "Đã lắp")
    meetings.save_promise(Promise(0, dialogue.id, "Sửa mương", until=date(2026, 11, 15)))
    meetings.save_promise(Promise(0, visit.id, "Trồng cây", until=date(2026, 12, 15)))
    written = meetings.write_promises(workplace / "Danh mục.pdf")
    told = words(written.file.read_bytes())
    for part in (
        "Hội nghị đối thoại với Nhân dân ngày 08/10/2026",
        "Buổi đi cơ sở ngày 03/11/2026, Thôn Đồng",
        "Đã thực hiện ngày 10/11/2026",
        "Quá hạn, chưa thực hiện",
        "Đang thực hiện",
        "Tổng số: 03; đã thực hiện: 01; quá hạn chưa thực hiện: 01.",
    ):
        assert part in told, part
    (one,) = meetings.promises(dialogue.id, open_only=True)
    meetings.write_promises(workplace / "Còn lại.pdf", open_only=True)
    left = words((workplace / "Còn lại.pdf").read_bytes())
    assert one.asked in left
    assert "Lắp đèn" not in left
    meetings.write_promises(workplace / "Danh mục.xlsx")
    assert (workplace / "Danh mục.xlsx").read_bytes().startswith(b"PK")


def test_an_empty_list_of_promises_is_not_written(meetings: MeetingsService, workplace: Path) -> None:
    with pytest.raises(AppError, match="Không có ý kiến"):
        meetings.write_promises(workplace / "Danh mục.pdf")
    with pytest.raises(AppError, match="xlsx"):
        meetings.write_promises(workplace / "Danh mục.doc")
    assert list(workplace.glob("Danh mục*")) == []


# The calendar file


def test_the_calendar_file_is_written_whole(meetings: MeetingsService, workplace: Path) -> None:
    target = meetings.write_calendar(workplace / "Lịch.ics", *DECEMBER)
    content = target.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"BEGIN:VEVENT") == 2
    assert "Bình" not in content.decode("utf-8")
