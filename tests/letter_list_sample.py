"""A list of 300 weddings as a commune keeps one, twelve of its rows bad in twelve ways.

``python tests/letter_list_sample.py FILE.xlsx`` writes it for trials by hand.
"""

import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from tests.domain.legacy_writing import as_tcvn3, as_vni  # noqa: E402 - run by hand it finds itself first

HEADING_ROW = 5
ROWS = 300

_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
_MEN = (
    "Văn Đức",
    "Quốc Việt",
    "Minh Hiếu",
    "Đình Thắng",
    "Xuân Trường",
    "Hữu Nghĩa",
    "Công Phượng",
    "Tuấn Anh",
)
_WOMEN = ("Thị Hường", "Thị Bưởi", "Ngọc Ánh", "Mỹ Linh", "Thu Thủy", "Thị Ước", "Kiều Oanh", "Thị Quỳnh")
_HAMLETS = ("Thôn Đông", "Thôn Đoài", "Thôn Trại Vực", "Tổ dân phố số 3", "Thôn Quỳnh Gôi")

#: The rows (counted from 0 in the data) that are bad, and what is said of each.
BAD = {
    3: "Chưa nhập",  # no bridegroom
    20: "Chưa nhập",  # no bride
    41: "không in được",  # emoji
    60: "TCVN3",
    77: "VNI",
    101: "Trùng với dòng",  # the couple of row 100 again
    133: "lỗi công thức",
    150: "Trùng với dòng",  # the same couple in other capitals
    177: "dài bất thường",  # a name of 200 characters in every field
    203: "Chưa nhập",  # only an address
    240: "không in được",  # a sign of the private area
    288: "ẩn trong Excel",
}


def couples() -> list[list[Any]]:
    """The rows of the list: number, bridegroom, his address, bride, her address, day, identity number."""
    chance = random.Random(2026)
    rows: list[list[Any]] = []
    for index in range(ROWS):
        groom = f"{chance.choice(_FAMILIES)} {chance.choice(_MEN)} {_numeral(index)}"
        bride = f"{chance.choice(_FAMILIES)} {chance.choice(_WOMEN)}"
        day = date(2026, 1, 5) + timedelta(days=index)
        dates: tuple[Any, ...] = (day, f"{day.day}/{day.month}/26", f"{day:%d%m%y}", f"{day:%d.%m.%Y}")
        rows.append(
            [index + 1, groom, chance.choice(_HAMLETS), bride, chance.choice(_HAMLETS),
             dates[index % len(dates)], f"0010850{index:05}"]
        )  # fmt: skip
    _spoil(rows)
    return rows


def write(path: Path) -> Path:
    """Write the list as a workbook: merged titles above the heading, a row of column marks under it."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "Kết hôn 2026"
    page.append(["ỦY BAN NHÂN DÂN XÃ AN BÌNH"])
    page.append(["DANH SÁCH CÁC CẶP ĐĂNG KÝ KẾT HÔN NĂM 2026"])
    page.append(["(Kèm theo Công văn số 05/UBND-VHXH ngày 05 tháng 11 năm 2026)"])
    page.append([])
    page.append(
        [
            "STT",
            "Họ và tên chồng",
            "Địa chỉ chồng",
            "Họ và tên vợ",
            "Địa chỉ vợ",
            "Ngày đăng ký",
            "Số CCCD chồng",
        ]
    )
    page.append([f"({number})" for number in range(1, 8)])
    for row in couples():
        page.append(row)
    for line in (1, 2, 3):
        page.merge_cells(start_row=line, start_column=1, end_row=line, end_column=7)
    page.row_dimensions[sheet_row(288)].hidden = True
    book.save(path)
    return path


def sheet_row(index: int) -> int:
    """The number in the sheet of a row of the data."""
    return HEADING_ROW + 2 + index


def _numeral(index: int) -> str:
    """A word that makes every couple another one."""
    words = ("An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Long", "Nam", "Phúc")
    return " ".join(words[int(digit)] for digit in f"{index:03}")


def _spoil(rows: list[list[Any]]) -> None:
    rows[3][1] = None
    rows[20][3] = "   "
    rows[41][1] += " 🎉"
    for column in (1, 2, 3, 4):
        rows[60][column] = as_tcvn3(rows[60][column])
        rows[77][column] = as_vni(rows[77][column])
    rows[101][1:5] = rows[100][1:5]
    rows[133][3] = "#N/A"
    rows[150][1] = rows[149][1].upper()
    rows[150][3] = f" {rows[149][3].lower()} "
    for column in (1, 2, 3, 4):
        rows[177][column] = ("Nguyễn Phúc Bảo Quỳnh Đặng Thùy " * 7)[:200]
    rows[203][1] = rows[203][3] = None
    rows[240][3] += "\ue123"


if __name__ == "__main__":
    write(Path(sys.argv[1]))
