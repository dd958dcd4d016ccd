"""``doctor``: whether everything the program stands on is in order."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``doctor``."""
    command = groups.add_parser("doctor", help=_("kiểm tra dữ liệu, ổ đĩa, phông chữ và phiên bản"))
    command.add_argument(
        "--report",
        metavar="FILE.zip",
        type=path_argument,
        help=_("ghi thêm tệp báo sự cố, không có thông tin cá nhân, để gửi người hỗ trợ"),
    )
    command.set_defaults(run=_examine)


def _examine(context: CommandContext, arguments: argparse.Namespace) -> Output:
    try:
        services = context.services()
    except AppError as error:
        if not context.folder.exists():
            raise
        # Records that do not open are the finding the doctor was called for.
        detail = " ".join(filter(None, (error.message, error.hint)))
        data = {"ok": False, "checks": [{"name": "database", "ok": False, "detail": detail}]}
        return Output(data, table([["✗", detail]]), EXIT_FINDINGS)
    checks = services.doctor.examine(context.job)
    ok = all(check.ok for check in checks)
    data = {
        "ok": ok,
        "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks],
    }
    text = table([["✓" if check.ok else "✗", check.detail] for check in checks])
    if arguments.report is not None:
        reports = services.problem_reports
        written = reports.write(reports.collect(job=context.job), arguments.report)
        data["report"] = str(written)
        text += "\n" + _("Đã ghi tệp báo sự cố: {file}").format(file=written)
    return Output(data, text, EXIT_DONE if ok else EXIT_FINDINGS)
