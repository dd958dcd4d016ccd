"""``evidence``: copy files in, list them, hash them all again."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.evidence import AddedFile, AddOutcome, Evidence, StoreReport
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError, Cancelled
from friendly_desktop.formats import file_size, parse_date, short_date
from friendly_desktop.i18n import _

_UNSORTED = "-"
_NAMES_SHOWN = 3


def add_commands(groups: Any) -> None:
    """Add ``evidence add``, ``evidence list`` and ``evidence verify``."""
    commands = groups.add_parser("evidence", help=_("tài liệu kiểm chứng")).add_subparsers(
        metavar="COMMAND", required=True
    )
    adding = commands.add_parser("add", help=_("chép tệp và thư mục vào làm tài liệu kiểm chứng"))
    adding.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    adding.add_argument("node", metavar="NODE", help=_("mã mục; ghi dấu - để thêm mà chưa gắn vào mục nào"))
    adding.add_argument("files", metavar="FILE", type=path_argument, nargs="+", help=_("tệp hoặc thư mục"))
    adding.add_argument("--number", default="", help=_("số, ký hiệu của tài liệu"))
    adding.add_argument("--date", default="", help=_("ngày của tài liệu, ví dụ 05/11/2026"))
    adding.add_argument("--title", default="", help=_("tên của tài liệu"))
    adding.set_defaults(run=_add)
    listing = commands.add_parser("list", help=_("danh sách tài liệu của một năm hoặc một mục"))
    listing.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    listing.add_argument("node", metavar="NODE", nargs="?", help=_("chỉ tài liệu của mục này"))
    listing.set_defaults(run=_list)
    verify = commands.add_parser("verify", help=_("đọc lại toàn bộ kho và đối chiếu mã kiểm tra"))
    verify.set_defaults(run=_verify)


def _add(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    node = None if arguments.node == _UNSORTED else arguments.node
    issued_on = _date(arguments.date, services.clock.today())
    try:
        added = services.evidence.add_files(
            arguments.year, node, arguments.files, context.job, arguments.title, arguments.number, issued_on
        )
    except Cancelled as stop:
        sys.stderr.write(f"{stop}\n")
        raise
    _require_some(added)
    refused = any(one.outcome is AddOutcome.REFUSED for one in added)
    data = [
        {
            "id": one.evidence_id,
            "sha256": one.sha256,
            "name": one.name,
            "bytes": one.bytes,
            "duplicate_of": one.duplicate_of,
            "outcome": one.outcome,
            "problem": one.problem,
            "warning": one.warning,
        }
        for one in added
    ]
    return Output(data, _told(added), EXIT_FINDINGS if refused else EXIT_DONE)


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    criteria = services.assessment.criteria_of(arguments.year)
    found = services.evidence.listing(arguments.year, arguments.node)
    if arguments.node and not found and arguments.node not in criteria.by_id:
        raise AppError(
            "node_unknown",
            _("Không có mục này"),
            _("Bộ tiêu chí của năm không có mục «{node}».").format(node=arguments.node),
            _("Hãy xem mã các mục bằng lệnh criteria show."),
        )
    rows = [
        [
            str(one.id),
            ", ".join(one.nodes),
            clean_line(one.label),
            one.number,
            short_date(one.issued_on),
            file_size(one.bytes),
        ]
        for one in found
    ]
    headings = [_("Số"), _("Mục"), _("Tài liệu"), _("Ký hiệu"), _("Ngày"), _("Dung lượng")]
    text = table(rows, headings, right=(0, 5)) if rows else _("Chưa có tài liệu nào.")
    return Output([_described(one) for one in found], text)


def _verify(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    report = context.services().evidence.verify(context.job)
    data = {
        "files": report.files,
        "bytes": report.bytes,
        "missing": [_described(one) for one in report.missing],
        "damaged": [_described(one) for one in report.damaged],
    }
    found = report.missing or report.damaged
    return Output(data, _account(report), EXIT_FINDINGS if found else EXIT_DONE)


def _described(one: Evidence) -> dict[str, object]:
    return {**asdict(one), "id": one.id or None, "nodes": list(one.nodes), "outside_year": one.outside_year}


def _told(added: Sequence[AddedFile]) -> str:
    count = sum(one.outcome is AddOutcome.ADDED for one in added)
    lines = [_("Đã thêm {n} tệp.").format(n=count)]
    by_sentence: defaultdict[str, list[str]] = defaultdict(list)
    for one in added:
        if one.problem or one.warning:
            by_sentence[one.problem or one.warning].append(clean_line(one.name))
    for sentence, names in by_sentence.items():
        shown = ", ".join(names[:_NAMES_SHOWN])
        if len(names) > _NAMES_SHOWN:
            shown = _("{names} và {n} tệp khác").format(names=shown, n=len(names) - _NAMES_SHOWN)
        lines.append(f"  - {shown}: {sentence}")
    return "\n".join(lines)


def _account(report: StoreReport) -> str:
    size = file_size(report.bytes)
    if not report.missing and not report.damaged:
        return _("Đã đọc lại {n} tệp ({size}). Tất cả còn nguyên vẹn.").format(n=report.files, size=size)
    lines = [_("Đã đọc lại {n} tệp ({size}).").format(n=report.files, size=size)]
    lines += [
        _("  - Thiếu: {name} (năm {year}, mục {nodes})").format(**_place(one)) for one in report.missing
    ]
    lines += [_("  - Hỏng: {name} (năm {year}, mục {nodes})").format(**_place(one)) for one in report.damaged]
    return "\n".join(lines)


def _place(one: Evidence) -> dict[str, object]:
    return {"name": clean_line(one.name), "year": one.year, "nodes": ", ".join(one.nodes) or "-"}


def _require_some(added: Sequence[AddedFile]) -> None:
    """A command that could add nothing at all was refused, and says why by the first file."""
    if any(one.outcome in (AddOutcome.ADDED, AddOutcome.ALREADY) for one in added):
        return
    first = next((one for one in added if one.outcome is AddOutcome.REFUSED), next(iter(added), None))
    if first is None:
        raise AppError(
            "nothing_to_add",
            _("Không có tệp nào"),
            _("Thư mục được chọn không có tệp nào."),
            _("Hãy kiểm tra lại đường dẫn."),
        )
    raise AppError(
        first.code,
        _("Chưa thêm được tệp nào"),
        _("{name}: {problem}").format(name=clean_line(first.name), problem=first.problem),
        _("Hãy xem lại các tệp đã chọn rồi thêm lại."),
    )


def _date(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        return parse_date(text, today)
    except ValueError as error:
        raise AppError(
            "date_invalid", _("Ngày không hợp lệ"), str(error), _("Hãy nhập như 05/11/2026 hoặc 2026-11-05.")
        ) from error
