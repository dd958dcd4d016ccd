"""A setting is named by its declaration: no key is spelled out where settings are read or written."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECLARED = ROOT / "friendly_desktop" / "domain" / "settings.py"
#: Calls that take a setting, and which of their arguments it is.
READERS = {"setting", "set_setting", "put_settings"}


def test_no_module_spells_the_key_of_a_setting() -> None:
    modules = [*(ROOT / "friendly_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    strays = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(modules)
        if path != DECLARED
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node.func) in READERS and _spelled(node)
    ]
    assert not strays, "declare these in friendly_desktop/domain/settings.py"


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _spelled(call: ast.Call) -> bool:
    """Whether text stands where a declaration belongs: an argument, or a key of a mapping given."""
    for argument in call.args[:2]:
        if isinstance(argument, ast.Dict):
            if any(isinstance(key, (ast.Constant, ast.JoinedStr, ast.BinOp)) for key in argument.keys):
                return True
        elif argument is call.args[0] and isinstance(argument, (ast.Constant, ast.JoinedStr, ast.BinOp)):
            return True
    return False
