"""Survey forms on disk (``resources/surveys`` and files people choose) and as texts of the records."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import Table
from friendly_desktop.domain.surveys import SurveyForm
from friendly_desktop.domain.surveys.build import BuiltSurveyForm, build, plain_form
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage import safe_files
from friendly_desktop.storage.text_trees import (
    LARGEST_TEXT_FILE,
    Refused,
    from_plain,
    yaml_file,
)

SHIPPED = RESOURCES / "surveys"


def load(path: Path) -> BuiltSurveyForm:
    """Read and check a form's file.

    Raises:
        AppError: the file is not there, too large, or another program holds it.
    """
    too_large = AppError(
        "survey_file_too_large",
        _("Tệp quá lớn"),
        _("Tệp {name} lớn hơn {most} MB nên không phải là tệp phiếu khảo sát.").format(
            name=path.name, most=LARGEST_TEXT_FILE // 1_000_000
        ),
        _("Hãy chọn đúng tệp phiếu khảo sát."),
    )
    try:
        return build(yaml_file(path, too_large))
    except Refused as refused:
        return BuiltSurveyForm(None, (refused.problem,))


@lru_cache(maxsize=1)
def shipped_forms() -> Mapping[str, SurveyForm]:
    """The forms of the program by id, in the order of their names.

    Raises:
        AppError: ``survey_form_broken``, a file of the program was changed and says no form any more.
    """
    found = {}
    for path in sorted(SHIPPED.glob("*.yaml")):
        built = load(path)
        if built.form is None:
            raise broken(path, built.problems)
        found[built.form.id] = built.form
    return found


def broken(path: Path, problems: tuple[Problem, ...]) -> AppError:
    """A file says no form; the first problem says where and why."""
    first = problems[0]
    return AppError(
        "survey_form_broken",
        _("Tệp phiếu khảo sát chưa đúng"),
        f"{first.where or path.name}: {first.message}",
        _("Có {n} chỗ cần sửa trong tệp {name}.").format(n=len(problems), name=path.name),
    )


def save(form: SurveyForm, target: Path) -> None:
    """Write a form as a file of the format, whole or not at all.

    Raises:
        OSError: the place cannot be written.
    """
    text = yaml.safe_dump(dict(plain_form(form)), allow_unicode=True, sort_keys=False, width=110)
    safe_files.write_text(target, text)


def form_text(form: SurveyForm) -> str:
    """A form as the records keep it."""
    return json.dumps(plain_form(form), ensure_ascii=False, sort_keys=True)


@lru_cache(maxsize=64)
def form_of(text: str) -> SurveyForm:
    """The form of a stored text; rounds of one form share it."""
    root = from_plain(json.loads(text, parse_int=str, parse_float=str), "")
    if not isinstance(root, Table):
        raise TypeError("a stored form is not an object")
    built = build(root)
    if built.form is None:
        raise ValueError(built.problems[0].message)
    return built.form
