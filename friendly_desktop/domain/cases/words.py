"""What people call kinds, channels, states, steps and lists of cases; and how one is named without a denouncer.

The words are those of TT 05/2021/TT-TTCP, Luật Khiếu nại and Luật Tố cáo; translate them with ``_`` where shown.
"""

from collections.abc import Mapping

from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseState,
    CaseView,
    Channel,
    Competence,
    Conditions,
    LinkKind,
    Outcome,
    PaperState,
    case_code,
)
from friendly_desktop.domain.deadlines import Complexity, Unit
from friendly_desktop.i18n import N_, _

#: Most letters a list shows of a matter.
SUMMARY_LENGTH = 160

KIND_TITLES: Mapping[CaseKind, str] = {
    CaseKind.COMPLAINT: N_("Khiếu nại"),
    CaseKind.DENUNCIATION: N_("Tố cáo"),
    CaseKind.PETITION: N_("Kiến nghị"),
    CaseKind.FEEDBACK: N_("Phản ánh, góp ý"),
}

CHANNEL_TITLES: Mapping[Channel, str] = {
    Channel.IN_PERSON: N_("Tiếp trực tiếp"),
    Channel.POST: N_("Bưu chính"),
    Channel.SUGGESTION_BOX: N_("Hòm thư góp ý"),
    Channel.HOTLINE: N_("Đường dây nóng"),
    Channel.LINE_1022: N_("Tổng đài 1022"),
    Channel.ZALO: N_("Zalo"),
    Channel.FACEBOOK: N_("Facebook"),
    Channel.EMAIL: N_("Thư điện tử"),
    Channel.FRONT: N_("Mặt trận Tổ quốc, đoàn thể"),
    Channel.DIALOGUE: N_("Hội nghị đối thoại"),
}

STATE_TITLES: Mapping[CaseState, str] = {
    CaseState.ENTERED: N_("Mới vào sổ"),
    CaseState.PROCESSING: N_("Đang xử lý đơn"),
    CaseState.ACCEPTED: N_("Đã thụ lý"),
    CaseState.RESOLVING: N_("Đang giải quyết"),
    CaseState.SUSPENDED: N_("Tạm đình chỉ"),
    CaseState.RESOLVED: N_("Đã giải quyết"),
    CaseState.GUIDED: N_("Đã hướng dẫn"),
    CaseState.TRANSFERRED: N_("Đã chuyển đơn"),
    CaseState.NOT_ACCEPTED: N_("Không thụ lý"),
    CaseState.FILED: N_("Lưu đơn"),
    CaseState.TERMINATED: N_("Đình chỉ"),
    CaseState.WITHDRAWN: N_("Đã rút đơn"),
    CaseState.DECLINED: N_("Từ chối tiếp"),
}

ACTION_TITLES: Mapping[CaseAction, str] = {
    CaseAction.ENTER: N_("Vào sổ"),
    CaseAction.CLASSIFY: N_("Phân loại đơn"),
    CaseAction.ASK_MORE: N_("Yêu cầu bổ sung"),
    CaseAction.ACCEPT: N_("Thụ lý"),
    CaseAction.NOT_ACCEPT: N_("Không thụ lý"),
    CaseAction.GUIDE: N_("Hướng dẫn, trả lại đơn"),
    CaseAction.TRANSFER: N_("Chuyển đơn"),
    CaseAction.FILE: N_("Lưu đơn"),
    CaseAction.ASSIGN: N_("Giao việc"),
    CaseAction.DIALOGUE: N_("Đối thoại"),
    CaseAction.EXTEND: N_("Gia hạn"),
    CaseAction.SUSPEND: N_("Tạm đình chỉ"),
    CaseAction.RESUME: N_("Tiếp tục giải quyết"),
    CaseAction.RESOLVE: N_("Ra quyết định, kết luận"),
    CaseAction.ANSWER: N_("Trả lời"),
    CaseAction.NOTIFY: N_("Gửi kết quả"),
    CaseAction.PUBLISH: N_("Công khai kết quả"),
    CaseAction.OUTSIDE_RESULT: N_("Kết quả của cơ quan khác"),
    CaseAction.WITHDRAW: N_("Rút đơn"),
    CaseAction.TERMINATE: N_("Đình chỉ giải quyết"),
    CaseAction.DECLINE: N_("Từ chối tiếp"),
    CaseAction.REOPEN: N_("Mở lại"),
    CaseAction.NATIONAL: N_("Nhập cơ sở dữ liệu quốc gia"),
    CaseAction.SPLIT: N_("Tách đơn"),
    CaseAction.LINK: N_("Nối với vụ việc khác"),
    CaseAction.CORRECT: N_("Đính chính"),
    CaseAction.NOTE: N_("Ghi chú"),
}

