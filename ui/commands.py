"""Every command of every page in the palette, from wherever one is, without making the pages.

What has parts of its own (letters, cases, surveys...) names its commands in ``ui/<feature>/commands.py``; the rest is
here. A test makes every page and finds each of its commands among these.
"""

from typing import NamedTuple

from friendly_desktop.i18n import N_, _
from ui.places import HELP, PageId, Place, PlaceCommand


class PageAct(NamedTuple):
    """Something a page does: the words of its action, further words, its icon, the page that has it."""

    text: str
    also: str
    icon: str
    page: PageId


#: The tabs of the settings: part, words, what is set there.
_SETTINGS = (
    ("office", N_("Cài đặt: đơn vị"), N_("tên xã, tỉnh, địa danh, cấp trên, điện thoại"), "unit"),
    ("units", N_("Cài đặt: các phòng, bộ phận"), N_("phòng ban, trung tâm"), "unit"),
    ("people", N_("Cài đặt: cán bộ, công chức"), N_("người phụ trách, danh sách cán bộ"), "person"),
    ("signatories", N_("Cài đặt: người ký"), N_("chủ tịch, phó chủ tịch, ký thay"), "seal"),
    ("hamlets", N_("Cài đặt: thôn, tổ dân phố"), N_("khu dân cư, xóm, bản"), "unit"),
    ("letters", N_("Cài đặt: thư"), N_("sổ thư, số thư, hưởng thọ, hưởng dương, tuổi mụ"), "letter"),
    ("look", N_("Cài đặt: giao diện"), N_("cỡ chữ, chữ to, sáng, tối, ngôn ngữ, tiếng Anh"), "eye"),
)

#: The help of each page.
_HELP = (
    (N_("Trợ giúp: tổng quan, phím tắt"), PageId.HOME),
    (N_("Trợ giúp: tiêu chí, chấm điểm"), PageId.ASSESSMENT),
    (N_("Trợ giúp: minh chứng"), PageId.EVIDENCE),
    (N_("Trợ giúp: thư"), PageId.LETTERS),
    (N_("Trợ giúp: tiếp dân, đơn thư"), PageId.CASES),
    (N_("Trợ giúp: lịch tiếp dân"), PageId.RECEPTION),
    (N_("Trợ giúp: khảo sát"), PageId.SURVEYS),
    (N_("Trợ giúp: số liệu, hoạt động"), PageId.FIGURES),
    (N_("Trợ giúp: niêm yết"), PageId.POSTINGS),
    (N_("Trợ giúp: gói hồ sơ"), PageId.PACKAGE),
    (N_("Trợ giúp: an toàn dữ liệu"), PageId.SAFETY),
    (N_("Trợ giúp: cài đặt"), PageId.SETTINGS),
)


def places(year: int) -> tuple[PlaceCommand, ...]:
    """Every place that a command leads to, of every page there is; letters to be written are not among them.

    Args:
        year: this year.
    """
    from ui.cases.commands import of_cases, of_reception
    from ui.figures.commands import of_figures
    from ui.postings.commands import of_postings
    from ui.safety.commands import of_safety
    from ui.surveys.commands import of_surveys

    of_records = (*of_cases(), *of_reception(year), *of_surveys(), *of_figures())
    return (*of_records, *of_the_year(), *of_settings(), *of_help(), *of_postings(), *of_safety())


