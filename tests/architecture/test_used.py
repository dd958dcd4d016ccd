"""Nothing of the program lives for its tests alone: every function and value of it is called, or named, by it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtWidgets

ROOT = Path(__file__).parents[2]
#: Names that only tests say, and why they stay.
REASONS = {
    "readable": "io.RawIOBase asks for it",
    "handleError": "logging.Handler asks for it",
    "do_begin": "SQLAlchemy asks for it",
    "process_bind_param": "SQLAlchemy asks for it",
    "process_result_value": "SQLAlchemy asks for it",
    "pids": "tests end these processes in the middle",
}
#: What the window shows, in words: tests read screens by it as a person does.
READ_BY_TESTS = frozenset({
    "age_note",
    "can_undo",
    "convert_button",
    "current_text",
    "page_words",
    "points_problem",
    "result_text",
    "show_kind",
    "story_words",
})  # fmt: skip


def _files() -> Iterator[Path]:
    for folder in ("friendly_desktop", "ui"):
        yield from sorted((ROOT / folder).rglob("*.py"))
    yield from (ROOT / "app.py", ROOT / "start.py")
    yield from sorted((ROOT / ".ci").rglob("*.py"))


def _said(tree: ast.AST, *, package: bool) -> Iterator[str]:
    """Every name that a file says, also as text (``getattr``, a slot by its name); not those it defines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias) and not package:
            yield node.name.rpartition(".")[2]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def _of_qt() -> frozenset[str]:
    """Every method of a class of Qt: what is named so is an override, which Qt calls."""
    modules = (QtCore, QtGui, QtWidgets, QtPrintSupport, QtSvg)
    kinds = [getattr(module, name) for module in modules for name in dir(module)]
    return frozenset(name for kind in kinds if isinstance(kind, type) for name in dir(kind))


def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in _files()}


def _values(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives to values."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        yield from (one.id for one in targets if isinstance(one, ast.Name) and one.id != "__all__")


def test_every_value_of_a_module_is_read_by_the_program() -> None:
    trees = _trees()
    read = {
        name
        for tree in trees.values()
        for node in ast.walk(tree)
        for name in (
            [node.id]
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
            else [node.attr]
            if isinstance(node, ast.Attribute)
            else re.findall(r"\w+", node.value)  # a type in quotation marks
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
            else []
        )
    }
    assert not [
        f"{path.relative_to(ROOT)} {name}"
        for path, tree in trees.items()
        if ".ci" not in path.parts
        for name in _values(tree)
        if name not in read
    ]


def test_every_function_is_used_by_the_program() -> None:
    trees = _trees()
    said = Counter(
        name for path, tree in trees.items() for name in _said(tree, package=path.name == "__init__.py")
    )
    unused, of_qt = {}, _of_qt()
    for path, tree in trees.items():
        if ".ci" in path.parts:
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not said[node.name]:
                called_by_others = node.name.startswith("__") or any(
                    isinstance(one, ast.Call) for one in node.decorator_list
                )
                if not called_by_others and node.name not in of_qt:
                    unused[node.name] = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
    known = set(REASONS) | READ_BY_TESTS
    assert not {name: where for name, where in unused.items() if name not in known}
    assert known <= set(unused), "these are used now, or gone; take them off the list"
