"""``activity``: write a line of the diary, list them."""

import argparse
from dataclasses import asdict
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.activities.rules import KIND_TITLES
from friendly_desktop.errors import AppError
from friendly_desktop.formats import parse_date, short_date
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``activity add`` and ``activity list``."""
    commands = groups.add_parser("activity", help=_("nhật ký hoạt động")).add_subparsers(
        metavar="COMMAND", required=True
    )
    adding = commands.add_parser("add", help=_("ghi một hoạt động đã làm"))
    kinds = [kind.value for kind in ActivityKind]
    adding.add_argument(
        "kind", metavar="KIND", choices=kinds, help=_("loại: {kinds}").format(kinds=", ".join(kinds))
    )
    adding.add_argument("day", metavar="DATE", help=_("ngày, ví dụ 05/11/2026"))
    adding.add_argument("title", metavar="TITLE", help=_("nội dung việc đã làm"))
    adding.add_argument(
        "--node", action="append", default=[], help=_("mã mục được chứng minh; ghi được nhiều lần")
    )
    adding.add_argument("--place", default="", help=_("nơi"))
    adding.add_argument("--hamlet", default="", help=_("thôn, tổ dân phố"))
    adding.add_argument("--organiser", default="", help=_("đơn vị làm"))
    adding.add_argument("--participants", type=int, help=_("số người tham gia"))
    adding.add_argument("--times", type=int, default=1, help=_("số lần"))
    adding.add_argument("--number", default="", help=_("số, ký hiệu văn bản"))
    adding.add_argument("--link", default="", help=_("địa chỉ đã đăng"))
    adding.add_argument("--note", default="", help=_("ghi chú"))
    adding.add_argument(
        "--file", action="append", type=path_argument, default=[], help=_("ảnh, tài liệu; ghi được nhiều lần")
    )
    adding.set_defaults(run=_add)
    listing = commands.add_parser("list", help=_("các hoạt động của một năm"))
    listing.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    listing.add_argument("--kind", choices=kinds, help=_("chỉ loại này"))
    listing.add_argument("--text", default="", help=_("có những chữ này"))
    listing.set_defaults(run=_list)


def _add(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services(create=True)
    try:
        day = parse_date(arguments.day, services.clock.today())
    except ValueError as error:
        raise AppError(
            "date_invalid", _("Ngày không hợp lệ"), str(error), _("Hãy nhập như 05/11/2026 hoặc 2026-11-05.")
        ) from error
    entry = ActivityEntry(
        kind=ActivityKind(arguments.kind),
        day=day,
        title=arguments.title,
        place=arguments.place,
        hamlet=arguments.hamlet,
        organiser=arguments.organiser,
        participants=arguments.participants,
        times=arguments.times,
        number=arguments.number,
        link=arguments.link,
        note=arguments.note,
        nodes=tuple(arguments.node),
    )
    if arguments.file:
        services.assessment.criteria_of_open(day.year)  # refused before the line is written
    one = services.activities.add(entry)
    problems = []
    if arguments.file:
        added = services.activities.add_files(one.id, arguments.file, context.job)
        problems = [{"file": file.name, "message": file.problem} for file in added if file.problem]
        one = services.activities.get(one.id)
    text = _("Đã ghi hoạt động số {id} với {n} ảnh, tài liệu.").format(id=one.id, n=len(one.evidence))
    lines = [text, *(f"  - {found['file']}: {found['message']}" for found in problems)]
    return Output({**_described(one), "problems": problems}, "\n".join(lines), 3 if problems else 0)


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    kinds = [ActivityKind(arguments.kind)] if arguments.kind else []
    found = context.services().activities.find(arguments.year, kinds, arguments.text)
    rows = [
        [
            str(one.id),
            short_date(one.entry.day),
            _(KIND_TITLES[one.entry.kind]),
            one.entry.title,
            ", ".join(one.entry.nodes),
            str(len(one.evidence)),
        ]
        for one in found
    ]
    headings = [_("Số"), _("Ngày"), _("Loại"), _("Nội dung"), _("Mục"), _("Ảnh, tài liệu")]
    text = table(rows, headings, right=(0, 5)) if rows else _("Chưa ghi hoạt động nào.")
    return Output([_described(one) for one in found], text)


def _described(one: Activity) -> dict[str, object]:
    return {"id": one.id, **asdict(one.entry), "evidence": one.evidence}
