"""Reads what the program ships of law: deadline rules and days off, and the library's forecast of them."""

import importlib
import json
import sys
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import Table
from friendly_desktop.domain.deadlines import DeadlineRule
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind
from friendly_desktop.domain.legal_build import LegalDays, build_days, build_rule, build_rules, plain_rule
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.text_trees import Refused, from_plain, yaml_file

SHIPPED = RESOURCES / "legal"
_LARGEST = 2_000_000
#: The last year the library's lunar calendar knows.
_LAST_YEAR = 2099


def shipped_rules(folder: Path = SHIPPED) -> tuple[DeadlineRule, ...]:
    """The rules of ``deadlines.yaml``, in its order.

    Raises:
        AppError: the file is not there or says something wrong; every problem is named with its line.
    """
    path = folder / "deadlines.yaml"
    built = build_rules(_tree(path))
    if built.problems:
        raise _wrong(path, built.problems)
    return built.rules


def shipped_days(folder: Path = SHIPPED) -> LegalDays:
    """The corrections of ``holidays.yaml``.

    Raises:
        AppError: as with the rules.
    """
    path = folder / "holidays.yaml"
    built = build_days(_tree(path))
    if built.days is None:
        raise _wrong(path, built.problems)
    return built.days


def library_days(first_year: int, confirmed_through: int) -> Mapping[date, CalendarDay]:
    """What the library ``holidays`` says of Vietnam, from ``first_year`` on.

    Years after ``confirmed_through`` are arithmetic over the lunar calendar, which no notice has confirmed:
    forecasts. The library's names are Vietnamese.
    """
    import holidays

    source = _("Thư viện holidays {version}").format(version=holidays.__version__)
    known = _vietnam()(years=range(first_year, _LAST_YEAR + 1), language="vi")
    found = {}
    for day, title in known.items():
        forecast = day.year > confirmed_through
        found[day] = CalendarDay(
            day,
            DayKind.SWAPPED if _is_moved(title) else DayKind.OFF,
            _named(title),
            source,
            Confidence.WEAK if forecast else Confidence.REPORTED,
            forecast,
        )
    for day in known.weekend_workdays:
        if day.year >= first_year:
            found[day] = CalendarDay(
                day,
                DayKind.MAKE_UP,
                _("Ngày làm bù"),
                source,
                Confidence.REPORTED,
                day.year > confirmed_through,
            )
    return found


def _vietnam() -> Any:
    """The library's class of Vietnam alone: its package of countries loads the 250 others too."""
    name = "holidays.countries"
    if name in sys.modules:
        return importlib.import_module(f"{name}.vietnam").Vietnam
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(name)
    sys.modules[name] = module_from_spec(spec)  # a package with a place and nothing in it
    try:
        return importlib.import_module(f"{name}.vietnam").Vietnam
    finally:
        del sys.modules[name]


def rule_text(rule: DeadlineRule) -> str:
    """A rule as the database keeps it."""
    return json.dumps(plain_rule(rule), ensure_ascii=False, sort_keys=True)


def rule_of(text: str) -> DeadlineRule:
    """The rule of a stored text."""
    root = from_plain(json.loads(text, parse_int=str, parse_float=str), "")
    if not isinstance(root, Table):
        raise TypeError("a stored rule is not an object")
    (rule,) = build_rule(root).rules
    return rule


def _named(title: str) -> str:
    """The library's name as it is written here.

    It calls the second day before the new year "29 Tết"; in a twelfth month of 29 days that day is the 28th.
    """
    if title == "29 Tết":
        return "Tết Nguyên đán (trước giao thừa)"
    return title.replace("Nguyên Đán", "Nguyên đán")


def _is_moved(title: str) -> bool:
    """Whether the library gives this day off instead of another one."""
    return "nghỉ bù" in title or "thay cho" in title


def _tree(path: Path) -> Table:
    try:
        return yaml_file(path, _wrong(path, ()), _LARGEST)
    except Refused as refused:
        raise _wrong(path, (refused.problem,)) from refused


def _wrong(path: Path, problems: tuple[Problem, ...]) -> AppError:
    told = "; ".join(f"{one.where}: {one.message}" for one in problems[:5])
    return AppError(
        "legal_data_wrong",
        _("Dữ liệu pháp luật đi kèm bị hỏng"),
        _("Tệp {name} không đúng. {problems}").format(name=path.name, problems=told),
        _("Hãy cài lại chương trình, hoặc sửa các dòng đã nêu."),
    )
