"""The made-up commune of the demonstration, read from its data file."""

from pathlib import Path
from typing import Any

import yaml

from friendly_desktop.paths import RESOURCES

COMMUNE = RESOURCES / "demo" / "an-binh.yaml"


def read_commune(path: Path = COMMUNE) -> dict[str, Any]:
    """The content of the file; every scalar is text, as in the criteria sets."""
    with path.open(encoding="utf-8") as stream:
        content: dict[str, Any] = yaml.load(stream, Loader=yaml.BaseLoader)  # noqa: S506 - builds only text
    return content
