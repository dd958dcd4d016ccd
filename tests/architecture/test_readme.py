"""The README tells the truth about where things are."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def folder_map() -> list[str]:
    """The first words of the lines of the README's folder map, with their folder."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.split("## Where things are", 1)[1].split("```", 2)[1]
    names, parent = [], ""
    for line in block.strip().splitlines():
        found = re.match(r"( *)(\S.*?)(?:  |$)", line)
        assert found
        indent, words = found.groups()
        if len(indent) > 4:
            continue  # the words of the line above go on
        parent = parent if indent else words.split(", ")[0]
        names += [(parent if indent else "") + word for word in words.split(", ")]
    return names


def test_every_name_of_the_folder_map_exists() -> None:
    lacking = [
        name
        for name in folder_map()
        if not (ROOT / name).exists() and not (ROOT / f"{name}.py").exists() and not list(ROOT.glob(name))
    ]
    assert lacking == []


def test_every_top_level_package_is_on_the_folder_map() -> None:
    packages = {path.parent.name + "/" for path in ROOT.glob("*/__init__.py")}
    assert packages <= set(folder_map()) | {"tests/"}


def test_every_package_of_the_window_is_on_the_folder_map() -> None:
    packages = {f"ui/{path.parent.name}/" for path in ROOT.glob("ui/*/__init__.py")}
    assert packages <= set(folder_map())
