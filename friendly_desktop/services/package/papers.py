"""The printed papers and start pages of a package, each as a file of the bag."""

from collections.abc import Collection
from html import escape

from friendly_desktop.domain.package import PackageContent
from friendly_desktop.domain.package.layout import DOCUMENTS, LETTER_LIST, PROOF_LIST, RECORD_LIST, START_PAGE
from friendly_desktop.storage.bag import BagEntry, entry_of

_SUBMISSION = ("Tờ trình", DOCUMENTS + "1-to-trinh.pdf")
_REPORT = ("Báo cáo tự đánh giá", DOCUMENTS + "2-bao-cao-tu-danh-gia.pdf")
_TABLE = ("Bảng thang chấm điểm", DOCUMENTS + "3-bang-thang-cham-diem.pdf")
_TABLE_XLSX = ("Bảng thang chấm điểm (Excel)", DOCUMENTS + "3-bang-thang-cham-diem.xlsx")
_LIST = ("Danh mục tài liệu kiểm chứng", DOCUMENTS + "4-danh-muc-tai-lieu-kiem-chung.pdf")
_LIST_XLSX = ("Danh mục tài liệu kiểm chứng (Excel)", DOCUMENTS + "4-danh-muc-tai-lieu-kiem-chung.xlsx")
_LETTERS = ("Danh mục thư", LETTER_LIST)
_LETTERS_XLSX = ("Danh mục thư (Excel)", LETTER_LIST.removesuffix(".pdf") + ".xlsx")
_RECORDS = ("Danh mục tiếp công dân, giải quyết đơn, đối thoại", RECORD_LIST)
_RECORDS_XLSX = (f"{_RECORDS[0]} (Excel)", RECORD_LIST.removesuffix(".pdf") + ".xlsx")
_PROOF = ("Danh mục hoạt động, niêm yết, khảo sát, số liệu", PROOF_LIST)
_PROOF_XLSX = (f"{_PROOF[0]} (Excel)", PROOF_LIST.removesuffix(".pdf") + ".xlsx")
_STYLE = (
    "body{font:16px/1.5 'Segoe UI',Arial,sans-serif;max-width:900px;margin:2em auto;padding:0 1em;color:#1f2328}"
    "a{color:#0f5e6e}"
)


def papers(content: PackageContent) -> list[BagEntry]:
    """Tờ trình, báo cáo, bảng thang chấm điểm and the lists as PDF, the tables as XLSX too."""
    from friendly_desktop.services.documents import outline
    from friendly_desktop.services.documents.evidence_list import evidence_list
    from friendly_desktop.services.documents.pdf import pdf_bytes
    from friendly_desktop.services.documents.report import report
    from friendly_desktop.services.documents.score_table import score_table
    from friendly_desktop.services.documents.submission import submission
    from friendly_desktop.services.documents.xlsx import xlsx_bytes

    table, listed = score_table(content), evidence_list(content)
    found = [
        entry_of(_SUBMISSION[1], pdf_bytes(submission(content))),
        entry_of(_REPORT[1], pdf_bytes(report(content))),
        entry_of(_TABLE[1], pdf_bytes(table)),
        entry_of(_TABLE_XLSX[1], xlsx_bytes(table, "Bảng chấm điểm")),
        entry_of(_LIST[1], pdf_bytes(listed)),
        entry_of(_LIST_XLSX[1], xlsx_bytes(listed, "Danh mục")),
    ]
    if content.letters:
        from friendly_desktop.services.documents.letter_proof_list import letter_list

        letters = letter_list(content)
        found += [
            entry_of(_LETTERS[1], pdf_bytes(letters)),
            entry_of(_LETTERS_XLSX[1], xlsx_bytes(letters, "Danh mục thư")),
        ]
    if content.records:
        from friendly_desktop.services.documents.record_list import record_list

        records = record_list(content)
        found += [
            entry_of(_RECORDS[1], pdf_bytes(records)),
            entry_of(_RECORDS_XLSX[1], xlsx_bytes(records, "Danh mục tiếp dân")),
        ]
    if outline.has_proof_list(content):
        from friendly_desktop.services.documents.proof_list import proof_list

        proof = proof_list(content)
        found += [
            entry_of(_PROOF[1], pdf_bytes(proof)),
            entry_of(_PROOF_XLSX[1], xlsx_bytes(proof, "Danh mục hoạt động")),
        ]
    return found


def start_page(content: PackageContent, elsewhere: Collection[str]) -> BagEntry:
    """The start page of the first part; ``elsewhere`` are the paths that lie in other parts."""
    from friendly_desktop.services.documents import outline
    from friendly_desktop.services.documents.start_page import start_page as page

    listed = [_SUBMISSION, _REPORT, _TABLE, _TABLE_XLSX, _LIST, _LIST_XLSX]
    if content.letters:
        listed += [_LETTERS, _LETTERS_XLSX]
    if content.records:
        listed += [_RECORDS, _RECORDS_XLSX]
    if outline.has_proof_list(content):
        listed += [_PROOF, _PROOF_XLSX]
    return entry_of(START_PAGE, page(content, listed, elsewhere=elsewhere))


def part_page(content: PackageContent, part: int, commune: str) -> BagEntry:
    """The start page of a further part: what it is, and where the rest is."""
    title = escape(f"Hồ sơ {commune} năm {content.year}, phần {part} trên {content.parts}")
    rows = "".join(
        f'<li><a href="{escape(packed.path)}">{packed.number}. {escape(packed.evidence.label)}</a></li>\n'
        for packed in content.evidence
        if packed.part == part
    )
    html = (
        '<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        "<p>Phần này chỉ chứa một số tài liệu kiểm chứng. Tờ trình, báo cáo, bảng thang chấm điểm và danh mục đầy đủ "
        "nằm ở phần 1; hãy để các phần cạnh nhau khi kiểm tra hồ sơ.</p>\n"
        f"<ul>\n{rows}</ul>\n</body>\n</html>\n"
    )
    return entry_of(START_PAGE, html.encode("utf-8"))
