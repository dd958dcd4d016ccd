"""Keys reach only the part they belong to."""

import ast
from pathlib import Path

UI = Path(__file__).resolve().parents[2] / "ui"


def test_no_shortcut_takes_its_context_together_with_what_it_calls() -> None:
    """PySide leaves the context out there, and the key then works in the whole window."""
    wrong = [
        f"{path.relative_to(UI)}:{node.lineno}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "QShortcut"
        and len(node.args) > 2
        and any(one.arg == "context" for one in node.keywords)
    ]
    assert not wrong, "QShortcut(key, owner, context=...).activated.connect(slot): " + ", ".join(wrong)
