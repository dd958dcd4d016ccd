"""Official papers for the demonstration: short decisions, notices and minutes as PDF, figures as Excel."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.services.documents import decree30
from friendly_desktop.services.documents.model import A4, Block, Cell, Document, Row, Table
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.documents.xlsx import xlsx_bytes

_TEXTS = {
    "Quyết định": (
        "Điều 1. Ban hành kèm theo Quyết định này các nội dung nêu tại phụ lục.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
        "Điều 3. Văn phòng HĐND và UBND, các phòng, đơn vị thuộc xã chịu trách nhiệm thi hành Quyết định này./.",
    ),
    "Thông báo": (
        "Ủy ban nhân dân xã thông báo để các cơ quan, tổ chức và Nhân dân trên địa bàn biết, liên hệ và giám sát.",
        "Thông báo này được niêm yết tại trụ sở, nhà văn hóa các thôn và trang thông tin điện tử của xã./.",
    ),
    "Kế hoạch": (
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Nâng cao chất lượng phục vụ Nhân dân; phân công rõ người, rõ việc, rõ thời gian hoàn thành.",
        "II. NỘI DUNG VÀ TỔ CHỨC THỰC HIỆN",
        "Các phòng, đơn vị căn cứ nhiệm vụ được giao tổ chức thực hiện và báo cáo kết quả hằng tháng./.",
    ),
    "Báo cáo": (
        "Các nhiệm vụ cơ bản hoàn thành theo kế hoạch; số liệu chi tiết theo biểu kèm theo.",
        "Trong thời gian tới, xã tiếp tục khắc phục những việc còn chậm và nâng cao chất lượng phục vụ./.",
    ),
    "Biên bản": (
        "Hôm nay, tại hội trường Ủy ban nhân dân xã, các thành phần có tên đã tiến hành làm việc theo nội dung nêu trên.",
        "Các ý kiến được ghi nhận đầy đủ và giao các phòng, đơn vị giải quyết, trả lời theo quy định.",
        "Biên bản được thông qua và kết thúc vào hồi 11 giờ 30 phút cùng ngày./.",
    ),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """What a paper says of itself: ``kind`` is a key of the texts above, ``symbol`` its abbreviation."""

    kind: str
    symbol: str
    number: str
    day: date
    subject: str


def paper(office: Office, signatory: Signatory, told: Paper) -> bytes:
    """A PDF of one page, issued by ``office`` and signed by ``signatory``."""
    blocks: tuple[Block, ...] = (
        decree30.header(office, told.day, told.symbol, number=told.number),
        *decree30.kind_and_subject(told.kind, told.subject),
        *(decree30.body(text) for text in _TEXTS[told.kind]),
        decree30.closing(signatory, office.recipients),
    )
    title = f"{told.kind} {told.number}"
    return pdf_bytes(Document(title, blocks, author=decree30.issuing_body(office)))


def sheet(title: str, headings: list[str], rows: list[list[str]]) -> bytes:
    """An Excel workbook with one table; whole numbers stay numbers."""
    head = Row(tuple(Cell((decree30.head_cell_text(text),)) for text in headings))
    body = tuple(
        Row(
            tuple(
                Cell((decree30.cell_text(text),), number=Decimal(text) if text.isdigit() else None)
                for text in row
            )
        )
        for row in rows
    )
    widths = (A4.text_width / len(headings),) * len(headings)
    blocks = (decree30.body(title, bold=True), Table(widths, (head,), body))
    return xlsx_bytes(Document(title, blocks), "Theo dõi")
