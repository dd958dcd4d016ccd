"""Sound files of every kind the program reads, to be spoilt: small, so that thousands are tried in minutes."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import docx
import openpyxl
from PIL import ExifTags, Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from friendly_desktop.paths import RESOURCES
from tests.storage.test_pictures import HEIC

#: The moment of every trial: 20 November 2026.
NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seed:
    """A sound file: its name, what it is built like (see ``mutators.spoilt``), and its bytes."""

    name: str
    kind: str
    content: bytes


def workbook(rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> bytes:
    """An Excel file with one filled sheet."""
    book = openpyxl.Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    if change:
        change(page)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def delimited(rows: list[list[Any]], mark: str = ",") -> bytes:
    """A text file with columns."""
    return "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows).encode()


def _both(name: str, rows: list[list[Any]], change: Callable[[Any], None] | None = None) -> tuple[Seed, ...]:
    return (
        Seed(f"{name}.xlsx", "xlsx", workbook(rows, change)),
        Seed(f"{name}.csv", "text", delimited(rows)),
        Seed(f"{name}-2.csv", "text", delimited(rows, ";")),
    )


@cache
def people() -> tuple[Seed, ...]:
    """A list for letters."""
    rows: list[list[Any]] = [
        ["DANH SÁCH ĐĂNG KÝ KẾT HÔN"],
        ["STT", "Họ và tên chồng", "Địa chỉ chồng", "Họ và tên vợ", "Địa chỉ vợ", "Ngày đăng ký", "Số CCCD"],
        [1, "Nguyễn Văn Đức", "Thôn Đông", "Trần Thị Hường", "Thôn Đoài", date(2026, 11, 2), "001085012345"],
        [2, "Lê Quốc Việt", "Thôn Đông", "Phạm Thu Thủy", "Thôn Trại", "3/11/26", 1085012346],
        [3, "Hồ Tuấn Anh", "", "Lý Kiều Oanh", "Thôn Đông", 46_000.5, "=A1+1"],
    ]

    def change(page: Any) -> None:
        page.merge_cells("A1:G1")
        page.merge_cells("C3:C4")
        page.row_dimensions[5].hidden = True
        page.column_dimensions["G"].hidden = True
        page["G4"].number_format = "000000000000"

    return _both("danh-sach", rows, change)


@cache
def cases() -> tuple[Seed, ...]:
    """An old register."""
    return _both(
        "so-tiep-dan",
        [
            [
                "TT",
                "Ngày tiếp",
                "Họ tên",
                "Địa chỉ",
                "Loại đơn",
                "Nội dung",
                "Số người",
                "Kết quả",
                "Ngày có kết quả",
            ],
            [
                1,
                date(2026, 3, 2),
                "Nguyễn Văn A",
                "Thôn Đông",
                "Khiếu nại",
                "Đất đai",
                3,
                "Đã trả lời",
                "5/4/2026",
            ],
            [2, "3/3/2026", "", "", "Tố cáo", "Việc công", "", "", ""],
            [
                3,
                "2026-04-05",
                "Trần Thị B",
                "Thôn Đoài",
                "Kiến nghị",
                "Đường làng",
                1,
                "Xong ngày 7/5/2026",
                "",
            ],
            [4, "6/4/2026", "Lê C", "", "Phản ánh", "Rác thải", 1, "", ""],
        ],
    )


@cache
def figures() -> tuple[Seed, ...]:
    """Monthly figures."""
    names = ["Hồ sơ tiếp nhận", "Hồ sơ giải quyết trước hạn", "Hồ sơ đúng hạn", "Hồ sơ trễ hạn"]
    rows: list[list[Any]] = [["Chỉ tiêu", *[f"Tháng {month}" for month in range(1, 7)]]]
    rows += [[name, *[place * 10 + month for month in range(1, 7)]] for place, name in enumerate(names, 3)]
    return _both("so-lieu", rows)


@cache
def late_files() -> tuple[Seed, ...]:
    """Files of the one-stop that are late."""
    return _both(
        "ho-so-tre",
        [
            ["Mã hồ sơ", "Họ và tên", "Địa chỉ", "Thủ tục", "Ngày nhận", "Ngày hẹn trả", "Ngày trả", "Lý do"],
            [
                "000.00.26-0001",
                "Nguyễn Văn A",
                "Thôn Đông",
                "Khai sinh",
                "1/10/2026",
                "5/10/2026",
                "",
                "Thiếu người",
            ],
            ["000.00.26-0002", "Trần B", "Thôn Đoài", "Kết hôn", "1/10/2026", "5/10/2026", "9/10/2026", ""],
        ],
    )


@cache
def ballots() -> tuple[Seed, ...]:
    """Ballots that were typed into a sheet."""
    rows: list[list[Any]] = [["ballot", *[f"q{number}" for number in range(1, 11)]]]
    rows += [
        [number, *(["good", "Tốt", 1, "fair", "2", "yếu", "poor", 4, "Khá", "average"])]
        for number in (1, 2, 3)
    ]
    return _both("phieu", rows)


@cache
def days_off() -> tuple[Seed, ...]:
    """Days off as a table."""
    return _both(
        "lich",
        [
            ["Ngày", "Loại", "Tên ngày", "Nguồn", "Dự kiến"],
            ["1/1/2027", "nghỉ", "Tết Dương lịch", "BLLĐ", ""],
            [date(2027, 2, 5), "nghỉ bù", "Tết", "=cmd|' /C calc'!A0", "có"],
            ["6/2/2027", "làm bù", "<b>Bù</b>", "", "x"],
        ],
    )


@cache
def criteria() -> tuple[Seed, ...]:
    """Criteria sets in each way of writing; the shipped ones are cut to a size that is quick to read."""
    from friendly_desktop.storage.criteria_files import load
    from friendly_desktop.storage.criteria_xlsx_write import form_bytes

    small = RESOURCES / "criteria" / "xuan-luong-2023.yaml"
    toml = (
        'format = 1\nid = "mau"\nversion = "1"\ntitle = "Bộ mẫu"\n[[nodes]]\nid = "1"\ntext = "Mục"\n'
        '[[nodes.children]]\nid = "1.1"\ntext = "Ý"\nmax_points = "1.5"\n'
    )
    return (
        Seed("bo.yaml", "text", small.read_bytes()),
        Seed("bo.toml", "text", toml.encode()),
        Seed("bo.xlsx", "xlsx", form_bytes(load(small).criteria_set, NOW)),
    )


@cache
def survey_forms() -> tuple[Seed, ...]:
    """Forms of surveys."""
    found = sorted((RESOURCES / "surveys").glob("*.yaml"))
    return tuple(Seed(path.name, "text", _own(path.read_bytes())) for path in found[:2])


def _own(content: bytes) -> bytes:
    """A file of the program under an id of the office's own."""
    return re.sub(rb"(?m)^id: .*$", b"id: cua-xa", content, count=1)