def of_the_year() -> tuple[PlaceCommand, ...]:
    """Places of home, criteria and evidence, and those of letters and cases that their own lists do not name."""
    return (
        PlaceCommand(
            _("Phiếu việc của từng người..."),
            _("giao việc, cán bộ, nhắc việc, in phiếu"),
            "print",
            Place(PageId.HOME, part="slips"),
        ),
        PlaceCommand(
            _("Mục chưa chấm"),
            _("tiêu chí, chưa xong"),
            "criteria",
            Place(PageId.ASSESSMENT, filter="not_scored"),
        ),
        PlaceCommand(
            _("Mục chưa có minh chứng"),
            _("tiêu chí, thiếu tài liệu, nguy cơ mất điểm"),
            "criteria",
            Place(PageId.ASSESSMENT, filter="no_evidence"),
        ),
        PlaceCommand(
            _("Mục quá hạn nội bộ"),
            _("tiêu chí, trễ"),
            "criteria",
            Place(PageId.ASSESSMENT, filter="overdue"),
        ),
        PlaceCommand(
            _("Mục cần xem lại"), _("tiêu chí, lỗi"), "criteria", Place(PageId.ASSESSMENT, filter="problems")
        ),
        PlaceCommand(
            _("Minh chứng chưa phân loại"),
            _("tài liệu, ảnh, chưa gắn mục"),
            "attach",
            Place(PageId.EVIDENCE, part="unsorted"),
        ),
        PlaceCommand(
            _("Thùng rác minh chứng"), _("đã xóa, khôi phục"), "remove", Place(PageId.EVIDENCE, part="bin")
        ),
        PlaceCommand(
            _("Soạn thư..."), _("viết thư, mẫu thư"), "letter", Place(PageId.LETTERS, part="compose")
        ),
        PlaceCommand(_("Sổ thư"), _("thư đã gửi, số thư"), "letter", Place(PageId.LETTERS, part="register")),
        PlaceCommand(
            _("Tập trình ký"),
            _("thư chờ ký, trình lãnh đạo"),
            "letter",
            Place(PageId.LETTERS, part="register", filter="submitted"),
        ),
        PlaceCommand(_("Mẫu thư"), _("lời thư, tệp Word"), "sheet", Place(PageId.LETTERS, part="templates")),
        PlaceCommand(
            _("Đơn, vụ việc đang xử lý"), _("còn việc phải làm"), "cases", Place(PageId.CASES, filter="open")
        ),
    )


def of_settings() -> tuple[PlaceCommand, ...]:
    """Each tab of the settings."""
    return tuple(
        PlaceCommand(_(words), _(also), icon, Place(PageId.SETTINGS, part=part))
        for part, words, also, icon in _SETTINGS
    )


def of_help() -> tuple[PlaceCommand, ...]:
    """The help of each page."""
    return tuple(
        PlaceCommand(_(words), _("hướng dẫn, cách làm"), "help", Place(page, part=HELP))
        for words, page in _HELP
    )


def of_acts() -> tuple[PageAct, ...]:
    """What pages do that is no place of its own; the words are those of their actions."""
    criteria, evidence, package = PageId.ASSESSMENT, PageId.EVIDENCE, PageId.PACKAGE
    return (
        PageAct(_("Mục chưa xong tiếp theo"), _("chấm tiếp"), "down", criteria),
        PageAct(_("Thêm minh chứng cho mục đang chọn"), _("đính kèm"), "attach", criteria),
        PageAct(_("Chấp nhận đề nghị của mục đang chọn"), _("điểm đề nghị"), "check", criteria),
        PageAct(_("Xem các mục có đề nghị"), _("điểm đề nghị, quy tắc"), "criteria", criteria),
        PageAct(
            _("Danh mục hoạt động, niêm yết, khảo sát, số liệu"),
            _("chứng minh, minh chứng"),
            "table",
            criteria,
        ),
        PageAct(_("Bộ tiêu chí..."), _("nhập bộ, phiên bản, Excel"), "set", criteria),
        PageAct(_("Mở hết các nhóm"), _("cây tiêu chí"), "down", criteria),
        PageAct(_("Thu gọn các nhóm"), _("cây tiêu chí"), "up", criteria),
        PageAct(_("Thêm tệp..."), _("minh chứng, tài liệu, ảnh"), "attach", evidence),
        PageAct(_("Kiểm tra lại toàn bộ tệp"), _("minh chứng, hỏng, mất"), "shield", evidence),
        PageAct(_("Mở hộp chờ"), _("minh chứng, thư mục"), "inbox", evidence),
        PageAct(_("Xuất gói hồ sơ"), _("nộp, USB, hồ sơ năm"), "export", package),
        PageAct(_("Kiểm tra gói nhận được"), _("xã khác, toàn vẹn"), "shield", package),
    )
