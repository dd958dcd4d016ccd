"""The words of the trail: what a table, a column and a value are called in the office."""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Final, TypeVar

from friendly_desktop.domain.activities.rules import KIND_TITLES as ACTIVITY_TITLES
from friendly_desktop.domain.assessment import LeafStatus, YearState
from friendly_desktop.domain.cases import words as case_words
from friendly_desktop.domain.letters import register as letter_words
from friendly_desktop.domain.meetings import MeetingState
from friendly_desktop.domain.proof.decisions import DecisionKind
from friendly_desktop.domain.rights import Role
from friendly_desktop.domain.settings import declared
from friendly_desktop.domain.surveys import BallotState, SurveyState
from friendly_desktop.domain.trail import Operation, TrailLine
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _
from friendly_desktop.services.people.words import role_title

#: What a row of each table is.
RECORDS: Final[Mapping[str, str]] = {
    "activities": N_("Hoạt động"),
    "activity_nodes": N_("Mục của hoạt động"),
    "ballots": N_("Phiếu của đợt khảo sát"),
    "calendar_days": N_("Ngày nghỉ, ngày làm bù"),
    "case_deadlines": N_("Thời hạn của vụ việc"),
    "case_forms": N_("Biểu mẫu của vụ việc"),
    "case_links": N_("Nối vụ việc"),
    "case_steps": N_("Bước xử lý vụ việc"),
    "cases": N_("Vụ việc"),
    "criteria_sets": N_("Bộ tiêu chí"),
    "deadline_rules": N_("Quy định về thời hạn"),
    "disclosures": N_("Sổ cung cấp thông tin"),
    "disposals": N_("Đợt hủy dữ liệu"),
    "entries": N_("Chấm điểm"),
    "evidence": N_("Minh chứng"),
    "evidence_links": N_("Minh chứng của mục"),
    "evidence_versions": N_("Bản trước của minh chứng"),
    "exports": N_("Gói hồ sơ"),
    "hamlets": N_("Thôn, tổ dân phố"),
    "indicator_values": N_("Số liệu tháng"),
    "indicators": N_("Chỉ tiêu"),
    "late_files": N_("Hồ sơ trễ hạn"),
    "letter_books": N_("Sổ thư"),
    "letter_events": N_("Việc ký, trao thư"),
    "letter_prints": N_("Lần in thư"),
    "letter_samples": N_("Thư mẫu"),
    "letter_templates": N_("Mẫu thư"),
    "letters": N_("Thư"),
    "meetings": N_("Buổi tiếp dân, đối thoại"),
    "people": N_("Cán bộ, công chức"),
    "postings": N_("Tờ niêm yết"),
    "promises": N_("Việc đã hứa"),
    "proof_decisions": N_("Quyết định chấm"),
    "record_files": N_("Ảnh, giấy tờ kèm theo"),
    "recovery_sheets": N_("Phiếu khôi phục"),
    "register_pages": N_("Trang sổ đã in"),
    "report_texts": N_("Lời văn báo cáo"),
    "settings": N_("Cài đặt"),
    "signatories": N_("Người ký"),
    "snapshots": N_("Bản chốt số liệu"),
    "survey_forms": N_("Mẫu phiếu khảo sát"),
    "surveys": N_("Đợt khảo sát"),
    "units": N_("Phòng, bộ phận"),
    "users": N_("Người dùng"),
    "veto_answers": N_("Điều kiện loại"),
    "years": N_("Năm đánh giá"),
}

