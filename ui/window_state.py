"""How the person left the window: look, text size, language, place on screen.

Kept beside the database in ``window.json``, because it is needed before the database is opened and
belongs to this PC. A missing or unreadable file means the defaults; nothing of the office is in it.
"""

import os
from pathlib import Path
from typing import Any, NamedTuple

from friendly_desktop.paths import DataFolder

_MOST_DOTS = 100_000


class WindowState(NamedTuple):
    """What is remembered. ``narrow`` None means: by the width of the window; ``news_seen`` is a version."""

    scheme: str = "system"
    percent: int = 100
    language: str = "vi"
    narrow: bool | None = None
    geometry: tuple[int, ...] = ()
    maximised: bool = False
    year: int | None = None
    folders: tuple[tuple[str, str], ...] = ()
    news_seen: str = ""

    def with_changes(self, **changes: Any) -> "WindowState":
        """A copy with some things changed."""
        return self._replace(**changes)


def carried(worn: WindowState, own: WindowState) -> WindowState:
    """What another data folder remembers, in the look that is worn now."""
    return own.with_changes(
        scheme=worn.scheme,
        percent=worn.percent,
        language=worn.language,
        narrow=worn.narrow,
        geometry=worn.geometry,
        maximised=worn.maximised,
        news_seen=worn.news_seen or own.news_seen,
    )


def load(folder: DataFolder) -> WindowState:
    """What was remembered for this data folder."""
    import json

    try:
        found = json.loads((folder.root / "window.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return WindowState()
    if not isinstance(found, dict):
        return WindowState()
    default = WindowState()
    kept: dict[str, Any] = {}
    for name in WindowState._fields:
        value = found.get(name)
        if name == "geometry":
            if isinstance(value, list) and len(value) == 4 and all(map(_is_dots, value)):
                kept["geometry"] = tuple(value)
        elif name == "folders":
            if isinstance(value, list):
                pairs = [one for one in value if isinstance(one, list) and len(one) == 2]
                kept["folders"] = tuple((str(purpose), str(path)) for purpose, path in pairs)
        elif name == "narrow":
            kept["narrow"] = value if isinstance(value, bool) else None
        elif name == "year":
            kept["year"] = value if isinstance(value, int) else None
        elif type(value) is type(getattr(default, name)):
            kept[name] = value
    return WindowState(**kept)


def _is_dots(value: object) -> bool:
    """Whether Qt can take this for a number of dots."""
    return isinstance(value, int) and abs(value) <= _MOST_DOTS


def save(folder: DataFolder, state: WindowState) -> None:
    """Remember ``state``; a disk that refuses is not worth a word here, the look is all that is lost."""
    write_json(folder.root / "window.json", state._asdict())


def write_json(path: Path, value: object) -> bool:
    """Write a small JSON file whole or not at all; False when the disk refused."""
    import json

    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except (OSError, UnicodeEncodeError):  # half a character, as the names of old disks have them
        return False
    return True
