"""The rules of this program that no ready-made linter knows; ``python .ci/house_rules.py``.

Prints ``path:line: sentence`` for each breach and ends with 1 if there is one. The rules:

* words for people go through gettext: a literal sentence given to a widget or an ``AppError`` is one
  that nobody can translate, and an f-string inside ``_()`` is never extracted;
* transactions begin and end in ``storage/database.py`` only;
* a module has one reason to change: at most 600 lines;
* a silenced warning says which one: ``# noqa`` and ``# type: ignore`` carry a code, the former a reason, too;
* every module says in its first line what it is for;
* colours of the window live in ``ui/theme.py``;
* a shortcut of one widget is connected after it is made, because PySide forgets its context otherwise;
* a call put off says whose it is, because it comes after its object is gone otherwise.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WALL = 600

TRANSLATORS = {"_", "N_", "ngettext", "pgettext"}
# Calls whose text a person reads: the positions that hold words, and the keywords.
WORD_CALLS: dict[str, tuple[int, ...]] = {
    "QLabel": (0,),
    "QPushButton": (0,),
    "QCheckBox": (0,),
    "QRadioButton": (0,),
    "QGroupBox": (0,),
    "QAction": (0, 1),
    "setText": (0,),
    "setWindowTitle": (0,),
    "setToolTip": (0,),
    "setStatusTip": (0,),
    "setPlaceholderText": (0,),
    "setAccessibleName": (0,),
    "setAccessibleDescription": (0,),
    "addAction": (0,),
    "addMenu": (0,),
    "addTab": (1,),
    "AppError": (1, 2, 3),
}
WORD_KEYWORDS = {
    "title",
    "message",
    "hint",
    "text",
    "toolTip",
    "placeholderText",
    "windowTitle",
    "accessibleName",
    "statusTip",
}
WORDS = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
BARE_SILENCE = re.compile(r"#\s*noqa(?!:\s*[A-Z])|#\s*type:\s*ignore(?!\[)")
UNREASONED = re.compile(r"#\s*noqa:[ A-Z0-9,]+$")
HEX_COLOUR = re.compile(r"^#(?:[0-9a-fA-F]{3}){1,2}$")
TRANSACTION_HOME = "friendly_desktop/storage/database.py"
COLOUR_HOME = "ui/theme.py"

Breach = tuple[int, str]


def name_of(call: ast.Call) -> str:
    """The last name of what is called: ``self.label.setText(...)`` is ``setText``."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def is_bare_words(node: ast.expr) -> bool:
    """Whether this argument is words of a human language that did not pass through gettext."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(WORDS.search(node.value))
    if isinstance(node, ast.JoinedStr):
        return any(is_bare_words(part) for part in node.values if isinstance(part, ast.Constant))
    return False


def words_for_people(tree: ast.Module, path: str) -> Iterator[Breach]:
    """Literals shown to people without translation; only where people are spoken to."""
    if path.startswith(("tests/", ".ci/")) or path == "start.py":
        return
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = name_of(call)
        if name in TRANSLATORS and any(isinstance(part, ast.JoinedStr) for part in call.args):
            yield call.lineno, f"an f-string inside {name}() is never translated; use named fields"
        if name in TRANSLATORS and any(isinstance(part, ast.BinOp) for part in call.args):
            yield call.lineno, f"a sum inside {name}() is never translated; write one whole sentence"
        if name not in WORD_CALLS:
            continue
        given = [call.args[place] for place in WORD_CALLS[name] if place < len(call.args)]
        given += [word.value for word in call.keywords if word.arg in WORD_KEYWORDS]
        for argument in given:
            if is_bare_words(argument):
                yield argument.lineno, f"words given to {name}() without _()"


def transactions_in_one_place(tree: ast.Module, path: str) -> Iterator[Breach]:
    """Commit and rollback belong to the database module."""
    if not path.startswith("friendly_desktop/") or path == TRANSACTION_HOME:
        return
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"commit", "rollback"}:
            yield call.lineno, f".{call.func.attr}() outside {TRANSACTION_HOME}; use db.write()"


def colours_in_the_theme(tree: ast.Module, path: str) -> Iterator[Breach]:
    """Hex colours of the window live in the theme."""
    if not path.startswith("ui/") or path == COLOUR_HOME:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and HEX_COLOUR.match(node.value):
            yield node.lineno, f"colour {node.value} outside {COLOUR_HOME}"


def shortcuts_keep_their_context(tree: ast.Module) -> Iterator[Breach]:
    """PySide's constructor takes a slot and a context together, and forgets the context."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        has_context = any(word.arg == "context" for word in call.keywords)
        if name_of(call) == "QShortcut" and len(call.args) > 2 and has_context:
            yield (
                call.lineno,
                "QShortcut(key, widget, slot, context=...) forgets the context; connect the slot",
            )


def calls_put_off_have_an_owner(tree: ast.Module) -> Iterator[Breach]:
    """``QTimer.singleShot(ms, slot)`` keeps the Python object and calls it when its Qt side is deleted."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if name_of(call) == "singleShot" and len(call.args) < 3:
            yield call.lineno, "QTimer.singleShot(ms, owner, slot) names its owner"


def whole_file(tree: ast.Module, text: str) -> Iterator[Breach]:
    """Size, first sentence, and silences without a reason."""
    lines = text.splitlines()
    if len(lines) > WALL:
        yield WALL, f"{len(lines)} lines; over {WALL} a module is two rooms in one"
    if lines and not ast.get_docstring(tree):
        yield 1, "the first line of a module says what it is for"
    for number, line in enumerate(lines, 1):
        if BARE_SILENCE.search(line):
            yield number, "a silenced warning names its code, e.g. # noqa: T201"
        if UNREASONED.search(line):
            yield number, "a silenced warning says why, e.g. # noqa: T201 - it is a command"


def breaches(path: Path) -> Iterator[str]:
    """All breaches of one file as printable lines."""
    name = path.relative_to(ROOT).as_posix()
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, name)
    found = [
        *words_for_people(tree, name),
        *transactions_in_one_place(tree, name),
        *colours_in_the_theme(tree, name),
        *shortcuts_keep_their_context(tree),
        *calls_put_off_have_an_owner(tree),
        *(() if name == ".ci/house_rules.py" else whole_file(tree, text)),
    ]
    for line, sentence in sorted(found):
        yield f"{name}:{line}: {sentence}"


def python_files() -> list[Path]:
    """Every Python file of the program, its tests and its tools."""
    folders = ("friendly_desktop", "ui", "tests", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted([ROOT / "app.py", ROOT / "start.py", *found])


def main() -> int:
    """Print every breach; 1 when there is one."""
    found = [line for path in python_files() for line in breaches(path)]
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
