"""The Excel form of a criteria set: its sheets, columns and words, shared by writer and reader.

The form is a Vietnamese document in any language of the program: its headings are part of the format and
are not translated. Every column maps to one name of the file format; what is a list there is one line each
in a cell here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Cells(Enum):
    """How the cells of a column are read and written."""

    TEXT = "text"
    EXACT = "exact"  # ids and labels: a number or date made by Excel would change them
    NUMBER = "number"
    DAY = "day"
    WORD = "word"  # one of a list
    LINES = "lines"  # one item a line
    WORDS = "words"  # one of a list a line
    RECORDS = "records"  # "part | part | part" a line


YES_NO = {"true": "Có", "false": "Không"}
SCORERS = {
    "self": "Tự chấm",
    "survey": "Phiếu khảo sát",
    "appraiser": "Cấp trên chấm",
    "imported": "Số liệu nhập",
}
KINDS = {
    "free": "Tự do theo bước",
    "yes_no": "Có hoặc không",
    "choice": "Chọn phương án",
    "bands": "Theo dải số liệu",
    "ratio": "Theo tỷ lệ",
    "count": "Theo số lượng",
    "survey": "Trung bình phiếu",
    "imported": "Số liệu nhập",
    "deduction": "Điểm trừ",
    "bonus": "Điểm thưởng",
    "check": "Đã làm, chưa làm",
    "none": "Không chấm",
}
NOT_APPLICABLE = {
    "forbidden": "Không được bỏ qua",
    "full": "Tính đủ điểm",
    "excluded": "Loại khỏi tổng",
}
EFFECTS = {"not_considered": "Không xét", "lowered": "Hạ một mức", "revoked": "Thu hồi"}
UNITS = {"percent": "%", "times": "lần", "days": "ngày", "models": "mô hình", "persons": "người"}
PERIODS = {"week": "tuần", "month": "tháng", "quarter": "quý", "year": "năm"}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: its name in the file format ("scoring.step" is nested), its heading, its cells."""

    key: str
    heading: str
    help: str
    width: int = 16
    cells: Cells = Cells.TEXT
    words: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()  # the names in a record, in order
    required: bool = False
    fills_down: bool = False  # a cell merged over several rows speaks for all of them


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with a heading row and one record a row."""

    key: str
    name: str
    columns: tuple[Column, ...]
    printed_columns: int = 0  # how many fit on paper; 0 means all


NODES = Sheet(
    "nodes",
    "Tiêu chí",
    (
        Column("id", "Mã mục", "Mã cố định, gồm cả mã của mục cha: B.1.2 nằm trong B.1.", 12, Cells.EXACT, required=True),
        Column("label", "TT", "Số thứ tự như in trong văn bản: I, 1, a), -, +.", 7, Cells.EXACT),
        Column("text", "Nội dung tiêu chí", "Nguyên văn của văn bản.", 60, required=True),
        Column("points", "Điểm chuẩn", "Số điểm tối đa: 2 hoặc 0,5. Nhóm bằng tổng các mục con.", 10, Cells.NUMBER),
        Column("scorer", "Người chấm", "Để trống thì như mục cha; mục cao nhất để trống là tự chấm.", 15, Cells.WORD, SCORERS),
        Column("time", "Thời gian thực hiện", "Như in trong văn bản.", 18, fills_down=True),
        Column("lead", "Cơ quan chủ trì", "Như in trong văn bản.", 24, fills_down=True),
        Column("cooperating", "Cơ quan phối hợp", "Mỗi cơ quan một dòng trong ô.", 28, Cells.LINES, fills_down=True),
        Column("product", "Sản phẩm", "Tài liệu kiểm chứng cần có.", 28, fills_down=True),
        Column("scoring.kind", "Cách chấm", "Để trống: mục có điểm chấm tự do theo bước 0,25.", 18, Cells.WORD, KINDS),
        Column("scoring.step", "Bước chấm", "Phần lẻ nhỏ nhất được cho, như 0,25.", 9, Cells.NUMBER),
        Column(
            "scoring.options", "Phương án", "Mỗi dòng: mã | nội dung | điểm.", 30, Cells.RECORDS,
            parts=("id", "text", "points"),
        ),
        Column(
            "scoring.bands", "Dải điểm", "Mỗi dòng: từ mức | điểm, mức tăng dần.", 16, Cells.RECORDS,
            parts=("at_least", "points"),
        ),
        Column("scoring.unit_points", "Điểm mỗi đơn vị", "Cho cách chấm theo số lượng hoặc tỷ lệ.", 10, Cells.NUMBER),
        Column("scoring.floor", "Trừ nhiều nhất", "Cho điểm trừ: số âm, như -5.", 9, Cells.NUMBER),
        Column(
            "scoring.not_applicable", "Khi không có nhiệm vụ", "Để trống là không được bỏ qua.", 18, Cells.WORD,
            NOT_APPLICABLE,
        ),
        Column("guidance", "Hướng dẫn", "Giải thích thêm cho người chấm.", 36),
        Column(
            "measures", "Ngưỡng", "Mỗi dòng: dấu | số | đơn vị | mỗi kỳ | trên tổng số | đo bằng | tự đặt. Ví dụ: >= | 90 | % | năm | hồ sơ",
            24, Cells.RECORDS, parts=("operator", "value", "unit", "per", "of", "by", "own"),
        ),
        Column("survey_form", "Mẫu phiếu", "Mã mẫu phiếu khảo sát: citizen, village.", 11, Cells.EXACT),
        Column("letter_kinds", "Loại thư", "Mỗi dòng một loại: wedding, birth, condolence…", 14, Cells.LINES),
        Column("record_kinds", "Loại sổ", "Mỗi dòng một loại: reception, dialogue, visit…", 14, Cells.LINES),
        Column("posting_kinds", "Loại niêm yết", "Mỗi dòng một loại: banner_build, telephones…", 14, Cells.LINES),
        Column("activity_kinds", "Loại hoạt động", "Mỗi dòng một loại: broadcast, meeting, training…", 14, Cells.LINES),
        Column("printed", "In thành dòng", "Để trống là có.", 10, Cells.WORD, YES_NO),
    ),
    printed_columns=9,  # up to the product; the rules that follow are for the screen
)  # fmt: skip

LEVELS = Sheet(
    "levels",
    "Mức độ",
    (
        Column("id", "Mã mức", "Chữ không dấu: level-1.", 12, Cells.EXACT, required=True),
        Column("title", "Tên mức", "Như trong văn bản.", 32, required=True),
        Column("at_least", "Từ điểm", "Điểm thấp nhất của mức; xếp tăng dần.", 10, Cells.NUMBER, required=True),
        Column("passing", "Đạt chuẩn", "Để trống là có; mức «không đạt» ghi Không.", 11, Cells.WORD, YES_NO),
        Column(
            "minima", "Điểm tối thiểu của mục", "Mỗi dòng: mã mục | điểm.", 24, Cells.RECORDS,
            parts=("node", "points"),
        ),
    ),
)  # fmt: skip

VETOES = Sheet(
    "vetoes",
    "Điều kiện loại",
    (
        Column("id", "Mã", "Chữ không dấu: v1.", 10, Cells.EXACT, required=True),
        Column("text", "Nội dung", "Nguyên văn của văn bản.", 80, required=True),
        Column("effects", "Hệ quả", "Mỗi dòng một hệ quả: Không xét, Hạ một mức, Thu hồi.", 20, Cells.WORDS, EFFECTS, required=True),
    ),
)  # fmt: skip

STEPS = Sheet(
    "steps",
    "Các bước",
    (
        Column("id", "Mã bước", "Chữ không dấu: self-score.", 14, Cells.EXACT, required=True),
        Column("title", "Tên bước", "Ngắn gọn.", 32, required=True),
        Column("text", "Nội dung", "Nguyên văn của văn bản.", 60),
        Column("actor", "Ai làm", "Cơ quan thực hiện.", 24),
        Column("month", "Tháng", "1 đến 12.", 8, Cells.NUMBER, required=True),
        Column("day", "Trước ngày", "Để trống là trong cả tháng.", 11, Cells.NUMBER),
        Column("year_offset", "Số năm sau", "0 là ngay trong năm đánh giá, 1 là năm sau.", 11, Cells.NUMBER),
    ),
)

LEGAL_BASIS = Sheet(
    "legal_basis",
    "Căn cứ pháp lý",
    (
        Column("title", "Tên văn bản", "Như trong văn bản.", 70, required=True),
        Column("number", "Số, ký hiệu", "Ví dụ 5049/QĐ-UBND.", 20, Cells.EXACT),
        Column("issued", "Ngày ban hành", "", 14, Cells.DAY),
        Column("body", "Cơ quan ban hành", "", 36),
    ),
)

CORRECTIONS = Sheet(
    "corrections",
    "Đính chính",
    (
        Column("node", "Mã mục", "Mục có lỗi quét chữ.", 14, Cells.EXACT),
        Column("found", "Bản quét ghi", "", 40),
        Column("corrected", "Sửa thành", "", 40),
        Column("why", "Lý do", "", 50),
    ),
)

TABLES = (NODES, LEVELS, VETOES, STEPS, LEGAL_BASIS, CORRECTIONS)

INFO_NAME = "Thông tin"
INFO_HEADINGS = ("Mục tin", "Nội dung", "Giải thích")
GUIDE_NAME = "Hướng dẫn"

#: Rows of the sheet "Thông tin"; a row whose cells are LINES may stand several times.
INFO = (
    Column("format", "Định dạng biểu", "Không sửa dòng này.", cells=Cells.NUMBER, required=True),
    Column("id", "Mã bộ tiêu chí", "Chữ thường không dấu và gạch nối: hai-duong-2024.", cells=Cells.EXACT, required=True),
    Column("version", "Phiên bản", "1, 2, 3… Trùng với bản đã có thì chương trình lấy số tiếp theo.", cells=Cells.EXACT, required=True),
    Column("title", "Tên đầy đủ", "Như trong văn bản.", required=True),
    Column("short_title", "Tên ngắn", "Hiện trong danh sách.", required=True),
    Column("province", "Tỉnh, thành phố", ""),
    Column("max_points", "Tổng điểm chuẩn", "Để trống khi bộ tiêu chí chưa có thang điểm.", cells=Cells.NUMBER),
    Column("valid_from", "Có hiệu lực từ", "Ngày/tháng/năm.", cells=Cells.DAY),
    Column("valid_to", "Có hiệu lực đến", "Ngày/tháng/năm.", cells=Cells.DAY),
    Column("replaces", "Thay thế", "Văn bản hoặc bộ tiêu chí trước đó."),
    Column("source", "Nguồn văn bản", "Tên văn bản chứa bộ tiêu chí."),
    Column("note", "Lưu ý khi dùng", "Hiện cho người chấm."),
    Column("verified.by", "Người đối chiếu", "Người đã so bộ này với văn bản giấy."),
    Column("verified.on", "Ngày đối chiếu", "Ngày/tháng/năm.", cells=Cells.DAY),
    Column("table_title", "Tiêu đề bảng điểm", "In trên đầu bảng thang chấm điểm."),
    Column("table_notes", "Ghi chú dưới bảng", "Mỗi ghi chú một dòng; chép thêm dòng khi cần.", cells=Cells.LINES),
)  # fmt: skip
