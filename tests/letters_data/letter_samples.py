"""Values as a clerk enters them for every shipped template, and letters made of them.

    python -m tests.letters_data.letter_samples OUT

writes every template on every sheet as PDF, to be looked at.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from friendly_desktop.domain.letters import Frame, LetterDraft, Paper, Sheet, Template
from friendly_desktop.domain.office import Office, Signatory, SigningForm, UnitType
from friendly_desktop.services.documents.model import Document
from friendly_desktop.services.letters.compose import compose
from friendly_desktop.services.letters.templates import LetterTemplatesService

OFFICE = Office(UnitType.XA, "Ninh Giang", "Hải Phòng", "Ninh Giang")
CHAIR = Signatory(1, "Nguyễn Thị Huệ")
DEPUTY = Signatory(2, "Đặng Văn Đức", SigningForm.DEPUTY)
DAY = date(2026, 11, 20)

VALUES: Mapping[str, Mapping[str, str]] = {
    "wedding": {
        "groom": "Nguyễn Văn Đức", "bride": "Trần Thị Hường",
        "groom_address": "thôn Đồng Quýt, xã Ninh Giang", "bride_address": "thôn Phượng Hoàng, xã Tứ Kỳ",
    },
    "birth": {
        "father": "Phạm Quang Huy", "mother": "Lê Thị Thùy Linh", "address": "thôn Đồng Quýt, xã Ninh Giang",
        "child": "Phạm Lê Bảo Ngọc", "sex": "Nữ", "born": "2026-11-05",
    },
    "praise": {
        "salutation": "Anh", "name": "Vũ Đình Khải", "address": "thôn An Rặc, xã Ninh Giang",
        "achievement": "Đã dũng cảm cứu hai cháu nhỏ bị đuối nước tại sông Luộc ngày 12/8/2026",
    },
    "thanks": {
        "salutation": "Bà", "name": "Đoàn Thị Ngọc Lan",
        "address": "tổ 5, phường Lê Thanh Nghị, thành phố Hải Phòng",
        "contribution": "vật chất và công sức làm đường bê tông thôn Đồng Quýt",
    },
    "condolence": {
        "family_salutation": "Ông", "family": "Bùi Văn Thịnh", "salutation": "Cụ bà", "deceased": "Hoàng Thị Nhẫn",
        "born": "1941", "hamlet": "Thôn Đồng Quýt", "died_at": "14:30", "died": "2026-11-18",
        "age": "hưởng thọ 86 tuổi",
    },
    "congratulation": {
        "salutation": "Cụ", "name": "Nguyễn Thị Mận", "address": "thôn Đồng Quýt, xã Ninh Giang",
        "occasion": "mừng thọ 90 tuổi", "wish": "luôn mạnh khỏe, hạnh phúc, sống vui cùng con cháu",
    },
    "congratulation-new-house": {
        "salutation": "Ông", "name": "Trịnh Xuân Quyền", "address": "thôn Hữu Chung, xã Ninh Giang",
    },
    "congratulation-new-year": {"audience": "Toàn thể Nhân dân", "year": "2027", "lunar_year": "Đinh Mùi"},
    "congratulation-holiday": {
        "audience": "Các thầy giáo, cô giáo", "holiday": "Ngày Nhà giáo Việt Nam 20/11", "year": "2026",
    },
    "commend": {
        "salutation": "Ông", "name": "Đỗ Hữu Phước", "address": "thôn Bồ Dương, xã Ninh Giang",
        "initiative": "Tổ tự quản thu gom, phân loại rác tại nguồn ở khu dân cư số 3",
        "decision": "Quyết định số 125/QĐ-UBND ngày 10/11/2026",
    },
    "sympathy": {
        "salutation": "Ông", "name": "Lương Văn Chỉnh", "address": "thôn Hào Khê, xã Ninh Giang",
        "event": "cơn bão số 10", "happened": "2026-09-28",
        "damage": "tốc toàn bộ mái nhà, hư hỏng 03 sào lúa mùa", "support": "5.000.000 đồng và 20 kg gạo",
    },
    "sympathy-fire": {
        "salutation": "Bà", "name": "Ngô Thị Tuyết", "address": "thôn Trịnh Xuyên, xã Ninh Giang",
        "happened": "2026-10-02", "damage": "cháy 01 gian bếp và đồ dùng trong nhà", "support": "3.000.000 đồng",
    },
    "apology": {
        "salutation": "Ông", "name": "Phan Văn Tuyển", "address": "thôn Đồng Quýt, xã Ninh Giang",
        "procedure": "đăng ký biến động quyền sử dụng đất", "file_code": "H23.45.67-261102-0015",
        "promised": "2026-11-16", "reason": "việc đo đạc, kiểm tra thực địa kéo dài do mưa nhiều ngày",
        "new_date": "2026-11-25",
    },
    "apology-fault": {
        "salutation": "Bà", "name": "Mai Thị Duyên", "address": "thôn Kim Húc, xã Ninh Giang",
        "happened": "2026-11-09", "fault": "ghi sai chữ đệm trong Giấy khai sinh của cháu",
        "remedy": "cấp lại Giấy khai sinh và trao tận nhà",
    },
    "apology_extension": {
        "salutation": "Ông", "name": "Phan Văn Tuyển", "address": "thôn Đồng Quýt, xã Ninh Giang",
        "phone": "0912345678", "file_code": "H23.45.67-261102-0015",
        "procedure": "Đăng ký biến động quyền sử dụng đất", "counter": "Trung tâm Phục vụ hành chính công",
        "received": "2026-11-02", "promised": "2026-11-16",
        "reason": "Việc đo đạc, kiểm tra thực địa kéo dài do mưa nhiều ngày", "new_date": "2026-11-25",
    },
}  # fmt: skip

TEMPLATES: Mapping[str, Template] = {one.id: one for one in LetterTemplatesService().shipped()}


def letter(
    template_id: str,
    values: Mapping[str, str] | None = None,
    signatory: Signatory | None = CHAIR,
    office: Office = OFFICE,
    sheet: Sheet | None = None,
    number: str = "",
    day: date = DAY,
) -> Document:
    """The letter as a document, with the sample values unless others are given."""
    given = VALUES[template_id] if values is None else values
    draft = LetterDraft(template_id, given, day, place=office.place, number=number, sheet=sheet)
    return compose(TEMPLATES[template_id], draft, office, signatory)


def sheets(template: Template) -> Iterator[Sheet]:
    """Every paper both ways, in the template's own frame."""
    for paper in Paper:
        for landscape in (False, True):
            yield replace(template.sheet, paper=paper, landscape=landscape)


def main(target: Path) -> None:
    """Write every template on every sheet, and every frame on every sheet."""
    from friendly_desktop.services.documents.sheet_pdf import sheet_pdf

    target.mkdir(parents=True, exist_ok=True)
    for template in TEMPLATES.values():
        for sheet in sheets(template):
            way = "landscape" if sheet.landscape else "portrait"
            made = sheet_pdf(letter(template.id, sheet=sheet))
            (target / f"{template.id}-{sheet.paper.value}-{way}.pdf").write_bytes(made)
    for frame in Frame:
        made = sheet_pdf(letter("thanks", sheet=Sheet(Paper.A4, landscape=True, frame=frame)))
        (target / f"frame-{frame.value}.pdf").write_bytes(made)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
