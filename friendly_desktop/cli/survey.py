"""``survey``: ballots printed, counted and read."""

from typing import Any

from friendly_desktop.cli import survey_print
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add the group ``survey``."""
    commands = groups.add_parser("survey", help=_("khảo sát lấy ý kiến")).add_subparsers(
        metavar="COMMAND", required=True
    )
    survey_print.add_command(commands)