CONDITION_TITLES: Mapping[Conditions, str] = {
    Conditions.UNKNOWN: N_("Chưa xem xét"),
    Conditions.MET: N_("Đủ điều kiện xử lý"),
    Conditions.NOT_MET: N_("Không đủ điều kiện xử lý"),
}

COMPETENCE_TITLES: Mapping[Competence, str] = {
    Competence.UNKNOWN: N_("Chưa xác định"),
    Competence.OWN: N_("Thuộc thẩm quyền"),
    Competence.OTHER: N_("Không thuộc thẩm quyền"),
}

COMPLEXITY_TITLES: Mapping[Complexity, str] = {
    Complexity.NORMAL: N_("Thông thường"),
    Complexity.COMPLEX: N_("Phức tạp"),
    Complexity.VERY_COMPLEX: N_("Đặc biệt phức tạp"),
}

OUTCOME_TITLES: Mapping[Outcome, str] = {
    Outcome.NONE: N_("Chưa có kết quả"),
    Outcome.RIGHT: N_("Đúng"),
    Outcome.PARTLY: N_("Đúng một phần"),
    Outcome.WRONG: N_("Sai"),
    Outcome.EXPLAINED: N_("Đã trả lời, giải thích"),
    Outcome.DONE: N_("Đã thực hiện theo kiến nghị"),
}

PAPER_TITLES: Mapping[PaperState, str] = {
    PaperState.ORIGINAL: N_("Bản chính"),
    PaperState.COPY: N_("Bản phô tô"),
    PaperState.CERTIFIED: N_("Bản sao công chứng, chứng thực"),
}

LINK_TITLES: Mapping[LinkKind, str] = {
    LinkKind.SAME: N_("Cùng nội dung"),
    LinkKind.SPLIT: N_("Tách ra"),
    LinkKind.RELATED: N_("Có liên quan"),
}

VIEW_TITLES: Mapping[CaseView, str] = {
    CaseView.ALL: N_("Tất cả"),
    CaseView.OPEN: N_("Đang xử lý"),
    CaseView.TODAY: N_("Hết hạn hôm nay"),
    CaseView.WEEK: N_("Hết hạn tuần này"),
    CaseView.OVERDUE: N_("Quá hạn"),
    CaseView.NOT_NATIONAL: N_("Chưa nhập CSDL quốc gia"),
    CaseView.WAITING: N_("Chờ cơ quan khác"),
    CaseView.OLD: N_("Gần hoặc quá 45 ngày"),
}

UNIT_TITLES: Mapping[Unit, str] = {
    Unit.WORKING_DAY: N_("ngày làm việc"),
    Unit.CALENDAR_DAY: N_("ngày"),
}


def denouncer_code(year: int, number: int) -> str:
    """What stands for a denouncer everywhere: "TC-2026-015"."""
    return f"TC-{case_code(year, number)}"


def person_of(case: Case) -> str:
    """Who a case is of, as any list or paper may say it.

    A denouncer is a code (LTC Điều 8(3)); somebody unknown is told as such.
    """
    return person_named(case.entry, case.year, case.number)


def person_named(entry: CaseEntry, year: int, number: int) -> str:
    """The same before the case is stored."""
    return person_words(entry.kind, entry.name, year, number)


def person_words(kind: CaseKind, name: str, year: int, number: int) -> str:
    """The same from the bare facts, for lists."""
    if kind is CaseKind.DENUNCIATION:
        return _("Người tố cáo số {code}").format(code=denouncer_code(year, number))
    return name or _("Không rõ người gửi")


def summary_of(case: Case) -> str:
    """One line of the matter for lists; of a denunciation only where its paper file is."""
    return matter_words(case.entry.kind, case.entry.content, case.entry.paper_file)


def matter_words(kind: CaseKind, content: str, paper_file: str) -> str:
    """The same from the bare facts, for lists."""
    if kind is CaseKind.DENUNCIATION:
        if paper_file:
            return _("Hồ sơ giấy: {place}").format(place=paper_file)
        return _("Chưa ghi nơi để hồ sơ giấy")
    return shortened(content)


def shortened(text: str, length: int = SUMMARY_LENGTH) -> str:
    """The beginning of a text as one line of at most ``length`` letters, cut between words."""
    line = " ".join(text[: 3 * length].split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,.;:") + "…"
