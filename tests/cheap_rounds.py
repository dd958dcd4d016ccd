"""What makes thousands of rounds cheaper without making them less real: whatever is the same in each is made once."""

import argparse
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

from friendly_desktop import cli, i18n
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services import criteria, deadlines, workdays
from friendly_desktop.services.documents import pdf, xlsx
from friendly_desktop.storage import letter_templates, sqlite

_PAPERS = 100
_Load = TypeVar("_Load", bound=Callable[[Path], Any])


def keep_what_never_differs() -> None:
    """Keep compiled statements, criteria sets by their text, the program's own files, papers, its commands."""
    _keep_statements()
    criteria.load_canonical = cache(criteria.load_canonical)
    criteria.load = _own_files_once(criteria.load)
    letter_templates.load = _own_files_once(letter_templates.load)
    workdays.library_days = cache(workdays.library_days)
    workdays.shipped_days = _own_files_once(workdays.shipped_days)
    deadlines.shipped_rules = _own_files_once(deadlines.shipped_rules)
    for writer, name in ((pdf, "pdf_bytes"), (xlsx, "xlsx_bytes")):  # the same paper has the same bytes
        setattr(writer, name, lru_cache(_PAPERS)(getattr(writer, name)))
    in_words = cli._parser
    commands: dict[str, argparse.ArgumentParser] = {}

    def parser() -> argparse.ArgumentParser:
        language = i18n.language()
        if language not in commands:
            commands[language] = in_words()
        return commands[language]

    cli._parser = parser


def _keep_statements() -> None:
    """One store for all engines; SQLAlchemy looks a statement up by its dialect, so that is one, too."""
    compiled: LRUCache[Any, Any] = LRUCache(2000)
    asked = create_engine("sqlite://")
    with asked.connect():
        dialect = asked.dialect  # knows now what the library can do
    asked.dispose()
    make = sqlite.make_engine

    def made(path: Path) -> Engine:
        engine = make(path)
        engine.dialect = dialect
        engine._compiled_cache = compiled
        return engine

    sqlite.make_engine = made


def _own_files_once(load: _Load) -> _Load:
    known: dict[Path, Any] = {}

    def loaded(path: Path) -> Any:
        if not path.is_relative_to(RESOURCES):
            return load(path)
        if path not in known:
            known[path] = load(path)
        return known[path]

    return cast("_Load", loaded)
