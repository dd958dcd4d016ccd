"""Reads the Excel form of a criteria set. (placeholder while the reader is written)"""

from dataclasses import dataclass

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria_source import Table


@dataclass(frozen=True, slots=True)
class Form:
    """What the workbook says, or why it cannot be read."""

    root: Table | None
    problems: tuple[Problem, ...] = ()


def read_form(content: bytes) -> Form:  # noqa: ARG001
    """Read the form."""
    return Form(None, (Problem("", "chưa đọc được"),))
