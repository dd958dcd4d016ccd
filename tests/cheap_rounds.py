"""What makes thousands of rounds cheaper without making them less real."""

from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

from friendly_desktop.services import criteria
from friendly_desktop.storage import sqlite


def keep_what_never_differs() -> None:
    """Compiled statements, and criteria sets by their text, are the same in every round: rounds are cheaper."""
    compiled: LRUCache[Any, Any] = LRUCache(2000)
    make = sqlite.make_engine

    def made(path: Path) -> Engine:
        engine = make(path)
        engine._compiled_cache = compiled
        return engine

    sqlite.make_engine = made
    criteria.load_canonical = cache(criteria.load_canonical)
