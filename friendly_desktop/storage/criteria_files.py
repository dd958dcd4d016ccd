"""Reads criteria files (YAML, TOML, the Excel form), telling every problem and its place."""

import json
from pathlib import Path

from friendly_desktop.domain.criteria.build import Built, build
from friendly_desktop.domain.criteria.source import Table
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.storage.criteria_xlsx_read import read_form
from friendly_desktop.storage.text_trees import (
    Refused,
    decode,
    from_plain,
    from_toml,
    from_yaml,
    read,
)

LARGEST_FORM = 20_000_000


def load(path: Path) -> Built:
    """Read and check a criteria file of any kind, told by its content and ending.

    Args:
        path: a YAML, TOML or XLSX file.

    Returns:
        The set, or every problem found.

    Raises:
        AppError: the file is not there, is a folder, or another program holds it.
    """
    content = read(path, LARGEST_FORM, _too_large(path))
    name = path.name
    if (
        content[:2] == b"PK"
        or content[:4] == b"\xd0\xcf\x11\xe0"
        or path.suffix.lower() in (".xlsx", ".xlsm", ".xls")
    ):
        form = read_form(content)
        if form.root is None:
            return Built(None, form.problems)
        built = build(form.root)
        problems = (*form.problems, *built.problems)
        return Built(None if problems else built.criteria_set, problems)
    try:
        text = decode(content, name)
        root = from_toml(text, name) if path.suffix.lower() == ".toml" else from_yaml(text, name)
    except Refused as refused:
        return Built(None, (refused.problem,))
    return build(root)


def load_canonical(content: str) -> Built:
    """Read a set from the text in which the database keeps it."""
    root = from_plain(json.loads(content, parse_int=str, parse_float=str), "")
    if not isinstance(root, Table):
        raise TypeError("a stored criteria set is not an object")
    return build(root)


def _too_large(path: Path) -> AppError:
    return AppError(
        "criteria_file_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không phải là tệp bộ tiêu chí.").format(
            name=path.name, most=LARGEST_FORM // 1_000_000
        ),
        _("Hãy chọn đúng tệp bộ tiêu chí (YAML, TOML hoặc biểu Excel)."),
    )
