"""How many statements some work sends to the database: the same on a slow PC and beside a busy window."""

import threading
from collections.abc import Callable
from unittest.mock import patch

from sqlalchemy import Engine, event


def statements(work: Callable[[], object]) -> int:
    """How many statements ``work`` sends to the database.

    What other threads ask meanwhile is not counted, nor whether the working days, which are asked for anew after a
    while, have become old.
    """
    seen: list[str] = []
    here = threading.get_ident()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if threading.get_ident() == here:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with patch("friendly_desktop.services.workdays.monotonic", return_value=0.0):
            work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(seen)
