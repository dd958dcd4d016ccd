"""Words of backups that commands and windows share."""

from friendly_desktop import formats
from friendly_desktop.domain.backups import BackupState, Reason
from friendly_desktop.i18n import _, ngettext


def reason_words(reason: Reason) -> str:
    """Why a backup was made."""
    return {
        Reason.MANUAL: _("người dùng bấm sao lưu"),
        Reason.START: _("tự động khi mở chương trình"),
        Reason.HOURLY: _("tự động hằng giờ"),
        Reason.BEFORE_MIGRATION: _("trước khi nâng cấp dữ liệu"),
        Reason.BEFORE_IMPORT: _("trước khi nhập danh sách"),
        Reason.BEFORE_RESTORE: _("dữ liệu trước khi khôi phục"),
    }[reason]


def kind_words(kind: str) -> str:
    """A kind of records, as a clerk names it."""
    return {
        "office": _("Đơn vị, cán bộ, người ký, cài đặt"),
        "assessment": _("Tiêu chí, điểm tự chấm, gói hồ sơ"),
        "evidence": _("Minh chứng"),
        "letters": _("Thư, mẫu thư, sổ thư"),
        "cases": _("Đơn, vụ việc, sổ tiếp công dân"),
        "meetings": _("Lịch tiếp dân, đối thoại, việc đã hứa"),
        "surveys": _("Khảo sát, phiếu"),
        "figures": _("Số liệu tháng, hồ sơ trễ hạn"),
        "activities": _("Nhật ký hoạt động"),
        "postings": _("Niêm yết"),
        "calendar": _("Lịch làm việc, thời hạn"),
        "trail": _("Nhật ký thay đổi, sổ cung cấp thông tin"),
        "other": _("Bản đang ghi dở"),
    }[kind]


def last_words(state: BackupState) -> str:
    """When the last backup was made, as the page says it."""
    if state.problem:
        return _("Lần sao lưu gần nhất chưa được: {problem}").format(problem=state.problem)
    if state.last is None:
        return _("Chưa có bản sao lưu nào trên máy này.")
    return _(
        "Bản gần nhất lúc {moment}, đã đọc lại. Chương trình tự sao lưu khi mở và mỗi giờ một lần."
    ).format(moment=formats.moment(state.last.made_at))


def second_words(state: BackupState) -> str:
    """How the second place stands, as the page says it."""
    second = state.second
    if not second.folder:
        return _("Chưa có nơi sao lưu thứ hai: ổ đĩa này hỏng thì mất cả dữ liệu lẫn bản sao lưu.")
    if second.problem:
        return _("Nơi thứ hai ({folder}): {problem}").format(folder=second.folder, problem=second.problem)
    if not second.here:
        if second.last_at is None:
            return _("Nơi thứ hai ({folder}) chưa cắm vào máy.").format(folder=second.folder)
        return _("Nơi thứ hai ({folder}) chưa cắm vào máy; lần chép gần nhất {moment}.").format(
            folder=second.folder, moment=formats.moment(second.last_at)
        )
    if second.last_at is None:
        words = _("Nơi thứ hai: {folder}. Bản sao lưu tới sẽ được chép sang.").format(folder=second.folder)
    else:
        words = _("Nơi thứ hai: {folder}, chép gần nhất {moment}.").format(
            folder=second.folder, moment=formats.moment(second.last_at)
        )
    if second.same_disk:
        words = _("{told} Nơi này cùng ổ đĩa với dữ liệu; nên chọn USB hoặc ổ đĩa khác.").format(told=words)
    return words


def reminder_words(days: int) -> str:
    """That nothing went to a second place for so many days."""
    return ngettext(
        "{n} ngày chưa sao lưu ra USB hoặc ổ đĩa khác", "{n} ngày chưa sao lưu ra USB hoặc ổ đĩa khác", days
    ).format(n=days)


def names_words(count: int) -> str:
    """That restoring brings the names of denouncers back."""
    return ngettext(
        "Chú ý: {n} đơn sau đó mới chuyển thành tố cáo; bản này còn tên người tố cáo, khôi phục xong phải chuyển lại"
        " ngay.",
        "Chú ý: {n} đơn sau đó mới chuyển thành tố cáo; bản này còn tên người tố cáo, khôi phục xong phải chuyển lại"
        " ngay.",
        count,
    ).format(n=count)