#: What a column is called; the same word wherever it stands.
_COLUMNS: Final[Mapping[str, str]] = {
    "accepted_on": N_("ngày thụ lý"),
    "action": N_("bước"),
    "address": N_("địa chỉ"),
    "answers": N_("câu trả lời"),
    "appraised_points": N_("điểm thẩm định"),
    "archived": N_("bản in lưu"),
    "asked": N_("điều dân hỏi"),
    "basis": N_("căn cứ"),
    "cancelled_on": N_("ngày hủy"),
    "channel": N_("nguồn đơn"),
    "closed_on": N_("ngày kết thúc"),
    "competence": N_("thẩm quyền"),
    "conditions": N_("điều kiện xử lý"),
    "content": N_("nội dung"),
    "copies": N_("số bản"),
    "count": N_("số lượng"),
    "date": N_("ngày ghi trên thư"),
    "day": N_("ngày"),
    "decision": N_("quyết định"),
    "delivered_on": N_("ngày trao, gửi"),
    "delivery": N_("cách trao"),
    "description": N_("mô tả"),
    "disabled_at": N_("lúc khóa tài khoản"),
    "done_on": N_("ngày xong"),
    "down_on": N_("ngày gỡ"),
    "due": N_("hạn"),
    "ends": N_("kết thúc"),
    "failures": N_("số lần nhập sai mật khẩu"),
    "field_values": N_("nội dung các ô"),
    "files": N_("số tệp"),
    "first_day": N_("từ ngày"),
    "frozen_on": N_("ngày chốt"),
    "group_name": N_("nhóm"),
    "hamlet": N_("thôn, tổ dân phố"),
    "holds": N_("có xảy ra"),
    "hung_on": N_("ngày treo"),
    "identity": N_("số định danh"),
    "is_default": N_("người ký thường dùng"),
    "issued": N_("phát ra"),
    "issued_on": N_("ngày ban hành"),
    "kind": N_("loại"),
    "last_day": N_("đến ngày"),
    "length": N_("số ngày"),
    "level": N_("mức độ"),
    "made_on": N_("ngày làm"),
    "met_on": N_("ngày thực hiện"),
    "month": N_("tháng"),
    "moved_from": N_("dời từ ngày"),
    "name": N_("tên"),
    "national_on": N_("ngày nhập CSDL quốc gia"),
    "node": N_("mục"),
    "note": N_("ghi chú"),
    "notes": N_("ghi chép"),
    "number": N_("số"),
    "number_text": N_("số, ký hiệu"),
    "officer": N_("người được giao"),
    "officer_id": N_("người phụ trách"),
    "on_day": N_("ngày"),
    "on_time": N_("đúng hạn"),
    "open": N_("còn việc phải làm"),
    "outcome": N_("kết quả"),
    "pages": N_("số trang"),
    "participants": N_("người dự"),
    "people": N_("số người"),
    "person": N_("người nộp hồ sơ"),
    "phone": N_("số điện thoại"),
    "place": N_("nơi"),
    "points": N_("điểm"),
    "position": N_("chức vụ"),
    "posted_on": N_("ngày niêm yết"),
    "promised": N_("hẹn trả"),
    "proposed": N_("điểm đề nghị"),
    "reason": N_("lý do"),
    "received": N_("ngày nhận"),
    "receiver": N_("người tiếp"),
    "recipient": N_("người nhận"),
    "record": N_("quyết định hủy"),
    "register_number": N_("số trong sổ tiếp dân"),
    "removed_at": N_("bỏ vào thùng rác"),
    "request": N_("yêu cầu"),
    "result": N_("kết quả"),
    "returned": N_("thu về"),
    "role": N_("vai trò"),
    "rule_id": N_("quy định"),
    "second_share": N_("tỷ lệ nhập lần hai"),
    "secret": N_("mật khẩu"),
    "set_id": N_("bộ tiêu chí"),
    "set_version": N_("bản của bộ tiêu chí"),
    "signed_on": N_("ngày ký"),
    "size": N_("khổ giấy"),
    "start": N_("từ ngày"),
    "starts": N_("bắt đầu"),
    "state": N_("trạng thái"),
    "status": N_("tình trạng"),
    "subject": N_("hồ sơ"),
    "submission": N_("lần nộp"),
    "text": N_("lời văn"),
    "times": N_("số lần"),
    "title": N_("tiêu đề"),
    "topic": N_("chủ đề"),
    "total": N_("tổng điểm"),
    "unit_id": N_("phòng, bộ phận"),
    "until": N_("đến ngày"),
    "value": N_("giá trị"),
    "version": N_("bản"),
    "visitors": N_("số người đến"),
    "waiting": N_("chờ cơ quan khác"),
    "what": N_("thông tin đã cung cấp"),
    "year": N_("năm"),
}

_OPERATIONS: Final[Mapping[Operation, str]] = {
    Operation.INSERT: N_("Thêm"),
    Operation.UPDATE: N_("Sửa"),
    Operation.DELETE: N_("Xóa"),
}

_MEETING_STATES: Final[Mapping[MeetingState, str]] = {
    MeetingState.PLANNED: N_("dự kiến"),
    MeetingState.HELD: N_("đã tổ chức"),
    MeetingState.POSTPONED: N_("đã hoãn"),
    MeetingState.CANCELLED: N_("đã hủy"),
}
_YEAR_STATES: Final[Mapping[YearState, str]] = {
    YearState.OPEN: N_("đang chấm"),
    YearState.FROZEN: N_("đã chốt"),
}
_LEAF_STATUSES: Final[Mapping[LeafStatus, str]] = {
    LeafStatus.TODO: N_("chưa làm"),
    LeafStatus.DOING: N_("đang làm"),
    LeafStatus.DONE: N_("đã xong"),
    LeafStatus.NOT_APPLICABLE: N_("không áp dụng"),
}
_DECISIONS: Final[Mapping[DecisionKind, str]] = {
    DecisionKind.ACCEPTED: N_("chấp nhận"),
    DecisionKind.OVERRIDDEN: N_("chấm khác"),
}
_SURVEY_STATES: Final[Mapping[SurveyState, str]] = {
    SurveyState.OPEN: N_("đang nhập phiếu"),
    SurveyState.CLOSED: N_("đã đóng"),
}
_BALLOT_STATES: Final[Mapping[BallotState, str]] = {
    BallotState.VALID: N_("hợp lệ"),
    BallotState.INVALID: N_("không hợp lệ"),
}
_Choice = TypeVar("_Choice", bound=Enum)