@cache
def letter_templates() -> tuple[Seed, ...]:
    """Letter templates as files."""
    found = sorted((RESOURCES / "letters").glob("*.yaml"), key=lambda path: path.stat().st_size)
    return tuple(Seed(path.name, "text", _own(path.read_bytes())) for path in found[:3])


@cache
def word_files() -> tuple[Seed, ...]:
    """An office's own Word files."""
    made = []
    for name, words in (
        (
            "thu.docx",
            ["Gửi anh {{ groom }} và chị {{ bride }},", "{% if bride %}Chúc {{ bride|upper }}{% endif %}"],
        ),
        ("thu-2.docx", ["Kính gửi {{ groom|upper }}", "{{ bride }} ngày {{ date|words }}", "{{ unit }}"]),
    ):
        document = docx.Document()
        for text in words:
            document.add_paragraph(text)
        document.sections[0].header.paragraphs[0].text = "{{ groom }}"
        document.add_table(1, 2).cell(0, 0).text = "{{ bride }}"
        target = io.BytesIO()
        document.save(target)
        made.append(Seed(name, "zip", target.getvalue()))
    return tuple(made)


def picture(form: str, **options: Any) -> bytes:
    """A small picture of a kind."""
    target = io.BytesIO()
    image = Image.effect_noise((96, 64), 60).convert("RGB")
    image.save(target, form, **options)
    return target.getvalue()


