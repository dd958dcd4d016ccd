"""Danh mục tiếp công dân, giải quyết đơn, đối thoại: the year's records of reception as evidence, PDF and XLSX.

Nobody's name is in it: a case is its code, a session its day.
"""

from decimal import Decimal

from friendly_desktop import formats
from friendly_desktop.domain.package import PackageContent, PackedRecord
from friendly_desktop.domain.record_proof import CASE_KINDS, record_title
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.annex import annex, told_below
from friendly_desktop.services.documents.model import (
    Align,
    Cell,
    Document,
    Row,
    Table,
)
from friendly_desktop.services.documents.score_table import table_head

_WIDTHS = (13.0, 27.0, 25.0, 92.0, 70.0, 25.0)
_ON_TIME = {True: "Đúng hạn", False: "Trễ hạn", None: ""}


def record_list(content: PackageContent) -> Document:
    """The list of the sessions, settled cases, dialogues and visits that prove lines of the set."""
    head = table_head("STT", "Ngày", "Số", "Nội dung", "Kết quả", "Thời hạn")
    rows = Table(_WIDTHS, (head,), tuple(_rows(content)))
    return annex(
        content, "Danh mục tiếp công dân, giải quyết đơn, đối thoại", (rows, told_below(_closing(content)))
    )


def _closing(content: PackageContent) -> str:
    told = f"Danh mục có {outline.records_told(content.records)}."
    dated = [
        packed.record.on_time
        for packed in content.records
        if packed.record.kind in CASE_KINDS and packed.record.on_time is not None
    ]
    if dated:
        told += f" Đơn xử lý đúng hạn: {sum(dated)} trên {len(dated)} đơn có thời hạn."
    return told + " Danh mục không ghi họ tên công dân."


def _rows(content: PackageContent) -> list[Row]:
    rows: list[Row] = []
    names = content.criteria.references
    current = None
    for packed in content.records:
        if packed.record.kind is not current:
            current = packed.record.kind
            count = sum(one.record.kind is current for one in content.records)
            lines = ", ".join(names[node] for node in packed.nodes)
            title = f"{record_title(current)}: {outline.count(count)}. Chứng minh cho mục {lines}"
            text = decree30.cell_text(title, bold=True)
            rows.append(Row((Cell((text,), span=len(_WIDTHS)),), keep_with_next=True, shade=0.06))
        rows.append(_row(packed))
    return rows


def _row(packed: PackedRecord) -> Row:
    one = packed.record
    number = decree30.cell_text(str(packed.number), align=Align.CENTER)
    return Row(
        (
            Cell((number,), number=Decimal(packed.number)),
            Cell((decree30.cell_text(formats.short_date(one.day), align=Align.CENTER),)),
            Cell((decree30.cell_text(one.code, align=Align.CENTER, verbatim=True),)),
            Cell((decree30.cell_text(one.words),)),
            Cell((decree30.cell_text(one.result),)),
            Cell((decree30.cell_text(_ON_TIME[one.on_time], align=Align.CENTER),)),
        )
    )