def _by_value(titles: Mapping[_Choice, str]) -> Mapping[str, str]:
    return {one.value: words for one, words in titles.items()}


#: What a stored word is on the screen, by table and column.
_VALUES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("cases", "state"): _by_value(case_words.STATE_TITLES),
    ("case_steps", "state"): _by_value(case_words.STATE_TITLES),
    ("case_steps", "action"): _by_value(case_words.ACTION_TITLES),
    ("cases", "kind"): _by_value(case_words.KIND_TITLES),
    ("cases", "channel"): _by_value(case_words.CHANNEL_TITLES),
    ("cases", "outcome"): _by_value(case_words.OUTCOME_TITLES),
    ("letters", "kind"): _by_value(letter_words.KIND_TITLES),
    ("letters", "state"): _by_value(letter_words.STATE_TITLES),
    ("letter_events", "state"): _by_value(letter_words.STATE_TITLES),
    ("activities", "kind"): _by_value(ACTIVITY_TITLES),
    ("ballots", "state"): _by_value(_BALLOT_STATES),
    ("entries", "status"): _by_value(_LEAF_STATUSES),
    ("proof_decisions", "decision"): _by_value(_DECISIONS),
    ("surveys", "state"): _by_value(_SURVEY_STATES),
    ("years", "state"): _by_value(_YEAR_STATES),
    ("meetings", "state"): _by_value(_MEETING_STATES),
}
#: A word of the program: "overridden", "front", "case_forms".
_IDENTIFIER: Final = re.compile(r"[a-z]+(?:_[a-z]+)*")
_ROLES: Final = {role.value: role for role in Role}
_FLAGS: Final = frozenset(
    {"open", "waiting", "on_time", "holds", "anonymous", "remote", "chairman", "draft", "lying", "succeeded"}
)
#: The most columns of one line that are told; the rest, and what has no word, is counted.
_MOST = 6


def record_words(table: str) -> str:
    """What a row of a table is called."""
    return _(RECORDS[table]) if table in RECORDS else table


def operation_words(operation: Operation) -> str:
    """Added, changed or deleted."""
    return _(_OPERATIONS[operation])


def key_words(line: TrailLine, code: str = "") -> str:
    """Which row it was: its code where it has one, else its number."""
    if code:
        return code
    if line.table == "settings":
        setting = declared(line.key)
        return _(setting.words) if setting else line.key
    return line.key.replace(" ", " · ")


def change_words(line: TrailLine) -> str:
    """What changed, in one sentence: "trạng thái: mới vào sổ → đã thụ lý; nội dung: •••"."""
    told = []
    values = line.values()
    known = [column for column in values if column in _COLUMNS and _has_words(line, column, values[column])]
    known = known[:_MOST]
    for column in known:
        words, value = _(_COLUMNS[column]), values[column]
        if line.operation is Operation.UPDATE:
            old, new = (_value_words(line.table, column, one) for one in value)
            told.append(_("{column}: {old} → {new}").format(column=words, old=old, new=new))
        else:
            value_words = _value_words(line.table, column, value)
            told.append(_("{column}: {value}").format(column=words, value=value_words))
    if rest := len(values) - len(known):
        told.append(_("và {n} ô khác").format(n=rest) if told else _("{n} ô").format(n=rest))
    return "; ".join(told)


def _has_words(line: TrailLine, column: str, value: object) -> bool:
    """Whether a value says something to people: what is a word of the program alone is only counted."""
    some = value if isinstance(value, list) else [value]
    known = _VALUES.get((line.table, column), {})
    return all(
        one in known or (line.table, column) == ("users", "role") or not _IDENTIFIER.fullmatch(one)
        for one in some
        if isinstance(one, str)
    )


def _value_words(table: str, column: str, value: object) -> str:
    if value is None or value == "":
        return _("(trống)")
    if column in _FLAGS and value in (0, 1):
        return _("có") if value else _("không")
    if isinstance(value, str):
        if value in (known := _VALUES.get((table, column), {})):
            return _(known[value])
        if (table, column) == ("users", "role") and value in _ROLES:
            return role_title(_ROLES[value])
        try:
            return short_date(date.fromisoformat(value))
        except ValueError:
            return value
    return str(value)
