"""``guide``: the one-page guide to hang beside the screen."""

import argparse
from pathlib import Path
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``guide``."""
    command = groups.add_parser("guide", help=_("ghi tờ hướng dẫn nhanh một trang A4"))
    command.add_argument("--out", metavar="FILE.pdf", type=path_argument, required=True, help=_("tệp ghi ra"))
    command.set_defaults(run=_write)


def _write(context: CommandContext, arguments: argparse.Namespace) -> Output:
    target: Path = arguments.out
    written = context.services(create=True).guide.write(target)
    data = {"file": str(written.file), "pages": written.pages}
    return Output(data, _("Đã ghi {file}.").format(file=written.file))
