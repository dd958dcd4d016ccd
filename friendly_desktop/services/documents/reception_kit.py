"""The kit for a reception day on paper: who may come, what they were told last, which promises are due.

An inner paper of the office without a prescribed form; it holds personal data and says so on its first page.
"""

from friendly_desktop import formats
from friendly_desktop.domain.cases import StepEntry
from friendly_desktop.domain.cases.words import ACTION_TITLES, KIND_TITLES, STATE_TITLES, shortened
from friendly_desktop.domain.meeting_kit import KitCase, KitPerson, KitPromise, MeetingKit
from friendly_desktop.domain.meetings import MeetingKind
from friendly_desktop.domain.office import Office
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.reception_notice import hours
from friendly_desktop.services.documents.score_table import table_head

#: What a meeting of each kind is called on paper.
MEETING_TITLES = {
    MeetingKind.REGULAR: "Buổi tiếp công dân thường xuyên",
    MeetingKind.PERIODIC: "Buổi tiếp công dân định kỳ",
    MeetingKind.AD_HOC: "Buổi tiếp công dân đột xuất",
    MeetingKind.DIALOGUE: "Hội nghị đối thoại với Nhân dân",
    MeetingKind.VISIT: "Buổi đi cơ sở",
}
_PAGE = Page(width=297, height=210, top=15, bottom=15, left=20, right=15)
_PEOPLE_WIDTHS = (12.0, 46.0, 84.0, 46.0, 48.0, 26.0)
_PROMISE_WIDTHS = (12.0, 86.0, 76.0, 42.0, 46.0)
_PRIVATE = (
    "Tài liệu có dữ liệu cá nhân của công dân: chỉ dùng để chuẩn bị và tiếp công dân, không sao chép, không"
    " niêm yết; hủy sau khi dùng."
)


def kit(office: Office, content: MeetingKit) -> Document:
    """The kit, A4 across."""
    with in_vietnamese():
        return _kit(office, content)


def _kit(office: Office, content: MeetingKit) -> Document:
    entry = content.meeting.entry
    blocks: list[Block] = [
        paragraph(
            decree30.issuing_body(office).replace("\n", " "), bold=True, size=12, align=Align.LEFT, after=6
        ),
        paragraph(
            "TÀI LIỆU CHUẨN BỊ TIẾP CÔNG DÂN", bold=True, size=14, align=Align.CENTER, keep_with_next=True
        ),
        paragraph(
            f"{MEETING_TITLES[entry.kind]} {formats.weekday_date(entry.day)}",
            bold=True, size=13, align=Align.CENTER, after=6, keep_with_next=True,
        ),
        paragraph(_PRIVATE, italic=True, size=11, after=4, align=Align.LEFT),
        *_facts(content),
        _heading(f"1. Việc đã hứa đến hạn ({len(content.promises)})"),
        *_promises(content.promises),
        _heading(f"2. Công dân có thể đến ({_people_counted(content)})"),
        *_people(content.people),
        *_rest(content),
    ]  # fmt: skip
    title = f"Chuẩn bị tiếp công dân {formats.short_date(entry.day)}"
    return Document(title, tuple(blocks), page=_PAGE, author=outline.committee(office))


def _facts(content: MeetingKit) -> list[Paragraph]:
    entry = content.meeting.entry
    receiver = ", ".join(part for part in (entry.receiver, entry.post) if part)
    when, where = hours(entry.starts, entry.ends), entry.place or "…"
    lines = [f"Người tiếp: {receiver or '…'}. Thời gian: {when}. Địa điểm: {where}."]
    if entry.participants:
        lines.append(f"Cùng tham dự: {' '.join(entry.participants.split()).rstrip('.')}.")
    before = content.before
    if before is not None:
        told = f"Buổi trước: {formats.short_date(before.entry.day)}"
        if before.entry.visitors is not None:
            told += f", {before.entry.visitors} lượt người"
        if before.conclusion:
            told += f"; thông báo kết luận số {before.conclusion}"
        lines.append(f"{told}.")
    lines.append("Thời hạn dưới đây tính đến ngày tiếp.")
    return [paragraph(line, size=12, after=3, align=Align.LEFT) for line in lines]


def _heading(text: str) -> Paragraph:
    return paragraph(text, bold=True, size=13, align=Align.LEFT, before=8, after=4, keep_with_next=True)