@cache
def pictures() -> tuple[Seed, ...]:
    """Pictures of every kind that is previewed."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:11:05 08:00:00"
    frames = [Image.new("L", (40, 30), grey) for grey in (10, 200)]
    gif, tiff = io.BytesIO(), io.BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])
    frames[0].save(tiff, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    return (
        Seed("anh.jpg", "bytes", picture("JPEG", exif=exif, quality=80)),
        Seed("anh-2.jpg", "bytes", picture("JPEG", progressive=True, quality=60)),
        Seed("anh.png", "png", picture("PNG")),
        Seed("anh.heic", "bytes", HEIC),
        Seed("anh.webp", "bytes", picture("WEBP")),
        Seed("anh.bmp", "bytes", picture("BMP")),
        Seed("anh.gif", "bytes", gif.getvalue()),
        Seed("anh.tif", "bytes", tiff.getvalue()),
    )


@cache
def pdfs() -> tuple[Seed, ...]:
    """PDFs: with words, with a photo, with a password, with a form, plain enough to be changed by hand."""
    made = []
    for name, lock in (("chu.pdf", None), ("khoa.pdf", StandardEncryption("x"))):
        target = io.BytesIO()
        canvas = Canvas(target, pagesize=(300, 400), pageCompression=0, encrypt=lock)
        for number in range(2):
            canvas.drawString(40, 300, f"Trang {number}")
            canvas.linkURL("https://x.example", (10, 10, 90, 90))
            canvas.showPage()
        canvas.save()
        made.append(Seed(name, "bytes", target.getvalue()))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(300, 400))
    canvas.drawInlineImage(Image.effect_noise((60, 80), 50).convert("RGB"), 0, 0, 300, 400)
    canvas.acroForm.textfield(name="a", value="b", x=20, y=20)
    canvas.save()
    made.append(Seed("mau.pdf", "bytes", target.getvalue()))
    scan = io.BytesIO()
    Image.effect_noise((200, 260), 40).save(scan, "PDF")
    made += [Seed("quet.pdf", "bytes", scan.getvalue()), Seed("tay.pdf", "bytes", _PLAIN_PDF)]
    return tuple(made)


_PLAIN_PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R /OpenAction 5 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Rotate 90
 /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>> endobj
4 0 obj <</Length 42>> stream
BT /F1 24 Tf 20 100 Td (Xin chao) Tj ET  q Q
endstream endobj
5 0 obj <</S /JavaScript /JS (app.alert\\(1\\))>> endobj
trailer <</Root 1 0 R /Size 6>>
startxref
0
%%EOF
"""


@cache
def scores() -> tuple[Seed, ...]:
    """What ``score evaluate`` is given."""
    tree = {
        "scores": {"B.1.1.1": "1", "B.1.1.2": 0.5, "B.2.1.1": "0"},
        "vetoes": {"v1": False},
        "surveys": {"A.1": "8.35"},
    }
    return (Seed("diem.json", "json", json.dumps(tree).encode()),)


@cache
def values() -> tuple[Seed, ...]:
    """The values of a letter and of a case, as commands are given them."""
    letter = {
        "groom": "Nguyễn Văn Đức",
        "bride": "Trần Thị Hường",
        "date": "2026-11-05",
        "groom_address": "Thôn Đông",
    }
    case = {
        "kind": "complaint", "received": "2026-11-02", "channel": "in_person", "name": "Nguyễn Văn A",
        "address": "Thôn Đông", "content": "Đất đai", "request": "Xem lại", "people": 3,
    }  # fmt: skip
    return tuple(
        Seed(f"{name}.json", "json", json.dumps(tree).encode())
        for name, tree in (("thu", letter), ("viec", case))
    )
