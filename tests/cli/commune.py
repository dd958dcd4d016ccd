"""An office at a terminal: commands on one data folder, and what they answer."""

import json
from typing import Any

import pytest

from friendly_desktop.cli import main
from friendly_desktop.paths import DataFolder


class Commune:
    """Runs commands on one data folder.

    Attributes:
        folder: where the data is.
        told: what stood on standard error after the last command.
    """

    def __init__(self, folder: DataFolder, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.told = ""
        self._capsys = capsys

    def run(self, *arguments: object) -> tuple[int, Any]:
        """The exit code and the JSON of a command, None where it said nothing."""
        code, said = self._say("--json", *arguments)
        return code, json.loads(said) if said else None

    def text(self, *arguments: object) -> tuple[int, str]:
        """The exit code of a command and what a person reads."""
        code, said = self._say(*arguments)
        return code, said + self.told

    def _say(self, *arguments: object) -> tuple[int, str]:
        code = main(["--data", str(self.folder.root), *map(str, arguments)])
        captured = self._capsys.readouterr()
        self.told = captured.err
        return code, captured.out
