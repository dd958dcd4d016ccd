"""What people call the parts of a deadline rule and of the working calendar."""

from friendly_desktop.domain.deadlines import DeadlineRule, RuleRole, RuleStart, Unit
from friendly_desktop.domain.deadlines.workdays import Confidence, DayKind
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import N_, _

_STARTS = {
    RuleStart.RECEIVED: N_("ngày tiếp nhận"),
    RuleStart.GROUNDS: N_("ngày đủ căn cứ từ chối"),
    RuleStart.ACCEPTED: N_("ngày thụ lý"),
    RuleStart.DECISION: N_("ngày ra quyết định giải quyết"),
    RuleStart.CONCLUSION: N_("ngày ban hành kết luận nội dung tố cáo"),
    RuleStart.SUSPENSION: N_("ngày ra quyết định tạm đình chỉ, đình chỉ"),
    RuleStart.SESSION: N_("ngày tiếp công dân, đối thoại"),
}
_ROLES = {
    RuleRole.DEADLINE: N_("thời hạn"),
    RuleRole.ALARM: N_("mốc cảnh báo"),
    RuleRole.INFO: N_("để biết"),
}
_UNITS = {Unit.WORKING_DAY: N_("ngày làm việc"), Unit.CALENDAR_DAY: N_("ngày")}
_CONFIDENCES = {
    Confidence.READ: N_("đã đối chiếu văn bản"),
    Confidence.REPORTED: N_("theo nguồn thứ cấp, chưa đối chiếu văn bản"),
    Confidence.WEAK: N_("suy luận hoặc một nguồn yếu, chưa đối chiếu văn bản"),
    Confidence.KNOWN: N_("hiểu biết chung, chưa đối chiếu văn bản"),
}
_KINDS = {
    DayKind.OFF: N_("nghỉ"),
    DayKind.SWAPPED: N_("nghỉ bù, hoán đổi"),
    DayKind.MAKE_UP: N_("làm bù"),
}
_LENGTHS = {
    "normal": N_("bình thường"),
    "complex": N_("phức tạp"),
    "very_complex": N_("đặc biệt phức tạp"),
    "remote_normal": N_("vùng sâu, vùng xa"),
    "remote_complex": N_("vùng sâu, vùng xa, phức tạp"),
    "remote_very_complex": N_("vùng sâu, vùng xa, đặc biệt phức tạp"),
    "several_places": N_("xác minh tại nhiều địa điểm"),
}


def start_words(start: RuleStart) -> str:
    """The act a limit runs from: "ngày thụ lý"."""
    return _(_STARTS[start])


def role_words(role: RuleRole) -> str:
    """What a rule is for: "thời hạn", "mốc cảnh báo"."""
    return _(_ROLES[role])


def unit_name(unit: Unit) -> str:
    """The unit alone: "ngày làm việc"."""
    return _(_UNITS[unit])


def confidence_words(confidence: Confidence) -> str:
    """How sure a fact is; all but the first say that nobody compared it with the text."""
    return _(_CONFIDENCES[confidence])


def day_kind_words(kind: DayKind) -> str:
    """The kind of a row of the calendar: "làm bù"."""
    return _(_KINDS[kind])


def length_words(name: str) -> str:
    """The condition of one of ``DeadlineRule.lengths``."""
    return _(_LENGTHS[name])


def force_words(rule: DeadlineRule) -> str:
    """When a rule is in force: "từ 01/07/2026", "đến 30/06/2026", "" without bounds."""
    if rule.valid_from and rule.valid_to:
        told = _("từ {first} đến {last}")
        return told.format(first=short_date(rule.valid_from), last=short_date(rule.valid_to))
    if rule.valid_from:
        return _("từ {first}").format(first=short_date(rule.valid_from))
    return _("đến {last}").format(last=short_date(rule.valid_to)) if rule.valid_to else ""