def _people_counted(content: MeetingKit) -> str:
    cases = sum(len(one.cases) for one in content.people)
    return f"{len(content.people)} người, {cases} vụ việc"


def _people(people: tuple[KitPerson, ...]) -> list[Block]:
    if not people:
        return [paragraph("Không có vụ việc nào đang xử lý.", size=12, align=Align.LEFT)]
    head = table_head("STT", "Công dân", "Vụ việc", "Trạng thái, thời hạn", "Trả lời gần nhất", "Ghi chép")
    rows = []
    for number, person in enumerate(people, start=1):
        for index, one in enumerate(person.cases):
            rows.append(_row(number if index == 0 else 0, person if index == 0 else None, one))
    return [Table(_PEOPLE_WIDTHS, (head,), tuple(rows))]


def _row(number: int, person: KitPerson | None, one: KitCase) -> Row:
    case = one.case
    who: tuple[Paragraph, ...] = ()
    if person is not None:
        who = (
            _text(person.name, bold=True),
            *(_text(line) for line in (person.address, person.phone) if line),
        )
    more = f" ({case.entry.people} người)" if case.entry.people > 1 else ""
    matter = [
        _text(
            f"{_(KIND_TITLES[case.entry.kind])} {case.code}, nhận {formats.short_date(case.entry.received)}{more}"
        ),
        _text(shortened(case.entry.content, 180) or "…"),
    ]
    if case.entry.request:
        matter.append(_text(f"Đề nghị: {shortened(case.entry.request, 100)}", italic=True))
    state = [_text(_(STATE_TITLES[case.state]))]
    if case.due is not None and case.state.open:
        state.append(_text(f"Hạn {formats.short_date(case.due)}: {one.time_left}", bold=True))
    if case.officer:
        state.append(_text(f"Người được giao: {case.officer}"))
    return Row(
        (
            Cell(
                (decree30.cell_text(str(number) if number else "", align=Align.CENTER),), joined=number == 0
            ),
            Cell(who, joined=number == 0),
            Cell(tuple(matter)),
            Cell(tuple(state)),
            Cell(tuple(_last(one.last))),
            Cell(),
        )
    )


def _last(step: StepEntry | None) -> list[Paragraph]:
    if step is None:
        return [_text("Chưa có trả lời.")]
    paper = step.document
    told = f"{_(ACTION_TITLES[step.action])} ngày {formats.short_date(step.on)}"
    if paper.number:
        told += f", số {paper.number}"
    if step.body:
        told += f", {step.body}"
    lines = [_text(told)]
    if step.text:
        lines.append(_text(shortened(step.text, 240)))
    return lines


def _rest(content: MeetingKit) -> list[Paragraph]:
    lines = []
    if content.left_out:
        lines.append(f"Còn {content.left_out} vụ việc khác, xem trong chương trình.")
    if content.denunciations:
        lines.append(
            f"Ngoài ra có {content.denunciations} đơn tố cáo đang xử lý; xem hồ sơ giấy, không ghi ở đây."
        )
    return [paragraph(line, size=12, align=Align.LEFT, before=4) for line in lines]


def _promises(promises: tuple[KitPromise, ...]) -> list[Block]:
    if not promises:
        return [paragraph("Không có việc đã hứa nào đến hạn.", size=12, align=Align.LEFT)]
    rows = []
    for number, one in enumerate(promises, start=1):
        until = formats.short_date(one.promise.until, "Chưa định ngày")
        due = [_text(until, bold=one.late)]
        if one.late:
            due.append(_text("Đã quá hạn", bold=True))
        rows.append(
            Row(
                (
                    Cell((decree30.cell_text(str(number), align=Align.CENTER),)),
                    Cell(
                        (
                            _text(shortened(one.promise.asked, 240)),
                            _text(f"(ghi ngày {formats.short_date(one.made_on)})", italic=True),
                        )
                    ),
                    Cell((_text(shortened(one.promise.promised, 240)),)),
                    Cell((_text(one.promise.officer),)),
                    Cell(tuple(due)),
                )
            )
        )
    head = table_head("STT", "Người dân đề nghị", "Đã hứa", "Người thực hiện", "Thời hạn")
    return [Table(_PROMISE_WIDTHS, (head,), tuple(rows))]


def _text(text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    return decree30.cell_text(text, bold=bold, italic=italic, size=11, verbatim=True)
