"""The one-page guide: what is done where, the keys, what to do when something goes wrong."""

from friendly_desktop.domain.office import Office
from friendly_desktop.services.documents import outline
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Cell,
    Document,
    Page,
    Row,
    Run,
    Table,
    paragraph,
)

_PAGE = Page(top=13, bottom=11, left=18, right=15, numbered=False)
_SIZE = 12.5
_TASKS = (
    (
        "Chấm điểm",
        (
            "Trang Tiêu chí: chọn mục, gõ số điểm, Enter sang mục sau. Kéo thả tệp, ảnh vào khung Minh chứng "
            "của chính mục đó. Khung Đề nghị từ số liệu: «Chấp nhận» hoặc «Chấm khác...»."
        ),
    ),
    (
        "Soạn thư",
        (
            "Ctrl+K, gõ «kết hôn», «chia buồn»...; điền các ô, bên phải là đúng trang sẽ in; Ctrl+P để in. "
            "Nhiều thư một lúc: «Soạn nhiều thư từ Excel...»."
        ),
    ),
    (
        "Tiếp công dân, nhận đơn",
        (
            "Trang Tiếp dân, đơn thư: «Ghi lượt tiếp» (Ctrl+N), gõ trong lúc công dân nói. Chương trình tự tính hạn, "
            "nêu điều luật và từng ngày. Đơn tố cáo không ghi tên người tố cáo."
        ),
    ),
    (
        "Lịch tiếp công dân",
        "Trang Lịch tiếp dân: lập lịch cả năm, in thông báo niêm yết, ghi kết quả sau mỗi buổi.",
    ),
    (
        "Khảo sát",
        "Trang Khảo sát: in phiếu có số; nhập mỗi câu một phím, hoặc đọc từ bản quét; kết quả thành đề nghị ở đúng mục.",
    ),
    (
        "Số liệu, hoạt động, niêm yết",
        "Nhập số liệu mỗi tháng; ghi hoạt động kèm ảnh; làm khẩu hiệu, thông báo khổ A4 đến A0.",
    ),
    (
        "Nộp hồ sơ cuối năm",
        (
            "Trang Gói hồ sơ: Kiểm tra, Lời văn báo cáo, Chốt số liệu, Xuất gói. Ghi xong, chương trình đọc lại cả gói "
            "rồi mới báo xong; gửi bằng USB hoặc thư điện tử."
        ),
    ),
    (
        "Giữ an toàn",
        "Chương trình tự sao lưu. Cắm USB làm nơi sao lưu thứ hai ở trang An toàn dữ liệu, mỗi tuần một lần.",
    ),
)
_KEYS = (
    ("Ctrl+K", "tìm mọi thứ: trang, việc, thư, đơn, mục; gõ không dấu cũng được"),
    ("F1", "trợ giúp của trang hoặc hộp thoại đang mở"),
    ("Ctrl+Z", "hoàn tác việc vừa làm"),
    ("Ctrl+N", "thêm mới ở trang đang mở"),
    ("Ctrl+P", "in; Ctrl+Shift+P in danh sách"),
    ("Ctrl+F", "lọc trong trang"),
    ("Alt+1 ... 9", "chuyển trang"),
    ("Ctrl và + -", "chữ to hơn, nhỏ hơn"),
)
_TROUBLE = (
    "Gõ gì là đã lưu, không có nút lưu; mất điện mở lại vẫn còn. Giờ lưu gần nhất ghi ở dòng cuối cửa sổ.",
    "Xóa nhầm: «Hoàn tác» hiện ngay sau đó; quá lúc ấy thì vào An toàn dữ liệu, mục Thùng rác.",
    (
        "Chương trình báo lỗi hoặc chạy lạ: Trợ giúp, «Việc khác», «Báo sự cố...» rồi gửi tệp cho người hỗ trợ. "
        "Tệp không có thông tin cá nhân."
    ),
    "Muốn tập trước: Trợ giúp, «Việc khác», «Mở hoặc rời dữ liệu mẫu»; xóa đi bằng một lần bấm, không chạm dữ liệu thật.",
)


def guide(office: Office) -> Document:
    """The page for an office; its name stands at the head once it was entered."""
    name = outline.committee(office) if office.set_up else ""
    blocks: list[Block] = [
        paragraph("HƯỚNG DẪN NHANH", bold=True, size=16, align=Align.CENTER),
        paragraph("Chương trình Chính quyền thân thiện", size=12, align=Align.CENTER, after=2),
    ]
    if name:
        blocks.append(paragraph(name, bold=True, size=12, align=Align.CENTER, after=2, verbatim=True))
    blocks += [
        _heading("Việc thường làm"),
        _table((38.0, 139.0), _TASKS),
        _heading("Phím nên nhớ"),
        _table((30.0, 147.0), _KEYS),
        _heading("Khi có chuyện"),
        *(paragraph(f"- {words}", size=_SIZE, align=Align.LEFT, left=3, after=1) for words in _TROUBLE),
        paragraph(
            (
                Run("Người hỗ trợ: ", bold=True),
                Run("." * 64),
                Run("  Điện thoại: ", bold=True),
                Run("." * 36),
            ),
            size=_SIZE,
            align=Align.LEFT,
            before=6,
        ),
    ]
    return Document("Hướng dẫn nhanh", tuple(blocks), page=_PAGE)


def _heading(words: str) -> Block:
    return paragraph(words, bold=True, size=14, align=Align.LEFT, before=8, after=2, keep_with_next=True)


def _table(widths: tuple[float, ...], lines: tuple[tuple[str, str], ...]) -> Table:
    rows = tuple(
        Row(
            (
                Cell((paragraph(left, bold=True, size=_SIZE, align=Align.LEFT),)),
                Cell((paragraph(right, size=_SIZE, align=Align.LEFT),)),
            )
        )
        for left, right in lines
    )
    return Table(widths, (), rows)
