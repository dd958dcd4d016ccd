"""``doctor``: whether everything the program stands on is in order."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``doctor``."""
    command = groups.add_parser("doctor", help=_("kiểm tra dữ liệu, ổ đĩa, phông chữ và phiên bản"))
    command.set_defaults(run=_examine)


def _examine(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    checks = context.services().doctor.examine(context.job)
    ok = all(check.ok for check in checks)
    data = {
        "ok": ok,
        "checks": [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks],
    }
    text = table([["✓" if check.ok else "✗", check.detail] for check in checks])
    return Output(data, text, EXIT_DONE if ok else EXIT_FINDINGS)
